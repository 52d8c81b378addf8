/**
 * A department set up in the database so that its year is what a real bureau has published: books with a voucher for every event,
 * budget documents and payments, registers, cards, contracts, people, declared figures, and the department's texts – each entered
 * through the use case that people enter it through.
 *
 * What nobody publishes is chosen: on which days, under which 款 project money was spent, who works there, from whom was bought.
 */
import { type StatementFacts } from '@mingzhang/disclosure';
import { type DateText, type Fen, fen, type Month, sumFen } from '@mingzhang/kernel';
import { type AccountSet, type EventLine } from '@mingzhang/ledger';
import { newId, type Store } from '@mingzhang/store';
import { addAccountSet, addDepartment, addUnit, Charts, postManyWithin } from '../src/books/index.ts';
import { checkDeclaration, type DeclarationKind, declareFigure, parseCoordinates } from '../src/figures/index.ts';
import {
  addProject,
  type BudgetDocument,
  type BudgetLine,
  bookVoucher,
  checkDocument,
  checkVoucher,
  closeMonth,
  drawUpDocument,
  enterAcceptance,
  enterApprovedPosts,
  enterCard,
  enterContract,
  enterInternalOffice,
  enterPayment,
  enterPlan,
  enterRecord,
  enterStaffEvent,
  enterStatistic,
  inventedYear,
  keepAttachment,
  listAssetVouchers,
  listProcurementVouchers,
  listVoucherParts,
  openMonth,
  type Post,
  type Project,
  type Purchase,
  plansOfFacts,
  postUnitYearEnd,
  purchases,
  type Register,
  recordPayment,
  seededChance,
  submitVoucher,
  tieRecord,
  type YearPlan,
} from '../src/office/index.ts';
import { writeText } from '../src/publication/index.ts';

/** People's ids; that they are two is all that matters here. */
export const maker = '018f0000-0000-7000-8000-0000000000b1';
export const checker = '018f0000-0000-7000-8000-0000000000b2';

/** 万元 with as many decimals as are printed, in fen. */
const wan = (amount: number): Fen => fen(Math.round(amount * 1_000_000));

interface PublishedProject {
  /** The item whose project money it is. */
  readonly functionCode: string;
  readonly name: string;
  /** The catalogue's topic under which it is published. */
  readonly topic: string;
  /** Where it is budgeted in parts, by the government that gives them; in yuan. */
  readonly parts?: readonly ProjectPart[];
}

interface ProjectPart {
  readonly name: string;
  readonly level: 'central' | 'province' | 'county';
  readonly yuan: number;
}

/** What a published document tells beside its tables, in 万元 and numbers. */
export interface PublishedYear {
  readonly template: string;
  readonly nature: 'administrative' | 'institution';
  readonly projects: readonly PublishedProject[];
  /** 年初预算 by 项, as printed. */
  readonly startBudget: Readonly<Record<string, number>>;
  /** Of a project's annual budget by 项, what was not spent; everything else was adjusted to what it came to. */
  readonly unspent?: Readonly<Record<string, number>>;
  /** Budgets of “三公”, meetings and training by 款, as printed. */
  readonly costBudget: Readonly<Record<string, number>>;
  /** Of project money, what the text says was spent on these 款: the tables do not. */
  readonly projectCosts?: Readonly<Record<string, number>>;
  readonly receptions: { readonly batches: number; readonly guests: number } | null;
  readonly meetings: { readonly held: number; readonly participants: number } | null;
  readonly trainings: { readonly held: number; readonly participants: number } | null;
  /** Vehicles in use whose running the treasury pays. */
  readonly vehicles: number;
  readonly procurement: Readonly<Partial<Record<Purchase, number>>>;
  readonly supplier: 'large' | 'small';
  readonly offices: readonly string[];
  readonly posts: Readonly<Partial<Record<Post, number>>>;
  readonly staff: Readonly<Partial<Record<Post, number>>>;
  readonly retired: { readonly ordinary: number; readonly cadres: number };
  /** Declared figures of the year: 'insured-persons scheme=employee' → value in the figure's unit. */
  readonly declared: Readonly<Record<string, string>>;
  /** What the year before was published with, likewise. */
  readonly stored: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, string>>;
}

