/** Applications, funds and warnings on a database. */
import { createHash } from 'node:crypto';
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityKey } from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { computedFigures } from '../catalogue.ts';
import { FigureReader } from '../figures/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { cancelSettlement, settledYears, settleVisit } from '../settlement/index.ts';
import { department, insured, setUpFunds, stay } from '../settlement/testing.ts';
import { verifiers } from '../verify.ts';
import {
  type ApplyCommand,
  applyForAssistance,
  checkApplication,
  findApplication,
  listApplications,
  type ReviewApplicationCommand,
  recogniseApplication,
  reviewApplication,
  withdrawApplication,
} from './applications.ts';
import {
  assistanceBalance,
  assistanceFundYears,
  checkSource,
  enterSource,
  listSources,
  withdrawSource,
} from './funds.ts';
import {
  acknowledgePush,
  findBurdenPush,
  listBurdenEvents,
  listBurdenPushes,
  pushBurdens,
  scanBurdens,
} from './warnings.ts';

const key = identityKey(Buffer.alloc(32, 7));
const [clerk, reviewer] = [newId(), newId()];
const day = { at: new Date('2024-06-30T05:00:00Z'), today: '2024-06-30' };

let store: Store;
let charts: Charts;
let parameters: ParameterSet;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  const shipped = await parametersOf(store.db);
  const benefit = shipped.rows.flatMap(({ area, key: name, from, value }) =>
    name.startsWith('assistance/benefit/illness-poverty/') && value !== null
      ? [{ area, key: name, from, value, document: '试验', by: '周敏' }]
      : [],
  );
  const warning = (kind: string, value: number) => {
    return {
      area: 'national',
      key: `assistance/warning/line/${kind}`,
      from: '2021-01-01',
      value,
      document: '试验',
      by: '周敏',
    };
  };
  const income = {
    area: 'hunan',
    key: 'assistance/benefit/income-per-capita',
    from: '2024-01-01',
    value: 400_000,
    document: '试验',
    by: '周敏',
  };
  parameters = shipped.confirming([...benefit, income, warning('vulnerable', 200_000), warning('ordinary', 450_000)]);
});
afterAll(() => store.close());

const hand = (id: string, by = clerk) => ({ id, department, by, ...day });

function application(person: string): ApplyCommand {
  return {
    ...hand(newId()),
    person,
    year: 2024,
    category: 'illness-poverty',
    householdSize: 3,
    householdIncome: 500_000,
    householdExpense: 900_000,
    facts: '户主重病，妻务农，子在读',
    submittedOn: '2024-06-28',
    attachments: [{ sha256: 'a'.repeat(64), name: '申请书.pdf' }],
    payee: { name: '沈青禾', bank: '青禾农商行', account: '6230580000012345678' },
  };
}

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

const apply = (command: ApplyCommand) => outcome(applyForAssistance(store.db, key, command));
const check = (id: string) => outcome(checkApplication(store.db, { ...hand(id), text: '青禾镇核查表' }));
const recognise = (id: string) => outcome(recogniseApplication(store.db, { ...hand(id), text: '青民认〔2024〕8号' }));
const review = (id: string, more: Partial<ReviewApplicationCommand> = {}) =>
  outcome(
    reviewApplication(store.db, charts, parameters, {
      ...hand(id, reviewer),
      decision: 'approve',
      text: '',
      settlement: newId(),
      ...more,
    }),
  );
const found = (id: string) => findApplication(store.db, key, parameters, { id, today: day.today });
let minutes = 0;
/** Each later than all before: what is looked at since the last look goes by the time of settling. */
const later = (): Date => {
  minutes += 1;
  return new Date(day.at.getTime() + minutes * 60_000);
};
const settle = async (person: string, number: string) => {
  const command = { ...stay(person, number, clerk), at: later() };
  const done = await settleVisit(store.db, charts, parameters, command);
  if ('refusal' in done) throw new Error(done.refusal.message);
  return command.id;
};

async function failures(): Promise<readonly string[]> {
  return (await Promise.all(verifiers.map(({ run }) => run(store.db)))).flatMap((one) => one.failures);
}

test('an application goes past township, civil affairs and the bureau, and is paid out of the assistance fund', async () => {
  const person = await insured(store.db, '001');
  await settle(person, 'ZY-1');
  const command = application(person);
  expect(await apply(command)).toBe('new');
  expect(await apply(command)).toBe('again');
  expect(await apply({ ...command, householdSize: 4 })).toBe('assistance id-used');
  expect(await apply(application(person))).toBe('assistance application-standing');
  expect(await recognise(command.id)).toBe('assistance state-unfit');
  expect(await check(command.id)).toBe('new');
  expect(await recognise(command.id)).toBe('new');
  // 2640.00 were left; 25 % of 4000.00 income a head come off, 60 % of 1640.00 are paid.
  expect(await found(command.id)).toMatchObject({
    state: 'recognised',
    expected: { burden: 264_000, paid: 98_400 },
    letter: null,
  });
  expect(await review(command.id, { by: clerk })).toBe('access checker-is-maker');
  const settlement = newId();
  expect(await review(command.id, { settlement })).toBe('new');
  const paid = await found(command.id);
  expect(paid).toMatchObject({ state: 'approved', paid: 98_400, burden: 264_000, settlement });
  expect(paid?.letter?.paragraphs[1]).toBe(
    '您于2024-06-28提出的2024年度医疗救助申请，经乡镇（街道）核查、民政部门认定（青民认〔2024〕8号）为因病致贫重病患者，我局审核，当年政策范围内个人负担2640.00元，核定救助984.00元，拨付到您在青禾农商行的账户（尾号5678）。',
  );
  // What is left after it draws again only above what was used of the threshold: 60 % of 1656.00.
  const more = { ...application(person), householdIncome: 300_000 };
  await apply(more);
  await check(more.id);
  expect(await recognise(more.id)).toBe('new');
  expect(await found(more.id)).toMatchObject({ expected: { burden: 165_600, paid: 99_360 } });
  expect(await failures()).toEqual([]);
});

