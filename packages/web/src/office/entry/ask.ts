/** The registers, as the pages ask for them. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';

/** What the register's routes answer; asked for anew after every entry. */
export function useRegister<Answer>(path: string) {
  return useQuery({ queryKey: ['office-registers', path], queryFn: () => getJson<Answer>(`/api/office/${path}`) });
}

export function enter(path: string, body: object): Promise<Schemas['Recorded']> {
  return postJson(`/api/office/${path}`, body);
}

export function query(values: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
}

/** 凭证 2024-03记-12（已记账）. */
export const voucherStateNames: Readonly<Record<string, string>> = {
  made: '待复核',
  checked: '待记账',
  booked: '已记账',
  returned: '已退回',
  withdrawn: '已撤销',
};
