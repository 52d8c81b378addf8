/** Asset cards on the database: making and changing them, depreciation by month, disposal, stock-taking. */
import { type DateText, type Fen, formatYuan, type Month, monthOf, sumFen } from '@mingzhang/kernel';
import { type AccountSet, lineage } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { decideChecking } from '../../access/index.ts';
import { accountSets } from '../../books/index.ts';
import {
  dateProblem,
  dayProblem,
  type Entered,
  firstProblem,
  idProblem,
  type Outcome,
  textProblem,
} from '../entered.ts';
import { parameterMissing, parameterOn } from '../parameters/decide.ts';
import { listParameters } from '../parameters/records.ts';
import {
  closedBooks,
  type Db,
  insertOnce,
  lockUnit,
  settle,
  type Trx,
  trace,
  unitUnknown,
  within,
} from '../recording.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import { type LinkedVoucher, linkedVouchers, submitFor } from '../submit.ts';
import {
  type Acquisition,
  type AssetCard,
  cardProblem,
  cardWarnings,
  categoryOf,
  type DepreciationStart,
  type DisposalDraft,
  type DisposalManner,
  disposalLegs,
  disposalProblem,
  mergedLegs,
  surplusLegs,
  type VehicleUse,
} from './decide.ts';

export interface AssetDisposal extends DisposalDraft {
  readonly cost: Fen;
  readonly accumulated: Fen;
  readonly state: 'made' | 'checked';
  readonly by: string;
}

export interface ListedAsset {
  /** With use, custodian and fiscal mark as they stand on the day asked for. */
  readonly card: AssetCard;
  readonly categoryName: string;
  /** Written off so far, opening included. */
  readonly accumulated: Fen;
  /** A disposal that was made, and not returned. */
  readonly disposal: AssetDisposal | null;
}

interface CardRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly cost: Fen;
  readonly acquired_on: DateText;
  readonly acquisition: Acquisition;
  readonly voucher_id: string | null;
  readonly life_months: number | null;
  readonly accumulated_at_opening: Fen;
  readonly plate: string | null;
  readonly vehicle_use: VehicleUse | null;
  readonly fiscal_vehicle: boolean | null;
  readonly custodian: string;
  readonly written_off: Fen;
  readonly disposal: (Omit<AssetDisposal, 'by'> & { readonly made_by: string }) | null;
}

/**
 * Every card that was not withdrawn, in the order of their numbers, as it stands on a day: what was written off in the months
 * through it, its use, and the disposal that was made by then.
 */
export async function listAssets(db: Db, unit: string, day: DateText = '2999-12-31'): Promise<readonly ListedAsset[]> {
  const { rows } = await sql<CardRow>`
    select c.id, c.number, c.name, c.category, c.quantity, c.cost, c.acquired_on, c.acquisition, c.voucher_id, c.life_months,
           c.accumulated_at_opening, c.plate,
           coalesce(change.vehicle_use, c.vehicle_use) as vehicle_use,
           coalesce(change.fiscal_vehicle, c.fiscal_vehicle) as fiscal_vehicle,
           coalesce(change.custodian, c.custodian) as custodian,
           coalesce((select sum(d.amount)::bigint from asset_depreciation d
                      join asset_depreciation_run r on r.unit_id = d.unit_id and r.id = d.run_id and r.withdrawn_by is null
                      where d.unit_id = c.unit_id and d.asset_id = c.id and d.month <= ${monthOf(day)}), 0) as written_off,
           (select to_jsonb(x) from asset_disposal x
             where x.unit_id = c.unit_id and x.asset_id = c.id and x.state <> 'returned' and x.date <= ${day}) as disposal
      from asset_card c
      left join lateral (
        select vehicle_use, fiscal_vehicle, custodian from asset_change
         where unit_id = c.unit_id and asset_id = c.id and from_date <= ${day}
         order by from_date desc, made_at desc limit 1) change on true
     where c.unit_id = ${unit} and c.withdrawn_by is null and c.acquired_on <= ${day}
     order by c.number, c.id`.execute(db);
  return rows.map((row) => ({
    card: {
      id: row.id,
      number: row.number,
      name: row.name,
      category: row.category,
      quantity: row.quantity,
      cost: row.cost,
      acquiredOn: row.acquired_on,
      acquisition: row.acquisition,
      voucher: row.voucher_id,
      lifeMonths: row.life_months,
      accumulatedAtOpening: row.accumulated_at_opening,
      plate: row.plate,
      vehicleUse: row.vehicle_use,
      fiscalVehicle: row.fiscal_vehicle,
      custodian: row.custodian,
    },
    categoryName: categoryOf(row.category)?.name ?? row.category,
    accumulated: row.accumulated_at_opening + row.written_off,
    disposal: row.disposal === null ? null : disposalOf(row.disposal),
  }));
}

