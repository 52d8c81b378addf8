/**
 * `mingzhang bench audit`: how fast documents are read and checked, beside what this machine needs for the least that could be
 * done with the same bytes.
 *
 *   one document, warm       ≤ 20 ms      beside decoding it and looking for its figures
 *   through HTTP             ≤ 300 ms     beside a bare server that takes the same upload
 *   the command from cold    ≤ 1 s        beside a Node that does nothing
 *   a thousand documents     ≤ 60 s, ≤ 512 MB   beside reading and hashing their bytes
 *   1, 5 and 50 MB           seconds per MB no worse than thrice that of 1 MB
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checks } from '@mingzhang/disclosure';
import { auditBytes, productVersion } from '@mingzhang/documents';
import { isBlocking } from '@mingzhang/kernel';
import { createApp, createAuditPool } from '@mingzhang/server';
import { openStore, StoreRefusal } from '@mingzhang/store';
import fastify from 'fastify';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { faultyDocument, usualDocument, writeDocuments, writeLargeText } from './documents.ts';
import { describeMachine, median, medianMilliseconds, runNode } from './measure.ts';

const root = join(import.meta.dirname, '..');
const main = join(root, 'packages/cli/src/main.ts');
const bin = join(root, 'scripts/mingzhang.mjs');

type Say = (line: string) => void;

export async function run(say: Say): Promise<BenchOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  try {
    const results: BenchResult[] = [];
    for (const measure of [warm, throughHttp, fromCold, thousand, large]) {
      for (const one of await measure(directory, say)) {
        results.push(one);
        say(`  ${one.name}：${one.value.toPrecision(3)} ${one.unit}`);
      }
    }
    return { bench: 'audit', machine: describeMachine(), results };
  } finally {
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

/** One usual document in a process that has audited before. */
async function warm(_directory: string, say: Say): Promise<readonly BenchResult[]> {
  const text = usualDocument();
  const bytes = new TextEncoder().encode(text);
  const faulty = auditBytes(new TextEncoder().encode(faultyDocument()), 'faulty.txt');
  assert(faulty.findings.some(isBlocking), 'the planted defect is found');
  const audit = auditBytes(bytes, 'usual.txt');
  assert(!audit.findings.some(isBlocking), 'nothing is found where nothing is wrong');
  assert(audit.stats.relations > 1000 && audit.tables.length === 9 && audit.forms.length === 6, 'all of it is read');

  say(`一份文本（${text.length} 字），反复读取并检查……`);
  for (let run = 0; run < 200; run += 1) auditBytes(bytes, 'usual.txt');
  const value = await medianMilliseconds(200, () => auditBytes(bytes, 'usual.txt'));
  const scan = (): number => [...new TextDecoder().decode(bytes).matchAll(/\d[\d,.]*/g)].length;
  const figures = scan();
  for (let run = 0; run < 40; run += 1) scan();
  const limit = await medianMilliseconds(40, scan);
  return [result('读取并检查一份公开文本', value, 'ms', limit, `解码同一份文本并找出其中 ${figures} 个数`, 20)];
}

/** The same document as an upload. */
async function throughHttp(directory: string, say: Say): Promise<readonly BenchResult[]> {
  const text = usualDocument();
  const form = (): FormData => {
    const body = new FormData();
    body.append('file', new Blob([text]), 'usual.txt');
    return body;
  };
  const bare = fastify({ bodyLimit: 1_000_000 });
  bare.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  bare.post('/', async (request) => ({ bytes: Buffer.isBuffer(request.body) ? request.body.length : 0 }));
  const store = await openStore({
    dataDirectory: join(directory, 'data'),
    databaseUrl: process.env.DATABASE_URL,
  }).catch((error: unknown) => {
    if (error instanceof StoreRefusal) return error;
    throw error;
  });
  if (store instanceof StoreRefusal) {
    say(`没有测量网页接口：${store.message}`);
    return [];
  }
  const pool = createAuditPool();
  const app = await createApp({
    db: store.db,
    pool,
    checks: checks.map(({ meta }) => meta),
    version: productVersion,
    webRoot: null,
  });
  try {
    say('同一份文本，经网页接口上传……');
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const bareAddress = await bare.listen({ host: '127.0.0.1', port: 0 });
    const upload = async (url: string): Promise<string> => {
      const response = await fetch(url, { method: 'POST', body: form() });
      assert.equal(response.status, 200);
      return await response.text();
    };
    const audit = JSON.parse(await upload(`${address}/api/audit`)) as ReturnType<typeof auditBytes>;
    assert.equal(audit.stats.relations, auditBytes(new TextEncoder().encode(text), 'usual.txt').stats.relations);
    for (let run = 0; run < 20; run += 1) await upload(`${address}/api/audit`);
    for (let run = 0; run < 20; run += 1) await upload(bareAddress);
    const value = await medianMilliseconds(21, () => upload(`${address}/api/audit`));
    const limit = await medianMilliseconds(21, () => upload(bareAddress));
    return [result('经网页接口检查一份', value, 'ms', limit, '只收下同一次上传、什么也不做的服务', 300)];
  } finally {
    await app.close();
    await bare.close();
    await pool.close();
    await store.close();
  }
}

