/** A process that commits an import and stops half-way, for a test that kills it: it says how far it is and waits. */
import { readFileSync } from 'node:fs';
import { readSheets } from '@mingzhang/documents';
import { openStore } from '@mingzhang/store';
import { commitImport } from '../records/imports.ts';

const [databaseUrl = '', unitId = '', importId = '', by = '', file = ''] = process.argv.slice(2);
const read = await readSheets(readFileSync(file));
if (!read.ok) throw new Error(read.error);
const store = await openStore({ dataDirectory: '', databaseUrl });
await store.db.transaction().execute((trx) =>
  commitImport(trx, {
    unitId,
    importId,
    sheets: read.sheets,
    today: '2024-12-31',
    by,
    at: new Date(),
    progress: async (done, all) => {
      if (done < all / 2) return;
      process.stdout.write(`written ${done} of ${all}\n`);
      await new Promise(() => setInterval(() => {}, 1000));
    },
  }),
);
