/** What the overview is made of, in a handful of queries over sums: it is opened over a county of millions of settlements in a second. */
import { addMonths, type DateText, type Fen, firstDayOf, lastDayOf, type Month } from '@mingzhang/kernel';
import { type AccountSet, closingOf, type FundPart } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { accountSets, balancesAt, type Db, type Department } from '../books/index.ts';
import {
  type BurdenBand,
  burdenBands,
  burdenSteps,
  type FundMovement,
  type FundYear,
  fundYears,
  type SettledSum,
} from './decide.ts';

export interface Overview {
  readonly through: Month;
  readonly funds: readonly FundYear[];
  /** From January through the month, and the same months of the year before. */
  readonly settled: readonly SettledSum[];
  readonly settledBefore: readonly SettledSum[];
  /** Insured at the end of the month, by scheme. */
  readonly insured: readonly { readonly scheme: string; readonly persons: number }[];
  readonly burden: readonly BurdenBand[];
}

/** The bureaus, those with the most settlements first: whoever opens a page of insurance sees the one that has something to show. */
export async function listBureaus(db: Db): Promise<readonly Department[]> {
  const { rows } = await sql<Department>`
    select d.id, d.name, d.area from department d
    left join (select department_id, sum(visits) as visits from settlement_summary group by 1) s on s.department_id = d.id
    order by coalesce(s.visits, 0) desc, d.id`.execute(db);
  return rows;
}

/** The last month with a settlement through the given one, or that one: what is shown to who asks for no month. */
export async function lastMonthSettled(db: Db, department: string, through: Month): Promise<Month> {
  const { rows } = await sql<{ month: Month | null }>`
    select to_char(max(month), 'YYYY-MM') as month from settlement_summary
    where department_id = ${department} and month <= ${firstDayOf(through)}`.execute(db);
  return rows[0]?.month ?? through;
}

interface CountyLoading {
  readonly department: string;
  readonly name: string;
  readonly people: number;
  readonly peopleDone: number;
  /** Of a hundred, never a hundred before all of it is there. */
  readonly percent: number;
}

