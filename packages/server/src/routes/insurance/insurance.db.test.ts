/** From a registered person to a settlement and back, through the door, by the people who may. */
import { checkCharacter } from '@mingzhang/bureau';
import { type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let accountant: SignedIn;

// Settlements are booked on the day they are made, so the funds' months are open through this one.
const today = dayOf(new Date());
const day = '2024-06-10';

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, today.slice(0, 7));
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦望舒' });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

async function must(answer: Promise<Answer>): Promise<Answer['json']> {
  const { status, json } = await answer;
  expect(status, JSON.stringify(json)).toBeLessThan(300);
  return json;
}

const post = (path: string, body: object, who = clerk): Promise<Answer> => door.ask(who, 'POST', `/api/${path}`, body);

function numberOf(order: string): string {
  const first = `99010119900101${order}`;
  return `${first}${checkCharacter(first)}`;
}

async function insured(order: string): Promise<string> {
  const id = newId();
  const draft = { name: `沈青禾${order}`, number: numberOf(order), bornOn: '1990-01-01', area: '990101' };
  await must(post('insured', { id, ...draft }));
  const spell = {
    id: newId(),
    scheme: 'resident',
    area: '990101',
    member: 'resident',
    civilServant: false,
    from: '2024-01-01',
    to: '2024-12-31',
    waitingUntil: null,
  };
  await must(post(`insured/${id}/spells`, spell));
  return id;
}

function command(person: string, number: string): object {
  return {
    id: newId(),
    department: 'qinghe',
    person,
    visit: {
      kind: 'inpatient',
      level: 'level-2',
      filing: 'local',
      item: '',
      institution: '青禾县人民医院',
      number,
      from: '2024-06-01',
      to: day,
    },
    lines: [],
    sums: { own: '800', overLimit: '100', firstPay: '1,100.00', inScope: '10000' },
    hospitalBorne: '0',
  };
}

test('a person is registered, found, settled for, and taken back by another', async () => {
  const person = await insured('001');
  const found = await must(post('insured/search', { text: numberOf('001') }));
  expect(found.people).toMatchObject([{ id: person, identity: expect.stringMatching(/^990101\*{8}/) }]);
  expect(JSON.stringify(found)).not.toContain(numberOf('001'));
  const body = command(person, 'ZY-1');
  const { id: _, ...before } = body as { id: string };
  expect(await must(post('settlements/preview', before))).toMatchObject({
    amounts: { total: '12000.00', pool: '7360.00', cash: '4640.00' },
    layers: [
      { layer: 'classes', enters: '12000.00', takes: '2000.00', leaves: '10000.00' },
      { layer: 'basic', takes: '7360.00', leaves: '2640.00', parameters: expect.any(Array), notApplied: null },
      { layer: 'critical-illness', enters: '2640.00', takes: '0.00', notApplied: null },
      { layer: 'assistance', takes: '0.00', notApplied: expect.stringContaining('没有登记救助身份') },
      { layer: 'person', enters: '4640.00', takes: '0.00', leaves: '4640.00' },
    ],
  });
  expect(await must(post('settlements', body))).toMatchObject({ again: false });
  expect(await must(post('settlements', body))).toMatchObject({ again: true });
  const { settlements } = await must(door.ask(clerk, 'GET', `/api/insured/${person}/settlements`));
  expect(settlements).toMatchObject([{ kind: 'settled', maker: '罗小满', amounts: { funds: '7360.00' } }]);
  const address = `insured/${person}/settlements/${settlements[0].id}`;
  expect(await must(door.ask(reviewer, 'GET', `/api/${address}`))).toMatchObject({
    funds: [{ fund: 'resident', amount: '7360.00' }],
    staff: expect.arrayContaining([expect.stringContaining('统筹支付')]),
  });
  const undo = { id: newId(), department: 'qinghe', reason: '费用传错' };
  expect((await post(`${address}/cancellation`, undo)).refusal).toBe('access#action-not-permitted');
  await must(post(`${address}/cancellation`, undo, reviewer));
  expect((await post(`${address}/cancellation`, { ...undo, id: newId() }, reviewer)).refusal).toBe(
    'settlement#cancelled-already',
  );
});

