/**
 * The performance forms of a department year: Hunan's (base data, overall and project self-evaluations), Shaanxi's (tasks
 * with points, projects) and Shanxi's goal forms in 元. Labels: f/base/…, f/overall/…, f/project/<code>/…, f/goal/<code>/….
 */
import {
  type DepartmentYear,
  economicAmount,
  type Indicator,
  overallBudget,
  type Project,
  personnelMoney,
  publicMoney,
  sums,
  threePublicTotal,
} from './department-year.ts';
import { type Fen, percent, sum, trimZeros, wan, wholeYuan, withThousands } from './money.ts';
import { overallScore, projectScore, scoreText } from './narrative.ts';
import { blanks, cell, mark, type PaperCell, type PaperRow, type PaperTable, plain, spanning } from './paper.ts';
import { type Template } from './templates.ts';

function row(id: string, ...cells: readonly (PaperCell | readonly PaperCell[])[]): PaperRow {
  return { id, cells: cells.flatMap((one) => ('text' in one ? [one] : [...one])) };
}

function header(id: string, ...cells: readonly (PaperCell | readonly PaperCell[])[]): PaperRow {
  return { ...row(id, ...cells), header: true };
}

function form(id: string, title: string, year: DepartmentYear, rows: readonly PaperRow[]): PaperTable {
  return {
    kind: 'table',
    id,
    layout: 'form',
    title: mark(`${id}/title`, title),
    subtitle: mark(`${id}/subtitle`, `（${year.year}年度）`),
    number: null,
    department: null,
    year: null,
    unit: null,
    rows,
    notes: [],
  };
}

function rate(numerator: Fen, denominator: Fen): string {
  return `${trimZeros(percent(numerator, denominator))}%`;
}

const announced: Readonly<Record<Indicator['level1'], string>> = {
  产出指标: '产出指标（50分）',
  效益指标: '效益指标（30分）',
  满意度指标: '满意度指标（10分）',
};

/** Indicator rows of nine columns; merged first and second levels are blank below their first row. */
function indicatorRows(
  id: string,
  list: readonly Indicator[],
  side: string,
  wide: (cells: readonly PaperCell[]) => readonly PaperCell[],
): readonly PaperRow[] {
  return list.map((one, index) => {
    const before = list[index - 1];
    const at = `${id}/indicator/${index}`;
    const sameFirst = before?.level1 === one.level1;
    const sameSecond = sameFirst && before?.level2 === one.level2;
    return row(
      at,
      wide([
        plain(index === 0 ? '' : side),
        sameFirst ? plain('') : cell(`${at}/level1`, announced[one.level1]),
        plain(sameSecond ? '' : one.level2),
        cell(`${at}/name`, one.name),
        cell(`${at}/target`, one.target),
        cell(`${at}/actual`, one.actual),
        cell(`${at}/points`, scoreText(one.points)),
        cell(`${at}/score`, scoreText(one.score)),
        cell(`${at}/reason`, one.reason),
      ]),
    );
  });
}

const indicatorHeader: readonly PaperCell[] = [
  '绩效指标',
  '一级指标',
  '二级指标',
  '三级指标',
  '年度指标值',
  '实际完成值',
  '分值',
  '得分',
  '偏差原因分析及改进措施',
].map(plain);

function same(cells: readonly PaperCell[]): readonly PaperCell[] {
  return cells;
}

function fundsRow(
  id: string,
  label: string,
  amounts: readonly [Fen, Fen, Fen] | null,
  points: string,
  score: string,
  rateOf = true,
): PaperRow {
  const shown = (fen: Fen): string => wan(fen);
  return row(
    id,
    plain(''),
    spanning(label, 2),
    cell(`${id}/start`, amounts === null ? '' : shown(amounts[0])),
    cell(`${id}/annual`, amounts === null ? '' : shown(amounts[1])),
    cell(`${id}/executed`, amounts === null ? '' : shown(amounts[2])),
    cell(`${id}/points`, points),
    cell(`${id}/rate`, amounts === null || !rateOf || amounts[1] === 0n ? '' : rate(amounts[2], amounts[1])),
    cell(`${id}/score`, score),
  );
}

function fundsHeader(id: string, label: string): PaperRow {
  return header(
    `${id}/funds/head`,
    plain(label),
    spanning('', 2),
    ['年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'].map(plain),
  );
}

