/**
 * The numbers that Word prints before paragraphs (一、 （一） 1.) and does not store in their text. Counted as Word counts:
 * a level starts again after a higher one, paragraphs of one abstract numbering count together.
 */
import { type DocxStyles } from './docx-styles.ts';
import { type ListKind, listNumber } from './numbers.ts';
import { childOf, childrenOf, isOn, valOf, type XmlElement } from './xml.ts';

const kinds: Readonly<Record<string, ListKind>> = {
  decimal: 'decimal',
  decimalHalfWidth: 'decimal',
  decimalZero: 'two-digits',
  decimalFullWidth: 'full-width',
  decimalFullWidth2: 'full-width',
  decimalEnclosedCircle: 'circled',
  decimalEnclosedCircleChinese: 'circled',
  decimalEnclosedParen: 'bracketed',
  decimalEnclosedFullstop: 'dotted',
  chineseCounting: 'chinese',
  chineseCountingThousand: 'chinese',
  japaneseCounting: 'chinese',
  koreanCounting: 'chinese',
  taiwaneseCounting: 'chinese',
  taiwaneseCountingThousand: 'chinese',
  ideographDigital: 'chinese-digits',
  taiwaneseDigital: 'chinese-digits',
  japaneseDigitalTenThousand: 'chinese-digits',
  chineseLegalSimplified: 'chinese-legal',
  ideographLegalTraditional: 'chinese-legal',
  ideographTraditional: 'stems',
  ideographZodiac: 'branches',
  lowerLetter: 'lower-letter',
  upperLetter: 'upper-letter',
  lowerRoman: 'lower-roman',
  upperRoman: 'upper-roman',
};

interface Level {
  readonly start: number;
  /** null: counts without a number (bullets, none). */
  readonly kind: ListKind | null;
  readonly text: string;
  readonly suffix: string;
  /** The level whose number starts this one again; −1 never. */
  readonly restart: number;
  /** Higher levels are printed in plain digits. */
  readonly legal: boolean;
}

interface Definition {
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that this list starts anew, with where. */
  readonly starts: ReadonlyMap<number, number>;
}

export class Numbering {
  private readonly styles: DocxStyles;
  private readonly definitions = new Map<string, Definition>();
  private readonly counts = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(part: XmlElement | null, styles: DocxStyles) {
    this.styles = styles;
    const abstracts = new Map<string, XmlElement>();
    for (const element of childrenOf(part ?? undefined, 'w:abstractNum'))
      abstracts.set(element.attributes['w:abstractNumId'] ?? '', element);
    const lists = new Map<string, XmlElement>();
    for (const element of childrenOf(part ?? undefined, 'w:num'))
      lists.set(element.attributes['w:numId'] ?? '', element);
    for (const [id, list] of lists) {
      let abstract = valOf(list, 'w:abstractNumId') ?? '';
      // An abstract numbering may only name a numbering style, which names the list that has the levels.
      const link = valOf(abstracts.get(abstract), 'w:numStyleLink');
      if (link !== undefined) {
        const linked = lists.get(styles.numberingOfStyle(link) ?? '');
        abstract = valOf(linked, 'w:abstractNumId') ?? abstract;
      }
      const levels = new Map<number, Level>();
      for (const level of childrenOf(abstracts.get(abstract), 'w:lvl')) addLevel(levels, level);
      const starts = new Map<number, number>();
      for (const override of childrenOf(list, 'w:lvlOverride')) {
        const at = Number(override.attributes['w:ilvl'] ?? '0');
        const level = childOf(override, 'w:lvl');
        if (level !== undefined) addLevel(levels, level);
        const start = valOf(override, 'w:startOverride');
        if (start !== undefined) starts.set(at, Number(start));
      }
      this.definitions.set(id, { abstract, levels, starts });
    }
  }

  /** The number printed before a paragraph, counted on; null where there is none. */
  next(properties: XmlElement | undefined, style: string | undefined): string | null {
    const own = childOf(properties, 'w:numPr');
    const inherited = this.styles.numberingOf(style);
    const id = valOf(own, 'w:numId') ?? inherited?.id;
    if (id === undefined || id === '0') return null;
    const definition = this.definitions.get(id);
    const at = Number(valOf(own, 'w:ilvl') ?? inherited?.level ?? '0');
    const level = definition?.levels.get(at);
    if (definition === undefined || level === undefined) return null;
    const counts = this.counts.get(definition.abstract) ?? [];
    this.counts.set(definition.abstract, counts);
    if (!this.begun.has(id)) {
      this.begun.add(id);
      for (const [overridden, start] of definition.starts) {
        counts.length = Math.min(counts.length, overridden);
        if (overridden === at) counts[at] = start - 1;
      }
    }
    for (let higher = 0; higher < at; higher += 1) counts[higher] ??= definition.levels.get(higher)?.start ?? 1;
    counts[at] = (counts[at] ?? level.start - 1) + 1;
    for (let lower = at + 1; lower < counts.length; lower += 1) {
      const restart = definition.levels.get(lower)?.restart ?? lower;
      if (restart === -1 || at + 1 > restart) continue;
      delete counts[lower];
    }
    return printed(definition, level, counts);
  }
}

function printed(definition: Definition, level: Level, counts: readonly number[]): string | null {
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    const of = definition.levels.get(at);
    const count = counts[at] ?? of?.start ?? 1;
    if (of?.kind === null || of === undefined) return '';
    return listNumber(level.legal ? 'decimal' : of.kind, count);
  });
  return text === '' ? null : `${text}${level.suffix}`;
}

function addLevel(levels: Map<number, Level>, element: XmlElement): void {
  const at = Number(element.attributes['w:ilvl'] ?? '0');
  const format = valOf(element, 'w:numFmt') ?? 'decimal';
  const suffix = valOf(element, 'w:suff') ?? 'tab';
  levels.set(at, {
    start: Number(valOf(element, 'w:start') ?? '1'),
    kind: format === 'bullet' || format === 'none' ? null : (kinds[format] ?? 'decimal'),
    // The sign of a bullet is no text.
    text: format === 'bullet' ? '' : (valOf(element, 'w:lvlText') ?? ''),
    suffix: suffix === 'nothing' ? '' : ' ',
    restart: restartOf(valOf(element, 'w:lvlRestart'), at),
    legal: isOn(element, 'w:isLgl'),
  });
}

/** Without a word of its own a level starts again after any higher one. */
function restartOf(value: string | undefined, at: number): number {
  if (value === undefined) return at;
  const level = Number(value);
  return level === 0 ? -1 : level;
}
