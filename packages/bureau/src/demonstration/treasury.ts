/**
 * The demonstration's funds: bank accounts and opening balances, three years of income and spending, subsidies that agree with what the
 * department's own books spend on 21012 and 21013 – what was spent last is still on its way –, payment batches in each state, a
 * statement to match, budgets. Through the same use cases as anybody's, by two people.
 */
import {
  type DateText,
  type Fen,
  fen,
  lastDayOf,
  type Month,
  monthOf,
  monthsBetween,
  parseYuan,
  yearOf,
} from '@mingzhang/kernel';
import { type FundPart, type Leg } from '@mingzhang/ledger';
import { newId } from '@mingzhang/store';
import { type IdentityKey } from '../access/index.ts';
import { Charts, closePeriod, postVoucherWithin, postYearEnd } from '../books/index.ts';
import { checkPayee, enterAccount, enterPayee } from '../treasury/accounts.ts';
import { type ResultRow, type StatementRow } from '../treasury/bank-files.ts';
import { checkBatch, exportBatch, makeBatch, takeResult } from '../treasury/batches.ts';
import { checkBudget, enterBudget } from '../treasury/budget.ts';
import { type FundSet, fundSets } from '../treasury/hand.ts';
import { type AccountRole, accountRoles } from '../treasury/kinds.ts';
import { matchAutomatically, takeStatement } from '../treasury/matching.ts';
import { checkMovement, makeMovement } from '../treasury/movements.ts';
import { listPayables, payableNow } from '../treasury/payables.ts';
import { departmentExpenditure, enterSpending, enterSubsidy } from '../treasury/subsidies.ts';
import { type AssistanceReceipt } from './assistance.ts';
import { givers } from './budget.ts';
import { daysBefore, type NewIdOn } from './ids.ts';
import { handOn, type Loading, type Persons, type Trx } from './write.ts';

interface Room extends Loading {
  readonly department: string;
  readonly today: DateText;
  /** What the accounts of persons who are paid are sealed with. */
  readonly key: IdentityKey;
  readonly persons: Persons;
  readonly newId: NewIdOn;
}

/** In 万元: what each fund begins with, takes in of premiums and spends in a year, and its interest. */
const years: readonly {
  readonly fund: FundPart;
  readonly opening: number;
  readonly premium: number;
  readonly spent: number;
  readonly interest: number;
}[] = [
  { fund: 'resident', opening: 9_860, premium: 10_240, spent: 11_120, interest: 96 },
  { fund: 'employee-pooled', opening: 6_420, premium: 4_150, spent: 4_020, interest: 58 },
  { fund: 'employee-personal', opening: 2_980, premium: 2_310, spent: 2_190, interest: 21 },
  // What it spends follows what comes in.
  { fund: 'assistance', opening: 42, premium: 0, spent: 0, interest: 2 },
];

/** Assistance is paid to the institutions after each quarter: so many hundredths of what came in since. */
const quarterEnds = ['03-30', '06-29', '09-29', '12-31'] as const;
const assistancePaid = 98;

const bank = '禾丰农村商业银行';

/** Institutions of the settlements; the last one's account waits for its check. */
const payees = ['禾丰县人民医院', '禾丰县中医医院', '清溪镇中心卫生院', '永平市中心医院'] as const;

/** What the assistance fund began with and took in: what its register of sources is to say. */
export interface AssistanceMoney {
  readonly opening: Fen;
  readonly receipts: readonly AssistanceReceipt[];
}

