/**
 * What a figure is for a department and a year, and why: computed by its duty, worked out from other figures by its formula,
 * declared by two people, or stored from a year whose books are not here. Once a duty computes a figure its declaration counts no
 * longer; that the two differ is said beside the value.
 */
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { figureNamed } from './catalogue.ts';
import { type ComputedFigure, type EvidencePage, type FigureQuery } from './computed.ts';
import { coordinateText } from './coordinates.ts';
import { checkedDeclarations, type Declaration, sameValue, valueOfYear } from './declarations.ts';
import { evaluate, printRational, type Rational } from './evaluate.ts';
import { type Coordinates, type Figure } from './figure.ts';
import { type Operand, operandsOf } from './formula.ts';
import { sharingReads } from './shared-reads.ts';

export type Basis = 'computed' | 'formula' | 'declared' | 'stored';

export interface OperandValue extends FigureQuery {
  readonly figure: string;
  readonly value: string | null;
}

export interface FigureValue extends FigureQuery {
  readonly figure: string;
  /** Exact decimal in the figure's unit; a ratio rounded once to two decimals. Null where there is none. */
  readonly value: string | null;
  readonly basis: Basis | null;
  /** Formulas: the unrounded value, before per cent. */
  readonly exact?: Rational;
  readonly operands?: readonly OperandValue[];
  /** The declaration that gives the value, or that a computed value has replaced. */
  readonly declaration?: Declaration;
  /** Chinese: why there is no value, or that declared and computed differ. */
  readonly remark?: string;
}

/** Reads values, each only once however many formulas ask for it. */
export class FigureReader {
  private readonly db: Kysely<Database>;
  private readonly computed: ReadonlyMap<string, ComputedFigure>;
  private readonly known = new Map<string, Promise<FigureValue>>();
  private readonly declarations = new Map<string, Promise<readonly Declaration[]>>();

  constructor(db: Kysely<Database>, computed: readonly ComputedFigure[]) {
    this.db = sharingReads(db);
    this.computed = new Map(computed.map((one) => [one.figure, one]));
  }

  /** The value of a figure at a place; throws for an id that is not in the catalogue. */
  value(id: string, query: FigureQuery): Promise<FigureValue> {
    const figure = figureNamed(id);
    if (figure === null) throw new Error(`no figure ${id}`);
    const key = `${query.department} ${query.year} ${id} ${coordinateText(query.at)}`;
    let value = this.known.get(key);
    if (value === undefined) {
      value = this.find(figure, query);
      this.known.set(key, value);
    }
    return value;
  }

  /** The whole and every place where something is, for a figure and year. */
  async values(id: string, query: Omit<FigureQuery, 'at'>): Promise<readonly FigureValue[]> {
    const places = await this.places(id, query);
    return Promise.all(places.map((at) => this.value(id, { ...query, at })));
  }

