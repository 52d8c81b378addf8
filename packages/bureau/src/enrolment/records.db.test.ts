import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Charts } from '../books/index.ts';
import { shippedParameters } from '../parameters/load.ts';
import { enterCategory, enterDeath, enterSpell, findInsured } from '../registry/index.ts';
import { department, setUpFunds } from '../settlement/testing.ts';
import {
  enrolEmployee,
  enrolResident,
  enrolResidents,
  listDues,
  listToRenew,
  reckonMonth,
  stopEmployee,
  withdrawDue,
} from './enrol.ts';
import {
  compareFileAgain,
  confirmFile,
  dropFile,
  findContributionFile,
  listContributionFiles,
  listContributionRows,
  stageFile,
} from './files.ts';
import { asFile, done, handOn, key, numberOf, refusalIn, registered, residentFile } from './testing.ts';
import { enrolmentYears } from './years.ts';

// The window's months are drafts, and for 2024 so are the subsidies; somebody has confirmed these.
const confirmation = { document: '核对过的文件', by: '核对人' };
const parameters = shippedParameters()
  .confirming([
    { area: 'hunan', key: 'resident/subsidy/low-income', from: '2024-01-01', value: 190_00, ...confirmation },
    { area: 'hunan', key: 'resident/subsidy/special-hardship', from: '2024-01-01', value: 380_00, ...confirmation },
  ])
  .supposing([
    {
      area: 'hunan',
      key: 'employee/contribution/reference-wage',
      from: '2024-01-01',
      to: '2024-12-31',
      value: 680_000,
    },
  ]);
const employer = '91990101MA0000001X';
const today = '2024-06-30';
const [clerk, reviewer] = [newId(), newId()];

let store: Store;
let charts: Charts;
beforeEach(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-06');
});
afterEach(() => store.close());

const enrol = (person: string, change: { year?: number; enrolledOn?: string; id?: string } = {}) =>
  done(store.db, (trx) =>
    enrolResident(trx, parameters, {
      ...handOn(today, clerk),
      department,
      person,
      year: 2024,
      enrolledOn: '2023-11-20',
      ...change,
    }),
  );

async function categorised(person: string, category: string): Promise<void> {
  await done(store.db, (trx) =>
    enterCategory(trx, {
      ...handOn(today),
      person,
      category,
      from: '2023-01-01',
      knownSince: '2023-01-10',
      document: '名单',
    }),
  );
}

const stage = (file: ReturnType<typeof residentFile>, kind: 'resident' | 'employee' = 'resident', name = '回传.csv') =>
  done(store.db, (trx) =>
    stageFile(trx, key, {
      ...handOn(today, clerk),
      department,
      kind,
      name,
      deposit: 'income-account-deposit',
      ...file,
    }),
  );
const confirm = (file: string, by = reviewer) =>
  done(store.db, (trx) => confirmFile(trx, charts, { ...handOn(today, by), department, file }));

async function idOf(outcome: Promise<object>): Promise<string> {
  const found = await outcome;
  if ('id' in found && typeof found.id === 'string') return found.id;
  throw new Error(JSON.stringify(found));
}

async function spellsOf(person: string) {
  const found = await findInsured(store.db, person);
  return (found?.spells ?? []).map(({ scheme, from, to }) => [scheme, from, to]);
}

async function balances(): Promise<Record<string, number>> {
  const { rows } = await sql<{ account: string; amount: number }>`
    select account || ' ' || substring(dimensions from 'fund=([a-z-]+)') as account, sum(amount)::bigint as amount
    from ledger_leg group by 1 order by 1`.execute(store.db);
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]));
}

const matchesOf = async (file: string) =>
  (await listContributionRows(store.db, department, { file, matches: [], after: 0, limit: 100 })).map(
    ({ match, applied, held }) => [match, applied, held],
  );

