/** Money set aside for payment orders under way: listed, set aside, let go. */
import {
  type ListedReservation,
  listReservations,
  moneySources,
  releaseReservation,
  reservePayment,
} from '@mingzhang/bureau';
import { formatYuan, parseYuan, sumFen } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { asked, idempotent, nowBy } from './asked.ts';
import { fiscalYear, requireInUnit, unitAndYear, unitId, yuan } from './place.ts';

const tag = '部门预算';

const line = z
  .object({
    project: z.string().max(100),
    functionCode: z.string().max(20),
    source: z.enum(moneySources).describe('资金性质'),
    amount: yuan,
  })
  .meta({ id: 'ReservationLine', description: '占用的一行' });

const draft = {
  id: z.string().max(40).describe('第7版UUID，由提交一方生成'),
  year: fiscalYear,
  orderNumber: z.string().max(300).describe('支付申请号'),
  lines: z.array(line).max(2000),
};

const reservation = z
  .object({
    ...draft,
    total: yuan,
    maker: z.string(),
    madeAt: z.string(),
    end: z
      .object({
        payment: z.string().nullable().describe('支付凭证号；null 表示已释放'),
        by: z.string(),
        at: z.string(),
      })
      .nullable()
      .describe('怎样结束；null 表示仍占用'),
  })
  .meta({ id: 'PaymentReservation', description: '支付申请占用的指标' });

const problems = { 400: problem, 404: problem, 409: problem, 422: problem };

export const reservationRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/office/reservations',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'listReservations',
        tags: [tag],
        summary: '一个单位一年的支付申请占用，仍占用的在前',
        querystring: unitAndYear,
        response: { 200: z.object({ reservations: z.array(reservation), reserved: yuan }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const all = await listReservations(db, unit, year);
      const standing = all.filter(({ ended }) => !ended);
      return {
        reservations: all.map(describe),
        reserved: formatYuan(sumFen(standing.flatMap(({ lines }) => lines.map(({ amount }) => amount)))),
      };
    },
  );

  app.post(
    '/api/office/reservations',
    {
      config: { action: 'budget.import' },
      schema: {
        operationId: 'reservePayment',
        tags: [tag],
        summary: '为一份支付申请占用指标；支付或释放之前不能另用',
        headers: idempotent,
        body: z.object({ unit: unitId, ...draft }),
        response: { 201: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const { unit, lines, ...rest } = request.body;
      await requireInUnit(db, request, 'budget.import', unit);
      const { actor, at } = nowBy(request);
      const answer = await once(db, asked(request, actor.id, at), async (trx) => {
        // The schema has let nothing but amounts through.
        const inFen = lines.map((one) => ({ ...one, amount: parseYuan(one.amount) ?? Number.NaN }));
        const decision = await reservePayment(trx, {
          unitId: unit,
          reservation: { ...rest, lines: inFen },
          by: actor.id,
          at,
        });
        if (decision.outcome === 'refused') throw refused('office-budget', decision.refusal);
        return { id: rest.id };
      });
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/reservations/:id/release',
    {
      config: { action: 'budget.import' },
      schema: {
        operationId: 'releaseReservation',
        tags: [tag],
        summary: '释放一笔占用：支付申请作废',
        headers: idempotent,
        params: z.object({ id: z.string().max(40) }),
        body: z.object({ unit: unitId }),
        response: { 200: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      const { id } = request.params;
      await requireInUnit(db, request, 'budget.import', unit);
      const { actor, at } = nowBy(request);
      return once(db, asked(request, actor.id, at), async (trx) => {
        const decision = await releaseReservation(trx, { unitId: unit, reservationId: id, by: actor.id, at });
        if (decision.outcome === 'refused') throw refused('office-budget', decision.refusal);
        return { id };
      });
    },
  );
};

function describe({ ended: _, lines, madeAt, end, ...rest }: ListedReservation): z.infer<typeof reservation> {
  return {
    ...rest,
    lines: lines.map((one) => ({ ...one, amount: formatYuan(one.amount) })),
    total: formatYuan(sumFen(lines.map(({ amount }) => amount))),
    madeAt: madeAt.toISOString(),
    end: end === null ? null : { ...end, at: end.at.toISOString() },
  };
}
