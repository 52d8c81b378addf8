/** Files by what they hold, whoever attaches them to what. */
import { createHash } from 'node:crypto';
import { type Db } from '../books/index.ts';

export interface NewAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly by: string;
  readonly at: Date;
}

/** Keeps a file by its hash; the same bytes are kept once, under their first name. */
export async function keepAttachment(db: Db, { name, mediaType, bytes, by, at }: NewAttachment): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await db
    .insertInto('attachment')
    .values({ sha256, name, media_type: mediaType, bytes: Buffer.from(bytes), added_by: by, added_at: at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  return sha256;
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly addedBy: string;
}

export async function findAttachment(db: Db, sha256: string): Promise<Attachment | null> {
  const row = await db.selectFrom('attachment').selectAll().where('sha256', '=', sha256).executeTakeFirst();
  if (row === undefined) return null;
  return { name: row.name, mediaType: row.media_type, bytes: row.bytes, addedBy: row.added_by };
}
