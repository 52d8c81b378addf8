/** From balances to facts, a line a balance: '局 贷6001 100.00 2101501 基本 一般' stands for what the year has moved. */
import { type StatementFacts, type UnitNature } from '@mingzhang/disclosure';
import { factLines } from '@mingzhang/disclosure/testing';
import { parseYuan } from '@mingzhang/kernel';
import {
  type AccountSet,
  type BalanceRow,
  type Dimensions,
  decideAccountSet,
  type MoneySource,
} from '@mingzhang/ledger';
import { describe, expect, test } from 'vitest';
import { type StatementFactsOutcome, statementFacts, type UnitBooks } from './facts.ts';
import { isBehind, ledgerFact } from './ledger-fact.ts';

function setOf(unit: string, nature: UnitNature): AccountSet {
  const decision = decideAccountSet({
    id: `${unit}-budgetary`,
    unit,
    unitKind: nature === 'institution' ? 'institution' : 'administrative',
    book: 'budgetary',
    firstMonth: '2024-01',
    details: [{ key: '810101', code: '810101', name: '年初余额调整', parent: '8101', from: '2019-01-01' }],
  });
  if ('refusal' in decision) throw new Error(decision.refusal.message);
  return decision.set;
}

const units: Readonly<Record<string, readonly [unit: string, nature: UnitNature]>> = {
  局: ['qinghe-bureau', 'administrative'],
  执法: ['qinghe-inspection', 'civil-service'],
  中心: ['qinghe-centre', 'institution'],
};

const sources: Readonly<Record<string, MoneySource>> = {
  一般: 'general-public-budget',
  基金: 'government-fund-budget',
  国资: 'state-capital-budget',
  专项: 'non-fiscal-special',
  其他: 'non-fiscal-other',
};

/** 年初 before an amount: what the year began with. */
function rowOf(words: readonly string[]): BalanceRow {
  const [entry = '', yuan = '', ...rest] = words;
  const [, opening, side, account = ''] = /^(年初)?(借|贷)(\d+)$/.exec(entry) ?? [];
  const amount = parseYuan(yuan) ?? Number.NaN;
  const dimensions: Dimensions = Object.fromEntries(
    rest.map((word) => {
      if (/^\d{7}$/.test(word)) return ['functionCode', word];
      if (/^\d{5}$/.test(word)) return ['economyCode', word];
      if (word === '基本' || word === '项目') return ['spending', word === '基本' ? 'basic' : 'project'];
      if (word.startsWith('对')) return ['counterpart', units[word.slice(1)]?.[0] ?? word.slice(1)];
      return ['source', sources[word]];
    }),
  );
  const signed = side === '借' ? amount : -amount;
  return {
    account,
    dimensions,
    opening: opening === undefined ? 0 : signed,
    debit: opening === undefined && side === '借' ? amount : 0,
    credit: opening === undefined && side === '贷' ? amount : 0,
  };
}

function factsOf(text: string): StatementFactsOutcome {
  const books = new Map(
    Object.entries(units).map(([name, [unit, nature]]): [string, UnitBooks & { rows: BalanceRow[] }] => {
      return [name, { unit, name, nature, set: setOf(unit, nature), rows: [] }];
    }),
  );
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')) {
    const [name = '', ...words] = line.split(' ');
    books.get(name)?.rows.push(rowOf(words));
  }
  return statementFacts({
    year: 2024,
    department: '青禾县医疗保障局',
    units: [...books.values()],
    costBudget: {},
    statistics: {},
  });
}

function told(text: string): readonly string[] {
  const outcome = factsOf(text);
  return 'facts' in outcome ? factLines(outcome.facts) : outcome.findings.map(({ id }) => id);
}

