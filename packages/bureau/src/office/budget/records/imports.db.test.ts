import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheets, type Sheet } from '@mingzhang/documents';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { positionsOf } from '../decide/position.ts';
import { type ImportKind, type Mapping, noMapping } from '../import/table.ts';
import { budgetDocument, budgetLine, id, payment, paymentLine, projects } from '../testing/invented.ts';
import { selectMovements } from './database.ts';
import { checkDocument, drawUpDocument, listBudgetDocuments } from './documents.ts';
import { commitImport, findImport, listImports, previewImport, stageImport } from './imports.ts';
import { listPayments } from './payments.ts';
import { addProject } from './projects.ts';
import { recordPayment } from './record-payment.ts';

let store: Store;
const at = new Date('2024-12-31T08:00:00Z');
const today = '2024-12-31';
const [maker, checker] = [id(901), id(902)];

beforeAll(async () => {
  store = await testDatabase();
  await store.db.insertInto('department').values({ id: 'cloud', name: '云泽县医疗保障局', area: '990101' }).execute();
});

afterAll(() => store.close());

const start = budgetDocument(1, 'start', [
  budgetLine('R1', '2101501', 500_000_00),
  budgetLine('T101', '2101505', 80_000_00),
]);

/** A unit of its own for each story, with projects and the budget of the year. */
async function newUnit(unitId: string): Promise<void> {
  await store.db
    .insertInto('accounting_unit')
    .values({ id: unitId, department_id: 'cloud', name: '云泽县医疗保障局', nature: 'administrative', position: 1 })
    .execute();
  await store.db.transaction().execute(async (trx) => {
    for (const project of projects) await addProject(trx, { unitId, project, by: maker, at });
    await drawUpDocument(trx, { unitId, document: start, today, by: maker, at });
    await checkDocument(trx, { unitId, documentId: start.id, approved: true, reason: '', by: checker, at });
  });
}

let made = 5000;

async function stage(unitId: string, kind: ImportKind, text: string, mapping: Mapping = noMapping) {
  made += 1;
  const bytes = new TextEncoder().encode(text);
  const outcome = await store.db.transaction().execute((trx) =>
    stageImport(trx, {
      id: id(made),
      unitId,
      year: 2024,
      kind,
      file: `${kind}.csv`,
      mediaType: 'text/csv',
      bytes,
      mapping,
      by: maker,
      at,
    }),
  );
  if (outcome.outcome === 'refused') throw new Error(outcome.refusal.message);
  return { ...outcome, sheets: await sheetsOf(text) };
}

async function sheetsOf(text: string): Promise<readonly Sheet[]> {
  const read = await readSheets(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.error);
  return read.sheets;
}

async function commit(
  unitId: string,
  staged: { readonly id: string; readonly sheets: readonly Sheet[] },
  by = checker,
) {
  return store.db
    .transaction()
    .execute((trx) => commitImport(trx, { unitId, importId: staged.id, sheets: staged.sheets, today, by, at }));
}

/** Everything that an import can write, counted. */
async function counts(unitId: string): Promise<readonly number[]> {
  const { db } = store;
  const of = async (
    table:
      | 'budget_document'
      | 'budget_line'
      | 'budget_check'
      | 'treasury_payment'
      | 'treasury_payment_line'
      | 'budget_import_commit'
      | 'budget_project',
  ) =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('unit_id', '=', unitId)
          .executeTakeFirstOrThrow()
      ).count,
    );
  return Promise.all([
    of('budget_project'),
    of('budget_document'),
    of('budget_line'),
    of('budget_check'),
    of('treasury_payment'),
    of('treasury_payment_line'),
    of('budget_import_commit'),
  ]);
}

const heads = '指标文号,指标类型,下达日期,项目代码,项目名称,项目类别,功能分类科目,资金性质,预算级次,指标金额（元）';
const documents = `${heads}
${start.number},年初预算,2024-02-01,R1,,,2101501,一般公共预算,县级,"500,000.00"
${start.number},年初预算,2024-02-01,T101,,,2101505,一般公共预算,县级,"80,000.00"
云财社〔2024〕7号,指标下达,2024/5/1,T103,宣传培训,特定目标类,2101506,一般公共预算,中央,"12,345.60"
`;

