export * from './balances.ts';
export * from './periods.ts';
export * from './post.ts';
export * from './sets.ts';
