/** The 目录 through the door: handed in, compared, confirmed by another, searched by day, and settled by. */
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Door, formOf, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let both: SignedIn;
let accountant: SignedIn;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦望舒' });
  both = await signedIn(store.db, ['reviewer', 'desk-clerk'], { name: '温知夏' });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const fields = { document: '省医保发〔2024〕1号', from: '2024-01-01', whole: 'false' };

function handIn(who: SignedIn, csv: string, other: object = {}): Promise<Answer> {
  const { body, headers } = formOf(csv, 'items.csv', { id: newId(), ...fields, ...other });
  return door.ask(who, 'POST', '/api/catalogue/imports', body, headers);
}
const get = async (path: string, who = reviewer) => (await door.ask(who, 'GET', `/api/catalogue${path}`)).json;
const confirm = async (who: SignedIn, id: string) => {
  const { seen } = await get(`/imports/${id}`);
  return door.ask(who, 'POST', `/api/catalogue/imports/${id}/confirmation`, { seen: seen ?? '' });
};

const header = '医保目录编码,类别,名称,规格,费用等级,最高支付价（元）,先行自付比例,起始日期,终止日期\n';
const first = `${header}XA02,药品,示例胶囊,20mg,乙类,12.60,10%,,\nXB01,药品,示例片,,甲类,,,,\nXC01,药品,坏行,,丁类,,,,\n`;

describe('in order', { shuffle: false }, () => {
  let id: string;

  test('a file changes nothing until another person confirms what they saw', async () => {
    const made = await handIn(both, first);
    expect(made.status, made.text).toBe(201);
    id = made.json.id;
    expect((await handIn(clerk, first)).json).toEqual({ id, again: true });
    expect(await get(`/imports/${id}`)).toMatchObject({
      made: { state: 'open', rows: 3, maker: '温知夏', document: fields.document },
      counts: { added: 2, changed: 0, ended: 0, unchanged: 0, problems: 1 },
      added: [
        { code: 'XA02', priceLimit: '12.6', firstPay: '10%', from: '2024-01-01' },
        { code: 'XB01', priceLimit: null, firstPay: '0%' },
      ],
      problems: [{ line: 4, problem: 'class-unknown', message: expect.stringContaining('丁类') }],
    });
    expect(await get('?day=2024-02-01')).toMatchObject({ total: 0 });
    expect((await confirm(both, id)).refusal).toBe('access#checker-is-maker');
    expect((await confirm(clerk, id)).refusal).toBe('access#action-not-permitted');
    const unseen = { seen: 'something else' };
    const other = await door.ask(reviewer, 'POST', `/api/catalogue/imports/${id}/confirmation`, unseen);
    expect(other).toMatchObject({ status: 409, refusal: 'registry#import-changed' });
    expect((await confirm(reviewer, id)).status).toBe(200);
    expect((await confirm(reviewer, id)).json).toEqual({ id, again: true });
    const late = await door.ask(both, 'POST', `/api/catalogue/imports/${id}/withdrawal`, {});
    expect(late).toMatchObject({ status: 409, refusal: 'registry#import-settled' });
  });

  test('fee lines are settled by the item of their day, before and after a change', async () => {
    const person = await insured(store.db, '001');
    const visit = { kind: 'inpatient', level: 'level-2', filing: 'local', item: '', institution: '青禾县人民医院' };
    const stay = async (number: string, day: string) => {
      const line = { code: 'XA02', quantity: '10', price: '20', amount: '200', day };
      const body = { department: 'qinghe', person, lines: [line], sums: null, hospitalBorne: '0' };
      const full = { ...body, visit: { ...visit, number, from: day, to: day } };
      return (await door.ask(clerk, 'POST', '/api/settlements/preview', full)).json;
    };
    expect((await stay('ZY-1', '2024-02-01')).amounts).toMatchObject({
      total: '200.00',
      overLimit: '74.00',
      firstPay: '12.60',
      inScope: '113.40',
    });
    const changed = `${header}XA02,药品,示例胶囊,20mg,甲类,15,,2024-05-01,\nXB01,药品,示例片,,甲类,,,,2024-04-30\n`;
    const made = (await handIn(clerk, changed)).json.id;
    expect(await get(`/imports/${made}`)).toMatchObject({
      counts: { added: 0, changed: 1, ended: 1, problems: 0 },
      changed: [{ before: { class: 'b' }, after: { class: 'a', priceLimit: '15' } }],
      ended: [{ item: { code: 'XB01' }, to: '2024-04-30' }],
    });
    expect((await confirm(reviewer, made)).status).toBe(200);
    expect((await stay('ZY-2', '2024-05-01')).amounts).toMatchObject({ overLimit: '50.00', firstPay: '0.00' });
    expect((await stay('ZY-3', '2024-04-30')).amounts).toMatchObject({ overLimit: '74.00' });
    const tried = await door.ask(reviewer, 'POST', '/api/settlements/trial', {
      visit: {
        area: 'hunan/yongzhou',
        day: '2024-05-02',
        scheme: 'resident',
        kind: 'inpatient',
        member: 'resident',
        level: 'level-2',
      },
      bill: { lines: [{ code: 'XA02', quantity: '10', price: '20', amount: '200' }] },
    });
    expect(tried.json.first.amounts).toMatchObject({ total: '200.00', overLimit: '50.00' });
  });

  test('an item is found by code, name and day, and its history is kept', async () => {
    expect(await get('?day=2024-04-30&text=xa0')).toMatchObject({
      total: 1,
      items: [{ class: 'b', to: '2024-04-30' }],
    });
    expect(await get(`?day=2024-05-01&text=${encodeURIComponent('胶囊')}`)).toMatchObject({
      items: [{ class: 'a', to: null }],
    });
    expect(await get('?day=2024-05-01&kind=consumable')).toMatchObject({ total: 0 });
    expect((await get('/items/XA02')).history).toMatchObject([
      { from: '2024-05-01', to: null, document: fields.document },
      { from: '2024-01-01', to: '2024-04-30' },
    ]);
  });
});

test('a file that was withdrawn may come again', async () => {
  const csv = `${header}XW01,药品,撤回的,,甲类,,,,\n`;
  const one = (await handIn(clerk, csv)).json.id;
  expect((await door.ask(clerk, 'POST', `/api/catalogue/imports/${one}/withdrawal`, {})).status).toBe(200);
  const two = (await handIn(clerk, csv)).json.id;
  expect(two).not.toBe(one);
  await door.ask(clerk, 'POST', `/api/catalogue/imports/${two}/withdrawal`, {});
});

test.each<[string, () => Promise<Answer>, string]>([
  ['a file without a header', () => handIn(clerk, '甲,乙\n1,2\n'), 'registry#import-unreadable'],
  ['no day', () => handIn(clerk, `${header}XZ1,药品,a,,甲类,,,,\n`, { from: '2024-02-30' }), 'registry#date-malformed'],
  ['no document', () => handIn(clerk, `${header}XZ2,药品,a,,甲类,,,,\n`, { document: '' }), 'registry#text-malformed'],
  ['a reviewer hands nothing in', () => handIn(reviewer, first), 'access#action-not-permitted'],
  ['an accountant reads nothing', () => door.ask(accountant, 'GET', '/api/catalogue'), 'access#action-not-permitted'],
  ['what is not there', () => door.ask(clerk, 'GET', `/api/catalogue/imports/${newId()}`), 'registry#import-unknown'],
])('%s', async (_, run, refusal) => {
  expect((await run()).refusal).toBe(refusal);
});
