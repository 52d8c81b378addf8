/**
 * The performance forms of three real documents, as goals and evaluations to be kept in records: indicators, targets, actual values and
 * texts are read from the documents, which lie beside the checkout; where a cell cannot stand, what follows instead is said here, with
 * the reason. The same list is what the forms printed from the records may differ in, cell by cell, and in nothing else.
 */
import {
  allotPoints,
  type Form,
  type FormCell,
  type FormIndicator,
  type Level1,
  type Level2,
  shippedRules,
} from '@mingzhang/disclosure';
import { formatExact, parseExact } from '@mingzhang/kernel';
import { type GoalLine } from '../src/performance/index.ts';
import { type PlannedBinding, type PlannedEvaluation, type PlannedIndicator } from './published-performance.ts';

/** A cell as printed and as it follows; '文字' stands for words, 'A → B' is never a copy of a text. */
type Difference = readonly [cell: string, theirs: string, ours: string, why: string];

interface PublishedForm {
  /** Code of the project in the budget; null for the whole department. */
  readonly project: string | null;
  /** What shows an actual value, by the row of the document's form; declared where it is not said. */
  readonly bound?: Readonly<Record<number, PlannedBinding>>;
  /** Our words in the place of theirs: goal, outcome, a name '3.name', a reason '3.reason'. */
  readonly words?: Readonly<Record<string, string>>;
  readonly texts?: PlannedEvaluation['texts'];
  readonly differences: readonly Difference[];
}

const squeezed = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/[\s　]/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）');

function level1Of(text: string): Level1 {
  if (/满意|服务对象/.test(text)) return 'satisfaction';
  return /产出|成本/.test(text) ? 'output' : 'benefit';
}

const seconds: readonly (readonly [RegExp, Level2])[] = [
  [/数量/, 'quantity'],
  [/质量/, 'quality'],
  [/时效/, 'timeliness'],
  [/成本/, 'cost'],
  [/经济/, 'economic'],
  [/社会效益/, 'social'],
  [/生态/, 'ecological'],
  [/可持续/, 'sustainable'],
  [/满意|服务对象/, 'served'],
];

function level2Of(text: string): Level2 {
  return seconds.find(([pattern]) => pattern.test(text))?.[1] ?? 'quantity';
}

/** '≥20次' → more is better, '80万' under 成本 → less is better, anything without a figure → words. */
function targetOf(text: string, level2: Level2): Pick<GoalLine, 'direction' | 'target' | 'unit'> {
  const match = /^(≥|≤|不低于)?([\d.]+)(?!年)(.*)$/.exec(text);
  if (match === null || /年$|年底/.test(text)) return { direction: 'qualitative', target: text, unit: '' };
  const [, sign, target = '', unit = ''] = match;
  const down = sign === '≤' || (sign === undefined && level2 === 'cost');
  return { direction: down ? 'down' : 'up', target: plain(target), unit: unit.replace(/^万$/, '万元') };
}

/** Without grouping and trailing zeros. */
function plain(number: string): string {
  const value = parseExact(number.replaceAll(',', ''));
  return value === null ? number : formatExact(value);
}

/** The rows of a form that are indicators: of a goal's form those of the whole period. */
function rowsOf({ indicators }: Form): readonly FormIndicator[] {
  return indicators.filter(({ horizon, name }) => horizon !== 'annual' && name.text !== null);
}

function annualOf({ indicators }: Form, at: number): FormIndicator | undefined {
  return indicators.filter(({ horizon, name }) => horizon === 'annual' && name.text !== null)[at];
}

function fieldOf(form: Form, key: string): string {
  return squeezed(form.fields.find((field) => field.key === key)?.cell.text);
}

/** A goal's form prints no points: the rules' points of each first level, shared out evenly. */
function pointsOf(form: Form): readonly string[] {
  const levels = rowsOf(form).map(({ level1 }) => level1Of(level1));
  const shared = new Map(
    [...new Set(levels)].map((level): readonly [Level1, string[]] => {
      const count = levels.filter((one) => one === level).length;
      const points = allotPoints(
        shippedRules.points[level] ?? '',
        Array.from({ length: count }, () => 1),
      );
      return [level, [...points]];
    }),
  );
  return levels.map((level) => shared.get(level)?.shift() ?? '');
}

