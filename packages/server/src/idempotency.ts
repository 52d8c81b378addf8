/**
 * `Idempotency-Key`: a request sent again – after a broken connection, say – is answered as the first time and does nothing new.
 * The key belongs to the person; what was asked for is remembered by a hash, so that a key is not used for two things. The
 * answer is kept in the transaction that did the work: either both are there or neither.
 */
import { createHash } from 'node:crypto';
import { type Database } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { Refusal } from './refusals.ts';

/** The header's key; null where none was sent. */
export function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new Refusal(
      'idempotency-key-invalid',
      'Idempotency-Key 应为 1 至 200 个可见的 ASCII 字符，这次没有保存。请换一个键再试。',
    );
  }
  return header;
}

interface AskedOnce {
  readonly header: string | undefined;
  readonly personId: string;
  /** Everything that was asked for, as JSON. */
  readonly request: unknown;
  readonly at: Date;
}

/** Does `work` in a transaction, once for a key; `work` throws where it refuses, and then nothing is kept. */
export async function once<Answer>(
  db: Kysely<Database>,
  { header, personId, request, at }: AskedOnce,
  work: (trx: Transaction<Database>) => Promise<Answer>,
): Promise<Answer> {
  const key = idempotencyKey(header);
  if (key === null) return db.transaction().execute(work);
  const scoped = `${personId} ${key}`;
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  return db.transaction().execute(async (trx) => {
    // The same key in flight elsewhere makes this wait until the other transaction is decided.
    const claimed = await trx
      .insertInto('answered_request')
      .values({ key: scoped, fingerprint, answer: '', answered_at: at })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key')
      .executeTakeFirst();
    if (claimed === undefined) {
      const earlier = await trx
        .selectFrom('answered_request')
        .select(['fingerprint', 'answer'])
        .where('key', '=', scoped)
        .executeTakeFirstOrThrow();
      if (earlier.fingerprint !== fingerprint) {
        throw new Refusal(
          'idempotency-key-reused',
          '这个 Idempotency-Key 先前用于另一组内容，这次没有执行。请为新的请求换一个新键。',
        );
      }
      return JSON.parse(earlier.answer) as Answer;
    }
    const answer = await work(trx);
    await trx
      .updateTable('answered_request')
      .set({ answer: JSON.stringify(answer) })
      .where('key', '=', scoped)
      .execute();
    return answer;
  });
}
