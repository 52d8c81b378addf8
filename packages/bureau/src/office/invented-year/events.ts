/**
 * From a plan to the year's events. What the treasury pays is income and expenditure at once; what it left unused last year is
 * spent first (财政应返还额度), what it leaves unused this year is put down on 31 December. Own money comes in before the middle of
 * the year and goes out of the bank after it.
 *
 *     30101 基本工资 120.00 for the year  →  twelve payrolls: 计提 10.00, 财政直接支付 10.00
 *     30217 公务接待费 0.30               →  some receptions, each a voucher of its own
 */
import { type DateText, type Fen, fen, lastDayOf, multiplyFen, subtractFen, sumFen } from '@mingzhang/kernel';
import { type Dimensions, type EventLine, type LedgerEvent } from '@mingzhang/ledger';
import { type Chance } from './chance.ts';
import file from './data/occasions.json' with { type: 'json' };
import { type PlannedIncome, type PlannedSpending, type YearPlan } from './plan.ts';

/** What kind of thing an event is, for the registers that belong to it. */
export type Occasion =
  | 'payroll'
  | 'bonus'
  | 'insurance'
  | 'housing-fund'
  | 'union'
  | 'allowance'
  | 'welfare'
  | 'retirees'
  | 'aid'
  | 'purchase'
  | 'service'
  | 'utility'
  | 'travel'
  | 'abroad'
  | 'meeting'
  | 'training'
  | 'reception'
  | 'vehicle'
  | 'asset'
  | 'works'
  | 'subsidy'
  | 'depreciation'
  | 'income'
  | 'transfer'
  | 'quota';

export interface InventedEvent {
  readonly unit: string;
  readonly occasion: Occasion;
  readonly event: LedgerEvent & { readonly text: string };
}

interface Habit {
  readonly occasion: Occasion;
  /** 12 is every month, 4 every quarter; anything else falls on days here and there. */
  readonly times?: number;
  readonly months?: readonly number[];
  readonly text: string;
  readonly asset?: '1601' | '1701';
}

const habits = file.economy as Readonly<Record<string, Habit | undefined>>;
const classHabits = file.classes as Readonly<Record<string, Habit | undefined>>;
const itemNames = file.items as Readonly<Record<string, string | undefined>>;

/** What is accrued as 应付职工薪酬 before it is paid. */
const accrued: ReadonlySet<Occasion> = new Set(['payroll', 'bonus', 'insurance', 'housing-fund']);

/** Less is not paid in several parts. */
const smallestPart: Fen = 5_000;

/** Depreciated and amortised over five years. */
const monthsOfUse = 60;

/** A payment before it is an event. */
interface Payment {
  readonly month: number;
  readonly day: number;
  readonly habit: Habit;
  readonly text: string;
  readonly spending: PlannedSpending;
  readonly amount: Fen;
  /** Paid from what was left of last year's quota. */
  readonly carried: boolean;
}

/** The year's events, in order of date. */
export function inventedYear(plan: YearPlan, chance: Chance): readonly InventedEvent[] {
  const payments = plan.spending.flatMap((spending) => paymentsOf(spending, chance));
  const paid = withCarriedQuota(plan, payments);
  const events = [
    ...grouped(paid).flatMap((group) => eventsOf(plan, group)),
    ...depreciation(plan, paid),
    ...plan.income.flatMap((income) => incomeEvents(plan, income, chance)),
    ...quotaLeft(plan, paid),
  ];
  return events.sort((a, b) => (a.event.date < b.event.date ? -1 : a.event.date > b.event.date ? 1 : 0));
}

function habitOf(economyCode: string): Habit {
  const habit = habits[economyCode] ?? classHabits[economyCode.slice(0, 3)];
  if (habit === undefined) throw new Error(`no habit for economic code ${economyCode}`);
  return habit;
}

function isOwn({ source }: { readonly source: string }): boolean {
  return source === 'non-fiscal-special' || source === 'non-fiscal-other';
}

/** The payments that a planned spending falls into. */
function paymentsOf(spending: PlannedSpending, chance: Chance): readonly Payment[] {
  const habit = habitOf(spending.economyCode);
  const months = monthsOf(habit, chance, isOwn(spending));
  const amounts = parts(spending.amount, months.length, chance);
  const item = spending.spending === 'project' ? itemNames[spending.functionCode] : undefined;
  return amounts.map((amount, index): Payment => {
    const month = months[index] ?? 12;
    // Pay and contributions have their days, so that a month's are one voucher; other things happen when they happen.
    const day = habit.occasion === 'payroll' ? 12 : accrued.has(habit.occasion) ? 20 : 3 + chance(25);
    const text = habit.text
      .replace('{m}', String(month))
      .replace('{q}', String(Math.ceil(month / 3)))
      .replace('{n}', String(index + 1));
    return {
      month,
      day,
      habit,
      text: item === undefined ? text : `${item}：${text}`,
      spending,
      amount,
      carried: false,
    };
  });
}

