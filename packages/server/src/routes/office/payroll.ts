/** Payroll: what people are paid, have withheld and are insured on; runs made by one and checked by another. */
import {
  baseItems,
  decideOnRun,
  deductionItems,
  enterPayrollItem,
  itemName,
  type ListedRun,
  listPayrollItems,
  listPersons,
  listRuns,
  makeRun,
  payItems,
  peopleNames,
  readRun,
  takeBackRun,
} from '@mingzhang/bureau';
import { formatYuan } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../../schemas.ts';
import { idempotent, yuan } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  entering,
  entryProblems,
  fenTyped,
  linkedVoucher,
  ofRecord,
  recorded,
  recordId,
  registerRefused,
  typedAmount,
  typedDay,
  typedMonth,
  typedText,
} from './entering.ts';
import { requireInUnit, unitAndYear, unitId } from './place.ts';

const tag = '工资';

const payrollItem = z
  .object({
    id: z.string(),
    person: z.string(),
    personName: z.string(),
    item: z.string(),
    itemName: z.string(),
    from: z.string().describe('起始月份'),
    once: z.boolean().describe('只发当月'),
    amount: yuan,
    source: z.string().describe('依据'),
    maker: z.string(),
  })
  .meta({ id: 'PayrollItem', description: '一人一项的金额或缴费基数' });

const run = {
  id: z.string(),
  month: z.string(),
  kind: z.enum(['regular', 'supplementary']).describe('正式发放、补发'),
  reason: z.string(),
  state: z.enum(['made', 'checked', 'returned', 'withdrawn']).describe('待复核、已复核、已退回、已收回'),
  maker: z.string(),
  madeAt: z.string(),
  checker: z.string().nullable(),
  decisionReason: z.string().nullable(),
  withdrawnBy: z.string().nullable().describe('谁收回的'),
  withdrawnReason: z.string().nullable(),
  persons: z.int(),
  gross: yuan.describe('应发'),
  withheld: yuan.describe('代扣'),
  net: yuan.describe('实发'),
  employer: yuan.describe('单位缴费'),
  vouchers: z.array(linkedVoucher),
};
const payrollRun = z.object(run).meta({ id: 'PayrollRun', description: '一批工资' });

