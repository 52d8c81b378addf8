/**
 * 「人员经费…主要包括基本工资、津贴补贴…」: an item named in words has an amount in the basic expenditure table, and an item with
 * an amount is named (unless the list says 等).
 */

import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { economicCodes, economicName } from '../classification.ts';
import { compact } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { type Disclosure, type Table } from '../model.ts';
import { figureAt, isBlank, tablesOf } from './cells.ts';

const listed = /(?:主要)?(?:包括|包含|用于)+(?:：|:)?([^。；]{4,600})/g;

export const listedItemsMatchDetail: Check = {
  meta: {
    id: 'listed-items-match-detail',
    family: 'xtab-narr',
    severity: 'error',
    certainty: 'strong',
    name: '文字所列项目与基本支出表一致',
    help: '基本支出说明中“主要包括”列出的经济科目，在基本支出明细表中应有金额；表中有金额的科目应当列出。',
  },
  run(document, report) {
    const views = tablesOf(document, 'basic-expenditure-detail');
    const sections = document.sections.filter((section) => section.topic === 'basic');
    if (views.length === 0 || sections.length === 0) {
      report.notApplicable('缺基本支出明细表或基本支出说明');
      return;
    }
    for (const view of views) {
      for (const section of sections.filter((candidate) => candidate.part === view.table.part)) {
        for (const paragraph of section.paragraphs) {
          const text = compact(paragraph.text);
          for (const match of matchesOf(text.text, listed)) {
            const before = text.text.slice(Math.max(0, match.index - 60), match.index);
            const [personnel, running] = [before.lastIndexOf('人员经费'), before.lastIndexOf('公用经费')];
            const family = running > personnel ? 'running' : personnel >= 0 ? 'personnel' : null;
            if (family === null) continue;
            const items = (match[1] ?? '')
              .split(/[、，]/)
              .map((item) => item.replace(/\d[\d.,]*(?:万元|元).*$/, '').replace(/(?:等|等支出|等费用)$/, ''))
              .flatMap(splitPairs);
            const codes = items.flatMap((item) => {
              const code = codeIn(item, family);
              return code === null ? [] : [{ item, code }];
            });
            if (codes.length < 2) continue;
            for (const { item, code } of codes) {
              const cell = figureAt(view, code);
              if (cell === null) continue;
              const at = text.at[match.index + match[0].indexOf(item)] ?? 0;
              const line = lineAt(paragraph, at);
              report.judge(cell.value !== 0n, () => ({
                place: { line, section: section.title, quote: visible(paragraph.text, at, item) },
                also: [{ role: 'counterpart', place: cell.place, stated: cell.printed }],
                stated: item,
                expected: '有金额',
                message: `文字说${family === 'personnel' ? '人员经费' : '公用经费'}包括“${item}”，而基本支出明细表中${code} ${economicName(code) ?? item}${isBlank(cell) ? '为空' : `为${cell.printed}`}。`,
                labels: [code, item],
              }));
            }
            if (/等$|等(?:支出|费用|方面|项目)?$/.test(match[1] ?? '')) continue;
            const named = new Set(codes.map((entry) => entry.code));
            const missing = filledCodes(view.table, family).filter(
              (row) => !named.has(row.code) && !named.has(row.code.slice(0, 3)),
            );
            const at = text.at[match.index] ?? 0;
            for (const row of missing) {
              report.judge(false, () => ({
                severity: 'presentation',
                certainty: 'strong',
                place: {
                  line: lineAt(paragraph, at),
                  section: section.title,
                  quote: visible(paragraph.text, at, text.text.slice(match.index, match.index + 8)),
                },
                also: [{ role: 'counterpart', place: row.place, stated: row.printed }],
                stated: '未列',
                expected: `${row.name}${row.printed}`,
                message: `基本支出明细表中${row.code} ${row.name}有${row.printed}万元，文字列举${family === 'personnel' ? '人员经费' : '公用经费'}的项目时没有写到。`,
                labels: [row.code],
              }));
            }
          }
        }
      }
    }
  },
};

/** The words as they stand on the first line, for the quote. */
function visible(text: string, at: number, item: string): string {
  const slice = text.slice(at, at + item.length);
  return slice === '' ? text.slice(0, 2) : slice;
}

/** 「会议费和培训费」 are two items, 「其他商品和服务支出」 is one. */
function splitPairs(item: string): string[] {
  if (!/[和及]/.test(item) || economicCodes(item.replace(/等$/, '')).length > 0) return [item];
  return item.split(/[和及]/);
}

function codeIn(item: string, family: 'personnel' | 'running'): string | null {
  const wanted = (code: string): boolean =>
    family === 'personnel' ? /^30[13]/.test(code) : /^30[27]|^31|^399/.test(code);
  for (let start = 0; start <= Math.min(6, item.length - 2); start += 1) {
    const codes = economicCodes(item.slice(start)).filter(wanted);
    const code =
      codes.find((candidate) => candidate.startsWith('310')) ??
      codes.find((candidate) => candidate.length === 5) ??
      codes[0];
    if (code !== undefined) return code;
  }
  return null;
}

interface FilledCode {
  readonly code: string;
  readonly name: string;
  readonly printed: string;
  readonly place: Disclosure['notRead'][number]['place'];
}

function filledCodes(table: Table, family: 'personnel' | 'running'): FilledCode[] {
  return table.rows.flatMap((row): FilledCode[] => {
    const quantity = row.cells[0]?.quantity;
    if (row.code === undefined || row.code.length !== 5 || quantity === undefined || quantity.value === 0n) return [];
    const own = family === 'personnel' ? /^30[13]/.test(row.code) : !/^30[13]/.test(row.code);
    return own ? [{ code: row.code, name: row.name, printed: quantity.printed, place: quantity.place }] : [];
  });
}
