/**
 * Who owes what for which year or month, and who paid: residents in the window before the year, newborns when they are registered,
 * employees month by month through their employers; with the mistakes that real payments have, each written down.
 *
 * What was paid in the window is in one file that the tax bureau hands over in the first days of the year that it is for: so a year's
 * income is that year's premiums. Shares are of ten thousand and invented.
 */
import {
  BulkAccounts,
  BulkCollection,
  type BulkDue,
  type BulkFile,
  type BulkPayer,
  type BulkRow,
  type BulkSubsidyList,
  checkCharacter,
  type Employment,
  type IdentityKey,
} from '@mingzhang/bureau';
import {
  addMonths,
  type DateText,
  type Fen,
  firstDayOf,
  lastDayOf,
  type Month,
  monthOf,
  uuid7,
} from '@mingzhang/kernel';
import { Chance } from './chance.ts';
import { type Day, dateOf, dayOf, firstDayOfYear } from './days.ts';
import { type FaultPattern, type Planted } from './faults.ts';
import { type CountyPerson, type CountySpell } from './model.ts';
import { type CountyPlan, type DrawnCounty } from './parts.ts';

/** The county's files and lists: the same for whoever makes them. */
export interface CountyFiles {
  /** By year: what came in the window. */
  readonly window: ReadonlyMap<number, BulkFile>;
  /** By month: residents who came later, and employees. */
  readonly resident: ReadonlyMap<Month, BulkFile>;
  readonly employee: ReadonlyMap<Month, BulkFile>;
  /** By year: 资助参保 in spring, and of those who came later. */
  readonly lists: ReadonlyMap<number, readonly [BulkSubsidyList, BulkSubsidyList]>;
}

const deposit = 'income-account-deposit';

export function filesOf({ seed, years }: CountyPlan): CountyFiles {
  const chance = new Chance(seed, 'files');
  const idOn = (day: DateText): string => uuid7(Date.parse(`${day}T01:00:00Z`), chance.bytes(10));
  const file = (kind: BulkFile['kind'], name: string, confirmedOn: DateText): BulkFile => ({
    id: idOn(confirmedOn),
    kind,
    name,
    deposit,
    confirmedOn,
  });
  const window = new Map<number, BulkFile>();
  const resident = new Map<Month, BulkFile>();
  const employee = new Map<Month, BulkFile>();
  const lists = new Map<number, readonly [BulkSubsidyList, BulkSubsidyList]>();
  for (let year = years.first; year <= years.last; year += 1) {
    window.set(year, file('resident', `城乡居民${year}年度集中征缴明细.csv`, `${year}-01-05`));
    const list = (decidedOn: DateText): BulkSubsidyList => ({ id: idOn(decidedOn), year, decidedOn });
    lists.set(year, [list(`${year}-02-20`), list(`${year}-12-20`)]);
  }
  for (let month: Month = `${years.first}-01`; month <= `${years.last}-12`; month = addMonths(month, 1)) {
    resident.set(month, file('resident', `城乡居民${month}缴费明细.csv`, lastDayOf(month)));
    employee.set(month, file('employee', `职工${month}缴费明细.csv`, lastDayOf(month)));
  }
  return { window, resident, employee, lists };
}

interface Collecting {
  readonly department: string;
  readonly division: string;
  readonly parameters: ConstructorParameters<typeof BulkCollection>[0]['parameters'];
  readonly sets: ReadonlyMap<string, string>;
  readonly key: IdentityKey;
  readonly by: string;
  readonly checker: string;
}

/** What a batch's people owe and paid, with what stands on their personal accounts. */
interface Collected {
  readonly collection: BulkCollection;
  readonly accounts: BulkAccounts;
  readonly planted: readonly Planted[];
  /** What came onto somebody's account, in the order of days. */
  readonly credits: ReadonlyMap<string, readonly { readonly date: DateText; readonly amount: Fen }[]>;
}

/** Rows of a file are numbered by batch, so that batches may come in any order. */
const rowsABatch = 10_000;

interface Room {
  readonly county: DrawnCounty;
  readonly files: CountyFiles;
  readonly chance: Chance;
  readonly collection: BulkCollection;
  readonly accounts: BulkAccounts;
  readonly planted: Planted[];
  readonly credits: Map<string, { date: DateText; amount: Fen }[]>;
  readonly makeId: (day: DateText) => string;
  readonly nextRow: (file: BulkFile) => number;
  readonly receipt: (day: DateText) => string;
}

