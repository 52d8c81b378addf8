/**
 * The settlement desk on the database. A settlement is one transaction: the person is held, then the row of what they have used of
 * the year; it is decided, and settlement, derivation, accumulators and fund entries are written together or not at all. Eight at
 * once for one person go one after the other, and one deductible is charged.
 */
import { createHash } from 'node:crypto';
import { type DateText, type ParameterSet, yearOf } from '@mingzhang/kernel';
import { reversalOf, type Voucher } from '@mingzhang/ledger';
import {
  type Accumulators,
  type Bill,
  cancel,
  explainForPatient,
  explainForStaff,
  noneUsed,
  planFor,
  type Scheme,
  type Settlement,
  settle,
  type VisitCase,
} from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, decideChecking, recordAction, type TrailDetail } from '../access/index.ts';
import { type Charts, postVoucherWithin, readEntries } from '../books/index.ts';
import { findInsured, lockInsured } from '../registry/index.ts';
import { decideCase, type FundLine, fundLegs, fundLines, idProblem, textProblem, type VisitDraft } from './decide.ts';
import { type DeskRefused, ofEngine, passOn, refuse } from './refusals.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface VisitCommand {
  /** The bureau that settles; its county is the 统筹区. */
  readonly department: string;
  readonly person: string;
  readonly visit: VisitDraft;
  readonly bill: Bill;
  readonly today: DateText;
}

export interface Hand {
  /** UUID of version 7, made by whoever submits: the same id with the same content is the same settlement. */
  readonly id: string;
  readonly by: string;
  readonly at: Date;
}

export type SettleCommand = VisitCommand & Hand;

export interface CancelCommand extends Hand {
  readonly department: string;
  readonly person: string;
  readonly cancels: string;
  readonly reason: string;
  readonly today: DateText;
}

export type Settled = { readonly id: string; readonly again: boolean };

export interface PreSettled {
  readonly settlement: Settlement;
  readonly staff: readonly string[];
  readonly patient: readonly string[];
}

/** What a visit would come to; nothing is written. */
export async function preSettle(
  db: Db,
  parameters: ParameterSet,
  command: VisitCommand,
): Promise<PreSettled | DeskRefused> {
  const person = await findInsured(db, command.person);
  if (person === null) return personUnknown();
  const department = await departmentOf(db, command.department);
  if (department === null) return departmentUnknown(command.department);
  const visit = decideCase(person, department, command.visit, command.today);
  if ('refusal' in visit) return visit;
  const standing = await standingVisit(db, command);
  if (standing !== null) return standing;
  const row = await db
    .selectFrom('settlement_accumulator')
    .select('used')
    .where('person_id', '=', command.person)
    .where('year', '=', yearOf(visit.day))
    .where('scheme', '=', visit.scheme)
    .executeTakeFirst();
  const used = row === undefined ? noneUsed(yearOf(visit.day)) : (row.used as Accumulators);
  const bill = await withElsewhere(db, command.person, visit, command.bill);
  const settlement = amountsOf(parameters, visit, bill, used);
  if ('refusal' in settlement) return settlement;
  const booked = await setsFor(db, command.department, visit.scheme, settlement);
  if ('refusal' in booked) return booked;
  const steps = settlement.derivation ?? [];
  return { settlement, staff: explainForStaff(steps), patient: explainForPatient(steps) };
}