test('a resident is enrolled, pays, and is covered from the first of the year or from the day it was paid', async () => {
  const person = await registered(store.db, '001');
  const id = await idOf(enrol(person));
  expect(await enrol(person, { id })).toEqual({ id, again: true });
  expect(refusalIn(await enrol(person, { id, enrolledOn: '2023-11-21' }))).toBe('id-used');
  expect(refusalIn(await enrol(person))).toBe('enrolled-already');
  expect(refusalIn(await enrol(person, { id: 'x' }))).toBe('id-malformed');
  expect(await listDues(store.db, person)).toMatchObject([{ person: 380_00, paid: 0, settledOn: null }]);
  expect(await spellsOf(person)).toEqual([]);
  const file = await idOf(stage(residentFile(['001', '2024', '380', 'T1'])));
  expect(await spellsOf(person)).toEqual([]);
  expect(refusalIn(await confirm(file, clerk))).toBe('checker-is-maker');
  expect(await confirm(file)).toEqual({ id: file, again: false });
  expect(await confirm(file)).toEqual({ id: file, again: true });
  expect(await listDues(store.db, person)).toMatchObject([{ paid: 380_00, settledOn: '2024-06-20' }]);
  expect(await spellsOf(person)).toEqual([['resident', '2024-06-20', '2024-12-31']]);
  expect(await balances()).toEqual({ 'income-account-deposit resident': 380_00, 'premium-income resident': -380_00 });
  const refused = await done(store.db, (trx) =>
    withdrawDue(trx, { ...handOn(today), department, person, id, reason: '登错' }),
  );
  expect(refusalIn(refused)).toBe('due-paid');
});

test('who is subsidised in full is covered at once; who in part owes the rest', async () => {
  const [full, part] = [await registered(store.db, '001'), await registered(store.db, '002')];
  await categorised(full, 'special-hardship');
  await categorised(part, 'low-income');
  await idOf(enrol(full));
  await idOf(enrol(part));
  expect(await spellsOf(full)).toEqual([['resident', '2024-01-01', '2024-12-31']]);
  expect(await listDues(store.db, part)).toMatchObject([{ standard: 380_00, subsidy: 190_00, person: 190_00 }]);
  expect(await spellsOf(part)).toEqual([]);
});

test('the years with somebody enrolled are told, and those with somebody to be subsidised; withdrawn dues make none', async () => {
  expect(await enrolmentYears(store.db, department)).toEqual({ enrolled: [], subsidised: [] });
  const [plain, poor] = [await registered(store.db, '001'), await registered(store.db, '002')];
  await categorised(poor, 'low-income');
  await idOf(enrol(poor));
  const [earlier, later] = [
    await idOf(enrol(plain, { year: 2023, enrolledOn: '2022-11-20' })),
    await idOf(enrol(plain)),
  ];
  await idOf(enrol(plain, { year: 2022, enrolledOn: '2021-11-20' }));
  expect(await enrolmentYears(store.db, department)).toEqual({ enrolled: [2024, 2023, 2022], subsidised: [2024] });
  for (const id of [earlier, later]) {
    await done(store.db, (trx) =>
      withdrawDue(trx, { ...handOn(today), department, person: plain, id, reason: '登错' }),
    );
  }
  expect(await enrolmentYears(store.db, department)).toEqual({ enrolled: [2024, 2022], subsidised: [2024] });
  expect(await enrolmentYears(store.db, 'nobody')).toEqual({ enrolled: [], subsidised: [] });
});

