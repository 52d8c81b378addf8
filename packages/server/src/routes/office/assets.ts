/** Asset cards, depreciation, disposal and stock-taking. */
import {
  assetCategories,
  changeCard,
  countAsset,
  decideOnDisposal,
  enterCard,
  finishStockTaking,
  type ListedAsset,
  listAssets,
  listAssetVouchers,
  listDepreciations,
  listStockTakings,
  makeDisposal,
  openStockTaking,
  peopleNames,
  runDepreciation,
  type StockTaking,
  takeBackDepreciation,
  vehicleUses,
  withdrawCard,
} from '@mingzhang/bureau';
import { formatYuan, isDate } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { dayOf } from '../../clock.ts';
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
  typedAmount,
  typedCount,
  typedDay,
  typedMonth,
  typedText,
} from './entering.ts';
import { requireInUnit, unitAndYear, unitId } from './place.ts';

const tag = '资产';

const vehicleUse = z.enum(vehicleUses).meta({ id: 'VehicleUse', description: '车辆用途' });
const acquisition = z
  .enum(['bought', 'received', 'surplus', 'opening'])
  .meta({ id: 'Acquisition', description: '购置、无偿调入、盘盈、期初' });

const manner = z
  .enum(['scrapped', 'sold', 'given', 'missing'])
  .meta({ id: 'DisposalManner', description: '报废、出售、无偿调出、盘亏' });

const cardFields = {
  number: z.string().describe('卡片编号'),
  name: z.string(),
  category: z.string(),
  quantity: z.int(),
  acquiredOn: z.string(),
  acquisition,
  voucher: z.string().nullable(),
  lifeMonths: z.int().nullable(),
  plate: z.string().nullable(),
  vehicleUse: vehicleUse.nullable(),
  fiscalVehicle: z.boolean().nullable().describe('由财政拨款负担运行费用'),
  custodian: z.string(),
};

