export * from './audit-object.ts';
export * from './blocks.ts';
export * from './check.ts';
export * from './model.ts';
export * from './quantity.ts';
