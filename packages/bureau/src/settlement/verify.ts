/**
 * What must hold of settlements, over the whole database: the funds' books say what the settlements say; what a person has used is
 * what stands settled; what was taken back nets to nothing.
 */
import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { formatYuan } from '@mingzhang/kernel';
import { amountNames, noneUsed, type VisitCase } from '@mingzhang/policy';
import { sql } from 'kysely';
import { type Verification, type Verifier } from '../verifier.ts';
import { settlementOf } from './amounts.ts';
import { digestOf, madeAgain, type Rules, rulesOf } from './premises.ts';
import { usedOf } from './used.ts';

/** The first failures are listed. */
const listed = 20;

export const settlementVerifiers: readonly Verifier[] = [
  {
    id: 'settlements-in-fund-books',
    name: '每笔结算的基金支付都在基金账上，逐笔相等；账上的待遇核定都有结算',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ what: string; settled: number | null; booked: number | null }>`
        with legs as (
          select e.set_id, e.voucher_id, l.account, substring(l.dimensions from 'fund=([a-z-]+)') as fund,
                 sum(l.amount)::bigint as amount
          from ledger_entry e
          join account_set s on s.id = e.set_id and s.book = 'fund'
          join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
          where l.account in ('benefit-expense', 'serious-illness-expense', 'assistance-expense')
            and exists (select from ledger_leg p
                        where p.set_id = e.set_id and p.entry_id = e.id and p.account = 'benefit-payable')
          group by 1, 2, 3, 4
        ), owed as (
          select set_id, voucher_id, account, fund, sum(amount)::bigint as amount
          from settlement_fund group by 1, 2, 3, 4
        )
        (select '凭证' || coalesce(o.voucher_id, l.voucher_id) || '的' || coalesce(o.account, l.account) as what,
                o.amount as settled, l.amount as booked
         from owed o
         full join legs l on l.set_id = o.set_id and l.voucher_id = o.voucher_id and l.account = o.account and l.fund = o.fund
         where o.amount is distinct from l.amount limit ${listed})
        union all
        (select '结算' || s.id as what, s.funds + s.account as settled, coalesce(sum(f.amount), 0)::bigint as booked
         from settlement s
         left join settlement_fund f on f.person_id = s.person_id and f.settlement_id = s.id
         group by s.person_id, s.id having s.funds + s.account <> coalesce(sum(f.amount), 0) limit ${listed})`.execute(
        db,
      );
      return {
        checked: await count(db, 'settlement'),
        failures: rows.map(
          ({ what, settled, booked }) =>
            `${what}：结算${settled === null ? '没有' : `${formatYuan(settled)}元`}，账上${booked === null ? '没有' : `${formatYuan(booked)}元`}。`,
        ),
      };
    },
  },
  {
    id: 'settlement-parts-whole',
    name: '结算、推导、基金分担、就诊记录和累计都有其人，各部分都有其结算',
    run: async (db): Promise<Verification> => {
      const orphans = parts.map(({ name, table }) => {
        const whole = table === 'settlement' || table === 'settlement_accumulator';
        const wanted = whole
          ? sql`select from insured_person p where p.id = o.person_id`
          : sql`select from settlement s where s.person_id = o.person_id and s.id = o.settlement_id`;
        return sql`(select ${name} as what, o.person_id as person from ${sql.table(table)} o where not exists (${wanted}) limit ${listed})`;
      });
      const { rows } = await sql<{ what: string; person: string }>`${sql.join(orphans, sql` union all `)}`.execute(db);
      return {
        checked: await count(db, 'settlement'),
        failures: rows.map(({ what, person }) =>
          what === '结算' || what === '累计'
            ? `${what}的参保人员${person}不在登记里。`
            : `参保人员${person}的一条${what}没有它的结算。`,
        ),
      };
    },
  },
  {
    id: 'accumulators-add-up',
    name: '每人每年的累计数等于没有撤销的各笔结算之和',
    run: async (db): Promise<Verification> => {
      // Amounts by their names, column by column; the two maps only where a settlement changed them: a county has tens of millions.
      const names = Object.keys(noneUsed(2000)).filter((name) => !['year', 'stays', 'limitUsed'].includes(name));
      const moved = sql.join(
        names.map(
          (name) =>
            sql`sum(coalesce((used_after ->> ${name})::bigint, 0) - coalesce((used_before ->> ${name})::bigint, 0))::bigint`,
        ),
      );
      const standing = sql.join(names.map((name) => sql`(used ->> ${name})::bigint`));
      const { rows } = await sql<{ person: string; year: number; name: string; kept: number; added: number }>`
        with settled as (
          select s.person_id, s.year, s.scheme, s.used_before::jsonb as used_before, s.used_after::jsonb as used_after
          from settlement s
          where s.kind <> 'cancelled'
            and not exists (select from settlement c where c.person_id = s.person_id and c.cancels = s.id)
        ), sums as (
          select person_id, year, scheme, array[${moved}] as amounts from settled group by 1, 2, 3
        ), maps as (
          select s.person_id, s.year, s.scheme, value.name, sum(side.sign * value.amount)::bigint as amount
          from settled s
          cross join lateral (values (-1, s.used_before), (1, s.used_after)) as side (sign, used)
          cross join lateral (
            select 'stays ' || key as name, value::bigint as amount from jsonb_each_text(used -> 'stays')
            union all
            select 'limitUsed ' || key, value::bigint from jsonb_each_text(used -> 'limitUsed')
          ) as value
          where s.used_before -> 'stays' is distinct from s.used_after -> 'stays'
             or s.used_before -> 'limitUsed' is distinct from s.used_after -> 'limitUsed'
          group by 1, 2, 3, 4
        ), kept_maps as (
          select a.person_id, a.year, a.scheme, value.name, value.amount
          from settlement_accumulator a
          cross join lateral (
            select 'stays ' || key as name, value::bigint as amount from jsonb_each_text(used -> 'stays')
            union all
            select 'limitUsed ' || key, value::bigint from jsonb_each_text(used -> 'limitUsed')
          ) as value
        )
        (select coalesce(k.person_id, a.person_id) as person, coalesce(k.year, a.year) as year, value.name,
                coalesce(value.kept, 0)::bigint as kept, coalesce(value.added, 0)::bigint as added
         from (select person_id, year, scheme, array[${standing}] as amounts from settlement_accumulator) k
         full join sums a on a.person_id = k.person_id and a.year = k.year and a.scheme = k.scheme
         cross join lateral unnest(${names}::text[], k.amounts, a.amounts) as value (name, kept, added)
         where k.amounts is distinct from a.amounts and coalesce(value.kept, 0) <> coalesce(value.added, 0) limit ${listed})
        union all
        (select coalesce(k.person_id, a.person_id), coalesce(k.year, a.year), coalesce(k.name, a.name),
                coalesce(k.amount, 0)::bigint, coalesce(a.amount, 0)::bigint
         from kept_maps k
         full join maps a on a.person_id = k.person_id and a.year = k.year and a.scheme = k.scheme and a.name = k.name
         where coalesce(k.amount, 0) <> coalesce(a.amount, 0) limit ${listed})`.execute(db);
      return {
        checked: await count(db, 'settlement_accumulator'),
        failures: rows.map(
          ({ person, year, name, kept, added }) =>
            `参保人员${person}${year}年的${name}：累计${kept}，各笔结算之和${added}。`,
        ),
      };
    },
  },
  {
    id: 'cancellations-mirror',
    name: '撤销的每个金额与原结算相反',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ id: string }>`
        select c.id from settlement c
        left join settlement s on s.person_id = c.person_id and s.id = c.cancels and s.kind <> 'cancelled'
        where c.kind = 'cancelled' and (
          s.id is null or
          (c.total, c.own, c.over_limit, c.first_pay, c.in_scope, c.deductible, c.pool, c.critical_illness, c.large_amount,
           c.civil_servant, c.assistance, c.funds, c.hospital_borne, c.personal, c.account, c.cash) is distinct from
          (-s.total, -s.own, -s.over_limit, -s.first_pay, -s.in_scope, -s.deductible, -s.pool, -s.critical_illness,
           -s.large_amount, -s.civil_servant, -s.assistance, -s.funds, -s.hospital_borne, -s.personal, -s.account, -s.cash))
        limit ${listed}`.execute(db);
      const [{ n } = { n: 0 }] = (
        await sql<{ n: number }>`select count(*)::integer as n from settlement where kind = 'cancelled'`.execute(db)
      ).rows;
      return { checked: n, failures: rows.map(({ id }) => `撤销${id}的金额不是原结算的相反数。`) };
    },
  },
  {
    id: 'settlements-made-again',
    name: '每笔结算按留存的参数、情形、单据和此前累计重算，金额、累计和每一步都相同',
    run: verifyMadeAgain,
  },
  {
    id: 'personal-accounts-add-up',
    name: '个人账户余额等于各笔收支之和；结算支付的每一笔都在结算和个人账户基金账上',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ what: string; kept: number | null; added: number | null }>`
        (select '参保人员' || a.person_id || '的余额' as what, a.balance as kept, coalesce(sum(e.amount), 0)::bigint as added
         from personal_account a left join personal_account_entry e on e.person_id = a.person_id
         group by a.person_id having a.balance <> coalesce(sum(e.amount), 0) limit ${listed})
        union all
        (select '结算' || coalesce(f.settlement_id, e.settlement_id) as what, -e.amount as kept, f.amount as added
         from (select * from settlement_fund where payer = 'account') f
         full join (select * from personal_account_entry where settlement_id is not null) e
           on e.person_id = f.person_id and e.settlement_id = f.settlement_id
         where f.amount is distinct from -e.amount limit ${listed})`.execute(db);
      const [{ n } = { n: 0 }] = (
        await sql<{ n: number }>`select count(*)::integer as n from personal_account`.execute(db)
      ).rows;
      return {
        checked: n,
        failures: rows.map(({ what, kept, added }) => `${what}：账户${kept ?? '没有'}分，应为${added ?? '没有'}分。`),
      };
    },
  },
];

