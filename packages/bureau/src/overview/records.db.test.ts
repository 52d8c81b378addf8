/** The overview against a small bureau whose amounts one can add up by hand. */
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDepartment, type Charts, closePeriod, postVoucher } from '../books/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { addFundBooks, cancelSettlement, settleVisit } from '../settlement/index.ts';
import { department, insured, setUpFunds, stay } from '../settlement/testing.ts';
import { readOverview } from './records.ts';
import { overviewVerifiers } from './verify.ts';

let store: Store;
let charts: Charts;
let parameters: ParameterSet;
const clerk = newId();

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  parameters = await parametersOf(store.db);
});
afterAll(() => store.close());

async function settleFor(
  person: string,
  number: string,
  by: string,
): Promise<{ readonly person: string; readonly id: string }> {
  const command = { ...stay(person, number, clerk), department: by };
  const outcome = await settleVisit(store.db, charts, parameters, command);
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return { person, id: outcome.id };
}

async function settled(order: string, by = department): Promise<{ readonly person: string; readonly id: string }> {
  return settleFor(await insured(store.db, order), 'ZY-1', by);
}

describe('a year as it goes', { shuffle: false }, () => {
  test('settlements, those taken back, income and closed months are told together', async () => {
    await settled('001');
    const second = await settled('002');
    await cancelSettlement(store.db, charts, {
      department,
      person: second.person,
      id: newId(),
      cancels: second.id,
      reason: '费用传错',
      by: newId(),
      at: new Date('2024-07-01T02:00:00Z'),
      today: '2024-07-01',
    });
    const set = `${department}-resident-fund`;
    const premium = await postVoucher(store.db, charts, {
      voucher: {
        id: newId(),
        kind: 'ordinary',
        date: '2024-02-05',
        text: '收到居民保费',
        entries: [
          {
            id: newId(),
            set,
            reverses: null,
            legs: [
              { account: 'benefit-payable', side: 'debit', amount: 5_000_000, dimensions: { fund: 'resident' } },
              { account: 'benefit-expense', side: 'credit', amount: 5_000_000, dimensions: { fund: 'resident' } },
            ],
          },
        ],
      },
      today: '2024-02-05',
      by: clerk,
      at: new Date('2024-02-05T02:00:00Z'),
    });
    expect(premium.outcome).toBe('accepted');
    const before = await readOverview(store.db, department, '2024-07');
    expect(before?.settled).toMatchObject([
      {
        scheme: 'resident',
        visitKind: 'inpatient',
        level: 'level-2',
        visits: 1,
        total: 1_200_000,
        pool: 736_000,
        cash: 464_000,
      },
    ]);
    expect(before?.settledBefore).toEqual([]);
    expect(before?.insured).toEqual([{ scheme: 'resident', persons: 2 }]);
    const resident = before?.funds.find(({ fund }) => fund === 'resident');
    expect(resident?.months.map(({ expense, balance }) => [expense, balance])).toEqual([
      [0, 0],
      [-5_000_000, 5_000_000],
      [0, 5_000_000],
      [0, 5_000_000],
      [0, 5_000_000],
      [1_472_000, 3_528_000],
      [-736_000, 4_264_000],
    ]);
    for (const month of ['2024-01', '2024-02', '2024-03']) {
      const closed = await closePeriod(store.db, charts, set, month, '2024-07-31');
      expect('refusal' in closed ? closed.refusal.message : '').toBe('');
    }
    expect(await readOverview(store.db, department, '2024-07')).toEqual(before);
    // 政策范围内个人负担: 10000.00 in scope less the pool's 7360.00; the one taken back carries nothing.
    expect(before?.burden.map(({ persons }) => persons)).toEqual([1, 1, 0, 0, 0, 0]);
  });

  test('persons are told of by the bureau that settled for them last, each at one', async () => {
    const other = 'hefeng';
    await addDepartment(store.db, { id: other, name: '禾丰县医疗保障局', area: '990101' });
    await addFundBooks(store.db, charts, {
      ...{ department: other, firstMonth: '2024-06', months: ['2024-06'] },
      ...{ by: '李会计', on: '2024-01-02', source: '测试用编号' },
    });
    const bands = async (of: string) =>
      (await readOverview(store.db, of, '2024-07'))?.burden.map(({ persons }) => persons);
    expect(await bands(other)).toEqual([0, 0, 0, 0, 0, 0]);
    await settled('003', other);
    expect(await bands(other)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(await bands(department)).toEqual([1, 1, 0, 0, 0, 0]);
    // Whoever the other bureau settles for later goes there with all of the year: 2640.00 and 2320.00.
    await settleFor((await settled('004')).person, 'ZY-2', other);
    expect(await bands(other)).toEqual([0, 2, 0, 0, 0, 0]);
    expect(await bands(department)).toEqual([1, 1, 0, 0, 0, 0]);
    const own = overviewVerifiers.find(({ id }) => id === 'burden-told-of-own-bureau');
    expect(await own?.run(store.db)).toEqual({ checked: 4, failures: [] });
    await sql`update settlement_accumulator set department_id = 'nowhere' where burden = 0`.execute(store.db);
    expect((await own?.run(store.db))?.failures).toHaveLength(1);
  });

  test('the sums that are kept are the sums of what is there, and verify notices where they are not', async () => {
    const verifier = overviewVerifiers.find(({ id }) => id === 'settlement-summary-adds-up');
    expect(await verifier?.run(store.db)).toEqual({ checked: 3, failures: [] });
    await sql`update settlement_summary set total = total + 1 where month = '2024-07-01'`.execute(store.db);
    const { failures } = (await verifier?.run(store.db)) ?? { failures: [] };
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('2024-07');
  });

  test('a bureau that is not there has no overview', async () => {
    expect(await readOverview(store.db, 'nowhere', '2024-07')).toBeNull();
  });
});
