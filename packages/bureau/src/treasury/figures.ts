/**
 * Part C: what the funds' books, budgets and subsidy documents answer. The whole is basic medical insurance – 职工 and 居民 together;
 * 医疗救助 has figures of its own. In the accounts 疫苗补助 is part of 财政补贴收入; in the budget it is an item beside it.
 */
import { type DateText, formatYuan, sumFen } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { sql } from 'kysely';
import {
  asked,
  type ComputedFigure,
  type Coordinates,
  type Evidence,
  type EvidencePage,
  type FigureQuery,
  pageOf,
  readOnce,
} from '../figures/index.ts';
import { type Budget, listBudgets } from './budget.ts';
import { classOf, fundYear, type YearBooks, yearBooks } from './fund-year.ts';
import { type Db, fundSets } from './hand.ts';
import { type FundScheme, fundNames, incomeItems, isScheme, levels, schemes } from './kinds.ts';
import { listSpendings, listSubsidies } from './subsidies.ts';

const insured: readonly FundScheme[] = ['employee', 'resident'];

function schemesAt(at: Coordinates): readonly FundScheme[] {
  return asked(at, 'scheme')?.filter(isScheme) ?? insured;
}

function fundsAt(at: Coordinates): readonly FundPart[] {
  return schemesAt(at).flatMap((scheme) => schemes[scheme].funds);
}

type Page = { readonly after: string | null; readonly limit: number };

/** Keys of the income accounts asked for; `vaccine` where only that part of 财政补贴 is. */
function incomeAt(at: Coordinates): { readonly accounts: readonly string[] | null; readonly vaccine: boolean } {
  const sources = asked(at, 'source');
  if (sources === null) return { accounts: null, vaccine: false };
  const accounts = sources.flatMap((source) => {
    if (source === 'vaccine-subsidy' || !Object.hasOwn(incomeItems, source)) return [];
    return incomeItems[source as keyof typeof incomeItems].account ?? [];
  });
  return { accounts, vaccine: sources.includes('vaccine-subsidy') && !sources.includes('fiscal-subsidy') };
}

function booksOf(db: Db, { department, year }: Omit<FigureQuery, 'at'>): Promise<readonly YearBooks[]> {
  const funds = insured.flatMap((scheme): readonly FundPart[] => schemes[scheme].funds);
  return readOnce(db, `fund books ${department} ${year}`, () => yearBooks(db, department, funds, year));
}

/** A sum of ledger turnover: of a class of accounts, by fund, perhaps of some accounts only. */
interface OfLedger {
  readonly figure: string;
  readonly class: 'income' | 'expense';
  readonly accounts: (at: Coordinates) => readonly string[] | null;
  readonly places: (books: readonly YearBooks[]) => readonly Coordinates[];
}

function ofLedger({ figure, class: wanted, accounts, places }: OfLedger): ComputedFigure {
  const sign = wanted === 'expense' ? 1 : -1;
  const keysOf = ({ set }: YearBooks, at: Coordinates): readonly string[] => {
    const some = accounts(at);
    return set.accounts.flatMap(({ key }) =>
      classOf(set, key) === wanted && (some === null || some.includes(key)) ? [key] : [],
    );
  };
  const vaccineOnly = (at: Coordinates): boolean => wanted === 'income' && incomeAt(at).vaccine;
  return {
    figure,
    async value(db, query) {
      const books = await booksOf(db, query);
      const funds = fundsAt(query.at);
      const own = books.filter(({ set }) => set.funds.some((fund) => funds.includes(fund)));
      if (own.length === 0) return null;
      let sum = sumFen(
        own.flatMap((one) => {
          const keys = keysOf(one, query.at);
          return one.rows
            .filter(({ account, fund }) => keys.includes(account) && funds.includes(fund))
            .map(({ debit, credit }) => sign * (debit - credit));
        }),
      );
      if (vaccineOnly(query.at)) sum += sumFen((await vaccineReceipts(db, query)).map(({ fen }) => fen));
      return formatYuan(sum);
    },
    async evidence(db, query, page) {
      const books = await booksOf(db, query);
      if (vaccineOnly(query.at) && accounts(query.at)?.length === 0) {
        return pageOf(
          (await vaccineReceipts(db, query)).map(({ row }) => row),
          page,
        );
      }
      return legsBehind(db, books, fundsAt(query.at), (one) => keysOf(one, query.at), sign, query.year, page);
    },
    coordinates: async (db, query) => places(await booksOf(db, query)),
  };
}

