/**
 * 指标账 as the trade reads it: kinds of project, projects of the first and second tier, and their items, each with what stands
 * below it added up.
 */
import { divideExact, exact, type Fen, formatExact, roundExact } from '@mingzhang/kernel';
import { type BudgetItem, type Movement, type Project, type ProjectKind, projectKindNames } from '../item.ts';
import { type Amounts, type Position, positionsOf, totalAmounts } from './position.ts';

export interface RatedAmounts extends Amounts {
  /** 执行率 in per cent to two decimals, half away from zero; null where there is no annual budget. */
  readonly rate: string | null;
}

export interface LedgerRow extends RatedAmounts {
  /** Of its kind, project or item; unique in the table. */
  readonly key: string;
  /** 0 for a kind of project, then one deeper for each tier. */
  readonly depth: number;
  readonly tier: 'kind' | 'project' | 'item';
  readonly name: string;
  /** The project's code. */
  readonly code: string | null;
  /** Of an item only. */
  readonly item: BudgetItem | null;
}

/** Paid ÷ annual budget, in per cent to two decimals. */
export function rateOf(paid: Fen, annual: Fen): string | null {
  if (annual === 0) return null;
  const ratio = divideExact(BigInt(paid) * exact('100'), BigInt(annual) * exact('1'));
  return formatExact(roundExact(ratio, 2), 2);
}

export function rated(amounts: Amounts): RatedAmounts {
  return { ...amounts, rate: rateOf(amounts.paid, amounts.annual) };
}

/** The rows from the top, each before what stands below it; projects without a movement are left out. */
export function budgetLedger(
  movements: readonly Movement[],
  projects: readonly Project[],
): { readonly rows: readonly LedgerRow[]; readonly total: RatedAmounts } {
  const positions = positionsOf(movements);
  const byProject = Map.groupBy(positions, ({ item }) => item.project);
  const kinds = Object.keys(projectKindNames) as readonly ProjectKind[];
  const rows = kinds.flatMap((kind) => {
    const below = projects
      .filter((project) => project.kind === kind && project.parent === null)
      .flatMap((project) => projectRows(project, projects, byProject, 1));
    const tops = below.filter(({ depth }) => depth === 1);
    if (tops.length === 0) return [];
    return [
      {
        key: kind,
        depth: 0,
        tier: 'kind' as const,
        name: projectKindNames[kind],
        code: null,
        item: null,
        ...rated(totalAmounts(tops)),
      },
      ...below,
    ];
  });
  return { rows, total: rated(totalAmounts(positions)) };
}

function projectRows(
  project: Project,
  projects: readonly Project[],
  byProject: ReadonlyMap<string, readonly Position[]>,
  depth: number,
): readonly LedgerRow[] {
  const below = [
    ...projects
      .filter(({ parent }) => parent === project.code)
      .flatMap((child) => projectRows(child, projects, byProject, depth + 1)),
    ...(byProject.get(project.code) ?? []).map(
      ({ item, ...amounts }): LedgerRow => ({
        key: `${item.project} ${item.functionCode} ${item.source}`,
        depth: depth + 1,
        tier: 'item',
        name: '',
        code: null,
        item,
        ...rated(amounts),
      }),
    ),
  ];
  const direct = below.filter((row) => row.depth === depth + 1);
  if (direct.length === 0) return [];
  const { code, name } = project;
  return [{ key: code, depth, tier: 'project', name, code, item: null, ...rated(totalAmounts(direct)) }, ...below];
}
