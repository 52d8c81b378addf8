/** The chart of a set as it is on a day, and the event rules of a unit's sets, in the shape in which people choose from them. */
import { type DateText, isInForceOn } from '@mingzhang/kernel';
import {
  type Account,
  type AccountClass,
  type AccountSet,
  accountOn,
  type Book,
  type DimensionName,
  dimensionNames,
  type Grade,
  isConfirmed,
  isDetailed,
  keptDimensions,
  lineage,
  type Side,
  voucherRulesFor,
} from '@mingzhang/ledger';

export interface ChartAccount {
  readonly key: string;
  readonly code: string | null;
  readonly name: string;
  readonly class: AccountClass;
  readonly normalSide: Side;
  readonly parent: string | null;
  readonly level: number;
  /** True if entries belong here and not to details of it. */
  readonly leaf: boolean;
  /** False while nobody answers for its code; until then it is refused. */
  readonly confirmed: boolean;
  readonly requires: readonly DimensionName[];
  /** What a leg on it keeps beside: those it requires and those that only some of the money has. */
  readonly keeps: readonly DimensionName[];
  readonly from: DateText;
  readonly to: DateText | null;
  readonly source: string;
  readonly grade: Grade;
}

/** The accounts in force on the day by code, details after what they detail. */
export function chartOn({ accounts }: AccountSet, day: DateText): readonly ChartAccount[] {
  const order = (key: string): string =>
    lineage(accounts, key)
      .toReversed()
      .map((each) => accounts.findLast((account) => account.key === each)?.code ?? `~${each}`)
      .join('/');
  return accounts
    .filter((account) => isInForceOn(account, day))
    .map((account) => chartAccount(accounts, account, day))
    .toSorted((a, b) => (order(a.key) < order(b.key) ? -1 : 1));
}

function chartAccount(accounts: readonly Account[], account: Account, day: DateText): ChartAccount {
  const { book: _, ...rest } = account;
  return {
    ...rest,
    level: lineage(accounts, account.key).length,
    leaf: !isDetailed(accounts, account.key, day),
    confirmed: isConfirmed(account),
    keeps: keptDimensions(account),
  };
}

/** One side of a rule: an account, or a choice among several. */
export interface RuleSide {
  readonly account: string | null;
  readonly choice: string | null;
  readonly requires: readonly DimensionName[];
  readonly keeps: readonly DimensionName[];
}

export interface RuleOnOffer {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly grade: Grade;
  readonly choices: readonly {
    readonly name: string;
    readonly accounts: readonly { readonly key: string; readonly code: string | null; readonly name: string }[];
  }[];
  readonly books: readonly {
    readonly book: Book;
    readonly set: string;
    readonly debit: RuleSide;
    readonly credit: RuleSide;
  }[];
  /** What its lines must say, whichever account asks for it. */
  readonly requires: readonly DimensionName[];
  readonly keeps: readonly DimensionName[];
  /** True if the money goes through the treasury, so that its payment order is to be named. */
  readonly byTreasury: boolean;
}

/** The rules for units of this kind in force on the day, for whose books the unit has sets. */
export function rulesOnOffer(sets: readonly AccountSet[], day: DateText): readonly RuleOnOffer[] {
  const [first] = sets;
  if (first === undefined) return [];
  return voucherRulesFor(first.unitKind, day).flatMap((rule): readonly RuleOnOffer[] => {
    const wanted = (['financial', 'budgetary', 'fund'] as const).filter((book) => rule[book] !== undefined);
    const own = wanted.map((book) => ({ book, set: sets.find((one) => one.book === book) }));
    if (own.some(({ set }) => set === undefined)) return [];
    const books = own.flatMap(({ book, set }) => {
      const sides = rule[book];
      if (set === undefined || sides === undefined) return [];
      const sideOf = (side: Side): RuleSide => ruleSide(set, sides[side], rule.choices ?? {}, day);
      return { book, set: set.id, debit: sideOf('debit'), credit: sideOf('credit') };
    });
    const all = books.flatMap(({ debit, credit }) => [debit, credit]);
    return [
      {
        id: rule.id,
        text: rule.text,
        source: rule.source,
        grade: rule.grade,
        choices: Object.entries(rule.choices ?? {}).map(([name, accounts]) => ({
          name,
          accounts: accounts.map((key) => named(sets, key, day)),
        })),
        books,
        requires: dimensionNames.filter((name) => all.some((side) => side.requires.includes(name))),
        keeps: dimensionNames.filter((name) => all.some((side) => side.keeps.includes(name))),
        byTreasury: rule.id.endsWith('-by-treasury'),
      },
    ];
  });
}

function ruleSide(
  { accounts }: AccountSet,
  account: string,
  choices: Readonly<Record<string, readonly string[]>>,
  day: DateText,
): RuleSide {
  const choice = account.startsWith('@') ? account.slice(1) : null;
  const rows = (choice === null ? [account] : (choices[choice] ?? [])).map((key) => accountOn(accounts, key, day));
  const known = rows.filter((row): row is Account => row !== null);
  return {
    account: choice === null ? account : null,
    choice,
    requires: dimensionNames.filter((name) => known.some((row) => row.requires.includes(name))),
    keeps: dimensionNames.filter((name) => known.some((row) => keptDimensions(row).includes(name))),
  };
}

function named(sets: readonly AccountSet[], key: string, day: DateText) {
  for (const { accounts } of sets) {
    const row = accountOn(accounts, key, day);
    if (row !== null) return { key, code: row.code, name: row.name };
  }
  return { key, code: null, name: key };
}
