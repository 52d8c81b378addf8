/**
 * The years that the real documents publish, written anew in the form of their province: the same accounts, with the reasons and
 * the registers' numbers that a bureau would have. What comes out says at least as much – amounts, comparisons, reasons – and
 * where the original has dozens of findings it has none.
 */
import {
  audit,
  type CostPart,
  checks,
  type Disclosure,
  type ExpenditureLine,
  factsOfLeaves,
  type KnownFigure,
  type NarrativeFacts,
  narrativeTemplate,
  type RegisterMeasure,
  readBack,
  type StatementFacts,
  type StatisticKey,
  solveLeaves,
  statements,
  statementTemplate,
  type UnitNature,
  writeDisclosure,
} from '@mingzhang/disclosure';
import { evaluationsOf } from '@mingzhang/disclosure/testing';
import { expect, test } from 'vitest';
import { missingRealDocuments, realDocument } from '../test/real-documents.ts';

const missing = missingRealDocuments();

const wan = (amount: number): number => Math.round(amount * 100) * 10_000;

/** What a document does not publish in its tables. */
interface Beside {
  readonly institution?: boolean;
  /** 项 of a subordinate 事业单位. */
  readonly centre?: readonly string[];
  readonly withoutBudget?: readonly CostPart[];
  /** Last year, in 万元: expenditure by 项 beside running cost, all of it general. */
  readonly prior: {
    readonly items: Readonly<Record<string, number>>;
    readonly costs: Readonly<Record<string, number>>;
    readonly fund?: number;
  };
  readonly startBudget: Readonly<Record<string, number>>;
  readonly runningCostBudget?: number;
  readonly statistics?: Readonly<Partial<Record<StatisticKey, number>>>;
  readonly registers: Readonly<Partial<Record<RegisterMeasure, number>>>;
}

const beside: Readonly<Record<string, Beside>> = {
  '000': {
    centre: ['2101506', '2101599'],
    prior: { items: { '2101301': 5905.03 }, costs: { '30217': 5.35, '30201': 526.84, '30215': 2, '30216': 3.35 } },
    startBudget: {
      '2080505': 49.98,
      '2101101': 27.18,
      '2101301': 510,
      '2101501': 500.39,
      '2101505': 7.7,
      '2101599': 126.2,
    },
    statistics: {
      'procurement-goods': wan(81.46),
      'procurement-works': 0,
      'procurement-services': wan(20.89),
      'procurement-small-medium': wan(102.35),
      'procurement-small-micro': wan(102.35),
    },
    registers: {
      'reception-domestic-batches': 10,
      'reception-domestic-persons': 101,
      'meetings-count': 2,
      'meetings-persons': 224,
      'training-count': 1,
      'training-persons': 448,
      'procurement-goods-sme': wan(81.46),
      'procurement-works-sme': 0,
      'procurement-services-sme': wan(20.89),
      'staff-authorised': 59,
      'staff-authorised-administrative': 20,
      'staff-authorised-institution': 39,
      'staff-actual': 50,
      'staff-actual-administrative': 15,
      'staff-actual-institution': 35,
    },
  },
  '002': {
    prior: { items: { '2100101': 72.78 }, costs: { '30217': 1.5, '30201': 26.5 } },
    startBudget: { '2100101': 127.65, '2101301': 1076, '2080109': 4.97 },
    runningCostBudget: 9.82,
    statistics: {
      'procurement-goods': wan(1.37),
      'procurement-works': 0,
      'procurement-services': 0,
      'procurement-small-medium': wan(1.37),
      'procurement-small-micro': wan(1.37),
    },
    registers: {
      'reception-domestic-batches': 20,
      'reception-domestic-persons': 160,
      'procurement-goods-sme': wan(1.37),
      'procurement-works-sme': 0,
      'procurement-services-sme': 0,
      'staff-authorised': 6,
      'staff-authorised-administrative': 6,
      'staff-actual': 6,
      'staff-actual-administrative': 6,
    },
  },
  '003': {
    withoutBudget: ['training'],
    prior: { items: { '2101501': 684.48 }, costs: { '30217': 0.4, '30201': 6.31, '30215': 1.2 } },
    startBudget: { '2101101': 80, '2101199': 287, '2101501': 129.45, '2101506': 49.3, '2210201': 8.13 },
    runningCostBudget: 6.71,
    statistics: { 'procurement-goods': 0, 'procurement-works': 0, 'procurement-services': 0 },
    registers: {
      'reception-domestic-batches': 4,
      'reception-domestic-persons': 24,
      'meetings-count': 2,
      'meetings-persons': 80,
      'staff-authorised': 10,
      'staff-authorised-administrative': 10,
      'staff-actual': 8,
      'staff-actual-administrative': 8,
      'staff-retired': 1,
    },
  },
  '004': {
    institution: true,
    prior: { items: { '2101301': 4600, '2101550': 26 }, costs: { '30231': 2.92, '30201': 32.38 }, fund: 5 },
    startBudget: { '2080505': 49.25, '2101301': 3974.8, '2210201': 45.76 },
    statistics: {
      'procurement-goods': wan(84.26),
      'procurement-works': 0,
      'procurement-services': 0,
      'procurement-small-medium': 0,
      'procurement-small-micro': 0,
    },
    registers: {
      'vehicles-kept': 2,
      'reception-foreign': 0,
      'reception-foreign-batches': 0,
      'reception-foreign-persons': 0,
      'reception-overseas': 0,
      'reception-overseas-batches': 0,
      'reception-overseas-persons': 0,
      'procurement-goods-sme': 0,
      'procurement-works-sme': 0,
      'procurement-services-sme': 0,
      'staff-authorised': 40,
      'staff-authorised-institution': 40,
      'staff-actual': 38,
      'staff-actual-institution': 38,
    },
  },
};

