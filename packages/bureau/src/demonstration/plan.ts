/**
 * What the demonstration bureau's years come to: a bureau (行政单位) with its projects, and its service centre (事业单位), grown a
 * little every year from a seed. Amounts are invented; the items are those that a county bureau of this kind has.
 */
import { addFen, type Fen, fen, multiplyFen, subtractFen } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';
import {
  type Chance,
  type PlannedIncome,
  type PlannedOpening,
  type PlannedSpending,
  type YearPlan,
} from '../office/invented-year/index.ts';

export interface DemonstrationUnit {
  readonly id: string;
  readonly name: string;
  readonly nature: 'administrative' | 'institution';
  /** What it spends in its first year beside pay, in yuan, by item and 款. */
  readonly spending: readonly Items[];
}

interface Items {
  readonly functionCode: string;
  readonly project?: string;
  /** Other than an appropriation of the general public budget. */
  readonly source?: MoneySource;
  /** Of every hundred yuan it is given, what it leaves for the next year. */
  readonly leaves?: number;
  readonly amounts: Readonly<Record<string, number>>;
}

/** Projects by code, as the budget's project register has them; the last column is the topic under which one is published. */
export const demonstrationProjects = [
  { unit: 'demo-bureau', code: 'RY-01', name: '机关人员经费', kind: 'personnel', functionCode: null, topic: null },
  { unit: 'demo-bureau', code: 'GY-01', name: '机关公用经费', kind: 'public-running', functionCode: null, topic: null },
  {
    unit: 'demo-bureau',
    code: 'XM-XXH',
    name: '医疗保障信息化建设',
    kind: 'specific',
    functionCode: '2101504',
    topic: 'information-system',
  },
  {
    unit: 'demo-bureau',
    code: 'XM-JGFW',
    name: '基金监管与政策宣传',
    kind: 'specific',
    functionCode: '2101505',
    topic: 'inspection',
  },
  {
    unit: 'demo-bureau',
    code: 'XM-NLTS',
    name: '医疗服务与保障能力提升',
    kind: 'specific',
    functionCode: '2101506',
    topic: 'special-work',
  },
  {
    unit: 'demo-bureau',
    code: 'XM-JMBZ',
    name: '城乡居民基本医疗保险县级补助',
    kind: 'specific',
    functionCode: '2101202',
    topic: 'resident-insurance',
  },
  {
    unit: 'demo-bureau',
    code: 'XM-YLJZ',
    name: '城乡医疗救助',
    kind: 'specific',
    functionCode: '2101301',
    topic: 'assistance',
  },
  { unit: 'demo-centre', code: 'RY-02', name: '中心人员经费', kind: 'personnel', functionCode: null, topic: null },
  { unit: 'demo-centre', code: 'GY-02', name: '中心公用经费', kind: 'public-running', functionCode: null, topic: null },
  {
    unit: 'demo-centre',
    code: 'XM-CKJS',
    name: '经办服务窗口建设',
    kind: 'specific',
    functionCode: '2101506',
    topic: 'administration',
  },
  {
    unit: 'demo-centre',
    code: 'XM-TJ',
    name: '财政供养人员体检组织',
    kind: 'specific',
    functionCode: '2101599',
    topic: 'health-check',
  },
] as const;

export const demonstrationUnits: readonly DemonstrationUnit[] = [
  {
    id: 'demo-bureau',
    name: '禾丰县医疗保障局机关',
    nature: 'administrative',
    spending: [
      {
        functionCode: '2101501',
        amounts: {
          30201: 46_000,
          30202: 12_000,
          30205: 3_200,
          30206: 14_500,
          30207: 18_600,
          30211: 38_000,
          30213: 16_000,
          30215: 8_000,
          30216: 9_000,
          30217: 11_500,
          30229: 16_000,
          30231: 32_000,
          30239: 58_000,
          30299: 21_000,
          31002: 18_000,
        },
      },
      {
        functionCode: '2101504',
        project: 'XM-XXH',
        leaves: 6,
        amounts: { 30213: 60_000, 30227: 180_000, 31007: 150_000 },
      },
      { functionCode: '2101505', project: 'XM-JGFW', amounts: { 30202: 45_000, 30211: 26_000, 30227: 120_000 } },
      {
        functionCode: '2101506',
        project: 'XM-NLTS',
        leaves: 9,
        amounts: { 30201: 80_000, 30226: 210_000, 30227: 160_000, 31002: 96_000 },
      },
      { functionCode: '2101202', project: 'XM-JMBZ', amounts: { 31302: 12_600_000 } },
      { functionCode: '2101301', project: 'XM-YLJZ', amounts: { 30307: 8_450_000 } },
    ],
  },
  {
    id: 'demo-centre',
    name: '禾丰县医疗保障事务中心',
    nature: 'institution',
    spending: [
      {
        functionCode: '2101550',
        amounts: {
          30201: 22_000,
          30206: 9_800,
          30207: 12_400,
          30211: 19_000,
          30213: 7_000,
          30229: 9_000,
          30299: 12_000,
        },
      },
      { functionCode: '2101506', project: 'XM-CKJS', amounts: { 30213: 24_000, 30226: 96_000, 31002: 42_000 } },
      {
        functionCode: '2101599',
        project: 'XM-TJ',
        source: 'non-fiscal-special',
        leaves: 10,
        amounts: { 30227: 36_000 },
      },
    ],
  },
];