/** Settles a visit; it is on disk when this returns outside a transaction. In the caller's, a refusal is theirs to roll back. */
export async function settleVisit(
  db: Db,
  charts: Charts,
  parameters: ParameterSet,
  command: SettleCommand,
): Promise<Settled | DeskRefused> {
  const { department: departmentId, person: personId, id, by, at, today } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  return within(db, async (trx): Promise<Settled | DeskRefused> => {
    const person = await lockInsured(trx, personId);
    if ('refusal' in person) return personUnknown();
    const fingerprint = fingerprintOf([departmentId, command.visit, command.bill]);
    const before = await fingerprintAt(trx, personId, id);
    if (before !== null) return before === fingerprint ? { id, again: true } : idUsed(id);
    const department = await departmentOf(trx, departmentId);
    if (department === null) return departmentUnknown(departmentId);
    const visit = decideCase(person, department, command.visit, today);
    if ('refusal' in visit) return visit;
    const standing = await standingVisit(trx, command);
    if (standing !== null) return standing;
    const held = await holdAccumulator(trx, personId, visit);
    const bill = await withElsewhere(trx, personId, visit, command.bill);
    const settlement = amountsOf(parameters, visit, bill, held.used);
    if ('refusal' in settlement) return settlement;
    const sets = await setsFor(trx, departmentId, visit.scheme, settlement);
    if ('refusal' in sets) return sets;
    const { derivation, after, ...amounts } = settlement;
    const { kind: visitKind, level, institution, number, from, to } = command.visit;
    await insertSettlement(trx, {
      ...head(command),
      kind: 'settled',
      cancels: null,
      scheme: visit.scheme,
      year: after.year,
      institution,
      institution_level: level,
      visit_number: number,
      visit_kind: visitKind,
      visit_from: from,
      visit_to: to,
      ...columnsOf(amounts),
      used_before: JSON.stringify(held.used),
      used_after: JSON.stringify(after),
      fingerprint,
      reason: '',
    });
    await trx
      .insertInto('settlement_derivation')
      .values({
        person_id: personId,
        settlement_id: id,
        visit: JSON.stringify(visit),
        bill: JSON.stringify(bill),
        steps: JSON.stringify(derivation),
      })
      .execute();
    for (const { set, lines } of sets) {
      const voucher: Voucher = {
        id: newId(),
        kind: 'ordinary',
        date: today,
        text: `待遇核定 ${institution}`,
        entries: [{ id: newId(), set, reverses: null, legs: fundLegs(lines) }],
      };
      const posted = await postVoucherWithin(trx, charts, { voucher, today, by, at });
      if (posted.outcome === 'refused') return passOn('ledger', posted.refusal);
      await insertFunds(
        trx,
        lines.map((line) => ({ ...line, person: personId, settlement: id, set, voucher: voucher.id })),
      );
    }
    await keepAccumulator(trx, personId, visit, held.version, after);
    await trace(trx, command, 'settlement.make', { department: departmentId, funds: settlement.funds });
    return { id, again: false };
  });
}

