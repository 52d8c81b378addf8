/** The approved final-accounts tables (财决): hand in, look at, confirm; and their comparison with our statements. */
import {
  type ApprovedProblem,
  type ApprovedTables,
  approvedProblems,
  approvedTablesOf,
  blocksApproval,
  cellMatchNames,
  compareWithApproved,
  confirmApproved,
  fileLabel,
  findAttachment,
  findHandedTables,
  type HandedTables,
  handInApproved,
  listHandedTables,
  previewApproved,
  sheetsOfWorkbook,
  statementFindings,
} from '@mingzhang/bureau';
import { statementTemplate, statementTemplateIds } from '@mingzhang/disclosure';
import { type Sheet } from '@mingzhang/documents';
import { newId } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { readSheetsApart } from '../../sheets/read-apart.ts';
import { readUpload } from '../../upload.ts';
import { type RouteContext } from '../context.ts';
import { departmentOf } from '../figures.ts';
import { asked, idempotent, nowBy } from './asked.ts';
import { mediaTypes } from './imports.ts';
import { fiscalYear } from './place.ts';

const tag = '决算报表';

const department = z.string().max(100).optional().describe('部门；只有一个部门时可以不写');
const whose = z.object({ department, year: fiscalYear });

const handed = z
  .object({
    id: z.string(),
    year: z.int(),
    file: z.string(),
    sha256: z.string(),
    maker: z.string(),
    madeAt: z.string(),
    confirmed: z
      .object({ added: z.int(), changed: z.int(), unchanged: z.int(), committer: z.string(), at: z.string() })
      .nullable()
      .describe('确认的结果，格数；null 表示尚未确认'),
  })
  .meta({ id: 'HandedTables', description: '上传的一份财决表' });

const standing = z
  .object({
    importId: z.string(),
    file: z.string(),
    sha256: z.string(),
    maker: z.string(),
    committer: z.string(),
    committedAt: z.string(),
  })
  .meta({ id: 'ApprovedTables', description: '现行的财决表：最后确认的那一份' });

const tableProblem = z
  .object({
    id: z.string(),
    severity: z.enum(['error', 'warning']),
    sheet: z.string().nullable(),
    row: z.int().nullable(),
    value: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'ApprovedTableProblem', description: '财决表的一处问题；error 妨碍整个文件确认' });

/** Problems that a person reads. */
const shownLimit = 500;

const preview = z
  .object({
    handed,
    tables: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        number: z.string().nullable(),
        unit: z.enum(['元', '万元']),
        sheet: z.string(),
        rows: z.int(),
        amounts: z.int().describe('有金额的格'),
      }),
    ),
    unused: z.array(z.string()).describe('没有认出公开用表的工作表'),
    errors: z.int(),
    warnings: z.int(),
    problems: z.array(tableProblem).describe(`至多 ${shownLimit} 条`),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
  })
  .meta({ id: 'ApprovedPreview', description: '确认前的核对' });

const match = z.enum(Object.keys(cellMatchNames) as [keyof typeof cellMatchNames]);
const counts = z.object({ different: z.int(), 'only-theirs': z.int(), 'only-ours': z.int(), equal: z.int() });

const comparedCell = z
  .object({
    row: z.string(),
    side: z.enum(['income', 'expenditure']).nullable(),
    column: z.string(),
    rowName: z.string(),
    columnName: z.string(),
    match,
    theirs: z.string().nullable().describe('财决的数，按该表的单位'),
    ours: z.string().nullable().describe('我们的数，同一单位'),
    difference: z.string().describe('财决减我们，同一单位'),
    exact: z.string().nullable().describe('我们未舍入的数，元；台数、辆数为整数'),
    printed: z.boolean().describe('所选版式印出这一格，可以取它背后的分录'),
    sheet: z.string().nullable(),
    sheetRow: z.int().nullable(),
  })
  .meta({ id: 'ComparedCell', description: '财决表与我们的决算表逐格核对的一格' });

const comparison = z
  .object({
    outcome: z
      .enum(['not-approved', 'books-missing', 'findings', 'compared'])
      .describe('not-approved 没有确认过的财决表；books-missing 没有账簿；findings 账簿还不能成表'),
    equal: z.boolean().describe('要公开的每一格都与财决相等'),
    approved: standing.nullable(),
    through: z.string().nullable().describe('账簿取到这个月'),
    closed: z.boolean(),
    findings: z.array(z.object({ id: z.string(), name: z.string(), message: z.string() })),
    counts,
    tables: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        unit: z.enum(['元', '万元']),
        published: z.boolean().describe('所选版式公开这张表'),
        approved: z.boolean().describe('财决里有这张表'),
        counts,
        cells: z.array(comparedCell),
      }),
    ),
  })
  .meta({ id: 'ApprovedComparison', description: '财决表与决算表逐格核对' });

