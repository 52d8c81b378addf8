export { type CatalogueItem, type ItemProblem, itemClasses, itemKinds, itemOn, itemProblems } from './decide.ts';
export { CatalogueItems, type ItemsByCode } from './items.ts';
export { readCatalogue } from './read.ts';
export {
  type CatalogueImport,
  catalogueHistory,
  confirmCatalogueImport,
  type HandInCatalogue,
  handInCatalogue,
  listCatalogueImports,
  searchCatalogue,
  viewCatalogueImport,
  withdrawCatalogueImport,
} from './records.ts';
