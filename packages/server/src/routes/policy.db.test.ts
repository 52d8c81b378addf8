import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Door, openDoor } from '../testing/door.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let auditor: SignedIn;
beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗经办' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦复核' });
  auditor = await signedIn(store.db, ['auditor']);
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const golden = {
  visit: {
    area: 'hunan/yongzhou',
    day: '2023-06-01',
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    level: 'level-2',
  },
  bill: { own: '800', overLimit: '100', firstPay: '1100', inScope: '10000' },
};

describe('parameters', () => {
  test('a place on a day, by topic and words, with what is missing there', async () => {
    const { json } = await door.ask(auditor, 'GET', '/api/parameters/areas');
    expect(json.areas).toContainEqual({ id: 'hunan/yongzhou', name: '湖南省永州市', rows: expect.any(Number) });
    const url = '/api/parameters?area=hunan/yongzhou&day=2023-06-01';
    const all = (await door.ask(auditor, 'GET', url)).json;
    expect(all.areaName).toBe('湖南省永州市');
    expect(all.missing).not.toContain('居民住院');
    expect(all.parameters.length).toBe(Object.values<number>(all.counts).reduce((sum, count) => sum + count, 0));
    const found = await door.ask(
      auditor,
      'GET',
      `${url}&topic=resident/inpatient&search=${encodeURIComponent('二级')}`,
    );
    expect(found.json.parameters.map((one: { name: string }) => one.name)).toEqual([
      '居民住院起付标准（二级医院）',
      '居民住院支付比例（二级医院）',
    ]);
    expect(found.json.parameters[0]).toMatchObject({
      state: 'in-force',
      current: { value: '800.00', printed: '800.00元', grade: 'B', instrument: '湖南省城乡居民基本医疗保险实施办法' },
    });
    const before = await door.ask(
      auditor,
      'GET',
      '/api/parameters?area=hunan/yongzhou&day=2022-12-31&topic=resident/inpatient',
    );
    expect(before.json.parameters[0]).toMatchObject({
      state: 'not-covered',
      current: null,
      next: { day: '2023-01-01', printed: '200.00元', state: 'in-force' },
    });
    expect((await door.ask(auditor, 'GET', '/api/parameters?area=hunan&day=2023-02-30')).status).toBe(400);
  });

  test('one enters, another confirms, and the trial then covers it', async () => {
    const orphan = { area: 'hunan', from: '2022-01-01', document: '县医保发〔2022〕3号' };
    const key = (name: string) => `assistance/benefit/orphan/${name}`;
    const enter = (who: SignedIn, name: string, value: string) =>
      door.ask(who, 'POST', '/api/parameters/confirmations', { ...orphan, key: key(name), value });
    expect((await enter(auditor, 'ratio', '0.9')).refusal).toBe('access#action-not-permitted');
    expect((await enter(clerk, 'ratio', '90%')).refusal).toBe('parameters#value-malformed');
    expect((await enter(clerk, 'rate', '0.9')).refusal).toBe('parameters#row-unknown');
    const poor = { ...golden, visit: { ...golden.visit, categories: ['orphan'] } };
    const refused = await door.ask(clerk, 'POST', '/api/settlements/trial', poor);
    expect(refused.json.first).toMatchObject({ outcome: 'refused', id: 'parameter-unconfirmed' });
    for (const [name, value] of [
      ['ratio', '0.9'],
      ['threshold', '0'],
    ] as const) {
      const { id } = (await enter(clerk, name, value)).json;
      const url = `/api/parameters/confirmations/${id}/confirm`;
      expect((await door.ask(clerk, 'POST', url)).refusal).toBe('access#action-not-permitted');
      expect((await door.ask(reviewer, 'POST', url)).status).toBe(200);
      expect((await door.ask(reviewer, 'POST', url)).refusal).toBe('parameters#confirmed-already');
    }
    const settled = await door.ask(clerk, 'POST', '/api/settlements/trial', poor);
    expect(settled.json.first.amounts.assistance).toBe('2376.00');
    expect(settled.json.first.staff.join('\n')).toContain('秦复核确认');
    const { json } = await door.ask(auditor, 'GET', '/api/parameters?area=hunan/yongzhou&day=2023-06-01&search=孤儿');
    const ratio = json.parameters.find((one: { key: string }) => one.key === key('ratio'));
    expect(ratio).toMatchObject({
      state: 'confirmed',
      current: { printed: '90%', confirmedBy: '秦复核' },
      entries: [{ maker: '罗经办', confirmer: '秦复核', state: 'confirmed', value: '0.9' }],
    });
  });

  test('whoever enters cannot confirm, whatever the roles', async () => {
    const both = await signedIn(store.db, ['desk-clerk', 'reviewer']);
    const { json } = await door.ask(both, 'POST', '/api/parameters/confirmations', {
      area: 'hunan',
      key: 'assistance/benefit/monitored/ratio',
      from: '2022-01-01',
      value: '0.7',
      document: '县医保发〔2022〕3号',
    });
    const confirmed = await door.ask(both, 'POST', `/api/parameters/confirmations/${json.id}/confirm`);
    expect(confirmed.refusal).toBe('access#checker-is-maker');
  });
});

