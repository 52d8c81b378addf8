/** The months of a unit: where they stand, and opening, year-end and closing of both its books together. */
import {
  accountSets,
  closeMonth,
  countVouchers,
  countYearEnd,
  type DeskRefusal,
  openMonth,
  postUnitYearEnd,
  readPeriods,
} from '@mingzhang/bureau';
import { monthsBetween } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { deskRefused } from '../office/desk-refused.ts';
import { requireInUnit, unitId } from '../office/place.ts';
import { asked, idempotent, monthText } from './shapes.ts';

const tag = '账簿';
const byUnit = z.object({ unit: unitId });
const byMonth = z.object({ unit: unitId, month: monthText });

const periodState = z.object({
  set: z.string(),
  openedThrough: z.string().nullable(),
  closedThrough: z.string().nullable(),
});

const periods = z
  .object({ periods: z.array(periodState) })
  .meta({ id: 'Periods', description: '各账套打开、结账到哪个月' });

const yearPeriods = z
  .object({
    today: z.string(),
    sets: z.array(
      z.object({
        set: z.string(),
        book: z.enum(['financial', 'budgetary', 'fund']),
        firstMonth: z.string(),
        openedThrough: z.string().nullable(),
        closedThrough: z.string().nullable(),
        yearEndVouchers: z.int().describe('本年已记的年末结转凭证'),
      }),
    ),
    months: z.array(
      z.object({
        month: z.string(),
        made: z.int().describe('待复核的凭证'),
        checked: z.int().describe('待记账的凭证'),
        returned: z.int().describe('已退回的凭证'),
        booked: z.int().describe('已记账的凭证'),
      }),
    ),
  })
  .meta({ id: 'YearPeriods', description: '一个会计主体一年的会计期间' });

const problems = { 400: problem, 404: problem, 409: problem, 422: problem };

export const periodRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, charts }) => {
  app.get(
    '/api/books/units/:unit/periods',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'getPeriods',
        tags: [tag],
        summary: '一年的会计期间：各账套打开、结账的月份，各月凭证还差什么',
        params: byUnit,
        querystring: z.object({ year: z.coerce.number().int().min(1990).max(2999) }),
        response: { 200: yearPeriods, 400: problem, 404: problem },
      },
    },
    async (request) => {
      const { unit } = request.params;
      const { year } = request.query;
      await requireInUnit(db, request, 'voucher.read', unit);
      const sets = await accountSets(db, unit);
      const counts = await countVouchers(db, unit, year);
      const yearEnd = await countYearEnd(db, unit, year);
      const states = await Promise.all(sets.map(({ id }) => readPeriods(db, id)));
      return {
        today: dayOf(new Date()),
        sets: sets
          .map(({ id, book, firstMonth }, index) => ({
            set: id,
            book,
            firstMonth,
            openedThrough: states[index]?.openedThrough ?? null,
            closedThrough: states[index]?.closedThrough ?? null,
            yearEndVouchers: yearEnd.get(id) ?? 0,
          }))
          .toSorted((a, b) => (a.book < b.book ? 1 : -1)),
        months: monthsBetween(`${year}-01`, `${year}-12`).map((month) => {
          const { made = 0, checked = 0, returned = 0, booked = 0 } = counts.find((one) => one.month === month) ?? {};
          return { month, made, checked, returned, booked };
        }),
      };
    },
  );

  app.post(
    '/api/books/units/:unit/periods/:month/open',
    {
      config: { action: 'period.open' },
      schema: {
        operationId: 'openMonth',
        tags: [tag],
        summary: '打开一个月，各账套一起',
        headers: idempotent,
        params: byMonth,
        response: { 200: periods, ...problems },
      },
    },
    async (request) => {
      const { unit, month } = request.params;
      await requireInUnit(db, request, 'period.open', unit);
      const at = new Date();
      return once(db, asked(request, at), async (trx) => {
        const person = actorOf(request).id;
        return mustBe(await openMonth(trx, charts, { unit, month, today: dayOf(at), person, at }));
      });
    },
  );

  app.post(
    '/api/books/units/:unit/periods/:month/close',
    {
      config: { action: 'period.close' },
      schema: {
        operationId: 'closeMonth',
        tags: [tag],
        summary: '结一个月的账，各账套一起；结账后不能再打开',
        headers: idempotent,
        params: byMonth,
        response: { 200: periods, ...problems },
      },
    },
    async (request) => {
      const { unit, month } = request.params;
      await requireInUnit(db, request, 'period.close', unit);
      const at = new Date();
      return once(db, asked(request, at), async (trx) => {
        const person = actorOf(request).id;
        return mustBe(await closeMonth(trx, charts, { unit, month, today: dayOf(at), person, at }));
      });
    },
  );

  app.post(
    '/api/books/units/:unit/year-ends',
    {
      config: { action: 'period.close' },
      schema: {
        operationId: 'postYearEnd',
        tags: [tag],
        summary: '年末结转：各账套的结转凭证一次记完；再做一次，只记其后余下的',
        headers: idempotent,
        params: byUnit,
        body: z.object({
          year: z.int().min(1990).max(2999),
          targets: z
            .record(z.string().max(63), z.string().max(63))
            .default({})
            .describe('结转到的科目设有明细的，写明转入哪个明细：{"8101": "810106"}'),
        }),
        response: {
          200: z.object({
            vouchers: z.array(z.object({ id: z.string(), text: z.string(), number: z.int() })),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { unit } = request.params;
      const { year, targets } = request.body;
      await requireInUnit(db, request, 'period.close', unit);
      const at = new Date();
      return once(db, asked(request, at), async (trx) => {
        const command = { unit, year, targets, today: dayOf(at), person: actorOf(request).id, at };
        const outcome = await postUnitYearEnd(trx, charts, command);
        if ('refusal' in outcome) throw deskRefused(outcome.refusal);
        return { vouchers: outcome.vouchers.map((voucher) => ({ ...voucher })) };
      });
    },
  );
};

type Outcome = { readonly periods: readonly z.infer<typeof periodState>[] } | { readonly refusal: DeskRefusal };

/** A refusal is thrown, so that the transaction is taken back. */
function mustBe(outcome: Outcome): z.infer<typeof periods> {
  if ('refusal' in outcome) throw deskRefused(outcome.refusal);
  return { periods: outcome.periods.map((state) => ({ ...state })) };
}
