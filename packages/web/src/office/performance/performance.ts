/** Performance, as the pages ask for it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';
import { type DepartmentYear } from '../department-year.tsx';

export type Goal = Schemas['PerformanceGoal'];
export type Evaluation = Schemas['PerformanceEvaluation'];
export type Content = Schemas['GoalContent'];
export type Line = Content['indicators'][number];
export type Binding = Schemas['PerformanceBinding'];
export type Rules = Schemas['ScoringRules'];

interface Money {
  readonly start: string;
  readonly annual: string;
  readonly executed: string;
}

export interface Performance {
  readonly department: string;
  readonly year: number;
  readonly rules: Rules | null;
  readonly goals: readonly Goal[];
  readonly without: readonly {
    readonly unit: string;
    readonly unitName: string;
    readonly project: string;
    readonly name: string;
    readonly money: Money;
  }[];
  readonly alike: readonly { readonly goal: string; readonly message: string }[];
}

export function usePerformance({ department, year }: DepartmentYear) {
  return useQuery({
    queryKey: ['performance', department, year],
    queryFn: () => getJson<Performance>(`/api/performance?department=${encodeURIComponent(department)}&year=${year}`),
  });
}

/** Everything is asked for anew after something was written. */
export function useForget(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['performance'] });
}

export const level1Names: Readonly<Record<Line['level1'], string>> = {
  output: '产出指标',
  cost: '成本指标',
  benefit: '效益指标',
  satisfaction: '满意度指标',
};

export const level2Names: Readonly<Record<Line['level2'], string>> = {
  quantity: '数量指标',
  quality: '质量指标',
  timeliness: '时效指标',
  cost: '成本指标',
  'cost-economic': '经济成本指标',
  'cost-social': '社会成本指标',
  'cost-ecological': '生态环境成本指标',
  economic: '经济效益指标',
  social: '社会效益指标',
  ecological: '生态效益指标',
  sustainable: '可持续影响指标',
  served: '服务对象满意度指标',
};

export const level2sOf: Readonly<Record<Line['level1'], readonly Line['level2'][]>> = {
  output: ['quantity', 'quality', 'timeliness', 'cost'],
  cost: ['cost-economic', 'cost-social', 'cost-ecological'],
  benefit: ['economic', 'social', 'ecological', 'sustainable'],
  satisfaction: ['served'],
};

export const stateNames: Readonly<Record<Goal['state'], string>> = {
  made: '待复核',
  checked: '已复核',
  returned: '已退回',
  replaced: '已替换',
};

export const useNames: Readonly<Record<NonNullable<Evaluation['use']>['kind'], string>> = {
  continued: '照常安排',
  increased: '增加预算',
  reduced: '压减预算',
  adjusted: '调整支出方向',
  ended: '不再安排',
};

export function targetText({ direction, target, unit }: Pick<Line, 'direction' | 'target' | 'unit'>): string {
  if (direction === 'qualitative') return target;
  return `${direction === 'up' ? '≥' : '≤'}${target}${unit}`;
}

export const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
