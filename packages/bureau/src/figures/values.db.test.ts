import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDepartment } from '../books/index.ts';
import { keepAttachment } from '../office/vouchers/index.ts';
import {
  type ComputedFigure,
  checkDeclaration,
  type DeclarationDraft,
  declareFigure,
  FigureReader,
  listDeclarations,
  pageOf,
  returnDeclaration,
} from './index.ts';

const department = 'qinghe';
const at = new Date('2025-02-01T08:00:00Z');
const [maker, checker] = [newId(), newId()];
const year = 2024;

let store: Store;
let attachment: string;

beforeEach(async () => {
  store = await testDatabase();
  await addDepartment(store.db, { id: department, name: '青禾县医疗保障局', area: '990101' });
  const bytes = new TextEncoder().encode('参保登记台账');
  attachment = await keepAttachment(store.db, { name: '台账.txt', mediaType: 'text/plain', bytes, by: maker, at });
});
afterEach(() => store.close());

const draft = (change: Partial<DeclarationDraft> = {}): DeclarationDraft => ({
  id: newId(),
  department,
  kind: 'declared',
  figure: 'insured-persons',
  at: { scheme: 'resident' },
  period: { from: '2024-01-01', to: '2024-12-31' },
  cutOff: { kind: 'year-end', date: '2024-12-31' },
  value: '218204',
  denominator: null,
  sourceRegister: '参保登记台账',
  attachmentHash: attachment,
  replaces: null,
  maker,
  ...change,
});

/** 三公 of two fen amounts, as a duty would compute it. */
const threePublic: ComputedFigure = {
  figure: 'three-public-final',
  value: async (_, query) => (query.year === 2024 ? (query.at.part === 'abroad' ? '0.00' : '1552.69') : null),
  evidence: async (_, __, page) =>
    pageOf(
      [
        { id: 'a', register: '预算会计账', date: '2024-03-01', text: '接待', amount: '1000.00' },
        { id: 'b', register: '预算会计账', date: '2024-04-01', text: '接待', amount: '552.69' },
      ],
      page,
    ),
  coordinates: async () => [{ part: 'reception' }],
};
const computes = (figure: string): boolean => figure === 'three-public-final';

const declare = (one: DeclarationDraft) =>
  store.db.transaction().execute((trx) => declareFigure(trx, one, at, computes));
const check = (id: string, person = checker) =>
  store.db.transaction().execute((trx) => checkDeclaration(trx, { department, id, person, at }));
const refusalOf = (outcome: object): string | null =>
  'refusal' in outcome ? (outcome.refusal as { id: string }).id : null;

async function declared(change: Partial<DeclarationDraft>): Promise<string> {
  const one = draft(change);
  expect(await declare(one)).toEqual({ id: one.id, again: false });
  expect(await check(one.id)).toEqual({ id: one.id });
  return one.id;
}

const read = async (figure: string, place = {}, of = year) =>
  new FigureReader(store.db, [threePublic]).value(figure, { department, year: of, at: place });

test('a declared value counts once another person has checked it', async () => {
  const one = draft();
  await declare(one);
  expect(await declare(one)).toEqual({ id: one.id, again: true });
  expect(await read('insured-persons', { scheme: 'resident' })).toMatchObject({ value: null, basis: null });
  expect(refusalOf(await check(one.id, maker))).toBe('checker-is-maker');
  await check(one.id);
  expect(refusalOf(await check(one.id))).toBe('declaration-state-unfit');
  expect(await read('insured-persons', { scheme: 'resident' })).toMatchObject({ value: '218204', basis: 'declared' });
  const reader = new FigureReader(store.db, []);
  const query = { department, year, at: { scheme: 'resident' } };
  const evidence = await reader.evidence('insured-persons', query, { after: null, limit: 10 });
  expect(evidence.rows).toMatchObject([{ register: '参保登记台账', amount: '218204', reference: attachment }]);
});

test('a formula is worked out from computed and declared operands, exactly', async () => {
  await declared({ figure: 'permanent-population', at: {}, value: '600000', sourceRegister: '统计公报' });
  await declared({ at: {}, value: '583437' });
  const rate = await read('enrolment-rate-permanent-population');
  expect(rate).toMatchObject({ value: '97.24', basis: 'formula' });
  expect(rate.operands?.map(({ figure, value }) => [figure, value])).toEqual([
    ['insured-persons', '583437'],
    ['permanent-population', '600000'],
  ]);
});

