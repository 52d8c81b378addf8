/** 基金运行总览: how a year of the funds is going, worked out on the server so that every reader sees the same ratios. */
import {
  countyLoading,
  type FundYear,
  findDepartment,
  type Layer,
  lastMonthSettled,
  layers,
  type Overview,
  parametersOf,
  policyAreaOf,
  type Ratio,
  readOverview,
  type SettledRow,
  type SettledSum,
  schemes,
  settledBy,
  settledRow,
  trialChoices,
  visitKinds,
} from '@mingzhang/bureau';
import {
  type DateText,
  divideExact,
  type Fen,
  formatExact,
  lastDayOf,
  type ParameterSet,
  roundExact,
} from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { yuanOf } from './shapes.ts';

const amount = z.string().describe('元');
const rate = z.string().nullable().describe('百分数，两位小数；分母为零的为 null');

const layerAmounts = z.object(
  Object.fromEntries(Object.keys(layers).map((layer) => [layer, amount])) as Record<Layer, typeof amount>,
);

const fundYear = z
  .object({
    fund: z.string(),
    months: z.array(z.object({ month: z.string(), income: amount, expense: amount, balance: amount })),
    income: amount,
    expense: amount,
    surplus: amount.describe('当年结余，元'),
    balance: amount.describe('滚存结余，元'),
    incomeGrowth: rate.describe('收入比上年同期增长，%；上年同期没有账的为 null'),
    expenseGrowth: rate,
    monthsCovered: z.string().nullable().describe('可支付月数，一位小数'),
  })
  .meta({ id: 'FundYear', description: '一个基金一年的收支' });

const settledSummary = z
  .object({
    key: z.string(),
    name: z.string(),
    visits: z.number(),
    total: amount,
    layers: layerAmounts,
    reimbursed: rate.describe('实际报销比例，%'),
    outOfCatalogue: rate.describe('目录外费用占比，%'),
    perVisit: z.string().nullable().describe('次均费用，元'),
  })
  .meta({ id: 'SettledSummary', description: '一组结算的合计' });

const overview = z
  .object({
    department: z.string(),
    through: z.string().describe('截至月份'),
    funds: z.array(fundYear),
    schemes: z.array(
      settledSummary.extend({
        insured: z.number().nullable().describe('月末参保人数'),
        fundsPerHead: z.string().nullable().describe('人均基金支出，元'),
        before: settledSummary.nullable().describe('上年同期'),
        kinds: z.array(settledSummary),
        levels: z.array(settledSummary).describe('住院，按医疗机构级别'),
      }),
    ),
    layers: z.array(z.object({ key: z.string(), name: z.string(), amount, share: rate, before: amount })),
    burden: z.array(z.object({ from: amount, to: amount.nullable(), persons: z.number() })),
  })
  .meta({ id: 'Overview', description: '基金运行总览' });

/** Whole numbers divided, to some decimals; null over nothing. */
function quotient(part: number, whole: number, places: number): string | null {
  return whole === 0 ? null : formatExact(roundExact(divideExact(BigInt(part), BigInt(whole)), places), places);
}

const percent = (ratio: Ratio | null): string | null =>
  ratio === null ? null : quotient(ratio.part * 100, ratio.whole, 2);

/** An amount in fen shared out, in yuan. */
const each = (sum: Fen, count: number): string | null => quotient(sum, count * 100, 2);

function fundShown({ months, before, monthsCovered, ...fund }: FundYear): z.infer<typeof fundYear> {
  const growth = (now: Fen, then: Fen | undefined): string | null =>
    then === undefined ? null : quotient((now - then) * 100, then, 2);
  return {
    fund: fund.fund,
    months: months.map(({ month, income, expense, balance }) => {
      return { month, income: yuanOf(income), expense: yuanOf(expense), balance: yuanOf(balance) };
    }),
    income: yuanOf(fund.income),
    expense: yuanOf(fund.expense),
    surplus: yuanOf(fund.surplus),
    balance: yuanOf(fund.balance),
    incomeGrowth: growth(fund.income, before?.income),
    expenseGrowth: growth(fund.expense, before?.expense),
    monthsCovered:
      monthsCovered === null ? null : quotient(monthsCovered.balance * monthsCovered.months, monthsCovered.expense, 1),
  };
}

function rowShown(key: string, name: string, row: SettledRow): z.infer<typeof settledSummary> {
  return {
    key,
    name,
    visits: row.visits,
    total: yuanOf(row.total),
    layers: Object.fromEntries(Object.entries(row.layers).map(([layer, sum]) => [layer, yuanOf(sum)])) as z.infer<
      typeof layerAmounts
    >,
    reimbursed: percent(row.reimbursed),
    outOfCatalogue: percent(row.outOfCatalogue),
    perVisit: row.perVisit === null ? null : each(row.perVisit.total, row.perVisit.visits),
  };
}

