/**
 * What a publication prints of performance: the forms of the province's family and the evaluation report, from the evaluations that were
 * checked and the figures of the year; and what our own checks of forms find in them.
 */
import {
  type BaseRow,
  type BaseRowKey,
  baseDataForm,
  baseRows,
  type CatalogueFigure,
  type EvaluationPart,
  evaluationReport,
  type FigureOrigin,
  type FormAmount,
  type FormCount,
  type FormFamily,
  type FormLine,
  type FormMoney,
  type FormTask,
  formFamily,
  formFindings,
  type GoalForm,
  goalForm,
  nothingEvaluated,
  type OverallEvaluation,
  overallForm,
  type PerformanceFacts,
  type ProjectEvaluation,
  performanceFacts,
  projectForm,
  reportFigures,
  type ScoringRules,
  type Signed,
  type WrittenBlock,
  type WrittenClaim,
  type WrittenParagraph,
  type WrittenTable,
} from '@mingzhang/disclosure';
import { type Fen, type Finding, parseYuan } from '@mingzhang/kernel';
import { type Db, findDepartment, listUnits } from '../books/index.ts';
import { type ComputedFigure, type Coordinates, coordinateText, FigureReader } from '../figures/index.ts';
import { listProjects, type Project, peopleNames, sourceNames } from '../office/index.ts';
import { type BookedMoney, type FoundActual, useKinds } from './decide/index.ts';
import { goalMoneyByLevel } from './levels.ts';
import { type MoneyOfSubject, type MoneyPart, moneyOf, moneyPart } from './money.ts';
import { listEvaluations, type SelfEvaluation } from './records/evaluations.ts';
import { type Goal, listGoals } from './records/goals.ts';
import { rulesOfYear } from './records/rules.ts';

export interface PerformanceBlocks {
  readonly forms: readonly WrittenTable[];
  readonly report: readonly WrittenBlock[];
  /** What each of the report's own paragraphs must be read back as. */
  readonly claims: ReadonlyMap<WrittenParagraph, readonly WrittenClaim[]>;
  /** What the narrative's sentences tell of the evaluations. */
  readonly facts: PerformanceFacts;
  readonly findings: readonly Finding[];
}

/** What the forms say of the department that no record holds. */
export interface PerformanceSigning {
  readonly head: string;
  readonly phone: string;
  readonly thrift: string;
}

const unsigned: PerformanceSigning = { head: '', phone: '', thrift: '' };

/** Forms and report of a department's year in the family of a template such as 'hunan-2024'. */
export async function performanceBlocks(
  db: Db,
  department: string,
  year: number,
  template: string,
  computed: readonly ComputedFigure[],
  signing: PerformanceSigning = unsigned,
): Promise<PerformanceBlocks> {
  const family = formFamily(template.replace(/-\d+$/, ''));
  const found = await findDepartment(db, department);
  const rules = await rulesOfYear(db, department, year);
  if (family === null || found === null || rules === null)
    return { forms: [], report: [], claims: new Map(), facts: nothingEvaluated, findings: [] };
  const gathered = new Gathered(
    db,
    { department, name: found.name, year, rules, signing },
    new FigureReader(db, computed),
  );
  await gathered.load();
  const [overall, projects] = [await gathered.overall(), await gathered.projects()];
  const forms = [
    ...(family.forms['base-data'] === undefined || overall === null ? [] : [await gathered.baseData(family)]),
    ...(family.forms['overall-self-evaluation'] === undefined || overall === null
      ? []
      : [overallForm(family, overall)]),
    ...(family.forms['project-self-evaluation'] === undefined ? [] : projects.map((one) => projectForm(family, one))),
    ...(family.forms['project-self-evaluation'] === undefined ? await gathered.goalForms(family) : []),
  ];
  const { blocks: report, claims } = evaluationReport({
    bureau: found.name,
    year,
    figures: await gathered.figures(),
    overall,
    projects,
  });
  const facts = performanceFacts(overall, projects);
  return { forms, report, claims, facts, findings: formFindings([...report, ...forms]) };
}

interface Of {
  readonly department: string;
  readonly name: string;
  readonly year: number;
  readonly rules: ScoringRules;
  readonly signing: PerformanceSigning;
}

interface Evaluated {
  readonly goal: Goal;
  readonly evaluation: SelfEvaluation;
  readonly money: MoneyOfSubject;
}

class Gathered {
  private readonly db: Db;
  private readonly of: Of;
  private readonly reader: FigureReader;
  private goals: readonly Goal[] = [];
  private evaluated: readonly Evaluated[] = [];
  private nameOf: (id: string | null) => string = () => '';
  private readonly known = new Map<string, { readonly unit: string; readonly project: Project }>();

