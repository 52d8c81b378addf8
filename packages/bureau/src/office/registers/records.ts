/** The registers on the database: entering, withdrawing, tying to vouchers, reading, reconciling. */
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Entered, idProblem, type Outcome } from '../entered.ts';
import { vouchersByCode } from '../ledger-parts.ts';
import {
  closedBooks,
  type Db,
  idUsed,
  insertOnce,
  settle,
  type Trx,
  trace,
  unitUnknown,
  within,
} from '../recording.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import {
  economyCodeOf,
  type RecordFacts,
  type RecordState,
  type Register,
  type RegisterReconciliation,
  type RegisterRecord,
  reconcileRegister,
  recordProblem,
  registers,
  tieProblem,
  type VoucherPart,
  withdrawalProblem,
} from './decide.ts';

export interface RecordCommand {
  readonly record: RegisterRecord;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

/** Enters a record in its register. */
export async function enterRecord(db: Db, { record, by, at, today }: RecordCommand): Promise<Outcome> {
  const badId = idProblem(record.id);
  if (badId !== null) return badId;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, record.unit);
    if (closed === undefined) return unitUnknown(record.unit);
    const key = ['unit_id', 'id'];
    const { unit, id, register, date, cost } = record;
    const common = { unit_id: unit, id, register, date, cost, made_by: by, made_at: at };
    const already = await trx
      .selectFrom('register_record')
      .select('id')
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .executeTakeFirst();
    if (already === undefined) {
      const facts = { today, closed, vehicle: await vehicleOf(trx, record) };
      const problem = recordProblem(record, facts);
      if (problem !== null) return problem;
    }
    const written = await insertOnce(trx, 'register_record', key, common);
    if (written === 'other') return idUsed(id);
    const { table, values } = detailOf(record);
    const detailed = await insertOnce(trx, table, key, { unit_id: unit, id, ...values });
    const tale = { action: 'register.write', kind: register, detail: { date, cost: formatYuan(cost) } } as const;
    return settle(trx, { unit, id, by, at }, detailed, tale);
  });
}

async function vehicleOf(trx: Trx, record: RegisterRecord): Promise<RecordFacts['vehicle']> {
  if (record.register !== 'vehicle' || idProblem(record.vehicle) !== null) return null;
  const card = await trx
    .selectFrom('asset_card')
    .leftJoin('asset_disposal', (join) =>
      join
        .onRef('asset_disposal.unit_id', '=', 'asset_card.unit_id')
        .onRef('asset_disposal.asset_id', '=', 'asset_card.id')
        .on('asset_disposal.state', '=', 'checked'),
    )
    .select(['asset_card.plate', 'asset_card.acquired_on', 'asset_disposal.date'])
    .where('asset_card.unit_id', '=', record.unit)
    .where('asset_card.id', '=', record.vehicle)
    .where('asset_card.vehicle_use', 'is not', null)
    .executeTakeFirst();
  return card === undefined ? null : { plate: card.plate ?? '', from: card.acquired_on, until: card.date };
}

function detailOf(record: RegisterRecord): {
  readonly table: 'reception' | 'trip_abroad' | 'vehicle_cost' | 'office_event';
  readonly values: Readonly<Record<string, string | number | boolean>>;
} {
  switch (record.register) {
    case 'reception': {
      const { kind, guests, reason, host, letter, persons, escorts } = record;
      return { table: 'reception', values: { kind, guests, reason, host, letter, persons, escorts } };
    }
    case 'trip': {
      const { destination, purpose, approval, ownGroup, persons, returnedOn } = record;
      const values = { destination, purpose, approval, own_group: ownGroup, persons, returned_on: returnedOn };
      return { table: 'trip_abroad', values };
    }
    case 'vehicle':
      return { table: 'vehicle_cost', values: { asset_id: record.vehicle, kind: record.kind, note: record.note } };
    default: {
      const { name, content, place, until, persons } = record;
      return { table: 'office_event', values: { name, content, place, until, persons } };
    }
  }
}

