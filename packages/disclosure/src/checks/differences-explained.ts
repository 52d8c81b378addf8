/**
 * A final figure that differs from its budget, or from last year's, is explained: 财预〔2016〕143号 asks for the reasons of
 * increases and decreases. A reason for the change against last year does not explain the difference from the budget.
 */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { type Disclosure } from '../model.ts';
import { bodyOf, bodyOfSection, partKindOf, placeIn, reportSlips, type Slip, type Text } from './document-support.ts';

const completion = /完成(?:年初|全年|年度|本年|调整)?预算(?:数)?的?([\d.]+)%/g;
const yearOnYear =
  /(?:与上年(?:度|决算数)?相比|较上年(?:度|决算数?)?|比上年(?:度|决算数?)?|与上一年度相比)[^。；]{0,30}?(?:增加|减少|增长|下降|降低|上升)([\d,.]+)(?:万元|元)/g;
const reasonWords = /原因|因为|由于|主要(?:是|系|用于弥补)|系因|故|所致|是因|为(?:压缩|落实|严格|厉行)|用于.{0,20}增加/;
const itemised = /^[^。]*(?:其中：?|如下：?|包括：)$/;
const comparisons = /^(?:overview|fiscal-overview|general-overall|three-public|running-cost)$/;
const budgets = /^(?:general-detail|general|three-public|meetings|training)$/;

export const differencesExplained: Check = {
  meta: {
    id: 'differences-explained',
    family: 'expl',
    severity: 'presentation',
    certainty: 'strong',
    name: '增减和预决算差异有原因',
    help: '决算数与年初预算数、上年数不同的，应说明原因。',
  },
  run(document, report) {
    const slips: Slip[] = [];
    let looked = 0;
    for (const text of bodyOf(document)) {
      const topic = text.section?.topic ?? '';
      if (partKindOf(document, text) !== 'final-accounts') continue;
      if (budgets.test(topic)) {
        for (const match of matchesOf(text.text, completion)) {
          if (Number(match[1]) === 100) continue;
          looked += 1;
          if (opensList(text, match.index + match[0].length) || itemsFollow(document, text)) continue;
          const rest = untilComparison(text.text.slice(match.index));
          // A rate that the sentence itself contradicts (决算数与预算数持平) is an error of the rate.
          if (/持平|一致|相同|等于/.test(rest)) continue;
          if (!reasonWords.test(rest))
            slips.push(
              slipAt(
                text,
                match.index,
                match[0],
                `决算只完成预算的${match[1] ?? ''}%`,
                `${topic} ${text.text.slice(0, 20)} ${match[0]}`,
                Number(match[1]) > 100,
              ),
            );
        }
      }
      if (comparisons.test(topic)) {
        for (const match of matchesOf(text.text, yearOnYear)) {
          if (Number((match[1] ?? '').replaceAll(',', '')) === 0) continue;
          looked += 1;
          // “…故与上年相比减少” behind the reasons is their conclusion.
          if (/原因/.test(text.text.slice(0, match.index))) continue;
          if (!reasonWords.test(text.text.slice(match.index)))
            slips.push(slipAt(text, match.index, match[0], '与上年相比有增减', `${topic} ${match[0]}`, false));
        }
      }
    }
    if (looked === 0) report.notApplicable('没有写明预算完成率或与上年比较的句子');
    reportSlips(report, looked, slips);
  },
};

/** “…完成年初预算的68.35%。其中：” introduces the items, each with its own reason. */
function opensList(text: Text, from: number): boolean {
  const rest = text.text.slice(from);
  return (
    itemised.test(text.text) ||
    /^[，。；]?其中：?/.test(rest) ||
    /其中：?$/.test(rest.slice(0, 40)) ||
    rest === '，' ||
    rest === ''
  );
}

/** The sentence on the whole, with the items and their own reasons in the paragraphs below. */
function itemsFollow(document: Disclosure, text: Text): boolean {
  return (
    text.section?.paragraphs[0] === text.paragraph &&
    bodyOfSection(document, text.section).filter((other) => /年初预算|完成/.test(other.text)).length > 2
  );
}

/** What is said of the budget, before the comparison with last year begins. */
function untilComparison(rest: string): string {
  const at = rest.search(/(?:较|比|与)上(?:年|一年)/);
  return at === -1 ? rest : rest.slice(0, at);
}

function slipAt(text: Text, at: number, printed: string, what: string, key: string, over: boolean): Slip {
  return {
    key,
    place: placeIn(text, at, at + printed.length),
    judgement: {
      stated: printed,
      expected: '原因',
      message: `${over ? what.replace('只', '') : what}（“${printed}”），没有说明原因。`,
    },
  };
}
