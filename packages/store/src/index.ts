export type { Database } from './database.ts';
export { StoreRefusal, type StoreRefusalReason } from './refusal.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
