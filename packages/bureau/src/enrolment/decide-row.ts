/**
 * How one row of the tax bureau's file compares with what is due. Plain functions: the row, the person that the number belongs to
 * and their dues come in. What is due goes to contribution income; what is not is held as 暂收款 until somebody decides.
 *
 *     应缴380.00，已缴0，来380.00  → matched   收入380.00
 *     应缴380.00，已缴0，来400.00  → over      收入380.00，暂收20.00
 *     应缴380.00，已缴380，来380   → paid-twice 暂收380.00
 */
import { type DateText, type Fen, formatYuan } from '@mingzhang/kernel';

/** In the order in which they are looked for. */
export const rowMatches = {
  unreadable: '读不出',
  'receipt-repeated': '税票已入账',
  'number-wrong': '身份证号不对',
  'person-unknown': '查无此人',
  'name-differs': '姓名与身份证号不符',
  'person-dead': '已登记死亡',
  'employer-differs': '不是申报的单位',
  employed: '居民缴费时已参加职工医保',
  'year-wrong': '所属期不对',
  'not-due': '没有应缴',
  'paid-twice': '重复缴费',
  over: '多缴',
  under: '少缴',
  matched: '相符',
} as const;

export type RowMatch = keyof typeof rowMatches;

/** What to do about it, for whoever reads the list. */
export const rowAdvice: Readonly<Record<RowMatch, string>> = {
  unreadable: '没有入账。请与税务核对这一行，更正后另传一份。',
  'receipt-repeated': '先前的文件已经入账，这次不再入账，不用处理。',
  'number-wrong': '钱已收到，挂在暂收款。请向税务要准确的证件号，再认领到本人的应缴，或退费。',
  'person-unknown': '钱已收到，挂在暂收款。请先登记此人并登记参保，再认领；不该收的退费。',
  'name-differs': '钱已收到，挂在暂收款。请核对是谁缴的，再认领或退费。',
  'person-dead': '钱已收到，挂在暂收款。死亡在先的退费给家属；登记有误的先更正。',
  'employer-differs': '钱已收到，挂在暂收款。请核对此人现在的单位，更正用工登记后认领。',
  employed: '钱已收到，挂在暂收款。一个人不重复参保，请退费；已经离职的先停保，登记居民参保后认领。',
  'year-wrong': '钱已收到，挂在暂收款。请核对所属期，认领到欠缴的那一期，或退费。',
  'not-due': '钱已收到，挂在暂收款。请先登记参保产生应缴，再认领；不该收的退费。',
  'paid-twice': '钱已收到，挂在暂收款。这一期先前已经缴清，请退费。',
  over: '应缴的部分已经入账，多出的挂在暂收款，请退费。',
  under: '已入账，但还没有缴清，参保没有生效。请通知本人补缴差额。',
  matched: '不用处理。',
};

export interface DueFacts {
  readonly id: string;
  readonly period: string;
  readonly employer: string;
  readonly person: Fen;
  readonly employerShare: Fen;
  readonly account: Fen;
  readonly paidPerson: Fen;
  readonly paidEmployer: Fen;
}

export interface PersonFacts {
  readonly id: string;
  readonly name: string;
  readonly diedOn: DateText | null;
  /** An employee's spell on the day of payment or in the year; null where there is none. */
  readonly employedFrom: DateText | null;
  /** Of the file's scheme. */
  readonly dues: readonly DueFacts[];
}

export interface PaidRow {
  readonly kind: 'resident' | 'employee';
  readonly name: string;
  readonly employer: string;
  readonly period: string;
  readonly personAmount: Fen;
  readonly employerAmount: Fen;
}

export interface RowFacts {
  /** Why the row or its number cannot be read; null where it can. */
  readonly problem: string | null;
  readonly receiptRepeated: boolean;
  /** False where the number is none. */
  readonly numberFits: boolean;
  readonly person: PersonFacts | null;
}

export interface RowDecision {
  readonly match: RowMatch;
  readonly person: string | null;
  readonly due: string | null;
  readonly appliedPerson: Fen;
  readonly appliedEmployer: Fen;
  readonly held: Fen;
  /** True where the due is paid in full by this row. */
  readonly settles: boolean;
  readonly message: string;
}

