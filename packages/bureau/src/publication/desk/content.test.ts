import {
  formFamily,
  type ProjectEvaluation,
  projectForm,
  shippedRules,
  type WrittenDocument,
} from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { changesBetween } from './content.ts';

const money = { start: { fen: 9_000_000 }, annual: { fen: 9_000_000 }, executed: { fen: 9_000_000 } };
const none = { start: { fen: 0 }, annual: { fen: 0 }, executed: { fen: 0 } };

function evaluation(project: string, actual: string): ProjectEvaluation {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    bureau: '禾丰县医疗保障局',
    year: 2024,
    rules: shippedRules,
    total: money,
    lines: [
      {
        indicator: {
          level1: 'output',
          level2: 'quantity',
          name: '巡查家次',
          direction: 'up',
          target: '100',
          unit: '家次',
          points: '50',
          rule: 'share',
        },
        explained: { actual: { kind: 'figure', value: actual }, reason: '', measure: '', targetTooLow: false },
      },
    ],
    goal: '巡查定点机构。',
    outcome: '巡查已经办结。',
    signed: { filler: '林知微', head: '', phone: '', filledOn: '2025-02-18' },
    review: null,
    use: null,
    project,
    department: '禾丰县医疗保障局',
    implementer: '禾丰县医疗保障局',
    sources: { fiscal: money, carriedOver: none, other: none },
  };
}

function documentOf(...forms: readonly (readonly [project: string, actual: string])[]): WrittenDocument {
  const family = formFamily('hunan');
  if (family === null) throw new Error('no family');
  const cover = { title: '2024年度部门决算', bureau: '禾丰县医疗保障局', publishedOn: null, released: [] };
  const blocks = forms.map(([project, actual]) => projectForm(family, evaluation(project, actual)));
  return { cover, year: 2024, template: 'hunan-2024', blocks };
}

test.each<readonly [string, WrittenDocument, WrittenDocument, readonly string[]]>([
  [
    'a cell of a form is named by its project, its row and the heading over it',
    documentOf(['基金监管', '120'], ['医疗救助', '110']),
    documentOf(['基金监管', '120'], ['医疗救助', '111']),
    ['项目支出绩效自评表（医疗救助） · 产出指标（50分） 数量指标 巡查家次 · 实际完成值: 110家次 → 111家次'],
  ],
  [
    'forms of one title are told apart, in whatever order they come',
    documentOf(['基金监管', '120'], ['医疗救助', '110']),
    documentOf(['医疗救助', '110'], ['基金监管', '120']),
    [],
  ],
])('%s', (_, before, after, expected) => {
  const changes = changesBetween(before, after).map((one) => `${one.place}: ${one.before} → ${one.after}`);
  expect(changes).toEqual(expected);
});
