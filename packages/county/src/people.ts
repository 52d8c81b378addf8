/**
 * The people of a part of a village: households of one to six, their ages, numbers, schemes, what they are to 医疗救助, and deaths. Ages
 * are as of the end of the county's last year. How many are employees, and how many are assisted, follows figures.md A03–A05, A10, B09.
 */
import { type CategorySpan, checkCharacter, type Suspension } from '@mingzhang/bureau';
import { uuid7 } from '@mingzhang/kernel';
import { type Chance, Weighted } from './chance.ts';
import names from './data/names.json' with { type: 'json' };
import { ageOn, type Day, dateOf, firstDayOfYear, instantOf, lastDayOfYear, yearOfDay } from './days.ts';
import { type CountySpell, type Employer, type Sex } from './model.ts';

export interface Part {
  /** The part's place in the county: it tells its numbers from everybody else's. */
  readonly index: number;
  readonly village: number;
  readonly villageCode: string;
  readonly people: number;
  readonly inService: number;
  readonly retired: number;
}

export interface Years {
  readonly first: number;
  readonly last: number;
}

/** A person before anybody fell ill. */
export interface Resident {
  readonly id: string;
  readonly name: string;
  readonly sex: Sex;
  readonly born: Day;
  readonly number: string;
  readonly household: string;
  readonly head: boolean;
  readonly registered: Day;
  readonly death: { readonly on: Day; readonly knownOn: Day } | null;
  readonly spells: readonly CountySpell[];
  readonly suspensions: readonly Suspension[];
  readonly categories: readonly CategorySpan[];
  /** Works in another province. */
  readonly away: boolean;
}

interface Draft {
  readonly born: Day;
  readonly sex: Sex;
  readonly surname: string;
  readonly head: boolean;
  readonly household: number;
}

const surnames = [...names.surnames];
const surnamesByWeight = new Weighted(
  surnames.map((surname, index) => ({ surname, weight: 60 - index })),
  ({ weight }) => weight,
);

/** How many of ten thousand die in a year, from this age on. */
const mortality: readonly (readonly [number, number])[] = [
  [0, 30],
  [1, 4],
  [15, 6],
  [40, 22],
  [55, 65],
  [65, 190],
  [75, 560],
  [85, 1_400],
];

export function drawPeople(
  chance: Chance,
  area: string,
  part: Part,
  years: Years,
  employers: readonly Employer[],
): readonly Resident[] {
  const today = lastDayOfYear(years.last);
  const drafts = drawHouseholds(chance, part.people, today);
  const work = assignWork(chance, drafts, part, today, employers);
  const statuses = assignCategories(chance, drafts, work, today, years);
  const numbers = new Map<string, number>();
  const households = new Map<number, string>();
  const makeId = (day: Day): string => uuid7(instantOf(day, chance.below(36_000)), chance.bytes(10));
  return drafts.map((draft, index): Resident => {
    const { sex, surname, head } = draft;
    let { born } = draft;
    let number = '';
    for (;;) {
      const birthday = dateOf(born).replaceAll('-', '');
      const key = `${birthday}${sex}`;
      const used = numbers.get(key) ?? 0;
      numbers.set(key, used + 1);
      if (used < numbersADay) {
        number = numberOf(area, birthday, sex, part.index * numbersADay + used);
        break;
      }
      born -= 1;
    }
    const earliest = firstDayOfYear(years.first) - 30;
    // The first roll was taken part by part, a day each, so that the rows of neighbours lie together.
    const registered =
      born > earliest
        ? Math.min(today, born + chance.between(8, 80))
        : Math.max(born, earliest - 500 + (part.index % 470));
    const household = households.get(draft.household) ?? makeId(Math.min(registered, earliest));
    households.set(draft.household, household);
    const death = drawDeath(chance, born, registered, years);
    const age = ageOn(born, today);
    const employment = work[index] ?? null;
    const away = employment === null && age >= 19 && age <= 55 && chance.happens(2_600);
    const { spells, suspensions } = drawSpells(
      chance,
      { born, registered, death: death?.on ?? null, employment },
      area,
      years,
      employers,
      makeId,
    );
    return {
      id: makeId(registered),
      name: `${surname}${givenName(chance, sex)}`,
      sex,
      born,
      number,
      household,
      head,
      registered,
      death,
      spells,
      suspensions,
      categories: (statuses[index] ?? []).filter(({ from }) => death === null || from <= dateOf(death.on)),
      away,
    };
  });
}

const numbersADay = 6;

/**
 * Six digits that no place has, some way from the county's own, with which others may number people of theirs. The seventeenth digit is
 * odd for a man.
 */
