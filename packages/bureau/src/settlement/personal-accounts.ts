/** 职工个人账户: what is credited to it, and its statement. What a settlement takes from it is written with the settlement. */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, sql, type Transaction } from 'kysely';

export interface AccountCredit {
  readonly person: string;
  readonly amount: Fen;
}

/** Credits many at once; whoever has no account yet gets one. The voucher is null where the money was booked before. */
export async function creditAccounts(
  trx: Transaction<Database>,
  credits: readonly AccountCredit[],
  {
    date,
    text,
    voucher,
    by,
    at,
  }: {
    readonly date: DateText;
    readonly text: string;
    readonly voucher: { readonly set: string; readonly id: string } | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const rows = JSON.stringify(credits.map(({ person, amount }) => ({ id: newId(), person_id: person, amount })));
  // In the order of ids, so that two lists do not wait for each other.
  await sql`
    insert into personal_account as a (person_id, balance)
    select person_id, amount from jsonb_to_recordset(${rows}::jsonb) as r (person_id uuid, amount bigint) order by person_id
    on conflict (person_id) do update set balance = a.balance + excluded.balance`.execute(trx);
  await sql`
    insert into personal_account_entry (person_id, id, kind, date, amount, set_id, voucher_id, text, made_by, made_at)
    select person_id, id, 'credited', ${date}::date, amount, ${voucher?.set ?? null}::text, ${voucher?.id ?? null}::uuid,
           ${text}::text, ${by}::uuid, ${at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, person_id uuid, amount bigint)`.execute(trx);
}

interface AccountTransfer extends AccountCredit {
  readonly direction: 'in' | 'out';
  readonly date: DateText;
  readonly text: string;
  readonly voucher: { readonly set: string; readonly id: string };
  readonly by: string;
  readonly at: Date;
}

/** What comes with somebody from another place, or goes with them; false where there is less on the account than should go. */
export async function transferAccount(
  trx: Transaction<Database>,
  { person, amount, direction, date, text, voucher, by, at }: AccountTransfer,
): Promise<boolean> {
  if (direction === 'in') {
    await sql`
      insert into personal_account as a (person_id, balance) values (${person}, ${amount})
      on conflict (person_id) do update set balance = a.balance + excluded.balance`.execute(trx);
  } else {
    const { rows } = await sql`
      update personal_account set balance = balance - ${amount} where person_id = ${person} and balance >= ${amount}
      returning person_id`.execute(trx);
    if (rows.length === 0) return false;
  }
  await trx
    .insertInto('personal_account_entry')
    .values({
      person_id: person,
      id: newId(),
      kind: direction === 'in' ? 'transferred-in' : 'transferred-out',
      date,
      amount: direction === 'in' ? amount : -amount,
      set_id: voucher.set,
      voucher_id: voucher.id,
      text,
      made_by: by,
      made_at: at,
    })
    .execute();
  return true;
}

/** What stands on somebody's account: nothing where they have none. */
export async function personalBalance(db: Kysely<Database>, person: string): Promise<Fen> {
  const row = await db
    .selectFrom('personal_account')
    .select('balance')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row?.balance ?? 0;
}

export const accountEntryKinds = {
  credited: '划入',
  interest: '利息',
  'transferred-in': '转入',
  'transferred-out': '转出',
  settled: '支付',
  returned: '退回',
} as const;

export interface AccountEntry {
  readonly id: string;
  readonly kind: keyof typeof accountEntryKinds;
  readonly date: DateText;
  /** Above zero what came in, below what went out. */
  readonly amount: Fen;
  /** What stood on the account after it. */
  readonly balance: Fen;
  readonly text: string;
  readonly set: string | null;
  readonly voucher: string | null;
}

/** The account's entries, the latest first; null where the person has none. */
export async function accountStatement(
  db: Kysely<Database>,
  person: string,
): Promise<{ readonly balance: Fen; readonly entries: readonly AccountEntry[] } | null> {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(person)) return null;
  const account = await db
    .selectFrom('personal_account')
    .select('balance')
    .where('person_id', '=', person)
    .executeTakeFirst();
  if (account === undefined) return null;
  const { rows } = await sql<AccountEntry>`
    select id, kind, date, amount, text, set_id as set, voucher_id as voucher,
           sum(amount) over (order by made_at, id)::bigint as balance
    from personal_account_entry where person_id = ${person} order by made_at desc, id desc`.execute(db);
  return { balance: account.balance, entries: rows };
}
