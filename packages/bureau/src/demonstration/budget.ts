/**
 * The demonstration's budget: what the finance office gave at the start of each year, what was carried over, added and moved during
 * it, and every payment of the treasury with the voucher that books it. Documents and payments are decided as the budget desk
 * decides them, one after the other; over a closed year they come to exactly what the plan has.
 */
import { addFen, type DateText, type Fen, fen, multiplyFen, subtractFen, sumFen } from '@mingzhang/kernel';
import { type EventLine } from '@mingzhang/ledger';
import {
  type BudgetDocument,
  type BudgetLine,
  decideCheck,
  decideDocument,
  movementsOf,
} from '../office/budget/decide/document.ts';
import {
  decidePayment,
  decideReservation,
  type PaymentLine,
  paidMovements,
  type Reservation,
  type TreasuryPayment,
} from '../office/budget/decide/payment.ts';
import { type Amounts, amountsOf, totalAmounts } from '../office/budget/decide/position.ts';
import { type BudgetItem, itemKey, type MoneyLevel, type Movement, type Project } from '../office/budget/item.ts';
import { type Chance, type YearPlan } from '../office/invented-year/index.ts';
import { type DemonstrationBooks, type DemonstrationVoucher } from './books.ts';
import { idsFrom, type NewIdOn } from './ids.ts';
import { demonstrationProjects } from './plan.ts';
import { payeeOf } from './suppliers.ts';
import { insertAll, type Loading, type Persons, type Trx, writtenOn } from './write.ts';

export interface DemonstrationBudget {
  readonly unit: string;
  readonly projects: readonly Project[];
  readonly documents: readonly BudgetDocument[];
  readonly payments: readonly { readonly payment: TreasuryPayment; readonly voucher: string | null }[];
  readonly reservations: readonly Reservation[];
}

/** 因公出国, 公务用车, 接待, 会议, 培训: what they may cost is said one by one. */
const costCodes: ReadonlySet<string> = new Set(['30212', '31013', '30231', '30217', '30215', '30216']);

/** Who gives the money of a project, in hundredths of what is given at the start; all else is the county's. */
export const givers: Readonly<
  Record<string, readonly { readonly level: MoneyLevel; readonly direct: boolean; readonly share: number }[]>
> = {
  'XM-YLJZ': [
    { level: 'county', direct: false, share: 38 },
    { level: 'province', direct: false, share: 14 },
    { level: 'central', direct: true, share: 48 },
  ],
  'XM-JMBZ': [
    { level: 'county', direct: false, share: 64 },
    { level: 'province', direct: false, share: 36 },
  ],
};

/** What is moved in October from the one project to the other, in yuan. */
const moved = { from: 'XM-NLTS', to: 'XM-JGFW', yuan: 8_000 } as const;

/** An item of a year and what it is to come to. */
interface YearItem {
  readonly item: BudgetItem;
  readonly opening: Fen;
  readonly given: Fen;
  /** Lines of what is given for “三公”, meetings and training. */
  readonly costs: readonly { readonly economyCode: string; readonly amount: Fen }[];
}

/** The project that a line is for: pay and what else people get is 人员类, the rest of basic expenditure 公用经费. */
function projectFor(unit: string, economyCode: string | undefined, project: string | undefined): string {
  if (project !== undefined) return project;
  const kind = /^30[13]/.test(economyCode ?? '') ? 'RY' : 'GY';
  return `${kind}-${unit === 'demo-bureau' ? '01' : '02'}`;
}

function isFiscal({ source }: { readonly source: string }): boolean {
  return source === 'general-public-budget';
}

