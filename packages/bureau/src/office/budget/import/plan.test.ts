import { readFileSync } from 'node:fs';
import { type Sheet } from '@mingzhang/documents';
import { describe, expect, test } from 'vitest';
import { movementsOf } from '../decide/document.ts';
import { paidMovements } from '../decide/payment.ts';
import {
  budgetDocument,
  budgetLine,
  id,
  payment,
  paymentLine,
  positionsAt,
  projects,
  recordedDocument,
  recordedPayment,
} from '../testing/invented.ts';
import { type ImportFacts, isFaultless, planImport } from './plan.ts';
import { importProblems } from './problems.ts';
import { type ImportKind, type Mapping, mappingRefusal, noMapping, tablesOf } from './table.ts';

/** A sheet out of lines of cells divided by `|`. */
function sheet(text: string, name = ''): Sheet {
  const rows = text
    .trim()
    .split('\n')
    .map((line, index) => ({ number: index + 1, cells: line.split('|').map((cell) => cell.trim()) }));
  return { name, rows };
}

const start = budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500_00), budgetLine('T101', '2101505', 80_00)]);
const salary = payment(10, [paymentLine('R1', '2101501', '30101', 100_00)]);

function facts(more: Partial<ImportFacts> = {}): ImportFacts {
  let last = 1000;
  return {
    unitName: '云泽县医疗保障局',
    year: 2024,
    today: '2024-12-31',
    projects,
    documents: [recordedDocument(start)],
    payments: [],
    reservations: [],
    positions: positionsAt(movementsOf(start)),
    newId: () => {
      last += 1;
      return id(last);
    },
    ...more,
  };
}

function plan(kind: ImportKind, text: string, of = facts(), mapping: Mapping = noMapping) {
  const outcome = planImport([sheet(text)], kind, mapping, of);
  if (outcome.outcome === 'refused') throw new Error(`${outcome.refusal.id}: ${outcome.refusal.message}`);
  return outcome.plan;
}

/** `4 指标金额 amount-malformed`, row by row. */
function problemsOf(of: ReturnType<typeof plan>): readonly string[] {
  return of.problems.map(({ row, column, id: what, value }) =>
    [row, column, what === 'refused-by-rule' ? value : what].filter((part) => part !== null).join(' '),
  );
}

function refusalOf(kind: ImportKind, text: string, mapping: Mapping = noMapping): string {
  const outcome = planImport([sheet(text)], kind, mapping, facts());
  return outcome.outcome === 'refused' ? outcome.refusal.id : outcome.outcome;
}

const heads = '指标文号|指标类型|下达日期|项目代码|项目名称|功能科目编码|资金性质|预算级次|是否直达|指标金额';

