/** 资助参保 of a year: who is entitled, lists made and approved, the list as CSV; and what becomes of money held. */
import {
  areaNames,
  assistanceCategories,
  decideResolution,
  decideSubsidies,
  type EnrolmentRefused,
  listResolutions,
  listSubsidised,
  proposeRefunds,
  proposeResolution,
  proposeSubsidies,
  resolutionKinds,
  rowMatches,
  type SubsidisedPerson,
  subsidiesOf,
} from '@mingzhang/bureau';
import { newId } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import { codes, enrolmentRefused, entered, givenId, handOf, problems, typedText, yuanOf } from './shapes.ts';

const department = z.string().max(100);
const year = z.coerce.number().int().min(2000).max(2099);
const category = codes(assistanceCategories);
const decision = z.object({ department, approve: z.boolean(), reason: z.string().max(1000) });

const subsidised = z
  .object({
    person: z.string(),
    name: z.string(),
    identity: z.string(),
    area: z.string(),
    place: z.string().describe('居住地的名称；没有名称的为代码'),
    category,
    categoryName: z.string(),
    standard: z.string(),
    subsidy: z.string(),
    own: z.string().describe('本人应缴'),
    settledOn: z.string().nullable(),
    state: z.enum(['unpaid', 'open', 'listed', 'approved']).describe('本人未缴清、可列名单、在名单待复核、已资助'),
  })
  .meta({ id: 'SubsidisedPerson', description: '一位资助参保对象' });

const resolution = z
  .object({
    id: z.string(),
    file: z.string(),
    fileName: z.string(),
    row: z.int(),
    name: z.string(),
    number: z.string(),
    match: codes(rowMatches),
    matchName: z.string(),
    kind: codes(resolutionKinds),
    amount: z.string(),
    reason: z.string(),
    period: z.string().nullable(),
    maker: z.string(),
    decided: z.enum(['approved', 'rejected']).nullable(),
    decidedOn: z.string().nullable(),
    decidedReason: z.string().nullable(),
  })
  .meta({ id: 'ContributionResolution', description: '一笔暂收款的认领或退费' });

/** People that are shown at once. */
const pagePeople = 200;

