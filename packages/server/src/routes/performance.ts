/** Performance: rules, goals, monitoring, self-evaluations, the department's evaluation and what is made of the results. */
import {
  type ActionId,
  checkEvaluation,
  checkGoal,
  checkRules,
  computedFigures,
  courseStateNames,
  drawUpEvaluation,
  FigureReader,
  listEvaluations,
  listGoals,
  listProjects,
  listRules,
  listUnits,
  moneyOf,
  monitoringStates,
  type PerformanceBy,
  type PerformanceOutcome,
  peopleNames,
  performanceBlocks,
  performanceRefusals,
  previewEvaluation,
  proposeRules,
  recordMonitoring,
  reviewEvaluation,
  rulesOfYear,
  type SelfEvaluation,
  setGoal,
  standingEvaluation,
  standingGoal,
  useKinds,
  useResult,
} from '@mingzhang/bureau';
import {
  bandNames,
  farAboveDeductions,
  gradeNames,
  level1Names,
  level2Names,
  level2sOf,
  likeGoals,
  needsReason,
  plainNumber,
  roundings,
  ruleSources,
  shippedRules,
  textOf,
  upperLimits,
  type WrittenRow,
} from '@mingzhang/disclosure';
import { type DateText, formatExact, formatYuan, parseYuan } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type FastifyRequest } from 'fastify';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { actorOf, requirePermission } from '../actor.ts';
import { dayOf } from '../clock.ts';
import { type DutyRefusal, refused } from '../duty-refusals.ts';
import { once } from '../idempotency.ts';
import { problem } from '../schemas.ts';
import { asked, idempotent, yuan } from './books/shapes.ts';
import { type RouteContext } from './context.ts';
import { departmentOf } from './figures.ts';

const tag = '绩效';

const keysOf = <Key extends string>(names: Readonly<Record<Key, unknown>>): [Key, ...Key[]] =>
  Object.keys(names) as [Key, ...Key[]];

const recordId = z.string().max(40).describe('第7版UUID，由提交一方生成');
const departmentId = z.string().max(100).describe('部门的标识');
const text = z.string().max(2000);
const short = z.string().max(300);
const number = z.string().max(30).describe('不带单位的数');

const level1 = z.enum(keysOf(level1Names));
const level2 = z.enum(keysOf(level2Names));

const rules = z
  .object({
    points: z
      .object({ execution: number })
      .extend({ output: number, cost: number, benefit: number, satisfaction: number })
      .partial({ output: true, cost: true, benefit: true, satisfaction: true }),
    places: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    rounding: z.enum(keysOf(roundings)),
    upperLimit: z.enum(keysOf(upperLimits)),
    farAbove: z.object({ limit: number, deduction: z.enum(keysOf(farAboveDeductions)) }),
    costNeedsOutput: z.boolean(),
    bands: z.array(z.object({ band: z.enum(keysOf(bandNames)), name: short, from: number, to: number })).max(3),
    grades: z.array(z.object({ grade: z.enum(gradeNames), from: number })).max(4),
  })
  .meta({ id: 'ScoringRules', description: '评分规则' });

const subject = z
  .object({ unit: z.string().max(100), project: z.string().max(63) })
  .nullable()
  .describe('单位的项目；null 为部门整体支出');

const indicator = z.object({
  level1,
  level2,
  name: short,
  direction: z.enum(['up', 'down', 'qualitative']).describe('up 越多越好；down 越少越好；qualitative 定性'),
  target: short,
  wholeTarget: short.describe('实施期指标值；一年期项目与 target 相同'),
  unit: z.string().max(20),
  points: number,
  rule: z.enum(['share', 'nothing']).describe('未达到时：share 按比例计分；nothing 不得分'),
});

const content = z
  .object({
    overview: text,
    basis: text,
    necessity: text,
    measures: text,
    plan: text,
    wholeGoal: text,
    annualGoal: text,
    indicators: z.array(indicator).max(60),
  })
  .meta({ id: 'GoalContent', description: '绩效目标的内容' });

const shownBy = { register: short, attachment: z.string().max(64).describe('附件的 SHA-256') };

const coordinates = z.record(z.string().max(40), z.union([z.string().max(100), z.array(z.string().max(100))]));

