/** Department and fund against each other: a row per document, what was spent and received, and what is said of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type MeetingFacts, meetingOfBooks } from './meeting.ts';

const document = {
  id: 'd1',
  number: '青财社〔2024〕5号',
  fund: 'resident',
  functionCode: '2101202',
  path: 'department',
  amount: 1_000_000,
} as const;

function facts(spent: readonly string[], received: readonly string[], more: Partial<MeetingFacts> = {}): MeetingFacts {
  const parts = (text: string) => {
    const [day = '', amount = ''] = text.split(' ');
    return { day, amount: Number(amount) };
  };
  return {
    openThrough: new Map([['resident', '2024-06']]),
    documents: [document],
    expenditure: [],
    spendings: spent.map(parts).map(({ day, amount }) => ({ subsidy: 'd1', spentOn: day, amount })),
    receipts: received.map(parts).map(({ day, amount }) => ({ subsidy: 'd1', date: day, amount })),
    income: [],
    ...more,
  };
}

test.each`
  spent                                   | received                  | verdicts                          | failures
  ${[]}                                   | ${[]}                     | ${[]}                             | ${0}
  ${['2024-02-10 100']}                   | ${['2024-02-20 100']}     | ${['2024 equal']}                 | ${0}
  ${['2024-02-10 60', '2024-02-11 40']}   | ${['2024-02-20 100']}     | ${['2024 equal']}                 | ${0}
  ${['2023-12-28 100']}                   | ${['2024-01-04 100']}     | ${['2023 timing', '2024 timing']} | ${0}
  ${['2024-06-25 100']}                   | ${[]}                     | ${['2024 timing']}                | ${0}
  ${['2024-05-01 100']}                   | ${[]}                     | ${['2024 timing']}                | ${0}
  ${['2024-04-30 100']}                   | ${[]}                     | ${['2024 differs']}               | ${1}
  ${['2024-02-10 100', '2024-06-25 100']} | ${['2024-02-20 100']}     | ${['2024 timing']}                | ${0}
  ${['2024-02-10 100', '2024-06-25 100']} | ${['2024-02-20 99']}      | ${['2024 differs']}               | ${1}
  ${[]}                                   | ${['2024-06-20 100']}     | ${['2024 timing']}                | ${0}
  ${[]}                                   | ${['2024-02-20 100']}     | ${['2024 differs']}               | ${1}
  ${['2024-02-10 100']}                   | ${['2024-02-20 101']}     | ${['2024 differs']}               | ${1}
  ${['2024-02-10 1000001']}               | ${['2024-02-20 1000001']} | ${['2024 equal']}                 | ${1}
`('$spent against $received: $verdicts', ({ spent, received, verdicts, failures }) => {
  const meeting = meetingOfBooks(facts(spent, received));
  expect(meeting.lines.map(({ year, verdict }) => `${year} ${verdict}`)).toEqual(verdicts);
  expect(meeting.failures).toHaveLength(failures);
});

test('what is of no document is told of both books, with its difference', () => {
  const { failures } = meetingOfBooks(
    facts([], [], {
      expenditure: [
        { voucher: 'v1', date: '2024-02-10', text: '拨付补助', functionCode: '2101202', amount: 10_000, given: 4_000 },
      ],
      income: [
        { fund: 'resident', voucher: 'v2', date: '2024-02-12', text: '收到财政补贴', amount: 9_000, explained: 0 },
      ],
    }),
  );
  expect(failures).toEqual([
    '部门账2024-02-10“拨付补助”列2101202支出100.00元，对应到补助文件的只有40.00元，差60.00元。请登记文件并对应凭证。',
    '居民医保基金账2024-02-12“收到财政补贴”记财政补贴收入90.00元，有补助文件的只有0.00元，差90.00元。请核对是哪一份文件的资金。',
  ]);
});

test('the page tells of the check and of every verdict', () => {
  const page = readFileSync(
    new URL('../../../../docs/reference/fund-subsidies-equal-expenditure.md', import.meta.url),
    'utf8',
  );
  for (const word of ['fund-subsidies-equal-expenditure', '相等', '时间性差异', '不符', '21012', '21013', '2101599'])
    expect(page).toContain(word);
});
