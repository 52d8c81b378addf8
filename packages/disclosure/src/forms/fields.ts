/** Labelled fields of a form's head and text block, and its foot. */
import { type FormField, type NotRead } from '../model.ts';
import { type Row } from '../row.ts';
import { formCell, isDash } from './cell.ts';
import { type Foot } from './segments.ts';
import { footKey, footPairs, labelKey } from './words.ts';

/** Reads label and value pairs of a row: 主管部门 | 某局 | 实施单位 | 某中心. Empty when the row begins with no known label. */
export function readFields(row: Row, form: string): readonly FormField[] {
  const fields: FormField[] = [];
  for (const [order, index] of row.filled.entries()) {
    const label = row.texts[index] ?? '';
    const key = labelKey(label) ?? footKey(label);
    if (key === null) continue;
    const next = row.filled[order + 1];
    const nextText = next === undefined ? '' : (row.texts[next] ?? '');
    const blank = next === undefined || labelKey(nextText) !== null || footKey(nextText) !== null;
    const cell = formCell(row, blank ? blankAfter(row, index) : next, 'text', '', { form, row: label, column: '' });
    fields.push({ label: label.replace(/[：:]$/, ''), key, cell });
  }
  return fields;
}

/** Index of the blank cell right of a label; past the row's end where there is none. */
function blankAfter(row: Row, index: number): number {
  return row.texts[index + 1] === '' ? index + 1 : row.texts.length;
}

/** A foot that is a row of the grid: cells such as 负责人: | 经办人: | 填报日期: 2024-01-15. */
export function readFootRow(row: Row, form: string): readonly FormField[] {
  const fields: FormField[] = [];
  for (const [order, index] of row.filled.entries()) {
    const text = row.texts[index] ?? '';
    const source = row.source.cells[index];
    const pairs = footPairs(/[：:]/.test(text) ? text : `${text}：`);
    if (pairs === null || source === undefined) continue;
    for (const pair of pairs) {
      const next = row.filled[order + 1];
      const nextText = next === undefined ? '' : (row.texts[next] ?? '');
      const follows =
        pair.value === '' &&
        next !== undefined &&
        footPairs(/[：:]/.test(nextText) ? nextText : `${nextText}：`) === null;
      if (pair.value !== '') {
        fields.push({
          label: pair.label,
          key: pair.key,
          cell: { text: pair.value, line: source.line, endLine: source.endLine },
        });
      } else if (follows) {
        fields.push({
          label: pair.label,
          key: pair.key,
          cell: formCell(row, next, 'text', '', { form, row: pair.label, column: '' }),
        });
      } else {
        fields.push({
          label: pair.label,
          key: pair.key,
          cell: {
            text: null,
            line: source.line,
            endLine: source.endLine,
            left: { text: source.text, line: source.line },
          },
        });
      }
    }
  }
  return fields;
}

/** True for a row of the foot: its first text is 填表人, 负责人, 经办人 … and all of its labels are. */
export function isFootRow(row: Row): boolean {
  const first = row.texts[row.filled[0] ?? -1] ?? '';
  return (
    footPairs(/[：:]/.test(first) ? first : `${first}：`) !== null &&
    !row.texts.some((text) => labelKey(text) !== null && !/^填报单位/.test(text))
  );
}

/** Foot paragraphs as fields. */
export function footFields(feet: readonly Foot[]): readonly FormField[] {
  return feet.map(
    (foot): FormField => ({
      label: foot.label,
      key: foot.key,
      cell:
        foot.value === '' || isDash(foot.value)
          ? { text: null, line: foot.line, endLine: foot.endLine, left: { text: foot.quote, line: foot.line } }
          : { text: foot.value, line: foot.line, endLine: foot.endLine },
    }),
  );
}

/** A row of which nothing was understood. */
export function rowNotRead(row: Row, form: string, why: string): NotRead {
  const first = row.source.cells[row.filled[0] ?? -1];
  const line = first?.line ?? row.source.line;
  const endLine = first?.endLine ?? line;
  return { place: { line, ...(endLine > line ? { endLine } : {}), table: form, quote: first?.text ?? form }, why };
}
