/**
 * Headings count on in their own style: 一、二、三、 without a gap, and no 4、 standing where 四、 belongs.
 */
import { type Check } from '../check.ts';
import { compareContents } from './contents-agree.ts';
import { numberOf, placeIn, placeOfText, proseOf, reportSlips, type Slip, type Text } from './document-support.ts';

interface Numbered {
  readonly text: Text;
  readonly style: Style;
  readonly printed: string;
  readonly number: number;
  /** Running text that happens to be numbered may start and stop anywhere; only headings are held to the order. */
  readonly heading: boolean;
}

type Style = '第一部分' | '一、' | '（一）' | '1、' | '（1）';

const styles: readonly (readonly [RegExp, Style])[] = [
  [/^[-#]*第([一二三四五六七八九十]{1,3})部分/, '第一部分'],
  [/^[-#]*([一二三四五六七八九十]{1,3})[、．.]/, '一、'],
  [/^[-#]*（([一二三四五六七八九十]{1,3})）/, '（一）'],
  [/^[-#]*(\d{1,2})[、．.](?!\d)/, '1、'],
  [/^[-#]*（(\d{1,2})）/, '（1）'],
];

export const headingsNumberedInOrder: Check = {
  meta: {
    id: 'headings-numbered-in-order',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '标题序号连续、层级一致',
    help: '同级标题的序号连续，样式一致。',
  },
  run(document, report) {
    const prose = proseOf(document).filter((text) => text.section?.topic !== 'glossary' || text.role === 'heading');
    const byPart = Map.groupBy(prose, (text) => text.part);
    const slips: Slip[] = [];
    let looked = 0;
    for (const part of document.parts) {
      const numbered = (byPart.get(part.index) ?? []).flatMap(numberingOf);
      looked += numbered.length;
      const strangers = new Map<Numbered, Style>();
      numbered.forEach((one, index) => {
        const other = strangeIn(numbered, index);
        if (other === null) return;
        strangers.set(one, other);
        slips.push({
          key: `style ${one.printed} ${one.text.text.slice(0, 20)}`,
          place: placeOfText(one.text, 30),
          judgement: {
            stated: one.printed,
            expected: other.replace(/[一1]/, inStyle(other, one.number)),
            message: `“${one.text.text.slice(0, 24)}”与前后的“${other}”级标题并列，序号却写成“${one.printed}”。`,
          },
        });
      });
      // A number that the table of contents announces and no heading answers is that check's finding.
      const announced = new Set(compareContents(document).missing.map((one) => one.number));
      slips.push(
        ...gapsIn(
          numbered.map((one) => ({ ...one, style: strangers.get(one) ?? one.style })),
          (style, number) => announced.has(style.replace(/[一1]/, inStyle(style, number))),
        ),
      );
    }
    reportSlips(report, looked, slips);
  },
};

function numberingOf(text: Text): readonly Numbered[] {
  for (const [pattern, style] of styles) {
    const match = pattern.exec(text.text);
    const number = numberOf(match?.[1] ?? '');
    if (match === null || number === null || number === 0) continue;
    return [{ text, style, printed: match[0].replace(/^[-#]+/, ''), number, heading: text.role === 'heading' }];
  }
  return [];
}

const chinese = '零一二三四五六七八九十';

function inStyle(style: Style, number: number): string {
  return style === '1、' || style === '（1）'
    ? String(number)
    : number <= 10
      ? chinese.charAt(number)
      : `十${chinese.charAt(number - 10)}`;
}

/** How many numbered paragraphs away a neighbour can stand. */
const window = 200;

/** A heading whose neighbours in another style are its own number less and plus one. */
function strangeIn(numbered: readonly Numbered[], index: number): Style | null {
  const one = numbered[index];
  if (one === undefined || !one.heading) return null;
  const candidates: readonly Style[] = one.style === '1、' ? ['一、'] : one.style === '（1）' ? ['（一）'] : [];
  for (const style of candidates) {
    // A neighbour in the style, or what ends the list: a new part, a new chapter.
    const bounds = (other: Numbered): boolean =>
      other.style === style || other.style === '第一部分' || (style === '（一）' && other.style === '一、');
    const after = numbered.slice(index + 1, index + 1 + window).find(bounds);
    const earlier = numbered.slice(Math.max(0, index - window), index);
    const before = earlier.findLast(bounds);
    const beforeNumber = before === undefined || before.style !== style ? 0 : before.number;
    if (beforeNumber !== one.number - 1 || beforeNumber === 0) {
      // Number one has no neighbour before: the neighbour after must be two, and none of its own style may follow.
      if (one.number !== 1 || beforeNumber !== 0) continue;
    }
    // One that continues a list of its own style (1. 2、) is at home there.
    const own = earlier.findLast((other) => other.style === one.style || other === before);
    if (own !== undefined && own !== before && own.number === one.number - 1) continue;
    const next = numbered[index + 1];
    const goesOn = next !== undefined && next.style === one.style && next.number === one.number + 1;
    if (goesOn) continue;
    if (after?.style === style && after.number === one.number + 1) return style;
    // The last of its list has nothing after it.
    if (one.number > 1 && after?.style !== style && style === '（一）') return style;
  }
  return null;
}

function gapsIn(numbered: readonly Numbered[], announced: (style: Style, number: number) => boolean): readonly Slip[] {
  const skips = (one: Numbered, last: number): boolean =>
    one.heading &&
    last !== 0 &&
    one.number !== last + 1 &&
    one.number !== 1 &&
    !(one.number === last + 2 && announced(one.style, last + 1));
  const slips: Slip[] = [];
  let chapter = 0;
  let section = 0;
  let part = 0;
  for (const one of numbered) {
    if (one.style === '第一部分') {
      if (skips(one, part)) slips.push(gap(one, part));
      part = one.number;
      chapter = 0;
      section = 0;
    } else if (one.style === '一、') {
      if (skips(one, chapter)) slips.push(gap(one, chapter));
      chapter = one.number;
      section = 0;
    } else if (one.style === '（一）') {
      if (skips(one, section)) slips.push(gap(one, section));
      section = one.number;
    }
  }
  return slips;
}

function gap(one: Numbered, last: number): Slip {
  const why = one.number === last ? `与前一个同级标题重号` : `前一个同级标题的序号是${last}，序号不连续`;
  return {
    key: `gap ${one.printed} ${one.text.text.slice(0, 20)}`,
    place: placeIn(one.text, 0, Math.min(one.text.text.length, 30)),
    judgement: {
      stated: one.printed,
      expected: one.style.replace(/[一1]/, inStyle(one.style, last + 1)),
      message: `“${one.text.text.slice(0, 24)}”${why}。`,
    },
  };
}
