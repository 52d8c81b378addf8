/**
 * A department's year from the database: the facts of its statements, and the legs behind any sum of them. In a year under way the
 * books are taken through the last open month.
 */
import { evaluateTerms, type Selector, type StatementTerm } from '@mingzhang/disclosure';
import { type DateText, formatYuan, type Month } from '@mingzhang/kernel';
import { type Dimensions, dimensionText, parseDimensions } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { accountSets, balancesAt, type Db, findDepartment, listUnits, readPeriods } from '../../books/index.ts';
import { type Evidence, type EvidencePage } from '../../figures/index.ts';
import {
  type FactPlace,
  isBehind,
  type LedgerFact,
  ledgerFact,
  type StatementFactsOutcome,
  signOfDebit,
  statementFacts,
  type UnitBooks,
} from '../statements/index.ts';
import { costBudgetOf } from './cost-budget.ts';
import { readStatistics } from './statistics.ts';
import { dimensionsInWords } from './words.ts';

export interface DepartmentAccounts {
  readonly department: string;
  readonly name: string;
  readonly year: number;
  /** Books are in it through this month. */
  readonly through: Month;
  /** Every unit has closed December. */
  readonly closed: boolean;
  readonly units: readonly UnitBooks[];
  readonly outcome: StatementFactsOutcome;
}

/** Books, budget and registers of a year together; null where the department keeps no budgetary books of it. */
export async function readAccounts(db: Db, department: string, year: number): Promise<DepartmentAccounts | null> {
  const found = await findDepartment(db, department);
  if (found === null) return null;
  const units: UnitBooks[] = [];
  let closed = true;
  let through: Month | null = null;
  for (const { id, name, nature } of await listUnits(db, department)) {
    for (const set of await accountSets(db, id)) {
      const periods = await readPeriods(db, set.id);
      if (set.book !== 'budgetary' || periods?.openedThrough == null) continue;
      if (set.firstMonth > `${year}-12` || periods.openedThrough < `${year}-01`) continue;
      const last: Month = periods.openedThrough < `${year}-12` ? periods.openedThrough : `${year}-12`;
      const { rows } = await balancesAt(db, set, last, 'before-closing');
      units.push({ unit: id, name, nature, set, rows });
      closed &&= (periods.closedThrough ?? '') >= `${year}-12`;
      if (through === null || last < through) through = last;
    }
  }
  if (through === null) return null;
  const costBudget = await costBudgetOf(db, department, year);
  const statistics = await readStatistics(db, department, year);
  const outcome = statementFacts({ year, department: found.name, costBudget, statistics, units });
  return { department, name: found.name, year, through, closed, units, outcome };
}

interface PlacedSet extends FactPlace {
  readonly unit: string;
  readonly rows: UnitBooks['rows'];
}

/** What a leg or a balance with these dimensions adds to the terms, in fen, for an amount that is above zero on the debit side. */
export type Weigh = (place: FactPlace, account: string, dimensions: Dimensions, debit: number) => number;

/** Adds up by the statement's own terms. */
export function weighTerms(terms: readonly StatementTerm[]): Weigh {
  return (place, account, dimensions, debit) => {
    const fact = ledgerFact(place, account, dimensions);
    const behind = terms.filter(({ selector }) => isBehind(plain(selector), fact));
    return behind.reduce((sum, { sign }) => sum + sign * signOfDebit(fact) * debit, 0);
  };
}

/** Own surplus is not taken leg by leg: which of its two lines it is depends on the sum. */
function plain(selector: Selector): Selector {
  const ofSurplus = selector.measure === 'use-of-surplus' || selector.measure === 'surplus-allocation';
  return ofSurplus ? { measure: 'opening', functionCode: 'none', funds: [] } : selector;
}

/** Adds up expenditure that a test on its fact and dimensions picks out: by project, say, which no statement prints. */
export function weighExpenditure(picks: (fact: LedgerFact, dimensions: Dimensions) => boolean): Weigh {
  return (place, account, dimensions, debit) => {
    const fact = ledgerFact(place, account, dimensions);
    return fact.measure === 'expenditure' && picks(fact, dimensions) ? debit : 0;
  };
}

interface LegRow {
  readonly set_id: string;
  readonly entry_id: string;
  readonly line: number;
  readonly date: DateText;
  readonly account: string;
  readonly amount: number;
  readonly dimensions: string;
  readonly voucher_id: string;
  readonly text: string;
  readonly number: string | null;
  readonly payment_order: string | null;
}

const chunk = 2_000;

/**
 * The legs behind a sum, by set, date and entry: each with its voucher and payment order. Balances carried over from the year
 * before stand first. `after` is what the page before gave.
 */
