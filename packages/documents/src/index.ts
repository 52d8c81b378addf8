export * from './audit-file.ts';
export * from './extract.ts';
export { type ReadSheets, readSheets, rowLimit, type Sheet, type SheetRow } from './read-sheets.ts';
export { readText } from './read-text.ts';
export { type ModelPart, modelOf, modelParts } from './said-by.ts';
export { blocksOfSheets, type SheetBlocks, type SheetPlace } from './sheet-blocks.ts';
