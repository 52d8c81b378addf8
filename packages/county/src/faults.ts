/**
 * What is wrong in real data, put into an honest county: mistakes of lists and of the desk, wrong charges, and fraud. Each is written
 * down (`Planted`) so that it can be measured later what was found; the list is sealed (`sealed-list.ts`), and nothing that checks may
 * read it. What the desk refuses at the door – a fee outside the stay, a visit of somebody who is not insured – cannot be in here.
 *
 * Names of rules are those of supervision.md §3; how often each happens is invented.
 */
import { type Bill, type CategorySpan, checkCharacter } from '@mingzhang/bureau';
import { uuid7 } from '@mingzhang/kernel';
import { type Chance } from './chance.ts';
import file from './data/diseases.json' with { type: 'json' };
import { type Day, dateOf, dayOf, instantOf, lastDayOfYear } from './days.ts';
import { type FeeLine, itemNamed, lineOf } from './items.ts';
import { type CountyPerson, type CountyVisit } from './model.ts';
import { numberOf, type Years } from './people.ts';
import { inOrderOfSettling, type Neighbourhood, stayLines, visitOf } from './visits.ts';

/** What is planted, by the rule that should find it where there is one. */
export const faultPatterns = {
  'late-category': '救助身份认定后很久才获知',
  'late-category-end': '救助身份终止后很久才获知',
  'double-registration': '同一人用错一位身份证号重复登记参保',
  'wrong-number': '身份证号中的出生年份登记错误',
  'repeated-charge': '主项目与其包含的项目重复收费（R01）',
  'days-exceeded': '按日收费的项目多于住院天数（R03、R04）',
  'sex-mismatch': '项目与性别不符（R06）',
  'age-mismatch': '儿童专用药用于成人（R07）',
  'level-limit': '限二级以上的药品用在基层（R08）',
  'course-exceeded': '超过支付疗程（R11）',
  'period-frequency': '周期内重复检查（R12）',
  'operation-not-discounted': '同一切口两项手术都按全价收费（R13）',
  'split-stay': '分解住院（R15）',
  'hanging-stay': '挂床住院（R16）',
  'low-standard-admission': '低标准入院（R17）',
  'frequent-stay': '频繁住院（R18）',
  'overlapping-stays': '同一时间在两家医院住院（R19）',
  'outpatient-in-stay': '住院期间另有门诊（R19）',
  'duplicate-settlement': '同一次住院结算两次（R21）',
  'after-death': '死亡以后仍有费用（R22）',
  'herbs-oversize': '中药饮片大处方（R24）',
  'pharmacy-repeat': '短期内在药店重复大量购药（R29）',
  upcoding: '诊断高套（R30）',
  'swapped-item': '以医保药品串换自费商品',
  'false-visits': '同一卫生室同日集中虚假就诊',
  'contribution-twice': '同一年度缴费两次',
  'contribution-over': '缴费多于应缴',
  'contribution-short': '缴费少于应缴，参保没有生效',
  'contribution-owed': '登记参保而没有缴费',
  'contribution-wrong-number': '缴费记在写错的身份证号下',
  'contribution-unknown-number': '缴费记在查无此人的身份证号下',
  'contribution-other-name': '缴费的姓名与身份证号不符',
  'contribution-for-dead': '为已死亡的人缴费',
  'contribution-though-employed': '已参加职工医保又缴居民医保',
  'employer-arrears': '用人单位欠缴或迟缴职工医保费',
} as const;

export type FaultPattern = keyof typeof faultPatterns;