describe('what a line of the books is in the tables', () => {
  test.each<[string, readonly string[]]>([
    ['局 贷6001 100.00 2101501 基本 一般', ['income 2101501 general 10000']],
    ['局 贷6001 100.00 2296013 项目 基金', ['item-without-name', 'item-without-name']],
    ['局 贷6001 100.00 2101506 项目 基金', ['income 2101506 government-fund 10000']],
    ['局 贷6001 100.00 2101506 项目 国资', ['income 2101506 state-capital 10000']],
    ['中心 贷6101 9.00 2101550 基本 专项', ['income 2101550 business 900']],
    ['中心 贷6201 9.00 2101550 基本 专项', ['income 2101550 superior 900']],
    ['中心 贷6301 9.00 2101550 基本 专项', ['income 2101550 affiliated 900']],
    ['中心 贷6401 9.00 2101550', ['income 2101550 operating 900']],
    ['局 贷6501 9.00 2101501 项目 专项', ['income 2101501 other 900']],
    ['局 贷6601 9.00 2101501 项目 专项', ['income 2101501 other 900']],
    ['局 贷6602 9.00 2101501 项目 其他', ['income 2101501 other 900']],
    ['局 贷6609 9.00 2101599 项目 其他\n局 借6609 2.00 2101599 项目 其他', ['income 2101599 other 700']],
    ['局 借7101 80.00 2101501 30101 基本 一般', ['expenditure 2101501 30101 general basic administrative 8000']],
    ['执法 借7101 80.00 2101501 30101 基本 一般', ['expenditure 2101501 30101 general basic civil-service 8000']],
    ['中心 借7201 80.00 2101550 30227 项目 一般', ['expenditure 2101550 30227 general project institution 8000']],
    ['中心 借7201 80.00 2101550 30227 项目 专项', ['expenditure 2101550 30227 other project institution 8000']],
    ['中心 借7301 8.00 2101550 30201', ['expenditure 2101550 30201 other operating institution 800']],
    ['中心 借7401 8.00 2101550 30299 项目 专项', ['expenditure 2101550 30299 other remitted institution 800']],
    ['局 借7501 8.00 2101599 30299 项目 其他', ['expenditure 2101599 30299 other subsidised administrative 800']],
    ['局 借7601 8.00 2101501 39999 项目 其他', ['expenditure 2101501 39999 other project administrative 800']],
    ['局 借7901 8.00 2101501 39999 基本 其他', ['expenditure 2101501 39999 other basic administrative 800']],
    ['局 借8001 8.00', []],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('年初结转和结余', () => {
  test.each<[string, string, readonly string[]]>([
    ['what the year began with', '局 年初贷8101 50.00 2101301 项目 一般', ['opening 2101301 general 5000']],
    [
      'called back by the treasury: the adjusted opening',
      '局 年初贷8101 50.00 2101301 项目 一般\n局 借810101 20.00 2101301 项目 一般',
      ['opening 2101301 general 3000'],
    ],
    [
      'the surplus of a completed project stays within',
      '局 年初贷8101 50.00 2101301 项目 一般\n局 借8101 9.00 2101301 项目 一般\n局 贷8102 9.00 2101301 项目 一般',
      ['opening 2101301 general 5000'],
    ],
    ['special money by item', '中心 年初贷8201 5.00 2101550 项目', ['opening 2101550 other 500']],
    ['other money of a 行政单位', '局 年初贷8202 5.00', ['opening - other 500']],
    ['the own surplus of a 事业单位 is in no table', '中心 年初贷8202 5.00\n中心 年初贷8301 3.00', []],
    ['an operating loss', '中心 年初借8401 3.00', ['opening - other -300']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('a 事业单位 lays its own surplus aside, or takes from it', () => {
  test.each<[string, readonly string[]]>([
    [
      '中心 贷6609 9.00 2101550 基本 其他\n中心 借7201 4.00 2101550 30201 基本 其他',
      ['expenditure 2101550 30201 other basic institution 400', 'income 2101550 other 900', 'surplus-allocation 500'],
    ],
    [
      '中心 贷6609 4.00 2101550 基本 其他\n中心 借7201 9.00 2101550 30201 基本 其他',
      ['expenditure 2101550 30201 other basic institution 900', 'income 2101550 other 400', 'use-of-surplus 500'],
    ],
    ['局 贷6609 9.00 2101599 项目 其他', ['income 2101599 other 900']],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('transfers within the department', () => {
  const down = '局 借7501 80.00 2101599 30299 项目 其他 对中心\n中心 贷6201 80.00 2101550 基本 其他 对局';

  test('are taken out on both sides, and what the receiver has left is its own', () => {
    const outcome = factsOf(`${down}\n中心 借7201 60.00 2101550 30201 基本 其他`);
    if (!('facts' in outcome)) throw new Error('findings');
    expect(outcome.eliminated).toEqual([{ way: 'down', from: 'qinghe-bureau', to: 'qinghe-centre', amount: 8_000 }]);
    expect(factLines(outcome.facts)).toEqual([
      'expenditure 2101550 30201 other basic institution 6000',
      'surplus-allocation 2000',
    ]);
    expect([...outcome.ownResults]).toEqual([['qinghe-centre', 2_000]]);
  });

  test('upwards likewise', () => {
    expect(told('中心 借7401 5.00 2101550 30299 项目 专项 对局\n局 贷6301 5.00 2101599 项目 其他 对中心')).toEqual([]);
  });

  test('with a unit outside the department are not', () => {
    expect(told('局 贷6201 5.00 2101599 项目 其他 对city-bureau')).toEqual(['income 2101599 superior 500']);
  });

  test('whose sides differ are a finding with both figures, and there are no facts', () => {
    const outcome = factsOf(down.replace('贷6201 80.00', '贷6201 75.00'));
    expect('findings' in outcome ? outcome.findings : []).toEqual([
      {
        id: 'internal-transfer-differs',
        message:
          '局对中心的对附属单位补助支出80.00元，中心来自局的上级补助预算收入75.00元，相差5.00元。部门汇总要抵销这笔内部往来，请先查明哪一方漏记或多记。',
      },
    ]);
  });

  test.each<[string, string]>([
    ['internal-transfer-differs', '中心 贷6301 80.00 2101550 基本 其他 对局'],
    ['internal-transaction-not-covered', '中心 贷6101 80.00 2101550 基本 其他 对局'],
  ])('%s: %s', (id, text) => {
    expect(told(text)).toEqual([id]);
  });
});

test.each<[string, string, string]>([
  ['fiscal-income-of-other-money', '局 贷6001 1.00 2101501 基本 其他', '6001财政拨款预算收入有1.00元'],
  ['own-income-of-fiscal-money', '局 贷6609 1.00 2101501 基本 一般', '6609其他预算收入有1.00元'],
  ['transfer-of-fiscal-money', '局 借7501 1.00 2101501 30299 项目 一般', '7501对附属单位补助支出有1.00元'],
  ['item-without-name', '局 借7101 1.00 2109801 30201 项目 一般', '科目2109801没有名称'],
])('%s', (id, text, words) => {
  const outcome = factsOf(text);
  const findings = 'findings' in outcome ? outcome.findings : [];
  expect(findings.map((finding) => finding.id)).toContain(id);
  expect(findings.map(({ message }) => message).join('')).toContain(words);
});

test('a cell is followed back to the lines that it was added up from', () => {
  const [unit, nature] = ['qinghe-bureau', 'administrative'] as const;
  const place = { set: setOf(unit, nature), nature, departmentUnits: new Set([unit, 'qinghe-centre']) };
  const behind = (selector: Parameters<typeof isBehind>[0], words: string): boolean => {
    const { account, dimensions } = rowOf(words.split(' '));
    return isBehind(selector, ledgerFact(place, account, dimensions));
  };
  const running = { measure: 'expenditure', functionCode: '21015', economyCodes: ['302'], kinds: ['basic'] } as const;
  expect(behind(running, '借7101 1.00 2101501 30201 基本 一般')).toBe(true);
  expect(behind(running, '借7101 1.00 2101501 30101 基本 一般')).toBe(false);
  expect(behind(running, '借7101 1.00 2101501 30201 项目 一般')).toBe(false);
  expect(behind(running, '借7101 1.00 2080505 30201 基本 一般')).toBe(false);
  expect(behind({ measure: 'income', sources: ['superior'] }, '贷6201 1.00 2101501 基本 其他 对中心')).toBe(false);
  expect(behind({ measure: 'opening', funds: ['general'] }, '贷8101 1.00 2101501 基本 一般')).toBe(true);
  expect(behind({ measure: 'surplus-allocation' }, '贷6609 1.00 2101501 基本 其他')).toBe(false);
});

test('what the registers say is passed on', () => {
  const registers: Pick<StatementFacts, 'costBudget' | 'statistics' | 'functionNames'> = {
    costBudget: { reception: 700 },
    statistics: { 'vehicles-other': 2 },
    functionNames: { '2109801': '预留' },
  };
  const outcome = statementFacts({ year: 2024, department: '青禾县医疗保障局', units: [], ...registers });
  expect('facts' in outcome ? outcome.facts : null).toMatchObject(registers);
});
