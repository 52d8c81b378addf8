/** The document rebuilt: text as text, tables as tables, line numbers in the margin, findings' places highlighted. */
import { memo, type ReactNode, startTransition, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Block, type Grid, type Paragraph } from '../words.ts';
import { type Target } from './locate.ts';
import { cellMarks, type Mark, type MarksByBlock, segments } from './marks.ts';
import { type Piece, pieceOf, piecesOf } from './pieces.ts';

/** Where to scroll; a new object scrolls again even to the same place. */
export interface Destination {
  readonly target: Target;
  /** The place takes the focus, not only the eye. */
  readonly focus: boolean;
}

interface OriginalProps {
  readonly blocks: readonly Block[];
  /** The file has lines of its own to print in the margin; else paragraphs and tables are numbered. */
  readonly hasLines: boolean;
  /** Level of the heading on a line: 1 第一部分, 2 一、, 3 （一） … */
  readonly headings: ReadonlyMap<number, number>;
  readonly marks: MarksByBlock;
  readonly active: MarksByBlock;
  readonly lineNumbers: boolean;
  readonly destination: Destination | null;
  readonly onPick: (findings: readonly string[]) => void;
}

const none: MarksByBlock = new Map();
const noMarks: readonly Mark[] = [];

export function Original({
  blocks,
  hasLines,
  headings,
  marks,
  active,
  lineNumbers,
  destination,
  onPick,
}: OriginalProps) {
  const pieces = useMemo(() => piecesOf(blocks), [blocks]);
  const container = useRef<HTMLDivElement>(null);
  const [mounted, setMounted] = useState(10);

  // The first screens at once, the rest while the browser has nothing better to do.
  useEffect(() => {
    if (mounted >= pieces.length) return;
    const timer = setTimeout(() => startTransition(() => setMounted((count) => count + 25)), 30);
    return () => clearTimeout(timer);
  }, [mounted, pieces.length]);

  useLayoutEffect(() => {
    if (destination === null || container.current === null) return;
    const { target } = destination;
    const wanted = pieceOf(pieces, target.block, target.kind === 'cell' ? target.row : 0);
    if (wanted >= mounted) {
      setMounted(wanted + 5);
      return;
    }
    const element = container.current.querySelector<HTMLElement>(selectorOf(target));
    if (element === null) return;
    element.scrollIntoView({ block: 'center', inline: 'nearest' });
    // Pieces above may have been laid out by this very scroll and have shifted the place: go there once more.
    const again = requestAnimationFrame(() => {
      element.scrollIntoView({ block: 'center', inline: 'nearest' });
      if (destination.focus) element.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(again);
  }, [destination, pieces, mounted]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: from the keyboard findings are reached through the list, which leads here
    <div
      ref={container}
      className={lineNumbers ? 'paper' : 'paper paper-plain'}
      role="document"
      aria-label="原文"
      onClick={(event) => {
        const marked = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-findings]') : null;
        const findings = marked?.dataset.findings?.split(' ') ?? [];
        if (findings.length > 0) onPick(findings);
      }}
    >
      {pieces.slice(0, mounted).map((piece) => (
        <PieceView
          key={piece.key}
          piece={piece}
          blocks={blocks}
          hasLines={hasLines}
          headings={headings}
          marks={marks}
          active={touches(active, piece) ? active : none}
        />
      ))}
    </div>
  );
}

/** True if a mark stands in the piece; of a long table only its own rows count. */
function touches(marks: MarksByBlock, piece: Piece): boolean {
  for (const [block, list] of marks) {
    if (block >= piece.from && block < piece.to && list.some((mark) => standsIn(mark, piece))) return true;
  }
  return false;
}

function standsIn({ target }: Mark, { rows }: Piece): boolean {
  return rows === null || target.kind === 'run' || (target.row >= rows.from && target.row < rows.to);
}

function selectorOf(target: Target): string {
  if (target.kind === 'run') return `[data-at="${target.block}:${target.start}"]`;
  return target.cell === null
    ? `tr[data-at="${target.block}:${target.row}"]`
    : `[data-at="${target.block}:${target.row}:${target.cell}"]`;
}

const PieceView = memo(function PieceView({
  piece,
  blocks,
  hasLines,
  headings,
  marks,
  active,
}: {
  readonly piece: Piece;
  readonly blocks: readonly Block[];
  readonly hasLines: boolean;
  readonly headings: ReadonlyMap<number, number>;
  readonly marks: MarksByBlock;
  readonly active: MarksByBlock;
}) {
  const content: ReactNode[] = [];
  for (let at = piece.from; at < piece.to; at += 1) {
    const block = blocks[at];
    if (block === undefined) continue;
    const all = [...(active.get(at) ?? noMarks), ...(marks.get(at) ?? noMarks)].filter((mark) => standsIn(mark, piece));
    content.push(
      block.kind === 'paragraph' ? (
        <ParagraphView
          key={at}
          paragraph={block}
          block={at}
          hasLines={hasLines}
          marks={all}
          level={headings.get(block.spans[0]?.line ?? 0)}
        />
      ) : (
        <GridView
          key={at}
          grid={block}
          block={at}
          hasLines={hasLines}
          marks={all}
          from={piece.rows?.from ?? 0}
          to={piece.rows?.to ?? block.rows.length}
        />
      ),
    );
  }
  return (
    <section className="piece" style={{ containIntrinsicSize: `auto ${piece.height}px` }}>
      {content}
    </section>
  );
});

function ParagraphView({
  paragraph,
  block,
  hasLines,
  marks,
  level,
}: {
  readonly paragraph: Paragraph;
  readonly block: number;
  readonly hasLines: boolean;
  readonly marks: readonly Mark[];
  readonly level: number | undefined;
}) {
  const { text, spans } = paragraph;
  const first = spans[0]?.line ?? 0;
  const last = spans.at(-1)?.line ?? first;
  return (
    <p className={level === undefined ? 'para' : `para head head-${Math.min(level, 4)}`} data-line={first}>
      <span className="gutter" aria-hidden>
        {hasLines ? (first === last ? first : `${first}–${last}`) : block + 1}
      </span>
      {segments(text, marks).map((segment) =>
        segment.marks.length === 0 ? (
          segment.text
        ) : (
          <mark key={segment.start} data-at={`${block}:${segment.start}`} tabIndex={-1} {...looks(segment.marks)}>
            {segment.text}
          </mark>
        ),
      )}
    </p>
  );
}

const number = /^[-+−]?[\d,]+(\.\d+)?%?$/;
const accountCode = /^\d{3}(\d{2}){0,2}$/;

/** Figures stand right; an account code is a name, though it is made of digits. */
function isFigure(cells: Grid['rows'][number]['cells'], column: number): boolean {
  const text = cells[column]?.text ?? '';
  if (!number.test(text)) return false;
  const after = cells[column + 1]?.text ?? '';
  return !(accountCode.test(text) && after !== '' && !number.test(after));
}

function GridView({
  grid,
  block,
  hasLines,
  marks,
  from,
  to,
}: {
  readonly grid: Grid;
  readonly block: number;
  readonly hasLines: boolean;
  readonly marks: readonly Mark[];
  readonly from: number;
  readonly to: number;
}) {
  const widths = useMemo(() => columnWidths(grid), [grid]);
  return (
    <div className="grid-scroll">
      <table className="grid" style={{ minWidth: `${widths.reduce((sum, width) => sum + width, 0) * 7.5 + 48}px` }}>
        <colgroup>
          <col className="grid-lines" />
          {widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
            <col key={column} style={{ width: `${width}em` }} />
          ))}
        </colgroup>
        <tbody>
          {grid.rows.slice(from, to).map((row, offset) => {
            const at = from + offset;
            const inRow =
              marks.length === 0 ? noMarks : marks.filter(({ target }) => target.kind === 'cell' && target.row === at);
            return (
              <tr key={at} data-at={`${block}:${at}`} tabIndex={-1}>
                <td className="gutter" aria-hidden>
                  {hasLines ? row.line : `${block + 1}.${at + 1}`}
                </td>
                {row.cells.map((cell, column) => {
                  const own = inRow.length === 0 ? noMarks : cellMarks(inRow, at, column);
                  const short =
                    grid.encoding === 'merged-once' &&
                    column === row.cells.length - 1 &&
                    row.cells.length < widths.length;
                  return (
                    <td
                      // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                      key={column}
                      data-at={`${block}:${at}:${column}`}
                      tabIndex={own.length === 0 ? undefined : -1}
                      colSpan={short ? widths.length - column : undefined}
                      {...looks(own, isFigure(row.cells, column) ? 'num' : undefined)}
                    >
                      {cell.text}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Widths in characters, so that the pieces of a long table line up. Names get room, headings over figures are wrapped. */
function columnWidths(grid: Grid): readonly number[] {
  const widths: number[] = [];
  for (const { cells } of grid.rows) {
    for (const [column, { text }] of cells.entries()) {
      const words = Math.min(text.length, column < 2 || text.length > 12 ? 14 : 6) + 1.2;
      const width = number.test(text) ? text.length * 0.62 + 1.4 : words;
      widths[column] = Math.max(widths[column] ?? 3, width);
    }
  }
  return widths;
}

const order = ['selected', 'counterpart', 'operand', 'consequence', 'repeat', 'finding', 'not-read'] as const;

/** Class, title and findings of something marked; of several marks the foremost decides how it looks. */
function looks(
  marks: readonly Mark[],
  base?: string,
): { className?: string; title?: string; 'data-findings'?: string } {
  const foremost = order.map((kind) => marks.find((mark) => mark.kind === kind)).find((mark) => mark !== undefined);
  if (foremost === undefined) return base === undefined ? {} : { className: base };
  const findings = [...new Set(marks.flatMap(({ finding }) => (finding === null ? [] : [finding])))];
  const severity = foremost.severity === null ? '' : ` mark-${foremost.severity}`;
  return {
    className: `${base ?? ''} mark mark-${foremost.kind}${severity}`.trim(),
    title: foremost.title,
    ...(findings.length === 0 ? {} : { 'data-findings': findings.join(' ') }),
  };
}