export function collectFor(
  county: DrawnCounty,
  files: CountyFiles,
  batch: number,
  people: readonly CountyPerson[],
  bureau: Collecting,
): Collected {
  const { seed, people: size, years } = county.plan;
  const chance = new Chance(seed, `dues ${batch} of ${size}`);
  const ids = new Chance(seed, `ids of dues ${batch} of ${size}`);
  const makeId = (day: DateText): string => uuid7(Date.parse(`${day}T01:00:00Z`) + ids.below(3_600_000), ids.bytes(10));
  const ofYear = (): string => makeId(`${years.first}-01-02`);
  const set = bureau.sets.get('employee-personal');
  if (set === undefined || set !== bureau.sets.get('employee-pooled'))
    throw new Error('one set keeps both funds of employees');
  const rows = new Map<string, number>();
  let receipts = 0;
  const room: Room = {
    county,
    files,
    chance,
    collection: new BulkCollection({ ...bureau, makeId: ofYear }),
    accounts: new BulkAccounts({ set, deposit, by: bureau.by, makeId: ofYear }),
    planted: [],
    credits: new Map(),
    makeId,
    nextRow: ({ id }) => {
      const row = (rows.get(id) ?? batch * rowsABatch) + 1;
      if (row > (batch + 1) * rowsABatch) throw new Error(`batch ${batch} has too many rows of a file`);
      rows.set(id, row);
      return row;
    },
    receipt: (day) => {
      receipts += 1;
      return `SP${day.replaceAll('-', '')}${String(batch).padStart(4, '0')}${String(receipts).padStart(6, '0')}`;
    },
  };
  for (const person of people) {
    for (let year = years.first; year <= years.last; year += 1) residentYear(room, person, year);
    for (const spell of person.spells) if (spell.scheme === 'employee') employment(room, person, spell);
  }
  return room;
}

const spellIn = (person: CountyPerson, year: number): CountySpell | undefined =>
  person.spells.find(({ scheme, from }) => scheme === 'resident' && from.startsWith(`${year}-`));

/** Employed on the first day of a year, or in it later on. */
const employedIn = ({ spells }: CountyPerson, year: number): CountySpell | undefined =>
  spells.find(
    ({ scheme, from, to }) =>
      scheme === 'employee' && from <= `${year}-12-31` && (to === null || to >= `${year}-01-01`),
  );

function residentYear(room: Room, person: CountyPerson, year: number): void {
  const { chance, makeId, collection } = room;
  const first: DateText = `${year}-01-01`;
  const spell = spellIn(person, year);
  const employed = employedIn(person, year);
  if (spell === undefined) {
    if (person.death !== null && person.death.on < first) {
      if (person.death.on >= `${year - 1}-06-01` && person.death.knownOn < first && chance.happens(300))
        paidForTheDead(room, person, year);
      return;
    }
    if (employed !== undefined) {
      if (employed.from < first && chance.happens(12)) paidThoughEmployed(room, person, employed, year);
      return;
    }
    if (person.bornOn >= first || person.registeredOn >= `${year - 1}-09-01` || !chance.happens(3_000)) return;
  }
  const opens = dayOf(`${year - 1}-09-01`);
  const enrolledOn = spell?.enteredOn ?? dateOf(opens + chance.below(100));
  const { id, name, bornOn, categories, spells } = person;
  const before = spells.filter((one) => one.id !== spell?.id);
  const due = collection.enrol(
    { id, name, bornOn, diedOn: null, categories, spells: before },
    { id: makeId(enrolledOn), year, enrolledOn },
  );
  if ('refusal' in due) throw new Error(`${id} ${year}: ${due.refusal.message}`);
  if (due.draft.person > 0) {
    if (spell === undefined) unpaid(room, person, due, year);
    else paid(room, person, due, year);
  }
  if (due.draft.subsidy > 0 && due.settledOn !== null) {
    const list = room.files.lists.get(year)?.find(({ decidedOn }) => (due.settledOn ?? '') < decidedOn);
    if (list !== undefined) collection.subsidise(list, due);
  }
}

/** The file that a payment for a year is in. */
function fileOn({ files }: Room, year: number, paidOn: DateText): BulkFile {
  const file = paidOn < `${year}-01-01` ? files.window.get(year) : files.resident.get(monthOf(paidOn));
  if (file === undefined) throw new Error(`no file takes what was paid on ${paidOn}`);
  return file;
}

