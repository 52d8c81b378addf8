/** Figures as the server gives them, and what the pages call them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';
import { type DepartmentYear } from '../department-year.tsx';

export type FigureValue = Schemas['FigureValue'];
export type Declaration = Schemas['Declaration'];
export type ListedFigure = Schemas['Figure'] & { readonly values: readonly FigureValue[] };
export type Coordinates = FigureValue['at'];

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Catalogue {
  readonly figures: readonly ListedFigure[];
  readonly parts: readonly Named[];
  readonly dimensions: readonly {
    readonly id: string;
    readonly name: string;
    readonly values: readonly Named[] | null;
  }[];
  readonly cutOffs: readonly Named[];
}

export const basisNames: Readonly<Record<NonNullable<FigureValue['basis']>, string>> = {
  computed: '计算',
  formula: '公式',
  declared: '填报',
  stored: '往年存储',
};

export const stateNames: Readonly<Record<Declaration['state'], string>> = {
  made: '待复核',
  checked: '已复核',
  returned: '已退回',
  replaced: '已更正',
};

export function useCatalogue({ department, year }: DepartmentYear) {
  const query = new URLSearchParams({ department, year: String(year) });
  return useQuery({
    queryKey: ['figures', department, year],
    queryFn: () => getJson<Catalogue>(`/api/figures?${query}`),
    staleTime: 30_000,
  });
}

export function useDeclarations({ department, year }: DepartmentYear) {
  const query = new URLSearchParams({ department, year: String(year) });
  return useQuery({
    queryKey: ['figures', 'declarations', department, year],
    queryFn: async () =>
      (await getJson<{ readonly declarations: readonly Declaration[] }>(`/api/figure-declarations?${query}`))
        .declarations,
  });
}

/** After something was declared, checked or sent back, every value may be another. */
export function useForgetFigures(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['figures'] }),
      queries.invalidateQueries({ queryKey: ['evidence'] }),
    ]);
  };
}

/** Coordinates as one text, as addresses and the API write them. */
export function coordinateText(at: Coordinates): string {
  return Object.keys(at)
    .sort()
    .map((dimension) => `${dimension}=${[at[dimension] ?? []].flat().toSorted().join(',')}`)
    .join(' ');
}

export function parseCoordinates(text: string): Coordinates {
  const pairs = text
    .split(' ')
    .filter((pair) => pair.includes('='))
    .map((pair): [string, string | string[]] => {
      const [dimension = '', list = ''] = pair.split('=');
      return [dimension, list.includes(',') ? list.split(',') : list];
    });
  return Object.fromEntries(pairs);
}

/** A ratio and a factor of one formula in words: operands by their terms. */
export function formulaInWords(
  formula: string,
  operands: readonly { readonly figure: string; readonly term: string }[],
) {
  const terms = new Map(operands.map(({ figure, term }) => [figure, term]));
  return formula
    .replace(/[a-z][a-z0-9-]*(?=[\s)[{*/+]|$)/g, (id) => terms.get(id.replace(/-$/, '')) ?? id)
    .replaceAll('[prior]', '（上年）')
    .replaceAll('{*}', '（合计）')
    .replaceAll(' / ', ' ÷ ')
    .replaceAll(' * ', ' × ')
    .replaceAll(' - ', ' － ')
    .replaceAll(' + ', ' ＋ ');
}