export async function evidenceOf(
  db: Db,
  accounts: DepartmentAccounts,
  weigh: Weigh,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<EvidencePage> {
  const { units, year, through } = accounts;
  const departmentUnits = new Set(units.map(({ unit }) => unit));
  const places: readonly PlacedSet[] = units.map(({ unit, set, nature, rows }) => {
    return { unit, set, nature, rows, departmentUnits };
  });
  const found: Evidence[] = [];
  const startAt = places.findIndex(({ set }) => after?.split('|')[0] === set.id);
  for (const place of places.slice(Math.max(0, startAt))) {
    let cursor = after !== null && after.split('|')[0] === place.set.id ? after : null;
    if (cursor === null) {
      found.push(...carriedOver(place, weigh, year));
      cursor = `${place.set.id}|${year}-01-01|00000000-0000-0000-0000-000000000000|0`;
    }
    for (;;) {
      const rows = await legsAfter(db, place.set.id, cursor, `${through}-31`);
      for (const row of rows) {
        const amount = weigh(place, row.account, parseDimensions(row.dimensions), row.amount);
        if (amount === 0) continue;
        found.push(evidenceFrom(place, row, amount));
        if (found.length > limit) return cut(found, limit);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < chunk) break;
      cursor = cursorOf(last);
    }
  }
  return cut(found, limit);
}

function cut(found: readonly Evidence[], limit: number): EvidencePage {
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

function cursorOf({ set_id, date, entry_id, line }: LegRow): string {
  return `${set_id}|${date}|${entry_id}|${line}`;
}

async function legsAfter(db: Db, set: string, cursor: string, lastDay: string): Promise<readonly LegRow[]> {
  const [, date = '', entry = '', line = '0'] = cursor.split('|');
  const { rows } = await sql<LegRow>`
    select l.set_id, l.entry_id, l.line, l.date, l.account, l.amount, l.dimensions, e.voucher_id, v.text,
           case when o.number is null then null else o.month || '记-' || o.number end as number, o.payment_order
    from (
      select * from ledger_leg
      where set_id = ${set} and kind <> 'closing'
        and (date, entry_id, line) > (${date}::date, ${entry}::uuid, ${Number(line)}::smallint)
        and to_char(date, 'YYYY-MM-DD') <= ${lastDay}
      order by date, entry_id, line limit ${chunk}
    ) l
    join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
    join account_set s on s.id = l.set_id
    join ledger_voucher v on v.unit_id = s.unit_id and v.id = e.voucher_id
    left join office_voucher o on o.unit_id = s.unit_id and o.id = e.voucher_id
    order by l.date, l.entry_id, l.line`.execute(db);
  return rows;
}

function evidenceFrom({ unit, set }: PlacedSet, row: LegRow, amount: number): Evidence {
  const { account, dimensions, date, text, number, payment_order, voucher_id } = row;
  const name = set.accounts.find(({ key }) => key === account)?.name ?? account;
  return {
    id: cursorOf(row),
    register: number === null ? '预算会计账' : `记账凭证${number}`,
    date,
    text: `${text}（${[`${account} ${name}`, dimensionsInWords(parseDimensions(dimensions))].filter(Boolean).join('，')}）`,
    amount: formatYuan(amount),
    voucher: { unit, id: voucher_id },
    ...(payment_order === null ? {} : { reference: payment_order }),
  };
}

/** What the year began with, account by account. */
function carriedOver(place: PlacedSet, weigh: Weigh, year: number): readonly Evidence[] {
  return place.rows.flatMap((row) => {
    const amount = row.opening === 0 ? 0 : weigh(place, row.account, row.dimensions, row.opening);
    if (amount === 0) return [];
    const dimensions = dimensionText(row.dimensions);
    const name = place.set.accounts.find(({ key }) => key === row.account)?.name ?? row.account;
    return {
      id: `${place.set.id}|${year}-01-01|00000000-0000-0000-0000-000000000000|0 ${row.account} ${dimensions}`,
      register: '上年结转',
      date: `${year}-01-01`,
      text: [`${row.account} ${name}`, dimensionsInWords(row.dimensions)].filter(Boolean).join('，'),
      amount: formatYuan(amount),
    };
  });
}

/** The sum of the terms over the facts, in yuan; null where the books do not allow facts or nobody has filled it in. */
export function valueOfTerms({ outcome }: DepartmentAccounts, terms: readonly StatementTerm[]): string | null {
  if (!('facts' in outcome)) return null;
  const value = evaluateTerms(outcome.facts, terms);
  return value === null ? null : formatYuan(value);
}
