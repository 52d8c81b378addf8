/**
 * The narrative's wordings, a row a sentence: under which heading it stands, and the claims it is read into – kind, measure,
 * basis, money, value, what it is compared with, in which direction, and what a ratio divides by what.
 */
import { formatExact } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { golden, readPlain } from '../../test/golden.ts';
import { type Claim } from '../model.ts';

const headings = {
  over: '一、收入支出决算总体情况说明',
  income: '二、收入决算情况说明',
  exp: '三、支出决算情况说明',
  fiscal: '四、财政拨款收入支出决算总体情况说明',
  gen: '五、一般公共预算财政拨款支出决算情况说明',
  detail: '（三）一般公共预算财政拨款支出决算具体情况',
  basic: '六、一般公共预算财政拨款基本支出决算情况说明',
  tp: '七、财政拨款“三公”经费支出决算情况说明',
  fund: '八、政府性基金预算收入支出决算情况说明',
  run: '九、机关运行经费支出说明',
  proc: '十、政府采购支出说明',
  assets: '十一、国有资产占用情况说明',
  ins: '十二、社会保险基金预算执行情况',
  perf: '十三、预算绩效情况说明',
} as const;

/** 公开05表 of the golden department: names of items are found in the document's own table first. */
const lines = golden().text.split('\n');
const table = lines.slice(golden().line('general/total/total') - 10, golden().line('general/2210201/total')).join('\n');

function read(heading: string, sentence: string) {
  return readPlain(['青禾县医疗保障局2024年度部门决算', '', table, '', heading, '', sentence].join('\n'));
}

