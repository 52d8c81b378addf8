/**
 * Government procurement: plan → contract → acceptance → payments, kept apart because they are different amounts at different times.
 * What is published as 政府采购支出 is a statistic; contracts are what was signed, payments what the books say:
 *
 *     contracts signed in the year  −  not yet paid of them  −  deposits kept back of them
 *                                   +  paid of contracts of earlier years             =  paid in the year
 */
import { addFen, type DateText, type Fen, formatYuan, roundFraction, subtractFen, sumFen } from '@mingzhang/kernel';
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
import shareFile from './data/small-share-bases.json' with { type: 'json' };

export const purchases = ['goods', 'works', 'services'] as const;
export type Purchase = (typeof purchases)[number];

export const purchaseNames: Readonly<Record<Purchase, string>> = { goods: '货物', works: '工程', services: '服务' };

/** 大型, 中型, 小型, 微型. */
export const supplierSizes = ['large', 'medium', 'small', 'micro'] as const;
export type SupplierSize = (typeof supplierSizes)[number];

export const supplierSizeNames: Readonly<Record<SupplierSize, string>> = {
  large: '大型企业',
  medium: '中型企业',
  small: '小型企业',
  micro: '微型企业',
};

export function isMediumOrSmall(size: SupplierSize): boolean {
  return size !== 'large';
}

export function isSmallOrMicro(size: SupplierSize): boolean {
  return size === 'small' || size === 'micro';
}

export interface ProcurementPlan {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly purchase: Purchase;
  readonly amount: Fen;
  /** For small and medium firms: 不预留, 部分预留, 整体预留. */
  readonly reserved: 'none' | 'part' | 'whole';
  readonly document: string;
}

export interface ProcurementContract {
  readonly id: string;
  readonly plan: string;
  readonly number: string;
  readonly name: string;
  readonly supplier: string;
  /** As its 中小企业声明函 says; null where nobody knows. */
  readonly supplierSize: SupplierSize | null;
  readonly signedOn: DateText;
  readonly amount: Fen;
  /** 质量保证金, kept back until the warranty ends. */
  readonly deposit: Fen;
}

export interface DayFacts {
  readonly today: DateText;
  readonly closed: ClosedBooks;
}

/** Why a plan may not be entered, or null. */
export function planProblem(plan: ProcurementPlan): Refused | null {
  return firstProblem(
    idProblem(plan.id),
    textProblem({ 采购项目: plan.name, '备案文号？': plan.document }),
    amountProblem({ 计划金额: plan.amount }, 1),
    plan.year >= 2000 ? countProblem('计划年度', plan.year, 2999) : countProblem('计划年度', -1),
  );
}

/** Why a contract may not be entered, or null. `contracted` is what other contracts of the plan come to. */
export function contractProblem(
  contract: ProcurementContract,
  {
    plan,
    contracted,
    numberTaken,
    ...days
  }: DayFacts & { readonly plan: ProcurementPlan | null; readonly contracted: Fen; readonly numberTaken: boolean },
): Refused | null {
  const { number, signedOn, amount, deposit, supplierSize } = contract;
  const form = firstProblem(
    idProblem(contract.id),
    textProblem({ 合同编号: number, 合同名称: contract.name, 供应商: contract.supplier }),
    dateProblem({ 签订日期: signedOn }),
    amountProblem({ 合同金额: amount }, 1),
    amountProblem({ 质量保证金: deposit }),
    dayProblem('签订日期', signedOn, days.today, days.closed),
  );
  if (form !== null) return form;
  if (plan === null) return refuse('record-unknown', '没有这个采购计划，请先登记计划，或从列表中选取。');
  if (supplierSize === null) {
    return refuse(
      'supplier-size-unknown',
      `请按“${contract.supplier}”的中小企业声明函选择规模；没有声明函的是大型企业。`,
    );
  }
  if (numberTaken) return refuse('contract-number-taken', `合同编号${number}已经登记过，请核对是否重复。`);
  if (Number(signedOn.slice(0, 4)) < plan.year) {
    return refuse('signed-before-plan', `合同签订于${signedOn}，早于计划年度${plan.year}，请核对。`);
  }
  if (deposit >= amount) {
    return refuse(
      'deposit-too-large',
      `质量保证金${formatYuan(deposit)}元不小于合同金额${formatYuan(amount)}元，请核对。`,
    );
  }
  if (plan.reserved === 'whole' && !isMediumOrSmall(supplierSize)) {
    return refuse('reserved-for-small', `“${plan.name}”整体预留给中小企业，不能与大型企业签订合同。`);
  }
  const left = subtractFen(plan.amount, contracted);
  if (amount <= left) return null;
  return refuse(
    'contract-exceeds-plan',
    `计划“${plan.name}”${formatYuan(plan.amount)}元，已签${formatYuan(contracted)}元，只余${formatYuan(left)}元，不能再签${formatYuan(amount)}元。请先调整计划。`,
  );
}