interface SetUp {
  readonly db: Store['db'];
  readonly department: string;
  readonly unit: string;
  readonly year: number;
  readonly today: DateText;
  readonly at: Date;
}

/** Sets the department up and closes the year; `accounts` are the facts behind its published tables. */
export async function setUpPublishedYear(
  db: Store['db'],
  published: PublishedYear,
  { department, accounts }: { readonly department: string; readonly accounts: StatementFacts },
): Promise<StatementFacts> {
  const { year, department: name } = accounts;
  const unit = `${department}-unit`;
  const today: DateText = `${year + 1}-01-15`;
  const setUp: SetUp = { db, department, unit, year, today, at: new Date(`${today}T08:00:00Z`) };
  await addDepartment(db, { id: department, name, area: '990103' });
  await addUnit(db, { id: unit, department, name, nature: published.nature, position: 1 });
  const facts = withProjectCosts(accounts, published.projectCosts ?? {});
  const [whole] = plansOfFacts(facts, [{ unit, nature: published.nature, keeps: () => true }]);
  if (whole === undefined) throw new Error('no plan');
  const plan = inParts(whole, published.projects);
  const charts = new Charts();
  await keepBooks(setUp, charts, published, plan);
  await enterStaff(setUp, published);
  await enterCards(setUp);
  await enterRegisters(setUp, published);
  await enterProcurement(setUp, published);
  await closeBooks(setUp, charts);
  await declare(setUp, 'declared', year, published.declared);
  await declare(setUp, 'stored', year - 1, published.stored);
  await inTransaction(db, async (trx) => {
    for (const [key, text] of Object.entries({ ...published.parts, offices: published.offices.join('\n') }))
      must(await writeText(trx, { department, year, kind: 'part', key, text }, { person: maker, at: setUp.at, today }));
  });
  return facts;
}

export function must<Outcome extends object>(outcome: Outcome): Outcome {
  if ('refusal' in outcome) throw new Error((outcome.refusal as { readonly message: string }).message);
  return outcome;
}

type Trx = Parameters<Parameters<ReturnType<Store['db']['transaction']>['execute']>[0]>[0];

export function inTransaction<T>(db: Store['db'], run: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(run);
}

/** Moves what the text says was spent on some 款 out of the largest line of project money; no printed cell changes. */
function withProjectCosts(facts: StatementFacts, costs: Readonly<Record<string, number>>): StatementFacts {
  let expenditure = facts.expenditure;
  for (const [economyCode, amount] of Object.entries(costs)) {
    const [from] = expenditure
      .filter(({ kind, fund }) => kind === 'project' && fund === 'general')
      .toSorted((a, b) => b.amount - a.amount);
    if (from === undefined) throw new Error('no project money');
    const moved = wan(amount);
    expenditure = [
      ...expenditure.map((line) => (line === from ? { ...line, amount: line.amount - moved } : line)),
      { ...from, economyCode, amount: moved },
    ];
  }
  return { ...facts, expenditure };
}

/** Money of a project that is budgeted in parts comes and goes by its parts, one after the other as far as each reaches. */
function inParts(plan: YearPlan, projects: readonly PublishedProject[]): YearPlan {
  let { income, spending } = plan;
  for (const { functionCode, parts = [] } of projects) {
    if (parts.length === 0) continue;
    const deal = <Line extends { readonly project?: string; readonly amount: Fen }>(lines: readonly Line[]): Line[] => {
      const left = parts.map(({ yuan }) => yuan * 100);
      return lines.flatMap((line) => {
        if (line.project !== specific(functionCode)) return [line];
        let open = line.amount;
        return left.flatMap((most, at) => {
          const amount = Math.min(open, most);
          left[at] = most - amount;
          open -= amount;
          return amount === 0 ? [] : [{ ...line, project: partCode(functionCode, at), amount }];
        });
      });
    };
    [income, spending] = [deal(income), deal(spending)];
  }
  return { ...plan, income, spending };
}

function partCode(functionCode: string, at: number): string {
  return `${specific(functionCode)}-${at + 1}`;
}

const personnel = 'RY-01';
const running = 'GY-01';

/** Pay and what else people get is 人员类, the rest of basic expenditure 公用经费. */
function projectFor(economyCode: string, project: string | undefined): string {
  return project ?? (/^30[13]/.test(economyCode) ? personnel : running);
}

