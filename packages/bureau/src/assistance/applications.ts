/**
 * 依申请救助 on the database: each step holds the application, and the approval pays – the identity, the amount by the engine, the
 * difference in the settlement desk with its entries, and whom to pay, in one transaction.
 */
import { type DateText, type Fen, formatYuan, type ParameterSet, yearOf } from '@mingzhang/kernel';
import {
  assistYear,
  type Category,
  explainForStaff,
  noneUsed,
  type VisitCase,
  type YearAssisted,
} from '@mingzhang/policy';
import { newId } from '@mingzhang/store';
import { decideChecking, type IdentityKey, maskedAccount, sealText } from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { enterCategory, findInsured, type InsuredPerson, policyAreaOf } from '../registry/index.ts';
import { adjustSettlement, type YearBurden, yearBurden } from '../settlement/index.ts';
import {
  type ApplicationDraft,
  type ApplicationState,
  type ApplicationStep,
  type Attachment,
  applicantCategories,
  applicationProblem,
  idProblem,
  shareProblem,
  stepProblem,
  textProblem,
} from './decide.ts';
import { type Letter, letterOf } from './letters.ts';
import {
  type Db,
  type Done,
  departmentProblem,
  fingerprintOf,
  type Hand,
  idUsed,
  type Trx,
  trace,
  within,
} from './recording.ts';
import { type AssistanceRefused, refuse } from './refusals.ts';

export interface ApplyCommand extends Hand, ApplicationDraft {
  readonly person: string;
}

