/**
 * The words of performance forms: names of levels, of columns, of labels. Forms are known by these words, never by
 * position, because provinces order, merge and print them differently.
 */
import { squeeze } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { remembering } from '../remember.ts';

/** Points announced in a heading: 产出指标（50分） → '50分'; null where there are none. */
export function announcedPoints(heading: string): string | null {
  return /[（(](\d+(?:\.\d+)?)分?[)）]/.exec(squeeze(heading))?.[0]?.replace(/[（()）]/g, '') ?? null;
}

/** A level's name without announced points and without stray signs before it: ≤效益指标（30分） → 效益指标. */
export const levelName = remembering((heading): string => {
  return squeeze(heading)
    .replace(/[（(]\d+(?:\.\d+)?分?[)）]/g, '')
    .replace(/^[≤≥<>＜＞=＝*、.．·\-—]+/, '')
    .replace(/^[（(]?[一二三四五六七八九十\d]+[）)、.．]/, '');
});

const firstLevels =
  /^(?:产出|效益|满意度|效果|投入|过程|管理|履职效能|履职|部门效益|社会效应|预算执行|资金管理|运行成本|管理效率|可持续发展(?:能力)?|服务对象|决策|成本)(?:类)?(?:指标|情况)?$/;
const onlySecondLevels =
  /^(?:产出)?(?:数量|质量|时效|经济成本|社会成本|生态环境成本|生态成本|经济效益|社会效益|生态效益|环境效益|生态环境效益|可持续影响|可持续性影响|可持续效益|可持续发展|可持续性|(?:社会公众或|社会公众及|公众或)?服务对象满意度?|社会公众满意度|群众满意度|受益对象满意度|参保人满意度)(?:类)?(?:指标)?$/;
const cost = /^成本(?:指标)?$/;

/** True for names known as first level: 产出指标, 效益指标, 满意度指标 … 成本指标 may be either. */
export const isFirstLevel = remembering((heading): boolean => {
  return firstLevels.test(levelName(heading));
});

/** True for names known as second level: 数量指标, 社会效益指标, 服务对象满意度指标 … 成本指标 may be either. */
export const isSecondLevel = remembering((heading): boolean => {
  const name = levelName(heading);
  return onlySecondLevels.test(name) || cost.test(name);
});

/** True for names that are second level and never first. */
export const isOnlySecondLevel = remembering((heading): boolean => {
  return onlySecondLevels.test(levelName(heading));
});

/** Second levels (or a first level) under which a smaller figure is the better one. */
export function isCostLevel(level: string): boolean {
  return /成本/.test(level);
}

/** Second levels that are about satisfaction. */
export function isSatisfactionLevel(level: string): boolean {
  return /满意/.test(level) || /^服务对象(?:指标)?$/.test(level);
}

/** The vertical label beside the indicators: 绩效指标, 年度绩效指标完成情况. */
export const isBlockLabel = remembering((text): boolean => {
  return /^(?:年度|项目|整体)?(?:支出)?绩效指标(?:完成情况)?$|^(?:年度)?(?:总体)?目标(?:完成情况)?$|^指标完成情况$/.test(
    text,
  );
});

export type IndicatorColumn = 'level1' | 'level2' | 'name' | 'target' | 'actual' | 'points' | 'score' | 'reason';

/** The column of an indicator table that a header names; null for anything else. */
export const indicatorColumn = remembering((header): IndicatorColumn | 'third' | 'fourth' | null => {
  if (header.length > 40) return null;
  const text = header.replace(/[（(].*?[)）]/g, '');
  if (isBlockLabel(text)) return null;
  if (/偏差|原因|改进措施|未完成|^备注|^说明/.test(text)) return 'reason';
  if (/得分|评分|评价分/.test(text)) return 'score';
  if (/分值|权重|标准分|满分/.test(text)) return 'points';
  if (/实际|完成值|完成情况|^完成指标/.test(text)) return 'actual';
  if (/^一级(?:指标|目标)?$|^指标类型$|^一级指标名称$/.test(text)) return 'level1';
  if (/^二级(?:指标|目标)?(?:名称)?$/.test(text)) return 'level2';
  if (/^三级(?:指标|目标)?(?:名称)?$|^指标内容$|^指标名称$|^具体指标$|^指标$|^三级指标内容$|^绩效指标名称$/.test(text))
    return 'third';
  if (/^四级指标/.test(text)) return 'fourth';
  if (/指标值|目标值|预期值|目标指标|计划值|指标目标|^目标$|年初设定值/.test(text)) return 'target';
  return null;
});

export type FundsColumn = 'startBudget' | 'annualBudget' | 'executed' | 'points' | 'rate' | 'score';

/** The column of a money block that a header names; '预算数' alone is decided by its neighbours. */
export const fundsColumn = remembering((header): FundsColumn | 'budget' | null => {
  const text = header.replace(/[（(].*?[)）]/g, '');
  if (/申请|^(?:项目|年度)?资金情况/.test(text)) return null;
  if (/执行率|完成率|支出率|支付率|完成比例|预算完成/.test(text)) return 'rate';
  if (/得分|评分/.test(text)) return 'score';
  if (/分值|权重|满分/.test(text)) return 'points';
  if (/执行数|执行金额|支出数|实际支出|决算数|到位数|执行情况|完成数|支出金额|实际执行/.test(text)) return 'executed';
  if (/(?:全年|调整后?|调整|年度|变更后).{0,3}(?:预算|资金)|预算调整后/.test(text)) return 'annualBudget';
  if (/年初.{0,3}(?:预算|安排|资金)|年初数|批复数|预算批复/.test(text)) return 'startBudget';
  if (/^(?:项目)?预算(?:数|金额|安排)?$|^资金预算$/.test(text)) return 'budget';
  return null;
});

