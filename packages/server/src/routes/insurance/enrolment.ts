/** The enrolment desk: residents by year, employees by month, stopping, transfers, and what each owes. */
import {
  areaNames,
  decideTransfer,
  dueKinds,
  duplicateKinds,
  employerNames,
  employmentsOf,
  enrolEmployee,
  enrolmentYears,
  enrolResident,
  findDuplicates,
  listDues,
  listTransfers,
  parametersOf,
  proposeTransfer,
  reckonMonth,
  stopEmployee,
  waitingTransfers,
  withdrawDue,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import {
  codes,
  employerShown,
  enrolmentRefused,
  entered,
  fenTyped,
  givenId,
  handOf,
  ofPerson,
  problems,
  typedAmount,
  typedDay,
  typedText,
  yuanOf,
} from './shapes.ts';

const tag = '参保登记';

const department = z.string().max(100);
const month = z.string().max(10).describe('YYYY-MM');
const employeeKind = z
  .enum(['in-service', 'retired', 'flexible-pool-only', 'flexible', 'unemployed'])
  .meta({ id: 'EmployeeKind', description: '在职、退休、灵活就业（单建统筹、统账结合）、领失业金' });

const employerName = z.string().describe('登记的单位名称；没有登记的为所写的代码和“未登记单位”，个人缴费为空');

const due = z
  .object({
    id: z.string(),
    scheme: z.enum(['resident', 'employee']),
    period: z.string(),
    kind: z.string(),
    kindName: z.string(),
    employer: z.string(),
    employerName,
    base: z.string(),
    standard: z.string().describe('应缴，资助以前，元'),
    subsidy: z.string(),
    subsidyCategory: z.string().nullable(),
    person: z.string().describe('本人应缴'),
    employerShare: z.string(),
    paid: z.string(),
    coveredFrom: z.string(),
    enrolledOn: z.string(),
    settledOn: z.string().nullable().describe('缴清日期'),
    withdrawn: z.string().nullable().describe('撤回原因'),
  })
  .meta({ id: 'EnrolmentDue', description: '一笔应缴' });

const employment = z
  .object({
    id: z.string(),
    employer: z.string(),
    employerName,
    kind: employeeKind,
    kindName: z.string(),
    wage: z.string(),
    fromMonth: z.string(),
    toMonth: z.string().nullable(),
  })
  .meta({ id: 'Employment', description: '职工参保的用工关系' });

const transfer = z
  .object({
    id: z.string(),
    direction: z.enum(['in', 'out']),
    scheme: z.enum(['resident', 'employee']),
    otherArea: z.string(),
    otherPlace: z.string().describe('对方参保地的名称；没有名称的同代码'),
    onDate: z.string(),
    certificate: z.string(),
    months: z.int(),
    account: z.string(),
    maker: z.string(),
    decided: z.enum(['approved', 'rejected']).nullable(),
    decidedOn: z.string().nullable(),
    decidedReason: z.string().nullable(),
  })
  .meta({ id: 'InsuredTransfer', description: '一次关系转移接续' });

const waitingTransfer = transfer
  .pick({
    id: true,
    direction: true,
    scheme: true,
    otherArea: true,
    otherPlace: true,
    onDate: true,
    account: true,
    maker: true,
  })
  .extend({ person: z.string(), name: z.string(), identity: z.string().describe('只显示首尾') })
  .meta({ id: 'WaitingTransfer', description: '等复核的一次关系转移接续' });

const decision = z.object({ department, approve: z.boolean(), reason: z.string().max(1000) });

export const enrolmentRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;
  type Trx = Parameters<typeof withdrawDue>[0];
  type Outcome = Awaited<ReturnType<typeof withdrawDue>>;

  /** Carries a command out in a transaction; what is refused is thrown, so that nothing of it stays. */
  const entering = (work: (trx: Trx) => Promise<Outcome>): Promise<{ id: string; again: boolean }> =>
    db.transaction().execute(async (trx) => {
      const outcome = await work(trx);
      if ('refusal' in outcome) throw enrolmentRefused(outcome);
      return { ...outcome };
    });

  app.get(
    '/api/insured/:id/enrolment',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'getEnrolment',
        tags: [tag],
        summary: '一位参保人员的应缴、用工关系和转移',
        params: ofPerson,
        response: {
          200: z
            .object({ dues: z.array(due), employments: z.array(employment), transfers: z.array(transfer) })
            .meta({ id: 'Enrolment', description: '一人的参保缴费' }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const [dues, employments] = [await listDues(db, id), await employmentsOf(db, id)];
      const transfers = await listTransfers(db, id);
      const placeOf = await areaNames(
        db,
        transfers.map(({ otherArea }) => otherArea),
      );
      const names = await employerNames(
        db,
        [...dues, ...employments].map(({ employer }) => employer),
      );
      return {
        dues: dues.map((one) => ({
          ...one,
          employerName: employerShown(names, one.employer),
          kindName: dueKinds[one.kind],
          base: yuanOf(one.base),
          standard: yuanOf(one.standard),
          subsidy: yuanOf(one.subsidy),
          person: yuanOf(one.person),
          employerShare: yuanOf(one.employerShare),
          paid: yuanOf(one.paid),
        })),
        employments: employments.map(({ spell: _, ...one }) => ({
          ...one,
          employerName: employerShown(names, one.employer),
          kindName: dueKinds[one.kind],
          wage: yuanOf(one.wage),
        })),
        transfers: transfers.map((one) => ({
          ...one,
          otherPlace: placeOf(one.otherArea),
          account: yuanOf(one.account),
        })),
      };
    },
  );

  app.post(
    '/api/insured/:id/enrolment/resident',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'enrolResident',
        tags: [tag],
        summary: '居民按年度参保登记：核定应缴和资助；缴清后生效，不用缴的随即生效',
        params: ofPerson,
        body: z.object({ id: givenId, department, year: z.int().min(2000).max(2099), enrolledOn: typedDay }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const parameters = await parametersOf(db);
      const command = { ...handOf(request), ...request.body, person: request.params.id };
      return reply.code(201).send(await entering((trx) => enrolResident(trx, parameters, command)));
    },
  );

  app.post(
    '/api/insured/:id/enrolment/employee',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'enrolEmployee',
        tags: [tag],
        summary: '职工参保、续保：从一个月起，写明单位和缴费工资',
        params: ofPerson,
        body: z.object({
          id: givenId,
          department,
          employer: z.string().max(30).describe('统一社会信用代码；灵活就业等不写'),
          kind: employeeKind,
          wage: typedAmount,
          fromMonth: month,
          civilServant: z.boolean(),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const { wage, employer, ...body } = request.body;
      const command = {
        ...handOf(request),
        ...body,
        employer: employer.trim().toUpperCase(),
        wage: fenTyped(wage),
        person: request.params.id,
      };
      return reply.code(201).send(await entering((trx) => enrolEmployee(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/enrolment/employee/:entry/stop',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'stopEmployee',
        tags: [tag],
        summary: '职工停保：最后一个缴费月',
        params: ofPerson.extend({ entry: givenId }),
        body: z.object({ department, lastMonth: month, reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const { id: person, entry: id } = request.params;
      return entering((trx) => stopEmployee(trx, { ...handOf(request), ...request.body, person, id }));
    },
  );

  app.post(
    '/api/insured/:id/enrolment/dues/:entry/withdrawal',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'withdrawDue',
        tags: [tag],
        summary: '撤回一笔没有缴过费的应缴',
        params: ofPerson.extend({ entry: givenId }),
        body: z.object({ department, reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const { id: person, entry: id } = request.params;
      return entering((trx) => withdrawDue(trx, { ...handOf(request), ...request.body, person, id }));
    },
  );

  app.post(
    '/api/insured/:id/enrolment/transfers',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'proposeTransfer',
        tags: [tag],
        summary: '受理关系转移接续，由另一人复核',
        params: ofPerson,
        body: z.object({
          id: givenId,
          department,
          direction: z.enum(['in', 'out']),
          scheme: z.enum(['resident', 'employee']),
          otherArea: z.string().max(50).describe('对方参保地，6位区划代码或名称'),
          onDate: typedDay,
          certificate: typedText.describe('参保凭证号'),
          months: z.int().min(0).max(10_000).describe('累计缴费月数'),
          account: typedAmount.describe('个人账户余额，元'),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const { account, ...body } = request.body;
      const command = { ...handOf(request), ...body, account: fenTyped(account), person: request.params.id };
      return reply.code(201).send(await entering((trx) => proposeTransfer(trx, command)));
    },
  );

  app.post(
    '/api/insured/:id/enrolment/transfers/:entry/decision',
    {
      config: { action: 'enrolment.check' },
      schema: {
        operationId: 'decideTransfer',
        tags: [tag],
        summary: '复核一次关系转移；受理的人不能自己复核',
        headers: idempotent,
        params: ofPerson.extend({ entry: givenId }),
        body: decision,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const hand = handOf(request);
      requirePermission(request, 'enrolment.check', { department: request.body.department });
      const { id: person, entry: id } = request.params;
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await decideTransfer(trx, charts, { ...hand, ...request.body, person, id });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return { ...outcome };
      });
    },
  );

  app.get(
    '/api/enrolment/transfers',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listWaitingTransfers',
        tags: [tag],
        summary: '已经受理、等另一人复核的关系转移，先受理的在前',
        querystring: z.object({ department }),
        response: { 200: z.object({ transfers: z.array(waitingTransfer) }), 400: problem },
      },
    },
    async (request) => {
      const waiting = await waitingTransfers(db, identityKeyOf(context), request.query.department);
      const placeOf = await areaNames(
        db,
        waiting.map(({ otherArea }) => otherArea),
      );
      return {
        transfers: waiting.map((one) => ({
          ...one,
          otherPlace: placeOf(one.otherArea),
          account: yuanOf(one.account),
        })),
      };
    },
  );

  app.post(
    '/api/enrolment/months',
    {
      config: { action: 'enrolment.make' },
      schema: {
        operationId: 'reckonMonth',
        tags: [tag],
        summary: '核定一个月的职工应缴；再核定一次只补新增的人',
        body: z.object({ department, month, employer: z.string().max(30).nullable() }),
        response: {
          200: z.object({ made: z.int(), amount: z.string(), standing: z.int().describe('先前已核定的人数') }),
          ...problems,
        },
      },
    },
    async (request) => {
      requirePermission(request, 'enrolment.make', { department: request.body.department });
      const parameters = await parametersOf(db);
      return db.transaction().execute(async (trx) => {
        const outcome = await reckonMonth(trx, parameters, { ...handOf(request), ...request.body });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return { ...outcome, amount: yuanOf(outcome.amount) };
      });
    },
  );

  app.get(
    '/api/enrolment/years',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listEnrolmentYears',
        tags: [tag],
        summary: '哪些年度有居民参保、有资助对象参保，近的在前',
        querystring: z.object({ department }),
        response: { 200: z.object({ enrolled: z.array(z.int()), subsidised: z.array(z.int()) }), 400: problem },
      },
    },
    async ({ query }) => {
      const { enrolled, subsidised } = await enrolmentYears(db, query.department);
      return { enrolled: [...enrolled], subsidised: [...subsidised] };
    },
  );

  app.get(
    '/api/enrolment/duplicates',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'findDuplicates',
        tags: [tag],
        summary: '一年度重复参保的人，最多500人',
        querystring: z.object({ department, year: z.coerce.number().int() }),
        response: {
          200: z.object({
            duplicates: z.array(
              z
                .object({
                  kind: codes(duplicateKinds),
                  kindName: z.string(),
                  person: z.string(),
                  name: z.string(),
                  identity: z.string(),
                  due: z.string(),
                  period: z.string(),
                  paid: z.string(),
                  other: z.string(),
                  since: z.string(),
                })
                .meta({ id: 'DuplicateEnrolment', description: '一人重复参保' }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => ({
      duplicates: (await findDuplicates(db, identityKeyOf(context), { ...request.query, limit: 500 })).map((one) => ({
        ...one,
        kindName: duplicateKinds[one.kind],
        paid: yuanOf(one.paid),
      })),
    }),
  );
};