  constructor(db: Db, of: Of, reader: FigureReader) {
    this.db = db;
    this.of = of;
    this.reader = reader;
  }

  async load(): Promise<void> {
    const { department, year } = this.of;
    this.goals = (await listGoals(this.db, department, year)).filter(({ state }) => state === 'checked');
    const evaluations = (await listEvaluations(this.db, department, year)).filter(({ state }) => state === 'checked');
    this.evaluated = (
      await Promise.all(
        this.goals.map(async (goal) => {
          const evaluation = evaluations.find((one) => one.goal === goal.id);
          if (evaluation === undefined) return [];
          return [{ goal, evaluation, money: await moneyOf(this.db, department, year, goal.subject) }];
        }),
      )
    ).flat();
    this.nameOf = await peopleNames(this.db);
    for (const unit of await listUnits(this.db, department))
      for (const project of await listProjects(this.db, unit.id))
        this.known.set(`${unit.id} ${project.code}`, { unit: unit.name, project });
  }

  async overall(): Promise<OverallEvaluation | null> {
    const found = this.evaluated.find(({ goal }) => goal.subject === null);
    if (found === undefined) return null;
    const { money } = found;
    const annual = (of: MoneyPart): FormAmount => this.stated(found, of).annual;
    return {
      ...this.common(found, totalOf(money, null, this.of.year)),
      byIncome: money.bySource.map(({ source }) => ({
        label: sourceNames[source],
        amount: annual(`source-${source}`),
      })),
      byExpenditure: [
        { label: '基本支出', amount: annual('basic') },
        { label: '项目支出', amount: annual('project') },
      ],
      tasks: this.tasks(found),
    };
  }

  /** 人员经费, 公用经费 and 项目支出, which share the points of execution. */
  private tasks(found: Evaluated): readonly FormTask[] {
    const { byKind } = found.money;
    const names = { personnel: '保障人员工资福利', running: '保障机构正常运转', project: '项目支出' } as const;
    const points = { personnel: '3', running: '3', project: String(Number(this.of.rules.points.execution) - 6) };
    return (Object.keys(names) as (keyof typeof names)[]).map((kind, at) => {
      const { fiscal, other } = byKind[kind];
      const done = fiscal.executed + other.executed >= fiscal.annual + other.annual ? '完成' : '部分完成';
      return {
        name: `任务${at + 1}`,
        content: names[kind],
        done,
        fiscal: this.stated(found, `${kind}-fiscal`),
        other: this.stated(found, `${kind}-other`),
        points: points[kind],
      };
    });
  }

  async projects(): Promise<readonly ProjectEvaluation[]> {
    return this.evaluated
      .filter(({ goal }) => goal.subject !== null)
      .map((found): ProjectEvaluation => {
        const { money, goal } = found;
        const known = this.knownOf(goal);
        return {
          ...this.common(found, totalOf(money, known?.project.topic ?? null, this.of.year)),
          project: known?.project.name ?? '',
          department: this.of.name,
          implementer: known?.unit ?? this.of.name,
          sources: {
            fiscal: this.stated(found, 'fiscal'),
            carriedOver: this.stated(found, 'carried-over'),
            other: this.stated(found, 'other'),
          },
        };
      });
  }

  /** A part of an evaluation's money, with what it stands on. */
  private stated({ evaluation, money }: Evaluated, of: MoneyPart): FormMoney {
    const { start, annual, executed } = moneyPart(money, of);
    const { year } = this.of;
    const amount = (fen: Fen, what: EvaluationPart): FormAmount => ({
      fen,
      origin: { kind: 'evaluation', id: evaluation.id, year, what, of },
    });
    return {
      start: amount(start, 'start-budget'),
      annual: amount(annual, 'annual-budget'),
      executed: amount(executed, 'executed'),
    };
  }

  private knownOf({ subject }: Goal) {
    return subject === null ? undefined : this.known.get(`${subject.unit} ${subject.project}`);
  }

  private common({ goal, evaluation }: Evaluated, total: FormMoney) {
    const { name, year, rules } = this.of;
    const { review, use } = evaluation;
    return {
      id: evaluation.id,
      bureau: name,
      year,
      rules,
      total,
      lines: this.lines(goal, evaluation),
      goal: goal.content.annualGoal,
      outcome: evaluation.outcome,
      signed: this.signed(evaluation.maker, evaluation.checkedAt ?? evaluation.madeAt),
      review,
      use: use === null ? null : { kind: useKinds[use.kind], amount: use.amount, note: use.note },
    };
  }

