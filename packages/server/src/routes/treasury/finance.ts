/** The funds' finance: payment batches, statements of others, budget against actual, fund statements, months. */
import { createHash } from 'node:crypto';
import {
  accountMatching,
  type Batch,
  budgetPercent,
  checkBatch,
  checkBudget,
  closeFundMonth,
  decideMatch,
  enterBudget,
  exportBatch,
  type FileTaken,
  fundBudgetExecution,
  fundSchemes,
  fundStatements,
  listBatches,
  listBatchLines,
  listBudgets,
  listFundPeriods,
  listPayables,
  makeBatch,
  matchAutomatically,
  openFundMonth,
  payableNow,
  peopleNames,
  proposeMatch,
  readResultFile,
  readStatementFile,
  takeResult,
  takeStatement,
  withdrawBatch,
} from '@mingzhang/bureau';
import { newId } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { readSheetsApart } from '../../sheets/read-apart.ts';
import { readUpload } from '../../upload.ts';
import { asked, idempotent, monthText } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  entered,
  fenTyped,
  givenId,
  handOf,
  problems,
  typedAmount,
  typedDay,
  typedText,
  yuanOf,
} from '../insurance/shapes.ts';
import { done, fundCode, mayRead, ofDepartment, tag } from './shapes.ts';

const byYear = ofDepartment.extend({ year: z.coerce.number().int().min(1990).max(2999) });
const byId = z.object({ id: givenId });

const batch = z
  .object({
    id: z.string(),
    number: z.string(),
    set: z.string(),
    date: z.string(),
    state: z
      .enum(['made', 'checked', 'sent', 'finished', 'withdrawn'])
      .describe('待复核、待导出、已导出、已办结、已撤回'),
    reason: z.string(),
    lines: z.int(),
    total: z.string(),
    paid: z.string(),
    returned: z.string(),
    maker: z.string(),
    checker: z.string().nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'FundBatch', description: '一个支付批次' });

const fileTaken = z
  .object({
    id: z.string(),
    rows: z.int(),
    taken: z.int().describe('办理了的行'),
    problems: z.array(z.object({ row: z.int(), message: z.string() })).describe('没有办理的行和原因'),
  })
  .meta({ id: 'FundFileTaken', description: '导入一份文件的结果，逐行' });

const takenOf = ({ problems: told, ...rest }: FileTaken) => ({ ...rest, problems: told.map((one) => ({ ...one })) });

const openItem = z.object({
  id: z.string(),
  date: z.string(),
  amount: z.string(),
  text: z.string(),
  age: z.int().describe('至月末的天数'),
  proposed: z.boolean().describe('已提请复核'),
});

const matching = z
  .object({
    books: z.string(),
    statement: z.string().nullable(),
    statementIn: z.string().describe('对方已收我方未收'),
    statementOut: z.string().describe('对方已付我方未付'),
    booksIn: z.string().describe('我方已收对方未收'),
    booksOut: z.string().describe('我方已付对方未付'),
    adjustedBooks: z.string(),
    adjustedStatement: z.string().nullable(),
    difference: z.string().nullable(),
    lines: z.array(openItem),
    entries: z.array(openItem),
    waiting: z.array(
      z.object({
        id: z.string(),
        reason: z.string(),
        maker: z.string(),
        mine: z.boolean(),
        amount: z.string(),
        lines: z.int(),
        entries: z.int(),
      }),
    ),
    matched: z.int(),
  })
  .meta({ id: 'FundMatching', description: '余额调节表和未达账项' });

const execution = z
  .object({
    scheme: z.string(),
    name: z.string(),
    number: z.string().nullable().describe('批复文号'),
    rows: z.array(
      z.object({
        side: z.enum(['income', 'expenditure']),
        item: z.string().nullable().describe('null 为合计'),
        name: z.string(),
        budget: z.string().nullable(),
        actual: z.string(),
        completion: z.string().nullable().describe('完成预算，%'),
        prior: z.string().nullable(),
        growth: z.string().nullable().describe('同比，%'),
      }),
    ),
    balance: z.object({ budget: z.string().nullable(), actual: z.string(), opening: z.string(), closing: z.string() }),
  })
  .meta({ id: 'FundBudgetExecution', description: '基金预算与执行' });