function disposalOf(row: NonNullable<CardRow['disposal']>): AssetDisposal {
  const { id, date, manner, cost, accumulated, proceeds, document, state, made_by: by } = row;
  return { id, date, manner, cost, accumulated, proceeds, document, state, by };
}

/** True of a card that is not disposed of on the day. */
export function isInUse({ disposal }: ListedAsset): boolean {
  return disposal?.state !== 'checked';
}

/** The unit's financial book; null where it has none. */
export async function financialSet(db: Db, unit: string): Promise<AccountSet | null> {
  return (await accountSets(db, unit)).find(({ book }) => book === 'financial') ?? null;
}

/** The keys of an account and its details. */
export function keysUnder({ accounts }: AccountSet, top: string): readonly string[] {
  return accounts.map(({ key }) => key).filter((key) => lineage(accounts, key).includes(top));
}

export interface CardCommand extends Entered {
  readonly card: AssetCard;
  readonly today: DateText;
}

/** Makes a card. What was bought or received names the booked voucher that put its cost into 1601. */
export async function enterCard(db: Db, command: CardCommand): Promise<Outcome> {
  const { unit, by, at, card, today } = command;
  const { id } = card;
  const badId = idProblem(id);
  if (badId !== null) return badId;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const all = await listAssets(trx, unit);
    const set = await financialSet(trx, unit);
    if (card.acquisition === 'surplus') {
      return refuse('opening-invalid', '盘盈的资产由盘点结果自动建卡，不单独录入。');
    }
    if (all.every((one) => one.card.id !== id)) {
      const problem = cardProblem(card, {
        today,
        closed,
        booksFrom: set?.firstMonth ?? null,
        numberTaken: all.some((one) => one.card.number === card.number),
        voucher: set === null || card.voucher === null ? null : await cardedVoucher(trx, unit, set, card.voucher, all),
      });
      if (problem !== null) return problem;
    }
    const written = await insertOnce(trx, 'asset_card', ['unit_id', 'id'], {
      ...rowOf(unit, card),
      made_by: by,
      made_at: at,
    });
    const detail = { number: card.number, name: card.name, cost: formatYuan(card.cost) };
    const tale = { action: 'asset.make', kind: 'asset', detail, warnings: cardWarnings(card) } as const;
    return settle(trx, { unit, id, by, at }, written, tale);
  });
}

function rowOf(unit: string, card: AssetCard) {
  return {
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
  };
}

/** What a booked voucher put into 1601, less what was taken back, and what cards hold of it. */
async function cardedVoucher(
  db: Db,
  unit: string,
  set: AccountSet,
  voucher: string,
  all: readonly ListedAsset[],
): Promise<{ readonly amount: Fen; readonly carded: Fen } | null> {
  if (idProblem(voucher) !== null) return null;
  const part = (await assetVouchers(db, unit, set)).find((one) => one.id === voucher);
  if (part === undefined) return null;
  return {
    amount: part.amount,
    carded: sumFen(all.filter(({ card }) => card.voucher === voucher).map(({ card }) => card.cost)),
  };
}

export interface AssetVoucher {
  readonly id: string;
  readonly date: DateText;
  readonly text: string;
  /** Into 1601, less what later vouchers took back. */
  readonly amount: Fen;
}

