/** Procurement on the database: plans, contracts, acceptances, payments tied to booked vouchers, and the published statistic. */
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import {
  amountProblem,
  countProblem,
  type Entered,
  firstProblem,
  idProblem,
  type Outcome,
  textProblem,
} from '../entered.ts';
import { vouchersByCode } from '../ledger-parts.ts';
import { closedBooks, type Db, insertOnce, lockUnit, settle, trace, unitUnknown, within } from '../recording.ts';
import { refuse } from '../register-refusals.ts';
import {
  type Acceptance,
  acceptanceProblem,
  type ContractCourse,
  contractProblem,
  type ProcurementContract,
  type ProcurementPlan,
  type ProcurementYear,
  type Purchase,
  paymentProblem,
  paymentWarnings,
  planProblem,
  reconcileProcurement,
  type SupplierSize,
} from './decide.ts';

export async function listPlans(db: Db, unit: string): Promise<readonly ProcurementPlan[]> {
  const rows = await db
    .selectFrom('procurement_plan')
    .select(['id', 'year', 'name', 'purchase', 'amount', 'reserved', 'document'])
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .orderBy('year')
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...row,
    purchase: row.purchase as Purchase,
    reserved: row.reserved as ProcurementPlan['reserved'],
  }));
}

export interface ListedContract extends ContractCourse {
  readonly planName: string;
  readonly acceptances: readonly Acceptance[];
  readonly accepted: Fen;
  readonly paid: Fen;
}

/** Every contract of a unit with its acceptances and payments, in the order in which they were signed. */
export async function listContracts(db: Db, unit: string): Promise<readonly ListedContract[]> {
  const plans = new Map((await listPlans(db, unit)).map((plan) => [plan.id, plan]));
  const contracts = await db
    .selectFrom('procurement_contract')
    .select(['id', 'plan_id', 'number', 'name', 'supplier', 'supplier_size', 'signed_on', 'amount', 'deposit'])
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .orderBy('signed_on')
    .orderBy('id')
    .execute();
  const acceptances = await db
    .selectFrom('procurement_acceptance')
    .select(['id', 'contract_id as contract', 'date', 'amount', 'report'])
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .orderBy('date')
    .orderBy('id')
    .execute();
  const payments = await db
    .selectFrom('procurement_payment as p')
    .innerJoin('ledger_voucher as v', (join) =>
      join.onRef('v.unit_id', '=', 'p.unit_id').onRef('v.id', '=', 'p.voucher_id'),
    )
    .select(['p.id', 'p.contract_id as contract', 'v.date', 'p.amount', 'p.voucher_id as voucher'])
    .where('p.unit_id', '=', unit)
    .where('p.undone_by', 'is', null)
    .orderBy('v.date')
    .orderBy('p.id')
    .execute();
  return contracts.map((row) => {
    const own = acceptances.filter(({ contract }) => contract === row.id);
    const paid = payments.filter(({ contract }) => contract === row.id).map(({ contract: _, ...payment }) => payment);
    const plan = plans.get(row.plan_id);
    return {
      contract: {
        id: row.id,
        plan: row.plan_id,
        number: row.number,
        name: row.name,
        supplier: row.supplier,
        supplierSize: row.supplier_size as SupplierSize,
        signedOn: row.signed_on,
        amount: row.amount,
        deposit: row.deposit,
      },
      planName: plan?.name ?? '',
      purchase: plan?.purchase ?? 'goods',
      acceptances: own,
      accepted: sumFen(own.map(({ amount }) => amount)),
      payments: paid,
      paid: sumFen(paid.map(({ amount }) => amount)),
    };
  });
}

type Command<T> = Entered & T & { readonly today: DateText };

export async function enterPlan(db: Db, command: Command<Omit<ProcurementPlan, 'id'>>): Promise<Outcome> {
  const { unit, id, by, at, year, name, purchase, amount, reserved, document } = command;
  const problem = planProblem(command);
  if (problem !== null) return problem;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    const row = { unit_id: unit, id, year, name, purchase, amount, reserved, document, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'procurement_plan', ['unit_id', 'id'], row);
    const detail = { year, name, amount: formatYuan(amount) };
    return settle(trx, command, written, { action: 'register.write', kind: 'procurement-plan', detail });
  });
}

export async function enterContract(db: Db, command: Command<Omit<ProcurementContract, 'id'>>): Promise<Outcome> {
  const { unit, id, by, at, today, plan, number, name, supplier, supplierSize, signedOn, amount, deposit } = command;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const all = await listContracts(trx, unit);
    if (all.every(({ contract }) => contract.id !== id)) {
      const problem = contractProblem(command, {
        today,
        closed,
        plan: (await listPlans(trx, unit)).find((one) => one.id === plan) ?? null,
        contracted: sumFen(all.filter(({ contract }) => contract.plan === plan).map(({ contract }) => contract.amount)),
        numberTaken: all.some(({ contract }) => contract.number === number),
      });
      if (problem !== null) return problem;
    }
    const written = await insertOnce(trx, 'procurement_contract', ['unit_id', 'id'], {
      unit_id: unit,
      plan_id: plan,
      id,
      number,
      name,
      supplier,
      supplier_size: supplierSize,
      signed_on: signedOn,
      amount,
      deposit,
      made_by: by,
      made_at: at,
    });
    const detail = { number, supplier, amount: formatYuan(amount) };
    return settle(trx, command, written, { action: 'register.write', kind: 'procurement-contract', detail });
  });
}

