/** Figures: the catalogue with the year's values, a value's evidence, and what people declare. */
import {
  type Actor,
  aggregations,
  checkDeclaration,
  computedFigures,
  coordinatesInWords,
  cutOffs,
  type Declaration,
  declareFigure,
  dimensionList,
  duties,
  type EvidencePage,
  type Figure,
  FigureReader,
  type FigureValue,
  figureNamed,
  figures,
  fileLabel,
  findAttachment,
  isShownSafely,
  keepAttachment,
  listDeclarations,
  listDepartments,
  mediaTypeOf,
  operandsOf,
  parseCoordinates,
  partNames,
  parts,
  readAccounts,
  returnDeclaration,
  strangeCoordinate,
} from '@mingzhang/bureau';
import { lastDayOf } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Kysely } from 'kysely';
import { z } from 'zod';
import { actorOf, requirePermission } from '../actor.ts';
import { dayOf } from '../clock.ts';
import { type DutyRefusal, refused } from '../duty-refusals.ts';
import { Refusal } from '../refusals.ts';
import { problem } from '../schemas.ts';
import { readUpload } from '../upload.ts';
import { type RouteContext } from './context.ts';

const tag = '指标';

const whose = {
  year: z.coerce.number().int().min(2000).max(2099).describe('年度'),
  department: z.string().max(100).optional().describe('部门的标识；只有一个部门时可以不写'),
  area: z.string().max(6).optional().describe('行政区划代码，代替部门的标识'),
};

const coordinates = z.record(z.string(), z.union([z.string(), z.array(z.string())])).describe('在各分项中的位置');

const named = z.object({ id: z.string(), name: z.string() });

const label = z.string().describe('分项的名称；没有分项为“合计”');

const figure = z
  .object({
    id: z.string(),
    term: z.string(),
    unit: z.string(),
    definition: z.string(),
    aggregation: z.enum(aggregations),
    part: z.enum(parts),
    duty: z.enum(duties),
    dimensions: z.array(z.string()),
    formula: z.string().nullable(),
    survey: z.boolean().describe('来自调查，填报时要写明样本、日期和问卷'),
    operands: z.array(named).describe('公式中的指标，填报比率时从中选分母'),
  })
  .meta({ id: 'Figure', description: '指标' });

const operand = z.object({
  figure: z.string(),
  term: z.string(),
  unit: z.string(),
  year: z.int(),
  at: coordinates,
  label,
  value: z.string().nullable(),
});

const declaration = z
  .object({
    id: z.string(),
    kind: z.enum(['declared', 'stored']).describe('declared 填报；stored 往年数'),
    figure: z.string(),
    term: z.string(),
    unit: z.string(),
    at: coordinates,
    label,
    period: z.object({ from: z.string(), to: z.string() }),
    cutOff: z.object({ kind: z.string(), name: z.string(), date: z.string() }),
    value: z.string(),
    denominator: z.object({ figure: z.string(), value: z.string(), sourceRegister: z.string() }).nullable(),
    sourceRegister: z.string(),
    survey: z.object({ sample: z.int(), date: z.string(), form: z.string() }).nullable(),
    attachment: z.string(),
    replaces: z.string().nullable(),
    replacedBy: z.string().nullable(),
    maker: z.string(),
    madeAt: z.string(),
    checker: z.string().nullable(),
    checkedAt: z.string().nullable(),
    returnedReason: z.string().nullable(),
    state: z.enum(['made', 'checked', 'returned', 'replaced']),
  })
  .meta({ id: 'Declaration', description: '填报的指标值' });

const value = z
  .object({
    at: coordinates,
    label,
    value: z.string().nullable().describe('精确数，单位见 unit；比率以百分数计，保留两位小数'),
    basis: z.enum(['computed', 'formula', 'declared', 'stored']).nullable(),
    remark: z.string().nullable(),
    operands: z.array(operand),
    declaration: declaration.nullable(),
  })
  .meta({ id: 'FigureValue', description: '一个指标在一个年度、一个分项上的值' });

const listed = figure.extend({ values: z.array(value) });

const single = figure
  .extend({ year: z.int(), department: z.string(), asOf: z.string(), ...value.shape })
  .meta({ id: 'FigureOfYear', description: '一个指标的值' });

