/** Seals the trail of the database named on the command line, as a process of its own, so that a test can kill it. */
import { openStore } from '@mingzhang/store';
import { sealTrail } from '../seal.ts';

const store = await openStore({ dataDirectory: '', databaseUrl: process.argv[2] });
await sealTrail(store.db);
await store.close();
