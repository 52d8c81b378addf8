/**
 * Arithmetic written out in the text holds: 1231×380=467780; 「甲…元、乙…元、丙…元；合计：…元」 within one sentence.
 */
import { absolute, type Exact, exact, formatExact, one, parseExact } from '@mingzhang/kernel';
import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { type Claim } from '../model.ts';
import { plus } from './cells.ts';

const product =
  /(\d[\d,.]*)\s*(?:×|\*|x|X|\\times)\s*(\d[\d,.]*)\s*(?:[\p{Script=Han}]{0,4})?\s*[=＝]\s*(\d[\d,]*(?:\.\d+)?)/gu;

export const inlineArithmeticHolds: Check = {
  meta: {
    id: 'inline-arithmetic-holds',
    family: 'narr-sum',
    severity: 'error',
    certainty: 'proven',
    name: '文中算式成立',
    help: '文字中写出的算式（人数×标准＝金额）和同一句中“合计”的金额与所列各项之和一致。',
  },
  run(document, report) {
    for (const section of document.sections) {
      for (const paragraph of section.paragraphs) {
        if (paragraph.text.length > 100_000) continue;
        for (const match of matchesOf(paragraph.text, product)) {
          const [a, b, c] = [match[1], match[2], match[3]].map((text) =>
            parseExact((text ?? '').replaceAll(',', '').replace(/\.$/, '')),
          );
          if (a === null || b === null || c === null || a === undefined || b === undefined || c === undefined) continue;
          const result: Exact = (a * b) / one;
          const slack = (match[3] ?? '').includes('.')
            ? exact('0.005')
            : (match[1] ?? '').includes('.') || (match[2] ?? '').includes('.')
              ? exact('0.5')
              : 0n;
          report.judge(absolute(result - c) <= slack, () => ({
            place: { line: lineAt(paragraph, match.index), section: section.title, quote: match[0].trim() },
            stated: match[3] ?? '',
            expected: formatExact(result),
            difference: formatExact(c - result),
            message: `算式“${match[0].trim()}”不成立：${match[1]}×${match[2]}＝${formatExact(result)}。`,
          }));
        }
      }
    }
    sentenceTotals(document.claims, (whole, parts) => {
      report.relation({
        kind: 'sum',
        whole: whole.quantity,
        parts: parts.map((part) => plus(part.quantity)),
        accuse: whole.quantity,
        certainty: 'strong',
        reason: '合计＝同一句中所列各项之和',
      });
    });
  },
};

/** 「…合计N元」 after at least two amounts of the same kind in the same sentence. */
function sentenceTotals(claims: readonly Claim[], found: (whole: Claim, parts: readonly Claim[]) => void): void {
  const bySentence = new Map<number, Claim[]>();
  for (const claim of claims) {
    if (claim.kind !== 'amount' || claim.aside) continue;
    const list = bySentence.get(claim.sentence);
    if (list === undefined) bySentence.set(claim.sentence, [claim]);
    else list.push(claim);
  }
  for (const list of bySentence.values()) {
    const at = list.findIndex((claim) => claim.measure === 'text:合计');
    const whole = list[at];
    if (at < 2 || whole === undefined) continue;
    const parts = list.slice(0, at);
    if (parts.every((part) => part.measure.startsWith('text:') && part.quantity.unit === whole.quantity.unit))
      found(whole, parts);
  }
}