describe('an export of 指标', () => {
  test('is read past its title, glued codes, totals, blank lines and signatures', () => {
    const read = plan(
      'documents',
      `
      2024年指标明细表
      单位：元
      指标文号|指标类型|下达日期|项目代码|项目名称|功能分类科目|部门经济分类|资金性质|预算级次|是否直达|指标金额（元）|摘要
      云财预〔2024〕1号|年初预算|2024/2/1|R1|在职人员工资|2101501-行政运行||111一般公共预算资金|县级|否|500.00|
      云财预〔2024〕1号|年初预算|20240201|T101|基金监管|[2101505]医疗保障政策管理||111一般公共预算资金|县级|否|80|
      |||||||||||
      云财社〔2024〕7号|追加|45413|[T101]基金监管||2101505|30201-办公费|一般公共预算|中央|是|"1,234.50"|能力提升
      云财预〔2024〕9号|收回|2024年11月5日|T101||2101505||一般公共预算|县本级|0|12.00|
      小计||||||||||1,826.50|
      合计||||||||||1,826.50|
      制表人：林会计|||||||审核：周复核||||
      `.replaceAll('"', ''),
    );
    expect(problemsOf(read)).toEqual([]);
    expect(read.table).toMatchObject({ headerRow: 3, unit: '元', ignored: 2, unused: [] });
    expect(read.documents.unchanged).toBe(1);
    expect(read.documents.added.map(({ kind, number, date, lines }) => [kind, number, date, lines])).toEqual([
      [
        'addition',
        '云财社〔2024〕7号',
        '2024-05-01',
        [budgetLine('T101', '2101505', 1234_50, { economyCode: '30201', level: 'central', direct: true })],
      ],
      ['recall', '云财预〔2024〕9号', '2024-11-05', [budgetLine('T101', '2101505', -12_00)]],
    ]);
    expect(read.sums).toEqual([
      { functionCode: '2101501', rows: 1, amount: 500_00 },
      { functionCode: '2101505', rows: 3, amount: 1302_50 },
    ]);
  });

  test('in 万元, by the header or by a line above', () => {
    const row = '文1|追加|2024-05-01|T101||2101505|一般公共预算|县级||1.234567';
    expect(plan('documents', `${heads}(万元)\n${row}`).total).toBe(12345_67);
    expect(plan('documents', `指标表|单位：万元\n${heads}\n${row}`).total).toBe(12345_67);
    expect(problemsOf(plan('documents', `${heads}\n${row}`))).toEqual(['2 指标金额 amount-malformed']);
  });

  test('every problem has its row and column', () => {
    const read = plan(
      'documents',
      `
      ${heads}|单位名称
      文1|追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00|云泽县医疗保障局
      文2|追加|2024-05-01|T101||21015|一般公共预算|县级||10.00|[101]云泽县医疗保障局
      文3|追加|2024-05-32|T101||2101505|一般公共预算|县级||10.00|
      |追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00|
      文4|加钱|2024-05-01|T101||2101505|金库|县级||10.00|
      文5|追加|2024-05-01|T101||2101505|一般公共预算|县级||十元|
      文6|追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00|云泽县财政局
      文7|追加|2024-05-01|X9||2101505|一般公共预算|县级||10.00|
      文8|追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00|
      文8|追加|2024-05-02|T101||2101505|一般公共预算|县级||10.00|
      文9|追加|2025-05-01|T101||2101505|一般公共预算|县级||10.00|
      文10|追减|2024-05-01|T102||2101506|一般公共预算|县级||0.01|
      文1|追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00|云泽县医疗保障局
      `,
    );
    expect(problemsOf(read)).toEqual([
      '3 功能科目编码 code-malformed',
      '4 下达日期 date-malformed',
      '5 指标文号 value-missing',
      '6 指标类型 word-unknown',
      '6 资金性质 word-unknown',
      '7 指标金额 amount-malformed',
      '8 单位名称 row-of-another-unit',
      '9 project-undescribed',
      '11 rows-disagree',
      '12 document-date-outside-year',
      '13 budget-negative',
      '14 row-repeated',
    ]);
    expect(isFaultless(read)).toBe(false);
    expect(read.problems.find(({ row }) => row === 6)?.message).toBe(
      '不认识“加钱”。可以写：年初预算、上年结转、指标下达、追加、追减、调剂、收回。',
    );
  });

  test('a warning does not stop it', () => {
    const row = '文1|追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00';
    const read = plan('documents', `${heads}\n${row}\n${row}`);
    expect([problemsOf(read), isFaultless(read)]).toEqual([['3 row-repeated'], true]);
    expect(read.documents.added[0]?.lines).toHaveLength(2);
  });

  test('new projects come with it, under their 一级项目', () => {
    const read = plan(
      'documents',
      `
      文号|指标类型|日期|一级项目代码|一级项目名称|项目编码|项目类别|功能分类|资金性质|级次|金额
      文1|追加|2024-05-01|T3|信息化|T301-系统运维|特定目标类|2101504|一般公共预算|县级|10.00
      文2|追加|2024-05-01|T3|信息化|T301-系统运维|特定目标类|2101504|一般公共预算|县级|5.00
      文3|追加|2024-05-01|R1|在职人员工资|T302-别的|特定目标类|2101504|一般公共预算|县级|5.00
      `,
    );
    expect(read.projects).toEqual([
      {
        code: 'T3',
        name: '信息化',
        kind: 'specific',
        parent: null,
        functionCode: null,
        firstYear: 2024,
        lastYear: null,
        topic: null,
      },
      {
        code: 'T301',
        name: '系统运维',
        kind: 'specific',
        parent: 'T3',
        functionCode: '2101504',
        firstYear: 2024,
        lastYear: null,
        topic: null,
      },
    ]);
    expect(problemsOf(read)).toEqual(['4 project-parent-kind']);
  });

  test('what the finance system has changed since is a correction', () => {
    const read = plan(
      'documents',
      `
      ${heads}
      ${start.number}|年初预算|2024-02-01|R1||2101501|一般公共预算|县级||480.00
      ${start.number}|年初预算|2024-02-01|T101||2101505|一般公共预算|县级||80.00
      `,
    );
    expect(problemsOf(read)).toEqual([]);
    expect(read.documents).toMatchObject({
      added: [],
      unchanged: 0,
      changed: [{ row: 2, before: { id: start.id }, after: { corrects: start.id } }],
    });
  });

  test('what the file brings may be taken again in the same file, in whatever order', () => {
    const read = plan(
      'documents',
      `
      ${heads}
      文2|调剂|2024-04-01|T102||2101506|一般公共预算|县级||-30.00
      文2|调剂|2024-04-01|T101||2101505|一般公共预算|县级||30.00
      文1|指标下达|2024-05-01|T102||2101506|一般公共预算|省级||30.00
      `,
    );
    expect([problemsOf(read), read.documents.added.length]).toEqual([[], 2]);
  });

  test('a total that is not the sum of the rows', () => {
    const row = '文1|追加|2024-05-01|T101||2101505|一般公共预算|县级||10.00';
    expect(problemsOf(plan('documents', `${heads}\n${row}\n合计|||||||||10.01`))).toEqual(['3 指标金额 total-differs']);
  });
});

