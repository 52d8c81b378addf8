/** Our own open data (mingzhang-open-document) to pieces: what is written is read back like any other file. */
import { openDocumentSchema } from '../write/open-document.ts';
import { type Piece, type PieceCell } from './pieces.ts';
import { FileProblem } from './problem.ts';

export function readOpenJson(text: string): readonly Piece[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new FileProblem('这个公开数据（JSON）文件不完整或已改坏，读不下去。请重新下载后再试。');
  }
  const checked = openDocumentSchema.safeParse(parsed);
  if (!checked.success) {
    const where = checked.error.issues[0]?.path.join('.') ?? '';
    throw new FileProblem(
      `这个公开数据（JSON）文件与公布的格式不符${where === '' ? '' : `（在 ${where}）`}，没有读取。请重新下载，或按公布的格式改正后再试。`,
    );
  }
  const document = checked.data;
  const pieces: Piece[] = [];
  const write = (line: string | null): void => {
    if (line !== null && line !== '') pieces.push({ kind: 'text', text: line });
  };
  write(document.bureau);
  write(document.title);
  if (document.publishedOn !== null) write(`公开日期：${document.publishedOn}`);
  for (const { role, person } of document.released) write(`${role}：${person}`);
  for (const block of document.blocks) {
    if (block.kind === 'heading') write(block.text);
    else if (block.kind === 'paragraph') write(block.runs.map((run) => run.text).join(''));
    else if (block.kind === 'table') {
      for (const head of [block.title, block.number, block.department, block.year, block.unit]) write(head);
      pieces.push({ kind: 'table', rows: block.rows.map(({ cells }) => ({ cells: cellsOf(cells) })) });
      for (const note of block.notes) write(note);
    }
  }
  return pieces;
}

function cellsOf(
  cells: readonly { readonly text: string; readonly merged?: 'left' | 'above' | undefined }[],
): PieceCell[] {
  const placed: PieceCell[] = [];
  for (const { text, merged } of cells) {
    const last = placed.at(-1);
    if (merged === 'left' && last !== undefined) placed[placed.length - 1] = { ...last, columns: last.columns + 1 };
    else placed.push({ columns: 1, pieces: text === '' ? [] : [{ kind: 'text', text }] });
  }
  return placed;
}
