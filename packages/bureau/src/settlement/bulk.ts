/**
 * Settling in bulk: prepared cases in memory, decided by the same pure functions as at the desk, come out as rows to be written many
 * at a time. For a county that is loaded, not for the desk: nothing is looked up, held or refused by what the database has.
 *
 *     const desk = new BulkDesk({ department, division, parameters, sets, by });
 *     for (const person of people) {
 *       for (const visit of person.visits) desk.settle(person, visit);     // in their order
 *       desk.leave(person.id);                                             // what was used of the year is written
 *       if (desk.waiting > 20_000) await copyBulk(bulk, trx, desk.take());
 *     }
 *     await copyBulk(bulk, trx, desk.take());
 *     await postManyWithin(trx, charts, desk.vouchers(unit), { today, by });  // unit by unit, in batches as large as one likes
 *
 * Vouchers are one for each set, institution and day; the rows name them before they are posted, so post them in the transaction that
 * must not be without them, or verify afterwards.
 */

import { type DateText, type Fen, lastDayOf, type Month, monthOf, type ParameterSet, yearOf } from '@mingzhang/kernel';
import { type Voucher } from '@mingzhang/ledger';
import { type Accumulators, type Bill, noneUsed, type Scheme, type Settlement, settle } from '@mingzhang/policy';
import { newId } from '@mingzhang/store';
import { caseColumns, columnsOf } from './amounts.ts';
import { BulkLines } from './bulk-copy.ts';
import {
  accountProblem,
  type Claimant,
  careAreaOf,
  decideCase,
  type FundLine,
  fundLegs,
  fundLines,
  linesBySet,
  type VisitDraft,
} from './decide.ts';
import { plannedFor } from './plans.ts';
import { billText, digestOf } from './premises.ts';
import { type DeskRefused, ofEngine } from './refusals.ts';
import { usedText } from './used.ts';
import { type WrittenSettlement } from './write.ts';

export interface BulkPerson extends Claimant {
  readonly id: string;
  /** What stands on the personal account before the first visit; 0 for none. The desk keeps count from then on. */
  readonly balance: number;
}

export interface BulkVisit {
  readonly id: string;
  readonly visit: VisitDraft;
  /** With every line classified. */
  readonly bill: Bill;
  readonly settledOn: DateText;
  readonly at: Date;
}

export interface BulkBureau {
  readonly department: string;
  /** Six digits. */
  readonly division: string;
  readonly parameters: ParameterSet;
  /** Which set keeps which fund, as `fundSetsOf` reads it. */
  readonly sets: ReadonlyMap<string, string>;
  /** Who settles. */
  readonly by: string;
  /** What a voucher gathers: an institution's day, or all of a month, booked on its last day. An institution's day unless told. */
  readonly gather?: 'institution-and-day' | 'month';
  /** The first month that each set still takes, for what is gathered by month: what was settled earlier is booked in it. */
  readonly openFrom?: ReadonlyMap<string, Month>;
  /** Makes the ids of vouchers, entries of the books and of accounts; fresh ones unless told. */
  readonly makeId?: () => string;
}

export interface BulkRows {
  readonly settlements: readonly WrittenSettlement[];
  readonly premises: readonly {
    readonly person: string;
    readonly settlement: string;
    readonly plan: Buffer;
    readonly visit: string;
    readonly bill: string;
    readonly digest: Buffer;
  }[];
  readonly plans: readonly { readonly hash: Buffer; readonly plan: string }[];
  readonly funds: readonly (FundLine & {
    readonly person: string;
    readonly settlement: string;
    readonly set: string;
    readonly voucher: string;
  })[];
  readonly accumulators: readonly {
    readonly person: string;
    readonly year: number;
    readonly scheme: Scheme;
    readonly used: string;
    readonly version: number;
    readonly department: string;
  }[];
  readonly accountEntries: readonly {
    readonly person: string;
    readonly id: string;
    readonly date: DateText;
    readonly amount: number;
    readonly settlement: string;
    readonly set: string;
    readonly voucher: string;
    readonly text: string;
    readonly by: string;
    readonly at: Date;
  }[];
}