const payHeads =
  '支付凭证号|支付日期|支付方式|收款人|项目编码|功能科目|部门经济分类|资金性质|支付金额|用途|支付申请编号|原支付凭证号';

describe('an export of payments', () => {
  const withSalary = facts({
    payments: [recordedPayment(salary)],
    positions: positionsAt([...movementsOf(start), ...paidMovements(salary)]),
  });

  test('rows of one number are one payment; a known one is not new', () => {
    const read = plan(
      'payments',
      `
      ${payHeads}
      ZF10|2024/3/5|直接支付|${salary.payee}|R1|2101501|30101|一般公共预算|100|||
      ZF11|2024/4/5|财政授权支付|云泽县工资代发户|R1|2101501|30101-基本工资|一般公共预算|60|四月工资|SQ4|
      ZF11|2024/4/5|财政授权支付|云泽县工资代发户|R1|2101501|30102-津贴补贴|一般公共预算|30|四月工资|SQ4|
      `,
      withSalary,
    );
    expect([problemsOf(read), read.payments.unchanged]).toEqual([[], 1]);
    expect(read.payments.added).toMatchObject([
      {
        number: 'ZF11',
        kind: 'authorised',
        orderNumber: 'SQ4',
        text: '四月工资',
        lines: [{ amount: 60_00 }, { amount: 30_00 }],
      },
    ]);
  });

  test('below zero is a refund: of the same number, of the one that it names, or of nothing', () => {
    const read = plan(
      'payments',
      `
      ${payHeads}
      ZF12|2024/4/5|直接支付|甲|T101|2101505|30201|一般公共预算|50|||
      ZF12|2024/4/9|直接支付|甲|T101|2101505|30201|一般公共预算|-20|||
      TH1|2024/4/9|直接支付|${salary.payee}|R1|2101501|30101|一般公共预算|-1|||ZF10
      TH2|2024/4/9|直接支付|乙|R1|2101501|30101|一般公共预算|-1|||
      TH3|2024/4/9|直接支付|丙|R1|2101501|30101|一般公共预算|-99.01|||ZF10
      `,
      withSalary,
    );
    expect(problemsOf(read)).toEqual(['5 支付金额 original-unclear', '6 refund-exceeds-payment']);
    expect(read.payments.added.map(({ number, refunds }) => [number, refunds])).toEqual([
      ['ZF12', null],
      ['ZF12', read.payments.added[0]?.id],
      ['TH1', salary.id],
    ]);
  });

  test('uses up what was set aside for its order, and corrects what is otherwise now', () => {
    const reservation = {
      id: id(40),
      year: 2024,
      orderNumber: 'SQ4',
      ended: false,
      lines: [{ project: 'R1', functionCode: '2101501', source: 'general-public-budget' as const, amount: 400_00 }],
    };
    const held = positionsAt([
      ...movementsOf(start),
      ...paidMovements(salary),
      ...paidMovements({ date: '2024-12-01', lines: [paymentLine('R1', '2101501', '30101', 400_00)] }).map((one) => ({
        ...one,
        kind: 'reserved' as const,
      })),
    ]);
    const read = plan(
      'payments',
      `
      ${payHeads}
      ZF10|2024/3/5|直接支付|${salary.payee}|R1|2101501|30102|一般公共预算|100|||
      ZF13|2024/4/5|直接支付|甲|R1|2101501|30101|一般公共预算|390||SQ4|
      `,
      { ...withSalary, reservations: [reservation], positions: held },
    );
    expect(problemsOf(read)).toEqual([]);
    expect(read.ends).toEqual([{ id: reservation.id, paymentId: read.payments.added[0]?.id }]);
    expect(read.payments.changed).toMatchObject([{ before: { id: salary.id }, after: { corrects: salary.id } }]);
  });

  test('what is not there to pay from, and projects nobody knows', () => {
    const read = plan(
      'payments',
      `
      ${payHeads}
      ZF14|2024/4/5|直接支付|甲|X9|2101505|30201|一般公共预算|50|||
      ZF15|2024/4/5|直接支付|甲|T101|2101505|30201|一般公共预算|50|||
      ZF16|2024/4/6|直接支付|甲|T101|2101505|30201|一般公共预算|30.01|||
      `,
    );
    expect(problemsOf(read)).toEqual(['2 项目编码 project-undescribed', '4 available-negative']);
  });
});

