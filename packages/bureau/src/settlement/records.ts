/**
 * The settlement desk on the database. A settlement is one transaction: the person is held; it is decided on what one statement reads;
 * settlement, premises, accumulators and fund entries are written together or not at all. Eight at once for one person go one after
 * the other, and one deductible is charged.
 */
import { hash } from 'node:crypto';
import { type DateText, type ParameterSet, yearOf } from '@mingzhang/kernel';
import { type Refusal, reversalOf, type Voucher } from '@mingzhang/ledger';
import {
  type Accumulators,
  type Bill,
  cancel,
  explainForPatient,
  explainForStaff,
  layersOf,
  noneUsed,
  type Scheme,
  type Settlement,
  type SettlementLayer,
  settle,
  type VisitCase,
} from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { type ActionId, decideChecking, recordActions, type TrailDetail, type TrailEntry } from '../access/index.ts';
import { Charts, findDepartment, postFreshVouchersWithin, postVoucherWithin, readEntries } from '../books/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { CatalogueItems, type ItemsByCode } from '../registry/catalogue/index.ts';
import { lockInsured } from '../registry/index.ts';
import { caseColumns, columnsOf, settlementOf } from './amounts.ts';
import {
  accountProblem,
  careAreaOf,
  decideCase,
  type FundLine,
  fundLegs,
  fundLines,
  idProblem,
  linesBySet,
  type SetLines,
  textProblem,
  type VisitDraft,
} from './decide.ts';
import { type ClaimedBill, classifiedBill, codesOf } from './lines.ts';
import { type DeskMemory, memoryOf } from './memory.ts';
import { type Planned, plannedFor } from './plans.ts';
import { billText, digestOf } from './premises.ts';
import { type DeskRefused, ofEngine, passOn, refuse } from './refusals.ts';
import { holdStandings, type Standing, standingOf } from './standing.ts';
import { usedOf, usedText } from './used.ts';
import { type Written, writeSettlements } from './write.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface VisitCommand {
  /** The bureau that settles; its county is the 统筹区. */
  readonly department: string;
  readonly person: string;
  readonly visit: VisitDraft;
  readonly bill: ClaimedBill;
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
  readonly layers: readonly SettlementLayer[];
  readonly staff: readonly string[];
  readonly patient: readonly string[];
}

/** What a visit would come to; nothing is written. */
export async function preSettle(
  db: Db,
  parameters: ParameterSet,
  command: VisitCommand,
  /** Whose memory of catalogue and sets is used; without, all is read anew. */
  charts: Charts = new Charts(),
): Promise<PreSettled | DeskRefused> {
  const standing = await standingOf(db, askedOf(command, null));
  if (standing === null) return personUnknown();
  const decided = await decide(db, memoryOf(charts), parameters, command, standing);
  if ('refusal' in decided) return decided;
  const { settlement, visit } = decided;
  const steps = settlement.derivation ?? [];
  return {
    settlement,
    layers: layersOf(steps, visit),
    staff: explainForStaff(steps),
    patient: explainForPatient(steps),
  };
}

/** Settles a visit; it is on disk when this returns outside a transaction. In the caller's, a refusal is theirs to roll back. */
export async function settleVisit(
  db: Db,
  charts: Charts,
  parameters: ParameterSet,
  command: SettleCommand,
): Promise<Settled | DeskRefused> {
  const form = idProblem(command.id);
  if (form !== null) return form;
  const plans: string[] = [];
  const outcome = await within(db, async (trx): Promise<Settled | DeskRefused> => {
    const [settled] = await settleWithin(trx, charts, Promise.resolve(parameters), [command], plans);
    if (settled === undefined) throw new Error(`nothing was said of ${command.id}`);
    if ('unposted' in settled) return passOn('ledger', settled.unposted);
    return settled;
  });
  // In a transaction of the caller's the plan is not on disk yet.
  if (!db.isTransaction) keepPlans(charts, plans);
  return outcome;
}