/** What a set owes an institution for a month's settlements, of one fund. */
export interface BulkOwed {
  readonly set: string;
  readonly month: Month;
  readonly name: string;
  readonly fund: FundLine['fund'];
  readonly amount: Fen;
}

interface DayVoucher {
  readonly id: string;
  readonly entry: string;
  readonly set: string;
  readonly date: DateText;
  readonly institution: string;
  at: Date;
  /** Amounts by fund, payer and account. */
  readonly lines: Map<string, FundLine>;
}

interface YearUsed {
  readonly year: number;
  readonly scheme: Scheme;
  used: Accumulators;
  /** The same as a settlement's row keeps it. */
  text: string;
  version: number;
}

export class BulkDesk {
  readonly #bureau: BulkBureau;
  readonly #vouchers = new Map<string, DayVoucher>();
  readonly #plans = new Set<string>();
  readonly #used = new Map<string, YearUsed[]>();
  readonly #balances = new Map<string, number>();
  readonly #owed = new Map<string, { -readonly [Key in keyof BulkOwed]: BulkOwed[Key] }>();
  readonly #makeId: () => string;
  #rows = noRows();
  #lines = new BulkLines();

  constructor(bureau: BulkBureau) {
    this.#bureau = bureau;
    this.#makeId = bureau.makeId ?? newId;
  }

  /** How many settlements have been decided and not taken yet. */
  get waiting(): number {
    return this.#lines.count + this.#rows.settlements.length;
  }

