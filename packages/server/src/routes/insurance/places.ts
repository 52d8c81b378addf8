/** Areas, households, employers and institutions: found and registered. */
import {
  areaNames,
  employerKinds,
  endAgreement,
  endEmployer,
  enterAgreement,
  findDivisions,
  householdOn,
  institutionKinds,
  joinHousehold,
  leaveHousehold,
  listAreas,
  listEmployers,
  listInstitutions,
  registerEmployer,
  registerInstitution,
  relations,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { dayOf } from '../../clock.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { codes, entered, entering, givenId, handOf, ofPerson, problems, typedDay, typedText } from './shapes.ts';

const tag = '参保登记';

const employerKind = codes(employerKinds).meta({
  id: 'EmployerKind',
  description: Object.values(employerKinds).join('、'),
});
const institutionKind = codes(institutionKinds).meta({
  id: 'InstitutionKind',
  description: Object.values(institutionKinds).join('、'),
});
const relation = codes(relations).meta({ id: 'Relation', description: Object.values(relations).join('、') });

const household = z
  .object({
    id: z.string(),
    number: z.string().describe('户号'),
    area: z.string(),
    place: z.string().describe('所在地的名称；没有名称的为代码'),
    members: z.array(z.object({ id: z.string(), person: z.string(), name: z.string(), relation, from: z.string() })),
  })
  .meta({ id: 'Household', description: '一户' });

const employer = z
  .object({
    code: z.string().describe('统一社会信用代码'),
    name: z.string(),
    area: z.string(),
    place: z.string().describe('参保地的名称；没有名称的为代码'),
    kind: employerKind,
    from: z.string(),
    to: z.string().nullable().describe('注销登记的日期'),
  })
  .meta({ id: 'Employer', description: '参保单位' });

const institution = z
  .object({
    code: z.string().describe('医药机构编号'),
    name: z.string(),
    area: z.string(),
    place: z.string().describe('所在地的名称；没有名称的为代码'),
    kind: institutionKind,
    level: z.string().describe('级别，如 level-2；药店为空'),
    dip: z.boolean().describe('按DIP付费'),
    agreements: z.array(z.object({ id: z.string(), from: z.string(), to: z.string(), endedOn: z.string().nullable() })),
  })
  .meta({ id: 'CareInstitution', description: '定点医药机构' });

const division = z
  .object({ code: z.string().describe('6位'), name: z.string().describe('从省起的全名') })
  .meta({ id: 'Division', description: '一个行政区划' });

const page = z.object({
  text: z.string().max(100).default('').describe('完整的代码，或名称的一部分'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export const placeRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/areas',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listAreas',
        tags: [tag],
        summary: '一个县的区划：县、乡镇、村',
        querystring: z.object({ county: z.string().max(6) }),
        response: { 200: z.object({ areas: z.array(z.object({ code: z.string(), name: z.string() })) }), 400: problem },
      },
    },
    async (request) => ({ areas: [...(await listAreas(db, request.query.county))] }),
  );

  app.get(
    '/api/divisions',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'findDivisions',
        tags: [tag],
        summary: '全国县级以上行政区划，按名称的一部分或代码的前几位查找，至多30个',
        querystring: z.object({ text: z.string().max(50).default('') }),
        response: { 200: z.object({ divisions: z.array(division) }), 400: problem },
      },
    },
    async (request) => ({ divisions: [...(await findDivisions(db, request.query.text, 30))] }),
  );

  app.get(
    '/api/insured/:id/household',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'getHousehold',
        tags: [tag],
        summary: '一位参保人员今天所在的户',
        params: ofPerson,
        response: { 200: z.object({ household: household.nullable() }), ...problems },
      },
    },
    async (request) => {
      const found = await householdOn(db, request.params.id, dayOf(new Date()));
      if (found === null) return { household: null };
      const placeOf = await areaNames(db, [found.area]);
      return { household: { ...found, place: placeOf(found.area), members: [...found.members] } };
    },
  );

  app.post(
    '/api/insured/:id/household',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'joinHousehold',
        tags: [tag],
        summary: '登记一位参保人员入户；没有这个户号的随之建户',
        params: ofPerson,
        body: z.object({
          id: givenId,
          number: typedText.describe('户号'),
          area: z.string().max(20),
          relation,
          from: typedDay,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, person: request.params.id, ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => joinHousehold(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/household/:entry/end',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'leaveHousehold',
        tags: [tag],
        summary: '登记离开一户的日期',
        params: ofPerson.extend({ entry: givenId }),
        body: z.object({ to: typedDay }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return entering(db, (trx) => leaveHousehold(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );

  app.get(
    '/api/employers',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listEmployers',
        tags: [tag],
        summary: '参保单位，按名称',
        querystring: page,
        response: { 200: z.object({ employers: z.array(employer), total: z.int() }), 400: problem },
      },
    },
    async (request) => {
      const { employers, total } = await listEmployers(db, request.query);
      const placeOf = await areaNames(
        db,
        employers.map(({ area }) => area),
      );
      return { employers: employers.map((one) => ({ ...one, place: placeOf(one.area) })), total };
    },
  );

  app.post(
    '/api/employers',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'registerEmployer',
        tags: [tag],
        summary: '登记参保单位；同一代码只登记一次',
        body: z.object({
          code: z.string().max(30),
          name: typedText,
          area: z.string().max(20),
          kind: employerKind,
          from: typedDay,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, code: request.body.code.trim().toUpperCase(), ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => registerEmployer(trx, command)));
    },
  );

  app.post(
    '/api/employers/:code/end',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'endEmployer',
        tags: [tag],
        summary: '注销参保单位的登记',
        params: z.object({ code: z.string().max(30) }),
        body: z.object({ to: typedDay }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const command = { ...request.params, ...request.body, ...handOf(request) };
      return entering(db, (trx) => endEmployer(trx, command));
    },
  );

  app.get(
    '/api/institutions',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listInstitutions',
        tags: [tag],
        summary: '定点医药机构及其协议，按编号',
        querystring: page,
        response: { 200: z.object({ institutions: z.array(institution), total: z.int() }), 400: problem },
      },
    },
    async (request) => {
      const { institutions, total } = await listInstitutions(db, request.query);
      const placeOf = await areaNames(
        db,
        institutions.map(({ area }) => area),
      );
      return {
        institutions: institutions.map((one) => ({
          ...one,
          place: placeOf(one.area),
          agreements: [...one.agreements],
        })),
        total,
      };
    },
  );

  app.post(
    '/api/institutions',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'registerInstitution',
        tags: [tag],
        summary: '登记定点医药机构；同一编号只登记一次',
        body: z.object({
          code: z.string().max(30),
          name: typedText,
          area: z.string().max(20),
          kind: institutionKind,
          level: z.string().max(50),
          dip: z.boolean(),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { ...request.body, code: request.body.code.trim().toUpperCase(), ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => registerInstitution(trx, command)));
    },
  );

  app.post(
    '/api/institutions/:code/agreements',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'enterAgreement',
        tags: [tag],
        summary: '登记与一家机构的服务协议',
        params: z.object({ code: z.string().max(30) }),
        body: z.object({ id: givenId, from: typedDay, to: typedDay }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const command = { institution: request.params.code, ...request.body, ...handOf(request) };
      return reply.code(201).send(await entering(db, (trx) => enterAgreement(trx, command)));
    },
  );

  app.post(
    '/api/institutions/:code/agreements/:agreement/end',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'endAgreement',
        tags: [tag],
        summary: '提前终止服务协议，写明原因',
        params: z.object({ code: z.string().max(30), agreement: givenId }),
        body: z.object({ to: typedDay, reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { code: institution, agreement: id } = request.params;
      return entering(db, (trx) => endAgreement(trx, { institution, id, ...request.body, ...handOf(request) }));
    },
  );
};
