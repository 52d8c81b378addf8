/**
 * How a narrative explains its figures: “支出减少1,884.42万元，下降40.38%，主要原因是…”. The checks on explanations share this reading:
 * where a difference is stated, and what reason follows it.
 */

import { matchesOf } from '../matches.ts';
import { type Disclosure } from '../model.ts';
import { once, type Text, textsWith } from './document-support.ts';

export interface Explained {
  readonly text: Text;
  /** Where the change is stated, as offsets in the compact text. */
  readonly start: number;
  readonly end: number;
  readonly direction: 1 | -1;
  /** The change as printed; null where only a direction is stated (决算数大于预算数). */
  readonly printed: string | null;
  /** The reason's words, '' where none follows. */
  readonly reason: string;
  readonly reasonStart: number;
}

const change =
  /(?:(增加|增长|上升|提高)|(减少|下降|降低))(?:了)?([\d,]+(?:\.\d+)?)(亿元|万元|元)|决算数?(?:(大于|高于|超过|多于)|(小于|低于|少于))(?:年初|全年|本年)?预算数?/g;
const reasonMark =
  /(?:主要)?(?:的)?(?:原因|是因为|是由于|系因|因为|由于)(?:为|是|在于|：|主要是|有)*|主要(?:是|系|为)(?:因为|由于)?/g;

/** Every stated change with the reason that follows it in the same paragraph. */
export const explainedIn = once((document: Disclosure): readonly Explained[] =>
  textsWith(document, change).flatMap((text) =>
    text.role !== 'body' || text.section?.topic === 'glossary' ? [] : inText(text),
  ),
);

function inText(text: Text): readonly Explained[] {
  const changes = matchesOf(text.text, change);
  return changes.flatMap((match, index): readonly Explained[] => {
    const start = match.index;
    const end = start + match[0].length;
    const next = changes[index + 1]?.index ?? text.text.length;
    const mark = firstMark(text.text, end, text.text.length);
    // The reason belongs to the last change stated before it; 收入总计减少…，支出总计减少… share one.
    if (mark === null || mark.start >= next) return [];
    const stop = reasonEnd(text.text, mark.end);
    const down = match[2] !== undefined || match[6] !== undefined;
    return [
      {
        text,
        start,
        end,
        direction: down ? -1 : 1,
        printed: match[3] === undefined ? null : `${match[3]}${match[4] ?? ''}`,
        reason: text.text.slice(mark.end, stop),
        reasonStart: mark.end,
      },
    ];
  });
}

function firstMark(text: string, from: number, to: number): { readonly start: number; readonly end: number } | null {
  reasonMark.lastIndex = from;
  const match = reasonMark.exec(text);
  return match === null || match.index >= to ? null : { start: match.index, end: match.index + match[0].length };
}

/** A reason ends where the paragraph does, or where the next figure's sentence begins. */
function reasonEnd(text: string, from: number): number {
  const after = /。(?=其中|与上年|较上年|比上年|公务|因公|会议|培训)|，?与上年相比|；(?=公务|因公)|。?其中：/.exec(
    text.slice(from),
  );
  return after === null ? text.length : from + after.index;
}