/** Own money is not given by the finance office and stands in no document. */
function itemsOf(plan: YearPlan): readonly YearItem[] {
  const items = new Map<string, { item: BudgetItem; opening: Fen; spent: Fen; costs: Map<string, Fen> }>();
  const at = (functionCode: string, project: string) => {
    const item: BudgetItem = { project, functionCode, source: 'general-public-budget' };
    const known = items.get(itemKey(item)) ?? { item, opening: 0, spent: 0, costs: new Map<string, Fen>() };
    items.set(itemKey(item), known);
    return known;
  };
  for (const { functionCode, economyCode, project, amount } of plan.spending.filter(isFiscal)) {
    const known = at(functionCode, projectFor(plan.unit, economyCode, project));
    known.spent = addFen(known.spent, amount);
    if (costCodes.has(economyCode)) known.costs.set(economyCode, addFen(known.costs.get(economyCode) ?? 0, amount));
  }
  for (const { functionCode, project, amount } of plan.opening.filter(isFiscal)) {
    const known = at(functionCode ?? '', projectFor(plan.unit, undefined, project));
    known.opening = addFen(known.opening, amount);
  }
  return [...items.values()].map(({ item, opening, spent, costs }) => {
    const income = plan.income.filter((one) => isFiscal(one) && one.functionCode === item.functionCode);
    const ofProject = income.filter(({ project }) => project === item.project);
    // Basic expenditure leaves nothing, so that what is given for it is what it spends.
    const given = ofProject.length > 0 ? sumFen(ofProject.map(({ amount }) => amount)) : subtractFen(spent, opening);
    return { item, opening, given, costs: [...costs].map(([economyCode, amount]) => ({ economyCode, amount })) };
  });
}

/** Down to whole hundreds of yuan. */
function hundreds(amount: Fen): Fen {
  return fen(Math.floor(amount / 10_000) * 10_000);
}

class Desk {
  readonly projects: readonly Project[];
  readonly documents: BudgetDocument[] = [];
  readonly payments: { readonly payment: TreasuryPayment; readonly voucher: string | null }[] = [];
  readonly reservations: Reservation[] = [];
  private readonly positions = new Map<string, Amounts>();
  private readonly today: DateText;

  constructor(projects: readonly Project[], today: DateText) {
    this.projects = projects;
    this.today = today;
  }

  newYear(): void {
    this.positions.clear();
  }

  /** A document and its approval; nothing where it is still to come or moves nothing. */
  document(draft: BudgetDocument): void {
    if (draft.date > this.today || draft.lines.length === 0) return;
    const { projects, positions, today } = this;
    const decided = decideDocument({ unitKnown: true, today, projects, recorded: [], positions }, draft);
    if (decided.outcome === 'refused') throw new Error(`${draft.number}: ${decided.refusal.message}`);
    const recorded = [{ ...draft, state: 'drafted' as const, madeBy: 'maker' }];
    const checked = decideCheck({ recorded, projects, positions }, draft.id, {
      approved: true,
      reason: '',
      by: 'checker',
    });
    if (checked.outcome !== 'accepted') throw new Error(`${draft.number}: ${checked.refusal.message}`);
    this.documents.push(draft);
    this.move(movementsOf(draft));
  }

  payment(payment: TreasuryPayment, voucher: string | null): void {
    const { projects, positions, today } = this;
    const facts = { unitKnown: true, today, projects, recorded: [], reservations: [], positions };
    const decided = decidePayment(facts, payment);
    if (decided.outcome === 'refused') throw new Error(`${payment.number}: ${decided.refusal.message}`);
    this.payments.push({ payment, voucher });
    this.move(paidMovements(payment));
  }

  reserve(reservation: Reservation): void {
    const { projects, positions } = this;
    const decided = decideReservation({ unitKnown: true, recorded: null, projects, positions }, reservation);
    if (decided.outcome === 'refused') throw new Error(decided.refusal.message);
    this.reservations.push(reservation);
  }

  /** True if so much is still available of an item. */
  has(item: BudgetItem, amount: Fen): boolean {
    return (this.positions.get(itemKey(item))?.available ?? 0) >= amount;
  }

