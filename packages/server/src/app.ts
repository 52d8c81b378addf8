/**
 * The door: one Fastify instance with everything on it. It owns no state of its own but the audit workers and the counters;
 * whoever builds it gives it the database and closes both.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import fastifySwagger from '@fastify/swagger';
import { actions, Charts, type IdentityKey } from '@mingzhang/bureau';
import { type CheckMeta } from '@mingzhang/disclosure';
import { type Database } from '@mingzhang/store';
import Fastify, {
  type FastifyContextConfig,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  isResponseSerializationError,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { type Kysely } from 'kysely';
import { guardRoutes } from './actor.ts';
import { type AuditPool } from './auditor/pool.ts';
import { docsPage, refusalsPage } from './docs-page.ts';
import { DutyRefusal } from './duty-refusals.ts';
import { admit, securityHeaders } from './guard.ts';
import { createMetrics } from './metrics.ts';
import { openRoutes } from './open/routes.ts';
import { tidyOpenapi } from './openapi-tidy.ts';
import { type Problem, problemOf, Refusal, type RefusalId } from './refusals.ts';
import { auditRoutes } from './routes/audit.ts';
import { ledgerRoutes } from './routes/books/ledgers.ts';
import { periodRoutes } from './routes/books/periods.ts';
import { setRoutes } from './routes/books/sets.ts';
import { checkRoutes } from './routes/checks.ts';
import { documentRoutes } from './routes/documents.ts';
import { figureRoutes } from './routes/figures.ts';
import { healthRoutes } from './routes/health.ts';
import { accountRoutes } from './routes/insurance/accounts.ts';
import { assistanceRoutes } from './routes/insurance/assistance.ts';
import { catalogueRoutes } from './routes/insurance/catalogue.ts';
import { claimRoutes } from './routes/insurance/claims.ts';
import { contributionRoutes } from './routes/insurance/contributions.ts';
import { enrolmentRoutes } from './routes/insurance/enrolment.ts';
import { entitlementRoutes } from './routes/insurance/entitlements.ts';
import { filingRoutes } from './routes/insurance/filings.ts';
import { listRoutes } from './routes/insurance/lists.ts';
import { overviewRoutes } from './routes/insurance/overview.ts';
import { placeRoutes } from './routes/insurance/places.ts';
import { registryRoutes } from './routes/insurance/registry.ts';
import { remoteStatementRoutes } from './routes/insurance/remote-statements.ts';
import { rerunRoutes } from './routes/insurance/rerun.ts';
import { settlementRoutes } from './routes/insurance/settlement.ts';
import { subsidyRoutes } from './routes/insurance/subsidies.ts';
import { approvedRoutes } from './routes/office/approved.ts';
import { assetRoutes } from './routes/office/assets.ts';
import { attachmentRoutes } from './routes/office/attachments.ts';
import { budgetRoutes } from './routes/office/budget.ts';
import { importRoutes } from './routes/office/imports.ts';
import { payrollRoutes } from './routes/office/payroll.ts';
import { procurementRoutes } from './routes/office/procurement.ts';
import { registerRoutes } from './routes/office/registers.ts';
import { reservationRoutes } from './routes/office/reservations.ts';
import { staffRoutes } from './routes/office/staff.ts';
import { statementRoutes } from './routes/office/statements.ts';
import { voucherRoutes } from './routes/office/vouchers.ts';
import { peopleRoutes } from './routes/people.ts';
import { performanceRoutes } from './routes/performance.ts';
import { policyRoutes } from './routes/policy.ts';
import { publicationRoutes } from './routes/publications/publications.ts';
import { sessionRoutes } from './routes/session.ts';
import { trailRoutes } from './routes/trail.ts';
import { fundFinanceRoutes } from './routes/treasury/finance.ts';
import { treasuryRoutes } from './routes/treasury/treasury.ts';
import { uploadLimit } from './upload.ts';

export interface AppOptions {
  readonly db: Kysely<Database>;
  /** Of the database: what works beside the server connects there itself, and fails without. */
  readonly databaseUrl?: string;
  readonly pool: AuditPool;
  /** The catalogue that /api/checks shows. */
  readonly checks: readonly CheckMeta[];
  readonly version: string;
  /** The built workbench; null serves the API alone. */
  readonly webRoot: string | null;
  /** Where log lines go; they carry route, status and time, never content. */
  readonly log?: boolean;
  /** The origins by which others than this machine reach us: `https://mz.example`. */
  readonly origins?: readonly string[];
  /** True if it can be reached from other machines. */
  readonly exposed?: boolean;
  /** Proxies whose word (X-Forwarded-For) on where a request comes from is taken. */
  readonly proxies?: readonly string[];
  /** Encrypts identity numbers; what needs it fails without. */
  readonly key?: IdentityKey;
}

