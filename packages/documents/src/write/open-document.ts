/**
 * The open form of a publication: what a program reads instead of the page. Amounts are strings in the table's unit with two
 * decimals and in yuan to the fen, each with the sum of accounts that it is. The published JSON Schema is made from this file
 * (`scripts/write-open-schema.ts`), and what is written is checked against it.
 */
import { evaluationParts } from '@mingzhang/disclosure';
import * as z from 'zod';

const selector = z
  .looseObject({
    measure: z.enum([
      'opening',
      'income',
      'expenditure',
      'use-of-surplus',
      'surplus-allocation',
      'cost-budget',
      'statistic',
    ]),
  })
  .describe('哪些账：年初余额、收入、支出……；没有写的条件不限，编码按前缀');

const term = z.strictObject({ sign: z.union([z.literal(1), z.literal(-1)]), selector });

const origin = z
  .union([
    z.strictObject({ kind: z.literal('terms'), year: z.int(), terms: z.array(term) }),
    z.strictObject({ kind: z.literal('figure'), id: z.string(), year: z.int(), item: z.string().optional() }),
    z.strictObject({
      kind: z.literal('evaluation'),
      id: z.string(),
      year: z.int(),
      what: z.enum(evaluationParts),
      line: z.int().optional(),
      of: z.string().optional(),
    }),
    z.strictObject({
      kind: z.literal('derived'),
      formula: z.enum(['difference', 'share', 'growth', 'completion', 'sum', 'score']),
      get operands() {
        return z.array(origin);
      },
    }),
  ])
  .meta({ id: 'origin', description: '数字的来历：账上各项之和、一个指标，或由其他数算得' }) as z.ZodType<unknown>;

const run = z.strictObject({ text: z.string(), origin: origin.optional() });

const amount = z.strictObject({
  value: z.string().nullable().describe('以表的单位计，两位小数；件数为整数；没有填报为 null'),
  yuan: z.string().nullable().describe('以元计，精确到分；件数为 null'),
  counted: z.boolean().describe('是件数（辆、台、套），不是金额'),
  row: z.string(),
  side: z.enum(['income', 'expenditure']).nullable(),
  column: z.string(),
  terms: z.array(term),
});

const cell = z.strictObject({
  text: z.string().describe('印出的字'),
  merged: z.enum(['left', 'above']).optional().describe('与左边或上边的格合并'),
  amount: amount.optional(),
});

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.int().min(1).max(4), text: z.string() }),
  z.strictObject({ kind: z.literal('paragraph'), runs: z.array(run) }),
  z.strictObject({
    kind: z.literal('table'),
    id: z.string().nullable(),
    title: z.string(),
    number: z.string().nullable(),
    department: z.string().nullable(),
    year: z.string().nullable(),
    unit: z.string().nullable(),
    rows: z.array(z.strictObject({ role: z.enum(['header', 'body']), cells: z.array(cell) })),
    notes: z.array(z.string()),
    wide: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('page-break') }),
]);

export const openDocumentSchema = z
  .strictObject({
    format: z.literal('mingzhang-open-document'),
    version: z.literal(1),
    title: z.string(),
    bureau: z.string(),
    year: z.int(),
    template: z.string(),
    publishedOn: z.iso.date().nullable(),
    released: z.array(z.strictObject({ role: z.string(), person: z.string() })),
    blocks: z.array(block),
  })
  .meta({ title: '明账公开数据', description: '一份部门决算公开，供程序读取' });

export type OpenDocument = z.infer<typeof openDocumentSchema>;

/** The published JSON Schema, draft 2020-12. */
export function openDocumentJsonSchema(): unknown {
  return z.toJSONSchema(openDocumentSchema, { target: 'draft-2020-12' });
}