/** Ordinary vouchers that put something into 1601, oldest first. */
export async function assetVouchers(db: Db, unit: string, set: AccountSet): Promise<readonly AssetVoucher[]> {
  const { rows } = await sql<AssetVoucher>`
    select v.id, v.date, v.text, sum(leg.amount)::bigint as amount
      from ledger_leg leg
      join ledger_entry entry on entry.set_id = leg.set_id and entry.id = leg.entry_id
      left join ledger_entry original on original.set_id = leg.set_id and original.id = entry.reverses
      join ledger_voucher v on v.unit_id = ${unit} and v.id = coalesce(original.voucher_id, entry.voucher_id)
     where leg.set_id = ${set.id} and leg.account = any(${[...keysUnder(set, '1601')]}::text[]) and leg.kind = 'ordinary'
     group by v.id, v.date, v.text
    having sum(leg.amount) > 0
     order by v.date, v.id`.execute(db);
  return rows;
}

/** Vouchers that cards can be made for, with what cards hold of them already. */
export async function listAssetVouchers(
  db: Db,
  unit: string,
): Promise<readonly (AssetVoucher & { readonly carded: Fen })[]> {
  const set = await financialSet(db, unit);
  if (set === null) return [];
  const all = await listAssets(db, unit);
  return (await assetVouchers(db, unit, set)).map((voucher) => ({
    ...voucher,
    carded: sumFen(all.filter(({ card }) => card.voucher === voucher.id).map(({ card }) => card.cost)),
  }));
}

export interface ChangeCommand extends Entered {
  readonly asset: string;
  readonly from: DateText;
  readonly vehicleUse: VehicleUse | null;
  readonly fiscalVehicle: boolean | null;
  readonly custodian: string;
  readonly reason: string;
  readonly today: DateText;
}

/** Enters a change of use, custodian or bearer of a card from a day on. */
export async function changeCard(db: Db, command: ChangeCommand): Promise<Outcome> {
  const { unit, id, by, at, asset, from, vehicleUse, fiscalVehicle, custodian, reason, today } = command;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    const form = firstProblem(
      idProblem(id),
      textProblem({ '使用人或存放地点？': custodian, 变动原因: reason }),
      dateProblem({ 变动日期: from }),
    );
    if (form !== null) return form;
    const found = (await listAssets(trx, unit)).find((one) => one.card.id === asset);
    if (found === undefined) return noCard();
    const day = dayProblem('变动日期', from, today, closed);
    if (day !== null) return day;
    const isVehicle = found.card.vehicleUse !== null;
    if (!isVehicle && (vehicleUse !== null || fiscalVehicle !== null)) {
      return refuse('vehicle-incomplete', `“${found.card.name}”不是车辆，没有用途可变。`);
    }
    const row = { unit_id: unit, asset_id: asset, id, from_date: from, custodian, reason };
    const uses = { vehicle_use: vehicleUse, fiscal_vehicle: fiscalVehicle, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'asset_change', ['unit_id', 'asset_id', 'id'], { ...row, ...uses });
    return settle(trx, command, written, {
      action: 'asset.make',
      kind: 'asset-change',
      detail: { asset, from, reason },
    });
  });
}

function noCard(): Refused {
  return refuse('record-unknown', '没有这张资产卡片，或已经撤回。请刷新列表后再试。');
}

