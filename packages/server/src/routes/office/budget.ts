/** The department's budget: units, projects, documents, payments, and where every item stands. */
import {
  addProject,
  type BudgetRefusal,
  budgetExecution,
  budgetLedger,
  checkDocument,
  documentKinds,
  drawUpDocument,
  type ListedBudgetDocument,
  type ListedPayment,
  levelNames,
  listBudgetDocuments,
  listDepartments,
  listPayments,
  listProjects,
  listUnits,
  type Match,
  matchNames,
  moneySources,
  officeYears,
  paymentKindNames,
  projectKindNames,
  type RatedAmounts,
  type Reconciled,
  reconcilePayments,
  recordPayment,
  selectMovements,
} from '@mingzhang/bureau';
import { economicNames, functionalName, functionalNames } from '@mingzhang/disclosure';
import { type Fen, formatYuan, monthOf, parseYuan, sumFen } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { dayOf } from '../../clock.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { asked, idempotent, nowBy } from './asked.ts';
import { requireInUnit, unitAndYear, unitId, yuan } from './place.ts';

const tag = '部门预算';

const source = z.enum(moneySources).meta({ id: 'MoneySource', description: '资金性质' });
const level = z.enum(keysOf(levelNames)).meta({ id: 'MoneyLevel', description: '资金级次' });
const projectKind = z.enum(keysOf(projectKindNames)).meta({ id: 'ProjectKind', description: '项目类别' });
const documentKind = z.enum(documentKinds).meta({ id: 'BudgetDocumentKind', description: '指标文件种类' });
const day = z.string().max(10).describe('YYYY-MM-DD');
const id = z.string().max(40).describe('第7版UUID，由提交一方生成');

const project = z
  .object({
    code: z.string().max(100),
    name: z.string().max(300),
    kind: projectKind,
    parent: z.string().max(100).nullable().describe('一级项目的编码；本身是一级项目的为 null'),
    functionCode: z.string().max(20).nullable(),
    firstYear: z.int(),
    lastYear: z.int().nullable(),
    topic: z.string().max(100).nullable().describe('公开口径：在指标目录中按哪个项目公开'),
  })
  .meta({ id: 'BudgetProject', description: '项目库中的一个项目' });

const budgetLine = z
  .object({
    project: z.string().max(100),
    functionCode: z.string().max(20),
    economyCode: z.string().max(20).nullable(),
    source,
    level,
    direct: z.boolean().describe('直达资金'),
    amount: yuan,
  })
  .meta({ id: 'BudgetLine', description: '指标文件的一行；追减、收回和调出为负' });

const documentDraft = {
  id,
  year: z.int().min(2000).max(2099),
  kind: documentKind,
  number: z.string().max(300).describe('文号'),
  date: day,
  text: z.string().max(1000).describe('摘要'),
  centrallyHeld: z.boolean().describe('年初列在财政代编预算'),
  corrects: z.string().max(40).nullable().describe('所更正的文件；不带明细行的更正即撤回原文件'),
  lines: z.array(budgetLine).max(2000),
};

const budgetDocument = z
  .object({
    ...documentDraft,
    state: z.enum(['drafted', 'approved', 'rejected', 'corrected']),
    maker: z.string(),
    madeAt: z.string(),
    check: z.object({ approved: z.boolean(), reason: z.string(), checker: z.string(), at: z.string() }).nullable(),
    correctedBy: z.string().nullable(),
    importId: z.string().nullable(),
    total: yuan,
  })
  .meta({ id: 'BudgetDocument', description: '指标文件' });

const paymentLine = z
  .object({
    project: z.string().max(100),
    functionCode: z.string().max(20),
    economyCode: z.string().max(20),
    source,
    level: level.nullable(),
    amount: yuan,
  })
  .meta({ id: 'PaymentLine', description: '支付的一行；退回为负' });

const paymentDraft = {
  id,
  year: z.int().min(2000).max(2099),
  number: z.string().max(300).describe('支付凭证号'),
  date: day,
  kind: z.enum(keysOf(paymentKindNames)).describe('direct 直接支付；authorised 授权支付'),
  payee: z.string().max(1000).describe('收款人'),
  text: z.string().max(1000).describe('用途'),
  orderNumber: z.string().max(300).nullable().describe('支付申请号'),
  refunds: z.string().max(40).nullable().describe('退回的是哪一笔支付'),
  corrects: z.string().max(40).nullable().describe('更正的是哪一笔登记'),
  lines: z.array(paymentLine).max(2000),
};

const treasuryPayment = z
  .object({
    ...paymentDraft,
    corrected: z.boolean(),
    voucherId: z.string().nullable().describe('入账的记账凭证'),
    maker: z.string(),
    madeAt: z.string(),
    importId: z.string().nullable(),
    total: yuan,
  })
  .meta({ id: 'TreasuryPayment', description: '国库集中支付' });