/** The legs behind a sum, set by set in order of date. */
async function legsBehind(
  db: Db,
  books: readonly YearBooks[],
  funds: readonly FundPart[],
  keysOf: (one: YearBooks) => readonly string[],
  sign: 1 | -1,
  year: number,
  { after, limit }: Page,
): Promise<EvidencePage> {
  const rows: Evidence[] = [];
  const from = after?.split('|') ?? null;
  const sorted = books.toSorted((a, b) => (a.set.id < b.set.id ? -1 : 1));
  for (const one of sorted) {
    const { set, through } = one;
    if (from !== null && set.id < (from[0] ?? '')) continue;
    const cursor =
      from !== null && from[0] === set.id
        ? from
        : [set.id, `${year}-01-01`, '00000000-0000-0000-0000-000000000000', '0'];
    const { rows: legs } = await sql<{
      date: DateText;
      entry: string;
      line: number;
      account: string;
      fund: FundPart;
      amount: number;
      voucher: string;
      text: string;
    }>`
      select l.date, l.entry_id as entry, l.line, l.account, substring(l.dimensions from 'fund=([a-z-]+)') as fund, l.amount,
             e.voucher_id as voucher, v.text
      from ledger_leg l
      join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
      join ledger_voucher v on v.unit_id = ${set.unit} and v.id = e.voucher_id
      where l.set_id = ${set.id} and l.kind <> 'closing' and l.account = any(${[...keysOf(one)]}::text[])
        and substring(l.dimensions from 'fund=([a-z-]+)') = any(${[...funds]}::text[])
        and l.date >= ${`${year}-01-01`} and to_char(l.date, 'YYYY-MM') <= ${through}
        and (l.date, l.entry_id, l.line) > (${cursor[1] ?? ''}::date, ${cursor[2] ?? ''}::uuid, ${Number(cursor[3] ?? 0)}::smallint)
      order by l.date, l.entry_id, l.line limit ${limit + 1 - rows.length}`.execute(db);
    for (const leg of legs) {
      const name = set.accounts.find(({ key }) => key === leg.account)?.name ?? leg.account;
      rows.push({
        id: `${set.id}|${leg.date}|${leg.entry}|${leg.line}`,
        register: '基金账',
        date: leg.date,
        text: `${leg.text}（${name}，${fundNames[leg.fund]}）`,
        amount: formatYuan(sign * leg.amount),
        voucher: { unit: set.unit, id: leg.voucher },
      });
    }
    if (rows.length > limit) break;
  }
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

interface WithFen {
  readonly fen: number;
  readonly row: Evidence;
}

/** Booked movements of a year that a test picks out, as evidence. */
async function movementsOf(
  db: Db,
  { department, year, at }: FigureQuery,
  picks: (row: { readonly kind: string; readonly purpose: string | null }) => boolean,
): Promise<readonly WithFen[]> {
  const funds = fundsAt(at);
  const rows = await readOnce(db, `fund movements ${department} ${year}`, () =>
    db
      .selectFrom('fund_movement as m')
      .innerJoin('account_set as s', 's.id', 'm.set_id')
      .leftJoin('fund_subsidy as d', 'd.id', 'm.subsidy_id')
      .select([
        'm.id',
        'm.kind',
        'm.fund',
        'm.date',
        'm.amount',
        'm.text',
        'm.reference',
        'm.voucher_id',
        's.unit_id',
        'd.purpose',
        'd.number',
      ])
      .where('m.department_id', '=', department)
      .where('m.state', '=', 'booked')
      .where('m.date', '>=', `${year}-01-01`)
      .where('m.date', '<=', `${year}-12-31`)
      .execute(),
  );
  return rows
    .filter(({ fund, kind, purpose }) => funds.some((one) => one === fund) && picks({ kind, purpose }))
    .map(({ id, date, amount, text, reference, voucher_id, unit_id, number }) => ({
      fen: amount,
      row: {
        id,
        register: '基金收付',
        date,
        text,
        amount: formatYuan(amount),
        ...(voucher_id === null ? {} : { voucher: { unit: unit_id, id: voucher_id } }),
        ...(number === null && reference === '' ? {} : { reference: number ?? reference }),
      },
    }));
}

function vaccineReceipts(db: Db, query: FigureQuery): Promise<readonly WithFen[]> {
  return movementsOf(db, query, ({ kind, purpose }) => kind === 'subsidy' && purpose === 'vaccine');
}

/** A figure whose rows are all at hand; null where the duty keeps nothing of the kind in that year. */
function ofRows(
  figure: string,
  rows: (db: Db, query: FigureQuery) => Promise<readonly WithFen[] | null>,
  places: readonly Coordinates[],
): ComputedFigure {
  return {
    figure,
    async value(db, query) {
      const found = await rows(db, query);
      return found === null ? null : formatYuan(sumFen(found.map(({ fen }) => fen)));
    },
    async evidence(db, query, page) {
      return pageOf(
        ((await rows(db, query)) ?? []).map(({ row }) => row),
        page,
      );
    },
    async coordinates(db, query) {
      const held: Coordinates[] = [];
      for (const at of places) if (((await rows(db, { ...query, at })) ?? []).length > 0) held.push(at);
      return held;
    },
  };
}

const bySchemes: readonly Coordinates[] = insured.map((scheme) => ({ scheme }));

async function budgetRows(
  db: Db,
  { department, year, at }: FigureQuery,
  side: 'income' | 'expenditure',
): Promise<readonly WithFen[] | null> {
  const budgets = await readOnce(db, `fund budgets ${department} ${year}`, () => listBudgets(db, department, year));
  const wanted = schemesAt(at);
  const standing = budgets.filter((budget: Budget) => budget.state === 'standing' && wanted.includes(budget.scheme));
  if (standing.length === 0) return null;
  const sources = asked(at, 'source');
  return standing.flatMap(({ id, scheme, number, approvedOn, lines }) =>
    lines
      .filter((line) => line.side === side && (sources === null || sources.includes(line.item)))
      .map(({ item, amount }) => ({
        fen: amount,
        row: {
          id: `${id} ${item}`,
          register: '基金预算',
          date: approvedOn,
          text: `${schemes[scheme].name}${item in incomeItems ? incomeItems[item as keyof typeof incomeItems].name : item}`,
          amount: formatYuan(amount),
          reference: number,
        },
      })),
  );
}

async function subsidyRows(db: Db, query: FigureQuery, spent: boolean): Promise<readonly WithFen[] | null> {
  const { department, year, at } = query;
  const documents = await readOnce(db, `fund subsidies ${department}`, () => listSubsidies(db, department));
  const spendings = await readOnce(db, `fund spendings ${department}`, () => listSpendings(db, department));
  const ofYear = spendings.filter(({ spentOn }) => spentOn.startsWith(`${year}-`));
  if (!documents.some((one) => one.year === year) && ofYear.length === 0) return null;
  const funds = fundsAt(at);
  const wanted = asked(at, 'level');
  const own = documents.filter(
    ({ fund, level }) => funds.includes(fund) && (wanted === null || wanted.includes(level)),
  );
  if (!spent) {
    return own
      .filter((one) => one.year === year)
      .map(({ id, number, fund, level, amount, issuedOn }) => ({
        fen: amount,
        row: {
          id,
          register: '财政补助文件',
          date: issuedOn,
          text: `${levels[level]}补助${fundNames[fund]}`,
          amount: formatYuan(amount),
          reference: number,
        },
      }));
  }
  return ofYear.flatMap(({ id, subsidy, spentOn, amount, voucher, reference }) => {
    const document = own.find((one) => one.id === subsidy);
    if (document === undefined) return [];
    const row: Evidence = {
      id,
      register: voucher === null ? '财政拨款凭证' : '部门账',
      date: spentOn,
      text: `${document.number}对${fundNames[document.fund]}的补助`,
      amount: formatYuan(amount),
      ...(voucher === null ? { reference } : { voucher }),
    };
    return [{ fen: amount, row }];
  });
}

const levelPlaces: readonly Coordinates[] = insured.flatMap((scheme) => [
  { scheme },
  ...Object.keys(levels).map((level) => ({ scheme, level })),
]);

const purposesOf: Readonly<Record<string, string>> = { 'vaccine-cost': 'vaccine', 'inoculation-cost': 'inoculation' };

/** 年末滚存结余: what the year began with, and its income less its expenditure. */
const cumulativeBalance: ComputedFigure = {
  figure: 'fund-cumulative-balance',
  async value(db, { department, year, at }) {
    const years = await Promise.all(schemesAt(at).map((scheme) => fundYear(db, department, scheme, year)));
    const known = years.filter((one) => one !== null);
    return known.length === 0 ? null : formatYuan(sumFen(known.map(({ closing }) => closing)));
  },
  async evidence(db, { department, year, at }, page) {
    const rows: Evidence[] = [];
    for (const scheme of schemesAt(at)) {
      const found = await fundYear(db, department, scheme, year);
      if (found === null) continue;
      const name = schemes[scheme].name;
      const said = [
        ['1', `${year}-01-01`, `${name}年初滚存结余`, found.opening],
        ['2', `${year}-12-31`, `${name}本年收入`, found.incomeTotal],
        ['3', `${year}-12-31`, `${name}本年支出`, -found.expenditureTotal],
        // What was brought to the balance itself.
        [
          '4',
          `${year}-12-31`,
          `${name}其他增减`,
          found.closing - found.opening - found.incomeTotal + found.expenditureTotal,
        ],
      ] as const;
      for (const [order, date, text, amount] of said) {
        if (amount !== 0)
          rows.push({ id: `${scheme} ${order}`, register: '基金账', date, text, amount: formatYuan(amount) });
      }
    }
    return pageOf(rows, page);
  },
  async coordinates(db, { department }) {
    const kept = (await fundSets(db, department)).flatMap(({ funds }) => funds);
    return bySchemes.filter(({ scheme }) => schemes[scheme as FundScheme].funds.some((fund) => kept.includes(fund)));
  },
};

export const treasuryFigures: readonly ComputedFigure[] = [
  ofLedger({
    figure: 'fund-income',
    class: 'income',
    accounts: (at) => incomeAt(at).accounts,
    places: (books) =>
      insured.flatMap((scheme) => {
        const rows = books
          .flatMap((one) => one.rows)
          .filter(({ fund }) => schemes[scheme].funds.some((own) => own === fund));
        const sources = Object.entries(incomeItems).filter(
          ([item, { account }]) => isSource(item) && rows.some((row) => row.account === account),
        );
        return rows.length === 0 ? [] : [{ scheme }, ...sources.map(([source]) => ({ scheme, source }))];
      }),
  }),
  ofLedger({
    figure: 'fund-expenditure',
    class: 'expense',
    accounts: () => null,
    places: (books) =>
      bySchemes.filter(({ scheme }) =>
        books.some(({ rows }) =>
          rows.some(({ fund }) => schemes[scheme as FundScheme].funds.some((own) => own === fund)),
        ),
      ),
  }),
  cumulativeBalance,
  ofRows('fund-income-budget', (db, query) => budgetRows(db, query, 'income'), [
    ...bySchemes,
    ...insured.flatMap((scheme) =>
      Object.keys(incomeItems)
        .filter(isSource)
        .map((source) => ({ scheme, source })),
    ),
  ]),
  ofRows('fund-expenditure-budget', (db, query) => budgetRows(db, query, 'expenditure'), bySchemes),
  ofRows('fund-subsidy-budget', (db, query) => subsidyRows(db, query, false), levelPlaces),
  ofRows('fund-subsidy-paid', (db, query) => subsidyRows(db, query, true), levelPlaces),
  ofRows(
    'vaccine-payments',
    async (db, query) => {
      const all = await movementsOf(db, { ...query, at: {} }, ({ kind }) => kind in purposesOf);
      if (all.length === 0) return null;
      const wanted = asked(query.at, 'purpose');
      return movementsOf(db, query, ({ kind }) => {
        const purpose = purposesOf[kind];
        return purpose !== undefined && (wanted === null || wanted.includes(purpose));
      });
    },
    [...bySchemes, { purpose: 'vaccine' }, { purpose: 'inoculation' }],
  ),
];

/** The sources that the catalogue knows. */
function isSource(item: string): boolean {
  return ['contribution', 'fiscal-subsidy', 'vaccine-subsidy', 'interest', 'transfer', 'other'].includes(item);
}
