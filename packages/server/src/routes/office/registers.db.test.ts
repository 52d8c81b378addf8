/** The registers' routes from the door: what a year of an office asks for, by the people who may. */
import { addAccountSet, addDepartment, addUnit, Charts, checkCharacter, openPeriod } from '@mingzhang/bureau';
import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let accountant: SignedIn;
let reviewer: SignedIn;
let clerk: SignedIn;
let elsewhere: SignedIn;

const unit = 'cloud-office';
const year = 2024;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await addDepartment(store.db, { id: 'cloud', name: '云泽县医疗保障局', area: '990101' });
  await addUnit(store.db, { id: unit, department: 'cloud', name: '机关', nature: 'administrative', position: 0 });
  const charts = new Charts();
  for (const book of ['financial', 'budgetary'] as const) {
    const added = await addAccountSet(store.db, { id: `${unit}-${book}`, unit, book, firstMonth: '2024-01' });
    if ('refusal' in added) throw new Error(added.refusal.message);
    for (const month of ['2024-01', '2024-02', '2024-03', '2024-04']) {
      await openPeriod(store.db, charts, `${unit}-${book}`, month);
    }
  }
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微', department: 'cloud' });
  reviewer = await signedIn(store.db, ['department-reviewer'], { name: '周慎行', department: 'cloud' });
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  await addDepartment(store.db, { id: 'other', name: '他县医疗保障局', area: '990103' });
  elsewhere = await signedIn(store.db, ['department-accountant'], { department: 'other' });
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const post = (path: string, body: object, who = accountant): Promise<Answer> =>
  door.ask(who, 'POST', `/api/office/${path}`, { unit, ...body });
const get = (path: string, who = accountant): Promise<Answer> =>
  door.ask(who, 'GET', `/api/office/${path}${path.includes('?') ? '&' : '?'}unit=${unit}`);

async function must(answer: Promise<Answer>): Promise<Answer['json']> {
  const { status, json } = await answer;
  expect(status, JSON.stringify(json)).toBeLessThan(300);
  return json;
}

/** Draws up, checks and books a voucher that pays under a code. */
async function booked(rule: string, amount: string, economyCode: string, choices: object = {}): Promise<string> {
  const id = newId();
  const dimensions = { functionCode: '2101501', economyCode, spending: 'basic', source: 'general-public-budget' };
  const content = { rule, lines: [{ amount, dimensions }], choices };
  await must(post('vouchers', { id, date: '2024-03-20', content, paymentOrder: '24-1' }));
  await must(post(`vouchers/${id}/check`, {}, reviewer));
  await must(post(`vouchers/${id}/book`, {}));
  return id;
}

const reception = {
  date: '2024-03-05',
  cost: '680',
  kind: 'domestic',
  guests: '临县医疗保障局',
  reason: '交流经办工作',
  host: '办公室',
  letter: '',
  persons: 8,
  escorts: 2,
};

test('a reception, its voucher, and the two agree', async () => {
  const id = newId();
  expect(await post('receptions', { id, ...reception }, clerk)).toMatchObject({ status: 201, json: { again: false } });
  expect(await post('receptions', { id, ...reception }, clerk)).toMatchObject({ status: 201, json: { again: true } });
  expect(await post('receptions', { id, ...reception, persons: 9 }, clerk)).toMatchObject({
    status: 409,
    refusal: 'office-registers#id-used',
  });
  expect(await post('receptions', { id: newId(), ...reception, cost: '六百' })).toMatchObject({
    status: 422,
    refusal: 'office-registers#amount-malformed',
  });
  expect((await post('receptions', { id: newId(), ...reception }, reviewer)).refusal).toBe(
    'access#action-not-permitted',
  );
  expect((await post('receptions', { id: newId(), ...reception }, elsewhere)).refusal).toBe(
    'access#action-not-permitted',
  );
  expect((await get(`receptions?year=${year}`, elsewhere)).refusal).toBe('access#action-not-permitted');

  const voucher = await booked('expense-paid-by-treasury', '680.00', '30217');
  const vouchers = await must(get(`register-vouchers?year=${year}&register=reception`));
  expect(vouchers).toMatchObject({ vouchers: [{ id: voucher, amount: '680.00', tied: '0.00' }] });
  const tie = newId();
  await must(post(`register-records/${id}/ties`, { id: tie, voucher, amount: '680.00' }));
  expect(await post(`register-records/${id}/ties`, { id: newId(), voucher, amount: '1' })).toMatchObject({
    refusal: 'office-registers#tie-exceeds-record',
  });
  expect(await must(get(`receptions?year=${year}`))).toMatchObject({
    receptions: [{ id, cost: '680.00', tied: '680.00', maker: '罗小满', ties: [{ id: tie, voucher }] }],
  });
  const { registers } = (await must(get(`register-reconciliation?year=${year}`))) as {
    registers: { register: string; records: number; persons: number; differences: unknown[] }[];
  };
  expect(registers.find((one) => one.register === 'reception')).toMatchObject({
    records: 1,
    persons: 8,
    differences: [],
  });
  await must(post(`register-records/${id}/ties/${tie}/undoing`, {}));
  await must(post(`register-records/${id}/withdrawal`, { reason: '重复登记' }));
  expect(await must(get(`receptions?year=${year}`))).toMatchObject({
    receptions: [{ withdrawn: { by: '林知微', reason: '重复登记' } }],
  });
});

