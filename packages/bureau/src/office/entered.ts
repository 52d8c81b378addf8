/** What every register asks of what is entered, whatever it is: the form of ids, words, days and amounts. */
import { type DateText, type Fen, formatYuan, isDate, isMonth, isUuid7, type Month } from '@mingzhang/kernel';
import { type Refused, refuse } from './register-refusals.ts';

/** Of which unit, under which id, by whom and when something was entered. */
export interface Entered {
  readonly unit: string;
  /** Version 7, made by the client. */
  readonly id: string;
  readonly by: string;
  readonly at: Date;
}

/** What was written: under a new id, or again under one that holds the same content. */
export interface Recorded {
  readonly id: string;
  readonly again: boolean;
  /** Chinese sentences for the person at the desk: what was written and yet deserves a look. */
  readonly warnings: readonly string[];
}

export type Outcome = Recorded | Refused;

/** 100 billion yuan, as the ledger has it: beyond it somebody has typed too many digits. */
export const amountMax: Fen = 10_000_000_000_000;

export function idProblem(id: string): Refused | null {
  if (isUuid7(id)) return null;
  return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由录入一方生成，重发时沿用原编号。`);
}

/** `names` says what each text is called on the form; a text whose name ends in `？` may be left out. */
export function textProblem(texts: Readonly<Record<string, string>>, max = 200): Refused | null {
  for (const [name, text] of Object.entries(texts)) {
    const optional = name.endsWith('？');
    const plain = optional ? name.slice(0, -1) : name;
    if (text === '' && optional) continue;
    if (text.trim() === '') return refuse('text-malformed', `没有填写“${plain}”，请补上再保存。`);
    if (text.length > max || text !== text.trim() || /\p{Cc}/u.test(text)) {
      return refuse('text-malformed', `“${plain}”不超过${max}字，首尾不留空白，不含换行和控制字符，请改正后再保存。`);
    }
  }
  return null;
}

export function dateProblem(dates: Readonly<Record<string, string>>): Refused | null {
  for (const [name, text] of Object.entries(dates)) {
    if (!isDate(text)) {
      return refuse('date-malformed', `“${name}”写作“${text}”，应是存在的一天，如“2024-03-05”。`);
    }
  }
  return null;
}

export function monthProblem(name: string, text: string): Refused | null {
  return isMonth(text) ? null : refuse('month-malformed', `“${name}”写作“${text}”，应是年月，如“2024-03”。`);
}

/** Amounts are whole fen from `min` on. */
export function amountProblem(amounts: Readonly<Record<string, Fen>>, min: 0 | 1 = 0): Refused | null {
  for (const [name, amount] of Object.entries(amounts)) {
    if (!Number.isSafeInteger(amount) || amount < min) {
      const least = min === 0 ? '不能是负数' : '须大于零';
      return refuse('amount-malformed', `“${name}”${least}，精确到分，请核对后再保存。`);
    }
    if (amount > amountMax) {
      return refuse('amount-malformed', `“${name}”为${formatYuan(amount)}元，超过一千亿元，多半是多写了位数，请核对。`);
    }
  }
  return null;
}

export function countProblem(name: string, count: number, max = 100_000): Refused | null {
  if (Number.isSafeInteger(count) && count >= 0 && count <= max) return null;
  return refuse('count-malformed', `“${name}”是0到${max}的整数，请核对后再保存。`);
}

/** The months that are closed in all books of a unit, from the first of its books on; null where none is. */
export type ClosedBooks = { readonly from: Month; readonly through: Month } | null;

/** True if the year's figures have gone into final accounts: its December is closed. Years before the books began are not. */
export function isClosedYear(closed: ClosedBooks, year: number): boolean {
  return closed !== null && `${year}-12` >= closed.from && `${year}-12` <= closed.through;
}

/** A day that a register may still take: not after today, and not of a year that is closed. */
export function dayProblem(name: string, day: DateText, today: DateText, closed: ClosedBooks): Refused | null {
  if (day > today) {
    return refuse('date-in-future', `“${name}”${day}在今天（${today}）之后。事情发生后才登记，请核对日期。`);
  }
  const year = Number(day.slice(0, 4));
  if (!isClosedYear(closed, year)) return null;
  return refuse(
    'year-closed',
    `${year}年的账已结到${closed?.through}，这一年的数已用于决算，不能再登记${day}的事项。确有遗漏的，请按前期差错说明。`,
  );
}

/** The first problem of several, in the order they are given. */
export function firstProblem(...problems: readonly (Refused | null)[]): Refused | null {
  return problems.find((problem) => problem !== null) ?? null;
}
