/** The settlement desk: what a visit would come to, settling it, taking it back, and looking at what was settled. */
import {
  amountNames,
  type ClaimedBill,
  type ClaimedLine,
  cancelSettlement,
  type DeskRefused,
  filings,
  findSettlement,
  type ListedSettlement,
  listBureaus,
  listSettlements,
  parametersOf,
  peopleNames,
  policyAreaOf,
  preSettle,
  type Settlement,
  SettlementQueue,
  schemes,
  settleVisit,
  trialChoices,
  visitKinds,
} from '@mingzhang/bureau';
import { isDate } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { once } from '../../idempotency.ts';
import { layersShape, layersShown } from '../../layers.ts';
import { problem } from '../../schemas.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  codes,
  deskRefused,
  entered,
  fenTyped,
  givenId,
  handOf,
  problems,
  typedAmount,
  typedDay,
  typedText,
  yuanOf,
} from './shapes.ts';

const tag = '待遇结算';

export const amounts = z
  .object(
    Object.fromEntries(amountNames.map((name) => [name, z.string()])) as Record<
      (typeof amountNames)[number],
      z.ZodString
    >,
  )
  .meta({ id: 'SettlementAmounts', description: '一笔结算的各项金额，元' });

export function amountsOf(settlement: Pick<Settlement, (typeof amountNames)[number]>): z.infer<typeof amounts> {
  return Object.fromEntries(amountNames.map((name) => [name, yuanOf(settlement[name])])) as z.infer<typeof amounts>;
}

export const visitFields = z.object({
  kind: codes(visitKinds),
  level: z.string().max(50).describe('医疗机构级别，如 level-2'),
  filing: codes(filings),
  item: z.string().max(50),
  institution: typedText,
  careArea: z.string().max(20).optional().describe('医疗机构所在县的六位区划代码；不填为本县'),
  number: typedText.describe('就诊号或票据号'),
  from: typedDay,
  to: typedDay,
});

const feeLine = z
  .object({
    code: z.string().max(100),
    quantity: z.string().max(20).describe('数量，最多四位小数'),
    price: z.string().max(20).describe('单价，元，最多六位小数'),
    amount: typedAmount,
    day: typedDay,
    class: z.enum(['a', 'b', 'c']).optional().describe('甲、乙、丙类；不填的，类别、比例和限价按医保目录'),
    firstPay: z.string().max(10).optional().describe('先行自付比例，0到1，最多四位小数；填了类别才用'),
    priceLimit: z.string().max(20).nullable().optional().describe('最高支付价，元；填了类别才用'),
  })
  .meta({ id: 'FeeLine', description: '一行费用明细' });

export const billFields = {
  lines: z.array(feeLine).max(9_999).describe('费用明细；没有明细的填汇总'),
  sums: z
    .object({ own: typedAmount, overLimit: typedAmount, firstPay: typedAmount, inScope: typedAmount })
    .nullable()
    .describe('汇总：全自费、超限价、先行自付、政策范围内；有明细时不用'),
  total: typedAmount
    .nullable()
    .optional()
    .describe('总费用；填了的，明细之和须与它相等，没有明细的，四项汇总之和须与它相等'),
  hospitalBorne: typedAmount,
  account: typedAmount.optional().describe('用个人账户支付多少，不超过余额；不填为零'),
};
const billTyped = z.object(billFields);

const command = z.object({ department: z.string().max(100), person: givenId, visit: visitFields, ...billFields });

/** A decimal in the engine's integers; what is none is not a whole number, which the engine refuses. */
function scaled(text: string, places: number): number {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  const decimals = match?.[2] ?? '';
  if (match === null || decimals.length > places) return Number.NaN;
  return Number(`${match[1]}${decimals.padEnd(places, '0')}`);
}

