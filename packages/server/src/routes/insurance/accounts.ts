/** 个人账户: a person's statement; a month's credits looked at, listed by one and approved by another. */
import {
  accountEntryKinds,
  accountStatement,
  creditKinds,
  creditsOf,
  decideCredits,
  employerNames,
  listCredits,
  parametersOf,
  peopleNames,
  previewCredits,
  proposeCredits,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  codes,
  employerShown,
  enrolmentRefused,
  entered,
  givenId,
  handOf,
  ofPerson,
  problems,
  typedText,
  yuanOf,
} from './shapes.ts';

const tag = '个人账户';

/** Of a list: there can be thousands. */
const shownLimit = 500;

const department = z.string().max(100);
const kind = codes(creditKinds);
const month = z.string().max(10).describe('YYYY-MM');
const employer = z.string().max(18).nullable().describe('统一社会信用代码；null 为全部单位');
const credit = z
  .object({ person: z.string(), name: z.string(), amount: z.string() })
  .meta({ id: 'AccountCredit', description: '一人的划入' });

const list = z
  .object({
    id: z.string(),
    kind,
    month: z.string(),
    employer: z.string().describe('空为全部'),
    employerName: z.string(),
    persons: z.int(),
    amount: z.string(),
    maker: z.string(),
    mine: z.boolean(),
    checker: z.string().nullable(),
    decided: z.enum(['approved', 'rejected']).nullable(),
    decidedOn: z.string().nullable(),
    decidedReason: z.string().nullable(),
  })
  .meta({ id: 'AccountCreditList', description: '一份个人账户划入名单' });

const ofList = z.object({ id: givenId });

export const accountRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, charts }) => {
  app.get(
    '/api/insured/:id/account',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'getPersonalAccount',
        tags: [tag],
        summary: '一位参保人员的个人账户对账单，最近的在前；没有账户的为 null',
        params: ofPerson,
        response: {
          200: z.object({
            account: z
              .object({
                balance: z.string(),
                entries: z.array(
                  z.object({
                    id: z.string(),
                    kind: codes(accountEntryKinds),
                    kindName: z.string(),
                    date: z.string(),
                    amount: z.string().describe('收入为正，支出为负'),
                    balance: z.string().describe('这一笔之后的余额'),
                    text: z.string(),
                    voucher: z.string().nullable().describe('基金账上的凭证；随征收文件入账的为 null'),
                  }),
                ),
              })
              .nullable(),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const found = await accountStatement(db, request.params.id);
      if (found === null) return { account: null };
      return {
        account: {
          balance: yuanOf(found.balance),
          entries: found.entries.map(({ set: _, ...one }) => ({
            ...one,
            kindName: accountEntryKinds[one.kind],
            amount: yuanOf(one.amount),
            balance: yuanOf(one.balance),
          })),
        },
      };
    },
  );

  app.get(
    '/api/account-credits',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listAccountCredits',
        tags: [tag],
        summary: '一个经办机构的划入名单，新的在前',
        querystring: z.object({ department }),
        response: { 200: z.object({ lists: z.array(list) }), 400: problem },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      const reader = handOf(request).by;
      const lists = await listCredits(db, request.query.department);
      const employers = await employerNames(
        db,
        lists.map((one) => one.employer),
      );
      const shown = lists.map(
        ({ by, checkedBy, amount, ...one }): z.infer<typeof list> => ({
          ...one,
          employerName: one.employer === '' ? '全部' : employerShown(employers, one.employer),
          amount: yuanOf(amount),
          maker: names(by),
          mine: by === reader,
          checker: checkedBy === null ? null : names(checkedBy),
        }),
      );
      return { lists: shown };
    },
  );

  app.get(
    '/api/account-credits/:id',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'viewAccountCredits',
        tags: [tag],
        summary: `一份划入名单上的人，按姓名，至多${shownLimit}人`,
        params: ofList,
        querystring: z.object({ department }),
        response: { 200: z.object({ credits: z.array(credit) }), ...problems },
      },
    },
    async (request) => {
      const credits = await creditsOf(db, request.query.department, request.params.id, shownLimit);
      return { credits: credits.map((one) => ({ ...one, amount: yuanOf(one.amount) })) };
    },
  );

  app.post(
    '/api/account-credits/preview',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'previewAccountCredits',
        tags: [tag],
        summary: '现在会划入谁、各多少；不保存',
        body: z.object({ department, kind, month, employer }),
        response: {
          200: z.object({ persons: z.int(), amount: z.string(), credits: z.array(credit) }),
          ...problems,
        },
      },
    },
    async (request) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const credits = await previewCredits(db, await parametersOf(db), request.body);
      if ('refusal' in credits) throw enrolmentRefused(credits);
      return {
        persons: credits.length,
        amount: yuanOf(credits.reduce((sum, one) => sum + one.amount, 0)),
        credits: credits.slice(0, shownLimit).map((one) => ({ ...one, amount: yuanOf(one.amount) })),
      };
    },
  );

  app.post(
    '/api/account-credits',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'proposeAccountCredits',
        tags: [tag],
        summary: '把一个月的划入列成名单，等另一人复核',
        headers: idempotent,
        body: z.object({ id: givenId, department, kind, month, employer }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const hand = handOf(request);
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const parameters = await parametersOf(db);
      const answer = await once(db, asked(request, hand.at), async (trx) => {
        const outcome = await proposeCredits(trx, parameters, { ...request.body, ...hand });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return outcome;
      });
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/account-credits/:id/decision',
    {
      config: { action: 'enrolment.check' },
      schema: {
        operationId: 'decideAccountCredits',
        tags: [tag],
        summary: '复核划入名单：通过即记入各人账户和基金账；不能复核自己列的',
        headers: idempotent,
        params: ofList,
        body: z.object({ department, approve: z.boolean(), reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'enrolment.check', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await decideCredits(trx, charts, { ...request.body, ...request.params, ...hand });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return outcome;
      });
    },
  );
};
