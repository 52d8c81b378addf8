/**
 * Parts A and B of the five published documents, counted from records of their size: persons, spells, dues and approved lists are set
 * up so that what the documents state follows – and where a printed number is not what its own operands give, ours is the right one.
 * Targets and populations are declared, as they are in a bureau.
 */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type RawBuilder, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDepartment } from '../books/index.ts';
import { type Coordinates, checkDeclaration, declareFigure, FigureReader } from '../figures/index.ts';
import { keepAttachment } from '../office/vouchers/index.ts';
import { confirmParameterValue, enterParameterValue } from '../parameters/index.ts';
import { enrolmentFigures } from './figures.ts';

const at = new Date('2025-02-01T08:00:00Z');
const [maker, checker] = [newId(), newId()];
const department = 'county';

let store: Store;
beforeEach(async () => {
  store = await testDatabase();
});
afterEach(() => store.close());

async function county(area: string): Promise<void> {
  await addDepartment(store.db, { id: department, name: '某县医疗保障局', area });
}

/** A statement of hundreds of thousands of rows that are known to fit each other: the keys' triggers would only cost time. */
async function bulk(statement: RawBuilder<unknown>): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await statement.execute(trx);
  });
}

/** People numbered from one on, all of the county; number `n` is always the same person. */
async function people(area: string, count: number): Promise<void> {
  await bulk(sql`
    insert into insured_person (id, name, born_on, area, identity_sealed, made_by, made_at)
    select ${person(sql`n`)}, '人' || n, '1980-01-01', ${area}, '\\x00', ${maker}, ${at}
    from generate_series(1, ${count}::integer) as n`);
}

