export {
  type AssetCard,
  type AssetCategory,
  assetCategories,
  type DisposalManner,
  disposalNames,
  type VehicleUse,
  vehicleUseNames,
  vehicleUses,
} from './decide.ts';
export { type ListedDepreciation, listDepreciations, runDepreciation, takeBackDepreciation } from './depreciation.ts';
export {
  type AssetDisposal,
  changeCard,
  countAsset,
  decideOnDisposal,
  enterCard,
  findStockTaking,
  finishStockTaking,
  type ListedAsset,
  listAssets,
  listAssetVouchers,
  listStockTakings,
  makeDisposal,
  openStockTaking,
  type StockTaking,
  type StockTakingResult,
  withdrawCard,
} from './records.ts';
