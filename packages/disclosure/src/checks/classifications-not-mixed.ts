/**
 * 基本支出 and 项目支出 divide expenditure by purpose, 工资福利支出 and 商品和服务支出 by economic kind. A list that sets one of the
 * first beside ones of the second counts the same money twice or names it wrongly.
 */
import { type Check } from '../check.ts';

export const classificationsNotMixed: Check = {
  meta: {
    id: 'classifications-not-mixed',
    family: 'class',
    severity: 'error',
    certainty: 'strong',
    name: '支出分类口径不混用',
    help: '列举支出构成时，不把按用途划分的基本支出、项目支出与按经济分类划分的商品和服务支出、对个人和家庭的补助等并列。',
  },
  run(document, report) {
    const lists = document.lists.filter((list) => list.whole.measure === 'expenditure-year');
    if (lists.length === 0) report.notApplicable('没有列举支出构成的文字');
    for (const list of lists) {
      const byPurpose = list.parts.find((part) => part.measure === 'basic' || part.measure === 'project');
      const economic = list.parts.filter((part) => part.measure.startsWith('economic:'));
      const [first] = economic;
      report.judge(byPurpose === undefined || first === undefined, () => ({
        place: (byPurpose ?? list.whole).quantity.place,
        also: economic.map((part) => ({
          role: 'counterpart' as const,
          place: part.quantity.place,
          stated: part.quantity.printed,
        })),
        stated: (byPurpose ?? list.whole).quantity.printed,
        message: `支出构成中把“${byPurpose?.name ?? ''}”${byPurpose?.quantity.printed ?? ''}与按经济分类的${economic.map((part) => `“${part.name}”`).join('、')}并列，口径不同：${byPurpose?.measure === 'project' ? '项目支出是按用途划分的，其中也有商品和服务支出等，并列会重复计算。' : '基本支出本身由人员经费和公用经费组成，其中已含商品和服务支出等。请核对是否应为工资福利支出。'}`,
        labels: ['expenditure-year', byPurpose?.measure ?? ''],
      }));
    }
  },
};
