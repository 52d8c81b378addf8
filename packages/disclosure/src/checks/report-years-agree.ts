/** A report's title and its sentences are about one year. */
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { placeIn, placeOfText, textsOfPart } from './document-support.ts';

export const reportYearsAgree: Check = {
  meta: {
    id: 'report-years-agree',
    family: 'year',
    severity: 'error',
    certainty: 'strong',
    name: '报告标题与正文年度一致',
    help: '绩效报告标题的年度就是正文所写收支和工作的年度。',
  },
  run(document, report) {
    let looked = 0;
    for (const part of document.parts) {
      // A report attached to accounts of another year is that check's finding.
      if (part.kind !== 'performance-report' || (document.kind === 'final-accounts' && part.year !== document.year))
        continue;
      const own = textsOfPart(document, part.index).filter((text) => text.role !== 'contents' && text.role !== 'cell');
      const title = own
        .slice(0, 4)
        .find((text) => text.text.length <= 60 && /绩效/.test(text.text) && /20\d\d年/.test(text.text));
      const titled = /(20\d\d)年/.exec(title?.text ?? '')?.[1];
      if (title === undefined || titled === undefined) continue;
      const counts = new Map<string, number>();
      let first: { readonly year: string; readonly place: ReturnType<typeof placeIn> } | null = null;
      for (const text of own) {
        if (text === title || text.role === 'head') continue;
        for (const match of matchesOf(text.text, /(20\d\d)年(?:度|全年|[^末底\d]{0,8}(?:收入|支出|决算|预算))/g)) {
          const year = match[1] ?? '';
          counts.set(year, (counts.get(year) ?? 0) + 1);
          if (year !== titled && first === null)
            first = { year, place: placeIn(text, match.index, Math.min(text.text.length, match.index + 16)) };
        }
      }
      looked += 1;
      const [usual, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [titled, 0];
      const wrong = usual !== titled && times >= 2 && (counts.get(titled) ?? 0) === 0;
      report.judge(!wrong, () => ({
        place: placeOfText(title),
        also: first === null ? [] : [{ role: 'counterpart', place: first.place }],
        stated: titled,
        expected: usual,
        message: `标题写${titled}年，正文说的都是${usual}年的收支和工作，没有一处${titled}年。`,
        labels: [title.text],
      }));
    }
    if (looked === 0) report.notApplicable('没有标题写明年度的绩效报告');
  },
};
