import { addDepartment, addUnit } from '@mingzhang/bureau';
import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  await addUnit(store.db, {
    id: 'cloud-office',
    department: 'cloud',
    name: '云泽县医疗保障局',
    nature: 'administrative',
    position: 1,
  });
  maker = await signedIn(store.db, ['department-accountant'], { name: '编制人' });
  checker = await signedIn(store.db, ['department-reviewer', 'department-accountant'], { name: '复核人' });
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

async function ask(who: SignedIn, method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    headers: { host: 'localhost', cookie: who.cookie },
    ...(body === undefined ? {} : { payload: body }),
  });
  const json = response.json() as Record<string, unknown>;
  return {
    status: response.statusCode,
    refusal: response.statusCode < 400 ? null : String(json.type).replace('/api/docs/refusals/', ''),
    json,
  };
}

async function upload(
  who: SignedIn,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const boundary = 'x-test-boundary';
  const texts = { unit: 'cloud-office', year: '2024', kind: 'documents', ...fields };
  const parts = Object.entries(texts).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="指标.csv"\r\n\r\n`;
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + file),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const response = await app.inject({
    method: 'POST',
    url: '/api/office/imports',
    headers: {
      host: 'localhost',
      cookie: who.cookie,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  });
  const json = response.json() as Record<string, unknown>;
  return {
    status: response.statusCode,
    refusal: response.statusCode < 400 ? null : String(json.type).replace('/api/docs/refusals/', ''),
    json,
  };
}

const heads = '指标文号,指标类型,下达日期,项目代码,项目名称,项目类别,功能分类科目,资金性质,预算级次,指标金额（元）';
const row = (number: number, amount: string): string =>
  `云财预〔2024〕${number}号,年初预算,2024/2/1,T1,基金监管,特定目标类,2101505-医疗保障政策管理,一般公共预算,县级,${amount}`;

test('handed in, looked at, committed by another, and there', async () => {
  const staged = await upload(maker, `${heads}\n${row(1, '"1,000.00"')}\n${row(2, '20')}\n`);
  expect(staged.status).toBe(201);
  const id = String(staged.json.id);
  const preview = await ask(maker, 'GET', `/api/office/imports/${id}?unit=cloud-office`);
  expect(preview.json).toMatchObject({
    import: { file: '指标.csv', maker: '编制人', commit: null },
    rows: 2,
    errors: 0,
    total: '1020.00',
    sums: [{ functionCode: '2101505', name: '医疗保障政策管理', rows: 2, amount: '1020.00' }],
    projects: [{ code: 'T1', name: '基金监管' }],
    added: 2,
    unchanged: 0,
  });
  const commit = (who: SignedIn): Promise<Answer> =>
    ask(who, 'POST', `/api/office/imports/${id}/commit`, { unit: 'cloud-office' });
  expect((await commit(maker)).refusal).toBe('access#action-not-permitted');
  expect((await commit(checker)).json).toEqual({ added: 2, changed: 0, unchanged: 0, again: false });
  expect((await commit(checker)).json).toEqual({ added: 2, changed: 0, unchanged: 0, again: true });
  expect((await ask(maker, 'GET', `/api/office/imports/${id}/progress?unit=cloud-office`)).json).toEqual({
    progress: null,
  });
  const ledger = (await ask(maker, 'GET', '/api/office/budget-ledger?unit=cloud-office&year=2024')).json;
  expect(ledger).toMatchObject({ total: { annual: '1020.00' } });
  const { imports } = (await ask(maker, 'GET', '/api/office/imports?unit=cloud-office&year=2024')).json;
  expect((imports as { id: string }[]).find((one) => one.id === id)).toMatchObject({
    commit: { added: 2, committer: '复核人' },
  });
  expect((await upload(maker, `${heads}\n${row(1, '"1,000.00"')}\n${row(2, '20')}\n`)).json).toEqual({
    id,
    again: true,
  });
});

test('who hands a file in does not commit it', async () => {
  const id = String((await upload(checker, `${heads}\n${row(5, '1')}\n`)).json.id);
  expect((await ask(checker, 'POST', `/api/office/imports/${id}/commit`, { unit: 'cloud-office' })).refusal).toBe(
    'access#checker-is-maker',
  );
});

test('a bad row is shown with its place, and nothing is imported', async () => {
  const id = String((await upload(maker, `${heads}\n${row(7, '5.00')}\n${row(8, '五元')}\n`)).json.id);
  const preview = (await ask(checker, 'GET', `/api/office/imports/${id}?unit=cloud-office`)).json;
  expect(preview).toMatchObject({
    errors: 1,
    problems: [{ id: 'amount-malformed', severity: 'error', row: 3, column: '指标金额（元）', value: '五元' }],
  });
  const answer = await ask(checker, 'POST', `/api/office/imports/${id}/commit`, { unit: 'cloud-office' });
  expect([answer.status, answer.refusal, answer.json.detail]).toEqual([
    422,
    'office-budget#import-faulty',
    '2行中有不能导入的，一行也没有导入。第3行“指标金额（元）”：金额“五元”不是数字。请填写元，可带千分位逗号。',
  ]);
});

test('files that are no tables, and columns that a person must name', async () => {
  expect((await upload(maker, '%PDF-1.7')).refusal).toBe('office-budget#import-unreadable');
  expect((await upload(maker, 'x', { kind: 'other' })).json.type).toBe('/api/docs/refusals#request-invalid');
  expect((await upload(maker, 'x', { mapping: '{' })).json.type).toBe('/api/docs/refusals#request-invalid');
  expect((await upload(maker, 'x', { unit: 'nowhere' })).refusal).toBe('office-budget#import-unit-unknown');
  const text = `${heads.replace('指标类型', '类')}\n${row(9, '1')}\n`;
  const unclear = String((await upload(maker, text)).json.id);
  const preview = (id: string): Promise<Answer> => ask(maker, 'GET', `/api/office/imports/${id}?unit=cloud-office`);
  expect((await preview(unclear)).refusal).toBe('office-budget#import-column-missing');
  const mapping = JSON.stringify({ columns: { kind: '类' }, constants: {}, sheet: null });
  const clear = String((await upload(maker, text, { mapping })).json.id);
  expect((await preview(clear)).json).toMatchObject({ errors: 0, added: 1 });
  expect((await preview('nothing')).refusal).toBe('office-budget#import-unknown');
  const wrong = JSON.stringify({ columns: { payee: '类' }, constants: {}, sheet: null });
  expect((await upload(maker, text, { mapping: wrong })).refusal).toBe('office-budget#import-mapping-malformed');
});

test('an export is held against the documents here; money is set aside for an order, and let go', async () => {
  const [year, unit] = [2023, 'cloud-branch'];
  await addUnit(store.db, {
    id: unit,
    department: 'cloud',
    name: '云泽县医疗保障局分局',
    nature: 'administrative',
    position: 2,
  });
  const file = `${heads}\n${row(61, '100')}\n`.replaceAll('2024', String(year));
  const staged = await upload(maker, file, { unit, year: String(year) });
  const reconcile = (): Promise<Answer> =>
    ask(maker, 'GET', `/api/office/document-reconciliation?unit=${unit}&year=${year}`);
  expect((await reconcile()).json).toMatchObject({
    import: staged.json.id,
    unread: 0,
    rows: [{ match: 'not-recorded', number: '云财预〔2023〕61号', rows: [2], exported: '100.00', recorded: '0.00' }],
  });
  const commit = await ask(checker, 'POST', `/api/office/imports/${String(staged.json.id)}/commit`, { unit });
  expect(commit.status).toBe(200);
  expect((await reconcile()).json).toMatchObject({ rows: [{ match: 'matched', lines: [] }] });
  const id = '01900000-0000-7000-8000-0000000000f1';
  const lines = [{ project: 'T1', functionCode: '2101505', source: 'general-public-budget', amount: '60.00' }];
  const reserve = (of: string, where = unit): Promise<Answer> =>
    ask(checker, 'POST', '/api/office/reservations', { unit: where, id: of, year, orderNumber: 'SQ1', lines });
  expect((await reserve(id)).status).toBe(201);
  expect((await reserve(id.replace('f1', 'f2'))).refusal).toBe('office-budget#available-negative');
  expect((await reserve(id, 'nowhere')).refusal).toBe('office-budget#reservation-unit-unknown');
  const list = (): Promise<Answer> => ask(maker, 'GET', `/api/office/reservations?unit=${unit}&year=${year}`);
  expect((await list()).json).toMatchObject({ reserved: '60.00', reservations: [{ orderNumber: 'SQ1', end: null }] });
  const release = (): Promise<Answer> => ask(checker, 'POST', `/api/office/reservations/${id}/release`, { unit });
  expect((await release()).status).toBe(200);
  expect((await release()).refusal).toBe('office-budget#reservation-ended');
  expect((await list()).json).toMatchObject({
    reserved: '0.00',
    reservations: [{ end: { payment: null, by: '复核人' } }],
  });
});
