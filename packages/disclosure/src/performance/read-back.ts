/** What is written is read as if it were somebody else's: the same recognition, and the same checks of forms. */
import { type Finding } from '@mingzhang/kernel';
import { checks } from '../checks/index.ts';
import { audit } from '../judge.ts';
import { type Disclosure } from '../model.ts';
import { readDisclosure } from '../read.ts';
import { blocksOf, type WrittenBlock } from '../writing/index.ts';

/** Reads forms and report back to the model. */
export function readWritten(written: readonly WrittenBlock[]): Disclosure {
  const cover = { bureau: '', title: '', publishedOn: null, released: [] };
  const { blocks, characters } = blocksOf({ cover, year: 0, template: '', blocks: written });
  return readDisclosure(blocks, characters);
}

/** What the form checks find in what is written. */
export function formFindings(written: readonly WrittenBlock[]): readonly Finding[] {
  return audit(
    readWritten(written),
    checks.filter(({ meta }) => meta.id.startsWith('form-')),
  ).findings;
}
