/**
 * A settlement, in the order of the law: fees by class → 起付线 → 统筹基金 → 大病保险 or 大额补助 → 公务员补助 → 医疗救助 → 医院负担 →
 * 个人账户 → 现金. Each fund's line is rounded once, a half up; cash is what is left (国家接口标准 I1–I7).
 *
 *     永州 居民 二级医院首次住院，总费用12000.00：全自费800，超限价100，先行自付1100，政策范围内10000
 *       (10000 − 800) × 80% = 7360.00 统筹；个人 4640.00
 */
import { type Fen } from '@mingzhang/kernel';
import { ratioOf, roundedQuotient, whole } from './arithmetic.ts';
import { type ClassifiedFees, classifyFeeLines } from './classify-fee-lines.ts';
import { type Derivation, type DerivationStep } from './derivation.ts';
import { type IllnessRule, type Plan } from './plan.ts';
import { refuse, type SettlementRefused } from './refusals.ts';
import { type Accumulators, type Bill } from './visit.ts';

/** Amounts under the names of the national interface in brackets. */
export interface Settlement {
  /** medfee_sumamt */
  readonly total: Fen;
  /** fulamt_ownpay_amt */
  readonly own: Fen;
  /** overlmt_selfpay */
  readonly overLimit: Fen;
  /** preselfpay_amt */
  readonly firstPay: Fen;
  /** inscp_scp_amt */
  readonly inScope: Fen;
  /** act_pay_dedc */
  readonly deductible: Fen;
  /** pool_prop_selfpay, ten-thousandths; null where the rule has no ratio. */
  readonly poolRatio: number | null;
  /** hifp_pay */
  readonly pool: Fen;
  /** hifmi_pay */
  readonly criticalIllness: Fen;
  /** hifob_pay */
  readonly largeAmount: Fen;
  /** cvlserv_pay */
  readonly civilServant: Fen;
  /** maf_pay */
  readonly assistance: Fen;
  /** hifdm_pay, 离休 */
  readonly cadre: Fen;
  /** fund_pay_sumamt */
  readonly funds: Fen;
  /** hosp_part_amt */
  readonly hospitalBorne: Fen;
  /** psn_part_amt */
  readonly personal: Fen;
  /** acct_pay */
  readonly account: Fen;
  /** psn_cash_pay */
  readonly cash: Fen;
  /** What has been used of the year after this. */
  readonly after: Accumulators;
  readonly derivation: Derivation | null;
}

export interface SettleOptions {
  /** Keeps every step; without it only the amounts come out. */
  readonly derive: boolean;
}

