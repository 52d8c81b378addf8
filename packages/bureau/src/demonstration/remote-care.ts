/**
 * What the demonstration's institutions did for people insured elsewhere: the province's clearing statements of the last months of the
 * year under way, as they would be handed in. The latest has lines that are wrong or odd and wait for somebody.
 */
import { addMonths, monthOf } from '@mingzhang/kernel';
import { keepAreas } from '../registry/index.ts';
import { enterStatement, type StatementLineDraft } from '../travel/index.ts';
import { type Room } from './insured.ts';
import { handOn, type Trx } from './write.ts';

/** One line of every month; the institution's code is what stands after the county's. */
interface Course extends Omit<StatementLineDraft, 'total'> {
  /** In fen, of one visit. */
  readonly cost: number;
}

const hospital = { institution: '00001', name: '禾丰县人民医院' } as const;
const chineseMedicine = { institution: '00002', name: '禾丰县中医医院' } as const;
const clinic = { institution: '00003', name: '清溪镇中心卫生院' } as const;
/** Another city of the province; two other provinces. */
const [neighbour, coast, north] = ['990201', '980101', '970301'] as const;
const places = [
  { code: neighbour, name: '青岚市云泽县' },
  { code: coast, name: '海澜省望潮市临汐区' },
  { code: north, name: '朔原省霜林市远岸县' },
];

const courses: readonly Course[] = [
  { ...hospital, insuredArea: neighbour, visit: 'inpatient', visits: 21, cost: 612_340, paid: 64 },
  { ...hospital, insuredArea: coast, visit: 'inpatient', visits: 9, cost: 748_215, paid: 58 },
  { ...hospital, insuredArea: north, visit: 'inpatient', manual: true, visits: 2, cost: 581_060, paid: 0 },
  { ...hospital, insuredArea: neighbour, visit: 'outpatient', visits: 64, cost: 18_640, paid: 51 },
  { ...hospital, insuredArea: coast, visit: 'outpatient', visits: 38, cost: 21_475, paid: 49 },
  { ...hospital, insuredArea: neighbour, visit: 'chronic', disease: '高血压', visits: 17, cost: 24_310, paid: 62 },
  { ...hospital, insuredArea: neighbour, visit: 'chronic', disease: '糖尿病', visits: 11, cost: 31_850, paid: 62 },
  { ...hospital, insuredArea: coast, visit: 'chronic', disease: '糖尿病', visits: 4, cost: 33_120, paid: 60 },
  { ...chineseMedicine, insuredArea: neighbour, visit: 'inpatient', visits: 8, cost: 493_780, paid: 66 },
  { ...chineseMedicine, insuredArea: coast, visit: 'outpatient', visits: 12, cost: 16_905, paid: 48 },
  { ...chineseMedicine, insuredArea: neighbour, visit: 'outpatient', manual: true, visits: 3, cost: 15_400, paid: 0 },
  { ...chineseMedicine, insuredArea: neighbour, visit: 'outpatient', visits: 15, cost: 15_820, paid: 50 },
  { ...clinic, insuredArea: neighbour, visit: 'outpatient', visits: 19, cost: 7_365, paid: 55 },
];

/** Enters a statement a month, for three finished months of the year at most; in January for the month under way. */
export async function writeRemoteCare(trx: Trx, room: Room): Promise<void> {
  const { department, county, today, persons, newId } = room;
  await keepAreas(trx, places);
  const present = monthOf(today);
  const finished = [3, 2, 1]
    .map((back) => addMonths(present, -back))
    .filter((month) => month.slice(0, 4) === present.slice(0, 4));
  const months = finished.length === 0 ? [present] : finished;
  for (const [order, month] of months.entries()) {
    const lines = courses.map(({ cost, ...course }): StatementLineDraft => {
      const visits = course.visits + ((cost + order * 7) % 5);
      return { ...course, institution: `H${county}${course.institution}`, visits, total: visits * cost };
    });
    await enterStatement(trx, {
      ...handOn(room, today, persons.maker, order),
      department,
      id: newId(today),
      month,
      lines: [...lines, ...(month === months.at(-1) ? wrong(county) : [])],
    });
  }
}

/** An institution that nobody has registered, and a line without the disease. */
function wrong(county: string): readonly StatementLineDraft[] {
  const unregistered = { institution: `H${county}00019`, name: '禾丰县安康门诊部', insuredArea: coast };
  const nameless = { institution: `H${county}00001`, name: hospital.name, insuredArea: coast };
  return [
    { ...unregistered, visit: 'outpatient', visits: 6, total: 91_200, paid: 47 },
    { ...nameless, visit: 'chronic', visits: 2, total: 54_000, paid: 60 },
  ];
}
