/**
 * The template's instructions are gone: “（如有）”, “（当表格数据为空时，应有此说明）”, “总结归纳本部门…” tell the writer what to
 * write and are no disclosure. Where a section holds nothing else, its content is missing.
 */
import { type Check } from '../check.ts';
import instructions from '../data/template-text.json' with { type: 'json' };
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips, type Slip, type Text, textsWith } from './document-support.ts';

const patterns = instructions.map((one) => ({ ...one, pattern: new RegExp(one.pattern, 'g') }));
const anyOf = new RegExp(instructions.map((one) => `(?:${one.pattern})`).join('|'), 'gm');

export const templateTextRemoved: Check = {
  meta: {
    id: 'template-text-removed',
    family: 'tmpl',
    severity: 'presentation',
    certainty: 'proven',
    name: '模板提示语已删除',
    help: '公开文本中不留模板的填写提示和编写要求。',
  },
  run(document, report) {
    const texts = textsWith(document, anyOf).filter((text) => text.role !== 'contents' && text.role !== 'cell');
    reportSlips(report, 1, texts.flatMap(instructionsIn));
  },
};

function instructionsIn(text: Text): readonly Slip[] {
  const found: Slip[] = [];
  let end = 0;
  for (const { id, pattern, what } of patterns) {
    for (const match of matchesOf(text.text, pattern)) {
      if (found.length > 0 && match.index < end) continue;
      const start = Math.max(0, match.index - (match[0].length < 6 ? 6 : 0));
      end = match.index + match[0].length;
      const alone = text.role === 'body' && text.section?.paragraphs.length === 1 && match.index <= 1;
      found.push({
        key: `${id} ${match[0].slice(0, 12)}`,
        place: placeIn(text, start, end),
        judgement: {
          stated: match[0],
          message: `“${text.text.slice(match.index, match.index + 24)}”：${what}，应删去${alone ? `；“${text.section?.title ?? ''}”下面没有别的内容，等于没有公开这一部分` : '并换成本单位的情况'}。`,
        },
      });
    }
  }
  // A paragraph that is nothing but instructions is one finding.
  return text.role === 'body' && text.section?.paragraphs.length === 1 ? found.slice(0, 1) : found;
}
