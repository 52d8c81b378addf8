export { findRerun, type ListedRerun, listReruns, type RerunFound, yearsSettled } from './read.ts';
export {
  bookRerun,
  computeRerun,
  dropRerun,
  enterRerun,
  type RerunCommand,
  type RerunScope,
  rerunScopes,
  rerunStates,
  restartRerun,
} from './records.ts';
export { type RerunRefused, rerunRefusals } from './refusals.ts';
export { type RerunYearOptions, rerunYear } from './rerun-year.ts';
