/** The golden department's narrative, a row a sentence; and that reading back finds every figure that is changed. */
import { describe, expect, test } from 'vitest';
import { goldenFacts } from '../../test/golden-facts.ts';
import { known, narrativeFacts } from '../../test/narrative-facts.ts';
import { checks } from '../checks/index.ts';
import { audit } from '../judge.ts';
import { statements, statementTemplate } from '../statements/index.ts';
import {
  type NarrativeFacts,
  narrativeTemplate,
  readBack,
  reasonsAsked,
  textOf,
  type WrittenBlock,
  type WrittenParagraph,
  writeDisclosure,
} from './index.ts';

const wan = (amount: number): number => Math.round(amount * 100) * 10_000;

function template(id: string) {
  const [narrative, layout] = [narrativeTemplate(id), statementTemplate(id)];
  if (narrative === null || layout === null) throw new Error(`no template ${id}`);
  return { narrative, statements: layout };
}

/** The golden year; last year it had 47 less for 城乡医疗救助, and this year's books but for that. */
const facts: NarrativeFacts = {
  ...narrativeFacts(1, 'hunan-2024'),
  accounts: {
    ...goldenFacts,
    statistics: {
      ...goldenFacts.statistics,
      'procurement-works': 0,
      'procurement-small-medium': wan(20),
      'procurement-small-micro': wan(15),
      equipment: 0,
    },
  },
  prior: {
    ...goldenFacts,
    year: 2023,
    income: goldenFacts.income.map((line) =>
      line.functionCode === '2101301' ? { ...line, amount: line.amount - wan(47) } : line,
    ),
    expenditure: goldenFacts.expenditure.map((line) =>
      line.functionCode === '2101301' ? { ...line, amount: line.amount - wan(47) } : line,
    ),
  },
  startBudget: { '2080505': known(wan(40), 'start-budget', 2024), '2101301': known(wan(310), 'start-budget', 2024) },
  reasons: { 'prior both-totals all': '上级追加医疗救助补助资金。' },
};

function written(id: string, given: NarrativeFacts = facts) {
  const chosen = template(id);
  return writeDisclosure({
    facts: given,
    tables: statements(given.accounts, chosen.statements),
    attachments: [],
    template: chosen,
    cover: { title: '2024年度部门决算', bureau: given.accounts.department, publishedOn: null, released: [] },
  });
}

const paragraphs = (blocks: readonly WrittenBlock[]): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [textOf(block)] : []));

test.for<readonly [string, NarrativeFacts, string]>([
  [
    'hunan-2024',
    facts,
    '2024年度收、支总计1247.00万元。收入总计中，本年收入合计1192.00万元，年初结转和结余55.00万元。支出总计中，本年支出合计1220.00万元，年末结转和结余27.00万元。与上年相比，收、支总计各增加47.00万元，增长3.92%，主要原因是上级追加医疗救助补助资金。',
  ],
  ['hunan-2024', { ...facts, prior: null }, '上年度没有同口径的决算数，不作比较。'],
  [
    'hunan-2024',
    facts,
    '1、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。年初预算为40.00万元，支出决算为40.00万元，完成年初预算的100%，决算数与年初预算数持平。',
  ],
  [
    'hunan-2024',
    facts,
    '年初预算为0万元，支出决算为22.00万元，年初未安排预算，不计算完成率，决算数大于年初预算数的主要原因是____。',
  ],
  ['hunan-2024', facts, '完成年初预算的96.77%，决算数小于年初预算数的主要原因是____。'],
  ['hunan-2024', facts, '公务接待费支出全年预算为3.00万元，支出决算为2.50万元，完成全年预算的83.33%，'],
  ['hunan-2024', facts, '因公出国（境）费支出与上年度一致，均未发生。'],
  ['hunan-2024', facts, '没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出，已公开空表。'],
  ['hunan-2024', facts, '机关运行经费支出90.00万元。机关运行经费支出与上年度相同。'],
  ['hunan-2024', facts, '其中：授予小微企业合同金额15.00万元，占授予中小企业合同金额的75.00%。'],
  ['hunan-2021', facts, '其中：授予小微企业合同金额15.00万元，占政府采购支出总额的'],
  ['shaanxi-2023', facts, '2024年度收入总计、支出总计均为1247.00万元。'],
  ['shaanxi-2023', facts, '（一）人员经费430.00万元，占基本支出的82.69%，主要包括：基本工资130.00万元、'],
  ['shanxi-2024', facts, '支出总计增加47.00万元，增长3.92%'],
  ['shanxi-2024', facts, '卫生健康支出年初预算为310.00万元，支出决算为1142.00万元，完成年初预算的368.39%，'],
])('%s: %s', ([id, given, text]) => {
  expect(paragraphs(written(id, given).document.blocks).some((one) => one.includes(text))).toBe(true);
});

