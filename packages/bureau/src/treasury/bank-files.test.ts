/** Files of the bank, row by row: what is read, and what is told of a row that cannot be. */
import { describe, expect, test } from 'vitest';
import { paymentFile, readResultFile, readStatementFile } from './bank-files.ts';
import { resultProblem } from './batches.ts';

const sheet = (...lines: readonly string[]) =>
  lines.map((line, index) => ({ number: index + 1, cells: line.split('|') }));

test('a payment file has its header, its lines, and quotes what needs it', () => {
  const line = { line: 1, name: '甲医院,门诊部', bank: '农商行', number: '6217', amount: 736_000 };
  expect(paymentFile({ number: '20240630001', account: '6200', text: '待遇款' }, [line])).toBe(
    '\uFEFF批次号,序号,付款账号,收款户名,收款账号,收款开户行,金额（元）,用途\r\n20240630001,1,6200,"甲医院,门诊部",6217,农商行,7360.00,待遇款\r\n',
  );
});

describe('the bank’s answer', () => {
  const header = '批次号|序号|收款账号|金额(元)|处理结果|失败原因|交易日期|交易流水号';
  const good = 'P1|1|6217|7,360.00|成功||2024/7/1|LS1';

  test.each`
    row                                      | said
    ${'|1|6217|1.00|成功||2024-07-01|LS'}    | ${'没有批次号。'}
    ${'P1|一|6217|1.00|成功||2024-07-01|LS'} | ${'序号“一”不是序号。'}
    ${'P1|1|6217|一元|成功||2024-07-01|LS'}  | ${'金额“一元”读不出来，应是大于零的元数。'}
    ${'P1|1|6217|1.00|好||2024-07-01|LS'}    | ${'处理结果“好”不认识，应是成功、交易成功、已入账、失败、交易失败、退回、退汇之一。'}
    ${'P1|1|6217|1.00|失败||2024-07-01|LS'}  | ${'退回而没有写原因，不知道怎么改；请向银行问明后补上。'}
    ${'P1|1|6217|1.00|成功||2024-02-30|LS'}  | ${'交易日期“2024-02-30”不是日期。'}
  `('$row: $said', ({ row, said }) => {
    expect(readResultFile(sheet('某银行代发回盘', header, row, good))).toEqual({
      rows: [
        expect.objectContaining({ row: 4, batch: 'P1', line: 1, amount: 736_000, outcome: 'paid', date: '2024-07-01' }),
      ],
      problems: [{ row: 3, message: `第3行：${said}` }],
      count: 2,
    });
  });

  test('without a column it says which one', () => {
    expect(readResultFile(sheet('批次号|序号|金额（元）', 'P1|1|1.00'))).toEqual({
      unreadable: expect.stringContaining('没有“收款账号”“处理结果”“交易日期”“交易流水号”这些列'),
    });
  });

  const line = { amount: 100, number: '6217', name: '甲医院', state: 'waiting' };
  test.each`
    row                        | of                                | said
    ${{}}                      | ${line}                           | ${null}
    ${{}}                      | ${undefined}                      | ${'批次里没有序号1'}
    ${{ number: '6218' }}      | ${line}                           | ${'收款账号6218与批次里甲医院的不同'}
    ${{ amount: 101 }}         | ${line}                           | ${'金额1.01元与批次里甲医院的1.00元不同'}
    ${{ date: '2024-07-02' }}  | ${line}                           | ${'在今天（2024-07-01）之后'}
    ${{}}                      | ${{ ...line, state: 'paid' }}     | ${'已经付讫'}
    ${{ outcome: 'returned' }} | ${{ ...line, state: 'paid' }}     | ${null}
    ${{ outcome: 'returned' }} | ${{ ...line, state: 'returned' }} | ${'已经退回'}
  `('$row of $of: $said', ({ row, of, said }) => {
    const base = { line: 1, number: '6217', amount: 100, outcome: 'paid', date: '2024-07-01' } as const;
    const problem = resultProblem({ ...base, ...row }, of, '2024-07-01');
    if (said === null) expect(problem).toBeNull();
    else expect(problem).toContain(said);
  });
});

describe('a statement', () => {
  const header = '交易日期|流水号|收入|支出|余额|对方户名|摘要';

  test.each`
    row                                 | said
    ${'昨天|L1|1.00||1.00||'}           | ${'日期“昨天”不是日期。'}
    ${'2024-07-01|L1|||1.00||'}         | ${'收入和支出应只有一方有金额。'}
    ${'2024-07-01|L1|1.00|2.00|1.00||'} | ${'收入和支出应只有一方有金额。'}
    ${'2024-07-01|L1|1.0.0||1.00||'}    | ${'收入金额“1.0.0”读不出来。'}
    ${'2024-07-01|L1||x|1.00||'}        | ${'支出金额“x”读不出来。'}
    ${'2024-07-01|L1|1.00||y||'}        | ${'余额“y”读不出来。'}
    ${'2024-07-01||1.00||1.00||'}       | ${'没有流水号，不能认出重复的行。'}
  `('$row: $said', ({ row, said }) => {
    const read = readStatementFile(sheet(header, row, '20240702|L2||3,000.5|-2.00|甲|付款'));
    expect(read).toEqual({
      rows: [
        {
          row: 3,
          date: '2024-07-02',
          amount: -300_050,
          balance: -200,
          reference: 'L2',
          counterparty: '甲',
          text: '付款',
        },
      ],
      problems: [{ row: 2, message: `第2行：${said}` }],
      count: 2,
    });
  });
});
