/** What the registers answer: a year of an invented unit, each figure against what was entered, and against its evidence. */
import { parseExact } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { line, salary, setUpBooks, unit } from '../books/testing.ts';
import { computedFigures } from '../catalogue.ts';
import { type ComputedFigure, type FigureQuery, FigureReader, figureNamed } from '../figures/index.ts';
import { type AssetCard } from './assets/decide.ts';
import { enterCard } from './assets/records.ts';
import { decideOnRun, makeRun } from './payroll/records.ts';
import { enterAcceptance, enterBuilding, enterContract, enterPayment, enterPlan } from './procurement/records.ts';
import { type RegisterRecord } from './registers/decide.ts';
import { enterRecord } from './registers/records.ts';
import { abolishInternalOffice, enterApprovedPosts, enterInternalOffice } from './staff/records.ts';
import { checker, confirmRates, maker, must, person, staffed, today, yuan } from './testing.ts';

const department = 'qinghe';
let store: Store;

beforeAll(async () => {
  store = await testDatabase();
  const { db } = store;
  const books = await setUpBooks(db, '2024-12');
  await staffed(db);
  const common = { unit, today, ...maker };
  must(
    await enterApprovedPosts(db, {
      ...common,
      id: newId(),
      post: 'institution',
      from: '2019-03-01',
      count: 3,
      document: '县编〔2019〕1号',
    }),
  );
  must(
    await enterApprovedPosts(db, {
      ...common,
      id: newId(),
      post: 'administrative',
      from: '2024-06-01',
      count: 6,
      document: '县编〔2024〕2号',
    }),
  );
  await person(db, '张二', { date: '2021-03-01', kind: 'joined', post: 'civil-service', rank: 'deputy-section-chief' });
  await person(db, '赵三', { date: '2022-03-01', kind: 'public-welfare', post: null, rank: null });
  const offices = [newId(), newId()] as const;
  for (const id of offices) {
    must(
      await enterInternalOffice(db, {
        ...common,
        id,
        name: `股室${id.slice(-4)}`,
        from: '2019-03-01',
        document: '三定方案',
      }),
    );
  }
  must(await abolishInternalOffice(db, { ...common, id: offices[1], from: '2024-09-01' }));

  const record = async (one: object) =>
    must(
      await enterRecord(db, {
        record: { unit, id: newId(), cost: 0, date: '2024-05-06', ...one } as RegisterRecord,
        today,
        ...maker,
      }),
    );
  const reception = {
    register: 'reception',
    kind: 'domestic',
    guests: '邻县医疗保障局',
    reason: '交流',
    host: '办公室',
    letter: '',
    escorts: 1,
  };
  await record({ ...reception, persons: 8 });
  await record({ ...reception, persons: 5, kind: 'foreign-affairs' });
  await record({ ...reception, persons: 3, date: '2023-05-06' });
  const event = { name: '启动会', content: '政策培训', place: '', until: '2024-05-07', persons: 40 };
  await record({ ...event, register: 'training' });
  await record({ ...event, register: 'festival' });

  const card: AssetCard = {
    id: newId(),
    number: 'K-1',
    name: '越野车',
    category: 'vehicle',
    quantity: 1,
    cost: yuan('150000.00'),
    acquiredOn: '2020-03-20',
    acquisition: 'opening',
    voucher: null,
    lifeMonths: 96,
    accumulatedAtOpening: yuan('70000.00'),
    plate: '测A00001',
    vehicleUse: 'other',
    fiscalVehicle: true,
    custodian: '',
  };
  const cards: readonly AssetCard[] = [
    card,
    { ...card, id: newId(), number: 'K-2', plate: '测A00002', vehicleUse: 'emergency', fiscalVehicle: false },
    {
      ...card,
      id: newId(),
      number: 'K-3',
      name: '服务器群',
      category: 'computer',
      cost: yuan('2000000.00'),
      lifeMonths: 72,
      quantity: 2,
      accumulatedAtOpening: 0,
      plate: null,
      vehicleUse: null,
      fiscalVehicle: null,
    },
  ];
  for (const one of cards) must(await enterCard(db, { ...common, id: one.id, card: one }));

  const [plan, contract] = [newId(), newId()];
  must(
    await enterPlan(db, {
      ...common,
      id: plan,
      year: 2024,
      name: '运维',
      purchase: 'services',
      amount: yuan('30000.00'),
      reserved: 'none',
      document: '',
    }),
  );
  const signed = { plan, name: '运维服务', supplier: '某某公司', signedOn: '2024-04-01', deposit: 0 } as const;
  must(
    await enterContract(db, {
      ...common,
      ...signed,
      id: contract,
      number: 'HT-1',
      supplierSize: 'small',
      amount: yuan('10000.00'),
    }),
  );
  must(
    await enterContract(db, {
      ...common,
      ...signed,
      id: newId(),
      number: 'HT-2',
      supplierSize: 'medium',
      amount: yuan('20000.00'),
    }),
  );
  must(
    await enterAcceptance(db, {
      ...common,
      id: newId(),
      contract,
      date: '2024-05-06',
      amount: yuan('10000.00'),
      report: '验收单',
    }),
  );
  const voucher = books.voucher('expense-paid-by-treasury', '2024-05-10', [
    line('6000.00', { ...salary, economyCode: '30213' }),
  ]);
  await books.post(voucher);
  must(await enterPayment(db, { ...common, id: newId(), contract, voucher: voucher.id, amount: yuan('6000.00') }));
  must(
    await enterBuilding(db, {
      ...common,
      id: newId(),
      name: '业务用房',
      year: 2024,
      areaApproved: 80_000,
      areaActual: 79_550,
      investmentApproved: yuan('1000000.00'),
      investmentActual: yuan('990000.00'),
      document: '批复1号',
    }),
  );

  await confirmRates(db);
  // 张二 has no pay items and is not paid.
  const run = newId();
  must(await makeRun(db, { ...common, id: run, month: '2024-03', kind: 'regular', reason: '', project: null }));
  const decision = {
    unit,
    id: run,
    approve: true,
    reason: '',
    date: '2024-03-15',
    expense: '5001',
    paymentOrder: '支付令1',
    today,
  } as const;
  must(await decideOnRun(db, { ...decision, vouchers: [newId(), newId(), newId()], ...checker }));
});
afterAll(() => store.close());

