/**
 * What the running text says of single projects: '1. 某某项目绩效自评综述：全年预算数80万元，执行数23.44万元，完成预算的29.3%', or a list
 * '2、某某工作经费50万元，…'. Each statement is tied to the form whose project's name is most like it.
 */
import { type Place } from '@mingzhang/kernel';
import { parseFigure } from '../amount.ts';
import { lineAt, type Paragraph } from '../blocks.ts';
import { compact } from '../compact.ts';
import { type Disclosure, type Form, type Part } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { partAt } from './document-support.ts';
import { similarity } from './form-support.ts';

export interface Statement {
  /** The form it is about; null where the document carries none. */
  readonly form: Form | null;
  readonly whole: boolean;
  readonly part: number;
  /** The project's name as the text has it, without number and year. */
  readonly name: string;
  readonly namePlace: Place;
  readonly budget: Quantity | null;
  readonly executed: Quantity | null;
  readonly rate: Quantity | null;
  readonly score: Quantity | null;
  /** An amount after the name in a list of projects, of which it is not said what it is. */
  readonly amount: Quantity | null;
}

const review =
  /全年预算数?(?:为|是)?([\d,.]+(?:万元|元))，(?:全年)?执行数?(?:为|是)?([\d,.]+(?:万元|元))(?:，(?:执行率|完成预算的|预算执行率|完成)(?:为|达)?([\d.]+%))?/d;
const scored = /自评(?:得|评)分(?:为|是)?([\d.]+)分?/d;
const listed =
  /^(?:[（(]?\d{1,2}[）)]?|[（(]?[一二三四五六七八九十]+[）)])[、.．，]?(?:(20\d{2})年度?)?([^，。；：\d]{4,30}?)(?:预算|支出)?([\d,.]+(?:万元|元))(?=[，。；])/d;

/** One document's statements are the same quantities for every check, so that the engine sees that they are one figure. */
const remembered = new WeakMap<Disclosure, readonly Statement[]>();

/** Every statement of the text about a project or the whole department, tied to its form where there is one. */
export function statementsOf(document: Disclosure): readonly Statement[] {
  const known = remembered.get(document);
  if (known !== undefined) return known;
  const forms = document.forms.filter(
    (form) => form.id === 'project-self-evaluation' || form.id === 'overall-self-evaluation',
  );
  const statements: Statement[] = [];
  const claimed = new Map(
    document.claims.map((claim) => [`${claim.quantity.place.line}|${claim.offset}`, claim.quantity] as const),
  );
  const byPart = new Map<number, readonly Form[]>();
  const formsFor = (part: Part | undefined): readonly Form[] => {
    const known = byPart.get(part?.index ?? -1);
    if (known !== undefined) return known;
    const own = part === undefined ? forms : forms.filter((form) => form.part === part.index);
    const found =
      own.length > 0
        ? own
        : forms.filter(
            (form) => part === undefined || part.year === null || form.year === null || form.year === part.year,
          );
    byPart.set(part?.index ?? -1, found);
    return found;
  };
  for (const [index, block] of document.blocks.entries()) {
    if (block.kind !== 'paragraph' || block.text.length > 20_000) continue;
    const line = lineAt(block, 0);
    const before = partAt(document.parts, line);
    const here = before !== null && line <= before.endLine ? before : undefined;
    const candidates = nearest(formsFor(here), line);
    const next = document.blocks[index + 1];
    const statement =
      statementIn(block, candidates, here?.index ?? 0, claimed) ??
      (next?.kind === 'paragraph' && isCut(block, next)
        ? statementIn(joinParagraphs(block, next), candidates, here?.index ?? 0, claimed)
        : null);
    if (statement !== null) statements.push(statement);
  }
  remembered.set(document, statements);
  return statements;
}

