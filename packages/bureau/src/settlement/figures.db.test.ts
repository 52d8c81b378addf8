/**
 * Parts D and E of the published figures from settlements and filings of their number: what the documents state follows from records,
 * and every figure is the sum of its evidence.
 */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDepartment } from '../books/index.ts';
import { computedFigures } from '../catalogue.ts';
import { type Coordinates, FigureReader } from '../figures/index.ts';
import { travelFigures } from '../travel/figures.ts';
import { settlementFigures } from './figures.ts';

const department = 'county';
const year = 2024;
const maker = newId();
const at = new Date('2024-12-31T08:00:00Z');

let store: Store;
beforeEach(async () => {
  store = await testDatabase();
  // Keys are left aside below; the sums are kept all the same.
  await sql`alter table settlement enable always trigger settlement_summary`.execute(store.db);
  await addDepartment(store.db, { id: department, name: '某县医疗保障局', area: '990101' });
});
afterEach(() => store.close());

interface Settled {
  readonly scheme?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly item?: string;
  readonly channel?: string;
  readonly careArea?: string;
  readonly count: number;
  /** Of all of them, in fen; what does not divide is with the first. */
  readonly total: number;
  readonly own?: number;
  readonly pool?: number;
  readonly illness?: number;
  readonly assistance?: number;
  readonly cadre?: number;
  /** How many people they are of; each of its own where left out. */
  readonly people?: number;
  readonly cancelled?: boolean;
}

let group = 0;

/** So many settlements of a kind, in one statement; keys and sums that others keep are left aside. */
async function settled(one: Settled): Promise<void> {
  group += 1;
  const { scheme = 'resident', kind = 'inpatient', level = 'level-2', item = '', channel = 'direct' } = one;
  const { careArea = '990101', count, people = count, cancelled = false } = one;
  const share = (sum: number) =>
    sql`(${sum}::bigint / ${count}::bigint + case when n = 1 then ${sum}::bigint % ${count}::bigint else 0 end)`;
  const { total, own = 0, pool = 0, illness = 0, assistance = 0, cadre = 0 } = one;
  const sign = cancelled ? sql`-1` : sql`1`;
  await store.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`
      insert into settlement (person_id, id, department_id, kind, cancels, scheme, year, institution, visit_number, visit_kind,
        visit_from, visit_to, total, own, over_limit, first_pay, in_scope, deductible, pool_ratio, pool, critical_illness, large_amount,
        civil_servant, assistance, cadre, funds, hospital_borne, personal, account, cash, used_before, used_after, fingerprint,
        settled_on, reason, made_by, made_at, institution_level, filing, care_area, visit_item, channel, policy_area,
        member, is_civil_servant, account_offered, extra_infants)
      select ('00000000-0000-7000-8000-' || lpad(to_hex(${group}::bigint * 10000000 + (n - 1) % ${people}::integer), 12, '0'))::uuid,
             ('00000000-0000-7000-9000-' || lpad(to_hex(${group}::bigint * 10000000 + n), 12, '0'))::uuid,
             ${department}, ${cancelled ? 'cancelled' : 'settled'}, ${cancelled ? newId() : null}::uuid, ${scheme}, ${year}, '某院',
             n::text, ${kind}, '2024-05-01', '2024-05-02', ${sign} * total, ${sign} * own, 0, 0, ${sign} * (total - own), 0, null,
             ${sign} * pool, ${sign} * illness, 0, 0, ${sign} * assistance, ${sign} * cadre,
             ${sign} * (pool + illness + assistance + cadre), 0, ${sign} * (total - pool - illness - assistance - cadre), 0,
             ${sign} * (total - pool - illness - assistance - cadre), '{}', '{}', '', '2024-05-03', '', ${maker}, ${at},
             ${level}, 'local', ${careArea}, ${item}, ${channel}, 'hunan/yongzhou', '', false, 0, 0
      from (select n, ${share(total)} as total, ${share(own)} as own, ${share(pool)} as pool, ${share(illness)} as illness,
                   ${share(assistance)} as assistance, ${share(cadre)} as cadre
            from generate_series(1, ${count}::integer) as n) as rows`.execute(trx);
  });
}

