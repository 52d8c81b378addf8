/** What `mingzhang verify` proves of the trail. */
import { type Verifier } from '../verifier.ts';
import { sealTrail, verifyTrail } from './seal.ts';

export const accessVerifiers: readonly Verifier[] = [
  {
    id: 'trail-unbroken',
    name: '操作留痕的封存链完整',
    run: async (db) => {
      await sealTrail(db);
      const { sealed, unsealed, head, failures } = await verifyTrail(db);
      const note = `已封存 ${sealed} 条，未封存 ${unsealed} 条${head === null ? '' : `；链尾 ${sealed}:${head}`}`;
      return { checked: sealed + unsealed, failures, notes: [note] };
    },
  },
];
