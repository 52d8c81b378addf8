/**
 * Statements of others taken in row by row, matched with the books – by themselves where there is no doubt, by hand by two people where
 * there is – and what is open with its age. The bank, the finance bureau and the treasury each speak for themselves: three ways.
 */
import { type DateText, type Fen, formatYuan, isMonth, lastDayOf, type Month, sumFen } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { accountBalance, type FundAccount, findAccount } from './accounts.ts';
import { type RowProblem, type StatementRow } from './bank-files.ts';
import { type FileTaken, takenBefore } from './batches.ts';
import { firstProblem, idProblem, textProblem, wordProblem } from './entered.ts';
import { type Db, type Entered, type Hand, idUsed, samePerson, type Trx, trace, within } from './hand.ts';
import { accountRoles, type StatementSource, sources, sourcesOfRole } from './kinds.ts';
import {
  type BookItem,
  daysBetween,
  pairsOf,
  type Reconciliation,
  reconciliationOf,
  type StatementItem,
} from './match.ts';
import { refuse, type TreasuryRefused } from './refusals.ts';

interface OfAccount extends Hand {
  readonly department: string;
  readonly account: string;
  readonly source: string;
}

async function accountFor(
  db: Db,
  { department, account: id, source }: Omit<OfAccount, keyof Hand>,
): Promise<FundAccount | TreasuryRefused> {
  const account = await findAccount(db, id);
  if (account === null || account.department !== department) {
    return refuse('account-unknown', '没有这个银行账户，请从列表中选取。');
  }
  const wrong = wordProblem('对账单来源', source, sources);
  if (wrong !== null) return wrong;
  if (sourcesOfRole[account.role].some((one) => one === source)) return account;
  return refuse(
    'account-of-other-role',
    `${accountRoles[account.role].name}不与${sources[source as StatementSource]}核对，请重新选择对账单的来源。`,
  );
}

/** Takes in a statement; a line that stands there already or cannot be read is told, the rest goes on. */
export async function takeStatement(
  db: Db,
  {
    id,
    name,
    sha256,
    rows,
    problems,
    count,
    ...of
  }: OfAccount & {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
    readonly rows: readonly StatementRow[];
    readonly problems: readonly RowProblem[];
    readonly count: number;
  },
): Promise<FileTaken | TreasuryRefused> {
  const problem = idProblem(id);
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<FileTaken | TreasuryRefused> => {
    const account = await accountFor(trx, of);
    if ('refusal' in account) return account;
    const { department, source, by, at, today } = of;
    const before = await takenBefore(trx, { department, sha256 }, 'statement', { account: account.id, source });
    if (before !== null) return before;
    const wrong: RowProblem[] = [...problems];
    const tell = (row: StatementRow, message: string): void => {
      wrong.push({ row: row.row, message: `第${row.row}行：${message}` });
    };
    const known = await trx
      .selectFrom('fund_statement_line')
      .select(['date', 'reference', 'amount'])
      .where('account_id', '=', account.id)
      .where('source', '=', source)
      .execute();
    const keyOf = (row: { readonly date: string; readonly reference: string; readonly amount: number }): string =>
      `${row.date} ${row.reference} ${row.amount}`;
    const seen = new Set(known.map(keyOf));
    const good: StatementRow[] = [];
    let balance: Fen | null = null;
    for (const row of rows) {
      if (row.date > today) tell(row, `日期${row.date}在今天（${today}）之后，没有导入。`);
      else if (seen.has(keyOf(row)))
        tell(row, `${row.date}流水${row.reference}、${formatYuan(row.amount)}元已经导入过，没有重复导入。`);
      else {
        if (balance !== null && row.balance !== null && balance + row.amount !== row.balance) {
          tell(
            row,
            `余额接不上：上一行${formatYuan(balance)}元，本行发生${formatYuan(row.amount)}元，余额却是${formatYuan(row.balance)}元。已导入，请核对是否缺行。`,
          );
        }
        seen.add(keyOf(row));
        good.push(row);
      }
      balance = row.balance;
    }
    wrong.sort((a, b) => a.row - b.row);
    await trx
      .insertInto('fund_file')
      .values({
        id,
        department_id: department,
        kind: 'statement',
        account_id: account.id,
        source,
        name: name.slice(0, 200),
        sha256,
        rows: count,
        taken: good.length,
        problems: JSON.stringify(wrong),
        made_by: by,
        made_at: at,
      })
      .execute();
    if (good.length > 0) {
      await trx
        .insertInto('fund_statement_line')
        .values(good.map((row) => ({ id: newId(), account_id: account.id, source, file_id: id, ...row })))
        .execute();
    }
    await trace(trx, of, 'treasury.make', `fund-file:${id}`, { source, rows: count, taken: good.length });
    return { id, rows: count, taken: good.length, problems: wrong };
  });
}

