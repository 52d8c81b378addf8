/** What can be asked of `publication-child.ts`; it comes as JSON in its first argument. */
export interface PublicationOrders {
  /** The database. */
  readonly url: string;
  readonly department: string;
  readonly id: string;
  readonly seen: string;
  readonly person: string;
  readonly today: string;
  /** Kills itself, as `kill -9` would, once so many statements have been executed. */
  readonly dieAfter: number;
}