  private async places(id: string, query: Omit<FigureQuery, 'at'>): Promise<readonly Coordinates[]> {
    const figure = figureNamed(id);
    if (figure === null) throw new Error(`no figure ${id}`);
    const places = new Map<string, Coordinates>([['', {}]]);
    const add = (at: Coordinates): void => void places.set(coordinateText(at), at);
    for (const at of (await this.computed.get(id)?.coordinates(this.db, query)) ?? []) add(at);
    for (const { at, figure: of } of await this.declared(query)) if (of === id) add(at);
    if (figure.formula !== undefined) {
      const own = figure.dimensions ?? [];
      for (const { figure: operand } of operandsOf(figure.formula) ?? []) {
        for (const at of await this.places(operand, query)) {
          if (Object.keys(at).every((dimension) => own.includes(dimension))) add(at);
        }
      }
    }
    return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, at]) => at);
  }

  /** The records behind a value; for a declared one the declaration itself. A formula has operands instead. */
  async evidence(
    id: string,
    query: FigureQuery,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<EvidencePage> {
    const { basis, declaration, value } = await this.value(id, query);
    if (basis === 'computed') return this.computed.get(id)?.evidence(this.db, query, page) ?? { rows: [], next: null };
    if (declaration === undefined || value === null || page.after !== null) return { rows: [], next: null };
    const { sourceRegister: register, cutOff, attachmentHash: reference } = declaration;
    const text = basis === 'stored' ? '存储的往年数' : '两人填报、复核';
    return { rows: [{ id: declaration.id, register, date: cutOff.date, text, amount: value, reference }], next: null };
  }

  private declared({ department, year }: Omit<FigureQuery, 'at'>): Promise<readonly Declaration[]> {
    const key = `${department} ${year}`;
    let rows = this.declarations.get(key);
    if (rows === undefined) {
      rows = checkedDeclarations(this.db, { department, year });
      this.declarations.set(key, rows);
    }
    return rows;
  }

  private async find(figure: Figure, query: FigureQuery): Promise<FigureValue> {
    const { id } = figure;
    const stated = (await this.declared(query)).filter((one) => one.figure === id);
    const declaration = valueOfYear(stated, query.at);
    const answer: FigureQuery & { readonly figure: string } = { ...query, figure: id };
    const computed = (await this.computed.get(id)?.value(this.db, query)) ?? null;
    if (computed !== null) {
      if (declaration === null) return { ...answer, value: computed, basis: 'computed' };
      const differs = !sameValue(declaration.value, computed);
      const remark = `填报值${declaration.value}与计算值${computed}不同，以计算值为准；请查明原因。`;
      return { ...answer, value: computed, basis: 'computed', declaration, ...(differs ? { remark } : {}) };
    }
    const worked = figure.formula === undefined ? null : await this.workOut(figure, figure.formula, query);
    if (worked !== null && worked.value !== null) return { ...answer, ...worked, basis: 'formula' };
    if (declaration !== null) {
      return { ...answer, value: declaration.value, basis: declaration.kind, declaration };
    }
    return { ...answer, ...(worked ?? { value: null, remark: '尚无账簿、台账或填报给出这个数。' }), basis: null };
  }

  private async workOut(
    { unit, aggregation }: Figure,
    formula: string,
    query: FigureQuery,
  ): Promise<Pick<FigureValue, 'value' | 'exact' | 'operands' | 'remark'>> {
    const operands: OperandValue[] = [];
    for (const operand of operandsOf(formula) ?? []) {
      const at = operandPlace(operand, query.at);
      const year = operand.period === 'prior' ? query.year - 1 : query.year;
      const { value } = await this.value(operand.figure, { department: query.department, year, at });
      operands.push({ figure: operand.figure, department: query.department, year, at, value });
    }
    let next = 0;
    const evaluation = evaluate(formula, () => {
      next += 1;
      return operands[next - 1]?.value ?? null;
    });
    if ('missing' in evaluation) {
      const { figure, period } = evaluation.missing;
      const year = period === 'prior' ? query.year - 1 : query.year;
      const term = figureNamed(figure)?.term ?? figure;
      return { value: null, operands, remark: `没有${year}年的${term}，不能计算。` };
    }
    if ('divisionByZero' in evaluation) return { value: null, operands, remark: '分母为零，不计算。' };
    const value = printRational(evaluation.value, unit === '元' || unit === '%' ? 2 : 0, aggregation === 'ratio');
    return { value, exact: evaluation.value, operands };
  }
}

/** Where an operand is asked for: at the coordinates its formula fixes, over everything, or at those asked that it knows. */
function operandPlace(operand: Operand, asked: Coordinates): Coordinates {
  if (operand.whole) return {};
  const dimensions = figureNamed(operand.figure)?.dimensions ?? [];
  const own = Object.entries(asked).filter(([dimension]) => dimensions.includes(dimension));
  return { ...Object.fromEntries(own), ...operand.at };
}
