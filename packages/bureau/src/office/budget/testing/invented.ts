/** Invented projects, documents and payments for tests: a small bureau's year 2024. */
import { type BudgetDocument, type BudgetLine, type RecordedDocument } from '../decide/document.ts';
import { type PaymentLine, type RecordedPayment, type TreasuryPayment } from '../decide/payment.ts';
import { type Amounts, positionsOf } from '../decide/position.ts';
import { type DocumentKind, itemKey, type Movement, type Project } from '../item.ts';

/** A UUID of version 7 for a small number. */
export function id(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

const project: Project = {
  code: 'R1',
  name: '在职人员工资',
  kind: 'personnel',
  parent: null,
  functionCode: '2101501',
  firstYear: 2020,
  lastYear: null,
  topic: null,
};

export const projects: readonly Project[] = [
  project,
  { ...project, code: 'G1', name: '公用经费', kind: 'public-running' },
  { ...project, code: 'T1', name: '医保业务', kind: 'specific', functionCode: null },
  { ...project, code: 'T101', name: '基金监管', kind: 'specific', parent: 'T1', functionCode: '2101505' },
  { ...project, code: 'T102', name: '经办能力提升', kind: 'specific', parent: 'T1', functionCode: '2101506' },
  {
    ...project,
    code: 'T201',
    name: '试点工作',
    kind: 'specific',
    functionCode: '2101599',
    firstYear: 2021,
    lastYear: 2023,
  },
];

export function budgetLine(
  code: string,
  functionCode: string,
  amount: number,
  more: Partial<BudgetLine> = {},
): BudgetLine {
  return {
    project: code,
    functionCode,
    economyCode: null,
    source: 'general-public-budget',
    level: 'county',
    direct: false,
    amount,
    ...more,
  };
}

export function budgetDocument(
  number: number,
  kind: DocumentKind,
  lines: readonly BudgetLine[],
  more: Partial<BudgetDocument> = {},
): BudgetDocument {
  return {
    id: id(number),
    year: 2024,
    kind,
    number: `云财预〔2024〕${number}号`,
    date: '2024-02-01',
    text: '',
    centrallyHeld: false,
    corrects: null,
    lines,
    ...more,
  };
}

export function recordedDocument(
  document: BudgetDocument,
  state: RecordedDocument['state'] = 'approved',
): RecordedDocument {
  return { ...document, state, madeBy: 'maker' };
}

export function paymentLine(
  code: string,
  functionCode: string,
  economyCode: string,
  amount: number,
  more: Partial<PaymentLine> = {},
): PaymentLine {
  return { project: code, functionCode, economyCode, source: 'general-public-budget', level: null, amount, ...more };
}

export function payment(
  number: number,
  lines: readonly PaymentLine[],
  more: Partial<TreasuryPayment> = {},
): TreasuryPayment {
  return {
    id: id(number),
    year: 2024,
    number: `ZF${number}`,
    date: '2024-03-05',
    kind: 'direct',
    payee: '云泽县工资代发户',
    text: '',
    orderNumber: null,
    refunds: null,
    corrects: null,
    lines,
    ...more,
  };
}

export function recordedPayment(of: TreasuryPayment, more: Partial<RecordedPayment> = {}): RecordedPayment {
  return { ...of, corrected: false, voucherId: null, ...more };
}

export function positionsAt(movements: readonly Movement[]): ReadonlyMap<string, Amounts> {
  return new Map(positionsOf(movements).map(({ item, ...amounts }) => [itemKey(item), amounts]));
}
