import { addDepartment, addUnit } from '@mingzhang/bureau';
import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../app.ts';

let store: Store;
let app: FastifyInstance;
let maker: SignedIn;
let checker: SignedIn;

beforeAll(async () => {
  store = await testDatabase();
  const pool = {
    audit: () => Promise.reject(new Error('nothing is audited here')),
    load: () => ({ running: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  app = await createApp({ db: store.db, pool, checks: [], version: '0.0.0', webRoot: null });
  await addDepartment(store.db, { id: 'cloud', name: '云泽县医疗保障局', area: '990101' });
  for (const [position, id] of ['cloud-office', 'cloud-centre'].entries()) {
    await addUnit(store.db, { id, department: 'cloud', name: id, nature: 'administrative', position });
  }
  maker = await signedIn(store.db, ['department-accountant'], { name: '编制人' });
  checker = await signedIn(store.db, ['department-reviewer'], { name: '复核人' });
});

afterAll(async () => {
  await app.close();
  await store.close();
});

interface Answer {
  readonly status: number;
  readonly refusal: string | null;
  readonly json: Record<string, unknown>;
}

async function ask(
  who: SignedIn | null,
  method: 'GET' | 'POST',
  url: string,
  body?: object,
  key?: string,
): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    headers: {
      host: 'localhost',
      ...(who === null ? {} : { cookie: who.cookie }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  const json = response.json() as Record<string, unknown>;
  const refusal = response.statusCode < 400 ? null : String(json.type).replace('/api/docs/refusals/', '');
  return { status: response.statusCode, refusal, json };
}

const unit = 'cloud-office';
const project = {
  unit,
  code: 'T101',
  name: '基金监管',
  kind: 'specific',
  parent: null,
  functionCode: '2101505',
  firstYear: 2024,
  lastYear: null,
  topic: 'inspection',
};
const line = {
  project: 'T101',
  functionCode: '2101505',
  economyCode: null,
  source: 'general-public-budget',
  level: 'county',
  direct: false,
  amount: '80.00',
};

function document(changes: object = {}): { readonly id: string } & Record<string, unknown> {
  return {
    unit,
    id: newId(),
    year: 2024,
    kind: 'start',
    number: '云财预〔2024〕1号',
    date: '2024-02-01',
    text: '',
    centrallyHeld: false,
    corrects: null,
    lines: [line],
    ...changes,
  };
}

function payment(changes: object = {}): { readonly id: string } & Record<string, unknown> {
  const { level: _, direct: __, ...rest } = line;
  return {
    unit,
    id: newId(),
    year: 2024,
    number: 'ZF1',
    date: '2024-03-05',
    kind: 'direct',
    payee: '云泽县办公用品店',
    text: '办公用品',
    orderNumber: null,
    refunds: null,
    corrects: null,
    lines: [{ ...rest, level: null, economyCode: '30201', amount: '20.00' }],
    ...changes,
  };
}

describe('from the project to the budget ledger', { shuffle: false }, () => {
  const start = document();

  test('a project, a document of one person, approved by another', async () => {
    expect((await ask(maker, 'POST', '/api/office/projects', project)).status).toBe(201);
    expect(await ask(maker, 'POST', '/api/office/projects', { ...project, name: '别的' })).toMatchObject({
      status: 422,
      refusal: 'office-budget#project-code-used',
    });
    expect((await ask(maker, 'POST', '/api/office/budget-documents', start)).status).toBe(201);
    const check = (who: SignedIn, body: object = {}): Promise<Answer> =>
      ask(who, 'POST', `/api/office/budget-documents/${start.id}/check`, { unit, approved: true, reason: '', ...body });
    expect((await check(maker)).refusal).toBe('access#action-not-permitted');
    const both = await signedIn(store.db, ['department-accountant', 'department-reviewer'], { name: '一人' });
    const own = document({ number: '云财预〔2024〕2号' });
    expect((await ask(both, 'POST', '/api/office/budget-documents', own)).status).toBe(201);
    expect(
      await ask(both, 'POST', `/api/office/budget-documents/${own.id}/check`, { unit, approved: true, reason: '' }),
    ).toMatchObject({ status: 409, refusal: 'access#checker-is-maker' });
    expect((await check(checker)).status).toBe(200);
    expect((await check(checker)).refusal).toBe('office-budget#check-repeated');
    const { documents } = (await ask(checker, 'GET', `/api/office/budget-documents?unit=${unit}&year=2024`)).json as {
      documents: { id: string; state: string; maker: string; total: string; check: { checker: string } | null }[];
    };
    expect(documents.find(({ id }) => id === start.id)).toMatchObject({
      state: 'approved',
      maker: '编制人',
      total: '80.00',
      check: { checker: '复核人' },
    });
  });

  test('a payment, and not one fen too much', async () => {
    expect((await ask(maker, 'POST', '/api/office/payments', payment())).status).toBe(201);
    const lines = (payment().lines as object[]).map((one) => ({ ...one, amount: '60.01' }));
    const answer = await ask(maker, 'POST', '/api/office/payments', payment({ number: 'ZF2', lines }));
    expect([answer.refusal, answer.json.detail]).toEqual([
      'office-budget#available-negative',
      '项目“基金监管”、科目2101505、一般公共预算可用60.00元（全年预算80.00元，已支付20.00元，支付申请占用0.00元），不够60.01元。请核对金额和科目，或先登记下达、追加的指标。',
    ]);
    const { payments } = (await ask(maker, 'GET', `/api/office/payments?unit=${unit}&year=2024`)).json;
    expect(payments).toMatchObject([{ number: 'ZF1', total: '20.00', maker: '编制人', voucherId: null }]);
  });

  test('the ledger and the execution', async () => {
    const ledger = (await ask(checker, 'GET', `/api/office/budget-ledger?unit=${unit}&year=2024`)).json;
    expect(ledger).toMatchObject({
      rows: [
        { depth: 0, name: '特定目标类', available: '60.00' },
        { depth: 1, name: '基金监管', code: 'T101' },
        { depth: 2, code: '2101505', name: '医疗保障政策管理', source: 'general-public-budget', annual: '80.00' },
      ],
      total: { start: '80.00', annual: '80.00', paid: '20.00', available: '60.00', rate: '25.00' },
    });
    const execution = (await ask(checker, 'GET', `/api/office/budget-execution?unit=${unit}&year=2024`)).json;
    const months = execution.months as { month: string; paid: string; paidToDate: string; rate: string | null }[];
    expect(months).toHaveLength(12);
    expect(months[2]).toMatchObject({ month: '2024-03', paid: '20.00', paidToDate: '20.00', rate: '25.00' });
    expect(execution.items).toMatchObject([{ functionCode: '2101505', name: '医疗保障政策管理', rate: '25.00' }]);
  });
});

test('the same request again is answered the same; its key is not for another', async () => {
  const draft = document({ number: '云财预〔2024〕9号' });
  const send = (body: object): Promise<Answer> => ask(maker, 'POST', '/api/office/budget-documents', body, 'key-9');
  await ask(maker, 'POST', '/api/office/projects', project);
  expect([(await send(draft)).status, (await send(draft)).status]).toEqual([201, 201]);
  expect((await send({ ...draft, text: '别的' })).json.type).toBe('/api/docs/refusals#idempotency-key-reused');
  // Without a key the id tells.
  expect((await ask(maker, 'POST', '/api/office/budget-documents', draft)).status).toBe(201);
  expect((await ask(maker, 'POST', '/api/office/budget-documents', { ...draft, text: '别的' })).refusal).toBe(
    'office-budget#document-id-used',
  );
  // What was refused can be tried again under the same key.
  const bad = document({ number: '', text: '再试' });
  const again = (body: object): Promise<Answer> => ask(maker, 'POST', '/api/office/budget-documents', body, 'key-10');
  expect((await again(bad)).refusal).toBe('office-budget#document-number-malformed');
  expect((await again({ ...bad, number: '云财预〔2024〕10号' })).status).toBe(201);
});

test('who may not is refused, and where', async () => {
  const elsewhere = await signedIn(store.db, ['department-accountant'], { department: 'cloud', unit: 'cloud-centre' });
  const auditor = await signedIn(store.db, ['auditor']);
  const clerk = await signedIn(store.db, ['desk-clerk']);
  const path = `/api/office/budget-ledger?unit=${unit}&year=2024`;
  expect((await ask(null, 'GET', path)).refusal).toBe('access#sign-in-required');
  expect((await ask(clerk, 'GET', path)).refusal).toBe('access#action-not-permitted');
  expect((await ask(elsewhere, 'GET', path)).refusal).toBe('access#action-not-permitted');
  expect((await ask(auditor, 'GET', path)).status).toBe(200);
  expect((await ask(auditor, 'POST', '/api/office/payments', payment())).refusal).toBe('access#action-not-permitted');
  expect((await ask(maker, 'POST', '/api/office/payments', payment({ unit: 'nowhere' }))).refusal).toBe(
    'office-budget#payment-unit-unknown',
  );
  expect((await ask(maker, 'POST', '/api/office/payments', payment({ year: 1999 }))).status).toBe(400);
});
