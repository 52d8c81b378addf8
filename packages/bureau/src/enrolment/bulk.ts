/**
 * Collecting in bulk: a county's enrolments, dues and payments decided in memory by the same pure functions as at the desk, in the order
 * of each person's life, and written by COPY. For a county that is loaded: nothing is looked up or held.
 *
 *     const desk = new BulkCollection({ department, division, parameters, sets, key, by, checker, makeId });
 *     const due = desk.enrol(person, { id, year: 2024, enrolledOn: '2023-10-11' });
 *     const row = desk.pay(file, person, { … amounts of the due … });          // matched, or held
 *     desk.resolve(row, { kind: 'claim', due, … });
 *     await postManyWithin(trx, charts, desk.vouchers(set), …);
 *     await desk.write(bulk);
 *     await desk.addSums(trx);                                       // last: others wait for whoever has added
 *
 * Files and subsidy lists are the whole county's (`openCollection`), and every transaction adds its rows, its vouchers and its sums.
 */
import { type DateText, type Fen, type Month, type ParameterSet } from '@mingzhang/kernel';
import { type FundPart, type Voucher } from '@mingzhang/ledger';
import { type EmployeeKind, employeeContribution } from '@mingzhang/policy';
import { type Bulk, copyLine } from '@mingzhang/store';
import { sql } from 'kysely';
import { type IdentityKey, identityIndex, identityProblem, maskIdentity } from '../access/index.ts';
import { policyAreaOf } from '../registry/index.ts';
import { legsOf, type Movement, type Trx } from './common.ts';
import {
  type DueDraft,
  decideEmployeeDue,
  decideResidentDue,
  type Employment,
  type Enrollee,
  employmentProblem,
  idProblem,
} from './decide.ts';
import {
  accountPart,
  afterRow,
  type DueFacts,
  decideRow,
  type PaidRow,
  type PersonFacts,
  type RowDecision,
} from './decide-row.ts';
import { type Deposit, maskedAnyhow } from './files.ts';
import { claimed, collected, fundOf, refunded, subsidised } from './movements.ts';
import { type FileKind } from './read-file.ts';
import { type EnrolmentRefused } from './refusals.ts';

/** A file of the tax bureau's, known before its rows are. */
export interface BulkFile {
  readonly id: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly deposit: Deposit;
  readonly confirmedOn: DateText;
}

export interface BulkSubsidyList {
  readonly id: string;
  readonly year: number;
  readonly decidedOn: DateText;
}

interface BulkBureau {
  readonly department: string;
  /** Six digits. */
  readonly division: string;
  readonly parameters: ParameterSet;
  /** Which set keeps which fund. */
  readonly sets: ReadonlyMap<string, string>;
  readonly key: IdentityKey;
  /** Who makes, and who checks: two people. */
  readonly by: string;
  readonly checker: string;
  readonly makeId: () => string;
}

interface BulkEnrollee extends Enrollee {
  readonly id: string;
}

/** A due as it stands. */
export interface BulkDue {
  readonly person: string;
  readonly id: string;
  readonly draft: DueDraft;
  readonly employer: string;
  readonly enrolledOn: DateText;
  paidPerson: Fen;
  paidEmployer: Fen;
  settledOn: DateText | null;
}

interface BulkPayment extends Omit<PaidRow, 'kind'> {
  /** As it stands in the file, right or wrong. */
  readonly number: string;
  readonly row: number;
  readonly paidOn: DateText;
  readonly receipt: string;
}

/** Whose number a payment bears; null where it is nobody's. */
export type BulkPayer = Omit<PersonFacts, 'dues'> | null;

export interface BulkRow {
  readonly file: BulkFile;
  readonly payment: BulkPayment;
  readonly decision: RowDecision;
}

interface Resolution {
  readonly id: string;
  readonly of: BulkRow;
  readonly kind: 'claim' | 'refund';
  readonly due: BulkDue | null;
  readonly reason: string;
  readonly madeOn: DateText;
  /** Null: it waits for the second person. */
  readonly decidedOn: DateText | null;
}

interface Booked {
  readonly of: 'file' | 'resolution' | 'subsidy';
  readonly ofId: string;
  readonly text: string;
  readonly date: DateText;
  readonly ids: Map<string, { readonly voucher: string; readonly entry: string }>;
  movements: readonly Movement[];
}

const moment = (day: DateText): string => `${day}T03:00:00Z`;

