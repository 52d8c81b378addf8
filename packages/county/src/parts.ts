/**
 * The county cut into parts – a village, or a piece of a large one – each made from its own chance, and the parts into batches, each
 * kept in a transaction of its own: whoever makes them in whatever order makes the same county, and a load that was stopped goes on
 * where it was.
 */
import { Chance } from './chance.ts';
import { dateOf } from './days.ts';
import { plantFaults, type WithFaults } from './faults.ts';
import { type CountyPerson } from './model.ts';
import { drawPeople, type Part, type Years } from './people.ts';
import { drawPlaces, fullSize, type Places, villagePeople } from './places.ts';
import { drawVisits, type Neighbourhood } from './visits.ts';

export interface CountyPlan {
  readonly people: number;
  readonly seed: number;
  readonly years: Years;
  /** Six digits of a county that does not exist. */
  readonly area: string;
}

export interface DrawnCounty {
  readonly plan: CountyPlan;
  readonly places: Places;
  readonly parts: readonly Part[];
  readonly batches: readonly (readonly Part[])[];
}

/** Figures.md A04 and A05 of A15. */
const inServiceInFullSize = 20_378;
const retiredInFullSize = 12_164;
const peopleAPart = 1_200;

/** The county's places and how its people are spread; nobody is drawn yet. */
export function drawCounty(plan: CountyPlan): DrawnCounty {
  const places = drawPlaces(plan);
  const counts = villagePeople(places.villages, plan.people);
  const cut: { village: number; people: number; weight: number }[] = [];
  for (const [village, people] of counts.entries()) {
    const pieces = Math.ceil(people / peopleAPart);
    for (let piece = 0; piece < pieces; piece += 1) {
      const own = Math.floor((people * (piece + 1)) / pieces) - Math.floor((people * piece) / pieces);
      // Who has an employer lives in the four subdistricts more often than not.
      const urban = (places.villages[village]?.township ?? 0) < 4;
      cut.push({ village, people: own, weight: own * (urban ? 6 : 2) });
    }
  }
  const total = cut.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  const upTo = (count: number, weight: number): number =>
    Math.round((((count * plan.people) / fullSize) * weight) / Math.max(1, total));
  const parts = cut.map(({ village, people, weight }, index): Part => {
    const [from, to] = [before, before + weight];
    before = to;
    return {
      index,
      village,
      villageCode: places.villages[village]?.code ?? '',
      people,
      inService: upTo(inServiceInFullSize, to) - upTo(inServiceInFullSize, from),
      retired: upTo(retiredInFullSize, to) - upTo(retiredInFullSize, from),
    };
  });
  return { plan, places, parts, batches: inBatches(parts) };
}

/** Neighbouring parts together, up to about what a transaction should hold. */
function inBatches(parts: readonly Part[]): readonly (readonly Part[])[] {
  const batches: Part[][] = [];
  let people = peopleAPart;
  for (const part of parts) {
    if (people + part.people > peopleAPart) {
      batches.push([]);
      people = 0;
    }
    batches.at(-1)?.push(part);
    people += part.people;
  }
  return batches;
}

/** Everybody of a part, with everything that happened to them. */
export function drawPart({ plan, places }: DrawnCounty, part: Part): WithFaults {
  const { seed, years, area } = plan;
  const chance = new Chance(seed, `part ${part.index} of ${plan.people}, ${years.first}-${years.last}`);
  const around: Neighbourhood = {
    places,
    village: part.village,
    township: places.villages[part.village]?.township ?? 0,
    prefix: `JZ${String(part.index).padStart(5, '0')}`,
    visits: 0,
  };
  const people = drawPeople(chance, area, part, years, places.employers).map(
    (person): CountyPerson => ({
      id: person.id,
      name: person.name,
      sex: person.sex,
      bornOn: dateOf(person.born),
      number: person.number,
      area: part.villageCode,
      household: person.household,
      head: person.head,
      registeredOn: dateOf(person.registered),
      spells: person.spells,
      suspensions: person.suspensions,
      categories: person.categories,
      death: person.death === null ? null : { on: dateOf(person.death.on), knownOn: dateOf(person.death.knownOn) },
      ...drawVisits(chance, person, years, around),
    }),
  );
  return plantFaults(
    new Chance(seed, `faults ${part.index} of ${plan.people}`),
    people,
    years,
    around,
    area,
    part.index,
  );
}
