/**
 * All performance forms of three real documents made anew: their indicators, targets, actual values and money are read from the
 * documents – which lie beside the checkout and are never copied into it –, what an auditor has shown that it cannot hold is corrected
 * as said below, and what is printed in the family's layout is read back to the same and has no error left in it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  actualText,
  type BaseRow,
  type BaseRowKey,
  baseDataForm,
  baseRows,
  type Form,
  type FormAmount,
  type FormIndicator,
  type FormLine,
  type FormMoney,
  formFamily,
  formFindings,
  type GoalForm,
  type GoalSource,
  goalForm,
  type Indicator,
  type Level1,
  type Level2,
  level1Names,
  overallForm,
  plainNumber,
  projectForm,
  readDisclosure,
  readWritten,
  type ScoringRules,
  scoreForm,
  shippedRules,
  targetText,
  type WrittenTable,
} from '@mingzhang/disclosure';
import { isBlocking } from '@mingzhang/kernel';
import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

function seeds(): string | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const candidate = join(at, 'shared/seeds');
    if (existsSync(candidate)) return candidate;
  }
  return null;
}

const folder = seeds();

/** What the forms do not print. */
const notTold = { id: '01900000-0000-7000-8000-000000000001', review: null, use: null };
if (folder === null)
  console.warn('performance-seeds: no shared/seeds above the checkout; the real forms are not made anew here');

function formsOf(number: string): readonly Form[] {
  const file = readdirSync(folder ?? '.').find((name) => name.startsWith(number)) ?? '';
  const text = readFileSync(join(folder ?? '.', file), 'utf8');
  return readDisclosure(readText(text), text.length).forms;
}

function family(id: string) {
  const found = formFamily(id);
  if (found === null) throw new Error(id);
  return found;
}

/** What is put in the place of a cell that cannot hold. */
interface Correction {
  readonly drop?: true;
  readonly level1?: Level1;
  readonly level2?: Level2;
  readonly name?: string;
  /** '≥218个', '100%', '效果明显' */
  readonly target?: string;
  readonly actual?: string;
  readonly points?: string;
  readonly reason?: string;
}

const squeezed = (text: string | null | undefined): string => (text ?? '').replace(/\s/g, '');

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
function targetOf(text: string, level2: Level2): Pick<Indicator, 'direction' | 'target' | 'unit'> {
  const match = /^(≥|≤|不低于)?([\d.]+)(?!年)(.*)$/.exec(text);
  if (match === null || /年$|年底/.test(text)) return { direction: 'qualitative', target: text, unit: '' };
  const [, sign, target = '', unit = ''] = match;
  const down = sign === '≤' || (sign === undefined && level2 === 'cost');
  return { direction: down ? 'down' : 'up', target, unit };
}

function lineOf(one: FormIndicator, change: Correction = {}): FormLine {
  const level2 = change.level2 ?? level2Of(one.level2);
  const name = change.name ?? squeezed(one.name.text);
  const aimed = targetOf(change.target ?? squeezed(one.target?.text), level2);
  const points = change.points ?? plainNumber(one.points?.quantity?.value ?? 0n);
  const said = change.actual ?? squeezed(one.actual?.text);
  const figure = /^[\d.]+/.exec(said)?.[0];
  const { direction } = aimed;
  const reason = change.reason ?? squeezed(one.reason?.text);
  if (direction !== 'qualitative' && figure === undefined) throw new Error(`${name}: ${said} is no figure`);
  return {
    indicator: { level1: change.level1 ?? level1Of(one.level1), level2, name, ...aimed, points, rule: 'share' },
    explained: {
      actual:
        direction === 'qualitative'
          ? { kind: 'words', words: said, band: 'reached', percent: '100' }
          : { kind: 'figure', value: figure ?? '' },
      reason,
      measure: reason === '' ? '' : '据实测算下年目标',
      targetTooLow: false,
    },
  };
}

function linesOf(form: Form, corrections: Readonly<Record<number, Correction>>): readonly FormLine[] {
  return form.indicators.flatMap((one, at) => (corrections[at]?.drop === true ? [] : [lineOf(one, corrections[at])]));
}

const fen = (yuan: number): FormAmount => ({ fen: Math.round(yuan * 100) });
const money = (start: number, annual: number, executed: number): FormMoney => ({
  start: fen(start * 10_000),
  annual: fen(annual * 10_000),
  executed: fen(executed * 10_000),
});
const none = money(0, 0, 0);
const signed = { filler: '填表人', head: '负责人', phone: '0000-0000000', filledOn: '2025-03-10' };