interface BudgetItemOfYear {
  readonly project: string;
  readonly functionCode: string;
  readonly spent: Fen;
}

async function keepBooks(setUp: SetUp, charts: Charts, published: PublishedYear, plan: YearPlan): Promise<void> {
  const { db, unit, year, today, at } = setUp;
  const sets: AccountSet[] = [];
  for (const book of ['financial', 'budgetary'] as const) {
    const draft = { id: `${unit}-${book}`, unit, book, firstMonth: `${year}-01` };
    const added = await addAccountSet(db, draft);
    if ('refusal' in added) throw new Error(added.refusal.message);
    sets.push(added.set);
  }
  for (let month = 1; month <= 12; month += 1) {
    const command = { unit, month: monthOf(year, month), today, person: maker, at };
    must(await inTransaction(db, (trx) => openMonth(trx, charts, command)));
  }
  await takeOverAssets(setUp, charts, published, sets);
  await giveBudget(setUp, published, plan);
  let number = 0;
  await inTransaction(db, async (trx) => {
    for (const { event } of inventedYear(plan, seededChance(year))) {
      number += 1;
      const byTreasury = event.rule.endsWith('-by-treasury');
      const paymentOrder = byTreasury ? `${year}01${String(number).padStart(5, '0')}` : null;
      if (paymentOrder !== null) await pay(trx, setUp, paymentOrder, event.date, event.text ?? '', event.lines);
      const id = newId();
      const content = { rule: event.rule, lines: event.lines, choices: event.choices ?? {} };
      const submission = { id, unit, date: event.date, text: event.text, content, paymentOrder, maker, at, today };
      must(await submitVoucher(trx, submission));
      must(await checkVoucher(trx, { unit, id, person: checker, at, today }));
      must(await bookVoucher(trx, charts, { unit, id, person: maker, at, today }));
    }
  });
}

function monthOf(year: number, month: number): Month {
  return `${year}-${String(month).padStart(2, '0')}`;
}

async function pay(
  trx: Trx,
  { unit, year, today, at }: Omit<SetUp, 'department'>,
  number: string,
  date: DateText,
  text: string,
  lines: readonly EventLine[],
): Promise<void> {
  const payment = {
    id: newId(),
    year,
    number,
    date,
    kind: 'direct' as const,
    payee: '收款单位',
    text,
    orderNumber: null,
    refunds: null,
    corrects: null,
    lines: lines.map(({ amount, dimensions: { functionCode = '', economyCode = '', project } }) => ({
      project: projectFor(economyCode, project),
      functionCode,
      economyCode,
      source: 'general-public-budget' as const,
      level: null,
      amount,
    })),
  };
  accepted(await recordPayment(trx, { unitId: unit, today, payment, by: maker, at }));
}

/** A budget and its payments without books: what the money of an evaluation is read from. */
export async function giveAndPay(
  { db, unit, year, today, at }: Omit<SetUp, 'department'>,
  given: readonly {
    readonly project: Project;
    readonly functionCode: string;
    readonly economyCode: string;
    readonly amount: Fen;
  }[],
): Promise<void> {
  const date: DateText = `${year}-06-20`;
  const document = {
    id: newId(),
    year,
    kind: 'start' as const,
    number: `财预〔${year}〕1号`,
    date: `${year}-01-02`,
    text: '',
    centrallyHeld: false,
    corrects: null,
    lines: given.map(({ project, functionCode, amount }) => budgetLine(project.code, functionCode, null, amount)),
  };
  await inTransaction(db, async (trx) => {
    for (const { project } of given) accepted(await addProject(trx, { unitId: unit, project, by: maker, at }));
    accepted(await drawUpDocument(trx, { unitId: unit, document, today, by: maker, at }));
    const check = { unitId: unit, documentId: document.id, approved: true, reason: '', by: checker, at };
    accepted(await checkDocument(trx, check));
    for (const [index, { project, functionCode, economyCode, amount }] of given.entries())
      await pay(trx, { db, unit, year, today, at }, `${year}010000${index + 1}`, date, '全年支付', [
        { amount, dimensions: { functionCode, economyCode, project: project.code } },
      ]);
  });
}

function accepted(decision: { readonly outcome: string; readonly refusal?: { readonly message: string } }): void {
  if (decision.outcome !== 'accepted') throw new Error(decision.refusal?.message ?? decision.outcome);
}

