/**
 * A value that two people vouch for while no duty computes it. It says of which period and cut-off it is, over what
 * denominator, from which register, and carries the attachment that shows it.
 */
import { type DateText, isDate, parseExact } from '@mingzhang/kernel';
import { type Coordinates, type Figure } from './figure.ts';
import { operandsOf } from './formula.ts';

/** When a figure was read off; 集中征缴期 and 年末 of the same measure are different values. */
export const cutOffs = {
  'collection-period-end': '集中征缴期结束',
  'year-end': '年末',
  'half-year-end': '六月底',
  'quarter-end': '季末',
  'month-end': '月末',
  'start-of-year': '年初',
  date: '指定日期',
} as const;

export interface DeclaredValue {
  readonly figure: string;
  readonly at: Coordinates;
  readonly area: string;
  /** First and last day that it covers. */
  readonly period: { readonly from: DateText; readonly to: DateText };
  readonly cutOff: { readonly kind: keyof typeof cutOffs; readonly date: DateText };
  /** Exact decimal in the figure's unit. */
  readonly value: string;
  /** Ratios: what it was divided by. */
  readonly denominator: { readonly figure: string; readonly value: string; readonly sourceRegister: string } | null;
  /** The register it was read from: 参保登记台账, 民政低保名册 … */
  readonly sourceRegister: string;
  /** Surveys are such a source for satisfaction and awareness: how many were asked, when, and on what form. */
  readonly survey?: { readonly sample: number; readonly date: DateText; readonly form: string };
  /** SHA-256 of the attachment, lower-case hexadecimal. */
  readonly attachmentHash: string;
  readonly maker: string;
  readonly checker: string;
}

/** Why a value may not be declared, in the order they are looked for. */
export type DeclaredProblem =
  | 'figure-is-computed'
  | 'value-not-a-number'
  | 'value-not-whole'
  | 'value-finer-than-a-fen'
  | 'date-malformed'
  | 'period-reversed'
  | 'cut-off-outside-period'
  | 'denominator-missing'
  | 'denominator-is-no-operand'
  | 'denominator-is-zero'
  | 'survey-missing'
  | 'survey-malformed'
  | 'source-register-missing'
  | 'attachment-hash-malformed';

/**
 * The first reason against the value, or null. Ratios may be declared as long as an operand is declared itself: `computes` says
 * which figures a duty computes already.
 */
export function declaredProblem(
  value: DeclaredValue,
  figure: Figure,
  computes: (id: string) => boolean,
): DeclaredProblem | null {
  if (figure.id !== value.figure) throw new Error(`a value of ${value.figure} is no ${figure.id}`);
  const operands = figure.formula === undefined ? [] : (operandsOf(figure.formula) ?? []);
  if (operands.length === 0 ? computes(figure.id) : operands.every((operand) => computes(operand.figure)))
    return 'figure-is-computed';
  const amount = parseExact(value.value);
  if (amount === null) return 'value-not-a-number';
  if ((figure.aggregation === 'count' || figure.aggregation === 'distinct') && amount % 100_000_000n !== 0n)
    return 'value-not-whole';
  if (figure.unit === '元' && amount % 1_000_000n !== 0n) return 'value-finer-than-a-fen';
  const { period, cutOff } = value;
  if (![period.from, period.to, cutOff.date].every(isDate)) return 'date-malformed';
  if (period.from > period.to) return 'period-reversed';
  // The collection for a year mostly ends before the year begins.
  const early = cutOff.date < period.from && cutOff.kind !== 'collection-period-end';
  if (early || cutOff.date > period.to) return 'cut-off-outside-period';
  if (figure.aggregation === 'ratio') {
    const { denominator } = value;
    if (denominator === null) return 'denominator-missing';
    if (!operands.some((operand) => operand.figure === denominator.figure)) return 'denominator-is-no-operand';
    const divisor = parseExact(denominator.value);
    if (divisor === null || divisor === 0n) return 'denominator-is-zero';
  }
  if (figure.survey === true && value.survey === undefined) return 'survey-missing';
  if (value.survey !== undefined) {
    const { sample, date, form } = value.survey;
    const fits = Number.isSafeInteger(sample) && sample > 0 && isDate(date) && form.trim() !== '';
    if (!fits || date > period.to) return 'survey-malformed';
  }
  if (value.sourceRegister.trim() === '') return 'source-register-missing';
  return /^[0-9a-f]{64}$/.test(value.attachmentHash) ? null : 'attachment-hash-malformed';
}
