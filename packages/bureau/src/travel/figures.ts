/**
 * Part E of the published figures, as seen from the place where people are insured: filings made in the year, and care elsewhere that
 * was settled directly or by hand. Care given here to people insured elsewhere is in no record of ours and stays declared.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Db } from '../books/index.ts';
import { asked, type ComputedFigure, type CountedQuery, type CountedRow, counted } from '../figures/index.ts';

const reachPlaces = [{ reach: 'in-province' }, { reach: 'cross-province' }];

const filings = counted({
  figure: 'remote-registrations',
  register: '异地就医备案',
  places: reachPlaces,
  kept: async (db, { department, year }) => {
    const { rows } = await sql`
      select from cross_region_filing where department_id = ${department}
        and made_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date limit 1`.execute(db);
    return rows.length > 0;
  },
  rows: async (_, { department, year, at }) => {
    const reaches = asked(at, 'reach');
    return sql<CountedRow>`
      select f.person_id || '/' || f.id as id, f.made_on as date,
             (case f.kind when 'long-term' then '异地长期居住' else '异地转诊' end) || '，就医地' || f.area as text,
             1 as amount, null::text as reference
      from cross_region_filing f
      where f.department_id = ${department} and f.made_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
        and (${reaches}::text[] is null or f.reach = any(${reaches}::text[]))`;
  },
});

/** Settlements of care outside the pooling region; only those settled directly where `direct`. */
function remoteCare({ department, area, year, at }: CountedQuery, direct: boolean): RawBuilder<CountedRow> | null {
  const standpoints = asked(at, 'standpoint');
  if (standpoints !== null && !standpoints.includes('insured-place')) return null;
  const reaches = asked(at, 'reach');
  const visits = asked(at, 'visit');
  return sql<CountedRow>`
    select s.person_id || '/' || s.id as id, s.settled_on as date,
           s.institution || '，' || (case s.channel when 'direct' then '直接结算' else '零星报销' end) as text,
           s.total as amount, null::text as reference
    from settlement s
    where s.department_id = ${department} and s.settled_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and s.care_area <> '' and left(s.care_area, 4) <> ${area.slice(0, 4)}
      and (not ${direct}::boolean or s.channel = 'direct')
      and (${reaches}::text[] is null
           or (case when left(s.care_area, 2) = ${area.slice(0, 2)} then 'in-province' else 'cross-province' end) = any(${reaches}::text[]))
      and (${visits}::text[] is null or (case s.visit_kind when 'inpatient' then 'inpatient' else 'outpatient' end) = any(${visits}::text[]))`;
}

async function hasRemoteCare(db: Db, { department, area, year }: CountedQuery): Promise<boolean> {
  const { rows } = await sql`
    select from settlement where department_id = ${department}
      and settled_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and care_area <> '' and left(care_area, 4) <> ${area.slice(0, 4)} limit 1`.execute(db);
  return rows.length > 0;
}

const carePlaces = reachPlaces.flatMap(({ reach }) =>
  ['inpatient', 'outpatient'].map((visit) => ({ standpoint: 'insured-place', visit, reach })),
);

export const travelFigures: readonly ComputedFigure[] = [
  filings,
  ...(['remote-care-cost', 'direct-settled-cost'] as const).map((figure) =>
    counted({
      figure,
      register: '待遇结算',
      money: true,
      places: carePlaces,
      kept: hasRemoteCare,
      rows: async (_, query) => remoteCare(query, figure === 'direct-settled-cost'),
    }),
  ),
];
