/** vitest's global setup of the tests that need a database: one PostgreSQL in a temporary directory, from the main thread. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer } from '@mingzhang/store/test-server';
import { type TestProject } from 'vitest/node';
import { missingForDatabase } from './test-requirements.ts';

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (missingForDatabase() !== null) return undefined;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'mingzhang-test-'));
  const server = await startTestServer(dataDirectory);
  project.provide('testServer', server.url);
  return async () => {
    await server.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}
