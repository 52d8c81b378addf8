/** What a leg is for, in words. */

import { type Dimensions, fundNames, spendingNames, useSisters } from '../books/books.ts';
import { sourceNames, useClassification, useProjects } from '../budget/budget.ts';

/** Gives the words of dimensions: `2101501 行政运行 · 30101 基本工资 · 基本支出 · 一般公共预算`. */
export function useDimensionWords(unit: string): (dimensions: Dimensions) => readonly string[] {
  const classification = useClassification();
  const projects = useProjects(unit);
  const sisters = useSisters(unit);
  return ({ functionCode, economyCode, fund, spending, source, project, counterpart }) => {
    const named = (code: string | undefined, name: string | undefined): readonly string[] =>
      code === undefined ? [] : [name === undefined ? code : `${code} ${name}`];
    const word = (code: string | undefined, names: Readonly<Record<string, string>>): readonly string[] =>
      code === undefined ? [] : [names[code] ?? code];
    return [
      ...named(functionCode, classification.data?.functional[functionCode ?? '']),
      ...named(economyCode, classification.data?.economic[economyCode ?? '']),
      ...word(fund, fundNames),
      ...word(spending, spendingNames),
      ...word(source, sourceNames),
      ...named(project, projects.data?.find(({ code }) => code === project)?.name),
      ...(counterpart === undefined
        ? []
        : [`往来：${sisters.find(({ id }) => id === counterpart)?.name ?? counterpart}`]),
    ];
  };
}