/** Takes a card back that was made by mistake, while nothing has been written off of it. */
export async function withdrawCard(db: Db, command: Entered & { readonly reason: string }): Promise<Outcome> {
  const { unit, id, by, at, reason } = command;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const form = textProblem({ 撤回理由: reason });
    if (form !== null) return form;
    const found = (await listAssets(trx, unit)).find((one) => one.card.id === id);
    if (found === undefined) return noCard();
    const { card, accumulated, disposal } = found;
    if (disposal !== null || accumulated !== card.accumulatedAtOpening || card.acquisition === 'surplus') {
      return refuse('card-has-history', `卡片${card.number}已有折旧、处置或盘点记录，不能撤回；请按处置或调整办理。`);
    }
    await trx
      .updateTable('asset_card')
      .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'asset.make', 'asset', { number: card.number, withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

/** Whether the month of acquisition counts, as the unit has confirmed it. */
export async function depreciationStart(db: Db, unit: string, day: DateText): Promise<DepreciationStart | Refused> {
  const value = parameterOn('depreciation-start', day, await listParameters(db, unit));
  return value === null ? parameterMissing('depreciation-start', day) : (value.value as DepreciationStart);
}

/** The last month that was written off; null where none was. */
export async function lastDepreciation(db: Db, unit: string): Promise<Month | null> {
  const row = await db
    .selectFrom('asset_depreciation_run')
    .select(({ fn }) => fn.max('month').as('month'))
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .executeTakeFirst();
  return row?.month ?? null;
}

export interface DisposalCommand extends Entered {
  readonly asset: string;
  readonly date: DateText;
  /** What is missing is found so by a stock-taking only. */
  readonly manner: Exclude<DisposalManner, 'missing'>;
  readonly proceeds: Fen;
  readonly document: string;
  readonly today: DateText;
}

/** Says that a card goes: waits for a second person. */
export async function makeDisposal(db: Db, command: DisposalCommand): Promise<Outcome> {
  const { unit, id, asset, date, manner, proceeds, document, today, by, at } = command;
  const badId = idProblem(id);
  if (badId !== null) return badId;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const found = (await listAssets(trx, unit)).find((one) => one.card.id === asset);
    if (found === undefined) return noCard();
    const same = found.disposal?.id === id;
    if (!same) {
      const start = await depreciationStart(trx, unit, today);
      if (typeof start !== 'string') return start;
      const lastRun = await lastDepreciation(trx, unit);
      const facts = {
        today,
        closed,
        start,
        lastRun,
        card: found.card,
        disposed: found.disposal !== null,
      };
      const problem = disposalProblem({ id, date, manner, proceeds, document }, facts);
      if (problem !== null) return problem;
    }
    const money = { cost: found.card.cost, accumulated: found.accumulated, proceeds };
    const row = { unit_id: unit, asset_id: asset, id, date, manner, ...money, document };
    const written = await insertOnce(trx, 'asset_disposal', ['unit_id', 'id'], {
      ...row,
      state: 'made',
      made_by: by,
      made_at: at,
    });
    return settle(trx, command, written, { action: 'asset.make', kind: 'disposal', detail: { asset, date, manner } });
  });
}

export interface DisposalDecision extends Entered {
  readonly approve: boolean;
  readonly reason: string;
  readonly voucher: string;
  readonly today: DateText;
}

/** A second person's answer to a disposal: its voucher is drawn up, or it goes back. */
export async function decideOnDisposal(db: Db, command: DisposalDecision): Promise<Outcome> {
  const { unit, id, by, at, approve, reason, voucher, today } = command;
  const form = firstProblem(
    idProblem(id),
    idProblem(voucher),
    textProblem(approve ? { '意见？': reason } : { 退回理由: reason }),
  );
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const row = await trx
      .selectFrom('asset_disposal')
      .selectAll()
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return refuse('record-unknown', '没有这条处置，请刷新列表后再试。');
    if (row.state !== 'made')
      return refuse('decided-already', `这条处置已经${row.state === 'checked' ? '复核' : '退回'}。`);
    const one = decideChecking({ maker: row.made_by, checker: by, what: '这条处置' });
    if (one !== null) return one;
    const found = (await listAssets(trx, unit)).find(({ card }) => card.id === row.asset_id);
    const set = await financialSet(trx, unit);
    if (found === undefined || set === null) return noCard();
    // Depreciation may have gone on since it was made.
    const accumulated = found.accumulated;
    if (approve) {
      await submitFor(trx, 'disposal', id, {
        id: voucher,
        unit,
        date: row.date,
        text: `处置资产${found.card.number}${found.card.name}`.slice(0, 200),
        content: {
          entries: [{ set: set.id, legs: disposalLegs(row.manner as DisposalManner, { ...row, accumulated }) }],
        },
        maker: row.made_by,
        at,
        today,
      });
    }
    await trx
      .updateTable('asset_disposal')
      .set({
        state: approve ? 'checked' : 'returned',
        accumulated,
        decided_by: by,
        decided_at: at,
        decision_reason: reason,
      })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'asset.check', 'disposal', { asset: row.asset_id, approve, reason });
    return { id, again: false, warnings: [] };
  });
}

