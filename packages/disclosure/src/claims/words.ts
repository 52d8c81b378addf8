/** The words around a figure: sentences, clauses, comparisons, years and nouns, as they stand. Nothing here knows a measure. */
import { type Compact, compact } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { type Comparator } from '../model.ts';
import { anyComparator, comparators } from './phrasebook.ts';

const quotationMarks = /[“”"‘’'＂]/g;

/** Compact text with quotation marks around 三公 removed, so that terms match however they are quoted. */
export function compactQuoted(text: string): Compact {
  const whole = compact(text);
  const marks = matchesOf(whole.text, quotationMarks);
  if (marks.length === 0) return whole;
  const at: number[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const stop of [...marks.map((mark) => mark.index), whole.text.length]) {
    pieces.push(whole.text.slice(from, stop));
    for (let index = from; index < stop; index += 1) at.push(whole.at[index] ?? 0);
    from = stop + 1;
  }
  return { text: pieces.join(''), at };
}

/** Names that carry 预算 without being a budget figure, masked by characters of the same length. */
export function maskBudgetNames(text: string): string {
  if (!text.includes('预算')) return text;
  return text.replace(
    /一般公共预算|政府性基金预算|国有资本经营预算|部门预算(?=项目)|一级预算|预算绩效|预算单位/g,
    (name) => '□'.repeat(name.length),
  );
}

interface Sentence {
  readonly start: number;
  readonly end: number;
}

export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // 。！？
    if (code === 0x3002 || code === 0xff01 || code === 0xff1f) {
      sentences.push({ start, end: index + 1 });
      start = index + 1;
    }
  }
  if (start < text.length) sentences.push({ start, end: text.length });
  return sentences;
}

/** True where a comparison stands in the words: 「与上年相比」. */
export function changesAnew(lead: string): boolean {
  return anyComparator.test(lead);
}

/** The words before last year's figure without the year, or null where the figure is not last year's. */
export function priorLead(lead: string, year: number | null): string | null {
  const match =
    /(?:与|同|比|较|和|相较于?)?(?:上一?年度?|去年|前一?年|(20\d\d)年度?)(?:(?:财政拨款)?(?:支出|收入)?决算(?:支出)?(?:数)?|同期|数)?(?:为|是|：|的|均为)?$/.exec(
      lead,
    );
  if (match === null) return null;
  if (match[1] !== undefined && (year === null || Number(match[1]) !== year - 1)) return null;
  return lead.slice(0, match.index);
}

export function lastComparator(lead: string): { readonly basis: Comparator; readonly rest: string } | null {
  if (!anyComparator.test(lead)) return null;
  let best: { basis: Comparator; start: number; end: number } | null = null;
  for (const { basis, pattern } of comparators) {
    pattern.lastIndex = 0;
    for (const match of matchesOf(lead, pattern)) {
      const end = match.index + match[0].length;
      if (best === null || match.index > best.start || (match.index === best.start && end > best.end))
        best = { basis, start: match.index, end };
    }
  }
  if (best === null) return null;
  return { basis: best.basis, rest: `${lead.slice(0, best.start)}，${lead.slice(best.end)}` };
}

export function lastClause(text: string): string {
  return text.slice(
    Math.max(
      text.lastIndexOf('，'),
      text.lastIndexOf('；'),
      text.lastIndexOf('。'),
      text.lastIndexOf('：'),
      text.lastIndexOf('、'),
    ) + 1,
  );
}

const nounTail =
  /(?:共计|合计|总计|累计|达到|约为|为|是|达|共|计|约|完成|实现|近|超过|超|支出|支付|报销|投入|安排|下达|筹集|，|：|、|（)+$/;

/** The noun before a figure, for claims about things we hold no measure for. */
export function nounBefore(lead: string): string {
  if (/(?:合计|共计|总计)(?:为|是)?：?$/.test(lead)) return '合计';
  const clause = lastClause(lead).replace(/[（）《》〔〕[\]]/g, '');
  const stripped = clause.replace(nounTail, '');
  const noun = /([\p{Script=Han}A-Za-z]{2,24})$/u.exec(stripped === '' ? clause : stripped)?.[1] ?? '';
  if (noun !== '') return noun;
  return (
    /([\p{Script=Han}]{2,24})[^\p{Script=Han}]*$/u.exec(clause)?.[1] ??
    /([\p{Script=Han}]{2,16})[，：、（]*$/u.exec(lead.replace(nounTail, ''))?.[1] ??
    ''
  );
}

export function periodIn(lead: string): number | null {
  const match = /(20\d\d)年度?[^，。；]{0,30}$/.exec(lead);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** ，；。： */
export function endsClause(code: number): boolean {
  return code === 0xff0c || code === 0xff1b || code === 0x3002 || code === 0xff1a;
}
