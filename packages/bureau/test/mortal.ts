/** Counts the statements that a Kysely has executed; `executed` is called after each, with its number. */
import { type KyselyPlugin } from 'kysely';

export function counting(executed: (count: number) => void): KyselyPlugin {
  let count = 0;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      count += 1;
      executed(count);
      return result;
    },
  };
}
