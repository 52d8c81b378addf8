/**
 * Parts A and B of the published figures, as far as enrolment answers them: counted from spells, dues and approved subsidy lists by
 * statements over the whole county, with the rows behind them page by page. Nobody's name or number is in the evidence: the id
 * leads to the person at the desk.
 *
 * 截止时点: what stands is read off at the year's last day; 集中征缴期 at the day that the parameters close it with.
 */
import { formatYuan } from '@mingzhang/kernel';
import { type Category, categories, members, residentContribution, schemes } from '@mingzhang/policy';
import { type RawBuilder, sql } from 'kysely';
import {
  type CountedQuery as Asked,
  asked,
  type ComputedFigure,
  type Coordinates,
  counted,
  divisionOf,
  type Evidence,
  type FigureQuery,
  pageBy,
  pageOf,
  type CountedRow as Row,
  readOnce,
} from '../figures/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { policyAreaOf } from '../registry/index.ts';
import { type Db } from './common.ts';

/** What a category of the rules is called as a coordinate of the published figures. */
export const figureCategories: Readonly<Record<Category, string>> = {
  'special-hardship': 'destitute',
  orphan: 'orphan',
  'de-facto-orphan': 'de-facto-orphan',
  'low-income': 'subsistence-allowance',
  'returned-poverty': 'returned-poverty',
  'severe-disability': 'severe-disability',
  monitored: 'monitored',
  'low-income-margin': 'low-income-edge',
  'illness-poverty': 'illness-poverty',
};

const categoryIds = Object.keys(categories) as readonly Category[];

/** The categories asked for; all of them where none is. */
function categoriesAsked(at: Coordinates): readonly Category[] {
  const wanted = asked(at, 'category');
  return categoryIds.filter((category) => wanted === null || wanted.includes(figureCategories[category]));
}

/** A code's name, inside a statement. */
const nameOf = (code: RawBuilder<unknown>, names: Readonly<Record<string, string>>): RawBuilder<string> =>
  sql<string>`(${JSON.stringify(names)}::jsonb ->> ${code})`;

const schemeName = nameOf(sql`s.scheme`, schemes);
const memberName = nameOf(sql`s.member`, members);
const categoryName = (code: RawBuilder<unknown>): RawBuilder<string> => nameOf(code, categories);

const end = ({ year }: FigureQuery): string => `${year}-12-31`;

/** Spells that hold on the year's last day, of people alive then. */
const standing = (query: Asked) => sql`
  insured_spell s join insured_person p on p.id = s.person_id and (p.died_on is null or p.died_on > ${end(query)}::date)
  where s.area = ${query.area} and s.from_date <= ${end(query)}::date
    and (s.to_date is null or s.to_date >= ${end(query)}::date)`;

async function hasSpells(db: Db, query: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from insured_spell where area = ${query.area} and from_date <= ${end(query)}::date
      and (to_date is null or to_date >= ${`${query.year}-01-01`}::date) limit 1`.execute(db);
  return rows.length > 0;
}

async function hasDues(db: Db, { department, year }: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from contribution_due where department_id = ${department} and scheme = 'resident' and period = ${String(year)} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

async function hasCategories(db: Db, query: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from insured_category c join insured_person p on p.id = c.person_id
    where left(p.area, 6) = ${query.area} and c.from_date <= ${end(query)}::date
      and (c.to_date is null or c.to_date >= ${`${query.year}-01-01`}::date) limit 1`.execute(db);
  return rows.length > 0;
}

const schemePlaces = [{ scheme: 'employee' }, { scheme: 'resident' }];
const statusPlaces = [
  { scheme: 'employee', status: 'in-service' },
  { scheme: 'employee', status: 'retired' },
];
const categoryPlaces = categoryIds.map((category) => ({ category: figureCategories[category] }));

const memberOfStatus: Readonly<Record<string, string>> = {
  'in-service': 'in-service',
  retired: 'retired',
  'retired-cadre': 'cadre',
};

