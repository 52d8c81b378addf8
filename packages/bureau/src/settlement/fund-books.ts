/**
 * The funds' books of an invented bureau: one accounting unit and one set for each fund (社会保险基金会计制度: 每一基金为独立的会计主体).
 * No official text has been seen for most of the codes; here they are made up and say so.
 */
import { type DateText, type Month } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { addAccountSet, addUnit, type Charts, confirmAccountCode, openPeriod } from '../books/index.ts';
import { payable } from './decide.ts';

interface FundBooks {
  readonly department: string;
  readonly firstMonth: Month;
  /** To be opened, in order. */
  readonly months: readonly Month[];
  /** Who answers for the codes, when, and on what grounds. */
  readonly by: string;
  readonly on: DateText;
  readonly source: string;
  /** True for those of 公务员医疗补助 and 离休 as well. */
  readonly supplements?: boolean;
}

const books = [
  { id: 'resident-fund', name: '城乡居民基本医疗保险基金', funds: ['resident'] },
  { id: 'employee-fund', name: '职工基本医疗保险基金', funds: ['employee-pooled', 'employee-personal'] },
  { id: 'assistance-fund', name: '医疗救助基金', funds: ['assistance'] },
] as const;

/** No social insurance funds, and not every place has them; that they are kept like one, each by itself, is our reading. */
const supplementary = [
  { id: 'civil-servant-fund', name: '公务员医疗补助资金', funds: ['civil-servant'] },
  { id: 'retired-cadre-fund', name: '离休人员医疗经费', funds: ['retired-cadre'] },
] as const;

const codes = [
  { key: 'income-account-deposit', code: '1902' },
  { key: 'fiscal-account-deposit', code: '1903' },
  { key: 'treasury-deposit', code: '1905' },
  { key: payable, code: '2901' },
  { key: 'temporary-receipt', code: '2902' },
  { key: 'fund-balance-general', code: '3901' },
  { key: 'premium-income', code: '4901' },
  { key: 'fiscal-subsidy-income', code: '4902' },
  { key: 'interest-income', code: '4903' },
  { key: 'transfer-in-income', code: '4904' },
  { key: 'superior-subsidy-income', code: '4905' },
  { key: 'other-income', code: '4909' },
  { key: 'assistance-expense', code: '5901' },
  { key: 'transfer-out-expense', code: '5902' },
  { key: 'superior-remittance-expense', code: '5903' },
  { key: 'other-expense', code: '5909' },
] as const;

/** Sets up a set for each and opens their months. Throws where they cannot be: it is for a new bureau. */
export async function addFundBooks(
  db: Kysely<Database>,
  charts: Charts,
  { department, firstMonth, months, by, on, source, supplements = false }: FundBooks,
): Promise<void> {
  for (const [index, { id, name, funds }] of [...books, ...(supplements ? supplementary : [])].entries()) {
    const unit = `${department}-${id}`;
    await addUnit(db, { id: unit, department, name, nature: 'fund', position: 90 + index });
    must(await addAccountSet(db, { id: unit, unit, book: 'fund', funds, firstMonth }));
    for (const { key, code } of codes) {
      must(await confirmAccountCode(db, unit, { key, code, by, on, source }));
    }
    for (const month of months) must(await openPeriod(db, charts, unit, month));
  }
}

function must<T extends object>(outcome: T): void {
  if ('refusal' in outcome) throw new Error((outcome.refusal as { readonly message: string }).message);
}
