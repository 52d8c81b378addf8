export { arrayRows } from './array-rows.ts';
export { type BackupOptions, type BackupSummary, backup, type RestoreOptions, restore } from './backup.ts';
export { type Bulk, CopyLines, type CopyValue, copyLine, openBulk } from './bulk.ts';
export type { Database } from './database.ts';
export { endsOf, readFresh } from './fresh-rows.ts';
export { newId } from './new-id.ts';
export { makeIndexes, postponeIndexes } from './postponed-indexes.ts';
export { StoreRefusal, type StoreRefusalReason } from './refusal.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
