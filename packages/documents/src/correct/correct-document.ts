/**
 * A faulty disclosure back to its bureau: the text as a Word file with tracked changes and comments, and a notice of what was
 * changed and what is left to answer. Nothing is invented: a figure becomes what the document's other figures say it must be.
 */
import { type Finding } from '@mingzhang/kernel';
import { readBlocks } from '../audit-file.ts';
import { type Mark, markedDocx } from './marked-docx.ts';
import { checkName, noticeDocx } from './notice.ts';
import { type CorrectionPlan, planCorrections } from './plan.ts';

export interface CorrectOptions {
  /** YYYY-MM-DD, the date of the changes. */
  readonly date: string;
  /** Whose the changes are; 明账 where nobody is named. */
  readonly author?: string;
}

export type Corrected =
  | {
      readonly ok: true;
      readonly plan: CorrectionPlan;
      /** The document with tracked changes and comments. */
      readonly marked: Uint8Array;
      /** 更正说明. */
      readonly notice: Uint8Array;
    }
  /** A sentence for whoever handed the file in. */
  | { readonly ok: false; readonly error: string };

/** Corrects a file of any format that can be read; never throws for what is wrong with it. */
export async function correctDocument(bytes: Uint8Array, file: string, options: CorrectOptions): Promise<Corrected> {
  const read = await readBlocks(bytes);
  if (!read.ok) return { ok: false, error: read.error };
  const author = options.author ?? '明账';
  const { date } = options;
  const plan = planCorrections(read.blocks, read.characters);
  return {
    ok: true,
    plan,
    marked: await markedDocx(plan.document, marksOf(plan), { author, date, title: `${file}（更正稿）` }),
    notice: await noticeDocx(plan, { file, author, date }),
  };
}

/** Corrections in front, each with its comment at the first of its changes. */
function marksOf({ corrections, questions }: CorrectionPlan): readonly Mark[] {
  return [
    ...corrections.flatMap(({ finding, edits }): readonly Mark[] => {
      const [at] = edits;
      return at === undefined
        ? []
        : [{ at, edits, comment: commentOf(finding, `“${finding.stated}”改为“${at.text}”。`) }];
    }),
    ...questions.map(({ finding, at }): Mark => ({ at, edits: [], comment: commentOf(finding, questionOf(finding)) })),
  ];
}

function commentOf({ check, message, article }: Finding, last: string): readonly string[] {
  return [`【${checkName(check)}】${message}`, ...(article === undefined ? [] : [`依据：${article}`]), last];
}

/** What the bureau is asked. */
function questionOf({ severity, certainty, expected }: Finding): string {
  if (severity === 'rounding') return '这是换算单位的尾差，没有改动，可以在表下注明。';
  if (certainty === 'possible') return '请核实：文中不足以判断，须对照账簿、台账或其他资料。';
  if (severity === 'presentation') return '请改写此处。';
  return expected === ''
    ? '请核实原始数据后填写。'
    : `请核实：究竟是此处有误，还是与它不一致的他处有误。按文中他处推算为“${expected}”。`;
}