/** What is written with a settlement and names it or its person without the database asking whether they are there. */
const parts = [
  { name: '结算', table: 'settlement' },
  { name: '累计', table: 'settlement_accumulator' },
  { name: '推导', table: 'settlement_derivation' },
  { name: '基金分担', table: 'settlement_fund' },
  { name: '就诊记录', table: 'visit_record' },
] as const;

const settlementsAPage = 2_000;

interface Place {
  readonly person: string;
  readonly id: string;
}

function pageAfter(db: Parameters<Verifier['run']>[0], { person, id }: Place) {
  return db
    .selectFrom('settlement as s')
    .leftJoin('settlement_derivation as d', (join) =>
      join
        .onRef('d.person_id', '=', 's.person_id')
        .onRef('d.settlement_id', '=', 's.id')
        // Said again: the two are merged, and this one would be read from its beginning for every page.
        .on(sql<boolean>`(d.person_id, d.settlement_id) > (${person}::uuid, ${id}::uuid)`),
    )
    .selectAll('s')
    .select(['d.visit', 'd.bill', 'd.digest', 'd.plan'])
    .where('s.kind', '=', 'settled')
    .where('d.steps', 'is', null)
    .where(sql<boolean>`(s.person_id, s.id) > (${person}::uuid, ${id}::uuid)`)
    .orderBy('s.person_id')
    .orderBy('s.id')
    .limit(settlementsAPage)
    .execute();
}