export const subsidyRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;

  app.get(
    '/api/enrolment/subsidies',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'getSubsidies',
        tags: ['资助参保'],
        summary: '一年度的资助参保：按类别的人数和金额，资助名单',
        querystring: z.object({ department, year }),
        response: {
          200: z
            .object({
              categories: z.array(
                z.object({
                  category: z.string(),
                  name: z.string(),
                  entitled: z.int().describe('已登记参保、应资助'),
                  settled: z.int().describe('其中本人已缴清'),
                  approved: z.int().describe('其中已资助'),
                  amount: z.string().describe('已资助金额，元'),
                }),
              ),
              missing: z.int().describe('名册里还没有参保的人'),
              lists: z.array(
                z.object({
                  id: z.string(),
                  persons: z.int(),
                  amount: z.string(),
                  maker: z.string(),
                  checker: z.string().nullable(),
                  decided: z.enum(['approved', 'rejected']).nullable(),
                  decidedOn: z.string().nullable(),
                  decidedReason: z.string().nullable(),
                }),
              ),
            })
            .meta({ id: 'Subsidies', description: '一年度的资助参保' }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { lists, categories, missing } = await subsidiesOf(db, request.query.department, request.query.year);
      return {
        categories: categories.map((one) => ({ ...one, name: nameOf(one.category), amount: yuanOf(one.amount) })),
        missing,
        lists: lists.map((one) => ({ ...one, amount: yuanOf(one.amount) })),
      };
    },
  );

  app.get(
    '/api/enrolment/subsidies/people',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listSubsidised',
        tags: ['资助参保'],
        summary: `资助参保对象，一次至多${pagePeople}人`,
        querystring: z.object({ department, year, category: category.optional(), after: givenId.optional() }),
        response: { 200: z.object({ people: z.array(subsidised), next: z.string().nullable() }), 400: problem },
      },
    },
    async (request) => {
      const found = await listSubsidised(db, identityKeyOf(context), {
        department: request.query.department,
        year: request.query.year,
        category: request.query.category ?? null,
        after: request.query.after ?? null,
        limit: pagePeople + 1,
      });
      const page = found.slice(0, pagePeople);
      return {
        people: await shownPeople(db, page),
        next: found.length > pagePeople ? (page.at(-1)?.person ?? null) : null,
      };
    },
  );

  app.get(
    '/api/enrolment/subsidies/people.csv',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'exportSubsidised',
        tags: ['资助参保'],
        summary: '资助参保对象名单，CSV；身份证号遮盖中间八位',
        querystring: z.object({ department, year, category: category.optional() }),
        response: { 200: z.string(), 400: problem },
      },
    },
    async (request, reply) => {
      const { year: of, category: one } = request.query;
      const lines = [
        ['姓名', '身份证号', '居住地', '资助类别', '个人缴费标准', '资助金额', '本人缴纳', '缴清日期', '状态'].join(
          ',',
        ),
      ];
      for (let after: string | null = null; ; ) {
        const found: readonly SubsidisedPerson[] = await listSubsidised(db, identityKeyOf(context), {
          department: request.query.department,
          year: of,
          category: one ?? null,
          after,
          limit: 2000,
        });
        for (const person of await shownPeople(db, found)) {
          const { name, identity, place, categoryName, standard, subsidy, own, settledOn, state } = person;
          lines.push(
            [
              quoted(name),
              identity,
              quoted(place),
              categoryName,
              standard,
              subsidy,
              own,
              settledOn ?? '',
              stateNames[state],
            ].join(','),
          );
        }
        after = found.at(-1)?.person ?? null;
        if (found.length < 2000) break;
      }
      return reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`${of}年度资助参保名单.csv`)}`,
        )
        .send(`\uFEFF${lines.join('\r\n')}\r\n`);
    },
  );

  app.post(
    '/api/enrolment/subsidies/lists',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'proposeSubsidies',
        tags: ['资助参保'],
        summary: '把已缴清、还没有资助的对象列成名单，由另一人复核',
        body: z.object({ id: givenId, department, year: z.int().min(2000).max(2099) }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const outcome = await db.transaction().execute(async (trx) => {
        return must(await proposeSubsidies(trx, { ...handOf(request), ...request.body }));
      });
      return reply.code(201).send({ ...outcome });
    },
  );

  app.post(
    '/api/enrolment/subsidies/lists/:list/decision',
    {
      config: { action: 'enrolment.check' },
      schema: {
        operationId: 'decideSubsidies',
        tags: ['资助参保'],
        summary: '复核一份资助名单：通过的即从救助基金划到居民医保基金',
        headers: idempotent,
        params: z.object({ list: givenId }),
        body: decision,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'enrolment.check', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) => ({
        ...must(await decideSubsidies(trx, charts, { ...hand, ...request.body, id: request.params.list })),
      }));
    },
  );

  app.get(
    '/api/contributions/resolutions',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listContributionResolutions',
        tags: ['征缴'],
        summary: '暂收款的认领和退费，待复核的在前',
        querystring: z.object({ department }),
        response: { 200: z.object({ resolutions: z.array(resolution) }), 400: problem },
      },
    },
    async (request) => ({
      resolutions: (await listResolutions(db, request.query.department)).map((one) => ({
        ...one,
        matchName: rowMatches[one.match],
        amount: yuanOf(one.amount),
      })),
    }),
  );

  app.post(
    '/api/contributions/files/:file/rows/:row/resolutions',
    {
      config: { action: 'contribution.make' },
      schema: {
        operationId: 'proposeResolution',
        tags: ['征缴'],
        summary: '提出把一行挂着的钱认领到一笔应缴，或退费',
        params: z.object({ file: givenId, row: z.coerce.number().int() }),
        body: z.object({
          id: givenId,
          department,
          kind: codes(resolutionKinds),
          person: givenId.nullable(),
          due: givenId.nullable(),
          reason: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'contribution.make', { department: request.body.department });
      const outcome = await db.transaction().execute(async (trx) => {
        return must(await proposeResolution(trx, { ...handOf(request), ...request.body, ...request.params }));
      });
      return reply.code(201).send({ ...outcome });
    },
  );

  app.post(
    '/api/contributions/files/:file/refunds',
    {
      config: { action: 'contribution.make' },
      schema: {
        operationId: 'proposeRefunds',
        tags: ['征缴'],
        summary: '一次提出一份文件里重复、多缴、已参加职工医保和死亡的全部退费',
        params: z.object({ file: givenId }),
        body: z.object({ department }),
        response: { 200: z.object({ proposed: z.int(), amount: z.string() }), ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'contribution.make', { department: request.body.department });
      return db.transaction().execute(async (trx) => {
        const command = { ...handOf(request), ...request.body, ...request.params, newId };
        const { proposed, amount } = must(await proposeRefunds(trx, command));
        return { proposed, amount: yuanOf(amount) };
      });
    },
  );

  app.post(
    '/api/contributions/resolutions/:resolution/decision',
    {
      config: { action: 'contribution.check' },
      schema: {
        operationId: 'decideResolution',
        tags: ['征缴'],
        summary: '复核一笔认领或退费；提出的人不能自己复核',
        headers: idempotent,
        params: z.object({ resolution: givenId }),
        body: decision,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'contribution.check', { department: request.body.department });
      return once(db, asked(request, hand.at), async (trx) => ({
        ...must(await decideResolution(trx, charts, { ...hand, ...request.body, id: request.params.resolution })),
      }));
    },
  );
};

/** What is refused is thrown, so that nothing of it stays. */
function must<Outcome extends object>(outcome: Outcome | EnrolmentRefused): Outcome {
  if ('refusal' in outcome) throw enrolmentRefused(outcome as EnrolmentRefused);
  return outcome as Outcome;
}

const stateNames = { unpaid: '本人未缴清', open: '可列名单', listed: '名单待复核', approved: '已资助' } as const;

function nameOf(code: string): string {
  return Object.hasOwn(assistanceCategories, code)
    ? assistanceCategories[code as keyof typeof assistanceCategories]
    : code;
}

async function shownPeople(
  db: RouteContext['db'],
  people: readonly SubsidisedPerson[],
): Promise<z.infer<typeof subsidised>[]> {
  const placeOf = await areaNames(
    db,
    people.map(({ area }) => area),
  );
  return people.map((one) => ({ ...shownPerson(one), place: placeOf(one.area) }));
}

function shownPerson({ list, decided, ...row }: SubsidisedPerson): Omit<z.infer<typeof subsidised>, 'place'> {
  const state =
    decided === 'approved' ? 'approved' : list !== null ? 'listed' : row.settledOn !== null ? 'open' : 'unpaid';
  return {
    ...row,
    category: category.parse(row.category),
    categoryName: nameOf(row.category),
    standard: yuanOf(row.standard),
    subsidy: yuanOf(row.subsidy),
    own: yuanOf(row.own),
    state,
  };
}

/** A name is typed by people: what a spreadsheet would take for a formula stays text. */
function quoted(text: string): string {
  const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