test('an idempotency key answers again as the first time', async () => {
  const festival = {
    unit,
    id: newId(),
    date: '2023-12-01',
    cost: '0',
    register: 'festival',
    name: '晚会',
    content: '汇演',
  };
  const send = (place: string) => {
    const body = { ...festival, place, until: '2023-12-01', persons: 50 };
    return door.ask(clerk, 'POST', '/api/office/events', body, { 'idempotency-key': 'key-1' });
  };
  expect((await send('甲')).json).toMatchObject({ again: false });
  expect((await send('甲')).json).toMatchObject({ again: false });
  expect((await send('乙')).refusal).toBe('#idempotency-key-reused');
});

test('the other registers take their records', async () => {
  const trip = {
    date: '2024-03-01',
    cost: '0',
    destination: '邻国',
    purpose: '考察',
    approval: '外办1号',
    ownGroup: true,
    persons: 1,
    returnedOn: '2024-03-06',
  };
  await must(post('trips', { id: newId(), ...trip }));
  expect(await must(get(`trips?year=${year}`))).toMatchObject({ trips: [{ destination: '邻国', cost: '0.00' }] });
  const event = {
    date: '2024-03-01',
    cost: '0',
    name: '业务培训',
    content: '经办规程',
    place: '',
    until: '2024-03-02',
  };
  await must(post('events', { id: newId(), ...event, register: 'training', persons: 30 }));
  expect(await must(get(`events?year=${year}`))).toMatchObject({ events: [{ register: 'training', persons: 30 }] });
  const fuel = { id: newId(), date: '2024-03-01', cost: '100', vehicle: newId(), kind: 'fuel', note: '' };
  expect(await post('vehicle-costs', fuel)).toMatchObject({ status: 422, refusal: 'office-registers#vehicle-unknown' });
  expect(await must(get(`vehicle-costs?year=${year}`))).toEqual({ costs: [], vehicles: [] });
});

async function confirmed(key: string, value: string): Promise<void> {
  const id = newId();
  await must(post('parameters', { id, key, value, from: '2020-01-01', source: '测试用文号' }));
  await must(post(`parameters/${id}/confirmation`, {}, reviewer));
}