/** A text speaks of the forms near it: of very many, the forty around its line. */
function nearest(forms: readonly Form[], line: number): readonly Form[] {
  if (forms.length <= 40) return forms;
  let low = 0;
  let high = forms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((forms[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return forms.slice(Math.max(0, low - 20), low + 20);
}

/** A numbered sentence that a page break cut after its first words. */
function isCut(paragraph: Paragraph, next: Paragraph): boolean {
  return (
    /^\s*[（(]?\d{1,2}[）)、.．]/.test(paragraph.text) &&
    !/[。；：:]\s*$/.test(paragraph.text) &&
    !/^\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]/.test(next.text) &&
    paragraph.text.length + next.text.length < 20_000
  );
}

function joinParagraphs(first: Paragraph, second: Paragraph): Paragraph {
  return {
    kind: 'paragraph',
    text: first.text + second.text,
    spans: [
      ...first.spans,
      ...second.spans.map((span) => ({ line: span.line, start: span.start + first.text.length })),
    ],
  };
}

function statementIn(
  paragraph: Paragraph,
  forms: readonly Form[],
  part: number,
  claimed: ReadonlyMap<string, Quantity>,
): Statement | null {
  const { text, at } = compact(paragraph.text);
  const placed = (range: readonly [number, number] | undefined): Place => {
    const [start, end] = range ?? [0, 1];
    const from = at[start] ?? 0;
    const to = (at[end - 1] ?? from) + 1;
    const line = lineAt(paragraph, from);
    const endLine = lineAt(paragraph, to - 1);
    return { line, ...(endLine > line ? { endLine } : {}), quote: paragraph.text.slice(from, to) };
  };
  const quantity = (match: RegExpExecArray | null, group: number, unit: string, label: string): Quantity | null => {
    const printed = match?.[group];
    const figure = printed === undefined ? null : parseFigure(printed, unit);
    if (printed === undefined || figure === null) return null;
    const place = placed(match?.indices?.[group]);
    // The narrative's own reading of this figure, so that the engine sees one figure and not two.
    const known = claimed.get(`${place.line}|${at[match?.indices?.[group]?.[0] ?? 0] ?? 0}`);
    return known !== undefined && known.value === figure.value
      ? known
      : { ...figure, printed, label, place, source: 'claim', sure: true };
  };
  const found = review.exec(text);
  if (found !== null) {
    const before = text.slice(0, found.index);
    const whole = /^[^：:]{0,30}整体支出[^：:]{0,80}$/.test(before);
    const named =
      /^(?:[（(]?\d{1,2}[）)]?[、.．]?|[（(][一二三四五六七八九十]+[）)])?(?:20\d{2}年度?)?[“”"]?(.{2,30}?)[“”"]?(?:项目)?(?:支出)?(?:绩效)?自评/d.exec(
        before,
      );
    const name = named?.[1] ?? '';
    const form = whole ? forms.find((candidate) => candidate.id === 'overall-self-evaluation') : bestMatch(name, forms);
    if (!whole && name === '') return null;
    const label = whole ? '正文整体支出' : `正文“${name}”`;
    return {
      form: form ?? null,
      whole,
      part,
      name: whole ? '' : name,
      namePlace: placed(named?.indices?.[1]),
      budget: quantity(found, 1, '万元', `${label}全年预算数`),
      executed: quantity(found, 2, '万元', `${label}执行数`),
      rate: quantity(found, 3, '%', `${label}执行率`),
      score: quantity(scored.exec(text), 1, '分', `${label}自评得分`),
      amount: null,
    };
  }
  const item = listed.exec(text);
  const name = item?.[2] ?? '';
  // In a list any amount may follow the name, so the name must be nearly the project's, and the year the form's.
  const form = item === null ? undefined : bestMatch(name, forms, 80);
  if (item === null || form === undefined) return null;
  if (item[1] !== undefined && form.year !== null && Number(item[1]) !== form.year) return null;
  return {
    form,
    whole: false,
    part,
    name,
    namePlace: placed(item.indices?.[2]),
    budget: null,
    executed: null,
    rate: null,
    score: null,
    amount: quantity(item, 3, '万元', `正文“${name}”金额`),
  };
}

/** The form whose project's name is most like this one; none if two are equally like it. */
function bestMatch(name: string, forms: readonly Form[], least = 60): Form | undefined {
  const ranked = forms
    .filter((form) => form.project !== null)
    .map((form) => ({ form, match: similarity(name, form.project ?? '') }))
    .sort((a, b) => b.match - a.match);
  const [best, next] = ranked;
  return best === undefined || best.match < least || next?.match === best.match ? undefined : best.form;
}
