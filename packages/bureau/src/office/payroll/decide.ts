/**
 * A month's payroll (工资统发). Every amount is reckoned once for each person and item by the kernel's one rounding operator:
 *
 *     基本工资 4,120.00, 养老缴费基数 6,733.33  →  养老（单位）16 % 1,077.33, 养老（个人）8 % 538.67
 *
 * so that the month's total is the sum of what each person's slip says. The same facts give the same lines; a correction reckons
 * the month anew and pays what is missing.
 */
import {
  addFen,
  type DateText,
  type Fen,
  firstDayOf,
  formatYuan,
  lastDayOf,
  type Month,
  multiplyFen,
  subtractFen,
  sumFen,
} from '@mingzhang/kernel';
import { type Dimensions, type EventLine } from '@mingzhang/ledger';
import { amountProblem, firstProblem, idProblem, monthProblem, textProblem } from '../entered.ts';
import { millionthsOf, type ParameterValue, parameterMissing, parameterOn } from '../parameters/decide.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import { type Person, postNames, type StaffState, standingOn } from '../staff/decide.ts';
import {
  baseItems,
  contributions,
  deductionItems,
  isEntered,
  isWage,
  itemName,
  payItems,
  type UnitFunctions,
} from './items.ts';

/** An amount that was entered for a person: from a month on, or for that month alone. */
export interface PayrollItem {
  readonly person: string;
  readonly item: string;
  readonly from: Month;
  readonly once: boolean;
  readonly amount: Fen;
}

/** Why an item may not be entered for a person, or null. `state` is where the person stands when it begins. */
export function itemProblem(
  item: PayrollItem & { readonly id: string; readonly source: string },
  person: { readonly name: string; readonly state: StaffState | null } | null,
): Refused | null {
  const form = firstProblem(
    idProblem(item.id),
    textProblem({ 依据: item.source }),
    monthProblem('起始月份', item.from),
    amountProblem({ [itemName(item.item)]: item.amount }),
  );
  if (form !== null) return form;
  if (person === null) return refuse('record-unknown', '人员名册里没有这个人，请先登记人员。');
  if (!isEntered(item.item)) return refuse('item-unknown', `没有“${item.item}”这个可录入的工资项目，请从列表中选取。`);
  const pay = payItems.find((one) => one.item === item.item);
  const { name, state } = person;
  if (pay === undefined || state === null) return null;
  if (
    pay.standings.includes(state.standing) &&
    (pay.posts === undefined || state.post === null || pay.posts.includes(state.post))
  ) {
    return null;
  }
  const where = state.post === null ? '不在职' : postNames[state.post];
  return refuse('item-not-for-post', `${name}${item.from}时${where}，不发“${pay.name}”，请核对项目和人员。`);
}

export interface PayrollFacts {
  readonly month: Month;
  readonly persons: readonly Person[];
  /** In the order in which they were entered: of two from the same month the later holds. */
  readonly items: readonly PayrollItem[];
  readonly parameters: readonly ParameterValue[];
}

/** One amount of one person. Contributions say what they were reckoned on and at how many millionths. */
export interface PayrollLine {
  readonly person: string;
  readonly item: string;
  readonly amount: Fen;
  readonly base: Fen | null;
  readonly rate: number | null;
}

/** What a month comes to for everybody who is paid in it, in the order of the persons and of the items. */
export function payrollLines(facts: PayrollFacts): { readonly lines: readonly PayrollLine[] } | Refused {
  const { month, persons, items } = facts;
  const lines: PayrollLine[] = [];
  const byPerson = Map.groupBy(items, ({ person }) => person);
  for (const person of persons) {
    const state = paidState(person, month);
    if (state === null) continue;
    const own = linesOf(person, state, byPerson.get(person.id) ?? [], facts);
    if ('refusal' in own) return own;
    lines.push(...own.lines);
  }
  return { lines };
}

