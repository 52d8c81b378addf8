/** `mingzhang rerun` on a small year: the same comes out where nothing changed; what is supposed differs, and nothing is ever booked. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bookRerun, Charts, parametersOf, settleVisit } from '@mingzhang/bureau';
import { department, insured, setUpFunds, stay } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Each command is a process of its own, with threads that read all of ours anew. */
const timeout = 240_000;

let store: Store;

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function mingzhang(...words: readonly string[]): Promise<Answer> {
  const main = join(import.meta.dirname, 'main.ts');
  const env = { ...process.env, DATABASE_URL: store.url };
  try {
    const said = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...words],
      { env },
    );
    return { code: 0, ...said };
  } catch (error) {
    return error as Answer;
  }
}

const other = '青禾县中医医院';

beforeAll(async () => {
  store = await testDatabase();
  const charts = await setUpFunds(store.db, '2024-07');
  const parameters = await parametersOf(store.db);
  for (const order of ['001', '002', '003']) {
    const command = stay(await insured(store.db, order), `ZY-${order}`, newId());
    const visit = order === '003' ? { ...command.visit, institution: other } : command.visit;
    const done = await settleVisit(store.db, charts, parameters, { ...command, visit });
    if ('refusal' in done) throw new Error(done.refusal.message);
  }
  await mingzhang('people', 'add', '--name', '罗小满', '--sign-in', 'luo', '--role', 'desk-clerk');
}, timeout);
afterAll(() => store.close());

const rerun = (...more: readonly string[]) =>
  mingzhang(
    'rerun',
    '--department',
    department,
    '--year',
    '2024',
    '--basis',
    '试算',
    '--by',
    'luo',
    '--workers',
    '1',
    ...more,
  );

/** Settlements and what the books hold: neither is touched by a run. */
async function standing(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*) from settlement) as settlements, (select count(*) from ledger_voucher) as vouchers,
           (select count(*) from ledger_leg) as legs`.execute(store.db);
  return rows;
}

const idIn = ({ stdout }: Answer): string => /编号 (\S+)/.exec(stdout)?.[1] ?? '';
const book = async (id: string): Promise<string> => {
  const hand = { by: newId(), at: new Date('2024-07-20T02:00:00Z'), today: '2024-07-20' };
  const done = await bookRerun(store.db, new Charts(), await parametersOf(store.db), { id, department, ...hand });
  return 'refusal' in done ? done.refusal.id : 'booked';
};

test('a year in which nothing changed comes out the same, and there is nothing to book', { timeout }, async () => {
  const before = await standing();
  const whole = await rerun();
  expect([whole.code, whole.stderr]).toEqual([0, '']);
  expect(whole.stdout).toMatch(/^已重算2024年 3 人 3 笔，用时 [\d.]+ 秒（每秒 \d+ 笔）。\n每一笔都与原来相同。\n/);
  expect(await standing()).toEqual(before);
  expect(await book(idIn(whole))).toBe('nothing-differs');
  expect((await rerun('--institution', other)).stdout).toMatch(/^已重算2024年 1 人 1 笔/);
});

test('what is supposed is shown as differences by payer, and is never booked', { timeout }, async () => {
  const before = await standing();
  const answer = await rerun('--suppose', 'resident/inpatient/deductible/level-2=700');
  expect([answer.code, answer.stderr]).toEqual([0, '']);
  // Each deductible is 100.00 less, of which the pool pays 80 %.
  expect(answer.stdout).toContain('3 人 3 笔与原来不同');
  expect(answer.stdout).toMatch(/统筹\S* \+240\.00/);
  expect(answer.stdout).toContain('参数是假设的，只供比较，不能入账。');
  expect(await book(idIn(answer))).toBe('only-supposed');
  expect(await standing()).toEqual(before);
});

test.each([
  ['somebody who is not there', ['--by', 'nobody'], 1, '没有登录名“nobody”'],
  ['a bureau that is not there', ['--department', 'nowhere'], 1, 'nowhere'],
  ['a parameter that is none', ['--suppose', 'resident/nothing=1'], 1, 'resident/nothing'],
  ['no key and value', ['--suppose', '七百'], 2, '不成“键=值”'],
  ['a year in words', ['--year', '今年'], 2, '应是 2000 到 2999 的整数'],
] as const)('%s', { timeout }, async (_, words, code, said) => {
  const given = new Map([
    ['--department', department],
    ['--year', '2024'],
    ['--basis', '试算'],
    ['--by', 'luo'],
    [words[0], words[1]],
  ]);
  const answer = await mingzhang('rerun', ...[...given].flat());
  expect([answer.code, answer.stdout]).toEqual([code, '']);
  expect(answer.stderr).toContain(said);
});
