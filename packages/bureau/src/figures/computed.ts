/**
 * A figure that a duty computes: its value, and the records or entries behind it. The two are one statement – adding up the
 * evidence by the figure's aggregation gives the value – and a test holds every computed figure to that.
 *
 *     sum, balance   the amounts add up          count      one row each, of amount 1
 *     distinct       rows of amount 1 for what is counted once, 0 for its repetitions
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type Coordinates } from './figure.ts';

export interface FigureQuery {
  readonly department: string;
  readonly year: number;
  /** Where in the figure's dimensions; `{}` is the whole, and several values of one dimension are taken together. */
  readonly at: Coordinates;
}

/** One record or leg behind a value. */
export interface Evidence {
  /** Unique within the figure's evidence of one query. */
  readonly id: string;
  /** The register it stands in: 预算会计账, 公务接待台账 … */
  readonly register: string;
  readonly date: DateText | null;
  readonly text: string;
  /** What it adds to the value, as an exact decimal in the figure's unit. */
  readonly amount: string;
  /** The voucher that it is, or is tied to. */
  readonly voucher?: { readonly unit: string; readonly id: string };
  /** Attachment, payment order, contract: whatever names it outside. */
  readonly reference?: string;
}

export interface EvidencePage {
  readonly rows: readonly Evidence[];
  /** Given back for the next page; null at the end. */
  readonly next: string | null;
}

export interface ComputedFigure {
  /** Its id in the catalogue. */
  readonly figure: string;
  /** As an exact decimal in the figure's unit; null where the duty keeps nothing for that year. */
  value(db: Kysely<Database>, query: FigureQuery): Promise<string | null>;
  /** `after` is the `next` of the page before. */
  evidence(
    db: Kysely<Database>,
    query: FigureQuery,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<EvidencePage>;
  /** The places, beside the whole, where there is something in that year. */
  coordinates(db: Kysely<Database>, query: Omit<FigureQuery, 'at'>): Promise<readonly Coordinates[]>;
}

/** The values asked for in one dimension; null for all. */
export function asked(at: Coordinates, dimension: string): readonly string[] | null {
  const value = at[dimension];
  return value === undefined ? null : typeof value === 'string' ? [value] : value;
}

/** A page of evidence out of rows that are all at hand, in the order of their ids. */
export function pageOf(
  rows: readonly Evidence[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): EvidencePage {
  const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).filter(({ id }) => after === null || id > after);
  const page = sorted.slice(0, limit);
  return { rows: page, next: sorted.length > limit ? (page.at(-1)?.id ?? null) : null };
}