const payHeads = '支付凭证号,支付日期,支付方式,收款人,项目编码,功能科目,部门经济分类,资金性质,支付金额';

/** An export of so many payments of one yuan each. */
function manyPayments(count: number, badRow: number | null = null): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const amount = index + 2 === badRow ? '1.O0' : '1.00';
    return `ZF${100_000 + index},2024-06-${String((index % 30) + 1).padStart(2, '0')},直接支付,收款人${index},R1,2101501,30201,一般公共预算,${amount}`;
  });
  return `${payHeads}\n${rows.join('\n')}\n`;
}

describe('a file is looked at, then committed by another person', () => {
  test('what is recorded already is not new; new projects come along; the second time nothing is new', async () => {
    await newUnit('import-1');
    const staged = await stage('import-1', 'documents', documents);
    expect(staged.again).toBe(false);
    const preview = await previewImport(store.db, {
      unitId: 'import-1',
      importId: staged.id,
      sheets: staged.sheets,
      today,
    });
    expect(preview).toMatchObject({
      outcome: 'planned',
      plan: { problems: [], documents: { unchanged: 1 }, projects: [{ code: 'T103' }], total: 592_345_60 },
    });
    const before = await counts('import-1');
    expect(await commit('import-1', staged, maker)).toMatchObject({ outcome: 'same-person' });
    expect(await counts('import-1')).toEqual(before);
    expect(await commit('import-1', staged)).toEqual({
      outcome: 'committed',
      counts: { added: 1, changed: 0, unchanged: 1 },
      again: false,
    });
    const after = await counts('import-1');
    expect(await commit('import-1', staged)).toMatchObject({ counts: { added: 1 }, again: true });
    // The same file handed in again is the same import; in another form it brings nothing new.
    expect(await stage('import-1', 'documents', documents)).toMatchObject({ id: staged.id, again: true });
    const again = await stage('import-1', 'documents', `\ufeff${documents.replaceAll('\n', '\r\n')}`);
    expect(again.again).toBe(false);
    expect(await commit('import-1', again)).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 2 } });
    expect((await counts('import-1')).slice(0, 6)).toEqual(after.slice(0, 6));
    const stored = (await listBudgetDocuments(store.db, 'import-1', 2024)).find(({ kind }) => kind === 'allocation');
    expect(stored).toMatchObject({ madeBy: maker, importId: staged.id, state: 'approved', check: { by: checker } });
    expect((await listImports(store.db, 'import-1', 2024)).map(({ commit: done }) => done?.added)).toContain(1);
  });

  test('what has changed since is corrected, payments too', async () => {
    await newUnit('import-2');
    const salary = payment(10, [paymentLine('R1', '2101501', '30101', 100_00)]);
    await store.db
      .transaction()
      .execute((trx) => recordPayment(trx, { unitId: 'import-2', payment: salary, today, by: maker, at }));
    const changedDocuments = await stage('import-2', 'documents', documents.replace('"500,000.00"', '400000'));
    expect(await commit('import-2', changedDocuments)).toMatchObject({
      counts: { added: 1, changed: 1, unchanged: 0 },
    });
    const text = `${payHeads}\nZF10,2024-03-05,直接支付,${salary.payee},R1,2101501,30102,一般公共预算,100\n`;
    expect(await commit('import-2', await stage('import-2', 'payments', text))).toMatchObject({
      counts: { changed: 1 },
    });
    const listed = await listPayments(store.db, 'import-2', 2024);
    expect(listed.map(({ corrected, lines }) => [corrected, lines[0]?.economyCode]).sort()).toEqual([
      [false, '30102'],
      [true, '30101'],
    ]);
    const positions = positionsOf(await selectMovements(store.db, 'import-2', 2024));
    expect(positions.map(({ item, annual, paid }) => [item.project, annual, paid])).toEqual([
      ['R1', 400_000_00, 100_00],
      ['T101', 80_000_00, 0],
      ['T103', 12_345_60, 0],
    ]);
  });

  test('what became impossible after the preview is refused at the commit', async () => {
    await newUnit('import-3');
    const row = 'ZF1,2024-06-01,直接支付,甲,T101,2101505,30201,一般公共预算,80000';
    const staged = await stage('import-3', 'payments', `${payHeads}\n${row}\n`);
    const preview = await previewImport(store.db, {
      unitId: 'import-3',
      importId: staged.id,
      sheets: staged.sheets,
      today,
    });
    expect(preview).toMatchObject({ plan: { problems: [] } });
    const other = payment(11, [paymentLine('T101', '2101505', '30201', 1)]);
    await store.db
      .transaction()
      .execute((trx) => recordPayment(trx, { unitId: 'import-3', payment: other, today, by: maker, at }));
    expect(await commit('import-3', staged)).toMatchObject({ outcome: 'refused', refusal: { id: 'import-faulty' } });
  });

  test('what is not there is refused', async () => {
    const nowhere = store.db.transaction().execute((trx) =>
      stageImport(trx, {
        id: id(1),
        unitId: 'nowhere',
        year: 2024,
        kind: 'payments',
        file: 'x.csv',
        mediaType: 'text/csv',
        bytes: new Uint8Array([1]),
        mapping: noMapping,
        by: maker,
        at,
      }),
    );
    expect(await nowhere).toMatchObject({ refusal: { id: 'import-unit-unknown' } });
    expect(await commit('nowhere', { id: id(1), sheets: [] })).toMatchObject({ refusal: { id: 'import-unknown' } });
    expect(await previewImport(store.db, { unitId: 'nowhere', importId: 'x', sheets: [], today })).toMatchObject({
      refusal: { id: 'import-unknown' },
    });
  });
});

