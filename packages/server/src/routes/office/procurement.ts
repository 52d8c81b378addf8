/** Procurement: plans, contracts, acceptances, payments, the reported statistic and how they explain each other. */
import {
  enterAcceptance,
  enterBuilding,
  enterContract,
  enterPayment,
  enterPlan,
  enterStatistic,
  listBuildings,
  listContracts,
  listPlans,
  listProcurementVouchers,
  listStatistics,
  procurementYear,
  purchases,
  smallShareOf,
  supplierSizes,
  undoPayment,
  withdrawProcurement,
} from '@mingzhang/bureau';
import { formatYuan, parseExact } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../../schemas.ts';
import { idempotent, yuan } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  entering,
  entryProblems,
  fenTyped,
  ofRecord,
  recorded,
  recordId,
  typedAmount,
  typedCount,
  typedDay,
  typedText,
} from './entering.ts';
import { requireInUnit, unitAndYear, unitId } from './place.ts';

const tag = '政府采购';

const purchase = z.enum(purchases).meta({ id: 'Purchase', description: '货物、工程、服务' });
const supplierSize = z.enum(supplierSizes).meta({ id: 'SupplierSize', description: '大型、中型、小型、微型企业' });
const reserved = z.enum(['none', 'part', 'whole']).describe('预留给中小企业：不预留、部分、整体');

const plan = z
  .object({
    id: z.string(),
    year: z.int(),
    name: z.string(),
    purchase,
    amount: yuan,
    contracted: yuan.describe('已签合同'),
    reserved,
    document: z.string(),
  })
  .meta({ id: 'ProcurementPlan', description: '采购计划' });

const contract = z
  .object({
    id: z.string(),
    plan: z.string(),
    planName: z.string(),
    purchase,
    number: z.string(),
    name: z.string(),
    supplier: z.string(),
    supplierSize: supplierSize.nullable(),
    signedOn: z.string(),
    amount: yuan,
    deposit: yuan.describe('质量保证金'),
    accepted: yuan,
    paid: yuan,
    acceptances: z.array(z.object({ id: z.string(), date: z.string(), amount: yuan, report: z.string() })),
    payments: z.array(z.object({ id: z.string(), date: z.string(), amount: yuan, voucher: z.string() })),
  })
  .meta({ id: 'ProcurementContract', description: '采购合同，及验收和支付' });

const yearOfPurchase = z
  .object({
    purchase,
    published: yuan.nullable().describe('上报的统计数'),
    explanation: z.string(),
    contracted: yuan.describe('当年签订的合同'),
    deposits: yuan.describe('其中年末扣留的质量保证金'),
    unpaid: yuan.describe('其中年末尚未支付的其余部分'),
    carried: yuan.describe('当年支付以前年度合同'),
    paid: yuan.describe('当年支付'),
    difference: yuan.nullable().describe('统计数减当年支付'),
  })
  .meta({ id: 'ProcurementYear', description: '统计数、合同与支付的关系：合同 − 保证金 − 未付 + 以前年度 = 支付' });

const building = z
  .object({
    id: z.string(),
    name: z.string(),
    year: z.int(),
    areaApproved: z.string().describe('批复面积，平方米，两位小数'),
    areaActual: z.string(),
    investmentApproved: yuan,
    investmentActual: yuan,
    document: z.string(),
  })
  .meta({ id: 'BuildingProject', description: '楼堂馆所项目' });