/** Takes a settlement back with its entries; what came later stays. Not for the person who made it. */
export async function cancelSettlement(db: Db, charts: Charts, command: CancelCommand): Promise<Settled | DeskRefused> {
  const { department, person, id, cancels, reason, by, at, today } = command;
  const form = idProblem(id) ?? textProblem({ 撤销原因: reason });
  if (form !== null) return form;
  return within(db, async (trx): Promise<Settled | DeskRefused> => {
    const held = await lockInsured(trx, person);
    if ('refusal' in held) return personUnknown();
    const fingerprint = fingerprintOf([department, cancels, reason]);
    const before = await fingerprintAt(trx, person, id);
    if (before !== null) return before === fingerprint ? { id, again: true } : idUsed(id);
    const original =
      idProblem(cancels) === null
        ? await trx
            .selectFrom('settlement')
            .selectAll()
            .where('person_id', '=', person)
            .where('id', '=', cancels)
            .where('department_id', '=', department)
            .where('kind', '<>', 'cancelled')
            .executeTakeFirst()
        : undefined;
    if (original === undefined) return refuse('settlement-unknown', '没有这笔结算，请从此人的结算列表中选取。');
    const earlier = await trx
      .selectFrom('settlement')
      .select('settled_on')
      .where('person_id', '=', person)
      .where('cancels', '=', cancels)
      .executeTakeFirst();
    if (earlier !== undefined) {
      return refuse('cancelled-already', `这笔结算${earlier.settled_on}已经撤销，不能再撤；需要的请重新结算。`);
    }
    const adjusted = await standingAdjustment(trx, person, cancels);
    if (adjusted !== null) {
      return refuse(
        'adjusted-since',
        `这笔结算${adjusted}已经补差更正，单独撤销会留下差额；请先撤销那一笔补差，再撤销这笔。`,
      );
    }
    const same = decideChecking({ maker: original.made_by, checker: by, what: '这笔结算' });
    if (same !== null) return passOn('access', same.refusal);
    const scheme = original.scheme as Scheme;
    const accumulator = await holdAccumulator(trx, person, { scheme, day: original.visit_to });
    const settlement = settlementOf(original);
    const { after, ...amounts } = cancel(settlement, original.used_before as Accumulators, accumulator.used);
    await insertSettlement(trx, {
      ...head(command),
      kind: 'cancelled',
      cancels,
      scheme,
      year: original.year,
      institution: original.institution,
      institution_level: original.institution_level,
      visit_number: original.visit_number,
      visit_kind: original.visit_kind,
      visit_from: original.visit_from,
      visit_to: original.visit_to,
      ...columnsOf({ ...amounts, poolRatio: settlement.poolRatio }),
      used_before: JSON.stringify(accumulator.used),
      used_after: JSON.stringify(after),
      fingerprint,
      reason,
    });
    const funds = await trx
      .selectFrom('settlement_fund')
      .selectAll()
      .where('person_id', '=', person)
      .where('settlement_id', '=', cancels)
      .execute();
    for (const [voucherId, lines] of Map.groupBy(funds, ({ voucher_id }) => voucher_id)) {
      const set = lines[0]?.set_id ?? '';
      const entries = await readEntries(trx, [{ set_id: set, voucher_id: voucherId }]);
      const voucher = reversalOf(entries, {
        id: newId(),
        date: today,
        text: `撤销待遇核定 ${original.institution}`,
        entryIds: entries.map(() => newId()),
      });
      const posted = await postVoucherWithin(trx, charts, { voucher, today, by, at });
      if (posted.outcome === 'refused') return passOn('ledger', posted.refusal);
      await insertFunds(
        trx,
        lines.map(({ payer, fund, account, amount }) => {
          return { payer, fund, account, amount: -amount, person, settlement: id, set, voucher: voucher.id };
        }),
      );
    }
    await keepAccumulator(trx, person, { scheme, day: original.visit_to }, accumulator.version, after);
    await trace(trx, command, 'settlement.cancel', { cancels, reason, funds: -settlement.funds });
    return { id, again: false };
  });
}

/** The day on which a settlement was corrected and still is; null where none stands. */
async function standingAdjustment(trx: Trx, person: string, corrects: string): Promise<string | null> {
  const row = await trx
    .selectFrom('settlement as s')
    .select('s.settled_on')
    .where('s.person_id', '=', person)
    .where('s.corrects', '=', corrects)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('settlement as c')
            .select('c.id')
            .whereRef('c.person_id', '=', 's.person_id')
            .whereRef('c.cancels', '=', 's.id'),
        ),
      ),
    )
    .executeTakeFirst();
  return row?.settled_on ?? null;
}

class RolledBack extends Error {
  readonly refused: DeskRefused;

  constructor(refused: DeskRefused) {
    super(refused.refusal.message);
    this.name = 'RolledBack';
    this.refused = refused;
  }
}

