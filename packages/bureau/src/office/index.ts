export * from './budget/index.ts';
export * from './statements/index.ts';
export * from './vouchers/index.ts';