export interface Acceptance {
  readonly id: string;
  readonly contract: string;
  readonly date: DateText;
  readonly amount: Fen;
  /** 验收报告. */
  readonly report: string;
}

/** Why an acceptance may not be entered, or null. `accepted` is what earlier ones come to. */
export function acceptanceProblem(
  acceptance: Acceptance,
  { contract, accepted, ...days }: DayFacts & { readonly contract: ProcurementContract | null; readonly accepted: Fen },
): Refused | null {
  const { date, amount } = acceptance;
  const form = firstProblem(
    idProblem(acceptance.id),
    textProblem({ 验收报告: acceptance.report }),
    dateProblem({ 验收日期: date }),
    amountProblem({ 验收金额: amount }, 1),
    dayProblem('验收日期', date, days.today, days.closed),
  );
  if (form !== null) return form;
  if (contract === null) return refuse('record-unknown', '没有这份合同，请从列表中选取。');
  if (date < contract.signedOn) {
    return refuse('acceptance-before-contract', `验收日期${date}早于签订日期${contract.signedOn}，请核对。`);
  }
  const left = subtractFen(contract.amount, accepted);
  if (amount <= left) return null;
  return refuse(
    'acceptance-exceeds-contract',
    `合同${contract.number}${formatYuan(contract.amount)}元，已验收${formatYuan(accepted)}元，只余${formatYuan(left)}元，不能再验收${formatYuan(amount)}元。`,
  );
}

export interface PaymentFacts {
  readonly contract: ProcurementContract | null;
  readonly paid: Fen;
  readonly accepted: Fen;
  /** What the booked voucher paid from the budget and how much of it is tied to contracts; null where there is no such voucher. */
  readonly voucher: { readonly amount: Fen; readonly tied: Fen } | null;
}

/** Why so much of a voucher is no payment of the contract, or null. */
export function paymentProblem(id: string, amount: Fen, { contract, paid, voucher }: PaymentFacts): Refused | null {
  const form = firstProblem(idProblem(id), amountProblem({ 支付金额: amount }, 1));
  if (form !== null) return form;
  if (contract === null) return refuse('record-unknown', '没有这份合同，请从列表中选取。');
  if (voucher === null || voucher.amount <= 0) {
    return refuse('voucher-unknown', '没有这张有预算支出的已记账凭证（或已冲销）。请先记账，再从列表中选取。');
  }
  const due = subtractFen(contract.amount, paid);
  if (amount > due) {
    return refuse(
      'payment-exceeds-contract',
      `合同${contract.number}${formatYuan(contract.amount)}元，已付${formatYuan(paid)}元，只余${formatYuan(due)}元，不能再付${formatYuan(amount)}元。`,
    );
  }
  const left = subtractFen(voucher.amount, voucher.tied);
  if (amount <= left) return null;
  return refuse(
    'payment-exceeds-voucher',
    `凭证支出${formatYuan(voucher.amount)}元，已对应合同${formatYuan(voucher.tied)}元，只余${formatYuan(left)}元，不能再对应${formatYuan(amount)}元。`,
  );
}

/** Sentences about a payment that was entered and yet deserves a look. */
export function paymentWarnings(amount: Fen, { contract, paid, accepted }: PaymentFacts): readonly string[] {
  if (contract === null || addFen(paid, amount) <= accepted) return [];
  return [
    `合同${contract.number}已付${formatYuan(addFen(paid, amount))}元，超过已验收的${formatYuan(accepted)}元；预付款以外的请先验收再付款。`,
  ];
}

