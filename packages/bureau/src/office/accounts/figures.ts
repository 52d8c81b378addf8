/**
 * The figures that the department's books answer: part N, and the money of parts O and P. Each is a sum of statement terms, so that a
 * figure, the table's cell and the legs behind both are one computation; what no statement prints (a project) is picked out of
 * the same legs.
 */
import {
  type CostPart,
  costCodes,
  expenditureKinds,
  fiscalFunds,
  type IncomeSource,
  ownSources,
  personnelClasses,
  runningClasses,
  type StatementTerm,
} from '@mingzhang/disclosure';
import { formatYuan, subtractFen, sumFen } from '@mingzhang/kernel';
import { type Db } from '../../books/index.ts';
import { asked, type ComputedFigure, type Coordinates, type FigureQuery, readOnce } from '../../figures/index.ts';
import {
  type DepartmentAccounts,
  evidenceOf,
  readAccounts,
  valueOfTerms,
  type Weigh,
  weighExpenditure,
} from './records.ts';
import { termsEvidence } from './terms-evidence.ts';

const plus = (selector: StatementTerm['selector']): StatementTerm => ({ sign: 1, selector });

const fiscal = [...fiscalFunds];

/** 'fiscal' is the three kinds of fiscal appropriation together. */
function sourcesAt(at: Coordinates): readonly IncomeSource[] | undefined {
  return asked(at, 'income')?.flatMap((source) => (source === 'fiscal' ? fiscal : [source as IncomeSource]));
}

function groupsAt(at: Coordinates): readonly string[] | undefined {
  const codes = asked(at, 'economic');
  if (codes !== null) return codes;
  return asked(at, 'group')?.flatMap((group) => (group === 'personnel' ? personnelClasses : runningClasses));
}

function perItem(at: Coordinates, term: (functionCode: string | undefined) => StatementTerm): readonly StatementTerm[] {
  return asked(at, 'item')?.map(term) ?? [term(undefined)];
}

const costGroups: Readonly<Record<string, readonly CostPart[]>> = {
  vehicles: ['vehicle-purchase', 'vehicle-running'],
};

function costsAt(at: Coordinates): readonly CostPart[] {
  const parts = asked(at, 'part') ?? ['abroad', 'vehicles', 'reception'];
  return [...new Set(parts.flatMap((part) => costGroups[part] ?? [part as CostPart]))];
}

function costFinal(parts: readonly CostPart[]): readonly StatementTerm[] {
  return [plus({ measure: 'expenditure', economyCodes: parts.flatMap((part) => costCodes[part]), funds: fiscal })];
}

function costBudget(parts: readonly CostPart[]): readonly StatementTerm[] {
  return parts.map((part) => plus({ measure: 'cost-budget', part }));
}

/** A selector with only those of its keys that are there. */
function given<T extends object>(selector: T): T {
  return Object.fromEntries(Object.entries(selector).filter(([, value]) => value !== undefined)) as T;
}

interface Definition {
  readonly figure: string;
  readonly terms: (at: Coordinates) => readonly StatementTerm[];
  readonly places: (accounts: DepartmentAccounts) => readonly Coordinates[];
}

const nowhere = (): readonly Coordinates[] => [];

function factsOf({ outcome }: DepartmentAccounts) {
  return 'facts' in outcome ? outcome.facts : { opening: [], income: [], expenditure: [] };
}

function distinct(dimension: string, values: readonly string[]): readonly Coordinates[] {
  return [...new Set(values)].sort().map((value) => ({ [dimension]: value }));
}

/** A code and those above it: 2101501 → 210, 21015, 2101501. */
function withAbove(codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) =>
    [3, 5, 7].filter((length) => length <= code.length).map((length) => code.slice(0, length)),
  );
}