/** Settles a bill under a plan, given what has been used in the year. Pure; amounts in fen. */
export function settle(
  plan: Plan,
  bill: Bill,
  used: Accumulators,
  { derive }: SettleOptions = { derive: true },
): Settlement | SettlementRefused {
  const trace: DerivationStep[] | null = derive ? [] : null;
  const wrong = accumulatorProblem(plan, used);
  if (wrong !== null) return wrong;
  const fees: ClassifiedFees = { total: 0, own: 0, overLimit: 0, firstPay: 0, inScope: 0 };
  const wrongLine = classifyFeeLines(bill.lines, plan.year, fees, trace);
  if (wrongLine !== null) return wrongLine;
  const { inScope } = fees;
  if (trace !== null) {
    const { total, own, overLimit, firstPay } = fees;
    trace.push({ step: 'in-scope', total, own, overLimit, firstPay, output: inScope });
  }

  const pool = payPool(plan, bill, used, inScope, trace);
  let left = inScope - pool.paid - pool.cadre;

  // 大病、大额：按年度累计的政策范围内个人负担分段计算，减去已付的部分。
  let illness = 0;
  if (plan.illness !== null && left > 0) {
    illness = payIllness(plan, plan.illness, used, left, trace);
  }
  const counted = plan.illness === null ? 0 : left;
  left -= illness;

  let civilServant = 0;
  if (plan.civilServant !== null) {
    civilServant = ratioOf(left, plan.civilServant);
    if (trace !== null) {
      trace.push({
        step: 'civil-servant',
        base: left,
        ratio: plan.civilServant,
        output: civilServant,
        parameters: plan.uses.civilServant,
      });
    }
    left -= civilServant;
  }

  let assistance = 0;
  let threshold = 0;
  if (plan.assistance !== null) {
    const { category, ratio, cap } = plan.assistance;
    const base = left;
    threshold = Math.min(base, Math.max(0, plan.assistance.threshold - used.assistanceThreshold));
    const capLeft = cap - used.assistance;
    assistance = Math.min(ratioOf(base - threshold, ratio), capLeft);
    if (trace !== null) {
      trace.push({
        step: 'assistance',
        category,
        base,
        threshold,
        ratio,
        capLeft,
        output: assistance,
        parameters: plan.uses.assistance,
      });
    }
    left -= assistance;
  }

  const funds = pool.paid + pool.cadre + illness + civilServant + assistance;
  const { hospitalBorne } = bill;
  if (!Number.isSafeInteger(hospitalBorne) || hospitalBorne < 0) {
    return refuse('amount-not-whole-fen', '医院负担不是非负的整数分，没有计算。');
  }
  if (hospitalBorne > fees.total - funds) {
    return refuse(
      'hospital-bears-too-much',
      `医院负担${hospitalBorne}分，多于基金不付的${fees.total - funds}分；请核对医院负担的项目。`,
    );
  }
  const personal = fees.total - funds - hospitalBorne;
  if (!Number.isSafeInteger(bill.account) || bill.account < 0) {
    return refuse('amount-not-whole-fen', '个人账户可用额不是非负的整数分，没有计算。');
  }
  const account = Math.min(bill.account, personal);
  const cash = personal - account;
  if (trace !== null) {
    trace.push({ step: 'person', total: fees.total, funds, hospitalBorne, personal, account, output: cash });
  }

  const layer = plan.illness?.layer;
  return {
    total: fees.total,
    own: fees.own,
    overLimit: fees.overLimit,
    firstPay: fees.firstPay,
    inScope,
    deductible: pool.deductible,
    poolRatio: pool.ratio,
    pool: pool.paid,
    criticalIllness: layer === 'critical-illness' ? illness : 0,
    largeAmount: layer === 'large-amount' ? illness : 0,
    civilServant,
    assistance,
    cadre: pool.cadre,
    funds,
    hospitalBorne,
    personal,
    account,
    cash,
    after: {
      year: used.year,
      stays: pool.stays,
      deductible: used.deductible + (plan.pool.kind === 'stay' ? pool.deductible : 0),
      pool: used.pool + (plan.pool.kind === 'stay' || plan.pool.kind === 'limited' ? pool.paid : 0),
      outpatientDeductible: used.outpatientDeductible + (plan.pool.kind === 'outpatient' ? pool.deductible : 0),
      outpatientPool: used.outpatientPool + (plan.pool.kind === 'outpatient' ? pool.paid : 0),
      limitUsed: pool.limitUsed,
      burden: used.burden + counted,
      illness: used.illness + illness,
      assistanceThreshold: used.assistanceThreshold + threshold,
      assistance: used.assistance + assistance,
    },
    derivation: trace,
  };
}

interface PoolPaid {
  readonly deductible: Fen;
  readonly ratio: number | null;
  readonly paid: Fen;
  readonly cadre: Fen;
  readonly stays: Readonly<Record<string, number>>;
  readonly limitUsed: Readonly<Record<string, Fen>>;
}

/** 统筹基金: what the rule of the kind of visit pays of what is in scope. */
function payPool(plan: Plan, bill: Bill, used: Accumulators, inScope: Fen, trace: DerivationStep[] | null): PoolPaid {
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

/** Bands over the year's burden above the threshold, less what was paid before; never more than this visit's burden. */
function payIllness(
  plan: Plan,
  rule: IllnessRule,
  used: Accumulators,
  burden: Fen,
  trace: DerivationStep[] | null,
): Fen {
  const yearBurden = used.burden + burden;
  const above = Math.max(0, yearBurden - rule.threshold);
  let sum = 0;
  let from = 0;
  const parts: { amount: Fen; ratio: number }[] = [];
  for (const { upTo, ratio } of rule.bands) {
    if (above <= from) break;
    const amount = Math.min(above, upTo) - from;
    sum += amount * ratio;
    if (trace !== null) parts.push({ amount, ratio });
    from = upTo;
  }
  const yearTotal = Math.min(roundedQuotient(sum, whole), rule.cap);
  const paid = Math.min(Math.max(0, yearTotal - used.illness), burden);
  if (trace !== null) {
    trace.push({
      step: 'illness',
      layer: rule.layer,
      burden,
      yearBurden,
      threshold: rule.threshold,
      bands: parts,
      yearTotal,
      paidBefore: used.illness,
      output: paid,
      parameters: plan.uses.illness,
    });
  }
  return paid;
}

function total(counts: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const count of Object.values(counts)) sum += count;
  return sum;
}

/** Accumulators of another year, below zero, or above what the law lets one use. */
function accumulatorProblem({ year, pool, assistance, illness }: Plan, used: Accumulators): SettlementRefused | null {
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