interface Wrong {
  readonly number?: string;
  readonly name?: string;
  readonly amount?: Fen;
}

/** Pays for a year. A number that is wrong is nobody's. */
function payFor(
  room: Room,
  person: CountyPerson,
  year: number,
  paidOn: DateText,
  amount: Fen,
  wrong: Wrong = {},
): BulkRow {
  const { collection, nextRow, receipt } = room;
  const file = fileOn(room, year, paidOn);
  const payer = wrong.number === undefined ? payerOf(person, greatest(paidOn, `${year}-01-01`), file) : null;
  return collection.pay(file, payer, {
    row: nextRow(file),
    name: wrong.name ?? person.name,
    number: wrong.number ?? person.number,
    employer: '',
    period: String(year),
    personAmount: wrong.amount ?? amount,
    employerAmount: 0,
    paidOn,
    receipt: receipt(paidOn),
  });
}

const greatest = (a: DateText, b: DateText): DateText => (a > b ? a : b);

/** What was known of the payer when the file was confirmed. */
function payerOf({ id, name, death, spells }: CountyPerson, day: DateText, file: BulkFile): BulkPayer {
  const employed = spells.find(
    ({ scheme, from, to }) => scheme !== 'resident' && from <= day && (to === null || to >= day),
  );
  const diedOn = death !== null && death.knownOn <= file.confirmedOn ? death.on : null;
  return { id, name, diedOn, employedFrom: file.kind === 'resident' ? (employed?.from ?? null) : null };
}

/** Whoever is covered has paid: rightly, or at the second try. */
function paid(room: Room, person: CountyPerson, due: BulkDue, year: number): void {
  const { chance, county } = room;
  const { person: amount } = due.draft;
  const last: DateText = due.enrolledOn < `${year}-01-01` ? `${year - 1}-12-31` : `${year}-12-31`;
  const after = dateOf(dayOf(due.enrolledOn) + chance.below(4));
  const on = after < last ? after : last;
  const what = chance.below(10_000);
  if (what < 14) {
    const row = payFor(room, person, year, on, amount, { number: misprinted(chance, person.number) });
    plant(room, 'contribution-wrong-number', person, row, { claimed: 'yes' });
    resolve(room, row, 'claim', due, '税务更正证件号码');
  } else if (what < 24) {
    const row = payFor(room, person, year, on, amount, { name: `${person.name.slice(0, 1)}某` });
    plant(room, 'contribution-other-name', person, row, {});
    resolve(room, row, 'claim', due, '核对为同一人，姓名误写');
  } else if (what < 44) {
    const row = payFor(room, person, year, on, amount, { amount: amount + chance.of([1_000, 2_000, 10_000]) });
    plant(room, 'contribution-over', person, row, {});
    if (chance.happens(7_000)) resolve(room, row, 'refund', null, '多缴');
  } else {
    payFor(room, person, year, on, amount);
    if (what >= 104) return;
    const again = dateOf(Math.max(dayOf(on), firstDayOfYear(year)) + chance.between(3, 60));
    if (again > `${Math.min(year, county.plan.years.last)}-12-31`) return;
    const row = payFor(room, person, year, again, amount);
    plant(room, 'contribution-twice', person, row, {});
    if (chance.happens(7_000)) resolve(room, row, 'refund', null, '重复缴费');
  }
}

/** Enrolled, and nothing or too little has come: no cover. */
function unpaid(room: Room, person: CountyPerson, due: BulkDue, year: number): void {
  const { chance } = room;
  const { person: amount } = due.draft;
  const on = dateOf(Math.min(dayOf(due.enrolledOn) + chance.below(4), dayOf(`${year - 1}-12-31`)));
  const what = chance.below(100);
  if (what < 4) {
    const row = payFor(room, person, year, on, amount, { number: misprinted(chance, person.number) });
    plant(room, 'contribution-wrong-number', person, row, { claimed: 'no' });
  } else if (what < 7) {
    const row = payFor(room, person, year, on, amount, { number: nobodys(person.number) });
    plant(room, 'contribution-unknown-number', person, row, {});
  } else if (what < 11) {
    const row = payFor(room, person, year, on, amount, { amount: Math.floor(amount / 2) });
    plant(room, 'contribution-short', person, row, {});
  } else {
    room.planted.push({
      pattern: 'contribution-owed',
      persons: [person.id],
      visits: [],
      detail: { period: due.draft.period, owed: amount },
    });
  }
}