export function numberOf(area: string, birthday: string, sex: Sex, order: number): string {
  const place = String(Number(area) + 10 + Math.floor(order / 500)).padStart(6, '0');
  const serial = String((order % 500) * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const first = `${place}${birthday}${serial}`;
  return `${first}${checkCharacter(first)}`;
}

function givenName(chance: Chance, sex: Sex): string {
  const own = [...(sex === 'male' ? names.givenMale : names.givenFemale)];
  const either = [...names.givenEither];
  const last = chance.of(own);
  if (chance.happens(3_000)) return last;
  return `${chance.of(chance.happens(5_000) ? own : either)}${last}`;
}

function drawHouseholds(chance: Chance, people: number, today: Day): readonly Draft[] {
  const drafts: Draft[] = [];
  const bornAt = (age: number): Day => today - age * 365 - Math.floor(age / 4) - chance.below(365);
  for (let household = 0; drafts.length < people; household += 1) {
    const size = chance.of([1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6]);
    const surname = surnamesByWeight.draw(chance).surname;
    const other = (): string => surnamesByWeight.draw(chance).surname;
    const old = size <= 2 && chance.happens(6_500);
    const age = old ? chance.between(60, 88) : size >= 3 ? chance.between(26, 52) : chance.between(22, 62);
    const sex: Sex = size === 1 && chance.happens(5_000) ? 'female' : 'male';
    const own: Draft[] = [{ born: bornAt(age), sex, surname, head: true, household }];
    if (size >= 2)
      own.push({
        born: bornAt(Math.max(20, age - chance.between(-1, 5))),
        sex: 'female',
        surname: other(),
        head: false,
        household,
      });
    const children = size === 3 ? 1 : size >= 4 ? 2 : 0;
    for (let child = 0; child < children; child += 1) {
      const eldest = Math.max(0, age - 22);
      const years =
        eldest > 24 && chance.happens(5_000) ? chance.between(18, eldest) : chance.below(Math.min(eldest, 17) + 1);
      own.push({
        born: bornAt(years),
        sex: chance.happens(5_300) ? 'male' : 'female',
        surname,
        head: false,
        household,
      });
    }
    if (size >= 5)
      own.push({ born: bornAt(age + chance.between(22, 32)), sex: 'female', surname: other(), head: false, household });
    if (size >= 6)
      own.push({ born: bornAt(age + chance.between(23, 33)), sex: 'male', surname, head: false, household });
    drafts.push(...own.slice(0, people - drafts.length));
  }
  return drafts;
}

interface Employment {
  readonly employer: number;
  readonly retired: boolean;
}

/** So many in service and so many retired as the part has. */
function assignWork(
  chance: Chance,
  drafts: readonly Draft[],
  part: Part,
  today: Day,
  employers: readonly Employer[],
): readonly (Employment | null)[] {
  const work: (Employment | null)[] = drafts.map(() => null);
  const pick = new Weighted(
    employers.map(({ share }, index) => ({ share, index })),
    ({ share }) => share,
  );
  const hire = (count: number, retired: boolean, fits: (age: number, sex: Sex) => boolean): void => {
    const open = drafts.flatMap(({ born, sex }, index) =>
      work[index] === null && fits(ageOn(born, today), sex) ? [index] : [],
    );
    for (let left = count; left > 0 && open.length > 0; left -= 1) {
      const [index = -1] = open.splice(chance.below(open.length), 1);
      work[index] = { employer: pick.draw(chance).index, retired };
    }
  };
  hire(part.inService, false, (age) => age >= 23 && age <= 58);
  hire(part.retired, true, (age, sex) => age >= (sex === 'male' ? 60 : 55));
  return work;
}

function drawDeath(chance: Chance, born: Day, registered: Day, years: Years): Resident['death'] {
  for (let year = years.first; year <= years.last; year += 1) {
    const first = Math.max(firstDayOfYear(year), registered + 1);
    const last = lastDayOfYear(year);
    if (first > last) continue;
    const age = ageOn(born, last);
    const [, rate] = mortality.findLast(([from]) => age >= from) ?? [0, 30];
    if (!chance.happens(rate)) continue;
    const on = chance.between(first, last);
    return { on, knownOn: on + chance.between(1, 28) };
  }
  return null;
}

interface Life {
  readonly born: Day;
  readonly registered: Day;
  readonly death: Day | null;
  readonly employment: Employment | null;
}

function drawSpells(
  chance: Chance,
  { born, registered, death, employment }: Life,
  area: string,
  years: Years,
  employers: readonly Employer[],
  makeId: (day: Day) => string,
): Pick<Resident, 'spells' | 'suspensions'> {
  const none = { employer: null, wage: 0, waitingUntil: null, civilServant: false, area };
  const spells: CountySpell[] = [];
  const suspensions: Suspension[] = [];
  let residentFrom = years.first;
  let residentThrough = years.last;
  if (employment !== null) {
    const { retired, employer } = employment;
    const hired = !retired && chance.happens(900);
    const leaves = !retired && !hired && chance.happens(600);
    const from = hired
      ? chance.between(firstDayOfYear(years.first) + 40, lastDayOfYear(years.last) - 40)
      : firstDayOfYear(years.first) - chance.between(200, 2_000);
    // Left at the end of a year, so that the resident year begins with the next.
    const to = leaves ? lastDayOfYear(chance.between(years.first, years.last)) : null;
    const wage = retired
      ? 0
      : Math.round(((employers[employer]?.wage ?? 400_000) * chance.between(75, 145)) / 10_000) * 100;
    const id = makeId(from);
    spells.push({
      ...none,
      id,
      scheme: 'employee',
      member: retired ? 'retired' : 'in-service',
      from: dateOf(from),
      to: to === null ? null : dateOf(to),
      enteredOn: dateOf(from),
      employer,
      wage,
    });
    if (!retired && chance.happens(150)) {
      const start = Math.max(from + 30, firstDayOfYear(years.last) + chance.below(200));
      if (to === null || start + 120 < to) {
        const suspended = {
          id: makeId(start),
          spell: id,
          from: dateOf(start),
          to: dateOf(start + chance.between(30, 100)),
        };
        suspensions.push({ ...suspended, reason: '用人单位欠缴' });
      }
    }
    residentFrom = to === null ? years.last + 1 : yearOfDay(to) + 1;
    if (hired) {
      residentFrom = years.first;
      residentThrough = yearOfDay(from) - 1;
    }
  }
  let enrolled = true;
  for (let year = residentFrom; year <= residentThrough; year += 1) {
    const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)];
    if (death !== null && death < first) break;
    if (born > last) continue;
    const newborn = born >= first;
    enrolled = newborn || (enrolled ? chance.happens(9_840) : chance.happens(4_500));
    if (!enrolled) continue;
    if (newborn && registered > last) continue;
    // In the window from September to December of the year before, or for the newborn when they are registered.
    const entered = newborn ? registered : Math.max(registered, first - chance.between(1, 122));
    if (death !== null && death <= entered) continue;
    if (entered > last) continue;
    const from = newborn ? born : first;
    if (!newborn && entered >= first) continue;
    spells.push({
      ...none,
      id: makeId(entered),
      scheme: 'resident',
      member: 'resident',
      from: dateOf(from),
      to: dateOf(last),
      enteredOn: dateOf(entered),
    });
  }
  return { spells, suspensions };
}

