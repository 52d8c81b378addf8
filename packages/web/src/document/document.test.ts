import { describe, expect, test } from 'vitest';
import { type Block, type Finding } from '../words.ts';
import { filtersFrom, groupFindings, passes, withFilters } from './filters.ts';
import { type Mark, segments } from './marks.ts';
import { pieceOf, piecesOf } from './pieces.ts';

function finding(more: Partial<Finding> = {}): Finding {
  return {
    id: 'a',
    check: 'income-total-agrees',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    place: { line: 1, row: '合计', quote: '1,868.42' },
    also: [],
    stated: '1868.42',
    expected: '1869.22',
    difference: '-0.80',
    message: '支出决算表“合计”写为1868.42。',
    ...more,
  };
}

describe('filters in the address', () => {
  test.each`
    query                        | passed
    ${''}                        | ${true}
    ${'severity=error'}          | ${true}
    ${'severity=rounding'}       | ${false}
    ${'severity=error,rounding'} | ${true}
    ${'severity=nonsense'}       | ${true}
    ${'certainty=possible'}      | ${false}
    ${'family=tab'}              | ${true}
    ${'family=xtab'}             | ${false}
    ${'check=other'}             | ${false}
    ${'q=1869.22'}               | ${true}
    ${'q=合计 支出'}             | ${true}
    ${'q=合计 收入'}             | ${false}
    ${'q=逐级汇总'}              | ${true}
  `('?$query lets it pass: $passed', ({ query, passed }: { query: string; passed: boolean }) => {
    expect(passes(finding(), filtersFrom(new URLSearchParams(query)), false, '功能分类逐级汇总一致')).toBe(passed);
  });

  test('what is set aside is hidden until asked for', () => {
    expect(passes(finding(), filtersFrom(new URLSearchParams('')), true, '')).toBe(false);
    expect(passes(finding(), filtersFrom(new URLSearchParams('aside=1')), true, '')).toBe(true);
  });

  test.each`
    before                  | change                                   | after
    ${'finding=a'}          | ${{ search: '合计' }}                    | ${'finding=a&q=%E5%90%88%E8%AE%A1'}
    ${'q=x&severity=error'} | ${{ search: '', severities: new Set() }} | ${''}
    ${'group=check'}        | ${{ grouping: 'severity' }}              | ${''}
    ${'tab=tables'}         | ${{ setAside: true }}                    | ${'tab=tables&aside=1'}
  `('?$before with a change → ?$after', ({ before, change, after }) => {
    expect(withFilters(new URLSearchParams(before), change).toString()).toBe(after);
  });
});

test('groups keep the order of the document', () => {
  const list = [
    finding({ id: 'b', place: { line: 9, quote: '' } }),
    finding({ id: 'a' }),
    finding({ id: 'c', check: 'x', place: { line: 2, quote: '' } }),
  ];
  expect(
    groupFindings(list, ({ check }) => [check, check]).map((group) => group.findings.map(({ id }) => id).join('')),
  ).toEqual(['ab', 'c']);
});

describe('segments', () => {
  const mark = (start: number, end: number): Mark => ({
    kind: 'finding',
    finding: `${start}`,
    severity: 'error',
    title: '',
    target: { kind: 'run', block: 0, start, end },
  });
  test.each`
    marks                       | answer
    ${[]}                       | ${'abcdef'}
    ${[mark(1, 3)]}             | ${'a|bc:1|def'}
    ${[mark(0, 6)]}             | ${'abcdef:1'}
    ${[mark(1, 4), mark(2, 6)]} | ${'a|b:1|cd:2|ef:1'}
    ${[mark(1, 3), mark(1, 3)]} | ${'a|bc:2|def'}
  `('$answer', ({ marks, answer }: { marks: readonly Mark[]; answer: string }) => {
    const cut = segments('abcdef', marks).map(
      (segment) => segment.text + (segment.marks.length === 0 ? '' : `:${segment.marks.length}`),
    );
    expect(cut.join('|')).toBe(answer);
  });
});

test('pieces cover every block and row once, however long the tables', () => {
  const paragraph: Block = { kind: 'paragraph', text: '一'.repeat(100), spans: [{ line: 1, start: 0 }] };
  const grid = (rows: number): Block => ({
    kind: 'grid',
    encoding: 'merged-expanded',
    rows: Array.from({ length: rows }, (_, line) => ({ line, endLine: line, cells: [] })),
  });
  const blocks = [paragraph, grid(5000), paragraph, grid(3), ...Array.from({ length: 200 }, () => paragraph)];
  const pieces = piecesOf(blocks);
  for (const [block, content] of blocks.entries()) {
    const rows = content.kind === 'grid' ? content.rows.length : 1;
    for (let row = 0; row < rows; row += 1) {
      const holding = pieces.filter(
        (piece) =>
          block >= piece.from &&
          block < piece.to &&
          (piece.rows === null || (row >= piece.rows.from && row < piece.rows.to)),
      );
      if (holding.length !== 1) throw new Error(`block ${block} row ${row} stands in ${holding.length} pieces`);
    }
  }
  expect(pieces[pieceOf(pieces, 1, 4999)]?.rows?.to).toBe(5000);
});