function paidForTheDead(room: Room, person: CountyPerson, year: number): void {
  const { chance, county } = room;
  const standard = standardOf(room, year);
  if (standard === null || person.death === null) return;
  const row = payFor(room, person, year, `${year - 1}-12-${String(chance.between(10, 28))}`, standard);
  plant(room, 'contribution-for-dead', person, row, { diedOn: person.death.on });
  if (year <= county.plan.years.last && chance.happens(6_000))
    resolve(room, row, 'refund', null, '参保人已死亡，退给家属');
}

function paidThoughEmployed(room: Room, person: CountyPerson, spell: CountySpell, year: number): void {
  const { chance } = room;
  const standard = standardOf(room, year);
  if (standard === null) return;
  const row = payFor(
    room,
    person,
    year,
    `${year - 1}-1${chance.of(['0', '1', '2'])}-${String(chance.between(10, 28))}`,
    standard,
  );
  plant(room, 'contribution-though-employed', person, row, { employedFrom: spell.from });
  if (chance.happens(5_000)) resolve(room, row, 'refund', null, '已参加职工医保，重复参保');
}

/** What a resident pays for a year: what anybody in the batch has been asked for. */
function standardOf({ collection }: Room, year: number): Fen | null {
  const due = collection.dues.find(({ draft }) => draft.period === String(year) && draft.kind === 'resident');
  return due?.draft.standard ?? null;
}

/** Decides what becomes of what a row holds, some weeks after the file; what would fall behind the county's years stays open. */
function resolve(room: Room, row: BulkRow, kind: 'claim' | 'refund', due: BulkDue | null, reason: string): void {
  const { chance, county, collection, makeId } = room;
  const end = dayOf(`${county.plan.years.last}-12-31`);
  const made: Day = Math.min(dayOf(row.file.confirmedOn) + chance.between(5, 40), end);
  const decided = Math.min(made + chance.below(6), end);
  const madeOn = dateOf(made);
  collection.resolve(row, { id: makeId(madeOn), kind, due, reason, madeOn, decidedOn: dateOf(decided) });
}

function plant(room: Room, pattern: FaultPattern, person: CountyPerson, row: BulkRow, detail: Planted['detail']): void {
  room.planted.push({
    pattern,
    persons: [person.id],
    visits: [],
    detail: { period: row.payment.period, receipt: row.payment.receipt, match: row.decision.match, ...detail },
  });
}

