/**
 * 统筹基金支付：住院按医院级别扣起付线后按比例；普通门诊按年度起付线和限额；慢特病按月限额；两病按年度限额；生育按定额；离休人员实报。
 *
 * 起付线按级别，同级（或不分级别，各地不同）当年再次住院的减收，受年度累计上限限制；支付受年度最高支付限额限制，超出部分仍是个人负担，
 * 进入大病、大额（通行的读法）。慢特病与住院共用统筹的年度限额。
 *
 *     (10000.00 − 800.00) × 80% = 7360.00
 */
import { type Fen } from '@mingzhang/kernel';
import { ratioOf, whole } from './arithmetic.ts';
import { type DerivationStep } from './derivation.ts';
import { type Plan } from './plan.ts';
import { type Accumulators, type Bill } from './visit.ts';

export interface PoolPaid {
  readonly deductible: Fen;
  readonly ratio: number | null;
  readonly paid: Fen;
  readonly cadre: Fen;
  readonly stays: Readonly<Record<string, number>>;
  readonly limitUsed: Readonly<Record<string, Fen>>;
}

/** 统筹基金: what the rule of the kind of visit pays of what is in scope. */
export function payPool(
  plan: Plan,
  bill: Bill,
  used: Accumulators,
  inScope: Fen,
  trace: DerivationStep[] | null,
): PoolPaid {
  const { pool: rule, case: visit } = plan;
  const { stays, limitUsed } = used;
  const parameters = plan.uses.pool;
  switch (rule.kind) {
    case 'stay': {
      const before = rule.countsAnyLevel ? total(stays) : (stays[visit.level] ?? 0);
      const share = before === 0 ? whole : before === 1 ? rule.second : rule.later;
      const capLeft = Math.max(0, rule.deductibleCap - used.deductible);
      const deductible = Math.min(ratioOf(rule.deductible, share), capLeft, inScope);
      const base = inScope - deductible;
      const computed = ratioOf(base, rule.ratio);
      const poolLeft = rule.cap - used.pool;
      const paid = Math.min(computed, poolLeft);
      if (trace !== null) {
        trace.push(
          {
            step: 'deductible',
            standard: rule.deductible,
            ordinal: before + 1,
            share,
            capLeft,
            inScope,
            output: deductible,
            parameters,
          },
          {
            step: 'pool',
            rule: 'ratio',
            base,
            ratio: rule.ratio,
            computed,
            capLeft: poolLeft,
            output: paid,
            parameters,
          },
        );
      }
      const after = { ...stays, [visit.level]: (stays[visit.level] ?? 0) + 1 };
      return { deductible, ratio: rule.ratio, paid, cadre: 0, stays: after, limitUsed };
    }
    case 'outpatient': {
      const standard = Math.max(0, rule.deductible - used.outpatientDeductible);
      const capLeft = Math.max(0, rule.deductibleCap - used.outpatientDeductible);
      const deductible = Math.min(standard, capLeft, inScope);
      const base = inScope - deductible;
      const computed = ratioOf(base, rule.ratio);
      const poolLeft = rule.cap - used.outpatientPool;
      const paid = Math.min(computed, poolLeft);
      if (trace !== null) {
        trace.push(
          { step: 'deductible', standard, ordinal: 1, share: whole, capLeft, inScope, output: deductible, parameters },
          {
            step: 'pool',
            rule: 'ratio',
            base,
            ratio: rule.ratio,
            computed,
            capLeft: poolLeft,
            output: paid,
            parameters,
          },
        );
      }
      return { deductible, ratio: rule.ratio, paid, cadre: 0, stays, limitUsed };
    }
    case 'limited': {
      const key = `${visit.item}${rule.period}`;
      const before = limitUsed[key] ?? 0;
      const base = Math.min(inScope, Math.max(0, rule.limit - before));
      const computed = ratioOf(base, rule.ratio);
      const poolLeft = rule.cap - used.pool;
      const paid = Math.min(computed, poolLeft);
      if (trace !== null) {
        trace.push({
          step: 'pool',
          rule: 'ratio',
          base,
          ratio: rule.ratio,
          computed,
          capLeft: poolLeft,
          output: paid,
          parameters,
        });
      }
      const after = base === 0 ? limitUsed : { ...limitUsed, [key]: before + base };
      return { deductible: 0, ratio: rule.ratio, paid, cadre: 0, stays, limitUsed: after };
    }
    case 'paid-limit': {
      const before = limitUsed[visit.item] ?? 0;
      const computed = ratioOf(inScope, rule.ratio);
      const capLeft = Math.max(0, rule.limit - before);
      const paid = Math.min(computed, capLeft);
      if (trace !== null) {
        trace.push({
          step: 'pool',
          rule: 'ratio',
          base: inScope,
          ratio: rule.ratio,
          computed,
          capLeft,
          output: paid,
          parameters,
        });
      }
      const after = paid === 0 ? limitUsed : { ...limitUsed, [visit.item]: before + paid };
      return { deductible: 0, ratio: rule.ratio, paid, cadre: 0, stays, limitUsed: after };
    }
    case 'fixed': {
      const computed = rule.amount + rule.extraInfant * (bill.extraInfants ?? 0);
      const paid = Math.min(computed, inScope);
      if (trace !== null) {
        trace.push({
          step: 'pool',
          rule: 'fixed',
          base: inScope,
          ratio: whole,
          computed,
          capLeft: computed,
          output: paid,
          parameters,
        });
      }
      return { deductible: 0, ratio: null, paid, cadre: 0, stays, limitUsed };
    }
    case 'cadre': {
      const cadre = ratioOf(inScope, rule.ratio);
      if (trace !== null) {
        trace.push({
          step: 'pool',
          rule: 'ratio',
          base: inScope,
          ratio: rule.ratio,
          computed: cadre,
          capLeft: cadre,
          output: cadre,
          parameters,
        });
      }
      return { deductible: 0, ratio: rule.ratio, paid: 0, cadre, stays, limitUsed };
    }
  }
}

function total(counts: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const count of Object.values(counts)) sum += count;
  return sum;
}
