import { expect, it } from 'vitest';
import { formFamilies, formFamily, writeForm } from './layout.ts';

const layouts = formFamilies.flatMap(({ id, forms }) =>
  Object.entries(forms).map(([form, layout]) => [`${id} ${form}`, layout] as const),
);

it.each(layouts)('%s: every row is as wide as the form', (_, layout) => {
  const rows = layout.body.flatMap((section) => ('rows' in section ? section.rows : [section.row]));
  expect(new Set(rows.map((row) => row.split('|').length)).size).toBe(1);
});

it('a province without a family has none', () => {
  expect(formFamily('hunan')?.name).toBe('湖南');
  expect(formFamily('atlantis')).toBe(null);
});

const layout = {
  title: '{what}表',
  year: null,
  unit: null,
  wide: false,
  body: [{ rows: ['甲|乙'] }, { each: 'list', merge: [0, 1], row: '{a}|{b}' }],
  foot: [],
};

it('cells of a list are merged with the same words above them, below a merged one only', () => {
  const list = [
    { a: '甲', b: '一' },
    { a: '甲', b: '一' },
    { a: '丙', b: '一' },
  ];
  const { rows, title } = writeForm('goal', layout, { values: { what: '目标' }, lists: { list } });
  expect(title).toBe('目标表');
  expect(rows.map(({ cells }) => cells.map(({ text, merged }) => merged ?? text).join('|'))).toEqual([
    '甲|乙',
    'above|一',
    'above|above',
    '丙|一',
  ]);
});

it('a name that nothing was given for is a broken promise', () => {
  expect(() => writeForm('goal', layout, { values: {}, lists: {} })).toThrow('{what}');
});
