/** Satisfaction, awareness, coverage and enrolment are shares of people or cases: never above 100 %, in forms as in the text. */
import { exact, parseExact } from '@mingzhang/kernel';
import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { textsWith } from './document-support.ts';
import { formName, indicatorLabel, quantityOf } from './form-support.ts';

const share = /满意(?:度|率)|知晓(?:度|率)|认可度|覆盖率|参保率|合格率|达标率|及时率|好评率|兑付率/;
/** Shares of a population that may be counted elsewhere (常住 against 户籍) can exceed it. */
const broad = /参保率|覆盖率/;
const sentence =
  /(满意(?:度|率)|知晓(?:度|率)|认可度|覆盖率|参保率|好评率)(?:均|都)?(达到?了?|为|超过|高于|大于|在)?(\d{3,}(?:\.\d+)?)[%％](以上)?/dg;

export const formPercentagesPossible: Check = {
  meta: {
    id: 'form-percentages-possible',
    family: 'perf-pct',
    severity: 'error',
    certainty: 'proven',
    name: '比率不超过100%',
    help: '满意度、知晓率、覆盖率、参保率等占比不可能超过100%。',
  },
  run(document, report) {
    const hundred = exact('100');
    for (const form of document.forms) {
      for (const indicator of form.indicators) {
        const actual = quantityOf(indicator.actual);
        const name = indicatorLabel(indicator);
        if (actual === null || actual.dimension !== 'percent' || !share.test(name)) continue;
        report.judge(actual.value <= hundred, () => ({
          ...(broad.test(name) ? { certainty: 'possible' } : {}),
          place: actual.place,
          stated: actual.printed,
          expected: '≤100%',
          message: `${formName(form)}“${name}”实际完成值${actual.printed}；占比不可能超过100%。`,
          labels: [formName(form), name],
        }));
      }
    }
    for (const found of textsWith(document, sentence)) {
      if (found.role === 'cell') continue;
      const { text, at, paragraph: block } = found;
      for (const match of matchesOf(text, sentence)) {
        const value = parseExact(match[3] ?? '');
        if (value === null) continue;
        // Counted against the permanent population, enrolment of a county that people come to or leave can pass 100 %.
        if (match[1] === '参保率' && /常住|户籍|任务|计划/.test(text.slice(Math.max(0, match.index - 12), match.index)))
          continue;
        const beyond =
          value > hundred || (value === hundred && (/超过|高于|大于/.test(match[2] ?? '') || match[4] !== undefined));
        const from = at[match.index] ?? 0;
        const quote = block.text.slice(from, (at[match.index + match[0].length - 1] ?? from) + 1);
        report.judge(!beyond, () => ({
          ...(broad.test(match[1] ?? '') ? { certainty: 'possible' } : {}),
          place: { line: lineAt(block, from), quote },
          stated: match[0].replace(match[1] ?? '', ''),
          expected: '≤100%',
          message: `正文称“${match[0]}”；${match[1] ?? ''}是占比，不可能超过100%。`,
          labels: ['正文', match[0]],
        }));
      }
    }
  },
};
