/**
 * What stands behind a published figure: what it comes to in the books and registers as they are now, and what of that the public
 * may see. The public sees definitions, formulas and sums by account or register; never a voucher's words, a record or a name.
 */
import { type FigureOrigin, functionalName, type StatementTerm } from '@mingzhang/disclosure';
import {
  absolute,
  type Exact,
  exactPlaces,
  formatExact,
  formatYuan,
  one,
  parseExact,
  roundExact,
  roundFraction,
  sumFen,
} from '@mingzhang/kernel';
import { closingOf, type Dimensions } from '@mingzhang/ledger';
import { type Db } from '../../books/index.ts';
import { type Coordinates, coordinatesInWords, cutOffs, type FigureReader, figureNamed } from '../../figures/index.ts';
import {
  type DepartmentAccounts,
  isBehind,
  type LedgerFact,
  ledgerFact,
  readAccounts,
  signOfDebit,
  termInWords,
  valueOfTerms,
} from '../../office/index.ts';
import { type EvaluationFigure, EvaluationFollower } from '../../performance/index.ts';

/** A sum that the public may see: by account and item, or by register. */
export interface PublicSource {
  readonly name: string;
  /** Exact decimal in the unit of the figure. */
  readonly amount: string;
}

export interface PublicEvidence {
  readonly kind: FigureOrigin['kind'];
  /** What the figure is called, where the catalogue has it. */
  readonly term: string | null;
  readonly definition: string | null;
  /** In words: the terms of a sum, or the formula. */
  readonly formula: readonly string[];
  readonly unit: string;
  /** Unrounded; null where there is none. */
  readonly value: string | null;
  readonly sources: readonly PublicSource[];
  /** What a derived figure is worked out from. */
  readonly operands: readonly PublicEvidence[];
}

const formulaNames = {
  difference: '本数 − 基数',
  share: '部分 ÷ 总数 × 100%',
  growth: '（本年数 − 上年数）÷ 上年数 × 100%',
  completion: '决算数 ÷ 预算数 × 100%',
  sum: '各项相加',
  score: '按评分办法计算',
} as const;

/** Follows the figures of one department; what several figures need is read once. */
export class FigureFollower {
  private readonly db: Db;
  private readonly department: string;
  private readonly reader: FigureReader;
  private readonly evaluations: EvaluationFollower;
  private readonly accounts = new Map<number, Promise<DepartmentAccounts | null>>();
  /** A figure of the catalogue stands in several forms and sentences. */
  private readonly values = new Map<string, Promise<Exact | null>>();
  private readonly shown = new Map<string, Promise<PublicEvidence>>();
  private readonly lines = new WeakMap<DepartmentAccounts, readonly FactLine[]>();

  constructor(db: Db, department: string, reader: FigureReader) {
    this.db = db;
    this.department = department;
    this.reader = reader;
    this.evaluations = new EvaluationFollower(db, department);
  }

  accountsOf(year: number): Promise<DepartmentAccounts | null> {
    let accounts = this.accounts.get(year);
    if (accounts === undefined) {
      accounts = readAccounts(this.db, this.department, year);
      this.accounts.set(year, accounts);
    }
    return accounts;
  }

  /** What the figure comes to now, exactly; null where nothing stands behind it. */
  async value(origin: FigureOrigin): Promise<Exact | null> {
    switch (origin.kind) {
      case 'terms': {
        const accounts = await this.accountsOf(origin.year);
        const text = accounts === null ? null : yuanOf(accounts, origin.terms);
        return text === null ? null : parseExact(text);
      }
      case 'figure': {
        return once(this.values, origin, async () => {
          const found = await this.reader.value(origin.id, this.query(origin));
          return found.value === null ? null : parseExact(found.value);
        });
      }
      case 'evaluation': {
        const found = await this.evaluations.stated(origin);
        return found === null || found.value === null ? null : parseExact(found.value);
      }
      case 'derived': {
        const values = await Promise.all(origin.operands.map((operand) => this.value(operand)));
        return derive(origin.formula, values);
      }
    }
  }

  /** How an evaluation says it in words of its own (≥120家次, 应追尽追); null where it is a plain figure. */
  async words(origin: FigureOrigin): Promise<string | null> {
    return origin.kind === 'evaluation' ? ((await this.evaluations.stated(origin))?.words ?? null) : null;
  }

  /** What the public may see of it. */
  async evidence(origin: FigureOrigin): Promise<PublicEvidence> {
    switch (origin.kind) {
      case 'terms':
        return this.ofTerms(origin.year, origin.terms);
      case 'figure':
        return once(this.shown, origin, () => this.ofFigure(origin));
      case 'evaluation':
        return this.ofEvaluation(origin);
      case 'derived': {
        const value = await this.value(origin);
        return {
          kind: 'derived',
          term: null,
          definition: null,
          formula: [formulaNames[origin.formula]],
          unit: '',
          value: value === null ? null : formatExact(value),
          sources: [],
          operands: await Promise.all(origin.operands.map((operand) => this.evidence(operand))),
        };
      }
    }
  }

