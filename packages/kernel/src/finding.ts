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

/**
 * A place as others see it. A text has lines; other formats have blocks – paragraphs and tables, counted from 1 in reading
 * order –, a PDF has pages and a workbook has sheets and cells besides.
 */
export interface CitedPlace extends Omit<Place, 'line'> {
  readonly line?: number;
  readonly page?: number;
  readonly endPage?: number;
  /** Name of the worksheet. */
  readonly sheet?: string;
  /** The worksheet's cell, as Excel names it: C12. */
  readonly cell?: string;
  readonly block?: number;
  readonly endBlock?: number;
  /** The row in the table that the block is, from 1. */
  readonly blockRow?: number;
  readonly endBlockRow?: number;
}

/**
 * A place's numbers for people: `第 431 行`, `第 12 至 14 行`; `第 3 页第 5 段`, `工作表“公开05表”C12` where a format has no lines.
 * `block` is a paragraph or a table, so it is called 段.
 */
export function whereInWords(place: Omit<CitedPlace, 'quote'>): string {
  const { line, endLine, sheet, cell, page, endPage, block, endBlock, blockRow, endBlockRow } = place;
  if (line !== undefined) return `第 ${range(line, endLine)} 行`;
  if (sheet !== undefined) return `工作表“${sheet}”${cell ?? ''}`;
  const onPage = page === undefined ? '' : `第 ${range(page, endPage)} 页`;
  if (block === undefined) return onPage;
  const inTable = blockRow === undefined || endBlock !== undefined ? '' : `第 ${range(blockRow, endBlockRow)} 行`;
  return `${onPage}第 ${range(block, endBlock)} 段${inTable}`;
}

function range(from: number, to: number | undefined): string {
  return to === undefined || to === from ? `${from}` : `${from} 至 ${to}`;
}

/** A second place of a finding and what part it plays in it. */
export interface RelatedPlace<At extends CitedPlace = Place> {
  readonly role: 'operand' | 'counterpart' | 'repeat' | 'consequence';
  readonly place: At;
  readonly check?: string;
  readonly stated?: string;
  readonly expected?: string;
  readonly difference?: string;
}

export interface Finding<At extends CitedPlace = Place> {
  /** Hash of check, labels and stated figures, without line numbers, so that it survives shifted text. */
  readonly id: string;
  readonly check: string;
  readonly family: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly place: At;
  readonly also: readonly RelatedPlace<At>[];
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
  /** Chinese, complete: what is stated, what follows from what, what would satisfy the relations. */
  readonly message: string;
  readonly article?: string;
}

/** A finding as others see it. */
export type CitedFinding = Finding<CitedPlace>;

/** A blocking finding stops a publication and makes the command answer 1. */
export function isBlocking(finding: CitedFinding): boolean {
  return finding.severity === 'error' && finding.certainty !== 'possible';
}
