import { randomUUID } from 'node:crypto';
import { type AuditObject } from '@mingzhang/disclosure';
import { type CitedFinding } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemPerson } from '../access/index.ts';
import {
  findBytes,
  findDocument,
  listDocuments,
  listSetAsides,
  type ShelveCommand,
  setFindingAside,
  shelfIsEmpty,
  shelveDocument,
  takeBackSetAside,
} from './records.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const at = new Date('2025-09-01T08:00:00Z');
const by = { person: systemPerson, at };

function finding(id: string, more: Partial<CitedFinding> = {}): CitedFinding {
  return {
    id,
    check: 'income-total-agrees',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    place: { line: 1, quote: '合计' },
    also: [],
    stated: '1',
    expected: '2',
    difference: '-1',
    message: '合计应为2。',
    ...more,
  };
}

function audit(findings: readonly CitedFinding[]): AuditObject {
  return {
    file: '决算.txt',
    sha256: 'ab'.repeat(32),
    ok: true,
    error: null,
    auditor: { version: '0.1.0', checks: '1' },
    document: {
      kind: 'final-accounts',
      bureau: '云泽县医疗保障局',
      area: '云泽县',
      year: 2024,
      unit: '万元',
      template: null,
    },
    parts: [],
    tables: [],
    forms: [],
    findings,
    checked: [],
    notRead: [],
    stats: { characters: 4, amounts: 0, amountsUnderstood: 0, relations: 10, held: 9, milliseconds: 1 },
  };
}

function command(ids: string, more: Partial<ShelveCommand> = {}): ShelveCommand {
  return {
    id: randomUUID(),
    at,
    person: systemPerson,
    file: '决算.txt',
    bytes: new TextEncoder().encode('合计 1'),
    audit: audit([...ids].map((id) => finding(id))),
    reading: '{"blocks":[]}',
    successorOf: null,
    request: null,
    ...more,
  };
}

async function stored(given: ShelveCommand): Promise<string> {
  const outcome = await shelveDocument(store.db, given);
  if (outcome.kind !== 'stored') throw new Error(outcome.kind);
  return outcome.id;
}

describe('a shelved document', () => {
  test('comes back whole, and the shelf is then no longer empty', async () => {
    const before = await testDatabase();
    expect(await shelfIsEmpty(before.db)).toBe(true);
    await before.close();
    const given = command('ab');
    const id = await stored(given);
    expect(await shelfIsEmpty(store.db)).toBe(false);
    expect(await findDocument(store.db, id)).toEqual({
      id,
      file: '决算.txt',
      size: given.bytes.length,
      storedAt: at.toISOString(),
      audit: given.audit,
      reading: given.reading,
      setAsides: [],
      predecessor: null,
      predecessorFindings: null,
      successors: [],
    });
    expect(new TextDecoder().decode((await findBytes(store.db, id)) ?? undefined)).toBe('合计 1');
  });

  test('keeps bytes and findings that PostgreSQL could not keep as text', async () => {
    const bytes = new Uint8Array([0, 255, 128, 0]);
    const id = await stored(
      command('', { bytes, audit: audit([finding('n', { stated: '1\0', message: '\ud800。' })]) }),
    );
    expect(await findBytes(store.db, id)).toEqual(Buffer.from(bytes));
    const kept = (await findDocument(store.db, id))?.audit.findings[0];
    expect([kept?.stated, kept?.message]).toEqual(['1\ufffd', '\ufffd。']);
  });

  test('is not found by another id', async () => {
    expect(await findDocument(store.db, randomUUID())).toBeNull();
    expect(await findBytes(store.db, randomUUID())).toBeNull();
  });
});

test('the list is newest first, counts findings, and goes on after a document', async () => {
  const own = await testDatabase();
  const ids: string[] = [];
  for (const day of ['01', '02', '03']) {
    const given = command('', {
      at: new Date(`2025-09-${day}T00:00:00Z`),
      audit: audit([finding('a'), finding('b', { certainty: 'possible' }), finding('c', { severity: 'rounding' })]),
    });
    await shelveDocument(own.db, given);
    ids.unshift(given.id);
  }
  await setFindingAside(own.db, { documentId: ids[0] ?? '', findingId: 'c', reason: '换算所致', ...by });
  const first = await listDocuments(own.db, { limit: 2, after: null });
  expect(first.map((row) => row.id)).toEqual(ids.slice(0, 2));
  expect(first[0]?.findings).toEqual({ error: 2, rounding: 1, presentation: 0, blocking: 1, setAside: 1 });
  expect((await listDocuments(own.db, { limit: 2, after: ids[1] ?? null })).map((row) => row.id)).toEqual(ids.slice(2));
  await own.close();
});