const statementRow = z.object({
  key: z.string(),
  name: z.string(),
  total: z.boolean(),
  first: z.string(),
  second: z.string(),
});

const statements = z
  .object({
    fund: fundCode,
    set: z.string(),
    through: z.string(),
    balance: z.array(statementRow).describe('资产负债表：年初数、期末数'),
    flow: z.array(statementRow).describe('收支表：本月数、本年累计数'),
    balanced: z.boolean(),
    missing: z.array(z.string()),
  })
  .meta({ id: 'FundStatements', description: '一个基金的报表' });

const yuanOrNull = (amount: number | null): string | null => (amount === null ? null : yuanOf(amount));

export const fundFinanceRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;
  app.get(
    '/api/treasury/payables',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundPayables',
        tags: [tag],
        summary: '截至一天没有进批次的应付待遇款，按收款人',
        querystring: ofDepartment.extend({ set: z.string().max(100), through: z.string().max(20) }),
        response: {
          200: z.object({
            payables: z.array(
              z.object({
                kind: z.enum(['institution', 'person']).describe('付给医疗机构，或付给本人'),
                name: z.string(),
                payee: z.string().nullable().describe('复核过的收款账户；null 表示还没有'),
                settlements: z.int(),
                amount: z.string(),
              }),
            ),
            lines: z.int(),
            total: z.string().describe('现在可以支付的合计'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { department, set, through } = request.query;
      mayRead(request, department);
      const day = /^\d{4}-\d{2}-\d{2}$/.test(through) ? through : handOf(request).today;
      const payables = await listPayables(db, department, set, day);
      const now = payableNow(payables);
      return {
        payables: payables.map(({ amount, ...row }) => ({ ...row, amount: yuanOf(amount) })),
        lines: now.length,
        total: yuanOf(now.reduce((sum, { amount }) => sum + amount, 0)),
      };
    },
  );

  app.get(
    '/api/treasury/batches',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundBatches',
        tags: [tag],
        summary: '支付批次，最近的在前',
        querystring: ofDepartment,
        response: { 200: z.object({ batches: z.array(batch) }), ...problems },
      },
    },
    async (request) => {
      mayRead(request, request.query.department);
      const names = await peopleNames(db);
      const { by } = handOf(request);
      return {
        batches: (await listBatches(db, request.query.department)).map((row: Batch) => ({
          ...row,
          total: yuanOf(row.total),
          paid: yuanOf(row.paid),
          returned: yuanOf(row.returned),
          maker: names(row.maker),
          checker: row.checker === null ? null : names(row.checker),
          mine: row.maker === by,
        })),
      };
    },
  );

  app.get(
    '/api/treasury/batches/:id/lines',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundBatchLines',
        tags: [tag],
        summary: '一个批次逐个收款人',
        params: byId,
        querystring: ofDepartment,
        response: {
          200: z.object({
            lines: z.array(
              z.object({
                line: z.int(),
                name: z.string(),
                bank: z.string(),
                number: z.string(),
                amount: z.string(),
                settlements: z.int(),
                state: z.enum(['waiting', 'paid', 'returned']).describe('待回盘、已付、退回'),
                reason: z.string(),
                doneOn: z.string().nullable(),
                reference: z.string(),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      mayRead(request, request.query.department);
      const lines = await listBatchLines(db, request.query.department, request.params.id);
      return { lines: (lines ?? []).map((line) => ({ ...line, amount: yuanOf(line.amount) })) };
    },
  );

  app.post(
    '/api/treasury/batches',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'makeFundBatch',
        tags: [tag],
        summary: '把看到的应付待遇款归集成批次',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          set: z.string().max(100),
          through: typedDay,
          lines: z.int(),
          total: typedAmount,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await makeBatch(trx, { ...body, total: fenTyped(body.total), ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/treasury/batches/:id/check',
    {
      config: { action: 'treasury.check' },
      schema: {
        operationId: 'checkFundBatch',
        tags: [tag],
        summary: '复核一个支付批次',
        params: byId,
        body: ofDepartment,
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { department } = request.body;
      requirePermission(request, 'treasury.check', { department });
      return reply.code(201).send(done(await checkBatch(db, { department, ...request.params, ...handOf(request) })));
    },
  );

  app.post(
    '/api/treasury/batches/:id/withdrawal',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'withdrawFundBatch',
        tags: [tag],
        summary: '撤回还没有导出的批次，写明原因',
        params: byId,
        body: ofDepartment.extend({ reason: typedText }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { department } = request.body;
      requirePermission(request, 'treasury.make', { department });
      return reply
        .code(201)
        .send(done(await withdrawBatch(db, { ...request.body, ...request.params, ...handOf(request) })));
    },
  );

  app.post(
    '/api/treasury/batches/:id/file',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'exportFundBatch',
        tags: [tag],
        summary: '导出付款文件；导出过的再给一次同样的',
        params: byId,
        body: ofDepartment,
        response: { 200: z.object({ name: z.string(), text: z.string() }), ...problems },
      },
    },
    async (request) => {
      const { department } = request.body;
      requirePermission(request, 'treasury.make', { department });
      const file = done(
        await exportBatch(db, context.key ?? null, { department, ...request.params, ...handOf(request) }),
      );
      return { name: `付款${file.number}.csv`, text: file.text };
    },
  );

  app.post(
    '/api/treasury/results',
    {
      config: { action: 'treasury.make', upload: 'fund-result' },
      schema: {
        operationId: 'takeFundResult',
        tags: [tag],
        summary: '导入银行回盘：逐行办理，不对的行说明原因，其余照办',
        response: { 201: fileTaken, ...problems },
      },
    },
    async (request, reply) => {
      const { bytes, name, fields } = await readUpload(request);
      const department = fields.get('department') ?? '';
      requirePermission(request, 'treasury.make', { department });
      const file = read(await readSheetsApart(bytes), readResultFile);
      const command = { department, id: newId(), name, sha256: hashOf(bytes), ...file, ...handOf(request) };
      return reply.code(201).send(takenOf(done(await takeResult(db, context.key ?? null, charts, command))));
    },
  );

  app.post(
    '/api/treasury/statements-of-others',
    {
      config: { action: 'treasury.make', upload: 'fund-statement' },
      schema: {
        operationId: 'takeFundStatement',
        tags: [tag],
        summary: '导入一份对账单：银行、财政专户，或国库和税务的',
        response: { 201: fileTaken, ...problems },
      },
    },
    async (request, reply) => {
      const { bytes, name, fields } = await readUpload(request);
      const [department, account, source] = ['department', 'account', 'source'].map((field) => fields.get(field) ?? '');
      requirePermission(request, 'treasury.make', { department: department ?? '' });
      const file = read(await readSheetsApart(bytes), readStatementFile);
      const of = { department: department ?? '', account: account ?? '', source: source ?? '' };
      const command = { ...of, id: newId(), name, sha256: hashOf(bytes), ...file, ...handOf(request) };
      return reply.code(201).send(takenOf(done(await takeStatement(db, command))));
    },
  );

  app.get(
    '/api/treasury/matching',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'getFundMatching',
        tags: [tag],
        summary: '一个账户一个月的余额调节表和未达账项',
        querystring: ofDepartment.extend({
          account: givenId,
          source: z.string().max(20),
          month: monthText,
        }),
        response: { 200: matching, ...problems },
      },
    },
    async (request) => {
      mayRead(request, request.query.department);
      const found = done(await accountMatching(db, request.query));
      const names = await peopleNames(db);
      const { by } = handOf(request);
      const { reconciliation: r } = found;
      const item = <T extends { readonly amount: number }>(one: T) => ({ ...one, amount: yuanOf(one.amount) });
      return {
        books: yuanOf(r.books),
        statement: yuanOrNull(r.statement),
        statementIn: yuanOf(r.statementIn),
        statementOut: yuanOf(r.statementOut),
        booksIn: yuanOf(r.booksIn),
        booksOut: yuanOf(r.booksOut),
        adjustedBooks: yuanOf(r.adjustedBooks),
        adjustedStatement: yuanOrNull(r.adjustedStatement),
        difference: yuanOrNull(r.difference),
        lines: found.lines.map(item),
        entries: found.entries.map(item),
        waiting: found.waiting.map((one) => ({ ...item(one), maker: names(one.maker), mine: one.maker === by })),
        matched: found.matched,
      };
    },
  );

  app.post(
    '/api/treasury/matching/automatic',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'matchFundAccount',
        tags: [tag],
        summary: '自动对账：金额、日期和流水号没有疑义的对上',
        body: ofDepartment.extend({ account: givenId, source: z.string().max(20) }),
        response: { 200: z.object({ matched: z.int() }), ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'treasury.make', { department: request.body.department });
      return { ...done(await matchAutomatically(db, { ...request.body, ...handOf(request) })) };
    },
  );

  app.post(
    '/api/treasury/matches',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'proposeFundMatch',
        tags: [tag],
        summary: '手工对账：所选流水和分录是同一笔钱；另一人复核',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          account: givenId,
          source: z.string().max(20),
          lines: z.array(givenId).max(500),
          entries: z.array(givenId).max(500),
          reason: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await proposeMatch(trx, { ...body, ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/treasury/matches/:id/decision',
    {
      config: { action: 'treasury.check' },
      schema: {
        operationId: 'decideOnFundMatch',
        tags: [tag],
        summary: '复核手工对账，或解除并写明原因',
        params: byId,
        body: ofDepartment.extend({ approve: z.boolean(), reason: typedText }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'treasury.check', { department: request.body.department });
      const outcome = await decideMatch(db, { ...request.body, ...request.params, ...handOf(request) });
      return reply.code(201).send(done(outcome));
    },
  );

  app.get(
    '/api/treasury/budgets',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundBudgets',
        tags: [tag],
        summary: '一年的基金预算和执行：完成预算、同比、当年结余、滚存结余',
        querystring: byYear,
        response: {
          200: z.object({
            executions: z.array(execution),
            waiting: z.array(
              z.object({
                id: z.string(),
                scheme: z.string(),
                number: z.string(),
                maker: z.string(),
                mine: z.boolean(),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { department, year } = request.query;
      mayRead(request, department);
      const names = await peopleNames(db);
      const { by } = handOf(request);
      const executions = [];
      for (const scheme of ['employee', 'resident', 'assistance'] as const) {
        const found = await fundBudgetExecution(db, department, scheme, year);
        if (found === null) continue;
        executions.push({
          scheme,
          name: fundSchemes[scheme].name,
          number: found.number,
          rows: found.rows.map(({ budget, actual, prior, ...row }) => ({
            ...row,
            budget: yuanOrNull(budget),
            actual: yuanOf(actual),
            completion: budget === null ? null : budgetPercent(actual, budget),
            prior: yuanOrNull(prior),
            growth: prior === null ? null : budgetPercent(actual - prior, prior),
          })),
          balance: {
            budget: yuanOrNull(found.balance.budget),
            actual: yuanOf(found.balance.actual),
            opening: yuanOf(found.balance.opening),
            closing: yuanOf(found.balance.closing),
          },
        });
      }
      const waiting = (await listBudgets(db, department, year)).filter(({ state }) => state === 'made');
      return {
        executions,
        waiting: waiting.map(({ id, scheme, number, maker }) => ({
          id,
          scheme,
          number,
          maker: names(maker),
          mine: maker === by,
        })),
      };
    },
  );

  app.post(
    '/api/treasury/budgets',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'enterFundBudget',
        tags: [tag],
        summary: '登记批复的基金预算；另一人复核后生效',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          year: z.int(),
          scheme: z.string().max(20),
          number: typedText,
          approvedOn: typedDay,
          lines: z
            .array(z.object({ side: z.enum(['income', 'expenditure']), item: z.string().max(40), amount: typedAmount }))
            .max(50),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const lines = body.lines.map((line) => ({ ...line, amount: fenTyped(line.amount) }));
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await enterBudget(trx, { ...body, lines, ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/treasury/budgets/:id/check',
    {
      config: { action: 'treasury.check' },
      schema: {
        operationId: 'checkFundBudget',
        tags: [tag],
        summary: '复核基金预算；先前的一份随即作废',
        params: byId,
        body: ofDepartment,
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { department } = request.body;
      requirePermission(request, 'treasury.check', { department });
      return reply.code(201).send(done(await checkBudget(db, { department, ...request.params, ...handOf(request) })));
    },
  );

  app.get(
    '/api/treasury/statements',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'getFundStatements',
        tags: [tag],
        summary: '各基金月末的资产负债表和收支表，个人账户单列；各账套的会计期间',
        querystring: ofDepartment.extend({ month: monthText }),
        response: {
          200: z.object({
            statements: z.array(statements),
            periods: z.array(
              z.object({ set: z.string(), openedThrough: z.string().nullable(), closedThrough: z.string().nullable() }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { department, month } = request.query;
      mayRead(request, department);
      const rows = (
        list: readonly {
          readonly key: string;
          readonly name: string;
          readonly total: boolean;
          readonly first: number;
          readonly second: number;
        }[],
      ) => list.map((row) => ({ ...row, first: yuanOf(row.first), second: yuanOf(row.second) }));
      return {
        statements: (await fundStatements(db, department, month)).map((one) => ({
          ...one,
          balance: rows(one.balance),
          flow: rows(one.flow),
          missing: [...one.missing],
        })),
        periods: (await listFundPeriods(db, department)).map((one) => ({ ...one })),
      };
    },
  );

  for (const [step, action, summary, run] of [
    ['opening', 'treasury.make', '打开基金账套的一个月份', openFundMonth],
    ['closing', 'treasury.check', '结账一个月份；十二月先结转本年收支', closeFundMonth],
  ] as const) {
    app.post(
      `/api/treasury/months/${step}`,
      {
        config: { action },
        schema: {
          operationId: step === 'opening' ? 'openFundMonth' : 'closeFundMonth',
          tags: [tag],
          summary,
          body: ofDepartment.extend({ set: z.string().max(100), month: z.string().max(10) }),
          response: {
            200: z.object({
              set: z.string(),
              openedThrough: z.string().nullable(),
              closedThrough: z.string().nullable(),
            }),
            ...problems,
          },
        },
      },
      async (request) => {
        requirePermission(request, action, { department: request.body.department });
        return { ...done(await run(db, charts, { ...request.body, ...handOf(request) })) };
      },
    );
  }
};

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

type Sheets = Awaited<ReturnType<typeof readSheetsApart>>;
type Readers = typeof readResultFile | typeof readStatementFile;

/** The rows of the first sheet that can be read, or the refusal of the file. */
function read<Read extends Readers>(
  sheets: Sheets,
  reader: Read,
): Exclude<ReturnType<Read>, { readonly unreadable: string }> {
  if (!sheets.ok) throw refused('treasury', { id: 'file-unreadable', message: sheets.error });
  let told = '文件里没有表格，没有导入。请核对是否选错了文件。';
  for (const { rows } of sheets.sheets) {
    const found = reader(rows);
    if (!('unreadable' in found)) return found as Exclude<ReturnType<Read>, { readonly unreadable: string }>;
    told = found.unreadable;
  }
  throw refused('treasury', { id: 'file-unreadable', message: told });
}
