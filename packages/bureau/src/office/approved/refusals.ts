/**
 * What the approved final-accounts tables refuse as a whole: a closed list, in order of precedence.
 * `docs/reference/refusals-office-approved.md` lists the same, and a test holds the two together. What is wrong with single rows is
 * a problem (`problems.ts`); that who hands in and who confirms are one person is refused by `access`.
 */
export const approvedRefusals = {
  'department-without-unit': '部门没有会计主体',
  'handing-unknown': '没有这次上传',
  'workbook-unreadable': '文件读不出表格',
  'workbook-too-long': '文件太长',
  'tables-missing': '没有认出决算表',
  'tables-faulty': '有不能确认的地方',
} as const;

export type ApprovedRefusalId = keyof typeof approvedRefusals;

export interface ApprovedRefusal {
  readonly id: ApprovedRefusalId;
  /** Chinese, for the department accountant: what happened, with the values, and what to do. */
  readonly message: string;
}

export type Refused = { readonly outcome: 'refused'; readonly refusal: ApprovedRefusal };

export function refuse(id: ApprovedRefusalId, message: string): Refused {
  return { outcome: 'refused', refusal: { id, message } };
}
