/** The books as they are read: trial balance, ledger of an account, journal, checks, and the plain texts for other programs. */
import { Readable } from 'node:stream';
import {
  type AccountSet,
  accountSets,
  checkBooks,
  exportBooks,
  findVoucherNumbers,
  readAccountLedger,
  readJournal,
  readTrialBalance,
} from '@mingzhang/bureau';
import { formatYuan, yearOf } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refusal } from '../../refusals.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { requireInUnit, unitId } from '../office/place.ts';
import {
  describeEntry,
  dimensionFields,
  dimensions,
  dimensionsOf,
  entrySide,
  nameAccount,
  namedAccount,
  page,
  range,
  setFor,
  setId,
  stage,
  yuan,
} from './shapes.ts';

const tag = '账簿';
const bySet = z.object({ id: setId });
const kind = z.enum(['opening', 'ordinary', 'closing']).describe('期初余额、日常业务、年末结转');
const number = z.int().nullable().describe('记账凭证号');

const figures = { opening: yuan, debit: yuan, credit: yuan, closing: yuan };

const trialBalance = z
  .object({
    rows: z.array(
      z
        .object({
          account: z.string(),
          code: z.string().nullable(),
          name: z.string(),
          level: z.int(),
          normalSide: z.enum(['debit', 'credit']),
          ...figures,
        })
        .meta({ id: 'TrialBalanceRow' }),
    ),
    total: z.object(figures),
  })
  .meta({ id: 'TrialBalance', description: '科目余额表；期初、期末借方为正，贷方为负' });

const accountLedger = z
  .object({
    account: namedAccount,
    ...figures,
    total: z.int().describe('一共多少行'),
    lines: z.array(
      z
        .object({
          voucher: z.string(),
          entry: z.string(),
          line: z.int(),
          date: z.string(),
          number,
          kind,
          text: z.string(),
          account: namedAccount,
          dimensions,
          debit: yuan,
          credit: yuan,
          balance: yuan,
          counterparts: z.array(namedAccount).describe('对方科目'),
        })
        .meta({ id: 'AccountLedgerLine' }),
    ),
    months: z.array(
      z.object({
        month: z.string(),
        debit: yuan,
        credit: yuan,
        debitToDate: yuan,
        creditToDate: yuan,
        balance: yuan,
      }),
    ),
  })
  .meta({ id: 'AccountLedger', description: '明细账；余额借方为正，贷方为负' });

const journal = z
  .object({
    total: z.int(),
    amount: yuan.describe('借方合计，即贷方合计'),
    entries: z.array(
      entrySide
        .extend({ voucher: z.string(), number, date: z.string(), kind, text: z.string() })
        .meta({ id: 'JournalEntry' }),
    ),
  })
  .meta({ id: 'Journal', description: '序时账' });