/** Where somebody stands in a month: on its last day, or – of those who left in it – on its first. */
function paidState({ events }: Person, month: Month): StaffState | null {
  const states = [standingOn(events, lastDayOf(month)), standingOn(events, firstDayOf(month))];
  return states.find((state) => state !== null && state.standing !== 'gone') ?? null;
}

function linesOf(
  person: Person,
  state: StaffState,
  items: readonly PayrollItem[],
  { month, parameters }: PayrollFacts,
): { readonly lines: readonly PayrollLine[] } | Refused {
  const plain = (item: string, amount: Fen): PayrollLine => ({
    person: person.id,
    item,
    amount,
    base: null,
    rate: null,
  });
  const pay = payItems
    .filter(({ standings }) => standings.includes(state.standing))
    .map(({ item }) => plain(item, amountIn(items, item, month) ?? 0))
    .filter(({ amount }) => amount !== 0);
  // Nothing to pay, nothing to contribute: somebody on leave without pay has no slip.
  if (pay.length === 0) return { lines: [] };
  const wages = sumFen(pay.filter(({ item }) => isWage(item)).map(({ amount }) => amount));
  const withheld = deductionItems
    .map(({ item }) => plain(item, amountIn(items, item, month) ?? 0))
    .filter(({ amount }) => amount !== 0);
  const reckoned: PayrollLine[] = [];
  if (state.standing === 'in-post') {
    for (const { item, base: of, parameter, posts } of contributions) {
      if (posts !== undefined && (state.post === null || !posts.includes(state.post))) continue;
      const rate = parameterOn(parameter, firstDayOf(month), parameters);
      if (rate === null) return parameterMissing(parameter, firstDayOf(month));
      const base = of === 'wages' ? wages : amountIn(items, of, month);
      if (base === null) {
        const name = baseItems.find((one) => one.item === of)?.name ?? of;
        return refuse(
          'base-missing',
          `${person.name}${month}没有“${name}”。请录入基数（不参保的录入0），再算这个月的工资。`,
        );
      }
      const millionths = millionthsOf(rate.value);
      const amount = multiplyFen(base, { numerator: millionths, denominator: 1_000_000 });
      if (amount !== 0) reckoned.push({ person: person.id, item, amount, base, rate: millionths });
    }
  }
  const gross = sumFen(pay.map(({ amount }) => amount));
  const fromPay = sumFen(
    [...withheld, ...reckoned.filter(({ item }) => payerOf(item) === 'person')].map(({ amount }) => amount),
  );
  if (fromPay > gross) {
    return refuse(
      'deductions-exceed-pay',
      `${person.name}${month}应发${formatYuan(gross)}元，扣款却有${formatYuan(fromPay)}元，请核对扣款和缴费基数。`,
    );
  }
  return { lines: [...pay, ...reckoned, ...withheld] };
}

/** What an item comes to in a month: what stands since the latest month, and what is for this month alone; null if nothing was entered. */
function amountIn(items: readonly PayrollItem[], item: string, month: Month): Fen | null {
  const own = items.filter((one) => one.item === item);
  const standing = own
    .filter(({ once, from }) => !once && from <= month)
    .reduce<PayrollItem | null>((last, one) => (last === null || one.from >= last.from ? one : last), null);
  const once = own.filter((one) => one.once && one.from === month);
  if (standing === null && once.length === 0) return null;
  return addFen(standing?.amount ?? 0, sumFen(once.map(({ amount }) => amount)));
}

/** Who bears an item: the unit pays pay and its own contributions; the rest is withheld from the person. */
export function payerOf(item: string): 'pay' | 'employer' | 'person' {
  if (payItems.some((one) => one.item === item)) return 'pay';
  return contributions.find((one) => one.item === item)?.payer ?? 'person';
}

