export * from './publication/index.ts';
