/** Approved tables on the database: handed in by one, confirmed by another, and compared with the statements of real books. */
import { statements, statementTemplate } from '@mingzhang/disclosure';
import { type Sheet } from '@mingzhang/documents';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDepartment, addUnit } from '../../books/index.ts';
import { line, salary, setUpBooks } from '../../books/testing.ts';
import { readAccounts } from '../accounts/index.ts';
import { listImports } from '../budget/index.ts';
import { checker, maker, refusalOf } from '../testing.ts';
import {
  approvedTablesOf,
  compareWithApproved,
  confirmApproved,
  findHandedTables,
  handInApproved,
  listHandedTables,
  previewApproved,
} from './records.ts';
import { workbookOf } from './testing/workbook.ts';

let store: Store;
const [department, year] = ['qinghe', 2024];
const found = statementTemplate('hunan-2024');
if (found === null) throw new Error('no template');
const template = found;

beforeAll(async () => {
  store = await testDatabase();
  const books = await setUpBooks(store.db, '2024-12');
  const posted = await books.post(books.voucher('salary-paid-by-treasury', '2024-03-15', [line('30000.17', salary)]));
  if (posted.outcome === 'refused') throw new Error(posted.refusal.message);
  await addDepartment(store.db, { id: 'bare', name: '空部门', area: '990102' });
  await addDepartment(store.db, { id: 'two', name: '浮山县医疗保障局', area: '990103' });
  for (const [position, id] of ['two-bureau', 'two-centre'].entries()) {
    const nature = 'administrative';
    await addUnit(store.db, { id, department: 'two', name: `浮山县医疗保障局${id}`, nature, position });
  }
});
afterAll(() => store.close());

async function ours(
  instead: Readonly<Record<string, string>> = {},
  of = '青禾县医疗保障局',
): Promise<readonly Sheet[]> {
  const accounts = await readAccounts(store.db, department, year);
  if (accounts === null || !('facts' in accounts.outcome)) throw new Error('no statements');
  return workbookOf(statements(accounts.outcome.facts, template), { instead, department: of });
}

let files = 0;

async function handIn(sheets: readonly Sheet[], of = department, bytes?: string) {
  files += 1;
  return store.db.transaction().execute((trx) =>
    handInApproved(trx, {
      id: newId(),
      department: of,
      year,
      file: '财决.xlsx',
      mediaType: 'text/csv',
      bytes: new TextEncoder().encode(bytes ?? `file ${files}`),
      sheets,
      ...maker,
    }),
  );
}

async function stagedId(sheets: readonly Sheet[]): Promise<string> {
  const staged = await handIn(sheets);
  if (staged.outcome === 'refused') throw new Error(staged.refusal.message);
  return staged.id;
}

const confirm = (id: string, sheets: readonly Sheet[], who: typeof maker | typeof checker = checker) =>
  store.db.transaction().execute((trx) => confirmApproved(trx, { department, id, sheets, ...who }));

const outcomeNow = () => compareWithApproved(store.db, department, year, template);

