/** Depreciation by month on the database: a run, its voucher, and taking both back while nothing of them is in the books. */
import { type DateText, type Fen, formatYuan, lastDayOf, type Month, sumFen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Entered, firstProblem, idProblem, type Outcome, textProblem } from '../entered.ts';
import { closedBooks, type Db, insertOnce, lockUnit, settle, trace, unitUnknown, within } from '../recording.ts';
import { refuse } from '../register-refusals.ts';
import { type ExpenseAccount, type LinkedVoucher, linkedVouchers, submitFor, withdrawFor } from '../submit.ts';
import { decideDepreciation } from './decide.ts';
import { depreciationStart, financialSet, lastDepreciation, listAssets } from './records.ts';

export interface DepreciationCommand extends Entered {
  readonly month: Month;
  /** The id of its voucher. */
  readonly voucher: string;
  /** Of a 事业单位: 业务活动费用 or 单位管理费用. */
  readonly expense: ExpenseAccount;
  readonly today: DateText;
}

/** Writes a month off of every card and draws up one voucher for the unit; none where nothing is left to write off. */
export async function runDepreciation(db: Db, command: DepreciationCommand): Promise<Outcome> {
  const { unit, id, by, at, month, voucher, expense, today } = command;
  const form = firstProblem(idProblem(id), idProblem(voucher));
  if (form !== null) return form;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const key = ['unit_id', 'id'];
    const row = { unit_id: unit, id, month };
    const before = await trx
      .selectFrom('asset_depreciation_run')
      .select('month')
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .executeTakeFirst();
    if (before !== undefined)
      return settle(trx, command, before.month === month ? 'again' : 'other', {
        action: 'asset.make',
        kind: 'depreciation',
      });
    const start = await depreciationStart(trx, unit, `${month}-01`);
    if (typeof start !== 'string') return start;
    const cards = await listAssets(trx, unit);
    const decided = decideDepreciation(month, {
      today,
      booksFrom: (await financialSet(trx, unit))?.firstMonth ?? null,
      start,
      lastRun: await lastDepreciation(trx, unit),
      cards: cards.map(({ card, accumulated, disposal }) => ({
        card,
        accumulated,
        disposedOn: disposal?.date ?? null,
      })),
    });
    if ('refusal' in decided) return decided;
    await insertOnce(trx, 'asset_depreciation_run', key, { ...row, made_by: by, made_at: at });
    const total = sumFen(decided.lines.map(({ amount }) => amount));
    if (total > 0) {
      await trx
        .insertInto('asset_depreciation')
        .values(
          decided.lines.map(({ asset, amount }) => ({ unit_id: unit, run_id: id, asset_id: asset, month, amount })),
        )
        .execute();
      await submitFor(trx, 'depreciation', id, {
        id: voucher,
        unit,
        date: today < lastDayOf(month) ? today : lastDayOf(month),
        text: `计提${month}固定资产折旧`,
        content: { rule: 'depreciation', lines: [{ amount: total, dimensions: {} }], choices: { expense } },
        maker: by,
        at,
        today,
      });
    }
    return settle(trx, command, 'new', {
      action: 'asset.make',
      kind: 'depreciation',
      detail: { month, total: formatYuan(total) },
    });
  });
}

/**
 * Takes the last month's run back whose voucher came to nothing at the desk, so that it can be made anew. A voucher that still waits
 * there is withdrawn with it.
 */
export async function takeBackDepreciation(
  db: Db,
  command: Entered & { readonly reason: string; readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, by, at, reason } = command;
  const form = textProblem({ 收回理由: reason });
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const run =
      idProblem(id) === null
        ? await trx
            .selectFrom('asset_depreciation_run')
            .select(['month', 'withdrawn_by as withdrawnBy'])
            .where('unit_id', '=', unit)
            .where('id', '=', id)
            .executeTakeFirst()
        : undefined;
    if (run === undefined) return refuse('record-unknown', '没有这个月的折旧，请刷新列表后再试。');
    const { month, withdrawnBy } = run;
    if (withdrawnBy !== null) return refuse('decided-already', `${month}的这次折旧已经收回，请刷新列表。`);
    const last = await lastDepreciation(trx, unit);
    if (last !== month) {
      return refuse('depreciation-out-of-order', `折旧已提到${last}，只能从最后一个月往前收回，不能先收回${month}。`);
    }
    const disposed = await trx
      .selectFrom('asset_depreciation as d')
      .innerJoin('asset_disposal as x', (join) =>
        join
          .onRef('x.unit_id', '=', 'd.unit_id')
          .onRef('x.asset_id', '=', 'd.asset_id')
          .on('x.state', '<>', 'returned'),
      )
      .innerJoin('asset_card as c', (join) =>
        join.onRef('c.unit_id', '=', 'd.unit_id').onRef('c.id', '=', 'd.asset_id'),
      )
      .select(['c.number', 'c.name', 'x.date'])
      .where('d.unit_id', '=', unit)
      .where('d.run_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (disposed !== undefined) {
      return refuse(
        'card-disposed',
        `${disposed.number}“${disposed.name}”${disposed.date}已登记处置，净值按${month}的折旧算出，不能再收回。处置还在复核的，请先退回处置。`,
      );
    }
    const problem = await withdrawFor(trx, 'depreciation', command);
    if (problem !== null) return problem;
    await trx
      .updateTable('asset_depreciation_run')
      .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'asset.make', 'depreciation', { month, withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

export interface ListedDepreciation {
  readonly id: string;
  readonly month: Month;
  readonly cards: number;
  readonly total: Fen;
  readonly by: string;
  /** Who took it back and why; null while it stands. */
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
  readonly vouchers: readonly LinkedVoucher[];
}

/** The depreciation runs of a year, those that were taken back too. */
export async function listDepreciations(db: Db, unit: string, year: number): Promise<readonly ListedDepreciation[]> {
  const { rows } = await sql<Omit<ListedDepreciation, 'vouchers'>>`
    select run.id, run.month, count(d.asset_id)::integer as cards, coalesce(sum(d.amount), 0)::bigint as total, run.made_by as by,
           run.withdrawn_by as "withdrawnBy", run.withdrawn_reason as "withdrawnReason"
      from asset_depreciation_run run
      left join asset_depreciation d on d.unit_id = run.unit_id and d.run_id = run.id
     where run.unit_id = ${unit} and run.month like ${`${year}-%`}
     group by run.unit_id, run.id
     order by run.month, run.made_at, run.id`.execute(db);
  const vouchers = await linkedVouchers(
    db,
    unit,
    'depreciation',
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, vouchers: vouchers.filter(({ record }) => record === row.id) }));
}
