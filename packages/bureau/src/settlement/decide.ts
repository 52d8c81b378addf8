/**
 * Whether a visit may be settled, and what each fund books for it. Plain functions: the person as the registry knows them, the day
 * and the visit come in; the amounts are the engine's.
 */
import { type DateText, type Fen, isDate, isUuid7, yearOf } from '@mingzhang/kernel';
import { type FundPart, type Leg, opposite, type Side } from '@mingzhang/ledger';
import {
  type Filing,
  filings as filingNames,
  type Scheme,
  type Settlement,
  schemes,
  type VisitCase,
  type VisitKind,
  visitKinds,
} from '@mingzhang/policy';
import { categoriesKnown, coverageOn, divisionSaid, type InsuredPerson, policyAreaOf } from '../registry/index.ts';
import { type CrossRegionFiling, filingsFor, isElsewhere } from '../travel/index.ts';
import { type Entitlement, entitledOn } from './entitlements/decide.ts';
import { type DeskRefused, refuse } from './refusals.ts';

/** Whoever draws benefits, with everything that decides whether they may. */
export interface Claimant extends Pick<InsuredPerson, 'name' | 'diedOn' | 'spells' | 'suspensions' | 'categories'> {
  readonly filings: readonly CrossRegionFiling[];
  readonly entitlements: readonly Entitlement[];
}

/** 联网直接结算, or 零星报销 afterwards. */
export type Channel = 'direct' | 'manual';

export interface VisitDraft {
  readonly kind: VisitKind;
  /** As the area's rules name it: level-2, class-1 … */
  readonly level: string;
  /** What the clerk says; where a filing covers the place, the filing counts instead. */
  readonly filing: Filing;
  /** Chronic, two-disease, maternity: which; else ''. */
  readonly item: string;
  readonly institution: string;
  /** Where the institution is, six digits; left out for the bureau's own county. */
  readonly careArea?: string | undefined;
  /** 就诊号 or the number of the bill: with the institution it tells one visit from another. */
  readonly number: string;
  readonly from: DateText;
  /** Discharge, or the day of the visit: the day whose rules apply. */
  readonly to: DateText;
  /** 'direct' unless told. */
  readonly channel?: Channel | undefined;
}

