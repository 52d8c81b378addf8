/** What becomes of money held, who is subsidised, and who moves: each by two people, and in the funds' books. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Charts } from '../books/index.ts';
import { shippedParameters } from '../parameters/load.ts';
import { enterCategory, enterSpell, findInsured } from '../registry/index.ts';
import { accountStatement } from '../settlement/index.ts';
import { department, setUpFunds } from '../settlement/testing.ts';
import { findDuplicates } from './duplicates.ts';
import { enrolEmployee, enrolResident, listDues } from './enrol.ts';
import { confirmFile, listContributionRows, stageFile } from './files.ts';
import { decideResolution, listResolutions, proposeRefunds, proposeResolution } from './resolutions.ts';
import { decideSubsidies, listSubsidised, proposeSubsidies, subsidiesOf } from './subsidies.ts';
import { done, handOn, key, refusalIn, registered, residentFile } from './testing.ts';
import { decideTransfer, listTransfers, proposeTransfer } from './transfers.ts';
import { enrolmentVerifiers } from './verify.ts';

const confirmation = { document: '核对过的文件', by: '核对人' };
const parameters = shippedParameters().confirming([
  { area: 'hunan', key: 'resident/subsidy/low-income', from: '2024-01-01', value: 190_00, ...confirmation },
  { area: 'hunan', key: 'resident/subsidy/special-hardship', from: '2024-01-01', value: 380_00, ...confirmation },
]);
const today = '2024-06-30';
const [clerk, reviewer] = [newId(), newId()];

let store: Store;
let charts: Charts;
beforeEach(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-06');
});
afterEach(() => store.close());

async function idOf(outcome: Promise<object>): Promise<string> {
  const found = await outcome;
  if ('id' in found && typeof found.id === 'string') return found.id;
  throw new Error(JSON.stringify(found));
}

const enrol = (person: string) =>
  done(store.db, (trx) =>
    enrolResident(trx, parameters, {
      ...handOn(today, clerk),
      department,
      person,
      year: 2024,
      enrolledOn: '2023-11-20',
    }),
  );

async function booked(content: ReturnType<typeof residentFile>): Promise<string> {
  const staged = {
    ...handOn(today, clerk),
    department,
    kind: 'resident',
    name: '回传.csv',
    deposit: 'income-account-deposit',
  } as const;
  const file = await idOf(done(store.db, (trx) => stageFile(trx, key, { ...staged, ...content })));
  await idOf(done(store.db, (trx) => confirmFile(trx, charts, { ...handOn(today, reviewer), department, file })));
  return file;
}

async function balances(): Promise<Record<string, number>> {
  const { rows } = await sql<{ account: string; amount: number }>`
    select account || ' ' || substring(dimensions from 'fund=([a-z-]+)') as account, sum(amount)::bigint as amount
    from ledger_leg group by 1 having sum(amount) <> 0 order by 1`.execute(store.db);
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]));
}

async function proved(): Promise<readonly string[]> {
  const all = await Promise.all(enrolmentVerifiers.map((one) => one.run(store.db)));
  return all.flatMap(({ failures }) => failures);
}

const propose = (file: string, row: number, change = {}) =>
  done(store.db, (trx) =>
    proposeResolution(trx, {
      ...handOn(today, clerk),
      department,
      file,
      row,
      kind: 'refund',
      person: null,
      due: null,
      reason: '重复缴费',
      ...change,
    }),
  );
const decide = (id: string, change = {}) =>
  done(store.db, (trx) =>
    decideResolution(trx, charts, { ...handOn(today, reviewer), department, id, approve: true, reason: '', ...change }),
  );

test('what came twice is given back, what was somebody’s is claimed, and the books follow', async () => {
  const [first, second] = [await registered(store.db, '001'), await registered(store.db, '002')];
  await idOf(enrol(first));
  const file = await booked(
    residentFile(['001', '2024', '380', 'T1'], ['001', '2024', '380', 'T2'], ['002', '2024', '380', 'T3']),
  );
  expect(await balances()).toMatchObject({ 'temporary-receipt resident': -760_00 });
  expect(refusalIn(await propose(file, 2))).toBe('nothing-held');
  expect(refusalIn(await propose(file, 99))).toBe('row-unknown');
  expect(refusalIn(await propose(file, 3, { reason: '' }))).toBe('text-malformed');
  const found = await done(store.db, (trx) =>
    proposeRefunds(trx, { ...handOn(today, clerk), department, file, newId }),
  );
  expect(found).toEqual({ proposed: 1, amount: 380_00 });
  expect(refusalIn(await propose(file, 3))).toBe('proposal-waiting');
  const [waiting] = await listResolutions(store.db, department);
  const refund = waiting?.id ?? '';
  expect(refusalIn(await decide(refund, { by: clerk }))).toBe('checker-is-maker');
  expect(refusalIn(await decide(newId()))).toBe('proposal-unknown');
  expect(await decide(refund)).toEqual({ id: refund, again: false });
  expect(await decide(refund)).toEqual({ id: refund, again: true });
  expect(refusalIn(await decide(refund, { approve: false, reason: '不退' }))).toBe('proposal-decided');

  expect(refusalIn(await propose(file, 4, { kind: 'claim' }))).toBe('claim-unfit');
  await idOf(enrol(second));
  const [due] = await listDues(store.db, second);
  const claim = { kind: 'claim', person: second, due: due?.id ?? '', reason: '补登后认领' };
  const refused = await idOf(propose(file, 4, claim));
  await decide(refused, { approve: false, reason: '先核对' });
  const claimed = await idOf(propose(file, 4, claim));
  await decide(claimed);
  expect(await listDues(store.db, second)).toMatchObject([{ paid: 380_00, settledOn: '2024-06-20' }]);
  expect((await findInsured(store.db, second))?.spells).toMatchObject([{ from: '2024-06-20', to: '2024-12-31' }]);
  expect(await balances()).toEqual({ 'income-account-deposit resident': 760_00, 'premium-income resident': -760_00 });
  const rows = await listContributionRows(store.db, department, { file, matches: [], after: 0, limit: 10 });
  expect(rows.map(({ open }) => open)).toEqual([0, 0, 0]);
  expect(await proved()).toEqual([]);
});

test('an amount changed behind our back is found', async () => {
  const person = await registered(store.db, '001');
  await idOf(enrol(person));
  await booked(residentFile(['001', '2024', '380', 'T1']));
  expect(await proved()).toEqual([]);
  await sql`update contribution_row set applied_person = 379_00`.execute(store.db);
  expect(await proved()).toHaveLength(2);
  await sql`update contribution_row set applied_person = 380_00, due_id = gen_random_uuid()`.execute(store.db);
  expect((await proved()).join()).toMatch(/第\d+行所认的人或应缴不在登记里/);
});

test('the subsidised are listed, and with the approval one fund pays the other', async () => {
  const people = await Promise.all(['001', '002', '003'].map((order) => registered(store.db, order)));
  const [full = '', part = '', missing = ''] = people;
  const categorise = (person: string, category: string) =>
    done(store.db, (trx) =>
      enterCategory(trx, {
        ...handOn(today),
        person,
        category,
        from: '2023-01-01',
        knownSince: '2023-01-10',
        document: '名单',
      }),
    );
  await categorise(full, 'special-hardship');
  await categorise(part, 'low-income');
  await categorise(missing, 'low-income');
  const list = (change = {}) =>
    done(store.db, (trx) => proposeSubsidies(trx, { ...handOn(today, clerk), department, year: 2024, ...change }));
  const decideList = (id: string, change = {}) =>
    done(store.db, (trx) =>
      decideSubsidies(trx, charts, {
        ...handOn(today, reviewer),
        department,
        id,
        approve: true,
        reason: '',
        ...change,
      }),
    );
  expect(refusalIn(await list())).toBe('list-empty');
  await idOf(enrol(full));
  await idOf(enrol(part));
  expect(await subsidiesOf(store.db, department, 2024)).toMatchObject({
    categories: [
      { category: 'low-income', entitled: 1, settled: 0, approved: 0 },
      { category: 'special-hardship', entitled: 1, settled: 1, approved: 0 },
    ],
    missing: 1,
  });
  const first = await idOf(list());
  expect(refusalIn(await list())).toBe('list-empty');
  expect(refusalIn(await decideList(first, { by: clerk }))).toBe('checker-is-maker');
  await decideList(first, { approve: false, reason: '再核对' });
  const second = await idOf(list());
  expect(await decideList(second)).toEqual({ id: second, again: false });
  expect(await decideList(second)).toEqual({ id: second, again: true });
  expect(refusalIn(await decideList(first))).toBe('proposal-decided');
  expect(await balances()).toEqual({
    'assistance-expense assistance': 380_00,
    'fiscal-account-deposit assistance': -380_00,
    'fiscal-account-deposit resident': 380_00,
    'premium-income resident': -380_00,
  });
  await booked(residentFile(['002', '2024', '190', 'T1']));
  await decideList(await idOf(list()));
  expect((await subsidiesOf(store.db, department, 2024)).categories).toEqual([
    { category: 'low-income', entitled: 1, settled: 1, approved: 1, amount: 190_00 },
    { category: 'special-hardship', entitled: 1, settled: 1, approved: 1, amount: 380_00 },
  ]);
  const asked = { department, year: 2024, category: 'low-income', after: null, limit: 10 };
  expect(await listSubsidised(store.db, key, asked)).toMatchObject([
    { person: part, standard: 380_00, subsidy: 190_00, own: 190_00, identity: expect.stringContaining('********') },
  ]);
  expect(await proved()).toEqual([]);
});

test('a transfer out ends the cover, a transfer in brings the account, and a certificate serves once', async () => {
  const person = await registered(store.db, '001');
  const employed = { employer: '91990101MA0000001X', kind: 'in-service', wage: 600_000, civilServant: false } as const;
  await idOf(
    done(store.db, (trx) =>
      enrolEmployee(trx, { ...handOn(today, clerk), department, person, ...employed, fromMonth: '2024-01' }),
    ),
  );
  const transfer = (change = {}) =>
    done(store.db, (trx) =>
      proposeTransfer(trx, {
        ...handOn(today, clerk),
        department,
        person,
        direction: 'out',
        scheme: 'employee',
        otherArea: '430102',
        onDate: '2024-06-01',
        certificate: 'PZ-1',
        months: 5,
        account: 0,
        ...change,
      }),
    );
  const decideOne = (id: string, change = {}) =>
    done(store.db, (trx) =>
      decideTransfer(trx, charts, {
        ...handOn(today, reviewer),
        department,
        person,
        id,
        approve: true,
        reason: '',
        ...change,
      }),
    );
  expect(refusalIn(await transfer({ otherArea: '990101' }))).toBe('transfer-same-area');
  expect(refusalIn(await transfer({ otherArea: '431199' }))).toBe('other-area-unknown');
  expect(refusalIn(await transfer({ scheme: 'resident' }))).toBe('entry-unknown');
  const out = await idOf(transfer());
  expect(refusalIn(await transfer())).toBe('certificate-used');
  expect(refusalIn(await transfer({ certificate: 'PZ-9' }))).toBe('proposal-waiting');
  expect(refusalIn(await decideOne(out, { by: clerk }))).toBe('checker-is-maker');
  expect(await decideOne(out)).toEqual({ id: out, again: false });
  expect((await findInsured(store.db, person))?.spells).toMatchObject([{ from: '2024-01-01', to: '2024-05-31' }]);
  const back = await idOf(
    transfer({ direction: 'in', otherArea: '长沙市', certificate: 'PZ-2', onDate: '2024-06-20', account: 1_234_00 }),
  );
  await decideOne(back);
  expect(await balances()).toEqual({
    'income-account-deposit employee-personal': 1_234_00,
    'transfer-in-income employee-personal': -1_234_00,
  });
  expect(
    (await listTransfers(store.db, person)).map(({ direction, otherArea, decided }) => [direction, otherArea, decided]),
  ).toEqual([
    ['in', '430100', 'approved'],
    ['out', '430102', 'approved'],
  ]);
  expect(await proved()).toEqual([]);
});

test('what is transferred is on the account of whom it is of, no more goes than is there, and nobody dead is transferred', async () => {
  const person = await registered(store.db, '001');
  const employed = { employer: '91990101MA0000001X', kind: 'in-service', wage: 600_000, civilServant: false } as const;
  await idOf(
    done(store.db, (trx) =>
      enrolEmployee(trx, { ...handOn(today, clerk), department, person, ...employed, fromMonth: '2024-01' }),
    ),
  );
  const draft = { scheme: 'employee', otherArea: '430102', onDate: '2024-06-01', months: 5 } as const;
  const transfer = (direction: 'in' | 'out', account: number) =>
    done(store.db, (trx) =>
      proposeTransfer(trx, {
        ...handOn(today, clerk),
        ...{ ...draft, department, person, direction, account, certificate: `${direction} ${account}` },
      }),
    );
  const approve = (id: string) =>
    done(store.db, (trx) =>
      decideTransfer(trx, charts, { ...handOn(today, reviewer), department, person, id, approve: true, reason: '' }),
    );
  expect(refusalIn(await transfer('out', 1))).toBe('account-short');
  await approve(await idOf(transfer('in', 500_00)));
  const more = await transfer('out', 500_01);
  expect(more).toMatchObject({ refusal: { message: expect.stringContaining('只有500.00元，不够转出500.01元') } });
  const out = await idOf(transfer('out', 400_00));
  // Spent between the desk and the review.
  await store.db.updateTable('personal_account').set({ balance: 399_99 }).execute();
  expect(refusalIn(await approve(out))).toBe('account-short');
  await store.db.updateTable('personal_account').set({ balance: 500_00 }).execute();
  await approve(out);
  const account = await accountStatement(store.db, person);
  expect(account?.balance).toBe(100_00);
  expect(account?.entries.map(({ kind, amount, text }) => [kind, amount, text]).sort()).toEqual([
    ['transferred-in', 500_00, '关系转入 湖南省长沙市芙蓉区'],
    ['transferred-out', -400_00, '关系转出 湖南省长沙市芙蓉区'],
  ]);
  expect(await balances()).toMatchObject({
    'transfer-in-income employee-personal': -500_00,
    'transfer-out-expense employee-personal': 400_00,
  });
  expect(await proved()).toEqual([]);
  await store.db
    .updateTable('insured_person')
    .set({ died_on: '2024-05-20', death_by: clerk, death_at: new Date('2024-06-02T02:00:00Z') })
    .execute();
  expect(refusalIn(await transfer('in', 2))).toBe('person-dead');
});

test('who is enrolled as a resident and employed in the year is found; a fund without books books nothing', async () => {
  const person = await registered(store.db, '001');
  await idOf(enrol(person));
  await done(store.db, (trx) =>
    enterSpell(trx, {
      ...handOn(today),
      person,
      scheme: 'employee',
      area: '990102',
      member: 'in-service',
      civilServant: false,
      from: '2024-03-01',
      to: null,
      waitingUntil: null,
    }),
  );
  expect(await findDuplicates(store.db, key, { department, year: 2024, limit: 10 })).toMatchObject([
    { kind: 'enrolled-elsewhere', person, paid: 0, other: 'employee 990102', since: '2024-03-01' },
  ]);
  const elsewhere = await done(store.db, (trx) =>
    enrolEmployee(trx, {
      ...handOn(today, clerk),
      department,
      person,
      employer: '91990101MA0000001X',
      kind: 'in-service',
      wage: 1,
      civilServant: false,
      fromMonth: '2024-06',
    }),
  );
  expect(refusalIn(elsewhere)).toBe('insured-elsewhere');
  const nobody = await done(store.db, (trx) =>
    enrolResident(trx, parameters, {
      ...handOn(today),
      department: 'nowhere',
      person,
      year: 2024,
      enrolledOn: '2023-11-20',
    }),
  );
  expect(refusalIn(nobody)).toBe('department-unknown');
  await sql`insert into department (id, name, area) values ('bare', '无账县医疗保障局', '990101')`.execute(store.db);
  const other = await registered(store.db, '002');
  const hand = handOn(today, clerk);
  await idOf(
    done(store.db, (trx) =>
      enrolResident(trx, parameters, {
        ...hand,
        department: 'bare',
        person: other,
        year: 2024,
        enrolledOn: '2023-11-20',
      }),
    ),
  );
  const staged = {
    ...handOn(today, clerk),
    department: 'bare',
    kind: 'resident',
    name: '回传.csv',
    deposit: 'treasury-deposit',
  } as const;
  const file = await idOf(
    done(store.db, (trx) => stageFile(trx, key, { ...staged, ...residentFile(['002', '2024', '380']) })),
  );
  const refused = await done(store.db, (trx) =>
    confirmFile(trx, charts, { ...handOn(today, reviewer), department: 'bare', file }),
  );
  expect(refusalIn(refused)).toBe('fund-without-books');
  expect(await listDues(store.db, other)).toMatchObject([{ paid: 0 }]);
});
