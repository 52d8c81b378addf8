import { type WrittenBlock, type WrittenTable } from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { sheetsOf } from './sheets.ts';

const table = (wide: boolean): WrittenTable => ({
  kind: 'table',
  id: null,
  title: wide ? 'wide' : 'table',
  number: null,
  department: null,
  year: null,
  unit: null,
  rows: [],
  notes: [],
  wide,
});
const blocks: Readonly<Record<string, WrittenBlock>> = {
  h: { kind: 'heading', level: 1, text: 'h' },
  p: { kind: 'paragraph', runs: [] },
  t: table(false),
  w: table(true),
  '|': { kind: 'page-break' },
};

/** Sheets between brackets, those laid sideways with a tilde; a bar before what begins a page. */
function printed(words: string): string {
  return sheetsOf([...words].flatMap((letter) => blocks[letter] ?? []))
    .map(({ sideways, blocks: own }) => {
      const letters = own.map(({ block, newPage }) => {
        const letter = block.kind === 'table' ? (block.wide ? 'w' : 't') : block.kind.charAt(0);
        return `${newPage ? '|' : ''}${letter}`;
      });
      return `${sideways ? '~' : ''}[${letters.join('')}]`;
    })
    .join('');
}

test.for([
  ['hpp', '[hpp]'],
  ['hp|hp', '[hp|hp]'],
  // A wide table takes its headings along, and every one begins a page.
  ['phw', '[p]~[hw]'],
  ['ww', '~[w|w]'],
  ['hwhw', '~[hw|hw]'],
  ['wp', '~[w][p]'],
  ['wt', '~[w][t]'],
  // A break between a heading and its table goes before the heading.
  ['ph|t', '[p|ht]'],
  ['ph|w', '[p]~[hw]'],
  ['h|w', '~[hw]'],
  ['wh', '~[wh]'],
  ['', ''],
])('%s is printed as %s', ([words = '', expected = '']) => {
  expect(printed(words)).toBe(expected);
});