const evidence = z
  .object({
    rows: z.array(
      z.object({
        id: z.string(),
        register: z.string(),
        date: z.string().nullable(),
        text: z.string(),
        amount: z.string(),
        voucher: z.object({ unit: z.string(), id: z.string() }).nullable(),
        reference: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
    formula: z.string().nullable(),
    operands: z.array(operand),
  })
  .meta({ id: 'Evidence', description: '值背后的记录；比率和派生指标给出公式和各项' });

const draft = z.object({
  id: z.string().max(40).describe('第7版UUID，由提交一方生成'),
  department: z.string().max(100),
  kind: z.enum(['declared', 'stored']),
  figure: z.string().max(100),
  at: coordinates,
  period: z.object({ from: z.string().max(10), to: z.string().max(10) }),
  cutOff: z.object({ kind: z.enum(Object.keys(cutOffs) as [keyof typeof cutOffs]), date: z.string().max(10) }),
  value: z.string().max(40),
  denominator: z
    .object({ figure: z.string().max(100), value: z.string().max(40), sourceRegister: z.string().max(200) })
    .nullable(),
  sourceRegister: z.string().max(200),
  survey: z.object({ sample: z.int(), date: z.string().max(10), form: z.string().max(200) }).nullable(),
  attachment: z.string().max(64),
  replaces: z.string().max(40).nullable(),
});

/** What the codes in a catalogue of figures are called. */
const vocabulary = {
  parts: parts.map((id) => ({ id, name: partNames[id] })),
  dimensions: dimensionList.map(({ values, ...one }) => ({
    ...one,
    values: values === null ? null : values.map((each) => ({ ...each })),
  })),
  cutOffs: Object.entries(cutOffs).map(([id, name]) => ({ id, name })),
};

export const figureRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/figures',
    {
      config: { action: 'figure.read' },
      schema: {
        operationId: 'listFigures',
        tags: [tag],
        summary: '指标目录',
        description: '全部指标；写明 `year` 时带各分项的值。',
        querystring: z.object({ ...whose, year: whose.year.optional() }),
        response: {
          200: z.object({
            year: z.int().nullable(),
            department: z.string().nullable(),
            figures: z.array(listed),
            parts: z.array(named),
            dimensions: z.array(
              z.object({
                id: z.string(),
                name: z.string(),
                values: z.array(named).nullable().describe('null：用代码'),
              }),
            ),
            cutOffs: z.array(named),
          }),
          404: problem,
        },
      },
    },
    async ({ query }) => {
      const { year } = query;
      if (year === undefined) {
        return {
          year: null,
          department: null,
          figures: figures.map((one) => ({ ...described(one), values: [] })),
          ...vocabulary,
        };
      }
      const { id: department } = await departmentOf(db, query);
      const reader = new FigureReader(db, computedFigures());
      const all = await Promise.all(
        figures.map(async (one) => {
          const values = await reader.values(one.id, { department, year });
          return { ...described(one), values: values.map((found) => shown(found)) };
        }),
      );
      return { year, department, figures: all, ...vocabulary };
    },
  );

  app.get(
    '/api/figures/:id',
    {
      config: { action: 'figure.read' },
      schema: {
        operationId: 'getFigure',
        tags: [tag],
        summary: '一个指标的值',
        params: z.object({ id: z.string().max(100) }),
        querystring: z.object({
          ...whose,
          at: z.string().max(500).default('').describe('分项，如 `scheme=resident visit=inpatient`；不写为合计'),
        }),
        response: { 200: single, 404: problem, 422: problem },
      },
    },
    async ({ params, query }) => {
      const found = knownFigure(params.id);
      const at = placeOf(found, query.at);
      const { year } = query;
      const { id: department } = await departmentOf(db, query);
      const reader = new FigureReader(db, computedFigures());
      const answer = await reader.value(found.id, { department, year, at });
      const names = await namesOf(db, answer.declaration === undefined ? [] : [answer.declaration]);
      return { ...described(found), year, department, asOf: await asOf(db, answer), ...shown(answer, names) };
    },
  );

  app.get(
    '/api/figures/:id/evidence',
    {
      config: { action: 'figure.read' },
      schema: {
        operationId: 'listEvidence',
        tags: [tag],
        summary: '值背后的记录',
        description: '逐页给出记录或分录，按指标的汇总方式加起来就是它的值；比率和派生指标给出公式和各项的值。',
        params: z.object({ id: z.string().max(100) }),
        querystring: z.object({
          ...whose,
          at: z.string().max(500).default(''),
          after: z.string().max(1000).optional().describe('上一页的 next'),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
        response: { 200: evidence, 404: problem, 422: problem },
      },
    },
    async ({ params, query }) => {
      const found = knownFigure(params.id);
      const at = placeOf(found, query.at);
      const { year, after = null, limit } = query;
      const { id: department } = await departmentOf(db, query);
      const reader = new FigureReader(db, computedFigures());
      const answer = await reader.value(found.id, { department, year, at });
      if (answer.basis === 'formula') {
        return { rows: [], next: null, formula: found.formula ?? null, operands: operandsShown(answer) };
      }
      const page = await reader.evidence(found.id, { department, year, at }, { after, limit });
      return { ...evidenceShown(page), formula: null, operands: [] };
    },
  );

  app.get(
    '/api/figure-declarations',
    {
      config: { action: 'figure.read' },
      schema: {
        operationId: 'listDeclarations',
        tags: [tag],
        summary: '填报的指标值',
        querystring: z.object({ ...whose, figure: z.string().max(100).optional() }),
        response: { 200: z.object({ declarations: z.array(declaration) }), 404: problem },
      },
    },
    async ({ query }) => {
      const { id: department } = await departmentOf(db, query);
      const rows = await listDeclarations(db, {
        department,
        year: query.year,
        ...(query.figure === undefined ? {} : { figure: query.figure }),
      });
      const names = await namesOf(db, rows);
      return { declarations: rows.map((row) => declarationShown(row, names)) };
    },
  );

  app.post(
    '/api/figure-declarations',
    {
      config: { action: 'figure.declare' },
      schema: {
        operationId: 'declareFigure',
        tags: [tag],
        summary: '填报一个指标值',
        description: '同一编号、同一内容重发只记一次。复核之后才算数。',
        body: draft,
        response: {
          201: z.object({ id: z.string(), again: z.boolean() }),
          403: problem,
          404: problem,
          422: problem,
        },
      },
    },
    async (request, reply) => {
      const { survey, attachment, ...rest } = request.body;
      const actor = actorOf(request);
      const { department, period } = rest;
      requirePermission(request, 'figure.declare', { department });
      const year = Number(period.to.slice(0, 4));
      const computed = await computedThen(db, department, year);
      const outcome = await db
        .transaction()
        .execute((trx) =>
          declareFigure(
            trx,
            { ...rest, ...(survey === null ? {} : { survey }), attachmentHash: attachment, maker: actor.id },
            new Date(),
            (id) => computed.has(id),
          ),
        );
      if ('refusal' in outcome) throw refusedFigure(outcome);
      return reply.code(201).send(outcome);
    },
  );

  app.post(
    '/api/figure-attachments',
    {
      config: { action: 'figure.declare', upload: 'attachment' },
      schema: {
        operationId: 'keepFigureAttachment',
        tags: [tag],
        summary: '上传填报的证明材料；同样的内容只存一份',
        response: {
          201: z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), size: z.int() }),
          400: problem,
          413: problem,
          415: problem,
        },
      },
    },
    async (request, reply) => {
      const { bytes, name } = await readUpload(request);
      const label = fileLabel(name);
      const mediaType = mediaTypeOf(bytes, label);
      const by = actorOf(request).id;
      const sha256 = await keepAttachment(db, { name: label, mediaType, bytes, by, at: new Date() });
      return reply.code(201).send({ sha256, name: label, mediaType, size: bytes.length });
    },
  );

  app.get(
    '/api/figure-declarations/:id/attachment',
    {
      config: { action: 'figure.read' },
      schema: {
        operationId: 'getDeclarationAttachment',
        tags: [tag],
        summary: '填报所附材料的原件',
        params: z.object({ id: z.uuid() }),
        querystring: z.object({ department: whose.department }),
        response: {
          200: { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } },
          403: problem,
          404: problem,
        },
      },
    },
    async (request, reply) => {
      const { id: department } = await departmentOf(db, request.query);
      requirePermission(request, 'figure.read', { department });
      const row = await db
        .selectFrom('figure_declaration')
        .select('attachment')
        .where('department_id', '=', department)
        .where('id', '=', request.params.id)
        .executeTakeFirst();
      const found = row === undefined ? null : await findAttachment(db, row.attachment);
      if (found === null) {
        throw refused('figures', { id: 'declaration-unknown', message: '没有这条填报，打不开它的附件。' });
      }
      const kind = isShownSafely(found.mediaType) ? 'inline' : 'attachment';
      return reply
        .type(found.mediaType)
        .header(
          'content-disposition',
          `${kind}; filename="attachment"; filename*=UTF-8''${encodeURIComponent(found.name)}`,
        )
        .send(found.bytes as never);
    },
  );

  const decision = (
    step: 'check' | 'return',
    summary: string,
    act: (
      actor: Actor,
      department: string,
      id: string,
      reason: string,
    ) => Promise<{ readonly id: string } | { readonly refusal: Parameters<typeof refusedFigure>[0]['refusal'] }>,
  ): void => {
    app.post(
      `/api/figure-declarations/:id/${step}`,
      {
        config: { action: 'figure.check' },
        schema: {
          operationId: `${step}Declaration`,
          tags: [tag],
          summary,
          params: z.object({ id: z.uuid() }),
          body: z.object({ department: z.string().max(100), reason: z.string().max(500).default('') }),
          response: { 200: z.object({ id: z.string() }), 403: problem, 404: problem, 409: problem, 422: problem },
        },
      },
      async (request) => {
        const { department, reason } = request.body;
        requirePermission(request, 'figure.check', { department });
        const outcome = await act(actorOf(request), department, request.params.id, reason);
        if ('refusal' in outcome) throw refusedFigure(outcome);
        return outcome;
      },
    );
  };
  decision('check', '复核一个填报值', ({ id: person }, department, id) =>
    db.transaction().execute((trx) => checkDeclaration(trx, { department, id, person, at: new Date() })),
  );
  decision('return', '退回一个填报值', ({ id: person }, department, id, reason) =>
    db.transaction().execute((trx) => returnDeclaration(trx, { department, id, person, at: new Date(), reason })),
  );
};