export async function within<T extends object>(
  db: Db,
  run: (trx: Trx) => Promise<T | DeskRefused>,
): Promise<T | DeskRefused> {
  if (db.isTransaction) return run(db as Trx);
  try {
    return await db.transaction().execute(async (trx) => {
      const outcome = await run(trx);
      if ('refusal' in outcome) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refused;
    throw error;
  }
}

function amountsOf(
  parameters: ParameterSet,
  visit: VisitCase,
  bill: Bill,
  used: Accumulators,
): Settlement | DeskRefused {
  const plan = planFor(parameters, visit);
  if ('refusal' in plan) return ofEngine(plan);
  const settlement = settle(plan, bill, used);
  return 'refusal' in settlement ? ofEngine(settlement) : settlement;
}

/** What each set of books takes of a settlement. */
export async function setsFor(
  db: Db,
  department: string,
  scheme: Scheme,
  settlement: Amounts,
): Promise<readonly { readonly set: string; readonly lines: readonly FundLine[] }[] | DeskRefused> {
  const lines = fundLines(scheme, settlement);
  if ('refusal' in lines) return lines;
  if (lines.length === 0) return [];
  const rows = await db
    .selectFrom('account_set as s')
    .innerJoin('accounting_unit as u', 'u.id', 's.unit_id')
    .select(['s.id', 's.funds'])
    .where('u.department_id', '=', department)
    .where('s.book', '=', 'fund')
    .orderBy('s.id')
    .execute();
  const setOf = (fund: string): string | undefined => rows.find(({ funds }) => funds.includes(fund))?.id;
  const missing = lines.find(({ fund }) => setOf(fund) === undefined);
  if (missing !== undefined) {
    return refuse(
      'fund-without-books',
      `${fundNames[missing.fund]}还没有账套，结了也无处记账，没有结算；请先为它建账并打开月份。`,
    );
  }
  return [...Map.groupBy(lines, ({ fund }) => setOf(fund) ?? '')].map(([set, own]) => ({ set, lines: own }));
}

const fundNames: Readonly<Record<FundLine['fund'], string>> = {
  resident: '居民医保基金',
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  assistance: '医疗救助基金',
};

interface Held {
  readonly used: Accumulators;
  readonly version: number;
}

/** The bill with what the person's other schemes have used of the year's assistance, where they have. */
async function withElsewhere(db: Db, person: string, visit: VisitCase, bill: Bill): Promise<Bill> {
  if (visit.categories.length === 0) return bill;
  const rows = await db
    .selectFrom('settlement_accumulator')
    .select('used')
    .where('person_id', '=', person)
    .where('year', '=', yearOf(visit.day))
    .where('scheme', '<>', visit.scheme)
    .execute();
  const others = rows.map(({ used }) => used as Accumulators);
  const paid = others.reduce((sum, { assistance }) => sum + assistance, 0);
  const threshold = others.reduce((sum, { assistanceThreshold }) => sum + assistanceThreshold, 0);
  return paid === 0 && threshold === 0 ? bill : { ...bill, assistedElsewhere: { threshold, paid } };
}

type YearOf = Pick<VisitCase, 'scheme' | 'day'>;

/** The row of the year, made where there is none, and held until this transaction ends. */
export async function holdAccumulator(trx: Trx, person: string, { scheme, day }: YearOf): Promise<Held> {
  const year = yearOf(day);
  await trx
    .insertInto('settlement_accumulator')
    .values({ person_id: person, year, scheme, used: JSON.stringify(noneUsed(year)), version: 0 })
    .onConflict((conflict) => conflict.columns(['person_id', 'year', 'scheme']).doNothing())
    .execute();
  const row = await trx
    .selectFrom('settlement_accumulator')
    .select(['used', 'version'])
    .where('person_id', '=', person)
    .where('year', '=', year)
    .where('scheme', '=', scheme)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { used: row.used as Accumulators, version: row.version };
}

export async function keepAccumulator(
  trx: Trx,
  person: string,
  { scheme, day }: YearOf,
  version: number,
  used: Accumulators,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('settlement_accumulator')
    .set({ used: JSON.stringify(used), version: version + 1 })
    .where('person_id', '=', person)
    .where('year', '=', yearOf(day))
    .where('scheme', '=', scheme)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new Error(`what ${person} has used changed while it was held`);
}

/** A refusal where the same visit stands settled. */
export async function standingVisit(
  db: Db,
  { person, visit }: Pick<VisitCommand, 'person' | 'visit'>,
): Promise<DeskRefused | null> {
  const row = await db
    .selectFrom('settlement as s')
    .select('s.settled_on')
    .where('s.person_id', '=', person)
    .where('s.kind', '=', 'settled')
    .where('s.institution', '=', visit.institution)
    .where('s.visit_number', '=', visit.number)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('settlement as c')
            .select('c.id')
            .whereRef('c.person_id', '=', 's.person_id')
            .whereRef('c.cancels', '=', 's.id'),
        ),
      ),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  return refuse(
    'visit-settled-already',
    `${visit.institution}就诊号${visit.number}已于${row.settled_on}结算，不能重复结算。结错的请先撤销，再重新结算。`,
  );
}

