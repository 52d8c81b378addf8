/**
 * Clearing statements handed in: what is right counts, the rest is listed and settled row by row; and the figures E01 to E05 and E11 of the
 * five published documents, which follow from them.
 */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDepartment } from '../../books/index.ts';
import { computedFigures } from '../../catalogue.ts';
import { type Coordinates, FigureReader } from '../../figures/index.ts';
import { enterAgreement, registerInstitution } from '../../registry/index.ts';
import { travelFigures } from '../figures.ts';
import { findStatement, listStatementRows, listStatements, remoteCareSums, remoteCareYears } from './listings.ts';
import { type StatementCells } from './read.ts';
import {
  importStatement,
  previewStatement,
  type StatementDone,
  settleStatementRow,
  withdrawStatement,
} from './records.ts';

const department = 'county';
const clerk = newId();
const hand = { department, by: clerk, at: new Date('2024-01-10T02:00:00Z'), today: '2024-01-10' };

let store: Store;
beforeEach(async () => {
  store = await testDatabase();
  await addDepartment(store.db, { id: department, name: '某县医疗保障局', area: '990101' });
});
afterEach(() => store.close());

const header = [
  '医药机构编号',
  '清算年月',
  '参保地',
  '清算类别',
  '病种名称',
  '结算方式',
  '人次',
  '医疗费总额',
  '基金支付总额',
];
const code = (order: number): string => `H990101${String(order).padStart(5, '0')}`;

async function institution(order: number, level = 'level-2'): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const who = { by: clerk, at: hand.at, today: hand.today };
    const kind = 'hospital';
    const one = { code: code(order), name: `医院${order}`, area: '990101', kind, level, dip: false } as const;
    for (const done of [
      await registerInstitution(trx, { ...who, ...one }),
      await enterAgreement(trx, { id: newId(), ...who, institution: one.code, from: '2023-01-01', to: '2024-12-31' }),
    ]) {
      if ('refusal' in done) throw new Error(done.refusal.message);
    }
  });
}

async function outcome(done: Promise<StatementDone>): Promise<string> {
  const of = await done;
  if ('refusal' in of) return of.refusal.id;
  return of.again ? 'again' : 'new';
}

const fileOf = (rows: readonly (readonly string[])[]) => ({
  bytes: Buffer.from(JSON.stringify(rows)),
  file: {
    ok: true as const,
    format: 'csv' as const,
    sheets: [{ name: '', rows: rows.map((cells, index) => ({ number: index + 1, cells })) }],
  },
});
const look = (rows: readonly (readonly string[])[], of = department) =>
  previewStatement(store.db, { department: of, today: hand.today, ...fileOf(rows), limit: 2 });
/** Looks at it first; what is seen of a file that cannot be looked at is nothing. */
const handIn = async (
  id: string,
  rows: readonly (readonly string[])[],
  other: Partial<typeof hand & { readonly seen: string }> = {},
) => {
  const looked = await look(rows, other.department);
  const seen = 'seen' in looked ? looked.seen : '';
  const command = { ...hand, seen, ...other, id, name: '清算单.csv', ...fileOf(rows) };
  return store.db.transaction().execute((trx) => importStatement(trx, command));
};
const settle = (id: string, row: number, corrected: Partial<StatementCells>, onPurpose = false, reason = '对照原单') =>
  store.db.transaction().execute((trx) => settleStatementRow(trx, { ...hand, id, row, corrected, onPurpose, reason }));
const withdraw = (id: string, reason = '传错了') =>
  store.db.transaction().execute((trx) => withdrawStatement(trx, { ...hand, id, reason }));
const totalOf = async (year = 2023): Promise<number> =>
  (await remoteCareSums(store.db, { department, year })).reduce((sum, { total }) => sum + total, 0);

const stay = (order: number, total: string, other: Readonly<Record<number, string>> = {}): string[] =>
  [code(order), '202305', '980101', '住院', '', '直接结算', '3', total, '0'].map((cell, at) => other[at] ?? cell);

