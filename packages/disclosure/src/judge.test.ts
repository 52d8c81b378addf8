/**
 * The judge: what holds, what is rounding, and which single figure is at fault. Relations over a handful of invented figures
 * first, then the golden department with one and with two figures changed.
 */
import { exact, type Finding, one } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { figures, golden, judged, readPlain, told } from '../test/golden.ts';
import { type Figure, parseFigure } from './amount.ts';
import { type Check, type Relation, type Report, type SumRelation, type Term } from './check.ts';
import { checks } from './checks/index.ts';
import { audit, expectedOf, quantitiesOf } from './judge.ts';
import { type Quantity } from './quantity.ts';

const nothing = readPlain('');

/** A figure as printed, in 万元 unless it says otherwise. */
function figure(label: string, printed: string, more: Partial<Quantity> = {}): Quantity {
  const read: Figure | null = parseFigure(printed, '万元');
  if (read === null) throw new Error(printed);
  return {
    ...read,
    printed,
    label,
    place: { line: 1, row: label, quote: printed },
    source: 'cell',
    sure: true,
    ...more,
  };
}

const plus = (quantity: Quantity): Term => ({ quantity, sign: 1 });
const minus = (quantity: Quantity): Term => ({ quantity, sign: -1 });

function sum(whole: Quantity, ...parts: readonly Quantity[]): SumRelation {
  return { kind: 'sum', whole, parts: parts.map(plus), accuse: whole, reason: '合计＝各项之和' };
}

function ratio(share: Quantity, part: Quantity, whole: Quantity): Relation {
  return {
    kind: 'ratio',
    ratio: share,
    numerator: [plus(part)],
    denominator: [plus(whole)],
    accuse: share,
    reason: '占比＝分项÷合计',
  };
}

/** Runs one check that states these relations. */
function judge(
  relations: readonly Relation[],
  meta: Partial<Check['meta']> = {},
): { readonly findings: readonly Finding[]; readonly relations: number; readonly held: number } {
  const check: Check = {
    meta: { id: 'example', family: 'tab', severity: 'error', certainty: 'proven', name: '例', help: '例。', ...meta },
    run: (_, report: Report) => {
      for (const relation of relations) report.relation(relation);
    },
  };
  return audit(nothing, [check]);
}

const severities = (relations: readonly Relation[]): string[] =>
  judge(relations).findings.map((finding) => finding.severity);