test('from a post to a month of pay', async () => {
  const posts = { id: newId(), post: 'administrative', from: '2019-03-01', count: 1, document: '县编〔2019〕1号' };
  await must(post('staff/posts', posts));
  const [person, second] = [newId(), newId()];
  const joined = { date: '2020-01-01', kind: 'joined', post: 'administrative', rank: 'other', document: '' };
  await must(post('staff/events', { id: newId(), person, name: '王一', ...joined }));
  const over = await must(post('staff/events', { id: newId(), person: second, name: '李二', ...joined }));
  expect(over.warnings).toHaveLength(1);
  await must(post('staff/offices', { id: newId(), name: '办公室', from: '2019-03-01', document: '三定方案' }));
  expect(await must(get('staff?day=2024-03-31', clerk))).toMatchObject({
    approved: { administrative: 1 },
    inPost: { administrative: 2 },
    counts: { inPost: 2, retired: 0 },
    people: [{ name: '李二', standing: 'in-post' }, { name: '王一' }],
    offices: [{ name: '办公室' }],
  });
  const { people } = (await must(get('staff'))) as { people: { id: string; events: { id: string }[] }[] };
  const event = people.find(({ id }) => id === second)?.events[0]?.id;
  await must(post(`staff/${second}/events/${event}/withdrawal`, { reason: '登记有误' }));

  const item = (name: string, amount: string) =>
    must(
      post('payroll-items', {
        id: newId(),
        person,
        item: name,
        from: '2024-01',
        once: false,
        amount,
        source: '审批表',
      }),
    );
  await item('basic', '4120.00');
  for (const base of ['base-pension', 'base-medical', 'base-housing']) await item(base, '5,000');
  expect((await get('payroll-items', clerk)).refusal).toBe('access#action-not-permitted');
  const run = { id: newId(), month: '2024-03', kind: 'regular', reason: '', project: null };
  expect((await post('payroll-runs', run)).refusal).toBe('office-registers#parameter-unconfirmed');
  for (const [key, value] of Object.entries({
    'pension-employer': '0.16',
    'pension-person': '0.08',
    'medical-employer': '0.08',
    'medical-person': '0.02',
    'civil-medical-employer': '0',
    'injury-employer': '0',
    housing: '0.12',
    'union-dues': '0.02',
  }))
    await confirmed(key, value);
  await must(post('payroll-runs', run));
  expect(await post('payroll-runs', { ...run, id: newId() })).toMatchObject({
    status: 409,
    refusal: 'office-registers#run-waiting',
  });
  const decision = {
    approve: true,
    reason: '',
    date: '2024-03-15',
    expense: '5001',
    paymentOrder: '',
    vouchers: [newId(), newId(), newId()],
  };
  const decide = (change: object, who = reviewer) =>
    post(`payroll-runs/${run.id}/decision`, { ...decision, ...change }, who);
  expect((await decide({}, accountant)).refusal).toBe('access#action-not-permitted');
  expect(await decide({})).toMatchObject({ status: 422, refusal: 'vouchers#payment-order-missing' });
  expect(await decide({ paymentOrder: '24-2', date: '2025-02-01' })).toMatchObject({
    refusal: 'ledger#period-not-opened',
  });
  await must(decide({ paymentOrder: '24-2' }));
  expect(await must(get(`payroll-runs?year=${year}`))).toMatchObject({
    runs: [{ month: '2024-03', state: 'checked', maker: '林知微', checker: '周慎行', gross: '4120.00', persons: 1 }],
  });
  expect(await must(get(`payroll-runs/${run.id}`))).toMatchObject({
    net: '2820.00',
    columns: [
      { item: 'basic', name: '基本工资', total: '4120.00' },
      { item: 'pension-person', total: '400.00' },
      { item: 'annuity-person' },
      { item: 'medical-person' },
      { item: 'housing-person' },
      { item: 'pension-employer', total: '800.00' },
      { item: 'annuity-employer' },
      { item: 'medical-employer' },
      { item: 'housing-employer' },
      { item: 'union-dues', total: '82.40' },
    ],
    people: [{ name: '王一', net: '2820.00' }],
  });
  expect((await get(`payroll-runs/${newId()}`)).status).toBe(404);
  const takeBack = (who = accountant) => post(`payroll-runs/${run.id}/withdrawal`, { reason: '津贴算错' }, who);
  expect((await takeBack(reviewer)).refusal).toBe('access#action-not-permitted');
  await must(post(`vouchers/${decision.vouchers[0]}/check`, {}, reviewer));
  await must(post(`vouchers/${decision.vouchers[0]}/book`, {}));
  expect(await takeBack()).toMatchObject({ status: 409, refusal: 'office-registers#voucher-booked' });
  await must(
    post(`vouchers`, { id: newId(), date: '2024-03-31', content: { takesBack: decision.vouchers[0], reason: '重做' } }),
  );
  expect((await takeBack()).refusal).toBe('office-registers#voucher-booked');
  const shipped = (await must(get('parameters'))) as { parameters: { key: string; value: string | null }[] };
  expect(shipped.parameters.find(({ key }) => key === 'annuity-person')).toMatchObject({ value: '0.04' });
});

