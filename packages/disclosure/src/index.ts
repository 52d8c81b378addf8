export * from './audit-object.ts';
export * from './blocks.ts';
export * from './check.ts';
export { checks, checksVersion } from './checks/index.ts';
export { audit } from './judge.ts';
export * from './leaves/index.ts';
export * from './model.ts';
export * from './quantity.ts';
export { readDisclosure } from './read.ts';
