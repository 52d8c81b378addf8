/**
 * How people fall ill: the visits of a person in a year, each with its lines, diagnoses and procedures, in the order in which they are
 * settled. What is here is honest; mistakes and fraud are put in afterwards (`faults.ts`).
 *
 * Means are in ten-thousandths a year. Together they come to some 5.9 settlements of a person and year, and of a hundred people some
 * ten are in hospital in a year, most of them once.
 */
import { type CrossRegionFiling, type Entitlement, type VisitDraft } from '@mingzhang/bureau';
import { uuid7 } from '@mingzhang/kernel';
import { type Chance, Weighted } from './chance.ts';
import file from './data/diseases.json' with { type: 'json' };
import { ageOn, type Day, dateOf, dayOf, firstDayOfYear, instantOf, lastDayOfYear } from './days.ts';
import { type FeeLine, type Item, itemNamed, itemsOf, lineOf } from './items.ts';
import { type CountyVisit, type Institution, type VisitRecord } from './model.ts';
import { type Resident, type Years } from './people.ts';
import { type Places } from './places.ts';

type StayDisease = (typeof file.stays)[number];
type AgeGroup = 'child' | 'adult' | 'old';

const ageGroup = (age: number): AgeGroup => (age < 15 ? 'child' : age < 60 ? 'adult' : 'old');

/** A part's people share a village, and numbers of visits that nobody else uses. */
export interface Neighbourhood {
  readonly places: Places;
  readonly village: number;
  readonly township: number;
  /** Begins every visit number of the part. */
  readonly prefix: string;
  visits: number;
}

/** What somebody has for years: 慢特病 entitlement, hypertension or diabetes below it. */
interface Lasting {
  readonly chronic: (typeof file.chronic)[number] | null;
  readonly twoDisease: 'hypertension' | 'diabetes' | 'both' | null;
  /** Ten-thousandths of the mean: some people are ill more than others. */
  readonly frailty: number;
  readonly cycle: StayDisease | null;
}

const chronicByWeight = new Weighted(file.chronic, ({ weight }) => weight);

const staysByGroup = new Map<string, Weighted<StayDisease>>();
const outpatientByGroup = new Map<AgeGroup, Weighted<(typeof file.outpatient)[number]>>();
for (const group of ['child', 'adult', 'old'] as const) {
  outpatientByGroup.set(group, new Weighted(file.outpatient, (one) => one[group]));
  for (const sex of ['male', 'female'] as const) {
    const fits = (one: StayDisease): boolean => !('sex' in one && one.sex !== sex) && !('newborn' in one);
    staysByGroup.set(`${group} ${sex}`, new Weighted(file.stays, (one) => (fits(one) ? one[group] : 0)));
  }
}

function drawn<T>(weighted: Weighted<T> | undefined, chance: Chance): T {
  if (weighted === undefined) throw new Error('no such group');
  return weighted.draw(chance);
}

/** What happened to somebody, and what they had to be granted for it. */
export interface Care {
  readonly visits: readonly CountyVisit[];
  readonly filings: readonly CrossRegionFiling[];
  readonly entitlements: readonly Entitlement[];
}

/** A resident with the filings they have made so far. */
interface Patient extends Resident {
  readonly filings: CrossRegionFiling[];
}

export function drawVisits(chance: Chance, resident: Resident, years: Years, around: Neighbourhood): Care {
  const person: Patient = { ...resident, filings: [] };
  const lasting = drawLasting(chance, person, years);
  const entitlements = entitlementsFor(chance, person, lasting, years, around);
  const visits: CountyVisit[] = [];
  for (let year = years.first; year <= years.last; year += 1) {
    for (const { scheme, member, from, to } of person.spells) {
      const first = Math.max(firstDayOfYear(year), dayOf(from), person.registered + 1);
      const last = Math.min(
        lastDayOfYear(year),
        to === null ? lastDayOfYear(year) : dayOf(to),
        person.death?.on ?? Number.MAX_SAFE_INTEGER,
      );
      if (first > last) continue;
      const span: Span = { first, last, employee: scheme === 'employee', retired: member === 'retired' };
      visits.push(...drawSpan(chance, person, lasting, span, around));
    }
  }
  const open = person.suspensions.map(({ from, to }) => ({ from, to: to ?? '9999-12-31' }));
  const settled = visits
    .filter(({ draft }) => !open.some(({ from, to }) => from <= draft.to && draft.from <= to))
    .sort(inOrderOfSettling);
  return { visits: settled, filings: person.filings, entitlements };
}

