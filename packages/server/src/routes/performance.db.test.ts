/** Performance from the door: who may, what is refused, and what is printed in the end. */
import {
  addDepartment,
  addProject,
  addUnit,
  checkDocument,
  drawUpDocument,
  keepAttachment,
  recordPayment,
} from '@mingzhang/bureau';
import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { shippedRules } from '@mingzhang/disclosure';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, openDoor } from '../testing/door.ts';

let store: Store;
let door: Door;
let accountant: SignedIn;
let reviewer: SignedIn;
let director: SignedIn;
let elsewhere: SignedIn;
let attachment: string;
const [department, unit, year] = ['cloud', 'cloud-office', 2024];
const today = '2025-03-01';
const at = new Date(`${today}T02:00:00Z`);

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await addDepartment(store.db, { id: department, name: '云泽县医疗保障局', area: '990101' });
  await addDepartment(store.db, { id: 'other', name: '他县医疗保障局', area: '990103' });
  await addUnit(store.db, { id: unit, department, name: '机关', nature: 'administrative', position: 0 });
  accountant = await signedIn(store.db, ['department-accountant', 'department-reviewer'], {
    name: '林知微',
    department,
  });
  reviewer = await signedIn(store.db, ['department-reviewer'], { name: '周慎行', department });
  director = await signedIn(store.db, ['director'], { name: '贺长清', department });
  elsewhere = await signedIn(store.db, ['department-accountant'], { department: 'other' });
  attachment = await keepAttachment(store.db, {
    name: '台账.txt',
    mediaType: 'text/plain',
    bytes: Buffer.from('台账'),
    by: accountant.personId,
    at,
  });
  await store.db.transaction().execute(async (trx) => {
    const by = { by: accountant.personId, at };
    const project = {
      code: 'XM-1',
      name: '基金监管',
      kind: 'specific' as const,
      parent: null,
      functionCode: '2101505',
      firstYear: 2023,
      lastYear: null,
      topic: null,
    };
    await addProject(trx, { unitId: unit, project, ...by });
    const item = { project: 'XM-1', functionCode: '2101505', source: 'general-public-budget' as const };
    const line = { ...item, economyCode: null, level: 'county' as const, direct: false, amount: 90_000_00 };
    const document = {
      id: newId(),
      year,
      kind: 'start' as const,
      number: '云财预〔2024〕1号',
      date: '2024-02-01',
      text: '',
      centrallyHeld: false,
      corrects: null,
      lines: [line],
    };
    await drawUpDocument(trx, { unitId: unit, document, today, ...by });
    await checkDocument(trx, {
      unitId: unit,
      documentId: document.id,
      approved: true,
      reason: '',
      by: reviewer.personId,
      at,
    });
    const payment = {
      id: newId(),
      year,
      number: 'ZF-1',
      date: '2024-09-02',
      kind: 'direct' as const,
      payee: '云泽审计事务所',
      text: '',
      orderNumber: null,
      refunds: null,
      corrects: null,
      lines: [{ ...item, economyCode: '30227', level: null, amount: 81_000_00 }],
    };
    await recordPayment(trx, { unitId: unit, payment, today, ...by });
  });
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const post = (path: string, body: object, who = accountant): Promise<Answer> =>
  door.ask(who, 'POST', `/api/performance/${path}`, { department, ...body });

const indicator = (level1: string, level2: string, name: string, points: string, more: object = {}) => ({
  level1,
  level2,
  name,
  direction: 'up',
  target: '95',
  wholeTarget: '95',
  unit: '%',
  points,
  rule: 'share',
  ...more,
});

const content = {
  overview: '巡查定点机构。',
  basis: '监管条例。',
  necessity: '违规时有发生。',
  measures: '双人巡查。',
  plan: '每季一轮。',
  wholeGoal: '',
  annualGoal: '定点机构巡查一遍。',
  indicators: [
    indicator('output', 'quantity', '巡查机构', '40', { target: '50', wholeTarget: '50', unit: '家' }),
    indicator('output', 'cost', '巡查经费', '10', { direction: 'down', target: '9', wholeTarget: '9', unit: '万元' }),
    indicator('benefit', 'social', '问题整改率', '30'),
    indicator('satisfaction', 'served', '群众满意度', '10', { target: '90', wholeTarget: '90' }),
  ],
};