describe('rounding', () => {
  const small = { maybeSmall: true } as const;

  test.for<readonly [string, readonly (readonly [string, Partial<Quantity>])[], readonly string[]]>([
    // Three amounts of 40 yuan, each printed as 0.00 beside others of its row, are 0.01 together: with 4.00 and 6.00 there may be 0.03 more.
    [
      '10.03',
      [
        ['4.00', {}],
        ['6.00', {}],
        ['0.00', small],
        ['0.00', small],
        ['0.00', small],
      ],
      ['rounding'],
    ],
    [
      '10.04',
      [
        ['4.00', {}],
        ['6.00', {}],
        ['0.00', small],
        ['0.00', small],
        ['0.00', small],
      ],
      ['error'],
    ],
    // Zeros that stand in the template for nothing are nothing.
    [
      '10.03',
      [
        ['4.00', {}],
        ['6.00', {}],
        ['0.00', {}],
        ['0.00', {}],
        ['0.00', {}],
      ],
      ['error'],
    ],
  ])('%s = %j', ([whole, parts, expected]) => {
    const terms = parts.map(([printed, more], at) => figure(`${at}`, printed, more));
    expect(severities([sum(figure('合计', whole), ...terms)])).toEqual(expected);
  });

  test.for([
    // whole, parts, verdict: each printed amount stands for ±0.005, so n parts and a whole may miss by (n + 1) × 0.005
    ['10.00', ['4.00', '6.00'], []],
    ['10.01', ['4.00', '6.00'], ['rounding']],
    ['10.02', ['4.00', '6.00'], ['error']],
    ['10.02', ['4.00', '3.00', '3.00'], ['rounding']],
    ['10.03', ['4.00', '3.00', '3.00'], ['error']],
    ['10.02', ['4.00', '6.00', '0.00'], ['error']],
    ['10.01', ['10.00'], ['rounding']],
    ['10.02', ['10.00'], ['error']],
    ['10', ['4.002', '6.002'], []],
    ['10.00', ['4.003', '6.002'], ['rounding']],
    ['10.00', ['4.004', '6.004'], ['error']],
    ['0.00', ['0.01'], ['error']],
    ['-3.21', ['-3.20'], ['rounding']],
    ['-3.22', ['-3.20'], ['error']],
  ] as const)('%s against %j is %j', ([whole, parts, verdict]) => {
    expect(severities([sum(figure('合计', whole), ...parts.map((part, index) => figure(`项${index}`, part)))])).toEqual(
      verdict,
    );
  });

  test.for([
    // 元 is exact, 亿元 stands for its last printed digit, 520万元 stands for 520.00万元.
    ['100.00元', '100.01元', ['error']],
    ['2.36万元', '23567.8元', []],
    ['2.35万元', '23567.8元', ['rounding']],
    ['2.37万元', '23567.8元', ['error']],
    ['1.21亿元', '12143.70万元', []],
    ['1.21亿元', '12151.00万元', ['rounding']],
    ['1.21亿元', '12200.00万元', ['error']],
    ['1.21亿元', '12040.00万元', ['error']],
    ['520万元', '520.01万元', ['rounding']],
    ['520万元', '520.90万元', ['error']],
    ['2.5万元', '2.52万元', ['error']],
  ] as const)('%s and %s are the same figure: %j', ([left, right, verdict]) => {
    expect(severities([sum(figure('文字', left), figure('表格', right))])).toEqual(verdict);
  });

  test.for([
    // ratio, part, whole, verdict: half of the last printed digit, and what the amounts can stand for
    ['33.33%', '1.00', '3.00', []],
    ['33.3%', '1.00', '3.00', []],
    ['33%', '1.00', '3.00', []],
    ['68.34%', '683.45', '1000.00', []],
    ['68.36%', '683.45', '1000.00', ['error']],
    ['106.3%', '137.70', '129.45', ['rounding']],
    ['106.4%', '137.70', '129.45', []],
    ['106.2%', '137.70', '129.45', ['error']],
    ['0.04%', '33.63', '840.87', ['error']],
    ['100%', '0.00', '0.00', []],
  ] as const)('%s of %s in %s is %j', ([share, part, whole, verdict]) => {
    expect(severities([ratio(figure('占比', share), figure('分项', part), figure('合计', whole))])).toEqual(verdict);
  });

  test.for([
    ['5.00', '5.00', []],
    ['5.00', '5.01', []],
    ['5.00', '5.02', ['error']],
    ['5.00', '4.00', []],
  ] as const)('%s is at least %s: %j', ([left, right, verdict]) => {
    const [a, b] = [figure('大', left), figure('小', right)];
    expect(severities([{ kind: 'at-least', left: a, right: b, accuse: a, reason: '不小于' }])).toEqual(verdict);
  });

  test('a ratio over nothing is not counted: there is nothing to recompute', () => {
    const outcome = judge([ratio(figure('占比', '0%'), figure('分项', '0'), figure('合计', '0'))]);
    expect([outcome.relations, outcome.held, outcome.findings.length]).toEqual([0, 0, 0]);
  });

  test('a rounding difference counts as held, a truncated digit does not', () => {
    const outcome = judge([
      sum(figure('合计', '10.01'), figure('甲', '4.00'), figure('乙', '6.00')),
      ratio(figure('占比', '106.3%'), figure('分项', '137.70'), figure('合计', '129.45')),
    ]);
    expect([outcome.relations, outcome.held]).toEqual([2, 1]);
  });
});

