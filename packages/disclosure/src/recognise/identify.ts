/** Whose document this is, of which year and kind: from titles, table heads and first sentences. */
import { type Block, type Paragraph } from '../blocks.ts';
import { squeeze } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { type DocumentKind } from '../model.ts';
import { type Skeleton } from './document.ts';

export interface Identity {
  readonly kind: DocumentKind;
  readonly bureau: string | null;
  readonly area: string | null;
  readonly year: number | null;
}

const organisation =
  /((?:[\p{Script=Han}]{2,18}?(?:省|市|县|区|旗|州))?[\p{Script=Han}]{0,14}?(?:局|委员会|办公室|中心|服务站|学校|医院|研究院|院))(?=部门|单位|本级|机关|（|整体|20\d\d|决算|预算|概况|[^\p{Script=Han}]|$)/u;
const areaPattern = /^([\p{Script=Han}]{1,14}?(?:自治县|自治旗|市辖区|县|市|区|旗))(?=[\p{Script=Han}]{2,})/u;

export function identifyDocument(blocks: readonly Block[], skeleton: Skeleton): Identity {
  const head = blocks
    .filter((block): block is Paragraph => block.kind === 'paragraph')
    .slice(0, 25)
    .map((block) => squeeze(block.text).replace(/^[#*·-]+/, ''));
  const titles = head.filter((text) => text.length <= 50);
  const named = skeleton.tables.map((table) => table.department ?? '').filter((name) => name.length >= 3);
  const bureau = mostCommon(named) ?? firstOrganisation(titles) ?? firstOrganisation(head);
  const area = bureau === null ? null : (areaOf(bureau) ?? null);
  const years = [
    ...skeleton.tables.flatMap((table) => (table.part === 0 && table.year !== null ? [table.year] : [])),
    ...titles.flatMap((text) =>
      matchesOf(text, /(20\d\d)年(?:度)?(?!末|底|\d{1,2}月)/g).map((match) => Number(match[1])),
    ),
    ...skeleton.sections
      .filter((section) => section.part === 0 && section.level <= 2)
      .flatMap((section) => matchesOf(section.title, /(20\d\d)年/g).map((match) => Number(match[1]))),
  ];
  const narrative = skeleton.sections
    .filter((section) => section.part === 0)
    .flatMap((section) => section.paragraphs.slice(0, 2).map((paragraph) => squeeze(paragraph.text.slice(0, 80))));
  const year =
    mostCommon(years) ??
    mostCommon(narrative.flatMap((text) => matchesOf(text, /(20\d\d)年度/g).map((match) => Number(match[1]))));
  return { kind: kindOf(titles, skeleton), bureau, area, year };
}

function kindOf(titles: readonly string[], skeleton: Skeleton): DocumentKind {
  const accounts = skeleton.tables.filter((table) => table.id !== 'other').length;
  const title = titles
    .filter((text) => !/[。，；]/.test(text))
    .slice(0, 8)
    .join('|');
  if (
    /20\d\d年.{0,24}预算(?:公开|编制说明|说明|草案|$)|预算(?:公开|编制说明|草案)|部门预算$|单位预算$/.test(title) &&
    !/决算/.test(title)
  )
    return 'budget';
  if (accounts >= 2 || (/决算/.test(title) && skeleton.parts[0]?.kind !== 'performance-report'))
    return 'final-accounts';
  if (skeleton.parts.some((part) => part.kind === 'performance-report')) return 'performance-report';
  if (skeleton.forms.length > 0)
    return skeleton.forms.every((form) => form.id === 'goal') ? 'goal-form' : 'performance-report';
  if (skeleton.parts.some((part) => part.kind === 'goal-form')) return 'goal-form';
  return accounts > 0 ? 'final-accounts' : 'unknown';
}

function firstOrganisation(texts: readonly string[]): string | null {
  for (const text of texts) {
    const match = organisation.exec(text.replace(/^20\d\d年度?/, ''));
    if (match?.[1] !== undefined && match[1].length >= 4) return match[1];
  }
  return null;
}

function areaOf(bureau: string): string | null {
  const longest = /^([\p{Script=Han}]{1,14}(?:县|市|区|旗))(?=[\p{Script=Han}]{2,})/u.exec(bureau)?.[1];
  return longest ?? areaPattern.exec(bureau)?.[1] ?? null;
}

function mostCommon<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | null = null;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most) {
      best = value;
      most = count;
    }
  }
  return best;
}