test('what is right counts at once; the rest stays out until it is corrected or taken on purpose', async () => {
  await institution(1);
  const rows = [
    header,
    stay(1, '100'),
    stay(1, '200', { 2: '990201' }),
    stay(1, '400', { 1: '昨天' }),
    stay(2, '800'),
    stay(1, '1600'),
  ];
  const id = newId();
  const seen = await look(rows);
  expect(seen).toMatchObject({
    rows: 5,
    taken: 2,
    sums: [
      { reach: 'in-province', visit: 'inpatient', channel: 'direct', rows: 1, visits: 3, total: 20_000 },
      { reach: 'cross-province', visit: 'inpatient', channel: 'direct', rows: 1, visits: 3, total: 10_000 },
    ],
    keptOut: [
      { row: 4, problems: ['month-malformed'], mayBeTaken: false },
      { row: 5, problems: ['institution-unregistered'], mayBeTaken: true },
    ],
  });
  expect(await listStatements(store.db, department)).toEqual([]);
  expect(await outcome(handIn(id, rows))).toBe('new');
  expect(await findStatement(store.db, { department, id })).toMatchObject({
    sums: 'sums' in seen ? seen.sums : null,
    total: 30_000,
    from: '2023-05',
    to: '2023-05',
  });
  expect(await look(rows)).toMatchObject({ refusal: { id: 'file-repeated' } });
  expect(await outcome(handIn(id, rows))).toBe('again');
  expect(await outcome(handIn(newId(), rows))).toBe('file-repeated');
  expect(await outcome(handIn(id, [header, stay(1, '1')]))).toBe('id-used');
  expect(await totalOf()).toBe(30_000);
  expect(await listStatements(store.db, department)).toMatchObject([{ id, rows: 5, open: 3, withdrawnReason: null }]);
  const page = { department, id, after: 0, limit: 10 };
  expect(await listStatementRows(store.db, { ...page, taken: true })).toMatchObject([
    { row: 2, institutionName: '医院1', taken: true, settledBy: null },
    { row: 3, taken: true },
  ]);
  expect(await listStatementRows(store.db, { ...page, taken: null, after: 2, limit: 2 })).toMatchObject([
    { row: 3 },
    { row: 4 },
  ]);
  expect(await listStatementRows(store.db, { ...page, taken: false })).toMatchObject([
    { row: 4, problems: ['month-malformed'], mayBeTaken: false, cells: { month: '昨天' } },
    { row: 5, problems: ['institution-unregistered'], mayBeTaken: true },
    { row: 6, problems: ['repeated'], mayBeTaken: true },
  ]);
  expect(await outcome(settle(id, 4, {}, true))).toBe('row-still-wrong');
  expect(await outcome(settle(id, 4, { month: '202306' }, false, ''))).toBe('text-malformed');
  expect(await outcome(settle(id, 4, { month: ' 202306', institution: code(1).toLowerCase() }))).toBe('new');
  expect(await outcome(settle(id, 4, { month: '202307' }))).toBe('row-settled');
  expect(await outcome(settle(id, 5, {}))).toBe('row-still-wrong');
  expect(await outcome(settle(id, 5, {}, true))).toBe('new');
  expect(await outcome(settle(id, 9, {}))).toBe('row-unknown');
  expect(await totalOf()).toBe(150_000);
  expect(await listStatementRows(store.db, { ...page, taken: true, after: 3 })).toMatchObject([
    { row: 4, settledBy: clerk, settledReason: '对照原单' },
    { row: 5, settledBy: clerk, problems: ['institution-unregistered'], mayBeTaken: false },
  ]);
  expect(await remoteCareYears(store.db, department)).toEqual([2023]);
  expect(await remoteCareSums(store.db, { department, year: 2023 })).toMatchObject([
    { month: '2023-05', institution: code(1), name: '医院1', reach: 'cross-province', visits: 3, total: 10_000 },
    { month: '2023-05', institution: code(1), reach: 'in-province', total: 20_000 },
    { month: '2023-05', institution: code(2), name: null, total: 80_000 },
    { month: '2023-06', institution: code(1), total: 40_000, direct: 40_000 },
  ]);

  // The same month in another file is known again; after the first is withdrawn it is new, and the file itself may come again.
  const next = newId();
  expect(await outcome(handIn(next, [header, stay(1, '100'), stay(1, '5', { 1: '202308' })]))).toBe('new');
  expect(await listStatements(store.db, department)).toContainEqual(expect.objectContaining({ id: next, open: 1 }));
  expect(await outcome(withdraw(next, ''))).toBe('text-malformed');
  expect(await outcome(withdraw(id))).toBe('new');
  expect(await outcome(withdraw(id))).toBe('statement-withdrawn');
  expect(await totalOf()).toBe(500);
  expect(await outcome(settle(next, 2, {}))).toBe('new');
  expect(await outcome(handIn(newId(), rows))).toBe('new');
});