test('an application is returned, withdrawn or rejected, each with its reason and letter', async () => {
  const person = await insured(store.db, '002');
  const first = application(person);
  await apply(first);
  const withdraw = (text: string) => outcome(withdrawApplication(store.db, { ...hand(first.id), text }));
  expect(await withdraw('')).toBe('assistance text-malformed');
  expect(await withdraw('家中已有商业保险赔付')).toBe('new');
  expect((await found(first.id))?.letter?.title).toBe('医疗救助申请终止告知书');
  const second = application(person);
  await apply(second);
  await check(second.id);
  await recognise(second.id);
  expect(await review(second.id)).toBe('assistance burden-below-share');
  expect((await found(second.id))?.obstacle).toContain('没有达到家庭收入5000.00元的50%');
  expect(await review(second.id, { decision: 'return', text: '收入待核' })).toBe('new');
  expect(await recognise(second.id)).toBe('new');
  expect(await review(second.id, { decision: 'reject', text: '' })).toBe('assistance text-malformed');
  expect(await review(second.id, { decision: 'reject', text: '负担没有达到家庭收入的一半' })).toBe('new');
  expect((await found(second.id))?.letter?.paragraphs[1]).toContain('理由：负担没有达到家庭收入的一半。');
  expect((await listApplications(store.db, { department, state: 'rejected' })).map(({ id }) => id)).toEqual([
    second.id,
  ]);
});

test('who has nothing to be assisted, no cover, or is nobody', async () => {
  const rich = { ...application(await insured(store.db, '003')), householdIncome: 0 };
  for (const step of [() => apply(rich), () => check(rich.id), () => recognise(rich.id)])
    expect(await step()).toBe('new');
  expect(await review(rich.id)).toBe('assistance nothing-to-pay');
  const earlier = { ...application(await insured(store.db, '004')), year: 2023 };
  for (const step of [() => apply(earlier), () => check(earlier.id), () => recognise(earlier.id)]) await step();
  expect(await review(earlier.id)).toBe('assistance not-insured-in-year');
  expect(await apply(application(newId()))).toBe('registry person-unknown');
  expect(await apply({ ...application(newId()), id: '1' })).toBe('assistance id-malformed');
  expect(await apply({ ...application(newId()), department: 'nowhere' })).toBe('assistance department-unknown');
  expect(await check(newId())).toBe('assistance record-unknown');
});