/** Projects, the start budget as published, and what was added or taken back until the year came out as it did. */
async function giveBudget(setUp: SetUp, published: PublishedYear, plan: YearPlan): Promise<void> {
  const { db, unit, year, today, at } = setUp;
  const items = itemsOf(plan);
  const codes = [
    ...new Set([...items.map(({ project }) => project), ...Object.keys(published.startBudget).map(specific)]),
  ];
  const partsOf = new Map(published.projects.map(({ functionCode, parts = [] }) => [functionCode, parts]));
  const projects = codes.flatMap((code): readonly Project[] => {
    const common = { code, parent: null, firstYear: year, lastYear: null };
    if (code === personnel)
      return [{ ...common, name: '人员经费', kind: 'personnel', functionCode: null, topic: null }];
    if (code === running)
      return [{ ...common, name: '公用经费', kind: 'public-running', functionCode: null, topic: null }];
    const functionCode = code.slice(3, 10);
    if (code !== specific(functionCode)) return [];
    const known = published.projects.find((one) => one.functionCode === functionCode);
    const whole = { ...common, kind: 'specific' as const, functionCode, topic: known?.topic ?? null };
    const parts = (partsOf.get(functionCode) ?? []).map(({ name }, at): Project => {
      return { ...whole, name, code: partCode(functionCode, at), parent: code, lastYear: year };
    });
    return [{ ...whole, name: known?.name ?? `${functionCode}项目` }, ...parts];
  });
  const starts = startLines(items, published);
  const adjusted = new Map<string, { line: BudgetLine; left: Fen }>();
  for (const { project, functionCode, spent } of items) {
    const line = budgetLine(project, functionCode, null, 0);
    const unspent = project === specific(functionCode) ? wan(published.unspent?.[functionCode] ?? 0) : 0;
    adjusted.set(`${project} ${functionCode}`, { line, left: spent + unspent });
  }
  for (const start of starts) {
    const key = `${start.project} ${start.functionCode}`;
    const known = adjusted.get(key) ?? { line: { ...start, economyCode: null }, left: 0 };
    adjusted.set(key, { ...known, left: known.left - start.amount });
  }
  // What a project is given in parts is not adjusted.
  const adjusting = [...adjusted.values()].filter(({ line }) => (partsOf.get(line.functionCode) ?? []).length === 0);
  const later = adjusting.map(({ line, left }) => ({ ...line, amount: left }));
  const document = (kind: BudgetDocument['kind'], number: number, date: DateText, lines: readonly BudgetLine[]) => ({
    id: newId(),
    year,
    kind,
    number: `财预〔${year}〕${number}号`,
    date,
    text: '',
    centrallyHeld: false,
    corrects: null,
    lines,
  });
  const documents = [
    document('start', 1, `${year}-01-02`, starts),
    document(
      'addition',
      61,
      `${year}-09-12`,
      later.filter(({ amount }) => amount > 0),
    ),
    document(
      'reduction',
      88,
      `${year}-11-20`,
      later.filter(({ amount }) => amount < 0),
    ),
  ];
  await inTransaction(db, async (trx) => {
    for (const project of projects) accepted(await addProject(trx, { unitId: unit, project, by: maker, at }));
    for (const one of documents.filter(({ lines }) => lines.length > 0)) {
      accepted(await drawUpDocument(trx, { unitId: unit, document: one, today, by: maker, at }));
      const check = { unitId: unit, documentId: one.id, approved: true, reason: '', by: checker, at };
      accepted(await checkDocument(trx, check));
    }
  });
}

function specific(functionCode: string): string {
  return `XM-${functionCode}`;
}

function itemsOf({ spending, opening }: YearPlan): readonly BudgetItemOfYear[] {
  if (opening.length > 0) throw new Error('a published year that begins with balances is not covered');
  const spent = Map.groupBy(
    spending,
    ({ economyCode, project, functionCode }) => `${projectFor(economyCode, project)} ${functionCode}`,
  );
  return [...spent].map(([key, lines]) => {
    const [project = '', functionCode = ''] = key.split(' ');
    return { project, functionCode, spent: sumFen(lines.map(({ amount }) => amount)) };
  });
}

