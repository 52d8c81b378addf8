export { type VoucherState, voucherStates } from './decide.ts';
export * from './records.ts';
export { type VoucherRefusalId, voucherRefusals } from './refusals.ts';
