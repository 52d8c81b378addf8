/**
 * The shapes that go through the door, for validation and for the OpenAPI description. Those of the audit object restate the
 * types of `disclosure`; the assertions at the end fail the type check when the two part.
 */
import { type AuditObject, type CheckMeta } from '@mingzhang/disclosure';
import { z } from 'zod';
import { type Reading } from './auditor/reading.ts';

const line = z.int().min(1);

/** Lines in a text; blocks, pages, sheets and cells in other formats. */
const whereabouts = {
  line: line.optional().describe('行号，从 1 起，按换行符分行；只有纯文本有'),
  endLine: line.optional(),
  page: line.optional().describe('页码，从 1 起；PDF 有'),
  endPage: line.optional(),
  sheet: z.string().optional().describe('工作表名；Excel 有'),
  block: line.optional().describe('第几段（段落或表格），从 1 起；纯文本以外的格式有'),
  endBlock: line.optional(),
  blockRow: line.optional().describe('该段是表格时，表格的第几行'),
  endBlockRow: line.optional(),
};

export const place = z
  .object({
    ...whereabouts,
    cell: z.string().optional().describe('单元格，如 C12；Excel 有'),
    table: z.string().optional(),
    row: z.string().optional().describe('行的名称，不是序号'),
    column: z.string().optional().describe('列的名称，不是序号'),
    section: z.string().optional(),
    quote: z.string().describe('原文，所指各行的一段（不计空白）'),
  })
  .meta({ id: 'Place', description: '原文中的位置' });

const range = z.object(whereabouts);

export const relatedPlace = z
  .object({
    role: z.enum(['operand', 'counterpart', 'repeat', 'consequence']),
    place,
    check: z.string().optional(),
    stated: z.string().optional(),
    expected: z.string().optional(),
    difference: z.string().optional(),
  })
  .meta({
    id: 'RelatedPlace',
    description:
      'operand 计算所用；counterpart 矛盾的另一方；repeat 同一差错在别处重复；consequence 因此不成立的另一项关系',
  });

export const severity = z.enum(['error', 'rounding', 'presentation']).meta({
  id: 'Severity',
  description: 'error 错误；rounding 尾差；presentation 表述',
});

export const certainty = z.enum(['proven', 'strong', 'possible']).meta({
  id: 'Certainty',
  description: 'proven 仅凭文本即可断定；strong 唯一合理的理解；possible 需要文外证据',
});

export const finding = z
  .object({
    id: z.string().describe('由检查项、名称和所述数字得出，不含行号，文字移位后不变'),
    check: z.string(),
    family: z.string(),
    severity,
    certainty,
    place,
    also: z.array(relatedPlace),
    stated: z.string(),
    expected: z.string(),
    difference: z.string(),
    message: z.string(),
    article: z.string().optional(),
  })
  .meta({ id: 'Finding', description: '一条发现' });

export const checked = z
  .object({ check: z.string(), relations: z.int(), held: z.int(), notApplicable: z.string().optional() })
  .meta({ id: 'Checked', description: '一项检查看了多少关系，其中多少成立' });

export const notRead = z
  .object({ place, why: z.string() })
  .meta({ id: 'NotRead', description: '没有读懂的一处及原因' });

const kind = z
  .enum(['final-accounts', 'performance-report', 'budget', 'goal-form', 'unknown'])
  .meta({ id: 'DocumentKind' });

export const documentMeta = z
  .object({
    kind,
    bureau: z.string().nullable(),
    area: z.string().nullable(),
    year: z.int().nullable(),
    unit: z.string().nullable(),
    template: z.string().nullable(),
  })
  .meta({ id: 'DocumentMeta', description: '文件的种类、单位、年度' });

const tableId = z
  .enum([
    'income-expenditure-summary',
    'income',
    'expenditure',
    'fiscal-summary',
    'general-public-expenditure',
    'basic-expenditure-detail',
    'government-fund',
    'state-capital',
    'three-public',
    'disclosure-statistics',
    'other',
  ])
  .meta({ id: 'TableId' });

const part = z
  .object({ kind, bureau: z.string().nullable(), year: z.int().nullable(), ...whereabouts })
  .meta({ id: 'Part' });

const stats = z
  .object({
    characters: z.int(),
    amounts: z.int(),
    amountsUnderstood: z.int(),
    relations: z.int(),
    held: z.int(),
    milliseconds: z.number(),
  })
  .meta({ id: 'Stats' });

const auditor = z.object({ version: z.string(), checks: z.string() }).meta({ id: 'Auditor' });

const fileFormat = z
  .enum(['html', 'docx', 'xlsx', 'xls', 'pdf', 'json'])
  .optional()
  .describe('文件格式；纯文本没有这一项');

export const auditObject = z
  .object({
    file: z.string(),
    sha256: z.string(),
    ok: z.boolean(),
    error: z.string().nullable(),
    encoding: z.enum(['GB18030', 'UTF-16LE', 'UTF-16BE']).optional(),
    format: fileFormat,
    auditor,
    document: documentMeta,
    parts: z.array(part),
    tables: z.array(
      z.object({
        id: tableId,
        printedNumber: z.string().nullable(),
        title: z.string(),
        unit: z.string().nullable(),
        rows: z.int(),
        columns: z.int(),
        empty: z.boolean(),
        place: range,
      }),
    ),
    forms: z.array(
      z.object({
        id: z.enum(['base-data', 'overall-self-evaluation', 'project-self-evaluation', 'goal']),
        project: z.string().optional(),
        indicators: z.int(),
        place: range,
      }),
    ),
    findings: z.array(finding),
    checked: z.array(checked),
    notRead: z.array(notRead),
    stats,
  })
  .meta({ id: 'AuditObject', description: '一份文件的检查结果' });