function entitlementsFor(
  chance: Chance,
  { born }: Resident,
  { chronic, twoDisease }: Lasting,
  years: Years,
  { places, township }: Neighbourhood,
): readonly Entitlement[] {
  const grant = (kind: Entitlement['kind'], item: string, name: string): Entitlement => {
    const from = Math.max(born, firstDayOfYear(years.first) - chance.between(40, 900));
    const institution = kind === 'chronic' ? places.byKind.get('level-2')?.[0] : places.townshipHospitals[township];
    return {
      id: uuid7(instantOf(from, chance.below(36_000)), chance.bytes(10)),
      kind,
      item,
      from: dateOf(from),
      to: null,
      doctor: `责任医师${chance.between(11, 99)}`,
      institution: institution?.name ?? '',
      opinion: `符合${name}认定标准`,
    };
  };
  const granted: Entitlement[] = [];
  if (chronic !== null) granted.push(grant('chronic', chronic.item, chronic.name));
  if (twoDisease !== null) granted.push(grant('two-disease', twoDisease, '高血压、糖尿病'));
  return granted;
}

export function inOrderOfSettling(a: CountyVisit, b: CountyVisit): number {
  if (a.settledOn !== b.settledOn) return a.settledOn < b.settledOn ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

interface Span {
  readonly first: Day;
  readonly last: Day;
  readonly employee: boolean;
  readonly retired: boolean;
}

function drawLasting(chance: Chance, { born }: Resident, years: Years): Lasting {
  const age = ageOn(born, firstDayOfYear(years.first));
  const ill = age >= 60 ? 1_050 : age >= 40 ? 420 : age >= 18 ? 60 : 0;
  const chronic = chance.happens(ill) ? chronicByWeight.draw(chance) : null;
  const pressure = age >= 60 ? 2_700 : age >= 40 ? 1_150 : 0;
  const twoDisease =
    chronic !== null || !chance.happens(pressure)
      ? null
      : chance.happens(5_600)
        ? 'hypertension'
        : chance.happens(8_600)
          ? 'diabetes'
          : 'both';
  const cycles = file.stays.filter((one) => 'cycle' in one && !('sex' in one));
  const cycle = age >= 35 && chance.happens(45) ? chance.of(cycles) : null;
  return {
    chronic,
    twoDisease,
    frailty: chance.of([3_000, 5_000, 7_000, 9_000, 11_000, 13_000, 18_000, 24_000]),
    cycle,
  };
}

function drawSpan(chance: Chance, person: Patient, lasting: Lasting, span: Span, around: Neighbourhood): CountyVisit[] {
  const { first, last, employee } = span;
  const visits: CountyVisit[] = [];
  const days = last - first + 1;
  const age = ageOn(person.born, first);
  const group = ageGroup(age);
  const times = (mean: number): number => chance.times(Math.floor((mean * days * lasting.frailty) / 10_000 / 365));
  const some = (mean: number, draw: (day: Day) => CountyVisit | null): void => {
    for (let left = times(mean); left > 0; left -= 1) {
      const visit = draw(chance.between(first, last));
      if (visit !== null) visits.push(visit);
    }
  };
  const here = person.away ? 3_500 : 10_000;
  const mean = (full: number): number => Math.floor((full * here) / 10_000);
  if (employee) {
    some(mean(span.retired ? 34_000 : 22_000), (day) => drawOutpatient(chance, person, group, day, span, around));
    some(mean(span.retired ? 46_000 : 36_000), (day) => drawPurchase(chance, person, group, day, around));
  } else {
    some(mean(group === 'child' ? 58_000 : group === 'old' ? 70_000 : 43_000), (day) =>
      drawOutpatient(chance, person, group, day, span, around),
    );
    const { twoDisease } = lasting;
    if (twoDisease !== null) some(mean(34_000), (day) => drawTwoDisease(chance, twoDisease, day, around));
  }
  const { chronic, cycle } = lasting;
  if (chronic !== null) some(mean(150_000), (day) => drawChronic(chance, chronic, day, span, around));
  const stays =
    age < 1 ? 1_000 : age < 7 ? 900 : age < 15 ? 330 : age < 45 ? 380 : age < 60 ? 820 : age < 75 ? 2_050 : 2_750;
  some(employee ? Math.floor(stays * 1.15) : stays, (day) => {
    const disease = drawn(staysByGroup.get(`${group} ${person.sex}`), chance);
    return drawStay(chance, person, disease, day, span, around);
  });
  if (cycle !== null) {
    for (let day = first + chance.below(40); day <= last; day += chance.between(26, 50)) {
      const visit = drawStay(chance, person, cycle, day, span, around);
      if (visit !== null) visits.push(visit);
    }
  }
  if (person.born >= first && chance.happens(700)) {
    const jaundice = file.stays.find((one) => 'newborn' in one);
    const visit =
      jaundice === undefined
        ? null
        : drawStay(chance, person, jaundice, Math.max(first, person.born + 2), span, around);
    if (visit !== null) visits.push(visit);
  }
  return apart(visits);
}

/** Nobody honest lies in two beds at once, or is seen elsewhere while in one. */
function apart(visits: readonly CountyVisit[]): CountyVisit[] {
  const stays: CountyVisit[] = [];
  for (const visit of visits) {
    if (visit.draft.kind !== 'inpatient') continue;
    const { from, to } = visit.draft;
    if (stays.every(({ draft }) => draft.to < from || to < draft.from)) stays.push(visit);
  }
  const others = visits.filter(
    ({ draft }) =>
      draft.kind !== 'inpatient' && !stays.some((stay) => stay.draft.from <= draft.to && draft.from <= stay.draft.to),
  );
  return [...others, ...stays];
}

interface Made {
  readonly kind: VisitDraft['kind'];
  readonly filing?: VisitDraft['filing'];
  readonly item?: string;
  readonly institution: Institution;
  readonly first: Day;
  readonly last: Day;
  readonly settled: Day;
  readonly lines: readonly FeeLine[];
  readonly diagnoses: readonly string[];
  readonly procedures?: readonly string[];
  readonly discharge?: VisitRecord['discharge'];
}

/** Hospitals that are not the county's: the visit says where they are. */
const beyond: ReadonlySet<Institution['kind']> = new Set(['city', 'provincial', 'elsewhere']);

/** Gives a visit its number and its id. */
export function visitOf(chance: Chance, around: Neighbourhood, made: Made): CountyVisit {
  const { kind, filing = 'local', item = '', institution, first, last, settled, lines, diagnoses } = made;
  around.visits += 1;
  const number = `${around.prefix}${String(around.visits).padStart(6, '0')}`;
  const { name, level, code, area } = institution;
  const where = beyond.has(institution.kind) ? { careArea: area } : {};
  return {
    id: uuid7(instantOf(settled, chance.below(36_000)), chance.bytes(10)),
    draft: { kind, level, filing, item, institution: name, ...where, number, from: dateOf(first), to: dateOf(last) },
    bill: { lines, hospitalBorne: 0, account: 0 },
    settledOn: dateOf(settled),
    institution,
    record: {
      diagnoses,
      procedures: made.procedures ?? [],
      discharge: made.discharge ?? '1',
      doctor: `D${code.slice(1)}${String(chance.below(institution.beds === 0 ? 2 : 40)).padStart(2, '0')}`,
    },
  };
}

function near(chance: Chance, around: Neighbourhood): Institution {
  const { places, village, township } = around;
  const own = chance.happens(7_200) ? places.clinics[village] : places.townshipHospitals[township];
  if (own === undefined) throw new Error('a village without a clinic');
  return own;
}

function ofKind(chance: Chance, { places }: Neighbourhood, kind: Institution['kind']): Institution {
  return chance.of(places.byKind.get(kind) ?? []);
}

const visitFee = itemNamed('visit-fee');
const clinicFee = itemNamed('clinic-fee');
const childItems = itemsOf('child');
const ownItems = itemsOf('own').filter(({ key }) => key !== 'air');

function drugLines(chance: Chance, keys: readonly string[], count: number, most: number, day: string): FeeLine[] {
  const lines: FeeLine[] = [];
  const start = chance.below(keys.length);
  for (let index = 0; index < Math.min(count, keys.length); index += 1) {
    const key = keys[(start + index) % keys.length];
    if (key !== undefined) lines.push(lineOf(itemNamed(key), chance.between(1, most), day));
  }
  return lines;
}

function drawOutpatient(
  chance: Chance,
  { sex }: Resident,
  group: AgeGroup,
  day: Day,
  { employee }: Span,
  around: Neighbourhood,
): CountyVisit {
  const disease = drawn(outpatientByGroup.get(group), chance);
  const date = dateOf(day);
  const larger = employee && chance.happens(4_500);
  const institution = larger
    ? ofKind(chance, around, chance.happens(5_000) ? 'level-3' : chance.happens(7_000) ? 'level-2' : 'level-1')
    : near(chance, around);
  const lines = [lineOf(larger ? clinicFee : visitFee, 1, date)];
  lines.push(...drugLines(chance, disease.drugs, chance.between(1, 3), 3, date));
  if (group === 'child' && chance.happens(4_000)) lines.push(lineOf(chance.of(childItems), 1, date));
  if (institution.kind !== 'clinic') {
    if (chance.happens(3_800)) lines.push(lineOf(itemNamed('blood-count'), 1, date));
    if (chance.happens(1_500))
      lines.push(lineOf(itemNamed(chance.of(['ultrasound', 'xray', 'ecg', 'glucose'])), 1, date));
    if (larger && chance.happens(2_000))
      lines.push(lineOf(itemNamed(chance.of(['ct', 'mri', 'gastroscopy'])), 1, date));
    if (larger && group === 'old' && sex === 'male' && chance.happens(300))
      lines.push(lineOf(itemNamed('psa'), 1, date));
  }
  if (chance.happens(250)) lines.push(lineOf(chance.of(ownItems), 1, date));
  return visitOf(chance, around, {
    kind: 'outpatient',
    institution,
    first: day,
    last: day,
    settled: day,
    lines,
    diagnoses: [disease.code],
  });
}

function drawPurchase(chance: Chance, _: Resident, group: AgeGroup, day: Day, around: Neighbourhood): CountyVisit {
  const disease = drawn(outpatientByGroup.get(group), chance);
  const lines = drugLines(chance, disease.drugs, chance.between(1, 2), 3, dateOf(day));
  if (chance.happens(1_200)) lines.push(lineOf(itemNamed('vitamin'), 1, dateOf(day)));
  const institution = ofKind(chance, around, 'pharmacy');
  const made = {
    kind: 'outpatient',
    institution,
    first: day,
    last: day,
    settled: day,
    lines,
    diagnoses: [disease.code],
  } as const;
  return visitOf(chance, around, made);
}

const hypertensionDrugs = itemsOf('hypertension').map(({ key }) => key);
const diabetesDrugs = itemsOf('diabetes').map(({ key }) => key);

function drawTwoDisease(
  chance: Chance,
  item: 'hypertension' | 'diabetes' | 'both',
  day: Day,
  around: Neighbourhood,
): CountyVisit {
  const date = dateOf(day);
  const lines =
    item === 'hypertension'
      ? drugLines(chance, hypertensionDrugs, 1, 6, date)
      : item === 'diabetes'
        ? drugLines(chance, diabetesDrugs, 2, 5, date)
        : [...drugLines(chance, hypertensionDrugs, 1, 5, date), ...drugLines(chance, diabetesDrugs, 1, 5, date)];
  const diagnoses = item === 'hypertension' ? ['I10.x00'] : item === 'diabetes' ? ['E11.900'] : ['I10.x00', 'E11.900'];
  return visitOf(chance, around, {
    kind: 'two-disease',
    item,
    institution: near(chance, around),
    first: day,
    last: day,
    settled: day,
    lines,
    diagnoses,
  });
}

function drawChronic(
  chance: Chance,
  { item, code, drugs }: (typeof file.chronic)[number],
  day: Day,
  { employee }: Span,
  around: Neighbourhood,
): CountyVisit {
  const date = dateOf(day);
  const lines = drugLines(chance, drugs, chance.between(1, 3), 8, date);
  const institution = chance.happens(4_000)
    ? ofKind(chance, around, 'pharmacy')
    : chance.happens(employee ? 7_000 : 3_000)
      ? ofKind(chance, around, chance.happens(6_000) ? 'level-2' : 'level-3')
      : near(chance, around);
  if (institution.kind !== 'pharmacy' && chance.happens(2_500)) {
    lines.push(lineOf(itemNamed(chance.of(['glucose', 'kidney', 'liver', 'lipids'])), 1, date));
  }
  return visitOf(chance, around, {
    kind: 'chronic',
    item,
    institution,
    first: day,
    last: day,
    settled: day,
    lines,
    diagnoses: [code],
  });
}

/** Where people lie in hospital: by what they have, and whether they live here. Shares of ten thousand. */
function hospitalFor(
  chance: Chance,
  person: Resident,
  disease: StayDisease,
  around: Neighbourhood,
): { readonly institution: Institution; readonly filing: VisitDraft['filing'] } {
  const { places, township } = around;
  if (person.away && chance.happens(6_500)) {
    const filing = chance.of(['long-term', 'long-term', 'long-term', 'emergency', 'emergency', 'unfiled'] as const);
    return { institution: ofKind(chance, around, 'elsewhere'), filing };
  }
  if (chance.happens('levels' in disease ? 1_100 : 400)) {
    return chance.happens(1_500)
      ? {
          institution: ofKind(chance, around, 'elsewhere'),
          filing: chance.of(['transferred', 'transferred', 'unfiled'] as const),
        }
      : chance.happens(7_000)
        ? { institution: ofKind(chance, around, 'city'), filing: 'local' }
        : { institution: ofKind(chance, around, 'provincial'), filing: 'transferred' };
  }
  const [primary = 0, first = 0, second = 0, third = 0] = 'levels' in disease ? (disease.levels ?? []) : [5, 2, 6, 3];
  const at = chance.below(primary + first + second + third);
  const local = { filing: 'local' } as const;
  if (at < primary)
    return { ...local, institution: places.townshipHospitals[township] ?? ofKind(chance, around, 'township') };
  if (at < primary + first) return { ...local, institution: ofKind(chance, around, 'level-1') };
  return { ...local, institution: ofKind(chance, around, at < primary + first + second ? 'level-2' : 'level-3') };
}

/** Of what the same illness costs in a hospital of the second level. */
const costOf: Readonly<Record<Institution['kind'], number>> = {
  clinic: 400,
  pharmacy: 400,
  township: 560,
  'level-1': 800,
  'level-2': 1_000,
  'level-3': 1_380,
  city: 1_900,
  provincial: 2_700,
  elsewhere: 2_300,
};

function drawStay(
  chance: Chance,
  person: Patient,
  disease: StayDisease,
  admitted: Day,
  { first, last }: Pick<Span, 'first' | 'last'>,
  around: Neighbourhood,
): CountyVisit | null {
  const { institution, filing } = hospitalFor(chance, person, disease, around);
  const [shortest = 3, longest = 7] = disease.days;
  const days = chance.between(shortest, longest);
  const start = admitted + days > last ? last - days : admitted;
  if (start < first) return null;
  const end = start + days;
  const dies = person.death !== null && end <= person.death.on && person.death.on - end < 30 && chance.happens(5_000);
  const lines = stayLines(chance, disease, institution, start, days);
  const late = filing === 'unfiled' ? chance.between(5, 40) : chance.happens(1_200) ? 1 : 0;
  const settled = Math.min(end + late, lastDayOfYear(Number(dateOf(end).slice(0, 4))));
  if (person.death !== null && settled > person.death.on && late > 1) return null;
  if (filing === 'long-term' || filing === 'transferred') fileFor(chance, person, filing, institution, start);
  const procedure = 'procedure' in disease && institution.kind !== 'township' ? disease.procedure : undefined;
  const second = chance.happens(4_500) ? [chance.of(['I10.x00', 'E11.900', 'E78.500', 'K29.500', 'J98.400'])] : [];
  return visitOf(chance, around, {
    kind: 'inpatient',
    filing,
    institution,
    first: start,
    last: end,
    settled,
    lines,
    diagnoses: [disease.code, ...second.filter((code) => code !== disease.code)],
    procedures: procedure === undefined ? [] : [procedure.code],
    discharge: dies ? '5' : chance.happens(300) ? '2' : chance.happens(200) ? '4' : '1',
  });
}

/** Files for care there unless it is filed already: those who live elsewhere for good, others for half a year. */
function fileFor(
  chance: Chance,
  { filings, registered }: Patient,
  kind: CrossRegionFiling['kind'],
  { area }: Institution,
  start: Day,
): void {
  const covered = filings.some(
    (one) => area.startsWith(one.area) && one.from <= dateOf(start) && (one.to === null || one.to >= dateOf(start)),
  );
  if (covered) return;
  const from = kind === 'long-term' ? registered + 5 : start - chance.between(0, 3);
  const latest = filings.filter((one) => one.area === area).at(-1);
  const filing: CrossRegionFiling = {
    id: uuid7(instantOf(from, chance.below(36_000)), chance.bytes(10)),
    kind,
    area,
    from: dateOf(from),
    to: kind === 'long-term' ? null : dateOf(start + 180),
    reason: kind === 'long-term' ? '外出务工，长期居住' : '病情需要，转上级医院',
  };
  // Filed anew while an older one ran, or before one that begins later: the newer one stands for both.
  if (
    latest !== undefined &&
    (filing.to === null || latest.from <= filing.to) &&
    (latest.to === null || filing.from <= latest.to)
  ) {
    filings.splice(filings.indexOf(latest), 1);
    const until = latest.to === null || filing.to === null ? null : latest.to > filing.to ? latest.to : filing.to;
    filings.push({ ...filing, from: latest.from < filing.from ? latest.from : filing.from, to: until });
  } else filings.push(filing);
}

const secondLevelDrugs: ReadonlySet<string> = new Set(itemsOf('ward-second-level').map(({ key }) => key));

/** The lines of a stay: what is charged by the day in blocks of some days, tests, drugs and things up to about what the illness costs. */
export function stayLines(
  chance: Chance,
  disease: StayDisease,
  { kind, level }: Institution,
  start: Day,
  days: number,
): readonly FeeLine[] {
  const lines: FeeLine[] = [];
  const add = (item: Item, count: number, day: Day): void => {
    lines.push(lineOf(item, count, dateOf(day)));
  };
  const daily = (item: Item): void => {
    for (let at = 0; at < days; at += 5) add(item, Math.min(5, days - at), start + at);
  };
  daily(itemNamed(level === 'primary' ? 'bed-primary' : 'bed'));
  daily(itemNamed('ward-fee'));
  daily(itemNamed(disease.yuan > 12_000 ? 'nursing-1' : 'nursing-2'));
  daily(itemNamed('infusion'));
  if (kind !== 'township' && chance.happens(5_000)) add(itemNamed('air'), days, start);
  for (const key of new Set([...disease.labs, 'urine'])) add(itemNamed(key), 1, start + chance.below(2));
  for (const key of new Set(disease.exams)) {
    if (kind === 'township' && (key === 'mri' || key === 'ct-contrast' || key === 'gastroscopy')) continue;
    add(itemNamed(key), 1, start + chance.below(Math.min(3, days)));
  }
  const procedure = 'procedure' in disease && kind !== 'township' ? disease.procedure : undefined;
  if (procedure !== undefined) {
    const on = start + Math.min(days, 2);
    add(itemNamed(procedure.item), procedure.item === 'dialysis' ? Math.max(1, days >> 1) : 1, on);
    if (procedure.item.startsWith('op-')) add(itemNamed('anaesthesia'), 1, on);
    if ('implant' in procedure && procedure.implant !== undefined) add(itemNamed(procedure.implant), 1, on);
  }
  if ('treatments' in disease) {
    for (const key of disease.treatments ?? []) add(itemNamed(key), days, start + 1);
  }
  add(itemNamed('catheter'), 1 + (days >> 2), start);
  add(itemNamed('infusion-set'), days, start);
  if (chance.happens(3_500)) add(chance.of(ownItems), chance.between(1, 3), start + chance.below(days));
  const wanted = Math.floor((disease.yuan * costOf[kind] * chance.aroundThousand()) / 10_000);
  let left = wanted - lines.reduce((sum, { amount }) => sum + amount, 0);
  const drugs = disease.drugs.filter((key) => level !== 'primary' || !secondLevelDrugs.has(key));
  for (const [index, key] of drugs.entries()) {
    const item = itemNamed(key);
    const share = Math.floor(left / (drugs.length - index));
    const count = Math.min(Math.max(days, 1) * 8, Math.max(1, Math.floor(share / item.price)));
    add(item, count, start + Math.min(index, days - 1));
    left -= count * item.price;
  }
  // A dear illness in a large hospital: what drugs alone do not come to.
  const things = itemNamed(kind === 'township' ? 'oxygen' : 'monitor');
  if (left > things.price * 2) add(things, Math.min(days * 2, Math.floor(left / things.price)), start);
  return lines;
}
