export { figureNamed, figures, figuresOfDuty, figuresOfRow } from './catalogue.ts';
export { type DeclaredProblem, type DeclaredValue, declaredProblem } from './declared.ts';
export { isCoordinate } from './dimensions.ts';
export {
  type Aggregation,
  aggregations,
  type Coordinates,
  type Duty,
  duties,
  type Figure,
  type Part,
  parts,
  type Unit,
  units,
} from './figure.ts';
export { type Operand, operandsOf } from './formula.ts';
