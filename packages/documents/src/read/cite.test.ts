/** In formats without lines a place names what a person can look up, and its quote stands there. */
import { defectNamed, defects, generate, plant, templateNamed } from '@mingzhang/disclosure/testing';
import { type CitedPlace, whereInWords } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { docxOf, htmlOf, xlsxOf } from '../../test/paper-files.ts';
import { auditFile } from '../audit-file.ts';

const plain = (text: string): string => text.replace(/[\s*]/g, '');

/** A consistent disclosure with a dozen slips in it. */
function faulty() {
  let generated = generate(3, templateNamed('hunan-2024'));
  for (const { name } of defects.slice(0, 12)) {
    const planted = plant(generated, defectNamed(name));
    if (planted !== null) generated = { ...generated, paper: planted.paper };
  }
  return generated.paper;
}

const paper = faulty();

describe.each([
  ['html', () => new TextEncoder().encode(htmlOf(paper))],
  ['docx', () => docxOf(paper)],
  ['xlsx', () => xlsxOf(paper)],
] as const)('%s', (format, write) => {
  test('every place is cited by block, and its quote stands in those blocks', async () => {
    const { audit, document } = await auditFile(await write(), format);
    expect(audit.findings.length).toBeGreaterThan(3);
    const blocks = document?.blocks ?? [];
    const textOf = (place: CitedPlace): string =>
      blocks
        .slice((place.block ?? 0) - 1, place.endBlock ?? place.block)
        .map((block) =>
          block.kind === 'paragraph'
            ? block.text
            : block.rows
                .slice(
                  place.endBlock === undefined ? (place.blockRow ?? 1) - 1 : 0,
                  place.endBlock === undefined ? (place.endBlockRow ?? place.blockRow) : undefined,
                )
                .map(({ cells }) => cells.map(({ text }) => text).join(''))
                .join(''),
        )
        .join('');
    for (const finding of audit.findings) {
      for (const place of [finding.place, ...finding.also.map((one) => one.place)]) {
        expect(place.line, finding.check).toBeUndefined();
        expect(place.block, finding.check).toBeGreaterThan(0);
        expect(plain(textOf(place)), `${finding.check} ${whereInWords(place)}`).toContain(plain(place.quote));
        if (format === 'xlsx') expect(place.sheet, finding.check).toMatch(/./);
      }
    }
  });
});

test('a figure in a workbook is found by its sheet and cell', async () => {
  const { writeXlsx } = await import('hucre');
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '公开03表',
        rows: [
          ['支出决算表', null, null, null, null],
          ['科目代码', '科目名称', '本年支出合计', '基本支出', '项目支出'],
          [null, '合计', 10, 4, 6],
          ['210', '卫生健康支出', 11, 4, 6],
        ],
      },
    ],
  });
  const { audit } = await auditFile(bytes, 'x');
  const places = audit.findings.flatMap(({ place, also }) => [place, ...also.map((one) => one.place)]);
  expect(places.map((place) => whereInWords(place))).toContain('工作表“公开03表”C4');
});

test.each([
  [{ line: 3 }, '第 3 行'],
  [{ line: 3, endLine: 5 }, '第 3 至 5 行'],
  [{ block: 5 }, '第 5 段'],
  [{ block: 5, endBlock: 7, blockRow: 2 }, '第 5 至 7 段'],
  [{ page: 3, block: 5, blockRow: 2, endBlockRow: 4 }, '第 3 页第 5 段第 2 至 4 行'],
  [{ sheet: '公开05表', cell: 'C12', block: 2 }, '工作表“公开05表”C12'],
])('%j is %s', (place, words) => {
  expect(whereInWords(place)).toBe(words);
});