function totalRow(id: string, width: number, score: string): PaperRow {
  return row(
    `${id}/total`,
    spanning('总分', width),
    cell(`${id}/total/points`, '100'),
    cell(`${id}/total/score`, score),
    plain(''),
  );
}

function projectForm(template: Template, year: DepartmentYear, project: Project): PaperTable {
  const id = `f/project/${project.code}`;
  const score = projectScore(project);
  const { startBudget, annualBudget, executed } = project;
  const shaanxi = template.forms === 'shaanxi';
  const none = shaanxi ? '—' : '';
  return form(id, shaanxi ? `${year.bureau}${project.name}项目支出绩效自评表` : '项目支出绩效自评表', year, [
    row(
      `${id}/name`,
      plain('项目名称'),
      cell(`${id}/name/value`, project.name),
      Array.from({ length: 7 }, () => ({ text: '', covered: true })),
    ),
    row(
      `${id}/department`,
      plain('主管部门'),
      cell(`${id}/department/value`, year.bureau),
      Array.from({ length: 3 }, () => ({ text: '', covered: true })),
      plain('实施单位'),
      cell(`${id}/implementer/value`, year.bureau),
      Array.from({ length: 2 }, () => ({ text: '', covered: true })),
    ),
    fundsHeader(id, '项目资金（万元）'),
    fundsRow(
      `${id}/funds/total`,
      '年度资金总额',
      [startBudget, annualBudget, executed],
      '10',
      scoreText(score.execution),
    ),
    fundsRow(`${id}/funds/fiscal`, '其中：当年财政拨款', [startBudget, annualBudget, executed], none, none, shaanxi),
    fundsRow(`${id}/funds/carried`, '上年结转资金', null, none, ''),
    fundsRow(`${id}/funds/other`, '其他资金', null, none, ''),
    row(`${id}/goals/head`, plain('年度总体目标'), spanning('预期目标', 4), spanning('实际完成情况', 4)),
    row(
      `${id}/goals`,
      plain(''),
      cell(`${id}/goal`, project.expectedGoal),
      Array.from({ length: 3 }, () => ({ text: '', covered: true })),
      cell(`${id}/outcome`, project.actualOutcome),
      Array.from({ length: 3 }, () => ({ text: '', covered: true })),
    ),
    header(`${id}/indicators/head`, indicatorHeader),
    ...indicatorRows(id, project.indicators, '', same),
    totalRow(id, 6, scoreText(score.total)),
  ]);
}

function overallHunan(year: DepartmentYear): PaperTable {
  const id = 'f/overall';
  const all = sums(year);
  const annual = overallBudget(all.spent);
  const score = overallScore(year);
  const fund = sums(year, '', 'fund').fiscalSpent;
  const general = annual - fund - all.other - sums(year, '', 'capital').fiscalSpent;
  return form(id, '部门整体支出绩效自评表', year, [
    row(`${id}/name`, plain('预算部门名称'), spanning(year.bureau, 8)),
    fundsHeader(id, '年度预算申请（万元）'),
    fundsRow(
      `${id}/funds/total`,
      '年度资金总额',
      [all.startBudget, annual, all.spent],
      '10',
      scoreText(score.execution),
    ),
    row(`${id}/funds/by`, plain(''), spanning('按收入性质分：', 4), spanning('按支出性质分：', 4)),
    row(
      `${id}/funds/by1`,
      plain(''),
      cell(`${id}/by-income/general`, `其中：一般公共预算：${wan(general)}万元`),
      spanningRest(3),
      cell(`${id}/by-expenditure/basic`, `其中：基本支出：${wan(all.basic)}万元`),
      spanningRest(3),
    ),
    row(
      `${id}/funds/by2`,
      plain(''),
      cell(`${id}/by-income/fund`, `政府性基金拨款：${fund === 0n ? '' : `${wan(fund)}万元`}`),
      spanningRest(3),
      cell(`${id}/by-expenditure/project`, `项目支出：${wan(annual - all.basic)}万元`),
      spanningRest(3),
    ),
    row(
      `${id}/funds/by3`,
      plain(''),
      cell(
        `${id}/by-income/other`,
        `其他资金：${all.other + sums(year, '', 'capital').fiscalSpent === 0n ? '' : `${wan(all.other + sums(year, '', 'capital').fiscalSpent)}万元`}`,
      ),
      spanningRest(3),
      plain(''),
      spanningRest(3),
    ),
    row(`${id}/goals/head`, plain('年度总体目标'), spanning('预期目标', 4), spanning('实际完成情况', 4)),
    row(
      `${id}/goals`,
      plain(''),
      cell(`${id}/goal`, '1.落实全民参保计划；2.推进支付方式改革；3.加强基金监管；4.提升经办服务水平。'),
      spanningRest(3),
      cell(
        `${id}/outcome`,
        '1.全民参保计划落实到位；2.支付方式改革有序推进；3.基金监管取得实效；4.经办服务水平进一步提升。',
      ),
      spanningRest(3),
    ),
    header(`${id}/indicators/head`, indicatorHeader),
    ...indicatorRows(id, year.overallIndicators, '', same),
    totalRow(id, 6, scoreText(score.total)),
  ]);
}

