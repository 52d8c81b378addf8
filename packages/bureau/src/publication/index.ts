export * from './decide.ts';
export * from './desk/index.ts';
export * from './records.ts';
