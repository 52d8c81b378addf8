/** The tax bureau's files: handed in, looked at row by row, confirmed by another. */
import {
  type ContributionFile,
  columnsOfFile,
  compareFileAgain,
  confirmFile,
  deposits,
  dropFile,
  fileKindNames,
  fileLabel,
  findContributionFile,
  type ListedFile,
  listBureaus,
  listContributionFiles,
  listContributionRows,
  rowAdvice,
  rowMatches,
  stageFile,
  tablesOf,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { readSheetsApart } from '../../sheets/read-apart.ts';
import { readUpload } from '../../upload.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import { codes, enrolmentRefused, entered, givenId, handOf, problems, typedText, yuanOf } from './shapes.ts';

const tag = '征缴';

const kind = codes(fileKindNames).meta({ id: 'ContributionFileKind', description: '城乡居民、职工缴费明细' });
const deposit = codes(deposits).meta({ id: 'ContributionDeposit', description: '钱到了哪个户' });
const match = codes(rowMatches).meta({ id: 'ContributionMatch', description: '一行与应缴比对的结果' });
const amount = z.string().describe('元');

const listed = z
  .object({
    id: z.string(),
    kind,
    name: z.string(),
    deposit,
    rows: z.int(),
    total: amount,
    state: z.enum(['waiting', 'confirmed', 'dropped']).describe('待确认、已入账、已作废'),
    maker: z.string(),
    madeAt: z.string(),
    checker: z.string().nullable(),
    confirmedOn: z.string().nullable(),
    droppedReason: z.string().nullable(),
  })
  .meta({ id: 'ContributionFileListed', description: '一份征收文件' });

const detail = listed
  .extend({
    matches: z.array(
      z.object({ match, name: z.string(), advice: z.string(), rows: z.int(), amount, applied: amount, held: amount }),
    ),
  })
  .meta({ id: 'ContributionFile', description: '一份征收文件和各种比对结果的合计' });

const rowShape = z
  .object({
    file: z.string(),
    row: z.int(),
    name: z.string(),
    number: z.string().describe('证件号，遮盖中间八位'),
    employer: z.string(),
    period: z.string(),
    amount,
    paidOn: z.string().nullable(),
    receipt: z.string(),
    match,
    message: z.string(),
    person: z.string().nullable(),
    due: z.string().nullable(),
    applied: amount,
    held: amount.describe('挂暂收款的金额'),
    open: amount.describe('其中还没有处理的'),
    waiting: z.string().nullable().describe('待复核的处理'),
  })
  .meta({ id: 'ContributionRow', description: '征收文件的一行' });

const ofFile = z.object({ file: givenId });
const atDepartment = z.object({ department: z.string().max(100) });

/** Rows that are shown at once. */
const pageRows = 200;

export const contributionRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;

  app.get(
    '/api/contributions/choices',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listContributionChoices',
        tags: [tag],
        summary: '经办机构，和征收文件可以有哪些栏',
        response: {
          200: z.object({
            departments: z.array(z.object({ id: z.string(), name: z.string() })),
            columns: z.record(
              z.string(),
              z.array(z.object({ term: z.string(), required: z.boolean(), labels: z.array(z.string()) })),
            ),
          }),
        },
      },
    },
    async () => ({
      departments: (await listBureaus(db)).map(({ id, name }) => ({ id, name })),
      columns: Object.fromEntries(
        kind.options.map((one) => [
          one,
          columnsOfFile(one).map(({ term, required, labels }) => ({ term, required, labels: [...labels] })),
        ]),
      ),
    }),
  );

  app.get(
    '/api/contributions/files',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listContributionFiles',
        tags: [tag],
        summary: '征收文件，新的在前',
        querystring: atDepartment,
        response: { 200: z.object({ files: z.array(listed) }), 400: problem },
      },
    },
    async (request) => ({ files: (await listContributionFiles(db, request.query.department)).map(shownFile) }),
  );

  app.post(
    '/api/contributions/files',
    {
      config: { action: 'contribution.make', upload: 'contribution' },
      schema: {
        operationId: 'stageContributionFile',
        tags: [tag],
        summary: '上传一份税务征收回传文件，逐行与应缴比对；由另一人确认后才入账',
        description: '文件本身不保存，只保存各行；同样内容的文件只收一次。',
        response: { 201: entered, ...problems, 413: problem, 415: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request);
      const fields = z
        .object({ id: givenId, department: z.string().max(100), kind, deposit })
        .safeParse(Object.fromEntries(upload.fields));
      if (!fields.success) {
        throw new Refusal('request-invalid', '表单要有 id、department、kind、deposit。请对照 /api/docs 改正后再试。');
      }
      requirePermission(request, 'contribution.make', { department: fields.data.department });
      const tables = tablesOf(await readSheetsApart(upload.bytes));
      if (tables.outcome === 'refused') throw refused('office-budget', tables.refusal);
      const outcome = await db.transaction().execute(async (trx) => {
        const staged = await stageFile(trx, identityKeyOf(context), {
          ...handOf(request),
          ...fields.data,
          name: fileLabel(upload.name),
          bytes: upload.bytes,
          sheets: tables.sheets,
        });
        if ('refusal' in staged) throw enrolmentRefused(staged);
        return staged;
      });
      return reply.code(201).send({ ...outcome });
    },
  );

  app.get(
    '/api/contributions/files/:file',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'getContributionFile',
        tags: [tag],
        summary: '一份征收文件，各种比对结果的行数和金额',
        params: ofFile,
        querystring: atDepartment,
        response: { 200: detail, ...problems },
      },
    },
    async (request) => {
      const found = await findContributionFile(db, request.query.department, request.params.file);
      if (found !== null) return shownDetail(found);
      const message = '没有这份文件，请刷新列表后再试。';
      throw enrolmentRefused({ refusal: { list: 'enrolment', id: 'file-unknown', message } });
    },
  );

  app.get(
    '/api/contributions/files/:file/rows',
    {
      config: { action: 'enrolment.read' },
      schema: {
        operationId: 'listContributionRows',
        tags: [tag],
        summary: `征收文件的各行，按行号，一次至多${pageRows}行`,
        params: ofFile,
        querystring: atDepartment.extend({ match: match.optional(), after: z.coerce.number().int().default(0) }),
        response: { 200: z.object({ rows: z.array(rowShape), next: z.int().nullable() }), 400: problem },
      },
    },
    async (request) => {
      const { department, match: wanted, after } = request.query;
      const rows = await listContributionRows(db, department, {
        file: request.params.file,
        matches: wanted === undefined ? [] : [wanted],
        after,
        limit: pageRows + 1,
      });
      const page = rows.slice(0, pageRows);
      return {
        rows: page.map((row) => ({
          ...row,
          amount: yuanOf(row.amount),
          applied: yuanOf(row.applied),
          held: yuanOf(row.held),
          open: yuanOf(row.open),
        })),
        next: rows.length > pageRows ? (page.at(-1)?.row ?? null) : null,
      };
    },
  );

  app.post(
    '/api/contributions/files/:file/comparison',
    {
      config: { action: 'contribution.make' },
      schema: {
        operationId: 'compareContributionFile',
        tags: [tag],
        summary: '按现在的登记重新比对一份待确认的文件',
        params: ofFile,
        body: atDepartment,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { department } = request.body;
      requirePermission(request, 'contribution.make', { department });
      return db.transaction().execute(async (trx) => {
        const outcome = await compareFileAgain(trx, { department, file: request.params.file });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return { ...outcome };
      });
    },
  );

  app.post(
    '/api/contributions/files/:file/confirmation',
    {
      config: { action: 'contribution.check' },
      schema: {
        operationId: 'confirmContributionFile',
        tags: [tag],
        summary: '确认一份征收文件：缴费、参保生效和基金分录一次写入；上传的人不能自己确认',
        headers: idempotent,
        params: ofFile,
        body: atDepartment,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { department } = request.body;
      const hand = handOf(request);
      requirePermission(request, 'contribution.check', { department });
      return once(db, asked(request, hand.at), async (trx) => {
        const outcome = await confirmFile(trx, charts, { ...hand, department, file: request.params.file });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return { ...outcome };
      });
    },
  );

  app.post(
    '/api/contributions/files/:file/withdrawal',
    {
      config: { action: 'contribution.make' },
      schema: {
        operationId: 'dropContributionFile',
        tags: [tag],
        summary: '作废一份没有确认的征收文件，写明原因；同样的文件可以再传',
        params: ofFile,
        body: atDepartment.extend({ reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { department } = request.body;
      requirePermission(request, 'contribution.make', { department });
      return db.transaction().execute(async (trx) => {
        const outcome = await dropFile(trx, { ...handOf(request), ...request.body, file: request.params.file });
        if ('refusal' in outcome) throw enrolmentRefused(outcome);
        return { ...outcome };
      });
    },
  );
};

function shownFile({ total, madeAt, ...file }: ListedFile): z.infer<typeof listed> {
  return { ...file, total: yuanOf(total), madeAt: madeAt.toISOString() };
}

function shownDetail({ matches, ...file }: ContributionFile): z.infer<typeof detail> {
  const order = match.options;
  return {
    ...shownFile(file),
    matches: matches
      .toSorted((a, b) => order.indexOf(a.match) - order.indexOf(b.match))
      .map((one) => ({
        match: one.match,
        name: rowMatches[one.match],
        advice: rowAdvice[one.match],
        rows: one.rows,
        amount: yuanOf(one.amount),
        applied: yuanOf(one.applied),
        held: yuanOf(one.held),
      })),
  };
}
