/** What is wrong with a claim as it was handed in, and what may follow in which state. Pure. */
import { type DateText, type Fen, formatYuan, isDate } from '@mingzhang/kernel';
import { type VisitKind } from '@mingzhang/policy';
import { type VisitDraft } from '../decide.ts';
import { type ClaimedBill, sumOf, totalProblem } from '../lines.ts';
import materialsFile from './data/materials.json' with { type: 'json' };
import { type ClaimRefused, refuse } from './refusals.ts';

export const claimMaterials = materialsFile.materials;
export type Material = keyof typeof claimMaterials;

export interface Invoice {
  /** 票据代码; empty for an invoice whose number of twenty digits says all. */
  readonly code: string;
  readonly number: string;
  readonly day: DateText;
  readonly amount: Fen;
}

export interface Payee {
  readonly name: string;
  readonly bank: string;
  readonly account: string;
}

export interface ClaimDraft {
  readonly visit: VisitDraft;
  readonly bill: ClaimedBill;
  readonly submittedOn: DateText;
  readonly invoices: readonly Invoice[];
  readonly materials: readonly string[];
  readonly payee: Payee;
}

export const claimStates = {
  taken: '已受理',
  decided: '待复核',
  settled: '已核定，待支付',
  rejected: '不予报销',
  withdrawn: '已撤回',
} as const;
export type ClaimState = keyof typeof claimStates;

export const claimSteps = {
  taken: '受理',
  supplemented: '补正材料',
  decided: '核算',
  returned: '退回重核',
  settled: '复核通过，结算',
  rejected: '不予报销',
  withdrawn: '撤回',
} as const;
export type ClaimStep = keyof typeof claimSteps;

const follows: Readonly<Record<Exclude<ClaimStep, 'taken'>, readonly ClaimState[]>> = {
  supplemented: ['taken'],
  decided: ['taken', 'decided'],
  returned: ['decided'],
  settled: ['decided'],
  rejected: ['taken', 'decided'],
  withdrawn: ['taken', 'decided'],
};

export function stepProblem(state: ClaimState, step: Exclude<ClaimStep, 'taken'>): ClaimRefused | null {
  if (follows[step].includes(state)) return null;
  return refuse('state-unfit', `这件申请“${claimStates[state]}”，不能再“${claimSteps[step]}”；请刷新后核对。`);
}

/** 一次性告知: the names of what is still to be handed in. */
export function missingMaterials(kind: VisitKind, materials: readonly string[]): readonly string[] {
  const required: readonly string[] = materialsFile.required[kind];
  return required.filter((one) => !materials.includes(one)).map((one) => claimMaterials[one as Material]);
}

/** Why a claim cannot be taken as it is, in order of precedence; null: it can. */
export function claimProblem(draft: ClaimDraft, today: DateText): ClaimRefused | null {
  const { visit, bill, submittedOn, invoices, materials, payee } = draft;
  for (const [name, text] of [
    ['医疗机构', visit.institution],
    ['就诊号', visit.number],
    ['收款人', payee.name],
    ['开户银行', payee.bank],
  ] as const) {
    if (text === '' || text.length > 100 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${name}”要填写，不超过100字，首尾不留空白，不含换行，请改正后再提交。`);
    }
  }
  const { from, to } = visit;
  if (![from, to, submittedOn].every(isDate) || from > to || to > submittedOn || submittedOn > today) {
    return refuse(
      'date-malformed',
      `就诊${from}至${to}、申请${submittedOn}、今天${today}应依次不早于前一天，写作“2024-03-05”；请对照票据核对。`,
    );
  }
  const invoice = invoiceProblem(invoices, visit, submittedOn);
  if (invoice !== null) return invoice;
  const [billed, invoiced] = [sumOf(bill), invoices.reduce((sum, { amount }) => sum + amount, 0)];
  if (billed !== invoiced) {
    return refuse(
      'invoices-differ',
      Number.isSafeInteger(billed)
        ? `票据合计${formatYuan(invoiced)}元，费用合计${formatYuan(billed)}元，相差${formatYuan(invoiced - billed)}元；请逐张核对票据和费用清单。`
        : '费用里有一项不是以元为单位、最多两位小数的金额；请对照费用清单改正。',
    );
  }
  const total = totalProblem(bill);
  if (total !== null) return total;
  if (!/^\d{8,30}$/.test(payee.account)) {
    return refuse('account-malformed', '银行账号应是8至30位数字，不含空格；请对照存折或银行卡重新输入。');
  }
  const unknown = materials.find((one) => !Object.hasOwn(claimMaterials, one));
  if (unknown !== undefined) {
    return refuse(
      'material-unknown',
      `没有“${unknown}”这种材料，可用的是${Object.values(claimMaterials).join('、')}。`,
    );
  }
  return null;
}

/** Fiscal receipts have a code of eight, ten or twelve digits and a number of eight or ten; others a number of twenty alone. */
function invoiceProblem(
  invoices: readonly Invoice[],
  { from }: VisitDraft,
  submittedOn: DateText,
): ClaimRefused | null {
  if (invoices.length === 0)
    return refuse('invoices-missing', '没有票据，不能受理；请逐张登记票据代码、号码、日期和金额。');
  const seen = new Set<string>();
  for (const [index, { code, number, day, amount }] of invoices.entries()) {
    const which = `第${index + 1}张票据（${code === '' ? '代码没有填' : code} ${number}）`;
    const paper = /^(?:\d{8}|\d{10}|\d{12})$/.test(code) && /^(?:\d{8}|\d{10})$/.test(number);
    if (!paper && !(code === '' && /^\d{20}$/.test(number))) {
      return refuse(
        'invoice-malformed',
        `${which}的代码或号码不对：财政票据代码8、10或12位，号码8或10位；20位号码的发票代码不填；请对照票据核对。`,
      );
    }
    if (!Number.isSafeInteger(amount) || amount <= 0) {
      return refuse('invoice-malformed', `${which}的金额应是大于零、最多两位小数的金额；请对照票据核对。`);
    }
    if (!isDate(day) || day < from || day > submittedOn) {
      return refuse(
        'invoice-outside-visit',
        `${which}的日期${day}不在就诊（${from}起）到申请（${submittedOn}）之间；不是这次就诊的票据请另报。`,
      );
    }
    if (seen.has(`${code} ${number}`)) {
      return refuse('invoice-repeated', `${which}写了两次；一张票据只登记一次，请删去一行。`);
    }
    seen.add(`${code} ${number}`);
  }
  return null;
}
