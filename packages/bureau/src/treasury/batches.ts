/**
 * 应付待遇款 → payment batch → bank file → paid or returned. A batch takes what settlements owe through a day, by payee, less what was
 * taken back; a second person checks it; it is exported; the bank's answer books what was paid (借 应付待遇款 贷 支出户存款) and makes
 * payable again what was returned.
 */
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import { type FundPart, type Leg, type Voucher } from '@mingzhang/ledger';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { type IdentityKey, openText } from '../access/index.ts';
import { type Charts, postVoucherWithin } from '../books/index.ts';
import { accountBalances, findAccount, insufficient } from './accounts.ts';
import { paymentFile, type ResultRow, type RowProblem } from './bank-files.ts';
import { dayProblem, firstProblem, idProblem, textProblem } from './entered.ts';
import {
  type Db,
  type Entered,
  fingerprintOf,
  fundSets,
  type Hand,
  idUsed,
  samePerson,
  type Trx,
  trace,
  within,
} from './hand.ts';
import { fundNames, isFund } from './kinds.ts';
import { givenBackParts, holdPayables, listPayables, paidWith, payableNow, stillOwed, waiting } from './payables.ts';
import { refuse, type TreasuryRefused } from './refusals.ts';

const payable = 'benefit-payable';
const deposit = 'payment-account-deposit';

export interface BatchDraft {
  readonly department: string;
  readonly id: string;
  readonly set: string;
  /** Settlements through this day. */
  readonly through: string;
  /** What the maker saw: how many payees, and how much. */
  readonly lines: number;
  readonly total: Fen;
}

export async function makeBatch(db: Db, draft: BatchDraft & Hand): Promise<Entered | TreasuryRefused> {
  const { department, id, set, through, lines, total, by, at, today } = draft;
  const problem = firstProblem(idProblem(id), dayProblem('结算截止日', through, today));
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    await holdPayables(trx, department);
    if (!(await fundSets(trx, department)).some((one) => one.id === set)) {
      return refuse('fund-without-books', `没有“${set}”这个基金账套，没有归集；请从列表中选取。`);
    }
    const fingerprint = fingerprintOf([department, set, through, lines, total]);
    const before = await trx.selectFrom('fund_batch').select('fingerprint').where('id', '=', id).executeTakeFirst();
    if (before !== undefined) return before.fingerprint === fingerprint ? { id, again: true } : idUsed(id);
    const account = await trx
      .selectFrom('fund_account')
      .select('id')
      .where('set_id', '=', set)
      .where('role', '=', 'payment')
      .executeTakeFirst();
    if (account === undefined) return refuse('account-unknown', '这个基金还没有登记支出户，无从付款；请先登记账户。');
    const found = payableNow(await listPayables(trx, department, set, through));
    if (found.length === 0) {
      return refuse(
        'payables-none',
        `截至${through}没有可以支付的应付待遇款：没有未付的结算，或收款人还没有复核过的收款账户。`,
      );
    }
    const sum = sumFen(found.map(({ amount }) => amount));
    if (found.length !== lines || sum !== total) {
      return refuse(
        'payables-changed',
        `您看到的是${lines}家${formatYuan(total)}元，现在是${found.length}家${formatYuan(sum)}元：其间又有结算、撤销，或进了别的批次。请重新归集后再提交。`,
      );
    }
    const { count } = await trx
      .selectFrom('fund_batch')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('department_id', '=', department)
      .where('date', '=', today)
      .executeTakeFirstOrThrow();
    const number = `${today.replaceAll('-', '')}${String(Number(count) + 1).padStart(3, '0')}`;
    await trx
      .insertInto('fund_batch')
      .values({
        id,
        department_id: department,
        set_id: set,
        account_id: account.id,
        number,
        date: today,
        state: 'made',
        fingerprint,
        made_by: by,
        made_at: at,
      })
      .execute();
    await trx
      .insertInto('fund_batch_line')
      .values(
        found.map(({ kind, payee, amount }, index) => {
          const to =
            kind === 'institution'
              ? { payee_id: payee }
              : {
                  settlement_id: payee,
                  person_id: sql<string>`(select person_id from settlement_payee where settlement_id = ${payee})`,
                };
          return { batch_id: id, line: index + 1, ...to, amount, state: 'waiting' };
        }),
      )
      .execute();
    await sql`
      insert into fund_batch_item (batch_id, line, person_id, settlement_id, payer, fund, amount, live)
      select l.batch_id, l.line, f.person_id, f.settlement_id, f.payer, f.fund, ${stillOwed}, true
      from ${waiting(set)}
      join settlement s on s.person_id = f.person_id and s.id = f.settlement_id and s.department_id = ${department}
        and s.settled_on <= ${through}
      join fund_payee p on p.department_id = ${department} and p.name = s.institution
      join fund_batch_line l on l.batch_id = ${id} and l.payee_id = p.id
      left join ${givenBackParts} g on g.person_id = f.person_id and g.settlement_id = f.settlement_id and g.payer = f.payer
      where w.set_id = ${set} and ${stillOwed} <> 0
        and not exists (select from settlement_payee o
                        where o.person_id = s.person_id and o.settlement_id = ${paidWith})`.execute(trx);
    await sql`
      insert into fund_batch_item (batch_id, line, person_id, settlement_id, payer, fund, amount, live)
      select l.batch_id, l.line, f.person_id, f.settlement_id, f.payer, f.fund, ${stillOwed}, true
      from ${waiting(set)}
      join settlement s on s.person_id = f.person_id and s.id = f.settlement_id and s.department_id = ${department}
        and s.settled_on <= ${through}
      join fund_batch_line l on l.batch_id = ${id} and l.person_id = s.person_id and l.settlement_id = ${paidWith}
      left join ${givenBackParts} g on g.person_id = f.person_id and g.settlement_id = f.settlement_id and g.payer = f.payer
      where w.set_id = ${set} and ${stillOwed} <> 0`.execute(trx);
    await trace(trx, draft, 'treasury.make', `fund-batch:${id}`, { number, total: sum, lines: found.length });
    return { id, again: false };
  });
}

