/** Every promise of the records and books that `mingzhang verify` proves, in the order in which they are run. */
import { accessVerifiers } from './access/verify.ts';
import { booksVerifiers } from './books/verify.ts';
import { voucherVerifiers } from './office/vouchers/verify.ts';
import { type Verifier } from './verifier.ts';

export const verifiers: readonly Verifier[] = [...booksVerifiers, ...voucherVerifiers, ...accessVerifiers];
