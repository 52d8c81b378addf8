/**
 * A finding: a document (later: a record) does not satisfy a rule. It is a value, returned and never thrown; its shape is
 * part of the product's outside (the audit object), so it changes only by adding.
 */

/** `error` provably wrong, missing or contradictory; `rounding` within what converting to 万元 can cause, or a truncated
 *  last digit; `presentation` template residue, format, naming, wording, quality of disclosure. */
export type Severity = 'error' | 'rounding' | 'presentation';

/** `proven` follows from the text alone; `strong` one reasonable reading; `possible` needs outside evidence. */
export type Certainty = 'proven' | 'strong' | 'possible';

/** Where something stands. Lines are split on `\n` only and counted from 1; `row` and `column` are labels. */
export interface Place {
  readonly line: number;
  readonly endLine?: number;
  readonly table?: string;
  readonly row?: string;
  readonly column?: string;
  readonly section?: string;
  /** A non-empty substring of those lines, white space ignored. */
  readonly quote: string;
}

/** A second place of a finding and what part it plays in it. */
export interface RelatedPlace {
  readonly role: 'operand' | 'counterpart' | 'repeat' | 'consequence';
  readonly place: Place;
  readonly check?: string;
  readonly stated?: string;
  readonly expected?: string;
  readonly difference?: string;
}

export interface Finding {
  /** Hash of check, labels and stated figures, without line numbers, so that it survives shifted text. */
  readonly id: string;
  readonly check: string;
  readonly family: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly place: Place;
  readonly also: readonly RelatedPlace[];
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
  /** Chinese, complete: what is stated, what follows from what, what would satisfy the relations. */
  readonly message: string;
  readonly article?: string;
}

/** A blocking finding stops a publication and makes the command answer 1. */
export function isBlocking(finding: Finding): boolean {
  return finding.severity === 'error' && finding.certainty !== 'possible';
}