function told(claim: Claim): string {
  const { quantity, ratio } = claim;
  const value =
    quantity.dimension === 'yuan'
      ? `${formatExact(quantity.value / 10_000n)}万`
      : `${formatExact(quantity.value)}${quantity.dimension === 'percent' ? '%' : quantity.unit}`;
  const terms = (list: NonNullable<Claim['ratio']>['numerator']): string =>
    list.map((term, index) => `${term.sign === -1 ? '-' : index > 0 ? '+' : ''}${term.quantity.printed}`).join('');
  return [
    claim.kind,
    claim.measure,
    claim.basis,
    claim.scope,
    value,
    claim.against === undefined ? '' : `vs ${claim.against}`,
    claim.direction === undefined ? '' : claim.direction === 1 ? '+' : '-',
    claim.period === 2024 ? '' : String(claim.period),
    claim.hedge ?? '',
    claim.aside ? 'aside' : '',
    ratio === undefined ? '' : `${terms(ratio.numerator)}÷${terms(ratio.denominator)}`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}

type Row = readonly [under: keyof typeof headings, sentence: string, claims: readonly string[]];

test.for<Row>([
  [
    'over',
    '2024年度收、支总计1247万元。',
    ['amount income-total final all 1247万', 'amount expenditure-total final all 1247万'],
  ],
  [
    'over',
    '2024年度收、支总计1,247.00万元，与上年相比增加47万元，增长3.92%。',
    [
      'amount income-total final all 1247万',
      'amount expenditure-total final all 1247万',
      'change income-total final all 47万 vs prior +',
      'change expenditure-total final all 47万 vs prior +',
      'growth income-total final all 3.92% vs prior + 47万元÷1,247.00万元-47万元',
      'growth expenditure-total final all 3.92% vs prior + 47万元÷1,247.00万元-47万元',
    ],
  ],
  [
    'over',
    '与2023年度相比，收入总计减少1,884.42万元，下降40.38%，主要原因是上级补助资金425.69万元未下达。',
    [
      'change income-total final all 1884.42万 vs prior -',
      'growth income-total final all 40.38% vs prior -',
      'reason reason final none 425.69万',
    ],
  ],
  [
    // A measure in the middle of a reason is the reason's own.
    'over',
    '2024年度收入总计1247万元，比上年减少47万元，主要原因是部分项目未结算；采购合同结转下年支付12.5万元。',
    [
      'amount income-total final all 1247万',
      'change income-total final all 47万 vs prior -',
      'reason reason final none 12.5万',
    ],
  ],
  [
    'over',
    '收入总计1247万元，比2023年度的1200万元增加47万元。',
    [
      'amount income-total final all 1247万',
      'amount income-total prior-final all 1200万 2023',
      'change income-total final all 47万 vs prior +',
    ],
  ],
  [
    'over',
    '2023年度收入总计为1200万元，本年增加47万元。',
    ['amount income-total final all 1200万 2023', 'change income-total final all 47万 vs prior +'],
  ],
  [
    'income',
    '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占98.99%；其他收入12万元，占1.01%。',
    [
      'amount income-year final all 1192万',
      'amount income-fiscal final all 1180万',
      'share income-fiscal final all 98.99% 1180万元÷1192万元',
      'amount income-other final all 12万',
      'share income-other final all 1.01% 12万元÷1192万元',
    ],
  ],
  [
    'income',
    '其中：上级补助收入0万元，占0%。',
    ['amount income-superior final all 0万', 'share income-superior final all 0%'],
  ],
  [
    'exp',
    '2024年度支出合计1220万元，其中：基本支出520万元，占42.62%；项目支出700万元，占57.38%。',
    [
      'amount expenditure-year final all 1220万',
      'amount basic final all 520万',
      'share basic final all 42.62% 520万元÷1220万元',
      'amount project final all 700万',
      'share project final all 57.38% 700万元÷1220万元',
    ],
  ],
  [
    'fiscal',
    '2024年度财政拨款收、支总计1230万元。',
    ['amount income-total final fiscal 1230万', 'amount expenditure-total final fiscal 1230万'],
  ],
  [
    'gen',
    '2024年度一般公共预算财政拨款支出1210万元，占本年支出合计的99.18%。与上年相比，财政拨款支出减少39万元，下降3.12%。',
    [
      'amount general-expenditure final general 1210万',
      'share general-expenditure final general 99.18%',
      'change general-expenditure final general 39万 vs prior -',
      'growth general-expenditure final general 3.12% vs prior - 39万元÷1210万元+39万元',
    ],
  ],
  [
    'gen',
    '一般公共预算财政拨款支出年初预算1150万元，支出决算1210万元，完成年初预算的105.22%。',
    [
      'amount general-expenditure start-budget general 1150万',
      'amount general-expenditure final general 1210万',
      'completion general-expenditure start-budget general 105.22% 1210万元÷1150万元',
    ],
  ],
  [
    // The budget is named inside the completion.
    'gen',
    '一般公共预算财政拨款支出决算为98万元，占年初预算100万元的98%。',
    [
      'amount general-expenditure final general 98万',
      'amount general-expenditure start-budget general 100万',
      'completion general-expenditure start-budget general 98% 98万元÷100万元',
    ],
  ],
  [
    'detail',
    '1.卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。年初预算为420万元，支出决算为430万元，完成年初预算的102.38%。',
    [
      'amount code:2101501 start-budget general 420万',
      'amount code:2101501 final general 430万',
      'completion code:2101501 start-budget general 102.38% 430万元÷420万元',
    ],
  ],
  [
    'detail',
    '社会保障和就业支出年初预算49.25万元，支出决算40万元，完成年初预算的81.22%。',
    [
      'amount code:208 start-budget general 49.25万',
      'amount code:208 final general 40万',
      'completion code:208 start-budget general 81.22% 40万元÷49.25万元',
    ],
  ],
  [
    'basic',
    '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，占基本支出的82.69%，主要包括基本工资130万元、津贴补贴110万元；公用经费90万元，主要包括办公费20万元、劳务费6万元。',
    [
      'amount basic final general 520万',
      'amount personnel final general 430万',
      'share personnel final general 82.69% 430万元÷520万元',
      'amount economic:30101 final general 130万',
      'amount economic:30102 final general 110万',
      'amount running final general 90万',
      'amount economic:30201 final general 20万',
      'amount economic:30226 final general 6万',
    ],
  ],
  ['basic', '支出决算154.78元。', ['amount basic final general 0.015478万']],
  [
    'tp',
    '2024年度“三公”经费财政拨款支出预算为9万元，支出决算为8万元，完成预算的88.89%。',
    [
      'amount three-public budget fiscal 9万',
      'amount three-public final fiscal 8万',
      'completion three-public budget fiscal 88.89% 8万元÷9万元',
    ],
  ],
  [
    'tp',
    '公务接待费支出预算为3万元，支出决算为2.5万元，比预算减少0.5万元。全年共接待来访团组12个、来宾96人次。',
    [
      'amount reception budget fiscal 3万',
      'amount reception final fiscal 2.5万',
      'change reception final fiscal 0.5万 vs budget -',
      'count reception-batches final none 12个',
      'count reception-persons final none 96人次',
    ],
  ],
  [
    'tp',
    '公务用车购置及运行维护费支出决算5.5万元，其中：公务用车购置费0万元，公务用车运行维护费5.5万元。',
    [
      'amount vehicles final fiscal 5.5万',
      'amount vehicle-purchase final fiscal 0万',
      'amount vehicle-running final fiscal 5.5万',
    ],
  ],
  [
    'tp',
    '因公出国（境）费支出决算为0万元，全年安排因公出国（境）团组0个，累计0人次。',
    ['amount abroad final fiscal 0万', 'count abroad-groups final none 0个', 'count abroad-persons final none 0人次'],
  ],
  [
    'tp',
    '公务接待费2.5万元，国内公务接待12批次，96人，其中外事接待0批次。',
    [
      'amount reception final fiscal 2.5万',
      'count reception-domestic-batches final none 12批次',
      'count reception-domestic-persons final none 96人',
      'count reception-foreign-batches final none 0批次',
    ],
  ],
  [
    'fund',
    '年初结转和结余6.16万元，本年收入12.32万元，本年支出18.48万元，年末结转和结余0万元。',
    [
      'amount opening final government-fund 6.16万',
      'amount income-year final government-fund 12.32万',
      'amount expenditure-year final government-fund 18.48万',
      'amount closing final government-fund 0万',
    ],
  ],
  [
    'run',
    '2024年度机关运行经费支出90万元，比年初预算数增加10万元，增长12.5%，主要原因是人员增加。',
    [
      'amount running-cost final general 90万',
      'change running-cost final general 10万 vs start-budget +',
      'growth running-cost final general 12.5% vs start-budget + 10万元÷90万元-10万元',
    ],
  ],
  ['run', '机关运行经费支出约90万元。', ['amount running-cost final general 90万 约']],
  [
    'proc',
    '2024年度政府采购支出总额31.6万元，其中：政府采购货物支出9.4万元、政府采购工程支出0万元、政府采购服务支出22.2万元。授予中小企业合同金额20万元，占政府采购支出总额的63.29%。',
    [
      'amount procurement final none 31.6万',
      'amount procurement-goods final none 9.4万',
      'amount procurement-works final none 0万',
      'amount procurement-services final none 22.2万',
      'amount procurement-sme final none 20万',
      'share procurement-sme final none 63.29% 20万元÷31.6万元',
    ],
  ],
  [
    'assets',
    '截至2024年12月31日，共有车辆2辆，其中：机要通信用车1辆、应急保障用车1辆；单价100万元以上设备0台（套）。',
    [
      'count vehicle-count final none 2辆',
      'count vehicles-confidential final none 1辆',
      'count vehicles-emergency final none 1辆',
      'count equipment final none 0台',
    ],
  ],
  [
    'ins',
    '基金收入15,311.39万元，同比增长13.18%；基金支出1.21亿元，当年结余3201万元。',
    [
      'amount fund-income final insurance-fund 15311.39万',
      'growth fund-income final insurance-fund 13.18% vs prior +',
      'amount fund-expenditure final insurance-fund 12100万',
      'amount fund-year-balance final insurance-fund 3201万',
    ],
  ],
  [
    'ins',
    '基金收入预算13,050.82万元，基金支出预算12,701.61万元，当年基金预算收支结余349.21万元；当年基金结余-321.30万元，年末滚存结余1.29亿元。',
    [
      'amount fund-income budget insurance-fund 13050.82万',
      'amount fund-expenditure budget insurance-fund 12701.61万',
      'amount fund-year-balance budget insurance-fund 349.21万',
      'amount fund-year-balance final insurance-fund -321.3万',
      'amount fund-balance final insurance-fund 12900万',
    ],
  ],
  [
    'perf',
    '全年预算数287万元，执行数283.10万元，完成预算的98.6%。',
    [
      'amount text:全年预算数 annual-budget none 287万',
      'amount text:执行数 final none 283.1万',
      'completion text:完成预算的 budget none 98.6% 283.10万元÷287万元',
    ],
  ],
  [
    'perf',
    '参保率97.24%，住院实际报销比例70.15%。',
    ['other text:参保率 final none 97.24%', 'other text:住院实际报销比例 final none 70.15%'],
  ],
  ['over', '根据《关于批复决算的通知》（财预〔2024〕5号），2024年1月1日起执行。', []],
])('%s: %s', ([under, sentence, claims]) => {
  const document = read(headings[under], sentence);
  expect(document.claims.map(told)).toEqual(claims);
  expect(document.notRead.filter((one) => one.place.section !== undefined)).toEqual([]);
});

test('every amount is counted, and those understood', () => {
  const document = read(headings.income, '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占98.99%。');
  expect([document.amounts, document.amountsUnderstood]).toEqual([3, 3]);
});

test('a list knows its whole and its parts', () => {
  const document = read(
    headings.perf,
    '2024年度共有3个项目，合计90万元。其中：叫号系统35万元，送药下乡40万元，档案数字化15万元。',
  );
  expect(
    document.lists.map((list) => [
      list.whole.quantity.printed,
      list.announced,
      list.parts.map((part) => part.quantity.printed),
    ]),
  ).toEqual([['90万元', 3, ['35万元', '40万元', '15万元']]]);
});

test('items that run on in one paragraph are kept apart', () => {
  const sentence =
    '1.卫生健康支出（类）医疗救助（款）城乡医疗救助（项）。年初预算为310万元，支出决算为300万元。2.卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。年初预算为420万元，支出决算为430万元。';
  expect(read(headings.detail, sentence).claims.map((claim) => `${claim.measure} ${claim.quantity.printed}`)).toEqual([
    'code:2101301 310万元',
    'code:2101301 300万元',
    'code:2101501 420万元',
    'code:2101501 430万元',
  ]);
});

test('a place quotes the words on its line, across a page break too', () => {
  const document = read(headings.income, '2024年度收入合计1192万元。');
  const [claim] = document.claims;
  expect(claim?.quantity.place).toMatchObject({ quote: '2024年度收入合计1192万元', section: '收入决算情况说明' });
  expect(claim?.quantity.place.line).toBe(document.sections.at(-1)?.paragraphs[0]?.spans[0]?.line);
});

test('definitions and duties say nothing about the accounts', () => {
  expect(read('名词解释', '“三公”经费：指用于公务接待费等支出，2024年度9万元。').claims).toEqual([]);
});