test('each row of a file is told what it is; what is not due is held; the same file is known again', async () => {
  for (const order of ['001', '002', '003', '004', '005', '006', '007']) {
    const person = await registered(store.db, order);
    if (order !== '005') await idOf(enrol(person));
  }
  const dead = await registered(store.db, '008');
  await done(store.db, (trx) => enterDeath(trx, { ...handOn(today), person: dead, diedOn: '2023-12-30' }));
  const content = residentFile(
    ['001', '2024', '380', 'T1'],
    ['002', '2024', '400', 'T2'],
    ['003', '2024', '300', 'T3'],
    ['004', '2023', '380', 'T4'],
    ['005', '2024', '380', 'T5'],
    ['099', '2024', '380', 'T6'],
    ['99010119900101001', '2024', '380', 'T7', '张三'],
    ['006', '2024', '380', 'T8', '李四'],
    ['007', '2024', '三百', 'T9'],
    ['001', '2024', '380', 'T10'],
    ['001', '2024', '380', 'T1'],
    ['003', '2024', '80', 'T11'],
    ['008', '2024', '380', 'T12'],
  );
  const file = await idOf(stage(content));
  expect(refusalIn(await stage(content))).toBe('file-repeated');
  const expected = [
    ['matched', 380_00, 0],
    ['over', 380_00, 20_00],
    ['under', 300_00, 0],
    ['year-wrong', 0, 380_00],
    ['not-due', 0, 380_00],
    ['person-unknown', 0, 380_00],
    ['number-wrong', 0, 380_00],
    ['name-differs', 0, 380_00],
    ['unreadable', 0, 0],
    ['paid-twice', 0, 380_00],
    ['receipt-repeated', 0, 0],
    ['matched', 80_00, 0],
    ['person-dead', 0, 380_00],
  ];
  expect(await matchesOf(file)).toEqual(expected);
  expect(await balances()).toEqual({});
  await idOf(confirm(file));
  expect(await matchesOf(file)).toEqual(expected);
  expect(await balances()).toEqual({
    'income-account-deposit resident': 3_820_00,
    'premium-income resident': -1_140_00,
    'temporary-receipt resident': -2_680_00,
  });
  expect(refusalIn(await stage(content))).toBe('file-repeated');
  // Another file with a receipt that was booked: the money is not booked again.
  const again = await idOf(stage(residentFile(['001', '2024', '380', 'T1'], ['001', '2024', '380', 'T99'])));
  expect(await matchesOf(again)).toEqual([
    ['receipt-repeated', 0, 0],
    ['paid-twice', 0, 380_00],
  ]);
  const detail = await findContributionFile(store.db, department, file);
  expect(detail?.matches.find(({ match }) => match === 'matched')).toEqual({
    match: 'matched',
    rows: 2,
    amount: 460_00,
    applied: 460_00,
    held: 0,
  });
  const { rows } = await sql<{
    text: string;
  }>`select string_agg(number_masked || message, ' ') as text from contribution_row`.execute(store.db);
  expect(rows[0]?.text).not.toMatch(/\d{17}/);
});

test('what was missing is registered, and the waiting file is compared again; a wrong file is put aside and may come again', async () => {
  const person = await registered(store.db, '001');
  const content = residentFile(['001', '2024', '380', 'T1']);
  const file = await idOf(stage(content));
  expect(await matchesOf(file)).toEqual([['not-due', 0, 380_00]]);
  await idOf(enrol(person));
  await done(store.db, (trx) => compareFileAgain(trx, { department, file }));
  expect(await matchesOf(file)).toEqual([['matched', 380_00, 0]]);
  await done(store.db, (trx) => dropFile(trx, { ...handOn(today), department, file, reason: '传错了' }));
  expect(refusalIn(await confirm(file))).toBe('file-decided');
  expect(refusalIn(await confirm(newId()))).toBe('file-unknown');
  const second = await idOf(stage(content));
  await idOf(confirm(second));
  expect((await listContributionFiles(store.db, department)).map(({ state }) => state)).toEqual([
    'confirmed',
    'dropped',
  ]);
});

test('a month that is not open books nothing and pays nothing', async () => {
  const person = await registered(store.db, '001');
  await idOf(enrol(person));
  const file = await idOf(stage(residentFile(['001', '2024', '380', 'T1'])));
  const late = await done(store.db, (trx) =>
    confirmFile(trx, charts, { ...handOn('2024-07-01', reviewer), department, file }),
  );
  expect(refusalIn(late)).toBe('period-not-opened');
  expect(await listDues(store.db, person)).toMatchObject([{ paid: 0 }]);
  expect(await spellsOf(person)).toEqual([]);
});