/** A contract as far as it has come, whatever the year. */
export interface ContractCourse {
  readonly contract: ProcurementContract;
  readonly purchase: Purchase;
  readonly payments: readonly {
    readonly id: string;
    readonly date: DateText;
    readonly amount: Fen;
    readonly voucher: string;
  }[];
}

export interface ProcurementYear {
  readonly purchase: Purchase;
  readonly year: number;
  /** 上报的统计数; null where none was entered. */
  readonly published: Fen | null;
  /** Contracts signed in the year. */
  readonly contracted: Fen;
  /** Of them, not paid by its end: deposits kept back, and the rest. */
  readonly deposits: Fen;
  readonly unpaid: Fen;
  /** Paid in the year of contracts of earlier years. */
  readonly carried: Fen;
  /** Paid in the year. */
  readonly paid: Fen;
  /** What was published, less what was paid; null where nothing was published. */
  readonly difference: Fen | null;
}

/** Contracts, payments and the published total of a year, explained to each other; by kind of purchase. */
export function reconcileProcurement(
  year: number,
  courses: readonly ContractCourse[],
  published: Readonly<Partial<Record<Purchase, Fen>>>,
): readonly ProcurementYear[] {
  const end = `${year}-12-31`;
  return purchases.map((purchase) => {
    const own = courses.filter((course) => course.purchase === purchase);
    const signed = own.filter(({ contract }) => contract.signedOn.startsWith(`${year}-`));
    const earlier = own.filter(({ contract }) => contract.signedOn < `${year}-01-01`);
    const paidIn = (of: readonly ContractCourse[]): Fen =>
      sumFen(
        of.flatMap(({ payments }) =>
          payments.filter(({ date }) => date.startsWith(`${year}-`)).map(({ amount }) => amount),
        ),
      );
    const open = signed.map(({ contract, payments }) => {
      const paid = sumFen(payments.filter(({ date }) => date <= end).map(({ amount }) => amount));
      const rest = subtractFen(contract.amount, paid);
      return { deposit: Math.min(rest, contract.deposit), rest };
    });
    const deposits = sumFen(open.map(({ deposit }) => deposit));
    const paid = addFen(paidIn(signed), paidIn(earlier));
    const total = published[purchase] ?? null;
    return {
      purchase,
      year,
      published: total,
      contracted: sumFen(signed.map(({ contract }) => contract.amount)),
      deposits,
      unpaid: subtractFen(sumFen(open.map(({ rest }) => rest)), deposits),
      carried: paidIn(earlier),
      paid,
      difference: total === null ? null : subtractFen(total, paid),
    };
  });
}

/** What the share of small and micro firms is taken of in a year; null where the year is not covered. */
export function smallShareBase(year: number): 'total' | 'medium-and-small' | null {
  const row = shareFile.bases.find(({ from, to }) => from <= year && (to === null || year <= to));
  return (row?.base as 'total' | 'medium-and-small' | undefined) ?? null;
}

export interface SmallShare {
  readonly base: 'total' | 'medium-and-small' | null;
  readonly mediumAndSmall: Fen;
  readonly smallAndMicro: Fen;
  /** Two decimals; null where the year is not covered or there is nothing to take a share of. */
  readonly percent: string | null;
}

/** What small and micro firms were awarded of the year's contracts, by the base of that year's text. */
export function smallShareOf(year: number, courses: readonly ContractCourse[]): SmallShare {
  const signed = courses.filter(({ contract }) => contract.signedOn.startsWith(`${year}-`));
  const awarded = (to: (size: SupplierSize) => boolean): Fen =>
    sumFen(
      signed
        .filter(({ contract }) => contract.supplierSize !== null && to(contract.supplierSize))
        .map(({ contract }) => contract.amount),
    );
  const base = smallShareBase(year);
  const mediumAndSmall = awarded(isMediumOrSmall);
  const smallAndMicro = awarded(isSmallOrMicro);
  const paid = sumFen(
    courses.flatMap(({ payments }) =>
      payments.filter(({ date }) => date.startsWith(`${year}-`)).map(({ amount }) => amount),
    ),
  );
  const whole = base === 'total' ? paid : mediumAndSmall;
  const percent =
    base === null || whole === 0
      ? null
      : formatYuan(Number(roundFraction(BigInt(smallAndMicro) * 10_000n, BigInt(whole))));
  return { base, mediumAndSmall, smallAndMicro, percent };
}
