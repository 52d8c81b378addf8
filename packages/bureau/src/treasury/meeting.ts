/**
 * Where the two sets of books meet: what the department and the finance bureau spend on 21012 and 21013, and what is flagged on 2101599,
 * is the fiscal subsidy income of the funds – by fund, by year, by document. Money takes some days from one account to another:
 *
 *     spent 2023-12-28, received 2024-01-04      equal by document; by year a timing difference, listed in both
 *     spent 2024-06-25, books open through June  not received yet: a timing difference, listed
 *     spent 2024-02-10, books open through June  not received: a failure
 *
 * What counts as under way: the last two months that the fund's books have open.
 */
import {
  addMonths,
  type DateText,
  type Fen,
  firstDayOf,
  formatYuan,
  type Month,
  sumFen,
  yearOf,
} from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { fundNames, type SubsidyPath } from './kinds.ts';

export interface MeetingFacts {
  /** The last month that each fund's books have open. */
  readonly openThrough: ReadonlyMap<FundPart, Month>;
  readonly documents: readonly {
    readonly id: string;
    readonly number: string;
    readonly fund: FundPart;
    readonly functionCode: string;
    readonly path: SubsidyPath;
    readonly amount: Fen;
  }[];
  /** Vouchers of the department on the items that are fund money, and how much of each is given to documents. */
  readonly expenditure: readonly {
    readonly voucher: string;
    readonly date: DateText;
    readonly text: string;
    readonly functionCode: string;
    readonly amount: Fen;
    readonly given: Fen;
  }[];
  readonly spendings: readonly { readonly subsidy: string; readonly spentOn: DateText; readonly amount: Fen }[];
  readonly receipts: readonly { readonly subsidy: string; readonly date: DateText; readonly amount: Fen }[];
  /** Fiscal subsidy income in the funds' books by voucher, and how much of it a receipt of a document explains. */
  readonly income: readonly {
    readonly fund: FundPart;
    readonly voucher: string;
    readonly date: DateText;
    readonly text: string;
    readonly amount: Fen;
    readonly explained: Fen;
  }[];
}

export interface MeetingLine {
  readonly fund: FundPart;
  readonly year: number;
  readonly document: string;
  readonly number: string;
  readonly functionCode: string;
  readonly path: SubsidyPath;
  readonly spent: Fen;
  readonly received: Fen;
  /** spent − received; nothing, a matter of time, or wrong. */
  readonly difference: Fen;
  readonly verdict: 'equal' | 'timing' | 'differs';
  /** What the difference is; empty where there is none. */
  readonly reason: string;
}

export interface Meeting {
  readonly lines: readonly MeetingLine[];
  /** What stands in one set of books and is of no document: sentences. */
  readonly loose: readonly string[];
  readonly failures: readonly string[];
  readonly timing: readonly string[];
}

export function meetingOfBooks(facts: MeetingFacts): Meeting {
  const loose = [
    ...facts.expenditure
      .filter(({ amount, given }) => amount !== given)
      .map(
        ({ date, text, functionCode, amount, given }) =>
          `部门账${date}“${text}”列${functionCode}支出${formatYuan(amount)}元，对应到补助文件的只有${formatYuan(given)}元，差${formatYuan(amount - given)}元。请登记文件并对应凭证。`,
      ),
    ...facts.income
      .filter(({ amount, explained }) => amount !== explained)
      .map(
        ({ fund, date, text, amount, explained }) =>
          `${fundNames[fund]}账${date}“${text}”记财政补贴收入${formatYuan(amount)}元，有补助文件的只有${formatYuan(explained)}元，差${formatYuan(amount - explained)}元。请核对是哪一份文件的资金。`,
      ),
  ];
  const lines = facts.documents.flatMap((document) => linesOf(facts, document));
  const over = facts.documents.flatMap(({ id, number, amount, fund }) => {
    const spent = sumFen(facts.spendings.filter(({ subsidy }) => subsidy === id).map((one) => one.amount));
    if (spent <= amount) return [];
    return [`${number}对${fundNames[fund]}的补助${formatYuan(amount)}元，支出${formatYuan(spent)}元，超过了文件。`];
  });
  return {
    lines,
    loose,
    failures: [...loose, ...over, ...said(lines, 'differs')],
    timing: said(lines, 'timing'),
  };
}

function said(lines: readonly MeetingLine[], verdict: MeetingLine['verdict']): readonly string[] {
  return lines
    .filter((line) => line.verdict === verdict)
    .map(
      ({ fund, year, number, functionCode, spent, received, difference, reason }) =>
        `${fundNames[fund]}${year}年${number}（${functionCode}）：财政支出${formatYuan(spent)}元，基金财政补贴收入${formatYuan(received)}元，相差${formatYuan(difference)}元，${reason}`,
    );
}

function linesOf(
  { openThrough, spendings, receipts }: MeetingFacts,
  { id, number, fund, functionCode, path }: MeetingFacts['documents'][number],
): readonly MeetingLine[] {
  const spent = spendings
    .filter(({ subsidy }) => subsidy === id)
    .map(({ spentOn, amount }) => ({ day: spentOn, amount }));
  const received = receipts.filter(({ subsidy }) => subsidy === id).map(({ date, amount }) => ({ day: date, amount }));
  const amounts = (rows: typeof spent): Fen => sumFen(rows.map(({ amount }) => amount));
  const open = openThrough.get(fund);
  const since = open === undefined ? null : firstDayOf(addMonths(open, -1));
  const lately = (rows: typeof spent): Fen => amounts(rows.filter(({ day }) => since !== null && day >= since));
  const whole = amounts(spent) - amounts(received);
  // What is too much on one side in all must have happened lately on that side, or it is no matter of time.
  const underWay = whole === 0 || (whole > 0 ? lately(spent) >= whole : lately(received) >= -whole);
  const years = [...new Set([...spent, ...received].map(({ day }) => yearOf(day)))].sort();
  return years.map((year) => {
    const own = {
      spent: amounts(spent.filter(({ day }) => yearOf(day) === year)),
      received: amounts(received.filter(({ day }) => yearOf(day) === year)),
    };
    const difference = own.spent - own.received;
    const line = { fund, year, document: id, number, functionCode, path, ...own, difference };
    if (difference === 0) return { ...line, verdict: 'equal', reason: '' };
    if (!underWay) {
      const reason =
        whole > 0
          ? '款已支出，基金至今没有到账。请查明资金在哪里，或更正记错的一方。'
          : '基金已到账，财政或部门没有相应的支出。请核对文号和金额，或更正记错的一方。';
      return { ...line, verdict: 'differs', reason };
    }
    return {
      ...line,
      verdict: 'timing',
      reason: difference > 0 ? '在途：年内支出，随后到账。' : '上年支出或随后列支，本年到账。',
    };
  });
}
