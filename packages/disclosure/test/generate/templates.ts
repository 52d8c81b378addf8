/**
 * The layouts that the generated disclosures are printed in: four as the counties of Hunan, Shaanxi and Shanxi published
 * them, three invented ones of other provinces that recombine what is known of their habits, and a performance report alone.
 */

export type Encoding = 'lines' | 'tabs' | 'pipes';

export const encodings: readonly Encoding[] = ['lines', 'tabs', 'pipes'];

export interface Template {
  readonly name: string;
  readonly area: string;
  /** A whole disclosure, or a performance report with its forms alone. */
  readonly scope: 'disclosure' | 'performance';
  readonly year: number;
  readonly standing: 'administration' | 'institution';
  readonly narrativeFirst: boolean;
  /** How a table's number is printed, by its position; null where the province prints none. */
  readonly number: ((position: number) => string) | null;
  /** Position of the three-public table among the nine: 7 until 2021 in Hunan, 9 after. */
  readonly threePublicAt: 7 | 9;
  readonly departmentLabel: string;
  readonly unitLabel: string;
  readonly tableUnit: '万元' | '元';
  readonly yearLine: boolean;
  readonly summaryValue: string;
  readonly classes: 'full' | 'full-24' | 'abridged';
  readonly codeHeader: string;
  /** The code is printed in three columns 类, 款, 项. */
  readonly codeSplit: boolean;
  readonly fiscalRowNumbers: boolean;
  readonly economicBlocks: 3 | 4;
  readonly economicTitle: string;
  readonly economicSuperHeader: boolean;
  readonly threePublic: 'wide' | 'transposed';
  readonly threePublicTitle: string;
  readonly statisticsTable: boolean;
  readonly indexTable: boolean;
  /** Zeros of 基本支出/项目支出 and of the economic table are printed, not left blank. */
  readonly printsZeros: boolean;
  readonly usesSpecialSurplus: boolean;
  readonly detail: 'item' | 'class';
  readonly narrativeThreePublic: 'hunan' | 'shaanxi' | 'shanxi';
  readonly meetingsIn: 'general-costs' | 'three-public' | 'nowhere';
  readonly contents: 'dots' | 'list' | 'none';
  readonly forms: 'hunan' | 'shaanxi' | 'goal' | 'none';
  readonly staffSection: boolean;
  readonly parts: {
    readonly overview: string;
    readonly tables: string;
    readonly narrative: string;
    readonly terms: string;
    readonly annex: string;
  };
}

const hunan2024: Template = {
  name: 'hunan-2024',
  area: 'hunan',
  scope: 'disclosure',
  year: 2024,
  standing: 'administration',
  narrativeFirst: false,
  number: (position) => `公开0${position}表`,
  threePublicAt: 9,
  departmentLabel: '部门：',
  unitLabel: '单位：',
  tableUnit: '万元',
  yearLine: false,
  summaryValue: '决算数',
  classes: 'abridged',
  codeHeader: '功能分类科目编码',
  codeSplit: false,
  fiscalRowNumbers: true,
  economicBlocks: 3,
  economicTitle: '一般公共预算财政拨款基本支出决算明细表',
  economicSuperHeader: false,
  threePublic: 'wide',
  threePublicTitle: '财政拨款“三公”经费支出决算表',
  statisticsTable: false,
  indexTable: false,
  printsZeros: false,
  usesSpecialSurplus: true,
  detail: 'item',
  narrativeThreePublic: 'hunan',
  meetingsIn: 'general-costs',
  contents: 'none',
  forms: 'hunan',
  staffSection: false,
  parts: { overview: '概况', tables: '部门决算表', narrative: '部门决算情况说明', terms: '名词解释', annex: '附件' },
};

const hunan2021: Template = {
  ...hunan2024,
  name: 'hunan-2021',
  year: 2021,
  threePublicAt: 7,
  unitLabel: '金额单位：',
  summaryValue: '金额',
  classes: 'full',
  economicSuperHeader: true,
  threePublicTitle: '一般公共预算财政拨款“三公”经费支出决算表',
  usesSpecialSurplus: false,
  forms: 'none',
};

