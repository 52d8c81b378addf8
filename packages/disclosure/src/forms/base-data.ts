/**
 * Hunan's base-data table (基础数据表): staff, controlled expenditure of last year and this year, buildings. A row whose cells
 * name columns opens a block; the rows below it are read against those columns.
 */
import { type Form, type FormCell, type FormField, type NotRead } from '../model.ts';
import { firstText, type Row } from '../row.ts';
import { type CellKind, formCell, isDash, moneyUnitIn, readFigure } from './cell.ts';
import { readFields, rowNotRead } from './fields.ts';
import { cleanLabel } from './funds.ts';
import { labelKey } from './words.ts';

interface Column {
  readonly index: number;
  readonly key: string;
  readonly kind: CellKind;
  readonly unit: string;
  readonly label: string;
}

const columnWords: readonly {
  readonly pattern: RegExp;
  readonly key: string;
  readonly kind: CellKind;
  readonly unit?: string;
}[] = [
  { pattern: /规模控制率|投资.*控制率|概算.*控制率/, key: '', kind: 'percent' },
  { pattern: /控制率/, key: 'control-rate', kind: 'percent' },
  { pattern: /编制数/, key: 'authorized', kind: 'free', unit: '人' },
  { pattern: /实际在职|在职人数|实有人数/, key: 'actual', kind: 'free', unit: '人' },
  { pattern: /批复规模/, key: 'approved-area', kind: 'free', unit: '平方米' },
  { pattern: /实际规模/, key: 'actual-area', kind: 'free', unit: '平方米' },
  { pattern: /预算投资/, key: 'budget-investment', kind: 'money' },
  { pattern: /实际投资/, key: 'actual-investment', kind: 'money' },
];

const rowWords: readonly { readonly pattern: RegExp; readonly key: string }[] = [
  { pattern: /三公/, key: 'three-public' },
  { pattern: /公(?:务用)?车购置(?:和|及|与)/, key: 'vehicle' },
  { pattern: /公(?:务用)?车购置/, key: 'vehicle-purchase' },
  { pattern: /公(?:务用)?车.*运行/, key: 'vehicle-running' },
  { pattern: /出国/, key: 'abroad' },
  { pattern: /公务接待|招待/, key: 'reception' },
  { pattern: /业务工作(?:专项|经费|项目)/, key: 'project-business' },
  { pattern: /运行维护(?:专项|经费|项目)/, key: 'project-maintenance' },
  { pattern: /项目支出/, key: 'project' },
  { pattern: /公用经费/, key: 'public' },
  { pattern: /办公经?费/, key: 'office' },
  { pattern: /水电|水费|电费/, key: 'utilities' },
  { pattern: /差旅费/, key: 'travel' },
  { pattern: /会议费/, key: 'meeting' },
  { pattern: /培训费/, key: 'training' },
  { pattern: /政府采购/, key: 'procurement' },
  { pattern: /预算调整/, key: 'budget-adjustment' },
  { pattern: /楼堂馆所/, key: 'buildings' },
];

/** Columns named by a header row; null when the row names none. */
function columnsOf(row: Row): readonly Column[] | null {
  const years = row.filled.filter((index) => /(\d{4}|上|本|当)年?.{0,3}(?:决算|预算)数?/.test(row.texts[index] ?? ''));
  const named = row.filled.flatMap((index): readonly Column[] => {
    const label = row.texts[index] ?? '';
    const word = columnWords.find((item) => item.pattern.test(label));
    if (word === undefined || index === row.filled[0]) return [];
    const key = word.key === '' ? (/投资|概算/.test(label) ? 'investment-rate' : 'area-rate') : word.key;
    return [{ index, key, kind: word.kind, unit: word.unit ?? moneyUnitIn(label) ?? '万元', label }];
  });
  if (years.length >= 2) {
    const finals = years.filter((index) => /决算/.test(row.texts[index] ?? ''));
    return years.map((index): Column => {
      const label = row.texts[index] ?? '';
      const key = /预算/.test(label) ? 'budget' : index === finals[0] && finals.length > 1 ? 'prior-final' : 'final';
      return { index, key, kind: 'money', unit: moneyUnitIn(label) ?? '万元', label };
    });
  }
  return named.length >= 2 ? named : null;
}

export type BaseRow = Form['base'][number];

export interface BaseBody {
  readonly base: readonly BaseRow[];
  readonly fields: readonly FormField[];
  readonly notRead: readonly NotRead[];
}

/** Reads the rows of a base-data table. */
export function readBaseData(rows: readonly Row[], form: string): BaseBody {
  const base: BaseRow[] = [];
  const fields: FormField[] = [];
  const notRead: NotRead[] = [];
  let columns: readonly Column[] = [];
  let block = '';
  for (const row of rows) {
    const header = columnsOf(row);
    if (header !== null) {
      columns = header;
      block = firstText(row);
      continue;
    }
    if (row.filled.length === 0) continue;
    if (labelKey(firstText(row)) !== null) {
      fields.push(...readFields(row, form));
      continue;
    }
    const first = row.filled[0] ?? 0;
    const text = row.texts[first] ?? '';
    const labelled = readFigure(text, 'free', '') === null && !isDash(text);
    const label = labelled ? cleanLabel(text).replace(/^\d+[.．、]/, '') : block;
    if (columns.length === 0) {
      notRead.push(rowNotRead(row, form, '基础数据表的这一行不认识'));
      continue;
    }
    if (/^[.…]+$/.test(label)) continue;
    const cells: Record<string, FormCell> = {};
    for (const column of columns) {
      cells[column.key] = formCell(row, column.index, column.kind, column.unit, {
        form,
        row: label,
        column: column.label,
      });
    }
    base.push({
      label,
      key: rowWords.find((word) => word.pattern.test(label))?.key ?? (/人员/.test(label) ? 'staff' : 'other'),
      columns: cells,
    });
  }
  return { base, fields, notRead };
}
