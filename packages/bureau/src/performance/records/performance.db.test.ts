import { shippedRules } from '@mingzhang/disclosure';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ComputedFigure, FigureReader } from '../../figures/index.ts';
import { budgetDocument, budgetLine, payment, paymentLine, projects } from '../../office/budget/testing/invented.ts';
import { addProject, checkDocument, drawUpDocument, recordPayment } from '../../office/index.ts';
import { actuals, attachment, content, declared, entry, evaluationDraft, id } from '../testing.ts';
import {
  checkEvaluation,
  drawUpEvaluation,
  listEvaluations,
  reviewEvaluation,
  standingEvaluation,
  useResult,
} from './evaluations.ts';
import { checkGoal, listGoals, recordMonitoring, setGoal, standingGoal } from './goals.ts';
import { checkRules, listRules, proposeRules, rulesOfYear } from './rules.ts';
import { type Outcome, type Trx } from './shared.ts';

let store: Store;
const [maker, checker] = [id(901), id(902)];
const department = 'cloud';
const unit = 'cloud-bureau';
const at = new Date('2025-02-20T08:00:00Z');
const by = { department, by: maker, at };
const checkedBy = { department, by: checker, at };
const today = '2025-02-20';
let counted = 126;

/** A figure that the test can change under an evaluation's feet. */
const casesFiled: ComputedFigure = {
  figure: 'cases-filed',
  value: async () => String(counted),
  evidence: async () => ({ rows: [], next: null }),
  coordinates: async () => [],
};

const readerIn = (trx: Trx): FigureReader => new FigureReader(trx, [casesFiled]);

beforeAll(async () => {
  store = await testDatabase();
  const { db } = store;
  await db.insertInto('department').values({ id: department, name: '云泽县医疗保障局', area: '云泽县' }).execute();
  await db
    .insertInto('accounting_unit')
    .values({ id: unit, department_id: department, name: '局机关', nature: 'administrative', position: 1 })
    .execute();
  await db
    .insertInto('attachment')
    .values({
      sha256: attachment,
      name: '台账.pdf',
      media_type: 'application/pdf',
      bytes: Buffer.from('pdf'),
      added_by: maker,
      added_at: at,
    })
    .execute();
  await db.transaction().execute(async (trx) => {
    for (const project of projects) await addProject(trx, { unitId: unit, project, by: maker, at });
    const start = budgetDocument(1, 'start', [budgetLine('T101', '2101505', 90_000_00)]);
    await drawUpDocument(trx, { unitId: unit, document: start, today, by: maker, at });
    await checkDocument(trx, { unitId: unit, documentId: start.id, approved: true, reason: '', by: checker, at });
    for (const [number, date, amount] of [
      [1, '2024-05-10', 40_000_00],
      [2, '2024-11-10', 45_500_00],
    ] as const)
      await recordPayment(trx, {
        unitId: unit,
        payment: payment(number, [paymentLine('T101', '2101505', '30227', amount)], { date }),
        today,
        by: maker,
        at,
      });
  });
});

afterAll(() => store.close());

async function run(work: (trx: Trx) => Promise<Outcome>): Promise<string> {
  const outcome = await store.db.transaction().execute(work);
  return 'refusal' in outcome ? outcome.refusal.id : outcome.again ? 'again' : 'written';
}

const rules = { ...by, id: id(1), fromYear: 2023, rules: shippedRules, document: '县财绩〔2023〕3号' };
const subject = { unit, project: 'T101' };
const goal = { ...by, id: id(2), year: 2024, subject, content, replaces: null };