function refusedFigure({
  refusal,
}: {
  readonly refusal: { readonly id: string; readonly message: string };
}): DutyRefusal {
  return refusal.id === 'checker-is-maker'
    ? refused('access', { id: 'checker-is-maker', message: refusal.message })
    : refused('figures', refusal as Parameters<typeof refused<'figures'>>[1]);
}

function knownFigure(id: string): Figure {
  const found = figureNamed(id);
  if (found === null) {
    throw refused('figures', { id: 'figure-unknown', message: `指标目录里没有“${id}”。全部指标见 /api/figures。` });
  }
  return found;
}

function placeOf(of: Figure, text: string): NonNullable<ReturnType<typeof parseCoordinates>> {
  const at = parseCoordinates(text);
  const strange = at === null ? text : strangeCoordinate(of, at);
  if (at === null || strange !== null) {
    const own = of.dimensions === undefined ? '没有分项' : `的分项有${of.dimensions.join('、')}`;
    throw refused('figures', {
      id: 'coordinates-unknown',
      message: `“${of.term}”${own}，“${strange}”不是其中的位置。`,
    });
  }
  return at;
}

/** The department that is asked about: by its id, by its area, or the only one there is. */
export async function departmentOf(
  db: Kysely<Database>,
  { department, area }: { readonly department?: string | undefined; readonly area?: string | undefined },
): Promise<{ readonly id: string; readonly name: string; readonly area: string }> {
  const all = await listDepartments(db);
  const found = all.filter(
    (one) => (department === undefined || one.id === department) && (area === undefined || one.area === area),
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = all.map((one) => `${one.id}（${one.name}，${one.area}）`).join('、');
  const message =
    found.length === 0
      ? `没有这个部门。现有：${names === '' ? '无' : names}。`
      : `有${found.length}个部门，请用 department 写明是哪一个：${names}。`;
  throw new Refusal('department-unknown', message);
}

/** The figures that books or registers answer for that year. */
async function computedThen(db: Kysely<Database>, department: string, year: number): Promise<ReadonlySet<string>> {
  const answered = await Promise.all(
    computedFigures().map(async (one) =>
      (await one.value(db, { department, year, at: {} })) === null ? [] : [one.figure],
    ),
  );
  return new Set(answered.flat());
}

async function asOf(
  db: Kysely<Database>,
  { basis, declaration: stated, department, year }: FigureValue,
): Promise<string> {
  if (stated !== undefined && basis !== 'computed') return stated.cutOff.date;
  const accounts = await readAccounts(db, department, year);
  const end = accounts === null ? `${year}-12-31` : lastDayOf(accounts.through);
  const today = dayOf(new Date());
  return end < today ? end : today;
}

function described(one: Figure): z.infer<typeof figure> {
  const { id, term, unit, definition, aggregation, part, duty, dimensions = [], formula } = one;
  const operands = formula === undefined ? [] : (operandsOf(formula) ?? []).map((operand) => operand.figure);
  return {
    id,
    term,
    unit,
    definition,
    aggregation,
    part,
    duty,
    dimensions: [...dimensions],
    formula: formula ?? null,
    survey: one.survey === true,
    operands: [...new Set(operands)].map((operand) => ({ id: operand, name: figureNamed(operand)?.term ?? operand })),
  };
}

function shown(
  { at, value: text, basis, remark, declaration: stated, ...rest }: FigureValue,
  names: ReadonlyMap<string, string> = new Map(),
): z.infer<typeof value> {
  return {
    at: plain(at),
    label: coordinatesInWords(at),
    value: text,
    basis,
    remark: remark ?? null,
    operands: operandsShown(rest),
    declaration: stated === undefined ? null : declarationShown(stated, names),
  };
}

function plain(at: FigureValue['at']): z.infer<typeof coordinates> {
  return Object.fromEntries(Object.entries(at).map(([key, one]) => [key, typeof one === 'string' ? one : [...one]]));
}

function operandsShown({ operands = [] }: Pick<FigureValue, 'operands'>): z.infer<typeof operand>[] {
  return operands.map(({ figure: id, year, at, value: text }) => {
    const known = figureNamed(id);
    return {
      figure: id,
      term: known?.term ?? id,
      unit: known?.unit ?? '',
      year,
      at: plain(at),
      label: coordinatesInWords(at),
      value: text,
    };
  });
}

function evidenceShown({ rows, next }: EvidencePage): Pick<z.infer<typeof evidence>, 'rows' | 'next'> {
  return {
    rows: rows.map(({ voucher, reference, ...row }) => ({
      ...row,
      voucher: voucher ?? null,
      reference: reference ?? null,
    })),
    next,
  };
}

async function namesOf(db: Kysely<Database>, rows: readonly Declaration[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ maker, checker }) => [maker, ...(checker === null ? [] : [checker])]))];
  if (ids.length === 0) return new Map();
  const people = await db.selectFrom('access_person').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

function declarationShown(row: Declaration, names: ReadonlyMap<string, string>): z.infer<typeof declaration> {
  const known = figureNamed(row.figure);
  const { id, kind, period, value: text, denominator, sourceRegister, replaces, replacedBy, returnedReason } = row;
  return {
    id,
    kind,
    figure: row.figure,
    term: known?.term ?? row.figure,
    unit: known?.unit ?? '',
    at: plain(row.at),
    label: coordinatesInWords(row.at),
    period,
    cutOff: { ...row.cutOff, name: cutOffs[row.cutOff.kind] },
    value: text,
    denominator,
    sourceRegister,
    survey: row.survey ?? null,
    attachment: row.attachmentHash,
    replaces,
    replacedBy,
    maker: names.get(row.maker) ?? row.maker,
    madeAt: row.madeAt.toISOString(),
    checker: row.checker === null ? null : (names.get(row.checker) ?? row.checker),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    returnedReason,
    state:
      returnedReason !== null
        ? 'returned'
        : row.checker === null
          ? 'made'
          : replacedBy !== null
            ? 'replaced'
            : 'checked',
  };
}
