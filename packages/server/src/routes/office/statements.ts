/** The department's statements 公开01–10 in a province's layout, and what stands behind each of their cells. */
import {
  computedFigures,
  FigureReader,
  readAccounts,
  statementFindings,
  termInWords,
  termsEvidence,
} from '@mingzhang/bureau';
import { statementCell, statements, statementTemplate, statementTemplateIds } from '@mingzhang/disclosure';
import { formatYuan } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { departmentOf } from '../figures.ts';

const tag = '决算报表';

const asked = {
  department: z.string().max(100).optional(),
  year: z.coerce.number().int().min(2000).max(2099),
  template: z.enum(statementTemplateIds as [string, ...string[]]).describe('版式'),
};

const cell = z
  .object({
    row: z.string(),
    side: z.enum(['income', 'expenditure']).nullable(),
    column: z.string(),
    yuan: z.string().nullable().describe('未舍入的金额，元；台数、辆数为整数'),
  })
  .meta({ id: 'StatementCell', description: '一格的取数' });

const table = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    department: z.string(),
    unit: z.string(),
    year: z.string().nullable(),
    empty: z.boolean(),
    notes: z.array(z.string()),
    rows: z.array(
      z.object({
        role: z.enum(['header', 'body']),
        cells: z.array(
          z.object({
            text: z.string(),
            merged: z.enum(['left', 'above']).nullable(),
            amount: cell.nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'StatementTable', description: '一张决算表，按版式印出' });

export const statementRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/office/statements',
    {
      config: { action: 'statement.read' },
      schema: {
        operationId: 'getStatements',
        tags: [tag],
        summary: '决算表',
        description: '由账簿计算，各格各自舍入一次；账簿还不能成表时，给出要先查明的事项。',
        querystring: z.object(asked),
        response: {
          200: z.object({
            department: z.string(),
            name: z.string(),
            year: z.int(),
            template: z.string(),
            templates: z.array(z.string()),
            through: z.string().describe('账簿取到这个月'),
            closed: z.boolean(),
            units: z.array(z.object({ id: z.string(), name: z.string() })),
            eliminated: z.array(z.object({ from: z.string(), to: z.string(), amount: z.string() })),
            findings: z.array(z.object({ id: z.string(), name: z.string(), message: z.string() })),
            tables: z.array(table),
          }),
          403: problem,
          404: problem,
        },
      },
    },
    async (request) => {
      const { year, template: id } = request.query;
      const { accounts, template } = await asItStands(request.query);
      requirePermission(request, 'statement.read', { department: accounts.department });
      const { outcome, department, name, through, closed, units } = accounts;
      const head = {
        department,
        name,
        year,
        template: id,
        templates: [...statementTemplateIds],
        through,
        closed,
        units: units.map((unit) => ({ id: unit.unit, name: unit.name })),
      };
      if ('findings' in outcome) {
        const findings = outcome.findings.map((one) => ({ ...one, name: statementFindings[one.id] }));
        return { ...head, eliminated: [], findings, tables: [] };
      }
      return {
        ...head,
        eliminated: outcome.eliminated.map(({ from, to, amount }) => ({ from, to, amount: formatYuan(amount) })),
        findings: [],
        tables: statements(outcome.facts, template).map((one) => ({
          id: one.id,
          title: one.title,
          ...one.head,
          empty: one.empty,
          notes: one.notes.map(({ text }) => text),
          rows: one.grid.map(({ role, cells }) => ({
            role,
            cells: cells.map(({ text, merged, amount }) => ({
              text,
              merged: merged ?? null,
              amount:
                amount === undefined
                  ? null
                  : {
                      row: amount.row,
                      side: amount.side,
                      column: amount.column,
                      yuan:
                        amount.amount === null
                          ? null
                          : amount.counted
                            ? String(amount.amount)
                            : formatYuan(amount.amount),
                    },
            })),
          })),
        })),
      };
    },
  );

  app.get(
    '/api/office/statements/evidence',
    {
      config: { action: 'statement.read' },
      schema: {
        operationId: 'getStatementEvidence',
        tags: [tag],
        summary: '一格背后的分录',
        description: '加起来就是这一格未舍入的金额。',
        querystring: z.object({
          ...asked,
          table: z.string().max(60),
          row: z.string().max(60),
          side: z.enum(['income', 'expenditure']).optional(),
          column: z.string().max(60),
          after: z.string().max(1000).optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
        response: {
          200: z.object({
            text: z.string().nullable(),
            yuan: z.string().nullable(),
            terms: z.array(z.string()).describe('这一格由哪几项加减而成'),
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
          }),
          403: problem,
          404: problem,
        },
      },
    },
    async (request) => {
      const { table: id, row, column, side, after = null, limit } = request.query;
      const { accounts, template, reader } = await asItStands(request.query);
      requirePermission(request, 'statement.read', { department: accounts.department });
      const tables = 'facts' in accounts.outcome ? statements(accounts.outcome.facts, template) : [];
      const address = {
        table: id as (typeof tables)[number]['id'],
        row,
        column,
        ...(side === undefined ? {} : { side }),
      };
      const found = statementCell(tables, address);
      if (found === null) {
        throw new Refusal('statement-cell-unknown', `“${id}”里没有“${row}”行“${column}”列这一格。请从报表上点开。`);
      }
      const page = await termsEvidence(db, accounts, found.terms, { after, limit }, reader);
      return {
        text: found.text,
        yuan: found.amount === null ? null : found.counted ? String(found.amount) : formatYuan(found.amount),
        terms: found.terms.map(termInWords),
        rows: page.rows.map(({ voucher, reference, ...one }) => ({
          ...one,
          voucher: voucher ?? null,
          reference: reference ?? null,
        })),
        next: page.next,
      };
    },
  );

  async function asItStands(query: {
    readonly department?: string | undefined;
    readonly year: number;
    readonly template: string;
  }) {
    const department = await departmentOf(db, query);
    const reader = new FigureReader(db, computedFigures());
    const accounts = await readAccounts(db, department.id, query.year);
    const template = statementTemplate(query.template);
    if (template === null) throw new Error(`no template ${query.template}`);
    if (accounts === null) {
      throw new Refusal(
        'books-of-year-missing',
        `${department.name}没有${query.year}年的预算会计账簿，不能编制决算表。请先建账并打开期间。`,
      );
    }
    return { accounts, template, reader };
  }
};
