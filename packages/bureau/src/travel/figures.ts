/**
 * Part E of the published figures: filings made in the year; care elsewhere that was settled directly or by hand, as seen from the place
 * where people are insured by our settlements, and as seen from the place of care by the clearing statements. What is open to people
 * insured elsewhere – institutions, diseases – is what the year's statements show as settled directly.
 */
import { visitKinds } from '@mingzhang/policy';
import { type RawBuilder, sql } from 'kysely';
import { type Db } from '../books/index.ts';
import {
  asked,
  type ComputedFigure,
  type CountedQuery,
  type CountedRow,
  counted,
  measures,
  type Paging,
  settledAlike,
  settledFigure,
} from '../figures/index.ts';
import { levelsOfGrade } from '../registry/index.ts';

/** The rows of the published figures that clearing statements answer. */
export const statementFigureRows = ['E01', 'E02', 'E03', 'E11', 'E04', 'E05'] as const;

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

const reachIn = (area: string, place: string): string =>
  place.slice(0, 2) === area.slice(0, 2) ? 'in-province' : 'cross-province';

/** Care outside the pooling region is where the first four digits of the place differ. */
const elsewhere = (area: string, place: string): boolean => place !== '' && place.slice(0, 4) !== area.slice(0, 4);

/** Settlements of care outside the pooling region; only those settled directly where `direct`. */
const careOfOurs = (direct: boolean) =>
  settledFigure(({ area, at }) => {
    const reaches = asked(at, 'reach');
    const visits = asked(at, 'visit');
    const kinds = Object.keys(visitKinds).filter((kind) =>
      visits?.includes(kind === 'inpatient' ? kind : 'outpatient'),
    );
    return {
      measure: measures.total,
      visitKinds: visits === null ? null : kinds,
      channels: direct ? ['direct'] : null,
      careIn: (place) => elsewhere(area, place) && (reaches === null || reaches.includes(reachIn(area, place))),
    };
  });

/** Rows of clearing statements that count, of a year. */
function statementRows({ department, year }: CountedQuery): RawBuilder<unknown> {
  return sql`
    select r.*, s.name as statement
    from remote_statement_row r
    join remote_statement s on s.department_id = r.department_id and s.id = r.statement_id and s.withdrawn_at is null
    where r.department_id = ${department} and r.taken and left(r.month, 4) = ${String(year)}`;
}

/** Care given here to people insured elsewhere: 住院, and 门诊 with 慢特病; pharmacies are neither. */
function careOfOthers(query: CountedQuery, direct: boolean): RawBuilder<CountedRow> {
  const reaches = asked(query.at, 'reach');
  const visits = asked(query.at, 'visit');
  return sql<CountedRow>`
    select r.statement_id || '/' || lpad(r.row::text, 7, '0') as id, null::date as date,
           r.month || '，' || r.institution || '，参保地' || r.insured_area || '，'
             || (case r.channel when 'direct' then '直接结算' else '未直接结算' end) as text,
           r.total as amount, r.statement as reference
    from (${statementRows(query)}) as r
    where r.visit <> 'pharmacy' and (not ${direct}::boolean or r.channel = 'direct')
      and (${reaches}::text[] is null or r.reach = any(${reaches}::text[]))
      and (${visits}::text[] is null or (case r.visit when 'inpatient' then 'inpatient' else 'outpatient' end) = any(${visits}::text[]))`;
}

async function hasCareOfOurs(db: Db, query: CountedQuery): Promise<boolean> {
  return (await settledAlike(db, query)).some(({ careArea }) => elsewhere(query.area, careArea));
}

async function hasStatements(db: Db, query: CountedQuery): Promise<boolean> {
  const { rows } = await sql`select from (${statementRows(query)}) as r limit 1`.execute(db);
  return rows.length > 0;
}

/** Of the standpoints asked for, each with its own register; one that has nothing of the year is no nought. */
function remoteCare(direct: boolean) {
  const ours = careOfOurs(direct);
  const standpoints = async (db: Db, query: CountedQuery) => {
    const wanted = asked(query.at, 'standpoint') ?? ['insured-place', 'care-place'];
    return {
      insured: wanted.includes('insured-place') && (await hasCareOfOurs(db, query)),
      care: wanted.includes('care-place') && (await hasStatements(db, query)),
    };
  };
  return {
    sum: async (db: Db, query: CountedQuery): Promise<number | null> => {
      const { insured, care } = await standpoints(db, query);
      if (!insured && !care) return null;
      return (insured ? await ours.sum(db, query) : 0) + (care ? await sumOfOthers(db, query, direct) : 0);
    },
    rows: async (db: Db, query: CountedQuery, page: Paging): Promise<RawBuilder<CountedRow> | null> => {
      const { insured, care } = await standpoints(db, query);
      const parts = [
        insured ? await ours.rows(db, query, page) : null,
        care ? careOfOthers(query, direct) : null,
      ].filter((part) => part !== null);
      return parts.length === 0
        ? null
        : sql`${sql.join(
            parts.map((part) => sql`(${part})`),
            sql` union all `,
          )}`;
    },
  };
}

