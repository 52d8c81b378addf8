/**
 * The overview's arithmetic, without the database: months of a fund from its movements, and what settlements come to by scheme, layer
 * and level of institution. Amounts are fen, ratios exact quotients in the shape `{ part, whole }`; null where the whole is nothing.
 */
import { addFen, addMonths, type Fen, type Month, subtractFen, sumFen } from '@mingzhang/kernel';
import { type FundPart, fundParts } from '@mingzhang/ledger';

/** What moved in a fund's books in a month: income as it was credited, expense as it was debited. */
export interface FundMovement {
  readonly fund: FundPart;
  readonly month: Month;
  readonly income: Fen;
  readonly expense: Fen;
  /** Of the balance: income less expense, and what was entered on the balance itself (opening, correction of earlier years). */
  readonly change: Fen;
}

export interface FundMonth {
  readonly month: Month;
  readonly income: Fen;
  readonly expense: Fen;
  /** 滚存结余 at the end of the month. */
  readonly balance: Fen;
}

export interface FundYear {
  readonly fund: FundPart;
  readonly months: readonly FundMonth[];
  readonly income: Fen;
  readonly expense: Fen;
  /** 当年结余. */
  readonly surplus: Fen;
  /** 滚存结余 at the end of the last month. */
  readonly balance: Fen;
  /** Of the same months a year before; null where the fund's books begin later. */
  readonly before: { readonly income: Fen; readonly expense: Fen } | null;
  /** 可支付月数: for how many months of the last twelve's average expense the balance lasts; null where nothing was spent or owed. */
  readonly monthsCovered: { readonly balance: Fen; readonly expense: Fen; readonly months: number } | null;
}

interface FundFacts {
  readonly movements: readonly FundMovement[];
  /** 滚存结余 of each fund when last year began. */
  readonly openings: Readonly<Partial<Record<FundPart, Fen>>>;
  /** The first month of each fund's books. */
  readonly firstMonths: Readonly<Partial<Record<FundPart, Month>>>;
}

/** The months from January of the year before through `through`, of each fund that has books. */
export function fundYears({ movements, openings, firstMonths }: FundFacts, through: Month): readonly FundYear[] {
  const year = Number(through.slice(0, 4));
  const all = monthsBetween(`${year - 1}-01`, through);
  return fundParts.flatMap((fund): readonly FundYear[] => {
    const first = firstMonths[fund];
    if (first === undefined || first > through) return [];
    let balance = openings[fund] ?? 0;
    const rows = all.map((month): FundMonth => {
      const moved = movements.filter((each) => each.fund === fund && each.month === month);
      const income = sumFen(moved.map((each) => each.income));
      const expense = sumFen(moved.map((each) => each.expense));
      balance = addFen(balance, sumFen(moved.map((each) => each.change)));
      return { month, income, expense, balance };
    });
    const months = rows.filter(({ month }) => month >= `${year}-01` && month >= first);
    const before = rows.filter(({ month }) => month <= addMonths(through, -12) && month >= first);
    const twelve = rows.filter(({ month }) => month > addMonths(through, -12) && month >= first);
    const income = sumFen(months.map((each) => each.income));
    const expense = sumFen(months.map((each) => each.expense));
    const spent = sumFen(twelve.map((each) => each.expense));
    return [
      {
        fund,
        months,
        income,
        expense,
        surplus: subtractFen(income, expense),
        balance,
        before:
          first > `${year - 1}-01`
            ? null
            : {
                income: sumFen(before.map((each) => each.income)),
                expense: sumFen(before.map((each) => each.expense)),
              },
        monthsCovered: spent > 0 && balance > 0 ? { balance, expense: spent, months: twelve.length } : null,
      },
    ];
  });
}

function monthsBetween(first: Month, last: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

export const layers = {
  pool: '基本医保统筹基金',
  criticalIllness: '大病保险',
  largeAmount: '职工大额医疗补助',
  civilServant: '公务员医疗补助',
  assistance: '医疗救助',
  cadre: '离休人员医疗经费',
  hospitalBorne: '医疗机构承担',
  account: '个人账户',
  cash: '个人现金',
} as const;

export type Layer = keyof typeof layers;

const layerIds = Object.keys(layers) as readonly Layer[];

/** Settlements of a year through a month, added up. */
export interface SettledSum extends Readonly<Record<Layer, Fen>> {
  readonly scheme: string;
  readonly visitKind: string;
  readonly level: string;
  readonly visits: number;
  readonly total: Fen;
  /** 目录外自费. */
  readonly own: Fen;
  /** 政策范围内. */
  readonly inScope: Fen;
}

export interface Ratio {
  readonly part: Fen;
  readonly whole: Fen;
}

export interface SettledRow {
  readonly visits: number;
  readonly total: Fen;
  readonly layers: Readonly<Record<Layer, Fen>>;
  /** 实际报销比例: everything but the hospital and the person, of all costs. */
  readonly reimbursed: Ratio | null;
  /** 目录外费用占比. */
  readonly outOfCatalogue: Ratio | null;
  /** 次均费用. */
  readonly perVisit: { readonly total: Fen; readonly visits: number } | null;
}

/** What the sums come to together. */
export function settledRow(sums: readonly SettledSum[]): SettledRow {
  const of = (name: Layer | 'total' | 'own'): Fen => sumFen(sums.map((sum) => sum[name]));
  const visits = sums.reduce((n, sum) => n + sum.visits, 0);
  const total = of('total');
  const amounts = Object.fromEntries(layerIds.map((layer) => [layer, of(layer)])) as Record<Layer, Fen>;
  const { hospitalBorne, account, cash, ...funds } = amounts;
  const ratio = (part: Fen): Ratio | null => (total > 0 ? { part, whole: total } : null);
  return {
    visits,
    total,
    layers: amounts,
    reimbursed: ratio(sumFen(Object.values(funds))),
    outOfCatalogue: ratio(of('own')),
    perVisit: visits > 0 ? { total, visits } : null,
  };
}

/** One row for each value of what is asked, in the order that is given; what is not in it comes last, as it comes. */
export function settledBy(
  sums: readonly SettledSum[],
  key: 'scheme' | 'visitKind' | 'level',
  order: readonly string[] = [],
): readonly (SettledRow & { readonly key: string })[] {
  const place = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...Map.groupBy(sums, (sum) => sum[key])]
    .sort(([one], [other]) => place(one) - place(other))
    .map(([value, own]) => ({ key: value, ...settledRow(own) }));
}

/** Persons by what they carry of a year within the policy's scope: from this amount (fen) up to the next. */
export const burdenSteps: readonly Fen[] = [0, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000];

export interface BurdenBand {
  readonly from: Fen;
  readonly to: Fen | null;
  readonly persons: number;
}

/** `persons` by position of the band. */
export function burdenBands(persons: ReadonlyMap<number, number>): readonly BurdenBand[] {
  return burdenSteps.map((from, index) => ({
    from,
    to: burdenSteps[index + 1] ?? null,
    persons: persons.get(index) ?? 0,
  }));
}