/** In which months something happens; own money is spent in the second half of the year. */
function monthsOf({ times = 0, months }: Habit, chance: Chance, own: boolean): readonly number[] {
  const first = own ? 7 : 1;
  const usual = months ?? (times === 12 ? range(1, 12) : times === 4 ? [3, 6, 9, 12] : []);
  const chosen =
    usual.length > 0
      ? usual.filter((month) => month >= first)
      : Array.from({ length: times }, () => first + chance(13 - first)).sort((a, b) => a - b);
  return chosen.length > 0 ? chosen : [12];
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** An amount in parts that are something like equal, in whole yuan but for the last; fewer where it is small. */
function parts(amount: Fen, count: number, chance: Chance): readonly Fen[] {
  const most = Math.max(1, Math.min(count, Math.floor(amount / smallestPart)));
  const weights = Array.from({ length: most }, () => 85 + chance(31));
  const total = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) =>
    fen(Math.floor(multiplyFen(amount, { numerator: weight, denominator: total }) / 100) * 100),
  );
  const last = shares.length - 1;
  return shares.map((share, index) => (index === last ? subtractFen(amount, sumFen(shares.slice(0, last))) : share));
}

/** What was left of last year's quota pays first, for the same item, source and kind of spending. */
function withCarriedQuota({ opening }: YearPlan, payments: readonly Payment[]): readonly Payment[] {
  const left = new Map<string, Fen>();
  for (const line of opening) if (!isOwn(line)) left.set(itemKey(line), (left.get(itemKey(line)) ?? 0) + line.amount);
  return [...payments]
    .sort((a, b) => a.month - b.month || a.day - b.day)
    .flatMap((payment): readonly Payment[] => {
      const key = itemKey(payment.spending);
      const open = left.get(key) ?? 0;
      if (open <= 0 || isOwn(payment.spending)) return [payment];
      const carried = fen(Math.min(open, payment.amount));
      left.set(key, subtractFen(open, carried));
      const rest = subtractFen(payment.amount, carried);
      return [{ ...payment, amount: carried, carried: true }, ...(rest > 0 ? [{ ...payment, amount: rest }] : [])];
    });
}

/** What a sum of money is for: it pays for nothing else. */
type Purpose = Pick<PlannedSpending, 'spending' | 'source' | 'project' | 'counterpart'> & {
  readonly functionCode: string | null;
};

function itemKey({ functionCode, spending, source, project = '' }: Purpose): string {
  return `${functionCode ?? ''} ${spending} ${source} ${project}`;
}

/** The dimensions that its lines bear. */
function dimensionsOf({ functionCode, spending, source, project, counterpart }: Purpose): Dimensions {
  return {
    ...(functionCode === null ? {} : { functionCode }),
    spending,
    source,
    ...(project === undefined ? {} : { project }),
    ...(counterpart === undefined ? {} : { counterpart }),
  };
}

/** Payments of one voucher: pay and contributions of a month together, everything else by itself. */
function grouped(payments: readonly Payment[]): readonly (readonly Payment[])[] {
  const groups = new Map<string, Payment[]>();
  payments.forEach((payment, index) => {
    const { habit, spending, month, carried, text } = payment;
    const together = accrued.has(habit.occasion) && spending.kind === 'ordinary';
    const key = together ? `${habit.occasion} ${month} ${spending.source} ${carried} ${text}` : String(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [payment]);
    else group.push(payment);
  });
  return [...groups.values()];
}