test('a change of the same two figures is asked about once, and one reason stands in both places', () => {
  const asked = reasonsAsked(
    { ...facts, prior: { ...goldenFacts, year: 2023, income: [], expenditure: [] } },
    template('hunan-2024'),
  );
  const keys = asked.flatMap(({ key, also }) => [key, ...also]);
  expect(new Set(keys).size).toBe(keys.length);
  const [first] = reasonsAsked(facts, template('shanxi-2024'));
  expect(first).toMatchObject({ key: 'prior income-total all', also: ['prior expenditure-total all'], direction: 1 });
  expect([first?.now, first?.base]).toEqual([wan(1247), wan(1200)]);
  const reasons = { 'prior income-total all': '上级追加医疗救助补助资金' };
  const texts = paragraphs(written('shanxi-2024', { ...facts, reasons }).document.blocks);
  expect(texts.find((text) => text.includes('收入总计1247.00万元'))?.match(/上级追加医疗救助补助资金/g)).toHaveLength(
    2,
  );
});

test('below the threshold no reason is asked', () => {
  const chosen = template('hunan-2024');
  const asked = reasonsAsked(facts, chosen, { basisPoints: 500 });
  expect(asked.map(({ key }) => key)).not.toContain('prior both-totals all');
  expect(reasonsAsked(facts, chosen).map(({ key }) => key)).toContain('prior both-totals all');
});

test('what nobody has filled in is a gap, and is printed so that it cannot be overlooked', () => {
  const { 'reception-domestic-batches': _, ...registers } = facts.registers;
  const { gaps, document } = written('hunan-2024', { ...facts, registers });
  expect(gaps).toEqual([{ measure: 'reception-domestic-batches', section: '“三公”经费财政拨款支出决算具体情况说明' }]);
  expect(paragraphs(document.blocks).some((text) => text.includes('国内公务接待____批次'))).toBe(true);
});

test('a figure knows what stands behind it', () => {
  const { claims } = written('hunan-2024');
  // What people wrote themselves – outcomes, opinions – has figures that are theirs.
  const runs = [...claims.keys()].flatMap((paragraph) => paragraph.runs);
  const figure = (text: string) => runs.find((run) => run.text === text)?.origin;
  expect(figure('1247.00')).toMatchObject({ kind: 'terms', year: 2024 });
  expect(figure('3.92')).toMatchObject({
    kind: 'derived',
    formula: 'growth',
    operands: [{ year: 2024 }, { year: 2023 }],
  });
  expect(runs.filter(({ text, origin }) => origin === undefined && /\d万元(?!（含）)/.test(text))).toEqual([]);
});

test('the glossary explains the terms that are used and no other', () => {
  const terms = (id: string) =>
    paragraphs(written(id).document.blocks).flatMap((text) => /^\d+\.([^：（]+)：指/.exec(text)?.[1] ?? []);
  expect(terms('hunan-2024')).toContain('机关运行经费');
  expect(terms('hunan-2024')).not.toContain('使用非财政拨款结余');
});

test.for(['hunan-2021', 'hunan-2024', 'shaanxi-2023', 'shanxi-2024'])('%s: a year without any money is told', (id) => {
  const nothing = { opening: [], income: [], expenditure: [], useOfSurplus: 0, surplusAllocation: 0 };
  const costBudget = { abroad: 0, 'vehicle-purchase': 0, 'vehicle-running': 0, reception: 0, meetings: 0, training: 0 };
  const accounts = { ...facts.accounts, ...nothing, costBudget };
  const procurement = { 'procurement-goods': 0, 'procurement-works': 0, 'procurement-services': 0 };
  const given = {
    ...facts,
    accounts: { ...accounts, statistics: { ...accounts.statistics, ...procurement } },
    startBudget: {},
    registers: {
      ...facts.registers,
      ...Object.fromEntries(
        ['reception-domestic-batches', 'reception-domestic-persons', 'vehicles-bought', 'vehicles-kept'].map((one) => [
          one,
          known(0, one, 2024),
        ]),
      ),
    },
  };
  for (const prior of [null, facts.prior]) {
    const first = written(id, { ...given, prior });
    const reasons = Object.fromEntries(first.asked.map(({ key }) => [key, '职能划转，本单位不再安排支出']));
    const { document, claims, gaps } = written(id, { ...given, prior, reasons });
    expect(gaps).toEqual([]);
    const { disclosure, misread } = readBack(document, claims);
    expect(misread).toEqual([]);
    // The notes of the tables do not say why a department has no accounts at all.
    const findings = audit(disclosure, checks).findings.filter(({ check }) => check !== 'empty-table-explained');
    expect(findings.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  }
});

describe('reading back', () => {
  test('finds every figure that is changed', () => {
    const { document, claims } = written('hunan-2024');
    let changed = 0;
    const own = document.blocks.filter((block): block is WrittenParagraph => block.kind === 'paragraph');
    own.forEach((paragraph, place) => {
      const made = claims.get(paragraph);
      const at = paragraph.runs.findIndex(({ origin }) => origin !== undefined);
      // One figure of every third paragraph: each is a whole reading.
      if (made === undefined || at < 0 || place % 3 !== 0) return;
      const runs = paragraph.runs.map((run, index) => (index === at ? { ...run, text: '87654' } : run));
      const other: WrittenParagraph = { kind: 'paragraph', runs };
      const blocks = document.blocks.map((block) => (block === paragraph ? other : block));
      const { misread } = readBack({ ...document, blocks }, new Map([...claims, [other, made]]));
      expect(misread.map(({ text }) => text)).toContain(textOf(other));
      changed += 1;
    });
    expect(changed).toBeGreaterThan(8);
  });
});