export async function writeTreasury(trx: Trx, room: Room): Promise<AssistanceMoney> {
  const { department, today, persons, newId } = room;
  const charts = new Charts();
  const sets = await fundSets(trx, department);
  const [first] = sets;
  if (first === undefined) throw new Error(`${department} has no fund books`);
  const state = await trx
    .selectFrom('account_set')
    .select('first_month')
    .where('id', '=', first.id)
    .executeTakeFirstOrThrow();
  const begins: DateText = `${state.first_month}-01`;
  const hand = (day: DateText, by = persons.maker) => handOn(room, day, by, 120);
  const accounts = new Map<string, string>();
  for (const [index, set] of sets.entries()) {
    for (const role of Object.keys(accountRoles) as AccountRole[]) {
      if (role === 'treasury') continue;
      const id = newId(begins);
      accounts.set(`${set.id} ${role}`, id);
      const number = `8280${index + 1}${Object.keys(accountRoles).indexOf(role) + 1}00012345`;
      const name = `${set.name}${accountRoles[role].name}`;
      done(
        await enterAccount(trx, {
          department,
          id,
          set: set.id,
          role,
          name,
          bank,
          number,
          openedOn: begins,
          ...hand(begins),
        }),
      );
    }
  }
  const setOf = (fund: FundPart): FundSet => sets.find(({ funds }) => funds.includes(fund)) ?? first;
  const accountOf = (fund: FundPart, role: AccountRole): string => accounts.get(`${setOf(fund).id} ${role}`) ?? '';
  const post = async (
    kind: 'opening' | 'ordinary',
    date: DateText,
    text: string,
    set: string,
    legs: readonly Leg[],
  ): Promise<void> => {
    const entries = [{ id: newId(date), set, reverses: null, legs }];
    const voucher = { id: newId(date), kind, date, text, entries };
    const posted = await postVoucherWithin(trx, charts, { voucher, ...hand(today) });
    if (posted.outcome === 'refused') throw new Error(posted.refusal.message);
  };
  const move = async (
    fund: FundPart,
    kind: string,
    date: DateText,
    amount: Fen,
    text: string,
    more: {
      readonly role?: AccountRole;
      readonly to?: AccountRole;
      readonly subsidy?: string;
      readonly waits?: boolean;
    } = {},
  ): Promise<void> => {
    const id = newId(date);
    const { role = 'fiscal', to, subsidy = null, waits = false } = more;
    const draft = { department, id, fund, kind, account: accountOf(fund, role), date, amount, subsidy, text };
    const toAccount = to === undefined ? null : accountOf(fund, to);
    done(
      await makeMovement(trx, {
        ...draft,
        toAccount,
        reference: `LS${date.replaceAll('-', '')}${id.slice(-4)}`,
        ...hand(today),
      }),
    );
    if (!waits) done(await checkMovement(trx, charts, { department, id, ...hand(today, persons.checker) }));
  };
  for (const { fund, opening } of years) {
    const amount = wan(opening);
    await post('opening', begins, '期初余额', setOf(fund).id, [
      { account: 'fiscal-account-deposit', side: 'debit', amount, dimensions: { fund } },
      { account: 'fund-balance-general', side: 'credit', amount, dimensions: { fund } },
    ]);
  }
  const receipts = [...(await subsidies(trx, room, begins, hand, move))];
  const arrived = receipts.filter(({ kind }) => kind === 'received');
  for (let year = yearOf(begins); year <= yearOf(today); year += 1) {
    // A little more every year.
    const grown = (amount: number): Fen => fen(Math.round(wan(amount) * (1 + (year - yearOf(begins)) * 0.04)));
    const on = (day: string): DateText | null => (`${year}-${day}` <= today ? `${year}-${day}` : null);
    for (const { fund, premium, spent, interest } of years) {
      const set = setOf(fund).id;
      const collected = on('01-20');
      if (premium > 0 && collected !== null) {
        const amount = grown(premium);
        await post('ordinary', collected, '税务部门征收入库', set, [
          { account: 'fiscal-account-deposit', side: 'debit', amount, dimensions: { fund } },
          { account: 'premium-income', side: 'credit', amount, dimensions: { fund } },
        ]);
      }
      const settled = on('03-28');
      if (settled !== null && spent > 0) {
        await move(fund, 'fiscal-to-payment', settled, grown(spent + 40), '拨入支出户', { to: 'payment' });
        await move(fund, 'benefit-paid', settled, grown(spent), '各医疗机构结算款', { role: 'payment' });
      }
      const paid = on('06-21');
      if (paid === null) continue;
      await move(fund, 'interest', paid, grown(interest), '存款利息');
      if (fund === 'assistance') {
        const document = `${year}年结息单`;
        receipts.push({ kind: 'received', level: 'interest', document, dated: paid, amount: grown(interest) });
      }
    }
    let since: DateText = `${year}-01-01`;
    for (const end of quarterEnds) {
      const day = on(end);
      if (day === null) continue;
      const came = arrived.filter(({ dated }) => dated >= since && dated <= day);
      since = daysBefore(day, -1);
      const amount = fen(Math.floor((came.reduce((sum, one) => sum + one.amount, 0) * assistancePaid) / 100));
      if (amount === 0) continue;
      await move('assistance', 'fiscal-to-payment', day, amount + wan(1), '拨入支出户', { to: 'payment' });
      await move('assistance', 'assistance-paid', day, amount, '各医疗机构救助款', { role: 'payment' });
    }
    const insurer = on('05-15');
    if (insurer !== null) await move('resident', 'serious-illness-premium', insurer, grown(860), '大病保险保费');
    const transfer = on('08-12');
    if (transfer !== null) {
      await move('employee-pooled', 'transfer-in', transfer, grown(3.2), '关系转移接续转入');
      await move('employee-personal', 'transfer-out', transfer, grown(1.4), '关系转移接续转出');
    }
  }
  await move('resident', 'interest', today, fen(123_456), '活期利息', { waits: true });
  await budgets(trx, room, hand);
  await batches(trx, charts, room, sets, hand);
  await statement(trx, room, accountOf('resident', 'fiscal'), setOf('resident'), hand);
  for (const { id: set } of sets)
    await closeYears(trx, charts, set, state.first_month, today, hand(today, persons.checker));
  return { opening: wan(years.find(({ fund }) => fund === 'assistance')?.opening ?? 0), receipts };
}

