import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { salary, setUpBooks, unit } from '../../testing/books.ts';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let accountant: SignedIn;
let reviewer: SignedIn;
let auditor: SignedIn;
let elsewhere: SignedIn;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpBooks(store, '2024-03');
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微', department: 'cloud' });
  reviewer = await signedIn(store.db, ['department-reviewer'], { name: '周慎行' });
  auditor = await signedIn(store.db, ['auditor']);
  elsewhere = await signedIn(store.db, ['department-accountant'], { department: 'cloud', unit: 'cloud-centre' });
});

afterAll(async () => {
  await door.app.close();
  await store.close();
});

function draft(change: object = {}): { readonly id: string } & Record<string, unknown> {
  return {
    id: newId(),
    unit,
    date: '2024-03-15',
    content: { rule: 'salary-paid-by-treasury', lines: [{ amount: '120.50', dimensions: salary }] },
    paymentOrder: '24-0001',
    ...change,
  };
}

const submit = (body: object, who = accountant): Promise<Answer> => door.ask(who, 'POST', '/api/office/vouchers', body);
const step = (name: string, id: string, who: SignedIn, more: object = {}): Promise<Answer> =>
  door.ask(who, 'POST', `/api/office/vouchers/${id}/${name}`, { unit, ...more });
const find = (id: string): Promise<Answer> => door.ask(auditor, 'GET', `/api/office/vouchers/${id}?unit=${unit}`);

async function booked(change: object = {}): Promise<string> {
  const body = draft(change);
  expect((await submit(body)).status).toBe(201);
  expect((await step('check', body.id, reviewer)).status).toBe(200);
  expect((await step('book', body.id, accountant)).status).toBe(200);
  return body.id;
}

describe('one voucher', () => {
  test('goes from the preview to the books, and every hand is named', async () => {
    const body = draft();
    const { id, ...preview } = body;
    const before = await door.ask(accountant, 'POST', '/api/office/voucher-previews', preview);
    expect(before.json).toMatchObject({ text: '财政直接支付工资', refusal: null });
    expect(before.json.entries[1]).toMatchObject({
      book: 'budgetary',
      debit: '120.50',
      legs: [
        { account: { code: '7101', name: '行政支出' }, debit: '120.50', credit: null, dimensions: salary },
        { account: { code: '6001' }, debit: null, credit: '120.50' },
      ],
    });
    expect(await submit(body)).toMatchObject({ status: 201, json: { id, again: false } });
    expect(await submit(body)).toMatchObject({ status: 201, json: { id, again: true } });
    expect(await step('check', id, accountant)).toMatchObject({ status: 403, refusal: 'access#action-not-permitted' });
    expect(await step('book', id, accountant)).toMatchObject({ status: 409, refusal: 'vouchers#voucher-state-unfit' });
    expect((await step('check', id, reviewer)).json).toMatchObject({ state: 'checked' });
    expect((await step('book', id, accountant)).json).toMatchObject({ state: 'booked', month: '2024-03' });
    expect((await find(id)).json).toMatchObject({
      state: 'booked',
      total: '120.50',
      maker: '林知微',
      checker: '周慎行',
      booker: '林知微',
      entries: [{ book: 'financial' }, { book: 'budgetary' }],
      content: { rule: 'salary-paid-by-treasury', lines: [{ amount: '120.50', dimensions: salary }] },
    });
  });

  test('the preview says what the submission would be refused for, and shows what it can', async () => {
    const { id: _, ...late } = draft({ date: '2024-05-01' });
    const answer = await door.ask(accountant, 'POST', '/api/office/voucher-previews', late);
    expect(answer.json).toMatchObject({ refusal: { type: '/api/docs/refusals/ledger#period-not-opened' } });
    expect(answer.json.entries).toHaveLength(2);
    const { id: __, ...none } = draft({ content: { rule: 'no-such-rule', lines: [] } });
    const other = await door.ask(accountant, 'POST', '/api/office/voucher-previews', none);
    expect(other.json).toMatchObject({ entries: [], refusal: { type: '/api/docs/refusals/ledger#event-not-covered' } });
  });

  test('is sent back, opens as it was filled in, and is revised', async () => {
    const body = draft({ content: { rule: 'asset-bought-by-treasury', choices: { asset: '1601' }, lines: [] } });
    const content = {
      ...(body.content as object),
      lines: [{ amount: '9.90', dimensions: { ...salary, economyCode: '31002' } }],
    };
    expect((await submit({ ...body, content })).status).toBe(201);
    expect(await step('return', body.id, reviewer, { reason: ' ' })).toMatchObject({
      refusal: 'vouchers#reason-missing',
    });
    expect((await step('return', body.id, reviewer, { reason: '金额应为99.00' })).json).toMatchObject({
      state: 'returned',
    });
    const { json } = await find(body.id);
    expect(json).toMatchObject({ state: 'returned', reason: '金额应为99.00', content });
    const { id, ...rest } = { ...body, content: { ...content, lines: [{ ...content.lines[0], amount: '99.00' }] } };
    const revise = (who: SignedIn) => door.ask(who, 'PUT', `/api/office/vouchers/${id}`, rest);
    expect((await revise(accountant)).status).toBe(200);
    expect((await find(id)).json).toMatchObject({ state: 'made', total: '99.00', reason: null });
    expect(await step('withdraw', id, accountant, { reason: '重复编制' })).toMatchObject({
      json: { state: 'withdrawn' },
    });
  });

  test('is taken back by another, and each names the other', async () => {
    const original = await booked();
    const back = await booked({ content: { takesBack: original, reason: '人员类别记错' }, paymentOrder: null });
    expect((await find(back)).json).toMatchObject({ takesBack: original, takenBackBy: null });
    expect((await find(original)).json).toMatchObject({ takesBack: null, takenBackBy: back });
    expect(await submit(draft({ content: { takesBack: original, reason: '再冲一次' } }))).toMatchObject({
      status: 409,
      refusal: 'ledger#reversal-repeated',
    });
  });

  test('is nobody’s business elsewhere', async () => {
    expect(await submit(draft(), elsewhere)).toMatchObject({ status: 403, refusal: 'access#action-not-permitted' });
    expect(await door.ask(elsewhere, 'GET', `/api/office/vouchers?unit=${unit}`)).toMatchObject({ status: 403 });
    expect(await door.ask(null, 'GET', `/api/office/vouchers?unit=${unit}`)).toMatchObject({ status: 401 });
    expect(await find(newId())).toMatchObject({ status: 404, refusal: 'vouchers#voucher-unknown' });
  });

  test('an amount that is none is not even read', async () => {
    const content = { rule: 'salary-paid-by-treasury', lines: [{ amount: '12,0.505', dimensions: salary }] };
    expect(await submit(draft({ content }))).toMatchObject({ status: 400, refusal: '#request-invalid' });
  });
});