/**
 * Settles visits of as many different persons by what is confirmed, in one transaction, which costs little more than one; what is refused
 * leaves nothing and the others stand. Null, and nothing written, where they cannot be settled together: each is then to be settled for itself.
 */
export async function settleVisits(
  db: Db,
  charts: Charts,
  commands: readonly SettleCommand[],
): Promise<readonly (Settled | DeskRefused)[] | null> {
  const plans: string[] = [];
  const apart = new Error('not together');
  try {
    const outcomes = await db.transaction().execute(async (trx) => {
      // Planning for these very values costs more than it saves: the statements look up by key and insert.
      const generic = trx.executeQuery(CompiledQuery.raw('set local plan_cache_mode = force_generic_plan'));
      const [said] = await Promise.all([settleWithin(trx, charts, parametersOf(trx), commands, plans), generic]);
      return said.map((one) => {
        if ('unposted' in one) throw apart;
        return one;
      });
    });
    keepPlans(charts, plans);
    return outcomes;
  } catch (error) {
    if (error === apart) return null;
    throw error;
  }
}

function keepPlans(charts: Charts, plans: readonly string[]): void {
  const memory = memoryOf(charts);
  for (const plan of plans) memory.plans.add(plan);
}

/** The books do not take the entries of a settlement: nothing of the transaction may stand. */
interface Unposted {
  readonly unposted: Refusal;
}

interface Decision {
  readonly command: SettleCommand;
  readonly written: Written;
  readonly vouchers: readonly Voucher[];
}

/** What becomes of each; the plans that were used are told in hexadecimal. */
async function settleWithin(
  trx: Trx,
  charts: Charts,
  asked: Promise<ParameterSet>,
  commands: readonly SettleCommand[],
  plans: string[],
): Promise<readonly (Settled | DeskRefused | Unposted)[]> {
  const [standings, parameters] = await Promise.all([
    holdStandings(
      trx,
      commands.map((command) => askedOf(command, command.id)),
    ),
    asked,
  ]);
  const memory = memoryOf(charts);
  const decisions: Decision[] = [];
  const said: (Settled | DeskRefused)[] = [];
  for (const [index, command] of commands.entries()) {
    const made = await decideOne(trx, memory, parameters, command, standings[index] ?? null);
    if (!('written' in made)) {
      said.push(made);
      continue;
    }
    decisions.push(made);
    said.push({ id: command.id, again: false });
  }
  if (decisions.length === 0) return said;
  // The statements follow each other without waiting for an answer between; the books' answer decides whether they stand.
  const [, postings] = await Promise.all([
    writeSettlements(
      trx,
      decisions.map(({ written }) => written),
    ),
    postFreshVouchersWithin(
      trx,
      charts,
      decisions.flatMap(({ command: { today, by, at }, vouchers }) =>
        vouchers.map((voucher) => ({ voucher, today, by, at })),
      ),
    ),
    recordActions(
      trx,
      decisions.map(({ command, written: { settlement } }) =>
        traced(command, 'settlement.make', { department: command.department, funds: Number(settlement.funds) }),
      ),
    ),
  ]);
  const refused = postings.find((posting) => posting.outcome === 'refused');
  if (refused !== undefined) return said.map(() => ({ unposted: refused.refusal }));
  for (const { written } of decisions) {
    if (written.premises !== null && 'plan' in written.premises.how) {
      plans.push(written.premises.how.plan.hash.toString('hex'));
    }
  }
  return said;
}