describe('root causes', () => {
  const a = figure('甲', '4.00');
  const b = figure('乙', '6.00');
  const total = figure('合计', '10.00');

  test('a figure two relations disagree with is the one at fault', () => {
    const wrong = figure('合计', '11.00');
    const elsewhere = figure('另表合计', '10.00');
    const [finding, ...others] = judge([sum(wrong, a, b), { ...sum(wrong, elsewhere), reason: '两表一致' }]).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      stated: '11.00',
      expected: '10.00万元',
      difference: '1.00万元',
      severity: 'error',
    });
    expect(finding?.also.filter((one) => one.role === 'consequence')).toHaveLength(1);
    expect(finding?.message).toContain('合计＝各项之和；两表一致');
  });

  test('an operand can be at fault although every relation accuses its total', () => {
    const wrong = figure('甲', '5.00');
    const half = figure('半数合计', '9.00');
    const c = figure('丙', '5.00');
    const findings = judge([sum(total, wrong, b), { ...sum(half, wrong, c), reason: '另一合计' }]).findings;
    expect(findings.map((one) => [one.place.row, one.stated, one.expected])).toEqual([['甲', '5.00', '4.00万元']]);
    expect(findings[0]?.also.filter((one) => one.role === 'consequence').map((one) => one.stated)).toHaveLength(1);
  });

  test('a figure that a holding relation confirms is not accused', () => {
    // 甲 is also printed elsewhere as 4.00; so the totals are wrong, each for itself.
    const again = figure('甲另见', '4.00');
    const findings = judge([
      { ...sum(again, a), reason: '同一数' },
      sum(figure('合计', '11.00'), a, b),
      { ...sum(figure('总计', '12.00'), a, b), reason: '总计' },
    ]).findings;
    expect(findings.map((one) => one.place.row).sort()).toEqual(['合计', '总计']);
  });

  test('two that no single value mends are two findings', () => {
    const wrong = figure('合计', '11.00');
    const findings = judge([
      sum(wrong, a, b),
      { ...sum(wrong, figure('另表合计', '13.00')), reason: '两表一致' },
    ]).findings;
    expect(findings.map((one) => one.expected).sort()).toEqual(['10.00万元', '13.00万元']);
  });

  test('rounding differences never take part', () => {
    const wrong = figure('合计', '10.01');
    const findings = judge([
      sum(wrong, a, b),
      { ...sum(wrong, figure('另表合计', '10.00')), reason: '两表一致' },
    ]).findings;
    expect(findings.map((one) => one.severity)).toEqual(['rounding', 'rounding']);
  });

  test('a shared claim that states two measures is one root', () => {
    const both = figure('收、支总计', '12.00', { source: 'claim' });
    const findings = judge([
      { ...sum(both, figure('收入总计', '10.00')), reason: '收入' },
      { ...sum(both, figure('支出总计', '10.00')), reason: '支出' },
    ]).findings;
    expect(findings).toHaveLength(1);
    expect(findings[0]?.stated).toBe('12.00');
  });

  test('a slip of the unit is named', () => {
    const findings = judge([sum(figure('合计', '100000'), a, b)]).findings;
    expect(findings[0]?.message).toContain('恰差1万倍');
  });

  test('the certainty of a root is the best of its relations', () => {
    const wrong = figure('合计', '11.00');
    const findings = judge([
      { ...sum(wrong, a, b), certainty: 'possible' },
      { ...sum(wrong, figure('另表合计', '10.00')), reason: '两表一致' },
    ]).findings;
    expect(findings[0]?.certainty).toBe('proven');
  });
});

describe('repeats', () => {
  test('the same relation with the same figures in other tables is one finding', () => {
    const again = (table: string): Relation =>
      sum(
        figure('合计', '11.00', { place: { line: 1, table, row: '合计', quote: '11.00' } }),
        figure('甲', '4.00'),
        figure('乙', '6.00'),
      );
    const findings = judge([again('expenditure'), again('general-public-expenditure'), again('income')]).findings;
    expect(findings).toHaveLength(1);
    expect(findings[0]?.also.filter((one) => one.role === 'repeat').map((one) => one.place.table)).toEqual([
      'general-public-expenditure',
      'income',
    ]);
  });

  test('so is the same rounding', () => {
    const again = (): Relation => sum(figure('合计', '10.01'), figure('甲', '4.00'), figure('乙', '6.00'));
    expect(
      judge([again(), again()]).findings.map((one) => [
        one.severity,
        one.also.filter((also) => also.role === 'repeat').length,
      ]),
    ).toEqual([['rounding', 1]]);
  });

  test('separate forms are separate findings', () => {
    const inForm = (): Relation =>
      sum(
        figure('合计', '11.00', { source: 'form' }),
        figure('甲', '4.00', { source: 'form' }),
        figure('乙', '6.00', { source: 'form' }),
      );
    expect(judge([inForm(), inForm()]).findings).toHaveLength(2);
  });
});

describe('certainty and severity', () => {
  test('a figure whose meaning was inferred makes a finding possible at most', () => {
    const findings = judge([sum(figure('合计', '11.00', { sure: false }), figure('甲', '4.00'))]).findings;
    expect(findings.map((one) => one.certainty)).toEqual(['possible']);
  });

  test('a relation may say its own certainty and severity', () => {
    const findings = judge([
      {
        ...sum(figure('合计', '11.00', { sure: false }), figure('甲', '4.00')),
        certainty: 'strong',
        severity: 'presentation',
      },
    ]).findings;
    expect(findings.map((one) => [one.certainty, one.severity])).toEqual([['strong', 'presentation']]);
  });
});