const binding = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('figure'), figure: z.string().max(100), at: coordinates }),
    z.object({ kind: z.literal('execution') }),
    z.object({
      kind: z.literal('declared'),
      value: number,
      survey: z.object({ sample: z.int(), date: z.string().max(10), form: short }).nullable(),
      ...shownBy,
    }),
    z.object({ kind: z.literal('words'), words: short, band: z.enum(keysOf(bandNames)), percent: number, ...shownBy }),
  ])
  .meta({
    id: 'PerformanceBinding',
    description: '实际完成值的依据：指标数据、预算执行、自行填报（附依据）或定性结论',
  });

const entry = z.object({ binding, reason: short, measure: short, targetTooLow: z.boolean() });

const evaluationDraft = z.object({
  department: departmentId,
  id: recordId,
  goal: recordId,
  outcome: text,
  adjustment: short,
  actuals: z.array(entry).max(60),
  replaces: recordId.nullable(),
});

const course = {
  state: z.enum(keysOf(courseStateNames)),
  maker: z.string(),
  madeAt: z.string(),
  checker: z.string().nullable(),
  checkedAt: z.string().nullable(),
  returnedReason: z.string().nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
};

const money = z.object({ start: yuan, annual: yuan, executed: yuan });

const evaluation = z
  .object({
    id: z.string(),
    goal: z.string(),
    outcome: z.string(),
    adjustment: z.string(),
    actuals: z.array(entry.extend({ value: z.string().describe('实际完成值，以指标的单位计') })),
    money,
    score: z.string(),
    grade: z.string(),
    review: z
      .object({ score: z.string(), grade: z.string(), opinion: z.string(), maker: z.string(), madeAt: z.string() })
      .nullable(),
    use: z
      .object({
        kind: z.enum(keysOf(useKinds)),
        amount: yuan.nullable(),
        note: z.string(),
        maker: z.string(),
        madeAt: z.string(),
      })
      .nullable(),
    ...course,
  })
  .meta({ id: 'PerformanceEvaluation', description: '绩效自评' });

const monitoringLine = z.object({
  line: z.int(),
  value: z.string().max(30),
  state: z.enum(keysOf(monitoringStates)),
  note: short,
});

const goal = z
  .object({
    id: z.string(),
    year: z.int(),
    subject,
    name: z.string(),
    unitName: z.string().nullable(),
    content,
    monitoring: z.array(
      z.object({
        round: z.int(),
        asOf: z.string(),
        annual: yuan,
        executed: yuan,
        lines: z.array(monitoringLine),
        maker: z.string(),
      }),
    ),
    money,
    evaluation: evaluation.nullable().describe('现行的自评'),
    standing: z.boolean().describe('同一项目现行的目标'),
    ...course,
  })
  .meta({ id: 'PerformanceGoal', description: '绩效目标' });

const written = z.object({ id: z.string(), again: z.boolean() });
const problems = { 400: problem, 403: problem, 404: problem, 409: problem, 422: problem };
const decisionBody = z.object({
  department: departmentId,
  returnedReason: z.string().max(500).nullable().describe('null：复核通过；退回时写明理由'),
});

/** Carries a command out for whoever may do it in the department, once for an Idempotency-Key. */
async function performing(
  db: Kysely<Database>,
  request: FastifyRequest,
  action: ActionId,
  department: string,
  command: (
    trx: Transaction<Database>,
    by: PerformanceBy & { readonly today: DateText },
  ) => Promise<PerformanceOutcome>,
): Promise<z.infer<typeof written>> {
  requirePermission(request, action, { department });
  const at = new Date();
  return once(db, asked(request, at), async (trx) => {
    const outcome = await command(trx, { department, by: actorOf(request).id, at, today: dayOf(at) });
    if ('refusal' in outcome) throw performanceRefused(outcome.refusal);
    return { ...outcome };
  });
}

export function performanceRefused({ id, message }: { readonly id: string; readonly message: string }): DutyRefusal {
  return Object.hasOwn(performanceRefusals, id)
    ? refused('performance', { id: id as keyof typeof performanceRefusals, message })
    : refused('access', { id: id as 'checker-is-maker', message });
}

