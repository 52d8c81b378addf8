/**
 * What people write for a publication: the parts of the text that no figure gives, and the reasons for changes that the narrative
 * asks for. Nothing is overwritten; the last row of a key counts. A part holds from its year on until it is written anew, a reason
 * for its year only.
 */
import { newId } from '@mingzhang/store';
import { recordAction } from '../../access/index.ts';
import { type Refused, refuse } from './refusals.ts';
import { type Db, type Trx } from './steps.ts';
import { type Acting } from './versions.ts';

export type TextKind = 'part' | 'reason';

/** The parts that a department writes, a paragraph or a name a line; `purpose:` and what the money was spent on, after 主要用于. */
export const textParts = {
  duties: '主要职责',
  offices: '内设机构',
  'staff-note': '实有人数多于编制的原因',
  contact: '联系方式',
  evaluating: '绩效管理工作的组织（自评结果由系统写，这里写制度和分工）',
  'other-matters': '其他需要说明的事项',
  'purpose:abroad': '因公出国（境）的用途',
  'purpose:vehicle-running': '公务用车运行维护的用途',
  'purpose:reception': '公务接待的用途',
  'purpose:meetings': '会议的内容',
  'purpose:training': '培训的内容',
} as const;

export type TextPart = keyof typeof textParts;

const lengthMax: Readonly<Record<TextKind, number>> = { part: 4000, reason: 300 };

export interface TextDraft {
  readonly department: string;
  readonly year: number;
  readonly kind: TextKind;
  readonly key: string;
  readonly text: string;
}

/** Why a text cannot be kept, or null. */
export function decideText({ kind, key, text }: Omit<TextDraft, 'department' | 'year'>): Refused | null {
  if (kind === 'part' ? !Object.hasOwn(textParts, key) : !/^[a-z][a-z0-9 :._/-]{0,119}$/.test(key)) {
    return refuse('text-key-unknown', '没有这一段文字。请从“部门文字”页面上填写。');
  }
  if (text.trim() === '') return refuse('text-empty', '文字是空的，没有保存。请写好再保存。');
  const length = [...text.trim()].length;
  if (length > lengthMax[kind]) {
    return refuse('text-too-long', `文字有${length}字，最多${lengthMax[kind]}字，没有保存。请写得简短些。`);
  }
  return null;
}

/** Keeps a text; what was written before stays on record. */
export async function writeText(
  trx: Trx,
  draft: TextDraft,
  { person, at }: Acting,
): Promise<{ readonly id: string } | Refused> {
  const refused = decideText(draft);
  if (refused !== null) return refused;
  const { department, year, kind, key } = draft;
  const id = newId();
  const text = draft.text.trim();
  await trx
    .insertInto('publication_text')
    .values({ department_id: department, id, year, kind, key, text, made_by: person, made_at: at })
    .execute();
  await recordAction(trx, {
    id: newId(),
    at,
    person,
    action: 'publication.make',
    subject: `publication-text:${department}/${id}`,
    detail: { year, key, characters: [...text].length },
  });
  return { id };
}

export interface KeptText {
  readonly kind: TextKind;
  readonly key: string;
  readonly text: string;
  readonly year: number;
  readonly person: string;
  readonly name: string;
  readonly at: Date;
}

/** The texts that count in a year's publication. */
export async function readTexts(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
): Promise<readonly KeptText[]> {
  const rows = await db
    .selectFrom('publication_text as t')
    .leftJoin('access_person as p', 'p.id', 't.made_by')
    .select(['t.kind', 't.key', 't.text', 't.year', 't.made_by as person', 'p.name', 't.made_at as at'])
    .where('t.department_id', '=', department)
    .where((eb) =>
      eb.or([
        eb.and([eb('t.kind', '=', 'part'), eb('t.year', '<=', year)]),
        eb.and([eb('t.kind', '=', 'reason'), eb('t.year', '=', year)]),
      ]),
    )
    .orderBy('t.year')
    .orderBy('t.position')
    .execute();
  const last = new Map(rows.map((row) => [`${row.kind} ${row.key}`, row]));
  return [...last.values()].map((row) => ({ ...row, kind: row.kind as TextKind, name: row.name ?? '' }));
}
