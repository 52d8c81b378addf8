export { type CatalogueItem, itemOn } from './decide.ts';
export { CatalogueItems, type ItemsByCode } from './items.ts';
