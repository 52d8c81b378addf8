/**
 * A settlement, in the order of the law: fees by class → 起付线 → 统筹基金 → 大病保险 or 大额补助 → 公务员补助 → 医疗救助 → 医院负担 →
 * 个人账户 → 现金. Each fund's line is rounded once, a half up; cash is what is left (国家接口标准 I1–I7).
 *
 *     永州 居民 二级医院首次住院，总费用12000.00：全自费800，超限价100，先行自付1100，政策范围内10000
 *       (10000 − 800) × 80% = 7360.00 统筹；个人 4640.00
 */
import { type Fen } from '@mingzhang/kernel';
import { accumulatorProblem } from './accumulators.ts';
import { payCivilServant } from './civil-servant-supplement.ts';
import { addFeeSums, type ClassifiedFees, classifyFeeLines } from './classify-fee-lines.ts';
import { payIllness } from './critical-illness.ts';
import { type Derivation, type DerivationStep } from './derivation.ts';
import { noAssistance, payAssistance } from './medical-assistance.ts';
import { type Plan } from './plan.ts';
import { payPool } from './pooled-fund.ts';
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
  const { lines, sums } = bill;
  const wrongLine =
    sums !== undefined && lines.length === 0 ? addFeeSums(sums, fees) : classifyFeeLines(lines, plan.year, fees, trace);
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

  const civilServant = plan.civilServant === null ? 0 : payCivilServant(plan, plan.civilServant, left, trace);
  left -= civilServant;

  // 救助的起付标准和年度限额一人一份，在别的险种用掉的也算。
  const elsewhere = bill.assistedElsewhere;
  const assisted = {
    threshold: used.assistanceThreshold + (elsewhere?.threshold ?? 0),
    paid: used.assistance + (elsewhere?.paid ?? 0),
  };
  const assistance =
    plan.assistance === null
      ? noAssistance
      : payAssistance(plan.assistance, plan.uses.assistance, assisted, left, trace);

  const funds = pool.paid + pool.cadre + illness + civilServant + assistance.paid;
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
    assistance: assistance.paid,
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
      assistanceThreshold: used.assistanceThreshold + assistance.threshold,
      assistance: used.assistance + assistance.paid,
    },
    derivation: trace,
  };
}
