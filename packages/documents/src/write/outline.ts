/** What a document's contents list: parts and sections, each with a name that links and bookmarks go by. */
import { type WrittenBlock, type WrittenDocument, type WrittenHeading } from '@mingzhang/disclosure';

export interface OutlineEntry {
  readonly level: 1 | 2;
  readonly text: string;
  /** 's1', 's2' … in the document's order. */
  readonly anchor: string;
}

/** Headings of parts and sections: the two levels that a table of contents goes down to. */
export function outlineOf({ blocks }: WrittenDocument): ReadonlyMap<WrittenBlock, OutlineEntry> {
  const entries = new Map<WrittenBlock, OutlineEntry>();
  for (const block of blocks) {
    if (block.kind !== 'heading' || !isListed(block)) continue;
    entries.set(block, { level: block.level, text: block.text, anchor: `s${entries.size + 1}` });
  }
  return entries;
}

function isListed(heading: WrittenHeading): heading is WrittenHeading & { readonly level: 1 | 2 } {
  return heading.level <= 2;
}

/** The title that files carry in their properties: 青禾县医疗保障局2024年度部门决算. */
export function fileTitle({ cover }: WrittenDocument): string {
  return cover.title.includes(cover.bureau) ? cover.title : `${cover.bureau}${cover.title}`;
}