/** Begins a stock-taking of all cards in use on a day. */
export async function openStockTaking(
  db: Db,
  command: Entered & { readonly date: DateText; readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, by, at, date, today } = command;
  const form = firstProblem(idProblem(id), dateProblem({ 盘点日期: date }));
  if (form !== null) return form;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const open = await trx
      .selectFrom('stock_taking')
      .select(['id', 'date'])
      .where('unit_id', '=', unit)
      .where('state', '=', 'open')
      .executeTakeFirst();
    if (open !== undefined && open.id !== id) {
      return refuse('stock-taking-open', `${open.date}的盘点还没有结束，请先结束它，再开始下一次。`);
    }
    const day = dayProblem('盘点日期', date, today, closed);
    if (open === undefined && day !== null) return day;
    const row = { unit_id: unit, id, date, state: 'open', made_by: by, made_at: at };
    const written = await insertOnce(trx, 'stock_taking', ['unit_id', 'id'], row);
    return settle(trx, command, written, { action: 'asset.make', kind: 'stock-taking', detail: { date } });
  });
}

export type StockTakingResult =
  | { readonly result: 'found' | 'missing'; readonly asset: string; readonly note: string }
  | {
      readonly result: 'surplus';
      readonly number: string;
      readonly name: string;
      readonly category: string;
      readonly cost: Fen;
      readonly lifeMonths: number | null;
      readonly note: string;
    };

export interface CountCommand extends Entered {
  readonly stockTaking: string;
  readonly count: StockTakingResult;
  readonly today: DateText;
}

/** Enters what was found of one card, or without one. */
export async function countAsset(db: Db, command: CountCommand): Promise<Outcome> {
  const { unit, id, by, at, stockTaking, count, today } = command;
  const form = firstProblem(idProblem(id), textProblem({ '说明？': count.note }));
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const taking = await findStockTaking(trx, unit, stockTaking);
    if (taking === null) return refuse('record-unknown', '没有这次盘点，请刷新列表后再试。');
    if (taking.state === 'finished') return refuse('stock-taking-finished', `${taking.date}的盘点已经结束，不能再改。`);
    if (taking.lines.every((line) => line.id !== id)) {
      const problem = await countProblemOf(trx, unit, taking, count, today);
      if (problem !== null) return problem;
    }
    const surplus = count.result === 'surplus' ? count : null;
    const written = await insertOnce(trx, 'stock_taking_line', ['unit_id', 'stock_taking_id', 'id'], {
      unit_id: unit,
      stock_taking_id: stockTaking,
      id,
      asset_id: count.result === 'surplus' ? null : count.asset,
      result: count.result,
      note: count.note,
      surplus_number: surplus?.number ?? null,
      surplus_name: surplus?.name ?? null,
      surplus_category: surplus?.category ?? null,
      surplus_cost: surplus?.cost ?? null,
      surplus_life_months: surplus?.lifeMonths ?? null,
      made_by: by,
      made_at: at,
    });
    return settle(trx, command, written, {
      action: 'asset.make',
      kind: 'stock-taking-line',
      detail: { result: count.result },
    });
  });
}

async function countProblemOf(
  trx: Trx,
  unit: string,
  taking: StockTaking,
  count: StockTakingResult,
  today: DateText,
): Promise<Refused | null> {
  const all = await listAssets(trx, unit, taking.date);
  if (count.result === 'surplus') {
    const { number, name, category, cost, lifeMonths } = count;
    const numberTaken =
      all.some(({ card }) => card.number === number) || taking.lines.some((line) => line.surplus?.number === number);
    const facts = { today, closed: null, booksFrom: null, numberTaken, voucher: { amount: cost, carded: 0 } };
    return cardProblem(surplusCard(taking, { id: taking.id, number, name, category, cost, lifeMonths }), facts);
  }
  const found = all.filter(isInUse).find(({ card }) => card.id === count.asset);
  if (found === undefined) return noCard();
  if (taking.lines.every((line) => line.asset !== count.asset)) return null;
  return refuse('card-counted-already', `卡片${found.card.number}在这次盘点里已经登记过结果。`);
}

