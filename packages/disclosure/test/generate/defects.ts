/**
 * Planted defects: each changes one thing that a disclosure prints and says what finding an auditor owes for it. The
 * family is one of those listed in the labels; where a reasonable auditor could file it under several, all are listed.
 */
import { type Chance, chance } from './chance.ts';
import { economicNames } from './codes.ts';
import { type Generated } from './document.ts';
import { printScaled } from './money.ts';
import { appendTo, labels, mark, type Paper, setLabel, without } from './paper.ts';

export interface Planted {
  readonly paper: Paper;
  /** Labels (or block, row and paragraph ids) on one of whose lines one of the finding's places must stand. */
  readonly at: readonly string[];
  /** What was changed, for people. */
  readonly what: string;
}

export interface Defect {
  readonly name: string;
  readonly families: readonly string[];
  readonly severities: readonly ('error' | 'rounding' | 'presentation')[];
  /** True where more than one cell is missing, so that no single cell can be the one root. */
  readonly several?: boolean;
  /** Null where this document has nothing to plant it in. */
  plant(generated: Generated, source: Chance): Planted | null;
}

const error = ['error'] as const;
const presentation = ['presentation'] as const;
const either = ['error', 'presentation'] as const;

interface Figure {
  readonly value: bigint;
  readonly places: number;
  readonly thousands: boolean;
  readonly suffix: string;
}

function figure(text: string): Figure | null {
  const match = /^(\d[\d,]*)(?:\.(\d+))?(%?)$/.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = '', suffix = ''] = match;
  return {
    value: BigInt(whole.replaceAll(',', '') + decimals),
    places: decimals.length,
    thousands: whole.includes(','),
    suffix,
  };
}

function print(value: bigint, like: Figure): string {
  const text = printScaled(value, like.places);
  const [whole = '', decimals] = text.split('.');
  const grouped = like.thousands ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole;
  return (decimals === undefined ? grouped : `${grouped}.${decimals}`) + like.suffix;
}

/** The figure raised by a fourteenth and at least `least` units: far beyond what rounding can explain. */
export function raised(text: string, least: number): string {
  const one = figure(text);
  if (one === null) throw new Error(`not a figure: ${text}`);
  const unit = 10n ** BigInt(one.places);
  const step = one.value / 14n + BigInt(least) * unit;
  return print(one.value + step, one);
}

function scaled(text: string, shift: number): string {
  const one = figure(text);
  if (one === null) throw new Error(`not a figure: ${text}`);
  if (shift >= 0) {
    const places = Math.max(0, one.places - shift);
    const value = one.value * 10n ** BigInt(Math.max(0, shift - one.places));
    return print(value, { ...one, places });
  }
  return print(one.value, { ...one, places: one.places - shift });
}

/** Two neighbouring different digits of the whole part swapped: 1552 → 1525. Null if there are none. */
function swapped(text: string): string | null {
  const whole = text.split('.')[0] ?? '';
  for (let at = whole.length - 2; at >= 0; at -= 1) {
    const a = whole[at] ?? '';
    const b = whole[at + 1] ?? '';
    if (/\d/.test(a) && /\d/.test(b) && a !== b && (at > 0 || b !== '0')) {
      return text.slice(0, at) + b + a + text.slice(at + 2);
    }
  }
  return null;
}

interface Found {
  readonly id: string;
  readonly text: string;
}

/** Labels that match and carry a figure other than zero (or any text, if `any`). */
function matching(generated: Generated, pattern: RegExp, any = false): readonly Found[] {
  return [...labels(generated.paper)]
    .filter(([id, text]) => pattern.test(id) && (any ? text !== '' : figure(text) !== null && !/^[0.,%]+$/.test(text)))
    .map(([id, text]) => ({ id, text }));
}

function least(generated: Generated, id: string): number {
  return id.startsWith('t/') && generated.template.tableUnit === '元' ? 40_000 : 4;
}

/** Changes one figure that matches. */
function changing(
  name: string,
  pattern: RegExp,
  families: readonly string[],
  edit: (text: string, leastUnits: number) => string | null = raised,
  options: {
    readonly severities?: Defect['severities'];
    readonly any?: boolean;
    readonly keep?: (found: Found, generated: Generated) => boolean;
  } = {},
): Defect {
  return {
    name,
    families,
    severities: options.severities ?? error,
    plant(generated, source) {
      const candidates = matching(generated, pattern, options.any ?? false).filter(
        (found) => options.keep?.(found, generated) ?? true,
      );
      if (candidates.length === 0) return null;
      const { id, text } = source.pick(candidates);
      const wrong = edit(text, least(generated, id));
      if (wrong === null || wrong === text) return null;
      return { paper: setLabel(generated.paper, id, wrong), at: [id], what: `${id}: ${text} → ${wrong}` };
    },
  };
}

/** Appends a sentence to a paragraph that matches. */
function appending(
  name: string,
  pattern: RegExp,
  families: readonly string[],
  severities: Defect['severities'],
  added: (generated: Generated) => string,
): Defect {
  return {
    name,
    families,
    severities,
    plant(generated, source) {
      const ids = generated.paper.blocks.flatMap((block) =>
        block.kind === 'paragraph' && pattern.test(block.id) ? [block.id] : [],
      );
      if (ids.length === 0) return null;
      const id = source.pick(ids);
      const text = added(generated);
      return {
        paper: appendTo(generated.paper, id, mark('x/added', text)),
        at: [id, 'x/added'],
        what: `${id}: + ${text}`,
      };
    },
  };
}