  private move(movements: readonly Movement[]): void {
    for (const [key, of] of Map.groupBy(movements, itemKey)) {
      this.positions.set(key, totalAmounts([this.positions.get(key) ?? amountsOf([]), amountsOf(of)]));
    }
  }
}

/** The budget of a unit over its years, and the treasury's payments through today. */
export function drawUpBudget(
  { unit, years, plans, vouchers }: DemonstrationBooks,
  today: DateText,
  chance: Chance,
): DemonstrationBudget {
  const [first = 0] = years;
  const projects = demonstrationProjects
    .filter((project) => project.unit === unit.id)
    .map(({ code, name, kind, functionCode, topic }): Project => {
      return { code, name, kind, parent: null, functionCode, firstYear: first, lastYear: null, topic };
    });
  const newId = idsFrom(chance);
  const desk = new Desk(projects, today);
  for (const plan of plans) {
    desk.newYear();
    for (const document of documentsOf(plan, newId, chance)) desk.document(document);
    const paid = vouchers.filter(({ paymentOrder, voucher }) => {
      return paymentOrder !== null && voucher.date.startsWith(`${plan.year}-`);
    });
    for (const one of paid) {
      desk.payment(paymentOf(one, newId(one.voucher.date)), one.state === 'booked' ? one.voucher.id : null);
    }
  }
  if (unit.id === 'demo-bureau') underWay(desk, today, newId);
  const { documents, payments, reservations } = desk;
  return { unit: unit.id, projects, documents, payments, reservations };
}

function documentsOf(plan: YearPlan, newId: NewIdOn, chance: Chance): readonly BudgetDocument[] {
  const { year, unit } = plan;
  const items = itemsOf(plan);
  const odd = unit === 'demo-bureau' ? 1 : 2;
  const document = (
    kind: BudgetDocument['kind'],
    [series, number, date, text]: readonly [string, number, DateText, string],
    lines: readonly BudgetLine[],
  ): BudgetDocument => ({
    id: newId(date),
    year,
    kind,
    number: `禾财${series}〔${year}〕${number + odd}号`,
    date,
    text,
    centrallyHeld: false,
    corrects: null,
    lines: lines.filter(({ amount }) => amount !== 0),
  });
  const dealt = items.map((one) => {
    const shift = one.item.project === moved.from ? moved.yuan : one.item.project === moved.to ? -moved.yuan : 0;
    const given = addFen(one.given, fen(shift * 100));
    const start = hundreds(multiplyFen(given, { numerator: 92 + chance(9), denominator: 100 }));
    return { ...one, start, later: subtractFen(given, start), shift };
  });
  const line = ({ item }: YearItem, amount: Fen, more: Partial<BudgetLine> = {}): BudgetLine => {
    return { ...item, economyCode: null, level: 'county', direct: false, amount, ...more };
  };
  const inHalf = dealt.map((one) => hundreds(multiplyFen(one.later, { numerator: 60, denominator: 100 })));
  const higher = (code: string): MoneyLevel => (givers[code] === undefined ? 'county' : 'province');
  return [
    document(
      'carry-over',
      ['预', 0, `${year}-01-02`, '上年结转项目资金'],
      items.map((one) => line(one, one.opening)),
    ),
    document(
      'start',
      ['预', 10, `${year}-01-02`, `批复${year}年部门预算`],
      dealt.flatMap((one) => startLines(one, line)),
    ),
    document(
      'allocation',
      ['社', 40, `${year}-06-14`, '下达医疗保障补助资金'],
      dealt.flatMap((one, index) => {
        const level = higher(one.item.project);
        return level === 'county'
          ? []
          : [line(one, inHalf[index] ?? 0, { level, direct: one.item.project === 'XM-YLJZ' })];
      }),
    ),
    document(
      'addition',
      ['社', 70, `${year}-09-12`, '追加部门预算支出'],
      dealt.map((one, index) => {
        const level = higher(one.item.project);
        return line(one, level === 'county' ? one.later : subtractFen(one.later, inHalf[index] ?? 0), { level });
      }),
    ),
    document(
      'transfer',
      ['预', 90, `${year}-10-16`, '在项目之间调剂'],
      dealt.map((one) => line(one, fen(-one.shift * 100))),
    ),
  ];
}

