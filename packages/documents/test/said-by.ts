/** What two files say alike. */
export { saidBy } from '../src/said-by.ts';