/** Closes the years that are over, the result of each with its December. */
async function closeYears(
  trx: Trx,
  charts: Charts,
  set: string,
  firstMonth: Month,
  today: DateText,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  for (const month of monthsBetween(firstMonth, `${yearOf(today) - 1}-12`)) {
    if (month.endsWith('-12')) done(await postYearEnd(trx, charts, { set, year: yearOf(month), today, by, at, newId }));
    done(await closePeriod(trx, charts, set, month, today));
  }
}

type HandOn = (day: DateText, by?: string) => { readonly by: string; readonly at: Date; readonly today: DateText };
type Move = (
  fund: FundPart,
  kind: string,
  date: DateText,
  amount: Fen,
  text: string,
  more?: { readonly role?: AccountRole; readonly subsidy?: string },
) => Promise<void>;

/** Who gives what an item is spent from, by its project. */
const levelsOf = { resident: [{ level: 'county', share: 100 }], assistance: givers['XM-YLJZ'] ?? [] } as const;
const signs = { central: '财社', province: '省财社', city: '市财社', county: '禾财社' } as const;

/**
 * The documents of a year for each item, by level; every voucher of the department's is given to them, the first as long as it lasts, and the
 * money arrives five days later. What of it is assistance.
 */
async function subsidies(
  trx: Trx,
  { department, today, newId }: Room,
  begins: DateText,
  hand: HandOn,
  move: Move,
): Promise<readonly AssistanceReceipt[]> {
  const receipts: AssistanceReceipt[] = [];
  const spent = (await departmentExpenditure(trx, department)).filter(({ date }) => date >= begins);
  for (const [key, vouchers] of Map.groupBy(spent, ({ functionCode, date }) => `${functionCode} ${yearOf(date)}`)) {
    const [functionCode = '', year = ''] = key.split(' ');
    const fund = functionCode === '2101301' ? 'assistance' : 'resident';
    const whole = vouchers.reduce((sum, voucher) => sum + voucher.amount, 0);
    const levels = levelsOf[fund];
    let rest = whole;
    const documents: { id: string; number: string; level: AssistanceReceipt['level']; left: Fen }[] = [];
    for (const [index, { level, share }] of levels.entries()) {
      const amount = index === levels.length - 1 ? rest : Math.floor((whole * share) / 100);
      rest -= amount;
      const [id, number] = [newId(`${year}-01-04`), `${signs[level]}〔${year}〕${fund === 'resident' ? 6 : 11}号`];
      const issued = {
        department,
        id,
        number,
        fund,
        functionCode,
        amount,
        year: Number(year),
        issuedOn: `${year}-01-04`,
      };
      done(await enterSubsidy(trx, { ...issued, level, purpose: 'general', path: 'department', ...hand(today) }));
      documents.push({ id, number, level, left: amount });
      if (fund === 'assistance') {
        receipts.push({ kind: 'budget', level, document: number, dated: `${year}-01-04`, amount });
      }
    }
    for (const { unit, voucher, date, amount: ofVoucher } of vouchers) {
      let left = ofVoucher;
      for (const document of documents) {
        const amount = Math.min(left, document.left);
        if (amount === 0) continue;
        left -= amount;
        document.left -= amount;
        const { id: subsidy, number, level } = document;
        const spending = { department, id: newId(date), subsidy, spentOn: date, amount, reference: '' };
        done(await enterSpending(trx, { ...spending, voucher: { unit, id: voucher }, ...hand(today) }));
        const arrives = daysBefore(date, -5);
        if (arrives > daysBefore(today, 1)) continue;
        await move(fund, 'subsidy', arrives, amount, `${number}补助到账`, { subsidy });
        if (fund === 'assistance') receipts.push({ kind: 'received', level, document: number, dated: arrives, amount });
      }
    }
  }
  return receipts;
}