test('what is missing or divides by nothing is said', async () => {
  expect((await read('three-public-final-change')).remark).toBe('没有2023年的“三公”经费决算，不能计算。');
  await declared({
    kind: 'stored',
    figure: 'three-public-final',
    at: {},
    value: '0.00',
    period: { from: '2023-01-01', to: '2023-12-31' },
    cutOff: { kind: 'year-end', date: '2023-12-31' },
    sourceRegister: '2023年度部门决算批复',
  });
  expect(await read('three-public-final-change')).toMatchObject({ value: '1552.69', basis: 'formula' });
  expect(await read('three-public-final-growth')).toMatchObject({ value: null, remark: '分母为零，不计算。' });
});

test('once a duty computes a figure its declaration is refused, and an earlier one counts no longer', async () => {
  expect(refusalOf(await declare(draft({ figure: 'three-public-final', at: {}, value: '1.00' })))).toBe(
    'figure-is-computed',
  );
  await declared({ kind: 'stored', figure: 'three-public-final', at: {}, value: '1500.00' });
  const value = await read('three-public-final');
  expect(value).toMatchObject({ value: '1552.69', basis: 'computed' });
  expect(value.remark).toContain('填报值1500.00与计算值1552.69不同');
});

test('a value is corrected by another that names it', async () => {
  const first = await declared({});
  expect(refusalOf(await declare(draft({ value: '218205' })))).toBe('declaration-stands');
  expect(refusalOf(await declare(draft({ value: '218205', replaces: newId() })))).toBe('declaration-stands');
  const second = draft({ value: '218205', replaces: first });
  await declare(second);
  expect(await read('insured-persons', { scheme: 'resident' })).toMatchObject({ value: '218204' });
  await check(second.id);
  expect(await read('insured-persons', { scheme: 'resident' })).toMatchObject({ value: '218205' });
  expect(refusalOf(await declare(draft({ at: {}, replaces: first })))).toBe('declaration-unknown');
});

test('the same measure at another cut-off is another value; the year takes the one of its end', async () => {
  const earlier = { kind: 'collection-period-end', date: '2024-02-29' } as const;
  await declared({});
  await declared({ cutOff: earlier, value: '217000' });
  expect(await read('insured-persons', { scheme: 'resident' })).toMatchObject({ value: '218204' });
});

test.each([
  ['a figure that is none', { figure: 'no-such-figure' }, 'figure-unknown'],
  ['a place that is none', { at: { scheme: 'student' } }, 'coordinates-unknown'],
  ['half a person', { value: '1.5' }, 'value-not-whole'],
  ['no register', { sourceRegister: ' ' }, 'source-register-missing'],
  ['no file', { attachmentHash: '0'.repeat(64) }, 'attachment-not-uploaded'],
] as const)('%s is refused', async (_, change, refusal) => {
  expect(refusalOf(await declare(draft(change)))).toBe(refusal);
  expect(await listDeclarations(store.db, { department })).toEqual([]);
});

test('sent back with a reason, another takes its place without naming it', async () => {
  const one = draft();
  await declare(one);
  const back = (id: string, reason: string) =>
    store.db.transaction().execute((trx) => returnDeclaration(trx, { department, id, person: checker, at, reason }));
  expect(refusalOf(await back(one.id, ''))).toBe('return-reason-missing');
  expect(await back(one.id, '应为年末数')).toEqual({ id: one.id });
  expect(refusalOf(await back(one.id, '应为年末数'))).toBe('declaration-state-unfit');
  expect(refusalOf(await check(newId()))).toBe('declaration-unknown');
  const next = draft({ value: '218000' });
  expect(await declare(next)).toEqual({ id: next.id, again: false });
});

test('the places of a figure are those where something is, the whole first', async () => {
  await declared({});
  const reader = new FigureReader(store.db, [threePublic]);
  const shown = async (figure: string) =>
    (await reader.values(figure, { department, year })).map(
      ({ at: place, value }) => `${JSON.stringify(place)} ${value}`,
    );
  expect(await shown('insured-persons')).toEqual(['{} null', '{"scheme":"resident"} 218204']);
  expect(await shown('three-public-share')).toEqual(['{} 100.00', '{"part":"reception"} 100.00']);
});