type Category = CategorySpan['category'];

/**
 * Of ten thousand households of residents, those with a category; per person that is some 5.2 of a hundred (B09). The share of those
 * who are subsidised in full makes the average of B10.
 */
const householdCategories: readonly {
  readonly category: Category;
  readonly inTenThousand: number;
  readonly document: string;
}[] = [
  { category: 'low-income', inTenThousand: 330, document: '民政局低保认定名册' },
  { category: 'monitored', inTenThousand: 62, document: '乡村振兴局监测对象名册' },
  { category: 'low-income-margin', inTenThousand: 46, document: '民政局低保边缘认定名册' },
  { category: 'returned-poverty', inTenThousand: 4, document: '乡村振兴局返贫致贫名册' },
];

function assignCategories(
  chance: Chance,
  drafts: readonly Draft[],
  work: readonly (Employment | null)[],
  today: Day,
  years: Years,
): readonly (readonly CategorySpan[])[] {
  const ofHousehold = new Map<
    number,
    { readonly category: Category; readonly from: Day; readonly document: string } | null
  >();
  const start = firstDayOfYear(years.first);
  const begin = (): Day =>
    chance.happens(8_000) ? start - chance.between(30, 1_400) : chance.between(start, today - 40);
  const span = (category: Category, from: Day, document: string): CategorySpan => {
    const knownSince = from + chance.between(3, 24);
    const ends = chance.happens(600) ? chance.between(Math.max(from + 60, start), today + 200) : null;
    const ended = ends !== null && ends < today - 40 ? ends : null;
    return {
      id: uuid7(instantOf(knownSince, chance.below(36_000)), chance.bytes(10)),
      category,
      from: dateOf(from),
      knownSince: dateOf(knownSince),
      to: ended === null ? null : dateOf(ended),
      endKnownSince: ended === null ? null : dateOf(ended + chance.between(1, 24)),
      document,
    };
  };
  return drafts.map(({ household, born }, index) => {
    const age = ageOn(born, today);
    const own: CategorySpan[] = [];
    if (!ofHousehold.has(household)) {
      const drawn = householdCategories.find(({ inTenThousand }) => chance.happens(inTenThousand));
      ofHousehold.set(household, drawn === undefined || work[index] !== null ? null : { ...drawn, from: begin() });
    }
    if (work[index] !== null) return own;
    const shared = ofHousehold.get(household) ?? null;
    if (shared !== null) own.push(span(shared.category, Math.max(shared.from, born), shared.document));
    if (age >= 60 && chance.happens(shared === null ? 260 : 60))
      own.push(span('special-hardship', begin(), '民政局特困人员认定名册'));
    if (age < 18 && age > 3 && chance.happens(10))
      own.push(span('orphan', Math.max(begin(), born), '民政局孤儿认定名册'));
    else if (age < 18 && age > 3 && chance.happens(28)) {
      own.push(span('de-facto-orphan', Math.max(begin(), born), '民政局事实无人抚养儿童名册'));
    }
    if (age > 5 && chance.happens(70))
      own.push(span('severe-disability', Math.max(begin(), born), '残联重度残疾人名册'));
    return own;
  });
}
