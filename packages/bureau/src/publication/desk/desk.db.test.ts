/** A publication of the demonstration bureau on its way from the draft to the archive, and a correction after it. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type FigureOrigin, statements, statementTemplate } from '@mingzhang/disclosure';
import { isBlocking } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counting } from '../../../test/mortal.ts';
import { line, salary, setUpBooks } from '../../books/testing.ts';
import { computedFigures } from '../../catalogue.ts';
import { demonstrationParts, demonstrationReason } from '../../demonstration/publication-texts.ts';
import { workbookOf } from '../../office/approved/testing/workbook.ts';
import { confirmApproved, handInApproved, keepAttachment, readAccounts } from '../../office/index.ts';
import { demonstrationDatabase } from '../../testing.ts';
import { addressesOf, sha256 } from './content.ts';
import { type PublicEvidence } from './evidence.ts';
import {
  acceptFindings,
  beginPublication,
  checkPublication,
  compileAgain,
  compilePublication,
  type Desk,
  filesMisread,
  findFile,
  findOpenFigure,
  findOpenVersion,
  findVersion,
  listVersions,
  publicationFormats,
  publishVersion,
  takePublicationStep,
  writeText,
} from './index.ts';
import { figuresStillHold, publicationVerifiers } from './verify.ts';

let store: Store;
const department = 'demo';
const year = 2025;
const template = 'hunan-2024';
const today = '2026-09-01';
let people: Readonly<Record<string, string>>;
const desk: Desk = { computed: computedFigures, filesMisread };

beforeAll(async () => {
  store = await demonstrationDatabase();
  const rows = await store.db.selectFrom('access_person').select(['sign_in', 'id']).execute();
  people = Object.fromEntries(rows.map((row) => [row.sign_in, row.id]));
});
afterAll(() => store.close());

const by = (signIn: string, on = today) => ({
  person: people[signIn] ?? '',
  at: new Date(`${on}T02:00:00Z`),
  today: on,
});

const inTransaction = <T>(
  run: (trx: Parameters<Parameters<ReturnType<Store['db']['transaction']>['execute']>[0]>[0]) => Promise<T>,
) => store.db.transaction().execute(run);

const refusalOf = (outcome: object): string | null =>
  'refusal' in outcome ? (outcome.refusal as { readonly id: string }).id : null;

async function seen(id: string): Promise<string> {
  const version = await findVersion(store.db, { department, id }, today);
  if (version === null) throw new Error(`no version ${id}`);
  return version.contentHash;
}

async function step(
  name: Parameters<typeof takePublicationStep>[2] | 'check',
  id: string,
  signIn: string,
  more: object = {},
) {
  const hash = await seen(id);
  if (name === 'check') return checkPublication(store.db, desk, { department, id, seen: hash, ...by(signIn), ...more });
  return inTransaction((trx) =>
    takePublicationStep(trx, desk, name, { department, id, seen: hash, ...by(signIn), ...more }),
  );
}

async function publish(id: string, signIn: string, more: object = {}) {
  return publishVersion(store.db, desk, { department, id, seen: await seen(id), ...by(signIn), ...more });
}

async function begin(correction: { readonly corrects: string; readonly reason: string } | null = null) {
  const id = newId();
  const outcome = await inTransaction((trx) =>
    beginPublication(trx, desk, { department, year, template, id, correction }, by('gongkai')),
  );
  return { id, outcome };
}

async function acceptAll(id: string): Promise<void> {
  const version = await findVersion(store.db, { department, id }, today);
  const findings = version?.notes.findings.map((finding) => finding.id) ?? [];
  const outcome = await inTransaction((trx) =>
    acceptFindings(trx, { department, id, findings, reason: '尾差，表下已注明', ...by('gongkai') }),
  );
  expect(refusalOf(outcome)).toBeNull();
}

/** Finance's tables: our own, with what it approved otherwise. */
async function approveTables(instead: Readonly<Record<string, string>>): Promise<void> {
  const accounts = await readAccounts(store.db, department, year);
  const layout = statementTemplate(template);
  if (accounts === null || !('facts' in accounts.outcome) || layout === null) throw new Error('no statements');
  const sheets = workbookOf(statements(accounts.outcome.facts, layout), { instead });
  const id = newId();
  const handed = { id, department, year, file: '财决.xlsx', mediaType: 'text/csv', sheets };
  const bytes = new TextEncoder().encode(JSON.stringify(instead));
  await inTransaction(async (trx) => {
    const kuaiji = by('kuaiji');
    expect(refusalOf(await handInApproved(trx, { ...handed, bytes, by: kuaiji.person, at: kuaiji.at }))).toBeNull();
    const { person, at } = by('fuhe');
    // Of two that were confirmed the later counts.
    const later = new Date(at.getTime() + 1000 * (2 - Object.keys(instead).length));
    const confirmed = await confirmApproved(trx, { department, id, sheets, by: person, at: later });
    expect(confirmed).toMatchObject({ outcome: 'confirmed' });
  });
}

