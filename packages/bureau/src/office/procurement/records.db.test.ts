import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { line, salary, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { maker, must, refusalOf, today, yuan } from '../testing.ts';
import {
  enterAcceptance,
  enterContract,
  enterPayment,
  enterPlan,
  enterStatistic,
  listContracts,
  listProcurementVouchers,
  procurementYear,
  undoPayment,
  withdrawProcurement,
} from './records.ts';
import { procurementVerifiers } from './verify.ts';

let store: Store;
let books: TestBooks;
beforeAll(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterAll(() => store.close());

test('from the plan to the payment, and back', async () => {
  const [plan, contract, acceptance, payment] = [newId(), newId(), newId(), newId()];
  const common = { unit, today, ...maker };
  const planned = {
    ...common,
    id: plan,
    year: 2024,
    name: '办公设备',
    purchase: 'goods',
    amount: yuan('20000.00'),
    reserved: 'whole',
    document: '备案1号',
  } as const;
  must(await enterPlan(store.db, planned));
  expect(await enterPlan(store.db, planned)).toMatchObject({ again: true });
  expect(refusalOf(await enterPlan(store.db, { ...planned, name: '别的' }))).toBe('id-used');
  const signed = {
    ...common,
    id: contract,
    plan,
    number: 'HT-1',
    name: '办公设备采购',
    supplier: '某某商贸行',
    supplierSize: 'micro',
    signedOn: '2024-04-01',
    amount: yuan('18000.00'),
    deposit: yuan('900.00'),
  } as const;
  must(await enterContract(store.db, signed));
  expect(refusalOf(await enterContract(store.db, { ...signed, id: newId() }))).toBe('contract-number-taken');
  must(
    await enterAcceptance(store.db, {
      ...common,
      id: acceptance,
      contract,
      date: '2024-05-06',
      amount: yuan('18000.00'),
      report: '验收单',
    }),
  );
  const voucher = books.voucher('expense-paid-by-treasury', '2024-05-10', [
    line('17100.00', { ...salary, economyCode: '31002' }),
  ]);
  await books.post(voucher);
  const paid = { ...common, id: payment, contract, voucher: voucher.id, amount: yuan('17100.00') };
  must(await enterPayment(store.db, paid));
  expect(await enterPayment(store.db, paid)).toMatchObject({ again: true });
  expect(refusalOf(await enterPayment(store.db, { ...paid, id: newId(), amount: 1 }))).toBe('payment-exceeds-voucher');
  expect(await listProcurementVouchers(store.db, unit)).toMatchObject([
    { amount: yuan('17100.00'), tied: yuan('17100.00') },
  ]);
  expect((await procurementYear(store.db, unit, 2024))[0]).toMatchObject({
    contracted: yuan('18000.00'),
    deposits: yuan('900.00'),
    unpaid: 0,
    paid: yuan('17100.00'),
    published: null,
  });
  const statistic = { ...common, year: 2024, purchase: 'goods', document: '统计表', explanation: '' } as const;
  must(await enterStatistic(store.db, { ...statistic, id: newId(), amount: yuan('18000.00') }));
  must(await enterStatistic(store.db, { ...statistic, id: newId(), amount: yuan('17100.00') }));
  expect((await procurementYear(store.db, unit, 2024))[0]).toMatchObject({
    published: yuan('17100.00'),
    difference: 0,
  });
  expect((await procurementVerifiers[0]?.run(store.db))?.failures).toEqual([]);

  const withdraw = (what: 'plan' | 'contract' | 'acceptance', id: string) =>
    withdrawProcurement(store.db, { ...common, what, id, reason: '登记有误' });
  expect(refusalOf(await withdraw('plan', plan))).toBe('record-in-use');
  expect(refusalOf(await withdraw('contract', contract))).toBe('record-in-use');
  must(await undoPayment(store.db, { ...common, id: payment }));
  expect(refusalOf(await undoPayment(store.db, { ...common, id: payment }))).toBe('record-unknown');
  must(await withdraw('acceptance', acceptance));
  must(await withdraw('contract', contract));
  must(await withdraw('plan', plan));
  expect(refusalOf(await withdraw('plan', plan))).toBe('record-unknown');
  expect(await listContracts(store.db, unit)).toEqual([]);
});