export async function enterAcceptance(db: Db, command: Command<Omit<Acceptance, 'id'>>): Promise<Outcome> {
  const { unit, id, by, at, today, contract, date, amount, report } = command;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const found = (await listContracts(trx, unit)).find((one) => one.contract.id === contract);
    if (found?.acceptances.every((one) => one.id !== id) !== false) {
      const facts = { today, closed, contract: found?.contract ?? null, accepted: found?.accepted ?? 0 };
      const problem = acceptanceProblem(command, facts);
      if (problem !== null) return problem;
    }
    const row = { unit_id: unit, contract_id: contract, id, date, amount, report, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'procurement_acceptance', ['unit_id', 'id'], row);
    const detail = { contract, date, amount: formatYuan(amount) };
    return settle(trx, command, written, { action: 'register.write', kind: 'procurement-acceptance', detail });
  });
}

export interface PaymentCommand extends Entered {
  readonly contract: string;
  readonly voucher: string;
  readonly amount: Fen;
}

/** Says that so much of a booked voucher paid for a contract. */
export async function enterPayment(db: Db, command: PaymentCommand): Promise<Outcome> {
  const { unit, id, by, at, contract, voucher, amount } = command;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const found = (await listContracts(trx, unit)).find((one) => one.contract.id === contract);
    const vouchers = idProblem(voucher) === null ? await listProcurementVouchers(trx, unit) : [];
    const facts = {
      contract: found?.contract ?? null,
      paid: found?.paid ?? 0,
      accepted: found?.accepted ?? 0,
      voucher: vouchers.find((one) => one.id === voucher) ?? null,
    };
    if (found?.payments.every((one) => one.id !== id) !== false) {
      const problem = paymentProblem(id, amount, facts);
      if (problem !== null) return problem;
    }
    const row = { unit_id: unit, contract_id: contract, id, voucher_id: voucher, amount, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'procurement_payment', ['unit_id', 'id'], row);
    const detail = { contract, voucher, amount: formatYuan(amount) };
    const warnings = written === 'new' ? paymentWarnings(amount, facts) : [];
    return settle(trx, command, written, { action: 'register.write', kind: 'procurement-payment', detail, warnings });
  });
}

/** Undoes a payment's tie; it stays to be read. */
export async function undoPayment(db: Db, command: Entered): Promise<Outcome> {
  const { unit, id, by, at } = command;
  if (idProblem(id) !== null) return refuse('record-unknown', '没有这笔支付，请刷新列表后再试。');
  return within(db, async (trx) => {
    const done = await trx
      .updateTable('procurement_payment')
      .set({ undone_by: by, undone_at: at })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .where('undone_by', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) return refuse('record-unknown', '没有这笔支付，或已经解除。请刷新列表后再试。');
    await trace(trx, command, 'register.write', 'procurement-payment', { undone: true });
    return { id, again: false, warnings: [] };
  });
}

export interface ProcurementVoucher {
  readonly id: string;
  readonly date: DateText;
  readonly text: string;
  /** What it paid from the budget, less what was taken back. */
  readonly amount: Fen;
  readonly tied: Fen;
}

/** Booked vouchers with what of them is tied to contracts, oldest first. */
export async function listProcurementVouchers(db: Db, unit: string): Promise<readonly ProcurementVoucher[]> {
  const parts = await vouchersByCode(db, { unit, codes: [] });
  const tied = new Map(
    (
      await db
        .selectFrom('procurement_payment')
        .select(['voucher_id', sql<number>`sum(amount)::bigint`.as('amount')])
        .where('unit_id', '=', unit)
        .where('undone_by', 'is', null)
        .groupBy('voucher_id')
        .execute()
    ).map(({ voucher_id, amount }) => [voucher_id, amount]),
  );
  return [...Map.groupBy(parts, ({ voucher }) => voucher)].map(([id, own]) => ({
    id,
    date: own[0]?.date ?? '',
    text: own[0]?.text ?? '',
    amount: sumFen(own.map(({ amount }) => amount)),
    tied: tied.get(id) ?? 0,
  }));
}

const withdrawable = {
  plan: { table: 'procurement_plan', name: '采购计划' },
  contract: { table: 'procurement_contract', name: '合同' },
  acceptance: { table: 'procurement_acceptance', name: '验收' },
} as const;