/** What may be spent on each kind of cost is a little above what is; the rest is given in one. */
function startLines(
  one: YearItem & { readonly start: Fen },
  line: (item: YearItem, amount: Fen, more?: Partial<BudgetLine>) => BudgetLine,
): readonly BudgetLine[] {
  const shared = givers[one.item.project];
  if (shared !== undefined) {
    const parts = shared.map(({ share }) => hundreds(multiplyFen(one.start, { numerator: share, denominator: 100 })));
    const last = shared.length - 1;
    return shared.map(({ level, direct }, index) => {
      const amount = index === last ? subtractFen(one.start, sumFen(parts.slice(0, last))) : (parts[index] ?? 0);
      return line(one, amount, { level, direct });
    });
  }
  const costs = one.costs.map(({ economyCode, amount }) => {
    return { economyCode, amount: hundreds(multiplyFen(amount, { numerator: 106, denominator: 100 }) + 9_900) };
  });
  const rest = subtractFen(one.start, sumFen(costs.map(({ amount }) => amount)));
  return [...costs.map(({ economyCode, amount }) => line(one, amount, { economyCode })), line(one, rest)];
}

function paymentOf(one: DemonstrationVoucher, id: string): TreasuryPayment {
  const { unit, voucher, paymentOrder, lines } = one;
  const { date, text } = voucher;
  return {
    id,
    year: Number(date.slice(0, 4)),
    number: paymentOrder ?? '',
    date,
    kind: 'direct',
    payee: payeeOf(one),
    text,
    orderNumber: `SQ${paymentOrder ?? ''}`,
    refunds: null,
    corrects: null,
    lines: lines.map((line) => paymentLine(unit, line)),
  };
}

function paymentLine(unit: string, { amount, dimensions }: EventLine): PaymentLine {
  const { functionCode = '', economyCode = '', project: named } = dimensions;
  const project = projectFor(unit, economyCode, named);
  const level = givers[project] === undefined ? 'county' : null;
  return { project, functionCode, economyCode, source: 'general-public-budget', level, amount };
}

/**
 * Of the month under way: a payment that nobody has drawn a voucher up for, and an order that is not yet paid; while there is
 * money for them.
 */
function underWay(desk: Desk, today: DateText, newId: NewIdOn): void {
  const year = Number(today.slice(0, 4));
  const lines: readonly PaymentLine[] = [
    {
      project: 'GY-01',
      functionCode: '2101501',
      economyCode: '30207',
      source: 'general-public-budget',
      level: 'county',
      amount: 86_000,
    },
  ];
  const number = `${year}0190001`;
  const text = '付政务专线网络费';
  const payment: TreasuryPayment = {
    id: newId(today),
    year,
    number,
    date: today,
    kind: 'direct',
    payee: '禾丰县通信服务中心',
    text,
    orderNumber: `SQ${number}`,
    refunds: null,
    corrects: null,
    lines,
  };
  if (lines.every((line) => desk.has(line, line.amount))) desk.payment(payment, null);
  const order = {
    project: 'XM-NLTS',
    functionCode: '2101506',
    source: 'general-public-budget',
    amount: 1_860_000,
  } as const;
  const orderNumber = `SQ${year}0190002`;
  if (desk.has(order, order.amount)) desk.reserve({ id: newId(today), year, orderNumber, lines: [order] });
}

