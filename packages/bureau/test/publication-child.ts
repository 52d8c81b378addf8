/** A process that publishes and kills itself between two statements, for the test of what is left then. */
import { openStore } from '@mingzhang/store';
import { computedFigures } from '../src/catalogue.ts';
import { filesMisread, publishVersion } from '../src/publication/index.ts';
import { counting } from './mortal.ts';
import { type PublicationOrders } from './publication-child-orders.ts';

const orders = JSON.parse(process.argv[2] ?? '') as PublicationOrders;
const { department, id, seen, person, today, dieAfter } = orders;
const store = await openStore({ dataDirectory: '', databaseUrl: orders.url, connectionsMax: 2 });
const db = store.db.withPlugin(
  counting((count) => {
    if (count === dieAfter) process.kill(process.pid, 'SIGKILL');
  }),
);
const at = new Date(`${today}T03:00:00Z`);
const outcome = await publishVersion(
  db,
  { computed: computedFigures, filesMisread },
  { department, id, seen, person, at, today },
);
process.send?.('refusal' in outcome ? outcome.refusal.id : outcome.state);
await store.close();
process.disconnect();
