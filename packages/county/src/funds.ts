/**
 * The money of the county's funds, besides premiums and settlements: what they begin with; the fiscal subsidies by document; what goes
 * from one bank account to another; the batch of each month with the bank's answer; the premium of 大病保险; interest; the year's budget.
 * At last the years are closed.
 *
 * A month's settlements are gathered on the tenth of the next and paid on the fifteenth; those of the last month have gone to the bank,
 * which has not answered. Shares and rates are invented where they are nobody's parameter.
 */
import {
  type BulkBatch,
  type BulkLine,
  type BulkMovement,
  type BulkOwed,
  type BulkTreasury,
  Charts,
  checkBudget,
  closePeriod,
  enterBudget,
  type FundAccount,
  fiscalByYear,
  fundSetsOf,
  listAccounts,
  listPayees,
  type Moved,
  movedByMonth,
  openingLegs,
  openTreasury,
  postManyWithin,
  postYearEnd,
  type Subsidy,
  writeBatches,
  writeMovements,
  writeSubsidyDocuments,
} from '@mingzhang/bureau';
import { addMonths, type DateText, type Fen, lastDayOf, type Month, uuid7 } from '@mingzhang/kernel';
import { type Bulk, type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { Chance } from './chance.ts';
import { dateOf, dayOf } from './days.ts';
import { owedOf } from './owed.ts';
import { type DrawnCounty } from './parts.ts';
import { countyName } from './places.ts';
import { assistanceSources, writeSources } from './sources.ts';

type Trx = Transaction<Database>;
type Fund = BulkOwed['fund'];

const funds = ['resident', 'employee-pooled', 'employee-personal', 'assistance'] as const satisfies readonly Fund[];

/** In fen a head of the county: what the books begin with. Personal accounts bring their own. */
const openings = { resident: 25_000, 'employee-pooled': 12_000, assistance: 200 } as const;

/** In hundredths of what assistance spends in a year: what is left at its end, well within the 15 % of what was raised. */
const assistanceLeft = 6;

/** In fen a resident and year: premium to the insurer of 大病保险. */
const seriousIllness = 8_500;

/** Of ten thousand: a quarter's interest on what lies in 财政专户. */
const quarterInterest = 35;

const bank = `${countyName}农村商业银行`;
const roles = ['income', 'payment', 'fiscal'] as const;
const roleNames = { income: '收入户', payment: '支出户', fiscal: '财政专户' } as const;
const setNames = ['居民医保基金', '职工医保基金', '医疗救助基金'] as const;

interface FundPeople {
  readonly department: string;
  /** Who keeps the register of the assistance fund's sources. */
  readonly clerk: string;
  readonly accountant: string;
  readonly checker: string;
}

/** The last day that anything of the funds knows: the bank has the batch of the last month. */
const lastDay = ({ plan }: DrawnCounty): DateText => `${plan.years.last + 1}-01-20`;

function treasuryOf(county: DrawnCounty, { department, accountant, checker }: FundPeople): BulkTreasury {
  return { department, by: accountant, checker, today: lastDay(county) };
}

const idsFrom =
  (chance: Chance) =>
  (day: DateText): string =>
    uuid7(Date.parse(`${day}T03:00:00Z`) + chance.below(3_600_000), chance.bytes(10));

/** Bank accounts, whom money is paid to, and what the books begin with. */
export async function openFunds(bulk: Bulk, trx: Trx, county: DrawnCounty, people: FundPeople): Promise<void> {
  const { plan, places } = county;
  const makeId = idsFrom(new Chance(plan.seed, 'fund accounts'));
  const first: DateText = `${plan.years.first}-01-01`;
  const setOf = await fundSetsOf(trx, people.department);
  const sets = [...new Set(funds.map((fund) => setOf.get(fund) ?? ''))];
  await openTreasury(bulk, treasuryOf(county, people), {
    accounts: sets.flatMap((set, index) =>
      roles.map((role, at) => ({
        id: makeId(first),
        set,
        role,
        name: `${countyName}${setNames[index] ?? ''}${roleNames[role]}`,
        bank,
        number: `8281${index + 1}${at + 1}00067890`,
        openedOn: first,
      })),
    ),
    payees: places.institutions.map(({ name }, index) => ({
      id: makeId(first),
      kind: 'institution',
      name,
      bank,
      number: `62170${String(index + 1).padStart(5, '0')}000999`,
    })),
  });
  for (const [fund, each] of Object.entries(openings) as [keyof typeof openings, number][]) {
    const set = setOf.get(fund) ?? '';
    const entries = [{ id: makeId(first), set, reverses: null, legs: openingLegs(fund, each * plan.people) }];
    const voucher = { id: makeId(first), kind: 'opening' as const, date: first, text: '期初余额', entries };
    const at = new Date(`${first}T03:00:00Z`);
    await postManyWithin(trx, new Charts(), [{ ...voucher, at }], { today: lastDay(county), by: people.accountant });
  }
}

interface Room {
  readonly county: DrawnCounty;
  readonly chance: Chance;
  readonly makeId: (day: DateText) => string;
  readonly accountOf: (fund: Fund, role: (typeof roles)[number]) => string;
  readonly moved: (fund: Fund, account: string, month: Month) => Fen;
  readonly movements: BulkMovement[];
  readonly documents: Subsidy[];
  readonly spendings: { id: string; subsidy: string; spentOn: DateText; amount: Fen; reference: string }[];
  /** What lies in 财政专户. */
  readonly fiscal: Map<Fund, Fen>;
}

/** Writes all of it once every person is there; the years are closed with it. */
export async function finishFunds(bulk: Bulk, trx: Trx, county: DrawnCounty, people: FundPeople): Promise<void> {
  const { plan } = county;
  const { department } = people;
  const treasury = treasuryOf(county, people);
  const chance = new Chance(plan.seed, 'funds');
  const makeId = idsFrom(chance);
  const charts = new Charts();
  const setOf = await fundSetsOf(trx, department);
  const accounts = await listAccounts(trx, department);
  const moved = Map.groupBy(
    await movedByMonth(trx, department),
    ({ fund, account, month }) => `${fund} ${account} ${month}`,
  );
  const room: Room = {
    county,
    chance,
    makeId,
    accountOf: (fund, role) => accountFor(accounts, setOf.get(fund) ?? '', role),
    moved: (fund, account, month) => sumOf(moved.get(`${fund} ${account} ${month}`) ?? []),
    movements: [],
    documents: [],
    spendings: [],
    fiscal: new Map(funds.map((fund) => [fund, 0])),
  };
  const payees = new Map((await listPayees(trx, department)).map(({ name, id }) => [name, id]));
  const batches = batchesOf(room, await owedOf(trx, department), payees);
  const receipts = subsidies(room, await fiscalByYear(trx, department));
  months(room, batches, receipts);
  await writeSubsidyDocuments(bulk, treasury, room.documents, room.spendings);
  const { movements, documents } = room;
  await writeMovements(bulk, trx, charts, treasury, { movements, accounts, documents });
  await writeBatches(bulk, trx, charts, treasury, batches);
  const opening = openings.assistance * plan.people;
  const sources = assistanceSources({ opening, documents, movements, spentIn: (year) => assistanceSpent(room, year) });
  await writeSources(trx, sources, { ...people, today: treasury.today, seed: plan.seed });
  await budgets(room, trx, treasury);
  await closeYears(room, trx, charts, treasury, [...new Set(setOf.values())]);
}

const sumOf = (rows: readonly Pick<Moved, 'amount'>[]): Fen => rows.reduce((sum, { amount }) => sum + amount, 0);

function accountFor(accounts: readonly FundAccount[], set: string, role: string): string {
  const found = accounts.find((one) => one.set === set && one.role === role);
  if (found === undefined) throw new Error(`${set} has no account ${role}`);
  return found.id;
}

/** A batch for each set and month; now and then the bank returns a line, which the next one pays once more. */
function batchesOf(
  { county, chance, makeId, accountOf }: Room,
  owed: readonly BulkOwed[],
  payees: ReadonlyMap<string, string>,
): readonly BulkBatch[] {
  const batches: BulkBatch[] = [];
  const last: Month = `${county.plan.years.last}-12`;
  for (const [index, [set, ofSet]] of [...Map.groupBy(owed, (one) => one.set)].entries()) {
    let carried: readonly BulkLine[] = [];
    for (const [month, own] of Map.groupBy(ofSet, (one) => one.month)) {
      const next = addMonths(month, 1);
      const byName = Map.groupBy(own, ({ name }) => name);
      const names = [...new Set([...byName.keys(), ...carried.map(({ name }) => name)])].sort();
      const amountsOf = (name: string): ReadonlyMap<Fund, Fen> => {
        const amounts = new Map<Fund, Fen>();
        const add = (fund: Fund, amount: Fen): unknown => amounts.set(fund, (amounts.get(fund) ?? 0) + amount);
        for (const { fund, amount } of byName.get(name) ?? []) add(fund, amount);
        for (const line of carried)
          if (line.name === name) for (const [fund, amount] of line.amounts) add(fund, amount);
        return amounts;
      };
      const lines = names.map(
        (name, at): BulkLine => ({
          line: at + 1,
          payee: payees.get(name) ?? '',
          name,
          months: [
            ...carried.filter((line) => line.name === name).flatMap((line) => line.months),
            ...(byName.has(name) ? [month] : []),
          ],
          amounts: amountsOf(name),
          returned: null,
        }),
      );
      const answered = month < last;
      const back = answered && addMonths(month, 1) < last && chance.happens(3_500) ? chance.below(lines.length) : -1;
      const done = lines.map((line, at) =>
        at === back && line.months.length === 1
          ? { ...line, returned: chance.of(['收款户名与账号不符', '收款账户已销户']) }
          : line,
      );
      carried = done.filter(({ returned }) => returned !== null);
      const madeOn: DateText = `${next}-10`;
      const [some] = own;
      batches.push({
        id: makeId(madeOn),
        set,
        account: accountOf(some?.fund ?? 'resident', 'payment'),
        number: `${madeOn.replaceAll('-', '')}${String(index + 1).padStart(3, '0')}`,
        madeOn,
        paidOn: answered ? `${next}-15` : null,
        voucher: makeId(`${next}-15`),
        entry: makeId(`${next}-15`),
        file: makeId(`${next}-15`),
        lines: done,
      });
    }
  }
  return batches;
}

interface Receipt {
  readonly fund: Fund;
  readonly subsidy: string;
  readonly number: string;
  readonly on: DateText;
  readonly amount: Fen;
}

/** What is spent at the year's end arrives in the next; of assistance it comes before, for its balance is measured then. */
const atYearEnd = '12-28';
const ofAssistance = '11-28';

/**
 * Who gives how much of a year's subsidy, in which instalments; central's share of the residents' is the parameter's sixty per cent. Most
 * of it comes in January, before anything of the year is paid.
 */
const givers = [
  { level: 'central', share: 6_000, issued: '01-08', days: ['01-15', '11-18'], shares: [9_000, 1_000] },
  { level: 'province', share: 2_200, issued: '03-25', days: ['04-08'], shares: [10_000] },
  { level: 'city', share: 600, issued: '05-20', days: ['06-03'], shares: [10_000] },
  { level: 'county', share: 1_200, issued: '06-25', days: ['07-10', atYearEnd], shares: [7_000, 3_000] },
] as const;

const signs = { central: '财社', province: '湘虚财社', city: '永财社', county: '澄财社' } as const;

/** The documents of each year and what the finance bureau spent on each; the money arrives some days later. */
function subsidies(room: Room, fiscal: ReadonlyMap<number, Fen>): readonly Receipt[] {
  const { county, makeId, documents, spendings } = room;
  const receipts: Receipt[] = [];
  const { years, people } = county.plan;
  let carried = openings.assistance * people;
  for (let year = years.first; year <= years.last; year += 1) {
    const spent = assistanceSpent(room, year);
    // Assistance is given what it will spend, and what is to be left.
    const assistance = Math.max(0, spent + Math.floor((spent * assistanceLeft) / 100) - carried);
    carried += assistance - spent;
    const wanted = { resident: fiscal.get(year) ?? 0, assistance } as const;
    for (const [fund, whole] of Object.entries(wanted) as ['resident' | 'assistance', Fen][]) {
      let rest = whole;
      for (const [index, { level, share, issued, days, shares }] of givers.entries()) {
        const amount = index === givers.length - 1 ? rest : Math.floor((whole * share) / 10_000);
        rest -= amount;
        if (amount === 0) continue;
        const issuedOn: DateText = `${year}-${issued}`;
        const number = `${signs[level]}〔${year}〕${fund === 'resident' ? 12 : 27}号`;
        const subsidy: Subsidy = {
          id: makeId(issuedOn),
          number,
          level,
          fund,
          year,
          functionCode: fund === 'resident' ? '2101202' : '2101301',
          purpose: 'general',
          path: 'finance',
          amount,
          issuedOn,
        };
        documents.push(subsidy);
        let left = amount;
        for (const [at, planned] of days.entries()) {
          const day = fund === 'assistance' && planned === atYearEnd ? ofAssistance : planned;
          const part = at === days.length - 1 ? left : Math.floor((amount * (shares[at] ?? 0)) / 10_000);
          left -= part;
          if (part === 0) continue;
          const spentOn: DateText = `${year}-${day}`;
          const arrives: DateText = day === atYearEnd ? `${year + 1}-01-04` : dateOf(dayOf(`${year}-${day}`) + 4);
          spendings.push({
            id: makeId(spentOn),
            subsidy: subsidy.id,
            spentOn,
            amount: part,
            reference: `财拨${spentOn.replaceAll('-', '')}${level}`,
          });
          receipts.push({ fund, subsidy: subsidy.id, number, on: arrives, amount: part });
        }
      }
    }
  }
  return receipts;
}

function assistanceSpent({ moved }: Room, year: number): Fen {
  let spent = 0;
  for (let month = 1; month <= 12; month += 1) {
    spent += moved('assistance', 'assistance-expense', `${year}-${String(month).padStart(2, '0')}`);
  }
  return spent;
}

/** Month after month what comes into 财政专户 and what goes to pay, so that it never gives what it has not got. */
function months(room: Room, batches: readonly BulkBatch[], receipts: readonly Receipt[]): void {
  const { county, moved, fiscal } = room;
  const { years } = county.plan;
  const stands = (fund: Fund): Fen => fiscal.get(fund) ?? 0;
  const change = (fund: Fund, amount: Fen): unknown => fiscal.set(fund, stands(fund) + amount);
  const left = new Map<Fund, Fen>();
  for (let month: Month = `${years.first}-01`; month <= `${years.last + 1}-01`; month = addMonths(month, 1)) {
    for (const fund of funds) change(fund, moved(fund, 'fiscal-account-deposit', month));
    for (const { fund, subsidy, number, on, amount } of receipts.filter((one) => one.on.startsWith(month))) {
      move(room, fund, 'subsidy', on, amount, `${number}补助到账`, { subsidy });
      change(fund, amount);
    }
    for (const fund of funds) {
      const paying = batches.filter(({ madeOn }) => madeOn.startsWith(month)).flatMap(({ lines }) => lines);
      const whole = paying.reduce((sum, { amounts }) => sum + (amounts.get(fund) ?? 0), 0);
      const wanted = whole - (left.get(fund) ?? 0);
      // What was returned stays on the account and pays the line again.
      left.set(
        fund,
        paying.reduce((sum, { amounts, returned }) => sum + (returned === null ? 0 : (amounts.get(fund) ?? 0)), 0),
      );
      if (wanted > 0) {
        support(room, fund, `${month}-11`, wanted, change, stands);
        move(room, fund, 'fiscal-to-payment', `${month}-12`, wanted, '拨入支出户', { from: 'fiscal', to: 'payment' });
        change(fund, -wanted);
      }
    }
    if (month.endsWith('-05')) {
      const insured = Math.floor((county.plan.people * 95) / 100);
      support(room, 'resident', `${month}-14`, insured * seriousIllness, change, stands);
      move(room, 'resident', 'serious-illness-premium', `${month}-15`, insured * seriousIllness, '大病保险保费');
      change('resident', -insured * seriousIllness);
    }
    if (month.endsWith('-12')) {
      // What the fund paid for the insurer with every settlement comes back once a year.
      let advanced = 0;
      for (let back = 0; back < 11; back += 1)
        advanced += moved('resident', 'serious-illness-expense', addMonths(month, -1 - back));
      if (advanced > 0) {
        move(room, 'resident', 'other-income', `${month}-20`, advanced, '大病保险承办公司归还一站式结算垫付款');
        change('resident', advanced);
      }
    }
    if (/-(03|06|09|12)$/.test(month)) {
      for (const fund of funds) {
        const interest = Math.floor((Math.max(0, stands(fund)) * quarterInterest) / 10_000);
        if (interest === 0) continue;
        move(room, fund, 'interest', `${month}-21`, interest, '存款利息');
        change(fund, interest);
      }
    }
    for (const fund of funds) {
      // What is held as 暂收款 stays where it is: it may have to be given back.
      const premium = moved(fund, 'income-account-deposit', month) + moved(fund, 'temporary-receipt', month);
      if (premium <= 0) continue;
      move(room, fund, 'income-to-fiscal', lastDayOf(month), premium, `${month}保费转入财政专户`, {
        from: 'income',
        to: 'fiscal',
      });
      change(fund, premium);
    }
  }
}

/** A fund that has not got what it must pay is helped by the level above. */
function support(
  room: Room,
  fund: Fund,
  on: DateText,
  wanted: Fen,
  change: (fund: Fund, amount: Fen) => unknown,
  stands: (fund: Fund) => Fen,
): void {
  const short = wanted - stands(fund);
  if (short <= 0) return;
  const amount = Math.ceil((short * 11) / 10 / 100_000) * 100_000;
  move(room, fund, 'superior-subsidy', on, amount, '上级调剂金');
  change(fund, amount);
}

function move(
  room: Room,
  fund: Fund,
  kind: string,
  date: DateText,
  amount: Fen,
  text: string,
  more: {
    readonly from?: (typeof roles)[number];
    readonly to?: (typeof roles)[number];
    readonly subsidy?: string;
  } = {},
): void {
  const { makeId, accountOf, movements } = room;
  const { from = 'fiscal', to, subsidy = null } = more;
  const id = makeId(date);
  movements.push({
    id,
    fund,
    kind,
    account: accountOf(fund, from),
    toAccount: to === undefined ? null : accountOf(fund, to),
    subsidy,
    date,
    amount,
    reference: `LS${date.replaceAll('-', '')}${id.slice(-6)}`,
    text,
    voucher: makeId(date),
    entry: makeId(date),
  });
}

const budgetItems = {
  income: {
    contribution: 'premium-income',
    'fiscal-subsidy': 'fiscal-subsidy-income',
    interest: 'interest-income',
    other: 'other-income',
  },
  expenditure: {
    benefit: 'benefit-expense',
    'serious-illness': 'serious-illness-expense',
    assistance: 'assistance-expense',
  },
} as const;

const budgetFunds = {
  resident: ['resident'],
  employee: ['employee-pooled', 'employee-personal'],
  assistance: ['assistance'],
} as const satisfies Readonly<Record<string, readonly Fund[]>>;

/** What was expected of each year: not far from what came. */
async function budgets({ county, chance, makeId }: Room, trx: Trx, treasury: BulkTreasury): Promise<void> {
  const { department, by, checker, today } = treasury;
  const moved = await movedByMonth(trx, department);
  for (let year = county.plan.years.first; year <= county.plan.years.last; year += 1) {
    for (const [scheme, own] of Object.entries(budgetFunds)) {
      const lines = (['income', 'expenditure'] as const).flatMap((side) =>
        Object.entries(budgetItems[side]).flatMap(([item, account]) => {
          const rows = moved.filter(
            (row) =>
              row.account === account && row.month.startsWith(`${year}-`) && own.some((fund) => fund === row.fund),
          );
          const actual = Math.abs(sumOf(rows));
          const amount = Math.round((actual * chance.between(9_400, 10_500)) / 10_000 / 10_000) * 10_000;
          return amount === 0 ? [] : [{ side, item, amount }];
        }),
      );
      if (lines.length === 0) continue;
      const approvedOn: DateText = `${year}-01-15`;
      const id = makeId(approvedOn);
      const number = `澄财社预〔${year}〕${scheme === 'resident' ? 3 : scheme === 'employee' ? 4 : 5}号`;
      const at = new Date(`${approvedOn}T03:00:00Z`);
      done(await enterBudget(trx, { department, id, year, scheme, number, approvedOn, lines, by, at, today }));
      done(await checkBudget(trx, { department, id, by: checker, at, today }));
    }
  }
}

async function closeYears(
  { county, makeId }: Room,
  trx: Trx,
  charts: Charts,
  { checker: by, today }: BulkTreasury,
  sets: readonly string[],
): Promise<void> {
  const { years } = county.plan;
  for (const set of sets) {
    for (let month: Month = `${years.first}-01`; month <= `${years.last}-12`; month = addMonths(month, 1)) {
      if (month.endsWith('-12')) {
        const at = new Date(`${lastDayOf(month)}T08:00:00Z`);
        const newId = (): string => makeId(lastDayOf(month));
        done(await postYearEnd(trx, charts, { set, year: Number(month.slice(0, 4)), today, by, at, newId }));
      }
      done(await closePeriod(trx, charts, set, month, today));
    }
  }
}

/** What the county's own desk refuses is a mistake of ours. */
function done(outcome: object): void {
  if (!('refusal' in outcome)) return;
  throw new Error((outcome.refusal as { readonly message: string }).message);
}
