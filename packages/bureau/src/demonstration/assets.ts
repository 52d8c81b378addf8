/**
 * The demonstration's fixed assets: cards taken over when the books began, cards of what has been bought since, and what is written
 * off of them month by month. Software has no card; it is amortised over five years.
 */
import {
  addMonths,
  type DateText,
  type Fen,
  fen,
  lastDayOf,
  type Month,
  monthOf,
  monthsBetween,
  multiplyFen,
  sumFen,
} from '@mingzhang/kernel';
import { type AccountSet, type Leg, type Voucher } from '@mingzhang/ledger';
import {
  type AssetCard,
  accumulatedThrough,
  cardProblem,
  categoryOf,
  type DepreciationLine,
  decideDepreciation,
  type VehicleUse,
} from '../office/assets/decide.ts';
import { type Chance, type InventedEvent } from '../office/invented-year/index.ts';
import { type DemonstrationVoucher } from './books.ts';
import { idsFrom, type NewIdOn } from './ids.ts';
import { type DemonstrationUnit } from './plan.ts';
import { insertAll, type Persons, type Trx, writtenOn } from './write.ts';

interface Old {
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly yuan: number;
  /** Bought so many years before the books began, on this day. */
  readonly yearsBefore: number;
  readonly day: string;
  readonly custodian: string;
  readonly vehicle?: { readonly plate: string; readonly use: VehicleUse };
}

/** What the units had before these books; plates of no place. */
const old: Readonly<Record<string, readonly Old[]>> = {
  'demo-bureau': [
    {
      name: '公务用车（轿车）',
      category: 'vehicle',
      quantity: 1,
      yuan: 168_000,
      yearsBefore: 4,
      day: '06-18',
      custodian: '办公室',
      vehicle: { plate: '禾A-0101', use: 'emergency' },
    },
    {
      name: '公务用车（越野车）',
      category: 'vehicle',
      quantity: 1,
      yuan: 179_600,
      yearsBefore: 2,
      day: '03-09',
      custodian: '基金监管和规划财务股',
      vehicle: { plate: '禾A-0102', use: 'enforcement' },
    },
    {
      name: '台式计算机',
      category: 'computer',
      quantity: 12,
      yuan: 62_400,
      yearsBefore: 3,
      day: '09-11',
      custodian: '各股室',
    },
    {
      name: '多功能一体机',
      category: 'office-equipment',
      quantity: 3,
      yuan: 14_100,
      yearsBefore: 2,
      day: '05-20',
      custodian: '办公室',
    },
    {
      name: '办公桌椅',
      category: 'furniture',
      quantity: 15,
      yuan: 48_000,
      yearsBefore: 4,
      day: '03-28',
      custodian: '各股室',
    },
  ],
  'demo-centre': [
    {
      name: '台式计算机',
      category: 'computer',
      quantity: 9,
      yuan: 45_900,
      yearsBefore: 2,
      day: '10-15',
      custodian: '各科室',
    },
    {
      name: '叫号系统',
      category: 'communication',
      quantity: 1,
      yuan: 36_800,
      yearsBefore: 3,
      day: '12-03',
      custodian: '待遇结算科',
    },
    {
      name: '柜台和办公家具',
      category: 'furniture',
      quantity: 20,
      yuan: 72_000,
      yearsBefore: 3,
      day: '11-25',
      custodian: '各科室',
    },
  ],
};

/** What is bought: a card's name, category and what one piece costs in yuan, more or less. */
const bought = [
  { name: '台式计算机', category: 'computer', piece: 5_200, custodian: '办公室' },
  { name: '激光打印机', category: 'office-equipment', piece: 2_300, custodian: '各股室' },
  { name: '高拍仪和身份证读卡器', category: 'office-equipment', piece: 1_900, custodian: '服务窗口' },
  { name: '便携式计算机', category: 'computer', piece: 6_300, custodian: '各股室' },
  { name: '自助查询终端', category: 'office-equipment', piece: 13_500, custodian: '服务窗口' },
] as const;

export interface DemonstrationAssets {
  readonly unit: string;
  readonly cards: readonly AssetCard[];
  readonly runs: readonly {
    readonly id: string;
    readonly month: Month;
    readonly lines: readonly DepreciationLine[];
  }[];
}