/** What is to be written for one, or why nothing is: it is refused, or it stands already. */
async function decideOne(
  trx: Trx,
  memory: DeskMemory,
  parameters: ParameterSet,
  command: SettleCommand,
  standing: Standing | null,
): Promise<Decision | Settled | DeskRefused> {
  const { id, today, visit: draft } = command;
  if (standing === null) return personUnknown();
  const fingerprint = fingerprintOf([command.department, draft, command.bill]);
  if (standing.fingerprint !== null) {
    return standing.fingerprint === fingerprint ? { id, again: true } : idUsed(id);
  }
  const decided = await decide(trx, memory, parameters, command, standing);
  if ('refusal' in decided) return decided;
  const { visit, bill, planned, settlement, sets, used } = decided;
  const { derivation, after, ...amounts } = settlement;
  const vouchers = sets.map((one) => ({ ...one, voucher: newId() }));
  const ofAccount = vouchers.find(({ lines }) => lines.some(({ payer }) => payer === 'account'));
  const written: Written = {
    settlement: {
      ...head(command),
      kind: 'settled',
      cancels: null,
      corrects: null,
      scheme: visit.scheme,
      year: after.year,
      institution: draft.institution,
      institution_level: draft.level,
      visit_number: draft.number,
      visit_kind: draft.kind,
      visit_item: draft.item,
      visit_from: draft.from,
      visit_to: draft.to,
      filing: visit.filing,
      care_area: careAreaOf(draft, standing.division ?? ''),
      channel: draft.channel ?? 'direct',
      ...caseColumns(visit, bill),
      ...columnsOf(amounts),
      used_before: usedText(used.used),
      used_after: usedText(after),
      fingerprint,
      reason: '',
    },
    premises: {
      visit: JSON.stringify(visit),
      bill: billText(bill),
      how: {
        plan: planned.kept,
        planKept: memory.plans.has(planned.kept.hash.toString('hex')),
        digest: digestOf(derivation ?? []),
      },
    },
    funds: vouchers.flatMap(({ lines, set, voucher }) => lines.map((line) => ({ ...line, set, voucher }))),
    accumulator: { used: after, version: used.version },
    account:
      ofAccount === undefined
        ? null
        : { id: newId(), amount: settlement.account, set: ofAccount.set, voucher: ofAccount.voucher },
  };
  const text = `待遇核定 ${draft.institution}`;
  return {
    command,
    written,
    vouchers: vouchers.map(({ set, lines, voucher }) => voucherOf(voucher, { set, lines }, today, text)),
  };
}

function voucherOf(id: string, { set, lines }: SetLines, date: DateText, text: string): Voucher {
  return {
    id,
    kind: 'ordinary',
    date,
    text,
    entries: [{ id: newId(), set, reverses: null, legs: fundLegs(lines) }],
  };
}

function askedOf(
  { person, department, visit }: Pick<VisitCommand, 'person' | 'department' | 'visit'>,
  id: string | null,
) {
  const { institution, number, to } = visit;
  return { person, id, department, institution, number, year: Number(to.slice(0, 4)) || 0 };
}

interface Decided {
  readonly visit: VisitCase;
  readonly bill: Bill;
  readonly planned: Planned;
  readonly settlement: Settlement;
  readonly sets: readonly SetLines[];
  readonly used: { readonly used: Accumulators; readonly version: number | null };
}

/** Everything that follows from how things stand, or the first reason why nothing does. */
async function decide(
  db: Db,
  memory: DeskMemory,
  parameters: ParameterSet,
  command: VisitCommand,
  standing: Standing,
): Promise<Decided | DeskRefused> {
  const { department, today } = command;
  const { division } = standing;
  if (division === null) return departmentUnknown(department);
  const visit = decideCase(standing, { area: division }, command.visit, today);
  if ('refusal' in visit) return visit;
  if (standing.settledOn !== null) return settledAlready(command.visit, standing.settledOn);
  const bill = await classified(db, memory, command, standing.imports);
  if ('refusal' in bill) return bill;
  const account = accountProblem(bill.account, { scheme: visit.scheme, balance: standing.balance });
  if (account !== null) return account;
  const year = yearOf(visit.day);
  const used = standing.used.find(({ scheme }) => scheme === visit.scheme) ?? { used: noneUsed(year), version: null };
  const planned = plannedFor(parameters, visit);
  if ('refusal' in planned) return planned;
  const assisted = withElsewhere(bill, visit, standing);
  const settlement = settle(planned.plan, assisted, used.used);
  if ('refusal' in settlement) return ofEngine(settlement);
  const lines = fundLines(visit.scheme, settlement);
  const sets = linesBySet(
    lines,
    await memory.setsFor(
      db,
      department,
      lines.map(({ fund }) => fund),
    ),
  );
  if ('refusal' in sets) return sets;
  return { visit, bill: assisted, planned, settlement, sets, used };
}