async function budgets(trx: Trx, { department, today, persons, newId }: Room, hand: HandOn): Promise<void> {
  for (const year of [yearOf(today) - 1, yearOf(today)]) {
    for (const [scheme, own] of [
      ['resident', years.filter(({ fund }) => fund === 'resident')],
      ['employee', years.filter(({ fund }) => fund.startsWith('employee'))],
    ] as const) {
      const sum = (of: 'premium' | 'spent' | 'interest'): Fen =>
        fen(own.reduce((total, one) => total + wan(one[of]), 0));
      const lines = [
        { side: 'income' as const, item: 'contribution', amount: sum('premium') },
        ...(scheme === 'resident' ? [{ side: 'income' as const, item: 'fiscal-subsidy', amount: wan(1_300) }] : []),
        { side: 'income' as const, item: 'interest', amount: sum('interest') },
        { side: 'expenditure' as const, item: 'benefit', amount: sum('spent') },
        ...(scheme === 'resident' ? [{ side: 'expenditure' as const, item: 'serious-illness', amount: wan(860) }] : []),
      ];
      const approvedOn = `${year}-01-03` <= today ? `${year}-01-03` : today;
      const id = newId(approvedOn);
      const number = `禾财社预〔${year}〕2号`;
      done(await enterBudget(trx, { department, id, year, scheme, number, approvedOn, lines, ...hand(today) }));
      done(await checkBudget(trx, { department, id, ...hand(today, persons.checker) }));
    }
  }
}