/** What a row of the money block is about. */
export function fundsKey(label: string): string {
  if (/总额|合计|总计|小计|资金总量|^项目资金$|^年度资金$|^预算资金$|预算总额/.test(label)) return 'total';
  if (/结转|结余/.test(label)) return 'carried-over';
  if (/中央/.test(label)) return 'central';
  if (/省级|省财政|^省|自治区/.test(label)) return 'province';
  if (/县|区级|（区）/.test(label)) return 'county';
  if (/市级|市财政|地市/.test(label)) return 'city';
  if (/自筹/.test(label)) return 'own';
  if (/其他|其它/.test(label)) return 'other';
  if (/拨款|财政资金|一般公共预算|政府性基金|本级资金|本级财政/.test(label)) return 'fiscal';
  return 'part';
}

/** Labels of a form's head, text fields and foot, with their keys. */
const labels: readonly { readonly key: string; readonly pattern: RegExp }[] = [
  { key: 'project-name', pattern: /^项目(?:支出)?(?:名称|名)$/ },
  { key: 'department', pattern: /^(?:项目)?(?:行业)?主管(?:预算)?(?:部门|单位)(?:（单位）)?(?:名称)?(?:及代码)?$/ },
  { key: 'implementer', pattern: /^(?:项目)?(?:具体)?(?:实施|资金使用|执行)单位(?:名称)?$/ },
  {
    key: 'unit-name',
    pattern: /^(?:预算|填报|申报)?(?:部门|单位)(?:（单位）|（部门）)?(?:名称)?(?:（盖章）|（公章）)?$/,
  },
  { key: 'nature', pattern: /^项目(?:性质|属性|类型|类别|分类|年度)$/ },
  { key: 'period', pattern: /^项目(?:期|周期|期限|日期|起止时间|实施期|实施期限|年限)$/ },
  { key: 'overview', pattern: /^项目(?:概况|概述|基本情况|内容|简介)$/ },
  { key: 'basis', pattern: /^(?:项目)?立项依据$|^政策依据$/ },
  { key: 'necessity', pattern: /^(?:项目)?设立(?:的)?必要性$|^项目设立(?:的)?必要性$|^(?:项目)?(?:实施)?必要性$/ },
  { key: 'measures', pattern: /^保证项目实施的制度.*$|^(?:项目)?(?:保障|管理|制度)措施$/ },
  { key: 'plan', pattern: /^(?:项目)?实施(?:计划|方案|进度计划)$/ },
  { key: 'grade', pattern: /^(?:自评|评价|绩效)(?:结果)?(?:等级|等次|结论|级别)$/ },
  { key: 'thrift-measures', pattern: /^厉行节约(?:保障)?措施$/ },
  { key: 'total-score-field', pattern: /^(?:自评)?总得分$/ },
];

/** The key of a label of the head or of a text field; null when it is none. */
export const labelKey = remembering((text): string | null => {
  const bare = text.replace(/[：:]$/, '');
  return labels.find((label) => label.pattern.test(bare))?.key ?? null;
});

const footLabels: readonly { readonly key: string; readonly pattern: RegExp }[] = [
  { key: 'filler', pattern: /^(?:填表人|填报人|制表人|填表人员)(?:（签字）|（签名）|签字)?$/ },
  { key: 'handler', pattern: /^经办人(?:（签字）|（签名）|签字)?$/ },
  { key: 'phone', pattern: /^(?:联系)?电话$|^联系方式$/ },
  { key: 'fill-date', pattern: /^(?:填报|填表|填写|申报)(?:日期|时间)$|^日期$/ },
  {
    key: 'head',
    pattern: /^(?:单位|部门|项目)?(?:负责人|领导|主要负责人)(?:（签字）|（签名）|（签章）|签字|签章|审核)?$/,
  },
  { key: 'contact', pattern: /^联系人$/ },
  { key: 'filling-unit', pattern: /^填报单位(?:（盖章）|（公章）)?$/ },
];

/** The key of a label of the foot (填表人, 填报日期 …); null when it is none. */
export const footKey = remembering((text): string | null => {
  const bare = text.replace(/[：:]$/, '');
  return footLabels.find((label) => label.pattern.test(bare))?.key ?? null;
});

const footLabel =
  /(填表人员?|填报人|制表人|经办人|联系电话|电话|联系方式|(?:填报|填表|填写|申报)(?:日期|时间)|(?:单位|部门|项目)?(?:主要)?(?:负责人|领导)|联系人|填报单位)((?:（?(?:签字|签名|签章|盖章|公章|审核)）?)?)：/g;

export interface FootPair {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** Splits 填表人： 填报日期： 联系电话： … into labels and values; null when the text is no such line. */
export function footPairs(text: string): readonly FootPair[] | null {
  const squeezed = squeeze(text);
  if (squeezed.length > 160) return null;
  const at = matchesOf(squeezed, footLabel);
  if (at[0]?.index !== 0) return null;
  return at.flatMap((match, index) => {
    const label = `${match[1] ?? ''}${match[2] ?? ''}`;
    const key = footKey(match[1] ?? '');
    const value = squeezed.slice(match.index + match[0].length, at[index + 1]?.index ?? squeezed.length);
    return key === null ? [] : [{ key, label, value }];
  });
}
