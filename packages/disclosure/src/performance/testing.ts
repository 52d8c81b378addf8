/** An invented county's evaluations, for the tests of this folder. */
import { type FormAmount, type FormLine, type FormMoney, type Signed } from './values.ts';

const amount = (yuan: number): FormAmount => ({ fen: yuan * 100 });

export const money = (start: number, annual: number, executed: number): FormMoney => ({
  start: amount(start),
  annual: amount(annual),
  executed: amount(executed),
});

export const signed: Signed = { filler: '林知微', head: '贺长清', phone: '0000-1234567', filledOn: '2025-03-12' };

type Row = readonly [
  level1: FormLine['indicator']['level1'],
  level2: FormLine['indicator']['level2'],
  name: string,
  target: string,
  unit: string,
  points: string,
  actual: string,
  reason?: string,
];

/** '≥20', '≤15' or words; the actual value of words is words again, reached in full. */
export function line([level1, level2, name, target, unit, points, actual, reason = '']: Row): FormLine {
  const direction = target.startsWith('≥') ? 'up' : target.startsWith('≤') ? 'down' : 'qualitative';
  return {
    indicator: {
      level1,
      level2,
      name,
      direction,
      target: target.replace(/^[≥≤]/, ''),
      unit,
      points,
      rule: 'share',
    },
    explained: {
      actual:
        direction === 'qualitative'
          ? { kind: 'words', words: actual, band: 'reached', percent: '100' }
          : { kind: 'figure', value: actual },
      reason,
      measure: reason === '' ? '' : '按月排定进度',
      targetTooLow: false,
    },
  };
}

export const lines: readonly FormLine[] = [
  line(['output', 'quantity', '巡查定点药店家次', '≥120', '家次', '15', '126']),
  line(['output', 'quantity', '政策宣讲场次', '≥40', '场', '10', '36', '入汛后停办四场']),
  line(['output', 'quality', '问题整改率', '≥95', '%', '10', '97.6']),
  line(['output', 'timeliness', '线索办结时限', '≤30', '个工作日', '5', '24']),
  line(['output', 'cost', '巡查经费支出', '≤23.5', '万元', '10', '23.5']),
  line(['benefit', 'social', '违规费用追回情况', '应追尽追', '', '15', '应追尽追']),
  line(['benefit', 'sustainable', '智能审核规则更新', '持续更新', '', '15', '持续更新']),
  line(['satisfaction', 'served', '参保群众满意度', '≥90', '%', '10', '93.4']),
];
