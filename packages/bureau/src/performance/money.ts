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
function underProject(projects: readonly Project[], code: string): readonly string[] {
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

function bookedOf(movements: readonly Movement[]): BookedMoney {
  const { start, annual, paid } = amountsOf(movements);
  return { start, annual, executed: paid };
}
