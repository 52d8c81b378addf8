/**
 * A set of books as plain text for other programs, piece by piece: five million legs are not held in memory. All pieces are of
 * one moment, whatever is posted meanwhile.
 */
import { type DateText } from '@mingzhang/kernel';
import {
  type AccountSet,
  beancountHead,
  beancountTransaction,
  type Entry,
  hledgerHead,
  hledgerTransaction,
} from '@mingzhang/ledger';
import { sql } from 'kysely';
import { readEntries } from './post.ts';
import { type Db } from './sets.ts';

export type ExportFormat = 'hledger' | 'beancount';

/** Vouchers that are read at a time. */
const batch = 1000;

/** The text of `exportHledger` or `exportBeancount` for all entries of the set. */
export async function* exportBooks(db: Db, set: AccountSet, format: ExportFormat): AsyncGenerator<string> {
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    const used = await trx
      .selectFrom('ledger_leg')
      .select(({ fn }) => ['account', fn.min('date').as('first')])
      .where('set_id', '=', set.id)
      .groupBy('account')
      .execute();
    const accounts = used.map(({ account }) => account);
    const days = used.map(({ first }) => first).sort();
    yield format === 'hledger' ? hledgerHead(set, accounts) : beancountHead(set, accounts, days[0] ?? null);
    const print = format === 'hledger' ? hledgerTransaction : beancountTransaction;
    for await (const entries of batches(trx, set)) {
      yield entries.map((entry) => `\n\n${print(set, entry)}`).join('');
    }
    yield '\n';
  } finally {
    await trx.rollback().execute();
  }
}

async function* batches(trx: Db, set: AccountSet): AsyncGenerator<readonly Entry[]> {
  let after: { readonly date: DateText; readonly id: string } | null = null;
  for (;;) {
    const { rows }: { rows: { date: DateText; id: string }[] } = await sql<{ date: DateText; id: string }>`
      select v.date, v.id from ledger_voucher v
      join ledger_entry e on e.set_id = ${set.id} and e.voucher_id = v.id
      where v.unit_id = ${set.unit}
        ${after === null ? sql`` : sql`and (v.date, v.id) > (${after.date}::date, ${after.id}::uuid)`}
      order by v.date, v.id limit ${batch}`.execute(trx);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
    const entries = await readEntries(
      trx,
      rows.map(({ id }) => ({ set_id: set.id, voucher_id: id })),
    );
    yield entries.filter((entry) => entry.set === set.id);
  }
}