/** The cards that the books begin with. */
export function openingCards(unit: DemonstrationUnit, booksFrom: Month, newId: NewIdOn): readonly AssetCard[] {
  return (old[unit.id] ?? []).map((one, index): AssetCard => {
    const { lifeMonths } = categoryOf(one.category) ?? { lifeMonths: null };
    const cost = fen(one.yuan * 100);
    const acquiredOn: DateText = `${Number(booksFrom.slice(0, 4)) - one.yearsBefore}-${one.day}`;
    const asNew = {
      acquisition: 'bought',
      acquiredOn,
      cost,
      lifeMonths,
      accumulatedAtOpening: 0,
    } as const;
    return {
      id: newId(acquiredOn),
      number: `${prefixOf(unit)}-${String(index + 1).padStart(4, '0')}`,
      name: one.name,
      category: one.category,
      quantity: one.quantity,
      cost,
      acquiredOn,
      acquisition: 'opening',
      voucher: null,
      lifeMonths,
      accumulatedAtOpening: accumulatedThrough(asNew, addMonths(booksFrom, -1), 'month-of-acquisition', booksFrom),
      plate: one.vehicle?.plate ?? null,
      vehicleUse: one.vehicle?.use ?? null,
      fiscalVehicle: one.vehicle === undefined ? null : true,
      custodian: one.custodian,
    };
  });
}

function prefixOf({ id }: DemonstrationUnit): string {
  return id === 'demo-bureau' ? 'GD-01' : 'GD-02';
}

/** Cards and what was written off of them stand in the books from the first day on, against 累计盈余. */
export function openingVoucherOf(
  cards: readonly AssetCard[],
  set: AccountSet,
  date: DateText,
  newId: NewIdOn,
): Voucher {
  const cost = sumFen(cards.map((card) => card.cost));
  const accumulated = sumFen(cards.map((card) => card.accumulatedAtOpening));
  const leg = (account: string, side: Leg['side'], amount: Fen): Leg => ({ account, side, amount, dimensions: {} });
  const legs = [
    leg('1601', 'debit', cost),
    leg('1602', 'credit', accumulated),
    leg('3001', 'credit', cost - accumulated),
  ];
  return {
    id: newId(date),
    kind: 'opening',
    date,
    text: '期初余额：固定资产和累计折旧',
    entries: [{ id: newId(date), set: set.id, reverses: null, legs }],
  };
}

/** One card for every purchase that is booked. */
function cardsBought(
  unit: DemonstrationUnit,
  vouchers: readonly DemonstrationVoucher[],
  before: readonly AssetCard[],
  booksFrom: Month,
  today: DateText,
  newId: NewIdOn,
): readonly AssetCard[] {
  return vouchers
    .filter(({ state, toFixedAssets }) => state === 'booked' && toFixedAssets > 0)
    .map(({ voucher, toFixedAssets: cost }, index): AssetCard => {
      const kind = bought[index % bought.length] ?? bought[0];
      const { lifeMonths } = categoryOf(kind.category) ?? { lifeMonths: null };
      const card: AssetCard = {
        id: newId(voucher.date),
        number: `${prefixOf(unit)}-${String(before.length + index + 1).padStart(4, '0')}`,
        name: kind.name,
        category: kind.category,
        quantity: Math.max(1, Math.round(cost / 100 / kind.piece)),
        cost,
        acquiredOn: voucher.date,
        acquisition: 'bought',
        voucher: voucher.id,
        lifeMonths,
        accumulatedAtOpening: 0,
        plate: null,
        vehicleUse: null,
        fiscalVehicle: null,
        custodian: kind.custodian,
      };
      const facts = { today, closed: null, booksFrom, numberTaken: false, voucher: { amount: cost, carded: 0 } };
      const problem = cardProblem(card, facts);
      if (problem !== null) throw new Error(problem.refusal.message);
      return card;
    });
}

export interface WrittenOff {
  readonly assets: DemonstrationAssets;
  readonly events: readonly (InventedEvent & { readonly source: string | null })[];
}