/** What the document's form plans and found, with what follows in the place of what cannot stand. */
export function plannedOf(
  form: Form,
  { project, bound = {}, words = {}, texts, differences }: PublishedForm,
): PlannedEvaluation {
  const instead = new Map(differences.map(([cell, , ours]) => [cell, ours]));
  const given = form.id === 'goal' ? pointsOf(form) : [];
  const indicators = rowsOf(form).flatMap((row, at): readonly PlannedIndicator[] => {
    const own = (cell: string, theirs: string): string =>
      words[`${at}.${cell}`] ?? instead.get(`${at}.${cell}`) ?? theirs;
    if (instead.has(`${at}`)) return [];
    const level1 = own('level1', level1Of(row.level1)) as Level1;
    const level2 = own('level2', level2Of(row.level2)) as Level2;
    const name = own('name', squeezed(row.name.text));
    const aimed = targetOf(own('target', squeezed(row.target?.text)), level2);
    const points = own('points', squeezed(row.points?.text).replace(/分$/, '')) || (given[at] ?? '');
    const said = own('actual', squeezed(row.actual?.text));
    const theirs = squeezed(row.reason?.text);
    const figure = /^[\d.]+/.exec(said)?.[0] ?? '';
    const declared: PlannedBinding =
      aimed.direction === 'qualitative' ? { kind: 'words', words: said } : { kind: 'declared', value: figure };
    return [
      {
        line: { level1, level2, name, ...aimed, points },
        actual: bound[at] ?? declared,
        reason: own('reason', theirs === '' ? '项目按实际进度推进' : theirs),
        ...(theirs === '' ? {} : { volunteered: true as const }),
      },
    ];
  });
  const goal = words.goal ?? fieldOf(form, 'expected-goal');
  const outcome = form.id === 'goal' ? null : (words.outcome ?? fieldOf(form, 'actual-outcome'));
  return { project, goal, outcome, indicators, ...(texts === undefined ? {} : { texts }) };
}

/** Every filled cell of a form, by a name of its own: '3.target', 'total.executed', 'goal'. */
function cellsOf(form: Form): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  const money = (cell: FormCell | undefined): string => {
    const text = squeezed(cell?.text).replace(/(?:万元|万|元|分)$/, '');
    return /^[—－一-]*$/.test(text) ? '' : plain(text);
  };
  const counts = new Map<string, number>();
  for (const row of form.funds) {
    const count = (counts.get(row.key) ?? 0) + 1;
    counts.set(row.key, count);
    const name = /^by-|^task/.test(row.key) ? `${row.key} ${row.key.startsWith('by-') ? row.label : count}` : row.key;
    for (const column of ['startBudget', 'annualBudget', 'executed', 'wholePeriod', 'annual'] as const) {
      const text = money(row[column]);
      if (text !== '' && text !== '0') cells.set(`${name}.${column}`, text);
    }
    for (const column of ['points', 'rate', 'score'] as const) {
      const text = money(row[column]).replace(/%$/, '');
      if (row.key === 'total' && text !== '') cells.set(`${name}.${column}`, plain(text));
    }
  }
  for (const [at, row] of rowsOf(form).entries()) {
    const [level1, level2] = [level1Of(row.level1), level2Of(row.level2)];
    const aim = (cell: FormCell | undefined): string => {
      const { direction, target, unit } = targetOf(squeezed(cell?.text), level2);
      return `${{ up: '≥', down: '≤', qualitative: '' }[direction]}${target}${unit}`;
    };
    const actual = /^([\d.]+)(.*)$/.exec(squeezed(row.actual?.text));
    const row_ = {
      level1,
      level2,
      name: squeezed(row.name.text),
      target: aim(row.target),
      annualTarget: row.horizon === undefined ? '' : aim(annualOf(form, at)?.target),
      actual:
        actual === null ? squeezed(row.actual?.text) : `${plain(actual[1] ?? '')}${actual[2]?.replace(/^万$/, '万元')}`,
      points: money(row.points),
      score: money(row.score),
      reason: squeezed(row.reason?.text),
    };
    for (const [column, text] of Object.entries(row_)) if (text !== '') cells.set(`${at}.${column}`, text);
  }
  cells.set('points', money(form.totalPoints));
  cells.set('score', money(form.totalScore));
  for (const { key, cell } of form.fields) cells.set(key, squeezed(cell.text));
  for (const { key, columns } of form.base)
    for (const [column, cell] of Object.entries(columns)) cells.set(`${key}.${column}`, money(cell).replace(/%$/, ''));
  return cells;
}

