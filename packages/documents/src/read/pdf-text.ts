/** Texts of a PDF put together to lines, and lines to the text of a cell. */
import { type TextItem } from './pdf-page.ts';

export interface TextLine {
  readonly text: string;
  readonly x: number;
  /** Where it ends on the right. */
  readonly end: number;
  readonly y: number;
  readonly size: number;
}

/** The lines of texts, from top to bottom; what stands far apart on a line is told apart by a space. */
export function linesOf(items: readonly TextItem[]): TextLine[] {
  const rows: TextItem[][] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (
      row !== undefined &&
      first !== undefined &&
      Math.abs(first.y - item.y) <= Math.max(first.size, item.size) * 0.45
    )
      row.push(item);
    else rows.push([item]);
  }
  return rows.map((row) => {
    const sorted = row.sort((a, b) => a.x - b.x);
    let text = '';
    let end = Number.NEGATIVE_INFINITY;
    for (const item of sorted) {
      const gap = item.x - end;
      if (text !== '' && gap > item.size * (isWide(text) || isWide(item.text[0] ?? '') ? 0.9 : 0.28)) text += ' ';
      text += item.text;
      end = Math.max(end, item.x + item.width);
    }
    const [first] = sorted;
    return {
      text: closedUp(text.trim()),
      x: first?.x ?? 0,
      end,
      y: first?.y ?? 0,
      size: Math.max(...sorted.map(({ size }) => size)),
    };
  });
}

const besideWide = /(?<=[\u2e80-\uffef]) +(?=\S)|(?<=\S) +(?=[\u2e80-\uffef])/g;

/**
 * A justified line is stretched between its characters, and the stretches come as spaces: where they stand all along the line they
 * are no one's words. A heading's single space after its number stays.
 */
function closedUp(text: string): string {
  const spaces = text.match(besideWide)?.length ?? 0;
  return spaces >= 4 && spaces * 6 >= text.length ? text.replace(besideWide, '') : text;
}

/** True where a text ends in a character as wide as it is high. */
function isWide(text: string): boolean {
  return /[\u2e80-\uffef]$/.test(text);
}

/** A cell's lines as one text: a narrow column cuts figures and words anywhere, only Latin words are kept apart. */
export function textOfLines(items: readonly TextItem[]): string {
  return linesOf(items).reduce(
    (text, line) => text + (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(line.text) ? ' ' : '') + line.text,
    '',
  );
}
