/** A document's blocks by the sheets that they are printed on: a wide table goes on a sheet laid sideways, with the headings over it. */
import {
  type WrittenBlock,
  type WrittenHeading,
  type WrittenParagraph,
  type WrittenTable,
} from '@mingzhang/disclosure';

/** A block that is printed, and whether it begins a page. */
export interface PrintedBlock {
  readonly block: WrittenHeading | WrittenParagraph | WrittenTable;
  readonly newPage: boolean;
}

export interface PrintedSheet {
  readonly sideways: boolean;
  readonly blocks: readonly PrintedBlock[];
}

/** The blocks in order; every sheet begins a page by itself. */
export function sheetsOf(blocks: readonly WrittenBlock[]): readonly PrintedSheet[] {
  const sheets: { sideways: boolean; blocks: PrintedBlock[] }[] = [];
  let headings: PrintedBlock[] = [];
  let newPage = false;
  const place = (sideways: boolean, added: readonly PrintedBlock[]): void => {
    if (added.length === 0) return;
    const last = sheets.at(-1);
    if (last?.sideways === sideways) last.blocks.push(...added);
    else sheets.push({ sideways, blocks: added.map((one, index) => (index === 0 ? { ...one, newPage: false } : one)) });
  };
  for (const block of blocks) {
    if (block.kind === 'page-break') {
      newPage = true;
      continue;
    }
    // A heading and what it stands over are not torn apart: the page begins with the heading.
    const [first, ...others] = headings;
    if (newPage && first !== undefined) headings = [{ ...first, newPage: true }, ...others];
    const printed = { block, newPage: newPage && first === undefined };
    newPage = false;
    if (block.kind === 'heading') {
      headings.push(printed);
      continue;
    }
    const sideways = block.kind === 'table' && block.wide;
    const added = [...headings, printed];
    // A sheet holds one wide table; what follows on another of its kind begins a page.
    place(sideways, sideways ? added.map((one, index) => (index === 0 ? { ...one, newPage: true } : one)) : added);
    headings = [];
  }
  place(sheets.at(-1)?.sideways ?? false, headings);
  return sheets;
}