test('who passes the line is listed, pushed once, and said to be below again after a cancellation', async () => {
  const [poor, ordinary, both] = [
    await insured(store.db, '010', { category: 'monitored' }),
    await insured(store.db, '011'),
    await insured(store.db, '012'),
  ];
  // 监测对象 draw no assistance here until it is confirmed; 2640.00 are left of a first stay, 2320.00 of the second.
  const supposing = parameters.confirming(
    parameters.rows.flatMap(({ area, key: name, from, value }) =>
      name.startsWith('assistance/benefit/monitored/') && value !== null
        ? [{ area, key: name, from, value: name.endsWith('/ratio') ? 0 : value, document: '试验', by: '周敏' }]
        : [],
    ),
  );
  const before = parameters;
  parameters = supposing;
  await settle(poor, 'ZY-1');
  await settle(ordinary, 'ZY-1');
  await settle(both, 'ZY-1');
  const scan = (all = false) => scanBurdens(store.db, parameters, { department, year: 2024, all, by: clerk, ...day });
  expect(await scan()).toMatchObject({ looked: 'all', above: 1, below: 0 });
  expect(await scan()).toMatchObject({ looked: 'since-last', above: 0, below: 0 });
  await settle(ordinary, 'ZY-2');
  const second = await settle(both, 'ZY-2');
  expect(await scan()).toMatchObject({ above: 2, below: 0 });
  const push = { ...hand(newId()), year: 2024, recipient: '青禾县防返贫监测中心' };
  expect(await outcome(pushBurdens(store.db, key, push))).toBe('new');
  expect(await outcome(pushBurdens(store.db, key, push))).toBe('again');
  expect(await outcome(pushBurdens(store.db, key, { ...push, id: newId() }))).toBe('assistance nothing-to-push');
  const file = (await findBurdenPush(store.db, push.id))?.content ?? '';
  expect(file.split('\r\n')).toHaveLength(5);
  expect(file).toContain('参保人011,990101********');
  expect(file).toContain(',2024,4960.00,4500.00,一般参保人员,达到预警线,2024-06-30');
  expect(file).not.toMatch(/\d{17}[\dX]/);
  const [pushed] = await listBurdenPushes(store.db, department);
  expect(pushed).toMatchObject({
    events: 3,
    sha256: createHash('sha256').update(file).digest('hex'),
    acknowledgedOn: null,
  });
  const acknowledge = (on: string) =>
    outcome(acknowledgePush(store.db, { ...hand(push.id), recipientPerson: '何监测', on }));
  expect(await acknowledge('2024-06-29')).toBe('assistance date-malformed');
  expect(await acknowledge('2024-06-30')).toBe('new');
  expect(await acknowledge('2024-06-30')).toBe('again');
  await cancelSettlement(store.db, charts, {
    department,
    person: both,
    id: newId(),
    cancels: second,
    reason: '传错',
    by: reviewer,
    ...day,
    at: later(),
  });
  expect(await scan()).toMatchObject({ above: 0, below: 1 });
  expect(await scan(true)).toMatchObject({ looked: 'all', above: 0, below: 0 });
  const events = (await listBurdenEvents(store.db, key, { department, year: 2024 })).filter(
    ({ person }) => person === both,
  );
  expect(events.map(({ direction, push: of }) => [direction, of === null])).toEqual([
    ['below', true],
    ['above', false],
  ]);
  expect(events[1]?.letter?.paragraphs[1]).toContain('累计4960.00元，已达到预警线4500.00元');
  // The letter does not say before it is so that others were told.
  for (const { letter, push } of events) {
    if (letter !== null) expect(letter.paragraphs[2]).toContain(push === null ? '将按规定告知' : '已按规定告知');
  }
  expect(await failures()).toEqual([]);
  parameters = before;
});

test('without confirmed lines nobody is warned of', async () => {
  const shipped = await parametersOf(store.db);
  const command = { department, year: 2024, all: true, by: clerk, ...day };
  expect(await outcome(scanBurdens(store.db, shipped, command))).toBe('assistance line-unconfirmed');
});

test('money by source: entered by one, checked by another, counted against the limit', async () => {
  const assisted = application(await insured(store.db, '020'));
  await settle(assisted.person, 'ZY-1');
  await apply(assisted);
  await check(assisted.id);
  await recognise(assisted.id);
  expect(await review(assisted.id)).toBe('new');
  const enter = async (kind: string, level: string, amount: number, more: object = {}) => {
    const command = {
      ...hand(newId()),
      year: 2024,
      kind,
      level,
      purpose: '',
      amount,
      document: '财社〔2024〕1号',
      dated: '2024-05-06',
      ...more,
    };
    expect(await outcome(enterSource(store.db, command))).toBe('new');
    expect(await outcome(enterSource(store.db, command))).toBe('again');
    return command.id;
  };
  expect(await assistanceFundYears(store.db, department)).toEqual([2024]);
  await enter('budget', 'county', 5_000, { year: 2023 });
  expect(await assistanceFundYears(store.db, department)).toEqual([2024, 2023]);
  expect(await settledYears(store.db, department)).toEqual([2024]);
  expect(await settledYears(store.db, 'nobody')).toEqual([]);
  const central = await enter('received', 'central', 100_000);
  const wrong = await enter('received', 'donation', 700_000);
  await enter('carried-over', 'other', 20_000);
  expect(await outcome(checkSource(store.db, hand(central)))).toBe('access checker-is-maker');
  const balance = () => assistanceBalance(store.db, parameters, { department, year: 2024 });
  const spent = (await balance())?.spent ?? -1;
  expect(spent).toBeGreaterThan(0);
  expect(await balance()).toMatchObject({ raised: 0 });
  for (const { id } of await listSources(store.db, { department, year: 2024 })) {
    expect(await outcome(checkSource(store.db, hand(id, reviewer)))).toBe('new');
  }
  expect(await balance()).toMatchObject({
    carriedOver: 20_000,
    raised: 800_000,
    balance: 820_000 - spent,
    limit: 120_000,
    beyond: true,
  });
  expect(await outcome(withdrawSource(store.db, { ...hand(wrong, reviewer), reason: '' }))).toBe(
    'assistance text-malformed',
  );
  expect(await outcome(withdrawSource(store.db, { ...hand(wrong, reviewer), reason: '重复登记' }))).toBe('new');
  expect(await balance()).toMatchObject({ raised: 100_000, beyond: 120_000 - spent > 15_000 });
  expect(await outcome(withdrawSource(store.db, { ...hand(newId()), reason: '错' }))).toBe('assistance record-unknown');
  const reader = new FigureReader(store.db, computedFigures());
  const figureOf = async (figure: string, at = {}) =>
    (await reader.value(figure, { department, year: 2024, at })).value;
  expect(await figureOf('assistance-funds-raised')).toBe('1000.00');
  expect(await figureOf('assistance-payments')).toBe(await figureOf('assistance-expenditure'));
});
