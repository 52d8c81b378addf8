/**
 * What a register asks of the office's voucher desk: to draw a voucher up, in the transaction that writes the record. What the desk
 * refuses rolls the record back with it.
 */
import { type DateText } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Entered } from './entered.ts';
import { type Db, RolledBack, type Trx } from './recording.ts';
import { type Refused, refuse } from './register-refusals.ts';
import { submitVoucher, type VoucherSubmission, withdrawVoucher } from './vouchers/index.ts';

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

/** True of a voucher `v` that another has taken back in the books. */
const isReversed = sql<boolean>`
  exists (select from ledger_entry e join ledger_entry r on r.set_id = e.set_id and r.reverses = e.id
           where e.set_id in (select id from account_set where unit_id = v.unit_id) and e.voucher_id = v.id)`;

/**
 * Withdraws what a record asked of the desk, so that the record can be taken back: vouchers that wait or were sent back go, one that
 * is in the books stays and is refused, unless another has taken it back. Null when done; what was refused is rolled back by the
 * caller.
 */
export async function withdrawFor(
  trx: Trx,
  register: string,
  { unit, id, by, at, reason, today }: Entered & { readonly reason: string; readonly today: DateText },
): Promise<Refused | null> {
  const { rows } = await sql<{ id: string; state: string; number: string | null; reversed: boolean }>`
    select v.id, v.state, v.month || '记-' || v.number as number,
           ${isReversed} as reversed
      from office_voucher v where v.unit_id = ${unit} and v.source = ${sourceOf(register, id)}
     order by v.made_at, v.id for update of v`.execute(trx);
  const booked = rows.find(({ state, reversed }) => state === 'booked' && !reversed);
  if (booked !== undefined) {
    return refuse(
      'voucher-booked',
      `凭证${booked.number}已经记账，不能收回。确有差错的，先在凭证台冲销它，再收回重做；少发少提的，编补发或在下个月补提。`,
    );
  }
  for (const { id: voucher, state } of rows) {
    if (state === 'booked' || state === 'withdrawn') continue;
    const answer = await withdrawVoucher(trx, { unit, id: voucher, person: by, at, today, reason });
    if ('refusal' in answer) return answer;
  }
  return null;
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
  /** True if another voucher has taken it back. */
  readonly reversed: boolean;
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
    .selectFrom('office_voucher as v')
    .select(['id', 'source', 'text', 'state', 'month', 'number', isReversed.as('reversed')])
    .where('unit_id', '=', unit)
    .where('source', 'in', sources)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, source, text, state, month, number, reversed }) => ({
    record: (source ?? '').slice(register.length + 1),
    voucher: id,
    text,
    state,
    number: number === null ? null : `${month}记-${number}`,
    reversed,
  }));
}
