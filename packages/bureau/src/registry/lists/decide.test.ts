import { expect, test } from 'vitest';
import { type HeldCategory, type ListHead, type ListRow, planList } from './decide.ts';
import { categoryOf, readList } from './read.ts';

const head: ListHead = {
  categories: ['low-income', 'low-income-margin'],
  whole: true,
  asOf: '2024-06-01',
  knownSince: '2024-06-05',
};
const registered: Readonly<Record<string, ListRow['person']>> = {
  段守田: { id: 'a', name: '段守田', diedOn: null },
  何满秀: { id: 'b', name: '何满秀', diedOn: null },
  廖福生: { id: 'c', name: '廖福生', diedOn: '2024-03-01' },
};

function row(line: number, name: string, category = '低保', more: Partial<ListRow> = {}): ListRow {
  return { line, name, shown: '', numberProblem: null, category, from: '', person: registered[name] ?? null, ...more };
}

function holding(name: string, category: HeldCategory['category'] = 'low-income', from = '2023-01-01'): HeldCategory {
  return { person: registered[name]?.id ?? name, name, id: `held ${name}`, category, from };
}

test.each<[string, readonly ListRow[], readonly HeldCategory[], Partial<ListHead>, object]>([
  ['somebody new', [row(2, '段守田')], [], {}, { started: ['段守田 low-income 2024-06-01'] }],
  [
    'from the day of the row',
    [row(2, '段守田', '低保', { from: '2024-04-01' })],
    [],
    {},
    { started: ['段守田 low-income 2024-04-01'] },
  ],
  ['as before', [row(2, '段守田')], [holding('段守田')], {}, { unchanged: 1 }],
  [
    'no longer there',
    [row(2, '段守田')],
    [holding('段守田'), holding('何满秀')],
    {},
    { unchanged: 1, ended: ['何满秀 low-income 2024-05-31'] },
  ],
  [
    'not there, but the list does not name all',
    [row(2, '段守田')],
    [holding('何满秀')],
    { whole: false },
    { started: ['段守田 low-income 2024-06-01'] },
  ],
  [
    'another category than before',
    [row(2, '段守田', '低保边缘')],
    [holding('段守田')],
    {},
    { started: ['段守田 low-income-margin 2024-06-01'], ended: ['段守田 low-income 2024-05-31'] },
  ],
  [
    'begun after the day of the list',
    [row(2, '段守田')],
    [holding('段守田'), holding('何满秀', 'low-income', '2024-06-03')],
    {},
    { unchanged: 1 },
  ],
  [
    'of a category that the list is not of',
    [row(2, '段守田')],
    [holding('段守田'), holding('何满秀', 'monitored')],
    {},
    { unchanged: 1 },
  ],
  [
    'a wrong number of somebody who is missing',
    [row(2, '何满秀', '低保', { person: null, numberProblem: '不对' })],
    [holding('何满秀'), holding('段守田')],
    {},
    { ended: ['段守田 low-income 2024-05-31'], heldBack: ['何满秀'], problems: ['2 number-wrong'] },
  ],
  ['nobody we know', [row(2, '陌生人')], [], {}, { problems: ['2 person-unknown'] }],
  [
    'another name',
    [row(2, '段守天', '低保', { person: { id: 'a', name: '段守田', diedOn: null } })],
    [holding('段守田')],
    {},
    { problems: ['2 name-differs'] },
  ],
  [
    'no name',
    [row(2, '', '低保', { person: { id: 'a', name: '段守田', diedOn: null } })],
    [],
    {},
    { problems: ['2 name-missing'] },
  ],
  ['an unknown word', [row(2, '段守田', '贫困')], [holding('段守田')], {}, { problems: ['2 category-unknown'] }],
  [
    'a category of another list',
    [row(2, '段守田', '特困')],
    [holding('段守田')],
    {},
    { problems: ['2 category-not-listed'] },
  ],
  [
    'twice',
    [row(2, '段守田'), row(5, '段守田')],
    [],
    {},
    { started: ['段守田 low-income 2024-06-01'], problems: ['5 listed-twice'] },
  ],
  [
    'in two categories',
    [row(2, '段守田'), row(5, '段守田', '低保边缘')],
    [],
    {},
    { started: ['段守田 low-income 2024-06-01', '段守田 low-income-margin 2024-06-01'] },
  ],
  ['dead', [row(2, '廖福生')], [], {}, { problems: ['2 dead'] }],
  [
    'dead, but it began before',
    [row(2, '廖福生', '低保', { from: '2024-02-01' })],
    [],
    {},
    { started: ['廖福生 low-income 2024-02-01'] },
  ],
  [
    'a day that does not exist',
    [row(2, '段守田', '低保', { from: '2024-02-30' })],
    [holding('段守田')],
    {},
    { problems: ['2 date-malformed'] },
  ],
  [
    'without a column for it, where the list is of one',
    [row(2, '段守田', '')],
    [],
    { categories: ['low-income'] },
    { started: ['段守田 low-income 2024-06-01'] },
  ],
  ['without a column for it, where it is of two', [row(2, '段守田', '')], [], {}, { problems: ['2 category-unknown'] }],
])('a list: %s', (_, rows, held, other, expected) => {
  const plan = planList({ ...head, ...other }, rows, held);
  expect({
    started: plan.started.map(({ name, category, from }) => `${name} ${category} ${from}`),
    ended: plan.ended.map(({ name, category, to }) => `${name} ${category} ${to}`),
    heldBack: plan.heldBack.map(({ name }) => name),
    unchanged: plan.unchanged,
    problems: plan.problems.map(({ line, id }) => `${line} ${id}`),
  }).toEqual({ started: [], ended: [], heldBack: [], unchanged: 0, problems: [], ...expected });
});

test.each([
  ['农村低保', 'low-income'],
  ['低保 边缘', 'low-income-margin'],
  ['突发严重困难户', 'monitored'],
  ['贫困', null],
])('%s is %s', (word, expected) => expect(categoryOf(word)).toBe(expected));

const sheet = (...rows: readonly (readonly string[])[]) => [
  { name: '', rows: rows.map((cells, index) => ({ number: index + 1, cells })) },
];

test('the header is found below titles, blank rows and totals are passed over, every other row comes out', () => {
  const rows = readList(
    sheet(
      ['2024年6月低保对象名单'],
      ['序号', '姓 名', '身份证号码', '人员类别', '认定日期'],
      ['1', '段守田', '990102195201303053', '低保', '2024-05-01'],
      ['', '', '', '', ''],
      ['2', '何满秀', '', '', ''],
      ['合计', '', '', '', ''],
    ),
  );
  expect(rows).toEqual([
    { line: 3, name: '段守田', number: '990102195201303053', category: '低保', from: '2024-05-01' },
    { line: 5, name: '何满秀', number: '', category: '', from: '' },
  ]);
});

test.each([
  ['no header', sheet(['甲', '乙'], ['段守田', '990102195201303053'])],
  ['nobody', sheet(['姓名', '身份证号'])],
])('a file with %s cannot be read', (_, sheets) => {
  const outcome = readList(sheets);
  expect('refusal' in outcome && outcome.refusal.id).toBe('list-unreadable');
});