const person = (n: ReturnType<typeof sql>) => sql`('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const entry = (n: ReturnType<typeof sql>, kind: number) =>
  sql`(${`0000000${kind}`} || '-0000-7000-9000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

interface Numbers {
  readonly from: number;
  readonly count: number;
}

async function residents(area: string, year: number, { from, count }: Numbers): Promise<void> {
  await bulk(sql`
    insert into insured_spell (person_id, id, scheme, area, member, civil_servant, from_date, to_date, made_by, made_at)
    select ${person(sql`n`)}, ${entry(sql`n::bigint * 10000 + ${year}`, 1)}, 'resident', ${area}, 'resident', false,
           ${`${year}-01-01`}, ${`${year}-12-31`}, ${maker}, ${at}
    from generate_series(${from}::integer, ${from + count - 1}::integer) as n`);
}

async function employees(
  area: string,
  member: string,
  { from, count }: Numbers,
  since: string,
  employers: number,
): Promise<void> {
  await bulk(sql`
    insert into insured_spell (person_id, id, scheme, area, member, civil_servant, from_date, made_by, made_at)
    select ${person(sql`n`)}, ${entry(sql`n`, 2)}, 'employee', ${area}, ${member}, false, ${since}, ${maker}, ${at}
    from generate_series(${from}::integer, ${from + count - 1}::integer) as n`);
  if (employers === 0) return;
  await bulk(sql`
    insert into insured_employment (person_id, id, spell_id, department_id, employer, kind, wage, from_month, made_by, made_at)
    select ${person(sql`n`)}, ${entry(sql`n`, 3)}, ${entry(sql`n`, 2)}, ${department},
           '91990101MA' || lpad((n % ${employers}::integer)::text, 8, '0'), 'in-service', 600000, ${since.slice(0, 7)}, ${maker}, ${at}
    from generate_series(${from}::integer, ${from + count - 1}::integer) as n`);
}

interface DueRows extends Numbers {
  readonly year: number;
  readonly standard: number;
  readonly subsidy: number;
  readonly category: string | null;
  readonly settledOn: string;
}

async function dues({ from, count, year, standard, subsidy, category, settledOn }: DueRows): Promise<void> {
  await bulk(sql`
    insert into contribution_due (person_id, id, department_id, scheme, period, kind, employer, base, standard, subsidy,
      subsidy_category, person, employer_share, account, fiscal, covered_from, enrolled_on, paid_person, settled_on, made_by, made_at)
    select ${person(sql`n`)}, ${entry(sql`n::bigint * 10000 + ${year}`, 4)}, ${department}, 'resident', ${String(year)},
           'resident', '', 0, ${standard}, ${subsidy}, ${category}, ${standard - subsidy}, 0, 0, 0, ${`${year}-01-01`}, ${`${year - 1}-11-20`},
           ${standard - subsidy}, ${settledOn}, ${maker}, ${at}
    from generate_series(${from}::integer, ${from + count - 1}::integer) as n`);
}

/** People on the roster, enrolled for the year with their subsidy, on an approved list. */
async function subsidised(rows: Omit<DueRows, 'settledOn'> & { readonly category: string }): Promise<void> {
  const { from, count, year, subsidy, category } = rows;
  const list = newId();
  await bulk(sql`
    insert into insured_category (person_id, id, category, from_date, known_since, document, made_by, made_at)
    select ${person(sql`n`)}, ${entry(sql`n`, 5)}, ${category}, ${`${year - 1}-01-01`}, ${`${year - 1}-11-01`}, '名册', ${maker}, ${at}
    from generate_series(${from}::integer, ${from + count - 1}::integer) as n`);
  await dues({ ...rows, settledOn: `${year - 1}-12-20` });
  await bulk(sql`
    insert into enrolment_subsidy_list (department_id, id, year, persons, amount, made_by, made_at, decided, decided_by, decided_on, decided_at)
    values (${department}, ${list}, ${year}, ${count}, ${count * subsidy}, ${maker}, ${at}, 'approved', ${checker}, ${`${year}-03-01`}, ${at})`);
  await bulk(sql`
    insert into enrolment_subsidy (person_id, due_id, department_id, list_id, year, category, amount)
    select ${person(sql`n`)}, ${entry(sql`n::bigint * 10000 + ${year}`, 4)}, ${department}, ${list}, ${year}, ${category}, ${subsidy}
    from generate_series(${from}::integer, ${from + count - 1}::integer) as n`);
}

async function declared(year: number, figure: string, value: string, place: Coordinates = {}): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const bytes = new TextEncoder().encode('下达任务的文件');
    const attachmentHash = await keepAttachment(trx, {
      name: '文件.txt',
      mediaType: 'text/plain',
      bytes,
      by: maker,
      at,
    });
    const id = newId();
    const draft = {
      id,
      department,
      kind: 'declared',
      figure,
      at: place,
      period: { from: `${year}-01-01`, to: `${year}-12-31` },
      cutOff: { kind: 'year-end', date: `${year}-12-31` },
      value,
      denominator: null,
      sourceRegister: '上级文件',
      attachmentHash,
      replaces: null,
      maker,
    } as const;
    const outcome = await declareFigure(trx, draft, at, () => false);
    const checked = await checkDeclaration(trx, { department, id, person: checker, at });
    for (const one of [outcome, checked]) if ('refusal' in one) throw new Error(one.refusal.message);
  });
}

async function confirmed(area: string, key: string, from: string, value: string): Promise<void> {
  const id = newId();
  await store.db.transaction().execute(async (trx) => {
    const entered = await enterParameterValue(trx, {
      id,
      by: maker,
      at,
      area,
      key,
      from,
      value,
      document: '核对过的通知',
    });
    if ('refusal' in entered) throw new Error(entered.refusal.message);
    const outcome = await confirmParameterValue(trx, { id, by: checker, at });
    if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  });
}

/** Values as the documents' rows ask for them. */
async function valuesOf(year: number, wanted: Readonly<Record<string, readonly [figure: string, at?: Coordinates]>>) {
  await sql`analyze`.execute(store.db);
  const reader = new FigureReader(store.db, enrolmentFigures);
  const found: Record<string, string | null> = {};
  for (const [row, [figure, place = {}]] of Object.entries(wanted)) {
    found[row] = (await reader.value(figure, { department, year, at: place })).value;
  }
  return found;
}

