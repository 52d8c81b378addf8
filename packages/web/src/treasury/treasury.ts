/** The funds' finance, as its pages ask for it; everything is asked for anew after every act. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postJson } from '../api.ts';
import { type FormValues, type Recorded } from '../office/entry/record-form.tsx';
import { type Schemas } from '../words.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export type Role = Schemas['FundAccount']['role'];
export type FundId = Schemas['FundPart'];

export interface Choices {
  readonly today: string;
  readonly departments: readonly (Named & {
    readonly sets: readonly (Named & { readonly funds: readonly FundId[] })[];
    readonly years: {
      readonly booked: readonly number[];
      readonly budgeted: readonly number[];
      readonly lastMonth: string | null;
    };
  })[];
  readonly funds: readonly Named[];
  readonly roles: readonly (Named & { readonly sources: readonly Named[] })[];
  readonly incomeItems: readonly Named[];
  readonly expenditureItems: readonly Named[];
  readonly schemes: readonly Named[];
  readonly kinds: readonly (Named & {
    readonly roles: readonly Role[];
    readonly to: readonly Role[] | null;
    readonly confirmed: boolean;
  })[];
  readonly levels: readonly Named[];
  readonly paths: readonly Named[];
  readonly purposes: readonly Named[];
  readonly payeeKinds: readonly Named[];
}

/** What is owed and in no batch, by payee; below zero what is to be given back. */
export interface Payables {
  readonly payables: readonly {
    readonly kind: 'institution' | 'person';
    readonly name: string;
    readonly payee: string | null;
    readonly settlements: number;
    readonly amount: string;
  }[];
  readonly lines: number;
  readonly total: string;
}

/** 'office-registers' is what forms and actions make stale. */
export function useTreasury<Answer>(path: string | null) {
  return useQuery({
    queryKey: ['office-registers', 'treasury', path],
    queryFn: () => getJson<Answer>(`/api/treasury/${path ?? ''}`),
    enabled: path !== null,
    placeholderData: (before) => before,
  });
}

export const act = <Answer = unknown>(path: string, body: object): Promise<Answer> =>
  postJson(`/api/treasury/${path}`, body);

/** Sends a form; what was answered has no warnings. */
export function sender(
  path: string | ((values: FormValues) => string),
  body: (id: string, values: FormValues) => object,
) {
  return async (id: string, values: FormValues): Promise<Recorded> => {
    await act(typeof path === 'string' ? path : path(values), body(id, values));
    return { id, again: false, warnings: [] };
  };
}

export const options = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

export const nameIn = (rows: readonly Named[], id: string): string => rows.find((row) => row.id === id)?.name ?? id;
