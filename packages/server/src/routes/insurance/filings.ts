/** 异地就医备案: where a person may be treated elsewhere, from when to when. */
import {
  areaNames,
  endFiling,
  type Filed,
  fileCare,
  filingKinds,
  listFilings,
  peopleNames,
  reaches,
} from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { type RouteContext } from '../context.ts';
import { codes, entered, givenId, handOf, ofPerson, problems, travelRefused, typedDay, typedText } from './shapes.ts';

const tag = '异地就医备案';

const filing = z
  .object({
    id: z.string(),
    kind: codes(filingKinds),
    area: z.string().describe('就医地，两位、四位或六位区划代码'),
    place: z.string().describe('就医地的名称；没有名称的为代码'),
    reach: codes(reaches),
    from: z.string(),
    to: z.string().nullable().describe('止，长期有效的为 null'),
    reason: z.string(),
    madeOn: z.string(),
    maker: z.string(),
    endReason: z.string().nullable(),
  })
  .meta({ id: 'CrossRegionFiling', description: '一条异地就医备案' });

/** Runs it in a transaction and answers; a refusal leaves nothing. */
async function filed(db: Kysely<Database>, run: (trx: Transaction<Database>) => Promise<Filed>) {
  return db.transaction().execute(async (trx) => {
    const outcome = await run(trx);
    if (!('refusal' in outcome)) return outcome;
    throw travelRefused(outcome);
  });
}

export const filingRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/insured/:id/filings',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listFilings',
        tags: [tag],
        summary: '一位参保人员的备案，最近的在前',
        params: ofPerson,
        response: { 200: z.object({ filings: z.array(filing) }), ...problems },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      const rows = await listFilings(db, request.params.id);
      const placeOf = await areaNames(
        db,
        rows.map(({ area }) => area),
      );
      return { filings: rows.map(({ by, ...row }) => ({ ...row, place: placeOf(row.area), maker: names(by) })) };
    },
  );

  app.post(
    '/api/insured/:id/filings',
    {
      config: { action: 'filing.write' },
      schema: {
        operationId: 'fileCare',
        tags: [tag],
        summary: '备案：备案期间到就医地住院、门诊按已备案的比例支付',
        params: ofPerson,
        body: z.object({
          id: givenId,
          department: z.string().max(100),
          kind: z.string().max(50).describe('long-term 异地长期居住，transferred 异地转诊'),
          area: z.string().max(20).describe('就医地，省、市或县的区划代码，包括其下各地；六位的省、市代码也可以'),
          from: typedDay,
          to: typedDay.nullable(),
          reason: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'filing.write', { department: request.body.department });
      const command = { ...request.body, person: request.params.id, ...handOf(request) };
      return reply.code(201).send(await filed(db, (trx) => fileCare(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/filings/:entry/end',
    {
      config: { action: 'filing.write' },
      schema: {
        operationId: 'endFiling',
        tags: [tag],
        summary: '终止备案，写明原因；已经结算的不变',
        params: ofPerson.extend({ entry: givenId }),
        body: z.object({ to: typedDay, reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { id: person, entry: id } = request.params;
      return filed(db, (trx) => endFiling(trx, { person, id, ...request.body, ...handOf(request) }));
    },
  );
};
