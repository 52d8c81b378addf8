/**
 * What a register asks of the office's voucher desk: to draw a voucher up, in the transaction that writes the record. What the desk
 * refuses rolls the record back with it.
 */
import { type Db, RolledBack, type Trx } from './recording.ts';
import { submitVoucher, type VoucherSubmission } from './vouchers/index.ts';

/** What a 事业单位 books its expenses to: 业务活动费用 or 单位管理费用; other units have only the first. */
export type ExpenseAccount = '5001' | '5101';

/** Draws up a voucher for a record. */
export async function submitFor(
  trx: Trx,
  register: string,
  record: string,
  submission: Omit<VoucherSubmission, 'source'>,
): Promise<void> {
  const answer = await submitVoucher(trx, { ...submission, source: sourceOf(register, record) });
  if ('refusal' in answer) throw new RolledBack(answer);
}

export function sourceOf(register: string, record: string): string {
  return `${register}:${record}`;
}

export interface LinkedVoucher {
  readonly record: string;
  readonly voucher: string;
  readonly text: string;
  readonly state: string;
  /** 记账凭证号: 2024-03 记-12; null until it is booked. */
  readonly number: string | null;
}

/** The vouchers that records of a register asked for, in the order in which they were drawn up. */
export async function linkedVouchers(
  db: Db,
  unit: string,
  register: string,
  records: readonly string[],
): Promise<readonly LinkedVoucher[]> {
  if (records.length === 0) return [];
  const sources = records.map((record) => sourceOf(register, record));
  const rows = await db
    .selectFrom('office_voucher')
    .select(['id', 'source', 'text', 'state', 'month', 'number'])
    .where('unit_id', '=', unit)
    .where('source', 'in', sources)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, source, text, state, month, number }) => ({
    record: (source ?? '').slice(register.length + 1),
    voucher: id,
    text,
    state,
    number: number === null ? null : `${month}记-${number}`,
  }));
}
