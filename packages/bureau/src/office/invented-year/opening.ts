/**
 * The opening vouchers of a unit's books: what it begins the year with, in each book. Unused appropriations are 财政应返还额度,
 * own money is in the bank; against them stand 累计盈余 in the financial book and the balances by purpose in the budgetary one.
 */
import { addFen, type DateText, type Fen, sumFen } from '@mingzhang/kernel';
import { type AccountSet, type Leg, type Voucher } from '@mingzhang/ledger';
import { type PlannedOpening, type YearPlan } from './plan.ts';

/** The opening voucher; null where there is nothing to begin with. `ids`: of the voucher and of one entry for each set. */
export function openingVoucher(
  { opening }: YearPlan,
  sets: readonly AccountSet[],
  date: DateText,
  ids: { readonly voucher: string; readonly entries: readonly string[] },
): Voucher | null {
  if (opening.length === 0) return null;
  const entries = sets.map((set, index) => {
    const legs = set.book === 'financial' ? financialLegs(opening) : budgetaryLegs(opening);
    return { id: ids.entries[index] ?? '', set: set.id, reverses: null, legs };
  });
  return { id: ids.voucher, kind: 'opening', date, text: '期初余额', entries };
}

function isFiscal({ source }: PlannedOpening): boolean {
  return source !== 'non-fiscal-special' && source !== 'non-fiscal-other';
}

function sumOf(lines: readonly PlannedOpening[]): Fen {
  return sumFen(lines.map(({ amount }) => amount));
}

function financialLegs(opening: readonly PlannedOpening[]): readonly Leg[] {
  const quota = sumOf(opening.filter(isFiscal));
  const bank = sumOf(opening.filter((line) => !isFiscal(line)));
  const legs: readonly (readonly [string, 'debit' | 'credit', Fen])[] = [
    ['1201', 'debit', quota],
    ['1002', 'debit', bank],
    ['3001', 'credit', addFen(quota, bank)],
  ];
  return legs
    .filter(([, , amount]) => amount !== 0)
    .map(([account, side, amount]) => ({ account, side, amount, dimensions: {} }));
}

function budgetaryLegs(opening: readonly PlannedOpening[]): readonly Leg[] {
  const money: Leg = { account: '8001', side: 'debit', amount: sumOf(opening), dimensions: {} };
  return [money, ...opening.map(balanceLeg)];
}

/** 财政拨款结转 by item; special money likewise in 非财政拨款结转; the rest is 非财政拨款结余. */
function balanceLeg({ functionCode, spending, project, source, amount }: PlannedOpening): Leg {
  const leg = { side: 'credit', amount } as const;
  if (source === 'non-fiscal-other' || functionCode === null) return { ...leg, account: '8202', dimensions: {} };
  const item = { functionCode, spending, ...(project === undefined ? {} : { project }) };
  if (source === 'non-fiscal-special') return { ...leg, account: '8201', dimensions: item };
  return { ...leg, account: '8101', dimensions: { ...item, source } };
}
