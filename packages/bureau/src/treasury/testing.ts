/** An invented county bureau with its own books and its funds' books, bank accounts and what they begin with, on a test database. */
import { monthsBetween, parseYuan } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type Charts, postVoucher } from '../books/index.ts';
import { line, setUpBooks, type TestBooks, unit } from '../books/testing.ts';
import { addFundBooks } from '../settlement/fund-books.ts';
import { checkPayee, enterAccount, enterPayee } from './accounts.ts';
import { type AccountRole, accountRoles } from './kinds.ts';
import { checkMovement, type MovementDraft, makeMovement } from './movements.ts';
import { type TreasuryRefused } from './refusals.ts';
import { enterSpending, enterSubsidy, type SubsidyDraft } from './subsidies.ts';

type Db = Kysely<Database>;

export const department = 'qinghe';

/** The maker and the checker of everything. */
export const maker = newId();
export const checker = newId();

export const yuan = (text: string): number => parseYuan(text) ?? Number.NaN;

/** What was done, or the refusal thrown. */
export function must<T extends object>(outcome: T | TreasuryRefused): T {
  if ('refusal' in outcome) throw new Error(JSON.stringify(outcome.refusal));
  return outcome;
}

export interface TestTreasury {
  readonly charts: Charts;
  readonly books: TestBooks;
  readonly hand: (by?: string, today?: string) => { readonly by: string; readonly at: Date; readonly today: string };
  readonly account: (set: string, role: AccountRole) => string;
  /** Entered by the maker, checked and booked by the checker. */
  readonly move: (
    movement: Partial<MovementDraft> & Pick<MovementDraft, 'kind' | 'fund' | 'amount' | 'date' | 'account'>,
  ) => Promise<string>;
  /** A voucher of the department's on an item. */
  readonly spend: (functionCode: string, date: string, amount: string) => Promise<string>;
  readonly subsidy: (
    draft: Partial<SubsidyDraft> & Pick<SubsidyDraft, 'number' | 'fund' | 'functionCode' | 'amount'>,
  ) => Promise<string>;
  /** Puts a voucher of the department's down as spent on a document. */
  readonly give: (subsidy: string, voucher: string | null, date: string, amount: number) => Promise<void>;
  readonly payee: (name: string) => Promise<string>;
}

export const sets = {
  resident: `${department}-resident-fund`,
  employee: `${department}-employee-fund`,
  assistance: `${department}-assistance-fund`,
} as const;

/** Set up where one of them begins with something. */
export const supplementarySets = {
  civilServant: `${department}-civil-servant-fund`,
  cadre: `${department}-retired-cadre-fund`,
} as const;

const setOf: Readonly<Record<FundPart, string>> = {
  resident: sets.resident,
  'employee-pooled': sets.employee,
  'employee-personal': sets.employee,
  assistance: sets.assistance,
  'civil-servant': supplementarySets.civilServant,
  'retired-cadre': supplementarySets.cadre,
};

const today = '2026-01-31';

/** Books of department and funds from 2024-01 open through the month given; each fund begins with so much in 财政专户. */
export async function setUpTreasury(
  db: Db,
  openedThrough: string,
  opening: Readonly<Partial<Record<FundPart, string>>> = {},
): Promise<TestTreasury> {
  const books = await setUpBooks(db, openedThrough);
  const { charts } = books;
  const hand = (by = maker, day = today) => ({ by, at: new Date(`${day}T02:00:00Z`), today: day });
  const supplements = 'civil-servant' in opening || 'retired-cadre' in opening;
  await addFundBooks(db, charts, {
    department,
    firstMonth: '2024-01',
    months: monthsBetween('2024-01', openedThrough),
    by: '李会计',
    on: '2024-01-02',
    source: '测试用编号',
    supplements,
  });
  const accounts = new Map<string, string>();
  for (const set of Object.values(supplements ? { ...sets, ...supplementarySets } : sets)) {
    for (const role of Object.keys(accountRoles) as AccountRole[]) {
      const id = newId();
      accounts.set(`${set} ${role}`, id);
      const number = `6200${String(accounts.size).padStart(12, '0')}`;
      const draft = {
        department,
        id,
        set,
        role,
        name: `青禾县${accountRoles[role].name}`,
        bank: '青禾县农商银行',
        number,
      };
      must(await enterAccount(db, { ...draft, openedOn: '2018-01-01', ...hand() }));
    }
  }
  for (const [fund, amount] of Object.entries(opening) as [FundPart, string][]) {
    const set = setOf[fund];
    const leg = { amount: yuan(amount), dimensions: { fund } };
    const legs = [
      { account: 'fiscal-account-deposit', side: 'debit', ...leg },
      { account: 'fund-balance-general', side: 'credit', ...leg },
    ] as const;
    const voucher = {
      id: newId(),
      kind: 'opening',
      date: '2024-01-01',
      text: '期初余额',
      entries: [{ id: newId(), set, reverses: null, legs }],
    } as const;
    const posted = await postVoucher(db, charts, { voucher, ...hand() });
    if (posted.outcome === 'refused') throw new Error(posted.refusal.message);
  }
  return {
    charts,
    books,
    hand,
    account: (set, role) => accounts.get(`${set} ${role}`) ?? '',
    async move(movement) {
      const draft = {
        department,
        id: newId(),
        toAccount: null,
        subsidy: null,
        reference: '',
        text: '资金变动',
        ...movement,
      };
      must(await makeMovement(db, { ...draft, ...hand() }));
      must(await checkMovement(db, charts, { department, id: draft.id, ...hand(checker) }));
      return draft.id;
    },
    async spend(functionCode, date, amount) {
      const voucher = books.voucher('expense-paid-by-treasury', date, [
        line(amount, {
          functionCode,
          economyCode: '31302',
          spending: 'project',
          source: 'general-public-budget',
          project: 'XM-1',
        }),
      ]);
      const posted = await books.post(voucher);
      if (posted.outcome === 'refused') throw new Error(posted.refusal.message);
      return voucher.id;
    },
    async subsidy(draft) {
      const id = newId();
      const common = { level: 'county', year: 2024, purpose: 'general', path: 'department', issuedOn: '2024-01-05' };
      must(await enterSubsidy(db, { department, id, ...common, ...draft, ...hand() }));
      return id;
    },
    async give(subsidy, voucher, spentOn, amount) {
      const named = voucher === null ? null : { unit, id: voucher };
      const reference = voucher === null ? '拨款单1号' : '';
      must(
        await enterSpending(db, {
          department,
          id: newId(),
          subsidy,
          spentOn,
          amount,
          voucher: named,
          reference,
          ...hand(),
        }),
      );
    },
    async payee(name) {
      const id = newId();
      const draft = { department, id, kind: 'institution', name, bank: '青禾县农商银行', number: '6217000000001' };
      must(await enterPayee(db, { ...draft, ...hand() }));
      must(await checkPayee(db, { department, id, ...hand(checker) }));
      return id;
    },
  };
}
