/** The Word file by what stands in its parts. */
import { statementTemplateIds, textOf } from '@mingzhang/disclosure';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../../test/sample-document.ts';
import { writeDocx } from './write-docx.ts';
import { printPdf } from './write-pdf.ts';

const partsOf = (bytes: Uint8Array): ReadonlyMap<string, string> =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, new TextDecoder().decode(part)]));

/** Texts of the paragraphs of a part, in order; a tab is a tab. */
function paragraphs(xml: string): readonly string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  let inText = false;
  parser.on('opentag', ({ name }) => {
    if (name === 'w:p') open.push('');
    if (name === 'w:tab' && open.length > 0 && inRun) open.push(`${open.pop()}\t`);
    if (name === 'w:r') inRun = true;
    inText = name === 'w:t';
  });
  let inRun = false;
  parser.on('text', (text) => {
    if (inText) open.push(`${open.pop()}${text}`);
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:p') found.push(open.pop() ?? '');
    if (name === 'w:r') inRun = false;
    inText = false;
  });
  parser.write(xml).close();
  return found;
}

describe.each(statementTemplateIds)('%s', (template) => {
  const document = sampleDocument(template);
  const written = writeDocx(document);

  test('every part is well-formed, and writing again gives the same bytes', { timeout: 30_000 }, async () => {
    const bytes = await written;
    for (const [path, text] of partsOf(bytes))
      if (/\.(?:xml|rels)$/.test(path)) expect(() => new SaxesParser().write(text).close(), path).not.toThrow();
    expect(Buffer.compare(bytes, await writeDocx(sampleDocument(template)))).toBe(0);
  });

  test('it says what the document says, in its order', { timeout: 30_000 }, async () => {
    const texts = paragraphs(partsOf(await written).get('word/document.xml') ?? '');
    const expected = document.blocks.flatMap((block) => {
      if (block.kind === 'heading') return [block.text];
      if (block.kind === 'paragraph') return [textOf(block)];
      return block.kind === 'table'
        ? [
            ...[block.title, block.number ?? ''],
            [block.department, block.year, block.unit].filter((text) => text !== null).join('\t'),
            ...block.rows.flatMap(({ cells }) =>
              cells.filter(({ merged }) => merged === undefined).map(({ text }) => text),
            ),
            ...block.notes,
          ]
        : [];
    });
    const start = texts.lastIndexOf('第一部分 部门概况');
    // Cells that continue one above are written, blank.
    expect(texts.slice(start).filter((text) => text !== '')).toEqual(expected.filter((text) => text !== ''));
    expect(texts.slice(0, 6)).toEqual([
      document.cover.bureau,
      '2024年度部门决算',
      '公开日期：2025-09-18',
      '保密审查：甲某某',
      '审签：乙某某',
      '目录',
    ]);
  });

  test('the contents give a page for every part and section', { timeout: 30_000 }, async () => {
    const texts = paragraphs(partsOf(await written).get('word/document.xml') ?? '');
    const listed = document.blocks.flatMap((block) =>
      block.kind === 'heading' && block.level <= 2 ? [block.text] : [],
    );
    const entries = texts.filter((text) => /\t\d+$/.test(text)).map((text) => text.split('\t'));
    expect(entries.map(([text]) => text)).toEqual(listed);
    const pages = entries.map(([, page]) => Number(page));
    // Cover and contents come first.
    expect(pages[0]).toBe(3);
    expect([...pages].sort((a, b) => a - b)).toEqual(pages);
    // Nine tables stand between the second part and the third.
    expect((pages[listed.indexOf('第三部分 部门决算情况说明')] ?? 0) - (pages[3] ?? 0)).toBeGreaterThanOrEqual(5);
    expect(pages).toEqual([...(await printPdf(document)).pages.values()]);
  });

  test('wide tables lie sideways, header rows are repeated, merged cells are merged', { timeout: 30_000 }, async () => {
    const xml = partsOf(await written).get('word/document.xml') ?? '';
    const tables = document.blocks.filter((block) => block.kind === 'table');
    expect(xml.match(/<w:tbl>/g)).toHaveLength(tables.length);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(
      tables.flatMap(({ rows }) => rows.filter(({ role }) => role === 'header')).length,
    );
    expect(xml).toMatch(/w:orient="landscape"/);
    expect(xml).toMatch(/<w:gridSpan w:val="5"\/>/);
    expect(xml).toMatch(/<w:vMerge w:val="restart"\/>/);
    expect(xml.match(/<w:pgSz w:w="11906" w:h="16838"/g)?.length).toBeGreaterThan(1);
  });
});

test('no clock stands in it', { timeout: 30_000 }, async () => {
  const core = partsOf(await writeDocx(sampleDocument())).get('docProps/core.xml') ?? '';
  expect(core.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(['2025-09-18T00:00:00Z', '2025-09-18T00:00:00Z']);
});