describe('one department’s year', { shuffle: false }, () => {
  test('nothing is approved before a second person has confirmed it', async () => {
    expect(await outcomeNow()).toEqual({ outcome: 'not-approved' });
    const sheets = await ours();
    const id = await stagedId(sheets);
    expect(await approvedTablesOf(store.db, department, year)).toBeNull();
    const preview = await previewApproved(store.db, { department, id, sheets });
    expect(preview).toMatchObject({ outcome: 'planned', plan: { unused: [], counts: { changed: 0, unchanged: 0 } } });
    expect(refusalOf(await confirm(id, sheets, maker))).toBe('checker-is-maker');
    const confirmed = await confirm(id, sheets);
    expect(confirmed).toMatchObject({ outcome: 'confirmed', again: false });
    expect(await confirm(id, sheets)).toEqual({ ...confirmed, again: true });
    const outcome = await outcomeNow();
    expect(outcome).toMatchObject({ outcome: 'compared', comparison: { equal: true }, approved: { importId: id } });
    // The file stands in its own list, not among the exports that change the budget.
    expect((await listHandedTables(store.db, department, year)).map((one) => one.id)).toEqual([id]);
    expect(await listImports(store.db, 'qinghe', year)).toEqual([]);
  });

  test('the same file again is the one that was handed in before', async () => {
    const sheets = await ours();
    const first = await handIn(sheets, department, 'same bytes');
    expect(await handIn(sheets, department, 'same bytes')).toEqual({ ...first, again: true });
  });

  test('tables that were confirmed later count, and a cell that is not ours is told with both figures', async () => {
    const sheets = await ours({ 'expenditure total basic': '3.01', 'expenditure total project': '0.50' });
    const id = await stagedId(sheets);
    const later = { ...checker, at: new Date(checker.at.getTime() + 1000) };
    expect(await confirm(id, sheets, later)).toMatchObject({ outcome: 'confirmed', counts: { added: 1, changed: 1 } });
    const outcome = await outcomeNow();
    if (outcome.outcome !== 'compared') throw new Error(outcome.outcome);
    const { comparison, approved } = outcome;
    expect(approved).toMatchObject({ importId: id, file: '财决.xlsx' });
    expect(approved.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(comparison.equal).toBe(false);
    const cells = comparison.tables.flatMap((table) => table.cells).filter(({ match }) => match !== 'equal');
    expect(cells).toMatchObject([
      {
        column: 'basic',
        match: 'different',
        theirs: '3.01',
        ours: '3.00',
        difference: '0.01',
        exact: '30000.17',
        printed: true,
      },
      { column: 'project', match: 'only-theirs', theirs: '0.5', ours: '0.00', difference: '0.50', exact: '0.00' },
    ]);
    expect(cells[0]?.place?.sheet).toBe('支出决算表');
  });

  test('a file with one error is not confirmed, and nothing of it is written', async () => {
    const before = await approvedTablesOf(store.db, department, year);
    const sheets = await ours({ 'expenditure total basic': '约3万' });
    const id = await stagedId(sheets);
    const refused = await confirm(id, sheets);
    expect(refused).toMatchObject({ outcome: 'refused', refusal: { id: 'tables-faulty' } });
    expect(refused.outcome === 'refused' ? refused.refusal.message : '').toMatch(/有1处.*工作表“支出决算表”第7行/);
    expect(await approvedTablesOf(store.db, department, year)).toEqual(before);
    expect((await findHandedTables(store.db, department, id))?.commit).toBeNull();
  });
});

test('one unit’s tables are not those of a department of several', async () => {
  const outcome = await handIn(await ours({}, '浮山县医疗保障局two-bureau'), 'two');
  if (outcome.outcome === 'refused') throw new Error(outcome.refusal.message);
  const sheets = await ours({}, '浮山县医疗保障局two-bureau');
  const preview = await previewApproved(store.db, { department: 'two', id: outcome.id, sheets });
  const problems = preview.outcome === 'planned' ? preview.plan.problems : [];
  expect(problems.filter(({ id }) => id === 'table-of-another-department')).toHaveLength(9);
});

test('a department that keeps no books has nothing to compare with', async () => {
  const sheets = await ours({}, '浮山县医疗保障局');
  const staged = await handIn(sheets, 'two');
  if (staged.outcome === 'refused') throw new Error(staged.refusal.message);
  await store.db
    .transaction()
    .execute((trx) => confirmApproved(trx, { department: 'two', id: staged.id, sheets, ...checker }));
  expect(await compareWithApproved(store.db, 'two', year, template)).toMatchObject({ outcome: 'books-missing' });
});

test.each`
  id                           | of          | text
  ${'department-without-unit'} | ${'bare'}   | ${'没有会计主体'}
  ${'department-without-unit'} | ${'nobody'} | ${'没有会计主体'}
  ${'tables-missing'}          | ${'qinghe'} | ${'没有认出'}
`('$id of $of', async ({ id, of, text }: { id: string; of: string; text: string }) => {
  const sheets = [{ name: '说明', rows: [{ number: 1, cells: ['没有表'] }] }];
  const outcome = await handIn(sheets, of);
  expect(refusalOf(outcome)).toBe(id);
  expect(outcome.outcome === 'refused' ? outcome.refusal.message : '').toContain(text);
});

test('who asks for a file that was not handed in is told so', async () => {
  const sheets = await ours();
  for (const id of [newId(), 'no id'])
    expect(refusalOf(await previewApproved(store.db, { department, id, sheets }))).toBe('handing-unknown');
  expect(refusalOf(await confirm(newId(), sheets))).toBe('handing-unknown');
});
