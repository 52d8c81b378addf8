export { figureNamed, figures, figuresOfDuty, figuresOfRow } from './catalogue.ts';
export { asked, type ComputedFigure, type Evidence, type EvidencePage, type FigureQuery, pageOf } from './computed.ts';
export { coordinateText, parseCoordinates, strangeCoordinate } from './coordinates.ts';
export { type CountedQuery, type CountedRow, counted, divisionOf, type Paging, pageBy } from './counted.ts';
export * from './declarations.ts';
export { cutOffs, type DeclaredProblem, type DeclaredValue, declaredProblem } from './declared.ts';
export { coordinatesInWords, type DimensionMeta, dimensionList, isCoordinate } from './dimensions.ts';
export { type Evaluation, evaluate, printRational, type Rational } from './evaluate.ts';
export {
  type Aggregation,
  aggregations,
  type Coordinates,
  type Duty,
  duties,
  type Figure,
  type Part,
  partNames,
  parts,
  type Unit,
  units,
} from './figure.ts';
export { type Operand, operandsOf } from './formula.ts';
export { type FigureRefusal, type FigureRefusalId, figureRefusals } from './refusals.ts';
export {
  type Chosen,
  type Measure,
  measures,
  settledAlike,
  settledFigure,
  settledInYear,
  together,
} from './settled.ts';
export { readOnce, sharingReads } from './shared-reads.ts';
export { type Basis, FigureReader, type FigureValue, type OperandValue } from './values.ts';
