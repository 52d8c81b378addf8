/**
 * Why a settlement comes out otherwise: another identity, other numbers, or – where neither – that what was used of the year before it has
 * changed.
 *
 *     身份：无 → 低保对象（2024-07-02获知）；医疗救助比例（低保对象）：没有用到 → 70%
 */
import { type DateText, formatYuan } from '@mingzhang/kernel';
import { type Category, categories as categoryNames, type Derivation } from '@mingzhang/policy';
import { type CategorySpan } from '../../registry/index.ts';
import { type Difference } from './replay.ts';

interface Ground {
  readonly before: Derivation;
  readonly after: Derivation;
  readonly categories: readonly CategorySpan[];
  readonly asOf: DateText;
}

export function whyDifferent(
  was: readonly Category[],
  { visit, amounts }: Pick<Difference, 'visit' | 'amounts'>,
  ground: Ground,
): readonly string[] {
  const why: string[] = [];
  const is = visit.categories;
  if (was.join(' ') !== is.join(' ')) {
    const named = (list: typeof was): string =>
      list.length === 0 ? '无' : list.map((one) => categoryNames[one]).join('、');
    const known = ground.categories
      .filter(({ category }) => is.includes(category) !== was.includes(category))
      .map(({ knownSince, endKnownSince }) => endKnownSince ?? knownSince)
      .filter((day) => day <= ground.asOf)
      .sort()
      .at(-1);
    why.push(`身份：${named(was)} → ${named(is)}${known === undefined ? '' : `（${known}获知）`}`);
  }
  const reclassified = classes.filter(([name]) => amounts[name] !== 0);
  if (reclassified.length > 0) {
    const changes = reclassified.map(([name, called]) => `${called}${formatYuan(amounts[name])}元`);
    why.push(`费用按目录重新归类，增减：${changes.join('、')}`);
  }
  const [used, uses] = [parametersOf(ground.before), parametersOf(ground.after)];
  for (const [key, { name, printed }] of uses) {
    const earlier = used.get(key)?.printed;
    if (earlier !== printed) why.push(`${name}：${earlier ?? '没有用到'} → ${printed}`);
  }
  for (const [key, { name, printed }] of used) {
    if (!uses.has(key)) why.push(`${name}：${printed} → 不再用到`);
  }
  return why.length > 0 ? why : ['规定和身份没有变；此前的结算重算后，本年已用的累计不同。'];
}

const classes = [
  ['own', '全自费'],
  ['overLimit', '超限价'],
  ['firstPay', '先行自付'],
  ['inScope', '政策范围内'],
] as const;

function parametersOf(
  derivation: Derivation,
): ReadonlyMap<string, { readonly name: string; readonly printed: string }> {
  const found = new Map<string, { name: string; printed: string }>();
  for (const step of derivation) {
    if (!('parameters' in step)) continue;
    for (const { key, name, printed } of step.parameters) found.set(key, { name, printed });
  }
  return found;
}
