export { type CatalogueItem, type ItemKind, itemClasses, itemKinds, itemOn } from './decide.ts';
export { CatalogueItems, type ItemsByCode } from './items.ts';