/** Writes the projects, the documents with their approvals, and the payments with what books them. */
export async function writeBudget(
  trx: Trx,
  { unit, projects, documents, payments, reservations }: DemonstrationBudget,
  { maker, checker }: Persons,
  { at: loaded }: Loading,
): Promise<void> {
  const on = (date: string, hour = 8): string => writtenOn(date, hour, loaded);
  const own = { unit_id: unit };
  const first = documents[0]?.date ?? '2000-01-01';
  await insertAll(
    trx,
    'budget_project',
    projects.map(({ code, name, kind, functionCode, firstYear, topic }) => {
      const years = { first_year: firstYear, last_year: null, parent: null };
      return {
        ...own,
        code,
        name,
        kind,
        function_code: functionCode,
        ...years,
        topic,
        added_by: maker,
        added_at: on(first, 7),
      };
    }),
  );
  const years = [...new Set(documents.map(({ year }) => year))];
  await insertAll(
    trx,
    'budget_year',
    years.map((year) => ({ ...own, year })),
  );
  await insertAll(
    trx,
    'budget_document',
    documents.map(({ id, year, kind, number, date, text, centrallyHeld }) => {
      const made = { corrects: null, import_id: null, made_by: maker, made_at: on(date) };
      return { ...own, id, year, kind, number, date, text, centrally_held: centrallyHeld, ...made };
    }),
  );
  await insertAll(
    trx,
    'budget_line',
    documents.flatMap(({ id, lines }) =>
      lines.map(({ project, functionCode, economyCode, source, level, direct, amount }, index) => {
        const item = { project, function_code: functionCode, economy_code: economyCode, source };
        return { ...own, document_id: id, line: index + 1, ...item, level, direct, amount };
      }),
    ),
  );
  await insertAll(
    trx,
    'budget_check',
    documents.map(({ id, date }) => {
      return {
        ...own,
        document_id: id,
        approved: true,
        reason: '',
        checked_by: checker,
        checked_at: on(date, 9),
      };
    }),
  );
  await writePayments(trx, own, payments, maker, on);
  await insertAll(
    trx,
    'payment_reservation',
    reservations.map(({ id, year, orderNumber }) => {
      return { ...own, id, year, order_number: orderNumber, made_by: maker, made_at: on(dayOf(payments)) };
    }),
  );
  await insertAll(
    trx,
    'payment_reservation_line',
    reservations.flatMap(({ id, lines }) =>
      lines.map(({ project, functionCode, source, amount }, index) => {
        return { ...own, reservation_id: id, line: index + 1, project, function_code: functionCode, source, amount };
      }),
    ),
  );
}

function dayOf(payments: DemonstrationBudget['payments']): DateText {
  return payments.at(-1)?.payment.date ?? '2000-01-01';
}

async function writePayments(
  trx: Trx,
  own: { readonly unit_id: string },
  payments: DemonstrationBudget['payments'],
  maker: string,
  on: (date: string, hour: number) => string,
): Promise<void> {
  await insertAll(
    trx,
    'treasury_payment',
    payments.map(({ payment }) => {
      const { id, year, number, date, kind, payee, text, orderNumber } = payment;
      const made = { refunds: null, corrects: null, import_id: null, made_by: maker, made_at: on(date, 7) };
      return { ...own, id, year, number, date, kind, payee, text, order_number: orderNumber, ...made };
    }),
  );
  await insertAll(
    trx,
    'treasury_payment_line',
    payments.flatMap(({ payment }) =>
      payment.lines.map(({ project, functionCode, economyCode, source, level, amount }, index) => {
        const item = { project, function_code: functionCode, economy_code: economyCode, source, level, amount };
        return { ...own, payment_id: payment.id, line: index + 1, ...item };
      }),
    ),
  );
  await insertAll(
    trx,
    'payment_booking',
    payments.flatMap(({ payment, voucher }) =>
      voucher === null
        ? []
        : [
            {
              ...own,
              payment_id: payment.id,
              voucher_id: voucher,
              booked_by: maker,
              booked_at: on(payment.date, 10),
            },
          ],
    ),
  );
}
