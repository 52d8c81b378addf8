export { type Corrected, type CorrectOptions, correctDocument } from './correct-document.ts';
