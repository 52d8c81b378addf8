/**
 * What the workbench shows of a document beside its audit: the neutral blocks it is rebuilt from, the outline, the
 * normalised tables and forms, and where each claim of the narrative stands. Plain JSON, made once when the document is
 * stored, so that it always belongs to the audit it is shown with.
 */
import { type Block, type Disclosure, type FormCell, type TableId } from '@mingzhang/disclosure';

export interface ReadingTable {
  readonly id: TableId;
  readonly printedNumber: string | null;
  readonly title: string;
  readonly unit: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly code?: string;
    readonly name: string;
    readonly level?: number;
    readonly side?: 'income' | 'expenditure';
    readonly line: number;
    /** An amount as printed, `null` blank, '—' marked not applicable. */
    readonly cells: readonly (string | null)[];
  }[];
  readonly line: number;
  readonly endLine: number;
}

export interface ReadingForm {
  readonly id: string;
  readonly title: string;
  readonly project: string | null;
  readonly unit: string | null;
  readonly line: number;
  readonly endLine: number;
  /** Everything the form says, flattened to rows under one header each: funds, indicators, fields, base data. */
  readonly blocks: readonly {
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[];
  }[];
}

export interface Reading {
  readonly blocks: readonly Block[];
  readonly sections: readonly { readonly title: string; readonly level: number; readonly line: number }[];
  readonly tables: readonly ReadingTable[];
  readonly forms: readonly ReadingForm[];
  readonly claims: readonly {
    readonly label: string;
    readonly printed: string;
    readonly line: number;
    readonly endLine: number;
  }[];
}

/** The reading of a document; `document` is null where nothing beyond blocks was recognised. */
export function readingOf(blocks: readonly Block[], document: Disclosure | null): Reading {
  if (document === null) return { blocks, sections: [], tables: [], forms: [], claims: [] };
  return {
    blocks,
    sections: document.sections.map(({ title, level, line }) => ({ title, level, line })),
    tables: document.tables.map((table) => ({
      id: table.id,
      printedNumber: table.printedNumber,
      title: table.title,
      unit: table.unit,
      columns: table.columns,
      rows: table.rows.map((row) => ({
        ...(row.code === undefined ? {} : { code: row.code }),
        name: row.name,
        ...(row.level === undefined ? {} : { level: row.level }),
        ...(row.side === undefined ? {} : { side: row.side }),
        line: row.line,
        cells: row.cells.map((cell) => cell.text),
      })),
      line: table.place.line,
      endLine: table.place.endLine ?? table.place.line,
    })),
    forms: document.forms.map(readingOfForm),
    claims: document.claims.map(({ quantity }) => ({
      label: quantity.label,
      printed: quantity.printed,
      line: quantity.place.line,
      endLine: quantity.place.endLine ?? quantity.place.line,
    })),
  };
}

function readingOfForm(form: Disclosure['forms'][number]): ReadingForm {
  const text = (cell: FormCell | undefined): string | null => cell?.text ?? null;
  const blocks: ReadingForm['blocks'][number][] = [];
  if (form.fields.length > 0) {
    blocks.push({
      title: '填报内容',
      columns: ['项目', '内容'],
      rows: form.fields.map((field) => ({ line: field.cell.line, cells: [field.label, text(field.cell)] })),
    });
  }
  if (form.base.length > 0) {
    const columns = [...new Set(form.base.flatMap((row) => Object.keys(row.columns)))];
    blocks.push({
      title: '基础数据',
      columns: ['项目', ...columns],
      rows: form.base.map((row) => ({
        line: Object.values(row.columns)[0]?.line ?? form.line,
        cells: [row.label, ...columns.map((column) => text(row.columns[column]))],
      })),
    });
  }
  if (form.funds.length > 0) {
    blocks.push({
      title: '资金',
      columns: ['项目', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分', '实施期', '年度'],
      rows: form.funds.map((row) => ({
        line: row.line,
        cells: [
          row.label,
          text(row.startBudget),
          text(row.annualBudget),
          text(row.executed),
          text(row.points),
          text(row.rate),
          text(row.score),
          text(row.wholePeriod),
          text(row.annual),
        ],
      })),
    });
  }
  if (form.indicators.length > 0) {
    blocks.push({
      title: '指标',
      columns: ['一级指标', '二级指标', '三级指标', '目标值', '实际完成值', '分值', '得分', '偏差原因'],
      rows: form.indicators.map((row) => ({
        line: row.line,
        cells: [
          row.level1,
          row.level2,
          text(row.name),
          text(row.target),
          text(row.actual),
          text(row.points),
          text(row.score),
          text(row.reason),
        ],
      })),
    });
  }
  if (form.totalPoints !== undefined || form.totalScore !== undefined) {
    blocks.push({
      title: '总分',
      columns: ['分值', '得分'],
      rows: [{ line: form.totalPoints?.line ?? form.endLine, cells: [text(form.totalPoints), text(form.totalScore)] }],
    });
  }
  return {
    id: form.id,
    title: form.title,
    project: form.project,
    unit: form.unit,
    line: form.line,
    endLine: form.endLine,
    blocks,
  };
}
