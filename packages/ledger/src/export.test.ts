import { expect, test } from 'vitest';
import { type Entry, entriesOf, reversalOf } from './entry.ts';
import { exportBeancount } from './export-beancount.ts';
import { exportHledger } from './export-hledger.ts';
import { openBooks } from './testing/books.ts';
import { budgetary, financial, id, leg, salary } from './testing/sets.ts';

function entries(): readonly Entry[] {
  const books = openBooks([financial, budgetary], '2024-03');
  const lines = [{ amount: 12_345, dimensions: salary }];
  books.postEvent({ rule: 'salary-paid-by-treasury', date: '2024-03-15', text: '3月工资; "补发"|甲', lines });
  books.postLegs(financial, '2024-02-01', [leg('debit', '121801', '20'), leg('credit', '1802', '20')]);
  const salaries = books.entries.filter(({ date }) => date === '2024-03-15');
  const back = { id: id(50), date: '2024-03-18', text: '冲销', entryIds: [id(51), id(52)] };
  return [...books.entries, ...entriesOf(reversalOf(salaries, back))];
}

test('hledger: the financial book', () => {
  expect(exportHledger(financial, entries())).toBe(`; 青禾县医疗保障局  bureau-financial
commodity 1000.00 CNY

account 1218 其他应收款:121801 备用金  ; type:A
account 1802 公共基础设施累计折旧(摊销)  ; type:A
account 4001 财政拨款收入  ; type:R
account 5001 业务活动费用  ; type:X

2024-02-01 * (${id(5)}) 测试  ; entry:${id(4)}, kind:ordinary
    1218 其他应收款:121801 备用金  20.00 CNY
    1802 公共基础设施累计折旧(摊销)  -20.00 CNY

2024-03-15 * (${id(1)}) 3月工资； "补发"｜甲  ; entry:${id(2)}, kind:ordinary
    5001 业务活动费用  123.45 CNY
    4001 财政拨款收入  -123.45 CNY

2024-03-18 * (${id(50)}) 冲销  ; entry:${id(51)}, kind:ordinary, reverses:${id(2)}
    5001 业务活动费用  -123.45 CNY
    4001 财政拨款收入  123.45 CNY
`);
});

test('Beancount: the financial book', () => {
  expect(exportBeancount(financial, entries())).toBe(`option "title" "青禾县医疗保障局 bureau-financial"
option "operating_currency" "CNY"

2024-02-01 open Assets:1218-其他应收款:121801-备用金 CNY
2024-02-01 open Assets:1802-公共基础设施累计折旧-摊销 CNY
2024-02-01 open Income:4001-财政拨款收入 CNY
2024-02-01 open Expenses:5001-业务活动费用 CNY

2024-02-01 * "测试" ^${id(5)}
  entry: "${id(4)}"
  kind: "ordinary"
  Assets:1218-其他应收款:121801-备用金  20.00 CNY
  Assets:1802-公共基础设施累计折旧-摊销  -20.00 CNY

2024-03-15 * "3月工资; \\"补发\\"|甲" ^${id(1)}
  entry: "${id(2)}"
  kind: "ordinary"
  Expenses:5001-业务活动费用  123.45 CNY
  Income:4001-财政拨款收入  -123.45 CNY

2024-03-18 * "冲销" ^${id(50)}
  entry: "${id(51)}"
  kind: "ordinary"
  reverses: "${id(2)}"
  Expenses:5001-业务活动费用  -123.45 CNY
  Income:4001-财政拨款收入  123.45 CNY
`);
});

test('the budgetary book bears its dimensions', () => {
  const own = entries().filter(({ date }) => date === '2024-03-15');
  expect(
    exportHledger(budgetary, own).split('\n\n').slice(1).join('\n\n'),
  ).toBe(`account 6001 财政拨款预算收入  ; type:R
account 7101 行政支出  ; type:X

2024-03-15 * (${id(1)}) 3月工资； "补发"｜甲  ; entry:${id(3)}, kind:ordinary
    7101 行政支出  123.45 CNY  ; functionCode:2101501, economyCode:30101, spending:basic, source:general-public-budget
    6001 财政拨款预算收入  -123.45 CNY  ; functionCode:2101501, spending:basic, source:general-public-budget
`);
  expect(exportBeancount(budgetary, own)).toContain(`  Expenses:7101-行政支出  123.45 CNY
    functionCode: "2101501"
    economyCode: "30101"
    spending: "basic"
    source: "general-public-budget"
`);
});

test('the money of the budgetary book is an asset', () => {
  const books = openBooks([budgetary], '2024-03');
  const { economyCode: _, ...fiscal } = salary;
  books.postLegs(budgetary, '2024-03-01', [leg('debit', '8001', '1'), leg('credit', '8101', '1', fiscal)]);
  expect(exportHledger(budgetary, books.entries)).toContain(
    'account 8001 资金结存  ; type:A\naccount 8101 财政拨款结转  ; type:E',
  );
  expect(exportBeancount(budgetary, books.entries)).toContain('open Assets:8001-资金结存 CNY');
});

test('the order of the entries given does not matter; no entries, no transactions', () => {
  for (const print of [exportHledger, exportBeancount]) {
    expect(print(financial, entries().toReversed())).toBe(print(financial, entries()));
    expect(print(financial, [])).not.toContain('2024');
  }
});