/** The bill with what the person's other schemes have used of the year's assistance, where they have. */
function withElsewhere(bill: Bill, visit: VisitCase, standing: Standing): Bill {
  if (visit.categories.length === 0) return bill;
  const others = standing.used.filter(({ scheme }) => scheme !== visit.scheme).map(({ used }) => used);
  const paid = others.reduce((sum, { assistance }) => sum + assistance, 0);
  const threshold = others.reduce((sum, { assistanceThreshold }) => sum + assistanceThreshold, 0);
  return paid === 0 && threshold === 0 ? bill : { ...bill, assistedElsewhere: { threshold, paid } };
}

async function classified(
  db: Db,
  memory: DeskMemory,
  { bill, visit }: VisitCommand,
  imports: number,
): Promise<Bill | DeskRefused> {
  const codes = codesOf(bill);
  const items = codes.size === 0 ? new Map() : await memory.items.of(db, codes, imports);
  return classifiedBill(bill, items, visit);
}

/** A bill whose lines are classified by the catalogue, for a trial: each line has a day of its own, and nothing is settled. */
export async function classifiedByCatalogue(db: Db, bill: ClaimedBill): Promise<Bill | DeskRefused> {
  const codes = codesOf(bill);
  const items: ItemsByCode = codes.size === 0 ? new Map() : await new CatalogueItems().of(db, codes, 0);
  const days = bill.lines.map(({ day }) => day).sort();
  return classifiedBill(bill, items, { from: days[0] ?? '', to: days.at(-1) ?? '' });
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
    const { used, version } = await accumulatorOf(trx, person, scheme, original.year);
    const settlement = settlementOf(original);
    const { after, ...amounts } = cancel(settlement, usedOf(original.used_before), used);
    const funds = await trx
      .selectFrom('settlement_fund')
      .selectAll()
      .where('person_id', '=', person)
      .where('settlement_id', '=', cancels)
      .execute();
    const text = `撤销待遇核定 ${original.institution}`;
    const booked: { line: FundLine; set: string; voucher: string }[] = [];
    for (const [voucherId, rows] of Map.groupBy(funds, ({ voucher_id }) => voucher_id)) {
      const set = rows[0]?.set_id ?? '';
      const lines = rows.map(({ payer, fund, account, amount }) => ({ payer, fund, account, amount }) as FundLine);
      const voucher = await takenBack(trx, {
        person,
        settlement: cancels,
        set,
        voucher: voucherId,
        lines,
        today,
        text,
      });
      const posted = await postVoucherWithin(trx, charts, { voucher, today, by, at });
      if (posted.outcome === 'refused') return passOn('ledger', posted.refusal);
      booked.push(...lines.map((line) => ({ line: { ...line, amount: -line.amount }, set, voucher: voucher.id })));
    }
    const ofAccount = booked.find(({ line }) => line.payer === 'account');
    await writeSettlements(trx, [
      {
        settlement: {
          ...head(command),
          kind: 'cancelled',
          cancels,
          corrects: null,
          scheme,
          year: original.year,
          institution: original.institution,
          institution_level: original.institution_level,
          visit_number: original.visit_number,
          visit_kind: original.visit_kind,
          visit_item: original.visit_item,
          visit_from: original.visit_from,
          visit_to: original.visit_to,
          filing: original.filing,
          care_area: original.care_area,
          channel: original.channel,
          policy_area: original.policy_area,
          member: original.member,
          is_civil_servant: original.is_civil_servant,
          account_offered: original.account_offered,
          extra_infants: original.extra_infants,
          ...columnsOf({ ...amounts, poolRatio: settlement.poolRatio }),
          used_before: usedText(used),
          used_after: usedText(after),
          fingerprint,
          reason,
        },
        premises: null,
        funds: booked.map(({ line, set, voucher }) => ({ ...line, set, voucher })),
        accumulator: { used: after, version },
        account:
          ofAccount === undefined
            ? null
            : { id: newId(), amount: ofAccount.line.amount, set: ofAccount.set, voucher: ofAccount.voucher },
      },
    ]);
    await recordActions(trx, [traced(command, 'settlement.cancel', { cancels, reason, funds: -settlement.funds })]);
    return { id, again: false };
  });
}

