/** Claims of paper bills: taken, completed, worked out, reviewed by another person, and looked at. */
import {
  type ClaimRefused,
  claimCauses,
  claimLayers,
  claimMaterials,
  claimStates,
  claimSteps,
  decideClaim,
  findClaim,
  type ListedClaim,
  listClaims,
  parametersOf,
  paymentsOf,
  peopleNames,
  reviewClaim,
  type SettlementPayment,
  supplementClaim,
  takeClaim,
  withdrawClaim,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { layersShape, layersShown } from '../../layers.ts';
import { problem } from '../../schemas.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import { amounts, amountsOf, billFields, billOf, visitFields } from './settlement.ts';
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

const tag = '零星报销';

function claimRefused({ refusal }: ClaimRefused): DutyRefusal {
  if (refusal.list === 'claims') return refused('claims', refusal);
  if (refusal.list === 'manual-claim') return refused('manual-claim', refusal);
  return deskRefused({ refusal });
}

const invoice = z
  .object({
    code: z.string().max(20).describe('票据代码；20位号码的发票不填'),
    number: z.string().max(30),
    day: typedDay,
    amount: typedAmount,
  })
  .meta({ id: 'ClaimInvoice', description: '一张票据' });

const payee = z.object({
  name: typedText,
  bank: typedText,
  account: z.string().max(40).describe('银行账号，加密保存'),
});

const listed = z
  .object({
    id: z.string(),
    department: z.string(),
    person: z.string(),
    name: z.string(),
    state: codes(claimStates),
    stateName: z.string(),
    institution: z.string(),
    from: z.string(),
    to: z.string(),
    submittedOn: z.string(),
    total: z.string(),
    funds: z.string().nullable().describe('核定由基金支付，元；未核算为空'),
  })
  .meta({ id: 'ListedClaim', description: '一件零星报销' });

type Payments = ReadonlyMap<string, SettlementPayment>;

async function paymentsFor(db: Parameters<typeof paymentsOf>[0], claims: readonly ListedClaim[]): Promise<Payments> {
  const settlements = claims.flatMap(({ settlement }) => (settlement === null ? [] : [settlement]));
  return new Map((await paymentsOf(db, settlements)).map((one) => [one.settlement, one]));
}

/** Settled is not paid: what the bank answered is said with it. */
function stateNamed({ state, takenBack, funds, settlement }: ListedClaim, payments: Payments): string {
  if (takenBack) return '结算已撤销';
  const payment = payments.get(settlement ?? '');
  if (state !== 'settled' || payment === undefined) return claimStates[state];
  if (payment.paid !== 0 && payment.paid === funds) return '已支付';
  return payment.returned === '' ? claimStates[state] : `银行退回，待重付：${payment.returned}`;
}

function shown(claim: ListedClaim, payments: Payments): z.infer<typeof listed> {
  const { total, funds, takenBack: _, settlement: __, ...row } = claim;
  const stateName = stateNamed(claim, payments);
  return { ...row, stateName, total: yuanOf(total), funds: funds === null ? null : yuanOf(funds) };
}

const detail = listed
  .extend({
    cause: codes(claimCauses),
    causeName: z.string(),
    number: z.string(),
    materials: z.array(z.string()),
    missing: z.array(z.string()).describe('还缺的材料'),
    payee: payee.extend({ account: z.string().describe('只显示末四位') }),
    invoices: z.array(invoice),
    decided: amounts.nullable(),
    layers: layersShape,
    settlement: z.string().nullable(),
    steps: z.array(z.object({ step: z.string(), on: z.string(), at: z.string(), by: z.string(), reason: z.string() })),
  })
  .meta({ id: 'ClaimDetail', description: '一件零星报销及其经过' });

const ofClaim = z.object({ id: givenId });
const department = z.string().max(100);

export const claimRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;

  app.get(
    '/api/claims',
    {
      config: { action: 'claim.read' },
      schema: {
        operationId: 'listClaims',
        tags: [tag],
        summary: '零星报销，按状态，最近的在前，最多500件',
        querystring: z.object({ department: department.optional(), state: codes(claimStates).optional() }),
        response: {
          200: z.object({
            claims: z.array(listed),
            materials: z.array(z.object({ id: z.string(), name: z.string() })),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const claims = await listClaims(db, request.query);
      const payments = await paymentsFor(db, claims);
      return {
        claims: claims.map((one) => shown(one, payments)),
        materials: Object.entries(claimMaterials).map(([id, name]) => ({ id, name })),
      };
    },
  );

  app.get(
    '/api/claims/:id',
    {
      config: { action: 'claim.read' },
      schema: {
        operationId: 'getClaim',
        tags: [tag],
        summary: '一件零星报销的票据、核算和经过',
        params: ofClaim,
        response: { 200: detail, ...problems },
      },
    },
    async (request) => {
      const found = await findClaim(db, identityKeyOf(context), request.params.id);
      if (found === null) {
        const message = '没有这件申请，请从零星报销列表中选取。';
        throw claimRefused({ refusal: { list: 'claims', id: 'claim-unknown', message } });
      }
      const names = await peopleNames(db);
      const layers = await claimLayers(db, await parametersOf(db), found, handOf(request).today);
      const {
        visit,
        bill: _,
        cause,
        materials,
        missing,
        payee: to,
        invoices,
        decided,
        settlement,
        steps,
        ...row
      } = found;
      return {
        ...shown({ ...row, settlement }, await paymentsFor(db, [found])),
        cause,
        causeName: claimCauses[cause],
        number: visit.number,
        materials: [...materials],
        missing: [...missing],
        payee: to,
        invoices: invoices.map((one) => ({ ...one, amount: yuanOf(one.amount) })),
        decided: decided === null ? null : amountsOf(decided),
        layers: layersShown(layers),
        settlement,
        steps: steps.map((one) => ({
          ...one,
          step: claimSteps[one.step],
          at: one.at.toISOString(),
          by: names(one.by),
        })),
      };
    },
  );

  app.post(
    '/api/claims',
    {
      config: { action: 'claim.make' },
      schema: {
        operationId: 'takeClaim',
        tags: [tag],
        summary: '受理零星报销；同一张票据只受理一次',
        headers: idempotent,
        body: z.object({
          id: givenId,
          department,
          person: givenId,
          cause: codes(claimCauses),
          visit: visitFields,
          ...billFields,
          submittedOn: typedDay,
          invoices: z.array(invoice).max(200),
          materials: z.array(z.string().max(40)).max(20),
          payee,
        }),
        response: { 201: entered, ...problems, 503: problem },
      },
    },
    async (request, reply) => {
      const { lines, sums, total, hospitalBorne, account, invoices, ...body } = request.body;
      const hand = handOf(request);
      requirePermission(request, 'claim.make', { department: body.department });
      const answer = await once(db, asked(request, hand.at), async (trx) => {
        const outcome = await takeClaim(trx, identityKeyOf(context), {
          ...body,
          bill: billOf({ lines, sums, total, hospitalBorne, account }),
          invoices: invoices.map((one) => ({ ...one, amount: fenTyped(one.amount) })),
          ...hand,
        });
        if ('refusal' in outcome) throw claimRefused(outcome);
        return outcome;
      });
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/claims/:id/materials',
    {
      config: { action: 'claim.make' },
      schema: {
        operationId: 'supplementClaim',
        tags: [tag],
        summary: '登记补交的材料',
        headers: idempotent,
        params: ofClaim,
        body: z.object({ department, materials: z.array(z.string().max(40)).max(20) }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'claim.make', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await supplementClaim(trx, { ...request.params, ...request.body, ...hand });
        if ('refusal' in outcome) throw claimRefused(outcome);
        return outcome;
      });
    },
  );

  app.post(
    '/api/claims/:id/decision',
    {
      config: { action: 'claim.make' },
      schema: {
        operationId: 'decideClaim',
        tags: [tag],
        summary: '按规定核算；等另一人复核',
        headers: idempotent,
        params: ofClaim,
        body: z.object({ department }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'claim.make', { department: request.body.department });
      const parameters = await parametersOf(db);
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await decideClaim(trx, parameters, { ...request.params, ...request.body, ...hand });
        if ('refusal' in outcome) throw claimRefused(outcome);
        return outcome;
      });
    },
  );

  app.post(
    '/api/claims/:id/review',
    {
      config: { action: 'claim.review' },
      schema: {
        operationId: 'reviewClaim',
        tags: [tag],
        summary: '复核：通过即结算入账，或退回、不予报销；不能复核自己经办的',
        headers: idempotent,
        params: ofClaim,
        body: z.object({
          department,
          decision: z.enum(['approve', 'return', 'reject']),
          reason: z.string().max(1000),
          settlement: givenId.describe('通过时结算的编号'),
        }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'claim.review', { department: request.body.department });
      const parameters = await parametersOf(db);
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await reviewClaim(trx, charts, parameters, { ...request.params, ...request.body, ...hand });
        if ('refusal' in outcome) throw claimRefused(outcome);
        return outcome;
      });
    },
  );

  app.post(
    '/api/claims/:id/withdrawal',
    {
      config: { action: 'claim.make' },
      schema: {
        operationId: 'withdrawClaim',
        tags: [tag],
        summary: '申请人撤回，写明原因；票据可以再报',
        headers: idempotent,
        params: ofClaim,
        body: z.object({ department, reason: z.string().max(1000) }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'claim.make', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await withdrawClaim(trx, { ...request.params, ...request.body, ...hand });
        if ('refusal' in outcome) throw claimRefused(outcome);
        return outcome;
      });
    },
  );
};
