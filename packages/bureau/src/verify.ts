/** Every promise of the records and books that `mingzhang verify` proves, in the order in which they are run. */
import { booksVerifiers } from './books/verify.ts';
import { type Verifier } from './verifier.ts';

export const verifiers: readonly Verifier[] = [...booksVerifiers];
