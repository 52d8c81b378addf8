export { isVerified, type Parameter, type ParameterValue, parameterOn, parameters } from './decide.ts';
export { confirmParameter, enterParameter, type ListedParameter, listParameters } from './records.ts';
