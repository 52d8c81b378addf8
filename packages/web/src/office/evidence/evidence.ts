/** Records behind a number, fetched page after page until all are there or there are too many to look at. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { getJson } from '../../api.ts';
import { exactSum } from '../exact.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly register: string;
  readonly date: string | null;
  readonly text: string;
  readonly amount: string;
  readonly voucher: { readonly unit: string; readonly id: string } | null;
  readonly reference: string | null;
}

export interface EvidenceAnswer {
  readonly rows: readonly EvidenceRow[];
  readonly next: string | null;
}

/** Pages that are fetched unasked, each of a thousand rows. */
const unasked = 5;

export function useEvidence<Answer extends EvidenceAnswer>(path: string) {
  const [wanted, setWanted] = useState(unasked);
  const query = useInfiniteQuery({
    queryKey: ['evidence', path],
    queryFn: ({ pageParam }) =>
      getJson<Answer>(`${path}&limit=1000${pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`}`),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const pages = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && pages > 0 && pages < wanted) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, pages, wanted, fetchNextPage]);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return {
    first: data?.pages[0],
    rows,
    sum: exactSum(rows.map(({ amount }) => amount)),
    /** Every row is there, so that the sum is the whole. */
    complete: data !== undefined && !hasNextPage,
    more: hasNextPage && pages >= wanted ? () => setWanted(pages + unasked) : null,
    pending: query.isPending,
    error: query.error,
  };
}