export function decideRow(row: PaidRow, { problem, receiptRepeated, numberFits, person }: RowFacts): RowDecision {
  const total = row.personAmount + row.employerAmount;
  const say = (match: RowMatch, message: string, held: Fen = total): RowDecision => ({
    match,
    person: person?.id ?? null,
    due: null,
    appliedPerson: 0,
    appliedEmployer: 0,
    held,
    settles: false,
    message,
  });
  if (problem !== null) return say('unreadable', `${problem}，没有入账。`, 0);
  if (receiptRepeated) return say('receipt-repeated', '同一税票号、同一人、同一所属期先前已经入账。', 0);
  if (!numberFits) return say('number-wrong', '身份证号位数、出生日期或校验位不对。');
  if (person === null) return say('person-unknown', '登记里没有这个身份证号。');
  if (row.name !== '' && row.name !== person.name) {
    return say('name-differs', `文件里的姓名是“${row.name}”，登记的是“${person.name}”。`);
  }
  const { diedOn } = person;
  if (diedOn !== null && diedOn < firstDayIn(row.period)) {
    return say('person-dead', `${person.name}${diedOn}死亡，在${row.period}之前。`);
  }
  const due = person.dues.find(({ period }) => period === row.period);
  if (due !== undefined && row.kind === 'employee' && due.employer !== row.employer) {
    const meant = due.employer === '' ? '个人缴费' : due.employer;
    return say('employer-differs', `文件里的单位是“${row.employer}”，登记的是${meant}。`);
  }
  if (row.kind === 'resident' && person.employedFrom !== null && (due === undefined || owedOf(due) > 0)) {
    return say('employed', `${person.name}自${person.employedFrom}起参加职工医保。`);
  }
  if (due === undefined) {
    const open = person.dues.find((one) => owedOf(one) > 0);
    if (open !== undefined) {
      return say('year-wrong', `${row.period}没有应缴，${open.period}欠缴${formatYuan(owedOf(open))}元。`);
    }
    return say('not-due', `${person.name}没有登记${row.period}的参保。`);
  }
  const owedPerson = due.person - due.paidPerson;
  const owedEmployer = due.employerShare - due.paidEmployer;
  const owed = owedPerson + owedEmployer;
  if (owed === 0)
    return { ...say('paid-twice', `${row.period}的${formatYuan(paidOf(due))}元先前已经缴清。`), due: due.id };
  const appliedPerson = Math.min(owedPerson, row.personAmount);
  const appliedEmployer = Math.min(owedEmployer, row.employerAmount);
  const held = total - appliedPerson - appliedEmployer;
  const settles = appliedPerson + appliedEmployer === owed;
  const applied = { person: person.id, due: due.id, appliedPerson, appliedEmployer, held, settles };
  if (held > 0) {
    const short = settles ? '' : `，另一部分还欠${formatYuan(owed - appliedPerson - appliedEmployer)}元`;
    return {
      ...applied,
      match: 'over',
      message: `应缴${formatYuan(owed)}元，来${formatYuan(total)}元，多${formatYuan(held)}元${short}。`,
    };
  }
  if (!settles) {
    const message = `应缴${formatYuan(owed)}元，来${formatYuan(total)}元，还差${formatYuan(owed - total)}元。`;
    return { ...applied, match: 'under', message };
  }
  return { ...applied, match: 'matched', message: '' };
}

function owedOf({ person, employerShare, paidPerson, paidEmployer }: DueFacts): Fen {
  return person + employerShare - paidPerson - paidEmployer;
}

function paidOf({ paidPerson, paidEmployer }: DueFacts): Fen {
  return paidPerson + paidEmployer;
}

function firstDayIn(period: string): DateText {
  return period.length === 4 ? `${period}-01-01` : `${period}-01`;
}

/** The due as it stands after the row, for the rows that come after it. */
export function afterRow(due: DueFacts, { appliedPerson, appliedEmployer }: RowDecision): DueFacts {
  return {
    ...due,
    paidPerson: due.paidPerson + appliedPerson,
    paidEmployer: due.paidEmployer + appliedEmployer,
  };
}

/** What of a payment goes to the personal accounts (个人账户基金); the rest is pooled. */
export function accountPart({ account, paidPerson }: Pick<DueFacts, 'account' | 'paidPerson'>, applied: Fen): Fen {
  return Math.min(paidPerson + applied, account) - Math.min(paidPerson, account);
}
