/** What tests of other packages may use: books in memory that post as the ledger decides. */
export { type Books, mustPost, openBooks } from './books.ts';
