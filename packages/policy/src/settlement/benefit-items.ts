/** 病种和项目: what a place has limits or fixed amounts for on a day, named as its files name it. */
import { type ParameterSet } from '@mingzhang/kernel';
import { type VisitCase } from './visit.ts';

export interface BenefitItem {
  readonly id: string;
  readonly name: string;
}

export type BenefitPlace = Pick<VisitCase, 'area' | 'day' | 'scheme' | 'kind'>;

/** Nothing where the kind of visit has none. */
export function benefitItems(set: ParameterSet, place: BenefitPlace): readonly BenefitItem[] {
  switch (place.kind) {
    case 'chronic':
      return namedUnder(set, place, 'chronic/monthly-limit/');
    case 'two-disease':
      return namedUnder(set, place, 'two-disease/annual-cap/');
    case 'maternity':
      return namedUnder(set, place, 'maternity/fixed/');
    default:
      return [];
  }
}

/** The keys below a prefix of the scheme, by what stands in brackets in their name: 居民住院起付标准（二级医院） → 二级医院. */
export function namedUnder(
  set: ParameterSet,
  { area, day, scheme }: Omit<BenefitPlace, 'kind'>,
  prefix: string,
): readonly BenefitItem[] {
  const under = `${scheme}/${prefix}`;
  return set.keysUnder(area, under, day).map((key) => {
    const found = set.find(area, key, day);
    const name = found.kind === 'not-covered' ? key : found.row.name;
    return {
      id: key.slice(under.length),
      name: /（([^（）]+(?:（[^（）]*）[^（）]*)*)）[^（）]*$/.exec(name)?.[1] ?? name,
    };
  });
}
