/**
 * 异地就医备案: which filing covers care somewhere on a day, and what may be filed. Plain functions.
 *
 * A filing covers its area and everything below it: 43 all of 湖南, 4301 长沙. It covers a stay if it holds on any day of it:
 * 出院结算前补办备案的，可以直接结算（医保发〔2022〕22号）.
 */
import { type DateText, isDate, isUuid7 } from '@mingzhang/kernel';
import { type Filing } from '@mingzhang/policy';
import { dayBefore, divisionSaid } from '../registry/index.ts';
import { refuse, type TravelRefused } from './refusals.ts';

/** 异地长期居住（安置退休、长期居住、常驻工作）, 转诊. */
export const filingKinds = { 'long-term': '异地长期居住', transferred: '异地转诊' } as const satisfies Partial<
  Record<Filing, string>
>;
export type FilingKind = keyof typeof filingKinds;

export const reaches = { 'in-province': '省内', 'cross-province': '跨省' } as const;
export type Reach = keyof typeof reaches;

export interface CrossRegionFiling {
  readonly id: string;
  readonly kind: FilingKind;
  /** 就医地: two, four or six digits. */
  readonly area: string;
  readonly from: DateText;
  readonly to: DateText | null;
  readonly reason: string;
}

/** 省内 or 跨省, as seen from the place where one is insured; both are division codes. */
export function reachOf(insured: string, care: string): Reach {
  return insured.slice(0, 2) === care.slice(0, 2) ? 'in-province' : 'cross-province';
}

/** True if care there is care elsewhere: outside the city, which is the pooling region. */
export function isElsewhere(insured: string, care: string): boolean {
  return insured.slice(0, 4) !== care.slice(0, 4);
}

export interface FilingsFound {
  /** Covers the place and the stay. */
  readonly covering: CrossRegionFiling | null;
  /** In force during the stay, but for other places. */
  readonly elsewhere: readonly CrossRegionFiling[];
}

export function filingsFor(
  filings: readonly CrossRegionFiling[],
  care: { readonly area: string; readonly from: DateText; readonly to: DateText },
): FilingsFound {
  const inForce = filings.filter(({ from, to }) => from <= care.to && (to === null || to >= care.from));
  const covering = inForce.findLast(({ area }) => care.area.startsWith(area)) ?? null;
  return { covering, elsewhere: inForce.filter(({ area }) => !care.area.startsWith(area)) };
}

export interface FilingDraft {
  readonly kind: string;
  readonly area: string;
  readonly from: DateText;
  readonly to: DateText | null;
  readonly reason: string;
}

export function idProblem(id: string): TravelRefused | null {
  if (isUuid7(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
}

function textProblem(texts: Readonly<Record<string, string>>): TravelRefused | null {
  for (const [name, text] of Object.entries(texts)) {
    if (text === '' || text.length > 200 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${name}”要填写，不超过200字，首尾不留空白，不含换行，请改正后再提交。`);
    }
  }
  return null;
}

function areaProblem(area: string, insured: string): TravelRefused | null {
  if (!/^\d{2}(?:\d{2}){0,2}$/.test(area)) {
    return refuse('area-malformed', `就医地“${area}”不对，应是省、市或县的区划代码，请按名称或代码从列表中选取。`);
  }
  if (!isElsewhere(insured, area.padEnd(4, '0')) && area.length > 2) {
    return refuse(
      'area-not-elsewhere',
      `就医地${divisionSaid(area)}和参保地${divisionSaid(insured)}同属一个统筹区，在本地就医，不用备案。`,
    );
  }
  return null;
}

/** Why a filing may not be made; null where it may. `insured` is the division of the bureau. */
export function filingProblem(
  { kind, area, from, to, reason }: FilingDraft,
  insured: string,
  filings: readonly CrossRegionFiling[],
): TravelRefused | null {
  if (!Object.hasOwn(filingKinds, kind)) {
    return refuse('kind-unknown', `没有“${kind}”这种备案，可用的是${Object.values(filingKinds).join('、')}。`);
  }
  const problem = areaProblem(area, insured) ?? textProblem({ 备案原因: reason });
  if (problem !== null) return problem;
  if (!isDate(from) || (to !== null && (!isDate(to) || to < from))) {
    return refuse('date-malformed', `备案起止“${from}”至“${to ?? '长期'}”不对，应是先后两天，写作“2024-03-05”。`);
  }
  const clash = filings.find(
    (one) => one.area === area && (one.to === null || one.to >= from) && (to === null || one.from <= to),
  );
  if (clash === undefined) return null;
  return refuse(
    'filing-overlaps',
    `到${divisionSaid(area)}就医在${clash.from}至${clash.to ?? '长期'}已有备案（${filingKinds[clash.kind]}），不用再备；变更的先终止原备案。`,
  );
}

/** Why a filing may not end on that day; null where it may. A day before it began says that it never held. */
export function endProblem(from: DateText, to: DateText): TravelRefused | null {
  if (isDate(to) && to >= dayBefore(from)) return null;
  return refuse('date-malformed', `终止日“${to}”不对，应不早于备案开始的前一天（${from}起），写作“2024-03-05”。`);
}
