/**
 * Asset cards (固定资产卡片): acquisition, straight-line depreciation by month without residual value, stock-taking, disposal.
 *
 * Depreciation is reckoned from the start each time, so that no remainder is left to be plugged: after k of n months a card of
 * cost C has lost C·k/n, rounded once; a month's amount is what is missing to that.
 *
 *     1,000.00 over 36 months: 27.78 27.78 27.77 27.78 …, after 36 months exactly 1,000.00
 */
import {
  addMonths,
  type DateText,
  type Fen,
  formatYuan,
  type Month,
  monthOf,
  multiplyFen,
  subtractFen,
  sumFen,
} from '@mingzhang/kernel';
import { type Leg } from '@mingzhang/ledger';
import {
  amountProblem,
  type ClosedBooks,
  countProblem,
  dateProblem,
  dayProblem,
  firstProblem,
  idProblem,
  textProblem,
} from '../entered.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import categoryFile from './data/categories.json' with { type: 'json' };
import thresholdFile from './data/large-equipment.json' with { type: 'json' };

export interface AssetCategory {
  readonly key: string;
  /** Top class of GB/T 14885. */
  readonly class: string;
  readonly className: string;
  readonly name: string;
  /** Least useful life; null where nothing is written off. */
  readonly lifeMonths: number | null;
  readonly grade: string;
  readonly equipment?: 'general' | 'special';
  readonly vehicle?: boolean;
  readonly covered?: boolean;
}

export const assetCategories = categoryFile.categories as readonly AssetCategory[];

export const vehicleUses = [
  'leader',
  'confidential',
  'emergency',
  'enforcement',
  'special',
  'retired',
  'other',
] as const;
export type VehicleUse = (typeof vehicleUses)[number];

export const vehicleUseNames: Readonly<Record<VehicleUse, string>> = {
  leader: '主要负责人用车',
  confidential: '机要通信用车',
  emergency: '应急保障用车',
  enforcement: '执法执勤用车',
  special: '特种专业技术用车',
  retired: '离退休干部服务用车',
  other: '其他用车',
};

/** 购置, 无偿调入, 盘盈, 期初. */
export type Acquisition = 'bought' | 'received' | 'surplus' | 'opening';

export interface AssetCard {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly cost: Fen;
  readonly acquiredOn: DateText;
  readonly acquisition: Acquisition;
  /** The booked voucher that the cost is part of; null for cards taken over with the opening balance. */
  readonly voucher: string | null;
  readonly lifeMonths: number | null;
  readonly accumulatedAtOpening: Fen;
  readonly plate: string | null;
  readonly vehicleUse: VehicleUse | null;
  /** The treasury bears its running: it counts as 公务用车保有量. */
  readonly fiscalVehicle: boolean | null;
  readonly custodian: string;
}

export interface CardFacts {
  readonly today: DateText;
  readonly closed: ClosedBooks;
  /** The first month of the financial books; null where there are none. */
  readonly booksFrom: Month | null;
  readonly numberTaken: boolean;
  /** What the voucher put into 1601 and how much of it cards hold already; null where there is no such booked voucher. */
  readonly voucher: { readonly amount: Fen; readonly carded: Fen } | null;
}

export function categoryOf(key: string): AssetCategory | null {
  return assetCategories.find((one) => one.key === key) ?? null;
}

/** Why a card may not be made, or null. */
export function cardProblem(card: AssetCard, facts: CardFacts): Refused | null {
  const { cost, acquiredOn, acquisition } = card;
  const opening = acquisition === 'opening';
  const form = firstProblem(
    idProblem(card.id),
    textProblem({
      卡片编号: card.number,
      名称: card.name,
      '使用人或存放地点？': card.custodian,
      '车牌号？': card.plate ?? '',
    }),
    dateProblem({ 取得日期: acquiredOn }),
    amountProblem({ 原值: cost }, 1),
    amountProblem({ 期初累计折旧: card.accumulatedAtOpening }),
    card.quantity > 0 ? countProblem('数量', card.quantity) : refuse('count-malformed', '“数量”须大于零。'),
    dayProblem('取得日期', acquiredOn, facts.today, opening ? null : facts.closed),
  );
  return form ?? contentProblem(card) ?? bookProblem(card, facts);
}

