/** Approved tables and their comparison, as the page asks for them. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postFile, postJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';
import { type DepartmentYear } from '../department-year.tsx';

export type HandedTables = Schemas['HandedTables'];
export type ApprovedTables = Schemas['ApprovedTables'];
export type ApprovedPreview = Schemas['ApprovedPreview'];
export type ApprovedComparison = Schemas['ApprovedComparison'];
export type ComparedCell = Schemas['ComparedCell'];
export type CellMatch = ComparedCell['match'];

export const matchNames: Readonly<Record<CellMatch, string>> = {
  different: '不同',
  'only-theirs': '只有财决有',
  'only-ours': '只有我们有',
  equal: '相等',
};

/** Everything about approved tables is asked again once one of them has changed. */
export const approvedKey = 'approved-tables';

function whose({ department, year }: DepartmentYear): URLSearchParams {
  return new URLSearchParams({ department, year: String(year) });
}

export function useHandedTables(chosen: DepartmentYear) {
  return useQuery({
    queryKey: [approvedKey, 'list', chosen],
    queryFn: () =>
      getJson<{ readonly handed: readonly HandedTables[]; readonly standing: ApprovedTables | null }>(
        `/api/office/approved-tables?${whose(chosen)}`,
      ),
  });
}

export function useApprovedPreview({ department }: DepartmentYear, id: string) {
  return useQuery({
    queryKey: [approvedKey, 'preview', department, id],
    queryFn: () =>
      getJson<ApprovedPreview>(`/api/office/approved-tables/${id}?department=${encodeURIComponent(department)}`),
    retry: false,
  });
}

export function useApprovedComparison(chosen: DepartmentYear, template: string, all: boolean) {
  const query = whose(chosen);
  query.set('template', template);
  query.set('all', String(all));
  return useQuery({
    queryKey: [approvedKey, 'comparison', chosen, template, all],
    queryFn: () => getJson<ApprovedComparison>(`/api/office/approved-comparison?${query}`),
    retry: false,
  });
}

export function handIn(
  { department, year }: DepartmentYear,
  file: File,
): Promise<{ readonly id: string; readonly again: boolean }> {
  return postFile('/api/office/approved-tables', file, { department, year: String(year) });
}

export function confirmTables(
  department: string,
  id: string,
): Promise<{ readonly added: number; readonly changed: number; readonly unchanged: number; readonly again: boolean }> {
  return postJson(`/api/office/approved-tables/${id}/confirm`, { department });
}