function surplusCard(
  { date }: StockTaking,
  found: Pick<AssetCard, 'id' | 'number' | 'name' | 'category' | 'cost' | 'lifeMonths'>,
): AssetCard {
  return {
    ...found,
    quantity: 1,
    acquiredOn: date,
    acquisition: 'surplus',
    voucher: null,
    accumulatedAtOpening: 0,
    plate: null,
    vehicleUse: null,
    fiscalVehicle: null,
    custodian: '',
  };
}

export interface StockTakingLine {
  readonly id: string;
  readonly asset: string | null;
  readonly result: 'found' | 'missing' | 'surplus';
  readonly note: string;
  readonly surplus: {
    readonly number: string;
    readonly name: string;
    readonly category: string;
    readonly cost: Fen;
    readonly lifeMonths: number | null;
  } | null;
}

export interface StockTaking {
  readonly id: string;
  readonly date: DateText;
  readonly state: 'open' | 'finished';
  readonly by: string;
  readonly finishedBy: string | null;
  readonly lines: readonly StockTakingLine[];
  /** How many cards were in use on its day. */
  readonly cards: number;
  readonly vouchers: readonly LinkedVoucher[];
}

export async function findStockTaking(db: Db, unit: string, id: string): Promise<StockTaking | null> {
  return (await listStockTakings(db, unit)).find((one) => one.id === id) ?? null;
}

/** The unit's stock-takings, the latest first. */
export async function listStockTakings(db: Db, unit: string): Promise<readonly StockTaking[]> {
  const rows = await db
    .selectFrom('stock_taking')
    .select(['id', 'date', 'state', 'made_by as by', 'finished_by as finishedBy'])
    .where('unit_id', '=', unit)
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const lines = await db
    .selectFrom('stock_taking_line')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const vouchers = [
    ...(await linkedVouchers(db, unit, 'stock-missing', ids)),
    ...(await linkedVouchers(db, unit, 'stock-surplus', ids)),
  ];
  const takings: StockTaking[] = [];
  for (const row of rows) {
    // Neither what it found without a card nor what had gone before; what it found missing was among them.
    const cards = (await listAssets(db, unit, row.date)).filter(
      ({ card, disposal }) =>
        !(card.acquisition === 'surplus' && card.acquiredOn === row.date) &&
        (disposal === null || (disposal.manner === 'missing' && disposal.date === row.date)),
    ).length;
    takings.push({
      ...row,
      state: row.state as StockTaking['state'],
      cards,
      vouchers: vouchers.filter(({ record }) => record === row.id),
      lines: lines
        .filter((line) => line.stock_taking_id === row.id)
        .map((line) => ({
          id: line.id,
          asset: line.asset_id,
          result: line.result as StockTakingLine['result'],
          note: line.note,
          surplus:
            line.surplus_number === null
              ? null
              : {
                  number: line.surplus_number,
                  name: line.surplus_name ?? '',
                  category: line.surplus_category ?? '',
                  cost: line.surplus_cost ?? 0,
                  lifeMonths: line.surplus_life_months,
                },
        })),
    });
  }
  return takings;
}

export interface FinishCommand extends Entered {
  /** Ids for the vouchers of what is missing and of what was found without a card. */
  readonly vouchers: readonly [missing: string, surplus: string];
  readonly today: DateText;
}

