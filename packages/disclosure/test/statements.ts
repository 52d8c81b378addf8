/** Statements in tests: the facts of a generated year, our tables as paper, and a comparison with published tables. */
import { addFen, type Fen } from '@mingzhang/kernel';
import { type Table, type TableRow } from '../src/model.ts';
import {
  type CostPart,
  type ExpenditureLine,
  type StatementFacts,
  type StatementTable,
  spread,
} from '../src/statements/index.ts';
import { functionalName } from './generate/codes.ts';
import { type DepartmentYear, type ThreePublic } from './generate/department-year.ts';
import { covered, mark, type PaperTable, paragraph, plain } from './generate/paper.ts';

const costs: readonly (readonly [CostPart, string, keyof ThreePublic])[] = [
  ['abroad', '30212', 'abroad'],
  ['vehicle-purchase', '31013', 'purchase'],
  ['vehicle-running', '30231', 'running'],
  ['reception', '30217', 'reception'],
];

const uses = ['minister', 'leader', 'confidential', 'emergency', 'enforcement', 'special', 'retired', 'other'];

/** The facts behind a generated year; what its projects spent on “三公” beyond basic expenditure is taken from project money. */
export function factsOfYear(year: DepartmentYear): StatementFacts {
  const nature = year.standing === 'institution' ? 'institution' : 'administrative';
  const fen = (amount: bigint): Fen => Number(amount);
  const funds = { general: 'general', fund: 'government-fund', capital: 'state-capital' } as const;
  const general = year.items.filter((item) => item.budget === 'general');
  const basic = new Map(general.filter(({ basic: amount }) => amount > 0n).map((item) => [item.code, fen(item.basic)]));
  const economic = new Map([...year.economic].map(([code, amount]) => [code, fen(amount)]));
  const expenditure: ExpenditureLine[] = spread(basic, economic, (code) =>
    code === '30108' ? ['2080505'] : code === '30109' ? ['2080506'] : code === '30113' ? ['2210201'] : ['21015'],
  ).map(({ row, column, amount }) => ({
    functionCode: row,
    economyCode: column,
    fund: 'general',
    kind: 'basic',
    nature,
    amount,
  }));
  const excess = new Map<string, Fen>();
  for (const [, code, key] of costs)
    excess.set(code, fen(year.threePublicFinal[key] - (year.economic.get(code) ?? 0n)));
  excess.set('30215', fen(year.meeting.final - (year.economic.get('30215') ?? 0n)));
  excess.set('30216', fen(year.training.final - (year.economic.get('30216') ?? 0n)));
  for (const item of year.items) {
    const line = { functionCode: item.code, kind: 'project', nature } as const;
    let rest = fen(item.project);
    if (item.budget === 'general') {
      for (const [economyCode, open] of excess) {
        const amount = Math.min(open, rest);
        if (amount <= 0) continue;
        expenditure.push({ ...line, fund: 'general', economyCode, amount });
        excess.set(economyCode, open - amount);
        rest -= amount;
      }
    }
    if (rest > 0) expenditure.push({ ...line, fund: funds[item.budget], economyCode: '30227', amount: rest });
    if (item.other > 0n) expenditure.push({ ...line, fund: 'other', economyCode: '30299', amount: fen(item.other) });
  }
  const codes = year.items.flatMap(({ code }) => [code.slice(0, 3), code.slice(0, 5), code]);
  return {
    year: year.year,
    department: year.bureau,
    opening: year.items.flatMap(({ code, budget, opening, otherOpening }) => [
      ...(opening > 0n ? [{ functionCode: code, fund: funds[budget], amount: fen(opening) }] : []),
      ...(otherOpening > 0n ? [{ functionCode: code, fund: 'other' as const, amount: fen(otherOpening) }] : []),
    ]),
    income: year.items.flatMap((item) => {
      const fiscal = fen(item.basic + item.project + item.closing - item.opening);
      const other = fen(item.other + item.otherClosing - item.otherOpening);
      return [
        { functionCode: item.code, source: funds[item.budget], amount: fiscal },
        { functionCode: item.code, source: 'other' as const, amount: other },
      ].filter(({ amount }) => amount !== 0);
    }),
    expenditure,
    useOfSurplus: 0,
    surplusAllocation: 0,
    costBudget: {
      ...Object.fromEntries(costs.map(([part, , key]) => [part, fen(year.threePublicBudget[key])])),
      meetings: fen(year.meeting.budget),
      training: fen(year.training.budget),
    },
    statistics: {
      'procurement-goods': fen(year.procurement.goods),
      'procurement-works': fen(year.procurement.works),
      'procurement-services': fen(year.procurement.services),
      'procurement-small-medium': fen(year.procurement.smallMedium),
      'procurement-small-micro': fen(year.procurement.smallMicro),
      ...Object.fromEntries(uses.map((use, index) => [`vehicles-${use}`, year.vehicles[index] ?? 0])),
      equipment: year.equipment,
    },
    functionNames: Object.fromEntries(codes.map((code) => [code, functionalName(code)])),
  };
}

