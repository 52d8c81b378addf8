/**
 * How a province prints its performance forms: rows as data (`data/forms/*.json`), written into a grid. A row is one text – cells set
 * apart by |, ← belongs to the cell on its left, ↑ to the cell above – and {names} stand for what is filled in. Cells of a list that
 * repeat what stands above them (绩效指标, 产出指标, 数量指标) are merged with it.
 */
import hunan from '../data/forms/hunan.json' with { type: 'json' };
import shaanxi from '../data/forms/shaanxi.json' with { type: 'json' };
import shanxi from '../data/forms/shanxi.json' with { type: 'json' };
import { type FormId } from '../model.ts';
import { type FigureOrigin, type WrittenCell, type WrittenRow, type WrittenTable } from '../writing/index.ts';

type Section =
  | { readonly rows: readonly string[] }
  /** A row for each entry of a list; the columns of `merge` are merged downwards where they repeat. */
  | { readonly each: string; readonly merge: readonly number[]; readonly row: string };

export interface FormLayout {
  readonly title: string;
  /** Printed below the title; null where the title or nothing says it. */
  readonly year: string | null;
  readonly unit: string | null;
  readonly wide: boolean;
  readonly body: readonly Section[];
  readonly foot: readonly string[];
}

export interface FormFamily {
  readonly id: string;
  /** The province. */
  readonly name: string;
  readonly forms: Readonly<Partial<Record<FormId, FormLayout>>>;
}

export const formFamilies = [hunan, shaanxi, shanxi] as readonly unknown[] as readonly FormFamily[];

/** The family of a province, or null. */
export function formFamily(id: string): FormFamily | null {
  return formFamilies.find((family) => family.id === id) ?? null;
}

/** What is filled in, and what stands behind it. */
export interface Filled {
  readonly text: string;
  readonly origin?: FigureOrigin;
}

/** Values by the names in the layout. Null: the family prints the name and this form has nothing for it. */
export type FormValues = Readonly<Record<string, Filled | string | null>>;

export interface FormContent {
  readonly values: FormValues;
  readonly lists: Readonly<Record<string, readonly FormValues[]>>;
}

const name = /\{([A-Za-z0-9.]+)\}/g;

/** The names that a text wants filled in. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(name)].map((match) => match[1] ?? '');
}

/** Fills a text in; a name without a value is a broken promise of whoever filled in the form. */
function fill(text: string, values: FormValues): WrittenCell {
  const origins: FigureOrigin[] = [];
  const filled = text.replace(name, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`nothing to fill in for {${key}}`);
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (value.origin !== undefined) origins.push(value.origin);
    return value.text;
  });
  const [origin] = origins;
  return origin === undefined || origins.length > 1 ? { text: filled } : { text: filled, origin };
}

function cellsOf(row: string, values: FormValues): readonly WrittenCell[] {
  return row.split('|').map((text): WrittenCell => {
    if (text === '←') return { text: '', merged: 'left' };
    if (text === '↑') return { text: '', merged: 'above' };
    return fill(text, values);
  });
}

/** A foot without the labels that nobody has filled in: 填表人：…　填报日期：…. */
function footOf(text: string, values: FormValues): string {
  return text
    .split('　')
    .filter((piece) => namesIn(piece).some((key) => fill(`{${key}}`, values).text !== ''))
    .map((piece) => fill(piece, values).text)
    .join('　');
}

/** Writes a form in a layout. */
export function writeForm(id: FormId, layout: FormLayout, { values, lists }: FormContent): WrittenTable {
  const rows: WrittenRow[] = [];
  // What each column says, however far above it was printed.
  const standing: string[] = [];
  const push = (cells: readonly WrittenCell[]): void => {
    for (const [at, cell] of cells.entries()) if (cell.merged !== 'above') standing[at] = cell.text;
    rows.push({ role: 'body', cells });
  };
  for (const section of layout.body) {
    if ('rows' in section) {
      for (const row of section.rows) push(cellsOf(row, values));
      continue;
    }
    for (const entry of lists[section.each] ?? []) {
      let same = true;
      const cells = cellsOf(section.row, { ...values, ...entry }).map((cell, at): WrittenCell => {
        if (!section.merge.includes(at)) return cell;
        same &&= cell.text === standing[at];
        return same ? { text: '', merged: 'above' } : cell;
      });
      push(cells);
    }
  }
  const foot = layout.foot.map((text) => footOf(text, values)).filter((text) => text !== '');
  return {
    kind: 'table',
    id,
    title: fill(layout.title, values).text,
    number: null,
    department: null,
    year: layout.year === null ? null : fill(layout.year, values).text,
    unit: layout.unit,
    rows,
    notes: foot,
    wide: layout.wide,
  };
}
