export * from './exact.ts';
export * from './finding.ts';
export * from './fingerprint.ts';
