/** 门诊慢特病、两病待遇资格: who is entitled to what on a day, and what may be granted. Plain functions. */
import { type DateText, isDate } from '@mingzhang/kernel';
import { type BenefitItem, type VisitKind, visitKinds } from '@mingzhang/policy';
import { dayBefore } from '../../registry/index.ts';
import { type DeskRefused, refuse } from '../refusals.ts';

export type EntitlementKind = Extract<VisitKind, 'chronic' | 'two-disease'>;

export interface Entitlement {
  readonly id: string;
  readonly kind: EntitlementKind;
  /** The disease as the area's rules name it. */
  readonly item: string;
  readonly from: DateText;
  readonly to: DateText | null;
  /** 责任医师 and their opinion, and where. */
  readonly doctor: string;
  readonly institution: string;
  readonly opinion: string;
}

export function entitledOn(
  entitlements: readonly Entitlement[],
  { kind, item, day }: { readonly kind: EntitlementKind; readonly item: string; readonly day: DateText },
): boolean {
  return entitlements.some(
    (one) => one.kind === kind && one.item === item && one.from <= day && (one.to === null || day <= one.to),
  );
}

export type EntitlementDraft = Omit<Entitlement, 'id' | 'kind'> & { readonly kind: string };

/** Why a disease may not be granted; null where it may. `items` are those that the rules of the place know. */
export function entitlementDraftProblem(
  { kind, item, from, to, doctor, institution, opinion }: EntitlementDraft,
  { held, items, diedOn }: { held: readonly Entitlement[]; items: readonly BenefitItem[]; diedOn: DateText | null },
): DeskRefused | null {
  for (const [name, text] of Object.entries({ 医师: doctor, 认定机构: institution, 医师意见: opinion })) {
    if (text === '' || text.length > 200 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${name}”要填写，不超过200字，首尾不留空白，不含换行，请改正后再提交。`);
    }
  }
  if (!isDate(from) || (to !== null && (!isDate(to) || to < from))) {
    return refuse('date-malformed', `资格起止“${from}”至“${to ?? '长期'}”不对，应是先后两天，写作“2024-03-05”。`);
  }
  if (diedOn !== null && from > diedOn) {
    return refuse('dead-before-visit', `${diedOn}已死亡，${from}起的资格不能认定。请核对人员和死亡登记。`);
  }
  if ((kind !== 'chronic' && kind !== 'two-disease') || !items.some(({ id }) => id === item)) {
    const known = items.length === 0 ? '参保地还没有录入病种' : `可认定的是${items.map(({ name }) => name).join('、')}`;
    const name = kind === 'chronic' || kind === 'two-disease' ? visitKinds[kind] : kind;
    return refuse('entitlement-unknown', `“${name}”没有“${item}”这个病种，${known}。`);
  }
  const clash = held.find(
    (one) =>
      one.kind === kind && one.item === item && (one.to === null || one.to >= from) && (to === null || one.from <= to),
  );
  if (clash === undefined) return null;
  const name = items.find(({ id }) => id === item)?.name ?? item;
  return refuse(
    'entitlement-held',
    `“${name}”在${clash.from}至${clash.to ?? '长期'}已经认定，不用再办；要变更的先终止原来的。`,
  );
}

/** Why an entitlement may not end on that day; null where it may. The day before it began says that it never held. */
export function entitlementEndProblem(
  { from }: Pick<Entitlement, 'from'>,
  { to, reason }: { readonly to: DateText; readonly reason: string },
): DeskRefused | null {
  if (!isDate(to) || to < dayBefore(from)) {
    return refuse('date-malformed', `最后一天“${to}”不对，应不早于资格开始的前一天（${from}起），写作“2024-03-05”。`);
  }
  if (reason.trim() !== '' && reason.length <= 200 && !/\p{Cc}/u.test(reason)) return null;
  return refuse('text-malformed', '终止原因要填写，不超过200字，例如“复查已治愈”。');
}
