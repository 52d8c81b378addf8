/** Imports, as the pages ask for them. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postFile, postJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';
import { type UnitYear } from '../unit-year.tsx';

export type BudgetImport = Schemas['BudgetImport'];
export type ImportKind = Schemas['ImportKind'];
export type ImportMapping = Schemas['ImportMapping'];
export type ImportPreview = Schemas['ImportPreview'];

export const importKindNames: Readonly<Record<ImportKind, string>> = {
  documents: '指标',
  payments: '国库支付',
};

export const noMapping: ImportMapping = { columns: {}, constants: {}, sheet: null };

export interface ImportColumn {
  readonly field: string;
  readonly term: string;
  readonly required: boolean;
  readonly labels: readonly string[];
  readonly words: readonly string[];
}

export function useImportColumns(kind: ImportKind) {
  return useQuery({
    queryKey: ['import-columns'],
    queryFn: async () =>
      (
        await getJson<{ readonly kinds: readonly { kind: ImportKind; columns: readonly ImportColumn[] }[] }>(
          '/api/office/import-columns',
        )
      ).kinds,
    staleTime: Number.POSITIVE_INFINITY,
    select: (kinds) => kinds.find((one) => one.kind === kind)?.columns ?? [],
  });
}

export function useImports({ unit, year }: UnitYear) {
  return useQuery({
    queryKey: ['budget', 'imports', unit, year],
    queryFn: async () =>
      (
        await getJson<{ readonly imports: readonly BudgetImport[] }>(
          `/api/office/imports?unit=${encodeURIComponent(unit)}&year=${year}`,
        )
      ).imports,
  });
}

export function useImportPreview(unit: string, id: string) {
  return useQuery({
    queryKey: ['budget', 'import', unit, id],
    queryFn: () => getJson<ImportPreview>(`/api/office/imports/${id}?unit=${encodeURIComponent(unit)}`),
    retry: false,
  });
}

export interface Progress {
  readonly done: number;
  readonly all: number;
}

export async function getProgress(unit: string, id: string): Promise<Progress | null> {
  const path = `/api/office/imports/${id}/progress?unit=${encodeURIComponent(unit)}`;
  return (await getJson<{ readonly progress: Progress | null }>(path)).progress;
}

export function stageImport(
  chosen: UnitYear,
  kind: ImportKind,
  file: File,
  mapping: ImportMapping,
): Promise<{ readonly id: string; readonly again: boolean }> {
  return postFile('/api/office/imports', file, {
    unit: chosen.unit,
    year: String(chosen.year),
    kind,
    mapping: JSON.stringify(mapping),
  });
}

export const commitImport = (
  unit: string,
  id: string,
): Promise<{ readonly added: number; readonly changed: number; readonly unchanged: number; readonly again: boolean }> =>
  postJson(`/api/office/imports/${id}/commit`, { unit });
