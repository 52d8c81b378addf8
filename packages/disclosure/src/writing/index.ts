export { blocksOf, type Printed } from './blocks-of.ts';
export * from './document.ts';
export { gapInWords } from './gap-words.ts';
export { reasonsAsked, type WritingTemplate, type WrittenNarrative, writeNarrative, writeReport } from './narrative.ts';
export * from './narrative-facts.ts';
export {
  type NarrativeTemplate,
  narrativeTemplate,
  narrativeTemplateIds,
  narrativeTemplateProblems,
  type SectionPlan,
} from './narrative-template.ts';
export * from './performance-facts.ts';
export { type Misread, type ReadBack, readBack } from './read-back.ts';
export * from './reason-refusals.ts';
export { draftThreshold, type ReasonAsked, type ReasonThreshold, reasonKey } from './reasons.ts';
export { type Gap, gapText, type WrittenClaim } from './sentence-writer.ts';
export { type Sentence, sentenceProblems, sentences } from './sentences.ts';
export * from './written.ts';