/** A unit's year: as its books and budget have it, and without the pay that comes from the payroll's runs. */
export interface DemonstrationPlan {
  readonly whole: YearPlan;
  readonly unpaid: YearPlan;
}

/**
 * The plans of a unit for these years, one after the other: each begins with what the one before leaves. `payroll` gives what
 * the runs of a year come to; that much is appropriated for its items.
 */
export function demonstrationPlans(
  { id: unit, nature, spending }: DemonstrationUnit,
  years: readonly number[],
  payroll: (year: number) => readonly PlannedSpending[],
  chance: Chance,
): readonly DemonstrationPlan[] {
  const plans: DemonstrationPlan[] = [];
  let opening: readonly PlannedOpening[] = [];
  let grown = spending.map(({ amounts }) =>
    Object.entries(amounts).map(([code, yuan]) => [code, fen(yuan * 100)] as const),
  );
  for (const year of years) {
    const lines = spending.flatMap((items, index) =>
      (grown[index] ?? []).map(([economyCode, amount]): PlannedSpending => {
        return { ...kindOf(items), functionCode: items.functionCode, economyCode, kind: 'ordinary', amount };
      }),
    );
    const items = spending.map((one, index) => balanceOf(one, sumOf(grown[index] ?? []), opening));
    const unpaid = { unit, nature, year, opening, income: items.map(({ income }) => income), spending: lines };
    const pay = payroll(year);
    const whole = {
      ...unpaid,
      income: [...unpaid.income, ...pay.map(appropriationOf)],
      spending: [...lines, ...pay],
    };
    plans.push({ whole, unpaid });
    opening = items.flatMap(({ left }) => left);
    grown = grown.map((amounts) =>
      amounts.map(([code, amount]) => [
        code,
        multiplyFen(amount, { numerator: 9_950 + chance(700), denominator: 10_000 }),
      ]),
    );
  }
  return plans;
}

function appropriationOf({ functionCode, spending, source, amount }: PlannedSpending): PlannedIncome {
  return { functionCode, spending, source, kind: 'appropriation', amount };
}

function kindOf({ project, source = 'general-public-budget' }: Items) {
  return project === undefined
    ? ({ spending: 'basic', source } as const)
    : ({ spending: 'project', project, source } as const);
}

function sumOf(amounts: readonly (readonly [string, Fen])[]): Fen {
  return amounts.reduce((sum, [, amount]) => addFen(sum, amount), 0);
}

/** What an item must be given so that, with what it began with, it pays its spending and leaves what it leaves. */
function balanceOf(
  items: Items,
  spent: Fen,
  opening: readonly PlannedOpening[],
): { readonly income: PlannedIncome; readonly left: readonly PlannedOpening[] } {
  const { functionCode, leaves = 0 } = items;
  const item = { ...kindOf(items), functionCode };
  const began = opening
    .filter((line) => line.functionCode === functionCode && line.project === items.project)
    .reduce((sum, { amount }) => addFen(sum, amount), 0);
  const left = multiplyFen(spent, { numerator: leaves, denominator: 100 });
  const kind = item.source === 'general-public-budget' ? 'appropriation' : 'other';
  return {
    income: { ...item, kind, amount: subtractFen(addFen(spent, left), began) },
    left: left === 0 ? [] : [{ ...item, amount: left }],
  };
}
