/** What stands behind a cell, for people: the terms it is a sum of, and the dimensions of a leg. */
import { economicNames, functionalName, type Selector, type StatementTerm } from '@mingzhang/disclosure';
import { type Dimensions } from '@mingzhang/ledger';
import { coordinatesInWords, figureNamed } from '../../figures/index.ts';
import { sourceNames } from '../budget/item.ts';
import { statisticFigures } from './statistic-figures.ts';

const fundNames = {
  general: '一般公共预算财政拨款',
  'government-fund': '政府性基金预算财政拨款',
  'state-capital': '国有资本经营预算财政拨款',
  other: '其他资金',
} as const;

const incomeNames = {
  general: '一般公共预算财政拨款',
  'government-fund': '政府性基金预算财政拨款',
  'state-capital': '国有资本经营预算财政拨款',
  superior: '上级补助收入',
  business: '事业收入',
  operating: '经营收入',
  affiliated: '附属单位上缴收入',
  other: '其他收入',
} as const;

const kindNames = {
  basic: '基本支出',
  project: '项目支出',
  remitted: '上缴上级支出',
  operating: '经营支出',
  subsidised: '对附属单位补助支出',
} as const;

const natureNames = { administrative: '行政单位', 'civil-service': '参公单位', institution: '事业单位' } as const;

const costNames = {
  abroad: '因公出国（境）费',
  'vehicle-purchase': '公务用车购置费',
  'vehicle-running': '公务用车运行维护费',
  reception: '公务接待费',
  meetings: '会议费',
  training: '培训费',
} as const;

/** `＋ 支出：功能分类2101501行政运行；基本支出` of a term. */
export function termInWords({ sign, selector }: StatementTerm): string {
  return `${sign === 1 ? '＋' : '－'} ${selectorInWords(selector)}`;
}

function selectorInWords(selector: Selector): string {
  switch (selector.measure) {
    case 'opening':
      return saying('年初结转和结余', [functional(selector.functionCode), named(fundNames, selector.funds)]);
    case 'income':
      return saying('本年收入', [functional(selector.functionCode), named(incomeNames, selector.sources)]);
    case 'expenditure':
      return saying('本年支出', [
        functional(selector.functionCode),
        economic(selector.economyCodes),
        named(fundNames, selector.funds),
        named(kindNames, selector.kinds),
        named(natureNames, selector.natures),
      ]);
    case 'use-of-surplus':
      return '使用非财政拨款结余（含专用结余）';
    case 'surplus-allocation':
      return '结余分配';
    case 'cost-budget':
      return `全年预算：${costNames[selector.part]}`;
    case 'statistic': {
      const { figure, at } = statisticFigures[selector.key];
      return `台账：${figureNamed(figure)?.term ?? figure}，${coordinatesInWords(at)}`;
    }
  }
}

function saying(what: string, limits: readonly string[]): string {
  const given = limits.filter((limit) => limit !== '');
  return given.length === 0 ? `${what}，全部` : `${what}：${given.join('；')}`;
}

function functional(code: string | undefined): string {
  return code === undefined || code === '' ? '' : `功能分类${code}${functionalName(code) ?? ''}`;
}

function economic(codes: readonly string[] | undefined): string {
  if (codes === undefined) return '';
  return `经济分类${codes.map((code) => `${code}${economicNames[code] ?? ''}`).join('、')}`;
}

/** All of them together limit nothing, and are not named. */
function named<Key extends string>(names: Readonly<Record<Key, string>>, keys: readonly Key[] | undefined): string {
  if (keys === undefined || keys.length === Object.keys(names).length) return '';
  return keys.map((key) => names[key]).join('、');
}

/** `2101501行政运行，30201办公费，基本支出，一般公共预算`; empty where there are none. */
export function dimensionsInWords(dimensions: Dimensions): string {
  const { functionCode, economyCode, spending, source, project, counterpart } = dimensions;
  const words = [
    functionCode === undefined ? '' : `${functionCode}${functionalName(functionCode) ?? ''}`,
    economyCode === undefined ? '' : `${economyCode}${economicNames[economyCode] ?? ''}`,
    spending === undefined ? '' : kindNames[spending],
    source === undefined ? '' : sourceNames[source],
    project === undefined ? '' : `项目${project}`,
    counterpart === undefined ? '' : `对方单位${counterpart}`,
  ];
  return words.filter((word) => word !== '').join('，');
}
