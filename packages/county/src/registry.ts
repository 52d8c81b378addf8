/** What the registry keeps beside the people: areas, employers, institutions once for the county; households with each batch. */
import { type WholeHousehold, type WholePlaces } from '@mingzhang/bureau';
import { uuid7 } from '@mingzhang/kernel';
import { Chance } from './chance.ts';
import { firstDayOfYear, instantOf } from './days.ts';
import { type CountyPerson, type InstitutionKind } from './model.ts';
import { type CountyPlan, type DrawnCounty } from './parts.ts';
import { countyName } from './places.ts';

/** What the registry calls an institution. */
const kinds = {
  'level-3': 'hospital',
  'level-2': 'hospital',
  'level-1': 'hospital',
  township: 'township-hospital',
  clinic: 'village-clinic',
  pharmacy: 'pharmacy',
  city: 'hospital',
  provincial: 'hospital',
  elsewhere: 'hospital',
} as const satisfies Readonly<Record<InstitutionKind, string>>;

/** Those elsewhere have their agreements with the bureaus of their own places. */
const agreeingElsewhere: readonly InstitutionKind[] = ['city', 'provincial', 'elsewhere'];

export function placesOf({ plan, places }: DrawnCounty): WholePlaces {
  const { seed, years, area } = plan;
  const chance = new Chance(seed, 'registry');
  const makeId = (year: number): string =>
    uuid7(instantOf(firstDayOfYear(year), chance.below(36_000)), chance.bytes(10));
  const agreed = Array.from({ length: years.last - years.first + 2 }, (_, index) => years.first + index);
  const named = ({ code, name }: { readonly code: string; readonly name: string }) => ({ code, name });
  return {
    areas: [{ code: area, name: countyName }, ...places.townships.map(named), ...places.villages.map(named)],
    employers: places.employers.map(({ code, name, kind }) => ({
      code,
      name,
      kind,
      area,
      from: `${years.first - chance.between(1, 9)}-${String(chance.between(1, 12)).padStart(2, '0')}-01`,
    })),
    institutions: places.institutions.map(({ code, name, kind, level, area: where, beds }) => ({
      code,
      name,
      area: where,
      kind: kinds[kind],
      level: kind === 'pharmacy' ? '' : level,
      dip: beds > 0,
      agreements: agreeingElsewhere.includes(kind)
        ? []
        : agreed.map((year) => ({ id: makeId(year), from: `${year}-01-01`, to: `${year}-12-31` })),
    })),
  };
}

/** The households of a part's people, in their order. Whoever was registered twice is in the household once more. */
export function householdsOf(
  { seed, people: size }: CountyPlan,
  part: number,
  people: readonly CountyPerson[],
): readonly WholeHousehold[] {
  const chance = new Chance(seed, `households ${part} of ${size}`);
  const households = Map.groupBy(people, ({ household }) => household);
  return [...households].map(([id, members], order): WholeHousehold => {
    const head = members.find((one) => one.head) ?? (members[0] as CountyPerson);
    const piece = String(part % 100).padStart(2, '0');
    return {
      id,
      // 村内编号; a large village comes in pieces.
      number: `${head.area.slice(6)}-${piece}${String(order + 1).padStart(4, '0')}`,
      area: head.area,
      members: members.map((one) => ({
        id: uuid7(Date.parse(`${one.registeredOn}T02:00:00Z`), chance.bytes(10)),
        person: one.id,
        relation: relationTo(head, one),
        from: one.registeredOn,
      })),
    };
  });
}

const yearOfBirth = ({ bornOn }: CountyPerson): number => Number(bornOn.slice(0, 4));

/** What somebody is to the head of the household, as their ages have it. */
function relationTo(head: CountyPerson, one: CountyPerson): WholeHousehold['members'][number]['relation'] {
  if (one.id === head.id) return 'head';
  const younger = yearOfBirth(one) - yearOfBirth(head);
  if (younger >= 16) return 'child';
  if (younger <= -16) return 'parent';
  return one.sex === head.sex ? 'other' : 'spouse';
}