const noCounts = { different: 0, 'only-theirs': 0, 'only-ours': 0, equal: 0 };

export const approvedRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  async function sheetsOf({ id, sha256 }: HandedTables): Promise<readonly Sheet[]> {
    const kept = await findAttachment(db, sha256);
    if (kept === null) throw new Error(`the file of ${id} is not kept`);
    const read = sheetsOfWorkbook(await readSheetsApart(kept.bytes));
    if (read.outcome === 'refused') throw refused('office-approved', read.refusal);
    return read.sheets;
  }

  async function foundOf(of: string, id: string): Promise<HandedTables> {
    const found = await findHandedTables(db, of, id);
    if (found !== null) return found;
    throw refused('office-approved', { id: 'handing-unknown', message: '没有这次上传的财决表。请刷新列表后再试。' });
  }

  app.get(
    '/api/office/approved-tables',
    {
      config: { action: 'statement.read' },
      schema: {
        operationId: 'listApprovedTables',
        tags: [tag],
        summary: '一个部门一年上传过的财决表，新的在前，和现行的一份',
        querystring: whose,
        response: {
          200: z.object({ handed: z.array(handed), standing: standing.nullable() }),
          403: problem,
          404: problem,
        },
      },
    },
    async (request) => {
      const { year } = request.query;
      const { id } = await departmentOf(db, request.query);
      requirePermission(request, 'statement.read', { department: id });
      const approved = await approvedTablesOf(db, id, year);
      return {
        handed: (await listHandedTables(db, id, year)).map(describeHanded),
        standing: approved === null ? null : describeStanding(approved),
      };
    },
  );

  app.post(
    '/api/office/approved-tables',
    {
      config: { action: 'budget.import', upload: 'approved' },
      schema: {
        operationId: 'handInApprovedTables',
        tags: [tag],
        summary: '上传财政部门批复的决算表（财决），核对后由另一人确认',
        description: '文件按内容保存；同一文件再传一次，得到原来的那次上传。',
        response: {
          201: z.object({ id: z.string(), again: z.boolean() }),
          400: problem,
          403: problem,
          404: problem,
          413: problem,
          415: problem,
          422: problem,
        },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request);
      const fields = whose.safeParse(Object.fromEntries(upload.fields));
      if (!fields.success) {
        throw new Refusal('request-invalid', '表单要有 department、year。请对照 /api/docs 改正后再试。');
      }
      const { year } = fields.data;
      const { id: of } = await departmentOf(db, fields.data);
      requirePermission(request, 'budget.import', { department: of });
      const read = sheetsOfWorkbook(await readSheetsApart(upload.bytes));
      if (read.outcome === 'refused') throw refused('office-approved', read.refusal);
      const { actor, at } = nowBy(request);
      const outcome = await db.transaction().execute((trx) =>
        handInApproved(trx, {
          id: newId(),
          department: of,
          year,
          file: fileLabel(upload.name),
          mediaType: mediaTypes[read.format],
          bytes: upload.bytes,
          sheets: read.sheets,
          by: actor.id,
          at,
        }),
      );
      if (outcome.outcome === 'refused') throw refused('office-approved', outcome.refusal);
      return reply.code(201).send({ id: outcome.id, again: outcome.again });
    },
  );

  app.get(
    '/api/office/approved-tables/:id',
    {
      config: { action: 'statement.read' },
      schema: {
        operationId: 'previewApprovedTables',
        tags: [tag],
        summary: '核对一份上传的财决表：认出的表、逐行的问题、与现行一份的差异',
        params: z.object({ id: z.string().max(40) }),
        querystring: z.object({ department }),
        response: { 200: preview, 403: problem, 404: problem, 413: problem, 422: problem },
      },
    },
    async (request) => {
      const { id: of } = await departmentOf(db, request.query);
      requirePermission(request, 'statement.read', { department: of });
      const found = await foundOf(of, request.params.id);
      const outcome = await previewApproved(db, { department: of, id: found.id, sheets: await sheetsOf(found) });
      if (outcome.outcome === 'refused') throw refused('office-approved', outcome.refusal);
      const { tables, problems, unused, counts: cells } = outcome.plan;
      const errors = problems.filter(blocksApproval).length;
      return {
        handed: describeHanded(found),
        tables: tables.map(({ id, title, number, unit, sheet, cells: all }) => ({
          id,
          title,
          number,
          unit,
          sheet,
          rows: new Set(all.map(({ side, row }) => `${side ?? ''} ${row}`)).size,
          amounts: all.filter(({ amount }) => amount !== null).length,
        })),
        unused: [...unused],
        errors,
        warnings: problems.length - errors,
        problems: errorsFirst(problems)
          .slice(0, shownLimit)
          .map((one) => ({ ...one, severity: approvedProblems[one.id].severity })),
        ...cells,
      };
    },
  );

  app.post(
    '/api/office/approved-tables/:id/confirm',
    {
      config: { action: 'budget.check' },
      schema: {
        operationId: 'confirmApprovedTables',
        tags: [tag],
        summary: '确认一份财决表：全部确认，或一张也不确认；上传的人不能自己确认',
        headers: idempotent,
        params: z.object({ id: z.string().max(40) }),
        body: z.object({ department }),
        response: {
          200: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), again: z.boolean() }),
          400: problem,
          403: problem,
          404: problem,
          409: problem,
          413: problem,
          422: problem,
        },
      },
    },
    async (request) => {
      const { id: of } = await departmentOf(db, request.body);
      requirePermission(request, 'budget.check', { department: of });
      const found = await foundOf(of, request.params.id);
      const { actor, at } = nowBy(request);
      const sheets = await sheetsOf(found);
      return once(db, asked(request, actor.id, at), async (trx) => {
        const outcome = await confirmApproved(trx, { department: of, id: found.id, sheets, by: actor.id, at });
        if (outcome.outcome === 'same-person') throw refused('access', outcome.refusal);
        if (outcome.outcome === 'refused') throw refused('office-approved', outcome.refusal);
        return { ...outcome.counts, again: outcome.again };
      });
    },
  );

  app.get(
    '/api/office/approved-comparison',
    {
      config: { action: 'statement.read' },
      schema: {
        operationId: 'compareApprovedTables',
        tags: [tag],
        summary: '现行的财决表与决算表逐格核对',
        description: '以元为单位的表核对到分，以万元为单位的按印出的数核对；空白、——和0都是没有数。',
        querystring: whose.extend({
          template: z.enum(statementTemplateIds as [string, ...string[]]).describe('版式'),
          all: z.stringbool().default(false).describe('也给出相等的格'),
        }),
        response: { 200: comparison, 403: problem, 404: problem },
      },
    },
    async (request) => {
      const { year, template: id, all } = request.query;
      const { id: of } = await departmentOf(db, request.query);
      requirePermission(request, 'statement.read', { department: of });
      const template = statementTemplate(id);
      if (template === null) throw new Error(`no template ${id}`);
      const outcome = await compareWithApproved(db, of, year, template);
      const approved = outcome.outcome === 'not-approved' ? null : describeStanding(outcome.approved);
      const head = { outcome: outcome.outcome, approved };
      if (outcome.outcome !== 'compared') {
        const findings = outcome.outcome === 'findings' ? outcome.findings : [];
        return {
          ...head,
          equal: false,
          through: null,
          closed: false,
          findings: findings.map((one) => ({ ...one, name: statementFindings[one.id] })),
          counts: noCounts,
          tables: [],
        };
      }
      const { accounts, comparison: compared } = outcome;
      return {
        ...head,
        equal: compared.equal,
        through: accounts.through,
        closed: accounts.closed,
        findings: [],
        counts: { ...compared.counts },
        tables: compared.tables.map(({ cells, counts: ofTable, ...table }) => ({
          ...table,
          counts: { ...ofTable },
          cells: cells
            .filter((cell) => all || cell.match !== 'equal')
            .map(({ table: _, place, ...cell }) => ({
              ...cell,
              sheet: place?.sheet ?? null,
              sheetRow: place?.row ?? null,
            })),
        })),
      };
    },
  );
};

/** Errors stand before what is only to be looked at. */
function errorsFirst(problems: readonly ApprovedProblem[]): readonly ApprovedProblem[] {
  return problems.toSorted((a, b) => Number(blocksApproval(b)) - Number(blocksApproval(a)));
}

function describeHanded({ id, year, file, sha256, maker, madeAt, commit }: HandedTables): z.infer<typeof handed> {
  const confirmed = commit === null ? null : { ...commit, at: commit.at.toISOString() };
  return { id, year, file, sha256, maker, madeAt: madeAt.toISOString(), confirmed };
}

function describeStanding({ tables: _, committedAt, ...rest }: ApprovedTables): z.infer<typeof standing> {
  return { ...rest, committedAt: committedAt.toISOString() };
}
