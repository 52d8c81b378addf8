/**
 * The generated document before it becomes lines: paragraphs and grids whose figures carry labels. A defect changes the
 * text under one label; rendering then says on which line each label came to stand.
 *
 *     mark('n/income/total', '1552.69') … in a paragraph
 *     cell('t/income/2080505/total', '50.90') … in a grid
 */

/** A labelled stretch of a paragraph. */
export interface Mark {
  readonly id: string;
  readonly text: string;
}

export type Piece = string | Mark;

/** What a paragraph is for; noise and encodings treat the roles differently. */
export type ParagraphRole = 'title' | 'part' | 'heading' | 'text' | 'contents' | 'note' | 'signature';

export interface PaperParagraph {
  readonly kind: 'paragraph';
  readonly id: string;
  readonly role: ParagraphRole;
  readonly pieces: readonly Piece[];
}

export interface PaperCell {
  readonly id?: string;
  readonly text: string;
  /** Part of the cell to its left: left out where merged cells are written once, blank where they are expanded. */
  readonly covered?: boolean;
}

export interface PaperRow {
  readonly id: string;
  readonly cells: readonly PaperCell[];
  readonly header?: boolean;
}

export interface PaperTable {
  readonly kind: 'table';
  readonly id: string;
  /** A disclosure table, a performance form, or the list of empty tables. */
  readonly layout: 'table' | 'form' | 'list';
  readonly title: Mark;
  readonly subtitle: Mark | null;
  readonly number: Mark | null;
  readonly department: Mark | null;
  readonly year: Mark | null;
  readonly unit: Mark | null;
  readonly rows: readonly PaperRow[];
  readonly notes: readonly PaperParagraph[];
}

export type PaperBlock = PaperParagraph | PaperTable;

export interface Paper {
  readonly template: string;
  readonly blocks: readonly PaperBlock[];
}

export function mark(id: string, text: string): Mark {
  return { id, text };
}

export function cell(id: string, text: string): PaperCell {
  return { id, text };
}

/** A cell that is not a figure. */
export function plain(text: string): PaperCell {
  return { text };
}

export const covered: PaperCell = { text: '', covered: true };

/** A cell that spans `width` columns: itself and the covered cells to its right. */
export function spanning(text: string, width: number): readonly PaperCell[] {
  return [plain(text), ...Array.from({ length: width - 1 }, () => covered)];
}

export function blanks(count: number): readonly PaperCell[] {
  return Array.from({ length: count }, () => plain(''));
}

/** Pieces from a template literal: strings, marks and lists of pieces may stand in the braces. */
export function pieces(
  strings: TemplateStringsArray,
  ...values: readonly (Piece | readonly Piece[])[]
): readonly Piece[] {
  const list: Piece[] = [];
  strings.forEach((text, index) => {
    if (text !== '') list.push(text);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'string' || 'id' in value) list.push(value);
    else list.push(...value);
  });
  return list;
}

export function paragraph(
  id: string,
  role: ParagraphRole,
  ...parts: readonly (Piece | readonly Piece[])[]
): PaperParagraph {
  const list: Piece[] = [];
  for (const part of parts) {
    if (typeof part === 'string' || 'id' in part) list.push(part);
    else list.push(...part);
  }
  return { kind: 'paragraph', id, role, pieces: list };
}

export function paragraphText(block: PaperParagraph): string {
  return block.pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}

function editParagraph(block: PaperParagraph, change: (id: string, text: string) => string): PaperParagraph {
  return {
    ...block,
    pieces: block.pieces.map((piece) =>
      typeof piece === 'string' ? piece : { id: piece.id, text: change(piece.id, piece.text) },
    ),
  };
}

function editMark(old: Mark | null, change: (id: string, text: string) => string): Mark | null {
  return old === null ? null : { id: old.id, text: change(old.id, old.text) };
}

/** The paper with every label's text passed through `change`. */
export function editLabels(paper: Paper, change: (id: string, text: string) => string): Paper {
  return {
    ...paper,
    blocks: paper.blocks.map((block) => {
      if (block.kind === 'paragraph') return editParagraph(block, change);
      return {
        ...block,
        title: { id: block.title.id, text: change(block.title.id, block.title.text) },
        subtitle: editMark(block.subtitle, change),
        number: editMark(block.number, change),
        department: editMark(block.department, change),
        year: editMark(block.year, change),
        unit: editMark(block.unit, change),
        rows: block.rows.map((row) => ({
          ...row,
          cells: row.cells.map((one) => (one.id === undefined ? one : { ...one, text: change(one.id, one.text) })),
        })),
        notes: block.notes.map((note) => editParagraph(note, change)),
      };
    }),
  };
}

/** The paper with one label's text replaced; throws if there is no such label. */
export function setLabel(paper: Paper, id: string, text: string): Paper {
  let found = false;
  const edited = editLabels(paper, (one, old) => {
    if (one !== id) return old;
    found = true;
    return text;
  });
  if (!found) throw new Error(`no label ${id}`);
  return edited;
}

/** All labels with their texts, in order of appearance. */
export function labels(paper: Paper): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  editLabels(paper, (id, text) => {
    if (map.has(id)) throw new Error(`label ${id} stands twice`);
    map.set(id, text);
    return text;
  });
  return map;
}

/** The paper without a block, or without a row of a table. */
export function without(paper: Paper, id: string): Paper {
  let found = false;
  const blocks: PaperBlock[] = [];
  for (const block of paper.blocks) {
    if (block.id === id) {
      found = true;
      continue;
    }
    if (block.kind === 'table' && block.rows.some((row) => row.id === id)) {
      found = true;
      blocks.push({ ...block, rows: block.rows.filter((row) => row.id !== id) });
    } else if (block.kind === 'table' && block.notes.some((note) => note.id === id)) {
      found = true;
      blocks.push({ ...block, notes: block.notes.filter((note) => note.id !== id) });
    } else blocks.push(block);
  }
  if (!found) throw new Error(`nothing called ${id}`);
  return { ...paper, blocks };
}

/** The paper with more text at the end of a paragraph, labelled. */
export function appendTo(paper: Paper, id: string, added: Mark): Paper {
  let found = false;
  const append = (block: PaperParagraph): PaperParagraph => {
    if (block.id !== id) return block;
    found = true;
    return { ...block, pieces: [...block.pieces, added] };
  };
  const blocks = paper.blocks.map(
    (block): PaperBlock => (block.kind === 'paragraph' ? append(block) : { ...block, notes: block.notes.map(append) }),
  );
  if (!found) throw new Error(`no paragraph ${id}`);
  return { ...paper, blocks };
}
