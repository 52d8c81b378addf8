/** What can be asked of `desk-child.ts`; it comes as JSON in its first argument. */
export interface Orders {
  /** The database. */
  readonly url: string;
  readonly unit: string;
  readonly person: string;
  readonly today: string;
  /** Kills itself, as `kill -9` would, once so many statements of a transaction have been executed. */
  readonly dieAfter?: number;
  readonly work:
    | { readonly do: 'book'; readonly ids: readonly string[]; readonly atOnce: number }
    | { readonly do: 'close'; readonly months: readonly string[] }
    | { readonly do: 'year-end'; readonly year: number };
}

/** What it tells on its IPC channel: each thing that is done, as soon as it is committed. */
export type Told = { readonly done: string } | { readonly refused: string } | { readonly end: true };