/** Lines and entries through a day that are in no standing match, or in one whose other side came later. */
async function openAt(
  db: Db,
  account: FundAccount,
  source: string,
  day: DateText,
): Promise<{ readonly lines: readonly StatementItem[]; readonly entries: readonly BookItem[] }> {
  const { rows: lines } = await sql<StatementItem>`
    with later as (
      select s.match_id from fund_match_side s
      left join fund_statement_line l on l.id = s.statement_line_id
      left join ledger_entry e on e.set_id = ${account.set} and e.id = s.entry_id
      where s.live and s.account_id = ${account.id} and s.source = ${source} and coalesce(l.date, e.date) > ${day}
    )
    select l.id, l.date, l.amount, l.reference, l.text from fund_statement_line l
    where l.account_id = ${account.id} and l.source = ${source} and l.date <= ${day}
      and not exists (select from fund_match_side s join fund_match m on m.id = s.match_id and m.state = 'standing'
                      where s.live and s.statement_line_id = l.id and s.match_id not in (select match_id from later))
    order by l.date, l.row`.execute(db);
  const { rows: entries } = await sql<BookItem>`
    with later as (
      select s.match_id from fund_match_side s
      left join fund_statement_line l on l.id = s.statement_line_id
      left join ledger_entry e on e.set_id = ${account.set} and e.id = s.entry_id
      where s.live and s.account_id = ${account.id} and s.source = ${source} and coalesce(l.date, e.date) > ${day}
    ), moved as (
      select e.id, e.date, e.voucher_id, sum(l.amount)::bigint as amount
      from ledger_leg l
      join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
      where l.set_id = ${account.set} and l.account = ${accountRoles[account.role].account} and l.kind <> 'opening' and l.date <= ${day}
      group by 1, 2, 3
    )
    select m.id, m.date, m.amount, v.text from moved m
    join account_set a on a.id = ${account.set}
    join ledger_voucher v on v.unit_id = a.unit_id and v.id = m.voucher_id
    where m.amount <> 0
      and not exists (select from fund_match_side s join fund_match t on t.id = s.match_id and t.state = 'standing'
                      where s.live and s.account_id = ${account.id} and s.source = ${source} and s.entry_id = m.id
                        and s.match_id not in (select match_id from later))
    order by m.date, m.id`.execute(db);
  return { lines, entries };
}

async function insertMatch(
  trx: Trx,
  of: OfAccount,
  {
    id,
    kind,
    reason,
    lines,
    entries,
  }: {
    readonly id: string;
    readonly kind: 'automatic' | 'hand';
    readonly reason: string;
    readonly lines: readonly string[];
    readonly entries: readonly string[];
  },
): Promise<void> {
  const state = kind === 'automatic' ? 'standing' : 'proposed';
  await trx
    .insertInto('fund_match')
    .values({ id, account_id: of.account, source: of.source, kind, state, reason, made_by: of.by, made_at: of.at })
    .execute();
  const sides = [
    ...lines.map((line) => ({ statement_line_id: line, entry_id: null })),
    ...entries.map((entry) => ({ statement_line_id: null, entry_id: entry })),
  ];
  await trx
    .insertInto('fund_match_side')
    .values(
      sides.map((side, index) => {
        return { match_id: id, position: index + 1, account_id: of.account, source: of.source, ...side, live: true };
      }),
    )
    .execute();
}