/** Writes every part and every reason that is asked for, and compiles anew. */
async function writeAll(id: string): Promise<void> {
  const version = await findVersion(store.db, { department, id }, today);
  await inTransaction(async (trx) => {
    for (const [key, text] of Object.entries(demonstrationParts)) {
      expect(refusalOf(await writeText(trx, { department, year, kind: 'part', key, text }, by('gongkai')))).toBeNull();
    }
    for (const one of version?.notes.reasonsAsked ?? []) {
      const draft = { department, year, kind: 'reason' as const, key: one.key, text: demonstrationReason(one) };
      expect(refusalOf(await writeText(trx, draft, by('gongkai')))).toBeNull();
    }
    expect(refusalOf(await compileAgain(trx, desk, { department, id }, by('gongkai')))).toBeNull();
  });
}

/** The first reason asked for only says again that there was a change: it is kept, and told what is wrong with it. */
async function repeatsItsFigures(id: string): Promise<void> {
  const asked = (await findVersion(store.db, { department, id }, today))?.notes.reasonsAsked ?? [];
  await inTransaction(async (trx) => {
    const draft = { department, year, kind: 'reason' as const, key: asked[0]?.key ?? '', text: '比上年增加53.78万元' };
    expect(refusalOf(await writeText(trx, draft, by('gongkai')))).toBeNull();
    expect(refusalOf(await compileAgain(trx, desk, { department, id }, by('gongkai')))).toBeNull();
  });
  const now = (await findVersion(store.db, { department, id }, today))?.notes.reasonsAsked ?? [];
  expect(now[0]).toMatchObject({ given: '比上年增加53.78万元', refused: expect.stringContaining('没有说为什么') });
  expect(now.slice(1).every(({ refused }) => refused === null)).toBe(true);
}

const child = join(import.meta.dirname, '..', '..', '..', 'test', 'publication-child.ts');

/** Publishes in a process that is killed after one statement or another: nothing is half-published, and it can be done again. */
async function killedWhilePublishing(id: string): Promise<void> {
  const orders = { url: store.url, department, id, seen: await seen(id), person: people.gongkai ?? '', today };
  const written = async (): Promise<readonly number[]> => {
    const counts = await Promise.all(
      (['publication_file', 'publication_figure', 'publication_block', 'publication_step'] as const).map((table) =>
        store.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('version_id', '=', id)
          .executeTakeFirstOrThrow(),
      ),
    );
    return counts.map(({ n }) => n);
  };
  const before = await written();
  let statements = 0;
  await store.db
    .transaction()
    .execute(async (trx) => {
      const counted = trx.withPlugin(
        counting((count) => {
          statements = count;
        }),
      );
      await publishVersion(counted, desk, { ...orders, at: by('gongkai').at });
      throw new Error('taken back');
    })
    .catch((error: Error) => expect(error.message).toBe('taken back'));
  expect(statements).toBeGreaterThan(20);
  // Among the reads, among the writes, and at the last statements before the commit.
  const ends = [statements - 1, statements];
  const moments = [
    ...new Set([...Array.from({ length: 4 }, (_, at) => Math.floor((statements * (at + 1)) / 5)), ...ends]),
  ];
  for (const dieAfter of moments) {
    const running = fork(child, [JSON.stringify({ ...orders, dieAfter })], { execArgv: [] });
    const [, signal] = (await once(running, 'close')) as [number | null, string | null];
    expect(signal, `after ${dieAfter}`).toBe('SIGKILL');
    expect(await written(), `after ${dieAfter}`).toEqual(before);
    expect((await findVersion(store.db, { department, id }, today))?.state).toBe('replied');
  }
}

