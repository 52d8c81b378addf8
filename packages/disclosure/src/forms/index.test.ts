import { describe, expect, it } from 'vitest';
import { blocksOf } from '../checks/check-testing.ts';
import { type Form, type FormCell } from '../model.ts';
import { recogniseForm, recogniseForms } from './index.ts';

function formsIn(text: string, encoding: 'merged-once' | 'merged-expanded' = 'merged-expanded'): readonly Form[] {
  const blocks = blocksOf(text, encoding);
  return recogniseForms(blocks, 0, blocks.length, 0).forms;
}

function shown(cell: FormCell | undefined): string {
  return cell === undefined ? '·' : (cell.text ?? '∅');
}

/** One line an indicator: headings, name, target, actual value, points, score. */
function indicators(form: Form | undefined): readonly string[] {
  return (form?.indicators ?? []).map((one) =>
    [
      one.level1,
      one.level2,
      ...[one.name, one.target, one.actual, one.points, one.score].map((cell) => shown(cell)),
    ].join(' | '),
  );
}

function funds(form: Form | undefined): readonly string[] {
  return (form?.funds ?? []).map((row) =>
    [
      row.key,
      row.label,
      ...[
        row.startBudget,
        row.annualBudget,
        row.executed,
        row.points,
        row.rate,
        row.score,
        row.wholePeriod,
        row.annual,
      ].map((cell) => shown(cell)),
    ].join(' | '),
  );
}

