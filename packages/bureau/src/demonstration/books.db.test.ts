import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statements, statementTemplate, statementTemplateIds } from '@mingzhang/disclosure';
import { compareTables, paperOfStatements, render } from '@mingzhang/disclosure/testing';
import { auditWithModel } from '@mingzhang/documents';
import { parseExact } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assistanceFigures } from '../assistance/figures.ts';
import { findApplication, listApplications, listBurdenEvents, listBurdenPushes } from '../assistance/index.ts';
import { accountSets, listUnits } from '../books/index.ts';
import { otherPrograms, ourBalances } from '../books/testing-other-programs.ts';
import { computedFigures } from '../catalogue.ts';
import { enrolmentFigures } from '../enrolment/figures.ts';
import {
  type ComputedFigure,
  type Coordinates,
  type Evidence,
  type FigureQuery,
  FigureReader,
} from '../figures/index.ts';
import { readAccounts, readStatistics } from '../office/accounts/index.ts';
import { budgetLedger, listPayments, listProjects, selectMovements } from '../office/budget/index.ts';
import { listVouchers } from '../office/vouchers/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { settlementFigures } from '../settlement/figures.ts';
import { demonstrationDatabase, demonstrationKey, demonstrationDay as today } from '../testing.ts';
import { travelFigures } from '../travel/figures.ts';
import { verifiers } from '../verify.ts';
import { loadDemonstration } from './index.ts';

let store: Store;

beforeAll(async () => {
  store = await demonstrationDatabase();
});
afterAll(() => store.close());

test('it is loaded once', async () => {
  expect(await loadDemonstration(store.db, today, new Date(`${today}T02:00:00Z`), demonstrationKey)).toBe(false);
});

test('everything that can be proved of the books holds', async () => {
  for (const verifier of verifiers) {
    const { failures } = await verifier.run(store.db);
    expect(failures, verifier.id).toEqual([]);
  }
});

