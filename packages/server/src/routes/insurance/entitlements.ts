/** 门诊慢特病和两病待遇资格: entered by one, reviewed by another, ended; of a person and of a department. */
import {
  diseasesFor,
  endEntitlement,
  entitlementStates,
  grantEntitlement,
  type ListedEntitlement,
  listDepartmentEntitlements,
  listDepartments,
  listEntitlements,
  parametersOf,
  peopleNames,
  policyAreaOf,
  reviewEntitlement,
  trialChoices,
} from '@mingzhang/bureau';
import { isDate } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Transaction } from 'kysely';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { codes, deskRefused, entered, givenId, handOf, ofPerson, problems, typedDay, typedText } from './shapes.ts';

const tag = '门诊待遇资格';

const kinds = { chronic: '门诊慢特病', 'two-disease': '两病门诊用药' } as const;
const item = z.object({ id: z.string(), name: z.string() });

const listed = z
  .object({
    id: z.string(),
    person: z.string(),
    personName: z.string(),
    kind: codes(kinds),
    item: z.string(),
    itemName: z.string().describe('病种，按资格起始日的规定'),
    from: z.string(),
    to: z.string().nullable().describe('止，长期有效的为 null'),
    doctor: z.string(),
    institution: z.string(),
    opinion: z.string(),
    state: codes(entitlementStates),
    maker: z.string(),
    mine: z.boolean().describe('是本人录入的'),
    madeAt: z.string(),
    checker: z.string().nullable(),
    checkReason: z.string().nullable(),
    endReason: z.string().nullable(),
  })
  .meta({ id: 'BenefitEntitlement', description: '一项门诊慢特病或两病待遇资格' });

const ofEntry = ofPerson.extend({ entry: givenId });

export const entitlementRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  /** Names the diseases as the rules did on the day that each began, or, of what was granted before there were any, as they do today. */
  const shown = async (rows: readonly ListedEntitlement[], reader: string): Promise<z.infer<typeof listed>[]> => {
    const [names, set, departments] = [await peopleNames(db), await parametersOf(db), await listDepartments(db)];
    const area = departments.map((one) => policyAreaOf(one.area)).find((one) => one !== null) ?? null;
    const today = dayOf(new Date());
    const nameOf = ({ kind, item: disease, from, scheme }: ListedEntitlement): string => {
      if (area === null) return disease;
      const schemes = scheme === null ? (['resident', 'employee'] as const) : [scheme];
      const known = [from, today].flatMap((day) =>
        schemes.flatMap((of) => trialChoices(set, { area, day, scheme: of, kind }).items),
      );
      return known.find(({ id }) => id === disease)?.name ?? disease;
    };
    return rows.map((row) => {
      const { by, at, checkedBy, scheme: _, ...rest } = row;
      return {
        ...rest,
        itemName: nameOf(row),
        maker: names(by),
        mine: by === reader,
        madeAt: at.toISOString(),
        checker: checkedBy === null ? null : names(checkedBy),
      };
    });
  };

  const granting = (run: (trx: Transaction<Database>) => ReturnType<typeof endEntitlement>) =>
    db.transaction().execute(async (trx) => {
      const outcome = await run(trx);
      if ('refusal' in outcome) throw deskRefused(outcome);
      return { ...outcome };
    });

  app.get(
    '/api/entitlements',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listDepartmentEntitlements',
        tags: [tag],
        summary: '一个经办机构的门诊待遇资格，最近的在前',
        querystring: z.object({
          department: z.string().max(100),
          state: codes(entitlementStates).optional(),
          kind: codes(kinds).optional(),
          text: z.string().max(50).default('').describe('姓名，从第一个字写起'),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
        }),
        response: { 200: z.object({ entitlements: z.array(listed), total: z.int() }), 400: problem },
      },
    },
    async (request) => {
      const { state = null, kind = null, ...rest } = request.query;
      const { entitlements, total } = await listDepartmentEntitlements(db, { ...rest, state, kind });
      return { entitlements: await shown(entitlements, handOf(request).by), total };
    },
  );

  app.get(
    '/api/insured/:id/entitlements',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listEntitlements',
        tags: [tag],
        summary: '一位参保人员的门诊待遇资格，最近的在前',
        params: ofPerson,
        response: { 200: z.object({ entitlements: z.array(listed) }), ...problems },
      },
    },
    async (request) => ({
      entitlements: await shown(await listEntitlements(db, request.params.id), handOf(request).by),
    }),
  );

  app.get(
    '/api/insured/:id/diseases',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listDiseases',
        tags: [tag],
        summary: '一位参保人员在一天可以认定的病种，按参保险种和当地规定',
        params: ofPerson,
        querystring: z.object({ department: z.string().max(100), day: z.string().refine(isDate) }),
        response: { 200: z.object({ chronic: z.array(item), 'two-disease': z.array(item) }), ...problems },
      },
    },
    async (request) => {
      const found = await diseasesFor(db, await parametersOf(db), { person: request.params.id, ...request.query });
      return { chronic: [...found.chronic], 'two-disease': [...found['two-disease']] };
    },
  );

  app.post(
    '/api/insured/:id/entitlements',
    {
      config: { action: 'entitlement.write' },
      schema: {
        operationId: 'grantEntitlement',
        tags: [tag],
        summary: '凭医师意见录入一项资格；由另一人复核后才据以支付',
        params: ofPerson,
        body: z.object({
          id: givenId,
          department: z.string().max(100),
          kind: z.string().max(50).describe('chronic 门诊慢特病，two-disease 两病门诊用药'),
          item: z.string().max(50).describe('病种，见 diseases'),
          from: typedDay,
          to: typedDay.nullable(),
          doctor: typedText.describe('责任医师'),
          institution: typedText.describe('认定机构'),
          opinion: typedText.describe('医师意见'),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'entitlement.write', { department: request.body.department });
      const parameters = await parametersOf(db);
      const command = { ...request.body, person: request.params.id, ...handOf(request) };
      const { today: _, ...given } = command;
      return reply.code(201).send(await granting((trx) => grantEntitlement(trx, parameters, given)));
    },
  );

  app.post(
    '/api/insured/:id/entitlements/:entry/review',
    {
      config: { action: 'entitlement.check' },
      schema: {
        operationId: 'reviewEntitlement',
        tags: [tag],
        summary: '复核一项资格：通过，或不通过并写明理由；不能复核自己录入的',
        params: ofEntry,
        body: z.object({ decision: z.enum(['confirm', 'reject']), reason: z.string().max(1000).default('') }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return granting((trx) => reviewEntitlement(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );

  app.post(
    '/api/insured/:id/entitlements/:entry/end',
    {
      config: { action: 'entitlement.write' },
      schema: {
        operationId: 'endEntitlement',
        tags: [tag],
        summary: '终止一项资格，写明原因；已经结算的不变',
        params: ofEntry,
        body: z.object({ to: typedDay, reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return granting((trx) => endEntitlement(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );
};