test('fee lines are settled as they were typed', async () => {
  const person = await insured('002');
  const line = {
    code: 'XA01',
    class: 'b',
    quantity: '2',
    price: '100.5',
    amount: '201',
    firstPay: '0.1',
    priceLimit: null,
    day,
  };
  const lines = { ...command(person, 'ZY-1'), lines: [line], sums: null };
  expect((await must(post('settlements/preview', lines))).amounts).toMatchObject({
    total: '201.00',
    firstPay: '20.10',
    inScope: '180.90',
  });
  const wrong = { ...lines, lines: [{ ...line, quantity: '3' }] };
  expect(await post('settlements/preview', wrong)).toMatchObject({
    status: 422,
    refusal: 'policy#line-amount-differs',
  });
  const half = { ...lines, lines: [{ ...line, amount: '一百' }] };
  expect((await post('settlements/preview', half)).refusal).toBe('policy#amount-not-whole-fen');
});

test('lump sums that are not the total said of them are refused wherever they come in, and nothing is written', async () => {
  const person = await insured('004');
  const body = { ...command(person, 'ZY-1'), total: '9999.00' };
  const { id: _, ...looked } = body as typeof body & { id: string };
  const refused = {
    status: 422,
    refusal: 'settlement#total-differs',
    json: { detail: expect.stringContaining('之和是12000.00元，总费用填的是9999.00元，相差2001.00元') },
  };
  const claim = {
    ...{ cause: 'illness', submittedOn: today, materials: ['receipt'] },
    invoices: [{ code: '43060124', number: '0012345678', day, amount: '12000' }],
    payee: { name: '沈青禾', bank: '青禾农商行', account: '6230580000012345678' },
  };
  const trial = {
    visit: { area: 'hunan/yongzhou', day, scheme: 'resident', kind: 'inpatient', member: 'resident', level: 'level-2' },
    bill: { own: '800', overLimit: '100', firstPay: '1100', inScope: '10000', total: '9999' },
  };
  expect(await post('settlements/preview', looked)).toMatchObject(refused);
  expect(await post('settlements', body)).toMatchObject(refused);
  expect(await post('claims', { ...body, ...claim })).toMatchObject(refused);
  expect(await post('settlements/trial', trial)).toMatchObject(refused);
  expect(await must(door.ask(clerk, 'GET', `/api/insured/${person}/settlements`))).toEqual({ settlements: [] });
  expect(await must(post('settlements', { ...body, total: '12000' }))).toMatchObject({ again: false });
  await must(post('claims', { ...body, ...claim, id: newId(), total: '12,000.00' }));
  await must(post('settlements/trial', { ...trial, bill: { ...trial.bill, total: '12000.00' } }));
});

test('each list speaks for itself', async () => {
  const person = await insured('003');
  const refusalOf = async (answer: Promise<Answer>) => (await answer).refusal;
  expect(await refusalOf(post('settlements', command(newId(), 'ZY-1')))).toBe('registry#person-unknown');
  expect(await refusalOf(post('settlements', { ...command(person, 'ZY-1'), department: 'nowhere' }))).toBe(
    'settlement#department-unknown',
  );
  expect(
    await refusalOf(
      post('insured', { id: newId(), name: '重', number: numberOf('003'), bornOn: '1990-01-01', area: '990101' }),
    ),
  ).toBe('registry#number-registered');
  expect(await refusalOf(post('insured/search', { text: '沈' }, accountant))).toBe('access#action-not-permitted');
  expect(await refusalOf(door.ask(clerk, 'GET', `/api/insured/${newId()}`))).toBe('registry#person-unknown');
  await must(
    post(`insured/${person}/categories`, {
      id: newId(),
      category: 'low-income',
      from: '2024-01-01',
      knownSince: '2024-01-02',
      document: '名单',
    }),
  );
  expect(await refusalOf(post('settlements', command(person, 'ZY-1')))).toBe('policy#parameter-unconfirmed');
  await must(door.ask(clerk, 'PUT', `/api/insured/${person}/death`, { diedOn: '2024-06-09' }));
  expect(await refusalOf(post('settlements', command(person, 'ZY-1')))).toBe('settlement#dead-before-visit');
});

test('the choices are those of the place and day', async () => {
  const { departments, levels } = await must(
    door.ask(clerk, 'GET', `/api/settlements/choices?department=qinghe&day=${day}`),
  );
  expect(departments).toEqual([{ id: 'qinghe', name: '青禾县医疗保障局' }]);
  expect(levels).toContainEqual({ id: 'level-2', name: '二级医院' });
});
