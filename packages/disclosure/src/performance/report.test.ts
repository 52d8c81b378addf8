/** The report's sentences: read back to what they were written from, and silent about what nobody gives. */
import { expect, it } from 'vitest';
import { type CatalogueFigure, readBack, textOf, type WrittenBlock } from '../writing/index.ts';
import { evaluationReport, reportFigures } from './report.ts';
import { shippedRules } from './rules.ts';
import { lines, money, signed } from './testing.ts';
import { type OverallEvaluation, type ProjectEvaluation } from './values.ts';

const nothing = money(0, 0, 0);

const project: ProjectEvaluation = {
  id: '01900000-0000-7000-8000-000000000001',
  bureau: '禾丰县医疗保障局',
  year: 2024,
  rules: shippedRules,
  project: '基金监管与政策宣传',
  department: '禾丰县医疗保障局',
  implementer: '禾丰县医疗保障局机关',
  total: money(230_000, 240_000, 235_000),
  sources: { fiscal: nothing, carriedOver: nothing, other: nothing },
  lines,
  goal: '巡查定点药店，宣讲医保政策，追回违规费用。',
  outcome: '巡查药店126家次，宣讲政策36场，违规费用全部追回。',
  signed,
  review: { score: '97', grade: '优', opinion: '目标明确。' },
  use: { kind: '压减预算', amount: 50_000_00, note: '按实际巡查面核减。' },
};

const overall: OverallEvaluation = { ...project, byIncome: [], byExpenditure: [], tasks: [], use: null };

const every = new Map(
  reportFigures.map(({ key, id }, at): readonly [string, CatalogueFigure] => [
    key,
    {
      value: at % 7 === 3 && key.includes('change') ? `-${1000 + at}` : `${1000 + at}`,
      origin: { kind: 'figure', id, year: 2024 },
    },
  ]),
);

const texts = (blocks: readonly WrittenBlock[]): readonly string[] =>
  blocks.flatMap((block) =>
    block.kind === 'heading' ? [block.text] : block.kind === 'paragraph' ? [textOf(block)] : [],
  );

function misreadOf({ blocks, claims }: ReturnType<typeof evaluationReport>) {
  const cover = { bureau: '禾丰县医疗保障局', title: '2024年度部门决算', publishedOn: null, released: [] };
  return readBack({ cover, year: 2024, template: 'hunan-2024', blocks }, claims).misread;
}

it('every figure of the catalogue that a sentence wants is said, and read back', () => {
  const report = evaluationReport({
    bureau: '禾丰县医疗保障局',
    year: 2024,
    figures: every,
    overall,
    projects: [project],
  });
  expect(report.gaps).toEqual([]);
  expect(misreadOf(report)).toEqual([]);
  const said = report.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []));
  const origins = said.flatMap(({ origin }) => (origin?.kind === 'figure' ? [origin.id] : []));
  expect(new Set(reportFigures.map(({ id }) => id)).size).toBeGreaterThan(30);
  expect(reportFigures.filter(({ id }) => !origins.includes(id))).toEqual([]);
});

it('without figures only the evaluations are told, a section without words has no number', () => {
  const report = evaluationReport({
    bureau: '禾丰县医疗保障局',
    year: 2024,
    figures: new Map(),
    overall,
    projects: [project],
  });
  expect(misreadOf(report)).toEqual([]);
  expect(texts(report.blocks)).toEqual([
    '2024年度部门整体支出绩效自评报告',
    '一、基本情况',
    '（一）部门整体支出绩效目标',
    '巡查定点药店，宣讲医保政策，追回违规费用。',
    '二、一般公共预算支出情况',
    '（一）项目支出情况',
    '按照预算绩效管理要求，本部门开展2024年度绩效自评，绩效自评覆盖1个项目，涉及预算资金24.00万元。',
    '1．基金监管与政策宣传项目绩效自评综述：全年预算数24.00万元，执行数23.50万元，完成全年预算的97.92%，自评得分98.79分，等级为“优”。',
    '巡查药店126家次，宣讲政策36场，违规费用全部追回。',
    '三、存在的主要问题及原因分析',
    '1．部门整体支出“政策宣讲场次”没有达到目标：目标值≥40场，实际完成值36场，分值10分，得分9分。主要原因是入汛后停办四场。',
    '2．基金监管与政策宣传项目“政策宣讲场次”没有达到目标：目标值≥40场，实际完成值36场，分值10分，得分9分。主要原因是入汛后停办四场。',
    '四、下一步改进措施',
    '“政策宣讲场次”（部门整体支出）：按月排定进度。',
    '“政策宣讲场次”（基金监管与政策宣传项目）：按月排定进度。',
    '五、绩效自评结果及拟应用情况',
    '部门整体支出绩效自评综述：全年预算数24.00万元，执行数23.50万元，完成全年预算的97.92%，自评得分98.79分，等级为“优”。部门评价得分97分，等级为“优”。',
    '部门评价意见：目标明确。',
    '1．基金监管与政策宣传项目自评结果应用：压减预算，涉及金额5.00万元。',
    '应用说明：按实际巡查面核减。',
  ]);
});

it('a figure that is printed otherwise than it was written from is found', () => {
  const report = evaluationReport({
    bureau: '禾丰县医疗保障局',
    year: 2024,
    figures: new Map(),
    overall,
    projects: [project],
  });
  const claimed = [...report.claims.keys()].filter((paragraph) => (report.claims.get(paragraph) ?? []).length > 0);
  for (const paragraph of claimed) {
    const at = paragraph.runs.findIndex(({ origin }) => origin !== undefined);
    const runs = paragraph.runs.map((run, index) =>
      index === at ? { ...run, text: run.text.replace(/[\d.]+/, '77.01') } : run,
    );
    const other = { ...paragraph, runs };
    const blocks = report.blocks.map((block) => (block === paragraph ? other : block));
    const claims = new Map([...report.claims, [other, report.claims.get(paragraph) ?? []] as const]);
    expect(misreadOf({ ...report, blocks, claims }).map(({ text }) => text)).toContain(textOf(other));
  }
  expect(claimed.length).toBeGreaterThan(4);
});
