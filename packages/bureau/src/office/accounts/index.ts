export { accountFigures } from './figures.ts';
export { type DepartmentAccounts, evidenceOf, readAccounts, valueOfTerms, weighTerms } from './records.ts';
export { readStatistics, type Statistics } from './statistics.ts';
export { termsEvidence } from './terms-evidence.ts';
export { termInWords } from './words.ts';