const booksCheck = z
  .object({
    id: z.string(),
    name: z.string(),
    help: z.string(),
    certainty: z.enum(['proven', 'strong', 'possible']),
    runs: z.int().describe('看了多少笔分录或多少个年度'),
    findings: z.array(
      z.object({
        set: z.string(),
        account: z.string().nullable(),
        entry: z.string().nullable(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'BooksCheck', description: '一项记账检查及其结果' });

export const ledgerRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/books/sets/:id/trial-balance',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'getTrialBalance',
        tags: [tag],
        summary: '科目余额表',
        params: bySet,
        querystring: range.extend({ stage }),
        response: { 200: trialBalance, 400: problem, 404: problem },
      },
    },
    async (request) => {
      const set = await setFor(db, request, 'voucher.read', request.params.id);
      const { from, to } = oneYear(request.query);
      const { rows, total } = await readTrialBalance(db, set, from, to, request.query.stage);
      return {
        rows: rows.map(({ account, code, name, level, ...sums }) => ({
          account,
          code,
          name,
          level,
          normalSide: normalSideOf(set, account),
          ...inYuan(sums),
        })),
        total: inYuan(total),
      };
    },
  );

  app.get(
    '/api/books/sets/:id/account-ledger',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'getAccountLedger',
        tags: [tag],
        summary: '明细账：期初、每一行、余额；可按核算项目筛选，分页',
        params: bySet,
        querystring: range.extend({ account: z.string().min(1).max(63), stage, ...page, ...dimensionFields }),
        response: { 200: accountLedger, 400: problem, 404: problem, 422: problem },
      },
    },
    async (request) => {
      const set = await setFor(db, request, 'voucher.read', request.params.id);
      const { from, to } = oneYear(request.query);
      const { account, stage: at, limit, offset, ...rest } = request.query;
      const filter = { account, first: from, last: to, dimensions: dimensionsOf(rest), stage: at };
      const found = await readAccountLedger(db, set, filter, { limit, offset });
      const numbers = await findVoucherNumbers(
        db,
        set.unit,
        found.lines.map(({ voucher }) => voucher),
      );
      return {
        account: nameAccount(set, account),
        ...inYuan(found),
        total: found.total,
        lines: found.lines.map((line) => ({
          ...line,
          number: numbers.get(line.voucher) ?? null,
          account: nameAccount(set, line.account),
          dimensions: { ...line.dimensions },
          debit: formatYuan(line.debit),
          credit: formatYuan(line.credit),
          balance: formatYuan(line.balance),
          counterparts: line.counterparts.map((key) => nameAccount(set, key)),
        })),
        months: found.months.map(({ month, ...sums }) => ({
          month,
          debit: formatYuan(sums.debit),
          credit: formatYuan(sums.credit),
          debitToDate: formatYuan(sums.debitToDate),
          creditToDate: formatYuan(sums.creditToDate),
          balance: formatYuan(sums.balance),
        })),
      };
    },
  );

  app.get(
    '/api/books/sets/:id/journal',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'getJournal',
        tags: [tag],
        summary: '序时账，按日期和凭证，分页',
        params: bySet,
        querystring: range.extend({ words: z.string().max(100).optional().describe('摘要中的字'), ...page }),
        response: { 200: journal, 400: problem, 404: problem },
      },
    },
    async (request) => {
      const set = await setFor(db, request, 'voucher.read', request.params.id);
      const { from: first, to: last } = oneYear(request.query);
      const { words, limit, offset } = request.query;
      const found = await readJournal(db, set, { first, last, words }, { limit, offset });
      const numbers = await findVoucherNumbers(
        db,
        set.unit,
        found.entries.map(({ voucher }) => voucher),
      );
      return {
        total: found.total,
        amount: formatYuan(found.amount),
        entries: found.entries.map((entry) => ({
          ...describeEntry([set], entry),
          voucher: entry.voucher,
          number: numbers.get(entry.voucher) ?? null,
          date: entry.date,
          kind: entry.kind,
          text: entry.text,
        })),
      };
    },
  );

  app.get(
    '/api/books/sets/:id/export',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'exportBooks',
        tags: [tag],
        summary: '整套账的纯文本，供 hledger 或 Beancount 独立核对',
        params: bySet,
        querystring: z.object({ format: z.enum(['hledger', 'beancount']) }),
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, 400: problem, 404: problem },
      },
    },
    async (request, reply) => {
      const set = await setFor(db, request, 'voucher.read', request.params.id);
      const { format } = request.query;
      const name = `${set.id}.${format === 'hledger' ? 'journal' : 'beancount'}`;
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(exportBooks(db, set, format)) as never);
    },
  );

  app.get(
    '/api/books/units/:unit/checks',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'checkBooks',
        tags: [tag],
        summary: '对一个会计主体的账簿做全部记账检查',
        params: z.object({ unit: unitId }),
        response: { 200: z.object({ checks: z.array(booksCheck) }), 400: problem, 404: problem },
      },
    },
    async (request) => {
      const { unit } = request.params;
      await requireInUnit(db, request, 'voucher.read', unit);
      const sets = await accountSets(db, unit);
      const checks = await checkBooks(db, unit);
      return {
        checks: checks.map(({ findings, ...check }) => ({
          ...check,
          findings: findings.map(({ set, account, entry, message }) => ({
            set,
            account: account === undefined ? null : nameIn(sets, set, account),
            entry: entry ?? null,
            message,
          })),
        })),
      };
    },
  );
};

/** Balances run within a year: the next begins with what this one has carried over. */
function oneYear({ from, to }: z.infer<typeof range>): z.infer<typeof range> {
  if (from <= to && yearOf(from) === yearOf(to)) return { from, to };
  throw new Refusal(
    'request-invalid',
    `${from}至${to}不是同一年度内由前到后的月份。账簿按年度结转，请在一个年度内选择起止月份。`,
  );
}

function inYuan({ opening, debit, credit, closing }: Record<'opening' | 'debit' | 'credit' | 'closing', number>) {
  return {
    opening: formatYuan(opening),
    debit: formatYuan(debit),
    credit: formatYuan(credit),
    closing: formatYuan(closing),
  };
}

function normalSideOf({ accounts }: AccountSet, key: string): 'debit' | 'credit' {
  return accounts.findLast((account) => account.key === key)?.normalSide ?? 'debit';
}

function nameIn(sets: readonly AccountSet[], id: string, key: string): string {
  const set = sets.find((one) => one.id === id);
  if (set === undefined) return key;
  const { code, name } = nameAccount(set, key);
  return `${code ?? ''}${name}`;
}
