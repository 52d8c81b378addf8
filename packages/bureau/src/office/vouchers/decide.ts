/**
 * A voucher's way: made → checked → booked. The checker may send it back (returned) and the maker draw it up again; the maker may
 * withdraw it until it is booked. Nothing leads away from booked: a mistake is taken back by a voucher of its own.
 */
import { type Leg, type Voucher, type VoucherRule } from '@mingzhang/ledger';
import { type VoucherRefusalId } from './refusals.ts';

export const voucherStates = {
  made: '待复核',
  checked: '待记账',
  booked: '已记账',
  returned: '已退回',
  withdrawn: '已撤销',
} as const;

export type VoucherState = keyof typeof voucherStates;

export type VoucherStep = 'revise' | 'check' | 'return' | 'book' | 'withdraw';

export interface Refused<Id extends string> {
  readonly id: Id;
  readonly message: string;
}

const steps: Readonly<Record<VoucherStep, { readonly name: string; readonly from: readonly VoucherState[] }>> = {
  revise: { name: '修改', from: ['made', 'returned'] },
  check: { name: '复核', from: ['made'] },
  return: { name: '退回', from: ['made', 'checked'] },
  book: { name: '记账', from: ['checked'] },
  withdraw: { name: '撤销', from: ['made', 'checked', 'returned'] },
};

interface StepFacts {
  readonly state: VoucherState;
  readonly maker: string;
  /** Who takes the step. */
  readonly person: string;
  /** Why; needed where something is sent back or withdrawn. */
  readonly reason?: string | undefined;
}

/** Why the step cannot be taken, or null. That the checker is another person is `decideChecking` of the access duty. */
export function decideStep(step: VoucherStep, facts: StepFacts): Refused<VoucherRefusalId> | null {
  const { name, from } = steps[step];
  if (!from.includes(facts.state)) {
    const now = voucherStates[facts.state];
    const may = from.map((state) => `“${voucherStates[state]}”`).join('或');
    const advice = facts.state === 'booked' ? '已记账的凭证只能冲销后另记。' : '请刷新后看它现在到了哪一步。';
    return { id: 'voucher-state-unfit', message: `凭证现在是“${now}”，${may}的凭证才能${name}。${advice}` };
  }
  if ((step === 'revise' || step === 'withdraw') && facts.maker !== facts.person) {
    return { id: 'voucher-of-another-maker', message: `这张凭证由别人编制，不能由您${name}。请退回给编制人。` };
  }
  if ((step === 'return' || step === 'withdraw') && (facts.reason ?? '').trim().length < 2) {
    return { id: 'reason-missing', message: `${name}凭证要写明理由，编制人才知道要改什么。` };
  }
  return null;
}

/** What the desk asks of a voucher beyond the ledger: project money names its project, treasury money its payment order. */
export function decideContent(
  { entries }: Voucher,
  rule: VoucherRule | null,
  paymentOrder: string | null,
): Refused<VoucherRefusalId> | null {
  const legs: readonly Leg[] = entries.flatMap((entry) => entry.legs);
  const without = legs.find(({ dimensions }) => dimensions.spending === 'project' && dimensions.project === undefined);
  if (without !== undefined) {
    const { functionCode = '' } = without.dimensions;
    return {
      id: 'project-missing',
      message: `科目${without.account}（功能分类${functionCode}）是项目支出，没有写明项目。请从项目库选取，决算才能按项目列示。`,
    };
  }
  if (rule?.id.endsWith('-by-treasury') && (paymentOrder ?? '').trim() === '') {
    return {
      id: 'payment-order-missing',
      message: `“${rule.text}”要写明国库集中支付凭证号，才能与财政的支付数据逐笔核对。`,
    };
  }
  return null;
}
