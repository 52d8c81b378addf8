/**
 * What the county's institutions did for people insured elsewhere: the province's clearing statement of each month, taken in by the use
 * case of the desk. The last one has lines that are wrong or odd and wait for somebody. Numbers are invented.
 */
import { enterStatement, type StatementLineDraft } from '@mingzhang/bureau';
import { addMonths, type DateText, type Fen, type Month, uuid7 } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { Chance } from './chance.ts';
import { type InstitutionKind } from './model.ts';
import { type DrawnCounty } from './parts.ts';
import { fullSize } from './places.ts';

interface Course extends Omit<StatementLineDraft, 'institution' | 'name' | 'visits' | 'total'> {
  /** Visits a month at one institution of the county in full size, in ten-thousandths. */
  readonly often: number;
  /** Of one visit. */
  readonly cost: Fen;
}

/** Another city of the province; two other provinces. */
const [neighbour, coast, north] = ['990201', '980101', '970301'] as const;

const inpatient = { visit: 'inpatient' } as const;
const outpatient = { visit: 'outpatient' } as const;
const pressure = { visit: 'chronic', disease: '高血压' } as const;
const sugar = { visit: 'chronic', disease: '糖尿病' } as const;
const bought = { visit: 'pharmacy' } as const;

const courses: Partial<Record<InstitutionKind, readonly Course[]>> = {
  'level-3': [
    { ...inpatient, insuredArea: neighbour, often: 820_000, cost: 684_300, paid: 63 },
    { ...inpatient, insuredArea: coast, often: 210_000, cost: 792_150, paid: 57 },
    { ...inpatient, insuredArea: north, manual: true, often: 30_000, cost: 655_080, paid: 0 },
    { ...outpatient, insuredArea: neighbour, often: 2_600_000, cost: 19_640, paid: 51 },
    { ...outpatient, insuredArea: coast, often: 900_000, cost: 22_310, paid: 48 },
    { ...pressure, insuredArea: neighbour, often: 540_000, cost: 24_860, paid: 62 },
    { ...sugar, insuredArea: neighbour, often: 380_000, cost: 32_450, paid: 62 },
    { ...sugar, insuredArea: coast, often: 90_000, cost: 33_940, paid: 60 },
  ],
  'level-2': [
    { ...inpatient, insuredArea: neighbour, often: 140_000, cost: 512_700, paid: 66 },
    { ...inpatient, insuredArea: coast, often: 40_000, cost: 548_260, paid: 60 },
    { ...outpatient, insuredArea: neighbour, often: 460_000, cost: 16_480, paid: 51 },
    { ...pressure, insuredArea: neighbour, often: 110_000, cost: 22_730, paid: 62 },
  ],
  'level-1': [
    { ...inpatient, insuredArea: neighbour, often: 20_000, cost: 318_900, paid: 70 },
    { ...outpatient, insuredArea: neighbour, often: 80_000, cost: 11_250, paid: 53 },
  ],
  township: [{ ...outpatient, insuredArea: neighbour, often: 60_000, cost: 7_420, paid: 55 }],
  pharmacy: [{ ...bought, insuredArea: neighbour, often: 30_000, cost: 9_860, paid: 0 }],
};

/** A statement for each month in which somebody came, handed in on the eighth of the next. */
export async function writeRemoteCare(
  trx: Transaction<Database>,
  county: DrawnCounty,
  hands: { readonly department: string; readonly by: string },
): Promise<void> {
  const { years, seed } = county.plan;
  const chance = new Chance(seed, 'remote care');
  const last: Month = `${years.last}-12`;
  for (let month: Month = `${years.first}-01`; month <= last; month = addMonths(month, 1)) {
    const today: DateText = `${addMonths(month, 1)}-08`;
    const at = new Date(`${today}T02:00:00Z`);
    await enterStatement(trx, {
      ...hands,
      id: uuid7(at.getTime(), chance.bytes(10)),
      at,
      today,
      month,
      lines: [...linesOf(county, chance), ...(month === last ? wrong(county) : [])],
    });
  }
}

function linesOf({ plan, places }: DrawnCounty, chance: Chance): readonly StatementLineDraft[] {
  return places.institutions.flatMap(({ code: institution, name, kind }) =>
    (courses[kind] ?? []).flatMap(({ often, cost, ...course }) => {
      const visits = chance.times(Math.round((often * plan.people) / fullSize));
      if (visits === 0) return [];
      const total = Math.round((visits * cost * chance.between(9_000, 11_000)) / 10_000);
      return [{ ...course, institution, name, visits, total }];
    }),
  );
}

/** An institution that nobody has registered, and a line without the disease. */
function wrong({ plan: { area }, places }: DrawnCounty): readonly StatementLineDraft[] {
  const unregistered = { institution: `H${area}90019`, name: '安康门诊部', insuredArea: coast };
  const { code: institution = '', name = '' } = places.institutions[0] ?? {};
  return [
    { ...unregistered, visit: 'outpatient', visits: 6, total: 91_200, paid: 47 },
    { institution, name, insuredArea: coast, visit: 'chronic', visits: 2, total: 54_000, paid: 60 },
  ];
}
