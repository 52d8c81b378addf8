export { type AskedReason, type Compiled, type CompileRequest, compilePublication } from './compile.ts';
export { addressesOf, type Change, changesBetween } from './content.ts';
export { type Countdown, countdown, daysToPublish, lastDayToPublish } from './deadline.ts';
export {
  type PublicationState,
  type PublicationStep,
  publicationStates,
  publicationSteps,
  type Reply,
} from './decide.ts';
export type { PublicEvidence } from './evidence.ts';
export {
  filesMisread,
  filesOf,
  formatNames,
  type PublicationFile,
  type PublicationFormat,
  publicationFormats,
} from './files.ts';
export {
  findOpenFigure,
  findOpenVersion,
  listOpen,
  type OpenFigure,
  type OpenHit,
  type OpenVersion,
  type OpenVersionFull,
  searchOpen,
} from './open.ts';
export { type Published, publishVersion } from './publish.ts';
export { type FullVersion, findFile, findVersion, type KeptFile, type ListedVersion, listVersions } from './read.ts';
export { type PublicationRefusal, type PublicationRefusalId, publicationRefusals } from './refusals.ts';
export { actionOfStep, type StepDetail, type TakenStep } from './steps.ts';
export {
  type KeptText,
  readTexts,
  type TextDraft,
  type TextKind,
  type TextPart,
  textParts,
  writeText,
} from './texts.ts';
export {
  type Acceptance,
  type Acting,
  acceptFindings,
  type Beginning,
  beginPublication,
  checkPublication,
  compileAgain,
  type Desk,
  type PublicationCommand,
  takePublicationStep,
} from './versions.ts';
