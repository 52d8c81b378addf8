/** What can be wrong with a row of an export: a closed list. `docs/reference/import-problems.md` lists the same, and a test holds the two together. */

export const importProblems = {
  'row-of-another-unit': { severity: 'error', name: '属于别的单位' },
  'value-missing': { severity: 'error', name: '缺少必填的值' },
  'code-malformed': { severity: 'error', name: '编码不对' },
  'word-unknown': { severity: 'error', name: '不认识的词' },
  'date-malformed': { severity: 'error', name: '日期不对' },
  'amount-malformed': { severity: 'error', name: '金额不对' },
  'project-undescribed': { severity: 'error', name: '项目库没有这个项目' },
  'rows-disagree': { severity: 'error', name: '同一份文件各行不一致' },
  'original-unclear': { severity: 'error', name: '不知退的是哪一笔' },
  'refused-by-rule': { severity: 'error', name: '不合规则' },
  'total-differs': { severity: 'error', name: '合计与明细不符' },
  'row-repeated': { severity: 'warning', name: '与另一行完全相同' },
} as const satisfies Readonly<Record<string, { readonly severity: 'error' | 'warning'; readonly name: string }>>;

export type ImportProblemId = keyof typeof importProblems;

export interface RowProblem {
  readonly id: ImportProblemId;
  /** As the person finds it in the file. */
  readonly row: number;
  /** The header of the column; null where it is not one column's. */
  readonly column: string | null;
  /** What stands there. */
  readonly value: string | null;
  /** Chinese: what is wrong, and what to do. */
  readonly message: string;
}

/** True if nothing is imported because of it. */
export function blocks({ id }: RowProblem): boolean {
  return importProblems[id].severity === 'error';
}
