/** Imports of the finance system's exports: hand in, look at, commit. */
import {
  blocks,
  columnsOf,
  commitImport,
  countsOf,
  documentMatchNames,
  fileLabel,
  findAttachment,
  findImport,
  type ImportKind,
  type ImportPlan,
  importProblems,
  type ListedImport,
  listImports,
  type Mapping,
  noMapping,
  previewImport,
  reconcileExport,
  stageImport,
  tablesOf,
  vocabularies,
  wordsOf,
} from '@mingzhang/bureau';
import { functionalName } from '@mingzhang/disclosure';
import { type Sheet } from '@mingzhang/documents';
import { formatYuan, sumFen } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { dayOf } from '../../clock.ts';
import { refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { readSheetsApart } from '../../sheets/read-apart.ts';
import { readUpload } from '../../upload.ts';
import { type RouteContext } from '../context.ts';
import { asked, idempotent, nowBy } from './asked.ts';
import { requireInUnit, unitAndYear, unitId, yuan } from './place.ts';

const tag = '部门预算';

const kinds = ['documents', 'payments'] as const satisfies readonly ImportKind[];
const importKind = z.enum(kinds).meta({ id: 'ImportKind', description: 'documents 指标；payments 国库支付' });

const mapping = z
  .object({
    columns: z.record(z.string(), z.string().max(200)).describe('栏 → 表头'),
    constants: z.record(z.string(), z.string().max(200)).describe('栏 → 整列的值'),
    sheet: z.string().max(100).nullable().describe('工作表；null 表示自动选择'),
  })
  .meta({ id: 'ImportMapping', description: '哪一列是哪一栏' });

const listed = z
  .object({
    id: z.string(),
    year: z.int(),
    kind: importKind,
    file: z.string(),
    sha256: z.string(),
    mapping,
    maker: z.string(),
    madeAt: z.string(),
    commit: z
      .object({ added: z.int(), changed: z.int(), unchanged: z.int(), committer: z.string(), at: z.string() })
      .nullable()
      .describe('确认导入的结果；null 表示尚未确认'),
  })
  .meta({ id: 'BudgetImport', description: '一次导入' });

const rowProblem = z
  .object({
    id: z.string(),
    severity: z.enum(['error', 'warning']),
    row: z.int(),
    column: z.string().nullable(),
    value: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'ImportRowProblem', description: '一行的问题；error 妨碍整个文件导入' });

const change = z.object({ number: z.string(), row: z.int(), before: yuan, after: yuan });

/** Problems and differences that a person reads; there can be thousands. */
const shownLimit = 500;

const preview = z
  .object({
    import: listed,
    sheet: z.string(),
    headerRow: z.int(),
    unit: z.enum(['元', '万元']).describe('金额栏的单位'),
    rows: z.int().describe('数据行'),
    ignored: z.int().describe('不是数据的行：空行、签章、重复的表头'),
    columns: z.array(z.object({ field: z.string(), term: z.string(), header: z.string(), constant: z.boolean() })),
    unused: z.array(z.string()).describe('没有用到的表头'),
    errors: z.int(),
    warnings: z.int(),
    problems: z.array(rowProblem).describe(`至多 ${shownLimit} 条`),
    sums: z.array(z.object({ functionCode: z.string(), name: z.string(), rows: z.int(), amount: yuan })),
    total: yuan,
    projects: z.array(z.object({ code: z.string(), name: z.string() })).describe('随之登记的新项目'),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    changes: z.array(change).describe('与已登记不同的：登记为更正'),
  })
  .meta({ id: 'ImportPreview', description: '导入前的核对' });

const documentMatch = z.enum(Object.keys(documentMatchNames) as [keyof typeof documentMatchNames]);

const documentReconciliation = z
  .object({
    exports: z.array(z.object({ id: z.string(), file: z.string(), madeAt: z.string() })).describe('可以选的导出文件'),
    import: z.string().nullable().describe('核对的是哪一份；null 表示还没有上传过指标'),
    unread: z.int().describe('读不懂、没有参加核对的行'),
    counts: z.array(z.object({ match: documentMatch, count: z.int() })),
    rows: z
      .array(
        z
          .object({
            match: documentMatch,
            kind: z.string(),
            number: z.string(),
            rows: z.array(z.int()).describe('导出文件的行号'),
            waiting: z.boolean().describe('已登记，待复核'),
            exported: yuan,
            recorded: yuan,
            lines: z.array(
              z.object({
                project: z.string(),
                functionCode: z.string(),
                economyCode: z.string().nullable(),
                source: z.string(),
                level: z.string(),
                direct: z.boolean(),
                exported: yuan,
                recorded: yuan,
              }),
            ),
          })
          .meta({ id: 'ReconciledDocument' }),
      )
      .describe(`不符的在前，至多 ${shownLimit} 份`),
  })
  .meta({ id: 'DocumentReconciliation', description: '导出的指标与登记的指标文件逐行对账' });

export const importRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  /** How far commits under way are; it matters to those who wait, so it is kept in memory only. */
  const underWay = new Map<string, { readonly done: number; readonly all: number }>();

  async function sheetsOf(found: ListedImport): Promise<readonly Sheet[]> {
    const kept = await findAttachment(db, found.sha256);
    if (kept === null) throw new Error(`the file of import ${found.id} is not kept`);
    const read = tablesOf(await readSheetsApart(kept.bytes));
    if (read.outcome === 'refused') throw refused('office-budget', read.refusal);
    return read.sheets;
  }

  async function foundOf(unit: string, id: string): Promise<ListedImport> {
    const found = await findImport(db, unit, id);
    if (found !== null) return found;
    throw refused('office-budget', { id: 'import-unknown', message: '没有这次导入。请刷新列表后再试。' });
  }

  app.get(
    '/api/office/import-columns',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'listImportColumns',
        tags: [tag],
        summary: '可以导入的文件各有哪些栏，各栏可以怎么写',
        response: {
          200: z.object({
            kinds: z.array(
              z.object({
                kind: importKind,
                columns: z.array(
                  z.object({
                    field: z.string(),
                    term: z.string(),
                    required: z.boolean(),
                    labels: z.array(z.string()),
                    words: z.array(z.string()).describe('可以给整列指定的值；空表示不可以'),
                  }),
                ),
              }),
            ),
          }),
        },
      },
    },
    async () => ({
      kinds: kinds.map((kind) => ({
        kind,
        columns: columnsOf(kind).map(({ field, term, required, constant, labels }) => {
          const vocabulary = vocabularies[kind][field];
          return {
            field,
            term,
            required,
            labels: [...labels],
            words: constant === true && vocabulary !== undefined ? [...wordsOf(vocabulary)] : [],
          };
        }),
      })),
    }),
  );

  app.get(
    '/api/office/imports',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'listImports',
        tags: [tag],
        summary: '一个单位一年的导入，新的在前',
        querystring: unitAndYear,
        response: { 200: z.object({ imports: z.array(listed) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      return { imports: (await listImports(db, unit, year)).map(describeImport) };
    },
  );

  app.post(
    '/api/office/imports',
    {
      config: { action: 'budget.import', upload: 'import' },
      schema: {
        operationId: 'stageImport',
        tags: [tag],
        summary: '上传一份一体化系统的导出文件，核对后由另一人确认导入',
        description: '文件按内容保存；同一文件、同样的列指定再传一次，得到原来的那次导入。',
        response: {
          201: z.object({ id: z.string(), again: z.boolean() }),
          400: problem,
          404: problem,
          413: problem,
          415: problem,
          422: problem,
        },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request);
      const fields = z
        .object({ unit: unitId, year: unitAndYear.shape.year, kind: importKind, mapping: mapping.optional() })
        .safeParse({
          ...Object.fromEntries(upload.fields),
          ...(upload.fields.has('mapping') ? { mapping: jsonOf(upload.fields.get('mapping') ?? '') } : {}),
        });
      if (!fields.success) {
        throw new Refusal(
          'request-invalid',
          '表单要有 unit、year、kind，mapping 是JSON。请对照 /api/docs 改正后再试。',
        );
      }
      const { unit, year, kind, mapping: said } = fields.data;
      await requireInUnit(db, request, 'budget.import', unit);
      const tables = tablesOf(await readSheetsApart(upload.bytes));
      if (tables.outcome === 'refused') throw refused('office-budget', tables.refusal);
      const { actor, at } = nowBy(request);
      const outcome = await db.transaction().execute((trx) =>
        stageImport(trx, {
          id: newId(),
          unitId: unit,
          year,
          kind,
          file: fileLabel(upload.name),
          mediaType: mediaTypes[tables.format],
          bytes: upload.bytes,
          mapping: (said as Mapping | undefined) ?? noMapping,
          by: actor.id,
          at,
        }),
      );
      if (outcome.outcome === 'refused') throw refused('office-budget', outcome.refusal);
      return reply.code(201).send({ id: outcome.id, again: outcome.again });
    },
  );

  app.get(
    '/api/office/imports/:id',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'previewImport',
        tags: [tag],
        summary: '核对一次导入：逐行的问题、按科目的合计、与已登记的差异',
        params: z.object({ id: z.string().max(40) }),
        querystring: z.object({ unit: unitId }),
        response: { 200: preview, 400: problem, 404: problem, 422: problem },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const found = await foundOf(unit, request.params.id);
      const outcome = await previewImport(db, {
        unitId: unit,
        importId: found.id,
        sheets: await sheetsOf(found),
        today: dayOf(new Date()),
      });
      if (outcome.outcome === 'refused') throw refused('office-budget', outcome.refusal);
      return describePlan(found, outcome.plan);
    },
  );

  app.get(
    '/api/office/document-reconciliation',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'reconcileDocuments',
        tags: [tag],
        summary: '一体化系统导出的指标与登记的指标文件逐行对账',
        description: '不写 import 时用最近上传的一份指标，不论是否已确认导入。',
        querystring: unitAndYear.extend({ import: z.string().max(40).optional() }),
        response: { 200: documentReconciliation, 400: problem, 404: problem, 422: problem },
      },
    },
    async (request) => {
      const { unit, year, import: wanted } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      const handed = (await listImports(db, unit, year)).filter(({ kind }) => kind === 'documents');
      const exports = handed.map(({ id, file, madeAt }) => ({ id, file, madeAt: madeAt.toISOString() }));
      const chosen = wanted === undefined ? handed[0] : await foundOf(unit, wanted);
      if (chosen === undefined) return { exports, import: null, unread: 0, counts: [], rows: [] };
      const outcome = await reconcileExport(db, {
        unitId: unit,
        importId: chosen.id,
        sheets: await sheetsOf(chosen),
      });
      if (outcome.outcome === 'refused') throw refused('office-budget', outcome.refusal);
      const { documents, unread } = outcome;
      return {
        exports,
        import: chosen.id,
        unread,
        counts: documentMatch.options.map((match) => ({
          match,
          count: documents.filter((one) => one.match === match).length,
        })),
        rows: documents.slice(0, shownLimit).map((one) => ({
          ...one,
          rows: [...one.rows],
          exported: formatYuan(one.exported),
          recorded: formatYuan(one.recorded),
          lines: one.lines.map((line) => ({
            ...line,
            exported: formatYuan(line.exported),
            recorded: formatYuan(line.recorded),
          })),
        })),
      };
    },
  );

  app.get(
    '/api/office/imports/:id/progress',
    {
      config: { action: 'budget.read' },
      schema: {
        operationId: 'getImportProgress',
        tags: [tag],
        summary: '确认导入进行到哪里；全部写完之前什么也不生效',
        params: z.object({ id: z.string().max(40) }),
        querystring: z.object({ unit: unitId }),
        response: {
          200: z.object({ progress: z.object({ done: z.int(), all: z.int() }).nullable() }),
          400: problem,
          404: problem,
        },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'budget.read', unit);
      return { progress: underWay.get(request.params.id) ?? null };
    },
  );

  app.post(
    '/api/office/imports/:id/commit',
    {
      config: { action: 'budget.check' },
      schema: {
        operationId: 'commitImport',
        tags: [tag],
        summary: '确认一次导入：全部导入，或一行也不导入；上传的人不能自己确认',
        headers: idempotent,
        params: z.object({ id: z.string().max(40) }),
        body: z.object({ unit: unitId }),
        response: {
          200: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), again: z.boolean() }),
          400: problem,
          404: problem,
          409: problem,
          422: problem,
        },
      },
    },
    async (request) => {
      const { unit } = request.body;
      await requireInUnit(db, request, 'budget.check', unit);
      const found = await foundOf(unit, request.params.id);
      const { actor, at } = nowBy(request);
      const sheets = await sheetsOf(found);
      try {
        return await once(db, asked(request, actor.id, at), async (trx) => {
          const outcome = await commitImport(trx, {
            unitId: unit,
            importId: found.id,
            sheets,
            today: dayOf(at),
            by: actor.id,
            at,
            progress: (done, all) => {
              underWay.set(found.id, { done, all });
            },
          });
          if (outcome.outcome === 'same-person') throw refused('access', outcome.refusal);
          if (outcome.outcome === 'refused') throw refused('office-budget', outcome.refusal);
          return { ...outcome.counts, again: outcome.again };
        });
      } finally {
        underWay.delete(found.id);
      }
    },
  );
};