interface BatchHand extends Hand {
  readonly department: string;
  readonly id: string;
}

async function heldBatch(trx: Trx, department: string, id: string) {
  if (idProblem(id) !== null) return undefined;
  return trx
    .selectFrom('fund_batch')
    .selectAll()
    .where('id', '=', id)
    .where('department_id', '=', department)
    .forUpdate()
    .executeTakeFirst();
}

const stateNames = {
  made: '待复核',
  checked: '待导出',
  sent: '已导出',
  finished: '已办结',
  withdrawn: '已撤回',
} as const;

export type BatchState = keyof typeof stateNames;

function unfit(state: string, act: string): TreasuryRefused {
  return refuse(
    'batch-state-unfit',
    `这个批次${stateNames[state as BatchState]}，不能${act}。批次先编制，再复核、导出，然后导入银行回盘。`,
  );
}

function batchUnknown(): TreasuryRefused {
  return refuse('batch-unknown', '没有这个支付批次，请刷新列表后再试。');
}

/** What a batch takes from each fund. */
async function fundsOfBatch(db: Db, id: string): Promise<readonly { readonly fund: FundPart; readonly amount: Fen }[]> {
  const { rows } = await sql<{ fund: FundPart; amount: number }>`
    select fund, sum(amount)::bigint as amount from fund_batch_item where batch_id = ${id} and live group by 1 order by 1`.execute(
    db,
  );
  return rows;
}