interface TakenBack {
  readonly person: string;
  readonly settlement: string;
  readonly set: string;
  readonly voucher: string;
  readonly lines: readonly FundLine[];
  readonly today: DateText;
  readonly text: string;
}

/** The voucher that takes the lines back: the mirror of theirs, or, where that is a whole day's in one, only their part of it. */
async function takenBack(
  trx: Trx,
  { person, settlement, set, voucher, lines, today, text }: TakenBack,
): Promise<Voucher> {
  const shared = await trx
    .selectFrom('settlement_fund')
    .select('payer')
    .where('set_id', '=', set)
    .where('voucher_id', '=', voucher)
    .where(({ or, eb }) => or([eb('person_id', '<>', person), eb('settlement_id', '<>', settlement)]))
    .limit(1)
    .executeTakeFirst();
  if (shared === undefined) {
    const entries = await readEntries(trx, [{ set_id: set, voucher_id: voucher }]);
    return reversalOf(entries, { id: newId(), date: today, text, entryIds: entries.map(() => newId()) });
  }
  const legs = fundLegs(lines.map((line) => ({ ...line, amount: -line.amount })));
  return { id: newId(), kind: 'ordinary', date: today, text, entries: [{ id: newId(), set, reverses: null, legs }] };
}

/** What stands used of a year; none where nothing was settled of it. The person is held. */
export async function accumulatorOf(
  trx: Trx,
  person: string,
  scheme: Scheme,
  year: number,
): Promise<{ readonly used: Accumulators; readonly version: number | null }> {
  const row = await trx
    .selectFrom('settlement_accumulator')
    .select(['used', 'version'])
    .where('person_id', '=', person)
    .where('year', '=', year)
    .where('scheme', '=', scheme)
    .executeTakeFirst();
  if (row === undefined) return { used: noneUsed(year), version: null };
  return { used: row.used as Accumulators, version: row.version };
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
  return hash('sha256', JSON.stringify(content), 'hex');
}

function head({ department, person, id, by, at, today }: SettleCommand | CancelCommand) {
  return { person_id: person, id, department_id: department, settled_on: today, made_by: by, made_at: at };
}

function traced(
  { person, id, by, at }: SettleCommand | CancelCommand,
  action: ActionId,
  detail: TrailDetail,
): TrailEntry {
  return { id: newId(), at, person: by, action, subject: `settlement:${person}/${id}`, detail };
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

function settledAlready({ institution, number }: VisitDraft, on: string): DeskRefused {
  return refuse(
    'visit-settled-already',
    `${institution}就诊号${number}已于${on}结算，不能重复结算。结错的请先撤销，再重新结算。`,
  );
}

/** The bureau; null where there is none. */
export async function departmentOf(db: Db, id: string): Promise<{ readonly area: string } | null> {
  return findDepartment(db, id);
}

/** A refusal where the same visit stands settled. */
export async function standingVisit(
  db: Db,
  { person, visit }: Pick<VisitCommand, 'person' | 'visit'>,
): Promise<DeskRefused | null> {
  const standing = await standingOf(db, askedOf({ person, visit, department: '' }, null));
  return standing?.settledOn == null ? null : settledAlready(visit, standing.settledOn);
}
