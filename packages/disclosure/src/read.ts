/** From neutral blocks to the whole model: skeleton first, then the claims of its narrative. */
import { type Block, firstLine } from './blocks.ts';
import { readClaims } from './claims/index.ts';
import { beginDocument, squeeze } from './compact.ts';
import { matchesOf } from './matches.ts';
import { type Disclosure, type DocumentKind, type Part } from './model.ts';
import { recogniseSkeleton } from './recognise/document.ts';
import { identifyDocument } from './recognise/identify.ts';
import { templateOf } from './recognise/template.ts';

/** Reads a document; never fails: what is not understood is in `notRead`. */
export function readDisclosure(blocks: readonly Block[], characters: number): Disclosure {
  beginDocument();
  const skeleton = recogniseSkeleton(blocks);
  const identity = identifyDocument(blocks, skeleton);
  const parts = skeleton.parts.map(
    (part): Part => ({
      ...part,
      bureau: part.bureau ?? identity.bureau,
      year: part.year ?? (part.index === 0 ? identity.year : yearIn(blocks, part)),
    }),
  );
  const claims = readClaims({ ...skeleton, parts });
  const kind: DocumentKind = identity.kind;
  return {
    kind,
    bureau: identity.bureau,
    area: identity.area,
    year: identity.year,
    unit: skeleton.tables.find((table) => table.unit !== null)?.unit ?? null,
    template: templateOf(skeleton.tables),
    parts,
    sections: skeleton.sections,
    tables: skeleton.tables,
    forms: skeleton.forms,
    claims: claims.claims,
    lists: claims.lists,
    notRead: [...skeleton.notRead, ...claims.notRead].sort((a, b) => a.place.line - b.place.line),
    blocks,
    contents: skeleton.contents,
    characters,
    amounts: claims.amounts,
    amountsUnderstood: claims.amountsUnderstood,
  };
}

/** The index of the first block that begins at or behind a line. */
function firstFrom(blocks: readonly Block[], line: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firstLine(blocks[middle] as Block) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The year a part's sentences name most often. */
function yearIn(blocks: readonly Block[], part: Part): number | null {
  const counts = new Map<number, number>();
  for (let index = firstFrom(blocks, part.line); index < blocks.length; index += 1) {
    const block = blocks[index];
    if (block === undefined || firstLine(block) > part.endLine) break;
    if (block.kind !== 'paragraph') continue;
    for (const match of matchesOf(squeeze(block.text.slice(0, 2000)), /(20\d\d)年/g))
      counts.set(Number(match[1]), (counts.get(Number(match[1])) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
