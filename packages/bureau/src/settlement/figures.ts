/**
 * Part D of the published figures, counted from settlements of the year in which they were made: visits, what each payer paid, costs.
 * What was taken back counts against, on the day it was; a correction has money and is no visit.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Db } from '../books/index.ts';
import {
  asked,
  type ComputedFigure,
  type Coordinates,
  type CountedQuery,
  type CountedRow,
  counted,
} from '../figures/index.ts';
import { levelsOfGrade } from '../registry/index.ts';

/** 普通门诊、慢特病、两病 are all 门诊; 特殊门诊 is 慢特病; 门诊共济 is 普通门诊 of employees. */
const visitKindsOf: Readonly<Record<string, readonly string[]>> = {
  inpatient: ['inpatient'],
  outpatient: ['outpatient', 'chronic', 'two-disease'],
  'special-outpatient': ['chronic'],
  'pooled-outpatient': ['outpatient'],
};

/** Columns of what a payer paid; without one everything but the person and the hospital. */
const paidBy: Readonly<Record<string, RawBuilder<number>>> = {
  'pooled-fund': sql`s.pool`,
  'serious-illness': sql`(s.critical_illness + s.large_amount)`,
  assistance: sql`s.assistance`,
};

/** Settlements of the year and place; `amount` is what one of them comes to. */
function settlements(
  { department, year, at }: CountedQuery,
  amount: RawBuilder<number>,
  only: RawBuilder<boolean> = sql`true`,
): RawBuilder<CountedRow> {
  const schemes = asked(at, 'scheme');
  const kinds = asked(at, 'visit')?.flatMap((visit) => visitKindsOf[visit] ?? []) ?? null;
  const pooled = asked(at, 'visit')?.every((visit) => visit === 'pooled-outpatient') === true;
  const levels = asked(at, 'institution-level')?.flatMap((level) => levelsOfGrade[level] ?? []) ?? null;
  const diseases = asked(at, 'disease');
  return sql<CountedRow>`
    select s.person_id || '/' || s.id as id, s.settled_on as date,
           s.institution || '，' || (case s.kind when 'settled' then '结算' when 'cancelled' then '撤销' else '更正' end) as text,
           ${amount} as amount, null::text as reference
    from settlement s
    where s.department_id = ${department} and s.settled_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and (${schemes}::text[] is null or s.scheme = any(${schemes}::text[]))
      and (${kinds}::text[] is null or s.visit_kind = any(${kinds}::text[]))
      and (not ${pooled}::boolean or s.scheme = 'employee')
      and (${levels}::text[] is null or s.institution_level = any(${levels}::text[]))
      and (${diseases}::text[] is null or s.visit_item = any(${diseases}::text[]))
      and ${only}`;
}

/** A year in which anything was settled is kept here; of others nothing is known. */
async function kept(db: Db, { department, year }: CountedQuery): Promise<boolean> {
  const { rows } = await sql`
    select from settlement where department_id = ${department}
      and settled_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date limit 1`.execute(db);
  return rows.length > 0;
}

const one = sql<number>`(case s.kind when 'settled' then 1 when 'cancelled' then -1 else 0 end)`;
const cadre = sql<boolean>`s.scheme = 'retired-cadre'`;

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
  figure: 'benefit-visits',
  register: '待遇结算',
  kept,
  places: [
    ...schemes.flatMap((scheme) => [{ scheme }, { scheme, visit: 'inpatient' }]),
    { scheme: 'resident', visit: 'outpatient' },
    { scheme: 'employee', visit: 'special-outpatient' },
    { scheme: 'employee', visit: 'pooled-outpatient' },
    ...diseasePlaces.map((disease) => ({ visit: 'outpatient', ...disease })),
  ],
  rows: async (_, query) => settlements(query, one),
});

const payments = counted({
  figure: 'benefit-payments',
  register: '待遇结算',
  money: true,
  kept,
  places: [
    ...byLevel,
    ...schemes.flatMap((scheme) =>
      ['inpatient', 'outpatient'].flatMap((visit) => Object.keys(paidBy).map((payer) => ({ scheme, visit, payer }))),
    ),
  ],
  rows: async (_, query) => {
    const payers = asked(query.at, 'payer');
    if (payers === null) return settlements(query, sql`s.funds`);
    const columns = payers.flatMap((payer) => paidBy[payer] ?? []);
    return settlements(query, columns.length === 0 ? sql`0` : sql`(${sql.join(columns, sql` + `)})`);
  },
});

const costs = counted({
  figure: 'medical-cost',
  register: '待遇结算',
  money: true,
  kept,
  places: byLevel,
  rows: async (_, query) => settlements(query, sql`s.total`),
});

const outside = counted({
  figure: 'out-of-catalogue-cost',
  register: '待遇结算',
  money: true,
  kept,
  places: byLevel,
  rows: async (_, query) => settlements(query, sql`s.own`),
});

const drugs = counted({
  figure: 'disease-drug-payments',
  register: '待遇结算',
  money: true,
  kept,
  places: diseasePlaces,
  rows: async (_, query) => settlements(query, sql`s.funds`, sql`s.visit_kind = 'two-disease'`),
});

const cadrePaid = counted({
  figure: 'retired-cadre-medical-paid',
  register: '待遇结算',
  money: true,
  kept,
  places: [{}],
  rows: async (_, query) => settlements(query, sql`s.cadre`, cadre),
});

const cadreVisits = counted({
  figure: 'retired-cadre-visits',
  register: '待遇结算',
  kept,
  places: [{}],
  rows: async (_, query) => settlements(query, one, cadre),
});

/** One for a person, at the first settlement of the year that stands. */
const cadrePersons = counted({
  figure: 'retired-cadre-persons',
  register: '待遇结算',
  kept,
  places: [{}],
  rows: async (_, query) => {
    const first = sql<number>`(case when row_number() over (partition by s.person_id order by s.settled_on, s.id) = 1 then 1 else 0 end)`;
    const stands = sql<boolean>`s.kind = 'settled' and not exists (
      select from settlement c where c.person_id = s.person_id and c.cancels = s.id)`;
    return settlements(query, first, sql`${cadre} and ${stands}`);
  },
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