function budgetLine(
  project: string,
  functionCode: string,
  economyCode: string | null,
  amount: Fen,
  level: BudgetLine['level'] = 'county',
): BudgetLine {
  const source = 'general-public-budget' as const;
  return { project, functionCode, source, economyCode, level, direct: false, amount };
}

/** An item's start budget goes to what spends most of it; what a kind of cost may come to stands on a line of its own. */
function startLines(
  items: readonly BudgetItemOfYear[],
  { startBudget, costBudget, projects }: PublishedYear,
): readonly BudgetLine[] {
  let costs = Object.entries(costBudget);
  return Object.entries(startBudget)
    .toSorted(([, a], [, b]) => b - a)
    .flatMap(([functionCode, amount]) => {
      if (amount === 0) return [];
      const { parts = [] } = projects.find((one) => one.functionCode === functionCode) ?? {};
      if (parts.length > 0)
        return parts.map(({ level, yuan }, at) =>
          budgetLine(partCode(functionCode, at), functionCode, null, yuan * 100, level),
        );
      const [most] = items.filter((one) => one.functionCode === functionCode).toSorted((a, b) => b.spent - a.spent);
      const project = most?.project ?? specific(functionCode);
      // Receptions and the like are of the bureau's own work.
      const named = functionCode.startsWith('21015') || functionCode === '2100101' ? costs : [];
      if (named.length > 0) costs = [];
      const of = project === personnel ? running : project;
      const lines = named.map(([code, cost]) => budgetLine(of, functionCode, code, wan(cost)));
      const rest = wan(amount) - sumFen(lines.map((line) => line.amount));
      return [...lines, budgetLine(project, functionCode, null, rest)];
    });
}

/** What stood in the rooms before these books began: desks, and the vehicles that are still kept. */
async function takeOverAssets(
  { db, unit, year, today, at }: SetUp,
  charts: Charts,
  { vehicles }: PublishedYear,
  sets: readonly AccountSet[],
): Promise<void> {
  const financial = sets.find(({ book }) => book === 'financial');
  if (financial === undefined) throw new Error('no financial book');
  const cost = wan(1.2) + vehicles * wan(16);
  const cards = [
    { name: '办公桌椅', category: 'furniture', cost: wan(1.2), plate: null },
    ...Array.from({ length: vehicles }, (_, at) => {
      return { name: '公务用车', category: 'vehicle', cost: wan(16), plate: `测A${String(at + 1).padStart(5, '0')}` };
    }),
  ];
  await inTransaction(db, async (trx) => {
    const legs = [
      { account: '1601', side: 'debit', amount: cost, dimensions: {} },
      { account: '3001', side: 'credit', amount: cost, dimensions: {} },
    ] as const;
    const date: DateText = `${year}-01-01`;
    const entries = [{ id: newId(), set: financial.id, reverses: null, legs }];
    const opening = { id: newId(), kind: 'opening' as const, date, text: '期初余额：固定资产', entries, at };
    await postManyWithin(trx, charts, [opening], { today, by: maker });
  });
  for (const [index, { plate, ...card }] of cards.entries()) {
    const vehicle = plate === null ? null : ('other' as const);
    const whole = {
      ...card,
      id: newId(),
      number: `GD-${String(index + 1).padStart(4, '0')}`,
      quantity: 1,
      acquiredOn: `${year - 1}-12-20`,
      acquisition: 'opening' as const,
      voucher: null,
      lifeMonths: plate === null ? 180 : 96,
      accumulatedAtOpening: 0,
      plate,
      vehicleUse: vehicle,
      fiscalVehicle: plate === null ? null : true,
      custodian: '办公室',
    };
    must(await enterCard(db, { unit, id: whole.id, card: whole, today, by: maker, at }));
  }
}

/** A card for what was bought in the year. */
async function enterCards({ db, unit, today, at }: SetUp): Promise<void> {
  for (const [index, voucher] of (await listAssetVouchers(db, unit)).entries()) {
    const card = {
      id: newId(),
      number: `GD-1${String(index + 1).padStart(3, '0')}`,
      name: '办公设备',
      category: 'office-equipment',
      quantity: Math.max(1, Math.round(voucher.amount / wan(0.4))),
      cost: voucher.amount,
      acquiredOn: voucher.date,
      acquisition: 'bought' as const,
      voucher: voucher.id,
      lifeMonths: 72,
      accumulatedAtOpening: 0,
      plate: null,
      vehicleUse: null,
      fiscalVehicle: null,
      custodian: '办公室',
    };
    must(await enterCard(db, { unit, id: card.id, card, today, by: maker, at }));
  }
}