test('from the rules to the printed form, each step by who may and by two', { timeout: 60_000 }, async () => {
  const rules = { id: newId(), fromYear: year, rules: shippedRules, document: '云财绩〔2024〕1号' };
  const goal = { id: newId(), year, subject: { unit, project: 'XM-1' }, content, replaces: null };
  expect((await post('rules', rules, director)).refusal).toBe('access#action-not-permitted');
  expect((await post('rules', rules, elsewhere)).refusal).toBe('access#action-not-permitted');
  expect((await post('goals', goal)).refusal).toBe('performance#rules-unconfirmed');
  expect((await post('rules', rules)).status).toBe(201);
  const passed = { returnedReason: null };
  expect(await post(`rules/${rules.id}/check`, passed)).toMatchObject({
    status: 409,
    refusal: 'access#checker-is-maker',
  });
  expect((await post(`rules/${rules.id}/check`, passed, reviewer)).status).toBe(200);

  const short = { ...content, indicators: content.indicators.slice(1) };
  expect(await post('goals', { ...goal, content: short })).toMatchObject({
    status: 422,
    refusal: 'performance#points-do-not-add-up',
  });
  expect((await post('goals', goal)).status).toBe(201);
  expect((await post('goals', { ...goal, id: newId() })).refusal).toBe('performance#goal-stands');

  const shown = { register: '巡查台账', attachment };
  const survey = { sample: 120, date: '2024-11-20', form: '电话回访' };
  const actuals = [
    {
      binding: { kind: 'declared', value: '45', survey: null, ...shown },
      reason: '雨季停巡',
      measure: '提前排班',
      targetTooLow: false,
    },
    { binding: { kind: 'execution' }, reason: '巡查未做完', measure: '提前排班', targetTooLow: false },
    {
      binding: { kind: 'declared', value: '97', survey: null, ...shown },
      reason: '',
      measure: '',
      targetTooLow: false,
    },
    { binding: { kind: 'declared', value: '93', survey, ...shown }, reason: '', measure: '', targetTooLow: false },
  ];
  const evaluation = { id: newId(), goal: goal.id, outcome: '巡查机构45家。', adjustment: '', actuals, replaces: null };
  expect((await post('evaluations', evaluation)).refusal).toBe('performance#goal-not-checked');
  expect((await post(`goals/${goal.id}/check`, passed)).refusal).toBe('access#checker-is-maker');
  expect((await post(`goals/${goal.id}/check`, passed, reviewer)).status).toBe(200);

  const silent = { ...evaluation, actuals: actuals.map((one) => ({ ...one, reason: '' })) };
  expect((await post('evaluations', silent)).refusal).toBe('performance#reason-missing');
  const bare = actuals.with(2, { ...actuals[2], binding: { ...actuals[2]?.binding, attachment: '' } } as never);
  expect((await post('evaluations', { ...evaluation, actuals: bare })).refusal).toBe('performance#evidence-missing');
  const preview = await post('evaluations/preview', evaluation);
  // 45 of 50 of 40 points, 90 % spent, and a cost that was saved on what was not done.
  expect(preview.json).toMatchObject({ total: '94', grade: '优', execution: { score: '9', rate: '90' } });
  expect((await post('evaluations', evaluation)).status).toBe(201);
  expect((await post(`evaluations/${evaluation.id}/check`, passed)).refusal).toBe('access#checker-is-maker');
  expect((await post(`evaluations/${evaluation.id}/check`, passed, reviewer)).status).toBe(200);

  const review = { id: newId(), evaluation: evaluation.id, score: '92', opinion: '完成情况属实。' };
  expect((await post('reviews', review)).refusal).toBe('access#checker-is-maker');
  expect((await post('reviews', review, director)).status).toBe(201);
  const use = { id: newId(), evaluation: evaluation.id, kind: 'reduced', amount: '5000.00', note: '按实际核减。' };
  expect((await post('uses', { ...use, amount: null }, director)).refusal).toBe('performance#use-amount-unfit');
  expect((await post('uses', use, director)).status).toBe(201);

  const of = await door.ask(reviewer, 'GET', `/api/performance?department=${department}&year=${year}`);
  expect(of.json).toMatchObject({
    goals: [
      {
        name: '基金监管',
        state: 'checked',
        evaluation: { score: '94', review: { score: '92' }, use: { kind: 'reduced' } },
      },
    ],
    without: [],
    alike: [],
  });
  const forms = await door.ask(
    reviewer,
    'GET',
    `/api/performance/forms?department=${department}&year=${year}&family=hunan`,
  );
  const { forms: printed } = forms.json as {
    forms: readonly { title: string; rows: readonly (readonly { text: string }[])[] }[];
  };
  expect(printed.map(({ title }) => title)).toEqual(['项目支出绩效自评表']);
  const total = printed[0]?.rows.at(-1)?.map(({ text }) => text);
  expect(total).toEqual(['总分', '100', '94', '']);
  expect((await door.ask(elsewhere, 'GET', `/api/performance?department=${department}&year=${year}`)).status).toBe(403);
});