/** The command in a process of its own: as usual, and the first time ever, when nothing compiled has been kept. */
async function fromCold(directory: string, say: Say): Promise<readonly BenchResult[]> {
  const file = join(directory, 'usual.txt');
  writeFileSync(file, usualDocument());
  say('命令行冷启动……');
  const usual = await secondsOf(7, () => runNode([bin, 'audit', file, '--format', 'json']));
  let empty = 0;
  const first = await secondsOf(3, () => {
    empty += 1;
    const environment = { NODE_COMPILE_CACHE: join(directory, `compiled-${empty}`) };
    return runNode([bin, 'audit', file, '--format', 'json'], { environment });
  });
  const limit = await secondsOf(7, () => runNode(['-e', '0']));
  const limitName = '启动 Node，什么也不做';
  return [
    result('命令冷启动检查一份', usual, 's', limit, limitName, 1),
    result('命令第一次启动（尚无编译缓存）', first, 's', limit, limitName, 2),
  ];
}

async function secondsOf(times: number, start: () => ReturnType<typeof runNode>): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const outcome = await start();
    assert.equal(outcome.code, 0);
    taken.push(outcome.seconds);
  }
  return median(taken);
}

const documents = 1000;

/** A thousand different documents, one line of JSON each. */
async function thousand(directory: string, say: Say): Promise<readonly BenchResult[]> {
  const folder = join(directory, 'thousand');
  say(`写出 ${documents} 份虚构的公开文本……`);
  const bytes = writeDocuments(folder, documents);
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let run = 1; run <= 3; run += 1) {
    say(`检查 ${documents} 份（第 ${run} 次，共 3 次）……`);
    const outcome = await runNode([main, 'audit', folder, '--format', 'jsonl']);
    assert([0, 1].includes(outcome.code ?? 2), 'all could be read');
    assert.equal(outcome.out.lines, documents);
    seconds.push(outcome.seconds);
    megabytes.push(outcome.megabytes ?? Number.POSITIVE_INFINITY);
  }
  const reading = await Promise.all([1, 2, 3].map(() => runNode(['-e', readAndHash, folder])));
  const limit = median(reading.map((outcome) => outcome.seconds));
  const limitMemory = median(reading.map((outcome) => outcome.megabytes ?? 0));
  const size = (bytes / 1_000_000).toFixed(0);
  return [
    result(`检查 ${documents} 份（${size} MB）`, median(seconds), 's', limit, '读出同样的文件并计算散列', 60),
    result(`检查 ${documents} 份的内存峰值`, median(megabytes), 'MB', limitMemory, '读出同样的文件并计算散列', 512),
  ];
}

const readAndHash = `const { readFileSync, readdirSync } = require('node:fs'); const { createHash } = require('node:crypto');
for (const name of readdirSync(process.argv[1])) createHash('sha256').update(readFileSync(process.argv[1] + '/' + name)).digest('hex');`;

/** Seconds that a text of this size may take before it is given up. */
const patience = 600;

/** Texts of 1, 5 and 50 MB: what a megabyte costs must not grow with their size. */
async function large(directory: string, say: Say): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  let perMegabyteOfOne = 0;
  for (const size of [1, 5, 50]) {
    const file = join(directory, `${size}.txt`);
    const megabytes = writeLargeText(file, size) / 1_000_000;
    const bytes = readFileSync(file);
    const limit = (await medianMilliseconds(3, () => new TextDecoder().decode(bytes).split('\n').length)) / 1000;
    const taken: number[] = [];
    for (let run = 1; run <= 3; run += 1) {
      say(`检查 ${size} MB 的文本（第 ${run} 次，共 3 次）……`);
      const outcome = await runNode([main, 'audit', file, '--format', 'jsonl'], { timeLimit: patience });
      if (outcome.timedOut) {
        say(`${size} MB 的文本 ${patience} 秒内没有检查完，不再等候。`);
        taken.push(patience, patience, patience);
        break;
      }
      assert([0, 1].includes(outcome.code ?? 2), 'the text could be read');
      assert.equal(outcome.out.lines, 1);
      taken.push(outcome.seconds);
    }
    const value = median(taken) / megabytes;
    if (size === 1) perMegabyteOfOne = value;
    const target = size === 1 ? 2 : 3 * perMegabyteOfOne;
    const name = `${size} MB 文本，每 MB`;
    const timedOut = median(taken) >= patience;
    const one = result(
      timedOut ? `${name}（${patience} 秒内未完成）` : name,
      value,
      's',
      limit / megabytes,
      '解码并分行',
      target,
    );
    results.push(timedOut ? { ...one, met: false } : one);
  }
  return results;
}
