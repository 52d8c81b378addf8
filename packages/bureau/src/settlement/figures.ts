/**
 * Part D of the published figures, counted from settlements of the year in which they were made: visits, what each payer paid, costs.
 * What was taken back counts against, on the day it was; a correction has money and is no visit.
 */
import { sql } from 'kysely';
import {
  asked,
  type Chosen,
  type ComputedFigure,
  type Coordinates,
  type CountedQuery,
  type CountedRow,
  counted,
  type Measure,
  measures,
  settledFigure,
  settledInYear,
  together,
} from '../figures/index.ts';
import { levelsOfGrade } from '../registry/index.ts';

/** 普通门诊、慢特病、两病 are all 门诊; 特殊门诊 is 慢特病; 门诊共济 is 普通门诊 of employees. */
const visitKindsOf: Readonly<Record<string, readonly string[]>> = {
  inpatient: ['inpatient'],
  outpatient: ['outpatient', 'chronic', 'two-disease'],
  'special-outpatient': ['chronic'],
  'pooled-outpatient': ['outpatient'],
};

/** What a payer paid; without one everything but the person and the hospital. */
const paidBy: Readonly<Record<string, Measure>> = {
  'pooled-fund': measures.pool,
  'serious-illness': measures.illness,
  assistance: measures.assistance,
};

/** The settlements that the coordinates ask for. */
function chosen({ at }: CountedQuery): Partial<Chosen> {
  const pooled = asked(at, 'visit')?.every((visit) => visit === 'pooled-outpatient') === true;
  const schemes = asked(at, 'scheme');
  return {
    schemes: pooled ? (schemes ?? ['employee']).filter((scheme) => scheme === 'employee') : schemes,
    visitKinds: asked(at, 'visit')?.flatMap((visit) => visitKindsOf[visit] ?? []) ?? null,
    levels: asked(at, 'institution-level')?.flatMap((level) => levelsOfGrade[level] ?? []) ?? null,
    items: asked(at, 'disease'),
  };
}

const ofSettlements = { register: '待遇结算', kept: settledInYear } as const;

const schemes = ['employee', 'resident'];
const levels = Object.keys(levelsOfGrade);
const diseasePlaces = [{ disease: 'hypertension' }, { disease: 'diabetes' }];
const byLevel: readonly Coordinates[] = [
  ...levels.map((level) => ({ 'institution-level': level })),
  ...schemes.flatMap((scheme) => [
    { scheme },
    { scheme, visit: 'inpatient' },
    ...levels.map((level) => ({ scheme, visit: 'inpatient', 'institution-level': level })),
  ]),
];

const visits = counted({
  ...ofSettlements,
  figure: 'benefit-visits',
  places: [
    ...schemes.flatMap((scheme) => [{ scheme }, { scheme, visit: 'inpatient' }]),
    { scheme: 'resident', visit: 'outpatient' },
    { scheme: 'employee', visit: 'special-outpatient' },
    { scheme: 'employee', visit: 'pooled-outpatient' },
    ...diseasePlaces.map((disease) => ({ visit: 'outpatient', ...disease })),
  ],
  ...settledFigure((query) => ({ measure: measures.visits, ...chosen(query) })),
});

const payments = counted({
  ...ofSettlements,
  figure: 'benefit-payments',
  money: true,
  places: [
    ...byLevel,
    ...schemes.flatMap((scheme) =>
      ['inpatient', 'outpatient'].flatMap((visit) => Object.keys(paidBy).map((payer) => ({ scheme, visit, payer }))),
    ),
  ],
  ...settledFigure((query) => {
    const payers = asked(query.at, 'payer');
    const measure = payers === null ? measures.funds : together(payers.flatMap((payer) => paidBy[payer] ?? []));
    return { measure, ...chosen(query) };
  }),
});

const costs = counted({
  ...ofSettlements,
  figure: 'medical-cost',
  money: true,
  places: byLevel,
  ...settledFigure((query) => ({ measure: measures.total, ...chosen(query) })),
});

const outside = counted({
  ...ofSettlements,
  figure: 'out-of-catalogue-cost',
  money: true,
  places: byLevel,
  ...settledFigure((query) => ({ measure: measures.own, ...chosen(query) })),
});

const drugs = counted({
  ...ofSettlements,
  figure: 'disease-drug-payments',
  money: true,
  places: diseasePlaces,
  ...settledFigure((query) => ({ measure: measures.funds, ...chosen(query), visitKinds: ['two-disease'] })),
});

const cadres = { schemes: ['retired-cadre'] } as const;

const cadrePaid = counted({
  ...ofSettlements,
  figure: 'retired-cadre-medical-paid',
  money: true,
  places: [{}],
  ...settledFigure(() => ({ measure: measures.cadre, ...cadres })),
});

const cadreVisits = counted({
  ...ofSettlements,
  figure: 'retired-cadre-visits',
  places: [{}],
  ...settledFigure(() => ({ measure: measures.visits, ...cadres })),
});

/** One for a person, at the first settlement of the year that stands. */
const cadrePersons = counted({
  ...ofSettlements,
  figure: 'retired-cadre-persons',
  places: [{}],
  rows: async (_, { department, year }) => sql<CountedRow>`
    select s.person_id || '/' || s.id as id, s.settled_on as date, s.institution || '，结算' as text,
           (case when row_number() over (partition by s.person_id order by s.settled_on, s.id) = 1 then 1 else 0 end) as amount,
           null::text as reference
    from settlement s
    where s.department_id = ${department} and s.settled_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and s.scheme = 'retired-cadre' and s.kind = 'settled'
      and not exists (select from settlement c where c.person_id = s.person_id and c.cancels = s.id)`,
});

export const settlementFigures: readonly ComputedFigure[] = [
  visits,
  payments,
  costs,
  outside,
  drugs,
  cadrePaid,
  cadreVisits,
  cadrePersons,
];
