/**
 * The registers behind the narrative: what may be entered, and which part of a booked voucher paid for it. A record says what
 * took place; the money is the ledger's. The two are tied, so that the count and the amount of one sentence – 「共接待10批次101
 * 人次，支出1.23万元」 – come from the same receptions.
 */
import { addFen, type DateText, type Fen, formatYuan, subtractFen, sumFen } from '@mingzhang/kernel';
import {
  amountProblem,
  type ClosedBooks,
  dateProblem,
  dayProblem,
  firstProblem,
  idProblem,
  textProblem,
} from '../entered.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import file from './data/economy-codes.json' with { type: 'json' };

export const registers = ['reception', 'trip', 'vehicle', 'meeting', 'training', 'festival'] as const;

export type Register = (typeof registers)[number];

export const registerNames: Readonly<Record<Register, string>> = {
  reception: '公务接待',
  trip: '因公出国（境）',
  vehicle: '公务用车运行',
  meeting: '会议',
  training: '培训',
  festival: '节庆论坛等活动',
};

/** 国内接待, 国内接待中的外事接待, 国（境）外接待. */
export type ReceptionKind = 'domestic' | 'foreign-affairs' | 'abroad';

export type VehicleCostKind = 'fuel' | 'repair' | 'insurance' | 'toll' | 'inspection' | 'other';

interface Common {
  readonly unit: string;
  readonly id: string;
  /** The day it took place; of several days the first. */
  readonly date: DateText;
  /** What it cost in all; zero where nothing was spent. */
  readonly cost: Fen;
}

export interface Reception extends Common {
  readonly register: 'reception';
  readonly kind: ReceptionKind;
  /** 来访单位. */
  readonly guests: string;
  readonly reason: string;
  /** 接待部门或经办人. */
  readonly host: string;
  /** 公函文号; empty where there was none. */
  readonly letter: string;
  readonly persons: number;
  /** 陪同人数. */
  readonly escorts: number;
}

export interface Trip extends Common {
  readonly register: 'trip';
  readonly destination: string;
  readonly purpose: string;
  /** 出国（境）批件. */
  readonly approval: string;
  /** 组团 (true) or 参团. */
  readonly ownGroup: boolean;
  readonly persons: number;
  readonly returnedOn: DateText;
}

export interface VehicleCost extends Common {
  readonly register: 'vehicle';
  /** The card of the vehicle. */
  readonly vehicle: string;
  readonly kind: VehicleCostKind;
  readonly note: string;
}

export interface OfficeEvent extends Common {
  readonly register: 'meeting' | 'training' | 'festival';
  readonly name: string;
  readonly content: string;
  readonly place: string;
  readonly until: DateText;
  readonly persons: number;
}

export type RegisterRecord = Reception | Trip | VehicleCost | OfficeEvent;

/** The economy code a register's costs are booked under; null where there is no one code. */
export function economyCodeOf(register: Register): { readonly code: string; readonly name: string } | null {
  return (file.codes as Partial<Record<Register, { code: string; name: string }>>)[register] ?? null;
}

export interface RecordFacts {
  readonly today: DateText;
  readonly closed: ClosedBooks;
  /** The card that a vehicle's record names, or null where there is none of a vehicle. */
  readonly vehicle: {
    readonly plate: string;
    readonly from: DateText;
    readonly until: DateText | null;
  } | null;
}

/** Why a record may not be entered, or null. */
export function recordProblem(record: RegisterRecord, facts: RecordFacts): Refused | null {
  return firstProblem(
    idProblem(record.id),
    textProblem(textsOf(record)),
    dateProblem(datesOf(record)),
    amountProblem({ 费用: record.cost }),
    personsProblem(record),
    dayProblem('日期', lastDayOf(record), facts.today, null),
    dayProblem('日期', record.date, facts.today, facts.closed),
    endProblem(record),
    vehicleProblem(record, facts.vehicle),
  );
}