describe('files that cannot be looked at row by row', () => {
  test.each<[string, string, Mapping]>([
    ['import-header-missing', '甲|乙\n1|2', noMapping],
    ['import-rows-missing', heads, noMapping],
    ['import-column-missing', heads.replace('|预算级次', ''), noMapping],
    ['import-column-repeated', `${heads}|功能分类`, noMapping],
    ['import-column-missing', heads, { ...noMapping, columns: { amount: '别的金额' } }],
  ])('%s', (answer, text, mapping) => {
    expect(refusalOf('documents', text, mapping)).toBe(answer);
  });

  test('a file that holds no table', () => {
    expect(tablesOf({ ok: false, error: '读不出。' })).toEqual({
      outcome: 'refused',
      refusal: { id: 'import-unreadable', message: '读不出。' },
    });
    expect(tablesOf({ ok: true, format: 'csv', sheets: [] })).toMatchObject({ outcome: 'read', sheets: [] });
  });

  test('a person says which column, and gives a value for a whole one', () => {
    const text = `文号|日期|项目|支出科目|资金性质|数\n文1|2024-05-01|T101|2101505|一般公共预算|10.00`;
    const mapping: Mapping = {
      columns: { functionCode: '支出科目', amount: '数' },
      constants: { kind: '追加', level: '县级' },
      sheet: null,
    };
    expect(refusalOf('documents', text)).toBe('import-column-missing');
    const read = plan('documents', text, facts(), mapping);
    expect([problemsOf(read), read.documents.added[0]?.kind]).toEqual([[], 'addition']);
    expect(mappingRefusal('documents', mapping)).toBeNull();
    for (const wrong of [
      { ...mapping, constants: { kind: '加钱' } },
      { ...mapping, constants: { date: '2024-05-01' } },
      { ...mapping, columns: { payee: '收款人' } },
    ] satisfies Mapping[]) {
      expect(mappingRefusal('documents', wrong)).toMatchObject({ refusal: { id: 'import-mapping-malformed' } });
    }
  });

  test('the sheet that has the table is found among others', () => {
    const [first, second] = [
      sheet('说明|无', '说明'),
      sheet(`${heads}\n文1|追加|2024-05-01|T101||2101505|一般公共预算|县级||10`, '明细'),
    ];
    expect(planImport([first, second], 'documents', noMapping, facts())).toMatchObject({
      plan: { table: { sheet: '明细' } },
    });
    expect(planImport([first, second], 'documents', { ...noMapping, sheet: '说明' }, facts())).toMatchObject({
      refusal: { id: 'import-header-missing' },
    });
  });
});

test('the page lists every problem of a row, in the order of the list', () => {
  const page = readFileSync(new URL('../../../../../../docs/reference/import-problems.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (错误|提示) \| ([^|]+) \| [^|]+。 \|$/gm)].map(
    ([, what, severity, name]) => [what, severity, name],
  );
  expect(listed).toEqual(
    Object.entries(importProblems).map(([what, { severity, name }]) => [
      what,
      severity === 'error' ? '错误' : '提示',
      name,
    ]),
  );
});
