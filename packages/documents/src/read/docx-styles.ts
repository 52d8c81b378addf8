/** What a Word file's styles say that changes what is read: hidden text, and the numbering of headings. */
import { childOf, childrenOf, isOn, valOf, type XmlElement } from './xml.ts';

export interface NumberingReference {
  readonly id: string | undefined;
  readonly level: string | undefined;
}

export class DocxStyles {
  private readonly styles = new Map<string, XmlElement>();
  private readonly defaultParagraph: string | undefined;

  constructor(part: XmlElement | null) {
    let standard: string | undefined;
    for (const style of childrenOf(part ?? undefined, 'w:style')) {
      const id = style.attributes['w:styleId'];
      if (id === undefined) continue;
      this.styles.set(id, style);
      if (style.attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(style.attributes['w:default'] ?? ''))
        standard = id;
    }
    this.defaultParagraph = standard;
  }

  hidesParagraph(style: string | undefined): boolean {
    return this.hides(style ?? this.defaultParagraph);
  }

  hidesRun(style: string | undefined): boolean {
    return style !== undefined && this.hides(style);
  }

  private hides(style: string | undefined): boolean {
    return this.chain(style).some((one) => isOn(childOf(one, 'w:rPr'), 'w:vanish'));
  }

  /** The numbering that a style, or one that it is based on, brings. */
  numberingOf(style: string | undefined): NumberingReference | null {
    let level: string | undefined;
    for (const one of this.chain(style ?? this.defaultParagraph)) {
      const reference = childOf(childOf(one, 'w:pPr'), 'w:numPr');
      if (reference === undefined) continue;
      level ??= valOf(reference, 'w:ilvl');
      const id = valOf(reference, 'w:numId');
      if (id !== undefined) return { id, level };
    }
    return null;
  }

  /** A numbering style's own numbering. */
  numberingOfStyle(style: string): string | undefined {
    return valOf(childOf(childOf(this.styles.get(style), 'w:pPr'), 'w:numPr'), 'w:numId');
  }

  /** A style and what it is based on, nearest first. */
  private chain(style: string | undefined): XmlElement[] {
    const chain: XmlElement[] = [];
    let id = style;
    while (id !== undefined && chain.length < 20) {
      const found = this.styles.get(id);
      if (found === undefined) break;
      chain.push(found);
      id = valOf(found, 'w:basedOn');
    }
    return chain;
  }
}