const shaanxi2023: Template = {
  ...hunan2024,
  name: 'shaanxi-2023',
  area: 'shaanxi',
  year: 2023,
  narrativeFirst: true,
  number: (position) => `公开 0${position} 表`,
  departmentLabel: '编制单位：',
  unitLabel: '金额单位：',
  classes: 'full',
  codeHeader: '科目代码',
  fiscalRowNumbers: false,
  economicTitle: '一般公共预算财政拨款基本支出决算表',
  threePublic: 'transposed',
  threePublicTitle: '财政拨款“三公”经费及会议费、培训费支出决算表',
  indexTable: true,
  printsZeros: true,
  narrativeThreePublic: 'shaanxi',
  meetingsIn: 'three-public',
  contents: 'list',
  forms: 'shaanxi',
  staffSection: true,
  parts: {
    overview: '单位概况',
    tables: '单位决算表',
    narrative: '单位决算情况说明',
    terms: '专业名词解释',
    annex: '附件',
  },
};

const shanxi2024: Template = {
  ...hunan2024,
  name: 'shanxi-2024',
  area: 'shanxi',
  standing: 'institution',
  number: (position) => (position < 10 ? `公开0${position}表` : `公开${position}表`),
  departmentLabel: '部门名称：',
  unitLabel: '金额单位：',
  yearLine: true,
  summaryValue: '金额',
  classes: 'full',
  codeHeader: '科目代码',
  economicBlocks: 4,
  economicSuperHeader: true,
  statisticsTable: true,
  detail: 'class',
  narrativeThreePublic: 'shanxi',
  meetingsIn: 'nowhere',
  contents: 'dots',
  forms: 'goal',
  parts: { overview: '概况', tables: '部门决算表', narrative: '情况说明', terms: '名词解释', annex: '附件' },
};

const shanghai2024: Template = {
  ...hunan2024,
  name: 'shanghai-2024',
  area: 'shanghai',
  number: null,
  departmentLabel: '编制部门：',
  unitLabel: '单位：',
  tableUnit: '元',
  classes: 'full-24',
  codeHeader: '功能分类科目编码',
  codeSplit: true,
  threePublicAt: 7,
  threePublicTitle: '财政拨款“三公”经费支出决算表',
  contents: 'dots',
  forms: 'none',
  staffSection: true,
  narrativeThreePublic: 'shanxi',
  parts: {
    overview: '部门概况',
    tables: '部门决算表',
    narrative: '部门决算情况说明',
    terms: '名词解释',
    annex: '附件',
  },
};

const yunnan2022: Template = {
  ...hunan2024,
  name: 'yunnan-2022',
  area: 'yunnan',
  year: 2022,
  number: (position) => `附表${position}`,
  departmentLabel: '单位名称：',
  unitLabel: '金额单位：',
  summaryValue: '决算数',
  classes: 'full',
  codeHeader: '科目编码',
  economicSuperHeader: true,
  printsZeros: true,
  narrativeThreePublic: 'shaanxi',
  meetingsIn: 'general-costs',
  contents: 'dots',
  forms: 'hunan',
  staffSection: true,
  parts: {
    overview: '部门概况',
    tables: '部门决算表',
    narrative: '部门决算情况说明',
    terms: '名词解释',
    annex: '附件',
  },
};

const gansu2023: Template = {
  ...hunan2024,
  name: 'gansu-2023',
  area: 'gansu',
  year: 2023,
  standing: 'institution',
  narrativeFirst: true,
  number: (position) => `公开0${position}表`,
  departmentLabel: '编制单位：',
  unitLabel: '单位：',
  classes: 'abridged',
  codeHeader: '科目编码',
  economicBlocks: 4,
  economicTitle: '一般公共预算财政拨款基本支出决算表',
  detail: 'class',
  narrativeThreePublic: 'hunan',
  contents: 'list',
  forms: 'shaanxi',
  staffSection: true,
  parts: {
    overview: '单位概况',
    tables: '单位决算表',
    narrative: '单位决算情况说明',
    terms: '名词解释',
    annex: '附件',
  },
};

const hunanPerformance2024: Template = { ...hunan2024, name: 'hunan-performance-2024', scope: 'performance' };

export const templates: readonly Template[] = [
  hunan2024,
  hunan2021,
  shaanxi2023,
  shanxi2024,
  shanghai2024,
  yunnan2022,
  gansu2023,
  hunanPerformance2024,
];

export function templateNamed(name: string): Template {
  const found = templates.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`no template ${name}; there are ${templates.map((one) => one.name).join(', ')}`);
  return found;
}
