/**
 * Whether a visit may be settled, and what each fund books for it. Plain functions: the person as the registry knows them, the day
 * and the visit come in; the amounts are the engine's.
 */
import { type DateText, type Fen, isDate, yearOf } from '@mingzhang/kernel';
import { type FundPart, type Leg, opposite, type Side } from '@mingzhang/ledger';
import { type Filing, type Scheme, type Settlement, schemes, type VisitCase, type VisitKind } from '@mingzhang/policy';
import { categoriesKnown, coverageOn, type InsuredPerson, policyAreaOf } from '../registry/index.ts';
import { type DeskRefused, refuse } from './refusals.ts';

export interface VisitDraft {
  readonly kind: VisitKind;
  /** As the area's rules name it: level-2, class-1 … */
  readonly level: string;
  readonly filing: Filing;
  /** Chronic, two-disease, maternity: which; else ''. */
  readonly item: string;
  readonly institution: string;
  /** 就诊号 or the number of the bill: with the institution it tells one visit from another. */
  readonly number: string;
  readonly from: DateText;
  /** Discharge, or the day of the visit: the day whose rules apply. */
  readonly to: DateText;
}

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function idProblem(id: string): DeskRefused | null {
  if (version7.test(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
}

export function textProblem(texts: Readonly<Record<string, string>>): DeskRefused | null {
  for (const [name, text] of Object.entries(texts)) {
    if (text === '' || text.length > 100 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${name}”要填写，不超过100字，首尾不留空白，不含换行，请改正后再提交。`);
    }
  }
  return null;
}

function visitProblem({ institution, number, from, to }: VisitDraft, today: DateText): DeskRefused | null {
  const text = textProblem({ 医疗机构: institution, 就诊号: number });
  if (text !== null) return text;
  if (!isDate(from) || !isDate(to) || from > to) {
    return refuse('date-malformed', `就诊日期“${from}”至“${to}”不对，应是先后两天，写作“2024-03-05”。`);
  }
  if (to > today) return refuse('date-in-future', `出院或就诊日期${to}在今天（${today}）之后，还不能结算。`);
  if (yearOf(from) === yearOf(to)) return null;
  return refuse('stay-crosses-year', `${from}至${to}跨了年度，请按年度分段结算，累计数各归各年。`);
}

/** The case that the engine is asked, or why there is none. Categories count as far as they were known today. */
export function decideCase(
  person: InsuredPerson,
  { area: division }: { readonly area: string },
  visit: VisitDraft,
  today: DateText,
): VisitCase | DeskRefused {
  const problem = visitProblem(visit, today);
  if (problem !== null) return problem;
  const { kind, level, filing, item, from, to } = visit;
  const { name, diedOn, spells, suspensions } = person;
  if (diedOn !== null && to > diedOn) {
    return refuse('dead-before-visit', `${name}${diedOn}死亡，${to}的费用不能结算。请核对就诊人和死亡登记。`);
  }
  // At the end, whose rules apply; then at the beginning: what came before coverage is not paid.
  for (const day of to === from ? [to] : [to, from]) {
    const coverage = coverageOn(spells, suspensions, day);
    if (coverage.kind === 'none') {
      return refuse('not-enrolled', `${name}${day}没有参保，不能结算。请核对参保和缴费到账日期。`);
    }
    const { spell } = coverage;
    if (spell.area !== division) {
      return refuse(
        'insured-elsewhere',
        `${name}${day}的参保地是${spell.area}，不在本统筹区（${division}），请到参保地结算，或走异地直接结算。`,
      );
    }
    if (coverage.kind === 'suspended') {
      const { suspension } = coverage;
      return refuse(
        'suspended',
        `${name}自${suspension.from}起暂停享受待遇（${suspension.reason}），${day}的费用不能结算；恢复后再办。`,
      );
    }
    if (coverage.kind === 'waiting') {
      return refuse('waiting', `${name}的待遇等待期到${spell.waitingUntil}，${day}的费用不能结算。`);
    }
  }
  const area = policyAreaOf(division);
  if (area === null) {
    return refuse('area-without-rules', `区划${division}没有对应的参数，不知道适用哪里的规定；请先录入统筹区的规定。`);
  }
  const coverage = coverageOn(spells, suspensions, to);
  if (coverage.kind === 'none') throw new Error('coverage was asked for above');
  const { scheme, member, civilServant } = coverage.spell;
  const categories = categoriesKnown(person.categories, to, today);
  return { area, scheme, kind, member, day: to, level, categories, filing, civilServant, item };
}

/** The payers whose money goes through fund books. */
const fundPayers = ['pool', 'criticalIllness', 'largeAmount', 'assistance'] as const;
export type FundPayer = (typeof fundPayers)[number];

export interface FundLine {
  readonly payer: FundPayer;
  readonly fund: FundPart;
  /** Key of the expense account. */
  readonly account: string;
  readonly amount: Fen;
}

export const payable = 'benefit-payable';

const expenses: Readonly<Record<FundPayer, string>> = {
  pool: 'benefit-expense',
  criticalIllness: 'serious-illness-expense',
  largeAmount: 'serious-illness-expense',
  assistance: 'assistance-expense',
};

const schemeFunds: Readonly<Record<Scheme, FundPart | null>> = {
  resident: 'resident',
  employee: 'employee-pooled',
  'retired-cadre': null,
};

/** What each fund owes for a settlement; only what is not nothing. */
export function fundLines(
  scheme: Scheme,
  settlement: Pick<Settlement, FundPayer | 'civilServant' | 'cadre'>,
): readonly FundLine[] | DeskRefused {
  const own = schemeFunds[scheme];
  if (settlement.civilServant !== 0 || settlement.cadre !== 0 || own === null) {
    const what = settlement.civilServant !== 0 ? '公务员医疗补助' : schemes[scheme];
    return refuse('fund-without-books', `${what}的资金还没有账套，结了也无处记账，没有结算；请先按其制度建账。`);
  }
  return fundPayers
    .filter((payer) => settlement[payer] !== 0)
    .map((payer) => ({
      payer,
      fund: payer === 'assistance' ? 'assistance' : own,
      account: expenses[payer],
      amount: settlement[payer],
    }));
}

/** The legs of one set: each expense against 应付待遇款 of the same fund; what is paid less than before stands on the other sides. */
export function fundLegs(lines: readonly FundLine[]): readonly Leg[] {
  const leg = (side: Side, account: string, { fund, amount }: FundLine): Leg => {
    return { account, side: amount > 0 ? side : opposite(side), amount: Math.abs(amount), dimensions: { fund } };
  };
  return lines.flatMap((line) => [leg('debit', line.account, line), leg('credit', payable, line)]);
}