  private async ofEvaluation(origin: EvaluationFigure): Promise<PublicEvidence> {
    const found = await this.evaluations.stated(origin);
    const { term = null, definition = null, formula = [], unit = '', value = null, sources = [] } = found ?? {};
    return { kind: 'evaluation', term, definition, formula, unit, value, sources, operands: [] };
  }

  private query({ year, id, item }: Extract<FigureOrigin, { kind: 'figure' }>) {
    return { department: this.department, year, at: coordinatesOf(id, item) };
  }

  private async ofTerms(year: number, terms: readonly StatementTerm[]): Promise<PublicEvidence> {
    const accounts = await this.accountsOf(year);
    const counted = terms.some(
      ({ selector }) => selector.measure === 'statistic' && !selector.key.startsWith('procurement'),
    );
    return {
      kind: 'terms',
      term: null,
      definition: `${year}年，由下列各项加减得出`,
      formula: terms.map(termInWords),
      unit: counted ? '辆、台（套）' : '元',
      value: accounts === null ? null : yuanOf(accounts, terms),
      sources: accounts === null ? [] : this.sumsByAccount(accounts, terms),
      operands: [],
    };
  }

  private sumsByAccount(accounts: DepartmentAccounts, terms: readonly StatementTerm[]): readonly PublicSource[] {
    const sums = new Map<string, number>();
    for (const { fact, name, amount } of this.linesOf(accounts)) {
      let times = 0;
      for (const { sign, selector } of terms) {
        // Own surplus follows from a sum and is no account's; see `weighTerms` of the accounts.
        if (selector.measure === 'use-of-surplus' || selector.measure === 'surplus-allocation') continue;
        if (isBehind(selector, fact)) times += sign;
      }
      if (times !== 0 && amount !== 0) sums.set(name, sumFen([sums.get(name) ?? 0, times * amount]));
    }
    return [...sums]
      .filter(([, amount]) => amount !== 0)
      .map(([name, amount]) => ({ name, amount: formatYuan(amount) }));
  }

  /** Each line of the books as what it is in the statements, once for all figures. */
  private linesOf(accounts: DepartmentAccounts): readonly FactLine[] {
    let lines = this.lines.get(accounts);
    if (lines !== undefined) return lines;
    const departmentUnits = new Set(accounts.units.map(({ unit }) => unit));
    lines = accounts.units.flatMap(({ set, nature, name: unit, rows }) =>
      rows.map((row): FactLine => {
        const fact = ledgerFact({ set, nature, departmentUnits }, row.account, row.dimensions);
        const account = set.accounts.find(({ key }) => key === row.account);
        const name = [unit, `${account?.code ?? row.account}${account?.name ?? ''}`, itemOf(row.dimensions)];
        return {
          fact,
          name: name.filter(Boolean).join(' · '),
          amount: signOfDebit(fact) * closingOf(row),
        };
      }),
    );
    this.lines.set(accounts, lines);
    return lines;
  }

  private async ofFigure(origin: Extract<FigureOrigin, { kind: 'figure' }>): Promise<PublicEvidence> {
    const figure = figureNamed(origin.id);
    if (figure === null) throw new Error(`no figure ${origin.id}`);
    const query = this.query(origin);
    const found = await this.reader.value(origin.id, query);
    const where = coordinatesInWords(query.at);
    const head = {
      kind: 'figure' as const,
      term: `${origin.year}年${figure.term}${where === '' ? '' : `（${where}）`}`,
      definition: figure.definition,
      unit: figure.unit,
      value: found.value,
      operands: [],
    };
    if (found.basis === 'formula') {
      const sources = (found.operands ?? []).map(({ figure: operand, year, value }) => ({
        name: `${year}年${figureNamed(operand)?.term ?? operand}`,
        amount: value ?? '无',
      }));
      return { ...head, formula: [wordsOfFormula(figure.formula ?? '')], sources };
    }
    if (found.declaration !== undefined && found.basis !== 'computed') {
      const { sourceRegister, period, cutOff } = found.declaration;
      const name = `${sourceRegister}（${period.from}至${period.to}，${cutOffs[cutOff.kind]}${cutOff.date}；一人填报、一人复核）`;
      return { ...head, formula: [], sources: [{ name, amount: found.declaration.value }] };
    }
    return { ...head, formula: [], sources: await this.sumsByRegister(origin) };
  }

