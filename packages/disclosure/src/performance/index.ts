export * from './facts.ts';
export * from './layout.ts';
export * from './likeness.ts';
export * from './points.ts';
export { formFindings, readWritten } from './read-back.ts';
export * from './report.ts';
export * from './rules.ts';
export * from './scoring.ts';
export * from './values.ts';