/** Milliseconds that requests under way are given when the server stops. */
const closeGrace = 10_000;

/** Where the workbench has pages; each is the same file, which knows by the address what to show. */
const workbenchAddresses = [
  '/',
  '/documents',
  '/documents/*',
  '/checks',
  '/office',
  '/office/*',
  '/policy/*',
  '/insurance/*',
  '/treasury/*',
  '/people',
  '/people/*',
  '/audit-trail',
];

/** Builds the instance, ready for `listen` or `inject`. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, pool, checks, version, webRoot, origins = [], exposed = false, proxies = [] } = options;
  const metrics = createMetrics();
  const app = Fastify({
    logger: { level: options.log === true ? 'warn' : 'silent', serializers: { req: () => ({}) } },
    bodyLimit: 1024 * 1024,
    // A slow client may take its time to send 64 MB, not for ever.
    requestTimeout: 600_000,
    routerOptions: { maxParamLength: 200 },
    trustProxy: proxies.length > 0 ? [...proxies] : false,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request) => {
    throw new Refusal('not-found', `没有 ${request.method} ${pathOf(request)} 这个地址。全部地址见 /api/docs。`);
  });

  let underWay = 0;
  app.addHook('onRequest', async (request, reply) => {
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
    });
    reply.headers(securityHeaders(null));
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    admit(
      {
        method: request.method,
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: header('sec-fetch-site'),
        fetchMode: header('sec-fetch-mode'),
      },
      origins,
    );
    if (pathOf(request).startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  guardRoutes(app, db);
  app.addHook('onResponse', async (request, reply) => {
    metrics.request(request.routeOptions.url ?? '(none)', request.method, reply.statusCode, reply.elapsedTime / 1000);
  });
  // Stopping waits for requests, not for connections: a browser keeps some open that it has not asked anything on.
  app.addHook('preClose', async () => {
    const deadline = Date.now() + closeGrace;
    while (underWay > 0 && Date.now() < deadline) await setTimeout(20);
    app.server.closeAllConnections();
  });
  app.addHook('onClose', async () => metrics.close());

  await app.register(fastifyMultipart, { limits: { fileSize: uploadLimit } });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '明账 Mingzhang',
        version,
        description: '读取并检查公开的部门决算：上传文件，得到发现；每条发现都有所述数、应为数、差额和原文位置。',
      },
      tags: [
        { name: '登录', description: '登录、退出、修改口令' },
        { name: '人员', description: '人员和角色' },
        { name: '留痕', description: '谁在什么时候做了什么' },
        { name: '检查', description: '检查一份文件，不保存' },
        { name: '文件', description: '架上的文件、发现和搁置' },
        { name: '指标', description: '指标目录、值、证据和填报' },
        { name: '决算报表', description: '公开01至10表和各格的取数' },
        { name: '决算公开', description: '编制、自查、保密审查、审签、报送、批复、公开、归档和更正' },
        { name: '部门预算', description: '项目库、指标、国库支付和预算执行' },
        { name: '凭证', description: '编制、复核、记账和附件' },
        { name: '账簿', description: '账套、科目、余额、明细账、序时账、会计期间' },
        { name: '台账', description: '接待、出国（境）、用车、会议、培训、活动，与总账的对应' },
        { name: '人员和参数', description: '编制、人员、内设机构；缴费比例等参数' },
        { name: '工资', description: '工资项目和每月发放' },
        { name: '资产', description: '固定资产卡片、折旧、处置、盘点' },
        { name: '政府采购', description: '计划、合同、验收、支付' },
        { name: '政策', description: '政策参数及其确认，待遇和缴费试算' },
        { name: '参保登记', description: '参保人员、参保、暂停、救助身份' },
        { name: '待遇结算', description: '预结算、结算、撤销、推导' },
        { name: '医保目录', description: '三目录的查询、历史和导入' },
        { name: '个人账户', description: '职工个人账户的划入和对账单' },
        { name: '门诊待遇资格', description: '门诊慢特病和两病的认定、复核、终止' },
        { name: '异地就医清算', description: '收治外地参保人员的清算单：核对、收下、改正、作废，一年的汇总' },
        { name: '基金财务', description: '账户、补助文件、资金变动、支付批次、对账、预算和报表' },
        { name: '系统', description: '运行状况' },
      ],
    },
    transform: (input) =>
      withUpload(withAction(jsonSchemaTransform(input), input.route.config?.action), input.route.config),
    transformObject: (input) => tidyOpenapi(jsonSchemaTransformObject(input)),
  });

  const context = {
    db,
    pool,
    checks,
    metrics,
    origins,
    exposed,
    key: options.key,
    databaseUrl: options.databaseUrl,
    charts: new Charts(),
  };
  await app.register(healthRoutes, context);
  await app.register(sessionRoutes, context);
  await app.register(peopleRoutes, context);
  await app.register(trailRoutes, context);
  await app.register(auditRoutes, context);
  await app.register(documentRoutes, context);
  await app.register(checkRoutes, context);
  await app.register(budgetRoutes, context);
  await app.register(reservationRoutes, context);
  await app.register(importRoutes, context);
  await app.register(figureRoutes, context);
  await app.register(statementRoutes, context);
  await app.register(approvedRoutes, context);
  await app.register(performanceRoutes, context);
  await app.register(setRoutes, context);
  await app.register(ledgerRoutes, context);
  await app.register(periodRoutes, context);
  await app.register(voucherRoutes, context);
  await app.register(attachmentRoutes, context);
  await app.register(registerRoutes, context);
  await app.register(staffRoutes, context);
  await app.register(payrollRoutes, context);
  await app.register(assetRoutes, context);
  await app.register(procurementRoutes, context);
  await app.register(policyRoutes, context);
  await app.register(registryRoutes, context);
  await app.register(enrolmentRoutes, context);
  await app.register(contributionRoutes, context);
  await app.register(subsidyRoutes, context);
  await app.register(placeRoutes, context);
  await app.register(listRoutes, context);
  await app.register(settlementRoutes, context);
  await app.register(claimRoutes, context);
  await app.register(assistanceRoutes, context);
  await app.register(rerunRoutes, context);
  await app.register(filingRoutes, context);
  await app.register(remoteStatementRoutes, context);
  await app.register(entitlementRoutes, context);
  await app.register(catalogueRoutes, context);
  await app.register(accountRoutes, context);
  await app.register(overviewRoutes, context);
  await app.register(treasuryRoutes, context);
  await app.register(fundFinanceRoutes, context);
  await app.register(publicationRoutes, context);
  await app.register(openRoutes, context);

  app.get('/api/openapi.json', { config: { action: 'public' }, schema: { hide: true } }, async () => app.swagger());
  app.get('/api/docs', { config: { action: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    html(reply, (nonce) => docsPage(app.swagger(), nonce)),
  );
  for (const url of ['/api/docs/refusals', '/api/docs/refusals/:list']) {
    app.get<{ Params: { list?: string } }>(
      url,
      { config: { action: 'public' }, schema: { hide: true } },
      (request, reply) =>
        html(reply, (nonce) => {
          const page = refusalsPage(request.params.list ?? null, nonce);
          if (page !== null) return page;
          throw new Refusal('not-found', '没有这份拒绝一览。全部地址见 /api/docs。');
        }),
    );
  }
  if (webRoot !== null) await serveWeb(app, webRoot);
  return app;
}

/** The workbench: built files as they are, every other address outside /api its one page, with a fresh nonce in it. */
async function serveWeb(app: FastifyInstance, webRoot: string): Promise<void> {
  const page = await readFile(join(webRoot, 'index.html'), 'utf8');
  await app.register(fastifyStatic, {
    root: join(webRoot, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  });
  const workbench = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    html(reply, (nonce) => page.replaceAll('__NONCE__', nonce));
  for (const url of workbenchAddresses) app.get(url, { schema: { hide: true } }, workbench);
}

async function html(reply: FastifyReply, page: (nonce: string) => string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .headers({ ...securityHeaders(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page(nonce));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}

/** Says what a route needs, and that it may be refused for it. */
function withAction(
  transformed: ReturnType<typeof jsonSchemaTransform>,
  action: FastifyContextConfig['action'],
): ReturnType<typeof jsonSchemaTransform> {
  if (action === undefined || action === 'public' || transformed.schema.hide === true) return transformed;
  const needs = action === 'signed-in' ? '需要登录。' : `需要权限：${actions[action].name}（\`${action}\`）。`;
  const { description, response } = transformed.schema;
  const problems = { 401: problemReference, ...(action === 'signed-in' ? {} : { 403: problemReference }) };
  return {
    ...transformed,
    schema: {
      ...transformed.schema,
      description: [description, needs].filter((text) => text !== undefined).join(''),
      response: { ...problems, ...(response as object) },
    },
  };
}

const problemReference = {
  description: 'Default Response',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Describes the multipart body of the routes that take a file; it is parsed by `readUpload`, not validated by a schema. */
function withUpload(
  transformed: ReturnType<typeof jsonSchemaTransform>,
  config: unknown,
): ReturnType<typeof jsonSchemaTransform> {
  const upload = typeof config === 'object' && config !== null && 'upload' in config ? config.upload : undefined;
  if (upload === undefined) return transformed;
  const fields: Readonly<Record<string, Readonly<Record<string, object>>>> = {
    document: { successorOf: { type: 'string', format: 'uuid', description: '所更正的那份文件的编号' } },
    'fund-result': { department: { type: 'string', description: '经办机构' } },
    'fund-statement': {
      department: { type: 'string', description: '经办机构' },
      account: { type: 'string', description: '银行账户的编号' },
      source: { type: 'string', description: 'bank 银行；fiscal 财政专户；treasury 国库和税务' },
    },
    approved: {
      department: { type: 'string', description: '部门；只有一个部门时可以不写' },
      year: { type: 'integer', description: '决算年度' },
    },
    contribution: {
      id: { type: 'string', description: '第7版UUID，由提交一方生成' },
      department: { type: 'string', description: '经办机构' },
      kind: { $ref: '#/components/schemas/ContributionFileKind' },
      deposit: { $ref: '#/components/schemas/ContributionDeposit' },
    },
    categoryList: {
      id: { type: 'string', description: '第7版UUID，由提交一方生成' },
      department: { type: 'string', description: '经办机构' },
      source: { $ref: '#/components/schemas/ListSource' },
      categories: { type: 'string', description: '名单认定的身份，以逗号分隔；不填为该部门认定的全部' },
      whole: { type: 'boolean', description: '全量名单：不在其中的即终止' },
      asOf: { type: 'string', description: '名单日期' },
      knownSince: { type: 'string', description: '收到日期' },
      document: { type: 'string', description: '名单文号' },
    },
    catalogue: {
      id: { type: 'string', description: '第7版UUID，由提交一方生成' },
      from: { type: 'string', description: '执行日期：没有写起始日期的行从这一天起' },
      whole: { type: 'boolean', description: '全量目录：同类里不在其中的，到执行日期的前一天为止' },
      document: { type: 'string', description: '目录文号' },
    },
    'remote-statement': {
      id: { type: 'string', description: '第7版UUID，由提交一方生成；只核对时不填' },
      department: { type: 'string', description: '经办机构' },
    },
    import: {
      unit: { type: 'string', description: '单位' },
      year: { type: 'integer', description: '预算年度' },
      kind: { $ref: '#/components/schemas/ImportKind' },
      mapping: { type: 'string', description: 'ImportMapping 的JSON：哪一列是哪一栏；不填则按表头认' },
    },
  };
  const extra = fields[String(upload)] ?? {};
  const needed: Readonly<Record<string, readonly string[]>> = {
    import: ['unit', 'year', 'kind'],
    approved: ['year'],
    contribution: ['id', 'department', 'kind', 'deposit'],
    'remote-statement': ['department'],
    catalogue: ['id', 'from', 'whole', 'document'],
    categoryList: ['id', 'department', 'source', 'whole', 'asOf', 'knownSince', 'document'],
  };
  const body = {
    type: 'object',
    required: ['file', ...(needed[String(upload)] ?? [])],
    properties: { file: { type: 'string', format: 'binary', description: '一份文件，不超过 64 MB' }, ...extra },
  };
  return { ...transformed, schema: { ...transformed.schema, consumes: ['multipart/form-data'], body } };
}

/** Turns whatever was thrown into problem details; only our own mistakes are logged. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof DutyRefusal) return answerProblem(reply, error.problem, error.retryAfter);
  const { id, detail, retryAfter } = refusalOf(error, request);
  if (id === 'internal-error' || id === 'audit-crashed') {
    request.log.error(
      { route: request.routeOptions.url, trace: traceOf(error instanceof Refusal ? error.cause : error) },
      id,
    );
  }
  return answerProblem(reply, problemOf(id, detail), retryAfter);
}

function answerProblem(reply: FastifyReply, problem: Problem, retryAfter: number | undefined): FastifyReply {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function refusalOf(
  error: unknown,
  request: FastifyRequest,
): { id: RefusalId; detail: string; retryAfter?: number | undefined } {
  if (error instanceof Refusal) return { id: error.id, detail: error.message, retryAfter: error.retryAfter };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validation.map((issue) => issue.instancePath.replace(/^\//, '') || '正文').join('、');
    return { id: 'request-invalid', detail: `请求的“${where}”不符合要求，没有执行。请对照 /api/docs 改正后再试。` };
  }
  if (
    !isResponseSerializationError(error) &&
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number'
  ) {
    if (error.statusCode === 415) {
      return {
        id: 'upload-not-multipart',
        detail: '请求正文的类型不被接受。上传文件请用 multipart/form-data，其他请求请用 application/json。',
      };
    }
    if (error.statusCode >= 400 && error.statusCode < 500) {
      return { id: 'request-invalid', detail: '请求的格式不对，没有执行。请对照 /api/docs 改正后再试。' };
    }
  }
  if (isDatabaseGone(error)) {
    return {
      id: 'not-ready',
      detail: '数据库暂时不可用，这次没有完成。请稍后再试；若一直如此，请检查数据库是否在运行。',
      retryAfter: 5,
    };
  }
  return {
    id: 'internal-error',
    detail: `处理请求时系统出错，没有完成。这是系统的错误，不是您的操作有误；请把编号 ${request.id} 告知维护者。`,
  };
}

/** A connection that cannot be made or has broken, and a server that is shutting down (SQLSTATE classes 08 and 57P). */
function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|57P)/.test(code) ||
    ('syscall' in error && error.syscall === 'connect') ||
    /^Connection terminated|^Client has encountered a connection error/.test(error.message)
  );
}

/** Where an error came from, without its message: that could quote a document, and the log carries no content. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
