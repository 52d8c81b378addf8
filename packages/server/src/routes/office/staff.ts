/** Posts, offices and people; and the parameters that two people of a unit answer for. */
import {
  abolishInternalOffice,
  confirmParameter,
  enterApprovedPosts,
  enterInternalOffice,
  enterParameter,
  enterStaffEvent,
  isVerified,
  listApprovedPosts,
  listInternalOffices,
  listParameters,
  listPersons,
  listSealedIdentities,
  maskedIdentity,
  parameterOn,
  parameters,
  peopleNames,
  posts,
  postsOn,
  ranks,
  setStaffIdentity,
  staffEventKinds,
  standingOn,
  unmaskStaffIdentity,
  withdrawApprovedPosts,
  withdrawStaffEvent,
} from '@mingzhang/bureau';
import { isDate } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { problem } from '../../schemas.ts';
import { idempotent } from '../books/shapes.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import {
  entering,
  entryProblems,
  ofRecord,
  recorded,
  recordId,
  registerRefused,
  typedCount,
  typedDay,
  typedText,
} from './entering.ts';
import { requireInUnit, unitId } from './place.ts';

const tag = '人员和参数';

const post = z.enum(posts).meta({ id: 'Post', description: '行政、参公事业、事业、工勤编制' });
const rank = z.enum(ranks).meta({ id: 'StaffRank', description: '正科、副科、其他' });
const eventKind = z.enum(staffEventKinds).meta({ id: 'StaffEventKind', description: '人员变动的种类' });
const standing = z
  .enum(['in-post', 'public-welfare', 'retired', 'retired-cadre', 'gone'])
  .meta({ id: 'Standing', description: '在职、公益性岗位、退休、离休、已离开' });

const staffEvent = z
  .object({
    id: z.string(),
    date: z.string(),
    kind: eventKind,
    post: post.nullable(),
    rank: rank.nullable(),
    document: z.string(),
  })
  .meta({ id: 'StaffEvent', description: '人员的一次变动' });

const staffPerson = z
  .object({
    id: z.string(),
    name: z.string(),
    standing: standing.nullable().describe('截止日的状态；此前没有登记的为 null'),
    post: post.nullable(),
    rank: rank.nullable(),
    since: z.string().nullable(),
    identity: z.string().nullable().describe('身份证号，遮盖中间八位；没有登记的为 null'),
    events: z.array(staffEvent),
  })
  .meta({ id: 'StaffPerson', description: '人员' });

const byKind = z.object({
  administrative: z.int(),
  'civil-service': z.int(),
  institution: z.int(),
  workman: z.int(),
});

const unitAndDay = z.object({
  unit: unitId,
  day: z.string().refine(isDate).optional().describe('截止日，YYYY-MM-DD；省略为今天'),
});

