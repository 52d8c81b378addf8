export * from './contribution/index.ts';
export { type ParameterFile, ParameterFileError, readParameterFiles } from './parameters/read-parameters.ts';
export { parameterText, parameterValueOf, printedParameter } from './parameters/value.ts';
export * from './settlement/index.ts';
