/** What is wrong with an application or a document, what may follow in which state, and who has passed the line. Pure. */
import { type DateText, type Fen, formatYuan, isDate, isUuid7, yearOf } from '@mingzhang/kernel';
import { type AssistanceRefused, refuse } from './refusals.ts';

export function idProblem(id: string): AssistanceRefused | null {
  if (isUuid7(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
}

export function textProblem(texts: Readonly<Record<string, string>>): AssistanceRefused | null {
  for (const [name, text] of Object.entries(texts)) {
    if (text === '' || text.length > 200 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${name}”要填写，不超过200字，首尾不留空白，不含换行，请改正后再提交。`);
    }
  }
  return null;
}

function dayProblem(name: string, day: string, today: DateText): AssistanceRefused | null {
  if (isDate(day) && day <= today) return null;
  return refuse('date-malformed', `“${name}”${day}应是今天（${today}）或以前的一天，写作“2024-03-05”。`);
}

function amountProblem(amounts: Readonly<Record<string, Fen>>): AssistanceRefused | null {
  for (const [name, amount] of Object.entries(amounts)) {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      return refuse('amount-malformed', `“${name}”应是不小于零、最多两位小数的金额（元），请改正后再提交。`);
    }
  }
  return null;
}

/** Identities that are recognised on application; the others come by the lists of civil affairs and need none. */
export const applicantCategories = {
  'illness-poverty': '因病致贫重病患者',
  'low-income-margin': '低保边缘家庭成员',
} as const;
export type ApplicantCategory = keyof typeof applicantCategories;

export interface Attachment {
  readonly sha256: string;
  readonly name: string;
}

export interface ApplicationDraft {
  readonly year: number;
  readonly category: string;
  readonly householdSize: number;
  readonly householdIncome: Fen;
  readonly householdExpense: Fen;
  readonly facts: string;
  readonly submittedOn: DateText;
  readonly attachments: readonly Attachment[];
  readonly payee: { readonly name: string; readonly bank: string; readonly account: string };
}

export function applicationProblem(draft: ApplicationDraft, today: DateText): AssistanceRefused | null {
  const { year, category, householdSize, facts, submittedOn, attachments, payee } = draft;
  const problem =
    textProblem({ 家庭情况: facts, 收款人: payee.name, 开户银行: payee.bank }) ??
    dayProblem('申请日期', submittedOn, today) ??
    amountProblem({ 家庭收入: draft.householdIncome, 家庭支出: draft.householdExpense });
  if (problem !== null) return problem;
  if (!Number.isInteger(householdSize) || householdSize < 1 || householdSize > 99) {
    return refuse('household-malformed', `家庭人口“${householdSize}”应是1至99的整数，请核对户口簿。`);
  }
  const latest = yearOf(submittedOn);
  if (year !== latest && year !== latest - 1) {
    return refuse(
      'year-out-of-range',
      `${submittedOn}的申请只受理${latest - 1}年和${latest}年的负担，不受理${year}年的。`,
    );
  }
  if (!Object.hasOwn(applicantCategories, category)) {
    return refuse(
      'category-unfit',
      `“${category}”不能依申请救助；可以申请的是${Object.values(applicantCategories).join('、')}，其他身份按名单直接救助。`,
    );
  }
  if (attachments.length === 0) {
    return refuse('attachments-missing', '没有附件。请附上申请书、收入和支出的证明、诊断证明或费用凭据后再提交。');
  }
  for (const { sha256, name } of attachments) {
    if (!/^[0-9a-f]{64}$/.test(sha256) || textProblem({ 附件名: name }) !== null) {
      return refuse('attachment-malformed', `附件“${name}”没有名称或校验值（64位十六进制SHA-256），请重新上传。`);
    }
  }
  if (!/^\d{8,30}$/.test(payee.account)) {
    return refuse('account-malformed', '银行账号应是8至30位数字，不含空格；请对照存折或银行卡重新输入。');
  }
  return null;
}

export const applicationStates = {
  submitted: '待乡镇核查',
  checked: '待民政认定',
  recognised: '待审核',
  approved: '已救助',
  rejected: '不予救助',
  withdrawn: '已撤回',
} as const;
export type ApplicationState = keyof typeof applicationStates;

export const applicationSteps = {
  submitted: '受理',
  checked: '乡镇核查',
  recognised: '民政认定',
  returned: '退回认定',
  approved: '审核通过，核定救助',
  rejected: '不予救助',
  withdrawn: '撤回',
} as const;
export type ApplicationStep = keyof typeof applicationSteps;

const follows: Readonly<Record<Exclude<ApplicationStep, 'submitted'>, readonly ApplicationState[]>> = {
  checked: ['submitted'],
  recognised: ['checked'],
  returned: ['recognised'],
  approved: ['recognised'],
  rejected: ['submitted', 'checked', 'recognised'],
  withdrawn: ['submitted', 'checked', 'recognised'],
};

export function stepProblem(
  state: ApplicationState,
  step: Exclude<ApplicationStep, 'submitted'>,
): AssistanceRefused | null {
  if (follows[step].includes(state)) return null;
  return refuse(
    'state-unfit',
    `这件申请“${applicationStates[state]}”，不能再“${applicationSteps[step]}”；请刷新后核对。`,
  );
}

/**
 * 因病致贫：年度政策范围内自付达到家庭年可支配收入的一定比例（湖南各市细则为50%）。Where the place has no such share the recognition of
 * civil affairs stands alone.
 */
export function shareProblem(
  { category, householdIncome }: { readonly category: string; readonly householdIncome: Fen },
  burden: Fen,
  share: number | null,
): AssistanceRefused | null {
  if (category !== 'illness-poverty' || share === null) return null;
  if (burden * 10_000 >= householdIncome * share) return null;
  return refuse(
    'burden-below-share',
    `当年政策范围内个人负担${formatYuan(burden)}元，没有达到家庭收入${formatYuan(householdIncome)}元的${share / 100}%，不符合因病致贫的条件；请核对收入或告知申请人。`,
  );
}

export const sourceKinds = { budget: '预算', received: '到账', 'carried-over': '上年结转' } as const;
export type SourceKind = keyof typeof sourceKinds;

/** 中央、省、市、县财政，彩票公益金，社会捐赠，利息. */
export const sourceLevels = {
  central: '中央补助',
  province: '省级补助',
  city: '市级补助',
  county: '县级安排',
  lottery: '彩票公益金',
  donation: '社会捐赠',
  interest: '利息',
  other: '其他',
} as const;
export type SourceLevel = keyof typeof sourceLevels;

export const fiscalLevels: readonly SourceLevel[] = ['central', 'province', 'city', 'county'];

export const sourcePurposes = {
  '': '不分用途',
  inpatient: '住院救助',
  outpatient: '门诊救助',
  enrolment: '资助参保',
} as const;
export type SourcePurpose = keyof typeof sourcePurposes;

/** What the fund's books say of a year's income, by the source it stands for. */
export interface BookedIncome {
  /** 财政补贴收入 and 上级补助收入. */
  readonly fiscal: Fen;
  readonly interest: Fen;
  /** 其他收入 and 转移收入: donations among them. */
  readonly other: Fen;
  /** Of the fiscal income, what a document of subsidy is named for, by its level. */
  readonly documented: Readonly<Partial<Record<SourceLevel, Fen>>>;
}

export interface SourceDifference {
  readonly what: string;
  readonly registered: Fen;
  readonly booked: Fen;
}

/**
 * Where the register of sources and the books' income of a year differ. By level only where every fen of the fiscal income names its
 * document and none came from the lottery, whose money the books do not tell from that of the level it passed through.
 */
export function sourceDifferences(
  received: Readonly<Partial<Record<SourceLevel, Fen>>>,
  { fiscal, interest, other, documented }: BookedIncome,
): readonly SourceDifference[] {
  const registered = (...levels: readonly SourceLevel[]): Fen =>
    levels.reduce((sum, level) => sum + (received[level] ?? 0), 0);
  const told = Object.values(documented).reduce((sum, amount) => sum + amount, 0) === fiscal;
  const byLevel = told && registered('lottery') === 0;
  return [
    { what: '财政补助', registered: registered(...fiscalLevels, 'lottery'), booked: fiscal },
    ...(byLevel
      ? fiscalLevels.map((level) => {
          return { what: sourceLevels[level], registered: registered(level), booked: documented[level] ?? 0 };
        })
      : []),
    { what: '利息', registered: registered('interest'), booked: interest },
    { what: '捐赠和其他', registered: registered('donation', 'other'), booked: other },
  ].filter((line) => line.registered !== line.booked);
}

export interface SourceDraft {
  readonly year: number;
  readonly kind: string;
  readonly level: string;
  readonly purpose: string;
  readonly amount: Fen;
  readonly document: string;
  readonly dated: DateText;
}

export function sourceProblem(draft: SourceDraft, today: DateText): AssistanceRefused | null {
  const { year, kind, level, purpose, amount, document, dated } = draft;
  const problem =
    textProblem({ 文件: document }) ?? dayProblem('日期', dated, today) ?? amountProblem({ 金额: amount });
  if (problem !== null) return problem;
  if (amount === 0 && kind !== 'carried-over') {
    return refuse('amount-malformed', '“金额”是零，没有可登记的；请核对文件或银行回单。');
  }
  if (!Number.isInteger(year) || Math.abs(year - yearOf(dated)) > 1) {
    return refuse('year-out-of-range', `${dated}的文件不会是${year}年的资金，请核对年度。`);
  }
  const known =
    Object.hasOwn(sourceKinds, kind) && Object.hasOwn(sourceLevels, level) && Object.hasOwn(sourcePurposes, purpose);
  if (known && (kind === 'budget' || purpose === '')) return null;
  return refuse(
    'level-unfit',
    `来源“${level}”、类别“${kind}”或用途“${purpose}”不对；来源可用${Object.values(sourceLevels).join('、')}，只有预算分用途。`,
  );
}

export interface Balance {
  readonly carriedOver: Fen;
  readonly raised: Fen;
  readonly spent: Fen;
  readonly balance: Fen;
  /** The most that may be left: a share of what was raised. */
  readonly limit: Fen;
  readonly beyond: boolean;
}

/** 累计结余 against 15 % of what was raised in the year; `share` in ten-thousandths. */
export function balanceOf(
  { carriedOver, raised, spent }: { readonly carriedOver: Fen; readonly raised: Fen; readonly spent: Fen },
  share: number,
): Balance {
  const balance = carriedOver + raised - spent;
  const limit = Math.floor((raised * share) / 10_000);
  return { carriedOver, raised, spent, balance, limit, beyond: balance > limit };
}

export const lineKinds = { vulnerable: '脱贫户和有救助身份的人员', ordinary: '一般参保人员' } as const;
export type LineKind = keyof typeof lineKinds;

/** What a new sum makes of where somebody stood: nothing, passing the line, or falling below it again. */
export function crossing(wasAbove: boolean, burden: Fen, line: Fen): 'above' | 'below' | null {
  const above = burden >= line;
  if (above === wasAbove) return null;
  return above ? 'above' : 'below';
}