  private signed(maker: string, at: Date): Signed {
    const { head, phone } = this.of.signing;
    return { filler: this.nameOf(maker), head, phone, filledOn: at.toISOString().slice(0, 10) };
  }

  private lines(goal: Goal, evaluation: SelfEvaluation): readonly FormLine[] {
    return goal.content.indicators.map((indicator, at): FormLine => {
      const explained = evaluation.found[at];
      if (explained === undefined) throw new Error(`evaluation ${evaluation.id} has no line ${at}`);
      const origin = this.originOf(goal, explained);
      return origin === null ? { indicator, explained } : { indicator, explained, origin };
    });
  }

  /** What stands behind an actual value that a figure of the catalogue gives; what was declared stands with the evaluation. */
  private originOf(goal: Goal, { binding }: FoundActual): FigureOrigin | null {
    const { year } = this.of;
    if (binding.kind === 'figure') return figureOrigin(binding.figure, year, binding.at);
    const topic = this.knownOf(goal)?.project.topic;
    if (binding.kind === 'execution' && topic != null)
      return figureOrigin('project-expenditure', year, { project: topic });
    return null;
  }

  async figures(): Promise<ReadonlyMap<string, CatalogueFigure>> {
    const { department, year } = this.of;
    const found = new Map<string, CatalogueFigure>();
    for (const { key, id, at } of reportFigures) {
      const place = placeIn(at);
      const { value } = await this.reader.value(id, { department, year, at: place });
      if (value !== null) found.set(key, { value, origin: figureOrigin(id, year, place) });
    }
    return found;
  }

  async goalForms(family: FormFamily): Promise<readonly WrittenTable[]> {
    const { name, year } = this.of;
    const forms = await Promise.all(
      this.goals.map(async (goal): Promise<readonly WrittenTable[]> => {
        const known = this.knownOf(goal);
        if (known === undefined || goal.subject === null) return [];
        const annual = await goalMoneyByLevel(this.db, goal.subject, year);
        const { content } = goal;
        const oneYear = known.project.firstYear === known.project.lastYear;
        const form: GoalForm = {
          id: goal.id,
          bureau: name,
          area: name.replace(/医疗保障.*$/, '').replace(/(?:县|区|市)$/, ''),
          year,
          project: known.project.name,
          department: name,
          implementer: known.unit,
          nature: oneYear ? '一次性项目（1年结束）' : '经常性项目',
          period: oneYear ? '1年' : '长期',
          whole: annual,
          annual,
          ...content,
          wholeGoal: content.wholeGoal === '' ? content.annualGoal : content.wholeGoal,
          signed: this.signed(goal.maker, goal.madeAt),
        };
        return [goalForm(family, form)];
      }),
    );
    return forms.flat();
  }

  /** What was spent on projects the year before, as that year's evaluation of the whole department has it; null where it has none. */
  private async projectsBefore(): Promise<FormAmount | null> {
    const { department } = this.of;
    const year = this.of.year - 1;
    const whole = (await listGoals(this.db, department, year)).find(
      ({ state, subject }) => state === 'checked' && subject === null,
    );
    const evaluation = (await listEvaluations(this.db, department, year)).find(
      ({ state, goal }) => state === 'checked' && goal === whole?.id,
    );
    if (evaluation === undefined) return null;
    const { executed } = moneyPart(await moneyOf(this.db, department, year, null), 'project');
    return { fen: executed, origin: { kind: 'evaluation', id: evaluation.id, year, what: 'executed', of: 'project' } };
  }