const amounts = {
  start: yuan.describe('年初预算'),
  adjustment: yuan.describe('调整'),
  annual: yuan.describe('全年预算'),
  paid: yuan.describe('已支付'),
  reserved: yuan.describe('支付申请占用'),
  available: yuan.describe('可用'),
  rate: z.string().nullable().describe('执行率，百分数，两位小数；没有全年预算的为 null'),
};

const budgetAmounts = z.object(amounts).meta({ id: 'BudgetAmounts', description: '可用 = 全年预算 − 已支付 − 占用' });

const budgetLedgerAnswer = z
  .object({
    rows: z.array(
      z
        .object({
          key: z.string(),
          depth: z.int().min(0),
          tier: z.enum(['kind', 'project', 'item']),
          name: z.string(),
          code: z.string().nullable().describe('项目编码，或功能分类科目'),
          source: source.nullable(),
          ...amounts,
        })
        .meta({ id: 'BudgetLedgerRow' }),
    ),
    total: budgetAmounts,
  })
  .meta({ id: 'BudgetLedger', description: '指标账，各行在其下级之前' });

const budgetExecutionAnswer = z
  .object({
    months: z.array(
      z
        .object({
          month: z.string(),
          annual: yuan.describe('月末的全年预算'),
          paid: yuan.describe('本月支付'),
          paidToDate: yuan.describe('累计支付'),
          rate: z.string().nullable(),
        })
        .meta({ id: 'BudgetExecutionMonth' }),
    ),
    items: z.array(
      z.object({ functionCode: z.string(), name: z.string(), ...amounts }).meta({ id: 'BudgetExecutionItem' }),
    ),
    total: budgetAmounts,
  })
  .meta({ id: 'BudgetExecution', description: '预算执行' });

const reconciledSide = z.object({
  id: z.string(),
  label: z.string(),
  date: z.string(),
  text: z.string(),
});

const reconciliation = z
  .object({
    counts: z.array(z.object({ match: z.enum(keysOf(matchNames)), count: z.int() })),
    rows: z
      .array(
        z
          .object({
            match: z.enum(keysOf(matchNames)),
            payments: z.array(reconciledSide),
            vouchers: z.array(reconciledSide),
            paid: yuan,
            booked: yuan,
            differences: z.array(
              z.object({ functionCode: z.string(), economyCode: z.string(), paid: yuan, booked: yuan }),
            ),
          })
          .meta({ id: 'Reconciled' }),
      )
      .describe('不符的在前，至多 500 行'),
  })
  .meta({ id: 'Reconciliation', description: '国库支付与记账凭证逐笔对账' });

const problems = { 400: problem, 404: problem, 409: problem, 422: problem };

