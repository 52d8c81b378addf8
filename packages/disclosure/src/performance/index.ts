export * from './layout.ts';
export * from './likeness.ts';
export * from './points.ts';
export { blocksOfWritten, formFindings, readWritten } from './read-back.ts';
export * from './rules.ts';
export * from './scoring.ts';
export * from './values.ts';