/** What is still to be paid of a month: as it is reckoned now, less what its runs have paid already. */
export function missingLines(now: readonly PayrollLine[], paid: readonly PayrollLine[]): readonly PayrollLine[] {
  const key = ({ person, item }: PayrollLine): string => `${person} ${item}`;
  const before = new Map<string, Fen>();
  for (const line of paid) before.set(key(line), addFen(before.get(key(line)) ?? 0, line.amount));
  const missing = now.map((line) => ({ ...line, amount: subtractFen(line.amount, before.get(key(line)) ?? 0) }));
  const wanted = new Set(now.map(key));
  const gone = [...before]
    .filter(([one]) => !wanted.has(one))
    .map(([one, amount]): PayrollLine => {
      const [person = '', item = ''] = one.split(' ');
      return { person, item, amount: -amount, base: null, rate: null };
    });
  return [...missing, ...gone].filter(({ amount }) => amount !== 0);
}

export interface PayrollRunDraft {
  readonly id: string;
  readonly month: Month;
  readonly kind: 'regular' | 'supplementary';
  readonly reason: string;
}

export interface RunFacts extends PayrollFacts {
  readonly today: DateText;
  /** Runs of the month that were not returned. */
  readonly runs: readonly {
    readonly kind: PayrollRunDraft['kind'];
    readonly state: 'made' | 'checked';
    readonly by: string;
    readonly lines: readonly PayrollLine[];
  }[];
}

/** The lines of a run of a month, or why there is none. */
export function decideRun(
  draft: PayrollRunDraft,
  facts: RunFacts,
): { readonly lines: readonly PayrollLine[] } | Refused {
  const { id, month, kind, reason } = draft;
  const supplementary = kind === 'supplementary';
  const form = firstProblem(
    idProblem(id),
    textProblem(supplementary ? { 补发原因: reason } : { '说明？': reason }),
    monthProblem('月份', month),
  );
  if (form !== null) return form;
  if (firstDayOf(month) > facts.today) {
    return refuse('month-not-begun', `${month}还没有开始（今天是${facts.today}），不能先发这个月的工资。`);
  }
  const waiting = facts.runs.find(({ state }) => state === 'made');
  if (waiting !== undefined) {
    return refuse('run-waiting', `${month}有一批由${waiting.by}编制，还在等待复核。请先复核或退回，再编下一批。`);
  }
  const regular = facts.runs.some((run) => run.kind === 'regular');
  if (!supplementary && regular) {
    return refuse('run-exists', `${month}的工资已经发过。有差错或遗漏的，请编一批补发。`);
  }
  if (supplementary && !regular) {
    return refuse('supplement-without-run', `${month}还没有正式发放，不能补发。请先编正式的一批。`);
  }
  const decided = payrollLines(facts);
  if ('refusal' in decided) return decided;
  if (!supplementary) {
    if (decided.lines.length > 0) return decided;
    return refuse('run-empty', `${month}没有一个人有应发金额。请先登记人员和工资项目。`);
  }
  const lines = missingLines(
    decided.lines,
    facts.runs.flatMap((run) => run.lines),
  );
  if (lines.length === 0) {
    return refuse('run-empty', `${month}按现在的数据重算与已发的一致，没有要补的。请先改正工资项目或基数。`);
  }
  const back = negativeGroup(lines);
  if (back === null) return { lines };
  return refuse(
    'supplement-negative',
    `${month}重算后“${itemName(back.item)}”比已发的少${formatYuan(-back.amount)}元，应收回而不是补发。请填制收回或冲销凭证。`,
  );
}

/** An item whose lines come to less than nothing: money to be taken back is no payroll. */
function negativeGroup(lines: readonly PayrollLine[]): { readonly item: string; readonly amount: Fen } | null {
  for (const [item, group] of Map.groupBy(lines, (line) => line.item)) {
    const amount = sumFen(group.map((line) => line.amount));
    if (amount < 0 && payerOf(item) !== 'person') return { item, amount };
  }
  return null;
}

export type RunState = 'made' | 'checked' | 'returned' | 'withdrawn';