/** So many records of a register over the vouchers that paid for them, each tied to the last fen. */
async function enterRegister(
  { db, unit, year, today, at }: SetUp,
  register: Register,
  { held, persons }: { readonly held: number; readonly persons: number },
  record: (turn: number, persons: number) => object,
): Promise<void> {
  const vouchers = (await listVoucherParts(db, { unit, register, year })).map(({ id, date, amount, tied }) => {
    return { id, date, left: amount - tied };
  });
  const total = sumFen(vouchers.map(({ left }) => left));
  for (let turn = 0; turn < held; turn += 1) {
    const share = (whole: number): number =>
      Math.floor((whole * (turn + 1)) / held) - Math.floor((whole * turn) / held);
    let cost = share(total);
    const first = vouchers.find(({ left }) => left > 0);
    const id = newId();
    const date = first?.date ?? `${year}-06-18`;
    const common = { unit, id, register, date, cost };
    const entered = { ...common, ...record(turn, share(persons)) } as Parameters<typeof enterRecord>[1]['record'];
    must(
      await enterRecord(db, {
        record: 'until' in entered ? { ...entered, until: date } : entered,
        today,
        by: maker,
        at,
      }),
    );
    for (const voucher of vouchers) {
      const amount = Math.min(voucher.left, cost);
      if (amount <= 0) continue;
      must(await tieRecord(db, { unit, id: newId(), record: id, voucher: voucher.id, amount, by: maker, at }));
      voucher.left -= amount;
      cost -= amount;
    }
  }
}

async function enterRegisters(setUp: SetUp, published: PublishedYear): Promise<void> {
  const { receptions, meetings, trainings, vehicles } = published;
  if (receptions !== null)
    await enterRegister(
      setUp,
      'reception',
      { held: receptions.batches, persons: receptions.guests },
      (turn, persons) => ({
        kind: 'domestic',
        guests: `邻县医疗保障局（第${turn + 1}批）`,
        reason: '交流经办和监管业务',
        host: '办公室',
        letter: `来函${turn + 1}号`,
        persons,
        escorts: 1,
      }),
    );
  for (const [register, events] of [
    ['meeting', meetings],
    ['training', trainings],
  ] as const) {
    if (events === null) continue;
    const name = register === 'meeting' ? '征缴工作部署会' : '基层经办业务培训';
    await enterRegister(setUp, register, { held: events.held, persons: events.participants }, (turn, persons) => ({
      name: `${name}（第${turn + 1}次）`,
      content: name,
      place: '会议室',
      until: '',
      persons,
    }));
  }
  if (vehicles > 0) {
    const cards = await vehicleCards(setUp);
    await enterRegister(setUp, 'vehicle', { held: vehicles * 2, persons: 0 }, (turn) => ({
      vehicle: cards[turn % cards.length] ?? '',
      kind: turn % 2 === 0 ? 'fuel' : 'repair',
      note: '',
    }));
  }
}