export function idProblem(id: string): DeskRefused | null {
  if (isUuid7(id)) return null;
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

/** Where the care was given: the bureau's own county where the visit does not say. */
export function careAreaOf({ careArea }: VisitDraft, division: string): string {
  return careArea === undefined || careArea === '' ? division : careArea;
}

function careAreaProblem(visit: VisitDraft, division: string): DeskRefused | null {
  const area = careAreaOf(visit, division);
  if (!/^\d{6}$/.test(area) || area.endsWith('0000')) {
    return refuse(
      'care-area-malformed',
      `就医地“${divisionSaid(area)}”不对，应是医疗机构所在的县；县没有列入的选它所属的市。`,
    );
  }
  const elsewhere = isElsewhere(division, area);
  if (elsewhere && visit.filing === 'local') {
    return refuse(
      'care-area-malformed',
      `就医地${divisionSaid(area)}不在本统筹区（${divisionSaid(division)}），不是本地就医；请选异地就医的方式，有备案的按备案办。`,
    );
  }
  if (!elsewhere && visit.filing !== 'local') {
    return refuse(
      'care-area-malformed',
      `就医地${divisionSaid(area)}就在本统筹区，不是“${filingNames[visit.filing]}”；请核对就医地，在外地的选那里的县。`,
    );
  }
  return null;
}

/** The case that the engine is asked, or why there is none. Categories count as far as they were known today. */
export function decideCase(
  person: Claimant,
  { area: division }: { readonly area: string },
  visit: VisitDraft,
  today: DateText,
): VisitCase | DeskRefused {
  const problem = visitProblem(visit, today) ?? careAreaProblem(visit, division);
  if (problem !== null) return problem;
  const { kind, level, item, from, to } = visit;
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
  const filing = filingOf(person, division, visit);
  if (typeof filing !== 'string') return filing;
  const entitled = entitlementProblem(person, visit);
  if (entitled !== null) return entitled;
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

/** 备案的按备案；没有备案的，只有急诊抢救和未备案可选。 */
function filingOf({ name, filings }: Claimant, division: string, visit: VisitDraft): Filing | DeskRefused {
  const { filing, from, to } = visit;
  if (filing === 'local') return filing;
  const area = careAreaOf(visit, division);
  const { covering, elsewhere } = filingsFor(filings, { area, from, to });
  if (covering !== null) return covering.kind;
  if (filing !== 'long-term' && filing !== 'transferred') return filing;
  if (elsewhere.length > 0) {
    const filed = elsewhere.map((one) => `${divisionSaid(one.area)}（${one.from}至${one.to ?? '长期'}）`).join('、');
    return refuse(
      'filing-other-area',
      `${name}备案的就医地是${filed}，不含${divisionSaid(area)}，不能按“${filingNames[filing]}”结算；请补办或变更备案，或按未备案结算。`,
    );
  }
  return refuse(
    'filing-missing',
    `${name}${from}至${to}没有异地就医备案，不能按“${filingNames[filing]}”结算；请先补办备案，或按未备案结算。`,
  );
}

function entitlementProblem({ name, entitlements }: Claimant, visit: VisitDraft): DeskRefused | null {
  const { kind, item, to } = visit;
  if (kind !== 'chronic' && kind !== 'two-disease') return null;
  if (entitledOn(entitlements, { kind, item, day: to })) return null;
  const held = entitlements
    .filter((one) => one.kind === kind)
    .map((one) => `${one.item}（${one.from}至${one.to ?? '今'}）`);
  const has = held.length === 0 ? '一种都没有认定' : `已认定的是${held.join('、')}`;
  return refuse(
    'not-entitled',
    `${name}${to}没有“${item}”的${visitKinds[kind]}待遇资格，${has}；请先凭医师意见办理认定，再结算。`,
  );
}

/** The payers whose money goes through fund books. */
const fundPayers = [
  'pool',
  'criticalIllness',
  'largeAmount',
  'civilServant',
  'assistance',
  'cadre',
  'account',
] as const;
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
  civilServant: 'benefit-expense',
  assistance: 'assistance-expense',
  cadre: 'benefit-expense',
  account: 'benefit-expense',
};

const schemeFunds: Readonly<Record<Scheme, FundPart>> = {
  resident: 'resident',
  employee: 'employee-pooled',
  'retired-cadre': 'retired-cadre',
};

const payerFunds: Readonly<Partial<Record<FundPayer, FundPart>>> = {
  civilServant: 'civil-servant',
  assistance: 'assistance',
  cadre: 'retired-cadre',
  account: 'employee-personal',
};

/** What each fund owes for a settlement; only what is not nothing. */
export function fundLines(scheme: Scheme, settlement: Pick<Settlement, FundPayer>): readonly FundLine[] {
  return fundPayers
    .filter((payer) => settlement[payer] !== 0)
    .map((payer) => ({
      payer,
      fund: payerFunds[payer] ?? schemeFunds[scheme],
      account: expenses[payer],
      amount: settlement[payer],
    }));
}

const fundNames: Readonly<Record<FundPart, string>> = {
  resident: '居民医保基金',
  'employee-pooled': '职工医保统筹基金',
  'employee-personal': '职工医保个人账户',
  assistance: '医疗救助基金',
  'civil-servant': '公务员医疗补助资金',
  'retired-cadre': '离休人员医疗经费',
};

export interface SetLines {
  readonly set: string;
  readonly lines: readonly FundLine[];
}

/** The lines by the set of books that takes them; a refusal where a fund has none. `sets` says which set keeps a fund. */
export function linesBySet(
  lines: readonly FundLine[],
  sets: ReadonlyMap<string, string>,
): readonly SetLines[] | DeskRefused {
  const missing = lines.find(({ fund }) => !sets.has(fund));
  if (missing !== undefined) {
    return refuse(
      'fund-without-books',
      `${fundNames[missing.fund]}还没有账套，结了也无处记账，没有结算；请先为它建账并打开月份。`,
    );
  }
  return [...Map.groupBy(lines, ({ fund }) => sets.get(fund) ?? '')].map(([set, own]) => ({ set, lines: own }));
}

/** What a person may use of their account: refused beyond what stands on it. */
export function accountProblem(wanted: Fen, { scheme, balance }: { scheme: Scheme; balance: Fen }): DeskRefused | null {
  if (wanted <= balance) return null;
  const [asked, held] = [wanted, balance].map((amount) => `${(amount / 100).toFixed(2)}元`);
  const who = scheme === 'employee' ? '' : `${schemes[scheme]}没有个人账户；`;
  return refuse(
    'account-short',
    `${who}要用个人账户${asked}，账上只有${held}，没有结算；请把个人账户支付改到${held}以内。`,
  );
}

/** The legs of one set: each expense against 应付待遇款 of the same fund; what is paid less than before stands on the other sides. */
export function fundLegs(lines: readonly FundLine[]): readonly Leg[] {
  const leg = (side: Side, account: string, { fund, amount }: FundLine): Leg => {
    return { account, side: amount > 0 ? side : opposite(side), amount: Math.abs(amount), dimensions: { fund } };
  };
  return lines.flatMap((line) => [leg('debit', line.account, line), leg('credit', payable, line)]);
}