const texts =
  /name|reason|unit|goal|outcome|department|implementer|filler|head|phone|fill-date|operator|overview|basis|necessity|measures|plan|nature|period|\.level/;

/** Words are not repeated here, but for those that any form has: 长期, 明显提高. */
function shown(cell: string, text: string): string {
  if (text === '' || /\.level[12]$/.test(cell)) return text;
  return texts.test(cell) || (text.length > 6 && !/\d/.test(text)) ? '文字' : text;
}

/** In which cells the form of ours differs from the document's; rows left out are taken out of both. */
export function differencesOf(theirs: Form, ours: Form, differences: readonly Difference[]): readonly string[] {
  const dropped = new Set(differences.flatMap(([cell]) => (/^\d+$/.test(cell) ? [Number(cell)] : [])));
  const kept = rowsOf(theirs)
    .map((_, at) => at)
    .filter((at) => !dropped.has(at));
  const [a, b] = [cellsOf(theirs), cellsOf(ours)];
  const named = new Map(
    [...b].map(([cell, text]) => {
      const row = /^(\d+)\.(.*)$/.exec(cell);
      return [row === null ? cell : `${kept[Number(row[1])]}.${row[2]}`, text] as const;
    }),
  );
  const cells = [...new Set([...a.keys(), ...named.keys()])].filter((cell) => !dropped.has(Number(cell.split('.')[0])));
  return [
    ...[...dropped].map((at) => `${at}: ${squeezed(rowsOf(theirs)[at]?.target?.text)} → `),
    ...cells.flatMap((cell) => {
      const [theirText, ourText] = [a.get(cell) ?? '', named.get(cell) ?? ''];
      return theirText === ourText ? [] : [`${cell}: ${shown(cell, theirText)} → ${shown(cell, ourText)}`];
    }),
  ].sort();
}

/** How many cells are as the document prints them. */
export function sameCells(theirs: Form, ours: Form): number {
  const [a, b] = [cellsOf(theirs), cellsOf(ours)];
  return [...a].filter(([cell, text]) => text !== '' && b.get(cell) === text).length;
}

const execution: PlannedBinding = { kind: 'execution' };
const ofProject = (project: string): PlannedBinding => {
  return { kind: 'figure', figure: 'project-expenditure', at: { project } };
};

const unsigned = 'nobody filled in who made the form and when';
const signed: readonly Difference[] = [
  ['filler', '', '文字', unsigned],
  ['fill-date', '', '文字', unsigned],
  ['phone', '', '文字', unsigned],
  ['head', '', '文字', unsigned],
];

const blank = 'left blank, and the books have it';
const least = 'the budget of an item is not published: as much as was spent';
const department = 'the department in charge is the bureau, not the finance bureau (S1-28)';
const ownGoal = 'goal and outcome are another project’s, word for word (S1-17)';
const overHundred = 'satisfaction has ten points: with twenty there are a hundred and ten (S1-16)';
const amount = 'the amount that was spent, not the target again (S1-26)';
const total = 'the sum of the scores was left blank (S1-15)';
const vague = 'a number, not “so many and more” (S1-27)';
const year = 'a year is no share: words on both sides';
const measured = 'a reason has its measure';
const table = 'the table and the books have it';
const unspent = 'one project’s form has 0.34 that was not spent';
const farAbove = 'more than one and a half times the target wants a reason';
const ownName = 'an indicator says what it measures, and stands once in a form';

const goalTexts: readonly Difference[] = [
  ['department', '文字', '文字', 'the department’s name, without the code of another system'],
  ['fill-date', '文字', '文字', 'a goal is set when the year begins (S4-21)'],
  ...['overview', 'basis', 'necessity', 'measures', 'plan', 'expected-goal', 'annual-goal'].map((cell): Difference => {
    return [cell, '文字', '文字', 'one text stood in all of the cells, or another project’s (S4-11, S4-17, S4-19)'];
  }),
];
const oneYear = 'a project of one year has one target (S4-18)';