function contentProblem({ category: key, lifeMonths, plate, vehicleUse, fiscalVehicle }: AssetCard): Refused | null {
  const category = categoryOf(key);
  if (category === null) return refuse('category-unknown', `没有“${key}”这个资产分类，请从列表中选取。`);
  if (category.covered === false) {
    return refuse('category-not-covered', `“${category.name}”不在固定资产卡片里登记，请按所属科目核算。`);
  }
  const vehicle = [plate, vehicleUse, fiscalVehicle];
  if (category.vehicle === true && (vehicle.includes(null) || plate?.trim() === '')) {
    return refuse('vehicle-incomplete', '车辆要写明车牌号、用途和是否由财政拨款负担运行费用，公开时按用途列示。');
  }
  if (category.vehicle !== true && vehicle.some((one) => one !== null)) {
    return refuse('vehicle-incomplete', `“${category.name}”不是车辆，不填车牌号和用途；是车辆的请改选“车辆”。`);
  }
  const { lifeMonths: least, name, grade } = category;
  if (least === null) {
    if (lifeMonths === null) return null;
    return refuse('life-invalid', `“${name}”不提折旧，不填使用年限。`);
  }
  if (lifeMonths === null || !Number.isSafeInteger(lifeMonths) || lifeMonths < 1 || lifeMonths > 1200) {
    return refuse('life-invalid', `“${name}”按月计提折旧，请填写1到1200之间的使用月数。`);
  }
  if (lifeMonths >= least || grade !== 'B') return null;
  return refuse(
    'life-invalid',
    `“${name}”的折旧年限不低于${least / 12}年（${categoryFile.lifeSource}），填写的是${lifeMonths}个月。`,
  );
}

function bookProblem(card: AssetCard, facts: CardFacts): Refused | null {
  const { cost, acquiredOn, acquisition, number, accumulatedAtOpening } = card;
  if (facts.numberTaken) return refuse('card-number-taken', `卡片编号${number}已被使用，请换一个编号。`);
  if (acquisition === 'opening') {
    const before = facts.booksFrom !== null && monthOf(acquiredOn) < facts.booksFrom;
    if (before && card.voucher === null && accumulatedAtOpening <= cost) return null;
    return refuse(
      'opening-invalid',
      `期初卡片是启用账套（${facts.booksFrom ?? '尚未启用'}）以前取得的，不对应凭证，累计折旧不超过原值，请核对。`,
    );
  }
  if (accumulatedAtOpening !== 0) return refuse('opening-invalid', '只有期初卡片才有期初累计折旧，请改为0。');
  if (facts.voucher === null) {
    return refuse('voucher-unknown', '没有这张记入固定资产的凭证。请先把购置或调入的凭证记账，再建卡片。');
  }
  const left = subtractFen(facts.voucher.amount, facts.voucher.carded);
  if (cost <= left) return null;
  return refuse(
    'voucher-exceeded',
    `凭证记入固定资产${formatYuan(facts.voucher.amount)}元，已建卡片${formatYuan(facts.voucher.carded)}元，只余${formatYuan(left)}元，不能再建${formatYuan(cost)}元的卡片。`,
  );
}

/** Sentences about a card that was made and yet deserves a look. */
export function cardWarnings({ category: key, lifeMonths }: AssetCard): readonly string[] {
  const category = categoryOf(key);
  if (category === null || category.grade === 'B' || category.lifeMonths === null || lifeMonths === null) return [];
  return lifeMonths < category.lifeMonths
    ? [
        `“${category.name}”的最低折旧年限依据待核，一般不低于${category.lifeMonths / 12}年，请核对填写的${lifeMonths}个月。`,
      ]
    : [];
}

/** When writing off begins: in the month of acquisition, or in the one after. */
export type DepreciationStart = 'month-of-acquisition' | 'month-after';

