/**
 * Year-end closing. The steps are data (`data/year-end-rules.json`), each working on what the one before has left:
 *
 *     financial   4xxx, 5xxx → 3301 → 3302 → 3001
 *     budgetary   6xxx, 7xxx → 8101, 8201 or 8501 by source of the money; 8501 → 8202
 *     fund        income, expense → fund balance, each part of the fund by itself
 *
 * The surplus of a completed project (8101 → 8102) is somebody's decision and has a voucher rule of its own.
 */
import { addFen, type Fen, type Month, yearOf } from '@mingzhang/kernel';
import {
  type AccountClass,
  accountOn,
  type Book,
  type Dimensions,
  type Grade,
  keptDimensions,
  latestRow,
  lineage,
  type MoneySource,
  type Side,
} from './account.ts';
import { type AccountSet, type UnitKind } from './account-set.ts';
import { type BalanceRow, balancesThrough, closingOf, type Snapshot } from './balance.ts';
import file from './data/year-end-rules.json' with { type: 'json' };
import { dimensionText, entriesOf, type Leg, opposite, pickDimensions, type Voucher } from './entry.ts';

interface YearEndStep {
  readonly book: Book;
  readonly units?: UnitKind;
  readonly text: string;
  readonly from: {
    readonly classes?: readonly AccountClass[];
    readonly accounts?: readonly string[];
    readonly sources?: readonly MoneySource[];
    readonly except?: readonly string[];
  };
  readonly to: string;
  readonly source: string;
  readonly grade: Grade;
}

const steps = file.steps as readonly YearEndStep[];

/** The two ids of one closing voucher, made by the client. */
export interface ClosingIds {
  readonly voucher: string;
  readonly entry: string;
}

/** How many ids `yearEndVouchers` may need for a set. */
export function yearEndStepCount(set: AccountSet): number {
  return stepsFor(set).length;
}

/**
 * The closing vouchers of a year, in order, dated 31 December; none where nothing is left to close. `december` holds the
 * balances through that month. `targets` names the unit's own detail account where the target has details: { '8101':
 * '810106' }.
 */
export function yearEndVouchers(
  set: AccountSet,
  december: Snapshot,
  ids: readonly ClosingIds[],
  targets: Readonly<Record<string, string>> = {},
): readonly Voucher[] {
  if (!december.through.endsWith('-12') || december.set !== set.id) throw new Error('no balances of a December');
  const date = `${yearOf(december.through)}-12-31`;
  const vouchers: Voucher[] = [];
  let rows = december.rows;
  for (const step of stepsFor(set)) {
    const from = rows.filter((row) => closingOf(row) !== 0 && isFrom(set, step, row));
    const legs = legsOf(set, from, targets[step.to] ?? step.to, date);
    if (legs.length === 0) continue;
    const own = ids[vouchers.length];
    if (own === undefined) throw new Error(`year-end closing needs more than ${ids.length} ids`);
    const entry = { id: own.entry, set: set.id, reverses: null, legs };
    const voucher: Voucher = { id: own.voucher, kind: 'closing', date, text: step.text, entries: [entry] };
    vouchers.push(voucher);
    rows = applied(set, rows, voucher, december.through);
  }
  return vouchers;
}

function stepsFor({ book, unitKind }: AccountSet): readonly YearEndStep[] {
  return steps.filter((step) => step.book === book && (step.units === undefined || step.units === unitKind));
}

function isFrom(set: AccountSet, { from }: YearEndStep, { account, dimensions }: BalanceRow): boolean {
  const line = lineage(set.accounts, account);
  if (from.except?.some((key) => line.includes(key))) return false;
  if (from.sources !== undefined && !from.sources.some((source) => source === dimensions.source)) return false;
  const inClass = from.classes?.includes(latestRow(set.accounts, account).class) ?? false;
  return inClass || (from.accounts?.some((key) => line.includes(key)) ?? false);
}

/** Takes every balance to nothing, and the other side to the target, by the dimensions that the target asks for. */
function legsOf(set: AccountSet, from: readonly BalanceRow[], to: string, date: string): readonly Leg[] {
  const kept = keptDimensions(accountOn(set.accounts, to, date) ?? { requires: [] });
  const targets = new Map<string, { readonly dimensions: Dimensions; readonly balance: Fen }>();
  const legs = from.map((row): Leg => {
    const balance = closingOf(row);
    const dimensions = pickDimensions(row.dimensions, kept);
    const key = dimensionText(dimensions);
    targets.set(key, { dimensions, balance: addFen(targets.get(key)?.balance ?? 0, balance) });
    return {
      account: row.account,
      side: opposite(sideOf(balance)),
      amount: Math.abs(balance),
      dimensions: row.dimensions,
    };
  });
  const carried = [...targets.values()]
    .filter(({ balance }) => balance !== 0)
    .map(({ dimensions, balance }): Leg => {
      return { account: to, side: sideOf(balance), amount: Math.abs(balance), dimensions };
    });
  return [...legs, ...carried];
}

function sideOf(balance: Fen): Side {
  return balance > 0 ? 'debit' : 'credit';
}

/** The rows after one more voucher of the same December. */
function applied(
  set: AccountSet,
  rows: readonly BalanceRow[],
  voucher: Voucher,
  december: Month,
): readonly BalanceRow[] {
  const before: Snapshot = { set: set.id, through: december, rows };
  const moved = balancesThrough({ ...before, through: `${december.slice(0, 4)}-11` }, entriesOf(voucher), december);
  return moved.rows;
}
