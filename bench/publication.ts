/**
 * `mingzhang bench publication`: from the books to the five files, and from the files to a reader of the open portal.
 *
 *   a compile of all five formats, first in the process   ≤ 3 s      beside compressing and writing as many bytes
 *   the same again                                        ≤ 3 s      beside the same
 *   a portal page through HTTP                            ≤ 300 ms   beside a bare server that hands out the same bytes
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { deflateSync } from 'node:zlib';
import {
  compilePublication,
  computedFigures,
  demonstrationDepartment,
  filesOf,
  loadDemonstration,
  openIdentityKey,
} from '@mingzhang/bureau';
import { productVersion } from '@mingzhang/documents';
import { createApp, createAuditPool } from '@mingzhang/server';
import { openStore, type Store } from '@mingzhang/store';
import fastify from 'fastify';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { describeMachine, medianMilliseconds } from './measure.ts';

type Say = (line: string) => void;

/** The demonstration is loaded as on this day: three closed years, the last of them in the making. */
const loadedOn = '2026-06-15';
const year = 2024;
const runs = 5;

export async function run(say: Say): Promise<BenchOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  const dataDirectory = join(directory, 'data');
  const store = await openStore({ dataDirectory, databaseUrl: process.env.DATABASE_URL });
  try {
    say('装入示范单位……');
    const key = await openIdentityKey({ dataDirectory, value: undefined });
    if ('refusal' in key) throw new Error(key.refusal.message);
    assert(await loadDemonstration(store.db, loadedOn, new Date(`${loadedOn}T01:00:00Z`), key), 'an empty database');
    const results: BenchResult[] = [];
    for (const measure of [compiling, portal]) {
      for (const one of await measure(store, directory, say)) {
        results.push(one);
        say(`  ${one.name}：${one.value.toPrecision(3)} ${one.unit}`);
      }
    }
    return { bench: 'publication', machine: describeMachine(), results };
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function result(
  name: string,
  value: number,
  unit: string,
  limit: number,
  limitName: string,
  target: number,
): BenchResult {
  return { name, value, unit, limit, limitName, ratio: value / limit, target, met: value <= target };
}

async function compiling({ db }: Store, directory: string, say: Say): Promise<readonly BenchResult[]> {
  say('编制五种格式……');
  const request = { department: demonstrationDepartment.id, year, template: 'hunan-2024' };
  let written: readonly Uint8Array[] = [];
  const work = async (): Promise<void> => {
    const compiled = await compilePublication(db, request, computedFigures());
    if ('refusal' in compiled) throw new Error(compiled.refusal.message);
    assert(
      compiled.findings.every(({ severity }) => severity !== 'error'),
      'our own audit finds no error',
    );
    written = (await filesOf(compiled.document)).map(({ bytes }) => bytes);
    assert.equal(written.length, 5);
  };
  const first = await medianMilliseconds(1, work);
  const again = await medianMilliseconds(runs, work);
  const limit = await medianMilliseconds(runs, () => {
    for (const [index, bytes] of written.entries()) writeFileSync(join(directory, `${index}`), deflateSync(bytes));
  });
  const limitName = '压缩并写下同样多的字节';
  return [
    result('编制一个年度的决算公开，五种格式，进程里第一次', first / 1000, 's', limit / 1000, limitName, 3),
    result('同上，再编一次', again / 1000, 's', limit / 1000, limitName, 3),
  ];
}

async function portal({ db }: Store, _directory: string, say: Say): Promise<readonly BenchResult[]> {
  say('公开页……');
  const pool = createAuditPool();
  const app = await createApp({ db, pool, checks: [], version: productVersion, webRoot: null });
  const bare = fastify();
  try {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const results: BenchResult[] = [];
    for (const [name, path] of [
      ['公开的决算全文页', `/open/${demonstrationDepartment.id}/${year}/1`],
      ['公开首页', '/open'],
      ['检索', '/open/search?q=%E5%8C%BB%E7%96%97%E6%95%91%E5%8A%A9'],
    ] as const) {
      const page = await fetch(`${address}${path}`);
      assert.equal(page.status, 200, path);
      const html = await page.text();
      const value = await medianMilliseconds(20, async () => (await fetch(`${address}${path}`)).text());
      const plain = `/${results.length}`;
      bare.get(plain, (_, reply) => reply.type('text/html').send(html));
      results.push(result(name, value, 'ms', 0, '一个只交出同样字节的服务', 300));
    }
    const plainAddress = await bare.listen({ host: '127.0.0.1', port: 0 });
    const measured: BenchResult[] = [];
    for (const [index, one] of results.entries()) {
      const limit = await medianMilliseconds(20, async () => (await fetch(`${plainAddress}/${index}`)).text());
      measured.push(result(one.name, one.value, one.unit, limit, one.limitName, one.target));
    }
    return measured;
  } finally {
    await app.close();
    await bare.close();
    await pool.close();
  }
}