export const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
} as const;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function describeImport({ madeAt, madeBy: _, commit, mapping: said, ...rest }: ListedImport): z.infer<typeof listed> {
  return {
    ...rest,
    mapping: { columns: { ...said.columns }, constants: { ...said.constants }, sheet: said.sheet },
    madeAt: madeAt.toISOString(),
    commit:
      commit === null
        ? null
        : {
            added: commit.added,
            changed: commit.changed,
            unchanged: commit.unchanged,
            committer: commit.committer,
            at: commit.at.toISOString(),
          },
  };
}

function describePlan(found: ListedImport, plan: ImportPlan): z.infer<typeof preview> {
  const { table, problems, sums, total, projects } = plan;
  const errors = problems.filter(blocks);
  const amountOf = ({ lines }: { readonly lines: readonly { readonly amount: number }[] }): string =>
    formatYuan(sumFen(lines.map(({ amount }) => amount)));
  return {
    import: describeImport(found),
    sheet: table.sheet,
    headerRow: table.headerRow,
    unit: table.unit,
    rows: table.rows.length,
    ignored: table.ignored,
    columns: table.columns.map(({ field, term, header, index }) => ({ field, term, header, constant: index === null })),
    unused: [...table.unused],
    errors: errors.length,
    warnings: problems.length - errors.length,
    problems: problems.slice(0, shownLimit).map((one) => ({ ...one, severity: importProblems[one.id].severity })),
    sums: sums.map(({ functionCode, rows, amount }) => ({
      functionCode,
      name: functionalName(functionCode) ?? '',
      rows,
      amount: formatYuan(amount),
    })),
    total: formatYuan(total),
    projects: projects.map(({ code, name }) => ({ code, name })),
    ...countsOf(plan),
    changes: [...plan.documents.changed, ...plan.payments.changed]
      .slice(0, shownLimit)
      .map(({ before, after, row }) => ({
        number: after.number,
        row,
        before: amountOf(before),
        after: amountOf(after),
      })),
  };
}