/** The cards of a unit, and the vouchers by which they are written off through the last month that is over. */
export function writtenOff(
  unit: DemonstrationUnit,
  opening: readonly AssetCard[],
  vouchers: readonly DemonstrationVoucher[],
  { booksFrom, today }: { readonly booksFrom: Month; readonly today: DateText },
  chance: Chance,
): WrittenOff {
  const newId = idsFrom(chance);
  const cards = [...opening, ...cardsBought(unit, vouchers, opening, booksFrom, today, newId)];
  const accumulated = new Map(cards.map((card) => [card.id, card.accumulatedAtOpening]));
  const choices: Readonly<Record<string, string>> = unit.nature === 'institution' ? { expense: '5001' } : {};
  const eventOf = (rule: string, month: Month, text: string, amount: Fen, source: string | null) => {
    const event = { rule, date: lastDayOf(month), text, lines: [{ amount, dimensions: {} }], choices };
    return { unit: unit.id, occasion: 'depreciation', event, source } as const;
  };
  const runs: DemonstrationAssets['runs'][number][] = [];
  const events: (InventedEvent & { readonly source: string | null })[] = [];
  let lastRun: Month | null = null;
  for (const month of monthsBetween(booksFrom, addMonths(monthOf(today), -1))) {
    const decided = decideDepreciation(month, {
      today,
      booksFrom,
      start: 'month-of-acquisition',
      lastRun,
      cards: cards
        .filter(({ acquiredOn }) => monthOf(acquiredOn) <= month)
        .map((card) => ({ card, accumulated: accumulated.get(card.id) ?? 0, disposedOn: null })),
    });
    if ('refusal' in decided) throw new Error(decided.refusal.message);
    const id = newId(lastDayOf(month));
    runs.push({ id, month, lines: decided.lines });
    for (const { asset, amount } of decided.lines) accumulated.set(asset, (accumulated.get(asset) ?? 0) + amount);
    const total = sumFen(decided.lines.map(({ amount }) => amount));
    if (total > 0) events.push(eventOf('depreciation', month, `计提${month}固定资产折旧`, total, `depreciation:${id}`));
    const amortised = sumFen(
      vouchers
        .filter(
          ({ state, toSoftware, voucher }) => state === 'booked' && toSoftware > 0 && monthOf(voucher.date) <= month,
        )
        .map(({ toSoftware }) => multiplyFen(toSoftware, { numerator: 1, denominator: monthsOfSoftware })),
    );
    if (amortised > 0) events.push(eventOf('amortisation', month, `计提${month}无形资产摊销`, amortised, null));
    lastRun = month;
  }
  return { assets: { unit: unit.id, cards, runs }, events };
}

/** The demonstration's years are fewer: nothing is amortised to its end. */
const monthsOfSoftware = 60;

/** Writes the cards and what was written off of them. */
export async function writeAssets(
  trx: Trx,
  { unit, cards, runs }: DemonstrationAssets,
  from: DateText,
  { maker }: Persons,
): Promise<void> {
  await insertAll(
    trx,
    'asset_card',
    cards.map((card) => ({
      unit_id: unit,
      id: card.id,
      number: card.number,
      name: card.name,
      category: card.category,
      quantity: card.quantity,
      cost: card.cost,
      acquired_on: card.acquiredOn,
      acquisition: card.acquisition,
      voucher_id: card.voucher,
      life_months: card.lifeMonths,
      accumulated_at_opening: card.accumulatedAtOpening,
      plate: card.plate,
      vehicle_use: card.vehicleUse,
      fiscal_vehicle: card.fiscalVehicle,
      custodian: card.custodian,
      made_by: maker,
      made_at: writtenOn(card.acquiredOn < from ? from : card.acquiredOn),
    })),
  );
  await insertAll(
    trx,
    'asset_depreciation_run',
    runs.map(({ id, month }) => ({ unit_id: unit, id, month, made_by: maker, made_at: writtenOn(lastDayOf(month)) })),
  );
  await insertAll(
    trx,
    'asset_depreciation',
    runs.flatMap(({ id, month, lines }) =>
      lines.map(({ asset, amount }) => ({ unit_id: unit, run_id: id, asset_id: asset, month, amount })),
    ),
  );
}