function defect(
  name: string,
  families: readonly string[],
  severities: Defect['severities'],
  plant: (generated: Generated, source: Chance) => Planted | null,
): Defect {
  return { name, families, severities, plant };
}

/** A defect that takes away several cells at once. */
function several(...parameters: Parameters<typeof defect>): Defect {
  return { ...defect(...parameters), several: true };
}

const table = ['tab', 'xtab', 'narr-tab'];
const narrated = ['narr-tab', 'narr-sum', 'narr-int'];
const rates = ['pct', 'unit'];
const growths = ['growth', 'pct', 'narr-int', 'copy', 'narr-sum'];

const item = (prefix: string, column: string): RegExp => new RegExp(`^t/${prefix}/\\d{7}/${column}$`);
const bigEnough = (found: Found): boolean => Number(found.text.replaceAll(',', '')) >= 10;
const add3 = (text: string): string => String(Number(text) + 3);

/** A row with several siblings, so that its parent does not simply repeat it. */
function hasSiblings(found: Found, generated: Generated): boolean {
  const match = /\/(\d{7})\//.exec(found.id);
  const code = match?.[1] ?? '';
  return (
    generated.year.items.filter(
      (one) => one.code.startsWith(code.slice(0, 5)) && one.basic + one.project > 0n && one.budget === 'general',
    ).length > 1
  );
}

