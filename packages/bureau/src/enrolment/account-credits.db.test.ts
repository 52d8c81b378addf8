/** 个人账户划入: listed by one, approved by another, on the accounts and – of the retired – in the funds' books. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Charts } from '../books/index.ts';
import { shippedParameters } from '../parameters/load.ts';
import { accountStatement } from '../settlement/index.ts';
import { department, insured, setUpFunds } from '../settlement/testing.ts';
import { settlementVerifiers } from '../settlement/verify.ts';
import {
  type CreditsAsked,
  creditsOf,
  decideCredits,
  listCredits,
  previewCredits,
  proposeCredits,
} from './account-credits.ts';
import { done, handOn, refusalIn } from './testing.ts';
import { enrolmentVerifiers } from './verify.ts';

const today = '2024-06-30';
const [clerk, reviewer] = [newId(), newId()];
const confirmation = { document: '核对过的文件', by: '核对人' };
const parameters = shippedParameters().confirming([
  { area: 'hunan', key: 'employee/contribution/account-retired', from: '2024-01-01', value: 75_00, ...confirmation },
]);
const employer = '91990101MA00000017';

let store: Store;
let charts: Charts;
let worker: string;
let pensioner: string;

async function due(person: string, month: string, account: number, paid: boolean): Promise<void> {
  await sql`
    insert into contribution_due (person_id, id, department_id, scheme, period, kind, employer, base, standard, subsidy, person,
      employer_share, account, covered_from, enrolled_on, fiscal, paid_person, paid_employer, settled_on, made_by, made_at)
    values (${person}, ${newId()}, ${department}, 'employee', ${month}, 'in-service', ${employer}, 500000, 50000, 0, 10000, 40000,
      ${account}, ${`${month}-01`}, ${`${month}-01`}, 0, ${paid ? 10000 : 0}, ${paid ? 40000 : 0},
      ${paid ? `${month}-20` : null}, ${clerk}, now())`.execute(store.db);
}

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-06');
  worker = await insured(store.db, '001', { scheme: 'employee', member: 'in-service' });
  pensioner = await insured(store.db, '002', { scheme: 'employee', member: 'retired' });
  await due(worker, '2024-05', 10_000, true);
  await due(worker, '2024-06', 10_000, false);
});
afterAll(() => store.close());

const wanted = (other: Partial<CreditsAsked> = {}): CreditsAsked => {
  return { department, kind: 'in-service', month: '2024-05', employer: null, ...other };
};
const propose = (other: Partial<CreditsAsked> & { readonly id?: string } = {}) =>
  done(store.db, (trx) => proposeCredits(trx, parameters, { ...handOn(today, clerk), ...wanted(), ...other }));
const decide = (id: string, by: string, approve = true, reason = '') =>
  done(store.db, (trx) => decideCredits(trx, charts, { ...handOn(today, by), department, id, approve, reason }));
const sound = async () => {
  const failures = [];
  const asked = ['collections-in-fund-books', 'personal-accounts-add-up'];
  for (const { run } of [...enrolmentVerifiers, ...settlementVerifiers].filter(({ id }) => asked.includes(id))) {
    failures.push(...(await run(store.db)).failures);
  }
  return failures;
};

describe('in order', { shuffle: false }, () => {
  test('what was paid with the contributions is credited once, by two people', async () => {
    const seen = await previewCredits(store.db, parameters, wanted({ employer }));
    expect(seen).toEqual([{ person: worker, name: '参保人001', amount: 10_000 }]);
    const other = await previewCredits(store.db, parameters, wanted({ employer: '91990101MA00000999' }));
    expect(other).toEqual([]);
    const unpaid = await previewCredits(store.db, parameters, wanted({ month: '2024-06' }));
    expect(unpaid).toEqual([]);
    const made = await propose();
    if ('refusal' in made) throw new Error(made.refusal.message);
    expect(refusalIn(await propose())).toBe('list-empty');
    expect(await creditsOf(store.db, department, made.id, 10)).toMatchObject([{ person: worker }]);
    expect(refusalIn(await decide(made.id, clerk))).toBe('checker-is-maker');
    expect(await accountStatement(store.db, worker)).toBeNull();
    expect(await decide(made.id, reviewer)).toEqual({ id: made.id, again: false });
    expect(await decide(made.id, reviewer)).toEqual({ id: made.id, again: true });
    expect(refusalIn(await decide(made.id, reviewer, false, '改主意'))).toBe('proposal-decided');
    expect(await accountStatement(store.db, worker)).toMatchObject({
      balance: 10_000,
      entries: [{ kind: 'credited', amount: 10_000, balance: 10_000, voucher: null, text: '2024-05划入个人账户' }],
    });
    expect(await sound()).toEqual([]);
  });

  test('the retired get theirs from the pooled fund, and the books say so', async () => {
    const made = await propose({ kind: 'retired' });
    if ('refusal' in made) throw new Error(made.refusal.message);
    await decide(made.id, reviewer);
    const statement = await accountStatement(store.db, pensioner);
    expect(statement).toMatchObject({ balance: 75_00, entries: [{ set: 'qinghe-employee-fund' }] });
    const { rows } = await sql<{ account: string; amount: number }>`
      select l.account, l.amount from ledger_entry e join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
      where e.voucher_id = ${statement?.entries[0]?.voucher} order by l.account, l.amount`.execute(store.db);
    expect(rows).toEqual([
      { account: 'fiscal-account-deposit', amount: -75_00 },
      { account: 'fiscal-account-deposit', amount: 75_00 },
      { account: 'premium-income', amount: -75_00 },
      { account: 'premium-income', amount: 75_00 },
    ]);
    expect(await sound()).toEqual([]);
  });

  test('what was turned down may be listed again', async () => {
    const made = await propose({ kind: 'retired', month: '2024-06' });
    if ('refusal' in made) throw new Error(made.refusal.message);
    expect(refusalIn(await decide(made.id, reviewer, false))).toBe('text-malformed');
    await decide(made.id, reviewer, false, '月份不对');
    expect(refusalIn(await propose({ kind: 'retired', month: '2024-06' }))).toBeNull();
    expect((await listCredits(store.db, department)).map(({ month, decided }) => `${month} ${decided}`)).toContain(
      '2024-06 rejected',
    );
  });
});

test.each([
  ['no month', { month: '2024-13' }, 'date-malformed'],
  ['a month to come', { month: '2024-07' }, 'date-in-future'],
  ['nobody', { month: '2024-01' }, 'list-empty'],
  ['a bureau that is not there', { department: 'nowhere' }, 'department-unknown'],
  ['the retired of an employer', { kind: 'retired' as const, employer }, 'kind-unfit'],
  ['a number that is none', { id: '17' }, 'id-malformed'],
])('%s', async (_, other, refusal) => {
  expect(refusalIn(await propose(other))).toBe(refusal);
});

test('a list that is not there', async () => {
  expect(refusalIn(await decide(newId(), reviewer))).toBe('proposal-unknown');
});
