/** The official layout in Word's terms: fonts, styles, page sizes. */
import {
  AlignmentType,
  type IParagraphStyleOptions,
  type IRunStylePropertiesOptions,
  type ISectionOptions,
  type IStylesOptions,
  LineRuleType,
  PageOrientation,
} from 'docx';
import layout from './official-layout.json' with { type: 'json' };

const { page, landscape, sizes, fonts, linesPerPage, charactersPerLine } = layout;

const twipsPerMillimetre = 1440 / 25.4;
export const twips = (millimetres: number): number => Math.round(millimetres * twipsPerMillimetre);

export type FontRole = Exclude<keyof typeof fonts, 'latin'>;

/** Chinese in one font, Latin letters and digits in another. */
function font(role: FontRole): NonNullable<IRunStylePropertiesOptions['font']> {
  const latin = role === 'section' ? fonts.section.name : fonts.latin.name;
  return { eastAsia: fonts[role].name, ascii: latin, hAnsi: latin, cs: latin };
}

/** Half-points, as Word counts sizes. */
const half = (points: number): number => points * 2;

/** Twenty-two lines to a page. */
const line = Math.floor(twips(page.height - page.top - page.bottom) / linesPerPage);
const exactly = (value: number) => ({ line: value, lineRule: LineRuleType.EXACT });
/** Characters stand a little closer than they are wide, so that twenty-eight fit into a line. */
const characterSpacing = Math.floor(twips(page.width - page.left - page.right) / charactersPerLine) - sizes.body * 20;
const indent = { firstLine: 2 * (sizes.body * 20 + characterSpacing) };

function style(
  id: string,
  name: string,
  role: FontRole,
  size: number,
  paragraph: NonNullable<IParagraphStyleOptions['paragraph']>,
  run: IRunStylePropertiesOptions = {},
): IParagraphStyleOptions {
  return {
    id,
    name,
    basedOn: 'Normal',
    next: 'Body',
    quickFormat: true,
    run: { font: font(role), size: half(size), ...run },
    paragraph,
  };
}

const centred = { alignment: AlignmentType.CENTER };

export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: font('body'), size: half(sizes.body), language: { value: 'en-US', eastAsia: 'zh-CN' } },
      paragraph: { spacing: exactly(line) },
    },
    heading1: {
      run: { font: font('title'), size: half(sizes.title) },
      paragraph: { ...centred, spacing: { ...exactly(line + 140), after: 200 }, keepNext: true },
    },
    heading2: {
      run: { font: font('section'), size: half(sizes.body), characterSpacing },
      paragraph: { indent, keepNext: true, spacing: exactly(line) },
    },
    heading3: {
      run: { font: font('subsection'), size: half(sizes.body), characterSpacing },
      paragraph: { indent, keepNext: true, spacing: exactly(line) },
    },
    heading4: {
      run: { font: font('body'), size: half(sizes.body), bold: true, characterSpacing },
      paragraph: { indent, keepNext: true, spacing: exactly(line) },
    },
  },
  paragraphStyles: [
    style('Body', 'Body Text', 'body', sizes.body, { indent, alignment: AlignmentType.BOTH }, { characterSpacing }),
    style('Bureau', 'Cover Bureau', 'title', sizes.title, {
      ...centred,
      spacing: { ...exactly(line + 140), before: twips(50) },
    }),
    style('CoverTitle', 'Cover Title', 'title', 26, {
      ...centred,
      spacing: { ...exactly(line + 300), after: twips(80) },
    }),
    style('CoverLine', 'Cover Line', 'subsection', sizes.body, centred),
    style('ContentsTitle', 'Contents Heading', 'section', sizes.title, {
      ...centred,
      spacing: { ...exactly(line + 140), after: 200 },
    }),
    style('TOC1', 'toc 1', 'section', sizes.foot, { spacing: exactly(line - 60) }),
    style('TOC2', 'toc 2', 'body', sizes.foot, { spacing: exactly(line - 100), indent: { left: 560 } }),
    style('TableTitle', 'Table Title', 'title', sizes.body, { ...centred, keepNext: true, spacing: exactly(440) }),
    style('TableNumber', 'Table Number', 'table', sizes.note, {
      alignment: AlignmentType.RIGHT,
      keepNext: true,
      spacing: exactly(300),
    }),
    style('TableHead', 'Table Head', 'table', sizes.note, { keepNext: true, spacing: exactly(300) }),
    style('TableText', 'Table Text', 'table', sizes.table, { spacing: exactly(220) }),
    style('TableLabel', 'Table Label', 'table', sizes.table, { ...centred, spacing: exactly(220) }),
    style('TableAmount', 'Table Amount', 'table', sizes.table, {
      alignment: AlignmentType.RIGHT,
      spacing: exactly(220),
    }),
    style('TableNote', 'Table Note', 'table', sizes.note, { spacing: exactly(320) }),
    style('PageNumber', 'Page Number', 'table', sizes.foot, { spacing: exactly(320) }),
  ],
};

export interface Sheet {
  readonly page: NonNullable<NonNullable<ISectionOptions['properties']>['page']>;
  /** Between the margins, in twips. */
  readonly textWidth: number;
}

export const upright: Sheet = {
  page: {
    size: { width: twips(page.width), height: twips(page.height), orientation: PageOrientation.PORTRAIT },
    margin: {
      top: twips(page.top),
      right: twips(page.right),
      bottom: twips(page.bottom),
      left: twips(page.left),
      footer: twips(page.footer),
      header: twips(15),
    },
  },
  textWidth: twips(page.width - page.left - page.right),
};

export const sideways: Sheet = {
  page: {
    // The library turns the page itself: width and height are those of the upright sheet.
    size: { width: twips(page.width), height: twips(page.height), orientation: PageOrientation.LANDSCAPE },
    margin: {
      top: twips(landscape.top),
      right: twips(landscape.right),
      bottom: twips(landscape.bottom),
      left: twips(landscape.left),
      footer: twips(landscape.footer),
      header: twips(12),
    },
  },
  textWidth: twips(page.height - landscape.left - landscape.right),
};

/** Word's list of fonts with what stands in for each where it is missing. */
export function fontTable(): string {
  const entries = Object.values(fonts).map(
    ({ name, free }) => `<w:font w:name="${name}"><w:altName w:val="${free.join(',')}"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${entries.join('')}</w:fonts>`;
}
