/** What the codes of the audit are called on the screen, and how they look. */
import { type components } from './api.gen.ts';

export type Schemas = components['schemas'];
export type Finding = Schemas['Finding'];
export type Place = Schemas['Place'];
export type RelatedPlace = Schemas['RelatedPlace'];
export type Severity = Schemas['Severity'];
export type Certainty = Schemas['Certainty'];
export type Block = Schemas['Block'];
export type Grid = Schemas['Grid'];
export type Paragraph = Schemas['Paragraph'];
export type StoredDocument = Schemas['Document'];
export type ListedDocument = Schemas['DocumentListed'];
export type CheckMeta = Schemas['Check'];

export const severities: readonly Severity[] = ['error', 'rounding', 'presentation'];
export const severityNames: Readonly<Record<Severity, string>> = {
  error: '错误',
  rounding: '尾差',
  presentation: '表述',
};
export const severityHelp: Readonly<Record<Severity, string>> = {
  error: '可以断定的错误、缺失或矛盾',
  rounding: '换算为万元可以造成的尾差，或末位截断',
  presentation: '模板残留、格式、用语等表述问题',
};

export const certainties: readonly Certainty[] = ['proven', 'strong', 'possible'];
export const certaintyNames: Readonly<Record<Certainty, string>> = { proven: '确证', strong: '有力', possible: '待核' };
export const certaintyHelp: Readonly<Record<Certainty, string>> = {
  proven: '仅凭文本即可断定',
  strong: '只有一种合理的理解',
  possible: '需要文外证据，或依赖推断',
};

export const roleNames: Readonly<Record<RelatedPlace['role'], string>> = {
  operand: '计算所用',
  counterpart: '矛盾的另一方',
  repeat: '同一差错又见于',
  consequence: '因此也不成立',
};

export const kindNames: Readonly<Record<Schemas['DocumentKind'], string>> = {
  'final-accounts': '部门决算',
  'performance-report': '绩效自评报告',
  budget: '部门预算',
  'goal-form': '绩效目标表',
  unknown: '未识别',
};

const familyNames: Readonly<Record<string, string>> = {
  round: '尾差',
  disc: '应公开内容',
  pct: '百分比',
  meta: '标题与编号',
  tmpl: '模板残留',
  class: '科目归类',
  'narr-int': '说明前后不一',
  'narr-sum': '说明分项与合计',
  'narr-tab': '说明与表格',
  'narr-form': '说明与自评表',
  staff: '人员与机构数',
  typo: '错别字与标点',
  term: '名词',
  date: '日期',
  format: '数字格式',
  expl: '应有的解释',
  xtab: '表与表',
  'xtab-narr': '明细清单与表格',
  unit: '单位',
  tab: '表内勾稽',
  blank: '空白与零',
  growth: '同比增减',
  year: '年度',
  trend: '异常变动',
  status: '计划充作结果',
  copy: '数值照抄',
  pii: '个人信息',
  'perf-goal': '绩效目标表',
  'perf-form': '绩效表填列',
  'perf-copy': '绩效内容照抄',
  'perf-int': '绩效表与小结',
  'perf-evid': '完成值依据',
  'perf-blank': '绩效表空格',
  'perf-exec': '预算执行率',
  'perf-pts': '绩效分值',
  'perf-score': '绩效得分',
  'perf-dir': '指标方向',
  'perf-cov': '自评覆盖面',
  'perf-target': '绩效目标值',
  'perf-unit': '指标单位',
  'perf-pct': '指标百分比',
  'perf-plan': '以计划代结果',
};

export function familyName(family: string): string {
  return familyNames[family] ?? family.toUpperCase();
}

const tableNames: Readonly<Record<string, string>> = {
  'income-expenditure-summary': '收入支出决算总表',
  income: '收入决算表',
  expenditure: '支出决算表',
  'fiscal-summary': '财政拨款收入支出决算总表',
  'general-public-expenditure': '一般公共预算财政拨款支出决算表',
  'basic-expenditure-detail': '基本支出决算明细表',
  'government-fund': '政府性基金收支决算表',
  'state-capital': '国有资本经营支出决算表',
  'three-public': '“三公”经费决算表',
  'disclosure-statistics': '相关信息统计表',
  other: '其他表格',
};

export function tableName(id: string): string {
  return tableNames[id] ?? id;
}

/** Where a place is, for people: `支出决算表 › 合计 › 基本支出`. */
export function placeInWords(place: Place): string {
  const parts = [place.table === undefined ? place.section : tableName(place.table), place.row, place.column];
  const words = parts.filter((part): part is string => part !== undefined && part !== '').join(' › ');
  return words === '' ? linesInWords(place) : words;
}

/** A place's numbers: `第 431 行`; `第 3 页第 5 段第 2 行`, `工作表“公开05表”C12` in formats without lines. */
export function linesInWords(place: Omit<Place, 'quote'>): string {
  const { line, endLine, sheet, cell, page, endPage, block, endBlock, blockRow, endBlockRow } = place;
  if (line !== undefined) return `第 ${range(line, endLine)} 行`;
  if (sheet !== undefined) return `工作表“${sheet}”${cell ?? ''}`;
  const onPage = page === undefined ? '' : `第 ${range(page, endPage)} 页`;
  if (block === undefined) return onPage;
  const inTable = blockRow === undefined || endBlock !== undefined ? '' : `第 ${range(blockRow, endBlockRow)} 行`;
  return `${onPage}第 ${range(block, endBlock)} 段${inTable}`;
}

function range(from: number, to: number | undefined): string {
  return to === undefined || to === from ? `${from}` : `${from}–${to}`;
}

/** `2025-09-01` of a time, in the reader's own time zone. */
export function dayOf(time: Date): string {
  return timeInWords(time.toISOString()).slice(0, 10);
}

/** `2025-09-01 16:00` in the reader's own time zone; with seconds where they matter. */
export function timeInWords(iso: string, seconds = false): string {
  const time = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}${seconds ? `:${two(time.getSeconds())}` : ''}`;
}
