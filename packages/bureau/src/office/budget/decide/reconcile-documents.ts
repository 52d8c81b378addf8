/**
 * 指标对账: an export of the finance system's 指标 against the budget documents in force here, document by document and line by line. What
 * belongs together has the same kind and number; its lines are compared by project, items, money and level.
 *
 *     《云财预〔2024〕1号》 export R1 2101501 500.00, here R1 2101501 400.00   →   amount-differs, with that line
 */
import { addFen, type Fen, sumFen } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';
import { type DocumentKind, documentKinds, type MoneyLevel } from '../item.ts';
import { type RecordedDocument } from './document.ts';

export interface ExportedLine {
  /** Of the file. */
  readonly row: number;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly project: string;
  readonly functionCode: string;
  readonly economyCode: string | null;
  readonly source: MoneySource;
  readonly level: MoneyLevel;
  readonly direct: boolean;
  readonly amount: Fen;
}

export const documentMatchNames = {
  matched: '相符',
  'amount-differs': '金额不符',
  'lines-differ': '明细不符',
  'not-recorded': '没有登记',
  'not-in-export': '导出没有',
} as const;

export type DocumentMatch = keyof typeof documentMatchNames;

export interface DifferingLine extends Omit<ExportedLine, 'row' | 'kind' | 'number' | 'amount'> {
  readonly exported: Fen;
  readonly recorded: Fen;
}

export interface ReconciledDocument {
  readonly match: DocumentMatch;
  readonly kind: DocumentKind;
  readonly number: string;
  /** Rows of the file that are its. */
  readonly rows: readonly number[];
  /** Drawn up here and not yet approved: not in force. */
  readonly waiting: boolean;
  readonly exported: Fen;
  readonly recorded: Fen;
  /** Lines in which the two differ. */
  readonly lines: readonly DifferingLine[];
}

/** Compares the two; what differs comes first, then by kind and number. */
export function reconcileDocuments(
  exported: readonly ExportedLine[],
  documents: readonly RecordedDocument[],
): readonly ReconciledDocument[] {
  const keyOf = ({ kind, number }: { readonly kind: DocumentKind; readonly number: string }) => `${kind} ${number}`;
  const theirs = Map.groupBy(exported, keyOf);
  const ours = Map.groupBy(
    documents.filter(({ state }) => state === 'approved'),
    keyOf,
  );
  const waiting = new Set(documents.filter(({ state }) => state === 'drafted').map(keyOf));
  const found = [...new Set([...theirs.keys(), ...ours.keys()])].map((key): ReconciledDocument => {
    const [rows, own] = [theirs.get(key) ?? [], ours.get(key) ?? []];
    const [first] = [...rows, ...own];
    if (first === undefined) throw new Error('a group of nothing');
    const lines = differencesOf(
      rows,
      own.flatMap((document) => document.lines),
    );
    const amounts = {
      exported: sumFen(rows.map(({ amount }) => amount)),
      recorded: sumFen(own.flatMap((document) => document.lines.map(({ amount }) => amount))),
    };
    const match: DocumentMatch =
      own.length === 0
        ? 'not-recorded'
        : rows.length === 0
          ? 'not-in-export'
          : amounts.exported !== amounts.recorded
            ? 'amount-differs'
            : lines.length > 0
              ? 'lines-differ'
              : 'matched';
    const { kind, number } = first;
    return { match, kind, number, rows: rows.map(({ row }) => row), waiting: waiting.has(key), ...amounts, lines };
  });
  const order = (kind: DocumentKind): number => documentKinds.indexOf(kind);
  return found.toSorted(
    (a, b) =>
      Number(a.match === 'matched') - Number(b.match === 'matched') ||
      order(a.kind) - order(b.kind) ||
      (a.number < b.number ? -1 : 1),
  );
}

type Line = Omit<ExportedLine, 'row' | 'kind' | 'number'>;

function differencesOf(exported: readonly Line[], recorded: readonly Line[]): readonly DifferingLine[] {
  const found = new Map<string, DifferingLine>();
  const add = (
    { project, functionCode, economyCode, source, level, direct, amount }: Line,
    of: 'exported' | 'recorded',
  ) => {
    const key = [project, functionCode, economyCode, source, level, direct].join(' ');
    const line = found.get(key) ?? {
      ...{ project, functionCode, economyCode, source, level, direct },
      exported: 0,
      recorded: 0,
    };
    found.set(key, { ...line, [of]: addFen(line[of], amount) });
  };
  for (const line of exported) add(line, 'exported');
  for (const line of recorded) add(line, 'recorded');
  return [...found.values()].filter((line) => line.exported !== line.recorded);
}
