export * from './decide.ts';
export * from './records.ts';
