import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

/** Something that must hold over the whole database; `mingzhang verify` runs every one of them. */
export interface Verifier {
  /** kebab-case; says what is true. */
  readonly id: string;
  readonly name: string;
  run(db: Kysely<Database>): Promise<Verification>;
}

export interface Verification {
  /** How many things were looked at. */
  readonly checked: number;
  /** Chinese sentences; none where all holds. */
  readonly failures: readonly string[];
  /** What is no failure and should still be said. */
  readonly note?: string;
}