export const performanceRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/performance',
    {
      config: { action: 'performance.read' },
      schema: {
        operationId: 'getPerformance',
        tags: [tag],
        summary: '一年的绩效：评分规则、各项目和整体支出的目标、监控、自评、评价和结果应用',
        querystring: z.object({
          department: departmentId.optional(),
          year: z.coerce.number().int().min(2000).max(2099),
        }),
        response: {
          200: z.object({
            department: z.string(),
            year: z.int(),
            rules: rules.nullable().describe('这一年采用的规则；null 尚未采用'),
            goals: z.array(goal),
            without: z
              .array(z.object({ unit: z.string(), unitName: z.string(), project: z.string(), name: z.string(), money }))
              .describe('有预算而还没有目标的项目'),
            alike: z
              .array(
                z.object({
                  goal: z.string(),
                  other: z.string(),
                  percent: z.int(),
                  indicators: z.array(z.string()),
                  message: z.string(),
                }),
              )
              .describe('与其他项目目标雷同的目标'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { year } = request.query;
      const { id: department } = await departmentOf(db, request.query);
      requirePermission(request, 'performance.read', { department });
      const goals = await listGoals(db, department, year);
      const evaluations = await listEvaluations(db, department, year);
      const latest = await rulesOfYear(db, department, year);
      const units = await listUnits(db, department);
      const projects = await Promise.all(
        units.map(async (unit) => (await listProjects(db, unit.id)).map((project) => ({ unit, project }))),
      );
      const known = projects.flat();
      const nameOf = await peopleNames(db);
      const subjectName = (of: z.infer<typeof subject>): string =>
        of === null
          ? '部门整体支出'
          : (known.find(({ unit, project }) => unit.id === of.unit && project.code === of.project)?.project.name ??
            of.project);
      const shownGoals = await Promise.all(
        goals.map(async (one): Promise<z.infer<typeof goal>> => {
          const { total } = await moneyOf(db, department, year, one.subject);
          const standing = standingEvaluation(evaluations, one.id);
          return {
            id: one.id,
            year,
            subject: one.subject,
            name: subjectName(one.subject),
            unitName: units.find(({ id }) => id === one.subject?.unit)?.name ?? null,
            content: { ...one.content, indicators: one.content.indicators.map((line) => ({ ...line })) },
            monitoring: one.monitoring.map((row) => ({
              ...row,
              annual: formatYuan(row.annual),
              executed: formatYuan(row.executed),
              lines: row.lines.map((line) => ({ ...line })),
              maker: nameOf(row.maker),
            })),
            money: moneyShown(total),
            evaluation: standing === null ? null : evaluationShown(standing, nameOf),
            standing: standingGoal(goals, one.subject)?.id === one.id,
            ...courseShown(one, nameOf),
          };
        }),
      );
      const without = await Promise.all(
        known
          .filter(({ unit, project }) => standingGoal(goals, { unit: unit.id, project: project.code }) === null)
          .map(async ({ unit, project }) => ({
            unit: unit.id,
            unitName: unit.name,
            project: project.code,
            name: project.name,
            money: (await moneyOf(db, department, year, { unit: unit.id, project: project.code })).total,
          })),
      );
      const standingGoals = shownGoals.filter(({ standing }) => standing);
      return {
        department,
        year,
        rules: latest === null ? null : rulesShown(latest),
        goals: shownGoals,
        without: without.filter((one) => one.money.annual > 0).map((one) => ({ ...one, money: moneyShown(one.money) })),
        alike: likeGoals(
          standingGoals
            .filter(({ subject: of }) => of !== null)
            .map((one) => ({
              id: one.id,
              project: one.name,
              goal: one.content.annualGoal,
              indicators: one.content.indicators.map(({ name }) => name),
            })),
        ).map(({ id, other, percent, indicators }) => {
          const name = (goalId: string): string => standingGoals.find((one) => one.id === goalId)?.name ?? goalId;
          const same = indicators.length === 0 ? '' : `，指标“${indicators.join('”“')}”相同`;
          return {
            goal: id,
            other,
            percent,
            indicators: [...indicators],
            message: `“${name(id)}”的年度目标与“${name(other)}”相似度${percent}%${same}，请核实是否照抄。`,
          };
        }),
      };
    },
  );

  app.get(
    '/api/performance/forms',
    {
      config: { action: 'performance.read' },
      schema: {
        operationId: 'getPerformanceForms',
        tags: [tag],
        summary: '一年的绩效表和自评报告，按省的版式；附检查结果',
        querystring: z.object({
          department: departmentId.optional(),
          year: z.coerce.number().int().min(2000).max(2099),
          family: z.enum(['hunan', 'shaanxi', 'shanxi']),
        }),
        response: {
          200: z.object({
            forms: z.array(
              z.object({
                title: z.string(),
                year: z.string().nullable(),
                rows: z.array(
                  z.array(z.object({ text: z.string(), columns: z.int(), rows: z.int(), figure: z.boolean() })),
                ),
                notes: z.array(z.string()),
              }),
            ),
            report: z.array(z.object({ level: z.int().describe('0 为正文'), text: z.string() })),
            findings: z.array(
              z.object({ check: z.string(), severity: z.string(), certainty: z.string(), message: z.string() }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { year, family } = request.query;
      const { id: department } = await departmentOf(db, request.query);
      requirePermission(request, 'performance.read', { department });
      const { forms, report, findings } = await performanceBlocks(db, department, year, family, computedFigures());
      return {
        forms: forms.map(({ title, year: line, rows, notes }) => ({
          title,
          year: line,
          rows: spannedRows(rows),
          notes: [...notes],
        })),
        report: report.map((block) => ({
          level: block.kind === 'heading' ? block.level : 0,
          text: block.kind === 'heading' ? block.text : block.kind === 'paragraph' ? textOf(block) : '',
        })),
        findings: findings.map(({ check, severity, certainty, message }) => ({ check, severity, certainty, message })),
      };
    },
  );

  app.get(
    '/api/performance/rules',
    {
      config: { action: 'performance.read' },
      schema: {
        operationId: 'listScoringRules',
        tags: [tag],
        summary: '评分规则：系统所附的草案及其依据，本部门提交和采用的',
        querystring: z.object({ department: departmentId.optional() }),
        response: {
          200: z.object({
            shipped: rules,
            sources: z.array(
              z.object({
                of: z.string(),
                name: z.string(),
                instrument: z.string(),
                from: z.string(),
                grade: z.string(),
                note: z.string(),
              }),
            ),
            level2s: z.array(z.object({ level1, level2s: z.array(level2) })),
            adopted: z.array(z.object({ id: z.string(), fromYear: z.int(), rules, document: z.string(), ...course })),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { id: department } = await departmentOf(db, request.query);
      requirePermission(request, 'performance.read', { department });
      const adopted = await listRules(db, department);
      const nameOf = await peopleNames(db);
      return {
        shipped: rulesShown(shippedRules),
        sources: ruleSources.map(({ to: _, ...one }) => one),
        level2s: keysOf(level1Names).map((one) => ({ level1: one, level2s: [...level2sOf[one]] })),
        adopted: adopted.map((one) => ({
          id: one.id,
          fromYear: one.fromYear,
          rules: rulesShown(one.rules),
          document: one.document,
          ...courseShown(one, nameOf),
        })),
      };
    },
  );

  app.post(
    '/api/performance/rules',
    {
      config: { action: 'performance.make' },
      schema: {
        operationId: 'proposeScoringRules',
        tags: [tag],
        summary: '提交评分规则',
        headers: idempotent,
        body: z.object({ department: departmentId, id: recordId, fromYear: z.int(), rules, document: short }),
        response: { 201: written, ...problems },
      },
    },
    async (request, reply) => {
      const { department, ...draft } = request.body;
      const answer = await performing(db, request, 'performance.make', department, (trx, by) =>
        proposeRules(trx, { ...draft, ...by, rules: draft.rules as typeof shippedRules }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/performance/goals',
    {
      config: { action: 'performance.make' },
      schema: {
        operationId: 'setPerformanceGoal',
        tags: [tag],
        summary: '设定绩效目标',
        headers: idempotent,
        body: z.object({
          department: departmentId,
          id: recordId,
          year: z.int(),
          subject,
          content,
          replaces: recordId.nullable(),
        }),
        response: { 201: written, ...problems },
      },
    },
    async (request, reply) => {
      const { department, ...draft } = request.body;
      const answer = await performing(db, request, 'performance.make', department, (trx, by) =>
        setGoal(trx, { ...draft, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/performance/monitoring',
    {
      config: { action: 'performance.make' },
      schema: {
        operationId: 'recordMonitoring',
        tags: [tag],
        summary: '记录一次绩效运行监控',
        headers: idempotent,
        body: z.object({
          department: departmentId,
          id: recordId,
          goal: recordId,
          round: z.union([z.literal(1), z.literal(2)]),
          asOf: z.string().max(20),
          lines: z.array(monitoringLine).max(60),
        }),
        response: { 201: written, ...problems },
      },
    },
    async (request, reply) => {
      const { department, ...draft } = request.body;
      const answer = await performing(db, request, 'performance.make', department, (trx, by) =>
        recordMonitoring(trx, { ...draft, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/performance/evaluations/preview',
    {
      config: { action: 'performance.make' },
      schema: {
        operationId: 'previewEvaluation',
        tags: [tag],
        summary: '试算自评得分：取现在的数据计分，不保存',
        body: evaluationDraft,
        response: {
          200: z.object({
            execution: z.object({ points: z.string(), score: z.string(), rate: z.string().nullable() }),
            lines: z.array(
              z.object({
                value: z.string(),
                score: z.string(),
                missed: z.boolean(),
                farAbove: z.boolean(),
                needsReason: z.boolean(),
              }),
            ),
            total: z.string(),
            grade: z.string(),
            money,
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { department } = request.body;
      requirePermission(request, 'performance.make', { department });
      const reader = new FigureReader(db, computedFigures());
      const outcome = await previewEvaluation(db, reader, { ...request.body, today: dayOf(new Date()) });
      if ('refusal' in outcome) throw performanceRefused(outcome.refusal);
      const { scored, found } = outcome;
      const { points, score, rate } = scored.execution;
      return {
        execution: {
          points: plainNumber(points),
          score: plainNumber(score),
          rate: rate === null ? null : formatExact(rate),
        },
        lines: scored.indicators.map((one, at) => ({
          value: actualValue(found[at]?.actual),
          score: plainNumber(one.score),
          missed: one.missed,
          farAbove: one.farAbove,
          needsReason: needsReason(one),
        })),
        total: plainNumber(scored.total),
        grade: scored.grade,
        money: moneyShown(outcome.money),
      };
    },
  );

  app.post(
    '/api/performance/evaluations',
    {
      config: { action: 'performance.make' },
      schema: {
        operationId: 'drawUpEvaluation',
        tags: [tag],
        summary: '编制绩效自评',
        headers: idempotent,
        body: evaluationDraft,
        response: { 201: written, ...problems },
      },
    },
    async (request, reply) => {
      const { department, ...draft } = request.body;
      const answer = await performing(db, request, 'performance.make', department, (trx, by) =>
        drawUpEvaluation(trx, new FigureReader(trx, computedFigures()), { ...draft, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  const decision = (
    what: 'rules' | 'goals' | 'evaluations',
    operationId: string,
    summary: string,
    act: (
      trx: Transaction<Database>,
      decided: PerformanceBy & {
        readonly id: string;
        readonly returnedReason: string | null;
        readonly today: DateText;
      },
    ) => Promise<PerformanceOutcome>,
  ): void => {
    app.post(
      `/api/performance/${what}/:id/check`,
      {
        config: { action: 'performance.check' },
        schema: {
          operationId,
          tags: [tag],
          summary,
          params: z.object({ id: z.uuid() }),
          body: decisionBody,
          response: { 200: written, ...problems },
        },
      },
      async (request) => {
        const { department, returnedReason } = request.body;
        return performing(db, request, 'performance.check', department, (trx, by) =>
          act(trx, { ...by, id: request.params.id, returnedReason }),
        );
      },
    );
  };
  decision('rules', 'checkScoringRules', '复核或退回评分规则', checkRules);
  decision('goals', 'checkPerformanceGoal', '复核或退回绩效目标', checkGoal);
  decision('evaluations', 'checkPerformanceEvaluation', '复核或退回绩效自评', (trx, decided) =>
    checkEvaluation(trx, new FigureReader(trx, computedFigures()), decided),
  );

  app.post(
    '/api/performance/reviews',
    {
      config: { action: 'performance.decide' },
      schema: {
        operationId: 'reviewEvaluation',
        tags: [tag],
        summary: '部门评价',
        headers: idempotent,
        body: z.object({ department: departmentId, id: recordId, evaluation: recordId, score: number, opinion: text }),
        response: { 201: written, ...problems },
      },
    },
    async (request, reply) => {
      const { department, ...draft } = request.body;
      const answer = await performing(db, request, 'performance.decide', department, (trx, by) =>
        reviewEvaluation(trx, { ...draft, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/performance/uses',
    {
      config: { action: 'performance.decide' },
      schema: {
        operationId: 'usePerformanceResult',
        tags: [tag],
        summary: '评价结果的应用',
        headers: idempotent,
        body: z.object({
          department: departmentId,
          id: recordId,
          evaluation: recordId,
          kind: z.enum(keysOf(useKinds)),
          amount: z.string().max(30).nullable().describe('增加或压减的金额，元'),
          note: text,
        }),
        response: { 201: written, ...problems },
      },
    },
    async (request, reply) => {
      const { department, amount, ...draft } = request.body;
      const answer = await performing(db, request, 'performance.decide', department, (trx, by) =>
        useResult(trx, { ...draft, ...by, amount: amount === null ? null : (parseYuan(amount) ?? Number.NaN) }),
      );
      return reply.code(201).send(answer);
    },
  );
};

/** Cells with how many columns and rows each takes, as HTML has them; what is merged away is left out. */
function spannedRows(rows: readonly WrittenRow[]) {
  return rows.map(({ cells }, at) =>
    cells.flatMap(({ text, merged, origin }, column) => {
      if (merged !== undefined) return [];
      let columns = 1;
      while (cells[column + columns]?.merged === 'left') columns += 1;
      let below = 1;
      while (rows[at + below]?.cells[column]?.merged === 'above') below += 1;
      return [{ text, columns, rows: below, figure: origin !== undefined }];
    }),
  );
}

function rulesShown(of: typeof shippedRules): z.infer<typeof rules> {
  return { ...of, bands: of.bands.map((one) => ({ ...one })), grades: of.grades.map((one) => ({ ...one })) };
}

function moneyShown(of: SelfEvaluation['money']): z.infer<typeof money> {
  return { start: formatYuan(of.start), annual: formatYuan(of.annual), executed: formatYuan(of.executed) };
}

function actualValue(actual: SelfEvaluation['found'][number]['actual'] | undefined): string {
  if (actual === undefined) return '';
  return actual.kind === 'words' ? actual.words : actual.value;
}

function evaluationShown(one: SelfEvaluation, nameOf: (id: string) => string): z.infer<typeof evaluation> {
  return {
    id: one.id,
    goal: one.goal,
    outcome: one.outcome,
    adjustment: one.adjustment,
    actuals: one.found.map(({ actual, binding: of, reason, measure, targetTooLow }) => ({
      binding: of as z.infer<typeof binding>,
      reason,
      measure,
      targetTooLow,
      value: actualValue(actual),
    })),
    money: moneyShown(one.money),
    score: one.score,
    grade: one.grade,
    review:
      one.review === null
        ? null
        : {
            score: one.review.score,
            grade: one.review.grade,
            opinion: one.review.opinion,
            maker: nameOf(one.review.maker),
            madeAt: one.review.madeAt.toISOString(),
          },
    use:
      one.use === null
        ? null
        : {
            kind: one.use.kind,
            amount: one.use.amount === null ? null : formatYuan(one.use.amount),
            note: one.use.note,
            maker: nameOf(one.use.maker),
            madeAt: one.use.madeAt.toISOString(),
          },
    ...courseShown(one, nameOf),
  };
}

function courseShown(
  of: {
    readonly state: keyof typeof courseStateNames;
    readonly maker: string;
    readonly madeAt: Date;
    readonly checker: string | null;
    readonly checkedAt: Date | null;
    readonly returnedReason: string | null;
    readonly replaces: string | null;
    readonly replacedBy: string | null;
  },
  nameOf: (id: string) => string,
) {
  const { state, maker, madeAt, checker, checkedAt, returnedReason, replaces, replacedBy } = of;
  return {
    state,
    maker: nameOf(maker),
    madeAt: madeAt.toISOString(),
    checker: checker === null ? null : nameOf(checker),
    checkedAt: checkedAt?.toISOString() ?? null,
    returnedReason,
    replaces,
    replacedBy,
  };
}
