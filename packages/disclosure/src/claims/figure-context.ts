/** Where a figure stands: what is known of its section by then, whether it is an aside or inside a reason, on which basis it is, its place. */
import { lineAt, type Paragraph } from '../blocks.ts';
import { type Compact } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { type Basis, type Claim, type Comparator, type Section, type Table } from '../model.ts';
import { type TextFigure } from './figures.ts';
import { type Item } from './items.ts';
import { comparators, type Measure, measuresIn, roles } from './phrasebook.ts';
import { endsClause, lastClause, maskBudgetNames } from './words.ts';

/** What is known while reading a section. */
export interface Context {
  readonly section: Section;
  readonly index: number;
  readonly year: number | null;
  readonly tables: readonly Table[];
  measure: Measure | null;
  item: Item | null;
  comparator: Comparator | null;
  /** Open lists, the innermost last. */
  readonly lists: OpenList[];
  /** True while the sentence speaks of what was planned (预计 …). */
  planned: boolean;
}

export interface OpenList {
  readonly whole: Claim;
  readonly parts: Claim[];
  readonly announced: number | null;
  /** Sentence in which a list of unknown things was opened; it ends there unless numbered paragraphs follow. */
  readonly sentence: number;
  readonly paragraph: number;
}

export interface FigureAt {
  readonly paragraph: Paragraph;
  readonly text: Compact;
  readonly figure: TextFigure;
  /** Words between the figure before (or the sentence's start) and this one. */
  readonly lead: string;
  readonly context: Context;
  readonly inReason: boolean;
}

/** True inside round brackets: 「616795人（集中征缴期内参保人数为615270人）」. */
export function isAside(at: FigureAt): boolean {
  const { text } = at.text;
  const { start, end } = at.figure;
  const open = text.lastIndexOf('（', start - 1);
  if (start === 0 || open < Math.max(0, start - 60) || text.lastIndexOf('）', start - 1) > open) return false;
  const close = text.indexOf('）', end);
  return close !== -1 && close < end + 40;
}

/** What can stand before the measure of a list's next item: its number, 其中, the year. */
const beforeItem = /^(?:（?[\d一二三四五六七八九十]{1,3}[）、.．])?(?:其中|本年度?|全年|当年|20\d\d年度?)*[：、]?$/;

/**
 * Inside a reason a statement can begin again: 「故与上年相比，收入总计减少…」, or after 「；」 the next item of the list. Gives
 * its words, or null while the reason goes on.
 */
export function afterReason(lead: string, context: Context): string | null {
  const clause = lead.slice(Math.max(lead.lastIndexOf('；'), lead.lastIndexOf('。'), lead.lastIndexOf('：')) + 1);
  const first = measuresIn(clause, context.section.topic)[0];
  if (lead.includes('；') && first !== undefined && beforeItem.test(clause.slice(0, first.start))) return clause;
  const masked = maskBudgetNames(lead);
  if (!roles.change.test(masked)) return null;
  for (const { pattern } of comparators) {
    pattern.lastIndex = 0;
    const match = matchesOf(lead, pattern).at(-1);
    if (match !== undefined && !/[；。]/.test(lead.slice(match.index))) return lead.slice(match.index);
  }
  // 「，下降40.32%，支出总计减少…」: the statement that began anew goes on.
  return /^[，、]?(?:[\p{Script=Han}]{0,12})$/u.test(lead) && lead.length <= 14 ? lead : null;
}

export function basisOf(masked: string, context: Context, lead: string): Basis | null {
  if (roles.prior.test(masked)) return 'prior-final';
  if (roles.startBudget.test(masked)) return 'start-budget';
  if (roles.annualBudget.test(masked)) return 'annual-budget';
  if (roles.budget.test(masked)) return 'budget';
  if (context.planned && (context.section.topic === 'insurance-funds' || /预计[^，。；]{0,20}$/.test(lead)))
    return 'budget';
  if (context.section.topic === 'insurance-funds') return null;
  return roles.final.test(masked) ? 'final' : null;
}

/** A budget named inside a completion: 「完成预算3万元的…」, 「占年初预算100万元的…」. */
export const namesCompleted = /^(?:完成|占)(?:了)?(?:年初|全年|调整后?|年度|本年|当年|支出)*预算(?:数|安排)?(?:为)?$/;

/** True where the words before a figure go on with the sentence's own measure: 「，支出决算为」, 「年初预算」. */
export function continuesMeasure(masked: string, context: Context): boolean {
  if (context.measure === null) return false;
  const clause = lastClause(masked)
    .replace(/20\d\d年度?/, '')
    .replace(/^(?:其中|本年度?(?!预算)|全年(?!预算)|当年)/, '');
  if (namesCompleted.test(clause)) return true;
  if (
    /^(?:（.*?）)?(?:年初|全年|调整后?|年度|支出|收入|本年)?(?:预算|决算)(?:支出|安排)?(?:数|额|金额)?(?:均|共)?(?:为|是|：)?$/.test(
      clause,
    )
  )
    return true;
  return /^(?:（.*?）)?(?:实际支出|决算支出|实际执行|执行|支出|收入|共计|合计|总计|总额|金额|全年执行|全年预算)?(?:数|额)?(?:均|各|分别)?(?:为|是|：)?$/.test(
    clause,
  );
}

export function placeOf(at: FigureAt) {
  const { paragraph, text, figure, lead, context } = at;
  const contextLength = Math.min(lead.length, 14);
  let from = figure.start - contextLength;
  for (let index = figure.start - 2; index >= from; index -= 1) {
    if (endsClause(text.text.charCodeAt(index))) {
      from = index + 1;
      break;
    }
  }
  const start = text.at[Math.max(0, from)] ?? 0;
  const end = (text.at[figure.end - 1] ?? start) + 1;
  const line = lineAt(paragraph, text.at[figure.start] ?? start);
  const lastLine = lineAt(paragraph, end - 1);
  const quote = paragraph.text
    .slice(lineAt(paragraph, start) === line ? start : (text.at[figure.start] ?? start), end)
    .replaceAll('**', '');
  return { line, ...(lastLine === line ? {} : { endLine: lastLine }), section: context.section.title, quote };
}