/** What is in a match that stands or is proposed. */
async function takenSides(db: Db, account: string, source: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('fund_match_side')
    .select(['statement_line_id', 'entry_id'])
    .where('account_id', '=', account)
    .where('source', '=', source)
    .where('live', '=', true)
    .execute();
  return new Set(rows.map(({ statement_line_id, entry_id }) => statement_line_id ?? entry_id ?? ''));
}

/** Matches what leaves no doubt; returns how many. */
export async function matchAutomatically(
  db: Db,
  of: OfAccount,
): Promise<{ readonly matched: number } | TreasuryRefused> {
  return within(db, async (trx): Promise<{ readonly matched: number } | TreasuryRefused> => {
    const account = await accountFor(trx, of);
    if ('refusal' in account) return account;
    // Two who match the same account at once go one after the other.
    await trx.selectFrom('fund_account').select('id').where('id', '=', account.id).forNoKeyUpdate().execute();
    const taken = await takenSides(trx, account.id, of.source);
    const { lines, entries } = await openAt(trx, account, of.source, of.today);
    const free = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
      items.filter(({ id }) => !taken.has(id));
    const pairs = pairsOf(free(lines), free(entries));
    for (const { line, entry } of pairs) {
      await insertMatch(trx, of, { id: newId(), kind: 'automatic', reason: '', lines: [line], entries: [entry] });
    }
    await trace(trx, of, 'treasury.make', `fund-account:${account.id}`, { source: of.source, matched: pairs.length });
    return { matched: pairs.length };
  });
}

/** Proposes that these lines and these entries are the same money; a second person says so too. */
export async function proposeMatch(
  db: Db,
  {
    id,
    lines,
    entries,
    reason,
    ...of
  }: OfAccount & {
    readonly id: string;
    readonly lines: readonly string[];
    readonly entries: readonly string[];
    readonly reason: string;
  },
): Promise<Entered | TreasuryRefused> {
  const problem = firstProblem(idProblem(id), textProblem({ 对账说明: reason }));
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const account = await accountFor(trx, of);
    if ('refusal' in account) return account;
    await trx.selectFrom('fund_account').select('id').where('id', '=', account.id).forNoKeyUpdate().execute();
    const before = await trx
      .selectFrom('fund_match')
      .select(['account_id', 'reason'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (before !== undefined) {
      return before.account_id === account.id && before.reason === reason ? { id, again: true } : idUsed(id);
    }
    const taken = await takenSides(trx, account.id, of.source);
    if ([...lines, ...entries].some((one) => taken.has(one))) {
      return refuse('match-side-taken', '所选的流水或分录有的已经对上（或已提请复核），请先解除，再重新选取。');
    }
    const open = await openAt(trx, account, of.source, of.today);
    const chosenLines = open.lines.filter((one) => lines.includes(one.id));
    const chosenEntries = open.entries.filter((one) => entries.includes(one.id));
    if (
      lines.length + entries.length === 0 ||
      chosenLines.length !== lines.length ||
      chosenEntries.length !== entries.length
    ) {
      return refuse('match-side-unknown', '所选的流水或分录有的不在未达账项里，请刷新后重新选取。');
    }
    const [theirs, ours] = [
      sumFen(chosenLines.map((one) => one.amount)),
      sumFen(chosenEntries.map((one) => one.amount)),
    ];
    if (theirs !== ours) {
      return refuse(
        'match-unbalanced',
        `所选流水合计${formatYuan(theirs)}元，分录合计${formatYuan(ours)}元，相差${formatYuan(theirs - ours)}元，不是同一笔钱。请重新选取。`,
      );
    }
    await insertMatch(trx, of, { id, kind: 'hand', reason, lines, entries });
    await trace(trx, of, 'treasury.make', `fund-match:${id}`, { reason, amount: theirs });
    return { id, again: false };
  });
}