describe('solving', () => {
  const whole = figure('合计', '10.00');
  const part = figure('甲', '4.00');
  const other = figure('乙', '5.00');
  const share = figure('占比', '50%');
  test.for([
    ['the whole of a sum', sum(whole, part, other), whole, '90000'],
    ['a part of a sum', sum(whole, part, other), part, '50000'],
    ['a deducted part', { ...sum(whole, part), parts: [plus(part), minus(other)] } satisfies Relation, other, '-60000'],
    ['a ratio', ratio(share, part, whole), share, '40'],
    ['a numerator', ratio(share, part, whole), part, '50000'],
    ['a denominator', ratio(share, part, whole), whole, '80000'],
  ] as const)('%s', ([, relation, at, value]) => {
    expect(expectedOf(relation, at)).toBe(exact(value));
    expect(quantitiesOf(relation)).toContain(at);
  });

  test('a figure that a relation does not hold cannot be solved', () => {
    expect(expectedOf(sum(whole, part), other)).toBeNull();
  });

  test('nothing follows for the base of a ratio of zero', () => {
    expect(expectedOf(ratio(figure('占比', '0%'), part, whole), whole)).toBeNull();
  });

  test('the halves are those of the printed amounts', () => {
    expect(part.half).toBe(one * 50n);
  });
});

describe('names', () => {
  const wrong = (line: number, printed = '11.00'): readonly Finding[] =>
    judge([
      sum(
        figure('合计', printed, { place: { line, row: '合计', quote: printed } }),
        figure('甲', '4.00'),
        figure('乙', '6.00'),
      ),
    ]).findings;

  test('a finding keeps its id when lines shift and loses it when a figure changes', () => {
    expect(wrong(1)[0]?.id).toBe(wrong(900)[0]?.id);
    expect(wrong(1)[0]?.id).not.toBe(wrong(1, '12.00')[0]?.id);
  });

  test('two findings of the same words have two ids', () => {
    const check: Check = {
      meta: { id: 'example', family: 'tab', severity: 'presentation', certainty: 'proven', name: '例', help: '例。' },
      run: (_, report) => {
        for (const line of [1, 2, 3])
          report.judge(false, () => ({ place: { line, quote: '。。' }, message: '标点重复' }));
        report.judge(true, () => ({ place: { line: 9, quote: '' }, message: '' }));
      },
    };
    const outcome = audit(nothing, [check]);
    expect(new Set(outcome.findings.map((one) => one.id)).size).toBe(3);
    expect([outcome.relations, outcome.held]).toEqual([4, 1]);
  });

  test('findings come in the order of their lines, errors first', () => {
    const findings = judged(
      checks,
      golden({
        'general/total/basic': '521.00',
        'three-public/final/abroad': '3.00',
        'narrative/income': '2024年度收入合计1193万元。。',
      }).text,
    );
    const keys = findings.map(
      (one) => one.place.line * 10 + ['error', 'rounding', 'presentation'].indexOf(one.severity),
    );
    expect(keys).toEqual([...keys].sort((x, y) => x - y));
  });
});

