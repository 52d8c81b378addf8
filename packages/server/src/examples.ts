/**
 * What a first start puts on the shelf: two invented disclosures of counties that do not exist, one with slips planted in it.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { shelfIsEmpty, shelveDocument, systemPerson } from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type AuditPool } from './auditor/pool.ts';

const directory = new URL('../examples/', import.meta.url);

/** Shelves the examples if the shelf has never held anything; returns how many it shelved. */
export async function shelveExamples(db: Kysely<Database>, pool: AuditPool): Promise<number> {
  if (!(await shelfIsEmpty(db))) return 0;
  let shelved = 0;
  // Sorted, so that every first start gives the same shelf; the faulty one last, which puts it on top.
  const files = (await readdir(directory))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .reverse();
  for (const file of files) {
    const bytes = await readFile(new URL(encodeURIComponent(file), directory));
    const { audit, reading } = await pool.audit({ bytes, file, reading: true });
    if (reading === null) throw new Error(`the example ${file} cannot be read: ${audit.error}`);
    // Two first starts at once on one database must not double the examples: the same key makes the same document.
    await shelveDocument(db, {
      id: randomUUID(),
      at: new Date(),
      person: systemPerson,
      file,
      bytes,
      audit,
      reading,
      successorOf: null,
      request: { key: `example ${file}`, fingerprint: audit.sha256 },
    });
    shelved += 1;
  }
  return shelved;
}