/** Our tables as paper, so that they are printed in each of the encodings. */
export function paperOfStatements(tables: readonly StatementTable[]): readonly PaperTable[] {
  return tables.map(
    (table): PaperTable => ({
      kind: 'table',
      id: `t/${table.id}`,
      layout: 'table',
      title: mark(`t/${table.id}/title`, table.title),
      subtitle: null,
      number: mark(`t/${table.id}/number`, table.head.number),
      department: mark(`t/${table.id}/department`, table.head.department),
      year: table.head.year === null ? null : mark(`t/${table.id}/year`, table.head.year),
      unit: mark(`t/${table.id}/unit`, table.head.unit),
      rows: table.grid.map((row, index) => ({
        id: `t/${table.id}/line${index}`,
        header: row.role === 'header',
        cells: row.cells.map((cell) => (cell.merged === 'left' ? covered : plain(cell.text))),
      })),
      notes: table.notes.map(({ text }, index) => paragraph(`t/${table.id}/note${index}`, 'note', text)),
    }),
  );
}

export interface Comparison {
  /** Cells of the published tables that print a figure, a zero or a dash, and blanks among them. */
  readonly cells: number;
  readonly figures: number;
  /** 'table row column published → ours', for cells whose text differs. */
  readonly differences: readonly string[];
  /** Titles, columns, rows and their order, where they differ. */
  readonly structure: readonly string[];
}

const rowName = ({ side, key, name }: TableRow): string => `${side === undefined ? '' : `${side} `}${key} ${name}`;

/** Compares published tables with ours, cell by cell and by their structure. */
export function compareTables(published: readonly Table[], ours: readonly Table[]): Comparison {
  const differences: string[] = [];
  const structure: string[] = [];
  let cells = 0;
  let figures = 0;
  const order = (tables: readonly Table[], others: readonly Table[]): string =>
    tables
      .map(({ id }) => id)
      .filter((id) => others.some((other) => other.id === id))
      .join(' ');
  if (order(published, ours) !== order(ours, published)) structure.push(`order of tables: ${order(published, ours)}`);
  for (const table of ours)
    if (!published.some(({ id }) => id === table.id)) structure.push(`${table.id}: not published`);
  for (const table of published) {
    const own = ours.find(({ id }) => id === table.id);
    if (own === undefined) {
      structure.push(`${table.id}: not ours`);
      continue;
    }
    for (const part of ['title', 'printedNumber', 'unit', 'empty', 'columns', 'columnKeys'] as const) {
      const [theirs, mine] = [String(table[part]), String(own[part])];
      if (theirs !== mine) structure.push(`${table.id} ${part}: ${theirs} → ${mine}`);
    }
    const theirNames = table.rows.map(rowName);
    const ourNames = own.rows.map(rowName);
    for (const name of theirNames) if (!ourNames.includes(name)) structure.push(`${table.id}: only published: ${name}`);
    for (const name of ourNames) if (!theirNames.includes(name)) structure.push(`${table.id}: only ours: ${name}`);
    const common = (names: readonly string[], others: readonly string[]): string =>
      names.filter((name) => others.includes(name)).join('|');
    if (common(theirNames, ourNames) !== common(ourNames, theirNames)) structure.push(`${table.id}: order of rows`);
    for (const row of table.rows) {
      const mine = own.rows.find(({ key, side }) => key === row.key && side === row.side);
      row.cells.forEach((cell, index) => {
        cells += 1;
        if (cell.text !== null) figures += 1;
        const column = table.columnKeys[index] ?? '';
        const text = mine?.cells[own.columnKeys.indexOf(column)]?.text ?? null;
        // A row that we do not print is told by its name; its figures only where they are some.
        if (mine === undefined && (cell.text === null || cell.text === '—' || /^0(?:\.0+)?$/.test(cell.text))) return;
        if (text !== cell.text)
          differences.push(
            `${table.id} ${row.side === undefined ? '' : `${row.side} `}${row.key} ${column} ${cell.text} → ${text}`,
          );
      });
    }
  }
  return { cells, figures, differences, structure };
}

/** Two lists of facts as sorted texts, lines of the same keys added up. */
export function factLines(facts: StatementFacts): readonly string[] {
  const sums = new Map<string, Fen>();
  const add = (key: string, amount: Fen): void => {
    sums.set(key, addFen(sums.get(key) ?? 0, amount));
  };
  for (const { functionCode, fund, amount } of facts.opening) add(`opening ${functionCode ?? '-'} ${fund}`, amount);
  for (const { functionCode, source, amount } of facts.income) add(`income ${functionCode} ${source}`, amount);
  for (const { functionCode, economyCode, fund, kind, nature, amount } of facts.expenditure)
    add(`expenditure ${functionCode} ${economyCode} ${fund} ${kind} ${nature}`, amount);
  add('use-of-surplus', facts.useOfSurplus);
  add('surplus-allocation', facts.surplusAllocation);
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([key, amount]) => `${key} ${amount}`)
    .sort();
}
