/**
 * What would have to stand in the place of what a finding states, in the manner in which the document prints it; null where it does
 * not follow: a bound instead of a value, a description, a number that only the bureau knows.
 */
import { type Finding, formatExact, parseExact } from '@mingzhang/kernel';
import derivable from './derivable.json' with { type: 'json' };

export interface Replacement {
  /** As it is looked for in the text, the likelier first. */
  readonly from: readonly string[];
  /** What each becomes. */
  readonly to: readonly string[];
}

const figure = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(%|％|[\p{Script=Han}]{0,3})$/u;

export function replacementOf(finding: Finding): Replacement | null {
  const { check, severity, certainty, stated, expected } = finding;
  // What rounding explains is no error; what needs other evidence is not ours to write.
  if (severity === 'rounding' || certainty === 'possible' || stated === '' || expected === '') return null;
  if (derivable.onlyTheBureauKnows.includes(check)) return null;
  if (derivable.words.includes(check)) return expected.includes('或') ? null : { from: [stated], to: [expected] };
  const was = figure.exec(stated);
  const follows = figure.exec(expected);
  if (was === null || follows === null) return null;
  const [, oldNumber = '', oldUnit = ''] = was;
  const [, newNumber = '', newUnit = ''] = follows;
  const wan = wanyuanMeant(oldNumber, oldUnit, newNumber, newUnit);
  if (wan !== null) return { from: [stated], to: [wan] };
  const number = inTheMannerOf(oldNumber, newNumber);
  // A cell prints the number alone, its unit standing in the head of the table.
  const bare = oldUnit === newUnit || oldUnit === '' || newUnit === '';
  return {
    from: [stated, ...(bare && oldUnit !== '' ? [oldNumber] : [])],
    to: [`${number}${oldUnit === '' ? '' : newUnit}`, ...(bare && oldUnit !== '' ? [number] : [])],
  };
}

/** 154.78元 for 1607200.00元: 万 was left out, and 160.72万元 is meant. */
function wanyuanMeant(old: string, oldUnit: string, number: string, unit: string): string | null {
  const [was, follows] = [Number(old.replaceAll(',', '')), Number(number.replaceAll(',', ''))];
  if (oldUnit !== '元' || unit !== '元' || follows < 1000 * was) return null;
  const exact = parseExact(number.replaceAll(',', ''));
  return exact === null ? null : `${formatExact(exact / 10_000n, 2)}万元`;
}

/** With separators where the old number has them, without decimals where it has none and they are zeros. */
function inTheMannerOf(old: string, number: string): string {
  const [whole = '', decimals] = number.replaceAll(',', '').split('.');
  const separated = old.includes(',') ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  if (decimals === undefined || (!old.includes('.') && /^0+$/.test(decimals))) return separated;
  return `${separated}.${decimals}`;
}
