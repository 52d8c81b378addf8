export * from './access/index.ts';
export * from './books/index.ts';
export { computedFigures } from './catalogue.ts';
export * from './demonstration/index.ts';
export * from './figures/index.ts';
export * from './office/index.ts';
export * from './publication/index.ts';
export * from './verifier.ts';
export { verifiers } from './verify.ts';
