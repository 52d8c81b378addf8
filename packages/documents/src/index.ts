export * from './audit-file.ts';
export { readText } from './read-text.ts';
