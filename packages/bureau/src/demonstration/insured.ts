/**
 * The demonstration's insurance side, all invented: the funds' books, some thirty insured persons in both schemes – on the lists of
 * civil affairs and the disabled federation, suspended, waiting, dead, insured elsewhere – and a handful of settlements, through
 * the same use cases as anybody's. Days are counted back from the last one that the books may know.
 */
import {
  addMonths,
  type DateText,
  date,
  type Fen,
  fen,
  firstDayOf,
  type Month,
  monthOf,
  type ParameterSet,
  yearOf,
} from '@mingzhang/kernel';
import { type Category, type Member, type VisitKind } from '@mingzhang/policy';
import { checkCharacter, type IdentityKey } from '../access/index.ts';
import { Charts } from '../books/index.ts';
import { enterCategory, enterDeath, enterSpell, registerInsured, suspend } from '../registry/index.ts';
import { addFundBooks } from '../settlement/fund-books.ts';
import { cancelSettlement, settleVisit } from '../settlement/index.ts';
import { daysBefore, type NewIdOn } from './ids.ts';
import { done, handOn, type Loading, type Persons, type Trx } from './write.ts';

export interface Room extends Loading {
  readonly department: string;
  /** Six digits of the county, whose residents they are. */
  readonly county: string;
  readonly today: DateText;
  readonly key: IdentityKey;
  readonly persons: Persons;
  readonly newId: NewIdOn;
}

type State = 'suspended' | 'waiting' | 'dead' | 'elsewhere' | 'civil-servant';

/** Name, day of birth, what they are insured as, township and village, category, and what is special about them. */
type Invented = readonly [
  name: string,
  bornOn: DateText,
  member: Member,
  village: string,
  category: Category | null,
  state: State | null,
];

const invented: readonly Invented[] = [
  ['罗春山', date('1966-03-12'), 'resident', '100201', null, null],
  ['邹桂兰', date('1968-11-02'), 'resident', '100201', null, null],
  ['罗一帆', date('1995-06-21'), 'in-service', '100201', null, null],
  ['罗小禾', date('2018-09-08'), 'resident', '100201', null, null],
  ['段守田', date('1952-01-30'), 'resident', '101203', 'low-income', null],
  ['何满秀', date('1955-08-17'), 'resident', '101203', 'low-income', null],
  ['龙大贵', date('1947-05-05'), 'resident', '101207', 'special-hardship', null],
  ['阳晓晨', date('2012-12-19'), 'resident', '102204', 'orphan', null],
  ['黄果', date('2013-04-27'), 'resident', '102204', 'de-facto-orphan', null],
  ['蒋石生', date('1974-10-10'), 'resident', '103205', 'monitored', null],
  ['唐银花', date('1976-02-14'), 'resident', '103205', 'monitored', null],
  ['蒋雨桐', date('2008-07-03'), 'resident', '103205', 'monitored', null],
  ['盘有才', date('1980-09-23'), 'resident', '104202', 'severe-disability', null],
  ['周定国', date('1963-06-06'), 'resident', '104206', 'low-income-margin', null],
  ['尹青松', date('1971-12-01'), 'resident', '105203', 'returned-poverty', null],
  ['毛丽君', date('1969-04-09'), 'resident', '105203', 'illness-poverty', null],
  ['顾文博', date('1983-03-28'), 'in-service', '001002', null, null],
  ['卫晴', date('1985-05-16'), 'in-service', '001002', null, null],
  ['顾念', date('2014-08-30'), 'resident', '001002', null, null],
  ['陶继忠', date('1956-10-25'), 'retired', '001003', null, null],
  ['冯淑珍', date('1958-01-11'), 'retired', '001003', null, null],
  ['谭海波', date('1990-07-19'), 'in-service', '001004', null, 'suspended'],
  ['欧阳静', date('1988-02-08'), 'resident', '001004', null, 'waiting'],
  ['廖福生', date('1939-11-13'), 'resident', '100204', null, 'dead'],
  ['石梅英', date('1942-03-03'), 'resident', '100204', null, null],
  ['袁立', date('1992-09-09'), 'in-service', '001005', null, 'elsewhere'],
  ['贺敏之', date('1979-06-30'), 'in-service', '001005', null, 'civil-servant'],
  ['程志远', date('1930-04-04'), 'cadre', '001003', null, null],
  ['文秋实', date('1999-10-31'), 'resident', '101205', null, null],
  ['邓小满', date('2001-05-21'), 'resident', '101205', null, null],
  ['肖望舒', date('1987-01-25'), 'in-service', '001002', null, null],
  ['曹立冬', date('1960-11-07'), 'resident', '103201', null, null],
];