test('the course of a year, from rules to the use of the result', { timeout: 60_000 }, async () => {
  // Rules are adopted by two people and hold for the years from theirs on.
  expect(await run((trx) => setGoal(trx, goal))).toBe('rules-unconfirmed');
  expect(await run((trx) => proposeRules(trx, rules))).toBe('written');
  expect(await run((trx) => proposeRules(trx, rules))).toBe('again');
  expect(await run((trx) => proposeRules(trx, { ...rules, document: '另一文件' }))).toBe('id-used');
  expect(await run((trx) => proposeRules(trx, { ...rules, department: 'nowhere', id: id(11) }))).toBe(
    'department-unknown',
  );
  expect(await rulesOfYear(store.db, department, 2024)).toBe(null);
  expect(await run((trx) => checkRules(trx, { ...by, id: id(1), returnedReason: null }))).toBe('checker-is-maker');
  expect(await run((trx) => checkRules(trx, { ...checkedBy, id: id(1), returnedReason: null }))).toBe('written');
  expect(await run((trx) => checkRules(trx, { ...checkedBy, id: id(1), returnedReason: '不妥' }))).toBe('state-unfit');
  expect(await rulesOfYear(store.db, department, 2022)).toBe(null);
  expect(await rulesOfYear(store.db, department, 2024)).toEqual(shippedRules);
  const later = { ...rules, id: id(12), fromYear: 2025, rules: { ...shippedRules, rounding: 'down' as const } };
  expect(await run((trx) => proposeRules(trx, later))).toBe('written');
  expect(await run((trx) => checkRules(trx, { ...checkedBy, id: id(12), returnedReason: '口径不对' }))).toBe('written');
  expect((await listRules(store.db, department)).map(({ state }) => state)).toEqual(['checked', 'returned']);
  expect((await rulesOfYear(store.db, department, 2025))?.rounding).toBe('half-up');

  // A goal is set by one, checked by another, and replaced by one that names it.
  expect(await run((trx) => setGoal(trx, { ...goal, subject: { unit: 'elsewhere', project: 'T101' } }))).toBe(
    'project-unknown',
  );
  expect(await run((trx) => setGoal(trx, goal))).toBe('written');
  expect(await run((trx) => setGoal(trx, goal))).toBe('again');
  expect(await run((trx) => setGoal(trx, { ...goal, year: 2024, content: { ...content, plan: '每月一轮。' } }))).toBe(
    'id-used',
  );
  expect(await run((trx) => setGoal(trx, { ...goal, id: id(3) }))).toBe('goal-stands');
  expect(await run((trx) => checkGoal(trx, { ...by, id: id(2), returnedReason: null }))).toBe('checker-is-maker');
  expect(await run((trx) => checkGoal(trx, { ...checkedBy, id: id(2), returnedReason: '指标太少' }))).toBe('written');
  expect(await run((trx) => setGoal(trx, { ...goal, id: id(3) }))).toBe('written');
  expect(await run((trx) => checkGoal(trx, { ...checkedBy, id: id(3), returnedReason: null }))).toBe('written');
  const next = { ...goal, id: id(4), replaces: id(3), content: { ...content, plan: '每月一轮。' } };
  expect(await run((trx) => setGoal(trx, next))).toBe('written');
  const states = async (): Promise<readonly string[]> =>
    (await listGoals(store.db, department, 2024)).map((one) => `${one.id.slice(-1)} ${one.state}`);
  expect(await states()).toEqual(['2 returned', '3 checked', '4 made']);
  expect(await run((trx) => checkGoal(trx, { ...checkedBy, id: id(4), returnedReason: null }))).toBe('written');
  expect(await states()).toEqual(['2 returned', '3 replaced', '4 checked']);
  expect(standingGoal(await listGoals(store.db, department, 2024), subject)?.id).toBe(id(4));

  // Monitoring has what the books had by then.
  const first = {
    ...by,
    today,
    id: id(5),
    goal: id(4),
    round: 1 as const,
    asOf: '2024-06-30',
    lines: [{ line: 0, value: '58', state: 'behind' as const, note: '雨季停巡，七月补做。' }],
  };
  expect(await run((trx) => recordMonitoring(trx, first))).toBe('written');
  expect(await run((trx) => recordMonitoring(trx, first))).toBe('again');
  expect(await run((trx) => recordMonitoring(trx, { ...first, id: id(6), round: 2, asOf: '2024-11-30' }))).toBe(
    'written',
  );
  const [one] = (await listGoals(store.db, department, 2024)).filter((found) => found.id === id(4));
  expect(one?.monitoring.map(({ round, annual, executed }) => [round, annual, executed])).toEqual([
    [1, 90_000_00, 40_000_00],
    [2, 90_000_00, 85_500_00],
  ]);

  const bound = entry({ kind: 'figure', figure: 'cases-filed', at: {} });
  const draft = { ...by, today, ...evaluationDraft({ id: id(7), goal: id(4), actuals: actuals.with(0, bound) }) };

  // A self-evaluation is scored from figures and books, and checked against them.
  expect(await run((trx) => drawUpEvaluation(trx, readerIn(trx), draft))).toBe('written');
  expect(await run((trx) => drawUpEvaluation(trx, readerIn(trx), draft))).toBe('again');
  expect(await run((trx) => drawUpEvaluation(trx, readerIn(trx), { ...draft, outcome: '另一段。' }))).toBe('id-used');
  expect(await run((trx) => drawUpEvaluation(trx, readerIn(trx), { ...draft, id: id(8) }))).toBe('evaluation-stands');
  const [found] = await listEvaluations(store.db, department, 2024);
  expect([found?.score, found?.grade, found?.money.executed]).toEqual(['99.5', '优', 85_500_00]);
  counted = 130;
  const check = { id: id(7), returnedReason: null, today };
  expect(await run((trx) => checkEvaluation(trx, readerIn(trx), { ...by, ...check }))).toBe('checker-is-maker');
  expect(await run((trx) => checkEvaluation(trx, readerIn(trx), { ...checkedBy, ...check }))).toBe('figure-changed');
  counted = 126;
  expect(await run((trx) => checkEvaluation(trx, readerIn(trx), { ...checkedBy, ...check }))).toBe('written');

  // What was redone and checked takes the place of what it names.
  const again = { ...draft, id: id(9), replaces: id(7), actuals: actuals.with(0, entry(declared('121'))) };
  expect(await run((trx) => drawUpEvaluation(trx, readerIn(trx), again))).toBe('written');
  const checkAgain = { ...checkedBy, id: id(9), returnedReason: null, today };
  expect(await run((trx) => checkEvaluation(trx, readerIn(trx), checkAgain))).toBe('written');
  const all = await listEvaluations(store.db, department, 2024);
  expect(all.map(({ state }) => state)).toEqual(['replaced', 'checked']);
  expect(standingEvaluation(all, id(4))?.id).toBe(id(9));

  // The department's evaluation and the use of the result follow, by somebody else.
  const review = { id: id(20), evaluation: id(9), score: '92', opinion: '目标明确，完成较好。' };
  const use = { id: id(21), evaluation: id(9), kind: 'reduced' as const, amount: 5_000_00, note: '按实际巡查面核减。' };
  expect(await run((trx) => useResult(trx, { ...checkedBy, ...use }))).toBe('review-missing');
  expect(await run((trx) => reviewEvaluation(trx, { ...by, ...review }))).toBe('checker-is-maker');
  expect(await run((trx) => reviewEvaluation(trx, { ...checkedBy, ...review }))).toBe('written');
  expect(await run((trx) => reviewEvaluation(trx, { ...checkedBy, ...review }))).toBe('again');
  expect(await run((trx) => useResult(trx, { ...checkedBy, ...use }))).toBe('written');
  expect(await run((trx) => useResult(trx, { ...checkedBy, ...use }))).toBe('again');
  const used = (await listEvaluations(store.db, department, 2024)).find((one) => one.id === id(9));
  expect([used?.review?.grade, used?.use?.kind, used?.use?.amount]).toEqual(['优', 'reduced', 5_000_00]);

  // Everything stands in the trail.
  const rows = await store.db
    .selectFrom('trail_action')
    .select('action')
    .where('action', 'like', 'performance.%')
    .execute();
  const count = (action: string): number => rows.filter((row) => row.action === action).length;
  expect([count('performance.make'), count('performance.check'), count('performance.decide')]).toEqual([9, 7, 2]);
});
