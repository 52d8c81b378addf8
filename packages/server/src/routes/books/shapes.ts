/** The shapes that the routes of the books and of the voucher desk share. */
import {
  type AccountSet,
  type ActionId,
  accountSets,
  type DimensionName,
  type Dimensions,
  dimensionNames,
  latestRow,
} from '@mingzhang/bureau';
import { type Fen, formatYuan, isDate, isMonth, parseYuan } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type FastifyRequest } from 'fastify';
import { type Kysely } from 'kysely';
import { z } from 'zod';
import { actorOf, requirePermission } from '../../actor.ts';
import { refused } from '../../duty-refusals.ts';
import { requireInUnit } from '../office/place.ts';

export const setId = z.string().min(1).max(63).describe('账套的标识');

export const dayText = z.string().refine(isDate).describe('YYYY-MM-DD');

export const monthText = z.string().refine(isMonth).describe('YYYY-MM');

export const range = z.object({
  from: monthText.describe('起始月份，YYYY-MM'),
  to: monthText.describe('截止月份，与起始月份同一年度'),
});

export const stage = z
  .enum(['closed', 'before-closing'])
  .default('closed')
  .describe('before-closing 不含年末结转，决算报表由此取数');

export const page = {
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).max(100_000_000).default(0),
};

const code = z.string().max(20).optional();

/** An amount in yuan as we answer it: whatever a sum of fen can be. */
export const yuan = z
  .string()
  .regex(/^-?\d{1,14}\.\d{2}$/)
  .describe('金额，元，两位小数');

/** Dimensions as query parameters and as parts of a leg. */
export const dimensionFields = {
  functionCode: code.describe('支出功能分类'),
  economyCode: code.describe('支出经济分类'),
  fund: z.string().max(40).optional().describe('基金'),
  spending: z.string().max(20).optional().describe('basic 基本支出；project 项目支出'),
  source: z.string().max(40).optional().describe('资金来源'),
  project: z.string().max(63).optional().describe('项目编码'),
  counterpart: z.string().max(63).optional().describe('本部门内往来的另一会计主体'),
} satisfies Record<DimensionName, z.ZodType>;

export const dimensions = z.object(dimensionFields).meta({ id: 'Dimensions', description: '核算项目' });

/** Only what is said: the ledger judges the values. */
export function dimensionsOf(given: z.infer<typeof dimensions>): Dimensions {
  const said = dimensionNames.filter((name) => given[name] !== undefined && given[name] !== '');
  return Object.fromEntries(said.map((name) => [name, given[name]])) as Dimensions;
}

export const namedAccount = z
  .object({ key: z.string(), code: z.string().nullable(), name: z.string() })
  .meta({ id: 'NamedAccount', description: '科目' });

export function nameAccount({ accounts }: AccountSet, key: string): z.infer<typeof namedAccount> {
  const row = accounts.some((account) => account.key === key) ? latestRow(accounts, key) : null;
  return { key, code: row?.code ?? null, name: row?.name ?? key };
}

export const leg = z
  .object({
    account: namedAccount,
    debit: yuan.nullable(),
    credit: yuan.nullable(),
    dimensions,
  })
  .meta({ id: 'VoucherLeg', description: '分录行，借贷二者之一' });

export const entrySide = z
  .object({
    id: z.string(),
    set: z.string(),
    book: z.enum(['financial', 'budgetary', 'fund']),
    reverses: z.string().nullable().describe('所冲销的分录'),
    debit: yuan,
    credit: yuan,
    legs: z.array(leg),
  })
  .meta({ id: 'VoucherSide', description: '一张凭证在一个账套里的分录' });

interface EntryLike {
  readonly id: string;
  readonly set: string;
  readonly reverses: string | null;
  readonly legs: readonly {
    readonly account: string;
    readonly side: 'debit' | 'credit';
    readonly amount: Fen;
    readonly dimensions: Dimensions;
  }[];
}

/** An entry with the names of its accounts; a set that is not there any more is shown by its id. */
export function describeEntry(sets: readonly AccountSet[], entry: EntryLike): z.infer<typeof entrySide> {
  const set = sets.find(({ id }) => id === entry.set);
  const sumOf = (side: 'debit' | 'credit'): string =>
    formatYuan(entry.legs.reduce((sum, one) => (one.side === side ? sum + one.amount : sum), 0));
  return {
    id: entry.id,
    set: entry.set,
    book: set?.book ?? 'financial',
    reverses: entry.reverses,
    debit: sumOf('debit'),
    credit: sumOf('credit'),
    legs: entry.legs.map(({ account, side, amount, dimensions: said }) => ({
      account: set === undefined ? { key: account, code: null, name: account } : nameAccount(set, account),
      debit: side === 'debit' ? formatYuan(amount) : null,
      credit: side === 'credit' ? formatYuan(amount) : null,
      dimensions: { ...said },
    })),
  };
}

/** The schema has let nothing else through. */
export function fenOf(amount: string): Fen {
  const fen = parseYuan(amount);
  if (fen === null) throw new Error('no amount in yuan');
  return fen;
}

/** The account set, if there is one and the person may do this in its unit. */
export async function setFor(
  db: Kysely<Database>,
  request: FastifyRequest,
  action: ActionId,
  id: string,
): Promise<AccountSet> {
  const row = await db.selectFrom('account_set').select('unit_id').where('id', '=', id).executeTakeFirst();
  if (row === undefined) {
    requirePermission(request, action);
    throw refused('ledger', { id: 'set-unknown', message: `没有账套“${id}”。请从列表中选择。` });
  }
  await requireInUnit(db, request, action, row.unit_id);
  const set = (await accountSets(db, row.unit_id)).find((one) => one.id === id);
  if (set === undefined) throw new Error(`no account set ${id}`);
  return set;
}

/** What `once` remembers a request by. */
export function asked(request: FastifyRequest, at: Date) {
  const header = request.headers['idempotency-key'];
  return {
    header: typeof header === 'string' ? header : undefined,
    personId: actorOf(request).id,
    request: [request.method, request.url, request.body],
    at,
  };
}

export const idempotent = z.object({ 'idempotency-key': z.string().optional() });

/** The same value where zod's types ask for lists that could be changed; an answer is only printed. */
export function answered<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}

type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;