async function vehicleCards({ db, unit }: SetUp): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('asset_card')
    .select('id')
    .where('unit_id', '=', unit)
    .where('vehicle_use', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** For each kind of purchase a plan, a contract, its acceptance, and vouchers of the year as its payments. */
async function enterProcurement(setUp: SetUp, { procurement, supplier }: PublishedYear): Promise<void> {
  const { db, unit, year, today, at } = setUp;
  const common = { unit, today, by: maker, at };
  for (const purchase of purchases) {
    const amount = wan(procurement[purchase] ?? 0);
    const document = `${year}年政府采购信息统计报表`;
    must(await enterStatistic(db, { ...common, id: newId(), year, purchase, amount, explanation: '', document }));
    if (amount === 0) continue;
    const plan = newId();
    const named = { name: `${year}年集中采购（${purchase}）`, purchase, amount, reserved: 'none' as const, document };
    must(await enterPlan(db, { ...common, id: plan, year, ...named }));
    const contract = newId();
    const signed = {
      plan,
      number: `HT-${year}-${purchase}`,
      name: named.name,
      supplier: '某供应商',
      supplierSize: supplier,
      signedOn: `${year}-01-02`,
      amount,
      deposit: 0,
    };
    must(await enterContract(db, { ...common, id: contract, ...signed }));
    const report = `验收单${purchase}`;
    must(await enterAcceptance(db, { ...common, id: newId(), contract, date: `${year}-12-28`, amount, report }));
    let left = amount;
    for (const voucher of await listProcurementVouchers(db, unit)) {
      if (left === 0 || !/购|印制|付委托|付\d+月临聘|付日常|付设备/.test(voucher.text)) continue;
      const part = Math.min(left, voucher.amount - voucher.tied);
      if (part <= 0) continue;
      must(await enterPayment(db, { ...common, id: newId(), contract, voucher: voucher.id, amount: part }));
      left -= part;
    }
    if (left > 0) throw new Error(`nothing in the books pays for ${left} of ${purchase}`);
  }
}

async function enterStaff(setUp: SetUp, { offices, posts, staff, retired }: PublishedYear): Promise<void> {
  const { db, unit, year, today, at } = setUp;
  const common = { unit, today, by: maker, at };
  const from: DateText = `${year - 3}-03-01`;
  const document = '机构编制文件';
  for (const name of offices) must(await enterInternalOffice(db, { ...common, id: newId(), name, from, document }));
  for (const [post, count] of Object.entries(posts) as [Post, number][])
    must(await enterApprovedPosts(db, { ...common, id: newId(), post, from, count, document }));
  const enter = async (name: string, kind: 'joined' | 'took-over-retired' | 'took-over-cadre', post: Post | null) => {
    const event = { date: from, kind, post, rank: post === null ? null : ('other' as const), document: '' };
    must(await enterStaffEvent(db, { ...common, id: newId(), person: newId(), name, ...event }));
  };
  for (const [post, count] of Object.entries(staff) as [Post, number][])
    for (let turn = 1; turn <= count; turn += 1) await enter(`职工${post}${turn}`, 'joined', post);
  for (let turn = 1; turn <= retired.ordinary; turn += 1) await enter(`退休人员${turn}`, 'took-over-retired', null);
  for (let turn = 1; turn <= retired.cadres; turn += 1) await enter(`离休人员${turn}`, 'took-over-cadre', null);
}

async function closeBooks({ db, unit, year, today, at }: SetUp, charts: Charts): Promise<void> {
  for (let month = 1; month <= 12; month += 1) {
    const command = { unit, today, at };
    if (month === 12)
      must(await inTransaction(db, (trx) => postUnitYearEnd(trx, charts, { ...command, year, person: checker })));
    const closing = { ...command, month: monthOf(year, month), person: checker };
    must(await inTransaction(db, (trx) => closeMonth(trx, charts, closing)));
  }
}

/** Declares figures on a sheet, one by one, and has another person check each. */
export async function declare(
  { db, department, today, at }: SetUp,
  kind: DeclarationKind,
  year: number,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const text = Object.entries(values)
    .map(([key, value]) => `${key}\t${value}\n`)
    .join('');
  const register = kind === 'stored' ? `${year}年度部门决算` : '业务统计台账';
  const attachmentHash = await keepAttachment(db, {
    name: `${register}.txt`,
    mediaType: 'text/plain',
    bytes: new TextEncoder().encode(`${department} ${today}\n${text}`),
    by: maker,
    at,
  });
  await inTransaction(db, async (trx) => {
    for (const [key, value] of Object.entries(values)) {
      const [figure = '', ...pairs] = key.split(' ');
      const coordinates = parseCoordinates(pairs.join(' '));
      if (coordinates === null) throw new Error(`no coordinates: ${key}`);
      const end: DateText = `${year}-12-31`;
      const draft = {
        id: newId(),
        department,
        kind,
        figure,
        at: coordinates,
        period: { from: `${year}-01-01`, to: end },
        cutOff: { kind: 'year-end' as const, date: end },
        value,
        denominator: null,
        sourceRegister: register,
        attachmentHash,
        replaces: null,
        maker,
      };
      must(await declareFigure(trx, draft, at, () => false));
      must(await checkDeclaration(trx, { department, id: draft.id, person: checker, at }));
    }
  });
}
