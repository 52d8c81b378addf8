/** An invented project's goal and self-evaluation, for the tests of this folder. */
import {
  type ActualEntry,
  type Binding,
  type EvaluationDraft,
  type GoalContent,
  type GoalLine,
} from './decide/index.ts';

/** A UUID of version 7 for a small number. */
export function id(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const attachment = 'a'.repeat(64);

type Row = readonly [
  level1: GoalLine['level1'],
  level2: GoalLine['level2'],
  name: string,
  target: string,
  unit: string,
  points: string,
];

/** '≥20', '≤15' or words. */
export function goalLine([level1, level2, name, sign, unit, points]: Row): GoalLine {
  const direction = sign.startsWith('≥') ? 'up' : sign.startsWith('≤') ? 'down' : 'qualitative';
  const target = sign.replace(/^[≥≤]/, '');
  return { level1, level2, name, direction, target, wholeTarget: target, unit, points, rule: 'share' };
}

export const indicators: readonly GoalLine[] = [
  goalLine(['output', 'quantity', '巡查定点药店', '≥120', '家次', '20']),
  goalLine(['output', 'quality', '问题整改率', '≥95', '%', '20']),
  goalLine(['output', 'cost', '巡查经费', '≤9', '万元', '10']),
  goalLine(['benefit', 'social', '违规费用追回', '应追尽追', '', '30']),
  goalLine(['satisfaction', 'served', '群众满意度', '≥90', '%', '10']),
];

export const content: GoalContent = {
  overview: '巡查定点药店，追回违规费用。',
  basis: '基金监督管理办法。',
  necessity: '药店违规时有发生。',
  measures: '双人巡查，当场记录。',
  plan: '每季度一轮。',
  wholeGoal: '',
  annualGoal: '定点药店每家至少巡查一次，违规费用应追尽追。',
  indicators,
};

export function entry(binding: Binding, reason = '', measure = ''): ActualEntry {
  return { binding, reason, measure, targetTooLow: false };
}

export const declared = (value: string): Binding => ({
  kind: 'declared',
  value,
  survey: null,
  register: '巡查台账',
  attachment,
});

export const survey: Binding = {
  kind: 'declared',
  value: '93.5',
  survey: { sample: 210, date: '2024-11-20', form: '电话问卷' },
  register: '满意度调查',
  attachment,
};

export const words: Binding = {
  kind: 'words',
  words: '应追尽追',
  band: 'reached',
  percent: '100',
  register: '追回台账',
  attachment,
};

export const actuals: readonly ActualEntry[] = [
  entry(declared('126')),
  entry(declared('97.5')),
  entry({ kind: 'execution' }),
  entry(words),
  entry(survey),
];

export function evaluationDraft(more: Partial<EvaluationDraft> = {}): EvaluationDraft {
  return {
    id: id(1),
    goal: id(2),
    outcome: '巡查药店126家次，违规费用全部追回。',
    adjustment: '',
    actuals,
    replaces: null,
    ...more,
  };
}