describe('trials', () => {
  test('the golden case, and another ratio beside it', async () => {
    const { json } = await door.ask(clerk, 'POST', '/api/settlements/trial', {
      ...golden,
      other: { supposed: [{ key: 'resident/inpatient/ratio/level-2', value: '0.75' }] },
    });
    expect(json.first.amounts).toMatchObject({ total: '12000.00', pool: '7360.00', cash: '4640.00' });
    expect(json.first.payers).toEqual([
      { payer: 'pool', name: '统筹基金', amount: '7360.00' },
      { payer: 'cash', name: '个人现金', amount: '4640.00' },
    ]);
    expect(json.differences).toEqual([
      { payer: 'pool', name: '统筹基金', before: '7360.00', after: '6900.00', difference: '-460.00' },
      { payer: 'cash', name: '个人现金', before: '4640.00', after: '5100.00', difference: '460.00' },
    ]);
    expect(json.other.parameters.filter((one: { supposed: boolean }) => one.supposed)).toHaveLength(1);
  });

  test('what has been used, and a bill line by line', async () => {
    const { json } = await door.ask(clerk, 'POST', '/api/settlements/trial', {
      visit: golden.visit,
      bill: {
        lines: [
          { code: '检查', class: 'b', quantity: '1', price: '11000', amount: '11000.00', firstPay: '0.1' },
          { code: '美容', class: 'c', quantity: '2', price: '150.5', amount: '301.00' },
        ],
      },
      used: { stays: { 'level-2': 1 }, deductible: '800', pool: '7360', burden: '2640' },
    });
    expect(json.first.amounts).toMatchObject({
      own: '301.00',
      firstPay: '1100.00',
      inScope: '9900.00',
      deductible: '400.00',
    });
    expect(json.first.after).toMatchObject({ pool: '14960.00', deductible: '1200.00' });
  });

  test('what the rules refuse is an answer, what the request gets wrong is not', async () => {
    const early = await door.ask(clerk, 'POST', '/api/settlements/trial', {
      ...golden,
      visit: { ...golden.visit, day: '2022-12-31' },
    });
    expect([early.status, early.json.first.id, early.json.differences]).toEqual([200, 'not-covered', null]);
    const unknown = await door.ask(clerk, 'POST', '/api/settlements/trial', {
      ...golden,
      supposed: [{ key: 'resident/inpatient/ratio/level-9', value: '0.7' }],
    });
    expect(unknown.refusal).toBe('parameters#supposed-unknown');
    const malformed = await door.ask(clerk, 'POST', '/api/settlements/trial', { ...golden, bill: { inScope: '一万' } });
    expect(malformed.status).toBe(400);
    expect((await door.ask(auditor, 'POST', '/api/settlements/trial', golden)).status).toBe(403);
  });

  test('nothing is stored', async () => {
    const url = '/api/parameters?area=hunan/yongzhou&day=2023-06-01&topic=resident/inpatient';
    const before = (await door.ask(clerk, 'GET', url)).json;
    const supposed = [{ key: 'resident/inpatient/ratio/level-2', value: '0.75' }];
    const tried = await door.ask(clerk, 'POST', '/api/settlements/trial', { ...golden, supposed });
    expect(tried.json.first.amounts.pool).toBe('6900.00');
    expect((await door.ask(clerk, 'GET', url)).json).toEqual(before);
  });

  test('levels and items to choose from', async () => {
    const { json } = await door.ask(
      clerk,
      'GET',
      '/api/settlements/trial-choices?area=hunan/yongzhou&day=2023-06-01&scheme=resident&kind=inpatient',
    );
    expect(json.levels).toContainEqual({ id: 'level-2', name: '二级医院' });
  });

  test('contributions of a resident and an employee', async () => {
    const resident = await door.ask(clerk, 'POST', '/api/contributions/trial', {
      kind: 'resident',
      area: 'hunan/yongzhou',
      year: 2023,
      enrolledOn: '2022-10-01',
      bornOn: '1980-01-01',
    });
    expect(resident.json.amounts).toContainEqual({ name: '本人应缴', amount: '350.00' });
    const employee = {
      kind: 'employee',
      area: 'hunan/yongzhou',
      month: '2025-04',
      member: 'in-service',
      wage: '6000',
      supposed: [{ key: 'employee/contribution/reference-wage', value: '6800' }],
    };
    const answer = await door.ask(clerk, 'POST', '/api/contributions/trial', employee);
    expect(answer.json.amounts).toContainEqual({ name: '个人缴费', amount: '120.00' });
    const refused = await door.ask(clerk, 'POST', '/api/contributions/trial', { ...employee, supposed: [] });
    expect(refused.json).toMatchObject({ outcome: 'refused', id: 'parameter-unconfirmed' });
  });
});
