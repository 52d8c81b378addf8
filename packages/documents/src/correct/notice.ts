/** 更正说明: what was changed, figure by figure, why and by which check; what only the bureau can answer; what rounding explains. */

import { checks, type PrintedRow, type WrittenTable } from '@mingzhang/disclosure';
import { type Finding } from '@mingzhang/kernel';
import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import { fontTable, sideways, styles } from '../write/docx-styles.ts';
import { stillZip } from '../write/still-zip.ts';
import { pageNumbers, tableOf } from '../write/write-docx.ts';
import { type CorrectionPlan } from './plan.ts';

export interface NoticeOptions {
  readonly file: string;
  readonly author: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** Shares of the columns: what is said takes the most room. */
const correctionWidths = [5, 20, 18, 18, 18, 60];
const questionWidths = [5, 22, 20, 20, 70];

const names = new Map(checks.map(({ meta }) => [meta.id, meta.name]));

/** The name of a check as lists print it. */
export const checkName = (id: string): string => names.get(id) ?? id;

/** The file; the same plan gives the same bytes. */
export async function noticeDocx(plan: CorrectionPlan, options: NoticeOptions): Promise<Uint8Array> {
  const { document, corrections, questions, blockingLeft } = plan;
  const errors = questions.filter(({ finding }) => finding.severity === 'error');
  const wording = questions.filter(({ finding }) => finding.severity === 'presentation');
  const rounding = questions.filter(({ finding }) => finding.severity === 'rounding');
  const title = `${document.bureau ?? ''}${document.year === null ? '' : `${document.year}年度`}公开文本更正说明`;
  const paragraph = (text: string): Paragraph => new Paragraph({ style: 'Body', text });
  const heading = (text: string): Paragraph => new Paragraph({ heading: HeadingLevel.HEADING_2, text });
  const list = (rows: readonly PrintedRow[], widths: readonly number[]) =>
    rows.length < 2 ? [paragraph('无。')] : tableOf(tableWith(rows), sideways, {}, widths);
  const file = new Document({
    title,
    creator: options.author,
    lastModifiedBy: options.author,
    styles,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: { page: sideways.page },
        footers: pageNumbers,
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: title }),
          paragraph(
            `文件：${options.file}。日期：${options.date}。共改${corrections.length}处问题，另有${errors.length}项须由单位核实，${wording.length}项是格式和文字上的建议，${rounding.length}处是换算单位的尾差。` +
              (blockingLeft.length === 0
                ? '改后已没有必须改正的错误。'
                : `改后仍有${blockingLeft.length}处必须改正的错误，改正以前不宜重新公开。`),
          ),
          paragraph(
            '所改的数由文中其他数算得，不是新的数据。决算表须与财政部门批复的决算一致，改表以前请先核对批复；如批复的是原数，则应改与它不一致的各处。',
          ),
          heading('一、已更正'),
          ...list(
            [
              header('序号', '位置', '原文', '更正为', '依据的检查', '说明'),
              ...corrections.map(({ finding, edits }, index) =>
                row(
                  String(index + 1),
                  placeOf(finding),
                  finding.stated,
                  edits[0]?.text ?? '',
                  `${checkName(finding.check)}${edits.length > 1 ? `（共${edits.length}处）` : ''}`,
                  finding.message,
                ),
              ),
            ],
            correctionWidths,
          ),
          heading('二、须由单位核实'),
          ...list(questionRows(errors.map(({ finding }) => finding)), questionWidths),
          heading('三、格式和文字'),
          ...list(questionRows(wording.map(({ finding }) => finding)), questionWidths),
          heading('四、尾差'),
          paragraph('以下差额不超过由元换算为万元时四舍五入能造成的差，不是错误，没有改动；可以在表下注明。'),
          ...list(questionRows(rounding.map(({ finding }) => finding)), questionWidths),
        ],
      },
    ],
  });
  const when = `${options.date}T00:00:00Z`;
  return stillZip(await Packer.toBuffer(file), (path, text) => {
    if (path === 'word/fontTable.xml') return fontTable();
    return path === 'docProps/core.xml'
      ? text.replaceAll(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${when}`)
      : text;
  });
}

function questionRows(findings: readonly Finding[]): readonly PrintedRow[] {
  return [
    header('序号', '位置', '原文', '检查', '问题'),
    ...findings.map((finding, index) =>
      row(String(index + 1), placeOf(finding), finding.stated, checkName(finding.check), finding.message),
    ),
  ];
}

/** '第1606行' or '第973行，302 商品和服务支出，决算数'. */
function placeOf({ place }: Finding): string {
  return [`第${place.line}行`, place.row, place.column].filter((text) => text !== undefined && text !== '').join('，');
}

const words = (texts: readonly string[]) => texts.map((text) => ({ text }));
const header = (...texts: readonly string[]): PrintedRow => ({ role: 'header', cells: words(texts) });
const row = (...texts: readonly string[]): PrintedRow => ({ role: 'body', cells: words(texts) });

function tableWith(rows: readonly PrintedRow[]): WrittenTable {
  return {
    kind: 'table',
    id: null,
    title: '',
    number: null,
    department: null,
    year: null,
    unit: null,
    rows,
    notes: [],
    wide: true,
  };
}