function spanningRest(width: number): readonly PaperCell[] {
  return Array.from({ length: width }, () => ({ text: '', covered: true }));
}

function overallShaanxi(year: DepartmentYear): PaperTable {
  const id = 'f/overall';
  const all = sums(year);
  const annual = overallBudget(all.spent);
  const score = overallScore(year);
  const personnel = personnelMoney(year);
  const publicPart = publicMoney(year);
  const projectSpent = all.project + all.other;
  const projectBudget = annual - personnel - publicPart;
  const task = (
    index: number,
    content: string,
    budget: Fen,
    fiscalBudget: Fen,
    spent: Fen,
    fiscal: Fen,
    points: string,
  ): PaperRow => {
    const at = `${id}/task/${index}`;
    return row(
      at,
      plain(index === 1 ? '年度主要任务完成情况' : ''),
      plain(`任务${index}`),
      plain(content),
      plain('完成'),
      cell(`${at}/budget`, wan(budget)),
      cell(`${at}/budget-fiscal`, wan(fiscalBudget)),
      cell(`${at}/budget-other`, budget === fiscalBudget ? '' : wan(budget - fiscalBudget)),
      cell(`${at}/executed`, wan(spent)),
      cell(`${at}/executed-fiscal`, wan(fiscal)),
      cell(`${at}/executed-other`, spent === fiscal ? '' : wan(spent - fiscal)),
      plain(points),
      cell(`${at}/rate`, rate(spent, budget)),
      plain('——'),
      plain(''),
    );
  };
  const other = all.other;
  const wide = (cells: readonly PaperCell[]): readonly PaperCell[] => {
    const [side, first, second, name, target, actual, points, value, reason] = cells;
    if (
      side === undefined ||
      first === undefined ||
      second === undefined ||
      name === undefined ||
      target === undefined ||
      actual === undefined ||
      points === undefined ||
      value === undefined ||
      reason === undefined
    ) {
      throw new Error('an indicator row has nine cells');
    }
    return [side, first, second, name, ...spanningRest(2), target, actual, points, value, reason, ...spanningRest(3)];
  };
  return form(id, `${year.bureau}整体支出绩效自评表`, year, [
    row(`${id}/name`, plain('单位名称'), spanning(year.bureau, 13)),
    header(
      `${id}/tasks/head1`,
      plain('年度主要任务完成情况'),
      plain('任务名称'),
      plain('主要内容'),
      plain('完成情况'),
      spanning('全年预算数（万元）', 3),
      spanning('全年执行数（万元）', 3),
      plain('分值'),
      plain('执行率'),
      plain('得分'),
      plain(''),
    ),
    header(
      `${id}/tasks/head2`,
      blanks(4),
      ['总额', '财政拨款', '其他资金', '总额', '财政拨款', '其他资金'].map(plain),
      blanks(4),
    ),
    task(1, '保障人员工资福利', personnel, personnel, personnel, personnel, '3'),
    task(2, '保障机构正常运转', publicPart, publicPart, publicPart, publicPart, '3'),
    task(3, '项目支出', projectBudget, projectBudget - other, projectSpent, projectSpent - other, '4'),
    row(
      `${id}/funds/total`,
      plain(''),
      spanning('金额合计', 3),
      cell(`${id}/funds/total/annual`, wan(annual)),
      cell(`${id}/funds/total/annual-fiscal`, wan(annual - other)),
      cell(`${id}/funds/total/annual-other`, other === 0n ? '' : wan(other)),
      cell(`${id}/funds/total/executed`, wan(all.spent)),
      cell(`${id}/funds/total/executed-fiscal`, wan(all.spent - other)),
      cell(`${id}/funds/total/executed-other`, other === 0n ? '' : wan(other)),
      cell(`${id}/funds/total/points`, '10'),
      cell(`${id}/funds/total/rate`, rate(all.spent, annual)),
      cell(`${id}/funds/total/score`, scoreText(score.execution)),
      plain(''),
    ),
    row(
      `${id}/goals/head`,
      plain('年度总体目标完成情况'),
      spanning('预期目标（年初设定）', 5),
      spanning('目标实际完成情况', 8),
    ),
    row(
      `${id}/goals`,
      plain(''),
      cell(`${id}/goal`, '目标1：保障职工工资和机构运转。目标2：健全医疗保障制度，落实各项待遇政策。'),
      spanningRest(4),
      cell(`${id}/outcome`, '职工工资和机构运转得到保障，各项待遇政策落实到位，基金运行平稳。'),
      spanningRest(7),
    ),
    header(`${id}/indicators/head`, wide(indicatorHeader)),
    ...indicatorRows(id, year.overallIndicators, '', wide),
    row(
      `${id}/total`,
      spanning('总分', 8),
      cell(`${id}/total/points`, '100'),
      cell(`${id}/total/score`, scoreText(score.total)),
      blanks(4),
    ),
  ]);
}

