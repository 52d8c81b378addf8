/**
 * Where the tables of the real documents beside the checkout differ from what our statements print of the same leaves: slips of
 * the documents, each known and none of our making. Whatever else differs is a fault of ours.
 */
export interface PublishedSlips {
  /** 'table row column published → ours'. */
  readonly differences: readonly string[];
  readonly structure: readonly string[];
}

/** A trailing zero left out: the same amount. */
const shortened = (table: string, row: string, column: string, text: string): string =>
  `${table} ${row} ${column} ${text} → ${text}0`;

export const publishedSlips: Readonly<Record<string, PublishedSlips>> = {
  '000': {
    // A lone zero in a table that has no figures.
    differences: ['state-capital total basic 0.00 → null'],
    // A line of the detail is broken: its first code is lost, and the next one's name bears that of its neighbour.
    structure: [
      'basic-expenditure-detail: only published: 39909 经常性赠与资本性赠与',
      'basic-expenditure-detail: only ours: 30309 奖励金',
      'basic-expenditure-detail: only ours: 39909 经常性赠与',
    ],
  },
  '002': {
    differences: [],
    // 预算 is missing in one of three like names.
    structure: [
      'fiscal-summary: only published: income state-capital 三、国有资本经营财政拨款',
      'fiscal-summary: only ours: income state-capital 三、国有资本经营预算财政拨款',
    ],
  },
  '003': {
    differences: [
      shortened('income', '2101501', 'total', '137.7'),
      shortened('income', '2101501', 'fiscal', '137.7'),
      shortened('expenditure', '210', 'basic', '137.7'),
      shortened('expenditure', '21015', 'basic', '137.7'),
      shortened('expenditure', '2101501', 'total', '137.7'),
      shortened('expenditure', '2101501', 'basic', '137.7'),
      // Two of the three cells that cannot hold with the others: the classes of the column have 526.04 and its totals are blank.
      'fiscal-summary expenditure year-total general null → 526.04',
      'fiscal-summary expenditure total general null → 526.04',
      shortened('general-public-expenditure', '210', 'basic', '137.7'),
      shortened('general-public-expenditure', '21015', 'basic', '137.7'),
      shortened('general-public-expenditure', '2101501', 'total', '137.7'),
      shortened('general-public-expenditure', '2101501', 'basic', '137.7'),
      shortened('three-public', 'budget', 'total', '0.6'),
      shortened('three-public', 'budget', 'reception', '0.6'),
    ],
    structure: [
      // Announced as published empty, and absent.
      'state-capital: not published',
      // The list jumps from 3 to 5; 215 has the name of earlier years; the expenditure of the year is called a 总计.
      'fiscal-summary: only published: expenditure class:215 14.资源勘探信息等支出',
      'fiscal-summary: only published: expenditure year-total 本年支出总计',
      'fiscal-summary: only ours: expenditure class:204 4.公共安全支出',
      'fiscal-summary: only ours: expenditure class:215 14.资源勘探工业信息等支出',
      'fiscal-summary: only ours: expenditure year-total 本年支出合计',
      // The third cell that cannot hold: no row 30299, though 302 is 0.06 more than its 款. Nor is there 30399.
      'basic-expenditure-detail: only ours: 30399 其他对个人和家庭的补助',
      'basic-expenditure-detail: only ours: 30299 其他商品和服务支出',
    ],
  },
  '004': { differences: [], structure: [] },
};