  private async sumsByRegister(origin: Extract<FigureOrigin, { kind: 'figure' }>): Promise<readonly PublicSource[]> {
    const sums = new Map<string, { count: number; amount: Exact }>();
    let after: string | null = null;
    do {
      const page = await this.reader.evidence(origin.id, this.query(origin), { after, limit: 1000 });
      for (const { register, amount } of page.rows) {
        // 记账凭证2024-03记-12 is one voucher of many.
        const name = register.replace(/^记账凭证.+$/, '记账凭证');
        const sum = sums.get(name) ?? { count: 0, amount: 0n };
        sums.set(name, { count: sum.count + 1, amount: sum.amount + (parseExact(amount) ?? 0n) });
      }
      after = page.next;
    } while (after !== null);
    return [...sums].map(([name, { count, amount }]) => ({
      name: `${name}（${count}条）`,
      amount: formatExact(amount),
    }));
  }
}

function once<Value>(
  known: Map<string, Promise<Value>>,
  { id, year, item = '' }: Extract<FigureOrigin, { kind: 'figure' }>,
  read: () => Promise<Value>,
): Promise<Value> {
  const key = `${id} ${year} ${item}`;
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}

interface FactLine {
  readonly fact: LedgerFact;
  /** Unit, account and functional item. */
  readonly name: string;
  /** On its normal side, opening balance included. */
  readonly amount: number;
}

function itemOf({ functionCode }: Dimensions): string {
  return functionCode === undefined ? '' : `${functionCode}${functionalName(functionCode) ?? ''}`;
}

/** In yuan, or a number of vehicles and sets. */
function yuanOf(accounts: DepartmentAccounts, terms: readonly StatementTerm[]): string | null {
  const text = valueOfTerms(accounts, terms);
  const counted = terms.some(
    ({ selector }) => selector.measure === 'statistic' && !selector.key.startsWith('procurement'),
  );
  if (text === null || !counted) return text;
  const value = parseExact(text);
  return value === null ? null : formatExact(value * 100n);
}

/** `item` is one value of the figure's first dimension, or coordinates as text. */
function coordinatesOf(id: string, item: string | undefined): Coordinates {
  if (item === undefined || item === '') return {};
  const pairs = item.split(' ').map((pair) => pair.split('='));
  if (pairs.every((pair) => pair.length === 2)) {
    return Object.fromEntries(pairs.map(([dimension = '', values = '']) => [dimension, values.split(',')]));
  }
  const [dimension] = figureNamed(id)?.dimensions ?? [];
  return dimension === undefined ? {} : { [dimension]: item };
}

function wordsOfFormula(formula: string): string {
  return formula
    .replaceAll(/[a-z][a-z0-9]*(?:-[a-z0-9]+)*/g, (id) => figureNamed(id)?.term ?? id)
    .replaceAll('[prior]', '（上年）');
}

/** A derived figure's value; per cent where it is a share or a rate. Null where an operand has none or nothing is divided by. */
export function derive(
  formula: Extract<FigureOrigin, { kind: 'derived' }>['formula'],
  values: readonly (Exact | null)[],
): Exact | null {
  const known = values.filter((value) => value !== null);
  if (known.length !== values.length) return null;
  const [first, second] = known;
  switch (formula) {
    case 'sum':
      return known.reduce((sum, value) => sum + value, 0n);
    case 'difference':
      return first === undefined || second === undefined ? null : first - second;
    case 'share':
      // Nothing of nothing is customarily printed as 占0%.
      return first === 0n && second === 0n ? 0n : perCent(first, second);
    case 'completion':
      return perCent(first, second);
    case 'growth':
      return first === undefined || second === undefined ? null : perCent(first - second, second);
    case 'score':
      return null;
  }
}

function perCent(part: Exact | undefined, whole: Exact | undefined): Exact | null {
  if (part === undefined || whole === undefined || whole === 0n) return null;
  const [n, d] = whole < 0n ? [-part, -whole] : [part, whole];
  return roundFraction(n * 100n * one, d);
}

/** Yuan are printed as they are, in 万元 or in 亿元; people in 人 or 万人. */
const printedScales = [0, 4, 8] as const;

/**
 * True if the printed number is the value, rounded once to the decimals that are printed (trailing zeros may have been left out).
 * A decrease is printed without its sign, since the sentence has the word. A cell of a form may have words around it:
 * 其中：一般公共预算：2528.50万元.
 */
export function isPrintedAs(text: string, value: Exact): boolean {
  // Marked as not applicable: that holds while there is nothing.
  if (/^[—－-]+$/.test(text.trim())) return value === 0n;
  const number = /^\D*?(-?\d+(?:\.\d+)?)\D*$/.exec(text.replaceAll(/[,，\s]/g, ''))?.[1];
  const printed = number === undefined ? null : parseExact(number);
  if (printed === null) return false;
  const decimals = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  return printedScales.some((scale) => {
    const scaled = roundFraction(value, 10n ** BigInt(scale));
    return [decimals, 2].some((places) => {
      const rounded = roundExact(scaled, Math.min(places, exactPlaces));
      return absolute(rounded) === absolute(printed);
    });
  });
}