function baseData(year: DepartmentYear): PaperTable {
  const id = 'f/base';
  const y = year.year;
  const shown = (fen: Fen): string => (fen === 0n ? '0' : trimZeros(wan(fen)));
  const three = (
    key: string,
    label: string,
    of: (which: 'threePublicPrior' | 'threePublicBudget' | 'threePublicFinal') => Fen,
  ): PaperRow =>
    row(
      `${id}/${key}`,
      plain(label),
      cell(`${id}/${key}/prior`, shown(of('threePublicPrior'))),
      cell(`${id}/${key}/budget`, shown(of('threePublicBudget'))),
      cell(`${id}/${key}/final`, shown(of('threePublicFinal'))),
    );
  const line = (key: string, label: string, final: Fen): PaperRow => {
    const prior = (final * 97n) / 100n;
    const budget = ((final * 104n) / 100n / 10_000n) * 10_000n;
    return row(
      `${id}/${key}`,
      plain(label),
      cell(`${id}/${key}/prior`, shown(prior)),
      cell(`${id}/${key}/budget`, shown(budget)),
      cell(`${id}/${key}/final`, shown(final)),
    );
  };
  const projects = sums(year, '', 'general').project;
  const maintenance = sum(
    year.projects.filter((project) => project.code === '2101504').map((project) => project.executed),
  );
  const bought = year.procurement.goods + year.procurement.works + year.procurement.services;
  const { posts, inPost } = year.staff;
  return form(id, '部门整体支出绩效评价基础数据表', year, [
    row(`${id}/staff/head`, plain('财政供养人员情况'), plain('编制数'), plain(`${y}年实际在职人数`), plain('控制率')),
    row(
      `${id}/staff`,
      plain(''),
      cell(`${id}/staff/posts`, String(posts)),
      cell(`${id}/staff/in-post`, String(inPost)),
      cell(`${id}/staff/rate`, `${trimZeros(percent(BigInt(inPost), BigInt(posts), 1))}%`),
    ),
    row(
      `${id}/money/head`,
      plain('经费控制情况'),
      plain(`${y - 1}年决算数`),
      plain(`${y}年预算数`),
      plain(`${y}年决算数`),
    ),
    three('three', '“三公”经费', (which) => threePublicTotal(year[which])),
    three('vehicles', '1.公务用车购置和维护经费', (which) => year[which].purchase + year[which].running),
    three('purchase', '其中：公车购置', (which) => year[which].purchase),
    three('vehicle-running', '公车运行维护', (which) => year[which].running),
    three('abroad', '2.出国经费', (which) => year[which].abroad),
    three('reception', '3.公务接待', (which) => year[which].reception),
    line('projects', '项目支出', projects),
    line('projects/work', '1.业务工作专项', projects - maintenance),
    line('projects/maintenance', '2.运行维护专项', maintenance),
    line('public', '公用经费', publicMoney(year)),
    line('public/office', '1.办公经费', economicAmount(year, '30201')),
    line('public/water', '2.水电费', economicAmount(year, '30205') + economicAmount(year, '30206')),
    line('public/travel', '3.差旅费', economicAmount(year, '30211')),
    line('public/meeting', '4.会议费', economicAmount(year, '30215')),
    line('public/training', '5.培训费', economicAmount(year, '30216')),
    row(
      `${id}/procurement`,
      plain('政府采购金额'),
      plain('——'),
      cell(`${id}/procurement/budget`, shown(bought)),
      cell(`${id}/procurement/final`, shown(bought)),
    ),
    row(`${id}/measures`, plain('厉行节约保障措施'), spanning('严格执行经费支出审批制度，压减一般性支出。', 3)),
  ]);
}

