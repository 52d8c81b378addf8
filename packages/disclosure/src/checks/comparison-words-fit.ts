/**
 * 「决算数大于（小于、等于）预算数」 and 「与上年持平」 fit the two figures they compare.
 */

import { type Paragraph } from '../blocks.ts';
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { type Claim } from '../model.ts';
import { plus } from './cells.ts';
import { textsWith } from './document-support.ts';

const comparison = /决算(?:支出)?(?:数)?(大于|小于|等于|高于|低于|多于|少于|超过)(?:年初|全年|本年|年度)?预算/g;
const equality = /与(?:年初|全年|本年|年度)?预算(?:数)?(?:相同|持平|一致|相等)/g;
const either = new RegExp(`${comparison.source}|${equality.source}`, 'g');

export const comparisonWordsFit: Check = {
  meta: {
    id: 'comparison-words-fit',
    family: 'narr-int',
    severity: 'error',
    certainty: 'proven',
    name: '大小表述与金额一致',
    help: '“决算数大于（小于）预算数”“与预算数相同”等表述与所写的预算数、决算数大小一致。',
  },
  run(document, report) {
    const byLine = new Map<number, Claim[]>();
    for (const claim of document.claims) {
      if (claim.kind !== 'amount' || claim.aside || !claim.quantity.sure || claim.basis === 'prior-final') continue;
      const list = byLine.get(claim.quantity.place.line);
      if (list === undefined) byLine.set(claim.quantity.place.line, [claim]);
      else list.push(claim);
    }
    for (const text of textsWith(document, either)) {
      if (text.role !== 'body') continue;
      const { paragraph } = text;
      const claims = [...new Set(paragraph.spans.map((span) => span.line))].flatMap((line) => byLine.get(line) ?? []);
      if (claims.length < 2) continue;
      for (const match of [...matchesOf(text.text, comparison), ...matchesOf(text.text, equality)]) {
        const at = text.at[match.index] ?? 0;
        const pair = pairBefore(claims, paragraph, at);
        if (pair === null) continue;
        const { final, budget } = pair;
        const word = match[1];
        const reason = `文字说“${match[0]}”`;
        const certainty = 'proven';
        if (word === undefined || word === '等于') {
          report.relation({
            kind: 'sum',
            whole: final.quantity,
            parts: [plus(budget.quantity)],
            accuse: final.quantity,
            reason,
            certainty,
          });
        } else if (/大于|高于|多于|超过/.test(word)) {
          report.relation({
            kind: 'at-least',
            left: final.quantity,
            right: budget.quantity,
            accuse: final.quantity,
            reason,
            certainty,
          });
        } else {
          report.relation({
            kind: 'at-least',
            left: budget.quantity,
            right: final.quantity,
            accuse: final.quantity,
            reason,
            certainty,
          });
        }
      }
    }
  },
};

/** The figure right before the words, if it is a final figure whose budget stands before it in the same paragraph. */
function pairBefore(
  claims: readonly Claim[],
  paragraph: Paragraph,
  at: number,
): { readonly final: Claim; readonly budget: Claim } | null {
  let end = claims.length;
  while (end > 0 && (claims[end - 1]?.offset ?? 0) >= at) end -= 1;
  const before = claims.slice(Math.max(0, end - 12), end);
  const final = before.at(-1);
  const budget = before.findLast(
    (claim) =>
      claim.measure === final?.measure &&
      (claim.basis === 'start-budget' || claim.basis === 'annual-budget' || claim.basis === 'budget'),
  );
  if (final === undefined || budget === undefined || final.basis !== 'final') return null;
  // A sentence or two of reasons may stand between the figure and the words, not another item.
  return paragraph.text.slice(budget.offset, at).includes('；') ? null : { final, budget };
}