const parameter = z
  .object({
    key: z.string(),
    name: z.string(),
    value: z.string().nullable().describe('今天所用的值；没有人确认的为 null'),
    source: z.string().nullable(),
    shipped: z
      .object({ value: z.string().nullable(), source: z.string(), grade: z.string(), verified: z.boolean() })
      .describe('系统所附的值及其依据等级'),
    minimum: z.string().nullable(),
    maximum: z.string().nullable(),
    choices: z.record(z.string(), z.string()).nullable(),
    values: z.array(
      z.object({
        id: z.string(),
        from: z.string(),
        value: z.string(),
        source: z.string(),
        maker: z.string(),
        checker: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'OfficeParameter', description: '一项参数，单位录入的各个值' });

export const staffRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db } = context;
  app.get(
    '/api/office/staff',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listStaff',
        tags: [tag],
        summary: '人员名册、编制和内设机构，截至一天',
        querystring: unitAndDay,
        response: {
          200: z.object({
            day: z.string(),
            people: z.array(staffPerson),
            approved: byKind.describe('核定编制'),
            inPost: byKind.describe('在职'),
            counts: z.object({
              inPost: z.int(),
              publicWelfare: z.int(),
              retired: z.int(),
              retiredCadre: z.int(),
              sectionHeads: z.int(),
            }),
            posts: z.array(z.object({ id: z.string(), post, from: z.string(), count: z.int(), document: z.string() })),
            offices: z.array(
              z.object({
                id: z.string(),
                name: z.string(),
                from: z.string(),
                document: z.string(),
                abolishedFrom: z.string().nullable(),
              }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, day = dayOf(new Date()) } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const people = (await listPersons(db, unit)).map(({ id, name, events }) => ({
        id,
        name,
        state: standingOn(events, day),
        events: [...events],
      }));
      const sealed = await listSealedIdentities(db, unit);
      const identityOf = (id: string): string | null => {
        const number = sealed.get(id);
        return number === undefined ? null : maskedIdentity(identityKeyOf(context), number);
      };
      const approved = await listApprovedPosts(db, unit);
      const standings = people.map(({ state }) => state);
      const count = (wanted: (state: NonNullable<(typeof standings)[number]>) => boolean): number =>
        standings.filter((state) => state !== null && wanted(state)).length;
      const held = (of: (typeof posts)[number]): number =>
        count((state) => state.standing === 'in-post' && state.post === of);
      return {
        day,
        people: people.map(({ id, name, state, events }) => {
          const { standing: now = null, post: inPost = null, rank: ofRank = null, since = null } = state ?? {};
          const identity = identityOf(id);
          return { id, name, standing: now, post: inPost, rank: ofRank, since, identity, events };
        }),
        approved: { ...postsOn(approved, day) },
        inPost: {
          administrative: held('administrative'),
          'civil-service': held('civil-service'),
          institution: held('institution'),
          workman: held('workman'),
        },
        counts: {
          inPost: count((state) => state.standing === 'in-post'),
          publicWelfare: count((state) => state.standing === 'public-welfare'),
          retired: count((state) => state.standing === 'retired'),
          retiredCadre: count((state) => state.standing === 'retired-cadre'),
          sectionHeads: count((state) => state.standing === 'in-post' && state.rank !== null && state.rank !== 'other'),
        },
        posts: [...approved],
        offices: [...(await listInternalOffices(db, unit))],
      };
    },
  );

  app.post(
    '/api/office/staff/events',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterStaffEvent',
        tags: [tag],
        summary: '登记人员的一次变动；新人带姓名',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          person: recordId,
          name: typedText.nullable(),
          date: typedDay,
          kind: eventKind,
          post: post.nullable(),
          rank: rank.nullable(),
          document: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterStaffEvent(trx, { ...request.body, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/staff/:id/events/:event/withdrawal',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'withdrawStaffEvent',
        tags: [tag],
        summary: '撤回一个人最后一次变动，写明理由',
        headers: idempotent,
        params: ofRecord.extend({ event: recordId }),
        body: z.object({ unit: unitId, reason: typedText }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit, reason } = request.body;
      const { id: person, event: id } = request.params;
      return entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        withdrawStaffEvent(trx, { unit, id, person, reason, by, at }),
      );
    },
  );

  // Not through `entering`: what is asked for there is remembered by a hash, and eighteen digits can be guessed from one.
  app.put(
    '/api/office/staff/:id/identity',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'setStaffIdentity',
        tags: [tag],
        summary: '登记或更正一个人的身份证号；加密保存，显示时遮盖',
        params: ofRecord,
        body: z.object({ unit: unitId, number: z.string().max(50) }),
        response: { 200: recorded, ...entryProblems, 503: problem },
      },
    },
    async (request) => {
      const { unit, number } = request.body;
      await requireInUnit(db, request, 'register.write', unit);
      const at = new Date();
      const command = { unit, id: request.params.id, number, by: actorOf(request).id, at, today: dayOf(at) };
      const outcome = await setStaffIdentity(db, identityKeyOf(context), command);
      if ('refusal' in outcome) throw registerRefused(outcome);
      return { ...outcome, warnings: [...outcome.warnings] };
    },
  );

  app.post(
    '/api/office/staff/:id/identity/unmask',
    {
      config: { action: 'pii.unmask' },
      schema: {
        operationId: 'unmaskStaffIdentity',
        tags: [tag],
        summary: '显示一个人完整的身份证号；理由记入留痕',
        params: ofRecord,
        body: z.object({ unit: unitId, reason: z.string().max(5000) }),
        response: { 200: z.object({ number: z.string() }), ...entryProblems, 503: problem },
      },
    },
    async (request) => {
      const { unit, reason } = request.body;
      await requireInUnit(db, request, 'register.read', unit);
      await requireInUnit(db, request, 'pii.unmask', unit);
      const command = { unit, id: request.params.id, reason, by: actorOf(request).id, at: new Date() };
      const outcome = await unmaskStaffIdentity(db, identityKeyOf(context), command);
      if ('refusal' in outcome) throw registerRefused(outcome);
      return outcome;
    },
  );

  app.post(
    '/api/office/staff/posts',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterApprovedPosts',
        tags: [tag],
        summary: '登记核定编制：一类编制从一天起的总数',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          post,
          from: typedDay,
          count: typedCount,
          document: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterApprovedPosts(trx, { ...request.body, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/staff/posts/:id/withdrawal',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'withdrawApprovedPosts',
        tags: [tag],
        summary: '撤回一条核定编制，写明理由',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, reason: typedText }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit, reason } = request.body;
      return entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        withdrawApprovedPosts(trx, { unit, id: request.params.id, reason, by, at }),
      );
    },
  );

  app.post(
    '/api/office/staff/offices',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterInternalOffice',
        tags: [tag],
        summary: '登记内设机构',
        headers: idempotent,
        body: z.object({ unit: unitId, id: recordId, name: typedText, from: typedDay, document: typedText }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        enterInternalOffice(trx, { ...request.body, ...by }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/staff/offices/:id/abolition',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'abolishInternalOffice',
        tags: [tag],
        summary: '登记内设机构的撤销',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, from: typedDay }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit, from } = request.body;
      return entering(db, request, { action: 'register.write', unit }, (trx, by) =>
        abolishInternalOffice(trx, { unit, id: request.params.id, from, ...by }),
      );
    },
  );

  app.get(
    '/api/office/parameters',
    {
      config: { action: 'payroll.read' },
      schema: {
        operationId: 'listOfficeParameters',
        tags: [tag],
        summary: '缴费比例、折旧规定等参数：系统所附的值和单位确认的值',
        querystring: z.object({ unit: unitId }),
        response: { 200: z.object({ parameters: z.array(parameter) }), 400: problem },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'payroll.read', unit);
      const names = await peopleNames(db);
      const values = await listParameters(db, unit);
      const today = dayOf(new Date());
      return {
        parameters: parameters.map((one) => {
          const inForce = parameterOn(one.key, today, values);
          return {
            key: one.key,
            name: one.name,
            value: inForce?.value ?? null,
            source: inForce?.source ?? null,
            shipped: { value: one.value, source: one.source, grade: one.grade, verified: isVerified(one) },
            minimum: one.minimum ?? null,
            maximum: one.maximum ?? null,
            choices: one.choices === undefined ? null : { ...one.choices },
            values: values
              .filter(({ key }) => key === one.key)
              .map(({ id, from, value, source, by, confirmedBy }) => ({
                id,
                from,
                value,
                source,
                maker: names(by),
                checker: confirmedBy === null ? null : names(confirmedBy),
              })),
          };
        }),
      };
    },
  );

  app.post(
    '/api/office/parameters',
    {
      config: { action: 'payroll.make' },
      schema: {
        operationId: 'enterOfficeParameter',
        tags: [tag],
        summary: '录入一项参数的值和依据，待另一人确认',
        headers: idempotent,
        body: z.object({
          unit: unitId,
          id: recordId,
          key: typedText,
          from: typedDay,
          value: z.string().max(40),
          source: typedText,
        }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit } = request.body;
      const answer = await entering(db, request, { action: 'payroll.make', unit }, (trx, { by, at }) =>
        enterParameter(trx, { ...request.body, by, at }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/parameters/:id/confirmation',
    {
      config: { action: 'payroll.check' },
      schema: {
        operationId: 'confirmOfficeParameter',
        tags: [tag],
        summary: '确认另一人录入的参数值',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      return entering(db, request, { action: 'payroll.check', unit }, (trx, { by, at }) =>
        confirmParameter(trx, { unit, id: request.params.id, by, at }),
      );
    },
  );
};