/** Which spells are asked for. */
function spellsAsked(at: Coordinates): {
  readonly schemes: readonly string[];
  readonly members: readonly string[] | null;
} {
  const statuses = asked(at, 'status');
  const wanted = asked(at, 'scheme') ?? ['employee', 'resident'];
  // 离休人员 are insured by a scheme of their own and counted only where they are asked for.
  const cadres = statuses?.includes('retired-cadre') === true && asked(at, 'scheme') === null;
  return {
    schemes: cadres ? [...wanted, 'retired-cadre'] : wanted,
    members: statuses?.map((one) => memberOfStatus[one] ?? one) ?? null,
  };
}

interface Standing {
  readonly scheme: string;
  readonly member: string;
  readonly persons: number;
}

/** How many stand insured, by scheme and member; nobody is in two spells on one day, so spells are persons. */
function standingBy(db: Db, query: Asked): Promise<readonly Standing[]> {
  return readOnce(db, `insured ${query.area} ${end(query)}`, async () => {
    const { rows } = await sql<Standing>`
      select s.scheme, s.member, count(*)::integer as persons from insured_spell s
      where s.area = ${query.area} and s.from_date <= ${end(query)}::date
        and (s.to_date is null or s.to_date >= ${end(query)}::date)
        and not exists (select from insured_person p where p.id = s.person_id and p.died_on <= ${end(query)}::date)
      group by 1, 2`.execute(db);
    return rows;
  });
}

const insured = counted({
  figure: 'insured-persons',
  register: '参保登记',
  kept: hasSpells,
  places: [...schemePlaces, ...statusPlaces],
  sum: async (db, query) => {
    const { schemes: wanted, members: of } = spellsAsked(query.at);
    return (await standingBy(db, query))
      .filter(({ scheme, member }) => wanted.includes(scheme) && (of === null || of.includes(member)))
      .reduce((sum, { persons }) => sum + persons, 0);
  },
  rows: async (_, query, page) => {
    const { schemes: wanted, members: of } = spellsAsked(query.at);
    return sql<Row>`
      select s.person_id || '/' || s.id as id, s.from_date as date,
             ${schemeName} || '，' || ${memberName} || '，' || s.from_date || '至' || coalesce(s.to_date::text, '今') as text,
             1 as amount, null::text as reference
      from ${standing(query)}
        and s.scheme = any(${[...wanted]}::text[])
        and (${of}::text[] is null or s.member = any(${of}::text[]))
        ${pageBy(page, [sql`s.person_id`, sql`s.id`])}`;
  },
});

function ofResidents(at: Coordinates): boolean {
  const wanted = asked(at, 'scheme');
  return wanted === null || wanted.includes('resident');
}

/** Dues of residents for a year that were paid by a day. */
const paidBy = ({ department, year }: Asked, day: string) => sql`
  d.department_id = ${department} and d.scheme = 'resident' and d.period = ${String(year)} and d.withdrawn_at is null
  and d.settled_on <= ${day}::date`;

/** 集中征缴期: who had paid by its last day for the year. A period that nobody has confirmed gives no count. */
const inPeriod = counted({
  figure: 'insured-persons-collection-period',
  register: '征缴台账',
  kept: hasDues,
  places: [{ scheme: 'resident' }],
  sum: async (db, query) => {
    const closes = await collectionCloses(db, query);
    if (closes === null || !ofResidents(query.at)) return null;
    // The whole and the residents are the same.
    return readOnce(db, `paid ${query.department} ${query.year} ${closes}`, async () => {
      const { rows } = await sql<{ persons: number }>`
        select count(*)::integer as persons from contribution_due d where ${paidBy(query, closes)}`.execute(db);
      return rows[0]?.persons ?? 0;
    });
  },
  rows: async (db, query, page) => {
    const closes = await collectionCloses(db, query);
    if (closes === null || !ofResidents(query.at)) return null;
    return sql<Row>`
      select d.person_id || '/' || d.id as id, d.settled_on as date, d.period || '年度，' || d.settled_on || '缴清' as text,
             1 as amount, null::text as reference
      from contribution_due d
      where ${paidBy(query, closes)} ${pageBy(page, [sql`d.person_id`, sql`d.id`])}`;
  },
});