const tableDefects: readonly Defect[] = [
  changing('table-01-income-line-changed', /^t\/income-expenditure-summary\/income\/general$/, table),
  changing('table-01-year-income-changed', /^t\/income-expenditure-summary\/income\/year-total$/, table),
  changing('table-01-year-expenditure-changed', /^t\/income-expenditure-summary\/expenditure\/year-total$/, table),
  changing('table-01-income-total-changed', /^t\/income-expenditure-summary\/income\/total$/, table),
  changing('table-01-expenditure-total-changed', /^t\/income-expenditure-summary\/expenditure\/total$/, table),
  changing('table-01-class-changed', /^t\/income-expenditure-summary\/class:210$/, table),
  changing('table-01-closing-changed', /^t\/income-expenditure-summary\/expenditure\/closing$/, table),
  changing('table-02-total-changed', /^t\/income\/total\/total$/, table),
  changing('table-02-item-source-changed', item('income', 'fiscal'), table),
  changing('table-02-item-row-sum-changed', item('income', 'total'), table, raised, { keep: hasSiblings }),
  changing('table-02-class-changed', /^t\/income\/\d{3}\/total$/, table),
  changing('table-03-total-changed', /^t\/expenditure\/total\/total$/, table),
  changing('table-03-item-basic-changed', item('expenditure', 'basic'), table),
  changing('table-03-item-project-changed', item('expenditure', 'project'), table),
  changing('table-03-class-changed', /^t\/expenditure\/210\/total$/, table),
  changing('table-03-section-changed', /^t\/expenditure\/21015\/total$/, table),
  changing('table-03-total-basic-changed', /^t\/expenditure\/total\/basic$/, table),
  changing('table-04-income-changed', /^t\/fiscal-summary\/income\/general$/, table),
  changing('table-04-class-total-changed', /^t\/fiscal-summary\/class:210\/total$/, table),
  changing('table-04-class-general-changed', /^t\/fiscal-summary\/class:210\/general$/, table),
  changing('table-04-year-total-changed', /^t\/fiscal-summary\/year-total\/total$/, table),
  changing('table-04-total-changed', /^t\/fiscal-summary\/total\/total$/, table),
  changing('table-04-closing-changed', /^t\/fiscal-summary\/closing\/total$/, table),
  changing('table-05-total-changed', /^t\/general-public-expenditure\/total\/total$/, table),
  changing('table-05-total-project-changed', /^t\/general-public-expenditure\/total\/project$/, table),
  changing('table-05-item-total-changed', item('general-public-expenditure', 'total'), table, raised, {
    keep: hasSiblings,
  }),
  changing('table-05-item-project-changed', item('general-public-expenditure', 'project'), table),
  changing('table-05-section-digits-swapped', /^t\/general-public-expenditure\/\d{5}\/(total|basic)$/, table, swapped, {
    keep: bigEnough,
  }),
  changing('table-03-item-tenfold', item('expenditure', 'total'), [...table, 'unit'], (text) => scaled(text, 1), {
    keep: hasSiblings,
  }),
  changing('table-06-line-changed', /^t\/basic-expenditure-detail\/30[123]\d\d$/, table, raised, {
    // Lines that other tables bound from above are another defect.
    keep: (found) => !/30(108|109|110|111|113|212|217|231)$/.test(found.id),
  }),
  changing('table-06-class-changed', /^t\/basic-expenditure-detail\/30[12]$/, table),
  changing('table-06-personnel-changed', /^t\/basic-expenditure-detail\/personnel$/, table),
  changing('table-06-public-changed', /^t\/basic-expenditure-detail\/public$/, table),
  changing('fund-table-income-changed', /^t\/government-fund\/total\/income$/, table),
  changing('fund-table-item-project-changed', /^t\/government-fund\/2296013\/project$/, table),
  changing('three-public-table-total-changed', /^t\/three-public\/final\/total$/, table),
  changing('three-public-table-budget-total-changed', /^t\/three-public\/budget\/total$/, table),
  changing('three-public-table-vehicles-changed', /^t\/three-public\/final\/vehicles$/, table),
  changing('three-public-table-reception-changed', /^t\/three-public\/final\/reception$/, table),
  changing('statistics-procurement-changed', /^t\/disclosure-statistics\/procurement\/total$/, table),
  changing(
    'statistics-vehicles-changed',
    /^t\/disclosure-statistics\/vehicles\/total$/,
    [...table, 'narr-int', 'staff'],
    add3,
  ),
  several('table-05-row-missing', table, error, (generated, source) => {
    const rows = matching(generated, item('general-public-expenditure', 'total')).filter((found) =>
      hasSiblings(found, generated),
    );
    if (rows.length === 0) return null;
    const code = /\d{7}/.exec(source.pick(rows).id)?.[0] ?? '';
    const at = ['total', code.slice(0, 3), code.slice(0, 5)].map((key) => `t/general-public-expenditure/${key}/total`);
    return {
      paper: without(generated.paper, `t/general-public-expenditure/${code}`),
      at: [...at, `n/general/item/${code}/final`],
      what: `table 05 without the row ${code}`,
    };
  }),
  defect('table-03-cell-blank', ['tab', 'xtab', 'blank'], error, (generated, source) => {
    const cells = matching(generated, item('expenditure', 'total')).filter((found) => hasSiblings(found, generated));
    if (cells.length === 0) return null;
    const { id } = source.pick(cells);
    return { paper: setLabel(generated.paper, id, ''), at: [id], what: `${id} left blank` };
  }),
  defect('table-unit-wrong', ['unit', 'meta'], error, (generated) => {
    const id = 't/general-public-expenditure/unit';
    const text = labels(generated.paper).get(id) ?? '';
    const wrong = text.endsWith('万元') ? text.replace('万元', '元') : text.replace('元', '万元');
    return {
      paper: setLabel(generated.paper, id, wrong),
      at: [id, 't/general-public-expenditure'],
      what: `${id}: ${text} → ${wrong}`,
    };
  }),
  changing(
    'table-department-blank',
    /^t\/(income|expenditure|three-public)\/department$/,
    ['meta', 'disc', 'blank'],
    (text) => text.replace(/：.*$/, '：'),
    {
      severities: presentation,
      any: true,
    },
  ),
  changing(
    'table-of-another-unit',
    /^t\/(income|expenditure|fiscal-summary)\/department$/,
    ['meta'],
    (text) => text.replace(/：.*$/, '：白沙塘县医疗保障局'),
    {
      severities: either,
      any: true,
    },
  ),
  changing('table-number-repeated', /^t\/fiscal-summary\/number$/, ['meta'], (text) => text.replace('4', '3'), {
    severities: presentation,
    any: true,
  }),
  changing(
    'table-year-wrong',
    /^t\/[a-z-]+\/year$/,
    ['year', 'meta', 'date'],
    (text) => text.replace(/\d{4}/, (year) => String(Number(year) - 1)),
    {
      severities: either,
      any: true,
    },
  ),
  defect('empty-table-without-reason', ['disc', 'expl', 'blank', 'tab'], either, (generated) => {
    // Only where neither the note nor the narrative nor a list gives the reason.
    if (generated.template.indexTable) return null;
    const id = 't/government-fund/reason';
    const paper = generated.paper.blocks.some(
      (block) => block.kind === 'table' && block.notes.some((note) => note.id === id),
    )
      ? without(generated.paper, id)
      : null;
    if (paper === null) return null;
    const bare = paper.blocks.some((block) => block.id === 'n/fund/text')
      ? without(without(paper, 'n/fund/text'), 'n/fund/heading')
      : paper;
    return {
      paper: bare,
      at: ['t/government-fund', 't/government-fund/title', 't/government-fund/note'],
      what: 'empty fund table without a reason anywhere',
    };
  }),
  defect('table-missing', ['disc', 'tab', 'meta'], either, (generated) => ({
    paper: without(generated.paper, 't/expenditure'),
    at: ['p/tables', 'c/tables/expenditure', 'l/tables/expenditure', 'n/expenditure/heading', 'title/1', 'title/2'],
    what: 'the expenditure table is missing',
  })),
  defect('list-of-empty-tables-wrong', ['disc', 'blank', 'tab', 'meta'], either, (generated) => {
    const id = 'l/tables/government-fund/empty';
    if (labels(generated.paper).get(id) !== '是') return null;
    const paper = setLabel(setLabel(generated.paper, id, '否'), 'l/tables/government-fund/reason', '');
    return {
      paper,
      at: [id, 't/government-fund', 't/government-fund/title', 'n/fund/text'],
      what: 'an empty table is listed as not empty',
    };
  }),
];

const hundredthUp = (text: string): string => {
  const one = figure(text);
  if (one === null) return text;
  return print(one.value + 3n * 10n ** BigInt(one.places), one);
};

/** A share or rate moved by three points, downwards when it would pass a hundred. */
const moved = (text: string): string | null => {
  const one = figure(text);
  if (one === null) return null;
  const three = 3n * 10n ** BigInt(one.places);
  return print(
    one.value + three > 100n * 10n ** BigInt(one.places) && one.value > three ? one.value - three : one.value + three,
    one,
  );
};

