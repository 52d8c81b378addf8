/**
 * May this voucher be posted? A plain function over the facts that the shell has looked up. The rules stand in order of
 * precedence, the same as in `refusals.ts` and on the page; each is asked of the whole voucher before the next one.
 */
import { type DateText, formatYuan, isDate, isUuid7, monthOf, yearOf } from '@mingzhang/kernel';
import { type Account, accountOn, type Dimensions, dimensionNames, isConfirmed, isDetailed } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { contentOf, type Entry, entriesOf, type Leg, mirrorOf, sameLegs, totalOf, type Voucher } from './entry.ts';
import { type PeriodState } from './period.ts';
import { type PostingRefusalId, type Refusal } from './refusals.ts';

export interface PostingFacts {
  readonly today: DateText;
  /** The sets that the voucher names, as far as they exist. */
  readonly sets: readonly AccountSet[];
  /** Where the periods of these sets stand. */
  readonly periods: readonly PeriodState[];
  /**
   * The recorded entries that bear the voucher's id, one of its entries' ids, or that one of its entries reverses; with the
   * other entries of their vouchers, and whatever reverses any of them. More do no harm.
   */
  readonly recorded: readonly Entry[];
}

/** `recorded-before`: the same voucher was accepted earlier; nothing is to be written. */
export type PostingDecision =
  | { readonly outcome: 'accepted' | 'recorded-before'; readonly entries: readonly Entry[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

export function decidePosting(facts: PostingFacts, voucher: Voucher): PostingDecision {
  const entries = entriesOf(voucher);
  const refusal = firstOf(idRules, facts, voucher, entries);
  if (refusal !== null) return { outcome: 'refused', refusal };
  if (facts.recorded.some((entry) => entry.voucher === voucher.id)) return { outcome: 'recorded-before', entries };
  const second = firstOf(contentRules, facts, voucher, entries);
  return second === null ? { outcome: 'accepted', entries } : { outcome: 'refused', refusal: second };
}

/** The sentence that says what is wrong, or null. */
type Rule = (facts: PostingFacts, voucher: Voucher, entries: readonly Entry[]) => string | null;

type Rules = readonly (readonly [PostingRefusalId, Rule])[];

function firstOf(rules: Rules, facts: PostingFacts, voucher: Voucher, entries: readonly Entry[]): Refusal | null {
  for (const [id, rule] of rules) {
    const message = rule(facts, voucher, entries);
    if (message !== null) return { id, message };
  }
  return null;
}

/** Whether it has been recorded before, and what. Nothing here changes with time. */
const idRules: Rules = [
  [
    'id-malformed',
    (_, voucher, entries) => {
      const ids = [voucher.id, ...entries.flatMap(({ id, reverses }) => (reverses === null ? [id] : [id, reverses]))];
      const bad = ids.find((id) => !isUuid7(id));
      return bad === undefined ? null : `编号“${bad}”不是第7版UUID（小写）。编号由录入一方生成，重发时沿用原编号。`;
    },
  ],
  [
    'id-repeated',
    (_, voucher, entries) => {
      const twice = repeated([voucher.id, ...entries.map(({ id }) => id)]);
      return twice === null ? null : `编号${twice}在这张凭证里用了两次，每笔分录须有自己的编号。`;
    },
  ],
  [
    'voucher-id-used',
    ({ recorded }, voucher, entries) => {
      const before = recorded.filter((entry) => entry.voucher === voucher.id).map(contentOf);
      const now = new Set(entries.map(contentOf));
      if (before.length === 0 || (before.length === now.size && before.every((one) => now.has(one)))) return null;
      return `凭证${voucher.id}已经记过，内容与这一次不同。已记的分录不能改动：更正请先冲销再另记，新的凭证请用新编号。`;
    },
  ],
  [
    'entry-id-used',
    ({ recorded }, voucher, entries) => {
      const ids = new Set(entries.map(({ id }) => id));
      const used = recorded.find((entry) => entry.voucher !== voucher.id && ids.has(entry.id));
      return used === undefined ? null : `分录编号${used.id}已用于凭证${used.voucher}，请换一个新编号。`;
    },
  ],
];

/** No entry moves more than 一千亿元; so sums over a county's books stay far inside what is exact. */
const totalLimit = 10_000_000_000_000;

const contentRules: Rules = [
  ['date-malformed', (_, { date }) => (isDate(date) ? null : `记账日期“${date}”不是存在的日期，应写作“2024-01-31”。`)],
  [
    'text-malformed',
    (_, { text }) =>
      text.trim() === text && text !== '' && [...text].length <= 200 && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)
        ? null
        : '摘要要写明事由，不超过200字，首尾不留空白，不含换行和控制字符。',
  ],
  ['entries-missing', (_, { entries }) => (entries.length > 0 ? null : '凭证里没有分录，没有可记的内容。')],
  [
    'legs-too-few',
    (_, __, entries) =>
      entries.some(({ legs }) => totalLegs(legs, 'debit') === 0 || totalLegs(legs, 'credit') === 0)
        ? '一笔分录至少要有一个借方行和一个贷方行。'
        : null,
  ],
  [
    'amount-not-positive',
    (_, __, entries) => {
      const bad = allLegs(entries).find(({ amount }) => !Number.isSafeInteger(amount) || amount <= 0);
      return bad === undefined ? null : `金额${bad.amount}分不成立：金额以分为单位，为大于零的整数；冲减请记在另一方。`;
    },
  ],
  [
    'amount-too-large',
    (_, __, entries) => {
      const sideOf = (legs: readonly Leg[], side: Leg['side']): bigint =>
        legs.reduce((sum, leg) => (leg.side === side ? sum + BigInt(leg.amount) : sum), 0n);
      const most = entries.flatMap(({ legs }) => [sideOf(legs, 'debit'), sideOf(legs, 'credit')]);
      if (most.every((sum) => sum <= BigInt(totalLimit))) return null;
      return `一笔分录的金额超过${formatYuan(totalLimit)}元，请核对是否多写了位数或误把元当作分。`;
    },
  ],
  [
    'set-unknown',
    ({ sets }, _, entries) => {
      const bad = entries.find((entry) => !sets.some(({ id }) => id === entry.set));
      return bad === undefined ? null : `没有账套“${bad.set}”。请先建账，或核对账套标识。`;
    },
  ],
  [
    'set-repeated',
    (_, __, entries) => {
      const twice = repeated(entries.map((entry) => entry.set));
      return twice === null ? null : `账套“${twice}”在一张凭证里出现两次，同一账套的行请合在一笔分录里。`;
    },
  ],
  [
    'units-mixed',
    (facts, _, entries) => {
      const units = [...new Set(entries.map((entry) => setOf(facts, entry).unit))];
      return units.length <= 1 ? null : `一张凭证只属于一个会计主体，这里有${units.join('、')}。请各记各的凭证。`;
    },
  ],
  [
    'account-unknown',
    (facts, _, entries) =>
      findLeg(entries, (leg, entry) =>
        setOf(facts, entry).accounts.some(({ key }) => key === leg.account)
          ? null
          : `账套“${entry.set}”没有科目“${leg.account}”。请从科目表中选取。`,
      ),
  ],
  [
    'account-not-in-force',
    (facts, { date }, entries) =>
      findLeg(entries, (leg, entry) =>
        accountOn(setOf(facts, entry).accounts, leg.account, date) === null
          ? `科目“${leg.account}”在${date}不适用：科目按年度启用和停用，请改用当日适用的科目。`
          : null,
      ),
  ],
  [
    'account-not-leaf',
    (facts, { date }, entries) =>
      findLeg(entries, (leg, entry) =>
        isDetailed(setOf(facts, entry).accounts, leg.account, date)
          ? `${nameOf(accountOf(facts, entry, leg))}设有明细科目，请记到末级科目。`
          : null,
      ),
  ],
  [
    'account-unconfirmed',
    (facts, _, entries) =>
      findLeg(entries, (leg, entry) => {
        const account = accountOf(facts, entry, leg);
        return isConfirmed(account)
          ? null
          : `${nameOf(account)}的编号尚未与官方科目表核对确认，不能记账。请由专人核对后署名确认编号与依据。`;
      }),
  ],
  [
    'dimension-missing',
    (facts, _, entries) =>
      findLeg(entries, (leg, entry) => {
        const account = accountOf(facts, entry, leg);
        const missing = account.requires.filter((name) => leg.dimensions[name] === undefined);
        if (missing.length === 0) return null;
        return `${nameOf(account)}须写明${missing.map((name) => dimensionLabels[name]).join('、')}，否则决算表无从取数。`;
      }),
  ],
  [
    'dimension-malformed',
    (facts, _, entries) =>
      findLeg(entries, ({ dimensions }, entry) => {
        const { book, funds } = setOf(facts, entry);
        const bad = dimensionNames.find((name) => {
          const value = dimensions[name];
          if (value === undefined) return false;
          return !isDimension(name, value) || (name === 'fund' && book === 'fund' && !funds.some((f) => f === value));
        });
        if (bad === undefined) return null;
        return `${dimensionLabels[bad]}“${dimensions[bad]}”不对：${dimensionHelp[bad]}。`;
      }),
  ],
  [
    'entry-unbalanced',
    (_, __, entries) => {
      for (const { set, legs } of entries) {
        const [debit, credit] = [totalOf(legs, 'debit'), totalOf(legs, 'credit')];
        if (debit === credit) continue;
        const difference = formatYuan(debit - credit);
        return `账套“${set}”的分录借方${formatYuan(debit)}元，贷方${formatYuan(credit)}元，相差${difference}元；财务会计与预算会计各自平衡。`;
      }
      return null;
    },
  ],
  [
    'date-in-future',
    ({ today }, { date }) => (date <= today ? null : `记账日期${date}在今天（${today}）之后，事情发生后才能记账。`),
  ],
  [
    'period-before-books',
    (facts, { date }, entries) => {
      const bad = entries.map((entry) => setOf(facts, entry)).find(({ firstMonth }) => monthOf(date) < firstMonth);
      return bad === undefined ? null : `账套“${bad.id}”自${bad.firstMonth}启用，${date}的业务不在账内。`;
    },
  ],
  [
    'period-not-opened',
    (facts, { date }, entries) => {
      const bad = entries.find((entry) => monthOf(date) > (periodOf(facts, entry).openedThrough ?? ''));
      return bad === undefined ? null : `账套“${bad.set}”的${monthOf(date)}尚未打开，请先打开会计期间。`;
    },
  ],
  [
    'period-closed',
    (facts, { date }, entries) => {
      const bad = entries.find((entry) => monthOf(date) <= (periodOf(facts, entry).closedThrough ?? ''));
      if (bad === undefined) return null;
      return `账套“${bad.set}”的${monthOf(date)}已经结账，不能再记。更正请记在打开的期间。`;
    },
  ],
  [
    'opening-not-in-first-month',
    (facts, { kind, date }, entries) =>
      kind === 'opening' && entries.some((entry) => setOf(facts, entry).firstMonth !== monthOf(date))
        ? `期初余额只能记在账套的启用月份，${date}不在其中。`
        : null,
  ],
  [
    'closing-not-at-year-end',
    (_, { kind, date }) =>
      kind === 'closing' && !date.endsWith('-12-31') ? `年末结转的日期应是12月31日，不是${date}。` : null,
  ],
  [
    'reversal-original-unknown',
    (facts, _, entries) =>
      findReversal(facts, entries, (original, entry) =>
        original === null || original.set !== entry.set
          ? `账套“${entry.set}”里没有要冲销的分录${entry.reverses}。请核对原分录的编号。`
          : null,
      ),
  ],
  [
    'reversal-of-reversal',
    (facts, _, entries) =>
      findReversal(facts, entries, (original) =>
        original?.reverses == null ? null : `分录${original.id}本身是一笔冲销。要恢复原来的业务，请重新记一张凭证。`,
      ),
  ],
  [
    'reversal-before-original',
    (facts, { date }, entries) =>
      findReversal(facts, entries, (original) =>
        original !== null && date < original.date ? `原分录记在${original.date}，冲销的日期${date}不能比它早。` : null,
      ),
  ],
  [
    // The original's month may be closed, its year may not be another: last year's result stands in 累计盈余 by now.
    'reversal-across-years',
    (facts, { date }, entries) =>
      findReversal(facts, entries, (original) =>
        original !== null && yearOf(original.date) !== yearOf(date)
          ? `原分录记在${original.date}，已是另一年度，不能用冲销更正。请作前期差错处理：财务会计记“以前年度盈余调整”，预算会计记年初余额调整。`
          : null,
      ),
  ],
  [
    'reversal-repeated',
    (facts, _, entries) => {
      const twice = repeated(entries.flatMap(({ reverses }) => (reverses === null ? [] : [reverses])));
      if (twice !== null) return `分录${twice}在这张凭证里冲销了两次。`;
      return findReversal(facts, entries, (original) => {
        const earlier = facts.recorded.find(({ reverses }) => reverses !== null && reverses === original?.id);
        return earlier === undefined
          ? null
          : `分录${original?.id}已由${earlier.date}的分录${earlier.id}冲销，只能冲销一次。`;
      });
    },
  ],
  [
    'reversal-not-mirror',
    (facts, _, entries) =>
      findReversal(facts, entries, (original, entry) =>
        original !== null && !sameLegs(mirrorOf(original.legs), entry.legs)
          ? `冲销须与原分录${original.id}逐行相同而借贷相反。只更正一部分的，请全额冲销后按正确的金额另记。`
          : null,
      ),
  ],
  [
    'reversal-incomplete',
    (facts, _, entries) => {
      const named = new Set(entries.map(({ reverses }) => reverses));
      return findReversal(facts, entries, (original) => {
        const left = facts.recorded.find((one) => one.voucher === original?.voucher && !named.has(one.id));
        if (left === undefined && named.size === entries.length && !named.has(null)) return null;
        return `凭证${original?.voucher}要整张冲销：财务会计和预算会计的分录一并冲销，冲销凭证里也不夹带别的业务。`;
      });
    },
  ],
];

const dimensionLabels: Readonly<Record<keyof Dimensions, string>> = {
  functionCode: '支出功能分类',
  economyCode: '支出经济分类',
  fund: '基金',
  spending: '基本支出或项目支出',
  source: '资金来源',
  project: '项目',
  counterpart: '往来单位',
};

const dimensionHelp: Readonly<Record<keyof Dimensions, string>> = {
  functionCode: '应是功能分类的项级科目，七位数字',
  economyCode: '应是部门预算支出经济分类的款级科目，五位数字',
  fund: '应是这个账套所属的基金',
  spending: '应是 basic（基本支出）或 project（项目支出）',
  source: '应是一般公共预算、政府性基金预算、国有资本经营预算、非财政专项资金或其他资金之一',
  project: '应是项目库里的项目编码，字母、数字和连字符，不超过63个字符',
  counterpart: '应是本部门另一个会计主体的标识',
};

const dimensionPatterns: Readonly<Record<keyof Dimensions, RegExp>> = {
  functionCode: /^2\d{6}$/,
  economyCode: /^[35]\d{4}$/,
  fund: /^(?:employee-pooled|employee-personal|resident|assistance|civil-servant|retired-cadre)$/,
  spending: /^(?:basic|project)$/,
  source: /^(?:general-public-budget|government-fund-budget|state-capital-budget|non-fiscal-special|non-fiscal-other)$/,
  project: /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/,
  counterpart: /^[a-z0-9][a-z0-9-]{0,62}$/,
};

function isDimension(name: keyof Dimensions, value: string): boolean {
  return dimensionPatterns[name].test(value);
}

function allLegs(entries: readonly Entry[]): readonly Leg[] {
  return entries.flatMap(({ legs }) => legs);
}

function totalLegs(legs: readonly Leg[], side: Leg['side']): number {
  return legs.filter((leg) => leg.side === side).length;
}

function repeated(texts: readonly string[]): string | null {
  return texts.find((text, index) => texts.indexOf(text) !== index) ?? null;
}

function findLeg(entries: readonly Entry[], rule: (leg: Leg, entry: Entry) => string | null): string | null {
  for (const entry of entries) {
    for (const leg of entry.legs) {
      const message = rule(leg, entry);
      if (message !== null) return message;
    }
  }
  return null;
}

function findReversal(
  { recorded }: PostingFacts,
  entries: readonly Entry[],
  rule: (original: Entry | null, entry: Entry) => string | null,
): string | null {
  for (const entry of entries) {
    if (entry.reverses === null) continue;
    const message = rule(recorded.find(({ id }) => id === entry.reverses) ?? null, entry);
    if (message !== null) return message;
  }
  return null;
}

function setOf({ sets }: PostingFacts, entry: Entry): AccountSet {
  const set = sets.find(({ id }) => id === entry.set);
  if (set === undefined) throw new Error(`no account set ${entry.set}`);
  return set;
}

function accountOf(facts: PostingFacts, entry: Entry, leg: Leg): Account {
  const account = accountOn(setOf(facts, entry).accounts, leg.account, entry.date);
  if (account === null) throw new Error(`no account ${leg.account} on ${entry.date}`);
  return account;
}

function periodOf({ periods }: PostingFacts, entry: Entry): PeriodState {
  const state = periods.find(({ set }) => set === entry.set);
  if (state === undefined) throw new Error(`no periods of ${entry.set}`);
  return state;
}

function nameOf({ code, key, name }: Account): string {
  return `${code ?? key} ${name}`;
}