test.for(otherPrograms)(
  '$name reads every set of books and says the same',
  { timeout: 60_000 },
  async ({ missing, balances, advice }, { skip }) => {
    if (missing()) skip(advice);
    const directory = mkdtempSync(join(tmpdir(), 'mingzhang-books-'));
    try {
      const sets = await accountSets(store.db);
      expect(sets).toHaveLength(7);
      for (const set of sets) {
        const ours = await ourBalances(store.db, set, today.slice(0, 7));
        expect(Object.keys(ours), set.id).not.toHaveLength(0);
        expect(await balances(store.db, set, directory), set.id).toEqual(ours);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);

test('the year-end vouchers of every closed year have their numbers, after those of December', async () => {
  const { rows } = await sql<{ unit: string; date: string; n: number; numbered: number; least: number }>`
    select l.unit_id as unit, l.date, count(*)::integer as n, count(v.number)::integer as numbered, min(v.number) as least
      from ledger_voucher l
      join accounting_unit u on u.id = l.unit_id and u.nature <> 'fund'
      left join office_voucher v on v.unit_id = l.unit_id and v.id = l.id
     where l.kind = 'closing' group by 1, 2 order by 1, 2`.execute(store.db);
  expect(rows.map(({ unit, date }) => `${unit} ${date}`)).toEqual(
    ['demo-bureau', 'demo-centre'].flatMap((unit) => [2023, 2024, 2025].map((year) => `${unit} ${year}-12-31`)),
  );
  for (const { n, numbered, least } of rows) {
    expect(numbered).toBe(n);
    expect(least).toBeGreaterThan(1);
  }
});

test('nothing is withheld from those who are retired', async () => {
  const retired = await sql<{ n: number; taxed: number }>`
    select count(*)::integer as n, count(*) filter (where exists (
             select from payroll_line t where t.run_id = l.run_id and t.person_id = l.person_id and t.item = 'income-tax'
           ))::integer as taxed
      from payroll_line l where l.item = 'retired-pension'`.execute(store.db);
  expect(retired.rows[0]?.n).toBeGreaterThan(0);
  expect(retired.rows[0]?.taxed).toBe(0);
});

test('three years are closed and have their statements; the one under way goes through its month', async () => {
  const closed = await Promise.all(
    [2023, 2024, 2025, 2026].map(async (year) => {
      const accounts = await readAccounts(store.db, 'demo', year);
      return [accounts?.through, accounts?.closed, accounts !== null && 'facts' in accounts.outcome];
    }),
  );
  expect(closed).toEqual([
    ['2023-12', true, true],
    ['2024-12', true, true],
    ['2025-12', true, true],
    ['2026-06', false, true],
  ]);
  expect(await readAccounts(store.db, 'demo', 2022)).toBeNull();
});

test('a year begins with what the year before left', async () => {
  const reader = new FigureReader(store.db, computedFigures());
  const value = async (id: string, year: number) =>
    Number((await reader.value(id, { department: 'demo', year, at: {} })).value);
  for (const year of [2024, 2025]) {
    const total = await value('accounts-total', year);
    const began = total - (await value('income-final', year));
    const left = (await value('accounts-total', year - 1)) - (await value('expenditure-final', year - 1));
    expect(began).toBeCloseTo(left, 2);
    expect(began).toBeGreaterThan(0);
  }
});

test('vouchers of the month under way wait for checking and booking', async () => {
  const counts = await Promise.all(
    (['made', 'checked', 'booked'] as const).map(
      async (state) => (await listVouchers(store.db, { unit: 'demo-bureau', state, limit: 1, offset: 0 })).total,
    ),
  );
  expect(counts.every((count) => count > 0)).toBe(true);
});

test('the budget of a closed year is what it began with and was given, and every payment is booked', async () => {
  for (const unit of ['demo-bureau', 'demo-centre']) {
    for (const year of [2023, 2024, 2025]) {
      const { total } = budgetLedger(await selectMovements(store.db, unit, year), await listProjects(store.db, unit));
      expect(total.annual).toBeGreaterThan(total.start);
      const payments = await listPayments(store.db, unit, year);
      expect(payments.filter(({ voucherId }) => voucherId === null)).toEqual([]);
      const set = `${unit}-budgetary`;
      const { rows } = await sql<{ given: number; paid: number }>`
        select coalesce(sum(-amount) filter (where account like '6001%'), 0)::bigint as given,
               coalesce(sum(amount) filter (where account like '7%' and dimensions like '%general-public-budget%'), 0)::bigint as paid
          from ledger_leg where set_id = ${set} and kind <> 'closing' and extract(year from date) = ${year}`.execute(
        store.db,
      );
      expect(total.paid).toBe(rows[0]?.paid);
      const opened = await sql<{ amount: number }>`
        select coalesce(sum(line.amount), 0)::bigint as amount from budget_line line
          join budget_document doc on doc.unit_id = line.unit_id and doc.id = line.document_id
         where doc.unit_id = ${unit} and doc.year = ${year} and doc.kind = 'carry-over'`.execute(store.db);
      expect(total.annual).toBe((rows[0]?.given ?? 0) + (opened.rows[0]?.amount ?? 0));
      expect(total.available).toBeGreaterThanOrEqual(0);
    }
  }
});

test('of the year under way some payments wait for their vouchers, and an order is under way', async () => {
  const payments = await listPayments(store.db, 'demo-bureau', 2026);
  expect(payments.filter(({ voucherId }) => voucherId === null).length).toBeGreaterThan(0);
  expect(payments.filter(({ voucherId }) => voucherId !== null).length).toBeGreaterThan(50);
  const { total } = budgetLedger(
    await selectMovements(store.db, 'demo-bureau', 2026),
    await listProjects(store.db, 'demo-bureau'),
  );
  expect(total.reserved).toBeGreaterThan(0);
});

test('the funds have books of their own, and are none of the department’s units', async () => {
  const sets = (await accountSets(store.db)).filter(({ book }) => book === 'fund');
  expect(sets.map(({ funds }) => funds.join('+')).sort()).toEqual([
    'assistance',
    'employee-pooled+employee-personal',
    'resident',
  ]);
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from account_set
     where book = 'fund' and first_month = '2023-01' and opened_through = '2026-06'`.execute(store.db);
  expect(rows[0]?.n).toBe(3);
  expect((await listUnits(store.db, 'demo')).map(({ id }) => id)).toEqual(['demo-bureau', 'demo-centre']);
  const accounts = await readAccounts(store.db, 'demo', 2025);
  expect(accounts?.units.map(({ unit }) => unit)).toEqual(['demo-bureau', 'demo-centre']);
});

test('people are insured in both schemes, and what was settled for them stands in the funds’ books', async () => {
  const { rows: covered } = await sql<{ scheme: string; persons: number }>`
    select scheme, count(distinct person_id)::integer as persons from insured_spell group by 1 order by 1`.execute(
    store.db,
  );
  expect(covered).toEqual([
    { scheme: 'employee', persons: 9 },
    { scheme: 'resident', persons: 22 },
    { scheme: 'retired-cadre', persons: 1 },
  ]);
  const { rows: settled } = await sql<{ kind: string; scheme: string; n: number; assisted: number }>`
    select kind, scheme, count(*)::integer as n, count(*) filter (where assistance <> 0)::integer as assisted
      from settlement group by 1, 2 order by 1, 2`.execute(store.db);
  expect(settled).toEqual([
    { kind: 'adjusted', scheme: 'resident', n: 1, assisted: 1 },
    { kind: 'cancelled', scheme: 'resident', n: 1, assisted: 0 },
    { kind: 'settled', scheme: 'employee', n: 2, assisted: 0 },
    { kind: 'settled', scheme: 'resident', n: 12, assisted: 3 },
  ]);
  const { rows: owed } = await sql<{ funds: number; payable: number }>`
    select (select sum(funds)::bigint from settlement)
             - (select sum(amount)::bigint from fund_batch_line where state = 'paid') as funds,
           (select -sum(amount)::bigint from ledger_leg where account = 'benefit-payable') as payable`.execute(
    store.db,
  );
  expect(owed[0]?.payable).toBe(owed[0]?.funds);
});

test('applications, paper claims and warnings stand in every state, and what was approved is paid', async () => {
  const states = async (table: 'assistance_application' | 'manual_claim') =>
    (
      await sql<{ name: string; state: string }>`
        select p.name, a.state from ${sql.table(table)} a join insured_person p on p.id = a.person_id order by 2, 1`.execute(
        store.db,
      )
    ).rows.map(({ name, state }) => `${name} ${state}`);
  expect(await states('assistance_application')).toEqual([
    '曹立冬 approved',
    '邓小满 recognised',
    '石梅英 rejected',
    '文秋实 submitted',
  ]);
  expect(await states('manual_claim')).toEqual([
    '顾念 decided',
    '曹立冬 rejected',
    '石梅英 settled',
    '罗小禾 taken',
    '邹桂兰 withdrawn',
  ]);
  const { rows: paid } = await sql<{ approved: number; paid: number; line: string }>`
    select a.paid as approved, i.amount as paid, l.state as line
    from assistance_application a
    join fund_batch_item i on i.settlement_id = a.settlement_id and i.live
    join fund_batch_line l on l.batch_id = i.batch_id and l.line = i.line`.execute(store.db);
  expect(paid).toEqual([{ approved: paid[0]?.paid, paid: paid[0]?.paid, line: 'paid' }]);
  expect(paid[0]?.paid).toBeGreaterThan(0);
  const waiting = (await listApplications(store.db, { department: 'demo', state: 'recognised' }))[0]?.id ?? '';
  const parameters = await parametersOf(store.db);
  const found = await findApplication(store.db, demonstrationKey, parameters, { id: waiting, today });
  expect(found?.obstacle).toBeNull();
  expect(found?.expected?.paid).toBeGreaterThan(0);

  const events = await listBurdenEvents(store.db, demonstrationKey, { department: 'demo', year: 2026 });
  expect(events.map(({ name, direction, push }) => [name, direction, push !== null])).toEqual([
    ['何满秀', 'above', false],
    ['邓小满', 'above', true],
    ['曹立冬', 'above', true],
  ]);
  expect(await listBurdenPushes(store.db, 'demo')).toMatchObject([
    { events: 2, pushedOn: '2026-06-11', acknowledgedOn: '2026-06-12' },
  ]);
});

test('what came into the assistance fund is in its register by level, and a closed year leaves no more than it may', async () => {
  const run = async (id: string) => verifiers.find((one) => one.id === id)?.run(store.db);
  expect(await run('assistance-sources-equal-income')).toMatchObject({ checked: 4, failures: [] });
  expect(await run('assistance-balance-within-limit')).toMatchObject({ checked: 4, failures: [] });
  expect(await run('applications-paid-as-approved')).toMatchObject({ checked: 1, failures: [] });
  expect(await run('pushes-unchanged')).toMatchObject({ checked: 1, failures: [] });
  const reader = new FigureReader(store.db, computedFigures());
  for (const year of [2023, 2024, 2025]) {
    const raised = await reader.value('assistance-funds-raised', { department: 'demo', year, at: {} });
    expect(raised.basis).toBe('computed');
    let sum = 0n;
    for (const level of ['central', 'province', 'county']) {
      const { value } = await reader.value('assistance-funds-raised', { department: 'demo', year, at: { level } });
      expect(Number(value), `${year} ${level}`).toBeGreaterThan(0);
      sum += parseExact(value ?? '') ?? 0n;
    }
    expect(sum).toBe(parseExact(raised.value ?? ''));
  }
});

async function allEvidence(figure: ComputedFigure, query: FigureQuery): Promise<readonly Evidence[]> {
  const rows: Evidence[] = [];
  for (let after: string | null = null; ; ) {
    const page = await figure.evidence(store.db, query, { after, limit: 5_000 });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

test('every computed figure is, wherever it has something, the sum of its evidence', async () => {
  const counted = new Set<string>();
  for (const year of [2023, 2024, 2025]) {
    for (const figure of computedFigures()) {
      // Reading every leg for every place takes its time: of one year every fourth place, of the others the whole.
      const places = year === 2024 ? await figure.coordinates(store.db, { department: 'demo', year }) : [];
      for (const at of [{}, ...places.filter((_, index) => index % 4 === 0)]) {
        const query = { department: 'demo', year, at };
        const value = await figure.value(store.db, query);
        if (value === null) continue;
        const rows = await allEvidence(figure, query);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        const sum = rows.reduce((total, { amount }) => total + (parseExact(amount) ?? 0n), 0n);
        expect(sum, `${figure.figure} ${year} ${JSON.stringify(at)}`).toBe(parseExact(value));
        if (rows.length > 0) counted.add(figure.figure);
      }
    }
  }
  // What a county bureau has none of: nobody sent abroad, no festival, no equipment above the threshold, no
  // vehicle bought, no capacity subsidy, no vaccines any more, nothing in the budget that the finance office holds.
  // The insurance duties' records begin with the year before this one.
  const begun = new Set(
    [...enrolmentFigures, ...assistanceFigures, ...settlementFigures, ...travelFigures].map(({ figure }) => figure),
  );
  const none = computedFigures()
    .map(({ figure }) => figure)
    .filter((figure) => !counted.has(figure) && !begun.has(figure));
  expect(none.sort()).toEqual([
    'abroad-groups',
    'abroad-persons',
    'capacity-subsidy-received',
    'capacity-subsidy-spent',
    'centrally-held-budget',
    'festival-events',
    'government-fund-expenditure',
    'large-equipment',
    'large-equipment-bought',
    'official-vehicles-bought',
    'state-capital-expenditure',
    'vaccine-payments',
  ]);
}, 120_000);

test('what the statements print of the registers is what the figures say', async () => {
  for (const year of [2023, 2024, 2025]) {
    const reader = new FigureReader(store.db, computedFigures());
    const value = async (id: string, at: Coordinates = {}) =>
      Number((await reader.value(id, { department: 'demo', year, at })).value);
    const statistics = await readStatistics(store.db, 'demo', year);
    expect(statistics).toMatchObject({
      'vehicles-emergency': await value('vehicles', { use: 'emergency' }),
      'vehicles-enforcement': await value('vehicles', { use: 'enforcement' }),
      equipment: await value('large-equipment'),
      'procurement-goods': Math.round(100 * (await value('government-procurement', { purchase: 'goods' }))),
      'procurement-services': Math.round(100 * (await value('government-procurement', { purchase: 'services' }))),
      'procurement-small-medium': Math.round(100 * (await value('sme-contracts'))),
      'procurement-small-micro': Math.round(100 * (await value('small-micro-contracts'))),
    });
    expect(statistics['procurement-goods']).toBeGreaterThan(0);
  }
});

test('the first year has a base to be compared with, and the business figures are declared', async () => {
  const reader = new FigureReader(store.db, computedFigures());
  const read = async (id: string, year: number, at: Coordinates = {}) =>
    (await reader.value(id, { department: 'demo', year, at })).value;
  for (const figure of ['accounts-total-growth', 'general-expenditure-final-growth', 'three-public-final-growth']) {
    expect(await read(figure, 2023), figure).toMatch(/^-?\d+\.\d\d$/);
  }
  for (const year of [2023, 2024, 2025]) {
    for (const figure of ['good-rating-rate', 'annual-budget-completion']) {
      const rate = Number(await read(figure, year));
      expect([rate > 80, rate <= 100], `${figure} ${year}: ${rate}`).toEqual([true, true]);
    }
    expect(await read('recovered-amount', year)).not.toBeNull();
    expect(Number(await read('satisfaction-rate', year, { project: 'special-work' }))).toBeGreaterThan(90);
  }
});

test('the tables of every year in every layout come back as they are, and our own audit finds no error in them', async () => {
  for (const year of [2023, 2024, 2025]) {
    const accounts = await readAccounts(store.db, 'demo', year);
    if (accounts === null || !('facts' in accounts.outcome)) throw new Error(`no facts of ${year}`);
    for (const id of statementTemplateIds) {
      const template = statementTemplate(id);
      if (template === null) throw new Error(`no template ${id}`);
      const ours = statements(accounts.outcome.facts, template);
      const { text } = render({ template: id, blocks: paperOfStatements(ours) }, 'tabs');
      const { audit, document } = auditWithModel(new TextEncoder().encode(text), 'statements.txt');
      const read = (document?.tables ?? []).filter((table) => table.id !== 'other');
      const { differences, structure, cells } = compareTables(read, ours);
      expect(cells, `${year} ${id}`).toBeGreaterThan(300);
      expect({ differences, structure }, `${year} ${id}`).toEqual({ differences: [], structure: [] });
      const errors = audit.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      expect(errors, `${year} ${id}`).toEqual([]);
    }
  }
});
