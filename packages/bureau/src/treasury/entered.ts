/** What every entry of the funds' finance has in common: its id, its texts, its day, its amount. Plain functions. */
import { type DateText, type Fen, formatYuan, isDate, isUuid7 } from '@mingzhang/kernel';
import { refuse, type TreasuryRefused } from './refusals.ts';

export function idProblem(id: string): TreasuryRefused | null {
  if (isUuid7(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
}

/** A name that ends in ？ may be left empty. */
export function textProblem(texts: Readonly<Record<string, string>>): TreasuryRefused | null {
  for (const [name, text] of Object.entries(texts)) {
    const optional = name.endsWith('？');
    if ((text === '' && !optional) || text.length > 100 || text !== text.trim() || /\p{Cc}/u.test(text)) {
      const needed = optional ? '可以不填，填的' : '要填写，';
      return refuse(
        'text-malformed',
        `“${name.replace('？', '')}”${needed}不超过100字，首尾不留空白，不含换行，请改正后再提交。`,
      );
    }
  }
  return null;
}

export function dayProblem(name: string, day: string, today: DateText): TreasuryRefused | null {
  if (!isDate(day)) return refuse('date-malformed', `${name}“${day}”不是日期，应写作“2024-03-05”。`);
  if (day <= today) return null;
  return refuse('date-in-future', `${name}${day}在今天（${today}）之后，事情发生后才能登记。`);
}

/** No single amount passes 一千亿元, as no entry of the ledger does. */
const most: Fen = 10_000_000_000_000;

export function amountProblem(name: string, amount: Fen): TreasuryRefused | null {
  if (Number.isSafeInteger(amount) && amount > 0 && amount <= most) return null;
  const said = Number.isSafeInteger(amount) ? `${formatYuan(amount)}元` : '读不出来';
  return refuse('amount-not-positive', `${name}${said}，应是大于零、最多两位小数的元数，请改正后再提交。`);
}

export function wordProblem(
  name: string,
  word: string,
  words: Readonly<Record<string, unknown>>,
): TreasuryRefused | null {
  if (Object.hasOwn(words, word)) return null;
  return refuse('word-unknown', `${name}“${word}”不在可选范围内，请从列表中选取。`);
}

export function firstProblem(...problems: readonly (TreasuryRefused | null)[]): TreasuryRefused | null {
  return problems.find((problem) => problem !== null) ?? null;
}
