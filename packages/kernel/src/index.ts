export * from './exact.ts';
export * from './finding.ts';