describe('ten thousand rows', () => {
  test('with one that is bad: nothing is imported, and the row is named', async () => {
    await newUnit('import-bad');
    const staged = await stage('import-bad', 'payments', manyPayments(10_000, 7_654));
    const before = await counts('import-bad');
    const outcome = await commit('import-bad', staged);
    expect(outcome).toEqual({
      outcome: 'refused',
      refusal: {
        id: 'import-faulty',
        message:
          '10000行中有不能导入的，一行也没有导入。第7654行“支付金额”：金额“1.O0”不是数字。请填写元，可带千分位逗号。',
      },
    });
    expect(await counts('import-bad')).toEqual(before);
  });

  test('good ones are imported, with progress; two at once do it once', async () => {
    await newUnit('import-good');
    const staged = await stage('import-good', 'payments', manyPayments(10_000));
    const seen: string[] = [];
    const first = store.db.transaction().execute((trx) =>
      commitImport(trx, {
        unitId: 'import-good',
        importId: staged.id,
        sheets: staged.sheets,
        today,
        by: checker,
        at,
        progress: (done, all) => {
          seen.push(`${done}/${all}`);
        },
      }),
    );
    const answers = await Promise.all([first, commit('import-good', staged)]);
    expect(answers.map((answer) => 'again' in answer && answer.again).sort()).toEqual([false, true]);
    if (seen.length > 0) expect([seen.length, seen[0], seen.at(-1)]).toEqual([20, '500/10000', '10000/10000']);
    expect((await counts('import-good')).slice(4)).toEqual([10_000, 10_000, 1]);
    const [position] = positionsOf(await selectMovements(store.db, 'import-good', 2024));
    expect(position?.paid).toBe(10_000_00);
  });

  test('killed in the middle: nothing is half written, and it can be committed after all', async () => {
    await newUnit('import-killed');
    const text = manyPayments(4_000);
    const staged = await stage('import-killed', 'payments', text);
    const before = await counts('import-killed');
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-import-'));
    const file = join(folder, 'payments.csv');
    writeFileSync(file, text);
    try {
      const child = spawn(
        process.execPath,
        [
          join(import.meta.dirname, '../testing/commit-until-killed.ts'),
          store.url,
          'import-killed',
          staged.id,
          checker,
          file,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const said = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
        child.once('exit', (code) => reject(new Error(`ended with ${code} before it was half-way`)));
      });
      expect(said).toBe('written 2000 of 4000\n');
      const ended = new Promise((resolve) => {
        child.once('exit', resolve);
      });
      child.kill('SIGKILL');
      await ended;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    // The server takes back what the dead process had open; until then its lock makes this wait.
    expect(await commit('import-killed', staged)).toMatchObject({ counts: { added: 4_000 }, again: false });
    const after = await counts('import-killed');
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([0, 0, 0, 0, 4_000, 4_000, 1]);
    expect((await findImport(store.db, 'import-killed', staged.id))?.commit).toMatchObject({ added: 4_000 });
  });
});
