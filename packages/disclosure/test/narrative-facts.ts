/** Facts of a narrative in tests, from the generator of department years: registers, budgets and reasons beside the accounts. */
import { type StatementFacts } from '../src/statements/index.ts';
import {
  type FigureOrigin,
  type KnownFigure,
  type NarrativeFacts,
  type RegisterMeasure,
} from '../src/writing/index.ts';
import { evaluationsOf } from './evaluations.ts';
import { chance } from './generate/chance.ts';
import { type DepartmentYear, departmentYear, vehicleTotal } from './generate/department-year.ts';
import { type Template, templateNamed } from './generate/templates.ts';
import { factsOfYear } from './statements.ts';

/** A year's facts: `prior` is another generated year, this one again, or none. */
export function narrativeFacts(
  seed: number,
  name: string,
  prior: 'other' | 'same' | 'none' = 'other',
  own: OwnMoney = noOwnMoney,
): NarrativeFacts {
  const template: Template = templateNamed(name);
  const year = departmentYear(chance(seed, name), template.year, template.area, template.standing);
  const last = departmentYear(chance(seed + 1, name), template.year - 1, template.area, template.standing);
  const accounts = withOwnMoney(factsOfYear(year), own);
  return {
    accounts,
    prior: prior === 'none' ? null : prior === 'same' ? { ...accounts, year: accounts.year - 1 } : factsOfYear(last),
    self: template.standing === 'administration' ? '本部门' : '本单位',
    startBudget: Object.fromEntries(
      year.items
        .filter(({ budget }) => budget === 'general')
        .map(({ code, startBudget }) => [code, known(Number(startBudget), 'start-budget', year.year, code)]),
    ),
    runningCostBudget: known(50_000_00, 'running-cost-budget', year.year),
    registers: { ...registersOf(year), ...(own.guestsFromAbroad ? foreignGuests(year) : {}) },
    texts: {
      duties: [
        '拟订全县医疗保障制度的政策和规划并组织实施。',
        '监督管理医疗保障基金。',
        '完成县委、县政府交办的其他任务。',
      ],
      offices: year.offices,
      units: [`${year.bureau}本级`],
      purposes: {
        reception: '接待上级部门和兄弟县区的业务交流',
        'vehicle-running': '公务用车的燃油、维修和保险',
        meetings: '召开全县医疗保障工作会议',
        training: '基层经办人员业务培训',
      },
      staffNote: '安置军队转业干部，编制尚未核增',
      evaluating: [],
      otherMatters: [],
      contact: ['联系电话：0700-1234567', '办公地址：县政务服务中心三楼'],
    },
    performance: evaluationsOf(seed, year.year),
    catalogue: new Map(),
    reasons: {},
  };
}

/** What a year has beside the generator's: money of an institution's own, in fen, and guests from abroad. */
export interface OwnMoney {
  readonly superior: number;
  readonly business: number;
  readonly operating: number;
  readonly affiliated: number;
  readonly remitted: number;
  readonly subsidised: number;
  readonly useOfSurplus: number;
  readonly allocation: number;
  readonly capital: number;
  readonly guestsFromAbroad: boolean;
}

const noOwnMoney: OwnMoney = {
  superior: 0,
  business: 0,
  operating: 0,
  affiliated: 0,
  remitted: 0,
  subsidised: 0,
  useOfSurplus: 0,
  allocation: 0,
  capital: 0,
  guestsFromAbroad: false,
};

function withOwnMoney(facts: StatementFacts, own: OwnMoney): StatementFacts {
  const functionCode = '2101599';
  const spent = { functionCode, economyCode: '30299', nature: 'institution' } as const;
  const incomes = (['superior', 'business', 'operating', 'affiliated'] as const).map((source) => ({
    functionCode,
    source,
    amount: own[source],
  }));
  const kinds = (['operating', 'remitted', 'subsidised'] as const).map((kind) => ({
    ...spent,
    fund: 'other' as const,
    kind,
    amount: kind === 'operating' ? Math.floor(own.operating / 2) : own[kind],
  }));
  const capital = { functionCode, amount: own.capital };
  return {
    ...facts,
    income: [...facts.income, ...incomes, { ...capital, source: 'state-capital' as const }].filter(
      ({ amount }) => amount !== 0,
    ),
    expenditure: [
      ...facts.expenditure,
      ...kinds,
      { ...spent, ...capital, fund: 'state-capital' as const, kind: 'project' as const },
    ].filter(({ amount }) => amount !== 0),
    useOfSurplus: own.useOfSurplus,
    surplusAllocation: own.allocation,
  };
}

function foreignGuests(year: DepartmentYear): NarrativeFacts['registers'] {
  const counts = {
    'reception-foreign-batches': 1,
    'reception-foreign-persons': 3,
    'reception-overseas': 0,
    'reception-overseas-batches': 0,
    'reception-overseas-persons': 0,
  };
  const some = year.threePublicFinal.reception > 0n;
  return Object.fromEntries(Object.entries(counts).map(([id, value]) => [id, known(some ? value : 0, id, year.year)]));
}

/** A figure as a register of the bureau would give it. */
export function known(value: number, id: string, year: number, item?: string): KnownFigure {
  const origin: FigureOrigin = { kind: 'figure', id, year, ...(item === undefined ? {} : { item }) };
  return { value, origin };
}

/** What small firms were awarded, taken from goods first, then services, then works. */
function smallFirms({ goods, works, services, smallMedium }: DepartmentYear['procurement']) {
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
  const fromGoods = least(smallMedium, goods);
  const fromServices = least(smallMedium - fromGoods, services);
  return {
    'procurement-goods-sme': Number(fromGoods),
    'procurement-services-sme': Number(fromServices),
    'procurement-works-sme': Number(least(smallMedium - fromGoods - fromServices, works)),
  };
}

function registersOf(year: DepartmentYear): NarrativeFacts['registers'] {
  const { staff, reception, threePublicFinal: costs, meeting, training, procurement } = year;
  const groups = costs.abroad > 0n ? 1 : 0;
  const received = costs.reception > 0n;
  const counts: Readonly<Partial<Record<RegisterMeasure, number>>> = {
    'abroad-groups': groups,
    'abroad-persons': groups * 2,
    'vehicles-bought': year.vehiclesBought,
    'vehicles-kept': vehicleTotal(year.vehicles),
    'reception-domestic-batches': received ? reception.batches : 0,
    'reception-domestic-persons': received ? reception.persons : 0,
    'meetings-count': meeting.final > 0n ? 1 : 0,
    'meetings-persons': meeting.final > 0n ? meeting.persons : 0,
    'training-count': training.final > 0n ? 2 : 0,
    'training-persons': training.final > 0n ? training.persons : 0,
    'festivals-count': 0,
    ...smallFirms(procurement),
    'equipment-general': 0,
    'equipment-bought': 0,
    'staff-authorised': staff.posts,
    'staff-authorised-administrative': staff.administrativePosts,
    'staff-authorised-institution': staff.posts - staff.administrativePosts,
    'staff-actual': staff.inPost,
    'staff-actual-administrative': staff.administrativeInPost,
    'staff-actual-institution': staff.inPost - staff.administrativeInPost,
    'staff-retired': staff.retired,
    offices: year.offices.length,
  };
  return Object.fromEntries(Object.entries(counts).map(([id, value]) => [id, known(value, id, year.year)]));
}