const asset = z
  .object({
    id: z.string(),
    ...cardFields,
    categoryName: z.string(),
    cost: yuan.describe('原值'),
    accumulated: yuan.describe('累计折旧'),
    net: yuan.describe('净值'),
    disposal: z
      .object({
        id: z.string(),
        date: z.string(),
        manner,
        proceeds: yuan,
        document: z.string(),
        state: z.enum(['made', 'checked']),
        maker: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'AssetCard', description: '固定资产卡片' });

const assetCategory = z
  .object({
    key: z.string(),
    class: z.string(),
    className: z.string(),
    name: z.string(),
    lifeMonths: z.int().nullable().describe('最低使用月数；不提折旧的为 null'),
    verified: z.boolean(),
    vehicle: z.boolean(),
  })
  .meta({ id: 'AssetCategory', description: '资产分类' });

const stockTaking = z
  .object({
    id: z.string(),
    date: z.string(),
    state: z.enum(['open', 'finished']),
    maker: z.string(),
    checker: z.string().nullable(),
    cards: z.int().describe('应盘的卡片'),
    lines: z.array(
      z.object({
        id: z.string(),
        asset: z.string().nullable(),
        result: z.enum(['found', 'missing', 'surplus']),
        note: z.string(),
        surplus: z
          .object({
            number: z.string(),
            name: z.string(),
            category: z.string(),
            cost: yuan,
            lifeMonths: z.int().nullable(),
          })
          .nullable(),
      }),
    ),
    vouchers: z.array(linkedVoucher),
  })
  .meta({ id: 'StockTaking', description: '资产盘点' });

const expense = z.enum(['5001', '5101']).describe('事业单位的费用科目：业务活动费用或单位管理费用');

export const assetRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/office/assets',
    {
      config: { action: 'asset.read' },
      schema: {
        operationId: 'listAssets',
        tags: [tag],
        summary: '资产卡片，截至一天；处置的也在内',
        querystring: z.object({ unit: unitId, day: z.string().refine(isDate).optional() }),
        response: {
          200: z.object({
            day: z.string(),
            assets: z.array(asset),
            categories: z.array(assetCategory),
            vouchers: z
              .array(z.object({ id: z.string(), date: z.string(), text: z.string(), amount: yuan, carded: yuan }))
              .describe('记入固定资产的凭证，及已建卡多少'),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, day = dayOf(new Date()) } = request.query;
      await requireInUnit(db, request, 'asset.read', unit);
      const names = await peopleNames(db);
      return {
        day,
        assets: (await listAssets(db, unit, day)).map((one) => describeAsset(one, names)),
        categories: assetCategories
          .filter(({ covered }) => covered !== false)
          .map(({ key, class: top, className, name, lifeMonths, grade, vehicle }) => {
            return { key, class: top, className, name, lifeMonths, verified: grade === 'B', vehicle: vehicle === true };
          }),
        vouchers: (await listAssetVouchers(db, unit)).map(({ amount, carded, ...voucher }) => ({
          ...voucher,
          amount: formatYuan(amount),
          carded: formatYuan(carded),
        })),
      };
    },
  );

  app.post(
    '/api/office/assets',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'enterAsset',
        tags: [tag],
        summary: '建一张资产卡片；购置和调入的对应已记账的凭证',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          ...cardFields,
          number: typedText,
          name: typedText,
          quantity: typedCount,
          acquiredOn: typedDay,
          voucher: recordId.nullable(),
          lifeMonths: typedCount.nullable(),
          plate: typedText.nullable(),
          custodian: typedText,
          cost: typedAmount,
          accumulatedAtOpening: typedAmount.describe('期初累计折旧；不是期初卡片的为0'),
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, cost, accumulatedAtOpening, ...rest } = request.body;
      const card = { ...rest, cost: fenTyped(cost), accumulatedAtOpening: fenTyped(accumulatedAtOpening) };
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        enterCard(trx, { unit, id: card.id, card, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/assets/:id/changes',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'changeAsset',
        tags: [tag],
        summary: '登记卡片的变动：用途、负担、使用人',
        headers: idempotent,
        params: ofRecord,
        body: z.object({
          unit: unitId,
          id: recordId,
          from: typedDay,
          vehicleUse: vehicleUse.nullable(),
          fiscalVehicle: z.boolean().nullable(),
          custodian: typedText,
          reason: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        changeCard(trx, { ...request.body, asset: request.params.id, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/assets/:id/withdrawal',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'withdrawAsset',
        tags: [tag],
        summary: '撤回误建的卡片，写明理由；已提折旧的不能撤回',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, reason: typedText }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit, reason } = request.body;
      return entering(db, request, { action: 'asset.make', unit }, (trx, { by, at }) =>
        withdrawCard(trx, { unit, id: request.params.id, reason, by, at }),
      );
    },
  );

  app.get(
    '/api/office/depreciations',
    {
      config: { action: 'asset.read' },
      schema: {
        operationId: 'listDepreciations',
        tags: [tag],
        summary: '一年的折旧，按月',
        querystring: unitAndYear,
        response: {
          200: z.object({
            runs: z.array(
              z
                .object({
                  id: z.string(),
                  month: z.string(),
                  cards: z.int(),
                  total: yuan,
                  maker: z.string(),
                  withdrawnBy: z.string().nullable().describe('谁收回的；没有收回的为 null'),
                  withdrawnReason: z.string().nullable(),
                  vouchers: z.array(linkedVoucher),
                })
                .meta({ id: 'DepreciationRun', description: '一个月的折旧' }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'asset.read', unit);
      const names = await peopleNames(db);
      const runs = await listDepreciations(db, unit, year);
      return {
        runs: runs.map(({ id, month, cards, total, by, withdrawnBy, withdrawnReason, vouchers }) => ({
          id,
          month,
          cards,
          total: formatYuan(total),
          maker: names(by),
          withdrawnBy: withdrawnBy === null ? null : names(withdrawnBy),
          withdrawnReason,
          vouchers: vouchers.map(({ record: _, ...one }) => one),
        })),
      };
    },
  );

  app.post(
    '/api/office/depreciations',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'runDepreciation',
        tags: [tag],
        summary: '计提一个月的折旧，一个单位一张凭证',
        headers: idempotent,
        body: z.object({ unit: unitId, id: recordId, month: typedMonth, voucher: recordId, expense }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        runDepreciation(trx, { ...request.body, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/depreciations/:id/withdrawal',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'takeBackDepreciation',
        tags: [tag],
        summary: '收回最后一个月的折旧，写明理由：凭证没有记账，或已冲销；还在凭证台的一并撤销',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, reason: typedText }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        takeBackDepreciation(trx, { ...request.body, id: request.params.id, ...by }),
      );
    },
  );

  app.post(
    '/api/office/disposals',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'makeDisposal',
        tags: [tag],
        summary: '登记一张卡片的处置，待另一人复核',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          asset: recordId,
          date: typedDay,
          manner: z.enum(['scrapped', 'sold', 'given']),
          proceeds: typedAmount,
          document: typedText.describe('批复文号'),
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, proceeds, ...draft } = request.body;
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        makeDisposal(trx, { unit, ...draft, proceeds: fenTyped(proceeds), ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/disposals/:id/decision',
    {
      config: { action: 'asset.check' },
      schema: {
        operationId: 'decideOnDisposal',
        tags: [tag],
        summary: '复核另一人登记的处置：通过即生成凭证，或退回',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, approve: z.boolean(), reason: typedText, voucher: recordId }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'asset.check', unit }, (trx, by) =>
        decideOnDisposal(trx, { ...request.body, id: request.params.id, ...by }),
      );
    },
  );

  app.get(
    '/api/office/stock-takings',
    {
      config: { action: 'asset.read' },
      schema: {
        operationId: 'listStockTakings',
        tags: [tag],
        summary: '资产盘点，新的在前',
        querystring: z.object({ unit: unitId }),
        response: { 200: z.object({ stockTakings: z.array(stockTaking) }), 400: problem },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'asset.read', unit);
      const names = await peopleNames(db);
      return { stockTakings: (await listStockTakings(db, unit)).map((one) => describeTaking(one, names)) };
    },
  );

  app.post(
    '/api/office/stock-takings',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'openStockTaking',
        tags: [tag],
        summary: '开始一次盘点',
        headers: idempotent,
        body: z.object({ unit: unitId, id: recordId, date: typedDay }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        openStockTaking(trx, { ...request.body, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/stock-takings/:id/counts',
    {
      config: { action: 'asset.make' },
      schema: {
        operationId: 'countAsset',
        tags: [tag],
        summary: '登记一张卡片的盘点结果，或没有卡片的实物',
        headers: idempotent,
        params: ofRecord,
        body: z.object({
          unit: unitId,
          id: recordId,
          count: z.discriminatedUnion('result', [
            z.object({ result: z.enum(['found', 'missing']), asset: recordId, note: typedText }),
            z.object({
              result: z.literal('surplus'),
              number: typedText,
              name: typedText,
              category: z.string().max(60),
              cost: typedAmount,
              lifeMonths: typedCount.nullable(),
              note: typedText,
            }),
          ]),
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, id, count } = request.body;
      const counted = count.result === 'surplus' ? { ...count, cost: fenTyped(count.cost) } : count;
      const answer = await entering(db, request, { action: 'asset.make', unit }, (trx, by) =>
        countAsset(trx, { unit, id, stockTaking: request.params.id, count: counted, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/stock-takings/:id/finish',
    {
      config: { action: 'asset.check' },
      schema: {
        operationId: 'finishStockTaking',
        tags: [tag],
        summary: '另一人结束盘点：盘亏、盘盈转入待处理财产损溢',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, vouchers: z.tuple([recordId, recordId]) }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit, vouchers } = request.body;
      return entering(db, request, { action: 'asset.check', unit }, (trx, by) =>
        finishStockTaking(trx, { unit, id: request.params.id, vouchers, ...by }),
      );
    },
  );
};

function describeAsset(
  { card, categoryName, accumulated, disposal }: ListedAsset,
  names: (id: string) => string,
): z.infer<typeof asset> {
  const { cost, accumulatedAtOpening: _, ...rest } = card;
  return {
    ...rest,
    categoryName,
    cost: formatYuan(cost),
    accumulated: formatYuan(accumulated),
    net: formatYuan(cost - accumulated),
    disposal:
      disposal === null
        ? null
        : {
            id: disposal.id,
            date: disposal.date,
            manner: disposal.manner,
            proceeds: formatYuan(disposal.proceeds),
            document: disposal.document,
            state: disposal.state,
            maker: names(disposal.by),
          },
  };
}

function describeTaking(
  { id, date, state, by, finishedBy, cards, lines, vouchers }: StockTaking,
  names: (id: string | null) => string,
): z.infer<typeof stockTaking> {
  return {
    id,
    date,
    state,
    maker: names(by),
    checker: finishedBy === null ? null : names(finishedBy),
    cards,
    lines: lines.map(({ surplus, ...line }) => ({
      ...line,
      surplus: surplus === null ? null : { ...surplus, cost: formatYuan(surplus.cost) },
    })),
    vouchers: vouchers.map(({ record: _, ...one }) => one),
  };
}
