export * from './audit-file.ts';
export * from './extract.ts';
export { readText } from './read-text.ts';