interface Named {
  readonly set: ParameterSet;
  readonly area: string | null;
  readonly day: DateText;
}

function shown(department: string, found: Overview, named: Named): z.infer<typeof overview> {
  const { through, funds, settled, settledBefore, insured, burden } = found;
  const all = settledRow(settled);
  const before = settledRow(settledBefore);
  const schemesSeen = [...new Set([...insured, ...settled].map(({ scheme }) => scheme))];
  return {
    department,
    through,
    funds: funds.map(fundShown),
    schemes: schemesSeen.map((scheme) => schemeShown(scheme, found, named)),
    layers: Object.entries(layers).map(([layer, name]) => {
      const sum = all.layers[layer as Layer];
      return {
        key: layer,
        name,
        amount: yuanOf(sum),
        share: quotient(sum * 100, all.total, 2),
        before: yuanOf(before.layers[layer as Layer]),
      };
    }),
    burden: burden.map(({ from, to, persons }) => {
      return { from: yuanOf(from), to: to === null ? null : yuanOf(to), persons };
    }),
  };
}

function schemeShown(scheme: string, { settled, settledBefore, insured }: Overview, named: Named) {
  const of = (sums: readonly SettledSum[]): readonly SettledSum[] => sums.filter((sum) => sum.scheme === scheme);
  const row = settledRow(of(settled));
  const then = of(settledBefore);
  const persons = insured.find((one) => one.scheme === scheme)?.persons ?? null;
  const { hospitalBorne, account, cash, ...paid } = row.layers;
  const name = (schemes as Readonly<Record<string, string>>)[scheme] ?? scheme;
  const kinds: Readonly<Record<string, string>> = visitKinds;
  const levelName = levelNames(scheme, named);
  const stays = of(settled).filter(({ visitKind }) => visitKind === 'inpatient');
  return {
    ...rowShown(scheme, name, row),
    insured: persons,
    fundsPerHead:
      persons === null
        ? null
        : each(
            Object.values(paid).reduce((sum, one) => sum + one, 0),
            persons,
          ),
    before: then.length === 0 ? null : rowShown(scheme, name, settledRow(then)),
    kinds: settledBy(of(settled), 'visitKind', Object.keys(visitKinds)).map(({ key, ...one }) =>
      rowShown(key, kinds[key] ?? key, one),
    ),
    levels: settledBy(stays, 'level', levelOrder).map(({ key, ...one }) => rowShown(key, levelName(key), one)),
  };
}

/** From the smallest to the biggest, as they are read. */
const levelOrder = ['primary', 'level-1', 'level-2', 'level-3', 'provincial'];

/** As the area's rules name them: 二级医院. */
function levelNames(scheme: string, { set, area, day }: Named): (level: string) => string {
  if (area === null || !Object.hasOwn(schemes, scheme)) return (level) => level;
  const { levels } = trialChoices(set, { area, day, scheme: scheme as keyof typeof schemes, kind: 'inpatient' });
  return (level) => levels.find(({ id }) => id === level)?.name ?? level;
}

const countyLoad = z
  .object({
    department: z.string(),
    name: z.string(),
    people: z.int().describe('全县人数'),
    peopleDone: z.int().describe('已装入的人数'),
    percent: z.int().describe('已装入，%'),
  })
  .meta({ id: 'CountyLoad', description: '正在装入的虚构县' });

export const overviewRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/overview/county-load',
    {
      config: { action: 'overview.read' },
      schema: {
        operationId: 'getCountyLoad',
        tags: ['基金运行总览'],
        summary: '正在装入的虚构县装到哪里；没有在装的为 null',
        response: { 200: z.object({ load: countyLoad.nullable() }) },
      },
    },
    async () => ({ load: await countyLoading(db) }),
  );

  app.get(
    '/api/overview',
    {
      config: { action: 'overview.read' },
      schema: {
        operationId: 'getOverview',
        tags: ['基金运行总览'],
        summary: '一年到某月为止的基金收支、待遇支付和个人负担',
        querystring: z.object({
          department: z.string().max(100),
          through: z
            .string()
            .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '截至月份写作“2024-09”')
            .optional()
            .describe('截至月份；不填为到本月为止有结算的最后一个月'),
        }),
        response: { 200: overview, 400: problem, 404: problem },
      },
    },
    async (request) => {
      const { department } = request.query;
      const through = request.query.through ?? (await lastMonthSettled(db, department, dayOf(new Date()).slice(0, 7)));
      requirePermission(request, 'overview.read', { department });
      const bureau = await findDepartment(db, department);
      const found = bureau === null ? null : await readOverview(db, department, through);
      if (bureau === null || found === null) {
        throw new Refusal('department-unknown', `没有“${department}”这个经办机构，请从列表中选取。`);
      }
      const named = { set: await parametersOf(db), area: policyAreaOf(bureau.area), day: lastDayOf(through) };
      return shown(department, found, named);
    },
  );
};
