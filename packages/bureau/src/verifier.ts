import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

/** Something that must hold over the whole database; `mingzhang verify` runs every one of them. */
export interface Verifier {
  /** kebab-case; says what is true. */
  readonly id: string;
  readonly name: string;
  /** `shared` is one for all verifiers of a run, so that what several ask for is read once. */
  run(db: Kysely<Database>, shared?: SharedReads): Promise<Verification>;
}

/** What the verifiers of one run have read, by name. */
export class SharedReads {
  private readonly reads = new Map<string, Promise<unknown>>();

  once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.reads.get(name);
    if (known !== undefined) return known as Promise<T>;
    const made = read();
    this.reads.set(name, made);
    return made;
  }
}

export interface Verification {
  /** How many things were looked at. */
  readonly checked: number;
  /** Chinese sentences; none where all holds. */
  readonly failures: readonly string[];
  /** What is no failure and should still be said, a line for each. */
  readonly notes?: readonly string[];
}

/** So many notes are printed; how many more there are is said in one line. */
const notesPrinted = 20;

export function firstOf(notes: readonly string[]): readonly string[] {
  const more = notes.length - notesPrinted;
  return more <= 0 ? notes : [...notes.slice(0, notesPrinted), `另有${more}项，这里没有列出。`];
}
