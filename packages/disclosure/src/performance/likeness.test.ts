import { expect, it } from 'vitest';
import { type GoalText, likeGoals } from './likeness.ts';

const goal = (id: string, project: string, text: string, ...indicators: readonly string[]): GoalText => ({
  id,
  project,
  goal: text,
  indicators,
});

const collection = goal(
  '1',
  '征缴服务',
  '组织乡镇征缴居民医保，参保率不低于九成五，基金平稳运行。',
  '宣讲征缴政策场次',
  '工作完成及时率',
);

it('a goal copied word for word from another project is noticed, with how like it is', () => {
  const copied = goal('2', '离休人员医疗费', collection.goal, '宣讲征缴政策场次');
  expect(likeGoals([collection, copied])).toEqual([
    { id: '2', other: '1', percent: 100, indicators: ['宣讲征缴政策场次'] },
  ]);
});

it('another name of the project in the same sentence is a copy all the same', () => {
  const other = goal('2', '窗口建设', '窗口建设组织乡镇征缴居民医保，参保率不低于九成，基金平稳运行。');
  const [found] = likeGoals([collection, other]);
  expect([found?.other, (found?.percent ?? 0) >= 80]).toEqual(['1', true]);
});

it.each([
  ['a goal of its own', goal('2', '体检', '为财政供养人员安排一次健康体检，报告当月送达。', '体检人数')],
  ['words that every goal has', goal('2', '体检', '按照要求及时完成年度工作任务，确保资金有效。', '工作完成及时率')],
  ['the same project of another unit', goal('2', '征缴服务', collection.goal)],
  ['one shared indicator', goal('2', '体检', '安排健康体检。', '宣讲征缴政策场次')],
])('%s is no copy', (_, other) => {
  expect(likeGoals([collection, other])).toEqual([]);
});

it('indicators taken over from another project are noticed though the goal is its own', () => {
  const one = goal('1', '稽核', '稽核定点机构。', '稽核家次', '追回金额', '工作完成及时率');
  const two = goal('2', '体检', '安排健康体检。', '稽核家次', '追回金额', '工作完成及时率');
  expect(likeGoals([one, two])).toEqual([{ id: '2', other: '1', percent: 0, indicators: ['稽核家次', '追回金额'] }]);
});