function textsOf(record: RegisterRecord): Readonly<Record<string, string>> {
  switch (record.register) {
    case 'reception': {
      const { guests, reason, host, letter } = record;
      return { 来访单位: guests, 接待事由: reason, 接待部门: host, '公函文号？': letter };
    }
    case 'trip':
      return { 前往国家或地区: record.destination, 出访事由: record.purpose, 批件文号: record.approval };
    case 'vehicle':
      return { '说明？': record.note };
    default:
      return { 名称: record.name, 内容: record.content, '地点？': record.place };
  }
}

function datesOf(record: RegisterRecord): Readonly<Record<string, string>> {
  switch (record.register) {
    case 'trip':
      return { 出访日期: record.date, 返回日期: record.returnedOn };
    case 'meeting':
    case 'training':
    case 'festival':
      return { 开始日期: record.date, 结束日期: record.until };
    default:
      return { 日期: record.date };
  }
}

/** The last day a record covers: it is entered when all of it has taken place. */
function lastDayOf(record: RegisterRecord): DateText {
  if (record.register === 'trip') return record.returnedOn;
  return 'until' in record ? record.until : record.date;
}

function personsProblem(record: RegisterRecord): Refused | null {
  if (record.register === 'vehicle') return null;
  const name = record.register === 'reception' ? '来宾人数' : record.register === 'trip' ? '出访人数' : '参加人数';
  if (!Number.isSafeInteger(record.persons) || record.persons <= 0 || record.persons > 100_000) {
    return refuse('persons-not-positive', `“${name}”为${record.persons}，须是大于零的整数；没有人参加的不必登记。`);
  }
  if (record.register !== 'reception' || (Number.isSafeInteger(record.escorts) && record.escorts >= 0)) return null;
  return refuse('persons-not-positive', `“陪同人数”为${record.escorts}，须是零或大于零的整数。`);
}

function endProblem(record: RegisterRecord): Refused | null {
  const end = lastDayOf(record);
  if (end >= record.date) return null;
  return refuse('end-before-start', `结束日期${end}早于开始日期${record.date}，请核对。`);
}

function vehicleProblem(record: RegisterRecord, vehicle: RecordFacts['vehicle']): Refused | null {
  if (record.register !== 'vehicle') return null;
  if (vehicle === null) return refuse('vehicle-unknown', '资产卡片里没有这辆车。请先建车辆卡片，或从列表中重新选择。');
  const { plate, from, until } = vehicle;
  if (record.date >= from && (until === null || record.date <= until)) return null;
  const span = until === null ? `${from}起在用` : `${from}至${until}在用`;
  return refuse('vehicle-not-in-use', `车辆${plate}${span}，${record.date}不在用，请核对日期和车辆。`);
}

/** What a record is when it is tied or withdrawn. */
export interface RecordState {
  readonly register: Register;
  readonly cost: Fen;
  readonly withdrawn: boolean;
  /** Amounts of its ties that stand. */
  readonly tied: Fen;
}

/** A booked voucher as one economy code sees it: what it paid, less what was taken back, and what is tied to it already. */
export interface VoucherPart {
  readonly date: DateText;
  readonly text: string;
  readonly amount: Fen;
  readonly tied: Fen;
}

/** Why so much of a voucher may not be tied to a record, or null. `voucher` is null where there is no such booked voucher. */
export function tieProblem(amount: Fen, record: RecordState | null, voucher: VoucherPart | null): Refused | null {
  if (record === null) return refuse('record-unknown', '没有这条登记，请刷新列表后再试。');
  const wrongAmount = amountProblem({ 对应金额: amount }, 1);
  if (wrongAmount !== null) return wrongAmount;
  if (record.withdrawn) return refuse('record-withdrawn', '这条登记已经撤回，不能再对应凭证。');
  const economy = economyCodeOf(record.register);
  if (economy === null) {
    return refuse(
      'register-without-code',
      `${registerNames[record.register]}没有单独的经济分类，其开支按实际用途记账，不与一个科目逐笔对应。`,
    );
  }
  if (voucher === null) return refuse('voucher-unknown', '没有这张已记账的凭证。请先记账，再从列表中选取。');
  if (voucher.amount <= 0) {
    return refuse(
      'voucher-of-other-kind',
      `${voucher.date}“${voucher.text}”没有${economy.code}${economy.name}的支出（或已冲销），请选另一张凭证。`,
    );
  }
  const ofRecord = subtractFen(record.cost, record.tied);
  if (amount > ofRecord) {
    return refuse(
      'tie-exceeds-record',
      `登记的费用为${formatYuan(record.cost)}元，已对应${formatYuan(record.tied)}元，只余${formatYuan(ofRecord)}元，不能再对应${formatYuan(amount)}元。`,
    );
  }
  const ofVoucher = subtractFen(voucher.amount, voucher.tied);
  if (amount > ofVoucher) {
    return refuse(
      'tie-exceeds-voucher',
      `凭证中${economy.code}${economy.name}为${formatYuan(voucher.amount)}元，已对应${formatYuan(voucher.tied)}元，只余${formatYuan(ofVoucher)}元，不能再对应${formatYuan(amount)}元。`,
    );
  }
  return null;
}

