/**
 * Where the text reports how many projects evaluated themselves with which grade, the attached forms are self-evaluations. Goal forms alone,
 * without actual values and scores, do not support them.
 */

import { lineAt, type Paragraph } from '../blocks.ts';
import { type Check } from '../check.ts';
import { compact } from '../compact.ts';
import { formsOf, related, selfEvaluations } from './form-support.ts';

export const formSelfEvaluationAttached: Check = {
  meta: {
    id: 'form-self-evaluation-attached',
    family: 'disc',
    severity: 'error',
    certainty: 'proven',
    name: '自评结果附有自评表',
    help: '正文公布各项目自评等级的，所附应是自评表，不是绩效目标表。',
  },
  run(document, report) {
    const goals = formsOf(document, 'goal');
    if (goals.length === 0) {
      report.notApplicable('没有绩效目标表');
      return;
    }
    const said = document.blocks.flatMap((block) =>
      block.kind === 'paragraph' ? (announcementIn(block) ?? []) : [],
    )[0];
    if (said === undefined) {
      report.notApplicable('正文没有公布各项目自评等级');
      return;
    }
    const [first, ...rest] = goals;
    report.judge(selfEvaluations(document).length > 0, () => ({
      place: first?.place ?? said,
      stated: `${goals.length}张绩效目标表`,
      expected: '绩效自评表',
      message: `正文公布“${said.quote}”，所附却是${goals.length}张绩效目标表，没有实际完成值和得分，自评结果没有依据；应附已自评项目的绩效自评表。`,
      also: [related('counterpart', said), ...rest.map((form) => related('repeat', form.place))],
      labels: ['自评表', said.quote],
    }));
  },
};

function announcementIn(paragraph: Paragraph): { readonly line: number; readonly quote: string } | null {
  const { text, at } = compact(paragraph.text);
  const match = /\d+个项目(?:的)?(?:自评|评价)(?:等级|等次|结果)(?:为|是)[“"]?[优良中差][”"]?/.exec(text);
  if (match === null) return null;
  const from = at[match.index] ?? 0;
  const to = (at[match.index + match[0].length - 1] ?? from) + 1;
  return { line: lineAt(paragraph, from), quote: paragraph.text.slice(from, to) };
}