describe('the golden department', () => {
  const errorsOf = (text: string): readonly Finding[] =>
    judged(checks, text).filter((finding) => finding.severity === 'error');

  test('is right in every relation', () => {
    expect(
      judged(checks, golden().text)
        .filter((finding) => finding.severity !== 'presentation')
        .map(told),
    ).toEqual([]);
  });

  test.for([
    ['公开05表 基本支出 521', 'general/total/basic', '521.00', '520.00万元', ['columns-add-up', 'tables-agree']],
    [
      '公开05表 合计',
      'general/total/total',
      '1200.00',
      '1210.00万元',
      ['code-tree-adds-up', 'tables-agree', 'narrative-agrees-with-tables'],
    ],
    [
      '公开01表 年末结转和结余 with its total',
      'summary/expenditure:total',
      '1274.00',
      '1247.00万元',
      ['summary-balances'],
    ],
    [
      '公开06表 公用经费合计',
      'basic/running',
      '99.00',
      '90.00万元',
      ['basic-detail-adds-up', 'narrative-agrees-with-tables'],
    ],
    ['a 款 of 公开03表', 'expenditure/21015/total', '850.00', '580.00万元', ['code-tree-adds-up']],
    ['a 项 left blank', 'income/2101301/fiscal', '', '270.00万元', ['columns-add-up', 'code-tree-adds-up']],
  ] as const)('%s is one finding with its consequences', ([, name, printed, expected, consequences]) => {
    const changed = golden({ [name]: printed });
    const errors = errorsOf(changed.text);
    expect(errors.map((one) => [one.place.endLine ?? one.place.line, one.stated, one.expected])).toEqual([
      [changed.line(name), printed === '' ? '空白' : printed, expected],
    ]);
    const followed = [
      errors[0]?.check,
      ...(errors[0]?.also ?? []).filter((one) => one.role === 'consequence').map((one) => one.check),
    ];
    for (const check of consequences) expect(followed).toContain(check);
  });

  test('a wrong cell copied into the next table is one finding with a repeat', () => {
    const changed = golden({ 'expenditure/22102/basic': '82.00', 'general/22102/basic': '82.00' });
    const errors = errorsOf(changed.text);
    expect(errors.map((one) => [one.place.line, one.expected])).toEqual([
      [changed.line('expenditure/22102/basic'), '28.00万元'],
    ]);
    expect(errors[0]?.also.filter((one) => one.role === 'repeat').map((one) => one.place.line)).toEqual([
      changed.line('general/22102/basic'),
    ]);
  });

  test('a blank is not filled with a negative figure', () => {
    const changed = golden({ 'fiscal/expenditure:closing/state-capital': '2.00' });
    expect(errorsOf(changed.text).map((one) => [one.place.line, one.stated, one.expected])).toEqual([
      [changed.line('fiscal/expenditure:closing/state-capital'), '2.00', '0.00万元'],
    ]);
  });

  test('two independent defects are two findings', () => {
    const changed = golden({ 'general/total/basic': '521.00', 'income/total/other': '13.00' });
    expect(errorsOf(changed.text).map((one) => [one.place.line, one.stated, one.expected])).toEqual([
      [changed.line('income/total/other'), '13.00', '12.00万元'],
      [changed.line('general/total/basic'), '521.00', '520.00万元'],
    ]);
  });

  /** The checks that state relations between figures; the others have nothing to say about a changed figure. */
  const relational = checks.filter(
    (check) =>
      /^(?:tab|xtab|narr-tab|narr-int|narr-sum|pct|growth)$/.test(check.meta.family) &&
      !check.meta.id.startsWith('form-'),
  );
  const relationalErrors = (text: string): readonly Finding[] =>
    judged(relational, text).filter((finding) => finding.severity === 'error');

  test('every figure changed by one 万元 is one error on its line, or on the line of the only total that holds it', () => {
    for (const { name, text } of figures()) {
      if (text === '') continue;
      const printed = (Number(text) + 1).toFixed(2);
      const changed = golden({ [name]: printed });
      const errors = relationalErrors(changed.text);
      expect(errors.map(told), name).toHaveLength(1);
      const [error] = errors;
      const atItself =
        error?.place.line === changed.line(name) && error.stated === printed && error.expected === `${text}万元`;
      const inOneTotal =
        error?.also.some((one) => one.place.line === changed.line(name)) === true &&
        error.also.every((one) => one.role !== 'consequence');
      expect(atItself || inOneTotal, `${name}: ${errors.map(told).join()}`).toBe(true);
    }
  }, 60_000);

  test('no figure changed by 0.01 is an error', () => {
    for (const { name, text } of figures()) {
      if (text === '') continue;
      const errors = relationalErrors(golden({ [name]: (Number(text) + 0.01).toFixed(2) }).text);
      expect(errors.map(told), name).toEqual([]);
    }
  }, 60_000);

  test('every figure of the narrative changed is one error on its line', () => {
    const lines = golden().text.split('\n');
    for (const name of [
      'overview',
      'income',
      'expenditure',
      'fiscal',
      'general-overall',
      'general-structure',
      'basic',
      'three-public',
      'reception',
      'running-cost',
    ]) {
      const line = golden().line(`narrative/${name}`);
      const sentence = lines[line - 1] ?? '';
      for (const match of sentence.matchAll(/(\d+(?:\.\d+)?)(万元|%)/g)) {
        const printed = `${(Number(match[1]) * 1.1 + 1).toFixed(2)}${match[2]}`;
        const changed = `${sentence.slice(0, match.index)}${printed}${sentence.slice(match.index + match[0].length)}`;
        const errors = relationalErrors(golden({ [`narrative/${name}`]: changed }).text);
        expect(
          errors.map((error) => error.place.line),
          `${name} ${match[0]}: ${errors.map(told).join()}`,
        ).toEqual([line]);
        // A change and its rate stand against each other alone: the rate is accused.
        const [error] = errors;
        const isItself = error?.stated === printed;
        expect(
          isItself || error?.also.some((one) => one.stated === printed),
          `${name} ${match[0]}: ${errors.map(told).join()}`,
        ).toBe(true);
      }
    }
  }, 60_000);
});