function lineOf(line: z.infer<typeof feeLine>): ClaimedLine {
  const coded = {
    code: line.code,
    quantity: scaled(line.quantity, 4),
    price: scaled(line.price, 6),
    amount: fenTyped(line.amount),
    day: line.day,
  };
  if (line.class === undefined) return coded;
  const { firstPay = '0', priceLimit = null } = line;
  return {
    ...coded,
    class: line.class,
    firstPay: scaled(firstPay, 4),
    priceLimit: priceLimit === null ? null : scaled(priceLimit, 6),
    // What was classified elsewhere counts as in force.
    inForceFrom: '2000-01-01',
    inForceTo: null,
  };
}

export function billOf({
  lines,
  sums,
  total = null,
  hospitalBorne,
  account = '0',
}: z.infer<typeof billTyped>): ClaimedBill {
  return {
    lines: lines.map(lineOf),
    ...(total === null ? {} : { total: fenTyped(total) }),
    ...(sums === null
      ? {}
      : {
          sums: {
            own: fenTyped(sums.own),
            overLimit: fenTyped(sums.overLimit),
            firstPay: fenTyped(sums.firstPay),
            inScope: fenTyped(sums.inScope),
          },
        }),
    hospitalBorne: fenTyped(hospitalBorne),
    account: fenTyped(account),
  };
}

const listed = z
  .object({
    id: z.string(),
    department: z.string(),
    kind: z.enum(['settled', 'cancelled', 'adjusted']).describe('结算、撤销、补差'),
    cancels: z.string().nullable().describe('所撤销的结算'),
    corrects: z.string().nullable().describe('所更正的结算'),
    cancelledBy: z.string().nullable().describe('被哪一笔撤销'),
    scheme: codes(schemes),
    institution: z.string(),
    number: z.string(),
    visitKind: codes(visitKinds),
    from: z.string(),
    to: z.string(),
    amounts,
    settledOn: z.string(),
    maker: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'ListedSettlement', description: '一笔结算' });

const slip = {
  layers: layersShape,
  staff: z.array(z.string()).describe('逐步计算，写明参数和依据'),
  patient: z.array(z.string()).describe('给本人的说明'),
};

const ofSettlement = z.object({ id: givenId, settlement: givenId });