/** The invented county that is being loaded, or was stopped on the way; null where there is none. */
export async function countyLoading(db: Db): Promise<CountyLoading | null> {
  const { rows } = await sql<CountyLoading>`
    select l.department_id as department, d.name, l.people, coalesce(sum(b.people), 0)::integer as "peopleDone",
           (count(b.batch) * 100 / (l.batches + 1))::integer as percent
    from county_load l
    join department d on d.id = l.department_id
    left join county_batch b on b.department_id = l.department_id
    where l.finished_at is null
    group by l.department_id, d.name, l.people, l.batches limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The year of `through` from January on; null where there is no such bureau. */
export async function readOverview(db: Db, department: string, through: Month): Promise<Overview | null> {
  const bureau = await db.selectFrom('department').select('area').where('id', '=', department).executeTakeFirst();
  if (bureau === undefined) return null;
  const year = Number(through.slice(0, 4));
  const [funds, settled, settledBefore, insured, burden] = await Promise.all([
    readFunds(db, department, through),
    readSettled(db, department, `${year}-01`, through),
    readSettled(db, department, `${year - 1}-01`, addMonths(through, -12)),
    readInsured(db, bureau.area, lastDayOf(through)),
    readBurden(db, department, year),
  ]);
  return { through, funds, settled, settledBefore, insured, burden };
}

async function readFunds(db: Db, department: string, through: Month): Promise<readonly FundYear[]> {
  const units = await db
    .selectFrom('accounting_unit')
    .select('id')
    .where('department_id', '=', department)
    .where('nature', '=', 'fund')
    .orderBy('position')
    .execute();
  const sets = (await Promise.all(units.map(({ id }) => accountSets(db, id)))).flat();
  const first = `${Number(through.slice(0, 4)) - 1}-01`;
  const movements: FundMovement[] = [];
  const openings: Partial<Record<FundPart, Fen>> = {};
  const firstMonths: Partial<Record<FundPart, Month>> = {};
  for (const set of sets) {
    for (const fund of set.funds) firstMonths[fund] = set.firstMonth;
    const classOf = new Map(set.accounts.map((account) => [account.key, account.class]));
    if (set.firstMonth < first) {
      for (const row of (await balancesAt(db, set, addMonths(first, -1))).rows) {
        const { fund } = row.dimensions;
        if (fund === undefined || !ofBalance.has(classOf.get(row.account) ?? '')) continue;
        openings[fund] = (openings[fund] ?? 0) - closingOf(row);
      }
    }
    movements.push(...(await readMovements(db, set, first, through)));
  }
  return fundYears({ movements, openings, firstMonths }, through);
}

/** What a fund has is what its balance accounts and the year's income and expense stand at. */
const ofBalance: ReadonlySet<string> = new Set(['fund-balance', 'income', 'expense']);

/**
 * Income and expense of a set by month and fund: closed months from their snapshots, which stand at what moved since January, later
 * ones from the books themselves. Year-end vouchers are neither income nor expense, and change nothing of the balance.
 */
async function readMovements(db: Db, set: AccountSet, first: Month, last: Month): Promise<readonly FundMovement[]> {
  const keys = (wanted: string): readonly string[] =>
    set.accounts.filter((account) => account.class === wanted).map(({ key }) => key);
  const income = keys('income');
  const expense = keys('expense');
  const all = [...income, ...expense, ...keys('fund-balance')];
  const { rows } = await sql<FundMovement>`
    with state as (
      select coalesce(closed_through, '') as closed from account_set where id = ${set.id}
    ), standing as (
      select s.month, substring(s.dimensions from 'fund=([a-z-]+)') as fund,
             sum(s.credit - s.debit) filter (where s.account = any (${income}))::bigint as income,
             sum(s.debit - s.credit) filter (where s.account = any (${expense}))::bigint as expense,
             -sum(s.opening + s.debit - s.credit)::bigint as balance
      from ledger_snapshot s
      where s.set_id = ${set.id} and s.month between ${addMonths(first, -1)} and ${last}
        and s.stage = case when s.month like '%-12' then 'before-closing' else 'closed' end
        and s.account = any (${all})
      group by 1, 2
    ), closed as (
      select month, fund,
             coalesce(income, 0) - coalesce(lag(income) over of_year, 0) as income,
             coalesce(expense, 0) - coalesce(lag(expense) over of_year, 0) as expense,
             coalesce(balance, 0) - coalesce(lag(balance) over (partition by fund order by month), 0) as change
      from (select distinct month from standing) as months
      cross join unnest(${set.funds}::text[]) as fund
      left join standing using (month, fund)
      window of_year as (partition by fund, substring(month from 1 for 4) order by month)
    ), later as (
      select to_char(l.date, 'YYYY-MM') as month, substring(l.dimensions from 'fund=([a-z-]+)') as fund,
             coalesce(-sum(l.amount) filter (where l.account = any (${income}) and l.kind <> 'closing'), 0)::bigint as income,
             coalesce(sum(l.amount) filter (where l.account = any (${expense}) and l.kind <> 'closing'), 0)::bigint as expense,
             -sum(l.amount)::bigint as change
      from ledger_leg l, state
      where l.set_id = ${set.id} and l.account = any (${all})
        and l.date between ${firstDayOf(first)} and ${lastDayOf(last)}
        and l.date >= case state.closed when '' then '-infinity' else (state.closed || '-01')::date + interval '1 month' end
      group by 1, 2
    )
    select month, fund, income::bigint, expense::bigint, change::bigint from closed where month >= ${first}
    union all
    select month, fund, income, expense, change from later
    order by month`.execute(db);
  return rows;
}

async function readSettled(db: Db, department: string, first: Month, last: Month): Promise<readonly SettledSum[]> {
  const { rows } = await sql<SettledSum>`
    select scheme, visit_kind as "visitKind", institution_level as level, sum(visits)::bigint as visits,
           sum(total)::bigint as total, sum(own)::bigint as own, sum(in_scope)::bigint as "inScope", sum(pool)::bigint as pool,
           sum(critical_illness)::bigint as "criticalIllness", sum(large_amount)::bigint as "largeAmount",
           sum(civil_servant)::bigint as "civilServant", sum(assistance)::bigint as assistance, sum(cadre)::bigint as cadre,
           sum(hospital_borne)::bigint as "hospitalBorne", sum(account)::bigint as account, sum(cash)::bigint as cash
    from settlement_summary
    where department_id = ${department} and month between ${firstDayOf(first)} and ${firstDayOf(last)}
    group by 1, 2, 3
    order by 1, 2, 3`.execute(db);
  return rows;
}

async function readInsured(db: Db, area: string, day: DateText) {
  // Two ranges of one index, which an "or" would not be.
  const { rows } = await sql<{ scheme: string; persons: number }>`
    select scheme, count(*)::integer as persons from (
      select scheme from insured_spell where area = ${area} and to_date >= ${day} and from_date <= ${day}
      union all
      select scheme from insured_spell where area = ${area} and to_date is null and from_date <= ${day}
    ) as insured
    group by scheme order by scheme`.execute(db);
  return rows;
}

async function readBurden(db: Db, department: string, year: number): Promise<readonly BurdenBand[]> {
  const { rows } = await sql<{ band: number; persons: number }>`
    select width_bucket(burden, ${[...burdenSteps]}::bigint[]) - 1 as band, count(*)::integer as persons
    from settlement_accumulator where year = ${year} and burden >= 0 and department_id = ${department}
    group by 1`.execute(db);
  return burdenBands(new Map(rows.map(({ band, persons }) => [band, persons])));
}
