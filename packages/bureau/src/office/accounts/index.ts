export { accountFigures } from './figures.ts';
export { type DepartmentAccounts, evidenceOf, readAccounts, type Statistics, weighTerms } from './records.ts';
export { termInWords } from './words.ts';