/** The last day of the period for a year, as confirmed; null where nobody has. */
async function collectionCloses(db: Db, { area: division, year }: Asked): Promise<string | null> {
  const area = policyAreaOf(division);
  if (area === null) return null;
  const set = await readOnce(db, 'parameters', () => parametersOf(db));
  const closes = set.find(area, 'resident/enrolment/window-closes', `${year}-01-01`);
  return closes.kind === 'in-force' ? `${year - 1}-${closes.value}` : null;
}

const employers = counted({
  figure: 'insured-employers',
  register: '用工登记',
  places: [{ scheme: 'employee' }],
  kept: async (db, { department, year }) => {
    const { rows } = await sql`
      select from insured_employment where department_id = ${department} and from_month <= ${`${year}-12`}
        and (to_month is null or to_month >= ${`${year}-01`}) limit 1`.execute(db);
    return rows.length > 0;
  },
  rows: async (_, { department, year, at }) => {
    const schemes = asked(at, 'scheme');
    if (schemes !== null && !schemes.includes('employee')) return null;
    return sql<Row>`
      select e.employer as id, null::date as date, e.employer || '，' || count(distinct e.person_id) || '人' as text, 1 as amount,
             e.employer as reference
      from insured_employment e
      where e.department_id = ${department} and e.employer <> '' and e.from_month <= ${`${year}-12`}
        and (e.to_month is null or e.to_month >= ${`${year}-12`})
      group by e.employer`;
  },
});

/** 应参保: who lives here and is alive, and is insured neither as an employee nor elsewhere. */
const toEnrol = counted({
  figure: 'persons-to-enrol',
  register: '人员登记',
  kept: hasSpells,
  places: [{ scheme: 'resident' }],
  rows: async (_, query) => {
    const schemes = asked(query.at, 'scheme');
    if (schemes === null || !schemes.every((one) => one === 'resident')) return null;
    return sql<Row>`
      with otherwise as materialized (
        select distinct s.person_id from insured_spell s
        where s.from_date <= ${end(query)}::date and (s.to_date is null or s.to_date >= ${end(query)}::date)
          and (s.scheme <> 'resident' or s.area <> ${query.area}))
      select p.id::text as id, p.born_on as date, '居住地' || p.area as text, 1 as amount, null::text as reference
      from insured_person p
      where left(p.area, 6) = ${query.area} and p.born_on <= ${end(query)}::date
        and (p.died_on is null or p.died_on > ${end(query)}::date)
        and not exists (select from otherwise o where o.person_id = p.id)`;
  },
});

/** The roster on the year's last day; who is in several categories is counted in each, and once in the whole. */
function roster(query: Asked, only: RawBuilder<unknown>): RawBuilder<Row> {
  return sql<Row>`
    select c.person_id || '/' || c.id as id, c.from_date as date, ${categoryName(sql`c.category`)} || '，自' || c.from_date as text,
           (case when row_number() over (partition by c.person_id order by c.id) = 1 then 1 else 0 end) as amount,
           c.document as reference
    from insured_category c
    join insured_person p on p.id = c.person_id and (p.died_on is null or p.died_on > ${end(query)}::date)
    where left(p.area, 6) = ${query.area} and c.category = any(${[...categoriesAsked(query.at)]}::text[])
      and c.from_date <= ${end(query)}::date and (c.to_date is null or c.to_date >= ${end(query)}::date) and ${only}`;
}

const hardship = counted({
  figure: 'hardship-persons',
  register: '救助身份名册',
  kept: hasCategories,
  places: categoryPlaces,
  rows: async (_, query) => roster(query, sql`true`),
});

const hardshipEnrolled = counted({
  figure: 'hardship-enrolled-persons',
  register: '救助身份名册',
  kept: hasCategories,
  places: categoryPlaces,
  rows: async (_, query) =>
    roster(
      query,
      sql`exists (select from insured_spell s where s.person_id = p.id and s.from_date <= ${end(query)}::date
                  and (s.to_date is null or s.to_date >= ${end(query)}::date))`,
    ),
});

