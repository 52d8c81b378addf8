/** 医疗救助、高额费用预警: applications and their steps, the funds by source, and who passed the line. */
import {
  type AssistanceRefused,
  acknowledgePush,
  applicantCategories,
  applicationStates,
  applicationSteps,
  applyForAssistance,
  areaNames,
  assistanceBalance,
  assistanceFundYears,
  checkApplication,
  checkSource,
  enterSource,
  findApplication,
  findBurdenPush,
  type ListedApplication,
  lineKinds,
  listApplications,
  listBurdenEvents,
  listBurdenPushes,
  listSources,
  parametersOf,
  peopleNames,
  pushBurdens,
  recogniseApplication,
  reviewApplication,
  scanBurdens,
  settledYears,
  sourceKinds,
  sourceLevels,
  sourcePurposes,
  withdrawApplication,
  withdrawSource,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
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

const tag = '医疗救助';

function assistanceRefused({ refusal }: AssistanceRefused): DutyRefusal {
  return refusal.list === 'assistance' ? refused('assistance', refusal) : deskRefused({ refusal });
}

function must<T extends object>(outcome: T | AssistanceRefused): T {
  if ('refusal' in outcome) throw assistanceRefused(outcome);
  return outcome;
}

const department = z.string().max(100);
const ofRecord = z.object({ id: givenId });
const ofYear = z.object({ department, year: z.coerce.number().int() });

const letter = z
  .object({ title: z.string(), paragraphs: z.array(z.string()) })
  .meta({ id: 'AssistanceLetter', description: '通知书' });

const listed = z
  .object({
    id: z.string(),
    department: z.string(),
    person: z.string(),
    name: z.string(),
    year: z.int(),
    category: z.string(),
    state: codes(applicationStates),
    stateName: z.string(),
    submittedOn: z.string(),
    paid: z.string().nullable().describe('核定救助，元'),
  })
  .meta({ id: 'ListedApplication', description: '一件救助申请' });

function shown({ paid, category, ...row }: ListedApplication): z.infer<typeof listed> {
  return {
    ...row,
    category: applicantCategories[category as keyof typeof applicantCategories],
    stateName: applicationStates[row.state],
    paid: paid === null ? null : yuanOf(paid),
  };
}

const attachment = z.object({ sha256: z.string().max(64), name: typedText });

export const assistanceRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;

  app.get(
    '/api/assistance/years',
    {
      config: { action: 'assistance.read' },
      schema: {
        operationId: 'listAssistanceYears',
        tags: [tag],
        summary: '哪些年度有结算（可以预警）、有救助资金，近的在前',
        querystring: z.object({ department }),
        response: { 200: z.object({ warnings: z.array(z.int()), funds: z.array(z.int()) }), 400: problem },
      },
    },
    async ({ query }) => ({
      warnings: [...(await settledYears(db, query.department))],
      funds: [...(await assistanceFundYears(db, query.department))],
    }),
  );

  app.get(
    '/api/assistance/applications',
    {
      config: { action: 'assistance.read' },
      schema: {
        operationId: 'listAssistanceApplications',
        tags: [tag],
        summary: '救助申请，按状态，最近的在前，最多500件',
        querystring: z.object({ department: department.optional(), state: codes(applicationStates).optional() }),
        response: { 200: z.object({ applications: z.array(listed) }), 400: problem },
      },
    },
    async (request) => ({ applications: (await listApplications(db, request.query)).map(shown) }),
  );

  app.get(
    '/api/assistance/applications/:id',
    {
      config: { action: 'assistance.read' },
      schema: {
        operationId: 'getAssistanceApplication',
        tags: [tag],
        summary: '一件救助申请：家庭情况、附件、经过、会救助多少、通知书',
        params: ofRecord,
        response: {
          200: listed
            .extend({
              householdSize: z.int(),
              householdIncome: z.string(),
              householdExpense: z.string(),
              facts: z.string(),
              payee: z.object({ name: z.string(), bank: z.string(), account: z.string() }),
              attachments: z.array(attachment),
              burden: z.string().nullable(),
              settlement: z.string().nullable(),
              steps: z.array(
                z.object({
                  step: z.string(),
                  on: z.string(),
                  at: z.string(),
                  by: z.string(),
                  document: z.string(),
                  reason: z.string(),
                }),
              ),
              expected: z.object({ burden: z.string(), paid: z.string(), staff: z.array(z.string()) }).nullable(),
              obstacle: z.string().nullable(),
              letter: letter.nullable(),
            })
            .meta({ id: 'ApplicationDetail', description: '一件救助申请及其经过' }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { today } = handOf(request);
      const parameters = await parametersOf(db);
      const found = await findApplication(db, identityKeyOf(context), parameters, { ...request.params, today });
      if (found === null) {
        const message = '没有这件救助申请，请从列表中选取。';
        throw assistanceRefused({ refusal: { list: 'assistance', id: 'record-unknown', message } });
      }
      const names = await peopleNames(db);
      const {
        householdIncome,
        householdExpense,
        burden,
        steps,
        expected,
        attachments,
        letter: written,
        ...row
      } = found;
      return {
        ...row,
        ...shown(row),
        householdIncome: yuanOf(householdIncome),
        householdExpense: yuanOf(householdExpense),
        burden: burden === null ? null : yuanOf(burden),
        attachments: [...attachments],
        steps: steps.map((one) => ({
          ...one,
          step: applicationSteps[one.step],
          at: one.at.toISOString(),
          by: names(one.by),
        })),
        expected:
          expected === null
            ? null
            : { burden: yuanOf(expected.burden), paid: yuanOf(expected.paid), staff: [...expected.staff] },
        letter: written === null ? null : { title: written.title, paragraphs: [...written.paragraphs] },
      };
    },
  );

  app.post(
    '/api/assistance/applications',
    {
      config: { action: 'assistance.make' },
      schema: {
        operationId: 'applyForAssistance',
        tags: [tag],
        summary: '受理救助申请',
        headers: idempotent,
        body: z.object({
          id: givenId,
          department,
          person: givenId,
          year: z.int(),
          category: z.string().max(50),
          householdSize: z.int(),
          householdIncome: typedAmount,
          householdExpense: typedAmount,
          facts: typedText,
          submittedOn: typedDay,
          attachments: z.array(attachment).max(50),
          payee: z.object({ name: typedText, bank: typedText, account: z.string().max(40) }),
        }),
        response: { 201: entered, ...problems, 503: problem },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const hand = handOf(request);
      requirePermission(request, 'assistance.make', { department: body.department });
      const command = {
        ...body,
        ...hand,
        householdIncome: fenTyped(body.householdIncome),
        householdExpense: fenTyped(body.householdExpense),
      };
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        must(await applyForAssistance(trx, identityKeyOf(context), command)),
      );
      return reply.code(201).send(answer);
    },
  );

  for (const [step, operationId, summary, act] of [
    ['check', 'checkAssistanceApplication', '登记乡镇核查意见', checkApplication],
    ['recognition', 'recogniseAssistanceApplication', '登记民政认定；救助身份自当天起', recogniseApplication],
    ['withdrawal', 'withdrawAssistanceApplication', '申请人撤回，写明原因', withdrawApplication],
  ] as const) {
    app.post(
      `/api/assistance/applications/:id/${step}`,
      {
        config: { action: 'assistance.make' },
        schema: {
          operationId,
          tags: [tag],
          summary,
          headers: idempotent,
          params: ofRecord,
          body: z.object({ department, text: z.string().max(1000).describe('文件名称或原因') }),
          response: { 200: entered, ...problems },
        },
      },
      async (request) => {
        const hand = handOf(request);
        requirePermission(request, 'assistance.make', { department: request.body.department });
        return once(db, asked(request, hand.at), async (trx) =>
          must(await act(trx, { ...request.params, ...request.body, ...hand })),
        );
      },
    );
  }

  app.post(
    '/api/assistance/applications/:id/review',
    {
      config: { action: 'assistance.review' },
      schema: {
        operationId: 'reviewAssistanceApplication',
        tags: [tag],
        summary: '审核：通过即核定救助入账，或退回认定、不予救助；不能审核自己受理的',
        headers: idempotent,
        params: ofRecord,
        body: z.object({
          department,
          decision: z.enum(['approve', 'return', 'reject']),
          text: z.string().max(1000),
          settlement: givenId,
        }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'assistance.review', { department: request.body.department });
      const parameters = await parametersOf(db);
      return once(db, asked(request, hand.at), async (trx) =>
        must(await reviewApplication(trx, charts, parameters, { ...request.params, ...request.body, ...hand })),
      );
    },
  );

  app.get(
    '/api/assistance/funds',
    {
      config: { action: 'assistance.read' },
      schema: {
        operationId: 'listAssistanceFunds',
        tags: [tag],
        summary: '一年的救助资金按来源，累计结余和15%的线',
        querystring: ofYear,
        response: {
          200: z.object({
            sources: z.array(
              z
                .object({
                  id: z.string(),
                  kind: codes(sourceKinds),
                  kindName: z.string(),
                  level: codes(sourceLevels),
                  levelName: z.string(),
                  purposeName: z.string(),
                  amount: z.string(),
                  document: z.string(),
                  dated: z.string(),
                  state: z.enum(['made', 'checked', 'withdrawn']),
                  reason: z.string(),
                  maker: z.string(),
                  checker: z.string().nullable(),
                })
                .meta({ id: 'AssistanceSource', description: '一份救助资金文件' }),
            ),
            balance: z
              .object({
                carriedOver: z.string(),
                raised: z.string(),
                spent: z.string(),
                balance: z.string(),
                limit: z.string(),
                beyond: z.boolean(),
              })
              .nullable(),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      const balance = await assistanceBalance(db, await parametersOf(db), request.query);
      return {
        sources: (await listSources(db, request.query)).map(({ by, checkedBy, year: _, purpose, ...one }) => ({
          ...one,
          kindName: sourceKinds[one.kind],
          levelName: sourceLevels[one.level],
          purposeName: sourcePurposes[purpose],
          amount: yuanOf(one.amount),
          maker: names(by),
          checker: checkedBy === null ? null : names(checkedBy),
        })),
        balance:
          balance === null
            ? null
            : {
                carriedOver: yuanOf(balance.carriedOver),
                raised: yuanOf(balance.raised),
                spent: yuanOf(balance.spent),
                balance: yuanOf(balance.balance),
                limit: yuanOf(balance.limit),
                beyond: balance.beyond,
              },
      };
    },
  );

  app.post(
    '/api/assistance/funds',
    {
      config: { action: 'assistance.make' },
      schema: {
        operationId: 'enterAssistanceSource',
        tags: [tag],
        summary: '登记一份救助资金文件；另一人复核后计入',
        headers: idempotent,
        body: z.object({
          id: givenId,
          department,
          year: z.int(),
          kind: z.string().max(20),
          level: z.string().max(20),
          purpose: z.string().max(20),
          amount: typedAmount,
          document: typedText,
          dated: typedDay,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const hand = handOf(request);
      requirePermission(request, 'assistance.make', { department: body.department });
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        must(await enterSource(trx, { ...body, ...hand, amount: fenTyped(body.amount) })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/assistance/funds/:id/check',
    {
      config: { action: 'assistance.review' },
      schema: {
        operationId: 'checkAssistanceSource',
        tags: [tag],
        summary: '复核一份救助资金文件；不能复核自己登记的',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ department }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'assistance.review', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) =>
        must(await checkSource(trx, { ...request.params, ...request.body, ...hand })),
      );
    },
  );

  app.post(
    '/api/assistance/funds/:id/withdrawal',
    {
      config: { action: 'assistance.review' },
      schema: {
        operationId: 'withdrawAssistanceSource',
        tags: [tag],
        summary: '作废一份救助资金文件，写明原因',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ department, reason: z.string().max(1000) }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'assistance.review', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) =>
        must(await withdrawSource(trx, { ...request.params, ...request.body, ...hand })),
      );
    },
  );

  app.get(
    '/api/assistance/warnings',
    {
      config: { action: 'assistance.read' },
      schema: {
        operationId: 'listBurdenWarnings',
        tags: ['高额费用预警'],
        summary: '一年里达到预警线和回落的人，及历次推送',
        querystring: ofYear,
        response: {
          200: z.object({
            events: z.array(
              z
                .object({
                  id: z.string(),
                  person: z.string(),
                  name: z.string(),
                  identity: z.string(),
                  area: z.string(),
                  place: z.string().describe('居住地的名称；没有名称的为代码'),
                  burden: z.string(),
                  line: z.string(),
                  lineName: z.string(),
                  direction: z.enum(['above', 'below']),
                  seenOn: z.string(),
                  push: z.string().nullable(),
                  letter: letter.nullable(),
                })
                .meta({ id: 'BurdenEvent', description: '达到预警线或回落' }),
            ),
            pushes: z.array(
              z
                .object({
                  id: z.string(),
                  recipient: z.string(),
                  pushedOn: z.string(),
                  sha256: z.string(),
                  events: z.int(),
                  maker: z.string(),
                  acknowledgedOn: z.string().nullable(),
                  acknowledgedBy: z.string().nullable(),
                })
                .meta({ id: 'BurdenPush', description: '一次推送' }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      const events = await listBurdenEvents(db, identityKeyOf(context), request.query);
      const placeOf = await areaNames(
        db,
        events.map(({ area }) => area),
      );
      return {
        events: events.map(({ lineKind, letter: written, ...one }) => ({
          ...one,
          place: placeOf(one.area),
          burden: yuanOf(one.burden),
          line: yuanOf(one.line),
          lineName: lineKinds[lineKind],
          letter: written === null ? null : { title: written.title, paragraphs: [...written.paragraphs] },
        })),
        pushes: (await listBurdenPushes(db, request.query.department)).map(({ by, ...one }) => ({
          ...one,
          maker: names(by),
        })),
      };
    },
  );

  app.post(
    '/api/assistance/warnings/scan',
    {
      config: { action: 'warning.push' },
      schema: {
        operationId: 'scanBurdens',
        tags: ['高额费用预警'],
        summary: '从结算中查找达到预警线和回落的人：上次以后的，或全年重数',
        body: z.object({ department, year: z.int(), all: z.boolean() }),
        response: {
          200: z.object({
            looked: z.enum(['since-last', 'all']),
            persons: z.int(),
            above: z.int(),
            below: z.int(),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      requirePermission(request, 'warning.push', { department: request.body.department });
      return must(await scanBurdens(db, await parametersOf(db), { ...request.body, ...handOf(request) }));
    },
  );

  app.post(
    '/api/assistance/warnings/pushes',
    {
      config: { action: 'warning.push' },
      schema: {
        operationId: 'pushBurdens',
        tags: ['高额费用预警'],
        summary: '把还未推送的推送给防返贫监测；每次越线只推送一次',
        headers: idempotent,
        body: z.object({ id: givenId, department, year: z.int(), recipient: typedText }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const hand = handOf(request);
      requirePermission(request, 'warning.push', { department: request.body.department });
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        must(await pushBurdens(trx, identityKeyOf(context), { ...request.body, ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/assistance/warnings/pushes/:id/acknowledgement',
    {
      config: { action: 'warning.push' },
      schema: {
        operationId: 'acknowledgePush',
        tags: ['高额费用预警'],
        summary: '登记接收单位的签收',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ department, recipientPerson: typedText, on: typedDay }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'warning.push', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) =>
        must(await acknowledgePush(trx, { ...request.params, ...request.body, ...hand })),
      );
    },
  );

  app.get(
    '/api/assistance/warnings/pushes/:id/file',
    {
      config: { action: 'assistance.read' },
      schema: {
        operationId: 'getBurdenPushFile',
        tags: ['高额费用预警'],
        summary: '推送的文件（CSV），与推送时的相同',
        params: ofRecord,
        response: { 200: z.string(), ...problems },
      },
    },
    async (request, reply) => {
      const found = await findBurdenPush(db, request.params.id);
      if (found === null) {
        const message = '没有这次推送，请从列表中选取。';
        throw assistanceRefused({ refusal: { list: 'assistance', id: 'record-unknown', message } });
      }
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="burden-warnings.csv"`)
        .send(found.content);
    },
  );
};