test('several are checked and booked at once, each with its own answer', async () => {
  const bodies = [draft({ text: '一' }), draft({ text: '二' }), draft({ text: '三' })];
  for (const body of bodies) await submit(body);
  const ids = bodies.map(({ id }) => id);
  const unknown = newId();
  const batch = (name: string, who: SignedIn, list: readonly string[]) =>
    door.ask(who, 'POST', `/api/office/vouchers/${name}`, { unit, ids: list });
  const checked = await batch('check', reviewer, [...ids.slice(0, 2), unknown]);
  expect(checked.json.results).toMatchObject([
    { id: ids[0], done: { state: 'checked' }, refusal: null },
    { id: ids[1], done: { state: 'checked' }, refusal: null },
    { id: unknown, done: null, refusal: { status: 404, title: '没有这张凭证' } },
  ]);
  const { json } = await batch('book', accountant, ids);
  expect(json.results).toMatchObject([
    { done: { state: 'booked' } },
    { done: { state: 'booked' } },
    { done: null, refusal: { type: '/api/docs/refusals/vouchers#voucher-state-unfit' } },
  ]);
  expect(json.results[1].done.number).toBe(json.results[0].done.number + 1);
  const list = await door.ask(auditor, 'GET', `/api/office/vouchers?unit=${unit}&words=${encodeURIComponent('三')}`);
  expect(list.json).toMatchObject({
    total: 1,
    states: { made: 1, booked: 0 },
    vouchers: [{ id: ids[2], state: 'made' }],
  });
});

test('the rules on offer name their accounts and what their lines must say', async () => {
  const { json } = await door.ask(accountant, 'GET', `/api/office/voucher-rules?unit=${unit}&date=2024-03-15`);
  const rule = json.rules.find(({ id }: { id: string }) => id === 'asset-bought-by-treasury');
  expect(rule).toMatchObject({
    byTreasury: true,
    choices: [
      {
        name: 'asset',
        accounts: [
          { key: '1601', name: '固定资产' },
          { key: '1701', name: '无形资产' },
        ],
      },
    ],
    books: [
      { book: 'financial', debit: { account: null, choice: 'asset' }, credit: { account: { code: '4001' } } },
      { book: 'budgetary', debit: { account: { name: '行政支出' } }, credit: { account: { code: '6001' } } },
    ],
  });
  expect(rule.requires).toContain('economyCode');
  // An event has a rule for each kind of unit; the unit is offered its own only.
  const ids = json.rules.map(({ id }: { readonly id: string }) => id);
  expect(ids.length).toBe(new Set(ids).size);
});

describe('attachments', () => {
  async function upload(bytes: Buffer, name: string, who = accountant): Promise<Answer> {
    const boundary = 'mingzhang';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return door.ask(who, 'POST', '/api/office/attachments', body, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
  }
  const download = (sha256: string, who: SignedIn) => door.ask(who, 'GET', `/api/office/attachments/${sha256}`);

  test('are kept by what they hold, and a page is never given back as a page', async () => {
    const pdf = await upload(Buffer.from('%PDF-1.7 invoice'), '发票.pdf');
    expect(pdf).toMatchObject({ status: 201, json: { name: '发票.pdf', mediaType: 'application/pdf', size: 16 } });
    const page = await upload(Buffer.from('<script>alert(1)</script>'), '发票.html');
    const answer = await download(page.json.sha256, accountant);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(String(answer.headers['content-disposition'])).toMatch(/^attachment; /);
    expect(String((await download(pdf.json.sha256, accountant)).headers['content-disposition'])).toMatch(/^inline; /);
  });

  test('are seen by those who may see a voucher that has them', async () => {
    const { json } = await upload(Buffer.from('%PDF-1.7 contract'), '合同.pdf');
    expect(await download(json.sha256, auditor)).toMatchObject({
      status: 404,
      refusal: 'vouchers#attachment-not-found',
    });
    const body = draft({ attachments: [json.sha256] });
    expect((await submit(body)).status).toBe(201);
    expect((await download(json.sha256, auditor)).status).toBe(200);
    expect((await download(json.sha256, elsewhere)).status).toBe(404);
    expect((await find(body.id)).json.files).toEqual([
      { sha256: json.sha256, name: '合同.pdf', mediaType: 'application/pdf', size: 17 },
    ]);
    expect(await submit(draft({ attachments: ['0'.repeat(64)] }))).toMatchObject({
      refusal: 'vouchers#attachment-unknown',
    });
  });
});
