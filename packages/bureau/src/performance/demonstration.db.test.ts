/** The demonstration's performance as a publication prints it: made by the same doors, and faultless to our own audit. */

import { type WrittenBlock } from '@mingzhang/disclosure';
import { isBlocking } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { computedFigures } from '../catalogue.ts';
import { type Coordinates } from '../figures/index.ts';
import { demonstrationDatabase } from '../testing.ts';
import { performanceBlocks } from './blocks.ts';
import { listEvaluations } from './records/evaluations.ts';
import { performanceVerifiers } from './verify.ts';

let store: Store;

beforeAll(async () => {
  store = await demonstrationDatabase();
});

afterAll(() => store.close());

function shown(block: WrittenBlock): string {
  if (block.kind === 'heading') return block.text;
  return block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : block.kind;
}

test.each(['hunan-2024', 'shaanxi-2023', 'shanxi-2024'])(
  'forms and report of 2025 in %s',
  { timeout: 60_000 },
  async (template) => {
    const { forms, report, findings } = await performanceBlocks(store.db, 'demo', 2025, template, computedFigures());
    expect(forms.map(({ id }) => id)).toEqual(
      template === 'shanxi-2024'
        ? Array.from({ length: 6 }, () => 'goal')
        : [
            ...(template === 'hunan-2024' ? ['base-data'] : []),
            'overall-self-evaluation',
            ...Array.from({ length: 6 }, () => 'project-self-evaluation'),
          ],
    );
    const text = report.map(shown);
    expect(text[0]).toBe('2025年度部门整体支出绩效自评报告');
    expect(text.filter((line) => /^[一二三四五六七八九]、/.test(line))).toEqual([
      '一、基本情况',
      '二、一般公共预算支出情况',
      '三、政府性基金预算支出情况',
      '四、国有资本经营预算支出情况',
      '五、社会保险基金预算支出情况',
      '六、部门整体支出绩效情况',
      '七、存在的主要问题及原因分析',
      '八、下一步改进措施',
      '九、绩效自评结果及拟应用情况',
    ]);
    expect(text.some((line) => line.includes('{'))).toBe(false);
    expect(findings.filter(isBlocking).map(({ check, message }) => `${check} ${message}`)).toEqual([]);
  },
);

test('three closed years of six projects and the whole department were evaluated by two, reviewed and used', {
  timeout: 60_000,
}, async () => {
  for (const year of [2023, 2024, 2025]) {
    const all = await listEvaluations(store.db, 'demo', year);
    expect(all.map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'checked'));
    expect(all.every(({ review, use, maker, checker }) => review !== null && use !== null && maker !== checker)).toBe(
      true,
    );
    expect(all.some(({ score }) => score !== '100')).toBe(true);
  }
});

test('published numbers of evaluations are counted from them, with their evidence', { timeout: 60_000 }, async () => {
  const values = async (
    figure: string,
    at: Coordinates = {},
  ): Promise<readonly [string | null | undefined, number]> => {
    const one = computedFigures().find((found) => found.figure === figure);
    const query = { department: 'demo', year: 2025, at };
    const evidence = await one?.evidence(store.db, query, { after: null, limit: 100 });
    return [await one?.value(store.db, query), evidence?.rows.length ?? 0];
  };
  expect(await values('evaluated-projects')).toEqual(['6', 6]);
  expect(await values('evaluated-projects', { tier: 'second' })).toEqual(['0', 0]);
  expect(await values('evaluated-projects', { grade: 'excellent' })).toEqual(['6', 6]);
  expect((await values('overall-score'))[1]).toBe(1);
  expect((await values('evaluated-funds'))[1]).toBe(6);
});

test('scores that count follow from what they rest on, and one that was changed does not', {
  timeout: 60_000,
}, async () => {
  const [verifier] = performanceVerifiers;
  expect(await verifier?.run(store.db)).toEqual({ checked: 21, failures: [] });
  const changed = await store.db
    .transaction()
    .execute(async (trx) => {
      await trx
        .updateTable('performance_evaluation')
        .set({ score: '12' })
        .where('department_id', '=', 'demo')
        .execute();
      const { failures } = (await verifier?.run(trx)) ?? { failures: [] };
      throw new Error(String(failures.length));
    })
    .catch((error: unknown) => (error instanceof Error ? error.message : ''));
  expect(changed).toBe('21');
});