describe('recognition of forms', () => {
  it('reads columns in any order, by their names', () => {
    const [form] = formsIn(
      [
        '2023年度项目支出绩效自评表',
        '项目名称\t药店巡查\t\t\t\t\t\t\t',
        '项目资金（元）\t\t预算数\t调整后预算数\t执行数\t预算执行率\t权重\t自评得分\t',
        '\t年度资金总额\t300,000\t280,000\t280,000\t100%\t10\t10\t',
        '一级指标\t二级指标\t三级指标\t权重\t年度指标值\t实际完成值\t自评得分\t未完成原因\t',
        '产出指标\t数量指标\t巡查药店数\t25\t≥80家\t86家\t25\t\t',
        '产出指标\t质量指标\t问题整改率\t25\t≥95%\t100%\t25\t\t',
        '满意度指标\t服务对象满意度\t群众满意度\t40\t≥90%\t92%\t38\t个别未整改\t',
        '合计\t\t\t100\t\t\t98\t\t',
      ].join('\n'),
    );
    expect([form?.id, form?.project, form?.year]).toEqual(['project-self-evaluation', '药店巡查', 2023]);
    expect(funds(form)).toEqual(['total | 年度资金总额 | 300,000 | 280,000 | 280,000 | 10 | 100% | 10 | · | ·']);
    expect(form?.funds[0]?.executed?.quantity?.unit).toBe('元');
    expect(indicators(form)).toEqual([
      '产出指标 | 数量指标 | 巡查药店数 | ≥80家 | 86家 | 25 | 25',
      '产出指标 | 质量指标 | 问题整改率 | ≥95% | 100% | 25 | 25',
      '满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 92% | 40 | 38',
    ]);
    expect([shown(form?.totalPoints), shown(form?.totalScore)]).toEqual(['100', '98']);
  });

  it('lays shifted rows against the header by their figures', () => {
    const [form] = formsIn(
      [
        '某县某局整体支出绩效自评表',
        '年度绩效指标完成情况\t一级指标\t二级指标\t指标内容\t\t\t年度指标值\t实际完成值\t分值\t得分\t',
        '\t产出指标(50分)\t数量指标\t窗口开放天数\t\t\t≥250天\t251天\t30\t30\t',
        '\t成本 指标\t窗口运行费\t\t\t20万元\t20万元\t20\t20\t\t',
        '\t效益指标（30分）\t社会效益指标\t办事便利\t\t\t提高\t提高\t10\t10\t',
        '群众少跑腿\t\t\t明显\t明显\t10\t10\t\t\t\t',
        '生态效益指标\t\t无纸化办理\t\t\t提高\t提高\t10\t10\t\t',
        '\t满意度指标（10分）\t服务对象满意度指标\t群众满意度\t\t\t≥90%\t95%\t10\t10\t',
        '总分\t\t\t\t\t\t\t\t\t90\t90',
      ].join('\n'),
    );
    expect(form?.id).toBe('overall-self-evaluation');
    expect(indicators(form)).toEqual([
      '产出指标 | 数量指标 | 窗口开放天数 | ≥250天 | 251天 | 30 | 30',
      '产出指标 | 成本指标 | 窗口运行费 | 20万元 | 20万元 | 20 | 20',
      '效益指标 | 社会效益指标 | 办事便利 | 提高 | 提高 | 10 | 10',
      '效益指标 | 社会效益指标 | 群众少跑腿 | 明显 | 明显 | 10 | 10',
      '效益指标 | 生态效益指标 | 无纸化办理 | 提高 | 提高 | 10 | 10',
      '满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10',
    ]);
    expect(form?.indicators[0]?.level1Points?.quantity?.printed).toBe('50分');
    expect(shown(form?.totalScore)).toBe('90');
  });

  it('knows cost as a first level, and two levels instead of three', () => {
    const [cost] = formsIn(
      [
        '项目支出绩效自评表',
        '项目名称\t零星报销窗口\t\t\t\t\t\t',
        '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分',
        '\t成本指标（20分）\t经济成本指标\t窗口运行成本\t≤20万元\t20万元\t20\t20',
        '\t产出指标（40分）\t数量指标\t受理件数\t≥900件\t950件\t40\t40',
      ].join('\n'),
    );
    expect(indicators(cost)).toEqual([
      '成本指标 | 经济成本指标 | 窗口运行成本 | ≤20万元 | 20万元 | 20 | 20',
      '产出指标 | 数量指标 | 受理件数 | ≥900件 | 950件 | 40 | 40',
    ]);
    const [two] = formsIn(
      [
        '部门整体支出绩效自评表',
        '部门名称\t某中心\t\t\t\t',
        '一级指标\t二级指标\t指标值\t完成值\t分值\t自评分',
        '产出\t培训场次\t6场\t6场\t60\t60',
        '\t培训合格率\t≥95%\t97%\t40\t40',
        '合计\t\t\t\t100\t100',
      ].join('\n'),
    );
    expect(indicators(two)).toEqual([
      '产出 |  | 培训场次 | 6场 | 6场 | 60 | 60',
      '产出 |  | 培训合格率 | ≥95% | 97% | 40 | 40',
    ]);
  });

  it('finds forms back to back in one grid, and one cut by a page number', () => {
    const one = (name: string): string =>
      [
        `项目名称\t${name}\t\t\t\t\t\t`,
        '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分',
        '\t产出指标\t数量指标\t册数\t≥5册\t6册\t60\t60',
        '- 12 -',
        '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分',
        '\t满意度指标\t服务对象满意度指标\t读者满意度\t≥90%\t95%\t40\t40',
        '总分\t\t\t\t\t\t100\t100',
      ].join('\n');
    const forms = formsIn(`项目支出绩效自评表\n${one('甲项目')}\n${one('乙项目')}`);
    expect(forms.map((form) => [form.project, form.indicators.length, shown(form.totalScore)])).toEqual([
      ['甲项目', 2, '100'],
      ['乙项目', 2, '100'],
    ]);
  });

  it('reads merged cells that are written once: task table, splits, total row', () => {
    const [form] = formsIn(
      [
        '部门整体支出绩效自评表',
        '单位名称\t某局',
        '年度主要任务\t任务名称\t主要内容\t完成情况\t全年预算数（万元）\t全年执行数（万元）\t分值\t执行率\t得分',
        '\t\t\t\t总额\t财政拨款\t其他资金\t总额\t财政拨款\t其他资金\t\t\t',
        '\t任务1\t工资\t完成\t20\t20\t\t20\t20\t\t5\t100%\t——',
        '\t金额合计\t20\t20\t\t20\t20\t\t10\t100%\t10',
        '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因',
        '\t产出指标\t数量指标\t人数\t5人\t5人\t90\t88\t',
        '总分\t100\t\t',
      ].join('\n'),
      'merged-once',
    );
    expect(funds(form).slice(0, 1)).toEqual(['task | 任务1 工资 | · | 20 | 20 | 5 | 100% | —— | · | ·']);
    expect(funds(form).filter((row) => row.startsWith('total |'))).toEqual([
      'total | 金额合计 | · | 20 | 20 | 10 | 100% | 10 | · | ·',
    ]);
    expect([shown(form?.totalPoints), shown(form?.totalScore)]).toEqual(['100', '∅']);
    expect(form?.totalScore?.left?.text).toBe('100');
  });

  it('reads goal forms with one column or two', () => {
    const [one] = formsIn(
      [
        '项目支出绩效目标申报表',
        '项目名称\t医保宣传月\t\t\t',
        '资金情况（万元）\t年度资金总额：\t12\t\t',
        '\t其中：财政拨款\t12\t\t',
        '总体目标\t群众知晓政策。\t\t\t',
        '绩效指标\t一级指标\t二级指标\t三级指标\t指标值',
        '\t产出指标\t数量指标\t宣传场次\t≥20场',
        '\t满意度指标\t服务对象满意度指标\t群众满意度\t≥90%',
      ].join('\n'),
    );
    expect(one?.id).toBe('goal');
    expect(funds(one)).toEqual([
      'total | 资金总额 | · | · | · | · | · | · | · | 12',
      'fiscal | 财政拨款 | · | · | · | · | · | · | · | 12',
    ]);
    expect(
      one?.indicators.map((indicator) => [indicator.horizon, shown(indicator.name), shown(indicator.target)]),
    ).toEqual([
      ['annual', '宣传场次', '≥20场'],
      ['annual', '群众满意度', '≥90%'],
    ]);
    const [two] = formsIn(
      [
        '项目支出绩效目标表',
        '\t\t参保资助\t\t\t\t\t\t',
        '主管部门\t\t某局\t\t实施单位\t某中心\t\t\t',
        '项目资金(元)\t实施期资金总额:\t5,000\t年度资金总额:\t4,000\t\t\t\t',
        '绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\t',
        '\t产出指标\t数量指标\t资助人数\t≥50人\t数量指标\t资助人数\t≥40人\t',
        '\t\t\t资助批次\t2批\t\t\t资助批次\t2批',
        '\t效益指标\t经济效益\t\t\t经济效益\t\t\t',
        '满意度指标\t服务对象满意度\t受助者满意度\t≥90%\t服务对象满意度\t受助者满意度\t≥95%\t\t',
        '负责人:\t经办人:\t联系电话:\t\t填报日期: 20240105\t\t\t\t',
      ].join('\n'),
    );
    expect(two?.project).toBe('参保资助');
    expect(funds(two)).toEqual(['total | 资金总额 | · | · | · | · | · | · | 5,000 | 4,000']);
    expect(
      two?.indicators.map((indicator) =>
        [
          indicator.horizon === 'annual' ? '年度' : '实施期',
          indicator.level2,
          shown(indicator.name),
          shown(indicator.target),
        ].join(' '),
      ),
    ).toEqual([
      '实施期 数量指标 资助人数 ≥50人',
      '年度 数量指标 资助人数 ≥40人',
      '实施期 数量指标 资助批次 2批',
      '年度 数量指标 资助批次 2批',
      '实施期 经济效益 ∅ ∅',
      '年度 经济效益 ∅ ∅',
      '实施期 服务对象满意度 受助者满意度 ≥90%',
      '年度 服务对象满意度 受助者满意度 ≥95%',
    ]);
    expect(two?.fields.filter((field) => field.key === 'fill-date').map((field) => field.cell.text)).toEqual([
      '20240105',
    ]);
  });

  it('leaves tables of amounts alone and reports what it cannot place', () => {
    expect(formsIn('收入支出决算总表\n项目\t行次\t决算数\n一、财政拨款收入\t1\t20.00\n本年收入合计\t2\t20.00')).toEqual(
      [],
    );
    const blocks = blocksOf(
      [
        '项目支出绩效自评表',
        '项目名称\t甲项目\t\t\t\t\t\t\t',
        '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t',
        '\t产出指标\t数量指标\t册数\t≥5册\t6册\t60\t60\t多出的话',
      ].join('\n'),
    );
    const read = recogniseForms(blocks, 0, blocks.length, 0);
    expect(read.notRead.map((entry) => [entry.place.line, entry.place.quote])).toEqual([[4, '多出的话']]);
    expect([...read.used].sort()).toEqual([0, 1]);
    const grid = blocks[1];
    expect(grid?.kind === 'grid' ? recogniseForm(grid, [], 3)?.part : null).toBe(3);
  });
});
