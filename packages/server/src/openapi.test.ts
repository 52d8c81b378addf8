import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openapiText } from './openapi.ts';

// The whole server is put together for it, which takes its time where others compute.
test('the committed description is what the server says of itself', { timeout: 60_000 }, async () => {
  // Not current? node packages/server/src/write-openapi.ts, then npm run types -w packages/web.
  expect(readFileSync(new URL('../../web/openapi.json', import.meta.url), 'utf8')).toBe(await openapiText());
});
