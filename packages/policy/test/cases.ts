/** Reads a worked case into the engine's arguments: yuan into fen, lump sums into fee lines, keys to confirm into confirmations. */
import { type ParameterConfirmation, type ParameterSet, type SupposedValue, yearOf } from '@mingzhang/kernel';
import { type Accumulators, type Bill, type FeeLine, noneUsed, type VisitCase } from '../src/settlement/visit.ts';

/** A case as the file has it; amounts in yuan. */
export interface SettlementCase {
  readonly case: string;
  readonly on: string;
  readonly visit: Partial<VisitCase>;
  readonly fees?: Partial<Record<'own' | 'overLimit' | 'firstPay' | 'inScope', number>>;
  readonly lines?: readonly CaseLine[];
  readonly used?: Readonly<Record<string, unknown>>;
  readonly confirm?: readonly string[];
  readonly values?: Readonly<Record<string, number>>;
  readonly account?: number;
  readonly hospitalBorne?: number;
  readonly extraInfants?: number;
  readonly expect?: Readonly<Record<string, number>>;
  readonly refused?: string;
}

interface CaseLine {
  readonly code: string;
  readonly class: 'a' | 'b' | 'c';
  readonly quantity: number;
  readonly price: number;
  readonly amount: number;
  readonly firstPay?: number;
  readonly priceLimit?: number;
  readonly inForceTo?: string;
}

export const settlementCaseKeys = [
  'case',
  'on',
  'visit',
  'fees',
  'lines',
  'used',
  'confirm',
  'values',
  'account',
  'hospitalBorne',
  'extraInfants',
  'expect',
  'refused',
];

/** Yuan as a case writes them → fen; the file's decimals are short, so the nearest integer is exact. */
export const fenOf = (yuan: number): number => Math.round(yuan * 100);

export function visitOf({ on, visit }: SettlementCase): VisitCase {
  return {
    area: 'hunan/yongzhou',
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    level: 'level-2',
    categories: [],
    filing: 'local',
    civilServant: false,
    item: '',
    ...visit,
    day: on,
  };
}

export function billOf(one: SettlementCase): Bill {
  const lines = one.lines === undefined ? lumps(one) : one.lines.map((line) => feeLine(line, one.on));
  return {
    lines,
    hospitalBorne: fenOf(one.hospitalBorne ?? 0),
    account: fenOf(one.account ?? 0),
    ...(one.extraInfants === undefined ? {} : { extraInfants: one.extraInfants }),
  };
}

function feeLine(line: CaseLine, day: string): FeeLine {
  return {
    code: line.code,
    class: line.class,
    quantity: Math.round(line.quantity * 10_000),
    price: Math.round(line.price * 1_000_000),
    amount: fenOf(line.amount),
    firstPay: Math.round((line.firstPay ?? 0) * 10_000),
    priceLimit: line.priceLimit === undefined ? null : Math.round(line.priceLimit * 1_000_000),
    day,
    inForceFrom: '2000-01-01',
    inForceTo: line.inForceTo ?? null,
  };
}

/** Lump sums: a line of class c, a line of class b with half paid first, a line over its limit, and the rest. */
function lumps({ fees = {}, on }: SettlementCase): readonly FeeLine[] {
  const { own = 0, overLimit = 0, firstPay = 0, inScope = 0 } = fees;
  const line = (more: Partial<CaseLine> & { readonly amount: number }): FeeLine =>
    feeLine({ code: '汇总', class: 'a', quantity: 1, price: more.amount, ...more }, on);
  return [
    ...(own === 0 ? [] : [line({ amount: own, class: 'c' })]),
    ...(firstPay === 0 ? [] : [line({ amount: firstPay * 2, class: 'b', firstPay: 0.5 })]),
    ...(overLimit === 0 ? [] : [line({ amount: overLimit + 1, priceLimit: 1 })]),
    line({ amount: Math.round((inScope - firstPay - (overLimit === 0 ? 0 : 1)) * 100) / 100 }),
  ];
}

export function usedOf({ on, used = {} }: SettlementCase): Accumulators {
  const amounts = Object.fromEntries(
    Object.entries(used).map(([name, value]) => {
      if (typeof value === 'number') return [name, fenOf(value)];
      if (name === 'stays') return [name, value];
      const counts = Object.entries(value as Readonly<Record<string, number>>);
      return [name, Object.fromEntries(counts.map(([key, amount]) => [key, fenOf(amount)]))];
    }),
  );
  return { ...noneUsed(yearOf(on)), ...amounts };
}

/** The shipped set as the case takes it: drafts it names are confirmed, values it gives are supposed. */
export function parametersOf(
  shipped: ParameterSet,
  { confirm = [], values = {} }: Pick<SettlementCase, 'confirm' | 'values'>,
): ParameterSet {
  const confirmations = shipped.rows
    .filter(
      (row) => row.value !== null && confirm.some((prefix) => row.key === prefix || row.key.startsWith(`${prefix}/`)),
    )
    .map(({ area, key, from, value }): ParameterConfirmation => {
      return { area, key, from, value: value ?? 0, document: '算例', by: '算例' };
    });
  const supposed = Object.entries(values).map(([key, value]): SupposedValue => {
    const unit = shipped.rows.find((row) => row.key === key)?.unit;
    if (unit === undefined) throw new Error(`the case supposes an unknown parameter ${key}`);
    const integer = unit === 'yuan' ? fenOf(value) : unit === 'ratio' ? Math.round(value * 10_000) : value;
    return { area: 'national', key, from: '2000-01-01', to: null, value: integer };
  });
  return shipped.confirming(confirmations).supposing(supposed);
}