export const settlementRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, charts }) => {
  const queue = new SettlementQueue(db, charts);
  const shown = ({ by, amounts: found, ...row }: ListedSettlement, names: (id: string) => string) => ({
    ...row,
    amounts: amountsOf(found),
    maker: names(by),
  });

  app.get(
    '/api/settlements/choices',
    {
      config: { action: 'settlement.read' },
      schema: {
        operationId: 'listSettlementChoices',
        tags: [tag],
        summary: '经办机构，及其规定里一天的医疗机构级别和项目',
        querystring: z.object({
          department: z.string().max(100).optional(),
          scheme: codes(schemes).default('resident'),
          kind: codes(visitKinds).default('inpatient'),
          day: z.string().refine(isDate).optional(),
        }),
        response: {
          200: z.object({
            departments: z.array(z.object({ id: z.string(), name: z.string() })),
            levels: z.array(z.object({ id: z.string(), name: z.string() })),
            items: z.array(z.object({ id: z.string(), name: z.string() })),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { department, scheme, kind, day = handOf(request).today } = request.query;
      const departments = await listBureaus(db);
      const chosen = departments.find(({ id }) => id === department) ?? departments[0];
      const area = chosen === undefined ? null : policyAreaOf(chosen.area);
      const choices =
        area === null ? { levels: [], items: [] } : trialChoices(await parametersOf(db), { area, day, scheme, kind });
      return {
        departments: departments.map(({ id, name }) => ({ id, name })),
        levels: [...choices.levels],
        items: [...choices.items],
      };
    },
  );

  app.post(
    '/api/settlements/preview',
    {
      config: { action: 'settlement.make' },
      schema: {
        operationId: 'preSettleVisit',
        tags: [tag],
        summary: '预结算：一次就诊会结成多少；不保存',
        body: command,
        response: { 200: z.object({ amounts, ...slip }), ...problems },
      },
    },
    async (request) => {
      const { body } = request;
      const { today } = handOf(request);
      requirePermission(request, 'settlement.make', { department: body.department });
      const outcome = await preSettle(db, await parametersOf(db), { ...body, bill: billOf(body), today }, charts);
      if ('refusal' in outcome) throw deskRefused(outcome);
      const { settlement, layers } = outcome;
      return {
        amounts: amountsOf(settlement),
        layers: layersShown(layers),
        staff: [...outcome.staff],
        patient: [...outcome.patient],
      };
    },
  );

  app.post(
    '/api/settlements',
    {
      config: { action: 'settlement.make' },
      schema: {
        operationId: 'settleVisit',
        tags: [tag],
        summary: '结算一次就诊：结算、推导、累计和基金分录一次写入；同一编号只结一次',
        headers: idempotent,
        body: command.extend({ id: givenId }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const hand = handOf(request);
      requirePermission(request, 'settlement.make', { department: body.department });
      const settling = { ...body, bill: billOf(body), ...hand };
      const done = <Outcome extends object>(outcome: Outcome | DeskRefused): Outcome => {
        if ('refusal' in outcome) throw deskRefused(outcome);
        return outcome;
      };
      const question = asked(request, hand.at);
      // The settlement's own id says what was settled already; a key in the header is for those who send one with everything.
      const answer =
        question.header === undefined
          ? done(await queue.settle(settling))
          : await once(db, question, async (trx) =>
              done(await settleVisit(trx, charts, await parametersOf(db), settling)),
            );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/insured/:id/settlements/:settlement/cancellation',
    {
      config: { action: 'settlement.cancel' },
      schema: {
        operationId: 'cancelSettlement',
        tags: [tag],
        summary: '撤销一笔结算，写明原因；不能撤销自己所办的',
        headers: idempotent,
        params: ofSettlement,
        body: z.object({ id: givenId, department: z.string().max(100), reason: typedText }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { id: person, settlement: cancels } = request.params;
      const hand = handOf(request);
      requirePermission(request, 'settlement.cancel', { department: request.body.department });
      const answer = await once(db, asked(request, hand.at), async (trx) => {
        const outcome = await cancelSettlement(trx, charts, { ...request.body, person, cancels, ...hand });
        if ('refusal' in outcome) throw deskRefused(outcome);
        return outcome;
      });
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/insured/:id/settlements',
    {
      config: { action: 'settlement.read' },
      schema: {
        operationId: 'listSettlements',
        tags: [tag],
        summary: '一位参保人员的结算和撤销，最近的在前',
        params: z.object({ id: givenId }),
        response: { 200: z.object({ settlements: z.array(listed) }), ...problems },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      return {
        settlements: (await listSettlements(db, request.params.id)).map((row) => shown(row, names)),
      };
    },
  );

  app.get(
    '/api/insured/:id/settlements/:settlement',
    {
      config: { action: 'settlement.read' },
      schema: {
        operationId: 'getSettlement',
        tags: [tag],
        summary: '一笔结算的推导和基金分录',
        params: ofSettlement,
        response: {
          200: listed
            .extend({
              ...slip,
              funds: z.array(
                z.object({
                  payer: z.string(),
                  fund: z.string(),
                  account: z.string(),
                  amount: z.string(),
                  set: z.string(),
                  voucher: z.string(),
                }),
              ),
            })
            .meta({ id: 'SettlementDetail', description: '一笔结算及其由来' }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { id, settlement } = request.params;
      const found = await findSettlement(db, id, settlement);
      if (found === null) {
        const message = '没有这笔结算，请从此人的结算列表中选取。';
        throw deskRefused({ refusal: { list: 'settlement', id: 'settlement-unknown', message } });
      }
      const { visit: _, before: __, bill: ___, layers, staff, patient, funds, ...row } = found;
      return {
        ...shown(row, await peopleNames(db)),
        layers: layersShown(layers),
        staff: [...staff],
        patient: [...patient],
        funds: funds.map((one) => ({ ...one, amount: yuanOf(one.amount) })),
      };
    },
  );
};
