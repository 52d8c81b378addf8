/** An invented unit's people, items and parameters on a test database, and the desk that checks and books what they ask for. */
import { type Fen, parseYuan } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { type TestBooks, unit } from '../books/testing.ts';
import { confirmParameter, enterParameter } from './parameters/records.ts';
import { enterPayrollItem } from './payroll/records.ts';
import { type Db } from './recording.ts';
import { type StaffEvent } from './staff/decide.ts';
import { enterApprovedPosts, enterStaffEvent } from './staff/records.ts';
import { bookVoucher, checkVoucher, listVouchers } from './vouchers/index.ts';

/** People's ids; that they are two is all that matters here. */
export const maker = { by: '018f0000-0000-7000-8000-0000000000a1', at: new Date('2024-12-31T08:00:00Z') } as const;
export const checker = { by: '018f0000-0000-7000-8000-0000000000a2', at: new Date('2024-12-31T09:00:00Z') } as const;
export const today = '2024-12-31';

export const yuan = (text: string): Fen => parseYuan(text) ?? Number.NaN;

/** The answer's refusal, or null where there is none. */
export function refusalOf(outcome: object): string | null {
  return 'refusal' in outcome ? (outcome.refusal as { readonly id: string }).id : null;
}

/** Throws where something that a test builds on is refused. */
export function must<Outcome extends object>(outcome: Outcome): Outcome {
  if ('refusal' in outcome) throw new Error((outcome.refusal as { readonly message: string }).message);
  return outcome;
}

/** Checks and books every voucher that is on the desk, by two other people. */
export async function bookAll(db: Db, books: TestBooks): Promise<number> {
  const waiting = (await listVouchers(db, { unit, state: 'made', limit: 500, offset: 0 })).rows;
  for (const { id } of waiting.toReversed()) {
    const step = { unit, id, today };
    await db.transaction().execute(async (trx) => {
      must(await checkVoucher(trx, { ...step, person: checker.by, at: checker.at }));
      must(await bookVoucher(trx, books.charts, { ...step, person: maker.by, at: maker.at }));
    });
  }
  return waiting.length;
}

export async function confirmed(db: Db, key: string, value: string, from = '2020-01-01'): Promise<void> {
  const id = newId();
  must(await enterParameter(db, { unit, id, key, value, from, source: '测试用文号', ...maker }));
  must(await confirmParameter(db, { unit, id, ...checker }));
}

const rates = {
  'pension-employer': '0.16',
  'pension-person': '0.08',
  'medical-employer': '0.08',
  'medical-person': '0.02',
  'civil-medical-employer': '0.02',
  'unemployment-employer': '0.007',
  'unemployment-person': '0.003',
  'injury-employer': '0.002',
  housing: '0.12',
  'union-dues': '0.02',
};

export async function confirmRates(db: Db): Promise<void> {
  for (const [key, value] of Object.entries(rates)) await confirmed(db, key, value);
}

/** A new person with the first thing that happened; returns the id. */
export async function person(db: Db, name: string, event: StaffEvent): Promise<string> {
  const id = newId();
  must(await enterStaffEvent(db, { unit, id: newId(), person: id, name, document: '', today, ...maker, ...event }));
  return id;
}

export async function item(db: Db, of: string, name: string, amount: string, from = '2024-01', once = false) {
  const row = { person: of, item: name, from, once, amount: yuan(amount), source: '工资审批表' };
  return must(await enterPayrollItem(db, { unit, id: newId(), ...row, ...maker }));
}

/** Two posts and two people with pay and bases from January on: 6,733.33 and, retired, 8,000.00 a month. */
export async function staffed(db: Db): Promise<{ readonly clerk: string; readonly veteran: string }> {
  const posts = { unit, post: 'administrative', from: '2019-03-01', count: 2, document: '县编〔2019〕1号' } as const;
  must(await enterApprovedPosts(db, { ...posts, id: newId(), today, ...maker }));
  const clerk = await person(db, '王一', { date: '2020-01-01', kind: 'joined', post: 'administrative', rank: 'other' });
  const veteran = await person(db, '李老', { date: '2010-01-01', kind: 'took-over-cadre', post: null, rank: null });
  await item(db, clerk, 'basic', '4120.00');
  await item(db, clerk, 'allowance', '2613.33');
  for (const base of ['base-pension', 'base-medical', 'base-housing']) await item(db, clerk, base, '6733.33');
  await item(db, veteran, 'cadre-pension', '8000.00');
  return { clerk, veteran };
}