  async baseData(family: FormFamily): Promise<WrittenTable> {
    const { department, name, year, signing } = this.of;
    const read = async (id: string, at: Coordinates = {}, of = year): Promise<string | null> =>
      (await this.reader.value(id, { department, year: of, at })).value;
    const amount = async (id: string, at: Coordinates, of: number): Promise<FormAmount | null> => {
      const value = await read(id, at, of);
      const fen = value === null ? null : parseYuan(value);
      return fen === null ? null : { fen, origin: figureOrigin(id, of, at) };
    };
    const rows: Partial<Record<BaseRowKey, BaseRow>> = {};
    for (const key of baseRows) {
      const { final, budget, at = {} } = baseFigures[key];
      rows[key] = {
        prior: final === null ? null : await amount(final, at, year - 1),
        budget: budget === null ? null : await amount(budget, at, year),
        final: final === null ? null : await amount(final, at, year),
      };
    }
    const count = async (id: string): Promise<FormCount> => {
      const value = await read(id);
      return value === null ? { count: 0 } : { count: Number(value), origin: figureOrigin(id, year, {}) };
    };
    const now = await moneyOf(this.db, department, year, null);
    const whole = this.evaluated.find(({ goal }) => goal.subject === null);
    const spent = whole === undefined ? null : this.stated(whole, 'project');
    const projectRow: BaseRow = {
      prior: (await this.projectsBefore()) ?? (await amount('expenditure-final', { kind: 'project' }, year - 1)),
      budget: spent?.annual ?? { fen: moneyPart(now, 'project').annual },
      final: spent?.executed ?? { fen: moneyPart(now, 'project').executed },
    };
    const none: BaseRow = { prior: { fen: 0 }, budget: { fen: 0 }, final: { fen: 0 } };
    return baseDataForm(family, {
      bureau: name,
      year,
      posts: await count('approved-posts'),
      staff: await count('staff-in-post'),
      rows: {
        ...(rows as Record<BaseRowKey, BaseRow>),
        projects: projectRow,
        projectsBusiness: projectRow,
        projectsRunning: none,
        adjustment: { prior: null, budget: null, final: { fen: now.total.annual - now.total.start } },
      },
      buildings: { areaApproved: 0, areaActual: 0, investmentApproved: 0, investmentActual: 0 },
      thrift: signing.thrift === '' ? (whole?.goal.content.measures ?? '') : signing.thrift,
      signed: this.signed(whole?.evaluation.maker ?? '', whole?.evaluation.checkedAt ?? new Date(0)),
    });
  }
}

/** Which figures the base data print; null where the books answer, or nothing is printed. */
const baseFigures: Readonly<
  Record<BaseRowKey, { readonly final: string | null; readonly budget: string | null; readonly at?: Coordinates }>
> = {
  threePublic: { final: 'three-public-final', budget: 'three-public-budget' },
  vehicles: { final: 'three-public-final', budget: 'three-public-budget', at: { part: 'vehicles' } },
  vehiclePurchase: { final: 'three-public-final', budget: 'three-public-budget', at: { part: 'vehicle-purchase' } },
  vehicleRunning: { final: 'three-public-final', budget: 'three-public-budget', at: { part: 'vehicle-running' } },
  abroad: { final: 'three-public-final', budget: 'three-public-budget', at: { part: 'abroad' } },
  reception: { final: 'three-public-final', budget: 'three-public-budget', at: { part: 'reception' } },
  projects: { final: null, budget: null },
  projectsBusiness: { final: null, budget: null },
  projectsRunning: { final: null, budget: null },
  running: { final: 'basic-expenditure-final', budget: 'basic-expenditure-budget', at: { group: 'running' } },
  office: { final: 'basic-expenditure-final', budget: 'basic-expenditure-budget', at: { economic: '30201' } },
  utilities: {
    final: 'basic-expenditure-final',
    budget: 'basic-expenditure-budget',
    at: { economic: ['30205', '30206'] },
  },
  travel: { final: 'basic-expenditure-final', budget: 'basic-expenditure-budget', at: { economic: '30211' } },
  meetings: { final: 'basic-expenditure-final', budget: 'basic-expenditure-budget', at: { economic: '30215' } },
  training: { final: 'basic-expenditure-final', budget: 'basic-expenditure-budget', at: { economic: '30216' } },
  procurement: { final: 'government-procurement', budget: null },
  adjustment: { final: null, budget: null },
};

function figureOrigin(id: string, year: number, at: Coordinates): FigureOrigin {
  const item = coordinateText(at);
  return item === '' ? { kind: 'figure', id, year } : { kind: 'figure', id, year, item };
}

/** 'scheme=employee source=interest' → { scheme: 'employee', source: 'interest' } */
function placeIn(text: string): Coordinates {
  if (text === '') return {};
  return Object.fromEntries(text.split(' ').map((pair) => pair.split('=') as [string, string]));
}

function moneyOfForm({ start, annual, executed }: BookedMoney): FormMoney {
  return { start: { fen: start }, annual: { fen: annual }, executed: { fen: executed } };
}

/** The total with the figures of the catalogue that it is, where it is published under a topic. */
function totalOf({ total }: MoneyOfSubject, topic: string | null, year: number): FormMoney {
  if (topic === null) return moneyOfForm(total);
  const of = (id: string): FigureOrigin => figureOrigin(id, year, { project: topic });
  return {
    start: { fen: total.start, origin: of('project-start-budget') },
    annual: { fen: total.annual, origin: of('project-budget') },
    executed: { fen: total.executed, origin: of('project-expenditure') },
  };
}