const definitions: readonly Definition[] = [
  {
    figure: 'accounts-total',
    terms: () => [plus({ measure: 'income' }), plus({ measure: 'opening' }), plus({ measure: 'use-of-surplus' })],
    places: nowhere,
  },
  {
    figure: 'income-final',
    terms: (at) => [plus(given({ measure: 'income', sources: sourcesAt(at) } as const) as StatementTerm['selector'])],
    places: (accounts) => {
      const sources = factsOf(accounts).income.map(({ source }) => source);
      const some = sources.some((source) => !(ownSources as readonly string[]).includes(source)) ? ['fiscal'] : [];
      return distinct('income', [...some, ...sources]);
    },
  },
  {
    figure: 'expenditure-final',
    terms: (at) => {
      const kinds = asked(at, 'kind')?.flatMap((kind) => expenditureKinds.filter((one) => one === kind));
      const economyCodes = asked(at, 'economic') ?? undefined;
      return [plus(given({ measure: 'expenditure', kinds, economyCodes } as const) as StatementTerm['selector'])];
    },
    places: (accounts) => {
      const { expenditure } = factsOf(accounts);
      const codes = withAbove(expenditure.map(({ economyCode }) => economyCode));
      return [
        ...distinct(
          'kind',
          expenditure.map(({ kind }) => kind),
        ),
        ...distinct('economic', codes),
      ];
    },
  },
  {
    figure: 'fiscal-accounts-total',
    terms: () => [plus({ measure: 'income', sources: fiscal }), plus({ measure: 'opening', funds: fiscal })],
    places: nowhere,
  },
  {
    figure: 'general-expenditure-final',
    terms: (at) =>
      perItem(at, (functionCode) =>
        plus(given({ measure: 'expenditure', functionCode, funds: ['general'] } as const) as StatementTerm['selector']),
      ),
    places: (accounts) => {
      const general = factsOf(accounts).expenditure.filter(({ fund }) => fund === 'general');
      return distinct('item', withAbove(general.map(({ functionCode }) => functionCode)));
    },
  },
  ...(['government-fund', 'state-capital'] as const).map(
    (fund): Definition => ({
      figure: `${fund}-expenditure`,
      terms: () => [plus({ measure: 'expenditure', funds: [fund] })],
      places: nowhere,
    }),
  ),
  {
    figure: 'basic-expenditure-final',
    terms: (at) => {
      const economyCodes = groupsAt(at);
      const selector = given({ measure: 'expenditure', economyCodes, funds: fiscal, kinds: ['basic'] } as const);
      return [plus(selector as StatementTerm['selector'])];
    },
    places: (accounts) => {
      const basic = factsOf(accounts).expenditure.filter(({ fund, kind }) => fund !== 'other' && kind === 'basic');
      const codes = withAbove(basic.map(({ economyCode }) => economyCode));
      return [{ group: 'personnel' }, { group: 'running' }, ...distinct('economic', codes)];
    },
  },
  {
    figure: 'three-public-final',
    terms: (at) => costFinal(costsAt(at)),
    places: () => distinct('part', ['abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception']),
  },
  {
    figure: 'three-public-budget',
    terms: (at) => costBudget(costsAt(at)),
    places: () => distinct('part', ['abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception']),
  },
  { figure: 'meeting-cost-final', terms: () => costFinal(['meetings']), places: nowhere },
  { figure: 'meeting-cost-budget', terms: () => costBudget(['meetings']), places: nowhere },
  { figure: 'training-cost-final', terms: () => costFinal(['training']), places: nowhere },
  { figure: 'training-cost-budget', terms: () => costBudget(['training']), places: nowhere },
  {
    // 机关运行经费: 公用经费 of administrative units and those managed by the civil-service law; of others it is none.
    figure: 'running-cost-final',
    terms: () => [
      plus({
        measure: 'expenditure',
        economyCodes: runningClasses,
        funds: ['general'],
        kinds: ['basic'],
        natures: ['administrative', 'civil-service'],
      }),
    ],
    places: nowhere,
  },
];