const employee = { scheme: 'employee' };
const resident = { scheme: 'resident' };

test('000: a county of 649,337 insured, in seconds; three printed rates are not what their operands give', async () => {
  const area = '431124';
  await county(area);
  await people(area, 680_000);
  await residents(area, 2022, { from: 1, count: 646_538 });
  await residents(area, 2023, { from: 1, count: 616_795 });
  // Last year 32,215 employees; 327 more have come since.
  await employees(area, 'in-service', { from: 646_539, count: 20_051 }, '2020-01-01', 480);
  await employees(area, 'in-service', { from: 666_590, count: 327 }, '2023-05-01', 480);
  await employees(area, 'retired', { from: 666_917, count: 12_164 }, '2020-01-01', 0);
  // 特困、孤儿、重残 in full and the others by half: 12,284 and 20,174 give 32,458 people and 782.985 万元.
  await subsidised({
    from: 1,
    count: 12_284,
    year: 2023,
    standard: 350_00,
    subsidy: 350_00,
    category: 'special-hardship',
  });
  await subsidised({
    from: 12_285,
    count: 20_174,
    year: 2023,
    standard: 350_00,
    subsidy: 175_00,
    category: 'low-income',
  });
  const year = { year: 2023, standard: 350_00, subsidy: 0, category: null };
  await dues({ ...year, from: 32_459, count: 615_270 - 32_458, settledOn: '2022-12-31' });
  await dues({ ...year, from: 615_271, count: 616_795 - 615_270, settledOn: '2023-02-15' });
  await confirmed('hunan', 'resident/enrolment/window-closes', '2022-01-01', '12-31');
  await declared(2023, 'insured-persons-budgeted', '31498', employee);
  await declared(2023, 'insured-persons-budgeted', '640000', resident);
  await declared(2023, 'enrolment-task', '601238');
  await declared(2023, 'permanent-population', '581583');
  const values = await valuesOf(2023, {
    A01: ['insured-persons-budgeted', employee],
    A02: ['insured-employers', employee],
    A03: ['insured-persons', employee],
    A04: ['insured-persons', { ...employee, status: 'in-service' }],
    A05: ['insured-persons', { ...employee, status: 'retired' }],
    A06: ['insured-persons-change', employee],
    A07: ['insured-persons-growth', employee],
    A08: ['insured-persons-budget-completion', employee],
    A10: ['insured-persons', resident],
    A11: ['insured-persons-collection-period', resident],
    A12: ['insured-persons-change', resident],
    A13: ['insured-persons-growth', resident],
    A14: ['insured-persons-budget-completion', resident],
    A15: ['insured-persons'],
    A16: ['enrolment-task-completion'],
    A17: ['enrolment-rate-permanent-population'],
    B09: ['assisted-enrolment-persons'],
    B10: ['assisted-enrolment-amount'],
    B11: ['hardship-enrolment-rate'],
  });
  expect(values).toEqual({
    A01: '31498',
    A02: '480',
    A03: '32542',
    A04: '20378',
    A05: '12164',
    A06: '327',
    // Printed 1.01: 327 ÷ 32,215 is 1.0151 %.
    A07: '1.02',
    A08: '103.31',
    A10: '616795',
    A11: '615270',
    A12: '-29743',
    // Printed 4.61 下降: 29,743 ÷ 646,538 is 4.6003 %.
    A13: '-4.60',
    A14: '96.37',
    // Printed 64.92 万: 649,337 rounds to 64.93.
    A15: '649337',
    A16: '108.00',
    A17: '111.65',
    B09: '32458',
    B10: '7829850.00',
    B11: '100.00',
  });
  const [insured] = enrolmentFigures;
  const page = await insured?.evidence(store.db, { department, year: 2023, at: resident }, { after: null, limit: 3 });
  expect(page?.rows).toHaveLength(3);
  expect(page?.rows[0]).toMatchObject({
    register: '参保登记',
    amount: '1',
    text: '城乡居民，居民，2023-01-01至2023-12-31',
  });
  expect(JSON.stringify(page)).not.toContain('人1');
  const next = await insured?.evidence(
    store.db,
    { department, year: 2023, at: resident },
    { after: page?.next ?? null, limit: 3 },
  );
  expect(next?.rows[0]?.id).not.toBe(page?.rows[0]?.id);
}, 900_000);