/** The second person's check: what was gathered is still owed, and the money is there. */
export async function checkBatch(db: Db, { department, id, ...hand }: BatchHand): Promise<Entered | TreasuryRefused> {
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const batch = await heldBatch(trx, department, id);
    if (batch === undefined) return batchUnknown();
    if (batch.state !== 'made') return unfit(batch.state, '复核');
    const same = samePerson(batch.made_by, hand.by, '这个支付批次');
    if (same !== null) return same;
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n
      from (
        select c.person_id, c.id
        from fund_batch_item i
        join settlement c on c.person_id = i.person_id and c.cancels = i.settlement_id
        where i.batch_id = ${id} and i.live
        union
        select c.person_id, c.id
        from fund_batch_line l
        join settlement c on c.person_id = l.person_id and c.corrects = l.settlement_id
        where l.batch_id = ${id}
          and (select sum(${stillOwed}) from settlement_fund f
               left join ${givenBackParts} g on g.person_id = f.person_id and g.settlement_id = f.settlement_id and g.payer = f.payer
               where f.person_id = c.person_id and f.settlement_id = c.id and f.set_id = ${batch.set_id}) < 0
      ) as less
      where not exists (select from fund_batch_item o
                        where o.live and o.person_id = less.person_id and o.settlement_id = less.id)`.execute(trx);
    const less = rows[0]?.n ?? 0;
    if (less > 0) {
      return refuse(
        'payables-changed',
        `批次里有${less}笔结算在归集后已经撤销或追回，付了就多付。请撤回这个批次，重新归集。`,
      );
    }
    const account = await findAccount(trx, batch.account_id);
    if (account === null) throw new Error(`the batch ${id} has no account`);
    const stands = await accountBalances(trx, account, hand.today);
    for (const { fund, amount } of await fundsOfBatch(trx, id)) {
      if ((stands.get(fund) ?? 0) < amount)
        return insufficient(`${fundNames[fund]}支出户`, stands.get(fund) ?? 0, amount);
    }
    await trx
      .updateTable('fund_batch')
      .set({ state: 'checked', checked_by: hand.by, checked_at: hand.at })
      .where('id', '=', id)
      .execute();
    await trace(trx, hand, 'treasury.check', `fund-batch:${id}`, { number: batch.number });
    return { id, again: false };
  });
}

/** Takes back a batch that has not gone to the bank; what it gathered is payable again. */
export async function withdrawBatch(
  db: Db,
  { department, id, reason, ...hand }: BatchHand & { readonly reason: string },
): Promise<Entered | TreasuryRefused> {
  const problem = textProblem({ 撤回原因: reason });
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const batch = await heldBatch(trx, department, id);
    if (batch === undefined) return batchUnknown();
    if (batch.state !== 'made' && batch.state !== 'checked') return unfit(batch.state, '撤回');
    await trx.updateTable('fund_batch').set({ state: 'withdrawn', reason }).where('id', '=', id).execute();
    await trx.updateTable('fund_batch_item').set({ live: false }).where('batch_id', '=', id).execute();
    await trace(trx, hand, 'treasury.make', `fund-batch:${id}`, { withdrawn: reason });
    return { id, again: false };
  });
}

interface LineTo {
  readonly line: number;
  readonly amount: Fen;
  readonly state: string;
  readonly voucher: string | null;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
}

/** The lines of a batch with where each is paid to. The key opens persons' accounts; it may be left out where only institutions are paid. */
async function linesTo(db: Db, key: IdentityKey | null, batch: string): Promise<readonly LineTo[]> {
  const { rows } = await sql<
    Omit<LineTo, 'number'> & { readonly number: string | null; readonly sealed: Buffer | null }
  >`
    select l.line, l.amount, l.state, l.voucher_id as voucher, coalesce(p.name, o.name) as name, coalesce(p.bank, o.bank) as bank,
           p.number, o.account_sealed as sealed
    from fund_batch_line l
    left join fund_payee p on p.id = l.payee_id
    left join settlement_payee o on o.person_id = l.person_id and o.settlement_id = l.settlement_id
    where l.batch_id = ${batch} order by l.line`.execute(db);
  return rows.map(({ sealed, number, ...line }) => {
    const account = number ?? (sealed === null || key === null ? null : openText(key, sealed));
    if (account === null) throw new Error(`the account of line ${line.line} cannot be opened with this key`);
    return { ...line, number: account };
  });
}

/** The payment file; a batch that was exported is given out again as it was. */
export async function exportBatch(
  db: Db,
  key: IdentityKey | null,
  { department, id, ...hand }: BatchHand,
): Promise<{ readonly number: string; readonly text: string } | TreasuryRefused> {
  return within(db, async (trx): Promise<{ readonly number: string; readonly text: string } | TreasuryRefused> => {
    const batch = await heldBatch(trx, department, id);
    if (batch === undefined) return batchUnknown();
    if (batch.state === 'made' || batch.state === 'withdrawn') return unfit(batch.state, '导出');
    const account = await findAccount(trx, batch.account_id);
    const lines = await linesTo(trx, key, id);
    if (batch.state === 'checked') {
      await trx
        .updateTable('fund_batch')
        .set({ state: 'sent', sent_by: hand.by, sent_at: hand.at })
        .where('id', '=', id)
        .execute();
      await trace(trx, hand, 'treasury.make', `fund-batch:${id}`, { exported: batch.number });
    }
    const head = { number: batch.number, account: account?.number ?? '', text: '医疗保障待遇款' };
    return { number: batch.number, text: paymentFile(head, lines) };
  });
}

interface FileCommand extends Hand {
  readonly department: string;
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

export interface FileTaken {
  readonly id: string;
  readonly rows: number;
  readonly taken: number;
  readonly problems: readonly RowProblem[];
}

/** A refusal where the same file was taken before. */
export async function takenBefore(
  trx: Trx,
  { department, sha256 }: Pick<FileCommand, 'department' | 'sha256'>,
  kind: 'result' | 'statement',
  of: { readonly account: string; readonly source: string } | null = null,
): Promise<TreasuryRefused | null> {
  const row = await trx
    .selectFrom('fund_file')
    .select(['name', sql<DateText>`(made_at at time zone 'Asia/Shanghai')::date::text`.as('day')])
    .where('department_id', '=', department)
    .where('kind', '=', kind)
    .where('sha256', '=', sha256)
    .$if(of !== null, (query) =>
      query.where('account_id', '=', of?.account ?? '').where('source', '=', of?.source as 'bank'),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  return refuse(
    'file-taken-already',
    `这份文件${row.day}已经导入过（“${row.name}”），内容一字不差，没有再导入。请核对是否选错了文件。`,
  );
}

/** Takes in the bank's answer: each row that holds is done, each that does not is told; the rest goes on. */
export async function takeResult(
  db: Db,
  key: IdentityKey | null,
  charts: Charts,
  {
    rows,
    problems,
    count,
    ...command
  }: FileCommand & {
    readonly rows: readonly ResultRow[];
    readonly problems: readonly RowProblem[];
    readonly count: number;
  },
): Promise<FileTaken | TreasuryRefused> {
  const { department, id, name, sha256, by, at } = command;
  const problem = idProblem(id);
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<FileTaken | TreasuryRefused> => {
    const before = await takenBefore(trx, command, 'result');
    if (before !== null) return before;
    const wrong: RowProblem[] = [...problems];
    let taken = 0;
    for (const [number, own] of Map.groupBy(rows, (row) => row.batch)) {
      const result = await takeBatchRows(trx, key, charts, command, number, own);
      taken += result.taken;
      wrong.push(...result.problems);
    }
    wrong.sort((a, b) => a.row - b.row);
    await trx
      .insertInto('fund_file')
      .values({
        id,
        department_id: department,
        kind: 'result',
        name: name.slice(0, 200),
        sha256,
        rows: count,
        taken,
        problems: JSON.stringify(wrong),
        made_by: by,
        made_at: at,
      })
      .execute();
    await trace(trx, command, 'treasury.make', `fund-file:${id}`, { rows: count, taken, problems: wrong.length });
    return { id, rows: count, taken, problems: wrong };
  });
}

async function takeBatchRows(
  trx: Trx,
  key: IdentityKey | null,
  charts: Charts,
  hand: FileCommand,
  number: string,
  rows: readonly ResultRow[],
): Promise<{ readonly taken: number; readonly problems: readonly RowProblem[] }> {
  const tell = (row: ResultRow, message: string): RowProblem => ({
    row: row.row,
    message: `第${row.row}行：${message}`,
  });
  const batch = await trx
    .selectFrom('fund_batch')
    .selectAll()
    .where('department_id', '=', hand.department)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  if (batch === undefined || (batch.state !== 'sent' && batch.state !== 'finished')) {
    const why =
      batch === undefined ? `没有批次${number}` : `批次${number}${stateNames[batch.state as BatchState]}，没有送过银行`;
    return { taken: 0, problems: rows.map((row) => tell(row, `${why}，没有入账。请核对批次号。`)) };
  }
  const lines = await linesTo(trx, key, batch.id);
  const problems: RowProblem[] = [];
  const good: ResultRow[] = [];
  for (const row of rows) {
    const line = lines.find((one) => one.line === row.line);
    const wrong = resultProblem(row, line, hand.today);
    if (wrong !== null) problems.push(tell(row, wrong));
    else if (good.some((one) => one.line === row.line))
      problems.push(tell(row, `序号${row.line}在文件里出现两次，只按第一次办理。`));
    else good.push(row);
  }
  let taken = 0;
  for (const [date, own] of Map.groupBy(good, (row) => row.date)) {
    const refusedWith = (message: string): void => {
      problems.push(...own.map((row) => tell(row, `没有入账：${message}`)));
    };
    const paid = own.filter(({ outcome }) => outcome === 'paid');
    if (paid.length > 0) {
      const voucher = await payVoucher(
        trx,
        batch,
        date,
        paid.map(({ line }) => line),
      );
      const posted = await postVoucherWithin(trx, charts, { voucher, ...hand });
      if (posted.outcome === 'refused') {
        refusedWith(posted.refusal.message);
        continue;
      }
      for (const row of paid) await setLine(trx, batch.id, row, { state: 'paid', voucher_id: voucher.id });
      taken += paid.length;
    }
    for (const row of own.filter(({ outcome }) => outcome === 'returned')) {
      const booked = lines.find(({ line }) => line === row.line)?.voucher ?? null;
      if (booked !== null) {
        const voucher = await returnVoucher(trx, batch, row);
        const posted = await postVoucherWithin(trx, charts, { voucher, ...hand });
        if (posted.outcome === 'refused') {
          problems.push(tell(row, `没有入账：${posted.refusal.message}`));
          continue;
        }
        await setLine(trx, batch.id, row, { state: 'returned', return_voucher_id: voucher.id });
      } else await setLine(trx, batch.id, row, { state: 'returned' });
      await trx
        .updateTable('fund_batch_item')
        .set({ live: false })
        .where('batch_id', '=', batch.id)
        .where('line', '=', row.line)
        .execute();
      taken += 1;
    }
  }
  const waiting = await trx
    .selectFrom('fund_batch_line')
    .select('line')
    .where('batch_id', '=', batch.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (waiting === undefined)
    await trx.updateTable('fund_batch').set({ state: 'finished' }).where('id', '=', batch.id).execute();
  return { taken, problems };
}

/** Why a row of the bank's answer does not hold against the line that it names, or null. */
export function resultProblem(
  row: Pick<ResultRow, 'line' | 'number' | 'amount' | 'outcome' | 'date'>,
  line: { readonly amount: Fen; readonly number: string; readonly name: string; readonly state: string } | undefined,
  today: DateText,
): string | null {
  if (line === undefined) return `批次里没有序号${row.line}，没有入账。请核对。`;
  if (row.number !== line.number) return `收款账号${row.number}与批次里${line.name}的不同，没有入账。请向银行查询。`;
  if (row.amount !== line.amount) {
    return `金额${formatYuan(row.amount)}元与批次里${line.name}的${formatYuan(line.amount)}元不同，没有入账。请向银行查询。`;
  }
  if (row.date > today) return `交易日期${row.date}在今天（${today}）之后，没有入账。`;
  if (line.state === 'waiting' || (line.state === 'paid' && row.outcome === 'returned')) return null;
  return `${line.name}这一笔已经${line.state === 'paid' ? '付讫' : '退回'}，没有重复办理。`;
}

async function setLine(
  trx: Trx,
  batch: string,
  { line, reason, date, reference, outcome }: ResultRow,
  more: { readonly state: 'paid' | 'returned'; readonly voucher_id?: string; readonly return_voucher_id?: string },
): Promise<void> {
  await trx
    .updateTable('fund_batch_line')
    .set({ ...more, reason: outcome === 'returned' ? reason : '', done_on: date, bank_reference: reference })
    .where('batch_id', '=', batch)
    .where('line', '=', line)
    .execute();
}

interface BatchRow {
  readonly id: string;
  readonly set_id: string;
  readonly number: string;
}

/** 借 应付待遇款 贷 支出户存款, by fund; a fund that gets more back than it pays stands on the other sides. */
async function legsOfLines(trx: Trx, batch: BatchRow, lines: readonly number[]): Promise<readonly Leg[]> {
  const { rows } = await sql<{ fund: string; amount: number }>`
    select fund, sum(amount)::bigint as amount from fund_batch_item
    where batch_id = ${batch.id} and line = any(${[...lines]}::integer[]) group by 1 order by 1`.execute(trx);
  return rows.flatMap(({ fund, amount }): readonly Leg[] => {
    if (amount === 0 || !isFund(fund)) return [];
    const [first, second] = amount > 0 ? (['debit', 'credit'] as const) : (['credit', 'debit'] as const);
    return [
      { account: payable, side: first, amount: Math.abs(amount), dimensions: { fund } },
      { account: deposit, side: second, amount: Math.abs(amount), dimensions: { fund } },
    ];
  });
}

async function payVoucher(trx: Trx, batch: BatchRow, date: DateText, lines: readonly number[]): Promise<Voucher> {
  const legs = await legsOfLines(trx, batch, lines);
  return {
    id: newId(),
    kind: 'ordinary',
    date,
    text: `支付待遇款 批次${batch.number}`,
    entries: [{ id: newId(), set: batch.set_id, reverses: null, legs }],
  };
}

async function returnVoucher(trx: Trx, batch: BatchRow, row: ResultRow): Promise<Voucher> {
  const legs = (await legsOfLines(trx, batch, [row.line])).map((leg): Leg => {
    return { ...leg, side: leg.side === 'debit' ? 'credit' : 'debit' };
  });
  return {
    id: newId(),
    kind: 'ordinary',
    date: row.date,
    text: `退汇 批次${batch.number}序号${row.line}`,
    entries: [{ id: newId(), set: batch.set_id, reverses: null, legs }],
  };
}

export interface Batch {
  readonly id: string;
  readonly number: string;
  readonly set: string;
  readonly date: DateText;
  readonly state: BatchState;
  readonly reason: string;
  readonly lines: number;
  readonly total: Fen;
  readonly paid: Fen;
  readonly returned: Fen;
  readonly maker: string;
  readonly checker: string | null;
}

/** The batches of a department, the latest first. */
export async function listBatches(db: Db, department: string): Promise<readonly Batch[]> {
  const { rows } = await sql<Batch>`
    select b.id, b.number, b.set_id as set, b.date, b.state, b.reason, count(l.line)::integer as lines,
           coalesce(sum(l.amount), 0)::bigint as total,
           coalesce(sum(l.amount) filter (where l.state = 'paid'), 0)::bigint as paid,
           coalesce(sum(l.amount) filter (where l.state = 'returned'), 0)::bigint as returned,
           b.made_by as maker, b.checked_by as checker
    from fund_batch b
    left join fund_batch_line l on l.batch_id = b.id
    where b.department_id = ${department}
    group by b.id order by b.made_at desc, b.number desc`.execute(db);
  return rows;
}

export interface BatchLine {
  readonly line: number;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
  readonly amount: Fen;
  readonly settlements: number;
  readonly state: 'waiting' | 'paid' | 'returned';
  readonly reason: string;
  readonly doneOn: DateText | null;
  readonly reference: string;
}

export async function listBatchLines(db: Db, department: string, id: string): Promise<readonly BatchLine[] | null> {
  if (idProblem(id) !== null) return null;
  const { rows } = await sql<BatchLine>`
    select l.line, coalesce(p.name, o.name) as name, coalesce(p.bank, o.bank) as bank, coalesce(p.number, '封存') as number, l.amount, l.state, l.reason, l.done_on as "doneOn", l.bank_reference as reference,
           (select count(distinct (i.person_id, i.settlement_id))::integer from fund_batch_item i
            where i.batch_id = l.batch_id and i.line = l.line) as settlements
    from fund_batch b
    join fund_batch_line l on l.batch_id = b.id
    left join fund_payee p on p.id = l.payee_id
    left join settlement_payee o on o.person_id = l.person_id and o.settlement_id = l.settlement_id
    where b.id = ${id} and b.department_id = ${department}
    order by l.line`.execute(db);
  return rows.length === 0 ? null : rows;
}

export interface SettlementPayment {
  readonly settlement: string;
  readonly paid: Fen;
  /** Why the bank returned it, where it has not been gathered again; empty otherwise. */
  readonly returned: string;
}

/** What the bank has paid of settlements, of those that were ever in a batch. */
export async function paymentsOf(db: Db, settlements: readonly string[]): Promise<readonly SettlementPayment[]> {
  if (settlements.length === 0) return [];
  const { rows } = await sql<SettlementPayment>`
    select i.settlement_id as settlement, coalesce(sum(i.amount) filter (where i.live and l.state = 'paid'), 0)::bigint as paid,
           case when bool_or(i.live) then '' else coalesce(max(l.reason) filter (where l.state = 'returned'), '') end as returned
    from fund_batch_item i join fund_batch_line l on l.batch_id = i.batch_id and l.line = i.line
    where i.settlement_id = any (${[...settlements]}::uuid[])
    group by 1`.execute(db);
  return rows;
}
