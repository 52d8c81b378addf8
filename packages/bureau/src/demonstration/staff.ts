/**
 * The demonstration's people at work: posts, offices, what each is paid, and the payroll of every month. The runs are decided as the
 * office decides them; what they come to is what the plan appropriates for pay, and their vouchers are the month's.
 */
import { type DateText, fen, type Month, monthOf, monthsBetween, sumFen, yearOf } from '@mingzhang/kernel';
import { type Chance, type InventedEvent, type PlannedSpending } from '../office/invented-year/index.ts';
import { type ParameterValue, parameters } from '../office/parameters/decide.ts';
import {
  decideRun,
  itemProblem,
  type PayrollItem,
  type PayrollLine,
  payrollVouchers,
  payrollVoucherText,
} from '../office/payroll/decide.ts';
import { unitFunctions } from '../office/payroll/items.ts';
import {
  eventProblem,
  type Person,
  type Post,
  type Rank,
  type StaffEvent,
  standingOn,
} from '../office/staff/decide.ts';
import { idsFrom, type NewIdOn } from './ids.ts';
import { type DemonstrationUnit } from './plan.ts';
import { insertAll, type Persons, type Trx, writtenOn } from './write.ts';

/** Somebody and their monthly pay in yuan at the start. */
interface Member {
  readonly name: string;
  readonly post: Post | null;
  readonly rank?: Rank;
  readonly since: DateText;
  readonly pay: Readonly<Record<string, number>>;
  /** Months since the books began at which something happens to them. */
  readonly retires?: number;
  readonly transferredOut?: number;
  readonly joins?: number;
  readonly welfare?: boolean;
}

interface Establishment {
  readonly posts: Readonly<Partial<Record<Post, number>>>;
  readonly offices: readonly string[];
  readonly members: readonly Member[];
  /** Paid once in these months: of one month's basic pay so many per cent. */
  readonly bonus: Readonly<Record<number, number>>;
}

const establishments: Readonly<Record<string, Establishment>> = {
  'demo-bureau': {
    posts: { administrative: 10, workman: 1 },
    offices: ['办公室', '待遇保障和医药服务管理股', '基金监管和规划财务股'],
    bonus: { 1: 100, 7: 240, 12: 240 },
    members: [
      member('贺长清', 'administrative', '2003-07-01', [4_860, 3_480], 'section-chief'),
      member('周慎行', 'administrative', '2006-08-01', [4_390, 3_160], 'deputy-section-chief'),
      member('秦望舒', 'administrative', '2008-09-01', [4_210, 3_050], 'deputy-section-chief'),
      member('林知微', 'administrative', '2012-10-01', [3_670, 2_720], 'other'),
      member('苏映川', 'administrative', '2015-07-01', [3_380, 2_590], 'other'),
      member('邵庭芳', 'administrative', '2011-11-01', [3_740, 2_760], 'other'),
      member('武安澜', 'administrative', '2016-08-01', [3_310, 2_540], 'other'),
      member('丁一鸣', 'administrative', '2018-09-01', [3_090, 2_430], 'other'),
      { ...member('陶承志', 'administrative', '1988-12-01', [4_980, 3_390], 'other'), retires: 20 },
      { ...member('柳青禾', 'administrative', '2015-07-01', [2_760, 2_280], 'other'), joins: 30 },
      member('石国梁', 'workman', '2004-03-01', [3_020, 2_150]),
      retired('方德厚', '2016-05-01'),
      retired('姚秀云', '2019-02-01'),
    ],
  },
  'demo-centre': {
    posts: { institution: 9 },
    offices: ['综合科', '参保征缴科', '待遇结算科'],
    bonus: {},
    members: [
      member('高牧之', 'institution', '2007-05-01', [3_560, 1_180, 3_720], 'other'),
      member('罗小满', 'institution', '2017-09-01', [2_640, 960, 2_980], 'other'),
      member('夏采薇', 'institution', '2013-07-01', [2_980, 1_040, 3_240], 'other'),
      member('江照野', 'institution', '2019-10-01', [2_480, 920, 2_840], 'other'),
      member('温如许', 'institution', '2010-03-01', [3_190, 1_090, 3_420], 'other'),
      member('白露晴', 'institution', '2018-08-01', [2_560, 940, 2_900], 'other'),
      member('顾南乔', 'institution', '2014-12-01', [2_900, 1_020, 3_170], 'other'),
      { ...member('韩闻笙', 'institution', '2012-06-01', [3_060, 1_060, 3_300], 'other'), transferredOut: 17 },
      { ...member('陆初阳', 'institution', '2015-07-01', [2_310, 880, 2_700], 'other'), joins: 31 },
      { name: '孟小舟', post: null, since: '2019-06-01', pay: {}, welfare: true },
      retired('唐淑芬', '2017-11-01'),
    ],
  },
};