/** Takes an application in. */
export async function applyForAssistance(
  db: Db,
  key: IdentityKey,
  command: ApplyCommand,
): Promise<Done | AssistanceRefused> {
  const { id, department, person, by, at, today, attachments, payee, ...facts } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  return within(db, async (trx): Promise<Done | AssistanceRefused> => {
    const place = await departmentProblem(trx, department);
    if (place !== null) return place;
    const fingerprint = fingerprintOf([department, person, attachments, payee, { ...facts, id: undefined }]);
    const before = await trx
      .selectFrom('assistance_application')
      .select('fingerprint')
      .where('id', '=', id)
      .executeTakeFirst();
    if (before !== undefined) return before.fingerprint === fingerprint ? { id, again: true } : idUsed(id);
    const problem = applicationProblem(command, today);
    if (problem !== null) return problem;
    if ((await findInsured(trx, person)) === null) return personUnknown();
    const written = await trx
      .insertInto('assistance_application')
      .values({
        id,
        department_id: department,
        person_id: person,
        year: facts.year,
        category: facts.category,
        household_size: facts.householdSize,
        household_income: facts.householdIncome,
        household_expense: facts.householdExpense,
        facts: facts.facts,
        payee_name: payee.name,
        payee_bank: payee.bank,
        payee_account: sealText(key, payee.account),
        submitted_on: facts.submittedOn,
        state: 'submitted',
        fingerprint,
        made_by: by,
        made_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (written === undefined) {
      return refuse(
        'application-standing',
        `此人${facts.year}年已有一件救助申请在办，没有受理；请在那一件上继续办理，或先撤回。`,
      );
    }
    await trx
      .insertInto('assistance_attachment')
      .values(attachments.map(({ sha256, name }) => ({ application_id: id, sha256, name })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await step(trx, command, 'submitted', '', '');
    await trace(trx, command, 'assistance.make', `assistance:${id}`, { step: 'submitted', person, year: facts.year });
    return { id, again: false };
  });
}

export interface StepCommand extends Hand {
  /** Of the township or civil affairs; the reason of a rejection or withdrawal. */
  readonly text: string;
}

/** The township has looked at it. */
export function checkApplication(db: Db, command: StepCommand): Promise<Done | AssistanceRefused> {
  return act(db, command, 'checked', async (trx) => {
    const problem = textProblem({ 核查意见文件: command.text });
    if (problem !== null) return problem;
    await move(trx, command, 'checked', { document: command.text });
    return null;
  });
}

/** Civil affairs has recognised the person; the identity holds from that day on and is known from then. */
export function recogniseApplication(db: Db, command: StepCommand): Promise<Done | AssistanceRefused> {
  return act(db, command, 'recognised', async (trx, application) => {
    const problem = textProblem({ 认定文件: command.text });
    if (problem !== null) return problem;
    const { by, at, today } = command;
    const person = await findInsured(trx, application.person);
    const { category } = application;
    const held = person?.categories.some(
      (one) => one.category === category && one.from <= today && (one.to ?? today) >= today,
    );
    if (held !== true) {
      const entered = await enterCategory(trx, {
        person: application.person,
        id: newId(),
        by,
        at,
        today,
        category,
        from: today,
        knownSince: today,
        document: command.text,
      });
      if ('refusal' in entered) return { refusal: { list: 'registry', ...entered.refusal } } as AssistanceRefused;
    }
    await move(trx, command, 'recognised', { document: command.text });
    return null;
  });
}

export function withdrawApplication(db: Db, command: StepCommand): Promise<Done | AssistanceRefused> {
  return act(db, command, 'withdrawn', async (trx) => {
    const problem = textProblem({ 撤回原因: command.text });
    if (problem !== null) return problem;
    await move(trx, command, 'withdrawn', { reason: command.text });
    return null;
  });
}

export interface ReviewApplicationCommand extends StepCommand {
  readonly decision: 'approve' | 'return' | 'reject';
  /** Id of the difference that an approval books. */
  readonly settlement: string;
}

/** The bureau's review by another person: pays, sends back to the recognition, or rejects. */
export function reviewApplication(
  db: Db,
  charts: Charts,
  parameters: ParameterSet,
  command: ReviewApplicationCommand,
): Promise<Done | AssistanceRefused> {
  const { decision } = command;
  const what = decision === 'approve' ? 'approved' : decision === 'return' ? 'returned' : 'rejected';
  return act(db, command, what, async (trx, application) => {
    const same = decideChecking({ maker: application.madeBy, checker: command.by, what: '这件救助申请' });
    if (same !== null) return { refusal: { list: 'access', ...same.refusal } };
    if (decision !== 'approve') {
      const problem = textProblem({ 理由: command.text });
      if (problem !== null) return problem;
      await move(trx, command, decision === 'return' ? 'returned' : 'rejected', { reason: command.text });
      return null;
    }
    return pay(trx, charts, parameters, command, application);
  });
}

async function pay(
  trx: Trx,
  charts: Charts,
  parameters: ParameterSet,
  command: ReviewApplicationCommand,
  application: Application,
): Promise<AssistanceRefused | null> {
  const { department, by, at, today, settlement } = command;
  const assisted = await assistanceOf(trx, parameters, application, { department, today });
  if ('refusal' in assisted) return assisted;
  const { visit, burden, paid, threshold, derivation } = assisted;
  const nothing = noneUsed(application.year);
  const booked = await adjustSettlement(trx, charts, {
    department,
    person: application.person,
    id: settlement,
    corrects: null,
    visit,
    visitKind: visit.kind,
    institution: '依申请医疗救助',
    number: command.id,
    from: `${application.year}-01-01`,
    to: visit.day,
    amounts: {
      total: 0,
      own: 0,
      overLimit: 0,
      firstPay: 0,
      inScope: 0,
      deductible: 0,
      poolRatio: null,
      pool: 0,
      criticalIllness: 0,
      largeAmount: 0,
      civilServant: 0,
      assistance: paid,
      cadre: 0,
      funds: paid,
      hospitalBorne: 0,
      personal: -paid,
      account: 0,
      cash: -paid,
    },
    use: { before: nothing, after: { ...nothing, assistance: paid, assistanceThreshold: threshold } },
    derivation,
    reason: `依申请救助（${applicantCategories[application.category]}）`,
    by,
    at,
    today,
  });
  if ('refusal' in booked) return booked;
  await trx
    .insertInto('settlement_payee')
    .columns(['person_id', 'settlement_id', 'name', 'bank', 'account_sealed'])
    .expression((from) =>
      from
        .selectFrom('assistance_application')
        .select((select) => [
          'person_id',
          select.cast<string>(select.val(settlement), 'uuid').as('settlement_id'),
          'payee_name',
          'payee_bank',
          'payee_account',
        ])
        .where('id', '=', command.id),
    )
    .execute();
  await trx
    .updateTable('assistance_application')
    .set({ state: 'approved', burden, paid, settlement_id: settlement })
    .where('id', '=', command.id)
    .execute();
  await step(trx, command, 'approved', '', '');
  await trace(trx, command, 'assistance.review', `assistance:${command.id}`, { step: 'approved', paid });
  return null;
}

export interface Assisted extends YearAssisted, Pick<YearBurden, 'burden'> {
  readonly visit: VisitCase;
}

/** What an application would draw today. */
async function assistanceOf(
  db: Db,
  parameters: ParameterSet,
  application: Pick<Application, 'person' | 'year' | 'category' | 'householdIncome'>,
  { department, today }: Pick<Hand, 'department' | 'today'>,
): Promise<Assisted | AssistanceRefused> {
  const person = await findInsured(db, application.person);
  const place = await db.selectFrom('department').select('area').where('id', '=', department).executeTakeFirst();
  if (person === null || place === undefined) return personUnknown();
  const visit = caseOf(person, place.area, application, today);
  if ('refusal' in visit) return visit;
  const { burden, assisted } = await yearBurden(db, application.person, application.year);
  const share = parameters.find(visit.area, 'assistance/application/burden-share-of-income', visit.day);
  const short = shareProblem(application, burden, share.kind === 'in-force' ? Number(share.value) : null);
  if (short !== null) return short;
  const answer = assistYear(parameters, visit, Math.max(0, burden), assisted);
  if ('refusal' in answer) return { refusal: { list: 'policy', id: answer.refusal, message: answer.message } };
  if (answer.paid === 0) {
    return refuse(
      'nothing-to-pay',
      `此人${application.year}年扣除起付标准和已经救助的以后，没有可以救助的金额；请核对当年的结算和限额。`,
    );
  }
  return { ...answer, burden, visit };
}

/** The case of the year: by the scheme of the last cover in it, on its last day or today. */
function caseOf(
  { spells, name }: InsuredPerson,
  division: string,
  { year, category }: Pick<Application, 'year' | 'category'>,
  today: DateText,
): VisitCase | AssistanceRefused {
  const day = yearOf(today) === year ? today : `${year}-12-31`;
  const spell = spells.findLast(
    ({ from, to, area }) => area === division && from <= day && (to === null || to >= `${year}-01-01`),
  );
  const area = policyAreaOf(division);
  if (spell === undefined || area === null) {
    return refuse(
      'not-insured-in-year',
      `${name}${year}年没有在本统筹区（${division}）参保，没有可以救助的结算；请到参保地申请。`,
    );
  }
  return {
    area,
    scheme: spell.scheme,
    kind: 'inpatient',
    member: spell.member,
    day,
    level: '',
    categories: [category],
    filing: 'local',
    civilServant: false,
    item: '',
  };
}

interface Application {
  readonly person: string;
  readonly year: number;
  readonly category: Category & keyof typeof applicantCategories;
  readonly householdIncome: Fen;
  readonly state: ApplicationState;
  readonly madeBy: string;
}

async function act(
  db: Db,
  command: Hand,
  what: Exclude<ApplicationStep, 'submitted'>,
  run: (trx: Trx, application: Application) => Promise<AssistanceRefused | null>,
): Promise<Done | AssistanceRefused> {
  return within(db, async (trx): Promise<Done | AssistanceRefused> => {
    const row =
      idProblem(command.id) === null
        ? await trx
            .selectFrom('assistance_application')
            .selectAll()
            .where('id', '=', command.id)
            .where('department_id', '=', command.department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    if (row === undefined) return refuse('record-unknown', '没有这件救助申请，请从列表中选取。');
    const application: Application = {
      person: row.person_id,
      year: row.year,
      category: row.category as Application['category'],
      householdIncome: row.household_income,
      state: row.state as ApplicationState,
      madeBy: row.made_by,
    };
    const refused = stepProblem(application.state, what) ?? (await run(trx, application));
    return refused ?? { id: command.id, again: false };
  });
}

/** `returned` goes back to where civil affairs recognises. */
async function move(
  trx: Trx,
  command: Hand,
  what: Exclude<ApplicationStep, 'submitted' | 'approved'>,
  { document = '', reason = '' }: { readonly document?: string; readonly reason?: string },
): Promise<void> {
  const state: ApplicationState = what === 'returned' ? 'checked' : what;
  await trx.updateTable('assistance_application').set({ state }).where('id', '=', command.id).execute();
  await step(trx, command, what, document, reason);
  const action = what === 'returned' || what === 'rejected' ? 'assistance.review' : 'assistance.make';
  await trace(trx, command, action, `assistance:${command.id}`, { step: what, document, reason });
}

async function step(
  trx: Trx,
  { id, by, at, today }: Hand,
  what: ApplicationStep,
  document: string,
  reason: string,
): Promise<void> {
  const last = await trx
    .selectFrom('assistance_step')
    .select(({ fn }) => fn.max('ordinal').as('ordinal'))
    .where('application_id', '=', id)
    .executeTakeFirst();
  await trx
    .insertInto('assistance_step')
    .values({
      application_id: id,
      ordinal: Number(last?.ordinal ?? 0) + 1,
      step: what,
      made_on: today,
      made_by: by,
      made_at: at,
      document,
      reason,
    })
    .execute();
}

function personUnknown(): AssistanceRefused {
  const message = '没有这位参保人员，请先按姓名或身份证号查找。';
  return { refusal: { list: 'registry', id: 'person-unknown', message } };
}

export interface ListedApplication {
  readonly id: string;
  readonly department: string;
  readonly person: string;
  readonly name: string;
  readonly year: number;
  readonly category: string;
  readonly state: ApplicationState;
  readonly submittedOn: DateText;
  readonly paid: Fen | null;
}

export interface ApplicationDetail extends ListedApplication {
  readonly householdSize: number;
  readonly householdIncome: Fen;
  readonly householdExpense: Fen;
  readonly facts: string;
  readonly payee: ApplicationDraft['payee'];
  readonly attachments: readonly Attachment[];
  readonly burden: Fen | null;
  readonly settlement: string | null;
  readonly steps: readonly {
    readonly step: ApplicationStep;
    readonly on: DateText;
    readonly at: Date;
    readonly by: string;
    readonly document: string;
    readonly reason: string;
  }[];
  /** What it would draw today, while it waits for the review. */
  readonly expected: { readonly burden: Fen; readonly paid: Fen; readonly staff: readonly string[] } | null;
  /** Why it would draw nothing today. */
  readonly obstacle: string | null;
  readonly letter: Letter | null;
}

const listedAtMost = 500;

export async function listApplications(
  db: Db,
  { department, state }: { readonly department?: string | undefined; readonly state?: ApplicationState | undefined },
): Promise<readonly ListedApplication[]> {
  let query = rowsOf(db).orderBy('a.submitted_on', 'desc').orderBy('a.id', 'desc').limit(listedAtMost);
  if (department !== undefined) query = query.where('a.department_id', '=', department);
  if (state !== undefined) query = query.where('a.state', '=', state);
  return (await query.execute()).map(listed);
}

export async function findApplication(
  db: Db,
  key: IdentityKey,
  parameters: ParameterSet,
  { id, today }: Pick<Hand, 'id' | 'today'>,
): Promise<ApplicationDetail | null> {
  if (idProblem(id) !== null) return null;
  const row = await rowsOf(db).where('a.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const attachments = await db
    .selectFrom('assistance_attachment')
    .select(['sha256', 'name'])
    .where('application_id', '=', id)
    .orderBy('name')
    .execute();
  const steps = (
    await db
      .selectFrom('assistance_step')
      .select(['step', 'made_on as on', 'made_at as at', 'made_by as by', 'document', 'reason'])
      .where('application_id', '=', id)
      .orderBy('ordinal')
      .execute()
  ).map((one) => ({ ...one, step: one.step as ApplicationStep }));
  const application = {
    person: row.person_id,
    year: row.year,
    category: row.category as Application['category'],
    householdIncome: row.household_income,
  };
  const expected =
    row.state === 'recognised'
      ? await assistanceOf(db, parameters, application, { department: row.department_id, today })
      : null;
  const payee = { name: row.payee_name, bank: row.payee_bank, account: maskedAccount(key, row.payee_account) };
  const whole = {
    ...listed(row),
    householdSize: row.household_size,
    householdIncome: row.household_income,
    householdExpense: row.household_expense,
    facts: row.facts,
    payee,
    attachments,
    burden: row.burden,
    settlement: row.settlement_id,
    steps,
    expected:
      expected === null || 'refusal' in expected
        ? null
        : { burden: expected.burden, paid: expected.paid, staff: explainForStaff(expected.derivation) },
    obstacle: expected !== null && 'refusal' in expected ? expected.refusal.message : null,
  };
  return { ...whole, letter: letterFor(whole, row.departmentName) };
}

/** The letter that the state calls for. */
function letterFor(found: Omit<ApplicationDetail, 'letter'>, department: string): Letter | null {
  const last = found.steps.at(-1);
  const common = {
    name: found.name,
    submittedOn: found.submittedOn,
    year: String(found.year),
    department,
    date: last?.on ?? '',
    reason: last?.reason ?? '',
  };
  switch (found.state) {
    case 'approved':
      return letterOf('application-approved', {
        ...common,
        category: applicantCategories[found.category as keyof typeof applicantCategories],
        document: found.steps.findLast(({ step: what }) => what === 'recognised')?.document ?? '',
        burden: formatYuan(found.burden ?? 0),
        paid: formatYuan(found.paid ?? 0),
        bank: found.payee.bank,
        accountEnd: found.payee.account.slice(-4),
      });
    case 'rejected':
      return letterOf('application-rejected', common);
    case 'withdrawn':
      return letterOf('application-withdrawn', common);
    default:
      return null;
  }
}

function rowsOf(db: Db) {
  return db
    .selectFrom('assistance_application as a')
    .innerJoin('insured_person as p', 'p.id', 'a.person_id')
    .innerJoin('department as d', 'd.id', 'a.department_id')
    .selectAll('a')
    .select(['p.name', 'd.name as departmentName']);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function listed(row: Row): ListedApplication {
  return {
    id: row.id,
    department: row.department_id,
    person: row.person_id,
    name: row.name,
    year: row.year,
    category: row.category,
    state: row.state as ApplicationState,
    submittedOn: row.submitted_on,
    paid: row.paid,
  };
}
