/** Where the books of department and funds meet, on a database: the check of `verify` from the first voucher to the planted fen. */
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meetOf } from './meet.ts';
import { department, sets, setUpTreasury, type TestTreasury, yuan } from './testing.ts';
import { treasuryVerifiers } from './verify.ts';

let store: Store;
let t: TestTreasury;

beforeAll(async () => {
  store = await testDatabase();
  t = await setUpTreasury(store.db, '2024-06', { resident: '1000000.00', assistance: '50000.00' });
});
afterAll(() => store.close());

const meets = async () => {
  const check = treasuryVerifiers.find(({ id }) => id === 'fund-subsidies-equal-expenditure');
  return (await check?.run(store.db)) ?? { checked: 0, failures: [], notes: [] };
};

test('a subsidy passes into the fund by either path and both sets of books agree; what differs is found', async () => {
  // A subsidy passes through the department into the fund, and both sets of books agree.
  {
    const subsidy = await t.subsidy({
      number: '青财社〔2024〕1号',
      fund: 'resident',
      functionCode: '2101202',
      amount: yuan('300000.00'),
    });
    const voucher = await t.spend('2101202', '2024-02-10', '300000.00');
    // Not given to a document yet.
    expect((await meets()).failures).toEqual([expect.stringContaining('对应到补助文件的只有0.00元')]);
    await t.give(subsidy, voucher, '2024-02-10', yuan('300000.00'));
    expect((await meets()).failures).toEqual([expect.stringContaining('款已支出，基金至今没有到账')]);
    await t.move({
      kind: 'subsidy',
      fund: 'resident',
      amount: yuan('300000.00'),
      date: '2024-02-18',
      account: t.account(sets.resident, 'fiscal'),
      subsidy,
    });
    expect(await meets()).toEqual({ checked: 1, failures: [], notes: [] });
  }
  // A payment of the finance bureau that has not arrived yet is a timing difference.
  {
    const subsidy = await t.subsidy({
      number: '湘财社〔2024〕8号',
      fund: 'assistance',
      functionCode: '2101301',
      amount: yuan('80000.00'),
      level: 'province',
      path: 'finance',
    });
    await t.give(subsidy, null, '2024-06-26', yuan('80000.00'));
    const met = await meets();
    expect(met.failures).toEqual([]);
    expect(met.notes).toEqual([expect.stringMatching(/^时间性差异：医疗救助基金2024年湘财社〔2024〕8号（2101301）：/)]);
    expect((await meetOf(store.db, department))?.lines.map(({ number, verdict }) => `${number} ${verdict}`)).toEqual([
      '湘财社〔2024〕8号 timing',
      '青财社〔2024〕1号 equal',
    ]);
  }
  // What is booked to 2101599 counts where a document says so.
  {
    await t.spend('2101599', '2024-03-01', '999.00');
    expect((await meets()).failures).toEqual([]);
    const voucher = await t.spend('2101599', '2024-03-02', '1258.70');
    const subsidy = await t.subsidy({
      number: '青财社〔2024〕9号',
      fund: 'resident',
      functionCode: '2101599',
      amount: yuan('1258.70'),
    });
    await t.give(subsidy, voucher, '2024-03-02', yuan('1258.70'));
    expect((await meets()).failures).toHaveLength(1);
    await t.move({
      kind: 'subsidy',
      fund: 'resident',
      amount: yuan('1258.70'),
      date: '2024-03-05',
      account: t.account(sets.resident, 'fiscal'),
      subsidy,
    });
    expect((await meets()).failures).toEqual([]);
  }
  await store.db
    .transaction()
    .execute(async (trx) => {
      await sql`update fund_subsidy_spending set amount = amount - 1
          where subsidy_id = (select id from fund_subsidy where number = '青财社〔2024〕1号')`.execute(trx);
      const check = await treasuryVerifiers[0]?.run(trx);
      expect(check?.failures).toEqual([
        expect.stringContaining('差0.01元'),
        expect.stringContaining('基金已到账，财政或部门没有相应的支出'),
      ]);
      await sql`update fund_movement set kind = 'other', subsidy_id = null where kind = 'subsidy' and amount = 125870`.execute(
        trx,
      );
      expect((await treasuryVerifiers[0]?.run(trx))?.failures).toContainEqual(
        expect.stringContaining('请核对是哪一份文件的资金'),
      );
      throw new Error('taken back');
    })
    .catch((error: Error) => expect(error.message).toBe('taken back'));
  expect((await meets()).failures).toEqual([]);
});