const flipped = (text: string): string =>
  text.replace(/增加|增长|上升|增幅|减少|下降|降低|降幅|大于|小于/, (word) => {
    const pairs: Readonly<Record<string, string>> = {
      增加: '减少',
      增长: '下降',
      上升: '下降',
      增幅: '降幅',
      减少: '增加',
      下降: '增长',
      降低: '增长',
      降幅: '增幅',
      大于: '小于',
      小于: '大于',
    };
    return pairs[word] ?? word;
  });

const narrativeDefects: readonly Defect[] = [
  changing('narrative-overall-total-changed', /^n\/overall\/total$/, narrated),
  changing('narrative-income-total-changed', /^n\/income\/total$/, narrated),
  changing('narrative-income-part-changed', /^n\/income\/fiscal$/, [...narrated, 'pct']),
  changing('narrative-expenditure-total-changed', /^n\/expenditure\/total$/, narrated),
  changing('narrative-basic-of-expenditure-changed', /^n\/expenditure\/basic$/, [...narrated, 'pct']),
  changing('narrative-fiscal-total-changed', /^n\/fiscal\/total$/, narrated),
  changing('narrative-general-total-changed', /^n\/general\/total$/, narrated),
  changing('narrative-general-structure-total-changed', /^n\/general\/structure\/total$/, narrated),
  changing('narrative-class-changed', /^n\/general\/class\/\d{3}$/, [...narrated, 'pct']),
  changing('narrative-item-final-changed', /^n\/general\/(item\/\d{7}|class-detail\/\d{3})\/final$/, narrated),
  changing('narrative-item-budget-changed', /^n\/general\/(item\/\d{7}|class-detail\/\d{3})\/budget$/, [
    ...narrated,
    'pct',
  ]),
  changing('narrative-detail-budget-changed', /^n\/general\/detail\/budget$/, [...narrated, 'pct']),
  changing('narrative-basic-total-changed', /^n\/basic\/total$/, [...narrated, 'xtab']),
  changing('narrative-personnel-changed', /^n\/basic\/personnel$/, [...narrated, 'pct', 'xtab']),
  changing('narrative-public-digits-swapped', /^n\/basic\/public$/, [...narrated, 'pct', 'xtab'], swapped, {
    keep: bigEnough,
  }),
  changing('narrative-economic-line-changed', /^n\/basic\/\d{5}$/, narrated),
  changing('narrative-three-public-final-changed', /^n\/three-public\/final$/, [...narrated, 'pct']),
  changing('narrative-three-public-budget-changed', /^n\/three-public\/budget$/, [...narrated, 'pct']),
  changing('narrative-reception-changed', /^n\/three-public\/reception\/final$/, [...narrated, 'pct']),
  changing('narrative-reception-detail-changed', /^n\/three-public\/detail\/reception$/, narrated),
  changing('narrative-vehicle-running-changed', /^n\/three-public\/running\/final$/, [...narrated, 'pct']),
  changing('narrative-fund-expenditure-changed', /^n\/fund\/total$/, narrated),
  changing('narrative-running-cost-changed', /^n\/running\/total$/, [...narrated, 'xtab', 'growth']),
  changing('narrative-meeting-changed', /^n\/three-public\/(meeting|training)\/final$/, [...narrated, 'pct']),
  changing('narrative-procurement-total-changed', /^n\/procurement\/total$/, [...narrated, 'pct']),
  changing('narrative-procurement-part-changed', /^n\/procurement\/(goods|services)$/, narrated),
  changing('procurement-medium-above-total', /^n\/procurement\/medium$/, [...narrated, 'pct'], (text) =>
    scaled(text, 1),
  ),
  changing('narrative-income-share-wrong', /^n\/income\/(fiscal|other)\/share$/, rates, moved),
  changing('narrative-expenditure-share-wrong', /^n\/expenditure\/(basic|project)\/share$/, rates, moved),
  changing('narrative-share-hundredth', /^n\/expenditure\/project\/share$/, rates, (text) => scaled(text, -2)),
  changing('narrative-general-share-wrong', /^n\/general\/share$/, rates, moved),
  changing('narrative-class-share-wrong', /^n\/general\/class\/\d{3}\/share$/, rates, moved),
  changing('narrative-personnel-share-wrong', /^n\/basic\/(personnel|public)\/share$/, rates, moved),
  changing(
    'narrative-three-public-share-wrong',
    /^n\/three-public\/composition\/(reception|vehicles)\/share$/,
    rates,
    moved,
  ),
  changing('procurement-share-above-hundred', /^n\/procurement\/medium\/share$/, [...rates, 'perf-pct'], () => '120'),
  changing('procurement-micro-share-wrong', /^n\/procurement\/micro\/share$/, rates, moved),
  changing('narrative-item-rate-wrong', /^n\/general\/(item\/\d{7}|class-detail\/\d{3})\/rate$/, rates, hundredthUp),
  changing('narrative-detail-rate-wrong', /^n\/general\/detail\/rate$/, rates, hundredthUp),
  changing(
    'narrative-three-public-rate-wrong',
    /^n\/three-public\/(rate|reception\/rate|running\/rate)$/,
    rates,
    moved,
  ),
  changing('narrative-growth-wrong', /^n\/(overall|fiscal|general|running)\/growth$/, growths, hundredthUp),
  changing(
    'narrative-three-public-growth-wrong',
    /^n\/three-public\/(growth|reception\/growth|running\/growth)$/,
    growths,
    hundredthUp,
  ),
  changing('narrative-growth-hundredfold', /^n\/(overall|fiscal|general)\/growth$/, [...growths, 'unit'], (text) =>
    scaled(text, 2),
  ),
  changing('narrative-change-amount-wrong', /^n\/(overall|fiscal|general|running)\/change$/, growths, raised, {
    keep: (found, generated) => labels(generated.paper).has(found.id.replace('change', 'growth')),
  }),
  changing('narrative-direction-word-flipped', /^n\/(overall|fiscal|general|running)\/direction$/, growths, flipped, {
    any: true,
    keep: (found, generated) => labels(generated.paper).has(found.id.replace('direction', 'growth')),
  }),
  defect('narrative-both-directions-flipped', growths, error, (generated, source) => {
    const ids = matching(generated, /^n\/(overall|fiscal|general|running)\/direction$/, true).filter((found) =>
      labels(generated.paper).has(`${found.id}2`),
    );
    if (ids.length === 0) return null;
    const { id, text } = source.pick(ids);
    // A tiny change is the same in both directions.
    const growth = Number((labels(generated.paper).get(id.replace('direction', 'growth')) ?? '0').replaceAll(',', ''));
    if (growth < 3) return null;
    const second = labels(generated.paper).get(`${id}2`) ?? '';
    const paper = setLabel(setLabel(generated.paper, id, flipped(text)), `${id}2`, flipped(second));
    return { paper, at: [id], what: `${id}: ${text}${second} → ${flipped(text)}${flipped(second)}` };
  }),
  changing(
    'narrative-comparison-word-flipped',
    /\/compare$/,
    ['growth', 'pct', 'narr-int', 'narr-tab', 'expl'],
    flipped,
    { any: true },
  ),
  defect('rate-over-zero-budget', ['pct'], error, (generated, source) => {
    const zero = [...labels(generated.paper)]
      .filter(([id, text]) => /^n\/general\/(item|class-detail)\/\d+\/budget$/.test(id) && /^[0.]+$/.test(text))
      .map(([id]) => id);
    if (zero.length === 0) return null;
    const id = source.pick(zero);
    const at = id.replace(/budget$/, 'text');
    return {
      paper: appendTo(generated.paper, at, mark('x/added', '完成年初预算的100%。')),
      at: [at, 'x/added', id],
      what: `${at}: a rate over a budget of zero`,
    };
  }),
  changing(
    'narrative-unit-yuan',
    /^n\/(income|expenditure|general|fiscal)\/total\/unit$/,
    ['unit', 'narr-tab'],
    () => '元',
    { any: true },
  ),
  changing(
    'narrative-unit-hundred-million',
    /^n\/(overall|income|basic)\/total\/unit$/,
    ['unit', 'narr-tab'],
    () => '亿元',
    { any: true },
  ),
  changing('narrative-amount-tenfold', /^n\/(overall|fiscal|general)\/total$/, ['unit', ...narrated], (text) =>
    scaled(text, 1),
  ),
  changing('narrative-amount-hundredth', /^n\/(income|expenditure)\/total$/, ['unit', ...narrated], (text) =>
    scaled(text, -2),
  ),
  changing('narrative-amount-in-yuan', /^n\/(general|basic)\/total$/, ['unit', ...narrated], (text) => scaled(text, 4)),
  changing(
    'narrative-year-wrong',
    /^n\/(income|expenditure)\/year$/,
    ['year', 'date', 'narr-int'],
    (text) => String(Number(text) - 1),
    { any: true, severities: either },
  ),
  changing(
    'narrative-part-year-wrong',
    /^p\/narrative\/text$/,
    ['year', 'meta', 'date'],
    (text) => text.replace(/\d{4}/, (year) => String(Number(year) - 2)),
    { any: true, severities: either },
  ),
  changing('impossible-date', /^n\/assets\/date$/, ['date'], (text) => text.replace('12月31日', '12月32日'), {
    any: true,
  }),
  changing(
    'balance-date-of-another-year',
    /^n\/assets\/date$/,
    ['date', 'year'],
    (text) => text.replace(/\d{4}/, (year) => String(Number(year) - 1)),
    { any: true },
  ),
  changing(
    'report-signed-before-year-end',
    /^r\/date\/text$/,
    ['date'],
    (text) => text.replace(/^\d{4}/, (year) => String(Number(year) - 1)).replace(/年\d+月/, '年3月'),
    { any: true },
  ),
  changing(
    'report-title-year-wrong',
    /^r\/title\/text$/,
    ['year', 'date', 'meta'],
    (text) => text.replace(/\d{4}/, (year) => String(Number(year) - 1)),
    { any: true, severities: either },
  ),
  changing('report-total-changed', /^r\/total$/, [...narrated, 'pct']),
  changing('report-share-wrong', /^r\/(basic|project)\/share$/, rates, moved),
  changing('report-projects-do-not-add-up', /^r\/projects$/, ['narr-sum', 'narr-form', 'narr-int', 'perf-cov'], raised),
  changing('report-project-differs-from-form', /^r\/project\/\d{7}$/, ['narr-form', 'narr-sum', 'narr-int'], raised),
  changing('report-staff-differs', /^r\/posts$/, ['staff', 'narr-form', 'narr-int', 'perf-form'], add3),
  changing('vehicles-do-not-add-up', /^n\/assets\/vehicles$/, ['narr-sum', 'narr-int', 'narr-tab', 'staff'], add3),
  changing('vehicles-kept-differ', /^n\/three-public\/detail\/kept$/, ['narr-int', 'narr-tab', 'staff'], add3),
  changing('staff-posts-do-not-add-up', /^n\/staff\/posts$/, ['staff', 'narr-sum', 'narr-form', 'narr-int'], add3),
  changing('staff-in-post-do-not-add-up', /^n\/staff\/in-post$/, ['staff', 'narr-sum', 'narr-form', 'narr-int'], add3),
  changing('offices-miscounted', /^n\/offices\/count$/, ['staff', 'narr-sum', 'narr-int'], add3, {
    severities: either,
  }),
  defect('reception-batches-without-spending', ['narr-int', 'blank', 'narr-tab'], error, (generated) => {
    if (generated.year.threePublicFinal.reception > 0n) return null;
    const paper = setLabel(
      setLabel(generated.paper, 'n/three-public/detail/batches', '12'),
      'n/three-public/detail/persons',
      '86',
    );
    return { paper, at: ['n/three-public/detail/batches'], what: 'twelve batches received for nothing' };
  }),
  defect('vehicles-kept-for-nothing', ['narr-int', 'narr-tab', 'narr-sum'], error, (generated) => {
    const id = 'n/three-public/detail/bought';
    if (generated.year.threePublicFinal.purchase > 0n || !labels(generated.paper).has(id)) return null;
    return { paper: setLabel(generated.paper, id, '1'), at: [id], what: 'a vehicle bought without purchase money' };
  }),
  defect('fewer-persons-than-batches', ['narr-int', 'staff', 'narr-sum'], either, (generated) => {
    const { batches } = generated.year.reception;
    if (batches < 3) return null;
    return {
      paper: setLabel(generated.paper, 'n/three-public/detail/persons', String(batches - 2)),
      at: ['n/three-public/detail/persons'],
      what: 'fewer persons than batches',
    };
  }),
  defect('name-list-names-an-empty-line', ['xtab-narr', 'narr-tab'], either, (generated, source) => {
    const id = 'n/basic/public/names';
    const text = labels(generated.paper).get(id);
    const empty = ['30208', '30203', '30218', '30224', '30225'].filter((code) => !generated.year.economic.has(code));
    if (text === undefined || empty.length === 0) return null;
    const name = economicNames[source.pick(empty)] ?? '';
    return {
      paper: setLabel(generated.paper, id, `${text}、${name}`),
      at: [id],
      what: `the list names ${name}, which is blank in table 06`,
    };
  }),
  defect('name-list-leaves-one-out', ['xtab-narr', 'narr-tab'], either, (generated) => {
    const id = 'n/basic/personnel/names';
    const text = labels(generated.paper).get(id);
    const names = text?.split('、') ?? [];
    const left = names[1];
    if (left === undefined || names.length < 4) return null;
    return {
      paper: setLabel(generated.paper, id, names.filter((name) => name !== left).join('、')),
      at: [id],
      what: `the list leaves out ${left}`,
    };
  }),
  appending(
    'template-instruction-left',
    /^n\/(procurement|assets|performance)\/text$/,
    ['tmpl'],
    presentation,
    () => '（如有其他情况，请在此处说明，没有则删除本句）',
  ),
  appending(
    'template-hint-left',
    /^n\/(overall|running|general)\/text$/,
    ['tmpl'],
    presentation,
    () => '（数据为空时应作文字说明，发布时请删除）',
  ),
  appending(
    'placeholder-xx',
    /^n\/(procurement|running|income)\/text$/,
    ['tmpl'],
    presentation,
    () => '其中XX万元用于XX项目。',
  ),
  appending(
    'placeholder-crosses',
    /^n\/(assets|expenditure|fiscal)\/text$/,
    ['tmpl'],
    presentation,
    () => '具体为××××。',
  ),
  appending(
    'placeholder-underscores',
    /^n\/(procurement|overall)\/text$/,
    ['tmpl'],
    presentation,
    () => '主要用于____等方面。',
  ),
  appending(
    'personal-name',
    /^n\/(overall|fiscal)\/text$/,
    ['pii'],
    either,
    (generated) => `其中${generated.year.year - 1}年调出事业人员周建平的工资在本单位列支。`,
  ),
  appending(
    'word-repeated',
    /^n\/(basic|income|running)\/text$/,
    ['typo'],
    presentation,
    () => '主要包括包括日常办公支出。',
  ),
  appending('stop-repeated', /^n\/(overall|assets|running)\/text$/, ['typo'], presentation, () => '。'),
  appending(
    'bracket-not-closed',
    /^n\/(performance|procurement|assets)\/text$/,
    ['typo'],
    presentation,
    () => '有关情况已按规定公开（详见附件。',
  ),
];