const paragraph = z
  .object({
    kind: z.literal('paragraph'),
    text: z.string(),
    sheet: z.string().optional(),
    spans: z
      .array(z.object({ line, start: z.int().min(0), page: line.optional(), cell: z.string().optional() }))
      .describe('各行在 text 中从哪个字符开始'),
  })
  .meta({ id: 'Paragraph' });

const grid = z
  .object({
    kind: z.literal('grid'),
    encoding: z.enum(['merged-once', 'merged-expanded']),
    sheet: z.string().optional(),
    rows: z.array(
      z.object({
        line,
        endLine: line,
        page: line.optional(),
        cells: z.array(z.object({ text: z.string(), line, endLine: line, cell: z.string().optional() })),
      }),
    ),
  })
  .meta({ id: 'Grid' });

export const reading = z.object({
  blocks: z.array(z.discriminatedUnion('kind', [paragraph, grid]).meta({ id: 'Block' })),
  sections: z.array(z.object({ title: z.string(), level: z.int(), line }).meta({ id: 'Section' })),
  tables: z.array(
    z
      .object({
        id: tableId,
        printedNumber: z.string().nullable(),
        title: z.string(),
        unit: z.string().nullable(),
        columns: z.array(z.string()),
        rows: z.array(
          z.object({
            code: z.string().optional(),
            name: z.string(),
            level: z.int().optional(),
            side: z.enum(['income', 'expenditure']).optional(),
            line,
            cells: z.array(z.string().nullable()),
          }),
        ),
        line,
        endLine: line,
      })
      .meta({ id: 'NormalisedTable' }),
  ),
  forms: z.array(
    z
      .object({
        id: z.string(),
        title: z.string(),
        project: z.string().nullable(),
        unit: z.string().nullable(),
        line,
        endLine: line,
        blocks: z.array(
          z.object({
            title: z.string(),
            columns: z.array(z.string()),
            rows: z.array(z.object({ line, cells: z.array(z.string().nullable()) })),
          }),
        ),
      })
      .meta({ id: 'NormalisedForm' }),
  ),
  claims: z.array(z.object({ label: z.string(), printed: z.string(), line, endLine: line }).meta({ id: 'ClaimPlace' })),
});

export const documentId = z.uuid().describe('文件编号');

const documentLink = z.object({ id: documentId, file: z.string(), storedAt: z.string() }).meta({ id: 'DocumentLink' });

export const setAside = z
  .object({
    findingId: z.string(),
    reason: z.string(),
    setAsideAt: z.string(),
    carriedFrom: documentId.nullable().describe('从哪一稿承接而来；null 表示在这一稿上搁置'),
  })
  .meta({ id: 'SetAside', description: '搁置的发现及理由' });

export const difference = z
  .object({ gone: z.array(finding), kept: z.array(finding), new: z.array(finding) })
  .meta({ id: 'Difference', description: '与上一稿相比：已消失、仍在、新出现的发现' });

export const documentFull = z
  .object({
    id: documentId,
    file: z.string(),
    sha256: z.string(),
    size: z.int(),
    storedAt: z.string(),
    format: fileFormat,
    auditor,
    document: documentMeta,
    parts: z.array(part),
    ...reading.shape,
    findings: z.array(finding),
    checked: z.array(checked),
    notRead: z.array(notRead),
    stats,
    setAsides: z.array(setAside),
    predecessor: documentLink.nullable(),
    successors: z.array(documentLink),
    difference: difference.nullable(),
  })
  .meta({ id: 'Document', description: '一份文件的全部内容与检查结果' });

export const documentListed = z
  .object({
    id: documentId,
    file: z.string(),
    sha256: z.string(),
    size: z.int(),
    storedAt: z.string(),
    document: documentMeta,
    successorOf: documentId.nullable(),
    findings: z.object({
      error: z.int(),
      rounding: z.int(),
      presentation: z.int(),
      blocking: z.int().describe('确证或有力的错误'),
      setAside: z.int(),
    }),
    stats,
  })
  .meta({ id: 'DocumentListed' });

export const documentList = z
  .object({
    documents: z.array(documentListed),
    next: documentId.nullable().describe('接着取用的编号；null 表示已到末尾'),
  })
  .meta({ id: 'DocumentList' });

export const documentStored = z
  .object({
    id: documentId,
    findings: z.int(),
    blocking: z.int(),
    difference: z.object({ gone: z.int(), kept: z.int(), new: z.int() }).nullable(),
  })
  .meta({ id: 'DocumentStored' });

export const checkMeta = z
  .object({
    id: z.string(),
    family: z.string(),
    severity,
    certainty,
    name: z.string(),
    help: z.string(),
    article: z.string().optional(),
  })
  .meta({ id: 'Check', description: '一项检查' });

export const problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .meta({ id: 'Problem', description: 'RFC 9457 问题详情；type 指明拒绝一览中的一项' });

/** Fails the type check when `Given` – what we send – does not fit `Wanted`, what we promise. */
type Fits<Wanted, Given extends DeepReadonly<Wanted>> = Given;
type DeepReadonly<T> = T extends readonly (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
export type AuditObjectFits = Fits<z.infer<typeof auditObject>, AuditObject>;
export type ReadingFits = Fits<z.infer<typeof reading>, Reading>;
export type CheckMetaFits = Fits<z.infer<typeof checkMeta>, CheckMeta>;