const payrollRunFull = z
  .object({
    ...run,
    columns: z.array(
      z
        .object({ item: z.string(), name: z.string(), total: yuan })
        .describe('有金额的项目，按发放、扣款、单位缴费排列'),
    ),
    people: z.array(
      z.object({
        person: z.string(),
        name: z.string(),
        gross: yuan,
        withheld: yuan,
        net: yuan,
        employer: yuan,
        lines: z.array(
          z.object({
            item: z.string(),
            amount: yuan,
            base: yuan.nullable().describe('缴费基数'),
            rate: z.int().nullable().describe('比例，百万分之几'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'PayrollRunFull', description: '一批工资，每人每项' });

export const payrollRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/office/payroll-items',
    {
      config: { action: 'payroll.read' },
      schema: {
        operationId: 'listPayrollItems',
        tags: [tag],
        summary: '每人的工资项目、扣款和缴费基数，按录入的先后',
        querystring: z.object({ unit: unitId, person: recordId.optional() }),
        response: {
          200: z.object({
            items: z.array(payrollItem),
            choices: z
              .array(z.object({ item: z.string(), name: z.string(), group: z.enum(['pay', 'deduction', 'base']) }))
              .describe('可以录入的项目'),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, person } = request.query;
      await requireInUnit(db, request, 'payroll.read', unit);
      const names = await peopleNames(db);
      const people = new Map((await listPersons(db, unit)).map(({ id, name }) => [id, name]));
      const items = (await listPayrollItems(db, unit, person)).map(({ by, amount, ...item }) => ({
        ...item,
        personName: people.get(item.person) ?? '',
        itemName: itemName(item.item),
        amount: formatYuan(amount),
        maker: names(by),
      }));
      const choicesOf = (
        list: readonly { readonly item: string; readonly name: string }[],
        group: 'pay' | 'deduction' | 'base',
      ) => list.map(({ item, name }) => ({ item, name, group }));
      const choices = [
        ...choicesOf(payItems, 'pay'),
        ...choicesOf(deductionItems, 'deduction'),
        ...choicesOf(baseItems, 'base'),
      ];
      return { items, choices };
    },
  );

  app.post(
    '/api/office/payroll-items',
    {
      config: { action: 'payroll.make' },
      schema: {
        operationId: 'enterPayrollItem',
        tags: [tag],
        summary: '录入一人一项的金额或基数：从一个月起，或只在当月',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          person: recordId,
          item: z.string().max(60),
          from: typedMonth,
          once: z.boolean(),
          amount: typedAmount,
          source: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, amount, ...item } = request.body;
      const answer = await entering(db, request, { action: 'payroll.make', unit }, (trx, { by, at }) =>
        enterPayrollItem(trx, { unit, ...item, amount: fenTyped(amount), by, at }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/office/payroll-runs',
    {
      config: { action: 'payroll.read' },
      schema: {
        operationId: 'listPayrollRuns',
        tags: [tag],
        summary: '一年的工资发放，按月',
        querystring: unitAndYear,
        response: { 200: z.object({ runs: z.array(payrollRun) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'payroll.read', unit);
      const names = await peopleNames(db);
      return { runs: (await listRuns(db, unit, year)).map((one) => describeRun(one, names)) };
    },
  );

  app.get(
    '/api/office/payroll-runs/:id',
    {
      config: { action: 'payroll.read' },
      schema: {
        operationId: 'getPayrollRun',
        tags: [tag],
        summary: '一批工资，每人每项',
        params: ofRecord,
        querystring: z.object({ unit: unitId }),
        response: { 200: payrollRunFull, 400: problem, 404: problem },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'payroll.read', unit);
      const found = await readRun(db, unit, request.params.id);
      if (found === null) {
        throw registerRefused({
          refusal: { id: 'record-unknown', message: '没有这批工资。请从工资发放列表中打开。' },
        });
      }
      const totals = new Map<string, number>();
      for (const { lines } of found.people) {
        for (const { item, amount } of lines) totals.set(item, (totals.get(item) ?? 0) + amount);
      }
      return {
        ...describeRun(found, await peopleNames(db)),
        columns: found.columns
          .filter((item) => totals.has(item))
          .map((item) => ({ item, name: itemName(item), total: formatYuan(totals.get(item) ?? 0) })),
        people: found.people.map(({ person, name, lines, ...sums }) => ({
          person,
          name,
          gross: formatYuan(sums.gross),
          withheld: formatYuan(sums.withheld),
          net: formatYuan(sums.net),
          employer: formatYuan(sums.employer),
          lines: lines.map(({ item, amount, base, rate }) => ({
            item,
            amount: formatYuan(amount),
            base: base === null ? null : formatYuan(base),
            rate,
          })),
        })),
      };
    },
  );

  app.post(
    '/api/office/payroll-runs',
    {
      config: { action: 'payroll.make' },
      schema: {
        operationId: 'makePayrollRun',
        tags: [tag],
        summary: '编制一个月的工资：正式发放，或按现在的数据重算后补发差额',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          month: typedMonth,
          kind: z.enum(['regular', 'supplementary']),
          reason: typedText,
          project: z.string().max(100).nullable().describe('人员类项目的编码'),
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'payroll.make', unit }, (trx, by) =>
        makeRun(trx, { ...request.body, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/payroll-runs/:id/decision',
    {
      config: { action: 'payroll.check' },
      schema: {
        operationId: 'decideOnPayrollRun',
        tags: [tag],
        summary: '复核另一人编制的工资：通过即生成凭证，或退回',
        headers: idempotent,
        params: ofRecord,
        body: z.object({
          unit: unitId,
          approve: z.boolean(),
          reason: typedText,
          date: typedDay.describe('发放日期，即凭证日期'),
          expense: z.enum(['5001', '5101']).describe('事业单位的费用科目：业务活动费用或单位管理费用'),
          paymentOrder: typedText.describe('国库集中支付凭证号'),
          vouchers: z.array(recordId).length(3).describe('凭证的编号，由提交一方生成'),
        }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'payroll.check', unit }, (trx, by) =>
        decideOnRun(trx, { ...request.body, id: request.params.id, ...by }),
      );
    },
  );

  app.post(
    '/api/office/payroll-runs/:id/withdrawal',
    {
      config: { action: 'payroll.make' },
      schema: {
        operationId: 'takeBackPayrollRun',
        tags: [tag],
        summary: '收回一批已复核的工资，写明理由：凭证没有记账，或已冲销；还在凭证台的一并撤销',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, reason: typedText }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'payroll.make', unit }, (trx, by) =>
        takeBackRun(trx, { ...request.body, id: request.params.id, ...by }),
      );
    },
  );
};

function describeRun(found: ListedRun, names: (id: string | null) => string): z.infer<typeof payrollRun> {
  const { id, month, kind, reason, state, by, at, decidedBy, decisionReason, persons, vouchers } = found;
  const { withdrawnBy, withdrawnReason } = found;
  return {
    id,
    month,
    kind,
    reason,
    state,
    maker: names(by),
    madeAt: at,
    checker: decidedBy === null ? null : names(decidedBy),
    decisionReason,
    withdrawnBy: withdrawnBy === null ? null : names(withdrawnBy),
    withdrawnReason,
    persons,
    gross: formatYuan(found.gross),
    withheld: formatYuan(found.withheld),
    net: formatYuan(found.net),
    employer: formatYuan(found.employer),
    vouchers: vouchers.map(({ record: _, ...one }) => one),
  };
}