test('a card, its depreciation, its disposal, and a stock-taking', async () => {
  const voucher = await booked('asset-bought-by-treasury', '5000.00', '31002', { asset: '1601' });
  const card = {
    id: newId(),
    number: 'K-1',
    name: '计算机',
    category: 'computer',
    quantity: 1,
    cost: '5000',
    acquiredOn: '2024-03-20',
    acquisition: 'bought',
    voucher,
    lifeMonths: 72,
    accumulatedAtOpening: '0',
    plate: null,
    vehicleUse: null,
    fiscalVehicle: null,
    custodian: '办公室',
  };
  expect(await post('assets', { ...card, lifeMonths: 12 })).toMatchObject({ refusal: 'office-registers#life-invalid' });
  await must(post('assets', card));
  await confirmed('depreciation-start', 'month-of-acquisition');
  const march = { month: '2024-03', expense: '5001' };
  const first = newId();
  await must(post('depreciations', { ...march, id: first, voucher: newId() }));
  const takeBack = (who = accountant) => post(`depreciations/${first}/withdrawal`, { reason: '漏了一张卡片' }, who);
  expect((await takeBack(reviewer)).refusal).toBe('access#action-not-permitted');
  await must(takeBack());
  expect(await takeBack()).toMatchObject({ status: 409, refusal: 'office-registers#decided-already' });
  await must(post('depreciations', { ...march, id: newId(), voucher: newId() }));
  expect(await must(get(`depreciations?year=${year}`))).toMatchObject({
    runs: [
      { month: '2024-03', total: '69.44', withdrawnBy: '林知微', withdrawnReason: '漏了一张卡片' },
      { month: '2024-03', total: '69.44', withdrawnBy: null },
    ],
  });
  expect(await must(get('assets?day=2024-04-30'))).toMatchObject({
    assets: [{ number: 'K-1', cost: '5000.00', accumulated: '69.44', net: '4930.56' }],
    vouchers: [{ id: voucher, carded: '5000.00' }],
  });

  const taking = newId();
  await must(post('stock-takings', { id: taking, date: '2024-04-10' }));
  const surplus = {
    result: 'surplus',
    number: 'PY-1',
    name: '投影仪',
    category: 'office-equipment',
    lifeMonths: 72,
    note: '',
  };
  await must(post(`stock-takings/${taking}/counts`, { id: newId(), count: { ...surplus, cost: '1200' } }));
  const finish = { vouchers: [newId(), newId()] };
  expect((await post(`stock-takings/${taking}/finish`, finish, reviewer)).refusal).toBe(
    'office-registers#stock-taking-incomplete',
  );
  await must(
    post(`stock-takings/${taking}/counts`, { id: newId(), count: { result: 'found', asset: card.id, note: '' } }),
  );
  await must(post(`stock-takings/${taking}/finish`, finish, reviewer));
  expect(await must(get('stock-takings'))).toMatchObject({
    stockTakings: [{ state: 'finished', cards: 1, checker: '周慎行', vouchers: [{ state: 'made' }] }],
  });

  const disposal = {
    id: newId(),
    asset: card.id,
    date: '2024-04-20',
    manner: 'scrapped',
    proceeds: '0',
    document: '批复1号',
  };
  await must(post('disposals', disposal));
  await must(post(`disposals/${disposal.id}/decision`, { approve: true, reason: '', voucher: newId() }, reviewer));
  expect(await must(get('assets?day=2024-04-30'))).toMatchObject({
    assets: [{ disposal: { state: 'checked', manner: 'scrapped' } }, { name: '投影仪', acquisition: 'surplus' }],
  });
});

