/** Insured persons: found, registered, and what they are insured as. A whole identity number goes in a body, never in an address. */
import {
  areaNames,
  assistanceCategories,
  endCategory,
  endSpell,
  enterCategory,
  enterDeath,
  enterSpell,
  findInsured,
  maskedIdentity,
  members,
  registerInsured,
  resume,
  schemes,
  searchInsured,
  suspend,
  unmaskInsured,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../../schemas.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import {
  codes,
  entered,
  entering,
  givenId,
  handOf,
  ofPerson,
  problems,
  registryRefused,
  typedDay,
  typedText,
} from './shapes.ts';

const tag = '参保登记';

const scheme = codes(schemes).meta({ id: 'Scheme', description: '城乡居民、职工、离休人员' });
const member = codes(members).meta({ id: 'Member', description: '居民、在职、退休、离休' });

const foundPerson = z
  .object({
    id: z.string(),
    name: z.string(),
    bornOn: z.string(),
    area: z.string(),
    place: z.string().describe('居住地的名称；没有名称的为代码'),
    identity: z.string().describe('身份证号，遮盖中间八位'),
    diedOn: z.string().nullable(),
  })
  .meta({ id: 'InsuredFound', description: '查到的参保人员' });

const insuredPerson = foundPerson
  .extend({
    spells: z.array(
      z.object({
        id: z.string(),
        scheme,
        area: z.string().describe('参保地'),
        place: z.string().describe('参保地的名称；没有名称的为代码'),
        member,
        civilServant: z.boolean(),
        from: z.string(),
        to: z.string().nullable(),
        waitingUntil: z.string().nullable(),
      }),
    ),
    suspensions: z.array(
      z.object({ id: z.string(), spell: z.string(), from: z.string(), to: z.string().nullable(), reason: z.string() }),
    ),
    categories: z.array(
      z.object({
        id: z.string(),
        category: codes(assistanceCategories),
        name: z.string(),
        from: z.string(),
        knownSince: z.string(),
        to: z.string().nullable(),
        endKnownSince: z.string().nullable(),
        document: z.string(),
      }),
    ),
  })
  .meta({ id: 'InsuredPerson', description: '参保人员' });

const endOf = ofPerson.extend({ entry: givenId });

export const registryRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db } = context;
  app.post(
    '/api/insured/search',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'searchInsured',
        tags: [tag],
        summary: '按完整的身份证号或姓名的开头查找参保人员，最多20人',
        body: z.object({ text: z.string().max(100) }),
        response: { 200: z.object({ people: z.array(foundPerson) }), 400: problem },
      },
    },
    async (request) => {
      const people = await searchInsured(db, identityKeyOf(context), { text: request.body.text, limit: 20 });
      const placeOf = await areaNames(
        db,
        people.map(({ area }) => area),
      );
      return { people: people.map((one) => ({ ...one, place: placeOf(one.area) })) };
    },
  );

  app.get(
    '/api/insured/:id',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'getInsured',
        tags: [tag],
        summary: '一位参保人员的参保、暂停和救助身份',
        params: ofPerson,
        response: { 200: insuredPerson, ...problems },
      },
    },
    async (request) => {
      const person = await findInsured(db, request.params.id);
      if (person === null) {
        throw registryRefused({ refusal: { id: 'person-unknown', message: '没有这位参保人员，请先查找。' } });
      }
      const { identity, spells, suspensions, categories, ...rest } = person;
      const placeOf = await areaNames(db, [person.area, ...spells.map(({ area }) => area)]);
      return {
        ...rest,
        place: placeOf(person.area),
        identity: maskedIdentity(identityKeyOf(context), identity),
        spells: spells.map((one) => ({ ...one, place: placeOf(one.area) })),
        suspensions: [...suspensions],
        categories: categories.map((one) => ({ ...one, name: assistanceCategories[one.category] })),
      };
    },
  );

  app.post(
    '/api/insured',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'registerInsured',
        tags: [tag],
        summary: '登记参保人员；同一身份证号只登记一次',
        body: z.object({
          id: givenId,
          name: typedText,
          number: z.string().max(50),
          bornOn: typedDay,
          area: z.string().max(20).describe('居住地区划代码，6、9或12位'),
        }),
        response: { 201: entered, ...problems, 503: problem },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => registerInsured(trx, identityKeyOf(context), command)));
    },
  );

  app.post(
    '/api/insured/:id/spells',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'enterInsuredSpell',
        tags: [tag],
        summary: '登记参保：居民按年度，职工从一天起',
        params: ofPerson,
        body: z.object({
          id: givenId,
          scheme,
          area: z.string().max(20).describe('参保地，6位'),
          member,
          civilServant: z.boolean(),
          from: typedDay,
          to: typedDay.nullable(),
          waitingUntil: typedDay.nullable(),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, person: request.params.id, ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => enterSpell(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/spells/:entry/end',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'endInsuredSpell',
        tags: [tag],
        summary: '终止参保，写明原因；登记有误的填起始的前一天',
        params: endOf,
        body: z.object({ to: typedDay, reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return entering(db, (trx) => endSpell(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );

  app.post(
    '/api/insured/:id/categories',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'enterInsuredCategory',
        tags: [tag],
        summary: '登记救助身份：何时起，何时获知，依据什么',
        params: ofPerson,
        body: z.object({
          id: givenId,
          category: z.string().max(50),
          from: typedDay,
          knownSince: typedDay,
          document: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, person: request.params.id, ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => enterCategory(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/categories/:entry/end',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'endInsuredCategory',
        tags: [tag],
        summary: '登记救助身份的终止及何时获知',
        params: endOf,
        body: z.object({ to: typedDay, knownSince: typedDay }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return entering(db, (trx) => endCategory(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );

  app.post(
    '/api/insured/:id/suspensions',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'suspendInsured',
        tags: [tag],
        summary: '暂停享受待遇，写明原因',
        params: ofPerson,
        body: z.object({ id: givenId, spell: givenId, from: typedDay, reason: typedText }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, person: request.params.id, ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => suspend(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/suspensions/:entry/end',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'resumeInsured',
        tags: [tag],
        summary: '登记暂停的最后一天',
        params: endOf,
        body: z.object({ to: typedDay }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return entering(db, (trx) => resume(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );

  app.put(
    '/api/insured/:id/death',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'enterInsuredDeath',
        tags: [tag],
        summary: '登记死亡日期',
        params: ofPerson,
        body: z.object({ diedOn: typedDay }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const command = { person: request.params.id, ...request.body, ...handOf(request) };
      return entering(db, (trx) => enterDeath(trx, command));
    },
  );

  app.post(
    '/api/insured/:id/identity/unmask',
    {
      config: { action: 'pii.unmask' },
      schema: {
        operationId: 'unmaskInsured',
        tags: [tag],
        summary: '显示一位参保人员完整的身份证号；理由记入留痕',
        params: ofPerson,
        body: z.object({ reason: z.string().max(5000) }),
        response: { 200: z.object({ number: z.string() }), ...problems, 503: problem },
      },
    },
    async (request) => {
      const command = { person: request.params.id, ...request.body, ...handOf(request) };
      const outcome = await db.transaction().execute((trx) => unmaskInsured(trx, identityKeyOf(context), command));
      if ('refusal' in outcome) throw registryRefused(outcome);
      return outcome;
    },
  );
};