function dateOf(year: number, month: number, day: number): DateText {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 事业单位 choose which expense it is: their business is 业务活动费用. */
function expenseChoice({ nature }: YearPlan): Readonly<Record<string, string>> {
  return nature === 'institution' ? { expense: '5001' } : {};
}

function eventsOf(plan: YearPlan, group: readonly Payment[]): readonly InventedEvent[] {
  const [first] = group;
  if (first === undefined) return [];
  const { habit, month, day, text, spending, carried } = first;
  const { unit, year } = plan;
  const lines = group.map(({ spending: own, amount }) => lineOf(own, amount));
  const date = dateOf(year, month, day);
  const event = (rule: string, occasion: Occasion, words: string, choices: Readonly<Record<string, string>> = {}) => {
    return { unit, occasion, event: { rule, date, text: words, lines, choices } };
  };
  if (spending.kind !== 'ordinary') {
    const rule = {
      remitted: 'remitted-to-superior',
      operating: 'operating-expense-paid',
      subsidised: 'affiliated-subsidised',
    };
    const words = { remitted: '上缴上级款项', operating: '付经营费用', subsidised: '拨付附属单位补助' };
    return [event(rule[spending.kind], 'transfer', words[spending.kind])];
  }
  const own = isOwn(spending);
  if (habit.asset !== undefined) {
    const rule = own
      ? 'asset-bought-from-bank'
      : carried
        ? 'asset-bought-from-carried-quota-by-treasury'
        : 'asset-bought-by-treasury';
    return [event(rule, 'asset', text, { asset: habit.asset })];
  }
  if (accrued.has(habit.occasion) && !carried) {
    const rule = own ? 'accrued-salary-paid-from-bank' : 'accrued-salary-paid-by-treasury';
    return [
      event('salary-accrued', habit.occasion, text.replace(/^(?:发放|缴纳|缴存)/, '计提'), expenseChoice(plan)),
      event(rule, habit.occasion, text),
    ];
  }
  const rule = own
    ? 'expense-paid-from-bank'
    : carried
      ? 'expense-paid-from-carried-quota-by-treasury'
      : 'expense-paid-by-treasury';
  return [event(rule, habit.occasion, text, expenseChoice(plan))];
}

function lineOf(spending: PlannedSpending, amount: Fen): EventLine {
  return { amount, dimensions: { ...dimensionsOf(spending), economyCode: spending.economyCode } };
}

/** Every month from its purchase an asset loses its part; in the financial book alone. */
function depreciation(plan: YearPlan, paid: readonly Payment[]): readonly InventedEvent[] {
  const { unit, year } = plan;
  return (['1601', '1701'] as const).flatMap((asset) => {
    const bought = paid.filter(({ habit, spending }) => habit.asset === asset && spending.kind === 'ordinary');
    const [rule, words] = asset === '1601' ? ['depreciation', '固定资产折旧'] : ['amortisation', '无形资产摊销'];
    return range(1, 12).flatMap((month): readonly InventedEvent[] => {
      const amount = sumFen(
        bought
          .filter((payment) => payment.month <= month)
          .map((payment) => multiplyFen(payment.amount, { numerator: 1, denominator: monthsOfUse })),
      );
      if (amount === 0) return [];
      const date = lastDayOf(dateOf(year, month, 1).slice(0, 7));
      const event = { rule, date, text: `计提${month}月${words}`, lines: [{ amount, dimensions: {} }] };
      return [{ unit, occasion: 'depreciation', event: { ...event, choices: expenseChoice(plan) } }];
    });
  });
}

const incomeRules: Readonly<Record<Exclude<PlannedIncome['kind'], 'appropriation'>, string>> = {
  superior: 'superior-subsidy-received',
  business: 'business-income-received',
  operating: 'operating-income-received',
  affiliated: 'affiliated-remittance-received',
  other: 'other-income-received',
};

/** Own money comes in during the first half of the year. */
function incomeEvents({ unit, year }: YearPlan, income: PlannedIncome, chance: Chance): readonly InventedEvent[] {
  const { kind } = income;
  if (kind === 'appropriation') return [];
  const dimensions = dimensionsOf(income);
  return parts(income.amount, 2, chance).map((amount, index): InventedEvent => {
    const date = dateOf(year, index * 3 + 1 + chance(3), 1 + chance(28));
    return {
      unit,
      occasion: 'income',
      event: { rule: incomeRules[kind], date, text: file.income[kind], lines: [{ amount, dimensions }] },
    };
  });
}

/** What appropriations were not paid out: put down at the end of the year, for the next. */
function quotaLeft({ unit, year, income }: YearPlan, paid: readonly Payment[]): readonly InventedEvent[] {
  const left = new Map<string, { readonly line: PlannedIncome; amount: Fen }>();
  for (const line of income) {
    if (line.kind !== 'appropriation') continue;
    const known = left.get(itemKey(line));
    if (known === undefined) left.set(itemKey(line), { line, amount: line.amount });
    else known.amount += line.amount;
  }
  for (const { spending, amount, carried } of paid) {
    if (carried || isOwn(spending)) continue;
    const known = left.get(itemKey(spending));
    if (known === undefined || known.amount < amount)
      throw new Error(`item ${itemKey(spending)} is paid more than it has`);
    known.amount = subtractFen(known.amount, amount);
  }
  const lines = [...left.values()]
    .filter(({ amount }) => amount !== 0)
    .map(({ line, amount }) => ({ amount, dimensions: dimensionsOf(line) }));
  if (lines.length === 0) return [];
  const text = '确认未用完的财政直接支付额度';
  const event = { rule: 'quota-left-at-year-end', date: dateOf(year, 12, 31), text, lines };
  return [{ unit, occasion: 'quota', event }];
}
