export * from './calendar.ts';
export * from './cell.ts';
export * from './exact.ts';
export * from './fen.ts';
export * from './finding.ts';
export * from './fingerprint.ts';
export * from './parameter.ts';
export * from './uuid.ts';
