import { describe, expect, test } from 'vitest';
import { type Block, type Grid, type Paragraph, type Place } from '../words.ts';
import { blockAtLine, indexBlocks, locate, marginNumber } from './locate.ts';

function paragraph(text: string, line: number, ...more: readonly [start: number, line: number][]): Paragraph {
  return { kind: 'paragraph', text, spans: [{ line, start: 0 }, ...more.map(([start, at]) => ({ line: at, start }))] };
}

/** A grid from tab-separated lines, the first on `line`. */
function grid(line: number, ...rows: readonly string[]): Grid {
  return {
    kind: 'grid',
    encoding: 'merged-expanded',
    rows: rows.map((row, at) => ({
      line: line + at,
      endLine: line + at,
      cells: row.split('\t').map((text) => ({ text, line: line + at, endLine: line + at })),
    })),
  };
}

/** What the target covers, in brackets inside the block's text; a whole row as `row`. */
function shown(blocks: readonly Block[], place: Place): readonly string[] {
  return locate(indexBlocks(blocks), place).map((target) => {
    const block = blocks[target.block];
    if (target.kind === 'run')
      return block?.kind === 'paragraph' ? `[${block.text.slice(target.start, target.end)}] from ${target.start}` : '?';
    if (block?.kind !== 'grid') return '?';
    return target.cell === null
      ? `row ${target.row}`
      : `${target.row}/${target.cell} [${block.rows[target.row]?.cells[target.cell]?.text}]`;
  });
}

describe('a place in text', () => {
  const blocks = [
    paragraph('标题', 1),
    paragraph('基本支出507.79万元，项目支出 2,274.08 万元；基本支出507.79万元。', 3, [22, 4]),
    paragraph('结尾', 6),
  ];
  test.each`
    line | quote                     | answer
    ${3} | ${'507.79万元'}           | ${['[507.79万元] from 4']}
    ${4} | ${'507.79万元'}           | ${['[507.79万元] from 34']}
    ${3} | ${'项目支出2,274.08万元'} | ${['[项目支出 2,274.08 万元] from 13']}
    ${1} | ${'标 题'}                | ${['[标题] from 0']}
    ${6} | ${'不在这里'}             | ${['[结尾] from 0']}
    ${9} | ${'结尾'}                 | ${[]}
  `('line $line, “$quote” → $answer', ({ line, quote, answer }: { line: number; quote: string; answer: unknown }) => {
    expect(shown(blocks, { line, quote })).toEqual(answer);
  });
});

describe('a place in a table', () => {
  const table = grid(
    10,
    '预算数\t\t决算数\t',
    '小计\t运行\t小计\t运行',
    '4.00\t4.00\t4.00\t4.00',
    '210\t卫生健康支出\t2686.87\t412.79',
  );
  test.each`
    line  | quote                                | column           | answer
    ${13} | ${'412.79'}                          | ${undefined}     | ${['3/3 [412.79]']}
    ${12} | ${'4.00'}                            | ${'预算数/小计'} | ${['2/0 [4.00]']}
    ${12} | ${'4.00'}                            | ${'决算数/小计'} | ${['2/2 [4.00]']}
    ${12} | ${'4.00'}                            | ${'决算数/运行'} | ${['2/3 [4.00]']}
    ${13} | ${'卫生健康 支出'}                   | ${undefined}     | ${['3/1 [卫生健康支出]']}
    ${13} | ${'210 卫生健康支出 2686.87 412.79'} | ${undefined}     | ${['row 3']}
    ${13} | ${'没有的'}                          | ${undefined}     | ${['row 3']}
  `('line $line, “$quote” under $column → $answer', ({ line, quote, column, answer }) => {
    expect(shown([table], { line, quote, ...(column === undefined ? {} : { column }) })).toEqual(answer);
  });

  test('a cell a line: the line alone tells the cell', () => {
    const narrow: Grid = {
      kind: 'grid',
      encoding: 'merged-once',
      rows: [
        {
          line: 1,
          endLine: 3,
          cells: [
            { text: '合计', line: 1, endLine: 1 },
            { text: '10', line: 2, endLine: 2 },
            { text: '10', line: 3, endLine: 3 },
          ],
        },
      ],
    };
    expect(shown([narrow], { line: 3, quote: '10' })).toEqual(['0/2 [10]']);
    expect(shown([narrow], { line: 2, endLine: 3, quote: '合计' })).toEqual(['row 0']);
  });
});

test('a place over two blocks marks both', () => {
  const blocks = [paragraph('前一段', 1), grid(2, 'a\tb')];
  expect(shown(blocks, { line: 1, endLine: 2, quote: '前一段' })).toEqual(['[前一段] from 0', 'row 0']);
});

test.each`
  line | block
  ${1} | ${0}
  ${4} | ${1}
  ${5} | ${1}
  ${9} | ${1}
`('line $line is shown at block $block', ({ line, block }: { line: number; block: number }) => {
  expect(blockAtLine(indexBlocks([paragraph('一', 1), paragraph('二', 5)]), line)).toBe(block);
});

describe('a place by block, in formats without lines', () => {
  const blocks = [paragraph('支出507.79万元', 1), grid(2, '项目\t金额', '合计\t507.79', '基本\t507.79')];
  test.each`
    place                                         | answer
    ${{ block: 1, quote: '507.79' }}              | ${['[507.79] from 2']}
    ${{ block: 2, blockRow: 3, quote: '507.79' }} | ${['2/1 [507.79]']}
    ${{ block: 2, blockRow: 2, quote: '项目' }}   | ${['row 1']}
  `('$place', ({ place, answer }: { place: Place; answer: readonly string[] }) => {
    expect(shown(blocks, place)).toEqual(answer);
  });

  test.each`
    line | margin
    ${1} | ${'1'}
    ${3} | ${'2.2'}
  `('beside line $line stands $margin', ({ line, margin }: { line: number; margin: string }) => {
    expect(marginNumber(indexBlocks(blocks, false), line)).toBe(margin);
    expect(marginNumber(indexBlocks(blocks), line)).toBe(`${line}`);
  });
});