function factsOf(number: string, document: Disclosure): { facts: NarrativeFacts; template: string } {
  const more = beside[number];
  const year = document.year ?? 0;
  const template = document.template ?? '';
  if (more === undefined) throw new Error(`nothing beside ${number}`);
  const nature = more.institution === true ? 'institution' : 'administrative';
  const natureOf = (code: string): UnitNature => (more.centre?.includes(code) === true ? 'institution' : nature);
  const published = document.tables.filter((table) => table.id !== 'other' && table.part === 0);
  const solved = factsOfLeaves(solveLeaves(published).leaves, {
    year,
    department: document.bureau ?? '',
    natureOf,
    ...(more.withoutBudget === undefined ? {} : { withoutBudget: more.withoutBudget }),
  });
  const noVehicles = Object.fromEntries(
    ['minister', 'leader', 'confidential', 'emergency', 'enforcement', 'special', 'retired', 'other'].map((use) => [
      `vehicles-${use}`,
      0,
    ]),
  );
  const accounts: StatementFacts = {
    ...solved,
    statistics: { ...noVehicles, equipment: 0, ...solved.statistics, ...more.statistics },
    // A budget of meetings that the text gives and the table leaves blank.
    costBudget: number === '003' ? { ...solved.costBudget, meetings: wan(1.2) } : solved.costBudget,
  };
  const known = (value: number, id: string, item?: string): KnownFigure => ({
    value,
    origin: { kind: 'figure', id, year, ...(item === undefined ? {} : { item }) },
  });
  const zeros: readonly RegisterMeasure[] = [
    'abroad-groups',
    'abroad-persons',
    'vehicles-bought',
    'vehicles-kept',
    'reception-domestic-batches',
    'reception-domestic-persons',
    'meetings-count',
    'meetings-persons',
    'training-count',
    'training-persons',
    'festivals-count',
    'equipment-general',
    'equipment-bought',
    'staff-authorised-administrative',
    'staff-authorised-institution',
    'staff-actual-administrative',
    'staff-actual-institution',
    'staff-retired',
  ];
  const registers = { ...Object.fromEntries(zeros.map((id) => [id, 0])), offices: 3, ...more.registers };
  const facts: NarrativeFacts = {
    accounts,
    prior: priorOf(accounts, more, nature),
    self: number === '000' || number === '002' ? '本部门' : '本单位',
    startBudget: Object.fromEntries(
      Object.entries(more.startBudget).map(([code, amount]) => [code, known(wan(amount), 'start-budget', code)]),
    ),
    runningCostBudget:
      more.runningCostBudget === undefined ? null : known(wan(more.runningCostBudget), 'running-cost-budget'),
    registers: Object.fromEntries(Object.entries(registers).map(([id, value]) => [id, known(value, id)])),
    texts: {
      duties: ['拟订医疗保障制度的政策和规划并组织实施。', '监督管理医疗保障基金。', '完成交办的其他任务。'],
      offices: ['办公室', '待遇保障股', '基金监管股'],
      units: [`${accounts.department}本级`],
      purposes: {
        reception: '接待上级检查和兄弟县区业务交流',
        'vehicle-running': '燃油、维修和保险',
        meetings: '召开医疗保障工作会议',
        training: '基层经办人员业务培训',
      },
      evaluating: [],
      otherMatters: [],
      contact: ['联系电话：0000-1234567'],
    },
    // Evaluations of the invented county: what the real ones state stands in their forms.
    performance: evaluationsOf(1, year),
    catalogue: new Map(),
    reasons: {},
  };
  return { facts, template };
}

