/** Policy, as the pages ask for it. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postJson } from '../api.ts';
import { type Schemas } from '../words.ts';

export type PolicyParameter = Schemas['PolicyParameter'];
export type ParameterRow = Schemas['ParameterRow'];
export type ParameterEntry = Schemas['ParameterEntry'];
export type ParameterState = PolicyParameter['state'];
export type TrialSettled = Schemas['TrialSettled'];
export type TrialRefused = Schemas['TrialRefused'];
export type SettlementTrial = Schemas['SettlementTrial'];

export const stateNames: Readonly<Record<ParameterState, string>> = {
  'in-force': '有据可用',
  confirmed: '已确认',
  draft: '草稿',
  unknown: '数值未知',
  'not-covered': '未涵盖',
};

export const states = Object.keys(stateNames) as readonly ParameterState[];

export const policyKey = ['policy'] as const;

interface Areas {
  readonly areas: readonly { readonly id: string; readonly name: string; readonly rows: number }[];
  readonly topics: readonly { readonly id: string; readonly name: string }[];
}

export function useAreas() {
  return useQuery({
    queryKey: [...policyKey, 'areas'],
    queryFn: () => getJson<Areas>('/api/parameters/areas'),
    staleTime: 600_000,
  });
}

export interface ParameterList {
  readonly area: string;
  readonly areaName: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly missing: readonly string[];
  readonly parameters: readonly PolicyParameter[];
}

export function useParameters(area: string, day: string) {
  return useQuery({
    queryKey: [...policyKey, 'parameters', area, day],
    queryFn: () => getJson<ParameterList>(`/api/parameters?${new URLSearchParams({ area, day }).toString()}`),
    enabled: area !== '' && /^\d{4}-\d{2}-\d{2}$/.test(day),
    placeholderData: (before) => before,
  });
}

export function enterValue(body: {
  readonly area: string;
  readonly key: string;
  readonly from: string;
  readonly value: string;
  readonly document: string;
}): Promise<{ readonly id: string }> {
  return postJson('/api/parameters/confirmations', body);
}

export function confirmValue(id: string): Promise<{ readonly id: string }> {
  return postJson(`/api/parameters/confirmations/${id}/confirm`, {});
}

interface Choices {
  readonly levels: readonly { readonly id: string; readonly name: string }[];
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

export interface TrialPlace {
  readonly area: string;
  readonly day: string;
  readonly scheme: string;
  readonly kind: string;
}

export function useTrialChoices(place: TrialPlace) {
  return useQuery({
    queryKey: [...policyKey, 'choices', place],
    queryFn: () => getJson<Choices>(`/api/settlements/trial-choices?${new URLSearchParams({ ...place }).toString()}`),
    enabled: place.area !== '' && /^\d{4}-\d{2}-\d{2}$/.test(place.day),
    placeholderData: (before) => before,
  });
}

export function trySettlement(body: object): Promise<SettlementTrial> {
  return postJson('/api/settlements/trial', body);
}