test.each`
  figure                        | year    | at                            | value
  ${'internal-offices'}         | ${2023} | ${{}}                         | ${'2'}
  ${'internal-offices'}         | ${2024} | ${{}}                         | ${'1'}
  ${'approved-posts'}           | ${2023} | ${{}}                         | ${'5'}
  ${'approved-posts'}           | ${2024} | ${{}}                         | ${'9'}
  ${'approved-posts'}           | ${2024} | ${{ post: 'administrative' }} | ${'6'}
  ${'approved-posts'}           | ${2018} | ${{}}                         | ${null}
  ${'staff-in-post'}            | ${2024} | ${{}}                         | ${'2'}
  ${'staff-in-post'}            | ${2024} | ${{ post: 'institution' }}    | ${'1'}
  ${'staff-in-post'}            | ${2020} | ${{}}                         | ${'1'}
  ${'staffing-control-rate'}    | ${2024} | ${{}}                         | ${'22.22'}
  ${'staff-transferred-out'}    | ${2024} | ${{}}                         | ${'0'}
  ${'public-welfare-posts'}     | ${2024} | ${{}}                         | ${'1'}
  ${'retired-staff'}            | ${2024} | ${{}}                         | ${'1'}
  ${'retired-staff'}            | ${2024} | ${{ status: 'retired' }}      | ${'0'}
  ${'section-heads'}            | ${2024} | ${{}}                         | ${'1'}
  ${'salaried-staff'}           | ${2024} | ${{}}                         | ${'2'}
  ${'salaried-staff'}           | ${2023} | ${{}}                         | ${null}
  ${'abroad-groups'}            | ${2024} | ${{}}                         | ${'0'}
  ${'abroad-groups'}            | ${2022} | ${{}}                         | ${null}
  ${'reception-batches'}        | ${2024} | ${{}}                         | ${'2'}
  ${'reception-guests'}         | ${2024} | ${{}}                         | ${'13'}
  ${'reception-guests'}         | ${2023} | ${{}}                         | ${'3'}
  ${'trainings-held'}           | ${2024} | ${{}}                         | ${'1'}
  ${'training-participants'}    | ${2024} | ${{}}                         | ${'40'}
  ${'meeting-participants'}     | ${2024} | ${{}}                         | ${'0'}
  ${'festival-events'}          | ${2024} | ${{}}                         | ${'1'}
  ${'vehicles'}                 | ${2024} | ${{}}                         | ${'2'}
  ${'vehicles'}                 | ${2024} | ${{ use: 'emergency' }}       | ${'1'}
  ${'official-vehicles-kept'}   | ${2024} | ${{}}                         | ${'1'}
  ${'official-vehicles-bought'} | ${2024} | ${{}}                         | ${'0'}
  ${'large-equipment'}          | ${2021} | ${{ equipment: 'general' }}   | ${'2'}
  ${'large-equipment'}          | ${2022} | ${{}}                         | ${null}
  ${'large-equipment'}          | ${2024} | ${{}}                         | ${'2'}
  ${'large-equipment-bought'}   | ${2024} | ${{}}                         | ${'0'}
  ${'government-procurement'}   | ${2024} | ${{}}                         | ${'6000.00'}
  ${'government-procurement'}   | ${2024} | ${{ purchase: 'goods' }}      | ${'0.00'}
  ${'government-procurement'}   | ${2023} | ${{}}                         | ${null}
  ${'sme-contracts'}            | ${2024} | ${{}}                         | ${'30000.00'}
  ${'small-micro-contracts'}    | ${2024} | ${{}}                         | ${'10000.00'}
  ${'small-micro-share-of-sme'} | ${2024} | ${{}}                         | ${'33.33'}
  ${'building-control'}         | ${2024} | ${{}}                         | ${'795.5'}
`('$figure of $year at $at is $value', async ({ figure, year, at, value }) => {
  const reader = new FigureReader(store.db, computedFigures());
  expect((await reader.value(figure, { department, year, at })).value).toBe(value);
});