/** A second person ends the stock-taking: what is missing leaves the cards for 1902, what was found without a card comes in. */
export async function finishStockTaking(db: Db, command: FinishCommand): Promise<Outcome> {
  const { unit, id, by, at, vouchers, today } = command;
  const form = firstProblem(idProblem(id), ...vouchers.map(idProblem));
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const taking = await findStockTaking(trx, unit, id);
    if (taking === null) return refuse('record-unknown', '没有这次盘点，请刷新列表后再试。');
    if (taking.state === 'finished') return refuse('stock-taking-finished', `${taking.date}的盘点已经结束。`);
    const one = decideChecking({ maker: taking.by, checker: by, what: `${taking.date}的盘点` });
    if (one !== null) return one;
    const all = (await listAssets(trx, unit, taking.date)).filter(isInUse);
    const counted = new Set(taking.lines.map(({ asset }) => asset));
    const left = all.filter(({ card }) => !counted.has(card.id));
    const first = left[0];
    if (first !== undefined) {
      return refuse(
        'stock-taking-incomplete',
        `还有${left.length}张卡片没有盘到，如${first.card.number}“${first.card.name}”。每张卡片都要有结果。`,
      );
    }
    const set = await financialSet(trx, unit);
    if (set === null) return unitUnknown(unit);
    const problem = await settleMissing(trx, command, taking, set, all);
    if (problem !== null) return problem;
    const found = taking.lines.flatMap(({ id: line, surplus }) => (surplus === null ? [] : [{ id: line, ...surplus }]));
    if (found.length > 0) {
      for (const one of found) {
        await trx
          .insertInto('asset_card')
          .values({
            ...rowOf(unit, surplusCard(taking, one)),
            voucher_id: vouchers[1],
            made_by: taking.by,
            made_at: at,
          })
          .execute();
      }
      await submitFor(trx, 'stock-surplus', id, {
        id: vouchers[1],
        unit,
        date: taking.date,
        text: `${taking.date}盘点盘盈固定资产`,
        content: { entries: [{ set: set.id, legs: surplusLegs(sumFen(found.map(({ cost }) => cost))) }] },
        maker: taking.by,
        at,
        today,
      });
    }
    await trx
      .updateTable('stock_taking')
      .set({ state: 'finished', finished_by: by, finished_at: at })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    const missing = taking.lines.filter(({ result }) => result === 'missing').length;
    const detail = { date: taking.date, counted: taking.lines.length, missing, surplus: found.length };
    await trace(trx, command, 'asset.check', 'stock-taking', detail);
    return { id, again: false, warnings: [] };
  });
}

async function settleMissing(
  trx: Trx,
  { unit, id, by, at, vouchers, today }: FinishCommand,
  taking: StockTaking,
  set: AccountSet,
  all: readonly ListedAsset[],
): Promise<Refused | null> {
  const missing = all.filter(({ card }) =>
    taking.lines.some((line) => line.asset === card.id && line.result === 'missing'),
  );
  if (missing.length === 0) return null;
  const start = await depreciationStart(trx, unit, taking.date);
  if (typeof start !== 'string') return start;
  const lastRun = await lastDepreciation(trx, unit);
  const document = `${taking.date}盘点`;
  for (const { card, accumulated, disposal } of missing) {
    const draft = { id: card.id, date: taking.date, manner: 'missing', proceeds: 0, document } as const;
    const facts = { today, closed: null, start, lastRun, card, disposed: disposal !== null };
    const problem = disposalProblem(draft, facts);
    if (problem !== null) return problem;
    const line = taking.lines.find((one) => one.asset === card.id);
    await trx
      .insertInto('asset_disposal')
      .values({
        unit_id: unit,
        asset_id: card.id,
        id: line?.id ?? card.id,
        date: taking.date,
        manner: 'missing',
        cost: card.cost,
        accumulated,
        proceeds: 0,
        document,
        state: 'checked',
        made_by: taking.by,
        made_at: at,
        decided_by: by,
        decided_at: at,
      })
      .execute();
  }
  const legs = missing.flatMap(({ card, accumulated }) =>
    disposalLegs('missing', { cost: card.cost, accumulated, proceeds: 0 }),
  );
  await submitFor(trx, 'stock-missing', id, {
    id: vouchers[0],
    unit,
    date: taking.date,
    text: `${taking.date}盘点盘亏固定资产`,
    content: { entries: [{ set: set.id, legs: mergedLegs(legs) }] },
    maker: taking.by,
    at,
    today,
  });
  return null;
}
