/** The budget, as the pages ask for it, and what its codes are called. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';
import { type UnitYear } from '../unit-year.tsx';

export type Amounts = Schemas['BudgetAmounts'];
export type BudgetDocument = Schemas['BudgetDocument'];
export type BudgetLine = Schemas['BudgetLine'];
export type DocumentKind = Schemas['BudgetDocumentKind'];
export type Payment = Schemas['TreasuryPayment'];
export type Project = Schemas['BudgetProject'];

export const documentKindNames: Readonly<Record<DocumentKind, string>> = {
  start: '年初预算',
  'carry-over': '上年结转',
  allocation: '指标下达',
  addition: '追加',
  reduction: '追减',
  transfer: '调剂',
  recall: '收回',
};

/** Those whose lines take budget away. */
export function takesAway(kind: DocumentKind): boolean {
  return kind === 'reduction' || kind === 'recall';
}

export const stateNames: Readonly<Record<BudgetDocument['state'], string>> = {
  drafted: '待复核',
  approved: '已生效',
  rejected: '已退回',
  corrected: '已被更正',
};

export const sourceNames: Readonly<Record<Schemas['MoneySource'], string>> = {
  'general-public-budget': '一般公共预算',
  'government-fund-budget': '政府性基金预算',
  'state-capital-budget': '国有资本经营预算',
  'non-fiscal-special': '非财政专项资金',
  'non-fiscal-other': '其他资金',
};

export const levelNames: Readonly<Record<Schemas['MoneyLevel'], string>> = {
  central: '中央',
  province: '省级',
  city: '市级',
  county: '县级',
};

export const projectKindNames: Readonly<Record<Schemas['ProjectKind'], string>> = {
  personnel: '人员类',
  'public-running': '运转类（公用经费）',
  'other-running': '运转类（其他运转）',
  specific: '特定目标类',
};

export const paymentKindNames: Readonly<Record<Payment['kind'], string>> = {
  direct: '直接支付',
  authorised: '授权支付',
};

/** The options of a choice out of such names. */
export function optionsOf<Key extends string>(
  names: Readonly<Record<Key, string>>,
): { readonly value: Key; readonly label: string }[] {
  return Object.entries<string>(names).map(([value, label]) => ({ value: value as Key, label }));
}

function place({ unit, year }: UnitYear): string {
  return `unit=${encodeURIComponent(unit)}&year=${year}`;
}

export function useLedger(chosen: UnitYear) {
  return useQuery({
    queryKey: ['budget', 'ledger', chosen],
    queryFn: () => getJson<Schemas['BudgetLedger']>(`/api/office/budget-ledger?${place(chosen)}`),
  });
}

export function useExecution(chosen: UnitYear) {
  return useQuery({
    queryKey: ['budget', 'execution', chosen],
    queryFn: () => getJson<Schemas['BudgetExecution']>(`/api/office/budget-execution?${place(chosen)}`),
  });
}

export function useDocuments(chosen: UnitYear) {
  return useQuery({
    queryKey: ['budget', 'documents', chosen],
    queryFn: async () =>
      (
        await getJson<{ readonly documents: readonly BudgetDocument[] }>(
          `/api/office/budget-documents?${place(chosen)}`,
        )
      ).documents,
  });
}

export function useProjects(unit: string) {
  return useQuery({
    queryKey: ['budget', 'projects', unit],
    queryFn: async () =>
      (
        await getJson<{ readonly projects: readonly Project[] }>(
          `/api/office/projects?unit=${encodeURIComponent(unit)}`,
        )
      ).projects,
  });
}

export function useClassification() {
  return useQuery({
    queryKey: ['office-classification'],
    queryFn: () => getJson<Schemas['Classification']>('/api/office/classification'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface PaymentPage {
  readonly payments: readonly Payment[];
  readonly next: string | null;
}

export function listPayments(chosen: UnitYear, words: string, after: string | null): Promise<PaymentPage> {
  const more = after === null ? '' : `&after=${after}`;
  return getJson<PaymentPage>(`/api/office/payments?${place(chosen)}&words=${encodeURIComponent(words)}${more}`);
}

export const addProject = (unit: string, project: Project): Promise<Project> =>
  postJson('/api/office/projects', { unit, ...project });

type Sent<Answered, Left extends keyof Answered> = Omit<Answered, Left>;

export const drawUpDocument = (
  unit: string,
  document: Sent<BudgetDocument, 'state' | 'maker' | 'madeAt' | 'check' | 'correctedBy' | 'importId' | 'total'>,
): Promise<{ readonly id: string }> => postJson('/api/office/budget-documents', { unit, ...document });

export const checkDocument = (
  unit: string,
  id: string,
  check: { readonly approved: boolean; readonly reason: string },
): Promise<{ readonly id: string }> => postJson(`/api/office/budget-documents/${id}/check`, { unit, ...check });

export const recordPayment = (
  unit: string,
  payment: Sent<Payment, 'corrected' | 'voucherId' | 'maker' | 'madeAt' | 'importId' | 'total'>,
): Promise<{ readonly id: string }> => postJson('/api/office/payments', { unit, ...payment });