/** The list that says what somebody is, by the office that keeps it. */
const listedBy: Readonly<Record<Category, string>> = {
  'special-hardship': '县民政局特困人员名单',
  orphan: '县民政局孤儿名单',
  'de-facto-orphan': '县民政局事实无人抚养儿童名单',
  'low-income': '县民政局低保对象名单',
  'returned-poverty': '县乡村振兴局返贫致贫人口名单',
  'severe-disability': '县残联重度残疾人名单',
  monitored: '县乡村振兴局防返贫监测对象名单',
  'low-income-margin': '县民政局低保边缘家庭名单',
  'illness-poverty': '县民政局因病致贫对象名单',
};

interface InventedVisit {
  readonly name: string;
  readonly kind: VisitKind;
  readonly level: string;
  readonly institution: string;
  /** Days before today that it ended, and how long it was. */
  readonly ago: number;
  readonly days: number;
  /** In yuan: all, and of it what is within the rules after 先行自付 and what the person pays alone. */
  readonly inScope: number;
  readonly own: number;
  readonly firstPay: number;
  readonly cancelled?: string;
}

const [hospital, chineseMedicine, clinic, cityHospital] = [
  '禾丰县人民医院',
  '禾丰县中医医院',
  '清溪镇中心卫生院',
  '永平市中心医院',
] as const;

/** Those that ended fewer days ago are settled once the year has been looked through for high burdens. */
const lately = 10;

const visits: readonly InventedVisit[] = [
  {
    name: '罗春山',
    kind: 'inpatient',
    level: 'level-2',
    institution: hospital,
    ago: 150,
    days: 9,
    inScope: 6_840,
    own: 320,
    firstPay: 410.5,
  },
  {
    name: '石梅英',
    kind: 'inpatient',
    level: 'primary',
    institution: clinic,
    ago: 130,
    days: 6,
    inScope: 2_150.6,
    own: 45,
    firstPay: 80,
  },
  {
    name: '段守田',
    kind: 'inpatient',
    level: 'level-2',
    institution: hospital,
    ago: 96,
    days: 14,
    inScope: 15_320,
    own: 610,
    firstPay: 1_204,
  },
  {
    name: '曹立冬',
    kind: 'inpatient',
    level: 'level-3',
    institution: cityHospital,
    ago: 88,
    days: 21,
    inScope: 86_400,
    own: 4_120,
    firstPay: 7_350,
  },
  {
    name: '陶继忠',
    kind: 'inpatient',
    level: 'level-2',
    institution: chineseMedicine,
    ago: 75,
    days: 11,
    inScope: 9_860,
    own: 540,
    firstPay: 720,
  },
  {
    name: '顾文博',
    kind: 'inpatient',
    level: 'level-2',
    institution: hospital,
    ago: 61,
    days: 5,
    inScope: 4_410.35,
    own: 130,
    firstPay: 256.4,
  },
  {
    name: '邹桂兰',
    kind: 'outpatient',
    level: 'primary',
    institution: clinic,
    ago: 44,
    days: 0,
    inScope: 186.5,
    own: 12,
    firstPay: 0,
  },
  {
    name: '文秋实',
    kind: 'inpatient',
    level: 'level-2',
    institution: chineseMedicine,
    ago: 38,
    days: 7,
    inScope: 5_230,
    own: 410,
    firstPay: 388,
    cancelled: '费用清单传错，重新结算',
  },
  {
    name: '文秋实',
    kind: 'inpatient',
    level: 'level-2',
    institution: chineseMedicine,
    ago: 38,
    days: 7,
    inScope: 4_730,
    own: 410,
    firstPay: 388,
  },
  {
    name: '何满秀',
    kind: 'inpatient',
    level: 'primary',
    institution: clinic,
    ago: 25,
    days: 8,
    inScope: 3_015.2,
    own: 60,
    firstPay: 140,
  },
  {
    name: '罗春山',
    kind: 'inpatient',
    level: 'level-2',
    institution: hospital,
    ago: 12,
    days: 6,
    inScope: 5_120,
    own: 205,
    firstPay: 330,
  },
  {
    name: '邓小满',
    kind: 'inpatient',
    level: 'level-3',
    institution: cityHospital,
    ago: 52,
    days: 16,
    inScope: 41_600,
    own: 1_830,
    firstPay: 2_960,
  },
  {
    name: '何满秀',
    kind: 'inpatient',
    level: 'level-3',
    institution: cityHospital,
    ago: 4,
    days: 15,
    inScope: 37_400,
    own: 1_120,
    firstPay: 2_240,
  },
];

/** Sets up the funds' books from the first year of the department's, with every month open through that of `today`. */
export async function writeFundBooks(trx: Trx, { department, today }: Room): Promise<void> {
  const firstMonth: Month = `${yearOf(today) - 3}-01`;
  const months: Month[] = [];
  for (let month = firstMonth; month <= monthOf(today); month = addMonths(month, 1)) months.push(month);
  await addFundBooks(trx, new Charts(), {
    department,
    firstMonth,
    months,
    by: '邵庭芳',
    on: firstDayOf(firstMonth),
    source: '示范：虚构的科目编号，不是真实文件所载',
  });
}