  /** Decides a visit after those before it of the same person. What is refused leaves nothing and may be passed over. */
  settle(person: BulkPerson, { id, visit: draft, bill, settledOn, at }: BulkVisit): Settlement | DeskRefused {
    const { department, division, parameters, sets, by } = this.#bureau;
    const visit = decideCase(person, { area: division }, draft, settledOn);
    if ('refusal' in visit) return visit;
    const balance = this.#balances.get(person.id) ?? person.balance;
    const short = accountProblem(bill.account, { scheme: visit.scheme, balance });
    if (short !== null) return short;
    const planned = plannedFor(parameters, visit);
    if ('refusal' in planned) return planned;
    const used = this.#usedOf(person.id, yearOf(visit.day), visit.scheme);
    const settlement = settle(planned.plan, bill, used.used);
    if ('refusal' in settlement) return ofEngine(settlement);
    const bySet = linesBySet(fundLines(visit.scheme, settlement), sets);
    if ('refusal' in bySet) return bySet;

    const { derivation, after, ...amounts } = settlement;
    const usedAfter = usedText(after);
    this.#rows.settlements.push({
      person_id: person.id,
      id,
      department_id: department,
      kind: 'settled',
      cancels: null,
      corrects: null,
      scheme: visit.scheme,
      year: after.year,
      institution: draft.institution,
      institution_level: draft.level,
      visit_number: draft.number,
      visit_kind: draft.kind,
      visit_item: draft.item,
      visit_from: draft.from,
      visit_to: draft.to,
      filing: visit.filing,
      care_area: careAreaOf(draft, division),
      channel: draft.channel ?? 'direct',
      ...caseColumns(visit, bill),
      ...columnsOf(amounts),
      used_before: used.text,
      used_after: usedAfter,
      // Nobody sends what came in bulk again.
      fingerprint: '',
      settled_on: settledOn,
      reason: '',
      made_by: by,
      made_at: at,
    });
    const { kept } = planned;
    const hexadecimal = kept.hash.toString('hex');
    if (!this.#plans.has(hexadecimal)) {
      this.#plans.add(hexadecimal);
      this.#rows.plans.push({ hash: kept.hash, plan: kept.text });
    }
    this.#rows.premises.push({
      person: person.id,
      settlement: id,
      plan: kept.hash,
      visit: JSON.stringify(visit),
      bill: billText(bill),
      digest: digestOf(derivation ?? []),
    });
    for (const { set, lines } of bySet) {
      const voucher = this.#voucherOf(set, settledOn, draft.institution, at);
      for (const line of lines) {
        const key = `${line.fund} ${line.account}`;
        const before = voucher.lines.get(key);
        voucher.lines.set(key, { ...line, amount: line.amount + (before?.amount ?? 0) });
        this.#rows.funds.push({ ...line, person: person.id, settlement: id, set, voucher: voucher.id });
        this.#owe(set, monthOf(settledOn), draft.institution, line);
        if (line.payer !== 'account') continue;
        this.#balances.set(person.id, balance - line.amount);
        this.#rows.accountEntries.push({
          person: person.id,
          id: this.#makeId(),
          date: settledOn,
          amount: -line.amount,
          settlement: id,
          set,
          voucher: voucher.id,
          text: draft.institution,
          by,
          at,
        });
      }
    }
    used.used = after;
    used.text = usedAfter;
    used.version += 1;
    return settlement;
  }

  /** Says that a person has no more visits: what they have used of their years joins the rows, and is forgotten here. */
  leave(person: string): void {
    const { department } = this.#bureau;
    for (const { year, scheme, used, version } of this.#used.get(person) ?? []) {
      if (version < 0) continue;
      this.#rows.accumulators.push({ person, year, scheme, used: JSON.stringify(used), version, department });
    }
    this.#used.delete(person);
    this.#balances.delete(person);
    this.#encode();
  }

  /** What was decided since the last time. */
  take(): BulkLines {
    this.#encode();
    const lines = this.#lines;
    this.#lines = new BulkLines();
    return lines;
  }

  /** What has been decided owes, each sum once, then forgotten. */
  owed(): readonly BulkOwed[] {
    const sums = [...this.#owed.values()];
    this.#owed.clear();
    return sums;
  }

  #owe(set: string, month: Month, name: string, { fund, amount }: FundLine): void {
    const key = `${month} ${fund} ${set} ${name}`;
    const known = this.#owed.get(key);
    if (known === undefined) this.#owed.set(key, { set, month, name, fund, amount });
    else known.amount += amount;
  }

  #encode(): void {
    this.#lines.add(this.#rows);
    this.#rows = noRows();
  }

  /** The vouchers of a set for all that was decided, in the order of their days; each once, then forgotten. */
  vouchers(set: string): readonly (Voucher & { readonly at: Date })[] {
    const own = [...this.#vouchers].filter(([, voucher]) => voucher.set === set);
    for (const [key] of own) this.#vouchers.delete(key);
    return own
      .map(([, { id, entry, date, institution, at, lines }]) => ({
        id,
        kind: 'ordinary' as const,
        date,
        text: `待遇核定 ${institution}`,
        entries: [{ id: entry, set, reverses: null, legs: fundLegs([...lines.values()]) }],
        at,
      }))
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  #usedOf(person: string, year: number, scheme: Scheme): YearUsed {
    const years = this.#used.get(person) ?? [];
    this.#used.set(person, years);
    const known = years.find((one) => one.year === year && one.scheme === scheme);
    if (known !== undefined) return known;
    const used = noneUsed(year);
    const fresh = { year, scheme, used, text: usedText(used), version: -1 };
    years.push(fresh);
    return fresh;
  }

  #voucherOf(set: string, settledOn: DateText, where: string, at: Date): DayVoucher {
    const byMonth = this.#bureau.gather === 'month';
    const open = this.#bureau.openFrom?.get(set) ?? '';
    const month = monthOf(settledOn);
    const date = byMonth ? lastDayOf(month < open ? open : month) : settledOn;
    const institution = byMonth ? `${month}汇总` : where;
    const key = `${set} ${date} ${institution}`;
    const known = this.#vouchers.get(key);
    if (known !== undefined) {
      if (at > known.at) known.at = at;
      return known;
    }
    const fresh = {
      id: this.#makeId(),
      entry: this.#makeId(),
      set,
      date,
      institution,
      at,
      lines: new Map<string, FundLine>(),
    };
    this.#vouchers.set(key, fresh);
    return fresh;
  }
}

type Mutable<Rows> = { -readonly [Key in keyof Rows]: Rows[Key] extends readonly (infer Row)[] ? Row[] : never };

function noRows(): Mutable<BulkRows> {
  return { settlements: [], premises: [], plans: [], funds: [], accumulators: [], accountEntries: [] };
}