function member(name: string, post: Post, since: DateText, pay: readonly number[], rank?: Rank): Member {
  const [basic = 0, allowance = 0, performance] = pay;
  return {
    name,
    post,
    since,
    ...(rank === undefined ? {} : { rank }),
    pay: performance === undefined ? { basic, allowance, 'other-wages': 200 } : { basic, allowance, performance },
  };
}

function retired(name: string, since: DateText): Member {
  return { name, post: null, since, pay: { 'retired-pension': 1_080 } };
}

/** Rates of a county: what two people of the unit answer for before pay is reckoned. */
const rates: Readonly<Record<string, string>> = {
  'medical-employer': '0.075',
  'civil-medical-employer': '0.02',
  'unemployment-employer': '0.005',
  'unemployment-person': '0.005',
  'injury-employer': '0.002',
  housing: '0.1',
};

type Known<T> = T & { readonly id: string };

export interface DemonstrationRun {
  readonly id: string;
  readonly month: Month;
  readonly date: DateText;
  readonly lines: readonly PayrollLine[];
}

export interface DemonstrationStaff {
  readonly unit: string;
  readonly from: DateText;
  readonly parameters: readonly Known<ParameterValue>[];
  readonly posts: readonly { readonly id: string; readonly post: Post; readonly count: number }[];
  readonly offices: readonly { readonly id: string; readonly name: string }[];
  readonly persons: readonly (Omit<Person, 'events'> & {
    readonly events: readonly Known<StaffEvent & { document: string }>[];
  })[];
  readonly items: readonly Known<PayrollItem>[];
  /** Of every month of the years, also of those that are still to come. */
  readonly runs: readonly DemonstrationRun[];
}

/** Everybody of a unit and the payroll of its years. */
export function demonstrationStaff(
  unit: DemonstrationUnit,
  years: readonly number[],
  chance: Chance,
): DemonstrationStaff {
  const establishment = establishments[unit.id];
  const [first = 0] = years;
  if (establishment === undefined) throw new Error(`nobody works for ${unit.id}`);
  const from: DateText = `${first}-01-01`;
  const newId = idsFrom(chance);
  const values = parameters.map(({ key, value, source }): Known<ParameterValue> => {
    const own = { id: newId(from), key, from, value: value ?? rates[key] ?? '', confirmedBy: 'checker' };
    return { ...own, source: value === null ? `禾医保发〔${first - 1}〕6号` : source };
  });
  const people = establishment.members.map((one) => peopleOf(one, establishment, years, newId));
  const persons = people.map(({ person }) => person);
  const items = people.flatMap((one) => one.items);
  const last = years.at(-1) ?? first;
  const runs = monthsBetween(`${first}-01`, `${last}-12`).map((month): DemonstrationRun => {
    const date: DateText = `${month}-12`;
    const id = newId(date);
    const facts = { month, persons, items, parameters: values, today: date, runs: [] };
    const decided = decideRun({ id, month, kind: 'regular', reason: '' }, facts);
    if ('refusal' in decided) throw new Error(decided.refusal.message);
    return { id, month, date, lines: decided.lines };
  });
  return {
    unit: unit.id,
    from,
    parameters: values,
    posts: Object.entries(establishment.posts).map(([post, count]) => ({ id: newId(from), post: post as Post, count })),
    offices: establishment.offices.map((name) => ({ id: newId(from), name })),
    persons,
    items,
    runs,
  };
}

