/**
 * Marks: what is highlighted where. A paragraph is cut into segments at the borders of its marks, so that two findings in one
 * sentence – even overlapping – both show.
 */
import { type Finding, type RelatedPlace, type Severity } from '../words.ts';
import { type BlockIndex, locate, type Target } from './locate.ts';

/** `finding` the place itself; the others belong to the selected finding or to what was not understood. */
export type MarkKind = 'finding' | 'selected' | RelatedPlace['role'] | 'not-read';

export interface Mark {
  readonly kind: MarkKind;
  /** The finding it belongs to; null for what was not understood. */
  readonly finding: string | null;
  readonly severity: Severity | null;
  /** Shown when the pointer rests on it. */
  readonly title: string;
  readonly target: Target;
}

/** Marks by block. */
export type MarksByBlock = ReadonlyMap<number, readonly Mark[]>;

function byBlock(marks: readonly Mark[]): MarksByBlock {
  const map = new Map<number, Mark[]>();
  for (const mark of marks) {
    const list = map.get(mark.target.block);
    if (list === undefined) map.set(mark.target.block, [mark]);
    else list.push(mark);
  }
  return map;
}

/** The places of findings, for the whole document. */
export function findingMarks(
  index: BlockIndex,
  findings: readonly Finding[],
  title: (finding: Finding) => string,
): MarksByBlock {
  return byBlock(
    findings.flatMap((finding) =>
      locate(index, finding.place).map(
        (target): Mark => ({
          kind: 'finding',
          finding: finding.id,
          severity: finding.severity,
          title: title(finding),
          target,
        }),
      ),
    ),
  );
}

/** The places of one finding, its own and the related ones. */
export function selectedMarks(
  index: BlockIndex,
  finding: Finding | null,
  roleNames: Readonly<Record<RelatedPlace['role'], string>>,
): MarksByBlock {
  if (finding === null) return new Map();
  const own = locate(index, finding.place).map(
    (target): Mark => ({
      kind: 'selected',
      finding: finding.id,
      severity: finding.severity,
      title: finding.message,
      target,
    }),
  );
  const related = finding.also.flatMap(({ role, place }) =>
    locate(index, place).map(
      (target): Mark => ({
        kind: role,
        finding: finding.id,
        severity: finding.severity,
        title: roleNames[role],
        target,
      }),
    ),
  );
  return byBlock([...own, ...related]);
}

/** What the reading could not place. */
export function notReadMarks(
  index: BlockIndex,
  notRead: readonly { readonly place: Finding['place']; readonly why: string }[],
): MarksByBlock {
  return byBlock(
    notRead.flatMap(({ place, why }) =>
      locate(index, place).map(
        (target): Mark => ({ kind: 'not-read', finding: null, severity: null, title: `未读懂：${why}`, target }),
      ),
    ),
  );
}

export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly marks: readonly Mark[];
}

/** Cuts a text at the borders of its marks and at `borders`: 'abcd' with a mark on 1–3 → 'a', 'bc' marked, 'd'. */
export function segments(text: string, marks: readonly Mark[], borders: readonly number[] = []): readonly Segment[] {
  const cuts = new Set([0, text.length]);
  for (const border of borders) if (border > 0 && border < text.length) cuts.add(border);
  for (const { target } of marks) {
    if (target.kind !== 'run') continue;
    cuts.add(Math.max(0, target.start));
    cuts.add(Math.min(text.length, target.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? text.length;
    return {
      text: text.slice(start, end),
      start,
      marks: marks.filter(({ target }) => target.kind === 'run' && target.start < end && target.end > start),
    };
  });
}

/** The marks of a cell, those of its whole row among them. */
export function cellMarks(marks: readonly Mark[], row: number, cell: number): readonly Mark[] {
  return marks.filter(
    ({ target }) => target.kind === 'cell' && target.row === row && (target.cell === cell || target.cell === null),
  );
}