export interface ListedTie {
  readonly id: string;
  readonly voucher: string;
  readonly date: DateText;
  readonly text: string;
  readonly amount: Fen;
}

export interface ListedRecord {
  readonly record: RegisterRecord;
  /** What the record is about, in a few words. */
  readonly text: string;
  readonly by: string;
  readonly at: string;
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null;
  readonly ties: readonly ListedTie[];
  readonly tied: Fen;
}

interface Row {
  readonly id: string;
  readonly register: Register;
  readonly date: DateText;
  readonly cost: Fen;
  readonly made_by: string;
  readonly made_at: Date;
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The records of a unit's registers in a span of days, oldest first; withdrawn ones too where asked for. */
export async function listRecords(
  db: Db,
  where: {
    readonly unit: string;
    readonly registers: readonly Register[];
    readonly from: DateText;
    readonly to: DateText;
    readonly withdrawn?: boolean;
  },
): Promise<readonly ListedRecord[]> {
  const { unit, registers: wanted, from, to, withdrawn = false } = where;
  const { rows } = await sql<Row>`
    select r.id, r.register, r.date, r.cost, r.made_by, r.made_at, r.withdrawn_by, r.withdrawn_at, r.withdrawn_reason,
           coalesce(
             to_jsonb(reception), to_jsonb(trip), to_jsonb(event),
             to_jsonb(vehicle) || jsonb_build_object('plate', card.plate)) as detail
      from register_record r
      left join reception on (reception.unit_id, reception.id) = (r.unit_id, r.id)
      left join trip_abroad trip on (trip.unit_id, trip.id) = (r.unit_id, r.id)
      left join office_event event on (event.unit_id, event.id) = (r.unit_id, r.id)
      left join vehicle_cost vehicle on (vehicle.unit_id, vehicle.id) = (r.unit_id, r.id)
      left join asset_card card on (card.unit_id, card.id) = (vehicle.unit_id, vehicle.asset_id)
     where r.unit_id = ${unit} and r.register = any(${[...wanted]}::text[]) and r.date between ${from} and ${to}
       and (${withdrawn} or r.withdrawn_by is null)
     order by r.date, r.id`.execute(db);
  const ties = Map.groupBy(
    await tiesOf(
      db,
      unit,
      rows.map(({ id }) => id),
    ),
    ({ record }) => record,
  );
  return rows.map((row) => {
    const record = recordOf(unit, row);
    const own = (ties.get(row.id) ?? []).map(({ record: _, ...tie }) => tie);
    const { withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason } = row;
    return {
      record,
      text: textOf(record, row.detail),
      by: row.made_by,
      at: row.made_at.toISOString(),
      withdrawn: by === null || at === null ? null : { by, at: at.toISOString(), reason: reason ?? '' },
      ties: own,
      tied: sumFen(own.map(({ amount }) => amount)),
    };
  });
}

/** The row as the record that was entered; the columns are those that `detailOf` writes. */
function recordOf(unit: string, { id, register, date, cost, detail }: Row): RegisterRecord {
  const common = { unit, id, register, date, cost };
  switch (register) {
    case 'reception': {
      const { kind, guests, reason, host, letter, persons, escorts } = detail;
      return { ...common, kind, guests, reason, host, letter, persons, escorts } as RegisterRecord;
    }
    case 'trip': {
      const { destination, purpose, approval, own_group: ownGroup, persons, returned_on: returnedOn } = detail;
      return { ...common, destination, purpose, approval, ownGroup, persons, returnedOn } as RegisterRecord;
    }
    case 'vehicle': {
      const { asset_id: vehicle, kind, note } = detail;
      return { ...common, vehicle, kind, note } as RegisterRecord;
    }
    default: {
      const { name, content, place, until, persons } = detail;
      return { ...common, name, content, place, until, persons } as RegisterRecord;
    }
  }
}

const vehicleCostNames = {
  fuel: '燃料费',
  repair: '维修费',
  insurance: '保险费',
  toll: '过路过桥费',
  inspection: '年检费',
  other: '其他',
} as const;

function textOf(record: RegisterRecord, detail: Row['detail']): string {
  switch (record.register) {
    case 'reception':
      return `${record.guests}：${record.reason}`;
    case 'trip':
      return `${record.destination}：${record.purpose}`;
    case 'vehicle':
      return `${String(detail.plate)}：${vehicleCostNames[record.kind]}`;
    default:
      return record.name;
  }
}

async function tiesOf(
  db: Db,
  unit: string,
  records: readonly string[],
): Promise<readonly (ListedTie & { readonly record: string })[]> {
  if (records.length === 0) return [];
  return db
    .selectFrom('register_tie as tie')
    .innerJoin('ledger_voucher as v', (join) =>
      join.onRef('v.unit_id', '=', 'tie.unit_id').onRef('v.id', '=', 'tie.voucher_id'),
    )
    .select(['tie.id', 'tie.record_id as record', 'tie.voucher_id as voucher', 'v.date', 'v.text', 'tie.amount'])
    .where('tie.unit_id', '=', unit)
    .where('tie.record_id', 'in', [...records])
    .where('tie.undone_by', 'is', null)
    .orderBy('v.date')
    .orderBy('tie.id')
    .execute();
}

/** Takes a record out of its register, with the reason; it stays to be read. */
export async function withdrawRecord(db: Db, command: Entered & { readonly reason: string }): Promise<Outcome> {
  const { unit, id, by, at, reason } = command;
  return within(db, async (trx) => {
    const problem = withdrawalProblem(await recordState(trx, unit, id), reason);
    if (problem !== null) return problem;
    await trx
      .updateTable('register_record')
      .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'register.write', 'record', { withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

/** A record's state, its row locked until the end of the transaction: whoever ties or withdraws waits for the other. */
async function recordState(trx: Trx, unit: string, id: string): Promise<RecordState | null> {
  if (idProblem(id) !== null) return null;
  const row = await trx
    .selectFrom('register_record')
    .select(['register', 'cost', 'withdrawn_by'])
    .where('unit_id', '=', unit)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const ties = await tiesOf(trx, unit, [id]);
  return {
    register: row.register as Register,
    cost: row.cost,
    withdrawn: row.withdrawn_by !== null,
    tied: sumFen(ties.map(({ amount }) => amount)),
  };
}

export interface TieCommand extends Entered {
  readonly record: string;
  readonly voucher: string;
  readonly amount: Fen;
}

/** Says that so much of a booked voucher paid for a record. `id` names the tie. */
export async function tieRecord(db: Db, command: TieCommand): Promise<Outcome> {
  const { unit, id, record, voucher, amount, by, at } = command;
  const badId = idProblem(id);
  if (badId !== null) return badId;
  return within(db, async (trx) => {
    const state = await recordState(trx, unit, record);
    const values = { unit_id: unit, record_id: record, id, voucher_id: voucher, amount, made_by: by, made_at: at };
    const already = await trx
      .selectFrom('register_tie')
      .select('id')
      .where('unit_id', '=', unit)
      .where('record_id', '=', record)
      .where('id', '=', id)
      .executeTakeFirst();
    if (already === undefined) {
      const economy = state === null ? null : economyCodeOf(state.register);
      const part = economy === null ? null : await voucherPart(trx, unit, voucher, economy.code);
      const problem = tieProblem(amount, state, part);
      if (problem !== null) return problem;
    }
    const written = await insertOnce(trx, 'register_tie', ['unit_id', 'record_id', 'id'], values);
    const detail = { record, voucher, amount: formatYuan(amount) };
    return settle(trx, command, written, { action: 'register.write', kind: 'tie', detail });
  });
}

/** A booked voucher under one code, its row locked: two records cannot be tied to the same money. */
async function voucherPart(trx: Trx, unit: string, voucher: string, code: string): Promise<VoucherPart | null> {
  if (idProblem(voucher) !== null) return null;
  const row = await trx
    .selectFrom('ledger_voucher')
    .select(['date', 'text'])
    .where('unit_id', '=', unit)
    .where('id', '=', voucher)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const parts = await vouchersByCode(trx, { unit, codes: [code], voucher, from: row.date, to: row.date });
  const tied = await tiedToVouchers(trx, unit, code, [voucher]);
  return { ...row, amount: parts[0]?.amount ?? 0, tied: tied.get(voucher) ?? 0 };
}

async function tiedToVouchers(
  db: Db,
  unit: string,
  code: string,
  vouchers: readonly string[],
): Promise<ReadonlyMap<string, Fen>> {
  if (vouchers.length === 0) return new Map();
  const rows = await db
    .selectFrom('register_tie as tie')
    .innerJoin('register_record as r', (join) =>
      join.onRef('r.unit_id', '=', 'tie.unit_id').onRef('r.id', '=', 'tie.record_id'),
    )
    .select(['tie.voucher_id', sql<number>`sum(tie.amount)::bigint`.as('amount')])
    .where('tie.unit_id', '=', unit)
    .where('tie.voucher_id', 'in', [...vouchers])
    .where('tie.undone_by', 'is', null)
    .where(
      'r.register',
      'in',
      [...registers].filter((one) => economyCodeOf(one)?.code === code),
    )
    .groupBy('tie.voucher_id')
    .execute();
  return new Map(rows.map(({ voucher_id, amount }) => [voucher_id, amount]));
}

/** Undoes a tie; it stays to be read. */
export async function untieRecord(db: Db, command: Entered & { readonly record: string }): Promise<Outcome> {
  const { unit, id, record, by, at } = command;
  if (idProblem(id) !== null || idProblem(record) !== null) return noTie();
  return within(db, async (trx) => {
    const done = await trx
      .updateTable('register_tie')
      .set({ undone_by: by, undone_at: at })
      .where('unit_id', '=', unit)
      .where('record_id', '=', record)
      .where('id', '=', id)
      .where('undone_by', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) return noTie();
    await trace(trx, command, 'register.write', 'tie', { record, undone: true });
    return { id, again: false, warnings: [] };
  });
}

function noTie(): Refused {
  return refuse('record-unknown', '没有这条对应关系，或已经解除。请刷新列表查看现状。');
}

/** Vouchers that a register's records can be tied to, with what of them is tied, oldest first. */
export async function listVoucherParts(
  db: Db,
  { unit, register, year }: { readonly unit: string; readonly register: Register; readonly year: number },
): Promise<readonly (VoucherPart & { readonly id: string })[]> {
  const economy = economyCodeOf(register);
  if (economy === null) return [];
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const parts = await vouchersByCode(db, { unit, codes: [economy.code], ...span });
  const tied = await tiedToVouchers(
    db,
    unit,
    economy.code,
    parts.map(({ voucher }) => voucher),
  );
  return parts
    .map(({ voucher: id, date, text, amount }) => ({ id, date, text, amount, tied: tied.get(id) ?? 0 }))
    .filter(({ amount, tied: used }) => amount !== 0 || used !== 0);
}

/** A register against the ledger in a year. */
export async function reconcile(
  db: Db,
  where: { readonly unit: string; readonly register: Register; readonly year: number },
): Promise<RegisterReconciliation> {
  const { unit, register, year } = where;
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const records = await listRecords(db, { unit, registers: [register], ...span });
  return reconcileRegister({
    register,
    year,
    records: records.map(({ record, text, tied }) => ({
      id: record.id,
      date: record.date,
      text,
      cost: record.cost,
      tied,
    })),
    vouchers: await listVoucherParts(db, where),
  });
}
