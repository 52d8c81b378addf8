/**
 * The audit object: what `mingzhang audit --format json`, `POST /api/audit` and the shelf of documents give. Others rely on
 * it; it changes only by adding.
 */
import { type CitedPlace, type Finding } from '@mingzhang/kernel';
import { type Checked } from './check.ts';
import { type DocumentKind, type FormId, type TableId } from './model.ts';

/** Formats other than plain text. */
export type FileFormat = 'html' | 'docx' | 'xlsx' | 'xls' | 'pdf' | 'json';

/** Where a part, table or form stands: lines in a text, blocks (and pages, or a sheet) in other formats. */
export type CitedRange = Omit<CitedPlace, 'table' | 'row' | 'column' | 'section' | 'quote' | 'cell'>;

export interface AuditObject<At extends CitedPlace = CitedPlace> {
  readonly file: string;
  readonly sha256: string;
  /** False, with a sentence in `error`, if the file could not be read. */
  readonly ok: boolean;
  readonly error: string | null;
  /** How the text was decoded, where that was not UTF-8: what GBK or UTF-16 is, is a guess that a reader should know of. */
  readonly encoding?: 'GB18030' | 'UTF-16LE' | 'UTF-16BE';
  /** What it is, where that is no plain text. */
  readonly format?: FileFormat;
  readonly auditor: { readonly version: string; readonly checks: string };
  readonly document: {
    readonly kind: DocumentKind;
    readonly bureau: string | null;
    readonly area: string | null;
    readonly year: number | null;
    readonly unit: string | null;
    readonly template: string | null;
  };
  readonly parts: readonly ({
    readonly kind: DocumentKind;
    readonly bureau: string | null;
    readonly year: number | null;
  } & CitedRange)[];
  readonly tables: readonly {
    readonly id: TableId;
    readonly printedNumber: string | null;
    readonly title: string;
    readonly unit: string | null;
    readonly rows: number;
    readonly columns: number;
    readonly empty: boolean;
    readonly place: CitedRange;
  }[];
  readonly forms: readonly {
    readonly id: FormId;
    readonly project?: string;
    readonly indicators: number;
    readonly place: CitedRange;
  }[];
  readonly findings: readonly Finding<At>[];
  readonly checked: readonly Checked[];
  readonly notRead: readonly { readonly place: At; readonly why: string }[];
  readonly stats: {
    readonly characters: number;
    readonly amounts: number;
    readonly amountsUnderstood: number;
    readonly relations: number;
    readonly held: number;
    readonly milliseconds: number;
  };
}