async function sumOfOthers(db: Db, query: CountedQuery, direct: boolean): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(amount), 0)::bigint as sum from (${careOfOthers(query, direct)}) as r`.execute(db);
  return rows[0]?.sum ?? 0;
}

const carePlaces = ['insured-place', 'care-place'].flatMap((standpoint) =>
  reachPlaces.flatMap(({ reach }) => ['inpatient', 'outpatient'].map((visit) => ({ standpoint, visit, reach }))),
);

const grades = Object.keys(levelsOfGrade).map((grade) => ({ 'institution-level': grade }));

function levelsAsked({ at }: CountedQuery): readonly string[] | null {
  return asked(at, 'institution-level')?.flatMap((grade) => levelsOfGrade[grade] ?? []) ?? null;
}

const institutions = counted({
  figure: 'remote-outpatient-institutions',
  register: '异地就医清算单',
  places: grades,
  kept: hasStatements,
  rows: async (_, query) => {
    const levels = levelsAsked(query);
    return sql<CountedRow>`
      select r.institution as id, null::date as date,
             coalesce(i.name, r.institution) || '，省内自' || min(r.month) filter (where r.reach = 'in-province')
               || '、跨省自' || min(r.month) filter (where r.reach = 'cross-province') as text,
             1 as amount, min(r.statement) as reference
      from (${statementRows(query)}) as r
      left join care_institution i on i.code = r.institution
      where r.visit = 'outpatient' and r.channel = 'direct' and (${levels}::text[] is null or i.level = any(${levels}::text[]))
      group by r.institution, i.name
      having count(distinct r.reach) = 2`;
  },
});

const diseases = counted({
  figure: 'remote-chronic-diseases',
  register: '异地就医清算单',
  places: reachPlaces,
  kept: hasStatements,
  rows: async (_, query) => {
    const reaches = asked(query.at, 'reach');
    return sql<CountedRow>`
      select r.disease as id, null::date as date, r.disease || '，自' || min(r.month) as text, 1 as amount,
             min(r.statement) as reference
      from (${statementRows(query)}) as r
      where r.visit = 'chronic' and r.channel = 'direct' and (${reaches}::text[] is null or r.reach = any(${reaches}::text[]))
      group by r.disease`;
  },
});

/** 定点医疗机构 by their agreements at the end of the year; pharmacies have no grade and are none. */
const agreed = counted({
  figure: 'institutions-of-level',
  register: '定点医药机构',
  places: grades,
  kept: async (db, { area }) => {
    const { rows } = await sql`
      select from care_agreement a join care_institution i on i.code = a.institution
      where left(i.area, 6) = ${area} limit 1`.execute(db);
    return rows.length > 0;
  },
  rows: async (_, query) => {
    const levels = levelsAsked(query);
    return sql<CountedRow>`
      select i.code as id, min(a.from_date)::date as date, i.name as text, 1 as amount, null::text as reference
      from care_institution i
      join care_agreement a on a.institution = i.code
        and ${`${query.year}-12-31`}::date between a.from_date and coalesce(a.ended_on, a.to_date)
      where left(i.area, 6) = ${query.area} and i.kind <> 'pharmacy' and (${levels}::text[] is null or i.level = any(${levels}::text[]))
      group by i.code, i.name`;
  },
});

export const travelFigures: readonly ComputedFigure[] = [
  filings,
  institutions,
  agreed,
  diseases,
  ...(['remote-care-cost', 'direct-settled-cost'] as const).map((figure) =>
    counted({
      figure,
      register: '待遇结算和异地就医清算单',
      money: true,
      places: carePlaces,
      kept: async (db, query) => (await hasCareOfOurs(db, query)) || (await hasStatements(db, query)),
      ...remoteCare(figure === 'direct-settled-cost'),
    }),
  ),
];