test('001: eight kinds of people all enrolled and all subsidised; 30.35 万 residents', async () => {
  const area = '431281';
  await county(area);
  await people(area, 330_000);
  await residents(area, 2024, { from: 1, count: 303_517 });
  await employees(area, 'in-service', { from: 303_518, count: 25_254 }, '2020-01-01', 0);
  await subsidised({
    from: 1,
    count: 7_245,
    year: 2024,
    standard: 380_00,
    subsidy: 380_00,
    category: 'special-hardship',
  });
  await subsidised({
    from: 7_246,
    count: 9_184,
    year: 2024,
    standard: 380_00,
    subsidy: 190_00,
    category: 'low-income',
  });
  await declared(2024, 'permanent-population', '338103');
  expect(
    await valuesOf(2024, {
      A18: ['insured-persons', resident],
      A19: ['insured-persons', employee],
      A20: ['enrolment-rate-permanent-population'],
      B12: ['hardship-enrolment-rate'],
      B13: ['enrolment-subsidy-rate'],
      B14: ['assisted-enrolment-persons'],
      B15: ['assisted-enrolment-amount'],
    }),
  ).toEqual({
    A18: '303517',
    A19: '25254',
    A20: '97.24',
    B12: '100.00',
    B13: '100.00',
    B14: '16429',
    // Printed 449.81 万元.
    B15: '4498060.00',
  });
}, 900_000);

test('002: 17,565 subsidised of 280.00 in full and 140.00 by half are 3,530,940.00 to the yuan', async () => {
  const area = '431103';
  await county(area);
  await people(area, 460_000);
  await residents(area, 2021, { from: 1, count: 412_859 });
  await employees(area, 'in-service', { from: 412_860, count: 39_602 }, '2020-01-01', 0);
  await subsidised({
    from: 1,
    count: 7_656,
    year: 2021,
    standard: 280_00,
    subsidy: 280_00,
    category: 'special-hardship',
  });
  await subsidised({
    from: 7_657,
    count: 9_909,
    year: 2021,
    standard: 280_00,
    subsidy: 140_00,
    category: 'low-income',
  });
  await declared(2021, 'enrolment-task', '411214', resident);
  expect(
    await valuesOf(2021, {
      A21: ['insured-persons', resident],
      A22: ['enrolment-task-completion', resident],
      A23: ['insured-persons', employee],
      B20: ['assisted-enrolment-persons'],
      B21: ['assisted-enrolment-amount'],
    }),
  ).toEqual({ A21: '412859', A22: '100.40', A23: '39602', B20: '17565', B21: '3530940.00' });
}, 900_000);

test('003: one rate of enrolment, where the document has three; targets are declared', async () => {
  const area = '611025';
  await county(area);
  await people(area, 100_000);
  await residents(area, 2023, { from: 1, count: 94_725 });
  await employees(area, 'in-service', { from: 95_001, count: 5_000 }, '2020-01-01', 0);
  await declared(2023, 'contribution-rate-target', '99.1', resident);
  await declared(2023, 'hardship-enrolment-rate-target', '100');
  expect(
    await valuesOf(2023, {
      A24: ['enrolment-rate', resident],
      A25: ['contribution-rate-target', resident],
      A27: ['hardship-enrolment-rate-target'],
      'persons to enrol': ['persons-to-enrol', resident],
      // Of nobody's category anything is known: there is no rate, which is not 100.
      'hardship rate': ['hardship-enrolment-rate'],
    }),
  ).toEqual({
    A24: '99.71',
    A25: '99.1',
    A27: '100',
    'persons to enrol': '95000',
    'hardship rate': null,
  });
});