async function allEvidence(figure: ComputedFigure, query: FigureQuery) {
  const rows = [];
  for (let after: string | null = null; ; ) {
    const page = await figure.evidence(store.db, query, { after, limit: 2 });
    rows.push(...page.rows);
    after = page.next;
    if (after === null) return rows;
  }
}

test('every figure is, wherever it has something, the sum of its evidence, and its places are in the catalogue', async () => {
  for (const figure of computedFigures()) {
    const known = figureNamed(figure.figure);
    expect(known, figure.figure).not.toBeNull();
    for (const at of [{}, ...(await figure.coordinates(store.db, { department, year: 2024 }))]) {
      for (const dimension of Object.keys(at)) expect(known?.dimensions, figure.figure).toContain(dimension);
      const query = { department, year: 2024, at };
      const value = await figure.value(store.db, query);
      if (value === null) continue;
      const rows = await allEvidence(figure, query);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const sum = rows.reduce((total, { amount }) => total + (parseExact(amount) ?? 0n), 0n);
      expect(sum, `${figure.figure} ${JSON.stringify(at)}`).toBe(parseExact(value));
      if (known?.aggregation === 'count' || known?.aggregation === 'distinct') {
        expect(rows.every(({ amount }) => /^\d+$/.test(amount))).toBe(true);
      }
    }
  }
});