test('what cannot be compiled says so', async () => {
  const compile = async (more: object): Promise<string | null> =>
    refusalOf(await compilePublication(store.db, { department, year, template, ...more }, computedFigures()));
  expect(await compile({ department: 'nobody' })).toBe('department-unknown');
  expect(await compile({ template: 'mars-2024' })).toBe('template-unknown');
  expect(await compile({ year: 1999 })).toBe('books-of-year-missing');
  const books = await setUpBooks(store.db, '2024-12');
  const nameless = { ...salary, functionCode: '2109877' };
  await books.post(books.voucher('expense-paid-by-treasury', '2024-03-15', [line('10.00', nameless)]));
  expect(await compile({ department: 'qinghe', year: 2024 })).toBe('statements-not-ready');
});

describe('a year, one thing after the other', { shuffle: false, timeout: 600_000 }, () => {
  test('from the draft to the archive, each step by whom it needs', async () => {
    // The demonstration's own draft makes room.
    const draft = (await listVersions(store.db, department, today)).find((one) => one.state === 'draft');
    expect(refusalOf((await begin()).outcome)).toBe('publication-under-way');
    expect(await step('withdraw', draft?.id ?? '', 'gongkai', { reason: '另起一稿' })).toEqual({ state: 'withdrawn' });
    await store.db.deleteFrom('publication_text').execute();
    const { id, outcome } = await begin();
    expect(outcome).toEqual({ id });

    expect(refusalOf(await step('check', id, 'gongkai'))).toBe('finding-reason-missing');
    await acceptAll(id);
    expect(refusalOf(await step('check', id, 'gongkai'))).toBe('asked-reason-missing');
    await writeAll(id);
    await repeatsItsFigures(id);
    await acceptAll(id);
    expect(refusalOf(await step('check', id, 'gongkai'))).toBe('asked-reason-refused');
    await writeAll(id);
    await acceptAll(id);
    const ready = await findVersion(store.db, { department, id }, today);
    expect(ready?.notes.findings.filter(isBlocking)).toEqual([]);
    expect(ready?.notes).toMatchObject({ unfounded: [], partsMissing: [] });
    expect(ready?.notes.reasonsAsked.filter(({ refused }) => refused !== null)).toEqual([]);
    const spoilt = { ...desk, filesMisread: async () => ['PDF文件读回来，决算表与文稿不一样'] };
    const check = { department, id, seen: await seen(id), ...by('gongkai') };
    expect(refusalOf(await checkPublication(store.db, spoilt, check))).toBe('file-misread');
    expect(await step('check', id, 'gongkai')).toEqual({ state: 'checked' });
    expect(refusalOf(await step('review', id, 'gongkai'))).toBe('checker-is-maker');
    expect(await step('review', id, 'fuhe')).toEqual({ state: 'reviewed' });
    expect(refusalOf(await step('approve', id, 'gongkai'))).toBe('checker-is-maker');
    expect(await step('approve', id, 'juzhang')).toEqual({ state: 'approved' });
    expect(refusalOf(await publish(id, 'gongkai'))).toBe('reply-missing');
    expect(await step('submit', id, 'gongkai')).toEqual({ state: 'submitted' });

    const attachment = await keepAttachment(store.db, {
      name: '批复.pdf',
      mediaType: 'application/pdf',
      bytes: new TextEncoder().encode('%PDF-1.4 批复'),
      by: people.gongkai ?? '',
      at: new Date(`${today}T02:00:00Z`),
    });
    const reply = { number: '财社〔2026〕18号', date: today, attachment };
    await approveTables({ 'expenditure total basic': '3.01' });
    expect(refusalOf(await step('reply', id, 'gongkai', { reply }))).toBe('approved-tables-differ');
    await approveTables({});
    expect(await step('reply', id, 'gongkai', { reply })).toEqual({ state: 'replied' });

    const listed = (await listVersions(store.db, department, '2026-09-03')).find((one) => one.id === id);
    expect(listed?.countdown).toEqual({ lastDay: '2026-09-21', daysLeft: 18 });
    expect(refusalOf(await publish(id, 'gongkai', { today: '2026-08-31' }))).toBe('publication-date-unfit');
    expect(refusalOf(await publish(id, 'gongkai', { today: '2026-09-22' }))).toBe('late-reason-missing');
    await killedWhilePublishing(id);
    const published = await publish(id, 'gongkai');
    expect(published).toMatchObject({ state: 'published', number: 1 });
    expect(refusalOf(await publish(id, 'gongkai'))).toBe('state-unfit');
    expect(await step('archive', id, 'gongkai')).toEqual({ state: 'archived' });

    const version = await findVersion(store.db, { department, id }, today);
    expect(version?.steps.map((one) => [one.step, one.name])).toEqual([
      ['compile', '苏映川'],
      ['compile', '苏映川'],
      ['compile', '苏映川'],
      ['compile', '苏映川'],
      ['check', '苏映川'],
      ['review', '周慎行'],
      ['approve', '贺长清'],
      ['submit', '苏映川'],
      ['reply', '苏映川'],
      ['publish', '苏映川'],
      ['archive', '苏映川'],
    ]);
    expect(version?.document.cover).toMatchObject({
      publishedOn: today,
      released: [
        { role: '保密审查', person: '周慎行' },
        { role: '审签', person: '贺长清' },
      ],
    });
    expect(version?.files.map(({ format }) => format)).toEqual([...publicationFormats].sort());
    for (const { format, sha256: hash } of version?.files ?? []) {
      const file = await findFile(store.db, { department, id, format });
      expect(file === null ? null : sha256(file.bytes)).toBe(hash);
    }
  });

  test('verify proves it, until a byte or a step is another', async () => {
    const failures = async (db: Store['db']): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const verifier of [...publicationVerifiers, figuresStillHold(computedFigures)]) {
        const { checked, failures: told } = await verifier.run(db);
        expect(checked, verifier.id).toBeGreaterThan(5);
        found.push(...told);
      }
      return found;
    };
    expect(await failures(store.db)).toEqual([]);
    /** What is told once a row is changed behind the back of what keeps it; the change is taken back. */
    const spoilt = async (statement: RawBuilder<unknown>): Promise<string> => {
      let told: readonly string[] = [];
      await inTransaction(async (trx) => {
        await sql`set local session_replication_role = replica`.execute(trx);
        await statement.execute(trx);
        told = await failures(trx);
        throw new Error('taken back');
      }).catch((error: Error) => expect(error.message).toBe('taken back'));
      return told.join('\n');
    };
    expect(await spoilt(sql`update publication_file set bytes = bytes || bytes where format = 'pdf'`)).toContain(
      '的PDF文件与公开时的散列值不一致',
    );
    expect(await spoilt(sql`update publication_step set day = day + 1 where step = 'approve'`)).toContain(
      '的封存值不对',
    );
    expect(await spoilt(sql`delete from publication_step where step = 'approve'`)).toContain('次序不对');
    expect(await spoilt(sql`update reception set persons = persons + 1`)).toContain('现在是');
  });

  test('figures of sentences and forms of performance open their evidence to the public, without a name', async () => {
    const version = (await listVersions(store.db, department, today)).find(
      (one) => one.state === 'archived' && one.year === year,
    );
    const full = await findOpenVersion(store.db, { department, year, number: version?.number ?? 0 });
    if (full === null) throw new Error('not published');
    const addresses = addressesOf(full.document);
    const evidence = async (origin: FigureOrigin | undefined): Promise<PublicEvidence> => {
      const address = origin === undefined ? undefined : addresses.get(origin);
      const found = await findOpenFigure(store.db, { department, year, number: full.number, address: address ?? '' });
      if (found === null) throw new Error(`no figure at ${address}`);
      return found.evidence;
    };
    const forms = full.document.blocks.flatMap((block) =>
      block.kind === 'table' && block.id === 'project-self-evaluation' ? [block] : [],
    );
    expect(forms).toHaveLength(6);
    const cells = forms.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
    // Whatever is a number, a rate or a target with its unit can be opened: all but the points that the form itself fixes, a hundred
    // in all and ten for the execution of the budget.
    const closed = cells.filter(
      ({ text, origin }) => origin === undefined && /^[≥≤]?[\d,.]+[^\d、．.（]{0,4}$/.test(text),
    );
    expect(new Set(closed.map(({ text }) => text)).difference(new Set(['100', '10', String(year)]))).toEqual(new Set());
    const origins = cells.flatMap(({ origin }) => (origin === undefined ? [] : [origin]));
    const kinds = new Map<string, PublicEvidence>();
    for (const origin of origins) {
      const shown = await evidence(origin);
      expect(shown.definition !== null || shown.formula.length > 0).toBe(true);
      kinds.set(origin.kind === 'evaluation' ? origin.what : origin.kind, shown);
    }
    expect([...kinds.keys()].toSorted()).toEqual([
      ...[
        'actual',
        'annual-budget',
        'derived',
        'executed',
        'execution-score',
        'figure',
        'line-score',
        'points',
        'score',
      ],
      ...['start-budget', 'target'],
    ]);
    const declared = [];
    for (const origin of origins)
      if (origin.kind === 'evaluation' && origin.what === 'actual')
        declared.push((await evidence(origin)).sources[0]?.name);
    expect(
      declared.some((name) => /（2025-01-01至2025-12-31.*截至2026-02-18填报、2026-02-18另一人复核）$/.test(name ?? '')),
    ).toBe(true);
    const everything = JSON.stringify([...kinds.values()]);
    for (const { name } of await store.db.selectFrom('access_person').select('name').execute())
      expect(everything).not.toContain(name);
  });

  test('the database itself keeps what is published', async () => {
    const published = (await listVersions(store.db, department, today)).find(
      (one) => one.state === 'archived' && one.year === year,
    );
    const where = sql`where department_id = ${department} and version_id = ${published?.id ?? ''}`;
    for (const change of [
      sql`update publication_version set document = '{}' where id = ${published?.id ?? ''}`,
      sql`delete from publication_version where id = ${published?.id ?? ''}`,
      sql`update publication_file set bytes = '' ${where}`,
      sql`delete from publication_step ${where}`,
      sql`update publication_figure set text = '0.00' ${where}`,
      sql`delete from publication_block ${where}`,
    ]) {
      await expect(change.execute(store.db)).rejects.toThrow(/not changed/);
    }
  });

  test('a correction says what it changes, and needs no new reply while the tables are the same', async () => {
    const first = (await listVersions(store.db, department, today)).find(
      (one) => one.number === 1 && one.year === year,
    );
    expect(refusalOf((await begin()).outcome)).toBe('publication-exists');
    const { id, outcome } = await begin({ corrects: first?.id ?? '', reason: '主要职责漏写一项' });
    expect(outcome).toEqual({ id });
    await acceptAll(id);
    await step('check', id, 'gongkai');
    expect(refusalOf(await step('return', id, 'fuhe'))).toBe('reason-missing');
    expect(await step('return', id, 'fuhe', { reason: '职责仍缺一项' })).toEqual({ state: 'draft' });
    const old = await seen(id);
    const again = await inTransaction((trx) => compileAgain(trx, desk, { department, id }, by('kuaiji')));
    expect(again).toEqual({ contentHash: old });
    await step('check', id, 'kuaiji');
    await step('review', id, 'fuhe');
    await step('approve', id, 'juzhang');
    expect(await publish(id, 'gongkai')).toMatchObject({ number: 2 });
    const version = await findVersion(store.db, { department, id }, today);
    expect(version?.changes).toEqual([]);
  });

  test('a step is taken on what the person saw', async () => {
    const first = (await listVersions(store.db, department, today)).find((one) => one.number === 2);
    const { id } = await begin({ corrects: first?.id ?? '', reason: '再改一次' });
    const outcome = await inTransaction((trx) =>
      checkPublication(trx, desk, { department, id, seen: '0'.repeat(64), ...by('gongkai') }),
    );
    expect(refusalOf(outcome)).toBe('content-changed');
    expect(await step('withdraw', id, 'gongkai', { reason: '不用改了' })).toEqual({ state: 'withdrawn' });
    const unknown = await inTransaction((trx) =>
      checkPublication(trx, desk, { department, id: newId(), seen: '', ...by('gongkai') }),
    );
    expect(refusalOf(unknown)).toBe('publication-unknown');
  });
});

test.each`
  key          | text                  | expected
  ${'duties'}  | ${'拟订医疗保障政策'} | ${null}
  ${'weather'} | ${'晴'}               | ${'text-key-unknown'}
  ${'duties'}  | ${' '}                | ${'text-empty'}
  ${'duties'}  | ${'长'.repeat(4001)}  | ${'text-too-long'}
`('a text of $key: $expected', async ({ key, text, expected }) => {
  const draft = { department, year, kind: 'part' as const, key, text };
  expect(refusalOf(await inTransaction((trx) => writeText(trx, draft, by('gongkai'))))).toBe(expected);
});
