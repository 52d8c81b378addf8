export * from '../attachments.ts';
export { type VoucherState, voucherStates } from './decide.ts';
export { isShownSafely, mediaTypeOf } from './media-type.ts';
export * from './months.ts';
export * from './records.ts';
export { type VoucherRefusalId, voucherRefusals } from './refusals.ts';
