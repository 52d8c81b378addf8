/** The annual budget of a project, and of those below it, by the government that gives it: 中央, 省级, 市县, and what is no fiscal money. */
import { type GoalSource } from '@mingzhang/disclosure';
import { addFen, type Fen } from '@mingzhang/kernel';
import { type Db } from '../books/index.ts';
import { budgetByLevel, listProjects } from '../office/index.ts';
import { underProject } from './money.ts';

export async function goalMoneyByLevel(
  db: Db,
  { unit, project }: { readonly unit: string; readonly project: string },
  year: number,
): Promise<Readonly<Record<GoalSource, Fen>>> {
  const sums = { central: 0, province: 0, county: 0, own: 0, other: 0 };
  const codes = underProject(await listProjects(db, unit), project);
  for (const { level, source, amount } of await budgetByLevel(db, unit, year, codes)) {
    const key: GoalSource = source.startsWith('non-fiscal') ? 'own' : level === 'city' ? 'county' : level;
    sums[key] = addFen(sums[key], amount);
  }
  return sums;
}
