/**
 * What kind of document this is, and what of a full disclosure it lacks: only a performance report, a budget, accounts without
 * tables or without their narrative. One finding, so that the reader knows what could be checked.
 */
import { type Check } from '../check.ts';
import { type Disclosure } from '../model.ts';
import { bodyOf, firstText, placeOfText } from './document-support.ts';

export const documentIsComplete: Check = {
  meta: {
    id: 'document-is-complete',
    family: 'disc',
    severity: 'presentation',
    certainty: 'proven',
    name: '是完整的决算公开',
    help: '部门决算公开由决算表、决算情况说明和绩效情况组成。',
  },
  run(document, report) {
    const text = firstText(document);
    if (text === null) {
      report.notApplicable('文件没有文字');
      return;
    }
    const lack = lacking(document);
    report.judge(lack === null, () => ({
      place: placeOfText(text),
      stated: lack?.is ?? '',
      expected: '部门决算公开',
      message: lack?.message ?? '',
      labels: [lack?.is ?? ''],
    }));
  },
};

interface Lack {
  readonly is: string;
  readonly message: string;
}

function lacking(document: Disclosure): Lack | null {
  switch (document.kind) {
    case 'performance-report':
      return {
        is: '绩效自评报告',
        message:
          '这份文件只有绩效自评报告，没有决算表和决算情况说明；报告里的决算数没有表可以核对，只检查了报告自身和所附绩效表。',
      };
    case 'goal-form':
      return { is: '绩效目标表', message: '这份文件只有绩效目标表，没有决算表和决算情况说明；只检查了目标表自身。' };
    case 'budget':
      return {
        is: '部门预算',
        message: '这份文件是部门预算，不是部门决算；决算的检查多数不适用，只检查了文字、日期和能识别的表。',
      };
    case 'unknown':
      return document.characters < 40
        ? null
        : { is: '不能识别', message: '没有认出这是哪一类公开文件：没有决算表，也没有绩效报告的标题；只检查了文字。' };
    case 'final-accounts': {
      const tables = document.tables.filter((table) => table.id !== 'other');
      const narrative = bodyOf(document).some((text) =>
        /^(?:overview|income|expenditure|fiscal-overview|general)/.test(text.section?.topic ?? ''),
      );
      if (tables.length === 0)
        return { is: '没有决算表', message: '这份决算公开没有认出一张决算表；文字说明里的数没有表可以核对。' };
      return narrative
        ? null
        : {
            is: '没有决算情况说明',
            message:
              '这份决算公开只有表，没有决算情况说明；增减原因、“三公”经费、政府采购、国有资产、绩效等应当说明的内容都没有。',
          };
    }
  }
}