function goalForm(year: DepartmentYear, project: Project): PaperTable {
  const id = `f/goal/${project.code}`;
  const money = withThousands(wholeYuan(project.annualBudget));
  const funds = (key: string, label: string, whole: string, annual: string): PaperRow =>
    row(
      `${id}/funds/${key}`,
      plain(key === 'total' ? '项目资金（元）' : ''),
      plain(key === 'total' ? '实施期资金总额：' : label),
      cell(`${id}/funds/${key}/whole`, whole),
      plain(key === 'total' ? '年度资金总额：' : label),
      cell(`${id}/funds/${key}/annual`, annual),
      blanks(3),
    );
  const text = (key: string, label: string, value: string): PaperRow =>
    row(`${id}/${key}`, plain(label), cell(`${id}/${key}/value`, value), spanningRest(6));
  const list = project.indicators;
  return {
    ...form(id, `${year.county}县级预算部门（单位）项目支出绩效目标表`, year, [
      row(`${id}/name`, plain('项目名称'), plain(''), cell(`${id}/name/value`, project.name), spanningRest(5)),
      row(
        `${id}/department`,
        plain('主管部门'),
        plain(''),
        cell(`${id}/department/value`, `${year.county}医疗保障局`),
        plain(''),
        plain('实施单位'),
        cell(`${id}/implementer/value`, year.bureau),
        blanks(2),
      ),
      row(
        `${id}/period`,
        plain('项目属性'),
        plain(''),
        plain('一次性项目'),
        plain(''),
        plain('项目期'),
        plain('1年'),
        blanks(2),
      ),
      funds('total', '', money, money),
      funds('central', '其中：中央财政资金', '0', '0'),
      funds('province', '省级财政资金', '0', '0'),
      funds('county', '市县（区）财政资金', money, money),
      funds('own', '单位自筹', '0', '0'),
      text('overview', '项目概况', `${project.name}是${year.bureau}${year.year}年度的重点工作。`),
      text('basis', '立项依据', '根据医疗保障工作年度任务安排设立。'),
      text('need', '项目设立必要性', '保障医疗保障重点工作顺利开展。'),
      text('measures', '保证项目实施的制度、措施', '执行专项资金管理办法和内部控制制度。'),
      text('plan', '项目实施计划', '按月推进，年底前全部完成。'),
      row(`${id}/goals/head`, plain('实施期目标'), blanks(3), plain('年度目标'), blanks(3)),
      row(
        `${id}/goals`,
        plain('总体目标'),
        cell(`${id}/goal`, project.expectedGoal),
        spanningRest(2),
        cell(`${id}/annual-goal`, project.expectedGoal),
        spanningRest(3),
      ),
      header(
        `${id}/indicators/head`,
        ['绩效指标', '一级指标', '二级指标', '三级指标', '指标值', '二级指标', '三级指标', '指标值'].map(plain),
      ),
      ...list.map((one, index) => {
        const before = list[index - 1];
        const at = `${id}/indicator/${index}`;
        return row(
          at,
          plain(''),
          plain(before?.level1 === one.level1 ? '' : one.level1),
          plain(one.level2),
          plain(one.name),
          cell(`${at}/whole`, one.target),
          plain(one.level2),
          plain(one.name),
          cell(`${at}/annual`, one.target),
        );
      }),
    ]),
  };
}

/** The forms in the template's layout, in order. */
export function performanceForms(template: Template, year: DepartmentYear): readonly PaperTable[] {
  switch (template.forms) {
    case 'hunan':
      return [
        baseData(year),
        overallHunan(year),
        ...year.projects.map((project) => projectForm(template, year, project)),
      ];
    case 'shaanxi':
      return [overallShaanxi(year), ...year.projects.map((project) => projectForm(template, year, project))];
    case 'goal':
      return year.projects.map((project) => goalForm(year, project));
    case 'none':
      return [];
  }
}
