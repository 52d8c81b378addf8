/** For the checks' own tests: a few lines of text to the findings of one check. */
import { type Finding } from '@mingzhang/kernel';
import { type Block, type Grid, type GridRow } from '../blocks.ts';
import { type Check } from '../check.ts';
import { audit } from '../judge.ts';
import { readDisclosure } from '../read.ts';

/** The plainest of readers: a line with a tab is a row, runs of rows are a grid, any other line a paragraph. */
export function blocksOf(text: string, encoding: Grid['encoding'] = 'merged-expanded'): readonly Block[] {
  const blocks: Block[] = [];
  let rows: GridRow[] = [];
  const close = (): void => {
    if (rows.length > 0) blocks.push({ kind: 'grid', encoding, rows });
    rows = [];
  };
  text.split('\n').forEach((line, index) => {
    const number = index + 1;
    if (line.includes('\t')) {
      rows.push({
        cells: line.split('\t').map((cell) => ({ text: cell.trim(), line: number, endLine: number })),
        line: number,
        endLine: number,
      });
      return;
    }
    close();
    if (line.trim() !== '') blocks.push({ kind: 'paragraph', text: line.trim(), spans: [{ line: number, start: 0 }] });
  });
  close();
  return blocks;
}

/** The findings of one check in a text. */
export function findingsOf(check: Check, text: string): readonly Finding[] {
  return audit(readDisclosure(blocksOf(text), text.length), [check]).findings;
}

/** As `findingsOf`, as 'line quote'. */
export function found(check: Check, text: string): readonly string[] {
  return findingsOf(check, text).map((finding) => `${finding.place.line} ${finding.place.quote}`);
}