/** What has been written off of a card through a month, opening included. */
export function accumulatedThrough(
  card: Pick<AssetCard, 'acquisition' | 'acquiredOn' | 'cost' | 'lifeMonths' | 'accumulatedAtOpening'>,
  month: Month,
  start: DepreciationStart,
  booksFrom: Month,
): Fen {
  const { lifeMonths, cost, accumulatedAtOpening } = card;
  if (lifeMonths === null) return 0;
  const first = start === 'month-after' ? addMonths(monthOf(card.acquiredOn), 1) : monthOf(card.acquiredOn);
  const opening = card.acquisition === 'opening';
  // What was taken over is spread over the months that are left from when the books begin.
  const from = opening && booksFrom > first ? booksFrom : first;
  const left = opening ? lifeMonths - monthCount(first, addMonths(from, -1)) : lifeMonths;
  const toSpread = subtractFen(cost, accumulatedAtOpening);
  const passed = monthCount(from, month);
  if (passed <= 0) return accumulatedAtOpening;
  if (left <= 0 || passed >= left) return cost;
  return accumulatedAtOpening + multiplyFen(toSpread, { numerator: passed, denominator: left });
}

/** How many months from the first to the last, both included; none or fewer where the last comes before the first. */
function monthCount(first: Month, last: Month): number {
  const index = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return index(last) - index(first) + 1;
}

export interface DepreciationFacts {
  readonly today: DateText;
  readonly booksFrom: Month | null;
  readonly start: DepreciationStart;
  /** The last month that was written off. */
  readonly lastRun: Month | null;
  /** Cards with what is written off of each so far; `disposedOn` where it is gone. */
  readonly cards: readonly {
    readonly card: AssetCard;
    readonly accumulated: Fen;
    readonly disposedOn: DateText | null;
  }[];
}

export interface DepreciationLine {
  readonly asset: string;
  readonly amount: Fen;
}

/** What a month's run writes off of each card, or why there is no run. */
export function decideDepreciation(
  month: Month,
  { today, booksFrom, start, lastRun, cards }: DepreciationFacts,
): { readonly lines: readonly DepreciationLine[] } | Refused {
  if (`${month}-01` > today) return refuse('month-not-begun', `${month}还没有开始（今天是${today}），不能先提折旧。`);
  if (lastRun !== null && month <= lastRun) {
    return refuse('depreciation-exists', `${month}的折旧已经提过（提到${lastRun}）。漏登的卡片在下个月的折旧里补提。`);
  }
  const next = lastRun === null ? booksFrom : addMonths(lastRun, 1);
  if (next === null || month < next || (lastRun !== null && month !== next)) {
    return refuse('depreciation-out-of-order', `折旧逐月计提，下一个月份是${next ?? '账套启用的月份'}，不是${month}。`);
  }
  if (booksFrom === null || cards.length === 0) {
    return refuse('depreciation-empty', '还没有资产卡片，没有可提的折旧。');
  }
  const lines = cards
    .filter(
      ({ disposedOn }) =>
        disposedOn === null ||
        monthOf(disposedOn) > month ||
        (start === 'month-after' && monthOf(disposedOn) === month),
    )
    .map(({ card, accumulated }) => ({
      asset: card.id,
      amount: subtractFen(accumulatedThrough(card, month, start, booksFrom), accumulated),
    }))
    .filter(({ amount }) => amount > 0);
  return { lines };
}

/** 报废, 出售, 无偿调出, 盘亏. */
export type DisposalManner = 'scrapped' | 'sold' | 'given' | 'missing';

export const disposalNames: Readonly<Record<DisposalManner, string>> = {
  scrapped: '报废',
  sold: '出售',
  given: '无偿调出',
  missing: '盘亏',
};

export interface DisposalDraft {
  readonly id: string;
  readonly date: DateText;
  readonly manner: DisposalManner;
  readonly proceeds: Fen;
  /** The reply (批复) that allows it. */
  readonly document: string;
}

export interface DisposalFacts {
  readonly today: DateText;
  readonly closed: ClosedBooks;
  readonly start: DepreciationStart;
  readonly lastRun: Month | null;
  readonly card: AssetCard;
  /** Already disposed of, or on the way there. */
  readonly disposed: boolean;
}

