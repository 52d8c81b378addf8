/** 异地就医清算单: care given here to people insured elsewhere, handed in, looked at, put right row by row, and a year of it. */
import {
  areaNames,
  computedFigures,
  coordinatesInWords,
  FigureReader,
  figuresOfRow,
  fileLabel,
  findStatement,
  importStatement,
  type ListedStatement,
  listStatementRows,
  listStatements,
  peopleNames,
  previewStatement,
  reaches,
  remoteCareSums,
  remoteCareYears,
  type StatementDone,
  type StatementLine,
  type StatementSum,
  settleStatementRow,
  statementChannels,
  statementColumns,
  statementFigureRows,
  statementProblems,
  statementVisits,
  withdrawStatement,
} from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Transaction } from 'kysely';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { readSheetsApart } from '../../sheets/read-apart.ts';
import { readUpload } from '../../upload.ts';
import { type RouteContext } from '../context.ts';
import { codes, entered, givenId, handOf, problems, travelRefused, typedText, yuanOf } from './shapes.ts';

const tag = '异地就医清算';

const amount = z.string().describe('元');
const reach = codes(reaches);
const visit = codes(statementVisits).meta({
  id: 'StatementVisit',
  description: '住院、普通门诊、门诊慢特病、药店购药',
});
const channel = codes(statementChannels).meta({ id: 'StatementChannel', description: '直接结算、未直接结算' });

const sum = z
  .object({ reach, visit, channel, rows: z.int(), visits: z.int(), total: amount, fund: amount })
  .meta({ id: 'StatementSum', description: '收下各行的合计' });

const cell = z.string().max(200);
const cells = z
  .object({
    institution: cell.describe('医药机构编号'),
    name: cell.describe('医药机构名称'),
    month: cell.describe('清算年月'),
    insuredArea: cell.describe('参保地医保区划'),
    reach: cell.describe('异地范围'),
    visit: cell.describe('清算类别'),
    disease: cell.describe('病种名称'),
    channel: cell.describe('结算方式'),
    visits: cell.describe('清算人次'),
    total: cell.describe('医疗费总额'),
    fund: cell.describe('基金支付总额'),
    settlement: cell.describe('结算ID'),
  })
  .meta({ id: 'StatementCells', description: '清算单一行各栏所写的' });

const line = z
  .object({
    row: z.int().describe('文件里的行号'),
    cells,
    institutionName: z.string().nullable().describe('登记的名称；没有登记的为 null'),
    insuredPlace: z.string().describe('参保地的名称；没有名称的同代码'),
    problems: z.array(z.object({ problem: codes(statementProblems), name: z.string() })),
    message: z.string(),
    taken: z.boolean().describe('已经收下'),
    mayBeTaken: z.boolean().describe('可以写明理由照收'),
    settler: z.string().nullable().describe('改正或照收的人'),
    settledReason: z.string().nullable(),
  })
  .meta({ id: 'StatementLine', description: '清算单的一行' });

const listed = z
  .object({
    id: z.string(),
    name: z.string(),
    maker: z.string(),
    madeAt: z.string(),
    rows: z.int(),
    open: z.int().describe('没有收下、待处理的行数'),
    from: z.string().nullable().describe('收下各行最早的月份'),
    to: z.string().nullable(),
    visits: z.int(),
    total: amount,
    fund: amount,
    withdrawer: z.string().nullable(),
    withdrawnReason: z.string().nullable(),
  })
  .meta({ id: 'RemoteStatementListed', description: '一份异地就医清算单' });

const preview = z
  .object({
    rows: z.int(),
    taken: z.int().describe('收下后即计入的行数'),
    keptOut: z.int().describe('不收、待处理的行数'),
    sums: z.array(sum),
    lines: z.array(line).describe('不收的行，按行号'),
    seen: z.string().describe('收下时原样送回：证明核对过的就是这一份'),
  })
  .meta({ id: 'RemoteStatementPreview', description: '收下一份清算单会怎样；什么也没有写入' });

const yearShape = z
  .object({
    year: z.int(),
    figures: z.array(
      z.object({
        row: z.string(),
        figure: z.string(),
        name: z.string(),
        value: z.string().nullable(),
        unit: z.string(),
        remark: z.string().nullable(),
      }),
    ),
    months: z.array(
      z.object({
        month: z.string(),
        institution: z.string(),
        name: z.string().nullable(),
        reach,
        visit,
        visits: z.int(),
        total: amount,
        direct: amount.describe('其中直接结算的'),
        fund: amount,
      }),
    ),
  })
  .meta({ id: 'RemoteCareYear', description: '一年收治外地参保人员的情况' });

const ofStatement = z.object({ statement: givenId });
const atDepartment = z.object({ department: z.string().max(100) });

/** Rows that are shown at once. */
const pageRows = 200;