function peopleOf(one: Member, { bonus }: Establishment, years: readonly number[], newId: NewIdOn) {
  const [first = 0] = years;
  const monthAfter = (months: number): Month =>
    `${first + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  const begins: Month = one.joins === undefined ? `${first}-01` : monthAfter(one.joins);
  const id = newId(`${begins}-01`);
  const events: Known<StaffEvent & { document: string }>[] = [];
  const happens = (date: DateText, kind: StaffEvent['kind'], document: string): void => {
    const inPost = kind === 'joined';
    const event = {
      id: newId(date),
      date,
      kind,
      post: inPost ? one.post : null,
      rank: inPost ? (one.rank ?? null) : null,
    };
    const problem = eventProblem({ ...event, document }, { name: one.name, events }, { today: date, closed: null });
    if (problem !== null) throw new Error(problem.refusal.message);
    events.push({ ...event, document });
  };
  const since = one.joins === undefined ? one.since : (`${begins}-06` as DateText);
  const document = (year: string, number: number): string => `禾人社〔${year}〕${number}号`;
  if (one.welfare === true) happens(since, 'public-welfare', document(since.slice(0, 4), 31));
  else if (one.post === null) happens(since, 'took-over-retired', document(since.slice(0, 4), 12));
  else happens(since, 'joined', document(since.slice(0, 4), 8));
  if (one.retires !== undefined) {
    const month = monthAfter(one.retires);
    happens(`${month}-01`, 'retired', document(month.slice(0, 4), 44));
  }
  if (one.transferredOut !== undefined) {
    const month = monthAfter(one.transferredOut);
    happens(`${month}-25`, 'transferred-out', document(month.slice(0, 4), 27));
  }
  const person = { id, name: one.name, events };
  const items: Known<PayrollItem>[] = [];
  const enter = (item: string, month: Month, yuan: number, once = false): void => {
    const entered = { id: newId(`${month}-01`), person: id, item, from: month, once, amount: fen(yuan * 100) };
    const state = standingOn(events, `${month}-28`);
    const problem = itemProblem({ ...entered, source: itemSource }, { name: one.name, state });
    if (problem !== null) throw new Error(problem.refusal.message);
    items.push(entered);
  };
  for (const year of years) {
    const month: Month = year === yearOf(`${begins}-01`) ? begins : `${year}-01`;
    if (year < yearOf(`${begins}-01`)) continue;
    const standing = standingOn(events, `${month}-28`)?.standing;
    if (standing === 'gone' || standing === 'public-welfare') continue;
    const pay = Object.entries(one.pay).map(([item, yuan]) => [item, grownPay(item, yuan, year - first)] as const);
    const retiredNow = standing === 'retired' && one.post !== null;
    if (retiredNow) continue;
    for (const [item, yuan] of pay) enter(item, month, yuan);
    if (standing !== 'in-post') continue;
    const wages = pay.reduce((sum, [, yuan]) => sum + yuan, 0);
    for (const base of ['base-pension', 'base-medical', 'base-housing']) enter(base, month, wages);
    if (wages > 6_500) enter('income-tax', month, Math.round((wages - 6_500) / 10) * 2);
    for (const [number, percent] of Object.entries(bonus)) {
      const paid: Month = `${year}-${number.padStart(2, '0')}`;
      if (paid < month || standingOn(events, `${paid}-28`)?.standing !== 'in-post') continue;
      const basic = pay.find(([item]) => item === 'basic')?.[1] ?? 0;
      enter('bonus', paid, Math.round((basic * percent) / 1_000) * 10, true);
    }
  }
  if (one.retires !== undefined) {
    const month = monthAfter(one.retires);
    enter('retired-pension', month, 1_080);
    // What retired people get is free of tax; what was withheld from wages ends with them.
    if (items.some(({ item }) => item === 'income-tax')) enter('income-tax', month, 0);
  }
  return { person, items };
}

const itemSource = '工资审批表';

/** Every January basic pay goes up a grade; the rest stays. */
function grownPay(item: string, yuan: number, years: number): number {
  return item === 'basic' || item === 'performance' ? yuan + Math.round((yuan * years * 2) / 1_000) * 10 : yuan;
}

function codesOf({ nature }: DemonstrationUnit) {
  const functions = unitFunctions[nature];
  if (functions === undefined) throw new Error(`no codes for pay of ${nature}`);
  return { ...functions, project: null };
}

/** What the runs of a year come to, by item and 款. */
export function payrollSpending(
  unit: DemonstrationUnit,
  { runs }: DemonstrationStaff,
  year: number,
): readonly PlannedSpending[] {
  const lines = runs
    .filter(({ month }) => yearOf(`${month}-01`) === year)
    .flatMap((run) => payrollVouchers(run.lines, codesOf(unit)).filter(({ purpose }) => purpose !== 'accrual'))
    .flatMap((voucher) => voucher.lines);
  const groups = Map.groupBy(lines, ({ dimensions }) => `${dimensions.functionCode} ${dimensions.economyCode}`);
  return [...groups].sort().map(([key, group]): PlannedSpending => {
    const [functionCode = '', economyCode = ''] = key.split(' ');
    const amount = sumFen(group.map((line) => line.amount));
    return { functionCode, economyCode, spending: 'basic', source: 'general-public-budget', kind: 'ordinary', amount };
  });
}

/** The vouchers of a run, as the office draws them up. */
export function payrollEvents(
  unit: DemonstrationUnit,
  { runs }: DemonstrationStaff,
): readonly (InventedEvent & { readonly source: string })[] {
  const choices: Readonly<Record<string, string>> = unit.nature === 'institution' ? { expense: '5001' } : {};
  return runs.flatMap((run) =>
    payrollVouchers(run.lines, codesOf(unit)).map(({ purpose, rule, lines }) => {
      const text = payrollVoucherText({ month: run.month, kind: 'regular' }, purpose);
      const event = { rule, date: run.date, text, lines, choices: purpose === 'payment' ? {} : choices };
      return { unit: unit.id, occasion: 'payroll', event, source: `payroll:${run.id}` };
    }),
  );
}

/** Writes the people of a unit, what they are paid and the runs through today. */
export async function writeStaff(
  trx: Trx,
  staff: DemonstrationStaff,
  today: DateText,
  { maker, checker }: Persons,
): Promise<void> {
  const { unit, from, persons, items } = staff;
  const made = { unit_id: unit, made_by: maker, made_at: writtenOn(from) };
  await insertAll(
    trx,
    'office_parameter',
    staff.parameters.map(({ id, key, value, source }) => {
      return {
        ...made,
        id,
        key,
        from_date: from,
        value,
        source,
        confirmed_by: checker,
        confirmed_at: writtenOn(from, 10),
      };
    }),
  );
  const document = `禾编〔${Number(from.slice(0, 4)) - 4}〕15号`;
  await insertAll(
    trx,
    'approved_post',
    staff.posts.map(({ id, post, count }) => ({ ...made, id, post, from_date: from, count, document })),
  );
  await insertAll(
    trx,
    'internal_office',
    staff.offices.map(({ id, name }) => ({ ...made, id, name, from_date: from, document })),
  );
  const here = persons.filter(({ events }) => (events[0]?.date ?? today) <= today);
  await insertAll(
    trx,
    'staff_person',
    here.map(({ id, name }) => ({ ...made, id, name })),
  );
  await insertAll(
    trx,
    'staff_event',
    here.flatMap(({ id: person, events }) =>
      events
        .filter(({ date }) => date <= today)
        .map(({ id, date, kind, post, rank, document: number }) => {
          const at = { made_by: maker, made_at: writtenOn(date < from ? from : date) };
          return { unit_id: unit, person_id: person, id, date, kind, post, rank, document: number, ...at };
        }),
    ),
  );
  await insertAll(
    trx,
    'payroll_item',
    items
      .filter((item) => item.from <= monthOf(today))
      .map(({ id, person, item, from: month, once, amount }) => {
        const at = { made_by: maker, made_at: writtenOn(`${month}-02`) };
        return {
          unit_id: unit,
          person_id: person,
          id,
          item,
          from_month: month,
          once,
          amount,
          source: itemSource,
          ...at,
        };
      }),
  );
  await writeRuns(trx, staff, today, { maker, checker });
}

async function writeRuns(trx: Trx, staff: DemonstrationStaff, today: DateText, persons: Persons): Promise<void> {
  const { unit } = staff;
  const { maker, checker } = persons;
  const runs = staff.runs.filter(({ date }) => date <= today);
  const nature = unit === 'demo-centre' ? 'institution' : 'administrative';
  await insertAll(
    trx,
    'payroll_run',
    runs.map(({ id, month, date }) => ({
      unit_id: unit,
      id,
      month,
      kind: 'regular',
      reason: '',
      functions: unitFunctions[nature] ?? {},
      project: null,
      state: 'checked',
      made_by: maker,
      made_at: writtenOn(date),
      decided_by: checker,
      decided_at: writtenOn(date, 9),
      decision_reason: '',
    })),
  );
  await insertAll(
    trx,
    'payroll_line',
    runs.flatMap(({ id, lines }) =>
      lines.map(({ person, item, amount, base, rate }) => {
        return { unit_id: unit, run_id: id, person_id: person, item, amount, base, rate };
      }),
    ),
  );
}
