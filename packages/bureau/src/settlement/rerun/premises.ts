/**
 * How settlements that come out otherwise came about when they were made: which identities counted, and the steps, without those of the
 * fee lines. Read for a few thousand at once; a plan is opened once, however many settlements stand on it.
 */
import { type Bill, type Category, type Derivation, settle } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type Rules, rulesOf } from '../premises.ts';
import { type PersonYear } from './read-year.ts';
import { type Difference } from './replay.ts';

interface CameAbout {
  readonly categories: readonly Category[];
  readonly steps: Derivation;
}

interface Kept {
  readonly plan: Buffer | null;
  readonly categories: readonly Category[];
  /** Null unless other schemes had used something of the year's assistance. */
  readonly elsewhere: Bill['assistedElsewhere'] | null;
  readonly steps: Derivation | null;
}

export class Premises {
  readonly #plans = new Map<string, Rules>();
  #kept = new Map<string, Kept>();

  async read(
    db: Kysely<Database>,
    differing: readonly { readonly one: PersonYear; readonly differences: readonly Difference[] }[],
  ): Promise<void> {
    const asked = differing.flatMap(({ one, differences }) =>
      differences.map(({ settlement }) => ({ person: one.person, settlement })),
    );
    const { rows } = await sql<Kept & { readonly settlement: string }>`
      select d.settlement_id as settlement, d.plan, d.visit -> 'categories' as categories, d.steps,
             case when d.bill like '%"assistedElsewhere"%' then d.bill::json -> 'assistedElsewhere' end as elsewhere
      from unnest(${asked.map(({ person }) => person)}::uuid[], ${asked.map(({ settlement }) => settlement)}::uuid[])
        as a (person_id, settlement_id)
      join settlement_derivation d using (person_id, settlement_id)`.execute(db);
    this.#kept = new Map(rows.map((row) => [row.settlement, row]));
    const missing = new Map<string, Buffer>();
    for (const { plan } of rows) {
      if (plan === null) continue;
      const key = plan.toString('latin1');
      if (!this.#plans.has(key)) missing.set(key, plan);
    }
    if (missing.size === 0) return;
    const plans = await db
      .selectFrom('settlement_plan')
      .selectAll()
      .where('hash', 'in', [...missing.values()])
      .execute();
    for (const { hash, plan } of plans) this.#plans.set(hash.toString('latin1'), rulesOf(plan));
  }

  of({ rows }: PersonYear, settlement: string): CameAbout {
    const kept = this.#kept.get(settlement);
    const row = rows.find(({ id }) => id === settlement);
    if (kept === undefined || row === undefined) throw new Error(`what ${settlement} was decided on is not kept`);
    const { categories, elsewhere, steps } = kept;
    if (kept.plan === null) return { categories, steps: steps ?? [] };
    const rules = this.#plans.get(kept.plan.toString('latin1'));
    if (rules === undefined) throw new Error(`the plan of ${settlement} is not kept`);
    const { amounts, account, extraInfants, visit, before } = row;
    const { own, overLimit, firstPay, inScope, hospitalBorne } = amounts;
    const made = settle(
      { ...rules, case: { ...visit, categories } },
      {
        lines: [],
        sums: { own, overLimit, firstPay, inScope },
        hospitalBorne,
        account,
        ...(extraInfants === 0 ? {} : { extraInfants }),
        ...(elsewhere == null ? {} : { assistedElsewhere: elsewhere }),
      },
      before,
    );
    if ('refusal' in made) throw new Error(`a settlement made is now refused: ${made.message}`);
    return { categories, steps: made.derivation ?? [] };
  }
}
