/** 年度累计是否可用: of the year, whole, not below nothing, and not beyond what the law lets one use. */
import { type Fen } from '@mingzhang/kernel';
import { type Plan } from './plan.ts';
import { refuse, type SettlementRefused } from './refusals.ts';
import { type Accumulators } from './visit.ts';

/** Accumulators of another year, below zero, or above what the law lets one use. */
export function accumulatorProblem(
  { year, pool, assistance, illness }: Plan,
  used: Accumulators,
): SettlementRefused | null {
  if (used.year !== year) {
    return refuse('accumulator-malformed', `累计数是${used.year}年的，本次按${year}年结算；请取${year}年的累计数。`);
  }
  return (
    notAnAmount(used.deductible) ??
    notAnAmount(used.pool) ??
    notAnAmount(used.outpatientDeductible) ??
    notAnAmount(used.outpatientPool) ??
    notAnAmount(used.burden) ??
    notAnAmount(used.illness) ??
    notAnAmount(used.assistanceThreshold) ??
    notAnAmount(used.assistance) ??
    (pool.kind === 'stay' || pool.kind === 'limited' ? beyond('统筹基金', used.pool, pool.cap) : null) ??
    (pool.kind === 'outpatient' ? beyond('普通门诊', used.outpatientPool, pool.cap) : null) ??
    (assistance === null ? null : beyond('医疗救助', used.assistance, assistance.cap)) ??
    (illness === null ? null : beyond('大病、大额', used.illness, illness.cap))
  );
}

function notAnAmount(amount: Fen): SettlementRefused | null {
  if (Number.isSafeInteger(amount) && amount >= 0) return null;
  return refuse('accumulator-malformed', `累计数${amount}不是非负的整数分，没有计算；请重算该人的年度累计。`);
}

function beyond(name: string, amount: Fen, cap: Fen): SettlementRefused | null {
  if (amount <= cap) return null;
  return refuse(
    'accumulator-beyond-cap',
    `${name}本年已付${amount}分，超过限额${cap}分；请先重算该人的年度累计，查明多付的一笔。`,
  );
}
