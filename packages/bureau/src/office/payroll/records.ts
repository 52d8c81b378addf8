/** Payroll on the database: items, runs made by one and checked by another, and the vouchers they ask for. */
import { type DateText, type Fen, formatYuan, isMonth, lastDayOf, type Month } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { decideChecking } from '../../access/index.ts';
import { dateProblem, type Entered, firstProblem, idProblem, type Outcome, textProblem } from '../entered.ts';
import { listParameters } from '../parameters/records.ts';
import {
  closedBooks,
  type Db,
  idUsed,
  insertOnce,
  lockUnit,
  settle,
  trace,
  unitUnknown,
  within,
} from '../recording.ts';
import { refuse } from '../register-refusals.ts';
import { standingOn } from '../staff/decide.ts';
import { listPersons } from '../staff/records.ts';
import { type ExpenseAccount, type LinkedVoucher, linkedVouchers, submitFor, withdrawFor } from '../submit.ts';
import {
  decideRun,
  itemProblem,
  type PayrollFacts,
  type PayrollItem,
  type PayrollLine,
  type PayrollRunDraft,
  payrollVouchers,
  payrollVoucherText,
  type RunCodes,
  type RunState,
  runTotals,
  takingBackProblem,
} from './decide.ts';
import { contributions, deductionItems, itemName, payItems, type UnitFunctions, unitFunctions } from './items.ts';

export interface ListedItem extends PayrollItem {
  readonly id: string;
  readonly source: string;
  readonly by: string;
}

/** Amounts of a unit's people, in the order in which they were entered. */
export async function listPayrollItems(db: Db, unit: string, person?: string): Promise<readonly ListedItem[]> {
  let query = db
    .selectFrom('payroll_item')
    .select(['id', 'person_id as person', 'item', 'from_month as from', 'once', 'amount', 'source', 'made_by as by'])
    .where('unit_id', '=', unit)
    .orderBy('position');
  if (person !== undefined) query = query.where('person_id', '=', person);
  return query.execute();
}

/** Enters what somebody is paid, has withheld or is insured on. */
export async function enterPayrollItem(
  db: Db,
  command: Entered & PayrollItem & { readonly source: string },
): Promise<Outcome> {
  const { unit, id, by, at, person, item, from, once, amount, source } = command;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    const known = (await listPersons(trx, unit)).find((one) => one.id === person);
    const state = known === undefined || !isMonth(from) ? null : standingOn(known.events, lastDayOf(from));
    const problem = itemProblem(command, known === undefined ? null : { name: known.name, state });
    if (problem !== null) return problem;
    const row = { unit_id: unit, person_id: person, id, item, from_month: from, once, amount, source };
    const written = await insertOnce(trx, 'payroll_item', ['unit_id', 'person_id', 'id'], {
      ...row,
      made_by: by,
      made_at: at,
    });
    const tale = {
      action: 'payroll.make',
      kind: 'payroll-item',
      detail: { person, item, from, once, amount: formatYuan(amount) },
    } as const;
    return settle(trx, command, written, tale);
  });
}

async function factsOf(db: Db, unit: string, month: Month): Promise<PayrollFacts> {
  return {
    month,
    persons: await listPersons(db, unit),
    items: await listPayrollItems(db, unit),
    parameters: await listParameters(db, unit),
  };
}

interface StoredRun extends PayrollRunDraft {
  readonly state: RunState;
  readonly codes: RunCodes;
  readonly by: string;
  readonly at: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

async function storedRuns(
  db: Db,
  unit: string,
  where: { month?: Month; id?: string; year?: number } = {},
): Promise<readonly StoredRun[]> {
  let query = db.selectFrom('payroll_run').selectAll().where('unit_id', '=', unit);
  if (where.month !== undefined) query = query.where('month', '=', where.month);
  if (where.id !== undefined) query = query.where('id', '=', where.id);
  if (where.year !== undefined) query = query.where('month', 'like', `${where.year}-%`);
  const rows = await query.orderBy('month').orderBy('made_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    month: row.month,
    kind: row.kind as PayrollRunDraft['kind'],
    reason: row.reason,
    state: row.state as StoredRun['state'],
    codes: { ...(row.functions as UnitFunctions), project: row.project },
    by: row.made_by,
    at: row.made_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    withdrawnBy: row.withdrawn_by,
    withdrawnReason: row.withdrawn_reason,
  }));
}

async function linesOfRuns(
  db: Db,
  unit: string,
  runs: readonly string[],
): Promise<ReadonlyMap<string, readonly PayrollLine[]>> {
  if (runs.length === 0) return new Map();
  const rows = await db
    .selectFrom('payroll_line')
    .select(['run_id', 'person_id as person', 'item', 'amount', 'base', 'rate'])
    .where('unit_id', '=', unit)
    .where('run_id', 'in', [...runs])
    .orderBy('run_id')
    .orderBy('person_id')
    .orderBy('item')
    .execute();
  const lines = rows.map(({ run_id: run, ...line }) => ({ run, line }));
  return new Map([...Map.groupBy(lines, ({ run }) => run)].map(([run, own]) => [run, own.map(({ line }) => line)]));
}

