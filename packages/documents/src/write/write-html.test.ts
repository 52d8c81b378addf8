/** The page by what a browser and a screen reader make of it. */
import { statementTemplateIds } from '@mingzhang/disclosure';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../../test/sample-document.ts';
import { writeHtml } from './write-html.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const children = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
const isElement = (node: Node): node is Element => 'tagName' in node;
const all = (node: Node): readonly Element[] =>
  children(node).flatMap((child) => [...(isElement(child) ? [child] : []), ...all(child)]);
const text = (node: Node): string => ('value' in node ? node.value : children(node).map(text).join(''));
const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

function page(html: string) {
  const problems: string[] = [];
  const root = parse(html, { onParseError: ({ code }) => problems.push(code) });
  const elements = all(root);
  const named = (...names: readonly string[]): readonly Element[] =>
    elements.filter(({ tagName }) => names.includes(tagName));
  return { problems, elements, named };
}

describe.each(statementTemplateIds)('%s', (template) => {
  const document = sampleDocument(template);
  const html = writeHtml(document);
  const { problems, elements, named } = page(html);

  test('is one page, with nothing from elsewhere and no script', () => {
    expect(problems).toEqual([]);
    expect(attribute(named('html')[0] as Element, 'lang')).toBe('zh-CN');
    expect(named('script', 'link', 'img', 'iframe')).toEqual([]);
    expect(html).not.toMatch(/https?:|url\(|@import/);
    expect(named('main')).toHaveLength(1);
  });

  test('its headings are the document’s, no level skipped', () => {
    expect(named('h1').map(text)).toEqual([document.cover.title]);
    const written = document.blocks.flatMap((block) =>
      block.kind === 'heading' ? [[block.level + 1, block.text]] : [],
    );
    expect(named('h2', 'h3', 'h4', 'h5').map((one) => [Number(one.tagName.slice(1)), text(one)])).toEqual(written);
  });

  test('the contents lead to the headings', () => {
    const ids = new Map(elements.map((one) => [attribute(one, 'id') ?? '', text(one)]));
    const links = all(named('nav')[0] as Element).filter(({ tagName }) => tagName === 'a');
    expect(links.length).toBeGreaterThan(6);
    for (const link of links) expect(ids.get((attribute(link, 'href') ?? '').slice(1))).toBe(text(link));
    expect(ids.has('main')).toBe(true);
  });

  test('tables have captions, headers with a scope, and rows of one width', () => {
    const tables = named('table');
    const written = document.blocks.filter((block) => block.kind === 'table');
    expect(tables).toHaveLength(written.length);
    tables.forEach((table, index) => {
      const inside = all(table);
      const [caption] = inside.filter(({ tagName }) => tagName === 'caption');
      expect(caption === undefined ? '' : text(caption)).toContain(written[index]?.title);
      const headers = inside.filter(({ tagName }) => tagName === 'th');
      expect(headers.every((one) => attribute(one, 'scope') !== undefined)).toBe(true);
      expect(headers.length).toBeGreaterThan(0);
      const covered = inside
        .filter(({ tagName }) => tagName === 'th' || tagName === 'td')
        .reduce((sum, one) => sum + Number(attribute(one, 'rowspan') ?? 1) * Number(attribute(one, 'colspan') ?? 1), 0);
      expect(covered).toBe(written[index]?.rows.reduce((sum, { cells }) => sum + cells.length, 0));
    });
  });
});

test('figures lead to where the caller says', () => {
  const document = sampleDocument();
  const { named } = page(
    writeHtml(document, {
      hrefOf: (figure) =>
        'kind' in figure ? `/f/${figure.kind}` : figure.column === 'basic' ? null : `/c?a&b="${figure.row}"`,
    }),
  );
  const links = named('a').map((one) => `${attribute(one, 'href')} ${text(one)}`);
  expect(links).toContain('/f/derived 1247.00');
  expect(links).toContain('/f/terms 1192.00');
  expect(links).toContain('/c?a&b="2101202" 250.00');
  // Cells of a column that has no page, and blank ones, lead nowhere.
  expect(links.filter((one) => one.endsWith(' '))).toEqual([]);
  expect(links).not.toContain('/c?a&b="2101501" 520.00');
});

test('what stands in the text is no markup', () => {
  const html = writeHtml(sampleDocument('hunan-2024', { bureau: '<b>甲&乙</b>县医疗保障局' }));
  expect(html).toContain('<p class="bureau">&lt;b&gt;甲&amp;乙&lt;/b&gt;县医疗保障局</p>');
  expect(html).toContain('满意度调查 &lt;2024年&gt;');
});

test('a draft has neither date nor names', () => {
  const html = writeHtml(sampleDocument('hunan-2024', { publishedOn: null, released: [] }));
  expect(html).not.toContain('公开日期');
  expect(html).not.toContain('保密审查');
});