/**
 * Page by page in the order of the key, so that a county's year needs no more memory than two pages: while one is settled again the next
 * is read.
 */
async function verifyMadeAgain(db: Parameters<Verifier['run']>[0]): Promise<Verification> {
  const failures: string[] = [];
  const plans = new KeptPlans(db);
  let checked = 0;
  let reading = pageAfter(db, { person: lowest, id: lowest });
  for (;;) {
    const rows = await reading;
    const last = rows.at(-1);
    const more = last !== undefined && rows.length === settlementsAPage;
    if (more) reading = pageAfter(db, { person: last.person_id, id: last.id });
    try {
      await plans.read(rows.flatMap(({ plan }) => plan ?? []));
    } catch (error) {
      await reading.catch(() => {});
      throw error;
    }
    for (const row of rows) {
      checked += 1;
      const problem = madeAgainProblem(row, plans);
      if (problem !== null && failures.length < listed) failures.push(`结算${row.id}${problem}`);
    }
    if (!more) return { checked, failures };
  }
}

const lowest = '00000000-0000-0000-0000-000000000000';

/** The plans that settlements name, each read and held against its hash once: a county has some thousands. */
class KeptPlans {
  readonly #db: Parameters<Verifier['run']>[0];
  readonly #rules = new Map<string, Rules | null>();

  constructor(db: Parameters<Verifier['run']>[0]) {
    this.#db = db;
  }

  async read(hashes: readonly Buffer[]): Promise<void> {
    const unread = new Map(hashes.map((one) => [one.toString('hex'), one]));
    for (const known of this.#rules.keys()) unread.delete(known);
    if (unread.size === 0) return;
    const rows = await this.#db
      .selectFrom('settlement_plan')
      .selectAll()
      .where('hash', 'in', [...unread.values()])
      .execute();
    for (const { hash: of, plan } of rows) {
      const whole = hash('sha256', plan, 'buffer').equals(of);
      this.#rules.set(of.toString('hex'), whole ? rulesOf(plan) : null);
    }
  }

  /** Null where its text and its hash differ; undefined where it is not kept. */
  of(planHash: Buffer): Rules | null | undefined {
    return this.#rules.get(planHash.toString('hex'));
  }
}

type MadeRow = Parameters<typeof settlementOf>[0] & {
  readonly used_before: unknown;
  readonly visit: unknown;
  readonly bill: string | null;
  readonly digest: Buffer | null;
  readonly plan: Buffer | null;
};

function madeAgainProblem(row: MadeRow, plans: KeptPlans): string | null {
  const { visit, bill, digest, plan, used_before: before } = row;
  const rules = plan === null ? undefined : plans.of(plan);
  if (bill === null || digest === null || rules === undefined) return '没有留存所依据的参数、情形或单据。';
  if (rules === null) return '留存的参数与其摘要不符。';
  const again = madeAgain({ rules, bill, visit: visit as VisitCase, before: usedOf(before) });
  const kept = settlementOf(row);
  const wrong = [...amountNames, 'poolRatio' as const].find((name) => kept[name] !== again[name]);
  if (wrong !== undefined) return `的${wrong}是${kept[wrong]}，重算为${again[wrong]}。`;
  if (!isDeepStrictEqual(kept.after, again.after)) return '之后的累计与重算的不同。';
  return digestOf(again.derivation).equals(digest) ? null : '的推导步骤与当时的不同。';
}

async function count(
  db: Parameters<Verifier['run']>[0],
  table: 'settlement' | 'settlement_accumulator',
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}