async function values(rows: readonly (readonly [row: string, figure: string, at: Coordinates])[]) {
  const reader = new FigureReader(store.db, computedFigures());
  const found: (readonly [string, string | null])[] = [];
  for (const [row, figure, place] of rows) {
    found.push([row, (await reader.value(figure, { department, year, at: place })).value]);
  }
  return Object.fromEntries(found);
}

const wan = (amount: number): number => Math.round(amount * 1_000_000);

test('001 of 2024: visits, what each payer paid, and ratios by level', { timeout: 240_000 }, async () => {
  // 居民住院: the ratios of the levels and their whole fix how the costs lie between them, 1.74 to 4.26.
  const inpatient = wan(24_890.12 + 2041.02 + 1354.53) / 0.6437;
  const [primary, secondary] = [Math.round(inpatient * 0.29), Math.round(inpatient * 0.71)];
  const paid = Math.round(primary * 0.6863);
  await settled({ count: 40_000, level: 'level-1', total: primary, own: Math.round(primary * 0.0175), pool: paid });
  await settled({
    count: 58_400,
    total: secondary,
    own: Math.round(secondary * 0.0582),
    pool: wan(24_890.12) - paid,
    illness: wan(2041.02),
    assistance: wan(1354.53),
  });
  const outpatient = wan(9000);
  await settled({
    count: 525_000,
    kind: 'outpatient',
    level: 'primary',
    total: outpatient,
    own: Math.round(outpatient * 0.0175),
    pool: wan(4801.85),
    assistance: wan(179.89),
  });
  // 职工住院: 74.95 and 68.95 give 70.15 where the first level has a fifth of the costs.
  await settled({
    scheme: 'employee',
    count: 3_000,
    level: 'level-1',
    total: wan(1000),
    own: wan(17.5),
    pool: wan(749.5),
  });
  await settled({ scheme: 'employee', count: 7_351, total: wan(4000), own: wan(232.8), pool: wan(2758) });
  await settled({ scheme: 'employee', kind: 'chronic', count: 20_043, level: 'level-2', total: 0 });
  await settled({ scheme: 'employee', kind: 'outpatient', count: 126_600, level: 'primary', total: 0 });
  // Taken back: it counts against.
  await settled({ scheme: 'employee', count: 1, total: 0, cancelled: true });
  const resident = { scheme: 'resident', visit: 'inpatient' };
  const employee = { scheme: 'employee' };
  expect(
    await values([
      ['D08', 'benefit-visits', resident],
      ['D09', 'benefit-payments', { ...resident, payer: 'pooled-fund' }],
      ['D10', 'benefit-payments', { ...resident, payer: 'serious-illness' }],
      ['D11', 'benefit-visits', { scheme: 'resident', visit: 'outpatient' }],
      ['D12', 'benefit-payments', { scheme: 'resident', visit: 'outpatient', payer: 'pooled-fund' }],
      ['D13', 'benefit-visits', { ...employee, visit: 'inpatient' }],
      ['D14', 'benefit-visits', { ...employee, visit: 'special-outpatient' }],
      ['D15', 'benefit-visits', { ...employee, visit: 'pooled-outpatient' }],
      ['D16', 'out-of-catalogue-share', { 'institution-level': 'primary' }],
      ['D17', 'out-of-catalogue-share', { 'institution-level': 'secondary' }],
      ['D18', 'actual-reimbursement-rate', employee],
      ['D19', 'actual-reimbursement-rate', { ...employee, 'institution-level': 'primary' }],
      ['D20', 'actual-reimbursement-rate', { ...employee, 'institution-level': 'secondary' }],
      ['D21', 'actual-reimbursement-rate', { scheme: 'resident' }],
      ['D22', 'actual-reimbursement-rate', { scheme: 'resident', 'institution-level': 'primary' }],
      ['D23', 'actual-reimbursement-rate', { scheme: 'resident', 'institution-level': 'secondary' }],
    ]),
  ).toEqual({
    D08: '98400',
    D09: '248901200.00',
    D10: '20410200.00',
    D11: '525000',
    D12: '48018500.00',
    D13: '10350',
    D14: '20043',
    D15: '126600',
    D16: '1.75',
    D17: '5.82',
    D18: '70.15',
    D19: '74.95',
    D20: '68.95',
    D21: '64.37',
    D22: '68.63',
    D23: '62.63',
  });
});

