/**
 * Fiscal subsidies by document, and what was spent on each: a voucher of the department's own on 21012, 21013 or 2101599, or a payment
 * of the finance bureau's. What arrives in the fund is a movement (`movements.ts`) that names the document.
 */
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { amountProblem, dayProblem, firstProblem, idProblem, textProblem, wordProblem } from './entered.ts';
import { type Db, departmentUnknown, type Entered, type Hand, idUsed, trace, within } from './hand.ts';
import {
  flaggedItem,
  fundNames,
  fundsOfItem,
  isFund,
  levels,
  meetingItems,
  paths,
  purposes,
  type SubsidyLevel,
  type SubsidyPath,
  type SubsidyPurpose,
} from './kinds.ts';
import { refuse, type TreasuryRefused } from './refusals.ts';

export interface SubsidyDraft {
  readonly department: string;
  readonly id: string;
  /** 文号. */
  readonly number: string;
  readonly level: string;
  readonly fund: string;
  readonly year: number;
  /** 2101201, 2101202, 2101301 … or 2101599 where it is booked there. */
  readonly functionCode: string;
  readonly purpose: string;
  readonly path: string;
  readonly amount: Fen;
  readonly issuedOn: string;
}

export interface Subsidy {
  readonly id: string;
  readonly number: string;
  readonly level: SubsidyLevel;
  readonly fund: FundPart;
  readonly year: number;
  readonly functionCode: string;
  readonly purpose: SubsidyPurpose;
  readonly path: SubsidyPath;
  readonly amount: Fen;
  readonly issuedOn: DateText;
}

/** Why a document may not be entered, or null. */
export function subsidyProblem(draft: SubsidyDraft, today: DateText): TreasuryRefused | null {
  const { id, number, level, fund, year, functionCode, purpose, path, amount, issuedOn } = draft;
  const problem = firstProblem(
    idProblem(id),
    textProblem({ 文号: number }),
    wordProblem('层级', level, levels),
    wordProblem('基金', fund, fundNames),
    wordProblem('用途', purpose, purposes),
    wordProblem('渠道', path, paths),
    Number.isInteger(year) && year >= 2000 && year <= 2999
      ? null
      : refuse('date-malformed', `年度${year}不对，应是四位数的年份。`),
    dayProblem('发文日期', issuedOn, today),
    amountProblem('补助金额', amount),
  );
  if (problem !== null) return problem;
  const funds = fundsOfItem(functionCode);
  if (isFund(fund) && funds.includes(fund)) return null;
  return refuse(
    'item-of-other-fund',
    `支出功能分类${functionCode}不是${isFund(fund) ? fundNames[fund] : fund}的补助。对居民医保的补助列2101202，对职工医保的列2101201，医疗救助列2101301；当地列在${flaggedItem}的，选${flaggedItem}。`,
  );
}

export async function enterSubsidy(db: Db, draft: SubsidyDraft & Hand): Promise<Entered | TreasuryRefused> {
  const problem = subsidyProblem(draft, draft.today);
  if (problem !== null) return problem;
  const { department, id, number, level, fund, year, functionCode, purpose, path, amount, issuedOn, by, at } = draft;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    const known = await trx.selectFrom('department').select('id').where('id', '=', department).executeTakeFirst();
    if (known === undefined) return departmentUnknown(department);
    const before = await findSubsidy(trx, id);
    if (before !== null) {
      const said = { id, number, level, fund, year, functionCode, purpose, path, amount, issuedOn };
      return JSON.stringify(before) === JSON.stringify(said) ? { id, again: true } : idUsed(id);
    }
    const taken = await trx
      .selectFrom('fund_subsidy')
      .select(['amount', 'issued_on'])
      .where('department_id', '=', department)
      .where('number', '=', number)
      .where('fund', '=', fund)
      .where('purpose', '=', purpose)
      .executeTakeFirst();
    if (taken !== undefined) {
      return refuse(
        'subsidy-taken',
        `${number}对这个基金的补助已经登记（${taken.issued_on}，${formatYuan(taken.amount)}元），不能重复登记。另有增减的，按新的文号登记。`,
      );
    }
    await trx
      .insertInto('fund_subsidy')
      .values({
        id,
        department_id: department,
        number,
        level,
        fund,
        year,
        function_code: functionCode,
        purpose,
        path,
        amount,
        issued_on: issuedOn,
        made_by: by,
        made_at: at,
      })
      .execute();
    await trace(trx, draft, 'treasury.make', `fund-subsidy:${id}`, { number, fund, amount });
    return { id, again: false };
  });
}

type SubsidyRow = Awaited<ReturnType<ReturnType<typeof subsidyRows>['execute']>>[number];

function subsidyRows(db: Db) {
  return db
    .selectFrom('fund_subsidy')
    .select(['id', 'number', 'level', 'fund', 'year', 'function_code', 'purpose', 'path', 'amount', 'issued_on']);
}

