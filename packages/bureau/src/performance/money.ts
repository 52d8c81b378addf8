/** What the budget's books say of a project or a whole department in a year: start, annual budget and executed, and what they consist of. */
import { type Fen, type Month, subtractFen, sumFen } from '@mingzhang/kernel';
import { type Db, listUnits } from '../books/index.ts';
import { amountsOf, listProjects, type Movement, type Project, selectMovements } from '../office/index.ts';
import { type BookedMoney } from './decide/evaluation.ts';
import { type Subject } from './decide/goal.ts';

export interface MoneyOfSubject {
  readonly total: BookedMoney;
  /** 当年财政拨款, 上年结转, 其他资金. */
  readonly fiscal: BookedMoney;
  readonly carriedOver: BookedMoney;
  readonly other: BookedMoney;
  /** Annual budget by source of money. */
  readonly bySource: readonly { readonly source: Movement['source']; readonly annual: Fen }[];
  /** 人员经费, 公用经费 and 项目支出. */
  readonly byKind: Readonly<Record<'personnel' | 'running' | 'project', MoneyOfKind>>;
}

export interface MoneyOfKind {
  readonly fiscal: BookedMoney;
  readonly other: BookedMoney;
}

/** The money of a subject in a year; `through` a month, where the year is still going on. */
export async function moneyOf(
  db: Db,
  department: string,
  year: number,
  subject: Subject,
  through?: Month,
): Promise<MoneyOfSubject> {
  const units = subject === null ? (await listUnits(db, department)).map(({ id }) => id) : [subject.unit];
  const of = await Promise.all(
    units.map(async (unit) => {
      const projects = await listProjects(db, unit);
      const codes = subject === null ? null : underProject(projects, subject.project);
      const movements = await selectMovements(db, unit, year, codes);
      const byCode = new Map(projects.map((project) => [project.code, project]));
      return movements.flatMap((movement) => {
        const project = byCode.get(movement.project);
        const later = through !== undefined && movement.month > through;
        return project === undefined || later ? [] : [{ movement, project }];
      });
    }),
  );
  return moneyIn(of.flat());
}

/** A project and those below it. */
export function underProject(projects: readonly Project[], code: string): readonly string[] {
  return [code, ...projects.filter(({ parent }) => parent === code).map((project) => project.code)];
}

function moneyIn(rows: readonly { readonly movement: Movement; readonly project: Project }[]): MoneyOfSubject {
  const movements = rows.map(({ movement }) => movement);
  const fiscalRows = movements.filter(isFiscal);
  const otherRows = movements.filter((movement) => !isFiscal(movement));
  const [all, other] = [bookedOf(fiscalRows), bookedOf(otherRows)];
  const carried = sumFen(fiscalRows.filter(({ kind }) => kind === 'carry-over').map(({ amount }) => amount));
  // What was carried over is spent first.
  const carriedExecuted = Math.min(carried, Math.max(0, all.executed));
  // It is no part of what was given at the start of the year.
  const carriedOver = { start: 0, annual: carried, executed: carriedExecuted };
  const kinds = {
    personnel: ['personnel'],
    running: ['public-running'],
    project: ['other-running', 'specific'],
  } as const;
  const ofKind = (names: readonly string[]): MoneyOfKind => {
    const own = rows.filter(({ project }) => names.includes(project.kind)).map(({ movement }) => movement);
    return { fiscal: bookedOf(own.filter(isFiscal)), other: bookedOf(own.filter((one) => !isFiscal(one))) };
  };
  return {
    total: bookedOf(movements),
    fiscal: {
      start: all.start,
      annual: subtractFen(all.annual, carried),
      executed: subtractFen(all.executed, carriedExecuted),
    },
    carriedOver,
    other,
    bySource: [...Map.groupBy(movements, ({ source }) => source)].map(([source, list]) => ({
      source,
      annual: amountsOf(list).annual,
    })),
    byKind: { personnel: ofKind(kinds.personnel), running: ofKind(kinds.running), project: ofKind(kinds.project) },
  };
}

function isFiscal({ source }: Movement): boolean {
  return source !== 'non-fiscal-special' && source !== 'non-fiscal-other';
}

/** A part of a subject's money by where it comes from and what it is for. */
export type MoneyPart =
  | 'fiscal'
  | 'carried-over'
  | 'other'
  | 'basic'
  | 'project'
  | `${'personnel' | 'running' | 'project'}-${'fiscal' | 'other'}`
  | `source-${Movement['source']}`;

/** What a part of the money came to; what no part is called has none. */
export function moneyPart(money: MoneyOfSubject, part: string): BookedMoney {
  const { personnel, running, project } = money.byKind;
  switch (part) {
    case 'fiscal':
      return money.fiscal;
    case 'carried-over':
      return money.carriedOver;
    case 'other':
      return money.other;
    case 'basic':
      return together(personnel.fiscal, personnel.other, running.fiscal, running.other);
    case 'project':
      return together(project.fiscal, project.other);
    case 'personnel-fiscal':
      return personnel.fiscal;
    case 'personnel-other':
      return personnel.other;
    case 'running-fiscal':
      return running.fiscal;
    case 'running-other':
      return running.other;
    case 'project-fiscal':
      return project.fiscal;
    case 'project-other':
      return project.other;
  }
  const source = money.bySource.find((one) => part === `source-${one.source}`);
  return { start: 0, annual: source?.annual ?? 0, executed: 0 };
}

function together(...parts: readonly BookedMoney[]): BookedMoney {
  return {
    start: sumFen(parts.map(({ start }) => start)),
    annual: sumFen(parts.map(({ annual }) => annual)),
    executed: sumFen(parts.map(({ executed }) => executed)),
  };
}

function bookedOf(movements: readonly Movement[]): BookedMoney {
  const { start, annual, paid } = amountsOf(movements);
  return { start, annual, executed: paid };
}
