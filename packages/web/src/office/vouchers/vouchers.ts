/** The voucher desk, as the pages ask for it, and what its codes are called. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getJson, postFile, postJson, putJson } from '../../api.ts';
import { type Schemas } from '../../words.ts';

export type Voucher = Schemas['Voucher'];
export type ListedVoucher = Schemas['ListedVoucher'];
export type VoucherState = Schemas['VoucherState'];
export type VoucherRule = Schemas['VoucherRule'];
export type VoucherContent = Schemas['VoucherContent'];
export type VoucherSide = Schemas['VoucherSide'];
export type Attachment = Schemas['Attachment'];
export type Problem = Schemas['Problem'];

export const stateNames: Readonly<Record<VoucherState, string>> = {
  made: '待复核',
  checked: '待记账',
  returned: '已退回',
  booked: '已记账',
  withdrawn: '已撤销',
};

export const states = Object.keys(stateNames) as readonly VoucherState[];

/** `2024-03 记-12`, or nothing before it is booked. */
export function numberOf({ month, number }: Pick<ListedVoucher, 'month' | 'number'>): string {
  return number === null ? '' : `${month} 记-${number}`;
}

export interface VoucherSearch {
  readonly unit: string;
  readonly year: number;
  readonly month: string | null;
  readonly state: VoucherState | null;
  readonly words: string;
  readonly offset: number;
}

export const pageSize = 50;

export function useVouchers({ unit, year, month, state, words, offset }: VoucherSearch) {
  const search = new URLSearchParams({ unit, year: String(year), limit: String(pageSize), offset: String(offset) });
  if (month !== null) search.set('month', month);
  if (state !== null) search.set('state', state);
  if (words !== '') search.set('words', words);
  return useQuery({
    queryKey: ['vouchers', 'list', search.toString()],
    queryFn: () =>
      getJson<{
        readonly vouchers: readonly ListedVoucher[];
        readonly total: number;
        readonly states: Readonly<Record<VoucherState, number>>;
      }>(`/api/office/vouchers?${search}`),
    placeholderData: (before) => before,
  });
}

export function useVoucher(unit: string, id: string | undefined) {
  return useQuery({
    queryKey: ['vouchers', 'one', unit, id],
    queryFn: () => getJson<Voucher>(`/api/office/vouchers/${id}?unit=${encodeURIComponent(unit)}`),
    enabled: id !== undefined,
  });
}

export function useVoucherRules(unit: string, date: string) {
  return useQuery({
    queryKey: ['vouchers', 'rules', unit, date],
    queryFn: async () =>
      (
        await getJson<{ readonly rules: readonly VoucherRule[] }>(
          `/api/office/voucher-rules?unit=${encodeURIComponent(unit)}&date=${date}`,
        )
      ).rules,
    enabled: /^\d{4}-\d{2}-\d{2}$/.test(date),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}

/** What is sent of a voucher; the id is made here, so that sending it again does not make another. */
export interface SentVoucher {
  readonly unit: string;
  readonly date: string;
  readonly text?: string;
  readonly content: VoucherContent;
  readonly paymentOrder: string | null;
  readonly attachments: readonly string[];
}

export const previewVoucher = (sent: SentVoucher): Promise<Schemas['VoucherPreview']> =>
  postJson('/api/office/voucher-previews', sent);

export const submitVoucher = (id: string, sent: SentVoucher): Promise<{ readonly id: string }> =>
  postJson('/api/office/vouchers', { id, ...sent });

export const reviseVoucher = (id: string, sent: SentVoucher): Promise<{ readonly id: string }> =>
  putJson(`/api/office/vouchers/${id}`, sent);

export type StepName = 'check' | 'return' | 'withdraw' | 'book';

export const takeStep = (step: StepName, unit: string, id: string, reason?: string): Promise<Schemas['VoucherStep']> =>
  postJson(`/api/office/vouchers/${id}/${step}`, { unit, ...(reason === undefined ? {} : { reason }) });

export const takeSteps = (
  step: 'check' | 'book',
  unit: string,
  ids: readonly string[],
): Promise<Schemas['VoucherBatch']> => postJson(`/api/office/vouchers/${step}`, { unit, ids });

export const keepAttachment = (file: File): Promise<Attachment> => postFile('/api/office/attachments', file);

/** What was read of vouchers and books is no longer so. */
export function useForgetBooks(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ['vouchers'] });
    void queries.invalidateQueries({ queryKey: ['books'] });
  };
}
