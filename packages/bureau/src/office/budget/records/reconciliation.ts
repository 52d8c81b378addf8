/** The two sides of a reconciliation, read from payments and from the budgetary books. */
import { type Sheet } from '@mingzhang/documents';
import { parseDimensions } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { type Reconciled, reconcile, type Side } from '../decide/reconcile.ts';
import { type ReconciledDocument, reconcileDocuments } from '../decide/reconcile-documents.ts';
import { readDocumentRows } from '../import/rows.ts';
import { findTable } from '../import/table.ts';
import { type Refused, refuse } from '../refusals.ts';
import { type Db } from './database.ts';
import { listBudgetDocuments } from './documents.ts';
import { findImport } from './imports.ts';
import { listPayments } from './payments.ts';

/** A unit's payments of a year against the vouchers that book them. */
export async function reconcilePayments(db: Db, unitId: string, year: number): Promise<readonly Reconciled[]> {
  const payments = (await listPayments(db, unitId, year)).filter(({ corrected }) => !corrected);
  const numberOf = new Map(payments.map(({ id, number }) => [id, number]));
  const sides = payments.map(
    ({ id, number, date, payee, text, refunds, voucherId, lines }): Side => ({
      id,
      label: number,
      date,
      text: [payee, text].filter((part) => part !== '').join('，'),
      // A refund belongs to what it takes back; a payment that is tied to a voucher, to that.
      keys: [
        number,
        ...(refunds === null ? [] : [numberOf.get(refunds) ?? number]),
        ...(voucherId === null ? [] : [`voucher ${voucherId}`]),
      ],
      lines,
    }),
  );
  return reconcile(sides, await voucherSides(db, unitId, year));
}

/**
 * The vouchers that spend the treasury's money: booked with the number of a payment, or tied to one. What an entry takes back counts
 * with the voucher whose entry it takes back.
 */
async function voucherSides(db: Db, unitId: string, year: number): Promise<readonly Side[]> {
  const { rows } = await sql<{
    id: string;
    month: string | null;
    number: number | null;
    date: string;
    text: string;
    payment_order: string | null;
    dimensions: string;
    amount: number;
  }>`
    with spent as (
      select coalesce(taken.voucher_id, entry.voucher_id) as voucher_id, leg.dimensions, sum(leg.amount)::bigint as amount
        from ledger_entry entry
        join account_set on account_set.id = entry.set_id and account_set.unit_id = ${unitId}
         and account_set.book = 'budgetary'
        join ledger_leg leg on leg.set_id = entry.set_id and leg.entry_id = entry.id and leg.account like '7%'
        left join ledger_entry taken on taken.set_id = entry.set_id and taken.id = entry.reverses
       where entry.kind = 'ordinary' and entry.date between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
       group by 1, 2)
    select voucher.id, voucher.month, voucher.number, voucher.date, voucher.text, voucher.payment_order,
           spent.dimensions, spent.amount
      from spent
      join office_voucher voucher on voucher.unit_id = ${unitId} and voucher.id = spent.voucher_id
     where voucher.payment_order is not null
        or exists (select from payment_booking booking
                    where booking.unit_id = ${unitId} and booking.voucher_id = voucher.id)
     order by voucher.date, voucher.id`.execute(db);
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, of]): readonly Side[] => {
    const [first] = of;
    if (first === undefined) return [];
    return [
      {
        id,
        label: first.number === null ? '' : `${first.month}记-${first.number}`,
        date: first.date,
        text: first.text,
        keys: [`voucher ${id}`, ...(first.payment_order === null ? [] : [first.payment_order])],
        lines: of.map(({ dimensions, amount }) => {
          const { functionCode = '', economyCode = '' } = parseDimensions(dimensions);
          return { functionCode, economyCode, amount };
        }),
      },
    ];
  });
}

/**
 * An export of 指标 that was handed in, whether it was committed or not, against the documents in force now. `unread` are rows of it
 * that could not be read, and so are compared with nothing.
 */
export async function reconcileExport(
  db: Db,
  {
    unitId,
    importId,
    sheets,
  }: { readonly unitId: string; readonly importId: string; readonly sheets: readonly Sheet[] },
): Promise<
  | { readonly outcome: 'reconciled'; readonly documents: readonly ReconciledDocument[]; readonly unread: number }
  | Refused
> {
  const found = await findImport(db, unitId, importId);
  if (found === null || found.kind !== 'documents') {
    return refuse('import-unknown', '没有这次指标导入，无从对账。请刷新列表后再试。');
  }
  const table = findTable(sheets, found.kind, found.mapping);
  if (table.outcome === 'refused') return table;
  const unit = await db.selectFrom('accounting_unit').select('name').where('id', '=', unitId).executeTakeFirst();
  const { rows, problems } = readDocumentRows(table.table, unit?.name ?? '');
  const read = new Set(rows.map(({ row }) => row));
  return {
    outcome: 'reconciled',
    documents: reconcileDocuments(
      rows.map(({ project, ...row }) => ({ ...row, project: project.code })),
      await listBudgetDocuments(db, unitId, found.year),
    ),
    unread: new Set(problems.map(({ row }) => row).filter((row) => !read.has(row))).size,
  };
}