function subsidyOf(row: SubsidyRow): Subsidy {
  const { id, number, level, fund, year, function_code, purpose, path, amount, issued_on } = row;
  return {
    id,
    number,
    level: level as SubsidyLevel,
    fund: fund as FundPart,
    year,
    functionCode: function_code,
    purpose: purpose as SubsidyPurpose,
    path: path as SubsidyPath,
    amount,
    issuedOn: issued_on,
  };
}

export async function findSubsidy(db: Db, id: string): Promise<Subsidy | null> {
  if (idProblem(id) !== null) return null;
  const row = await subsidyRows(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : subsidyOf(row);
}

/** The documents of a department, the latest year first. */
export async function listSubsidies(db: Db, department: string): Promise<readonly Subsidy[]> {
  const rows = await subsidyRows(db)
    .where('department_id', '=', department)
    .orderBy('year', 'desc')
    .orderBy('issued_on')
    .orderBy('number')
    .orderBy('fund')
    .execute();
  return rows.map(subsidyOf);
}

export interface SpendingDraft {
  readonly department: string;
  readonly id: string;
  readonly subsidy: string;
  readonly spentOn: string;
  readonly amount: Fen;
  /** The department's own voucher; null for a payment of the finance bureau's. */
  readonly voucher: { readonly unit: string; readonly id: string } | null;
  /** The finance bureau's number of its payment. */
  readonly reference: string;
}

interface SpendingFacts {
  readonly subsidy: Subsidy;
  /** Spent on the document already. */
  readonly spent: Fen;
  /** What the voucher spends on the document's item, and how much of that is given to documents already. */
  readonly voucher: { readonly date: DateText; readonly amount: Fen; readonly given: Fen } | null;
}

/** Why so much may not be put down as spent on a document, or null. */
export function spendingProblem(
  { spentOn, amount, voucher: named }: Pick<SpendingDraft, 'spentOn' | 'amount' | 'voucher'>,
  { subsidy, spent, voucher }: SpendingFacts,
): TreasuryRefused | null {
  const { number, path, functionCode } = subsidy;
  if ((path === 'department') !== (named !== null)) {
    return refuse(
      'spending-of-other-path',
      `${number}登记的渠道是“${paths[path]}”，${path === 'department' ? '请选部门的记账凭证' : '不选部门凭证，填财政的拨款凭证号'}。`,
    );
  }
  if (named !== null) {
    if (voucher === null || voucher.amount <= 0) {
      return refuse(
        'voucher-without-expenditure',
        `这张凭证没有${functionCode}的支出（或已冲销），不能作为${number}的支出。请从列出的凭证中选取。`,
      );
    }
    if (voucher.date !== spentOn) {
      return refuse('date-malformed', `凭证的日期是${voucher.date}，支出日期${spentOn}与它不同，请改为凭证的日期。`);
    }
    const left = voucher.amount - voucher.given;
    if (amount > left) {
      return refuse(
        'spending-exceeds-voucher',
        `凭证中${functionCode}的支出${formatYuan(voucher.amount)}元，已对应文件${formatYuan(voucher.given)}元，只余${formatYuan(left)}元，不能再对应${formatYuan(amount)}元。`,
      );
    }
  }
  const left = subsidy.amount - spent;
  if (amount <= left) return null;
  return refuse(
    'spending-exceeds-document',
    `${number}共${formatYuan(subsidy.amount)}元，已支出${formatYuan(spent)}元，只余${formatYuan(left)}元，不能再列${formatYuan(amount)}元。`,
  );
}

export async function enterSpending(db: Db, draft: SpendingDraft & Hand): Promise<Entered | TreasuryRefused> {
  const { department, id, subsidy: subsidyId, spentOn, amount, voucher, reference, by, at, today } = draft;
  const problem = firstProblem(
    idProblem(id),
    textProblem(voucher === null ? { 财政拨款凭证号: reference } : { '备注？': reference }),
    dayProblem('支出日期', spentOn, today),
    amountProblem('支出金额', amount),
  );
  if (problem !== null) return problem;
  return within(db, async (trx): Promise<Entered | TreasuryRefused> => {
    // Held, so that two who spend the rest of it at once see each other.
    const held =
      idProblem(subsidyId) === null
        ? await subsidyRows(trx)
            .where('id', '=', subsidyId)
            .where('department_id', '=', department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    if (held === undefined) return refuse('subsidy-unknown', '没有这份补助文件，请先登记文件，再列支出。');
    const before = await trx.selectFrom('fund_subsidy_spending').selectAll().where('id', '=', id).executeTakeFirst();
    if (before !== undefined) {
      const same = before.subsidy_id === subsidyId && before.amount === amount && before.spent_on === spentOn;
      return same && before.voucher_id === (voucher?.id ?? null) ? { id, again: true } : idUsed(id);
    }
    const subsidy = subsidyOf(held);
    const facts: SpendingFacts = {
      subsidy,
      spent: await spentOf(trx, subsidyId),
      voucher: voucher === null ? null : await voucherFacts(trx, department, voucher, subsidy.functionCode),
    };
    const wrong = spendingProblem(draft, facts);
    if (wrong !== null) return wrong;
    await trx
      .insertInto('fund_subsidy_spending')
      .values({
        id,
        subsidy_id: subsidyId,
        spent_on: spentOn,
        amount,
        unit_id: voucher?.unit ?? null,
        voucher_id: voucher?.id ?? null,
        reference,
        made_by: by,
        made_at: at,
      })
      .execute();
    await trace(trx, draft, 'treasury.make', `fund-subsidy:${subsidyId}`, { spending: id, amount, spentOn });
    return { id, again: false };
  });
}

async function spentOf(db: Db, subsidy: string): Promise<Fen> {
  const rows = await db
    .selectFrom('fund_subsidy_spending')
    .select('amount')
    .where('subsidy_id', '=', subsidy)
    .execute();
  return sumFen(rows.map(({ amount }) => amount));
}

async function voucherFacts(
  db: Db,
  department: string,
  { unit, id }: { readonly unit: string; readonly id: string },
  functionCode: string,
): Promise<SpendingFacts['voucher']> {
  if (idProblem(id) !== null) return null;
  const [found] = await departmentExpenditure(db, department, { items: [functionCode], voucher: { unit, id } });
  return found === undefined ? null : { date: found.date, amount: found.amount, given: found.given };
}

/** What one voucher of a department's unit spends on an item: less what was taken back, and what documents it is given to. */
export interface DepartmentExpenditure {
  readonly unit: string;
  readonly voucher: string;
  readonly date: DateText;
  readonly text: string;
  readonly functionCode: string;
  readonly amount: Fen;
  readonly given: Fen;
}

/** The expenditure of a department's budgetary books on these items, voucher by voucher; taken back ones are nothing and left out. */
export async function departmentExpenditure(
  db: Db,
  department: string,
  {
    flagged = false,
    items = flagged ? [...meetingItems, flaggedItem] : meetingItems,
    voucher = null,
  }: {
    /** With what is booked to 2101599. */
    readonly flagged?: boolean;
    readonly items?: readonly string[];
    readonly voucher?: { readonly unit: string; readonly id: string } | null;
  } = {},
): Promise<readonly DepartmentExpenditure[]> {
  const { rows } = await sql<{
    unit: string;
    voucher: string;
    date: string;
    text: string;
    item: string;
    amount: number;
    given: number;
  }>`
    with legs as (
      select u.id as unit, coalesce(o.voucher_id, e.voucher_id) as voucher,
             substring(l.dimensions from 'functionCode=([0-9]{7})') as item, l.amount
      from accounting_unit u
      join account_set s on s.unit_id = u.id and s.book = 'budgetary'
      join ledger_leg l on l.set_id = s.id and l.kind <> 'closing' and l.account like '7%'
      join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
      left join ledger_entry o on o.set_id = e.set_id and o.id = e.reverses
      where u.department_id = ${department} and u.nature <> 'fund'
        and substring(l.dimensions from 'functionCode=([0-9]{7})') = any(${items}::text[])
    ), spent as (
      select unit, voucher, item, sum(amount)::bigint as amount from legs group by 1, 2, 3
    )
    select p.unit, p.voucher, v.date, v.text, p.item, p.amount,
           coalesce((select sum(g.amount) from fund_subsidy_spending g
                     join fund_subsidy d on d.id = g.subsidy_id and d.function_code = p.item
                     where g.unit_id = p.unit and g.voucher_id = p.voucher), 0)::bigint as given
    from spent p
    join ledger_voucher v on v.unit_id = p.unit and v.id = p.voucher
    where p.amount <> 0
      and (${voucher?.id ?? null}::uuid is null or (p.unit = ${voucher?.unit ?? null} and p.voucher = ${voucher?.id ?? null}::uuid))
    order by v.date, p.voucher, p.item`.execute(db);
  return rows.map(({ item, ...row }) => ({ ...row, functionCode: item }));
}

export interface SubsidySpending {
  readonly id: string;
  readonly subsidy: string;
  readonly spentOn: DateText;
  readonly amount: Fen;
  readonly voucher: { readonly unit: string; readonly id: string } | null;
  readonly reference: string;
}

export async function listSpendings(db: Db, department: string): Promise<readonly SubsidySpending[]> {
  const rows = await db
    .selectFrom('fund_subsidy_spending as p')
    .innerJoin('fund_subsidy as d', 'd.id', 'p.subsidy_id')
    .select(['p.id', 'p.subsidy_id', 'p.spent_on', 'p.amount', 'p.unit_id', 'p.voucher_id', 'p.reference'])
    .where('d.department_id', '=', department)
    .orderBy('p.spent_on')
    .orderBy('p.id')
    .execute();
  return rows.map(({ id, subsidy_id, spent_on, amount, unit_id, voucher_id, reference }) => ({
    id,
    subsidy: subsidy_id,
    spentOn: spent_on,
    amount,
    voucher: unit_id === null || voucher_id === null ? null : { unit: unit_id, id: voucher_id },
    reference,
  }));
}