test('from a plan to its payment', async () => {
  const plan = {
    id: newId(),
    year,
    name: '运维',
    purchase: 'services',
    amount: '30,000.00',
    reserved: 'none',
    document: '',
  };
  await must(post('procurement/plans', plan));
  const contract = {
    id: newId(),
    plan: plan.id,
    number: 'HT-1',
    name: '运维服务',
    supplier: '某某公司',
    supplierSize: null,
    signedOn: '2024-03-01',
    amount: '20000',
    deposit: '1000',
  };
  expect(await post('procurement/contracts', contract)).toMatchObject({
    refusal: 'office-registers#supplier-size-unknown',
  });
  await must(post('procurement/contracts', { ...contract, supplierSize: 'small' }));
  const acceptance = { id: newId(), contract: contract.id, date: '2024-03-10', amount: '20000', report: '验收单' };
  await must(post('procurement/acceptances', acceptance));
  const voucher = await booked('expense-paid-by-treasury', '19000.00', '30213');
  const payment = { id: newId(), contract: contract.id, voucher, amount: '19000' };
  await must(post('procurement/payments', payment));
  const statistic = { year, purchase: 'services', amount: '20000', explanation: '按合同统计', document: '统计表' };
  await must(post('procurement/statistics', { id: newId(), ...statistic }));
  await must(
    post('buildings', {
      id: newId(),
      name: '业务用房',
      year,
      areaApproved: '800',
      areaActual: '795.5',
      investmentApproved: '1000000',
      investmentActual: '990000',
      document: '批复1号',
    }),
  );
  const found = await must(get(`procurement?year=${year}`));
  expect(found).toMatchObject({
    plans: [{ contracted: '20000.00' }],
    contracts: [{ accepted: '20000.00', paid: '19000.00', payments: [{ voucher }] }],
    share: { base: 'medium-and-small', smallAndMicro: '20000.00', percent: '100.00' },
    buildings: [{ areaActual: '795.50' }],
  });
  expect((found.year as unknown[])[2]).toEqual({
    purchase: 'services',
    published: '20000.00',
    explanation: '按合同统计',
    contracted: '20000.00',
    deposits: '1000.00',
    unpaid: '0.00',
    carried: '0.00',
    paid: '19000.00',
    difference: '1000.00',
  });
  const { vouchers } = (await must(get('procurement/vouchers'))) as { vouchers: { id: string; tied: string }[] };
  expect(vouchers.find(({ id }) => id === voucher)?.tied).toBe('19000.00');
  await must(post(`procurement/payments/${payment.id}/undoing`, {}));
  const withdraw = (what: string, id: string) => post('procurement/withdrawals', { what, id, reason: '登记有误' });
  expect(await withdraw('contract', contract.id)).toMatchObject({
    status: 409,
    refusal: 'office-registers#record-in-use',
  });
  await must(withdraw('acceptance', acceptance.id));
  await must(withdraw('contract', contract.id));
  await must(withdraw('plan', plan.id));
});

test('an identity number of the staff is masked in the list and shown for a reason to whoever may', async () => {
  const person = newId();
  const annex = { unit: 'cloud-annex' };
  await addUnit(store.db, { id: annex.unit, department: 'cloud', name: '分中心', nature: 'institution', position: 1 });
  const event = { date: '2021-03-01', kind: 'public-welfare', post: null, rank: null, document: '' };
  await must(post('staff/events', { ...annex, id: newId(), person, name: '孟小舟', ...event }));
  const put = (number: string, who = accountant) =>
    door.ask(who, 'PUT', `/api/office/staff/${person}/identity`, { ...annex, number });
  const first = '99010219960214305';
  const number = `${first}${checkCharacter(first)}`;
  const listed = async () =>
    (await must(door.ask(accountant, 'GET', `/api/office/staff?unit=${annex.unit}`))).people.find(
      ({ id }: { readonly id: string }) => id === person,
    ).identity;
  expect(await listed()).toBeNull();
  expect((await put(first)).refusal).toBe('access#identity-malformed');
  expect((await put(number, reviewer)).refusal).toBe('access#action-not-permitted');
  expect((await put(number, elsewhere)).refusal).toBe('access#action-not-permitted');
  expect(await put(number)).toMatchObject({ status: 200, json: { id: person, warnings: [] } });
  expect(await listed()).toBe(`990102********${number.slice(-4)}`);
  const show = (reason: string, who: SignedIn) => post(`staff/${person}/identity/unmask`, { ...annex, reason }, who);
  expect((await show('核对发放名册', accountant)).refusal).toBe('access#action-not-permitted');
  expect((await show('看看', reviewer)).refusal).toBe('access#reason-too-short');
  expect(await show('核对发放名册', reviewer)).toMatchObject({ status: 200, json: { number } });
});