describe('a successor', () => {
  test('is compared with its predecessor and takes over the set-asides of findings it still has', async () => {
    const predecessor = await stored(command('abc'));
    await setFindingAside(store.db, { documentId: predecessor, findingId: 'a', reason: '已核对', ...by });
    await setFindingAside(store.db, { documentId: predecessor, findingId: 'b', reason: '口径不同', ...by });
    const outcome = await shelveDocument(store.db, command('bcd', { successorOf: predecessor }));
    if (outcome.kind !== 'stored') throw new Error(outcome.kind);
    const names = (list: readonly CitedFinding[] | undefined): string => (list ?? []).map(({ id }) => id).join('');
    expect([names(outcome.difference?.gone), names(outcome.difference?.kept), names(outcome.difference?.new)]).toEqual([
      'a',
      'bc',
      'd',
    ]);
    expect(await listSetAsides(store.db, outcome.id)).toEqual([
      { findingId: 'b', reason: '口径不同', setAsideAt: at.toISOString(), carriedFrom: predecessor },
    ]);
    const link = { file: '决算.txt', storedAt: at.toISOString() };
    expect((await findDocument(store.db, outcome.id))?.predecessor).toEqual({ id: predecessor, ...link });
    expect((await findDocument(store.db, predecessor))?.successors).toEqual([{ id: outcome.id, ...link }]);
  });

  test('of a document that is not there is not shelved', async () => {
    const given = command('a', { successorOf: randomUUID(), request: { key: 'lost', fingerprint: '1' } });
    expect(await shelveDocument(store.db, given)).toEqual({ kind: 'predecessor-not-found' });
    expect(await findDocument(store.db, given.id)).toBeNull();
    // The key is free again: nothing was made with it.
    expect(await shelveDocument(store.db, command('a', { request: { key: 'lost', fingerprint: '2' } }))).toMatchObject({
      kind: 'stored',
    });
  });
});

describe('the same request', () => {
  test('sent again makes nothing new; another one with its key is refused', async () => {
    const request = { key: 'once', fingerprint: 'f' };
    const first = await stored(command('a', { request }));
    expect(await shelveDocument(store.db, command('a', { request }))).toMatchObject({
      kind: 'stored',
      id: first,
      again: true,
    });
    expect(await shelveDocument(store.db, command('b', { request: { key: 'once', fingerprint: 'g' } }))).toEqual({
      kind: 'idempotency-key-reused',
    });
  });

  test('sent eight times at once makes one document', async () => {
    const request = { key: 'at-once', fingerprint: 'f' };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => stored(command('a', { request }))));
    expect(new Set(outcomes).size).toBe(1);
  });
});

describe('setting a finding aside', () => {
  test('is kept with its reason, rewritten, and taken back once', async () => {
    const id = await stored(command('a'));
    const given = { documentId: id, findingId: 'a', ...by };
    expect(await setFindingAside(store.db, { ...given, reason: ' 已核对原件 ' })).toEqual({
      kind: 'set-aside',
      setAside: { findingId: 'a', reason: '已核对原件', setAsideAt: at.toISOString(), carriedFrom: null },
    });
    await setFindingAside(store.db, { ...given, reason: '改写' });
    expect((await listSetAsides(store.db, id)).map(({ reason }) => reason)).toEqual(['改写']);
    expect(await takeBackSetAside(store.db, { documentId: id, findingId: 'a', ...by })).toBe(true);
    expect(await takeBackSetAside(store.db, { documentId: id, findingId: 'a', ...by })).toBe(false);
  });

  test.each`
    findingId | reason              | answer
    ${'z'}    | ${'已核对'}         | ${'finding-not-found'}
    ${'a'}    | ${' '}              | ${'reason-missing'}
    ${'a'}    | ${'核'.repeat(501)} | ${'reason-too-long'}
  `('is refused: $answer', async ({ findingId, reason, answer }: Record<'findingId' | 'reason' | 'answer', string>) => {
    const id = await stored(command('a'));
    expect(await setFindingAside(store.db, { documentId: id, findingId, reason, ...by })).toEqual({ kind: answer });
  });

  test('is refused on a document that is not there', async () => {
    expect(
      await setFindingAside(store.db, { documentId: randomUUID(), findingId: 'a', reason: '已核对', ...by }),
    ).toEqual({
      kind: 'document-not-found',
    });
  });
});