/** The forms of each document in its order. */
export const publishedForms: Readonly<Record<string, readonly PublishedForm[]>> = {
  '001': [
    {
      project: null,
      differences: [
        ...signed,
        ['budget-adjustment.final', '', '334.39', 'what was executed is so much above the start budget (S1-14)'],
        ['buildings.area-rate', '0', '', 'nothing of nothing is no rate'],
        ['buildings.investment-rate', '0', '', 'nothing of nothing is no rate'],
        ['meeting.budget', '', '0', blank],
        ['meeting.final', '', '0', blank],
        ['office.budget', '', '113.9', least],
        ['project-business.budget', '506.48', '100', 'the projects, not the whole department (S1-13)'],
        ['project-business.final', '840.87', '100', 'the projects, not the whole department (S1-13)'],
        [
          'project-business.prior-final',
          '1430.91',
          '',
          'the whole department; of its projects nothing is known (S1-13)',
        ],
        ['project-maintenance.budget', '', '0', blank],
        ['project-maintenance.final', '', '0', blank],
        ['project-maintenance.prior-final', '', '0', blank],
        ['project.budget', '', '100', 'the sum of its parts (S1-21)'],
        ['project.final', '', '100', 'the sum of its parts (S1-21)'],
        ['public.budget', '', '241.87', 'goods and services of basic expenditure, as adjusted (S1-21)'],
        ['public.final', '', '241.87', 'goods and services of basic expenditure (S1-21)'],
        ['staff.control-rate', '92.1', '92.11', 'rates have two decimals'],
        ['thrift-measures', '', '文字', 'nobody filled them in (S1-23)'],
        ['training.budget', '', '0.19', least],
        ['training.prior-final', '0.723', '0.72', 'amounts have two decimals (S1-31)'],
        ['travel.budget', '', '11.07', least],
        ['utilities.budget', '', '0.78', least],
      ],
    },
    {
      project: null,
      bound: { 6: execution },
      words: { outcome: '医保信息化建设全面推进，乡村振兴帮扶任务完成；待遇全面落实，基金运行安全，争先进位。' },
      differences: [
        ...signed,
        ['1.target', '≤200个', '≥200个', 'as many places as possible are wanted (S1-11)'],
        ['2.target', '≥50000次', '≥50000件', 'the text counts matters (S1-19)'],
        ['2.actual', '50000余次', '64800件', 'the number of the text (S1-19)'],
        ['6.target', '≤506.48万元', '≤840.87万元', 'the budget as it was adjusted (S1-12)'],
        ['6.score', '8', '10', 'no more was spent than the adjusted budget had (S1-12)'],
        ['6.reason', '文字', '文字', measured],
        ['7.points', '10', '15', 'benefits have thirty points without satisfaction (S1-09)'],
        ['7.score', '10', '15', 'reached: all of its points'],
        ['8.points', '10', '15', 'benefits have thirty points without satisfaction (S1-09)'],
        ['8.score', '10', '15', 'reached: all of its points'],
        ['9.level1', 'benefit', 'satisfaction', 'satisfaction is a first level of its own (S1-20)'],
        ['actual-outcome', '文字', '文字', 'of four goals two were answered (S1-30)'],
        ['by-expenditure 基本支出.annual', '406.48', '740.87', 'the budget as it was adjusted (S1-07)'],
        ['by-income 一般公共预算.annual', '506.48', '840.87', 'the budget as it was adjusted (S1-07)'],
        ['score', '98', '100', 'the sum of the scores (S1-10)'],
        ['total.annualBudget', '506.48', '840.87', 'the budget as it was adjusted (S1-07)'],
        ['total.score', '', '10', 'all of it was executed (S1-08)'],
      ],
    },
    {
      project: 'XM-2101505',
      bound: { 4: execution },
      differences: [
        ...signed,
        ['0.actual', '30余次', '30次', vague],
        ['1.actual', '30余次', '30次', vague],
        ['4.actual', '≤15万元', '15万元', amount],
        ['7.points', '20', '10', overHundred],
        ['7.score', '20', '10', overHundred],
        ['department', '文字', '文字', department],
        ['score', '', '100', total],
      ],
    },
    {
      project: 'XM-2101506',
      bound: { 0: { kind: 'figure', figure: 'insured-persons', at: { scheme: 'resident' } }, 4: execution },
      words: { outcome: '完成参保征缴任务，群众参保便利。' },
      differences: [
        ...signed,
        ['0.target', '≥24万人次', '≥24万人', 'persons on both sides (S1-25)'],
        ['4.actual', '≤35万元', '35万元', amount],
        ['7.points', '20', '10', overHundred],
        ['7.score', '20', '10', overHundred],
        ['actual-outcome', '文字', '文字', 'the goal word for word (S1-17)'],
        ['department', '文字', '文字', department],
        ['score', '', '100', total],
      ],
    },
    {
      project: 'XM-2101599',
      bound: { 4: execution },
      words: {
        goal: '足额报销离休干部医疗费。',
        outcome: '离休干部医疗费全部按时报销。',
        '1.name': '离休干部医疗保障覆盖率',
      },
      differences: [
        ...signed,
        ['0.target', '≤4人次', '≥4人', 'all of the persons are to be served (S1-25)'],
        ['1.name', '文字', '文字', 'the name stood in the target’s cell (S1-18)'],
        ['1.target', '文字', '≥100%', 'the name stood in the target’s cell (S1-18)'],
        ['4.actual', '≤50万元', '50万元', amount],
        ['7.points', '20', '10', overHundred],
        ['7.score', '20', '10', overHundred],
        ['actual-outcome', '文字', '文字', ownGoal],
        ['department', '文字', '文字', department],
        ['expected-goal', '文字', '文字', ownGoal],
        ['score', '', '100', total],
      ],
    },
  ],
  '003': [
    {
      project: null,
      bound: {
        8: { kind: 'figure', figure: 'expenditure-final', at: { kind: 'basic' } },
        9: ofProject('health-check'),
        10: ofProject('retired-cadres'),
      },
      words: {
        outcome:
          '职工工资和办公经费按时保障；医保政策宣传、实地调研和三医联动改革任务完成；财政拨款单位职工身体健康检查办结；离休老干医疗费全报。',
        '0.name': '保障在编职工工资',
        '7.name': '年度任务办结时间',
        '16.name': '政策知晓程度',
      },
      differences: [
        ['0.name', '文字', '文字', 'the text has eight persons in post, the form fifteen'],
        ['0.target', '≥15人', '≥8人', 'the text has eight persons in post, the form fifteen'],
        ['0.actual', '15人', '8人', 'the text has eight persons in post, the form fifteen'],
        ['7.name', '文字', '文字', ownName],
        ['8.level2', 'timeliness', 'cost', 'a limit of money is a cost'],
        ['8.target', '≥186.88万元', '≤186.88万元', 'a limit of money is a cost'],
        ['8.actual', '186.88万元', '160.72万元', table],
        ['9.actual', '287万元', '283.1万元', 'what was spent, as the project’s form has it'],
        ['10.actual', '80万元', '23.44万元', 'what was spent, as the project’s form has it'],
        ['11', '≥90%', '', 'a benefit that stands among the costs again: with it points came to a hundred and ten'],
        ['12.actual', '≥90%', '100%', 'a number, not the target again; the project’s form has it'],
        ['15.points', '10', '5', 'benefits come to thirty'],
        ['15.score', '10', '5', 'benefits come to thirty'],
        ['16.name', '文字', '文字', ownName],
        ['16.target', '≥100%', '长期', year],
        ['16.actual', '100%', '长期', year],
        ['16.points', '10', '5', 'benefits come to thirty'],
        ['16.score', '10', '5', 'benefits come to thirty'],
        ['17.actual', '≥98%', '98%', 'a number, not a limit'],
        ['actual-outcome', '文字', '文字', 'of four goals one was answered'],
        ['score', '100', '99.99', 'the sum of the scores'],
        ['task 3.annualBudget', '365.33', '365.67', unspent],
        ['task-fiscal 2.executed', '6.247', '6.27', 'the same amount as in its total'],
        ['task-fiscal 3.annualBudget', '365.33', '365.67', unspent],
        ['total-fiscal.annualBudget', '526.04', '526.39', unspent],
        ['total-fiscal.executed', '871.44', '526.04', 'the sum of the tasks'],
        ['total.annualBudget', '526.04', '526.39', unspent],
        ['total.rate', '100', '99.93', unspent],
        ['total.score', '10', '9.99', unspent],
      ],
    },
    {
      project: 'XM-2101101',
      bound: { 3: execution },
      words: { '2.name': '报销完成时间', '5.name': '离休干部就医用药保障', '7.name': '医药费保障机制' },
      differences: [
        ['2.name', '文字', '文字', ownName],
        ['2.target', '2023年', '2023年底', 'the same day on both sides'],
        ['3.actual', '23.44', '23.44万元', 'a figure has its unit'],
        ['3.reason', '文字', '文字', measured],
        ['5.name', '文字', '文字', ownName],
        ['7.name', '文字', '文字', ownName],
        ['7.target', '≥100%', '长期', year],
        ['7.actual', '100%', '长期', year],
        ['total.rate', '29.3', '100', 'over the annual budget of the same row, not the start budget'],
      ],
    },
    {
      project: 'XM-2101506',
      bound: { 5: execution },
      words: {
        goal: '完善医保政策，推进三医联动改革，完成医保政策宣传，更好服务于参保对象。',
        '4.name': '工作完成及时率',
        '7.name': '群众待遇保障',
        '8.name': '参保环境改善',
        '9.name': '制度影响',
      },
      differences: [
        ['0.reason', '', '文字', farAbove],
        ['1.target', '各1次', '≥2次', 'one of two kinds each are two'],
        ['2.reason', '', '文字', farAbove],
        ['3.actual', '≥95%', '95%', 'a number, not the target again'],
        ['4.name', '文字', '文字', ownName],
        ['5.target', '≤预算', '≤49.3万元', 'the budget in figures'],
        ['5.actual', '49万元', '48.96万元', table],
        ['7.name', '文字', '文字', ownName],
        ['8.name', '文字', '文字', ownName],
        ['9.name', '文字', '文字', ownName],
        ['9.target', '≥100%', '长期', year],
        ['9.actual', '100%', '长期', year],
        ['expected-goal', '文字', '文字', 'a word stood twice'],
        ['fiscal.executed', '49', '48.96', table],
        ['score', '100', '99.93', 'the sum of the scores'],
        ['total.executed', '49', '48.96', table],
        ['total.rate', '99.39', '99.3', table],
        ['total.score', '10', '9.93', 'its share of the points'],
      ],
    },
    {
      project: 'XM-2101199',
      bound: { 3: execution },
      differences: [
        ['3.target', '≤年初预算', '≤287万元', 'the start budget in figures'],
        ['3.reason', '文字', '文字', measured],
      ],
    },
  ],
  '004': [
    {
      project: 'XM-2101301-1',
      differences: [
        ...goalTexts,
        ['1.annualTarget', '文字', '文字', oneYear],
        ['6.annualTarget', '效果显著', '成效明显', oneYear],
        ['9.annualTarget', '≥90%', '≥85%', oneYear],
      ],
    },
    {
      project: 'XM-2101301-2',
      differences: [
        ...goalTexts,
        ['1.annualTarget', '文字', '文字', oneYear],
        ['central.wholePeriod', '', '6158400', 'the same source in both columns (S4-10)'],
        ['province.wholePeriod', '6158400', '', 'the same source in both columns (S4-10)'],
      ],
    },
    {
      project: 'XM-2101301-3',
      differences: [
        ...goalTexts,
        ['0.target', '≥23361人', '≥22384人', 'the persons that the calculation adds up to (S4-08)'],
        ['0.annualTarget', '≥2334人', '≥22384人', 'the persons that the calculation adds up to (S4-09)'],
        ['4.annualTarget', '≥100%', '≥90%', 'what people feel can be missed (S4-20)'],
        ['5.annualTarget', '≥100%', '≥90%', 'what people feel can be missed (S4-20)'],
        ['county.annual', '8000000', '8335172', 'a project of one year needs what its year needs (S4-07)'],
        ['total.annual', '8000000', '8335172', 'a project of one year needs what its year needs (S4-07)'],
        ['4.target', '≥100%', '≥90%', 'what people feel can be missed (S4-20)'],
        ['5.target', '≥100%', '≥90%', 'what people feel can be missed (S4-20)'],
      ],
    },
  ],
};
