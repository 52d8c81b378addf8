import { defineConfig } from 'vitest/config';

/**
 * Three kinds of test, told apart by their names: `.test.ts` pure, `.db.test.ts` on a real database, `.e2e.test.ts` through
 * the browser or the door. `npm test` runs them one after another, each with its time, and prints the seed of the order.
 */
const everywhere = ['packages/*/{src,test}/**/*', 'tools/**/*', 'scripts/**/*'];
const never = ['**/node_modules/**', '**/dist/**'];

const named = (kind: string) => everywhere.map((place) => `${place}${kind}.test.{ts,tsx,mjs}`);

export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    sequence: { shuffle: true },
    projects: [
      { test: { name: 'pure', include: named(''), exclude: [...never, ...named('.db'), ...named('.e2e')] } },
      {
        test: {
          name: 'db',
          include: named('.db'),
          exclude: never,
          globalSetup: 'tools/test-database.ts',
          testTimeout: 60_000,
          // Whoever is first to need the demonstration waits until it is loaded.
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: named('.e2e'),
          exclude: never,
          globalSetup: ['tools/test-database.ts', 'tools/test-browser.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
