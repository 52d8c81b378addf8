export * from './figures/index.ts';
export * from './publication/index.ts';