/** Why a run may not be taken back, or null; that none of its vouchers is in the books is asked of the desk. */
export function takingBackProblem(
  run: { readonly month: Month; readonly state: RunState },
  /** Runs of the month that were made after it and stand. */
  later: number,
): Refused | null {
  switch (run.state) {
    case 'made':
      return refuse('run-waiting', `${run.month}这批工资还在等待复核，不用收回。请复核人退回。`);
    case 'returned':
    case 'withdrawn':
      return refuse(
        'decided-already',
        `${run.month}这批工资已经${run.state === 'returned' ? '退回' : '收回'}，请刷新列表。`,
      );
    case 'checked':
      return later === 0
        ? null
        : refuse(
            'run-supplemented',
            `${run.month}在这批之后还有${later}批补发，是按这批已发的算出的差额。请先收回后面的，再收回这批。`,
          );
  }
}

/** What the lines are booked under. */
export interface RunCodes extends UnitFunctions {
  readonly project: string | null;
}

export interface PayrollVoucher {
  readonly purpose: 'accrual' | 'payment' | 'others';
  /** An event rule of the ledger. */
  readonly rule: string;
  readonly lines: readonly EventLine[];
}

/**
 * The vouchers of a run: wages and contributions are owed (计提) and then paid by the treasury; union dues and what retired people
 * get are no wages and are paid as expense.
 */
export function payrollVouchers(lines: readonly PayrollLine[], codes: RunCodes): readonly PayrollVoucher[] {
  const wages = eventLines(lines, codes, (economy) => economy.startsWith('301'));
  const others = eventLines(lines, codes, (economy) => !economy.startsWith('301'));
  return [
    ...(wages.length === 0
      ? []
      : ([
          { purpose: 'accrual', rule: 'salary-accrued', lines: wages },
          { purpose: 'payment', rule: 'accrued-salary-paid-by-treasury', lines: wages },
        ] as const)),
    ...(others.length === 0 ? [] : ([{ purpose: 'others', rule: 'expense-paid-by-treasury', lines: others }] as const)),
  ];
}

/** What the vouchers of a run say. */
export function payrollVoucherText(
  { month, kind }: Pick<PayrollRunDraft, 'month' | 'kind'>,
  purpose: PayrollVoucher['purpose'],
): string {
  const what = kind === 'regular' ? `${month}工资` : `补发${month}工资`;
  switch (purpose) {
    case 'accrual':
      return `计提${what}及单位缴费`;
    case 'payment':
      return `发放${what}及缴纳单位缴费`;
    case 'others':
      return `${what}随发的工会经费、离退休费和补助`;
  }
}

function eventLines(
  lines: readonly PayrollLine[],
  codes: RunCodes,
  wanted: (economy: string) => boolean,
): readonly EventLine[] {
  const sums = new Map<string, EventLine>();
  for (const { item, amount } of lines) {
    const found = payItems.find((one) => one.item === item) ?? contributions.find((one) => one.item === item);
    const economy = found?.economy;
    if (economy === undefined || !wanted(economy)) continue;
    const named = found?.function ?? 'wages';
    const functionCode = named === 'wages' || named === 'medical' || named === 'retired' ? codes[named] : named;
    const dimensions: Dimensions = {
      functionCode,
      economyCode: economy,
      spending: 'basic',
      source: 'general-public-budget',
      ...(codes.project === null ? {} : { project: codes.project }),
    };
    const key = `${functionCode} ${economy}`;
    sums.set(key, { amount: addFen(sums.get(key)?.amount ?? 0, amount), dimensions });
  }
  return [...sums.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line)
    .filter(({ amount }) => amount !== 0);
}

/** A run in four figures: gross pay, what is withheld, what the persons get, what the unit contributes. */
export function runTotals(lines: readonly PayrollLine[]): {
  readonly gross: Fen;
  readonly withheld: Fen;
  readonly net: Fen;
  readonly employer: Fen;
} {
  const of = (payer: 'pay' | 'employer' | 'person'): Fen =>
    sumFen(lines.filter(({ item }) => payerOf(item) === payer).map(({ amount }) => amount));
  const [gross, withheld, employer] = [of('pay'), of('person'), of('employer')];
  return { gross, withheld, net: subtractFen(gross, withheld), employer };
}