/** Registers the insured persons and what the lists say of them, and settles for some of them, but for the latest; their ids by name. */
export async function writeInsured(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const [index, one] of invented.entries()) ids.set(one[0], await register(trx, room, one, index));
  await writeSettlements(trx, room, parameters, ids, ({ ago }) => ago >= lately);
  return ids;
}

async function register(trx: Trx, room: Room, one: Invented, index: number): Promise<string> {
  const [name, bornOn, member, village, category, state] = one;
  const { county, today, key, newId } = room;
  const year = yearOf(today);
  const on = (day: DateText) => handOn(room, day, room.persons.maker);
  const began: DateText = `${year - 1}-01-02`;
  const person = newId(began);
  const order = String(301 + index).padStart(3, '0');
  const first = `${county}${bornOn.replaceAll('-', '')}${order}`;
  const number = `${first}${checkCharacter(first)}`;
  done(
    await registerInsured(trx, key, { id: person, ...on(began), name, number, bornOn, area: `${county}${village}` }),
  );
  const diedOn = state === 'dead' ? daysBefore(today, 100) : null;
  const scheme = member === 'resident' ? 'resident' : member === 'cadre' ? 'retired-cadre' : 'employee';
  const spell = {
    scheme,
    area: state === 'elsewhere' ? '990101' : county,
    member,
    civilServant: state === 'civil-servant',
    waitingUntil: null,
  } as const;
  const enter = async (from: DateText, to: DateText | null, waitingUntil: DateText | null = null): Promise<string> => {
    const id = newId(began);
    done(await enterSpell(trx, { person, id, ...on(from > today ? today : from), ...spell, from, to, waitingUntil }));
    return id;
  };
  if (state === 'waiting') {
    const from = later(daysBefore(today, 20), `${year}-01-01`);
    await enter(from, `${year}-12-31`, `${year}-12-31`);
  } else if (scheme === 'resident') {
    for (const insuredIn of [year - 1, year]) {
      if (diedOn === null || diedOn >= `${insuredIn}-01-01`) await enter(`${insuredIn}-01-01`, `${insuredIn}-12-31`);
    }
  } else {
    const id = await enter(`${year - 1}-01-01`, null);
    if (state === 'suspended') {
      const from = daysBefore(today, 60);
      done(await suspend(trx, { person, id: newId(from), ...on(from), spell: id, from, reason: '单位欠缴医疗保险费' }));
    }
  }
  if (category !== null) {
    const knownSince: DateText = `${year - 1}-01-15`;
    const document = `${year - 1}年1月${listedBy[category]}`;
    const held = { category, from: date(`${year - 1}-01-01`), knownSince, document };
    done(await enterCategory(trx, { person, id: newId(knownSince), ...on(knownSince), ...held }));
  }
  if (diedOn !== null) done(await enterDeath(trx, { person, ...on(later(diedOn, daysBefore(today, 90))), diedOn }));
  return person;
}

/** Settles the visits of the last days. */
export function writeLateSettlements(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  return writeSettlements(trx, room, parameters, ids, ({ ago }) => ago < lately);
}

async function writeSettlements(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
  ids: ReadonlyMap<string, string>,
  which: (visit: InventedVisit) => boolean,
): Promise<void> {
  const { department, today, persons, newId } = room;
  const charts = new Charts();
  for (const [index, one] of visits.entries()) {
    if (!which(one)) continue;
    const { name, kind, level, institution, ago, days, inScope, own, firstPay, cancelled } = one;
    const person = ids.get(name);
    if (person === undefined) throw new Error(`${name} is nobody of the demonstration`);
    const to = daysBefore(today, ago);
    // A stay does not cross the year.
    const from = later(daysBefore(to, days), `${yearOf(to)}-01-01`);
    const id = newId(to);
    const number = `${kind === 'outpatient' ? 'MZ' : 'ZY'}${to.replaceAll('-', '')}${String(index + 1).padStart(3, '0')}`;
    const visit = { kind, level, filing: 'local', item: '', institution, number, from, to } as const;
    const sums = { own: yuan(own), overLimit: fen(0), firstPay: yuan(firstPay), inScope: yuan(inScope) };
    const bill = { lines: [], sums, hospitalBorne: fen(0), account: fen(0) };
    const command = { department, person, id, ...handOn(room, to, persons.maker, index), visit, bill };
    done(await settleVisit(trx, charts, parameters, command));
    if (cancelled === undefined) continue;
    const cancel = { id: newId(to), department, person, cancels: id, reason: cancelled };
    done(await cancelSettlement(trx, charts, { ...cancel, ...handOn(room, to, persons.checker, index + 30) }));
  }
}

function later(a: DateText, b: DateText): DateText {
  return a > b ? a : b;
}

function yuan(amount: number): Fen {
  return fen(Math.round(amount * 100));
}
