/**
 * Brackets and quotation marks come in pairs within a section, and each faces its own way (“三公“ does not).
 *
 *     详见附件（另行公布。     → （ is never closed
 *     严控“三公“经费          → the second “ should be ”
 */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips, type Slip, type Text, textsOf } from './document-support.ts';

const closing: Readonly<Record<string, string>> = {
  '（': '）',
  '“': '”',
  '《': '》',
  '〔': '〕',
  '【': '】',
  '「': '」',
};
const opening: Readonly<Record<string, string>> = {
  '）': '（',
  '”': '“',
  '》': '《',
  '〕': '〔',
  '】': '【',
  '」': '「',
};

interface Unmatched {
  readonly text: Text;
  readonly index: number;
  readonly mark: string;
  readonly turned: boolean;
}

export const bracketsClosed: Check = {
  meta: {
    id: 'brackets-closed',
    family: 'typo',
    severity: 'presentation',
    certainty: 'proven',
    name: '括号引号成对',
    help: '括号、引号、书名号成对使用，方向正确。',
  },
  run(document, report) {
    const texts = textsOf(document).filter(
      (text) => text.role === 'body' || text.role === 'heading' || (text.role === 'head' && /[。；]/.test(text.text)),
    );
    const loose = texts.map(unmatchedIn);
    // A line broken inside a bracket is one sentence in two paragraphs: the halves match each other.
    for (let at = 0; at + 1 < loose.length; at += 1) {
      const here = loose[at] ?? [];
      const next = loose[at + 1] ?? [];
      const last = here.at(-1);
      const first = next[0];
      if (last === undefined || first === undefined || closing[last.mark] !== first.mark) continue;
      here.pop();
      next.shift();
    }
    reportSlips(report, 1, loose.flat().map(slipOf));
  },
};

/** The marks that come in pairs. */
const anyMark = /[（）“”《》〔〕【】「」]/g;

/** True where every mark meets its own, the usual case. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // Of the characters only those around the brackets are looked up.
    if (code < 0x201c || (code > 0x3015 && code < 0xff08) || code > 0xff09) continue;
    const mark = text.charAt(index);
    if (closing[mark] !== undefined) {
      if (mark === '“' && open.at(-1) === mark) return false;
      open.push(mark);
    } else if (opening[mark] !== undefined && open.pop() !== opening[mark]) return false;
  }
  return open.length === 0;
}

function unmatchedIn(text: Text): Unmatched[] {
  if (isBalanced(text.text)) return [];
  const open: Unmatched[] = [];
  const found: Unmatched[] = [];
  for (const { 0: mark, index } of matchesOf(text.text, anyMark)) {
    if (closing[mark] !== undefined) {
      const before = open.at(-1);
      if (before !== undefined && before.mark === mark && mark === '“') {
        found.push({ text, index, mark, turned: true });
        open.pop();
      } else {
        open.push({ text, index, mark, turned: false });
      }
      continue;
    }
    const wanted = opening[mark];
    if (wanted === undefined) continue;
    const at = open.findLastIndex((one) => one.mark === wanted);
    if (at !== -1) {
      found.push(...open.slice(at + 1));
      open.length = at;
    } else if (!(mark === '）' && isListMark(text.text, index))) {
      found.push({ text, index, mark, turned: false });
    }
  }
  found.push(...open);
  return found.sort((a, b) => a.index - b.index);
}

/** 1）… 一）… a）… number a list. */
function isListMark(text: string, index: number): boolean {
  return /(?:^|[。；，、：])[\da-zA-Z一二三四五六七八九十①-⑳]{1,3}$/.test(text.slice(Math.max(0, index - 5), index));
}

function slipOf(one: Unmatched): Slip {
  const start = Math.max(0, one.index - 4);
  const end = Math.min(one.text.text.length, one.index + 4);
  const around = one.text.text.slice(start, end);
  const place = placeIn(one.text, start, end);
  if (one.turned)
    return {
      key: `turned ${one.text.text.slice(Math.max(0, one.index - 3), one.index + 1)}`,
      place,
      judgement: { stated: '“', expected: '”', message: `“${around}”处的后引号写成了前引号。` },
    };
  const missing = closing[one.mark] ?? opening[one.mark] ?? '';
  return {
    key: `loose ${around}`,
    place,
    judgement: {
      stated: one.mark,
      expected: missing,
      message: `“${one.mark}”没有与之配对的“${missing}”：…${around}…。`,
    },
  };
}
