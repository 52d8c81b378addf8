/**
 * The whole disclosure: overview, narrative and tables in the province's order, glossary and attachments. Cover and table of
 * contents are the writers' matter; they follow from `cover` and the headings.
 */
import { type StatementTable, tableIndex } from '../statements/statements.ts';
import { glossaryOf } from './glossary.ts';
import { filled, ordinal, type WritingTemplate, writeSections } from './narrative.ts';
import { type NarrativeFacts } from './narrative-facts.ts';
import { draftThreshold, type ReasonAsked, type ReasonThreshold } from './reasons.ts';
import { type Gap, type WrittenClaim } from './sentence-writer.ts';
import {
  type WrittenBlock,
  type WrittenCover,
  type WrittenDocument,
  type WrittenParagraph,
  type WrittenTable,
} from './written.ts';

export interface DisclosureParts {
  readonly facts: NarrativeFacts;
  /** Of `statements()` with the same facts and template. */
  readonly tables: readonly StatementTable[];
  /** Attachments: self-evaluation reports and forms. */
  readonly attachments: readonly WrittenBlock[];
  readonly template: WritingTemplate;
  readonly cover: WrittenCover;
  readonly threshold?: ReasonThreshold;
}

export interface WrittenDisclosure {
  readonly document: WrittenDocument;
  readonly claims: ReadonlyMap<WrittenParagraph, readonly WrittenClaim[]>;
  /** Reasons that the document needs; those without one are gaps in its text. */
  readonly asked: readonly ReasonAsked[];
  readonly gaps: readonly Gap[];
}

/** Tables with more columns go on a page laid sideways. */
const uprightColumns = 7;

export function writeDisclosure(parts: DisclosureParts): WrittenDisclosure {
  const { facts, template, cover, threshold = draftThreshold } = parts;
  const blocks: WrittenBlock[] = [];
  const claims = new Map<WrittenParagraph, readonly WrittenClaim[]>();
  const asked: ReasonAsked[] = [];
  const gaps: Gap[] = [];
  let number = 0;
  for (const plan of template.narrative.parts) {
    if (plan.part === 'annex' && parts.attachments.length === 0) continue;
    number += 1;
    blocks.push(
      { kind: 'page-break' },
      { kind: 'heading', level: 1, text: `${ordinal(1, number)}${filled(plan.title, facts)}` },
    );
    if (plan.part === 'tables') blocks.push(...tableBlocks(parts));
    else if (plan.part === 'annex') blocks.push(...parts.attachments);
    else if (plan.part === 'glossary') blocks.push(...glossaryOf(blocks, facts));
    else {
      const written = writeSections(plan.sections ?? [], facts, template, threshold);
      blocks.push(...written.blocks);
      for (const [paragraph, own] of written.claims) claims.set(paragraph, own);
      asked.push(...written.asked);
      gaps.push(...written.gaps);
    }
  }
  const document: WrittenDocument = { cover, year: facts.accounts.year, template: template.narrative.id, blocks };
  return { document, claims, asked, gaps };
}

function tableBlocks({ tables, template }: DisclosureParts): readonly WrittenBlock[] {
  const index = tableIndex(tables, template.statements);
  const list: readonly WrittenBlock[] =
    index === null
      ? []
      : [
          {
            kind: 'table',
            id: null,
            title: '',
            number: null,
            department: null,
            year: null,
            unit: null,
            rows: index,
            notes: [],
            wide: false,
          },
        ];
  return [
    ...list,
    ...tables.flatMap((table): readonly WrittenBlock[] => [{ kind: 'page-break' }, writtenTable(table)]),
  ];
}

/** A table as it is printed. */
export function writtenTable({ id, title, head, grid, notes }: StatementTable): WrittenTable {
  return {
    kind: 'table',
    id,
    title,
    number: head.number,
    department: head.department,
    year: head.year,
    unit: head.unit,
    rows: grid,
    notes: notes.map(({ text }) => text),
    wide: (grid[0]?.cells.length ?? 0) > uprightColumns,
  };
}