test('an employee’s month is reckoned, paid by both, and booked by fund; who leaves is not reckoned any more', async () => {
  const person = await registered(store.db, '001');
  const employ = (change = {}) =>
    done(store.db, (trx) =>
      enrolEmployee(trx, {
        ...handOn(today, clerk),
        department,
        person,
        employer,
        kind: 'in-service',
        wage: 600_000,
        fromMonth: '2024-04',
        civilServant: false,
        ...change,
      }),
    );
  const id = await idOf(employ());
  expect(await employ({ id })).toEqual({ id, again: true });
  expect(refusalIn(await employ({ id, wage: 1 }))).toBe('id-used');
  expect(refusalIn(await employ())).toBe('spell-overlaps');
  const reckon = (month: string) =>
    done(store.db, (trx) => reckonMonth(trx, parameters, { ...handOn(today), department, month, employer: null }));
  expect(await reckon('2024-05')).toEqual({ made: 1, amount: 600_00, standing: 0 });
  expect(await reckon('2024-05')).toEqual({ made: 0, amount: 0, standing: 1 });
  const rows = [
    ['统一社会信用代码', '姓名', '身份证号', '费款所属期', '个人缴费', '单位缴费', '入库日期'],
    [employer, '参保人001', numberOf('001'), '202405', '120', '480', '2024-05-20'],
  ];
  const file = await idOf(stage(asFile(rows), 'employee'));
  expect(await matchesOf(file)).toEqual([['matched', 600_00, 0]]);
  await idOf(confirm(file));
  expect(await balances()).toEqual({
    'income-account-deposit employee-personal': 120_00,
    'income-account-deposit employee-pooled': 480_00,
    'premium-income employee-personal': -120_00,
    'premium-income employee-pooled': -480_00,
  });
  const stop = (lastMonth: string) =>
    done(store.db, (trx) => stopEmployee(trx, { ...handOn(today), id, department, person, lastMonth, reason: '离职' }));
  expect(refusalIn(await stop('2024-03'))).toBe('date-malformed');
  expect(await stop('2024-05')).toEqual({ id, again: false });
  expect(await stop('2024-05')).toEqual({ id, again: true });
  expect(refusalIn(await stop('2024-06'))).toBe('entry-ended');
  expect(await reckon('2024-06')).toEqual({ made: 0, amount: 0, standing: 0 });
  expect(await spellsOf(person)).toEqual([['employee', '2024-04-01', '2024-05-31']]);
  // 续保: from another month on, with an id of its own.
  await idOf(employ({ fromMonth: '2024-06' }));
  expect(await reckon('2024-06')).toMatchObject({ made: 1 });
});

test('a resident paid for while employed is held for a refund', async () => {
  const person = await registered(store.db, '001');
  await idOf(enrol(person));
  await done(store.db, (trx) =>
    enterSpell(trx, {
      ...handOn(today),
      person,
      scheme: 'employee',
      area: '990101',
      member: 'in-service',
      civilServant: false,
      from: '2024-03-01',
      to: null,
      waitingUntil: null,
    }),
  );
  const file = await idOf(stage(residentFile(['001', '2024', '380', 'T1'])));
  expect(await matchesOf(file)).toEqual([['employed', 0, 380_00]]);
});

test('many are enrolled as one is, and who is refused is named', async () => {
  const people = await Promise.all(['001', '002', '003'].map((order) => registered(store.db, order)));
  const [first = '', second = '', third = ''] = people;
  await categorised(second, 'special-hardship');
  await done(store.db, (trx) => enterDeath(trx, { ...handOn(today), person: third, diedOn: '2023-10-01' }));
  const rows = [first, second, third, newId(), first].map((person) => ({
    id: newId(),
    person,
    year: 2024,
    enrolledOn: '2023-11-20',
  }));
  const outcomes = await done(store.db, (trx) =>
    enrolResidents(trx, parameters, { ...handOn(today), department, rows }),
  );
  if ('refusal' in outcomes) throw new Error('refused');
  expect(outcomes.map((one) => ('done' in one ? 'done' : one.refused.id))).toEqual([
    'done',
    'done',
    'person-dead',
    'person-unknown',
    'enrolled-already',
  ]);
  expect(await spellsOf(second)).toEqual([['resident', '2024-01-01', '2024-12-31']]);
  expect((await listToRenew(store.db, department, 2025, 10)).toSorted()).toEqual([first, second].toSorted());
});
