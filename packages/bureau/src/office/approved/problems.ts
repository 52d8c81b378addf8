/** What can be wrong with the approved tables in a file: a closed list; `docs/reference/approved-table-problems.md` lists the same, and a test holds the two together. */
export const approvedProblems = {
  'table-of-another-department': { severity: 'error', name: '别的单位的表' },
  'table-of-another-year': { severity: 'error', name: '别的年度的表' },
  'unit-unclear': { severity: 'error', name: '金额单位不明' },
  'table-repeated': { severity: 'error', name: '一张表出现两次' },
  'row-repeated': { severity: 'error', name: '一行出现两次' },
  'figure-malformed': { severity: 'error', name: '不是金额' },
  'head-incomplete': { severity: 'warning', name: '表头不全' },
  'table-missing': { severity: 'warning', name: '缺少一张表' },
  'row-not-read': { severity: 'warning', name: '没有读入的行' },
  'row-not-placed': { severity: 'warning', name: '对不上的行' },
} as const satisfies Readonly<Record<string, { readonly severity: 'error' | 'warning'; readonly name: string }>>;

export type ApprovedProblemId = keyof typeof approvedProblems;

export interface ApprovedProblem {
  readonly id: ApprovedProblemId;
  /** Name of the worksheet; empty for CSV, null where it is no single sheet's. */
  readonly sheet: string | null;
  /** As the person finds it in the sheet; null where it is no single row's. */
  readonly row: number | null;
  /** What stands there. */
  readonly value: string | null;
  /** Chinese: what is wrong, and what to do. */
  readonly message: string;
}

/** True if nothing is confirmed because of it. */
export function blocksApproval({ id }: ApprovedProblem): boolean {
  return approvedProblems[id].severity === 'error';
}
