/**
 * The facts with their lines laid out by code, so that a cell looks only at the lines under its own code: a table of a thousand
 * cells over some thousand lines is added up in some milliseconds.
 */
import { type Fen } from '@mingzhang/kernel';
import { evaluate, type Selector, type StatementFacts } from './facts.ts';

interface Lines<Line> {
  readonly all: readonly Line[];
  readonly byCode: ReadonlyMap<string, readonly Line[]>;
}

export class FactIndex {
  private readonly facts: StatementFacts;
  private readonly income: Lines<StatementFacts['income'][number]>;
  private readonly expenditure: Lines<StatementFacts['expenditure'][number]>;
  private readonly byEconomy: Lines<StatementFacts['expenditure'][number]>;

  constructor(facts: StatementFacts) {
    this.facts = facts;
    this.income = byPrefix(facts.income, ({ functionCode }) => functionCode, [3, 5, 7]);
    this.expenditure = byPrefix(facts.expenditure, ({ functionCode }) => functionCode, [3, 5, 7]);
    this.byEconomy = byPrefix(facts.expenditure, ({ economyCode }) => economyCode, [3, 5]);
  }

  /** As `evaluate`. */
  sum(selector: Selector): Fen | null {
    const { facts } = this;
    if (selector.measure === 'income')
      return evaluate({ ...facts, income: under(this.income, selector.functionCode) }, selector);
    if (selector.measure !== 'expenditure') return evaluate(facts, selector);
    const { functionCode, economyCodes } = selector;
    const [economy] = economyCodes ?? [];
    const lines =
      functionCode === undefined && economy !== undefined && economyCodes?.length === 1
        ? under(this.byEconomy, economy)
        : under(this.expenditure, functionCode);
    return evaluate({ ...facts, expenditure: lines }, selector);
  }
}

function byPrefix<Line>(
  lines: readonly Line[],
  codeOf: (line: Line) => string,
  lengths: readonly number[],
): Lines<Line> {
  const byCode = new Map<string, Line[]>();
  for (const line of lines) {
    for (const length of lengths) {
      const prefix = codeOf(line).slice(0, length);
      const list = byCode.get(prefix);
      if (list === undefined) byCode.set(prefix, [line]);
      else list.push(line);
    }
  }
  return { all: lines, byCode };
}

/** The lines under a code; all without one, or where codes of that length are not laid out. */
function under<Line>({ all, byCode }: Lines<Line>, code: string | undefined): readonly Line[] {
  if (code === undefined || ![3, 5, 7].includes(code.length)) return all;
  return byCode.get(code) ?? [];
}
