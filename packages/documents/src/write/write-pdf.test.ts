/** The PDF by the text that comes out of it, page by page. */
import { statementTemplateIds, textOf } from '@mingzhang/disclosure';
import { getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { sampleDocument, wholeDisclosure } from '../../test/sample-document.ts';
import { outlineOf } from './outline.ts';
import { printPdf } from './write-pdf.ts';

interface Page {
  readonly width: number;
  readonly height: number;
  /** All its characters in reading order, white space removed. */
  readonly text: string;
}

async function pagesOf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(bytes.slice());
  const pages: Page[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join('');
    const [, , width = 0, height = 0] = page.view;
    pages.push({ width, height, text: text.replaceAll(/\s/g, '') });
  }
  return { pages, metadata: await pdf.getMetadata(), outline: await pdf.getOutline() };
}

const document = sampleDocument();
const printed = printPdf(document);
const read = printed.then(({ bytes }) => pagesOf(bytes));
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

test('the same document gives the same bytes', { timeout: 60_000 }, async () => {
  const { bytes } = await printed;
  expect(Buffer.compare(bytes, (await printPdf(sampleDocument())).bytes)).toBe(0);
  // Whole fonts would be forty megabytes.
  expect(bytes.length).toBeLessThan(600_000);
});

test('the text comes out in the order of reading', { timeout: 60_000 }, async () => {
  const { pages } = await read;
  const text = pages.map((page) => page.text.replace(/—\d+—$/, '')).join('');
  let at = text.lastIndexOf(squeezed('第一部分 部门概况'));
  for (const block of document.blocks) {
    const pieces =
      block.kind === 'heading'
        ? [block.text]
        : block.kind === 'paragraph'
          ? [textOf(block)]
          : block.kind === 'table'
            ? [
                block.title,
                ...block.rows.flatMap(({ role, cells }) => (role === 'body' ? cells.map((cell) => cell.text) : [])),
                ...block.notes,
              ]
            : [];
    for (const piece of pieces) {
      const found = text.indexOf(squeezed(piece), at);
      expect(found, piece).toBeGreaterThanOrEqual(at);
      at = found + squeezed(piece).length;
    }
  }
});

test('contents, bookmarks and printed numbers agree with the pages', { timeout: 60_000 }, async () => {
  const { pages, outline } = await read;
  const { pages: numbers } = await printed;
  const headings = document.blocks.flatMap((block) =>
    block.kind === 'heading' && block.level <= 2 ? [block.text] : [],
  );
  const contents = pages[1]?.text ?? '';
  headings.forEach((heading, index) => {
    const number = numbers.get(`s${index + 1}`) ?? 0;
    expect(contents, heading).toMatch(new RegExp(`${squeezed(heading)}…+${number}`));
    expect(pages[number - 1]?.text, heading).toContain(squeezed(heading));
    expect(pages[number - 1]?.text).toMatch(new RegExp(`—${number}—$`));
  });
  expect(outline.map(({ title }) => title)).toEqual(headings.filter((heading) => heading.startsWith('第')));
  expect(outline[0]?.items.map(({ title }: { title: string }) => title)).toEqual(['一、部门职责', '二、机构设置']);
});

test.each(statementTemplateIds)(
  'the contents of a whole disclosure (%s) are titles and numbers, nothing else',
  {
    timeout: 60_000,
  },
  async (template) => {
    const whole = wholeDisclosure(template);
    const { bytes, pages: numbers } = await printPdf(whole);
    const { pages } = await pagesOf(bytes);
    const first = Math.min(...numbers.values());
    const contents = pages.slice(1, first - 1).map(({ text }) => text);
    const listed = [...outlineOf(whole).values()].map(({ text, anchor }) => `${squeezed(text)}${numbers.get(anchor)}`);
    expect(contents.join('').replaceAll('…', '')).toBe(`目录${listed.join('')}`);
    for (const { text, anchor } of outlineOf(whole).values())
      expect(pages[(numbers.get(anchor) ?? 0) - 1]?.text, text).toContain(squeezed(text));
  },
);

test('wide tables lie sideways; header rows come again on the next page', { timeout: 60_000 }, async () => {
  const { pages } = await read;
  const of = (title: string) => pages.findIndex(({ text }) => text.startsWith(title));
  for (const block of document.blocks) {
    if (block.kind !== 'table' || !block.wide) continue;
    const page = pages.find(({ text }, index) => index > 1 && text.includes(block.title));
    expect((page?.width ?? 0) > (page?.height ?? 0), block.title).toBe(true);
  }
  expect(pages[0]?.width).toBeLessThan(pages[0]?.height ?? 0);
  expect(of('收入决算表')).toBeGreaterThan(0);
  const [table] = document.blocks.filter((block) => block.kind === 'table' && block.id === 'income');
  if (table?.kind !== 'table') throw new Error('no table');
  const rows = [...table.rows, ...table.rows.slice(3), ...table.rows.slice(3)];
  const long = await printPdf({ ...document, blocks: [{ ...table, rows }] });
  const { pages: many } = await pagesOf(long.bytes);
  expect(many.filter(({ text }) => text.includes('附属单位上缴收入')).length).toBeGreaterThan(1);
});

test('properties carry title, bureau and the given date', { timeout: 60_000 }, async () => {
  const { metadata } = await read;
  expect(metadata.info).toMatchObject({
    Title: '青禾县医疗保障局2024年度部门决算',
    Author: '青禾县医疗保障局',
    CreationDate: 'D:20250918000000Z',
  });
});