test('004: 特困、低保、监测 by their standards, from the parameters of the place', async () => {
  const area = '141125';
  await county(area);
  await people(area, 23_000);
  await residents(area, 2024, { from: 1, count: 23_000 });
  const year = { year: 2024, standard: 380_00 };
  await subsidised({ ...year, from: 1, count: 1_231, subsidy: 380_00, category: 'special-hardship' });
  await subsidised({ ...year, from: 1_232, count: 18_523, subsidy: 304_00, category: 'low-income' });
  await subsidised({ ...year, from: 19_755, count: 2_630, subsidy: 280_00, category: 'monitored' });
  const destitute = { category: 'destitute' };
  const low = { category: 'subsistence-allowance' };
  const monitored = { category: 'monitored' };
  expect(
    await valuesOf(2024, {
      B27: ['hardship-persons', destitute],
      B28: ['hardship-persons', low],
      B29: ['hardship-persons', monitored],
      B30: ['enrolment-subsidy-per-head', low],
      B31: ['own-contribution-per-head', low],
      B32: ['enrolment-subsidy-per-head', monitored],
      B33: ['own-contribution-per-head', monitored],
      B34: ['enrolment-subsidy-per-head', destitute],
      B35: ['assisted-enrolment-amount', destitute],
      B36: ['assisted-enrolment-amount', low],
      B37: ['assisted-enrolment-amount', monitored],
      B38: ['assisted-enrolment-amount'],
      'standard without a category': ['enrolment-subsidy-per-head'],
    }),
  ).toEqual({
    B27: '1231',
    B28: '18523',
    B29: '2630',
    B30: '304.00',
    B31: '76.00',
    B32: '280.00',
    B33: '100.00',
    B34: '380.00',
    B35: '467780.00',
    B36: '5630992.00',
    B37: '736400.00',
    B38: '6835172.00',
    'standard without a category': null,
  });
});

test('every figure is the sum of its evidence, for each place where there is something', async () => {
  const area = '141125';
  await county(area);
  await people(area, 40);
  await residents(area, 2024, { from: 1, count: 20 });
  await employees(area, 'in-service', { from: 21, count: 6 }, '2024-02-01', 3);
  await employees(area, 'retired', { from: 27, count: 4 }, '2024-02-01', 0);
  await subsidised({ from: 1, count: 5, year: 2024, standard: 380_00, subsidy: 304_00, category: 'low-income' });
  // 低保 and 重残 at once: once in the whole, once in each category.
  await sql`
    insert into insured_category (person_id, id, category, from_date, known_since, document, made_by, made_at)
    select ${person(sql`n`)}, ${entry(sql`n`, 6)}, 'severe-disability', '2023-01-01', '2023-01-01', '名册', ${maker}, ${at}
    from generate_series(1, 2) as n`.execute(store.db);
  await dues({ from: 6, count: 3, year: 2024, standard: 380_00, subsidy: 0, category: null, settledOn: '2024-01-05' });
  for (const figure of enrolmentFigures) {
    const query = { department, year: 2024 };
    for (const place of [{}, ...(await figure.coordinates(store.db, query))]) {
      const value = await figure.value(store.db, { ...query, at: place });
      let sum = 0;
      let rows = 0;
      for (let after: string | null = null; ; ) {
        const page = await figure.evidence(store.db, { ...query, at: place }, { after, limit: 4 });
        for (const { amount } of page.rows) sum += Math.round(Number(amount) * 100);
        rows += page.rows.length;
        if (page.next === null) break;
        after = page.next;
      }
      expect([figure.figure, place, value === null ? 0 : Math.round(Number(value) * 100)]).toEqual([
        figure.figure,
        place,
        sum,
      ]);
      if (value === null) expect(rows).toBe(0);
    }
  }
  const both = await valuesOf(2024, {
    whole: ['hardship-persons'],
    low: ['hardship-persons', { category: 'subsistence-allowance' }],
    disabled: ['hardship-persons', { category: 'severe-disability' }],
  });
  expect(both).toEqual({ whole: '5', low: '5', disabled: '2' });
});