/** Why a card may not be disposed of, or null. */
export function disposalProblem(draft: DisposalDraft, facts: DisposalFacts): Refused | null {
  const { date, proceeds, manner } = draft;
  const form = firstProblem(
    idProblem(draft.id),
    textProblem({ 批复文号: draft.document }),
    dateProblem({ 处置日期: date }),
    amountProblem({ 处置收入: proceeds }),
    manner === 'given' && proceeds > 0 ? refuse('amount-malformed', '无偿调出没有处置收入，请改为0。') : null,
    dayProblem('处置日期', date, facts.today, facts.closed),
  );
  if (form !== null) return form;
  const { card, start, lastRun } = facts;
  if (facts.disposed) return refuse('card-disposed', `卡片${card.number}“${card.name}”已经处置，或正在等待复核。`);
  if (date < card.acquiredOn) {
    return refuse('end-before-start', `处置日期${date}早于取得日期${card.acquiredOn}，请核对。`);
  }
  if (card.lifeMonths === null) return null;
  // The month it goes is written off only where writing off began the month after it came.
  const through = start === 'month-after' ? monthOf(date) : addMonths(monthOf(date), -1);
  const due = through >= monthOf(card.acquiredOn) && (lastRun === null || lastRun < through);
  if (due && !(card.acquisition === 'opening' && card.accumulatedAtOpening === card.cost)) {
    return refuse(
      'depreciation-pending',
      `处置前须先把折旧提到${through}，现在${lastRun === null ? '还没有提过' : `只提到${lastRun}`}。`,
    );
  }
  return lastRun !== null && lastRun > through
    ? refuse('depreciation-exists', `${lastRun}的折旧已经提过，不能再按${date}处置。请用${lastRun}以后的日期。`)
    : null;
}

interface Gone {
  readonly cost: Fen;
  readonly accumulated: Fen;
  readonly proceeds: Fen;
}

/**
 * The legs of a disposal: the card leaves 1601 and 1602; what was not written off is an expense of disposal (scrapped, sold), net
 * assets given away, or – missing – waits in 1902 for a decision; proceeds belong to the treasury (2103).
 */
export function disposalLegs(manner: DisposalManner, { cost, accumulated, proceeds }: Gone): readonly Leg[] {
  const net = subtractFen(cost, accumulated);
  const account = { scrapped: '5301', sold: '5301', given: '3401', missing: '1902' }[manner];
  return [
    leg('debit', '1602', accumulated),
    leg('debit', account, net),
    leg('debit', '1002', proceeds),
    leg('credit', '1601', cost),
    leg('credit', '2103', proceeds),
  ].filter(({ amount }) => amount !== 0);
}

/** What a stock-taking found without a card comes into the books against 1902, until somebody decides where it came from. */
export function surplusLegs(cost: Fen): readonly Leg[] {
  return [leg('debit', '1601', cost), leg('credit', '1902', cost)];
}

function leg(side: Leg['side'], account: string, amount: Fen): Leg {
  return { account, side, amount, dimensions: {} };
}

/** Legs of several records as one entry: those of one account and side together. */
export function mergedLegs(legs: readonly Leg[]): readonly Leg[] {
  return [...Map.groupBy(legs, ({ account, side }) => `${account} ${side}`).values()].map((group) => {
    const [first] = group as [Leg, ...Leg[]];
    return { ...first, amount: sumFen(group.map(({ amount }) => amount)) };
  });
}

/** From how much on equipment is named in the disclosure of a year, in fen; null for years that are not covered. */
export function largeEquipmentThreshold(year: number): { readonly general: Fen; readonly special: Fen } | null {
  const row = thresholdFile.thresholds.find(({ from, to }) => from <= year && (to === null || year <= to));
  return row === undefined ? null : { general: row.general * 100, special: row.special * 100 };
}

/** A card's kind of equipment if each piece of it reaches the year's threshold; vehicles are no equipment. */
export function largeEquipmentKind(card: AssetCard, year: number): 'general' | 'special' | null {
  const kind = categoryOf(card.category)?.equipment;
  const threshold = largeEquipmentThreshold(year);
  if (kind === undefined || threshold === null) return null;
  return card.cost >= threshold[kind] * card.quantity ? kind : null;
}