const formCell = (pattern: string): RegExp => new RegExp(`^f/(overall|project/\\d{7})/${pattern}$`);

const formDefects: readonly Defect[] = [
  changing('form-indicator-points-changed', formCell('indicator/\\d/points'), ['perf-pts', 'perf-score'], (text) =>
    String(Number(text) + 10),
  ),
  changing('form-total-points-changed', formCell('total/points'), ['perf-pts'], () => '110'),
  changing(
    'form-announced-points-differ',
    formCell('indicator/0/level1'),
    ['perf-pts'],
    (text) => text.replace('50', '40'),
    { any: true },
  ),
  changing('form-total-score-changed', formCell('total/score'), ['perf-score', 'perf-pts', 'narr-form'], (text) =>
    String(Math.round((Number(text) - 4) * 100) / 100),
  ),
  changing('form-indicator-score-changed', formCell('indicator/[0-5]/score'), ['perf-score'], (text) =>
    String(Number(text) - 4),
  ),
  changing('form-score-above-points', formCell('indicator/[0-5]/score'), ['perf-score', 'perf-pts'], (text) =>
    String(Number(text) + 2),
  ),
  changing('form-total-score-blank', formCell('total/score'), ['perf-blank'], () => ''),
  changing('form-execution-score-blank', formCell('funds/total/score'), ['perf-blank', 'perf-score'], () => ''),
  changing(
    'form-execution-rate-wrong',
    formCell('funds/total/rate'),
    ['perf-exec', 'pct'],
    (text) => `${Math.round((Number(text.replace('%', '')) - 12) * 100) / 100}%`,
  ),
  changing('form-execution-score-wrong', formCell('funds/total/score'), ['perf-exec', 'perf-score'], () => '5'),
  changing(
    'form-executed-changed',
    formCell('funds/total/executed'),
    ['perf-exec', 'perf-form', 'narr-form'],
    (text) => {
      const one = figure(text);
      return one === null ? null : print(one.value / 2n, one);
    },
  ),
  changing(
    'form-annual-budget-changed',
    formCell('funds/total/annual'),
    ['perf-exec', 'perf-form', 'narr-form'],
    (text) => raised(text, 4),
  ),
  defect('form-actual-below-target', ['perf-dir', 'perf-score'], error, (generated, source) => {
    const targets = matching(generated, formCell('indicator/[01]/target'), true).filter((found) =>
      /^≥\d/.test(found.text),
    );
    if (targets.length === 0) return null;
    const { id, text } = source.pick(targets);
    const actual = id.replace('target', 'actual');
    const number = /\d+/.exec(text)?.[0] ?? '1';
    const wrong = text.replace('≥', '').replace(/[\d.]+/, String(Math.max(1, Math.floor(Number(number) / 2))));
    return {
      paper: setLabel(generated.paper, actual, wrong),
      at: [actual, id],
      what: `${actual}: ${wrong} against ${text} with full marks`,
    };
  }),
  defect('form-target-sign-turned', ['perf-dir'], error, (generated, source) => {
    const targets = matching(generated, formCell('indicator/[01]/target'), true).filter((found) => {
      const actual = labels(generated.paper).get(found.id.replace('target', 'actual')) ?? '';
      return (
        found.text.startsWith('≥') &&
        Number(/[\d.]+/.exec(actual)?.[0] ?? 0) > Number(/[\d.]+/.exec(found.text)?.[0] ?? 0)
      );
    });
    if (targets.length === 0) return null;
    const { id, text } = source.pick(targets);
    return {
      paper: setLabel(generated.paper, id, text.replace('≥', '≤')),
      at: [id, id.replace('target', 'actual')],
      what: `${id}: ${text} turned into ≤`,
    };
  }),
  defect('form-actual-copied-from-target', ['perf-evid'], presentation, (generated, source) => {
    const targets = matching(generated, formCell('indicator/\\d/target'), true).filter((found) =>
      /^[≥≤]/.test(found.text),
    );
    if (targets.length === 0) return null;
    const { id, text } = source.pick(targets);
    const actual = id.replace('target', 'actual');
    return {
      paper: setLabel(generated.paper, actual, text),
      at: [actual],
      what: `${actual}: ${text} copied from the target`,
    };
  }),
  changing(
    'form-actual-vague',
    formCell('indicator/[01]/actual'),
    ['perf-evid'],
    (text) => text.replace(/^([\d.]+)(.*)$/, '$1余$2'),
    { any: true, severities: presentation },
  ),
  changing('form-target-blank', formCell('indicator/[0-3]/target'), ['perf-target', 'perf-blank'], () => '', {
    any: true,
    severities: either,
  }),
  changing('form-actual-blank', formCell('indicator/[0-3]/actual'), ['perf-blank', 'perf-evid'], () => '', {
    any: true,
    severities: either,
  }),
  changing('form-score-blank', formCell('indicator/[0-3]/score'), ['perf-blank', 'perf-score'], () => '', {
    any: true,
    severities: either,
  }),
  changing('form-satisfaction-impossible', formCell('indicator/7/actual'), ['perf-pct', 'perf-evid'], () => '105%', {
    any: true,
  }),
  defect('form-units-differ', ['perf-unit'], presentation, (generated, source) => {
    const targets = matching(generated, formCell('indicator/[01]/target'), true).filter((found) =>
      /人$/.test(found.text),
    );
    if (targets.length === 0) return null;
    const { id } = source.pick(targets);
    const actual = id.replace('target', 'actual');
    const text = labels(generated.paper).get(actual) ?? '';
    return {
      paper: setLabel(generated.paper, actual, `${text}次`),
      at: [actual, id],
      what: `${actual}: 人次 against 人`,
    };
  }),
  defect('form-goal-copied-from-another-project', ['perf-copy'], error, (generated) => {
    const [first, second] = generated.year.projects;
    if (first === undefined || second === undefined || !['hunan', 'shaanxi'].includes(generated.template.forms))
      return null;
    const at = `f/project/${second.code}`;
    const paper = setLabel(
      setLabel(generated.paper, `${at}/goal`, first.expectedGoal),
      `${at}/outcome`,
      first.actualOutcome,
    );
    return { paper, at: [`${at}/goal`, `${at}/outcome`], what: `goal of ${second.name} copied from ${first.name}` };
  }),
  changing(
    'narrative-project-executed-changed',
    /^n\/performance\/project\/\d{7}\/executed$/,
    ['narr-form', 'pct', 'perf-int', 'narr-int'],
    raised,
    {
      keep: (_, generated) => ['hunan', 'shaanxi'].includes(generated.template.forms),
    },
  ),
  changing(
    'narrative-project-rate-wrong',
    /^n\/performance\/project\/\d{7}\/rate$/,
    ['pct', 'narr-form', 'perf-exec', 'perf-int'],
    moved,
  ),
  changing(
    'narrative-project-score-differs',
    /^n\/performance\/project\/\d{7}\/score$/,
    ['narr-form', 'perf-int', 'perf-score'],
    (text) => String(Math.round((Number(text) - 4) * 100) / 100),
    {
      keep: (_, generated) => ['hunan', 'shaanxi'].includes(generated.template.forms),
    },
  ),
  changing(
    'narrative-overall-score-differs',
    /^n\/performance\/overall\/score$/,
    ['narr-form', 'perf-int', 'perf-score', 'narr-int'],
    (text) => String(Math.round((Number(text) - 4) * 100) / 100),
    {
      keep: (_, generated) => ['hunan', 'shaanxi'].includes(generated.template.forms),
    },
  ),
  changing(
    'narrative-grade-against-score',
    /^n\/performance\/overall\/grade$/,
    ['perf-score', 'perf-int', 'narr-int', 'narr-form'],
    (text) => (text === '中' ? '优' : '中'),
    { any: true },
  ),
  changing(
    'report-grade-against-score',
    /^r\/grade$/,
    ['perf-score', 'perf-int', 'narr-int', 'narr-form'],
    (text) => (text === '中' ? '优' : '中'),
    { any: true },
  ),
  changing('narrative-coverage-share-wrong', /^n\/performance\/covered\/share$/, ['pct', 'perf-cov'], moved),
  changing(
    'narrative-coverage-amount-wrong',
    /^n\/performance\/covered$/,
    ['perf-cov', 'pct', 'narr-tab', 'narr-form', 'narr-sum'],
    raised,
  ),
  changing(
    'base-data-control-rate-wrong',
    /^f\/base\/staff\/rate$/,
    ['pct', 'perf-form', 'staff'],
    (text) => `${Number(text.replace('%', '')) - 9}%`,
  ),
  changing(
    'base-data-three-public-differs',
    /^f\/base\/reception\/final$/,
    ['perf-form', 'narr-form', 'xtab', 'tab'],
    raised,
  ),
  changing(
    'base-data-project-parts-differ',
    /^f\/base\/projects\/final$/,
    ['perf-form', 'narr-form', 'xtab', 'tab'],
    raised,
  ),
  changing('task-executed-changed', /^f\/overall\/task\/3\/executed$/, ['perf-form', 'perf-exec'], raised),
  changing('goal-period-amount-differs', /^f\/goal\/\d{7}\/funds\/total\/whole$/, ['perf-goal', 'perf-form'], (text) =>
    raised(text, 90_000),
  ),
  changing(
    'goal-source-amount-differs',
    /^f\/goal\/\d{7}\/funds\/county\/annual$/,
    ['perf-goal', 'perf-form'],
    (text) => raised(text, 90_000),
  ),
  defect('goal-sources-turned-round', ['perf-goal'], error, (generated) => {
    const project = generated.year.projects[0];
    const id = `f/goal/${project?.code}/funds`;
    const amount = labels(generated.paper).get(`${id}/county/annual`);
    if (project === undefined || amount === undefined) return null;
    const paper = setLabel(setLabel(generated.paper, `${id}/county/annual`, '0'), `${id}/province/annual`, amount);
    return {
      paper,
      at: [`${id}/county/annual`, `${id}/province/annual`],
      what: 'county money on the left, provincial on the right',
    };
  }),
  defect('goal-target-differs-between-halves', ['perf-goal', 'perf-target'], either, (generated) => {
    const project = generated.year.projects[0];
    const id = `f/goal/${project?.code}/indicator/0/annual`;
    const text = labels(generated.paper).get(id);
    if (project === undefined || text === undefined) return null;
    return {
      paper: setLabel(
        generated.paper,
        id,
        text.replace(/[\d.]+/, (number) => String(Number(number) * 2)),
      ),
      at: [id],
      what: 'a one-year project with two different targets',
    };
  }),
];

/** Every kind of planted defect. */
export const defects: readonly Defect[] = [...tableDefects, ...narrativeDefects, ...formDefects];

export function defectNamed(name: string): Defect {
  const found = defects.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no defect ${name}`);
  return found;
}

/** Plants a defect with the chance of the document's own seed. */
export function plant(generated: Generated, one: Defect): Planted | null {
  // A performance report alone has neither tables nor the narrative of the accounts.
  if (generated.template.scope === 'performance' && !formDefects.includes(one) && !one.name.startsWith('report-'))
    return null;
  return one.plant(generated, chance(generated.seed, `defect ${one.name}`));
}