/** One digit of the order in the number is another: the last character no longer fits. */
function misprinted(chance: Chance, number: string): string {
  const at = chance.between(14, 16);
  const digit = (Number(number[at]) + chance.between(1, 8)) % 10;
  return `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
}

/** A number that can be, of a place that no one of the county has. */
function nobodys(number: string): string {
  const first = `${Number(number.slice(0, 6)) + 500}${number.slice(6, 17)}`;
  return `${first}${checkCharacter(first)}`;
}

/** Months that an employer pays late, or not at all; one of some twenty-five employers has such. */
function arrearsOf(
  { county }: Room,
  code: string,
): { readonly from: Month; readonly to: Month; readonly paidIn: Month | null } | null {
  const { seed, years } = county.plan;
  const chance = new Chance(seed, `arrears ${code}`);
  if (!chance.happens(400)) return null;
  const from = addMonths(`${years.first}-02`, chance.below((years.last - years.first + 1) * 12 - 8));
  const to = addMonths(from, chance.below(3));
  return { from, to, paidIn: chance.happens(6_500) ? addMonths(to, chance.between(2, 4)) : null };
}

function employment(room: Room, person: CountyPerson, spell: CountySpell): void {
  const { county, collection, chance, accounts, makeId } = room;
  const { years } = county.plan;
  const employer = spell.employer === null ? undefined : county.places.employers[spell.employer];
  const kind = spell.member === 'retired' ? 'retired' : 'in-service';
  const draft: Employment = {
    id: makeId(spell.enteredOn),
    spell: spell.id,
    employer: employer?.code ?? '',
    kind,
    wage: spell.wage,
    fromMonth: monthOf(spell.from),
    toMonth: spell.to === null ? null : monthOf(spell.to),
  };
  const refused = collection.employ(person.id, draft);
  if (refused !== null) throw new Error(`${person.id}: ${refused.refusal.message}`);
  const first: Month = `${years.first}-01`;
  const begins = draft.fromMonth > first ? draft.fromMonth : first;
  const died = person.death === null ? null : monthOf(person.death.on);
  const account = room.collection.accountOf({ kind, wage: spell.wage, month: begins });
  if (account > 0 && draft.fromMonth < first) {
    const opening = account * chance.between(2, kind === 'retired' ? 30 : 18);
    accounts.open(person.id, firstDayOf(first), opening);
    credited(room, person, firstDayOf(first), opening);
  }
  const late = employer === undefined || kind === 'retired' ? null : arrearsOf(room, employer.code);
  if (late !== null) {
    room.planted.push({
      pattern: 'employer-arrears',
      persons: [person.id],
      visits: [],
      detail: { employer: draft.employer, from: late.from, to: late.to, paidIn: late.paidIn ?? '' },
    });
  }
  const suspended = person.suspensions.filter((one) => one.spell === spell.id);
  for (let month = begins; month <= `${years.last}-12`; month = addMonths(month, 1)) {
    if ((draft.toMonth !== null && month > draft.toMonth) || (died !== null && month > died)) break;
    if (kind === 'retired') {
      const amount = room.collection.accountOf({ kind, wage: 0, month });
      if (amount === 0) continue;
      accounts.allot(person.id, { date: lastDayOf(month), amount, text: `${month}划入` });
      credited(room, person, lastDayOf(month), amount);
      continue;
    }
    const due = collection.reckon(person.id, draft, { id: makeId(firstDayOf(month)), month, on: `${month}-05` });
    if (due === null) continue;
    if ('refusal' in due) throw new Error(`${person.id} ${month}: ${due.refusal.message}`);
    const stopped = suspended.find(
      ({ from, to }) => from <= lastDayOf(month) && (to === null || to >= firstDayOf(month)),
    );
    let paidIn: Month | null = month;
    if (stopped !== undefined) paidIn = stopped.to === null ? null : addMonths(monthOf(stopped.to), 1);
    else if (late !== null && late.from <= month && month <= late.to) paidIn = late.paidIn;
    payMonth(room, person, due, paidIn);
  }
}

function payMonth(room: Room, person: CountyPerson, due: BulkDue, paidIn: Month | null): void {
  const { collection, accounts, files, nextRow, receipt } = room;
  const file = paidIn === null ? undefined : files.employee.get(paidIn);
  if (file === undefined || paidIn === null) return;
  const paidOn: DateText = `${paidIn}-${due.id.charCodeAt(35) % 2 === 0 ? '15' : '18'}`;
  const { person: own, employerShare, account, period } = due.draft;
  collection.pay(file, payerOf(person, paidOn, file), {
    row: nextRow(file),
    name: person.name,
    number: person.number,
    employer: due.employer,
    period,
    personAmount: own,
    employerAmount: employerShare,
    paidOn,
    receipt: receipt(paidOn),
  });
  if (due.settledOn === null) throw new Error(`${person.id} ${period} was paid and is not settled`);
  if (account === 0) return;
  const { voucher } = collection.voucherOf(file, 'employee-personal');
  accounts.credit(person.id, { date: file.confirmedOn, amount: account, voucher, text: `${period}划入` });
  credited(room, person, file.confirmedOn, account);
}

function credited({ credits }: Room, { id }: CountyPerson, date: DateText, amount: Fen): void {
  const own = credits.get(id) ?? [];
  own.push({ date, amount });
  credits.set(id, own);
}

/** What somebody may take from their account for visits, one after the other; half of it at most for a stay. */
export class Purse {
  readonly #credits: readonly { readonly date: DateText; readonly amount: Fen }[];
  #next = 0;
  #balance = 0;

  constructor(credits: readonly { readonly date: DateText; readonly amount: Fen }[] = []) {
    this.#credits = credits.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  /** What a visit settled on a day may take: all, or half for a stay. */
  offers(day: DateText, stay: boolean): Fen {
    for (let one = this.#credits[this.#next]; one !== undefined && one.date <= day; one = this.#credits[this.#next]) {
      this.#balance += one.amount;
      this.#next += 1;
    }
    return stay ? Math.floor(this.#balance / 2) : this.#balance;
  }

  took(amount: Fen): void {
    this.#balance -= amount;
  }
}
