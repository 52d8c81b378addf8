/** Whose rules hold where: the place in the parameter files of a county, by the longest beginning of its six digits. */
import { type AreaId } from '@mingzhang/kernel';
import file from './data/areas.json' with { type: 'json' };

/** '431124' → 'hunan/yongzhou'; null for a county whose rules nobody has entered. */
export function policyAreaOf(division: string): AreaId | null {
  const found = file.areas
    .filter((one) => division.startsWith(one.division))
    .sort((a, b) => b.division.length - a.division.length);
  return found[0]?.area ?? null;
}
