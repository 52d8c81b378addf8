/**
 * A parameter's value between the text that people write and the integer that rules reckon with:
 *
 *     parameterValueOf('0.85', 'ratio') → 8500      printedParameter(8500, 'ratio') → '85%'
 */
import { formatExact, formatYuan, type ParameterUnit, parseExact, parseYuan } from '@mingzhang/kernel';
import { whole } from '../settlement/arithmetic.ts';

const perRatio = 10_000n;

/** In the integers of the unit – fen, ten-thousandths –, a word as it is; null for what does not fit the unit. */
export function parameterValueOf(text: string, unit: ParameterUnit): number | string | null {
  switch (unit) {
    case 'word':
      return text === '' ? null : text;
    case 'yuan': {
      const amount = parseYuan(text);
      return amount === null || amount < 0 ? null : amount;
    }
    case 'ratio': {
      const ratio = parseExact(text);
      if (ratio === null || ratio % perRatio !== 0n || ratio < 0n) return null;
      return ratio > BigInt(whole) * perRatio ? null : Number(ratio / perRatio);
    }
    case 'days':
    case 'months':
    case 'count':
      return /^\d{1,6}$/.test(text) ? Number(text) : null;
  }
}

/** As the files write it: 800.00, 0.85, 30, same-level. */
export function parameterText(value: number | string, unit: ParameterUnit): string {
  if (typeof value === 'string') return value;
  if (unit === 'yuan') return formatYuan(value);
  return unit === 'ratio' ? formatExact(BigInt(value) * perRatio) : String(value);
}

/** What the words of the files are called. */
const wordNames: Readonly<Record<string, string>> = {
  yes: '是',
  no: '否',
  'same-level': '同级医院',
  'any-level': '各级医院合计',
  'class-1': '一类医院',
};

/** As a person reads it: 800.00元, 85%, 30天, 同级医院. */
export function printedParameter(value: number | string, unit: ParameterUnit): string {
  if (typeof value === 'string') return wordNames[value] ?? value;
  switch (unit) {
    case 'yuan':
      return `${formatYuan(value)}元`;
    case 'ratio':
      return `${formatExact(BigInt(value) * 1_000_000n)}%`;
    case 'days':
      return `${value}天`;
    case 'months':
      return `${value}个月`;
    case 'count':
    case 'word':
      return String(value);
  }
}