export class BulkCollection {
  readonly #bureau: BulkBureau;
  readonly #dues: BulkDue[] = [];
  readonly #duesOf = new Map<string, BulkDue[]>();
  readonly #employments: (Employment & { readonly person: string })[] = [];
  readonly #rows: BulkRow[] = [];
  readonly #resolutions: Resolution[] = [];
  readonly #subsidies: { readonly list: BulkSubsidyList; readonly due: BulkDue }[] = [];
  readonly #booked = new Map<string, Booked>();

  constructor(bureau: BulkBureau) {
    this.#bureau = bureau;
  }

  /** What was decided so far, in order. */
  get dues(): readonly BulkDue[] {
    return this.#dues;
  }

  get rows(): readonly BulkRow[] {
    return this.#rows;
  }

  /** Enrols a resident for a year; `spells` of the person are those they had before. */
  enrol(
    person: BulkEnrollee,
    { id, year, enrolledOn }: { readonly id: string; readonly year: number; readonly enrolledOn: DateText },
  ): BulkDue | EnrolmentRefused {
    const { parameters, division: area } = this.#bureau;
    const draft = decideResidentDue(parameters, person, { area, year, enrolledOn, today: enrolledOn });
    if ('refusal' in draft) return draft;
    return this.#keep({ person: person.id, id, draft, employer: '', enrolledOn });
  }

  /** Enters who pays for an employee on what wage. */
  employ(person: string, employment: Employment): EnrolmentRefused | null {
    const problem = idProblem(employment.id) ?? employmentProblem(employment);
    if (problem === null) this.#employments.push({ ...employment, person });
    return problem;
  }

  /** What is due of an employee's month; null where nothing is. */
  reckon(
    person: string,
    { kind, wage, employer }: Pick<Employment, 'wage' | 'employer'> & { readonly kind: EmployeeKind },
    { id, month, on }: { readonly id: string; readonly month: Month; readonly on: DateText },
  ): BulkDue | EnrolmentRefused | null {
    const { parameters, division } = this.#bureau;
    const draft = decideEmployeeDue(parameters, { kind, wage }, division, month);
    if (draft === null || 'refusal' in draft) return draft;
    return this.#keep({ person, id, draft, employer, enrolledOn: on });
  }

  /** 划入个人账户 in a month, whoever pays it; nothing where the rules do not say. */
  accountOf({ kind, wage, month }: { readonly kind: EmployeeKind; readonly wage: Fen; readonly month: Month }): Fen {
    const { parameters, division } = this.#bureau;
    const area = policyAreaOf(division);
    const due = area === null ? null : employeeContribution(parameters, { area, month, kind, wage });
    return due === null || 'refusal' in due ? 0 : due.account;
  }