export async function departmentOf(db: Db, id: string): Promise<{ readonly area: string } | null> {
  const row = await db.selectFrom('department').select('area').where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function fingerprintAt(trx: Trx, person: string, id: string): Promise<string | null> {
  const row = await trx
    .selectFrom('settlement')
    .select('fingerprint')
    .where('person_id', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.fingerprint ?? null;
}

export function fingerprintOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function head({ department, person, id, by, at, today }: SettleCommand | CancelCommand) {
  return { person_id: person, id, department_id: department, settled_on: today, made_by: by, made_at: at };
}

export type Amounts = Omit<Settlement, 'after' | 'derivation'>;

export function columnsOf(amounts: Amounts) {
  const {
    overLimit,
    firstPay,
    inScope,
    poolRatio,
    criticalIllness,
    largeAmount,
    civilServant,
    hospitalBorne,
    ...same
  } = amounts;
  return {
    ...same,
    over_limit: overLimit,
    first_pay: firstPay,
    in_scope: inScope,
    pool_ratio: poolRatio,
    critical_illness: criticalIllness,
    large_amount: largeAmount,
    civil_servant: civilServant,
    hospital_borne: hospitalBorne,
  };
}

type Columns = ReturnType<typeof columnsOf> & { readonly used_after: unknown };

/** The amounts of a row; its derivation lies elsewhere. */
export function settlementOf(row: Columns): Settlement {
  return {
    total: row.total,
    own: row.own,
    overLimit: row.over_limit,
    firstPay: row.first_pay,
    inScope: row.in_scope,
    deductible: row.deductible,
    poolRatio: row.pool_ratio,
    pool: row.pool,
    criticalIllness: row.critical_illness,
    largeAmount: row.large_amount,
    civilServant: row.civil_servant,
    assistance: row.assistance,
    cadre: row.cadre,
    funds: row.funds,
    hospitalBorne: row.hospital_borne,
    personal: row.personal,
    account: row.account,
    cash: row.cash,
    after: row.used_after as Accumulators,
    derivation: null,
  };
}

export async function insertSettlement(
  trx: Trx,
  row: Parameters<ReturnType<typeof insertInto>['values']>[0],
): Promise<void> {
  await insertInto(trx).values(row).execute();
}

const insertInto = (trx: Trx) => trx.insertInto('settlement');

export async function insertFunds(
  trx: Trx,
  lines: readonly {
    readonly person: string;
    readonly settlement: string;
    readonly payer: string;
    readonly fund: string;
    readonly account: string;
    readonly amount: number;
    readonly set: string;
    readonly voucher: string;
  }[],
): Promise<void> {
  await trx
    .insertInto('settlement_fund')
    .values(
      lines.map(({ person, settlement, set, voucher, ...line }) => {
        return { ...line, person_id: person, settlement_id: settlement, set_id: set, voucher_id: voucher };
      }),
    )
    .execute();
}

async function trace(
  trx: Trx,
  { person, id, by, at }: SettleCommand | CancelCommand,
  action: ActionId,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject: `settlement:${person}/${id}`, detail });
}

export function personUnknown(): DeskRefused {
  const message = '没有这位参保人员，请先按姓名或身份证号查找。';
  return { refusal: { list: 'registry', id: 'person-unknown', message } };
}

export function departmentUnknown(id: string): DeskRefused {
  return refuse('department-unknown', `没有“${id}”这个经办机构，请核对。`);
}

export function idUsed(id: string): DeskRefused {
  return refuse('id-used', `编号${id}已用于另一笔内容不同的结算，这次没有结算。请为新的结算换一个编号。`);
}
