/**
 * A figure: a measure with one definition, whoever publishes it and whenever. Its value comes with evidence – computed from
 * records and entries, or declared by two people until the duty that computes it exists.
 */

export const aggregations = ['sum', 'count', 'distinct', 'balance', 'ratio', 'derived'] as const;

/**
 * `sum` of amounts and `count` of events over a period, `distinct` persons or things at a cut-off, `balance` what stands at a
 * cut-off (also targets, standards and limits), `ratio` one figure by another in per cent, `derived` any other formula.
 */
export type Aggregation = (typeof aggregations)[number];

/** Folders of the duties that answer for figures. */
export const duties = [
  'registry',
  'enrolment',
  'settlement',
  'assistance',
  'payment',
  'institutions',
  'supervision',
  'travel',
  'procurement',
  'desk',
  'treasury',
  'programmes',
  'office',
  'performance',
] as const;

export type Duty = (typeof duties)[number];

/** Sections of the catalogue of published figures; L is not used. */
export const parts = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'M', 'N', 'O', 'P', 'Q'] as const;

export type Part = (typeof parts)[number];

export const partNames: Readonly<Record<Part, string>> = {
  A: '参保与征缴',
  B: '资助参保与医疗救助',
  C: '基金财务与预算',
  D: '待遇支付与结算',
  E: '异地就医',
  F: '支付方式改革',
  G: '药品耗材集采与价格',
  H: '基金监管与稽核',
  I: '定点协议管理',
  J: '经办与政务服务',
  K: '宣传、培训和会议',
  M: '机构编制和人事',
  N: '部门预算和决算',
  O: '“三公”、会议和培训经费',
  P: '机关运行、政府采购和资产',
  Q: '预算绩效',
};

/** A unit that figures are kept in, and the printed units that are the same thing times a power of ten. */
export const units = {
  元: ['元', '万元', '亿元'],
  '元/人': ['元/人'],
  '%': ['%'],
  人: ['人', '名', '万人'],
  人次: ['人次', '万人次'],
  家: ['家'],
  家次: ['家次'],
  个: ['个', '种'],
  件: ['件', '万件', '起', '例', '宗'],
  条: ['条'],
  次: ['次', '万次'],
  册: ['册', '万册'],
  项: ['项'],
  批次: ['批次'],
  场: ['场'],
  辆: ['辆'],
  '台（套）': ['台（套）', '台'],
  平方米: ['平方米', '㎡'],
  分: ['分'],
  分钟: ['分钟'],
  工作日: ['工作日', '个工作日'],
} as const;

export type Unit = keyof typeof units;

/** Where in a figure's dimensions a value stands: `{ scheme: 'employee' }`; several values are taken together. */
export type Coordinates = Readonly<Record<string, string | readonly string[]>>;

export interface Figure {
  /** Stable; in addresses and in evidence. */
  readonly id: string;
  readonly term: string;
  readonly unit: Unit;
  readonly definition: string;
  readonly aggregation: Aggregation;
  /** The duty whose records or entries answer it. */
  readonly duty: Duty;
  readonly part: Part;
  /** `declared` until its duty computes it; a formula over other figures is always computed. */
  readonly evidence: 'computed' | 'declared';
  /** What it can be broken down by; without coordinates it is the whole. */
  readonly dimensions?: readonly string[];
  /** Ratios and derived figures: `fund-income - fund-income[prior]`, operands by their ids (see `formula.ts`). */
  readonly formula?: string;
  /** It is what a survey found, and a declared value must say which. */
  readonly survey?: boolean;
  /** Rows of the catalogue of published figures that it answers, with their coordinates. */
  readonly rows: Readonly<Record<string, Coordinates>>;
}
