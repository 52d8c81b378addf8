/** Claims: the figures a narrative states, with what they measure. */
import { type Part, type Section, type Table } from '../model.ts';
import { type Narrative, readNarrative } from './read-narrative.ts';

/** Reads all claims of a document. */
export function readClaims(source: {
  readonly parts: readonly Part[];
  readonly sections: readonly Section[];
  readonly tables: readonly Table[];
}): Narrative {
  return readNarrative(source.sections, source.tables, new Map(source.parts.map((part) => [part.index, part.year])));
}