/** Last year as far as anything is compared with it. */
function priorOf(accounts: StatementFacts, { prior }: Beside, nature: ExpenditureLine['nature']): StatementFacts {
  const line = { fund: 'general', kind: 'basic', nature } as const;
  const codes = Object.keys(prior.items);
  const [first = ''] = codes;
  const expenditure: ExpenditureLine[] = [
    ...Object.entries(prior.items).map(([functionCode, amount]) => ({
      ...line,
      functionCode,
      economyCode: '30101',
      amount: wan(amount),
    })),
    ...Object.entries(prior.costs).map(([economyCode, amount]) => ({
      ...line,
      functionCode: codes.at(-1) ?? first,
      economyCode,
      amount: wan(amount),
    })),
    ...(prior.fund === undefined
      ? []
      : [
          {
            functionCode: '2296013',
            economyCode: '30307',
            fund: 'government-fund' as const,
            kind: 'project' as const,
            nature,
            amount: wan(prior.fund),
          },
        ]),
  ];
  return {
    ...accounts,
    year: accounts.year - 1,
    opening: [],
    income: expenditure.map(({ functionCode, fund, amount }) => ({
      functionCode,
      source: fund === 'government-fund' ? fund : 'general',
      amount,
    })),
    expenditure,
  };
}

/** What the published amounts themselves show, however they are written: certainty `possible`, to be looked into. */
const ownOfTheYear: Readonly<Record<string, string>> = {
  '000': 'functional-agrees-with-economic',
  '003': 'functional-agrees-with-economic',
};

const up = '本年新招录工作人员，上级追加专项资金';
const down = '落实过紧日子要求，压减一般性支出，部分资金改由财政部门核算';

/**
 * What a document says in its own part: amounts, comparisons (changes, growth and completion rates; what is said again – “故与上年相比…” –
 * counts once) and reasons.
 */
function saidIn(document: Disclosure, besides = ''): readonly [amounts: number, comparisons: number, reasons: number] {
  const topicOf = (section: number) => document.sections[section]?.topic;
  const own = document.claims.filter(({ part, section }) => part === 0 && topicOf(section) !== besides);
  const sections = document.sections.filter(
    ({ part, topic }) => part === 0 && topic !== 'glossary' && topic !== besides,
  );
  const text = sections.flatMap(({ paragraphs }) => paragraphs.map((paragraph) => paragraph.text)).join('\n');
  return [
    own.filter(({ kind, quantity }) => kind === 'amount' && quantity.dimension === 'yuan').length,
    new Set(
      own
        .filter(({ kind }) => /^(?:change|growth|completion)$/.test(kind))
        .map(({ kind, measure, scope, basis, against }) => [kind, measure, scope, basis, against].join()),
    ).size,
    [...text.matchAll(/主要原因|原因是|原因为|主要是因为|主要是由于|的原因|主要是(?=[^用])/g)].length,
  ];
}

test.for(['000', '002', '003', '004'])('document %s', (number, context) => {
  if (missing !== null) context.skip(missing);
  const original = realDocument(number).document;
  const { facts, template } = factsOf(number, original);
  const [narrative, layout] = [narrativeTemplate(template), statementTemplate(template)];
  if (narrative === null || layout === null) throw new Error(`no template ${template}`);
  const parts = {
    tables: statements(facts.accounts, layout),
    attachments: [],
    template: { narrative, statements: layout },
    cover: {
      title: `${facts.accounts.year}年度${facts.self.slice(1)}决算`,
      bureau: facts.accounts.department,
      publishedOn: null,
      released: [],
    },
  };
  const { asked } = writeDisclosure({ ...parts, facts });
  const reasons = Object.fromEntries(asked.map(({ key, direction }) => [key, direction === 1 ? up : down]));
  const written = writeDisclosure({ ...parts, facts: { ...facts, reasons } });
  expect(written.gaps).toEqual([]);
  const { disclosure, misread } = readBack(written.document, written.claims);
  expect(misread).toEqual([]);
  const blocking = (document: Disclosure) =>
    audit(document, checks).findings.filter(
      ({ severity, check }) => severity !== 'rounding' && ownOfTheYear[number] !== check,
    );
  expect(blocking(disclosure).map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  // Our evaluations are invented and do not count; theirs do.
  const [theirs, ours] = [saidIn(original), saidIn(disclosure, 'performance')];
  console.log(
    `document ${number}: amounts ${theirs[0]} → ${ours[0]}, comparisons ${theirs[1]} → ${ours[1]}, reasons ${theirs[2]} → ${ours[2]}, findings ${blocking(original).length} → 0`,
  );
  ours.forEach((count, index) => {
    expect(count).toBeGreaterThanOrEqual(theirs[index] ?? 0);
  });
});
