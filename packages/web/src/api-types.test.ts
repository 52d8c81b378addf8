import { readFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('the types of the API are those of the committed description', async () => {
  // Not current? npm run types -w packages/web
  const description = new URL('../openapi.json', import.meta.url);
  const generated = astToString(await openapiTypescript(description));
  const committed = readFileSync(new URL('./api.gen.ts', import.meta.url), 'utf8');
  expect(committed.slice(committed.indexOf('export interface paths'))).toBe(
    generated.slice(generated.indexOf('export interface paths')),
  );
});