test('what is taken in is what was looked at: another file, or another outcome, is looked at once more', async () => {
  const rows = [header, stay(1, '100'), stay(1, '200', { 2: '990201' })];
  const seenOf = async (file: readonly (readonly string[])[]): Promise<string> => {
    const looked = await look(file);
    return 'seen' in looked ? looked.seen : '';
  };
  const seen = await seenOf(rows);
  expect(await seenOf(rows)).toBe(seen);
  expect(await outcome(handIn(newId(), [header, stay(1, '101')], { seen }))).toBe('file-not-as-seen');
  expect(await outcome(handIn(newId(), rows, { seen: '' }))).toBe('file-not-as-seen');
  // Kept out for want of the institution when it was looked at, and it would count now.
  await institution(1);
  expect(await outcome(handIn(newId(), rows, { seen }))).toBe('file-not-as-seen');
  const again = await seenOf(rows);
  // Another statement takes one of its months in between.
  expect(await outcome(handIn(newId(), [header, stay(1, '100')]))).toBe('new');
  expect(await outcome(handIn(newId(), rows, { seen: again }))).toBe('file-not-as-seen');
  expect(await totalOf()).toBe(10_000);
  const id = newId();
  expect(await outcome(handIn(id, rows))).toBe('new');
  // Sent once more after the answer was lost: what has become known since is its own rows.
  expect(await outcome(handIn(id, rows, { seen: again }))).toBe('again');
  expect(await totalOf()).toBe(30_000);
});

test('what cannot be taken in', async () => {
  expect(await outcome(handIn('17', [header]))).toBe('id-malformed');
  expect(await outcome(handIn(newId(), [header, stay(1, '1')], { department: 'nowhere' }))).toBe('department-unknown');
  expect(await outcome(handIn(newId(), [header]))).toBe('file-without-rows');
  expect(await outcome(handIn(newId(), [['甲'], ['1']]))).toBe('file-header-missing');
  expect(await look([['甲'], ['1']])).toMatchObject({ refusal: { id: 'file-header-missing' } });
  expect(await look([header, stay(1, '1')], 'nowhere')).toMatchObject({ refusal: { id: 'department-unknown' } });
  expect(await outcome(withdraw(newId()))).toBe('statement-unknown');
  expect(await outcome(settle(newId(), 2, {}))).toBe('statement-unknown');
  expect(await listStatements(store.db, department)).toEqual([]);
});

const care = { standpoint: 'care-place' };
const secondAndAbove = { 'institution-level': ['secondary', 'tertiary'] };

async function values(year: number, rows: readonly (readonly [row: string, figure: string, at: Coordinates])[]) {
  const reader = new FigureReader(store.db, computedFigures());
  const found: [string, string | null][] = [];
  for (const [row, figure, at] of rows) found.push([row, (await reader.value(figure, { department, year, at })).value]);
  return Object.fromEntries(found);
}

