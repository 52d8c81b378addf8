import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Coordinates, type FigureQuery } from '../../figures/index.ts';
import { budgetFigures } from './figures.ts';
import { checkDocument, drawUpDocument } from './records/documents.ts';
import { bookPayment } from './records/payments.ts';
import { addProject } from './records/projects.ts';
import { recordPayment } from './records/record-payment.ts';
import { budgetDocument, budgetLine, id, payment, paymentLine, projects } from './testing/invented.ts';

let store: Store;
const at = new Date('2024-12-31T08:00:00Z');
const today = '2024-12-31';
const [maker, checker] = [id(901), id(902)];
const query = { department: 'cloud', year: 2024 };

beforeAll(async () => {
  store = await testDatabase();
  const { db } = store;
  await db.insertInto('department').values({ id: 'cloud', name: '云泽县医疗保障局', area: '990101' }).execute();
  for (const [position, unitId] of ['office', 'centre'].entries()) {
    await db
      .insertInto('accounting_unit')
      .values({ id: unitId, department_id: 'cloud', name: unitId, nature: 'administrative', position })
      .execute();
  }
  const capacity = { ...projects[4], code: 'T103', name: '能力提升', parent: null, topic: 'capacity-subsidy' };
  const inspection = { ...projects[3], code: 'T104', name: '稽核', parent: null, topic: 'inspection' };
  await db.transaction().execute(async (trx) => {
    for (const unitId of ['office', 'centre']) {
      for (const project of [...projects, capacity, inspection]) {
        await addProject(trx, { unitId, project: project as (typeof projects)[number], by: maker, at });
      }
    }
    const documents = [
      budgetDocument(1, 'start', [
        budgetLine('R1', '2101501', 500_00, { economyCode: '30101' }),
        budgetLine('G1', '2101501', 60_00),
        budgetLine('T104', '2101505', 80_00),
        budgetLine('T104', '2101505', 7_00, { source: 'government-fund-budget' }),
      ]),
      budgetDocument(2, 'transfer', [
        budgetLine('T104', '2101505', -30_00),
        budgetLine('T102', '2101506', 20_00),
        budgetLine('T101', '2101505', 10_00),
      ]),
      budgetDocument(3, 'allocation', [budgetLine('T103', '2101506', 20_00, { level: 'central', direct: true })], {
        centrallyHeld: true,
      }),
      budgetDocument(4, 'carry-over', [budgetLine('T103', '2101506', 3_00, { level: 'central' })]),
      // Sent back: it counts for nothing.
      budgetDocument(5, 'addition', [budgetLine('T103', '2101506', 9_00)]),
    ];
    for (const unitId of ['office', 'centre']) {
      for (const document of unitId === 'office' ? documents : documents.slice(0, 1)) {
        const approved = document.kind !== 'addition';
        await drawUpDocument(trx, { unitId, document, today, by: maker, at });
        await checkDocument(trx, { unitId, documentId: document.id, approved, reason: '不符', by: checker, at });
      }
    }
    const spent = payment(10, [paymentLine('T103', '2101506', '30201', 18_00)]);
    await recordPayment(trx, { unitId: 'office', payment: spent, today, by: maker, at });
    await bookPayment(trx, { unitId: 'office', paymentId: spent.id, voucherId: id(50), by: maker, at });
  });
});

afterAll(() => store.close());

const figure = (name: string) => {
  const found = budgetFigures.find((one) => one.figure === name);
  if (found === undefined) throw new Error(`no figure ${name}`);
  return found;
};

test.each<[string, Coordinates, string | null]>([
  ['start-budget', {}, '1280.00'],
  ['start-budget', { item: '2101501' }, '1120.00'],
  ['start-budget', { item: '21015' }, '1280.00'],
  ['start-budget', { item: ['2101505', '2101506'] }, '160.00'],
  ['annual-budget', {}, '1303.00'],
  ['annual-budget', { item: '2101506' }, '43.00'],
  ['budget-reclassified', {}, '20.00'],
  ['budget-reclassified', { item: '2101505' }, '20.00'],
  ['budget-reclassified', { item: '2101501' }, '0.00'],
  ['centrally-held-budget', {}, '20.00'],
  ['basic-expenditure-budget', {}, '1120.00'],
  ['basic-expenditure-budget', { group: 'personnel' }, '1000.00'],
  ['basic-expenditure-budget', { economic: '301' }, '1000.00'],
  ['projects', {}, '5'],
  ['project-budget', {}, '197.00'],
  ['project-budget', { project: 'inspection' }, '144.00'],
  ['project-budget', { project: 'capacity-subsidy' }, '23.00'],
  ['capacity-subsidy-received', { level: 'central' }, '20.00'],
  ['capacity-subsidy-received', { level: 'county' }, '0.00'],
  ['capacity-subsidy-spent', { level: 'central' }, '18.00'],
  ['capacity-subsidy-spent', { level: 'province' }, '0.00'],
])('%s at %j is %s', async (name, place, value) => {
  const asked: FigureQuery = { ...query, at: place };
  expect(await figure(name).value(store.db, asked)).toBe(value);
});

test('evidence adds up to the value, wherever there is one, page by page', async () => {
  for (const one of budgetFigures) {
    const places: readonly Coordinates[] = [{}, ...(await one.coordinates(store.db, query))];
    for (const place of places) {
      const rows: string[] = [];
      let after: string | null = null;
      do {
        const page = await one.evidence(store.db, { ...query, at: place }, { after, limit: 2 });
        rows.push(...page.rows.map(({ amount }) => amount));
        after = page.next;
      } while (after !== null);
      const sum = rows.reduce((total, amount) => total + BigInt(amount.replace('.', '')), 0n);
      const value = await one.value(store.db, { ...query, at: place });
      expect(String(sum), `${one.figure} at ${JSON.stringify(place)}`).toBe(
        value?.replace(/^0\.00$/, '0').replace('.', ''),
      );
    }
  }
});

test('where they can be asked for, and nothing where no budget is kept', async () => {
  expect(await figure('project-budget').coordinates(store.db, query)).toEqual([
    { project: 'inspection' },
    { project: 'capacity-subsidy' },
  ]);
  expect(await figure('capacity-subsidy-spent').coordinates(store.db, query)).toEqual([{ level: 'central' }]);
  expect(await figure('annual-budget').value(store.db, { ...query, year: 2023, at: {} })).toBeNull();
  const { rows } = await figure('capacity-subsidy-spent').evidence(
    store.db,
    { ...query, at: {} },
    { after: null, limit: 9 },
  );
  expect(rows).toMatchObject([{ reference: 'ZF10', register: '国库支付', voucher: { unit: 'office', id: id(50) } }]);
});
