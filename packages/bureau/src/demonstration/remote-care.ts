/**
 * What the demonstration's institutions did for people insured elsewhere: the province's clearing statements of the last months of the
 * year under way, as they would be handed in. The latest has lines that are wrong or odd and wait for somebody.
 */
import { readSheets } from '@mingzhang/documents';
import { addMonths, formatYuan, type Month, monthOf, multiplyFen } from '@mingzhang/kernel';
import { importStatement, previewStatement } from '../travel/index.ts';
import { type Room } from './insured.ts';
import { done, handOn, type Trx } from './write.ts';

const header = [
  '医药机构编号',
  '医药机构名称',
  '清算年月',
  '参保地医保区划',
  '清算类别',
  '病种名称',
  '结算方式',
  '清算人次',
  '医疗费总额（元）',
  '基金支付总额（元）',
];

type Visit = '住院' | '普通门诊' | '门诊慢特病' | '药店购药';

/** One line of every month: the institution's code after the county's, where the patients are insured, and of what they were treated. */
interface Course {
  readonly institution: string;
  readonly name: string;
  readonly insuredArea: string;
  readonly visit: Visit;
  readonly disease?: string;
  readonly manual?: true;
  readonly visits: number;
  /** In fen, of one visit; and of it what the fund pays, in per cent. */
  readonly cost: number;
  readonly paid: number;
}

const hospital = { institution: '00001', name: '禾丰县人民医院' } as const;
const chineseMedicine = { institution: '00002', name: '禾丰县中医医院' } as const;
const clinic = { institution: '00003', name: '清溪镇中心卫生院' } as const;
/** Another city of the province; two other provinces. */
const [neighbour, coast, north] = ['990201', '980101', '970301'] as const;

const courses: readonly Course[] = [
  { ...hospital, insuredArea: neighbour, visit: '住院', visits: 21, cost: 612_340, paid: 64 },
  { ...hospital, insuredArea: coast, visit: '住院', visits: 9, cost: 748_215, paid: 58 },
  { ...hospital, insuredArea: north, visit: '住院', manual: true, visits: 2, cost: 581_060, paid: 0 },
  { ...hospital, insuredArea: neighbour, visit: '普通门诊', visits: 64, cost: 18_640, paid: 51 },
  { ...hospital, insuredArea: coast, visit: '普通门诊', visits: 38, cost: 21_475, paid: 49 },
  { ...hospital, insuredArea: neighbour, visit: '门诊慢特病', disease: '高血压', visits: 17, cost: 24_310, paid: 62 },
  { ...hospital, insuredArea: neighbour, visit: '门诊慢特病', disease: '糖尿病', visits: 11, cost: 31_850, paid: 62 },
  { ...hospital, insuredArea: coast, visit: '门诊慢特病', disease: '糖尿病', visits: 4, cost: 33_120, paid: 60 },
  { ...chineseMedicine, insuredArea: neighbour, visit: '住院', visits: 8, cost: 493_780, paid: 66 },
  { ...chineseMedicine, insuredArea: coast, visit: '普通门诊', visits: 12, cost: 16_905, paid: 48 },
  { ...chineseMedicine, insuredArea: neighbour, visit: '普通门诊', manual: true, visits: 3, cost: 15_400, paid: 0 },
  { ...chineseMedicine, insuredArea: neighbour, visit: '普通门诊', visits: 15, cost: 15_820, paid: 50 },
  { ...clinic, insuredArea: neighbour, visit: '普通门诊', visits: 19, cost: 7_365, paid: 55 },
];

/** Enters a statement a month, for three finished months of the year at most; in January for the month under way. */
export async function writeRemoteCare(trx: Trx, room: Room): Promise<void> {
  const { department, county, today, persons, newId } = room;
  const present = monthOf(today);
  const finished = [3, 2, 1]
    .map((back) => addMonths(present, -back))
    .filter((month) => month.slice(0, 4) === present.slice(0, 4));
  const months = finished.length === 0 ? [present] : finished;
  for (const [order, month] of months.entries()) {
    const lines = courses.map((course) => line(county, month, course, order));
    const text = [header, ...lines, ...(month === months.at(-1) ? wrong(county, month) : [])]
      .map((cells) => cells.join(','))
      .join('\n');
    const bytes = Buffer.from(`${text}\n`);
    const hand = handOn(room, today, persons.maker, order);
    const file = await readSheets(bytes);
    const name = `异地就医清算单${month}.csv`;
    const looked = await previewStatement(trx, { department, today: hand.today, bytes, file, limit: 0 });
    if ('refusal' in looked) throw new Error(looked.refusal.message);
    const { seen } = looked;
    done(await importStatement(trx, { ...hand, department, id: newId(today), name, bytes, file, seen }));
  }
}

function line(county: string, month: Month, course: Course, order: number): readonly string[] {
  const visits = course.visits + ((course.cost + order * 7) % 5);
  const total = visits * course.cost;
  return [
    `H${county}${course.institution}`,
    course.name,
    month.replace('-', ''),
    course.insuredArea,
    course.visit,
    course.disease ?? '',
    course.manual === true ? '非直接结算' : '直接结算',
    String(visits),
    formatYuan(total),
    formatYuan(multiplyFen(total, { numerator: course.paid, denominator: 100 })),
  ];
}

/** An institution that nobody has registered, and a line without the disease. */
function wrong(county: string, month: Month): readonly (readonly string[])[] {
  const written = month.replace('-', '');
  return [
    [`H${county}00019`, '禾丰县安康门诊部', written, coast, '普通门诊', '', '直接结算', '6', '912.00', '430.00'],
    [`H${county}00001`, hospital.name, written, coast, '门诊慢特病', '', '直接结算', '2', '540.00', '324.00'],
  ];
}