/** 应资助: residents enrolled for the year on whose due there is a subsidy. */
const entitled = counted({
  figure: 'subsidy-entitled-persons',
  register: '征缴台账',
  kept: hasDues,
  places: categoryPlaces,
  rows: async (_, query) => sql<Row>`
    select d.person_id || '/' || d.id as id, d.enrolled_on as date,
           d.period || '年度，' || ${categoryName(sql`d.subsidy_category`)} || '，应资助' || round(d.subsidy / 100.0, 2) || '元' as text, 1 as amount,
           null::text as reference
    from contribution_due d
    where d.department_id = ${query.department} and d.scheme = 'resident' and d.period = ${String(query.year)}
      and d.withdrawn_at is null and d.subsidy > 0 and d.subsidy_category = any(${[...categoriesAsked(query.at)]}::text[])`,
});

const assisted = ({ figure, money }: { readonly figure: string; readonly money: boolean }): ComputedFigure =>
  counted({
    figure,
    register: '资助参保名单',
    money,
    kept: hasDues,
    places: categoryPlaces,
    rows: async (_, query) => sql<Row>`
      select g.person_id || '/' || g.due_id as id, l.decided_on as date,
             g.year || '年度，' || ${categoryName(sql`g.category`)} || '，资助' || round(g.amount / 100.0, 2) || '元' as text,
             ${money ? sql`g.amount` : sql`case when row_number() over (partition by g.person_id order by g.due_id) = 1 then 1 else 0 end`} as amount,
             l.id::text as reference
      from enrolment_subsidy g
      join enrolment_subsidy_list l on l.department_id = g.department_id and l.id = g.list_id and l.decided = 'approved'
      where g.department_id = ${query.department} and g.year = ${query.year}
        and g.category = any(${[...categoriesAsked(query.at)]}::text[])`,
  });

/** What the parameters in force give for one category in a year: what is subsidised, and what is left to pay. */
function perHead(
  figure: string,
  amountOf: (due: { readonly subsidy: number; readonly person: number }) => number,
): ComputedFigure {
  const rowsOf = async (db: Db, { department, year, at }: FigureQuery): Promise<readonly Evidence[] | null> => {
    const division = await divisionOf(db, department);
    const area = division === null ? null : policyAreaOf(division);
    const wanted = asked(at, 'category') === null ? [] : categoriesAsked(at);
    const [category] = wanted;
    if (area === null || category === undefined || wanted.length > 1) return null;
    const set = await readOnce(db, 'parameters', () => parametersOf(db));
    const due = residentContribution(set, {
      area,
      year,
      enrolledOn: `${year - 1}-12-31`,
      bornOn: '1980-01-01',
      categories: [category],
    });
    if ('refusal' in due) return null;
    const row = set.find(area, `resident/subsidy/${category}`, `${year}-01-01`);
    if (row.kind !== 'in-force') return null;
    const { instrument, source } = row.row;
    const text = `${categories[category]}：个人缴费标准${formatYuan(due.standard)}元，资助${formatYuan(due.subsidy)}元，个人缴纳${formatYuan(due.person)}元`;
    return [
      {
        id: category,
        register: '政策参数',
        date: row.row.from,
        text,
        amount: formatYuan(amountOf(due)),
        reference: instrument ?? source,
      },
    ];
  };
  return {
    figure,
    value: async (db, query) => (await rowsOf(db, query))?.[0]?.amount ?? null,
    evidence: async (db, query, page) => pageOf((await rowsOf(db, query)) ?? [], page),
    coordinates: async (db, query) => {
      const held: Coordinates[] = [];
      for (const at of categoryPlaces) if ((await rowsOf(db, { ...query, at })) !== null) held.push(at);
      return held;
    },
  };
}

export const enrolmentFigures: readonly ComputedFigure[] = [
  insured,
  inPeriod,
  employers,
  toEnrol,
  hardship,
  hardshipEnrolled,
  entitled,
  assisted({ figure: 'assisted-enrolment-persons', money: false }),
  assisted({ figure: 'assisted-enrolment-amount', money: true }),
  perHead('enrolment-subsidy-per-head', ({ subsidy }) => subsidy),
  perHead('own-contribution-per-head', ({ person }) => person),
];
