/**
 * What the publication desk refuses, in order of precedence; `docs/reference/refusals-publication.md` lists the same. That whoever
 * made a publication neither reviews nor approves it is said in the words of access (`checker-is-maker`).
 */
export const publicationRefusals = {
  'department-unknown': '没有这个部门',
  'template-unknown': '没有这个版式',
  'books-of-year-missing': '没有该年度的账簿',
  'statements-not-ready': '账簿还不能成表',
  'publication-unknown': '没有这份公开稿',
  'publication-under-way': '该年度已有一份公开稿在办',
  'publication-exists': '该年度已经公开',
  'correction-target-unfit': '不能更正这一版',
  'reply-missing': '财政还没有批复',
  'state-unfit': '所处环节不能这样办',
  'content-changed': '内容已经变动',
  'reason-missing': '没有写明理由',
  'finding-unknown': '没有这条发现',
  'blocking-finding': '有必须改正的发现',
  'finding-reason-missing': '有发现没有说明理由',
  'asked-reason-missing': '有增减原因没有写明',
  'asked-reason-refused': '有增减原因不能这样写',
  'part-missing': '缺少应当公开的内容',
  'figure-without-evidence': '有数字没有依据',
  'file-misread': '公开文件读回来与文稿不一致',
  'figure-changed': '数字与账簿、台账不一致',
  'period-open': '会计期间还没有结账',
  'reply-number-missing': '没有写批复文号',
  'reply-date-unfit': '批复日期不对',
  'reply-attachment-missing': '没有附上批复文件',
  'approved-tables-missing': '没有批复的决算表',
  'approved-tables-differ': '与批复的决算表不一致',
  'publication-date-unfit': '公开日期不对',
  'late-reason-missing': '逾期公开没有说明原因',
  'text-key-unknown': '没有这一段文字',
  'text-empty': '文字是空的',
  'text-too-long': '文字太长',
} as const;

export type PublicationRefusalId = keyof typeof publicationRefusals;

export interface PublicationRefusal {
  readonly id: PublicationRefusalId;
  /** Chinese, for the person at the desk: what happened, with the values, and what to do. */
  readonly message: string;
}

export interface Refused {
  readonly refusal: PublicationRefusal;
}

export function refuse(id: PublicationRefusalId, message: string): Refused {
  return { refusal: { id, message } };
}
