export {
  economyCodeOf,
  type Register,
  type RegisterDifference,
  type RegisterReconciliation,
  type RegisterRecord,
  registerNames,
  registers,
  type VoucherPart,
} from './decide.ts';
export {
  enterRecord,
  type ListedRecord,
  type ListedTie,
  listRecords,
  listVoucherParts,
  reconcile,
  tieRecord,
  untieRecord,
  withdrawRecord,
} from './records.ts';