/** A batch of each fund that the bank has answered, one that waits for its file, one that waits for its check. */
async function batches(
  trx: Trx,
  charts: Charts,
  { department, today, key, persons, newId }: Room,
  sets: readonly FundSet[],
  hand: HandOn,
): Promise<void> {
  for (const [index, name] of payees.entries()) {
    const id = newId(today);
    const number = `6217000${index + 1}0000888`;
    done(await enterPayee(trx, { department, id, kind: 'institution', name, bank, number, ...hand(today) }));
    if (index < payees.length - 1) done(await checkPayee(trx, { department, id, ...hand(today, persons.checker) }));
  }
  const gather = async (fund: FundPart, through: DateText): Promise<string | null> => {
    const set = sets.find(({ funds }) => funds.includes(fund))?.id ?? '';
    const found = payableNow(await listPayables(trx, department, set, through));
    if (found.length === 0) return null;
    const id = newId(today);
    const total = found.reduce((sum, { amount }) => sum + amount, 0);
    done(await makeBatch(trx, { department, id, set, through, lines: found.length, total, ...hand(today) }));
    return id;
  };
  const check = async (id: string): Promise<void> =>
    done(await checkBatch(trx, { department, id, ...hand(today, persons.checker) }));
  /** All but the last line is paid, where something is to be returned. */
  const answer = async (batch: string | null, returning: boolean): Promise<void> => {
    if (batch === null) return;
    await check(batch);
    const file = await exportBatch(trx, key, { department, id: batch, ...hand(today) });
    if ('refusal' in file) throw new Error(file.refusal.message);
    // The bank answers what it reads in the file: batch, line, our account, payee, the payee's account, bank, amount.
    const sent = file.text.trim().split('\r\n').slice(1);
    const rows = sent.map((text, index): ResultRow => {
      const [number = '', line = '', , , account = '', , amount = ''] = text.split(',');
      const returned = returning && index > 0 && index === sent.length - 1;
      return {
        row: index + 2,
        batch: number,
        line: Number(line),
        number: account,
        amount: parseYuan(amount) ?? 0,
        date: today,
        reference: `FK${number}${line}`,
        outcome: returned ? 'returned' : 'paid',
        reason: returned ? '收款户名与账号不符' : '',
      };
    });
    const taken = { department, id: newId(today), name: '回盘.csv', sha256: `demonstration ${batch}`, rows };
    done(await takeResult(trx, key, charts, { ...taken, problems: [], count: rows.length, ...hand(today) }));
  };
  await answer(await gather('resident', daysBefore(today, 80)), true);
  await answer(await gather('assistance', daysBefore(today, 20)), false);
  const checked = await gather('resident', daysBefore(today, 30));
  if (checked !== null) await check(checked);
  await gather('employee-pooled', today);
}

/** The bank's statement of 财政专户 of the last month that is over, but for what came last; one line is in no book. */
async function statement(
  trx: Trx,
  { department, today, newId }: Room,
  account: string,
  { id: set }: FundSet,
  hand: HandOn,
): Promise<void> {
  const month: Month = monthOf(daysBefore(`${monthOf(today)}-01`, 1));
  const rows = await trx
    .selectFrom('ledger_leg as l')
    .innerJoin('ledger_entry as e', (join) => join.onRef('e.set_id', '=', 'l.set_id').onRef('e.id', '=', 'l.entry_id'))
    .innerJoin('account_set as s', 's.id', 'l.set_id')
    .innerJoin('ledger_voucher as v', (join) =>
      join.onRef('v.unit_id', '=', 's.unit_id').onRef('v.id', '=', 'e.voucher_id'),
    )
    .select(['l.date', 'l.amount', 'v.text', 'l.entry_id'])
    .where('l.set_id', '=', set)
    .where('l.account', '=', 'fiscal-account-deposit')
    .where('l.date', '<=', lastDayOf(month))
    .orderBy('l.date')
    .orderBy('l.entry_id')
    .execute();
  const own = rows.filter(({ date }) => monthOf(date) === month);
  let balance = rows.filter(({ date }) => monthOf(date) < month).reduce((sum, { amount }) => sum + amount, 0);
  const lines = own
    .slice(0, Math.max(own.length - 1, 0))
    .map(({ date, amount, text, entry_id }, index): StatementRow => {
      balance += amount;
      const reference = /LS\w+$/.exec(text)?.[0] ?? `YH${entry_id.slice(-8)}`;
      return { row: index + 2, date, amount, balance, reference, counterparty: '', text: text.slice(0, 50) };
    });
  balance += 88_800;
  const last = { date: lastDayOf(month), amount: 88_800, balance, reference: `YH${month.replace('-', '')}99` };
  lines.push({ row: lines.length + 2, ...last, counterparty: '', text: '结息' });
  const of = { department, account, source: 'bank', ...hand(today) };
  const file = { id: newId(today), name: `对账单${month}.csv`, sha256: `demonstration ${month}`, rows: lines };
  done(await takeStatement(trx, { ...of, ...file, problems: [], count: lines.length }));
  done(await matchAutomatically(trx, of));
}

function wan(amount: number): Fen {
  return parseYuan((amount * 10_000).toFixed(2)) ?? 0;
}

/** What the demonstration's own desk refuses is a mistake of ours. */
function done(outcome: object): void {
  if (!('refusal' in outcome)) return;
  throw new Error((outcome.refusal as { readonly message: string }).message);
}
