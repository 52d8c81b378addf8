/**
 * What follows when one document is named the successor of another, and which set-asides are sound. Pure: no clock, no
 * database.
 *
 * Findings are compared by `id`, which is a hash of check, labels and stated figures without line numbers, so a paragraph
 * moved down does not make an old finding look new:
 *
 *     predecessor {a, b, c} · successor {b, c, d}  →  gone {a} · kept {b, c} · new {d}
 */
import { type CitedFinding } from '@mingzhang/kernel';

/** Findings of a successor against its predecessor's. `gone` is in the predecessor's order, the others in the successor's. */
export interface Difference {
  readonly gone: readonly CitedFinding[];
  readonly kept: readonly CitedFinding[];
  readonly new: readonly CitedFinding[];
}

/** Compares two documents' findings by `id`; a finding that stands twice in one document counts once. */
export function compareFindings(predecessor: readonly CitedFinding[], successor: readonly CitedFinding[]): Difference {
  const before = new Set(predecessor.map((finding) => finding.id));
  const after = new Set(successor.map((finding) => finding.id));
  return {
    gone: distinct(predecessor).filter((finding) => !after.has(finding.id)),
    kept: distinct(successor).filter((finding) => before.has(finding.id)),
    new: distinct(successor).filter((finding) => !before.has(finding.id)),
  };
}

function distinct(findings: readonly CitedFinding[]): readonly CitedFinding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (seen.has(finding.id)) return false;
    seen.add(finding.id);
    return true;
  });
}

/** A finding that someone has looked at and put aside, with the reason. */
export interface SetAside {
  readonly findingId: string;
  readonly reason: string;
}

/** The set-asides that hold in the successor too: those whose finding it still has. */
export function carriedOver<Row extends SetAside>(
  setAsides: readonly Row[],
  successor: readonly CitedFinding[],
): readonly Row[] {
  const after = new Set(successor.map((finding) => finding.id));
  return setAsides.filter((row) => after.has(row.findingId));
}

/** Longest reason that is kept; a reason is a sentence or two, not a file. */
export const reasonLimit = 500;

/** The reason as it will be kept – white space around it removed – or why it cannot be. */
export function decideReason(
  reason: string,
): { readonly reason: string } | { readonly refusal: 'reason-missing' | 'reason-too-long' } {
  const trimmed = reason.trim();
  if (trimmed === '') return { refusal: 'reason-missing' };
  if ([...trimmed].length > reasonLimit) return { refusal: 'reason-too-long' };
  return { reason: trimmed };
}

/** Longest label that is kept. */
const labelLimit = 200;

/**
 * A file's name as a label: shown, never opened. Folders, control characters and direction marks are taken out, so that
 * `../../etc/passwd` is kept as `passwd` and nothing on the shelf looks like what it is not.
 */
export function fileLabel(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // Control characters and format characters: zero-width joiners, direction marks, byte order marks.
  const plain = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  const label = [...plain].slice(0, labelLimit).join('');
  return /^\.*$/.test(label) ? '未命名' : label;
}