/** Why a record may not be withdrawn, or null. */
export function withdrawalProblem(record: RecordState | null, reason: string): Refused | null {
  if (record === null) return refuse('record-unknown', '没有这条登记，请刷新列表后再试。');
  const wrongReason = textProblem({ 撤回理由: reason });
  if (wrongReason !== null) return wrongReason;
  if (record.withdrawn) return refuse('record-withdrawn', '这条登记已经撤回，不必再撤。');
  if (record.tied === 0) return null;
  return refuse(
    'record-tied',
    `这条登记已对应凭证${formatYuan(record.tied)}元。请先解除对应，再撤回；凭证有误的，先冲销凭证。`,
  );
}

/** One line of what does not agree. */
export interface RegisterDifference {
  /** `untied-record` a record (or part) that no voucher paid; `untied-voucher` a voucher (or part) that no record explains;
   *  `overtied-voucher` a voucher that was taken back while records still lean on it. */
  readonly kind: 'untied-record' | 'untied-voucher' | 'overtied-voucher';
  /** Of the record or the voucher. */
  readonly id: string;
  readonly date: DateText;
  readonly text: string;
  readonly amount: Fen;
}

export interface RegisterReconciliation {
  readonly register: Register;
  readonly code: string;
  readonly name: string;
  readonly year: number;
  /** Booked under the code in the year. */
  readonly ledger: Fen;
  /** Costs of the records of the year. */
  readonly registered: Fen;
  /** Of what is booked, tied to records. */
  readonly tied: Fen;
  readonly differences: readonly RegisterDifference[];
}

export interface YearOfRegister {
  readonly register: Register;
  readonly year: number;
  /** Records dated in the year that were not withdrawn, with what is tied to them whenever it was booked. */
  readonly records: readonly {
    readonly id: string;
    readonly date: DateText;
    readonly text: string;
    readonly cost: Fen;
    readonly tied: Fen;
  }[];
  /** Vouchers booked in the year under the register's code. */
  readonly vouchers: readonly (VoucherPart & { readonly id: string })[];
}

/** The register against the ledger, line by line; nothing differs where both lists are tied to the last fen. */
export function reconcileRegister({ register, year, records, vouchers }: YearOfRegister): RegisterReconciliation {
  const economy = economyCodeOf(register);
  if (economy === null) throw new Error(`${register} has no economy code`);
  const untiedRecords = records.filter(({ cost, tied }) => cost !== tied);
  const differences = [
    ...untiedRecords.map(({ id, date, text, cost, tied }) => ({
      kind: 'untied-record' as const,
      id,
      date,
      text,
      amount: subtractFen(cost, tied),
    })),
    ...vouchers
      .filter(({ amount, tied }) => amount !== tied)
      .map(({ id, date, text, amount, tied }) => ({
        kind: amount > tied ? ('untied-voucher' as const) : ('overtied-voucher' as const),
        id,
        date,
        text,
        amount: subtractFen(amount, tied),
      })),
  ];
  return {
    register,
    ...economy,
    year,
    ledger: sumFen(vouchers.map(({ amount }) => amount)),
    registered: sumFen(records.map(({ cost }) => cost)),
    tied: vouchers.reduce((sum, { tied }) => addFen(sum, tied), 0),
    differences,
  };
}