/**
 * The computed figures of the books, for one reader: the year's accounts are read once, however many figures ask. `read` gives
 * them, null where no books of that year are kept.
 */
export function accountFigures(
  read: (db: Db, department: string, year: number) => Promise<DepartmentAccounts | null> = readAccounts,
): readonly ComputedFigure[] {
  const known = new Map<string, Promise<DepartmentAccounts | null>>();
  const accountsOf = (db: Db, { department, year }: Omit<FigureQuery, 'at'>): Promise<DepartmentAccounts | null> => {
    const key = `${department} ${year}`;
    let accounts = known.get(key);
    if (accounts === undefined) {
      accounts = read(db, department, year);
      known.set(key, accounts);
    }
    return accounts;
  };
  const ofTerms = definitions.map(
    ({ figure, terms, places }): ComputedFigure => ({
      figure,
      value: async (db, query) => {
        const accounts = await accountsOf(db, query);
        return accounts === null ? null : valueOfTerms(accounts, terms(query.at));
      },
      evidence: async (db, query, page) => {
        const accounts = await accountsOf(db, query);
        if (accounts === null) return { rows: [], next: null };
        const asked = terms(query.at);
        return termsEvidence(db, accounts, asked, page);
      },
      coordinates: async (db, query) => {
        const accounts = await accountsOf(db, query);
        return accounts === null ? [] : places(accounts);
      },
    }),
  );
  return [...ofTerms, projectExpenditure(accountsOf)];
}

/** 项目支出（按项目）, by the topic under which a project is published. */
function projectExpenditure(
  accountsOf: (db: Db, query: Omit<FigureQuery, 'at'>) => Promise<DepartmentAccounts | null>,
): ComputedFigure {
  const weigher = (topics: ReadonlyMap<string, string>, at: Coordinates): Weigh => {
    const projects = asked(at, 'project');
    return weighExpenditure((_, { project, spending }) => {
      if (spending !== 'project') return false;
      const topic = project === undefined ? undefined : topics.get(project);
      return projects === null || (topic !== undefined && projects.includes(topic));
    });
  };
  return {
    figure: 'project-expenditure',
    value: async (db, query) => {
      const accounts = await accountsOf(db, query);
      if (accounts === null) return null;
      const weigh = weigher(await topicsOf(db, query.department), query.at);
      const departmentUnits = new Set(accounts.units.map(({ unit }) => unit));
      const amounts = accounts.units.flatMap(({ set, nature, rows }) =>
        rows.map((row) =>
          weigh({ set, nature, departmentUnits }, row.account, row.dimensions, subtractFen(row.debit, row.credit)),
        ),
      );
      return formatYuan(sumFen(amounts));
    },
    evidence: async (db, query, page) => {
      const accounts = await accountsOf(db, query);
      if (accounts === null) return { rows: [], next: null };
      return evidenceOf(db, accounts, weigher(await topicsOf(db, query.department), query.at), page);
    },
    coordinates: async (db, query) => {
      const accounts = await accountsOf(db, query);
      const topics = await topicsOf(db, query.department);
      const rows = accounts?.units.flatMap((unit) => unit.rows) ?? [];
      const spent = rows.filter(({ dimensions }) => dimensions.spending === 'project');
      return distinct(
        'project',
        spent.flatMap(({ dimensions }) => topics.get(dimensions.project ?? '') ?? []),
      );
    },
  };
}

function topicsOf(db: Db, department: string): Promise<ReadonlyMap<string, string>> {
  return readOnce(db, `project topics ${department}`, () => projectTopics(db, department));
}

/** The topic that each project of the department is published under, as far as it has one. */
async function projectTopics(db: Db, department: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('budget_project as p')
    .innerJoin('accounting_unit as u', 'u.id', 'p.unit_id')
    .select(['p.code', 'p.topic'])
    .where('u.department_id', '=', department)
    .execute();
  return new Map(rows.flatMap(({ code, topic }) => (topic === null ? [] : [[code, topic] as const])));
}