export const remoteStatementRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  const doing = (run: (trx: Transaction<Database>) => Promise<StatementDone>) =>
    db.transaction().execute(async (trx) => {
      const outcome = await run(trx);
      if ('refusal' in outcome) throw travelRefused(outcome);
      return { ...outcome };
    });

  app.get(
    '/api/remote-statements',
    {
      config: { action: 'remote-statement.read' },
      schema: {
        operationId: 'listRemoteStatements',
        tags: [tag],
        summary: '收过的清算单，新的在前；清算单要有哪些栏；哪些年有数',
        querystring: atDepartment,
        response: {
          200: z.object({
            columns: z.array(z.object({ term: z.string(), required: z.boolean() })),
            years: z.array(z.int()).describe('有收下的行的年度，近的在前'),
            statements: z.array(listed),
          }),
          400: problem,
        },
      },
    },
    async ({ query: { department } }) => {
      const names = await peopleNames(db);
      return {
        columns: [...statementColumns],
        years: [...(await remoteCareYears(db, department))],
        statements: (await listStatements(db, department)).map((one) => shownStatement(one, names)),
      };
    },
  );

  app.post(
    '/api/remote-statements/preview',
    {
      config: { action: 'remote-statement.write', upload: 'remote-statement' },
      schema: {
        operationId: 'previewRemoteStatement',
        tags: [tag],
        summary: '核对一份清算单（csv、xlsx、xls）：收下会怎样；什么也不写入',
        response: { 200: preview, ...problems, 413: problem, 415: problem, 503: problem },
      },
    },
    async (request) => {
      const { bytes, fields } = await readUpload(request);
      const department = departmentIn(fields);
      requirePermission(request, 'remote-statement.write', { department });
      const { today } = handOf(request);
      const file = await readSheetsApart(bytes);
      const seen = await previewStatement(db, { department, today, bytes, file, limit: pageRows });
      if ('refusal' in seen) throw travelRefused(seen);
      return {
        rows: seen.rows,
        taken: seen.taken,
        keptOut: seen.rows - seen.taken,
        sums: seen.sums.map(shownSum),
        lines: await shownLines(db, seen.keptOut, (id) => id),
        seen: seen.seen,
      };
    },
  );

  app.post(
    '/api/remote-statements',
    {
      config: { action: 'remote-statement.write', upload: 'remote-statement' },
      schema: {
        operationId: 'importRemoteStatement',
        tags: [tag],
        summary:
          '收下一份核对过的清算单（连同核对时得到的 seen）：没有问题的行即计入，其余的列出待处理；同样的文件只收一次',
        response: { 201: entered, ...problems, 413: problem, 415: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const { bytes, name, fields } = await readUpload(request);
      const department = departmentIn(fields);
      requirePermission(request, 'remote-statement.write', { department });
      const file = await readSheetsApart(bytes);
      const id = (fields.get('id') ?? '').trim();
      const seen = (fields.get('seen') ?? '').trim();
      const command = { ...handOf(request), department, id, name: fileLabel(name), bytes, file, seen };
      return reply.code(201).send(await doing((trx) => importStatement(trx, command)));
    },
  );

  app.get(
    '/api/remote-statements/:statement',
    {
      config: { action: 'remote-statement.read' },
      schema: {
        operationId: 'getRemoteStatement',
        tags: [tag],
        summary: '一份清算单，和收下各行的合计',
        params: ofStatement,
        querystring: atDepartment,
        response: {
          200: listed
            .extend({ sums: z.array(sum) })
            .meta({ id: 'RemoteStatement', description: '一份清算单和收下各行的合计' }),
          ...problems,
        },
      },
    },
    async ({ params, query }) => {
      const found = await findStatement(db, { department: query.department, id: params.statement });
      if (found === null) throw unknownStatement();
      return { ...shownStatement(found, await peopleNames(db)), sums: found.sums.map(shownSum) };
    },
  );

  app.get(
    '/api/remote-statements/:statement/rows',
    {
      config: { action: 'remote-statement.read' },
      schema: {
        operationId: 'listRemoteStatementRows',
        tags: [tag],
        summary: `清算单的各行，按行号，一次至多${pageRows}行`,
        params: ofStatement,
        querystring: atDepartment.extend({
          state: z.enum(['open', 'taken']).optional().describe('open 待处理的，taken 已收下的；不填为全部'),
          after: z.coerce.number().int().min(0).max(1_000_000).default(0),
        }),
        response: { 200: z.object({ rows: z.array(line), next: z.int().nullable() }), ...problems },
      },
    },
    async ({ params, query: { department, state, after } }) => {
      const of = { department, id: params.statement };
      if ((await findStatement(db, of)) === null) throw unknownStatement();
      const taken = state === undefined ? null : state === 'taken';
      const rows = await listStatementRows(db, { ...of, taken, after, limit: pageRows + 1 });
      const page = rows.slice(0, pageRows);
      return {
        rows: await shownLines(db, page, await peopleNames(db)),
        next: rows.length > pageRows ? (page.at(-1)?.row ?? null) : null,
      };
    },
  );

  app.post(
    '/api/remote-statements/:statement/rows/:row/settlement',
    {
      config: { action: 'remote-statement.write' },
      schema: {
        operationId: 'settleRemoteStatementRow',
        tags: [tag],
        summary: '收下一行没有收的：改正的，或写明理由照收的',
        params: ofStatement.extend({ row: z.coerce.number().int().min(1).max(1_000_000) }),
        body: atDepartment.extend({
          corrected: cells.partial().describe('改正后的；没有写的栏不变'),
          onPurpose: z.boolean().describe('只是可疑、核对无误的，照收'),
          reason: typedText,
        }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { statement: id, row } = request.params;
      const { department, corrected, onPurpose, reason } = request.body;
      requirePermission(request, 'remote-statement.write', { department });
      const typed = Object.fromEntries(Object.entries(corrected).filter(([, text]) => text !== undefined));
      const command = { ...handOf(request), department, id, row, corrected: typed, onPurpose, reason };
      return doing((trx) => settleStatementRow(trx, command));
    },
  );

  app.post(
    '/api/remote-statements/:statement/withdrawal',
    {
      config: { action: 'remote-statement.write' },
      schema: {
        operationId: 'withdrawRemoteStatement',
        tags: [tag],
        summary: '作废一份清算单，写明原因；各行不再计入，同样的文件可以再传',
        params: ofStatement,
        body: atDepartment.extend({ reason: typedText }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const { department, reason } = request.body;
      requirePermission(request, 'remote-statement.write', { department });
      const command = { ...handOf(request), department, id: request.params.statement, reason };
      return doing((trx) => withdrawStatement(trx, command));
    },
  );

  app.get(
    '/api/remote-care',
    {
      config: { action: 'remote-statement.read' },
      schema: {
        operationId: 'getRemoteCareYear',
        tags: [tag],
        summary: '一年收治外地参保人员的情况：公开引用的指标，按月、机构的汇总',
        querystring: atDepartment.extend({ year: z.coerce.number().int().min(2000).max(2100) }),
        response: { 200: yearShape, ...problems },
      },
    },
    async ({ query: { department, year } }) => {
      const reader = new FigureReader(db, computedFigures());
      const figures = statementFigureRows.flatMap((row) =>
        figuresOfRow(row).map(async ({ id: figure, term, unit, rows }) => {
          const at = rows[row] ?? {};
          const { value, remark = null } = await reader.value(figure, { department, year, at });
          const name = Object.keys(at).length === 0 ? term : `${term}（${coordinatesInWords(at)}）`;
          return { row, figure, name, value, unit, remark };
        }),
      );
      return {
        year,
        figures: await Promise.all(figures),
        months: (await remoteCareSums(db, { department, year })).map((one) => ({
          ...one,
          total: yuanOf(one.total),
          direct: yuanOf(one.direct),
          fund: yuanOf(one.fund),
        })),
      };
    },
  );
};

function departmentIn(fields: ReadonlyMap<string, string>): string {
  const department = (fields.get('department') ?? '').trim();
  if (department !== '' && department.length <= 100) return department;
  throw new Refusal('request-invalid', '表单要有 department（经办机构）。请对照 /api/docs 改正后再试。');
}

function unknownStatement() {
  const message = '没有这份清算单，请从列表中选取。';
  return travelRefused({ refusal: { list: 'travel', id: 'statement-unknown', message } });
}

function shownSum({ total, fund, ...rest }: StatementSum): z.infer<typeof sum> {
  return { ...rest, total: yuanOf(total), fund: yuanOf(fund) };
}

async function shownLines(
  db: RouteContext['db'],
  lines: readonly StatementLine[],
  names: (id: string) => string,
): Promise<z.infer<typeof line>[]> {
  const placeOf = await areaNames(
    db,
    lines.map(({ cells: { insuredArea } }) => insuredArea),
  );
  return lines.map(({ settledBy, problems: found, cells: written, ...rest }) => ({
    ...rest,
    cells: { ...written },
    insuredPlace: placeOf(written.insuredArea),
    problems: found.map((id) => ({ problem: id, name: statementProblems[id] })),
    settler: settledBy === null ? null : names(settledBy),
  }));
}

function shownStatement(one: ListedStatement, names: (id: string) => string): z.infer<typeof listed> {
  const { by, at, withdrawnBy, total, fund, ...rest } = one;
  return {
    ...rest,
    maker: names(by),
    madeAt: at.toISOString(),
    total: yuanOf(total),
    fund: yuanOf(fund),
    withdrawer: withdrawnBy === null ? null : names(withdrawnBy),
  };
}