export interface Planted {
  readonly pattern: FaultPattern;
  readonly persons: readonly string[];
  readonly visits: readonly string[];
  /** What an investigator would have to say: dates, numbers, other ids. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface WithFaults {
  readonly people: readonly CountyPerson[];
  readonly planted: readonly Planted[];
}

interface Room {
  readonly chance: Chance;
  readonly years: Years;
  readonly around: Neighbourhood;
  readonly planted: Planted[];
}

export function plantFaults(
  chance: Chance,
  people: readonly CountyPerson[],
  years: Years,
  around: Neighbourhood,
  area: string,
  part: number,
): WithFaults {
  const room: Room = { chance, years, around, planted: [] };
  const out: CountyPerson[] = [];
  for (const person of people) {
    const own = inLists(room, wrongNumber(room, person, area, part, out.length));
    const charged = afterDeath(
      room,
      ofPerson(room, { ...own, visits: own.visits.flatMap((visit) => ofVisit(room, own, visit)) }),
    );
    out.push({ ...charged, visits: charged.visits.toSorted(inOrderOfSettling) });
    const twin = doubleRegistration(room, charged, area, part, out.length);
    if (twin !== null) out.push(twin);
  }
  return { people: falseVisits(room, out), planted: room.planted };
}

function note(
  { planted }: Room,
  pattern: FaultPattern,
  person: CountyPerson,
  visits: readonly CountyVisit[],
  detail: Planted['detail'] = {},
): void {
  planted.push({ pattern, persons: [person.id], visits: visits.map(({ id }) => id), detail });
}

/** Lists that came late, when they matter: the bureau paid by what it knew. */
function inLists(room: Room, person: CountyPerson): CountyPerson {
  const { chance, years } = room;
  const last = lastDayOfYear(years.last);
  let changed = false;
  const categories = person.categories.map((span): CategorySpan => {
    const from = dayOf(span.from);
    if (from >= dayOf(`${years.first}-01-01`) && chance.happens(1_200)) {
      const knownSince = from + chance.between(60, 300);
      if (knownSince < last && (span.endKnownSince === null || dayOf(span.endKnownSince) > knownSince)) {
        changed = true;
        note(room, 'late-category', person, [], {
          category: span.category,
          from: span.from,
          knownSince: dateOf(knownSince),
        });
        return { ...span, knownSince: dateOf(knownSince) };
      }
    }
    if (span.to !== null && chance.happens(2_000)) {
      const endKnownSince = dayOf(span.to) + chance.between(60, 250);
      if (endKnownSince < last) {
        changed = true;
        note(room, 'late-category-end', person, [], {
          category: span.category,
          to: span.to,
          knownSince: dateOf(endKnownSince),
        });
        return { ...span, endKnownSince: dateOf(endKnownSince) };
      }
    }
    return span;
  });
  return changed ? { ...person, categories } : person;
}

/** Numbers of wrong registrations lie where no right one does. */
function spareNumber(area: string, part: number, order: number, person: CountyPerson, bornOn: string): string {
  return numberOf(String(Number(area) + 40), bornOn.replaceAll('-', ''), person.sex, part * 3 + (order % 3));
}

function wrongNumber(room: Room, person: CountyPerson, area: string, part: number, order: number): CountyPerson {
  const { chance } = room;
  if (!chance.happens(3) || person.bornOn > '2000' || person.bornOn.slice(5) === '02-29') return person;
  const year = Number(person.bornOn.slice(0, 4));
  const wrong = year - (year % 100) + (((year % 100) + chance.of([10, 20, 1])) % 100);
  const bornOn = `${Math.min(wrong, 1999)}${person.bornOn.slice(4)}`;
  if (bornOn === person.bornOn) return person;
  note(room, 'wrong-number', person, [], { rightly: person.bornOn, registered: bornOn });
  return { ...person, bornOn, number: spareNumber(area, part, order, person, bornOn) };
}

/** The same human being once more under a number with a slip, insured again, some of the visits settled there. */
function doubleRegistration(
  room: Room,
  person: CountyPerson,
  area: string,
  part: number,
  order: number,
): CountyPerson | null {
  const { chance, years } = room;
  if (!chance.happens(5) || person.visits.length < 2 || person.death !== null) return null;
  const seconds = chance.below(20_000);
  const id = (day: Day): string => uuid7(instantOf(day, seconds), chance.bytes(10));
  const registered = dayOf(`${years.first}-01-01`) - chance.between(20, 90);
  if (dateOf(registered) <= person.bornOn) return null;
  const wrong = slip(chance, person.number);
  const number = wrong ?? spareNumber(area, part, order, person, person.bornOn);
  const spells = Array.from({ length: years.last - years.first + 1 }, (_, index) => {
    const year = years.first + index;
    const enteredOn = dateOf(dayOf(`${year}-01-01`) - chance.between(10, 80));
    return {
      id: id(dayOf(enteredOn)),
      scheme: 'resident' as const,
      area: person.spells[0]?.area ?? area,
      member: 'resident' as const,
      civilServant: false,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      waitingUntil: null,
      enteredOn,
      employer: null,
      wage: 0,
    };
  });
  const visits = person.visits
    .filter(
      ({ draft }) => draft.kind === 'outpatient' && draft.level === 'primary' && draft.from >= `${years.first}-01-01`,
    )
    .slice(0, chance.between(1, 4))
    .map((visit) => {
      const day = dayOf(visit.draft.from);
      const { institution, bill, record } = visit;
      const made = { kind: 'outpatient', institution, first: day, last: day, settled: day, lines: bill.lines } as const;
      return visitOf(chance, room.around, { ...made, diagnoses: record.diagnoses });
    });
  const twin: CountyPerson = {
    ...person,
    id: id(registered),
    number,
    registeredOn: dateOf(registered),
    spells,
    suspensions: [],
    categories: [],
    filings: [],
    entitlements: [],
    visits: visits.toSorted(inOrderOfSettling),
  };
  room.planted.push({
    pattern: 'double-registration',
    persons: [person.id, twin.id],
    visits: visits.map((visit) => visit.id),
    detail: { scheme: person.spells[0]?.scheme ?? 'none' },
  });
  return twin;
}

/** The place and the serial number misread, the last character made to fit; the birthday is right. */
function slip(chance: Chance, number: string): string | null {
  const serial = (Number(number.slice(14, 17)) + 500 + 2 * chance.below(20)) % 1_000;
  const first = `${Number(number.slice(0, 6)) + 60}${number.slice(6, 14)}${String(serial).padStart(3, '0')}`;
  return first.length === 17 ? `${first}${checkCharacter(first)}` : null;
}

const withLines = (visit: CountyVisit, lines: Bill['lines']): CountyVisit => ({
  ...visit,
  bill: { ...visit.bill, lines },
});
const diseaseOf = (code: string | undefined) => file.stays.find((one) => one.code === code);

/** One stay or visit as it is charged: itself, changed, or with another beside it. */
function ofVisit(room: Room, person: CountyPerson, visit: CountyVisit): readonly CountyVisit[] {
  const { chance } = room;
  const { draft, bill, institution } = visit;
  if (draft.kind !== 'inpatient') return [ofOutpatient(room, person, visit)];
  const days = dayOf(draft.to) - dayOf(draft.from);
  const disease = diseaseOf(visit.record.diagnoses[0]);
  const changed = (
    pattern: FaultPattern,
    lines: readonly FeeLine[],
    detail: Planted['detail'] = {},
  ): readonly CountyVisit[] => {
    note(room, pattern, person, [visit], detail);
    return [withLines(visit, lines)];
  };
  const more = (key: string, count: number, day: string): FeeLine => lineOf(itemNamed(key), count, day);
  // Somebody else's hospital is not ours to look into.
  if (institution.kind === 'elsewhere' || institution.kind === 'provincial' || institution.kind === 'city')
    return [visit];
  if (chance.happens(220)) {
    return changed('repeated-charge', [
      ...bill.lines,
      more('monitor', 1, draft.from),
      more('emergency-fee', 1, draft.from),
    ]);
  }
  if (chance.happens(150)) {
    const extra = chance.between(2, 4);
    return changed(
      'days-exceeded',
      [...bill.lines, more('ward-fee', extra, draft.to), more('nursing-2', extra, draft.to)],
      { days, extra },
    );
  }
  if (person.sex === 'male' && chance.happens(40))
    return changed('sex-mismatch', [...bill.lines, more('cervical-smear', 1, draft.from)]);
  if (institution.kind === 'township' && chance.happens(240)) {
    return changed('level-limit', [...bill.lines, more('shenmai', days * 2, draft.from)]);
  }
  if (disease?.code === 'I63.900' && days >= 15 && chance.happens(2_500)) {
    const others = bill.lines.filter(({ code }) => code !== itemNamed('ozagrel').code);
    const daily = Array.from({ length: days + 1 }, (_, at) => more('ozagrel', 2, dateOf(dayOf(draft.from) + at)));
    return changed('course-exceeded', [...others, ...daily], { days: days + 1 });
  }
  if (disease?.code === 'E11.900' && chance.happens(500)) {
    return changed('period-frequency', [...bill.lines, more('hba1c', 1, draft.to)]);
  }
  if (
    visit.record.procedures.length > 0 &&
    bill.lines.some(({ code }) => code === itemNamed('op-gallbladder').code) &&
    chance.happens(900)
  ) {
    const on = bill.lines.find(({ code }) => code === itemNamed('op-gallbladder').code)?.day ?? draft.from;
    return changed('operation-not-discounted', [...bill.lines, more('op-appendix', 1, on)]);
  }
  if (disease !== undefined && days >= 8 && !('cycle' in disease) && chance.happens(260))
    return splitStay(room, person, visit, disease);
  if (days >= 6 && institution.kind !== 'level-3' && chance.happens(90)) {
    const kept = bill.lines.filter(({ day }) => day <= dateOf(dayOf(draft.from) + 1));
    const beds = Array.from({ length: days }, (_, at) => more('bed-primary', 1, dateOf(dayOf(draft.from) + at)));
    const others = kept.filter(
      ({ code }) =>
        code !== itemNamed('bed').code && code !== itemNamed('bed-primary').code && code !== itemNamed('infusion').code,
    );
    return changed('hanging-stay', [...others.slice(0, 6), ...beds], { days });
  }
  if (disease !== undefined && 'minor' in disease && chance.happens(120)) return lowStandard(room, person, visit);
  if (disease !== undefined && 'minor' in disease && institution.kind !== 'township' && chance.happens(220)) {
    note(room, 'upcoding', person, [visit], { rightly: disease.code, coded: 'J44.100' });
    return [{ ...visit, record: { ...visit.record, diagnoses: ['J44.100', 'I50.900'] } }];
  }
  if (chance.happens(15)) return settledTwice(room, person, visit);
  if (disease !== undefined && chance.happens(25)) return overlapping(room, person, visit);
  if (days >= 3 && chance.happens(60)) {
    const day = dayOf(draft.from) + chance.between(1, days - 1);
    const lines = [lineOf(itemNamed('visit-fee'), 1, dateOf(day)), lineOf(itemNamed('cold-granules'), 2, dateOf(day))];
    const clinic = room.around.places.clinics[room.around.village] ?? institution;
    const employee = person.spells.some(
      ({ scheme, from, to }) => scheme === 'employee' && from <= draft.to && (to === null || draft.to <= to),
    );
    if (!employee) {
      const other = visitOf(chance, room.around, {
        kind: 'outpatient',
        institution: clinic,
        first: day,
        last: day,
        settled: day,
        lines,
        diagnoses: ['J06.900'],
      });
      note(room, 'outpatient-in-stay', person, [visit, other]);
      return [visit, other];
    }
  }
  return [visit];
}

function ofOutpatient(room: Room, person: CountyPerson, visit: CountyVisit): CountyVisit {
  const { chance } = room;
  const { draft, bill, institution } = visit;
  if (draft.kind !== 'outpatient') return visit;
  if (person.bornOn < '1990' && chance.happens(3)) {
    note(room, 'age-mismatch', person, [visit]);
    return withLines(visit, [...bill.lines, lineOf(itemNamed('child-cold'), 2, draft.from)]);
  }
  if (institution.kind !== 'pharmacy' && chance.happens(2)) {
    note(room, 'herbs-oversize', person, [visit]);
    return withLines(visit, [...bill.lines, lineOf(itemNamed('herbs'), chance.between(30, 60), draft.from)]);
  }
  if (institution.kind === 'pharmacy' && chance.happens(30)) {
    note(room, 'swapped-item', person, [visit], { rightly: itemNamed('vitamin').name });
    return withLines(visit, [lineOf(itemNamed('plaster'), 3, draft.from)]);
  }
  return visit;
}

type Disease = (typeof file.stays)[number];

/** One stay charged as two, a day or two between them, so that neither is dear. */
function splitStay(room: Room, person: CountyPerson, visit: CountyVisit, disease: Disease): readonly CountyVisit[] {
  const { chance, around } = room;
  const { draft, institution, record } = visit;
  const [first, last] = [dayOf(draft.from), dayOf(draft.to)];
  const middle = first + ((last - first) >> 1);
  const again = middle + chance.between(1, 2);
  const half = (from: Day, to: Day): CountyVisit =>
    visitOf(chance, around, {
      kind: 'inpatient',
      institution,
      first: from,
      last: to,
      settled: to,
      lines: stayLines(chance, disease, institution, from, to - from),
      diagnoses: record.diagnoses,
    });
  const halves = [half(first, middle), half(again, last)];
  note(room, 'split-stay', person, halves, { gap: again - middle });
  return halves;
}

/** Admitted for tests alone. */
function lowStandard(room: Room, person: CountyPerson, visit: CountyVisit): readonly CountyVisit[] {
  const { from, to } = visit.draft;
  const last = Math.min(dayOf(from) + 2, dayOf(to));
  const day = dateOf(dayOf(from) + 1 <= last ? dayOf(from) + 1 : last);
  const tests = [
    'blood-count',
    'liver',
    'kidney',
    'lipids',
    'infection-four',
    'tumour-marker',
    'ct',
    'ultrasound',
    'ecg',
    'mri',
  ];
  const keys = visit.institution.kind === 'township' ? tests.slice(0, 5) : tests;
  const lines = [
    lineOf(itemNamed('bed-primary'), 2, from),
    lineOf(itemNamed('ward-fee'), 2, from),
    ...keys.map((key) => lineOf(itemNamed(key), 1, day)),
  ];
  const short: CountyVisit = {
    ...visit,
    draft: { ...visit.draft, to: dateOf(last) },
    settledOn: dateOf(last) > visit.settledOn ? dateOf(last) : visit.settledOn,
    bill: { ...visit.bill, lines },
    record: { ...visit.record, procedures: [] },
  };
  note(room, 'low-standard-admission', person, [short]);
  return [short];
}

function settledTwice(room: Room, person: CountyPerson, visit: CountyVisit): readonly CountyVisit[] {
  const { chance, around } = room;
  const { draft, institution, bill, record } = visit;
  const settled = Math.min(dayOf(visit.settledOn) + chance.between(0, 20), lastDayOfYear(Number(draft.to.slice(0, 4))));
  const again = visitOf(chance, around, {
    kind: draft.kind,
    filing: draft.filing,
    institution,
    first: dayOf(draft.from),
    last: dayOf(draft.to),
    settled,
    lines: bill.lines,
    diagnoses: record.diagnoses,
    procedures: record.procedures,
  });
  note(room, 'duplicate-settlement', person, [visit, again]);
  return [visit, again];
}

function overlapping(room: Room, person: CountyPerson, visit: CountyVisit): readonly CountyVisit[] {
  const { chance, around } = room;
  const disease = diseaseOf('M47.800');
  const first = dayOf(visit.draft.from) + 1;
  const last = Math.min(first + 5, dayOf(visit.draft.to));
  const institution = chance.of(
    (around.places.byKind.get('level-1') ?? []).filter(({ name }) => name !== visit.institution.name),
  );
  if (disease === undefined || last <= first) return [visit];
  const other = visitOf(chance, around, {
    kind: 'inpatient',
    institution,
    first,
    last,
    settled: last,
    lines: stayLines(chance, disease, institution, first, last - first),
    diagnoses: [disease.code],
  });
  note(room, 'overlapping-stays', person, [visit, other]);
  return [visit, other];
}

/** What shows over many visits of one person. */
function ofPerson(room: Room, person: CountyPerson): CountyPerson {
  const { chance, around } = room;
  const chronic = person.visits.find(({ draft }) => draft.kind === 'chronic');
  if (chronic !== undefined && person.death === null && chance.happens(60)) {
    const year = Number(chronic.draft.from.slice(0, 4));
    const start = Math.min(dayOf(chronic.draft.from), lastDayOfYear(year) - 6);
    const covered = start >= dayOf(chronic.draft.from);
    const pharmacy = chance.of(around.places.byKind.get('pharmacy') ?? []);
    const code = chronic.bill.lines[0]?.code;
    if (covered && code !== undefined) {
      const drug = chronic.bill.lines[0] as FeeLine;
      const visits = [1, 2, 4].map((after) => {
        const day = start + after;
        const count = 20;
        const lines = [{ ...drug, quantity: count * 10_000, amount: (drug.price / 10_000) * count, day: dateOf(day) }];
        const made = {
          kind: 'chronic',
          item: chronic.draft.item,
          institution: pharmacy,
          first: day,
          last: day,
          settled: day,
        } as const;
        return visitOf(chance, around, { ...made, lines, diagnoses: chronic.record.diagnoses });
      });
      note(room, 'pharmacy-repeat', person, visits);
      return { ...person, visits: [...person.visits, ...visits] };
    }
  }
  const spell = person.spells.find(({ scheme }) => scheme === 'resident');
  if (
    spell !== undefined &&
    person.death === null &&
    person.bornOn < '1970' &&
    person.suspensions.length === 0 &&
    chance.happens(12)
  ) {
    return frequentStays(room, person, dayOf(spell.from), dayOf(spell.to ?? spell.from));
  }
  return person;
}

function frequentStays(room: Room, person: CountyPerson, first: Day, last: Day): CountyPerson {
  const { chance, around } = room;
  const disease = chance.of(file.stays.filter((one) => 'minor' in one && one.adult > 3 && !('sex' in one)));
  const institution = chance.of(around.places.byKind.get('level-1') ?? []);
  const stays: CountyVisit[] = [];
  let day = first + chance.between(5, 30);
  const own = person.visits.filter(({ draft }) => draft.kind === 'inpatient');
  while (day + 8 < last && stays.length < 7) {
    const end = day + chance.between(4, 6);
    const free = own.every(({ draft }) => draft.to < dateOf(day) || dateOf(end) < draft.from);
    if (free) {
      const lines = stayLines(chance, disease, institution, day, end - day);
      stays.push(
        visitOf(chance, around, {
          kind: 'inpatient',
          institution,
          first: day,
          last: end,
          settled: end,
          lines,
          diagnoses: [disease.code],
        }),
      );
    }
    day = end + chance.between(18, 34);
  }
  if (stays.length < 4) return person;
  note(room, 'frequent-stay', person, stays, { stays: stays.length });
  return { ...person, visits: [...person.visits, ...stays] };
}

/** A card that goes on being used: the death is written down only months later. */
function afterDeath(room: Room, person: CountyPerson): CountyPerson {
  const { chance, around, years } = room;
  const { death } = person;
  if (death === null || !chance.happens(900)) return person;
  const died = dayOf(death.on);
  const last = Math.min(lastDayOfYear(Number(death.on.slice(0, 4))), lastDayOfYear(years.last));
  const spell = person.spells.find(({ from, to }) => from <= death.on && (to === null || death.on <= to));
  if (last - died < 30 || spell === undefined || spell.scheme !== 'resident') return person;
  const knownOn = died + chance.between(90, 240);
  const visits = Array.from({ length: chance.between(2, 6) }, () => {
    const day = chance.between(died + 2, Math.min(last, knownOn - 2));
    const lines = [
      lineOf(itemNamed('visit-fee'), 1, dateOf(day)),
      lineOf(itemNamed('omeprazole-oral'), 2, dateOf(day)),
      lineOf(itemNamed('plaster'), 2, dateOf(day)),
    ];
    const clinic = around.places.clinics[around.village];
    if (clinic === undefined) throw new Error('a village without a clinic');
    return visitOf(chance, around, {
      kind: 'outpatient',
      institution: clinic,
      first: day,
      last: day,
      settled: day,
      lines,
      diagnoses: ['K29.500'],
    });
  });
  note(room, 'after-death', person, visits, { diedOn: death.on, knownOn: dateOf(knownOn) });
  return { ...person, death: { on: death.on, knownOn: dateOf(knownOn) }, visits: [...person.visits, ...visits] };
}

/** A clinic that charges a score of cards on one day: the same drugs, hardly different amounts. */
function falseVisits(room: Room, people: readonly CountyPerson[]): readonly CountyPerson[] {
  const { chance, around, years } = room;
  if (!chance.happens(Math.min(2_500, people.length * 2))) return people;
  const clinic = around.places.clinics[around.village];
  if (clinic === undefined) throw new Error('a village without a clinic');
  const year = chance.between(years.first, years.last);
  const day = chance.between(dayOf(`${year}-02-01`), dayOf(`${year}-12-20`));
  const date = dateOf(day);
  const fits = (person: CountyPerson): boolean =>
    person.death === null &&
    person.spells.some(({ scheme, from, to }) => scheme === 'resident' && from <= date && to !== null && date <= to) &&
    person.registeredOn < date &&
    !person.visits.some(({ draft }) => draft.from <= date && date <= draft.to);
  const chosen = people.filter(fits).slice(0, chance.between(12, 25));
  if (chosen.length < 6) return people;
  const made = new Map<string, CountyVisit>();
  for (const { id } of chosen) {
    const lines = [
      lineOf(itemNamed('visit-fee'), 1, date),
      lineOf(itemNamed('banlangen'), 3, date),
      lineOf(itemNamed('plaster'), chance.between(2, 3), date),
    ];
    made.set(
      id,
      visitOf(chance, around, {
        kind: 'outpatient',
        institution: clinic,
        first: day,
        last: day,
        settled: day,
        lines,
        diagnoses: ['J06.900'],
      }),
    );
  }
  room.planted.push({
    pattern: 'false-visits',
    persons: [...made.keys()],
    visits: [...made.values()].map(({ id }) => id),
    detail: { institution: clinic.code, on: date },
  });
  return people.map((person) => {
    const visit = made.get(person.id);
    return visit === undefined ? person : { ...person, visits: [...person.visits, visit].sort(inOrderOfSettling) };
  });
}