/** Takes a plan, contract or acceptance back that nothing leans on, with the reason. */
export async function withdrawProcurement(
  db: Db,
  command: Entered & { readonly what: keyof typeof withdrawable; readonly reason: string },
): Promise<Outcome> {
  const { unit, id, by, at, what, reason } = command;
  const { table, name } = withdrawable[what];
  const form = firstProblem(textProblem({ 撤回理由: reason }));
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const contracts = await listContracts(trx, unit);
    const leaning = {
      plan: contracts.some(({ contract }) => contract.plan === id),
      contract: contracts.some(
        (one) => one.contract.id === id && (one.payments.length > 0 || one.acceptances.length > 0),
      ),
      acceptance: false,
    }[what];
    if (leaning) {
      return refuse('record-in-use', `这条${name}已有后续的合同、验收或支付，请先撤回或解除那些记录，再撤回它。`);
    }
    const done =
      idProblem(id) === null
        ? await trx
            .updateTable(table)
            .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
            .where('unit_id', '=', unit)
            .where('id', '=', id)
            .where('withdrawn_by', 'is', null)
            .executeTakeFirst()
        : undefined;
    if ((done?.numUpdatedRows ?? 0n) === 0n) {
      return refuse('record-unknown', `没有这条${name}，或已经撤回。请刷新列表后再试。`);
    }
    await trace(trx, command, 'register.write', `procurement-${what}`, { withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

export interface ProcurementStatistic {
  readonly id: string;
  readonly year: number;
  readonly purchase: Purchase;
  readonly amount: Fen;
  /** Why it differs from what was paid; empty where it does not. */
  readonly explanation: string;
  readonly document: string;
}

/** Enters what was reported as the year's procurement; the latest of a kind holds. */
export async function enterStatistic(db: Db, command: Command<Omit<ProcurementStatistic, 'id'>>): Promise<Outcome> {
  const { unit, id, by, at, year, purchase, amount, explanation, document } = command;
  const form = firstProblem(
    idProblem(id),
    textProblem({ 上报依据: document, '差异说明？': explanation }, 500),
    countProblem('年度', year, 2999),
    amountProblem({ 统计数: amount }),
  );
  if (form !== null) return form;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    const row = { unit_id: unit, id, year, purchase, amount, explanation, document, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'procurement_statistic', ['unit_id', 'id'], row);
    const detail = { year, purchase, amount: formatYuan(amount) };
    return settle(trx, command, written, { action: 'register.write', kind: 'procurement-statistic', detail });
  });
}

/** The statistic of a year by kind of purchase: the latest entered of each. */
export async function listStatistics(db: Db, unit: string, year: number): Promise<readonly ProcurementStatistic[]> {
  const rows = await db
    .selectFrom('procurement_statistic')
    .select(['id', 'year', 'purchase', 'amount', 'explanation', 'document'])
    .distinctOn('purchase')
    .where('unit_id', '=', unit)
    .where('year', '=', year)
    .orderBy('purchase')
    .orderBy('position', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, purchase: row.purchase as Purchase }));
}

/** Published total, contracts and payments of a year, explained to each other. */
export async function procurementYear(db: Db, unit: string, year: number): Promise<readonly ProcurementYear[]> {
  const statistics = await listStatistics(db, unit, year);
  const published = Object.fromEntries(statistics.map(({ purchase, amount }) => [purchase, amount]));
  return reconcileProcurement(year, await listContracts(db, unit), published);
}

/** 楼堂馆所: what was approved and what was built; areas in hundredths of a square metre. */
export interface BuildingProject {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  readonly areaApproved: number;
  readonly areaActual: number;
  readonly investmentApproved: Fen;
  readonly investmentActual: Fen;
  readonly document: string;
}

/** The building projects that stand under control in a year. */
export async function listBuildings(db: Db, unit: string, year: number): Promise<readonly BuildingProject[]> {
  const rows = await db
    .selectFrom('building_project')
    .select([
      'id',
      'name',
      'year',
      'area_approved as areaApproved',
      'area_actual as areaActual',
      'investment_approved as investmentApproved',
      'investment_actual as investmentActual',
      'document',
    ])
    .where('unit_id', '=', unit)
    .where('year', '=', year)
    .where('withdrawn_by', 'is', null)
    .orderBy('id')
    .execute();
  return rows;
}

/** Enters a building project of a year. */
export async function enterBuilding(db: Db, command: Command<Omit<BuildingProject, 'id'>>): Promise<Outcome> {
  const { unit, id, by, at, name, year, areaApproved, areaActual, investmentApproved, investmentActual, document } =
    command;
  const form = firstProblem(
    idProblem(id),
    textProblem({ 项目名称: name, 批复文号: document }),
    countProblem('年度', year, 2999),
    amountProblem({ 批复面积: areaApproved, 实际面积: areaActual }),
    amountProblem({ 批复投资: investmentApproved, 实际投资: investmentActual }),
  );
  if (form !== null) return form;
  return within(db, async (trx) => {
    if ((await closedBooks(trx, unit)) === undefined) return unitUnknown(unit);
    const written = await insertOnce(trx, 'building_project', ['unit_id', 'id'], {
      unit_id: unit,
      id,
      name,
      year,
      area_approved: areaApproved,
      area_actual: areaActual,
      investment_approved: investmentApproved,
      investment_actual: investmentActual,
      document,
      made_by: by,
      made_at: at,
    });
    return settle(trx, command, written, { action: 'asset.make', kind: 'building', detail: { name, year } });
  });
}