test('000 of its report: how many were treated, and what the two diseases cost the funds', {
  timeout: 240_000,
}, async () => {
  await settled({ count: 567_300, kind: 'outpatient', total: 0 });
  await settled({ count: 83_000, kind: 'two-disease', item: 'hypertension', total: wan(500), pool: wan(292.7) });
  await settled({ count: 51_000, kind: 'two-disease', item: 'diabetes', total: wan(900), pool: wan(528.3) });
  await settled({ scheme: 'employee', count: 115_700, kind: 'outpatient', total: 0 });
  expect(
    await values([
      ['D01', 'benefit-visits', { scheme: 'employee' }],
      ['D02', 'benefit-visits', { scheme: 'resident' }],
      ['D03', 'benefit-visits', { visit: 'outpatient', disease: 'hypertension' }],
      ['D04', 'disease-drug-payments', { disease: 'hypertension' }],
      ['D05', 'benefit-visits', { visit: 'outpatient', disease: 'diabetes' }],
      ['D06', 'disease-drug-payments', { disease: 'diabetes' }],
    ]),
  ).toEqual({ D01: '115700', D02: '701300', D03: '83000', D04: '2927000.00', D05: '51000', D06: '5283000.00' });
});

test('003 of 2023: thirteen retired cadres, twenty-three visits', async () => {
  await settled({ scheme: 'retired-cadre', count: 23, people: 13, total: wan(23.44), cadre: wan(23.44) });
  expect(
    await values([
      ['D26', 'retired-cadre-medical-paid', {}],
      ['D27', 'retired-cadre-persons', {}],
      ['D28', 'retired-cadre-visits', {}],
    ]),
  ).toEqual({ D26: '234400.00', D27: '13', D28: '23' });
});

test('001 and 000: filings of the year, and how much of care elsewhere was settled directly', async () => {
  await store.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`
      insert into cross_region_filing (person_id, id, department_id, kind, area, reach, from_date, reason, made_by, made_on, made_at)
      select gen_random_uuid(), gen_random_uuid(), ${department}, 'transferred',
             case when n <= 315 then '9902' else '98' end, case when n <= 315 then 'in-province' else 'cross-province' end,
             '2024-03-01', '转诊', ${maker}, '2024-03-01', ${at}
      from generate_series(1, 2489) as n`.execute(trx);
  });
  for (const [careArea, kind, direct] of [
    ['980101', 'inpatient', 7562],
    ['990201', 'inpatient', 9485],
    ['990201', 'outpatient', 9861],
  ] as const) {
    await settled({ careArea, kind, count: 5, total: direct });
    await settled({ careArea, kind, count: 2, total: 10_000 - direct, channel: 'manual' });
  }
  const insured = { standpoint: 'insured-place' };
  expect(
    await values([
      ['E06', 'direct-settlement-rate', { ...insured, visit: 'inpatient', reach: 'cross-province' }],
      ['E07', 'direct-settlement-rate', { ...insured, visit: 'inpatient', reach: 'in-province' }],
      ['E08', 'direct-settlement-rate', { ...insured, visit: 'outpatient' }],
      ['E09', 'remote-registrations', { reach: 'in-province' }],
      ['E10', 'remote-registrations', { reach: 'cross-province' }],
      ['E04', 'direct-settlement-rate', { standpoint: 'care-place', visit: 'inpatient' }],
    ]),
  ).toEqual({ E06: '75.62', E07: '94.85', E08: '98.61', E09: '315', E10: '2174', E04: null });
  for (const figure of [...settlementFigures, ...travelFigures]) {
    for (const place of await figure.coordinates(store.db, { department, year })) {
      const query = { department, year, at: place };
      const { rows } = await figure.evidence(store.db, query, { after: null, limit: 5000 });
      const sum = rows.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);
      expect([figure.figure, sum]).toEqual([
        figure.figure,
        Math.round(Number(await figure.value(store.db, query)) * 100),
      ]);
    }
  }
});

test('a year in which nothing was settled has no value, rather than nought', async () => {
  expect(await values([['D01', 'benefit-visits', { scheme: 'employee' }]])).toEqual({ D01: null });
});