/** False where it was given back or taken back: then it is as if it had not been made. */
function stands({ state }: StoredRun): boolean {
  return state === 'made' || state === 'checked';
}

export interface RunCommand extends Entered {
  readonly month: Month;
  readonly kind: PayrollRunDraft['kind'];
  readonly reason: string;
  /** The 人员类 project that it is booked under; null for none. */
  readonly project: string | null;
  readonly today: DateText;
}

/** Makes a month's run: everybody's lines as they are reckoned now, waiting for a second person. */
export async function makeRun(db: Db, command: RunCommand): Promise<Outcome> {
  const { unit, id, by, at, month, kind, reason, project, today } = command;
  return within(db, async (trx) => {
    const nature = await trx.selectFrom('accounting_unit').select('nature').where('id', '=', unit).executeTakeFirst();
    const functions = unitFunctions[nature?.nature ?? ''];
    if (functions === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const form = firstProblem(idProblem(id), project === null ? null : textProblem({ 项目: project }));
    if (form !== null) return form;
    const again = (await storedRuns(trx, unit, { id }))[0];
    const row = { unit_id: unit, id, month, kind, reason, functions: JSON.stringify(functions), project };
    if (again !== undefined) {
      const same =
        again.month === month && again.kind === kind && again.reason === reason && again.codes.project === project;
      return same ? { id, again: true, warnings: [] } : idUsed(id);
    }
    const runs = (await storedRuns(trx, unit, { month })).filter(stands);
    const paid = await linesOfRuns(
      trx,
      unit,
      runs.map((run) => run.id),
    );
    const decided = decideRun(command, {
      ...(await factsOf(trx, unit, month)),
      today,
      runs: runs.map((run) => ({
        kind: run.kind,
        state: run.state as 'made' | 'checked',
        by: run.by,
        lines: paid.get(run.id) ?? [],
      })),
    });
    if ('refusal' in decided) return decided;
    await trx
      .insertInto('payroll_run')
      .values({ ...row, state: 'made', made_by: by, made_at: at })
      .execute();
    await trx
      .insertInto('payroll_line')
      .values(
        decided.lines.map(({ person, item, amount, base, rate }) => {
          return { unit_id: unit, run_id: id, person_id: person, item, amount, base, rate };
        }),
      )
      .execute();
    const { gross, employer } = runTotals(decided.lines);
    const detail = { month, kind, gross: formatYuan(gross), employer: formatYuan(employer) };
    return settle(trx, command, 'new', { action: 'payroll.make', kind: 'payroll', detail });
  });
}

export interface RunDecision extends Entered {
  /** True to pass it on to the vouchers, false to give it back. */
  readonly approve: boolean;
  /** Why it is given back. */
  readonly reason: string;
  /** The day the vouchers are of. */
  readonly date: DateText;
  /** Of a 事业单位: 业务活动费用 or 单位管理费用. */
  readonly expense: ExpenseAccount;
  /** 国库集中支付凭证号. */
  readonly paymentOrder: string;
  /** Ids for the vouchers that may be needed: three at most. */
  readonly vouchers: readonly string[];
  readonly today: DateText;
}

/** A second person's answer to a run: its vouchers are drawn up, or it goes back. */
export async function decideOnRun(db: Db, command: RunDecision): Promise<Outcome> {
  const { unit, id, by, at, approve, reason, date, expense, paymentOrder, vouchers, today } = command;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const run = idProblem(id) === null ? (await storedRuns(trx, unit, { id }))[0] : undefined;
    if (run === undefined) return refuse('record-unknown', '没有这批工资，请刷新列表后再试。');
    const form = firstProblem(
      textProblem(approve ? { '意见？': reason } : { 退回理由: reason }),
      approve ? dateProblem({ 发放日期: date }) : null,
      ...vouchers.map(idProblem),
    );
    if (form !== null) return form;
    if (run.state !== 'made') {
      return refuse(
        'decided-already',
        `${run.month}这批工资已经${run.state === 'checked' ? '复核' : run.state === 'returned' ? '退回' : '收回'}，请刷新列表。`,
      );
    }
    const one = decideChecking({ maker: run.by, checker: by, what: `${run.month}的工资` });
    if (one !== null) return one;
    if (approve) {
      const lines = (await linesOfRuns(trx, unit, [id])).get(id) ?? [];
      const drafts = payrollVouchers(lines, run.codes);
      if (vouchers.length < drafts.length) throw new Error(`a run takes ${drafts.length} voucher ids`);
      for (const [index, draft] of drafts.entries()) {
        await submitFor(trx, 'payroll', id, {
          id: vouchers[index] ?? '',
          unit,
          date,
          text: payrollVoucherText(run, draft.purpose),
          content: { rule: draft.rule, lines: draft.lines, choices: { expense } },
          paymentOrder: draft.purpose === 'accrual' ? null : paymentOrder,
          maker: run.by,
          at,
          today,
        });
      }
    }
    await trx
      .updateTable('payroll_run')
      .set({ state: approve ? 'checked' : 'returned', decided_by: by, decided_at: at, decision_reason: reason })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'payroll.check', 'payroll', { month: run.month, approve, reason });
    return { id, again: false, warnings: [] };
  });
}