/** What is printed is what was given, and no error is left in it. */
function expectWhole(table: WrittenTable, lines: readonly FormLine[], total: FormMoney, rules: ScoringRules): Form {
  const document = readWritten([table]);
  expect(document.notRead).toEqual([]);
  const [form] = document.forms;
  if (form === undefined) throw new Error('no form was read');
  const scored = scoreForm(lines, { annual: BigInt(total.annual.fen), executed: BigInt(total.executed.fen) }, rules);
  expect(
    form.indicators.map((one) =>
      [one.level1, one.name.text, one.target?.text, one.actual?.text, one.points?.text, one.score?.text].join(' | '),
    ),
  ).toEqual(
    lines.map(({ indicator, explained }, at) =>
      [
        level1Names[indicator.level1],
        indicator.name,
        targetText(indicator),
        actualText(indicator, explained.actual),
        indicator.points,
        plainNumber(scored.indicators[at]?.score ?? 0n),
      ].join(' | '),
    ),
  );
  expect(form.totalScore?.quantity?.value).toBe(scored.total);
  expect(
    formFindings([table])
      .filter(isBlocking)
      .map(({ message }) => message),
  ).toEqual([]);
  return form;
}

describe.skipIf(folder === null)('the forms of the real documents made anew', () => {
  it('001, Hunan: base data, overall and three projects', () => {
    const [base, overall, ...projects] = formsOf('001');
    const rules: ScoringRules = shippedRules;
    if (base === undefined || overall === undefined) throw new Error('001 has no forms');
    const bureau = overall.unit ?? '';
    expect([overall.indicators.length, ...projects.map(({ indicators }) => indicators.length)]).toEqual([10, 8, 8, 8]);
    // The budget as adjusted is what was executed (S1-07); the points add up with satisfaction beside the benefits (S1-09); as
    // many village points as possible are wanted (S1-11); the count is the one in the text (S1-27); the cost is held against
    // the adjusted budget (S1-12).
    const lines = linesOf(overall, {
      1: { target: '≥200个' },
      2: { target: '≥50000件', actual: '64800件' },
      4: { actual: '100%' },
      6: { target: '≤840.87万元' },
      7: { points: '15' },
      8: { points: '15' },
      9: { level1: 'satisfaction', level2: 'served', target: '≥90%' },
    });
    const total = money(506.48, 840.87, 840.87);
    const table = overallForm(family('hunan'), {
      bureau,
      year: 2024,
      ...notTold,
      rules,
      total,
      lines,
      goal: '落实医疗保障待遇，保证基金安全。',
      outcome: '待遇按时落实，基金运行安全。',
      byIncome: [{ label: '一般公共预算', amount: fen(8_408_700) }],
      byExpenditure: [
        { label: '基本支出', amount: fen(7_408_700) },
        { label: '项目支出', amount: fen(1_000_000) },
      ],
      tasks: [],
      signed,
    });
    expectWhole(table, lines, total, rules);
    // Satisfaction has 10 points (S1-16); what is vague is a number, what repeats a target is the amount (S1-26, S1-27); persons
    // stay persons (S1-25); the copied goal and indicator are the project's own (S1-17, S1-18).
    const corrections: readonly Readonly<Record<number, Correction>>[] = [
      {
        0: { actual: '30次', reason: '专项检查增加' },
        1: { actual: '30次' },
        4: { actual: '15万元' },
        7: { points: '10', target: '≥90%' },
      },
      { 0: { target: '≥24万人' }, 4: { actual: '35万元' }, 7: { points: '10', target: '≥90%', actual: '95%' } },
      {
        0: { target: '≥4人', actual: '4人' },
        1: { name: '离休干部医疗保障覆盖率', target: '100%', actual: '100%' },
        4: { actual: '50万元' },
        7: { points: '10', target: '≥90%', actual: '95%' },
      },
    ];
    const goals = ['检查定点医药机构。', '完成参保征缴任务。', '足额报销离休干部医疗费。'];
    for (const [at, form] of projects.entries()) {
      const own = linesOf(form, corrections[at] ?? {});
      const amount = [15, 35, 50][at] ?? 0;
      const written = projectForm(family('hunan'), {
        bureau,
        year: 2024,
        ...notTold,
        rules,
        project: form.project ?? '',
        department: bureau,
        implementer: bureau,
        total: money(amount, amount, amount),
        sources: { fiscal: money(amount, amount, amount), carriedOver: none, other: none },
        lines: own,
        goal: goals[at] ?? '',
        outcome: `${form.project}各项任务已经办结。`,
        signed,
      });
      expectWhole(written, own, money(amount, amount, amount), rules);
    }
    // Projects are the three projects and not the whole department (S1-13); sums and budgets are filled in (S1-14, S1-21).
    const given: Readonly<Partial<Record<BaseRowKey, readonly [number, number, number]>>> = {
      threePublic: [2.38, 3, 2.36],
      reception: [2.38, 3, 2.36],
      projects: [100, 100, 100],
      projectsBusiness: [100, 100, 100],
      running: [30.68, 130, 125.94],
      office: [8.71, 115, 113.9],
      utilities: [2.32, 1, 0.78],
      travel: [18.94, 13, 11.07],
      training: [0.71, 1, 0.19],
      adjustment: [0, 0, 334.39],
    };
    const rows = Object.fromEntries(
      baseRows.map((key): readonly [BaseRowKey, BaseRow] => {
        const [prior, budget, final] = given[key] ?? [0, 0, 0];
        return [key, { prior: fen(prior * 10_000), budget: fen(budget * 10_000), final: fen(final * 10_000) }];
      }),
    ) as Record<BaseRowKey, BaseRow>;
    const staff = base.base.find(({ key }) => key === 'staff')?.columns;
    const printed = baseDataForm(family('hunan'), {
      bureau,
      year: 2024,
      posts: Number(squeezed(staff?.authorized?.text)),
      staff: Number(squeezed(staff?.actual?.text)),
      rows,
      buildings: { areaApproved: 0, areaActual: 0, investmentApproved: 0, investmentActual: 0 },
      thrift: '公务接待按公函安排。',
      signed,
    });
    const [back] = readWritten([printed]).forms;
    expect(back?.base.find(({ key }) => key === 'staff')?.columns['control-rate']?.text).toBe('92.11%');
    expect(
      formFindings([printed, table])
        .filter(isBlocking)
        .map(({ message }) => message),
    ).toEqual([]);
  });

  it('003, Shaanxi: overall with tasks and three projects', () => {
    const [overall, ...projects] = formsOf('003');
    const rules: ScoringRules = shippedRules;
    if (overall === undefined) throw new Error('003 has no forms');
    const bureau = overall.unit ?? '';
    expect([overall.indicators.length, ...projects.map(({ indicators }) => indicators.length)]).toEqual([18, 9, 11, 7]);
    // The doubled row goes (its points made 110); benefits come to 30; what is printed as reached is what was spent; a year is words.
    const lines = linesOf(overall, {
      8: { level2: 'cost', target: '≤160.72万元', actual: '160.72万元' },
      9: { target: '≤287万元', actual: '283.1万元' },
      10: { target: '≤80万元', actual: '23.44万元' },
      11: { drop: true },
      12: { target: '≥90%', actual: '100%' },
      15: { points: '5' },
      16: { target: '长期', actual: '长期', points: '5' },
      17: { target: '≥85%', actual: '98%' },
    });
    const total = money(526.04, 526.04, 526.04);
    const flow = (of: number) => ({ annual: fen(of * 10_000), executed: fen(of * 10_000) });
    const task = (name: string, content: string, of: number, points: string) => ({
      name,
      content,
      done: '完成',
      fiscal: flow(of),
      other: flow(0),
      points,
    });
    const table = overallForm(family('shaanxi'), {
      bureau,
      year: 2023,
      ...notTold,
      rules,
      total,
      lines,
      goal: '保障职工待遇和业务开展。',
      outcome: '职工待遇落实，业务如期开展。',
      byIncome: [],
      byExpenditure: [],
      // 154.45 + 6.27 + 365.33 is 526.05; the last is 365.32 here.
      tasks: [
        task('任务1', '工资福利支出', 154.45, '3'),
        task('任务2', '公用经费', 6.27, '3'),
        task('任务3', '项目支出', 365.32, '4'),
      ],
      signed,
    });
    expectWhole(table, lines, total, rules);
    // The rate is over the adjusted budget; a figure has its unit on both sides; an indicator stands once under its own name; a
    // date is words.
    const corrections: readonly Readonly<Record<number, Correction>>[] = [
      {
        2: { name: '报销完成时间', target: '年底前完成', actual: '年底前完成' },
        3: { target: '≤80万元', actual: '23.44万元' },
        5: { name: '离休干部就医用药保障' },
        6: { target: '明显提高', actual: '明显提高' },
        7: { name: '医药费保障机制', target: '长期', actual: '长期' },
      },
      {
        0: { reason: '集中宣传月增加三场' },
        1: { target: '≥2次', actual: '3次' },
        2: { reason: '省级批次增加' },
        3: { actual: '95%' },
        4: { name: '工作完成及时率' },
        5: { target: '≤49.3万元', actual: '49万元' },
        7: { name: '群众待遇保障' },
        8: { name: '参保环境改善' },
        9: { name: '制度影响', target: '长期', actual: '长期' },
      },
      { 2: { target: '年底前完成', actual: '年底前完成' }, 3: { target: '≤287万元', actual: '283.1万元' } },
    ];
    const amounts = [
      [80, 23.44, 23.44],
      [49.3, 49.3, 49],
      [287, 283.1, 283.1],
    ] as const;
    for (const [at, form] of projects.entries()) {
      const own = linesOf(form, corrections[at] ?? {});
      const [start, annual, executed] = amounts[at] ?? [0, 0, 0];
      const of = money(start, annual, executed);
      const written = projectForm(family('shaanxi'), {
        bureau,
        year: 2023,
        ...notTold,
        rules,
        project: form.project ?? '',
        department: bureau,
        implementer: bureau,
        total: of,
        sources: { fiscal: of, carriedOver: none, other: none },
        lines: own,
        goal: `办好${form.project}的各项任务。`,
        outcome: `${form.project}的任务已经办结。`,
        signed,
      });
      expectWhole(written, own, of, rules);
    }
  });

  it('004, Shanxi: three goal forms in yuan', () => {
    const forms = formsOf('004');
    expect(forms.map(({ id }) => id)).toEqual(['goal', 'goal', 'goal']);
    // The same source in both columns (S4-10); a one-year project needs what its year needs (S4-07); persons are those of the
    // calculation (S4-08, S4-09); shares can be missed (S4-20, S4-18); each text answers its own question (S4-11, S4-19); filled
    // in when the year began (S4-21).
    const sources: readonly Readonly<Partial<Record<GoalSource, number>>>[] = [
      { province: 8_477_700 },
      { central: 6_158_400 },
      { county: 8_335_172 },
    ];
    const corrections: readonly Readonly<Record<number, Correction>>[] = [
      { 9: { target: '≥90%' } },
      { 2: { level2: 'quality' } },
      { 0: { target: '≥22384人' }, 1: { target: '100%' }, 3: { target: '≤372.37元' } },
    ];
    for (const [at, form] of forms.entries()) {
      const total = form.funds.find(({ key }) => key === 'total')?.wholePeriod?.quantity;
      const of = sources[at] ?? {};
      expect(Number(total?.value ?? 0n) / 1e8).toBe(Object.values(of).reduce((sum, one) => sum + one, 0));
      const indicators = form.indicators
        .filter(({ horizon, name, target }) => horizon === 'whole-period' && name.text !== null && target?.text != null)
        .map((one, index) => {
          const change: Correction = corrections[at]?.[index] ?? {};
          const level2 = change.level2 ?? level2Of(one.level2);
          const feeling = /获得感|满意/.test(squeezed(one.name.text)) && squeezed(one.target?.text) === '100%';
          const aimed = targetOf(feeling ? '≥90%' : (change.target ?? squeezed(one.target?.text)), level2);
          return {
            level1: level1Of(one.level1),
            level2,
            name: `${squeezed(one.name.text)}`,
            ...aimed,
            wholeTarget: aimed.target,
          };
        });
      const amounts = Object.fromEntries(
        (['central', 'province', 'county', 'own', 'other'] as const).map((source) => [source, (of[source] ?? 0) * 100]),
      ) as Record<GoalSource, number>;
      const goal: GoalForm = {
        id: '01900000-0000-7000-8000-000000000002',
        bureau: form.unit ?? '',
        area: '某',
        year: 2024,
        project: form.project ?? '',
        department: form.unit ?? '',
        implementer: form.unit ?? '',
        nature: '一次性项目（1年结束）',
        period: '1年',
        whole: amounts,
        annual: amounts,
        overview: '安排医疗救助资金。',
        basis: `第${at + 1}号资金文件。`,
        necessity: '困难群众负担重。',
        measures: '专户管理，按月比对。',
        plan: '按季拨付。',
        wholeGoal: '困难群众应救尽救。',
        annualGoal: '当年救助当年结清。',
        indicators,
        signed: { ...signed, filledOn: '2024-01-20' },
      };
      const table = goalForm(family('shanxi'), goal);
      const document = readWritten([table]);
      expect(document.notRead).toEqual([]);
      const [back] = document.forms;
      const half = back?.indicators.filter(({ horizon }) => horizon === 'whole-period') ?? [];
      expect(half.map(({ name, target }) => `${name.text} ${target?.text}`)).toEqual(
        indicators.map((one) => `${one.name} ${targetText(one)}`),
      );
      expect(back?.funds.find(({ key }) => key === 'total')?.annual?.quantity?.value).toBe(total?.value);
      expect(
        formFindings([table])
          .filter(isBlocking)
          .map(({ message }) => message),
      ).toEqual([]);
    }
  });
});