export const procurementRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/office/procurement',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'getProcurement',
        tags: [tag],
        summary: '采购计划、合同、验收、支付，一年的统计数与支付的关系，小微企业占比',
        querystring: unitAndYear,
        response: {
          200: z.object({
            plans: z.array(plan),
            contracts: z.array(contract),
            year: z.array(yearOfPurchase),
            share: z
              .object({
                base: z
                  .enum(['total', 'medium-and-small'])
                  .nullable()
                  .describe('占比的分母：采购支出总额，或授予中小企业合同；这一年没有规定的为 null'),
                mediumAndSmall: yuan.describe('授予中小企业合同'),
                smallAndMicro: yuan.describe('授予小微企业合同'),
                percent: z.string().nullable(),
              })
              .describe('小微企业占比'),
            buildings: z.array(building),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const contracts = await listContracts(db, unit);
      const statistics = await listStatistics(db, unit, year);
      const share = smallShareOf(year, contracts);
      return {
        plans: (await listPlans(db, unit)).map((one) => ({
          ...one,
          amount: formatYuan(one.amount),
          contracted: formatYuan(
            contracts.reduce((sum, { contract: of }) => (of.plan === one.id ? sum + of.amount : sum), 0),
          ),
        })),
        contracts: contracts.map(
          ({ contract: of, planName, purchase: kind, accepted, paid, acceptances, payments }) => ({
            ...of,
            planName,
            purchase: kind,
            amount: formatYuan(of.amount),
            deposit: formatYuan(of.deposit),
            accepted: formatYuan(accepted),
            paid: formatYuan(paid),
            acceptances: acceptances.map(({ id, date, amount, report }) => ({
              id,
              date,
              amount: formatYuan(amount),
              report,
            })),
            payments: payments.map((payment) => ({ ...payment, amount: formatYuan(payment.amount) })),
          }),
        ),
        year: (await procurementYear(db, unit, year)).map((one) => ({
          purchase: one.purchase,
          published: one.published === null ? null : formatYuan(one.published),
          explanation: statistics.find((row) => row.purchase === one.purchase)?.explanation ?? '',
          contracted: formatYuan(one.contracted),
          deposits: formatYuan(one.deposits),
          unpaid: formatYuan(one.unpaid),
          carried: formatYuan(one.carried),
          paid: formatYuan(one.paid),
          difference: one.difference === null ? null : formatYuan(one.difference),
        })),
        share: {
          base: share.base,
          mediumAndSmall: formatYuan(share.mediumAndSmall),
          smallAndMicro: formatYuan(share.smallAndMicro),
          percent: share.percent,
        },
        buildings: (await listBuildings(db, unit, year)).map((one) => ({
          ...one,
          areaApproved: formatYuan(one.areaApproved),
          areaActual: formatYuan(one.areaActual),
          investmentApproved: formatYuan(one.investmentApproved),
          investmentActual: formatYuan(one.investmentActual),
        })),
      };
    },
  );

  app.get(
    '/api/office/procurement/vouchers',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listProcurementVouchers',
        tags: [tag],
        summary: '已记账的支出凭证，及已对应合同多少',
        querystring: z.object({ unit: unitId }),
        response: {
          200: z.object({
            vouchers: z.array(
              z.object({ id: z.string(), date: z.string(), text: z.string(), amount: yuan, tied: yuan }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const vouchers = await listProcurementVouchers(db, unit);
      return {
        vouchers: vouchers.map((one) => ({ ...one, amount: formatYuan(one.amount), tied: formatYuan(one.tied) })),
      };
    },
  );

  app.post(
    '/api/office/procurement/plans',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterProcurementPlan',
        tags: [tag],
        summary: '登记采购计划',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          year: typedCount,
          name: typedText,
          purchase,
          amount: typedAmount,
          reserved,
          document: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, amount, ...draft } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterPlan(trx, { unit, ...draft, amount: fenTyped(amount), ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/procurement/contracts',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterProcurementContract',
        tags: [tag],
        summary: '登记采购合同',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          plan: recordId,
          number: typedText,
          name: typedText,
          supplier: typedText,
          supplierSize: supplierSize.nullable(),
          signedOn: typedDay,
          amount: typedAmount,
          deposit: typedAmount,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, amount, deposit, ...draft } = request.body;
      const money = { amount: fenTyped(amount), deposit: fenTyped(deposit) };
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterContract(trx, { unit, ...draft, ...money, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/procurement/acceptances',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterAcceptance',
        tags: [tag],
        summary: '登记验收',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          contract: recordId,
          date: typedDay,
          amount: typedAmount,
          report: typedText.describe('验收报告'),
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, amount, ...draft } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterAcceptance(trx, { unit, ...draft, amount: fenTyped(amount), ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/procurement/payments',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterProcurementPayment',
        tags: [tag],
        summary: '写明已记账的凭证支付了一份合同的多少',
        headers: idempotent,
        body: z.object({ unit: unitId, id: recordId, contract: recordId, voucher: recordId, amount: typedAmount }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, amount, ...draft } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        enterPayment(trx, { unit, ...draft, amount: fenTyped(amount), by, at }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/procurement/payments/:id/undoing',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'undoProcurementPayment',
        tags: [tag],
        summary: '解除一份合同与凭证的对应',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        undoPayment(trx, { unit, id: request.params.id, by, at }),
      );
    },
  );

  app.post(
    '/api/office/procurement/withdrawals',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'withdrawProcurement',
        tags: [tag],
        summary: '撤回没有后续记录的计划、合同或验收，写明理由',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          what: z.enum(['plan', 'contract', 'acceptance']),
          reason: typedText,
        }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        withdrawProcurement(trx, { ...request.body, by, at }),
      );
    },
  );

  app.post(
    '/api/office/procurement/statistics',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterProcurementStatistic',
        tags: [tag],
        summary: '登记上报的政府采购统计数；与支付不同的写明原因',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          year: typedCount,
          purchase,
          amount: typedAmount,
          explanation: typedText,
          document: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, amount, ...draft } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterStatistic(trx, { unit, ...draft, amount: fenTyped(amount), ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/buildings',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'enterBuilding',
        tags: [tag],
        summary: '登记一年的楼堂馆所项目：批复与实际的面积和投资',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          name: typedText,
          year: typedCount,
          areaApproved: z.string().max(30).describe('平方米，最多两位小数'),
          areaActual: z.string().max(30),
          investmentApproved: typedAmount,
          investmentActual: typedAmount,
          document: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, areaApproved, areaActual, investmentApproved, investmentActual, ...draft } = request.body;
      const sizes = {
        areaApproved: hundredths(areaApproved),
        areaActual: hundredths(areaActual),
        investmentApproved: fenTyped(investmentApproved),
        investmentActual: fenTyped(investmentActual),
      };
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        enterBuilding(trx, { unit, ...draft, ...sizes, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );
};

/** Hundredths of a square metre, or what no duty takes for an area. */
function hundredths(text: string): number {
  const exact = parseExact(text.replaceAll(/[,，\s]/g, ''));
  return exact === null || exact % 1_000_000n !== 0n ? Number.NaN : Number(exact / 1_000_000n);
}