  #keep(made: Omit<BulkDue, 'paidPerson' | 'paidEmployer' | 'settledOn'>): BulkDue {
    const nothing = made.draft.person + made.draft.employerShare === 0;
    const due = { ...made, paidPerson: 0, paidEmployer: 0, settledOn: nothing ? made.enrolledOn : null };
    this.#dues.push(due);
    const own = this.#duesOf.get(made.person) ?? [];
    own.push(due);
    this.#duesOf.set(made.person, own);
    return due;
  }

  /** A row of a file, compared with what the rows before it have left to pay. */
  pay(file: BulkFile, payer: BulkPayer, payment: BulkPayment): BulkRow {
    const own = (payer === null ? [] : (this.#duesOf.get(payer.id) ?? [])).filter(
      ({ draft }) => draft.scheme === file.kind,
    );
    const decision = decideRow(
      { ...payment, kind: file.kind },
      {
        problem: null,
        receiptRepeated: false,
        numberFits: identityProblem(payment.number) === null,
        person: payer === null ? null : { ...payer, dues: own.map(factsOf) },
      },
    );
    const due = own.find(({ id }) => id === decision.due);
    let account = 0;
    if (due !== undefined) {
      const facts = factsOf(due);
      account = accountPart(facts, decision.appliedPerson);
      const { paidPerson, paidEmployer } = afterRow(facts, decision);
      due.paidPerson = paidPerson;
      due.paidEmployer = paidEmployer;
      if (decision.settles) due.settledOn = payment.paidOn;
    }
    const applied = decision.appliedPerson + decision.appliedEmployer;
    this.#add(this.#ofFile(file), collected(file.kind, file.deposit, { applied, account, held: decision.held }));
    const row = { file, payment, decision };
    this.#rows.push(row);
    return row;
  }

  /** What becomes of what a row holds; a claim pays the due. */
  resolve(of: BulkRow, { kind, due, ...said }: Omit<Resolution, 'of'>): void {
    const { file, decision, payment } = of;
    const amount = decision.held;
    if (kind === 'claim' && due === null) throw new Error('a claim names a due');
    this.#resolutions.push({ ...said, of, kind, due: kind === 'claim' ? due : null });
    if (said.decidedOn === null) return;
    const booked = this.#open(
      'resolution',
      said.id,
      `${kind === 'claim' ? '认领' : '退费'} ${said.reason}`,
      said.decidedOn,
    );
    const fund = fundOf(file.kind);
    if (kind === 'refund' || due === null) {
      this.#add(booked, refunded(fund, file.deposit, amount));
      return;
    }
    const owed = due.draft.person - due.paidPerson;
    if (owed < amount) throw new Error(`the due ${due.id} owes ${owed}, not ${amount}`);
    const account = accountPart({ account: due.draft.account, paidPerson: due.paidPerson }, amount);
    due.paidPerson += amount;
    const paid = due.paidPerson === due.draft.person && due.paidEmployer === due.draft.employerShare;
    if (paid) due.settledOn = payment.paidOn;
    this.#add(booked, claimed(fund, file.deposit, amount, account));
  }

  /** Puts a paid due with a subsidy on an approved list. */
  subsidise(list: BulkSubsidyList, due: BulkDue): void {
    this.#subsidies.push({ list, due });
    const booked = this.#open('subsidy', list.id, `资助参加${list.year}年度居民医保`, list.decidedOn);
    this.#add(booked, subsidised(due.draft.subsidy));
  }

  /** The voucher that a file's money of a fund stands in, of this transaction. */
  voucherOf(file: BulkFile, fund: FundPart): { readonly set: string; readonly voucher: string } {
    const set = this.#setOf(fund);
    return { set, voucher: this.#idsOf(this.#ofFile(file), set).voucher };
  }

  #ofFile({ id, name, confirmedOn }: BulkFile): Booked {
    return this.#open('file', id, `税务征收 ${name}`, confirmedOn);
  }

  #open(of: Booked['of'], ofId: string, text: string, date: DateText): Booked {
    const known = this.#booked.get(ofId);
    if (known !== undefined) return known;
    const fresh = { of, ofId, text: text.slice(0, 100), date, ids: new Map(), movements: [] };
    this.#booked.set(ofId, fresh);
    return fresh;
  }

  /** Sums by fund and accounts, so that a file of thousands is a few legs. */
  #add(booked: Booked, movements: readonly Movement[]): void {
    for (const one of movements) {
      if (one.amount === 0) continue;
      const same = booked.movements.find(
        ({ fund, debit, credit }) => fund === one.fund && debit === one.debit && credit === one.credit,
      );
      booked.movements =
        same === undefined
          ? [...booked.movements, one]
          : booked.movements.map((kept) => (kept === same ? { ...kept, amount: kept.amount + one.amount } : kept));
    }
  }

  #setOf(fund: FundPart): string {
    const set = this.#bureau.sets.get(fund);
    if (set === undefined) throw new Error(`no books are kept of ${fund}`);
    return set;
  }

  #idsOf({ ids }: Booked, set: string): { readonly voucher: string; readonly entry: string } {
    const { makeId } = this.#bureau;
    const known = ids.get(set) ?? { voucher: makeId(), entry: makeId() };
    ids.set(set, known);
    return known;
  }

  /** The vouchers of a set, in the order of their days. */
  vouchers(set: string): readonly (Voucher & { readonly at: Date })[] {
    return [...this.#booked.values()]
      .flatMap((booked) => {
        const own = booked.movements.filter(({ fund }) => this.#setOf(fund) === set);
        if (own.length === 0) return [];
        const { voucher: id, entry } = this.#idsOf(booked, set);
        const { text, date } = booked;
        const entries = [{ id: entry, set, reverses: null, legs: legsOf(own) }];
        return [{ id, kind: 'ordinary' as const, date, text, entries, at: new Date(moment(date)) }];
      })
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  /** Writes all of it but the sums in the transaction of `bulk`; the people and their spells are there. */
  async write(bulk: Bulk): Promise<void> {
    const { department, by, checker } = this.#bureau;
    await bulk.copy(
      'insured_employment',
      [
        'person_id',
        'id',
        'spell_id',
        'department_id',
        'employer',
        'kind',
        'wage',
        'from_month',
        'to_month',
        'made_by',
        'made_at',
        'ended_by',
        'ended_at',
      ],
      this.#employments.map(({ person, id, spell, employer, kind, wage, fromMonth, toMonth }) => {
        const ended = toMonth === null ? [null, null] : [by, moment(`${toMonth}-28`)];
        return copyLine([
          person,
          id,
          spell,
          department,
          employer,
          kind,
          wage,
          fromMonth,
          toMonth,
          by,
          moment(`${fromMonth}-01`),
          ...ended,
        ]);
      }),
    );
    await bulk.copy(
      'contribution_due',
      dueColumns,
      this.#dues.map((due) => this.#dueLine(due)),
    );
    await bulk.copy('contribution_row', rowColumns, this.#rowLines());
    await bulk.copy(
      'contribution_resolution',
      [
        'department_id',
        'id',
        'file_id',
        'row',
        'kind',
        'person_id',
        'due_id',
        'amount',
        'reason',
        'made_by',
        'made_at',
        'decided',
        'decided_by',
        'decided_on',
        'decided_at',
      ],
      this.#resolutions.map(({ id, of, kind, due, reason, madeOn, decidedOn }) => {
        const decided =
          decidedOn === null ? [null, null, null, null] : ['approved', checker, decidedOn, moment(decidedOn)];
        const whose = due?.person ?? of.decision.person;
        return copyLine([
          department,
          id,
          of.file.id,
          of.payment.row,
          kind,
          whose,
          due?.id ?? null,
          of.decision.held,
          reason,
          by,
          moment(madeOn),
          ...decided,
        ]);
      }),
    );
    await bulk.copy(
      'enrolment_subsidy',
      ['person_id', 'due_id', 'department_id', 'list_id', 'year', 'category', 'amount'],
      this.#subsidies.map(({ list, due }) =>
        copyLine([due.person, due.id, department, list.id, list.year, due.draft.subsidyCategory, due.draft.subsidy]),
      ),
    );
    await bulk.copy(
      'contribution_voucher',
      ['department_id', 'of', 'of_id', 'set_id', 'voucher_id'],
      [...this.#booked.values()].flatMap((booked) =>
        [...new Set(booked.movements.map(({ fund }) => this.#setOf(fund)))].map((set) =>
          copyLine([department, booked.of, booked.ofId, set, this.#idsOf(booked, set).voucher]),
        ),
      ),
    );
  }

  #dueLine({ person, id, draft, employer, enrolledOn, paidPerson, paidEmployer, settledOn }: BulkDue): string {
    const { department, by } = this.#bureau;
    const { scheme, period, kind, base, standard, subsidy, subsidyCategory, employerShare, account, fiscal } = draft;
    return copyLine([
      person,
      id,
      department,
      scheme,
      period,
      kind,
      employer,
      base,
      standard,
      subsidy,
      subsidyCategory,
      draft.person,
      employerShare,
      account,
      draft.coveredFrom,
      enrolledOn,
      fiscal,
      paidPerson,
      paidEmployer,
      settledOn,
      by,
      moment(enrolledOn),
    ]);
  }

  *#rowLines(): Generator<string> {
    const { department, key } = this.#bureau;
    // A person's number comes with every month of an employment.
    let last = { number: '', masked: '', index: null as Buffer | null };
    for (const { file, payment, decision } of this.#rows) {
      const { number, row, name, employer, period, personAmount, employerAmount, paidOn, receipt } = payment;
      if (last.number !== number) {
        const fits = identityProblem(number) === null;
        last = {
          number,
          masked: fits ? maskIdentity(number) : maskedAnyhow(number),
          index: fits ? identityIndex(key, number) : null,
        };
      }
      yield copyLine([
        department,
        file.id,
        row,
        name,
        last.masked,
        last.index,
        employer,
        period,
        personAmount,
        employerAmount,
        paidOn,
        receipt,
        decision.match,
        decision.message,
        decision.person,
        decision.due,
        decision.appliedPerson,
        decision.appliedEmployer,
        decision.held,
      ]);
    }
  }

  /**
   * Files and lists grow by what was added, in the same transaction. They are held until it ends, so that this comes last in it; and in the
   * order of their ids, for others add to them at the same time.
   */
  async addSums(trx: Trx): Promise<void> {
    const { department } = this.#bureau;
    const files = new Map<string, { rows: number; total: number }>();
    for (const { file, payment } of this.#rows) {
      const sum = files.get(file.id) ?? { rows: 0, total: 0 };
      sum.rows += 1;
      sum.total += payment.personAmount + payment.employerAmount;
      files.set(file.id, sum);
    }
    const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
    await sql`
      select id from contribution_file where department_id = ${department} and id = any(${sorted.map(([id]) => id)}::uuid[])
      order by id for no key update`.execute(trx);
    await sql`
      update contribution_file f set rows = f.rows + g.rows, total = f.total + g.total
      from unnest(${sorted.map(([id]) => id)}::uuid[], ${sorted.map(([, { rows }]) => rows)}::integer[],
                  ${sorted.map(([, { total }]) => total)}::bigint[]) as g (id, rows, total)
      where f.department_id = ${department} and f.id = g.id`.execute(trx);
    const lists = [...Map.groupBy(this.#subsidies, ({ list }) => list.id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [id, own] of lists) {
      const amount = own.reduce((sum, { due }) => sum + due.draft.subsidy, 0);
      await sql`
        update enrolment_subsidy_list set persons = persons + ${own.length}, amount = amount + ${amount}
        where department_id = ${department} and id = ${id}`.execute(trx);
    }
  }
}

const dueColumns = [
  'person_id',
  'id',
  'department_id',
  'scheme',
  'period',
  'kind',
  'employer',
  'base',
  'standard',
  'subsidy',
  'subsidy_category',
  'person',
  'employer_share',
  'account',
  'covered_from',
  'enrolled_on',
  'fiscal',
  'paid_person',
  'paid_employer',
  'settled_on',
  'made_by',
  'made_at',
] as const;

const rowColumns = [
  'department_id',
  'file_id',
  'row',
  'name',
  'number_masked',
  'number_index',
  'employer',
  'period',
  'person_amount',
  'employer_amount',
  'paid_on',
  'receipt',
  'match',
  'message',
  'person_id',
  'due_id',
  'applied_person',
  'applied_employer',
  'held',
] as const;

function factsOf({ id, draft, employer, paidPerson, paidEmployer }: BulkDue): DueFacts {
  const { period, person, employerShare, account } = draft;
  return { id, period, employer, person, employerShare, account, paidPerson, paidEmployer };
}

/** Writes the files and lists that a county's collection will fill, confirmed and approved as they will have been. */
export async function openCollection(
  bulk: Bulk,
  { files, lists }: { readonly files: readonly BulkFile[]; readonly lists: readonly BulkSubsidyList[] },
  { department, by, checker }: Pick<BulkBureau, 'department' | 'by' | 'checker'>,
): Promise<void> {
  await bulk.copy(
    'contribution_file',
    [
      'department_id',
      'id',
      'kind',
      'name',
      'sha256',
      'deposit',
      'rows',
      'total',
      'made_by',
      'made_at',
      'confirmed_by',
      'confirmed_on',
      'confirmed_at',
    ],
    files.map(({ id, kind, name, deposit, confirmedOn }) =>
      copyLine([
        department,
        id,
        kind,
        name,
        `county ${id}`,
        deposit,
        0,
        0,
        by,
        `${confirmedOn}T01:00:00Z`,
        checker,
        confirmedOn,
        moment(confirmedOn),
      ]),
    ),
  );
  await bulk.copy(
    'enrolment_subsidy_list',
    [
      'department_id',
      'id',
      'year',
      'persons',
      'amount',
      'made_by',
      'made_at',
      'decided',
      'decided_by',
      'decided_on',
      'decided_at',
    ],
    lists.map(({ id, year, decidedOn }) =>
      copyLine([
        department,
        id,
        year,
        0,
        0,
        by,
        `${decidedOn}T01:00:00Z`,
        'approved',
        checker,
        decidedOn,
        moment(decidedOn),
      ]),
    ),
  );
}

/** Takes away what nothing came into: a small county has months without a payment. */
export async function closeCollection(trx: Trx, department: string): Promise<void> {
  await trx
    .deleteFrom('contribution_file')
    .where('department_id', '=', department)
    .where('rows', '=', 0)
    .where('sha256', 'like', 'county %')
    .execute();
  await trx
    .deleteFrom('enrolment_subsidy_list')
    .where('department_id', '=', department)
    .where('persons', '=', 0)
    .execute();
}

/** The fiscal subsidy that follows the residents insured for a year, by year. */
export async function fiscalByYear(trx: Trx, department: string): Promise<ReadonlyMap<number, Fen>> {
  const { rows } = await sql<{ year: number; amount: Fen }>`
    select period::integer as year, sum(fiscal)::bigint as amount from contribution_due
    where department_id = ${department} and scheme = 'resident' and withdrawn_at is null and settled_on is not null
    group by 1 order by 1`.execute(trx);
  return new Map(rows.map(({ year, amount }) => [year, amount]));
}
