import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../checks/index.ts';
import { type ReasonAsked, type ReasonRefusalId, reasonRefusal, reasonRefusals } from './index.ts';
import { refusalOfCheck } from './reason-refusals.ts';

const wan = (amount: number): number => Math.round(amount * 100) * 10_000;
const origin = { kind: 'figure', id: 'test', year: 2024 } as const;

function asked(against: ReasonAsked['against'], now: number, base: number): ReasonAsked {
  const direction = now > base ? 1 : -1;
  const key = `${against} both-totals all`;
  const origins = { now: origin, base: origin };
  return {
    key,
    name: '收、支总计',
    section: '',
    against,
    direction,
    now: wan(now),
    base: wan(base),
    origins,
    also: [],
  };
}

const fell = asked('prior', 1552.69, 6442.58);
const rose = asked('prior', 105.06, 100.78);
const under = asked('start-budget', 1.23, 7);
const over = asked('annual-budget', 8, 6.5);

test.for<readonly [ReasonAsked, string, ReasonRefusalId | null]>([
  [fell, '', 'reason-empty'],
  [fell, ' 。', 'reason-empty'],
  [fell, '城乡医疗救助资金改由财政部门核算'.repeat(20), 'reason-too-long'],
  [fell, '支出减少', 'reason-repeats-figures'],
  [fell, '本年收入总计减少4889.89万元，下降75.90%', 'reason-repeats-figures'],
  [under, '公务接待费决算数小于预算数', 'reason-repeats-figures'],
  [under, '年初预算7万元，决算支出1.23万元', 'reason-repeats-figures'],
  [fell, '新招录工作人员', 'reason-against-direction'],
  [over, '压减一般性支出', 'reason-against-direction'],
  [fell, '上级补助资金减少425.69万元，结转资金减少1217.53万元', 'reason-leaves-rest'],
  [rose, '新增工作人员，另支付XX项目款', 'reason-unfinished'],
  [rose, '新增工作人员（含公益性岗位', 'reason-wording'],
  [fell, '医疗救助资金未下达，与年初预算相比减少500万元', 'reason-reads-as-statement'],
  [fell, '城乡医疗救助资金改由财政部门核算，本单位支出减少', null],
  [fell, '上级补助资金减少3672.36万元；医疗救助结转资金减少1217.53万元', null],
  [rose, '工资正常晋级晋档。新招录工作人员3人', null],
  [under, '公务接待批次减少，严格控制接待标准', null],
  [over, '业务检查任务增加', null],
])('%#: %s', ([one, reason, refusal]) => {
  expect(reasonRefusal(one, reason, 2024)?.refusal ?? null).toBe(refusal);
});

test('a person is not named', () => {
  const named = '2023年调出工作人员刘小明，工资福利支出减少';
  expect(reasonRefusal(fell, named, 2024)?.refusal).toBe('reason-names-person');
});

test('every message is a whole sentence', () => {
  for (const reason of ['', '支出减少', '新招录工作人员'])
    expect(reasonRefusal(fell, reason, 2024)?.message).toMatch(/.{12,}。$/);
});

test('the page lists every refusal, in the order of precedence, with its name', () => {
  const page = readFileSync(new URL('../../../../docs/reference/refusals-reasons.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| [^|]+。 \|$/gm)].map(([, id, title]) => [id, title]);
  expect(listed).toEqual(Object.entries(reasonRefusals));
});

test('every refusal is the answer of some test, and every check that refuses exists', () => {
  const text = readFileSync(new URL(import.meta.url), 'utf8');
  expect(Object.keys(reasonRefusals).filter((id) => !text.includes(`'${id}'`))).toEqual([]);
  const ids = checks.map(({ meta }) => meta.id);
  expect(Object.keys(refusalOfCheck).filter((id) => !ids.includes(id))).toEqual([]);
});