test('000 of its report: nine hospitals open to people insured elsewhere, 43 diseases, and what was settled directly', async () => {
  const rows: string[][] = [];
  for (let order = 1; order <= 9; order += 1) {
    await institution(order, order === 1 ? 'level-3' : 'level-2');
    for (const area of ['980101', '990201']) {
      rows.push([code(order), '202303', area, '普通门诊', '', '直接结算', '20', '500', '300']);
    }
  }
  // A township's has patients from other provinces alone, and is not of the second level.
  await institution(10, 'township');
  rows.push([code(10), '202303', '980101', '普通门诊', '', '直接结算', '2', '100', '60']);
  for (let disease = 1; disease <= 43; disease += 1) {
    rows.push([code(1), '202304', '990201', '门诊慢特病', `病种${disease}`, '直接结算', '4', '16', '10']);
  }
  // Of the visits to outpatient care 97.76 %, of the stays 80.94 % of the cost was settled directly.
  rows.push([code(2), '202305', '980101', '普通门诊', '', '非直接结算', '5', '223.94', '0']);
  rows.push([code(2), '202305', '980101', '住院', '', '直接结算', '100', '809400', '500000']);
  rows.push([code(3), '202306', '990201', '住院', '', '现金结算', '30', '190600', '0']);
  // Bought in a pharmacy: neither.
  rows.push(['P99010100001', '202306', '990201', '药店购药', '', '直接结算', '30', '7000', '0']);
  const id = newId();
  expect(await outcome(handIn(id, [header, ...rows]))).toBe('new');
  expect(await outcome(settle(id, rows.length + 1, {}, true))).toBe('new');
  expect(
    await values(2023, [
      ['E01', 'remote-outpatient-institutions', secondAndAbove],
      ['E02', 'remote-outpatient-opening-rate', secondAndAbove],
      ['E03', 'remote-chronic-diseases', { reach: 'in-province' }],
      ['E04', 'direct-settlement-rate', { ...care, visit: 'inpatient' }],
      ['E05', 'direct-settlement-rate', { ...care, visit: 'outpatient' }],
      ['E06', 'direct-settlement-rate', { standpoint: 'insured-place', visit: 'inpatient', reach: 'cross-province' }],
      ['all grades', 'institutions-of-level', {}],
      ['across', 'remote-chronic-diseases', { reach: 'cross-province' }],
    ]),
  ).toEqual({
    E01: '9',
    E02: '100.00',
    E03: '43',
    E04: '80.94',
    E05: '97.76',
    E06: null,
    'all grades': '10',
    across: '0',
  });
  for (const figure of travelFigures) {
    for (const at of await figure.coordinates(store.db, { department, year: 2023 })) {
      const query = { department, year: 2023, at };
      const { rows: evidence } = await figure.evidence(store.db, query, { after: null, limit: 5000 });
      const sum = evidence.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);
      expect([figure.figure, at, sum]).toEqual([
        figure.figure,
        at,
        Math.round(Number(await figure.value(store.db, query)) * 100),
      ]);
    }
  }
  expect(await values(2022, [['E01', 'remote-outpatient-institutions', {}]])).toEqual({ E01: null });
});

test('002 of 2021: five diseases settled directly across provinces, in one hospital', async () => {
  await institution(1, 'level-3');
  const diseases = ['高血压', '糖尿病', '恶性肿瘤门诊治疗', '尿毒症透析', '器官移植术后抗排异治疗'];
  const rows = diseases.map((disease) => [code(1), '2021-10', '980101', '14', disease, '直接结算', '1', '100', '60']);
  const again = [code(1), '2021-11', '980101', '14', '高血压', '直接结算', '2', '100', '60'];
  const unsettled = [code(1), '2021-11', '980101', '14', '冠心病', '非直接结算', '2', '100', '0'];
  expect(await outcome(handIn(newId(), [header, ...rows, again, unsettled]))).toBe('new');
  expect(await values(2021, [['E11', 'remote-chronic-diseases', { reach: 'cross-province' }]])).toEqual({ E11: '5' });
});
