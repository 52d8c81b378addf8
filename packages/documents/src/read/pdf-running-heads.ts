/** Page numbers, and heads and feet that stand on every page, are no part of the text. The head of a table is none of them. */
import { type PdfPage, type TextItem } from './pdf-page.ts';
import { linesOf, type TextLine } from './pdf-text.ts';

/** So much of a page's height at its top and foot can be margin. */
const margin = 0.1;

const pageNumber = /^(?:[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*页(?:\s*[,，/／]?\s*共\s*\d+\s*页)?|\d+\s*[/／]\s*\d+)$/;
const headOfTable = /部门|单位|公开|附表|表$|年度?$/;

export function withoutRunningHeads(pages: readonly PdfPage[]): readonly PdfPage[] {
  const places = pages.map((page) => linesOf(page.items).filter((line) => inMargin(line, page)));
  const pagesWith = new Map<string, number>();
  for (const lines of places) {
    for (const key of new Set(lines.map(keyOf))) pagesWith.set(key, (pagesWith.get(key) ?? 0) + 1);
  }
  const often = Math.max(3, pages.length / 2);
  return pages.map((page, index) => {
    const dropped = (places[index] ?? []).filter(
      (line) =>
        (pageNumber.test(line.text) && (line.y > page.height * (1 - margin) || line.y < page.height * margin)) ||
        ((pagesWith.get(keyOf(line)) ?? 0) >= often && !headOfTable.test(line.text)),
    );
    if (dropped.length === 0) return page;
    const stays = (item: TextItem): boolean =>
      !dropped.some((line) => Math.abs(line.y - item.y) < 1 && item.x >= line.x - 1 && item.x <= line.end + 1);
    return { ...page, items: page.items.filter(stays) };
  });
}

function inMargin(line: TextLine, page: PdfPage): boolean {
  return line.y < page.height * margin || line.y > page.height * (1 - margin);
}

/** The same words at the same height, whatever the numbers in them. */
function keyOf(line: TextLine): string {
  return `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, '#')}`;
}