/**
 * Takes a run back whose vouchers came to nothing at the desk – sent back, withdrawn, or booked and reversed – so that the month can
 * be made anew. Those that still wait there are withdrawn with it.
 */
export async function takeBackRun(
  db: Db,
  command: Entered & { readonly reason: string; readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, by, at, reason } = command;
  const form = textProblem({ 收回理由: reason });
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const run = idProblem(id) === null ? (await storedRuns(trx, unit, { id }))[0] : undefined;
    if (run === undefined) return refuse('record-unknown', '没有这批工资，请刷新列表后再试。');
    const standing = (await storedRuns(trx, unit, { month: run.month })).filter(stands);
    const later = standing.length - 1 - standing.findIndex((one) => one.id === id);
    const problem = takingBackProblem(run, later) ?? (await withdrawFor(trx, 'payroll', command));
    if (problem !== null) return problem;
    await trx
      .updateTable('payroll_run')
      .set({ state: 'withdrawn', withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'payroll.make', 'payroll', { month: run.month, withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

export interface ListedRun {
  readonly id: string;
  readonly month: Month;
  readonly kind: PayrollRunDraft['kind'];
  readonly reason: string;
  readonly state: StoredRun['state'];
  readonly by: string;
  readonly at: string;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
  readonly persons: number;
  readonly gross: Fen;
  readonly withheld: Fen;
  readonly net: Fen;
  readonly employer: Fen;
  readonly vouchers: readonly LinkedVoucher[];
}

/** The runs of a year with their totals, in the order of months. */
export async function listRuns(db: Db, unit: string, year: number): Promise<readonly ListedRun[]> {
  const runs = await storedRuns(db, unit, { year });
  const ids = runs.map(({ id }) => id);
  const lines = await linesOfRuns(db, unit, ids);
  const vouchers = Map.groupBy(await linkedVouchers(db, unit, 'payroll', ids), ({ record }) => record);
  return runs.map((run) => {
    const own = lines.get(run.id) ?? [];
    const { id, month, kind, reason, state, by, decidedBy, decisionReason, withdrawnBy, withdrawnReason } = run;
    const persons = new Set(own.map(({ person }) => person)).size;
    const facts = { id, month, kind, reason, state, by, at: run.at.toISOString(), persons };
    const answers = { decidedBy, decisionReason, withdrawnBy, withdrawnReason };
    return { ...facts, ...answers, ...runTotals(own), vouchers: vouchers.get(id) ?? [] };
  });
}

export interface RunPerson {
  readonly person: string;
  readonly name: string;
  readonly lines: readonly (PayrollLine & { readonly name: string })[];
  readonly gross: Fen;
  readonly withheld: Fen;
  readonly net: Fen;
  readonly employer: Fen;
}

/** Everybody's lines of a run, in the order of names; null where there is no such run. */
export async function readRun(
  db: Db,
  unit: string,
  id: string,
): Promise<(ListedRun & { readonly people: readonly RunPerson[]; readonly columns: readonly string[] }) | null> {
  const stored = idProblem(id) === null ? (await storedRuns(db, unit, { id }))[0] : undefined;
  if (stored === undefined) return null;
  const run = (await listRuns(db, unit, Number(stored.month.slice(0, 4)))).find((one) => one.id === id);
  if (run === undefined) return null;
  const lines = Map.groupBy((await linesOfRuns(db, unit, [id])).get(id) ?? [], ({ person }) => person);
  const people = (await listPersons(db, unit)).flatMap(({ id: person, name }) => {
    const own = lines.get(person);
    if (own === undefined) return [];
    return { person, name, lines: own.map((line) => ({ ...line, name: itemName(line.item) })), ...runTotals(own) };
  });
  // As a payroll sheet is read: pay, what is withheld, what the unit contributes.
  const columns = [
    ...payItems,
    ...contributions.filter(({ payer }) => payer === 'person'),
    ...deductionItems,
    ...contributions.filter(({ payer }) => payer === 'employer'),
  ].map(({ item }) => item);
  return { ...run, people, columns };
}

/** Distinct people paid in a year with the first month of each: by runs that were checked. */
export async function paidPeople(
  db: Db,
  units: readonly string[],
  year: number,
): Promise<
  readonly {
    readonly unit: string;
    readonly person: string;
    readonly name: string;
    readonly run: string;
    readonly month: Month;
  }[]
> {
  if (units.length === 0) return [];
  const { rows } = await sql<{ unit: string; person: string; name: string; run: string; month: Month }>`
    select distinct on (line.unit_id, line.person_id)
           line.unit_id as unit, line.person_id as person, p.name, run.id as run, run.month
      from payroll_run run
      join payroll_line line on line.unit_id = run.unit_id and line.run_id = run.id
      join staff_person p on p.unit_id = line.unit_id and p.id = line.person_id
     where run.unit_id = any(${[...units]}::text[]) and run.state = 'checked' and run.month like ${`${year}-%`}
     order by line.unit_id, line.person_id, run.month, run.made_at`.execute(db);
  return rows;
}
