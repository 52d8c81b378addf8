/**
 * Values that a place or a unit sets, or that we know only from memory. The file ships what is known with its grade; what is not
 * graded A or B is a draft, and the office refuses to reckon with it until two people of the unit answer for a value: one enters
 * it with its document, another confirms it.
 */
import { type DateText, parseExact } from '@mingzhang/kernel';
import { dateProblem, firstProblem, idProblem, textProblem } from '../entered.ts';
import { type Refused, refuse } from '../register-refusals.ts';
import file from './data/parameters.json' with { type: 'json' };

export interface Parameter {
  readonly key: string;
  readonly name: string;
  /** What we believe it to be; null where every place sets its own. */
  readonly value: string | null;
  readonly from: DateText;
  /** Bounds of a rate; a parameter without them is chosen from `choices`. */
  readonly minimum?: string;
  readonly maximum?: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly source: string;
  readonly grade: string;
}

export const parameters: readonly Parameter[] = file.parameters as unknown as readonly Parameter[];

/** True if the shipped value may be used without anybody's confirmation. */
export function isVerified({ grade, value }: Parameter): boolean {
  return value !== null && (grade === 'A' || grade === 'B');
}

/** A value of a unit's own. */
export interface ParameterValue {
  readonly key: string;
  readonly from: DateText;
  readonly value: string;
  readonly source: string;
  readonly confirmedBy: string | null;
}

/** What a unit reckons with on a day and why, or null while nobody answers for a value. */
export function parameterOn(
  key: string,
  day: DateText,
  values: readonly ParameterValue[],
): { readonly value: string; readonly source: string } | null {
  const own = values
    .filter((one) => one.key === key && one.confirmedBy !== null && one.from <= day)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (own !== undefined) return own;
  const shipped = parameters.find((one) => one.key === key);
  if (shipped === undefined) throw new Error(`no parameter ${key}`);
  if (shipped.value === null || !isVerified(shipped) || shipped.from > day) return null;
  return { value: shipped.value, source: shipped.source };
}

/** Says that a value is wanted and by whom it is given. */
export function parameterMissing(key: string, day: DateText): Refused {
  const shipped = parameters.find((one) => one.key === key);
  if (shipped === undefined) throw new Error(`no parameter ${key}`);
  const draft = shipped.value === null ? '' : `系统所附的${shipped.value}依据待核，`;
  return refuse(
    'parameter-unconfirmed',
    `${day}的“${shipped.name}”还没有人确认：${draft}请在参数页录入数值和文号，由另一人确认后再算。`,
  );
}

/** Why a value may not be entered, or null. */
export function parameterProblem({
  id,
  key,
  from,
  value,
  source,
}: Omit<ParameterValue, 'confirmedBy'> & { readonly id: string }): Refused | null {
  const form = firstProblem(idProblem(id), textProblem({ 依据文号: source }), dateProblem({ 起用日期: from }));
  if (form !== null) return form;
  const parameter = parameters.find((one) => one.key === key);
  if (parameter === undefined) return refuse('parameter-unknown', `没有“${key}”这个参数，请从参数页选取。`);
  const { name, minimum, maximum, choices } = parameter;
  if (choices !== undefined) {
    if (Object.hasOwn(choices, value)) return null;
    return refuse('parameter-out-of-range', `“${name}”只能选：${Object.values(choices).join('；')}。`);
  }
  const rate = parseExact(value);
  const inRange =
    rate !== null && rate >= (parseExact(minimum ?? '0') ?? 0n) && rate <= (parseExact(maximum ?? '1') ?? 0n);
  // A rate is kept in millionths: four decimals of a per cent.
  if (inRange && rate % 100n === 0n) return null;
  return refuse(
    'parameter-out-of-range',
    `“${name}”录入为“${value}”，应是${minimum}到${maximum}之间的小数，最多六位（如百分之十六写作0.16）。`,
  );
}

/** A rate as a fraction of a million. */
export function millionthsOf(value: string): number {
  const rate = parseExact(value);
  if (rate === null) throw new Error(`not a rate: ${value}`);
  return Number(rate / 100n);
}