export const budgetRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/office/units',
    {
      config: { action: 'signed-in' },
      schema: {
        operationId: 'listUnits',
        tags: [tag],
        summary: '部门和单位，各单位有哪些年度的账',
        response: {
          200: z.object({
            departments: z.array(
              z
                .object({
                  id: z.string(),
                  name: z.string(),
                  units: z.array(
                    z.object({
                      id: z.string(),
                      name: z.string(),
                      nature: z.string(),
                      years: z.array(z.int()).describe('有预算或凭证的年度，近的在前'),
                    }),
                  ),
                })
                .meta({ id: 'Department' }),
            ),
          }),
        },
      },
    },
    async () => {
      const departments = await listDepartments(db);
      const years = await officeYears(db);
      const units = await Promise.all(departments.map((department) => listUnits(db, department.id)));
      return {
        departments: departments.map(({ id: of, name }, index) => ({
          id: of,
          name,
          units: (units[index] ?? []).map(({ id, name: unit, nature }) => ({
            id,
            name: unit,
            nature,
            years: [...(years.get(id) ?? [])],
          })),
        })),
      };
    },
  );

  app.get(
    '/api/office/classification',
    {
      config: { action: 'signed-in' },
      schema: {
        operationId: 'getClassification',
        tags: [tag],
        summary: '政府收支分类科目：支出功能分类的项、部门预算支出经济分类的款',
        response: {
          200: z
            .object({ functional: z.record(z.string(), z.string()), economic: z.record(z.string(), z.string()) })
            .meta({ id: 'Classification', description: '编码与名称' }),
        },
      },
    },
    async () => ({ functional: detailed(functionalNames, 7), economic: detailed(economicNames, 5) }),
  );

  app.get(
    '/api/office/projects',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'listProjects',
        tags: [tag],
        summary: '一个单位的项目库',
        querystring: z.object({ unit: unitId }),
        response: { 200: z.object({ projects: z.array(project) }), 400: problem },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      return { projects: [...(await listProjects(db, unit))] };
    },
  );

  app.post(
    '/api/office/projects',
    {
      config: { action: 'budget.import' },
      schema: {
        operationId: 'addProject',
        tags: [tag],
        summary: '登记一个项目',
        headers: idempotent,
        body: project.extend({ unit: unitId }),
        response: { 201: project, ...problems },
      },
    },
    async (request, reply) => {
      const { unit, ...draft } = request.body;
      await requireInUnit(db, request, 'budget.import', unit);
      const { actor, at } = nowBy(request);
      const added = await once(db, asked(request, actor.id, at), async (trx) => {
        const decision = await addProject(trx, { unitId: unit, project: draft, by: actor.id, at });
        if (decision.outcome === 'refused') throw refusal(decision.refusal);
        return { ...decision.project };
      });
      return reply.code(201).send(added);
    },
  );

  app.get(
    '/api/office/budget-ledger',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'getBudgetLedger',
        tags: [tag],
        summary: '指标账：各类项目、项目和科目的年初、调整、全年、已支付、占用、可用',
        querystring: unitAndYear,
        response: { 200: budgetLedgerAnswer, 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const { rows, total } = budgetLedger(await selectMovements(db, unit, year), await listProjects(db, unit));
      return {
        rows: rows.map(({ key, depth, tier, name, code, item, ...amounts }) => ({
          key,
          depth,
          tier,
          name: item === null ? name : (functionalName(item.functionCode) ?? ''),
          code: item === null ? code : item.functionCode,
          source: item?.source ?? null,
          ...describeAmounts(amounts),
        })),
        total: describeAmounts(total),
      };
    },
  );

  app.get(
    '/api/office/budget-execution',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'getBudgetExecution',
        tags: [tag],
        summary: '预算执行：按月、按功能分类科目',
        querystring: unitAndYear,
        response: { 200: budgetExecutionAnswer, 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const movements = await selectMovements(db, unit, year);
      const { months, items, total } = budgetExecution(movements, year, monthOf(dayOf(new Date())));
      return {
        months: months.map(({ month, annual, paid, paidToDate, rate }) => ({
          month,
          annual: formatYuan(annual),
          paid: formatYuan(paid),
          paidToDate: formatYuan(paidToDate),
          rate,
        })),
        items: items.map(({ functionCode, ...amounts }) => ({
          functionCode,
          name: functionalName(functionCode) ?? '',
          ...describeAmounts(amounts),
        })),
        total: describeAmounts(total),
      };
    },
  );

  app.get(
    '/api/office/reconciliation',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'reconcilePayments',
        tags: [tag],
        summary: '国库支付与记账凭证逐笔对账',
        querystring: unitAndYear,
        response: { 200: reconciliation, 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const rows = await reconcilePayments(db, unit, year);
      const described = (side: Reconciled['payments'][number]) => {
        const { id: of, label, date, text } = side;
        return { id: of, label, date, text };
      };
      return {
        counts: keysOf(matchNames).map((match: Match) => ({
          match,
          count: rows.filter((row) => row.match === match).length,
        })),
        rows: rows.slice(0, 500).map((row) => ({
          match: row.match,
          payments: row.payments.map(described),
          vouchers: row.vouchers.map(described),
          paid: formatYuan(row.paid),
          booked: formatYuan(row.booked),
          differences: row.differences.map(({ functionCode, economyCode, paid, booked }) => ({
            functionCode,
            economyCode,
            paid: formatYuan(paid),
            booked: formatYuan(booked),
          })),
        })),
      };
    },
  );

  app.get(
    '/api/office/budget-documents',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'listBudgetDocuments',
        tags: [tag],
        summary: '一个单位一年的指标文件，新的在前',
        querystring: unitAndYear,
        response: { 200: z.object({ documents: z.array(budgetDocument) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      return { documents: (await listBudgetDocuments(db, unit, year)).map(describeDocument) };
    },
  );

  app.post(
    '/api/office/budget-documents',
    {
      config: { action: 'budget.import' },
      schema: {
        operationId: 'drawUpBudgetDocument',
        tags: [tag],
        summary: '登记一份指标文件，待另一人复核后生效',
        headers: idempotent,
        body: z.object({ unit: unitId, ...documentDraft }),
        response: { 201: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const { unit, lines, ...draft } = request.body;
      await requireInUnit(db, request, 'budget.import', unit);
      const { actor, at } = nowBy(request);
      const answer = await once(db, asked(request, actor.id, at), async (trx) => {
        const decision = await drawUpDocument(trx, {
          unitId: unit,
          document: { ...draft, lines: lines.map((line) => ({ ...line, amount: fenOf(line.amount) })) },
          today: dayOf(at),
          by: actor.id,
          at,
        });
        if (decision.outcome === 'refused') throw refusal(decision.refusal);
        return { id: draft.id };
      });
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/budget-documents/:id/check',
    {
      config: { action: 'budget.check' },
      schema: {
        operationId: 'checkBudgetDocument',
        tags: [tag],
        summary: '复核一份指标文件：通过后生效，或退回',
        headers: idempotent,
        params: z.object({ id }),
        body: z.object({ unit: unitId, approved: z.boolean(), reason: z.string().max(1000) }),
        response: { 200: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request) => {
      const { unit, approved, reason } = request.body;
      await requireInUnit(db, request, 'budget.check', unit);
      const { actor, at } = nowBy(request);
      return once(db, asked(request, actor.id, at), async (trx) => {
        const documentId = request.params.id;
        const decision = await checkDocument(trx, { unitId: unit, documentId, approved, reason, by: actor.id, at });
        if (decision.outcome === 'same-person') throw refused('access', decision.refusal);
        if (decision.outcome === 'refused') throw refusal(decision.refusal);
        return { id: documentId };
      });
    },
  );

  app.get(
    '/api/office/payments',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'listPayments',
        tags: [tag],
        summary: '一个单位一年的国库支付，新的在前',
        querystring: unitAndYear.extend({
          limit: z.coerce.number().int().min(1).max(500).default(200),
          after: z.string().max(40).optional().describe('上一页回答中的 next'),
          words: z.string().max(100).default('').describe('支付凭证号、收款人、用途或支付申请号的一部分'),
        }),
        response: {
          200: z.object({ payments: z.array(treasuryPayment), next: z.string().nullable() }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, year, limit, after = null, words } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const found = await listPayments(db, unit, year, { limit: limit + 1, after, words });
      const page = found.slice(0, limit);
      return {
        payments: page.map(describePayment),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );

  app.post(
    '/api/office/payments',
    {
      config: { action: 'budget.import' },
      schema: {
        operationId: 'recordPayment',
        tags: [tag],
        summary: '登记一笔国库支付，或一笔退回',
        headers: idempotent,
        body: z.object({ unit: unitId, ...paymentDraft }),
        response: { 201: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const { unit, lines, ...draft } = request.body;
      await requireInUnit(db, request, 'budget.import', unit);
      const { actor, at } = nowBy(request);
      const answer = await once(db, asked(request, actor.id, at), async (trx) => {
        const decision = await recordPayment(trx, {
          unitId: unit,
          payment: { ...draft, lines: lines.map((line) => ({ ...line, amount: fenOf(line.amount) })) },
          today: dayOf(at),
          by: actor.id,
          at,
        });
        if (decision.outcome === 'refused') throw refusal(decision.refusal);
        return { id: draft.id };
      });
      return reply.code(201).send(answer);
    },
  );
};

function keysOf<Names extends Readonly<Record<string, string>>>(
  names: Names,
): [keyof Names & string, ...string[]] & (keyof Names & string)[] {
  return Object.keys(names) as never;
}

/** Codes of the finest level, which documents and payments use. */
function detailed(names: Readonly<Record<string, string>>, length: number): Record<string, string> {
  return Object.fromEntries(Object.entries(names).filter(([code]) => code.length === length));
}

function refusal(of: BudgetRefusal): DutyRefusal {
  return refused('office-budget', of);
}

/** The schema has let nothing else through. */
function fenOf(amount: string): Fen {
  const fen = parseYuan(amount);
  if (fen === null) throw new Error('no amount in yuan');
  return fen;
}

function describeDocument(document: ListedBudgetDocument): z.infer<typeof budgetDocument> {
  const { check, lines, madeAt, madeBy: _, ...rest } = document;
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    check:
      check === null
        ? null
        : { approved: check.approved, reason: check.reason, checker: check.checker, at: check.at.toISOString() },
    lines: lines.map((line) => ({ ...line, amount: formatYuan(line.amount) })),
    total: formatYuan(sumFen(lines.map(({ amount }) => amount))),
  };
}

function describePayment(payment: ListedPayment): z.infer<typeof treasuryPayment> {
  const { lines, madeAt, ...rest } = payment;
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    lines: lines.map((line) => ({ ...line, amount: formatYuan(line.amount) })),
    total: formatYuan(sumFen(lines.map(({ amount }) => amount))),
  };
}

function describeAmounts({ start, adjustment, annual, paid, reserved, available, rate }: RatedAmounts) {
  return {
    start: formatYuan(start),
    adjustment: formatYuan(adjustment),
    annual: formatYuan(annual),
    paid: formatYuan(paid),
    reserved: formatYuan(reserved),
    available: formatYuan(available),
    rate,
  };
}
