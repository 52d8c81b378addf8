/** What tests of other packages may use: generated disclosures and the golden department. */
export * from './evaluations.ts';
export * from './generate/index.ts';
export * from './golden.ts';
export * from './golden-facts.ts';
export * from './narrative-facts.ts';
export * from './published-slips.ts';
export * from './statements.ts';
