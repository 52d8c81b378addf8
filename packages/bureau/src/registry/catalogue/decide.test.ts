import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CatalogueItem, itemOn, itemProblems, planCatalogue, type TypedItem } from './decide.ts';
import { readCatalogue } from './read.ts';

const held: CatalogueItem = {
  code: 'XA02BCA001',
  kind: 'drug',
  name: '示例胶囊',
  specification: '20mg',
  class: 'b',
  priceLimit: 12_600_000,
  firstPay: 1000,
  from: '2024-01-01',
  to: null,
};
const over: CatalogueItem = { ...held, code: 'XB01', name: '停用片', to: '2024-12-31' };
const typed: TypedItem = {
  line: 2,
  code: 'XA02BCA001',
  kind: '药品',
  name: '示例胶囊',
  specification: '20mg',
  class: '乙类',
  priceLimit: '12.60',
  firstPay: '10%',
  from: '',
  to: '',
};
const head = { from: '2025-01-01', whole: false };
const latest = new Map([
  [held.code, held],
  [over.code, over],
]);
const plan = (row: Partial<TypedItem>, of = head) => planCatalogue(of, [{ ...typed, ...row }], latest);

test.each<[string, Partial<TypedItem>, string]>([
  ['the same', {}, '0 0 0 1'],
  ['the same, its share written otherwise', { firstPay: '0.1' }, '0 0 0 1'],
  ['another limit', { priceLimit: '11' }, '0 1 0 0'],
  ['no limit any more', { priceLimit: '' }, '0 1 0 0'],
  ['another class', { class: '甲' }, '0 1 0 0'],
  ['a new code', { code: 'C0101' }, '1 0 0 0'],
  ['one that had ended begins again', { code: 'XB01' }, '1 0 0 0'],
  ['ended on a day', { to: '2025-06-30' }, '0 0 1 0'],
])('%s', (_, row, counts) => {
  const { added, changed, ended, unchanged, problems } = plan(row);
  expect(problems).toEqual([]);
  expect([added.length, changed.length, ended.length, unchanged].join(' ')).toBe(counts);
});

test.each<[string, Partial<TypedItem>, keyof typeof itemProblems]>([
  ['a code that is none', { code: 'x-1' }, 'code-malformed'],
  ['a kind that nobody knows', { kind: '食品' }, 'kind-unknown'],
  ['no name', { name: '' }, 'name-missing'],
  ['no class', { class: '丁' }, 'class-unknown'],
  ['a limit of nothing', { priceLimit: '0' }, 'limit-malformed'],
  ['a limit that is no amount', { priceLimit: '面议' }, 'limit-malformed'],
  ['more than all of it', { firstPay: '120%' }, 'first-pay-malformed'],
  ['a share that is none', { firstPay: '一成' }, 'first-pay-malformed'],
  ['a day that is none', { from: '2025-02-30' }, 'date-malformed'],
  ['a change of the day it began on', { from: '2024-01-01', class: '甲类' }, 'begins-too-early'],
  ['a change of the past', { from: '2023-01-01', class: '甲类' }, 'begins-too-early'],
  ['an end of what is not there', { code: 'XC99', to: '2025-06-30' }, 'not-in-force'],
  ['an end of what has ended', { code: 'XB01', to: '2025-06-30' }, 'not-in-force'],
])('%s', (_, row, id) => {
  const { problems, added, changed, ended } = plan(row);
  expect(problems.map((one) => one.id)).toEqual([id]);
  expect(problems[0]?.message).toContain('第2行');
  expect([...added, ...changed, ...ended]).toEqual([]);
});

test('a code twice in a file counts once', () => {
  const { unchanged, problems } = planCatalogue(head, [typed, { ...typed, line: 3 }], latest);
  expect([unchanged, problems.map(({ id, line }) => `${line} ${id}`)]).toEqual([1, ['3 listed-twice']]);
});

test('a whole file ends what is missing of its kinds, and nothing of a code whose row is wrong', () => {
  const other = { ...held, code: 'XD05' };
  const service = { ...held, code: '0011', kind: 'service' as const };
  const all = new Map([...latest, [other.code, other], [service.code, service]]);
  const whole = { ...head, whole: true };
  const row = { ...typed, code: 'XE01' };
  expect(planCatalogue(whole, [row], all).ended.map(({ item, to }) => `${item.code} ${to}`)).toEqual([
    'XA02BCA001 2024-12-31',
    'XD05 2024-12-31',
  ]);
  const wrong = { ...typed, line: 3, code: 'XD05', class: '丁' };
  expect(planCatalogue(whole, [row, wrong], all).ended.map(({ item }) => item.code)).toEqual(['XA02BCA001']);
});

test('what is in force on a day', () => {
  expect(itemOn([over], '2024-12-31')?.code).toBe('XB01');
  expect(itemOn([over], '2025-01-01')).toBeNull();
});

const page = readFileSync(new URL('../../../../../docs/reference/catalogue-file.md', import.meta.url), 'utf8');

test('the page lists every problem of a row with its name', () => {
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(itemProblems));
});

test('the example on the page is read, and only what is not there cannot be ended', () => {
  const csv = /```csv\n([\s\S]+?)```/.exec(page)?.[1] ?? '';
  const rows = csv
    .trim()
    .split('\n')
    .map((line, index) => ({ number: index + 1, cells: line.split(',') }));
  const items = readCatalogue([{ name: '', rows }]);
  if ('refusal' in items) throw new Error(items.refusal.message);
  const { added, problems } = planCatalogue(head, items, new Map());
  expect(added.map(({ code, kind, priceLimit, firstPay }) => [code, kind, priceLimit, firstPay])).toEqual([
    ['XA02BCA001', 'drug', 12_600_000, 1000],
    ['001102000050000', 'service', null, 0],
    ['C0101010010001', 'consumable', 350_000_000, 2000],
  ]);
  expect(problems.map(({ id }) => id)).toEqual(['not-in-force']);
});

test.each([
  ['no header', [{ number: 1, cells: ['甲', '乙'] }]],
  ['nothing below it', [{ number: 1, cells: ['医保目录编码', '名称', '费用等级'] }]],
])('%s cannot be read', (_, rows) => {
  expect(readCatalogue([{ name: '', rows }])).toMatchObject({ refusal: { id: 'import-unreadable' } });
});