/** The second person's word on a match by hand; or a standing match is undone, with the reason. */
export async function decideMatch(
  db: Db,
  {
    department,
    id,
    approve,
    reason,
    ...hand
  }: Hand & {
    readonly department: string;
    readonly id: string;
    readonly approve: boolean;
    readonly reason: string;
  },
): Promise<Entered | TreasuryRefused> {
  const problem = approve ? null : textProblem({ 解除原因: reason });
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const row =
      idProblem(id) === null
        ? await trx
            .selectFrom('fund_match as m')
            .innerJoin('fund_account as a', 'a.id', 'm.account_id')
            .select(['m.state', 'm.made_by', 'm.kind'])
            .where('m.id', '=', id)
            .where('a.department_id', '=', department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    if (row === undefined) return refuse('match-unknown', '没有这笔对账，请刷新列表后再试。');
    if (row.state === 'undone' || (approve && row.state === 'standing')) {
      return refuse('decided-already', `这笔对账已经${row.state === 'undone' ? '解除' : '复核'}，不必再办。`);
    }
    const same = row.kind === 'hand' ? samePerson(row.made_by, hand.by, '这笔对账') : null;
    if (same !== null) return same;
    const state = approve ? 'standing' : 'undone';
    await trx
      .updateTable('fund_match')
      .set({ state, checked_by: hand.by, checked_at: hand.at, ...(approve ? {} : { reason }) })
      .where('id', '=', id)
      .execute();
    if (!approve) await trx.updateTable('fund_match_side').set({ live: false }).where('match_id', '=', id).execute();
    await trace(trx, hand, 'treasury.check', `fund-match:${id}`, { approve, reason });
    return { id, again: false };
  });
}

export interface OpenItem {
  readonly id: string;
  readonly date: DateText;
  readonly amount: Fen;
  readonly text: string;
  /** Days until the end of the month. */
  readonly age: number;
  /** In a match by hand that waits for the second person. */
  readonly proposed: boolean;
}

export interface AccountMatching {
  readonly reconciliation: Reconciliation;
  readonly lines: readonly OpenItem[];
  readonly entries: readonly OpenItem[];
  readonly waiting: readonly {
    readonly id: string;
    readonly reason: string;
    readonly maker: string;
    readonly amount: Fen;
    readonly lines: number;
    readonly entries: number;
  }[];
  readonly matched: number;
}

/** 余额调节表 of an account against one of its sources at the end of a month, with what is open. */
export async function accountMatching(
  db: Db,
  {
    department,
    account: id,
    source,
    month,
  }: { readonly department: string; readonly account: string; readonly source: string; readonly month: string },
): Promise<AccountMatching | TreasuryRefused> {
  const account = await accountFor(db, { department, account: id, source });
  if ('refusal' in account) return account;
  if (!isMonth(month)) return refuse('date-malformed', `月份“${month}”不对，应写作“2024-03”。`);
  const day = lastDayOf(month as Month);
  const { lines, entries } = await openAt(db, account, source, day);
  const last = await db
    .selectFrom('fund_statement_line')
    .select('balance')
    .where('account_id', '=', account.id)
    .where('source', '=', source)
    .where('date', '<=', day)
    .where('balance', 'is not', null)
    .orderBy('date', 'desc')
    .orderBy('row', 'desc')
    .executeTakeFirst();
  const taken = await takenSides(db, account.id, source);
  const item = ({ id: own, date, amount, text, ...more }: BookItem & { readonly reference?: string }): OpenItem => {
    const said = [text, more.reference ?? ''].filter((one) => one !== '').join(' ');
    return { id: own, date, amount, text: said, age: daysBetween(date, day), proposed: taken.has(own) };
  };
  const { rows: waiting } = await sql<AccountMatching['waiting'][number]>`
    select m.id, m.reason, m.made_by as maker, coalesce(sum(l.amount), 0)::bigint as amount,
           count(s.statement_line_id)::integer as lines, count(s.entry_id)::integer as entries
    from fund_match m
    join fund_match_side s on s.match_id = m.id
    left join fund_statement_line l on l.id = s.statement_line_id
    where m.account_id = ${account.id} and m.source = ${source} and m.state = 'proposed'
    group by m.id order by m.made_at`.execute(db);
  const { count } = await db
    .selectFrom('fund_match')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', account.id)
    .where('source', '=', source)
    .where('state', '=', 'standing')
    .executeTakeFirstOrThrow();
  return {
    reconciliation: reconciliationOf(await accountBalance(db, account, day), last?.balance ?? null, lines, entries),
    lines: lines.map(item),
    entries: entries.map(item),
    waiting,
    matched: Number(count),
  };
}
