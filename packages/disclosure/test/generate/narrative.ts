/**
 * The narrative of a department year: every section, several wordings for every kind of sentence, chosen by the seed. All
 * figures are computed from fen and printed once each under a label, so that a defect can change exactly one of them:
 *
 *     n/income/total    n/general/item/2101501/rate    n/three-public/reception/direction
 */
import { type Chance } from './chance.ts';
import { economicName, functionalName } from './codes.ts';
import {
  codeTree,
  type DepartmentYear,
  economicNamesWithMoney,
  fullName,
  overallBudget,
  type Project,
  personnelMoney,
  publicMoney,
  sums,
  threePublicTotal,
  vehicleTotal,
  vehicleUses,
} from './department-year.ts';
import { type Fen, percent, sum, trimZeros, wan, wanCents, withThousands } from './money.ts';
import { mark, type PaperParagraph, type Piece, paragraph, pieces } from './paper.ts';
import { chineseNumber } from './tables.ts';
import { type Template } from './templates.ts';

/** How this document prints its figures and refers to itself. */
export interface Style {
  readonly trim: boolean;
  readonly thousands: boolean;
  readonly zero: string;
  /** 本部门, 本单位, 我局 or the bureau's name. */
  readonly self: string;
  readonly shortNames: boolean;
  readonly numbering: '、' | '.' | '（）';
}

export interface Writer {
  readonly template: Template;
  readonly year: DepartmentYear;
  readonly chance: Chance;
  readonly style: Style;
}

export function style(source: Chance, year: DepartmentYear, thousands = false): Style {
  const trim = source.likely(40);
  return {
    trim,
    thousands,
    zero: trim || source.likely(60) ? '0' : '0.00',
    self: source.pick(
      ['本部门', '本单位', '我局', year.bureau].filter((one) => year.standing === 'administration' || one !== '我局'),
    ),
    shortNames: source.likely(40),
    numbering: source.pick(['、', '.', '（）'] as const),
  };
}

/** 万元 as the document prints it. */
export function amountText(w: Writer, fen: Fen): string {
  if (wanCents(fen) === 0n) return w.style.zero;
  const text = w.style.trim ? trimZeros(wan(fen)) : wan(fen);
  return w.style.thousands ? withThousands(text) : text;
}

export function rateText(w: Writer, numerator: Fen, denominator: Fen): string {
  const text = percent(numerator, denominator);
  return w.style.trim || text === '100.00' || text === '0.00' ? trimZeros(text) : text;
}

function money(w: Writer, id: string, fen: Fen): readonly Piece[] {
  return [mark(id, amountText(w, fen)), mark(`${id}/unit`, '万元')];
}

const reasonsUp = [
  '人员工资正常晋级晋档',
  '上级下达的专项资金有所增加',
  '新增业务工作任务，相应经费增加',
  '新录用工作人员，人员经费随之增加',
  '年中追加了专项工作经费',
];
const reasonsDown = [
  '严格落实过紧日子要求，压减一般性支出',
  '部分项目按进度结算，支出相应减少',
  '人员调出，人员经费相应减少',
  '上级专项资金下达额度减少',
  '厉行节约，控制各项开支',
];

function reason(w: Writer, up: boolean): string {
  return w.chance.pick(up ? reasonsUp : reasonsDown);
}

function because(w: Writer, up: boolean): string {
  const lead = w.chance.pick(['主要原因是', '主要是因为', '主要原因：', '主要是', '变动的主要原因为']);
  return `${lead}${reason(w, up)}`;
}

/**
 * A year-on-year comparison: 与上年相比，收、支总计各增加4.28万元，增长4.25%. Unchanged and zero-base cases have wordings of
 * their own, without a rate.
 */
export function change(w: Writer, id: string, now: Fen, last: Fen, subject = ''): readonly Piece[] {
  const before = w.year.year - 1;
  const lead = w.chance.pick([
    '与上年相比，',
    '较上年',
    '比上年度',
    `与${before}年度相比，`,
    `比${before}年`,
    '与上一年度相比，',
    `较${before}年度决算数`,
    '同上年相比，',
    `相较${before}年，`,
  ]);
  const delta = wanCents(now - last);
  if (delta === 0n) {
    return [w.chance.pick([`${subject}与上年持平`, `${subject}与上年度相同`, `${subject}较上年无增减变化`])];
  }
  const amount = money(w, `${id}/change`, now > last ? now - last : last - now);
  if (last === 0n) {
    return w.chance.pick([
      () => pieces`${lead}${subject}${mark(`${id}/direction`, '增加')}${amount}（上年为0，不计算增长率）`,
      () => pieces`${lead}${subject}${mark(`${id}/direction`, '增加')}${amount}，上年无此项支出`,
    ])();
  }
  const growth = mark(`${id}/growth`, rateText(w, now > last ? now - last : last - now, last));
  const [word, rate] =
    now > last
      ? w.chance.pick([
          ['增加', '，增长'],
          ['增长', '，增长'],
          ['增加', '，增幅为'],
          ['增加', '，上升'],
          ['增加', '，增长率为'],
          ['增加', '，增幅'],
          ['增加', '，同比增长'],
          ['增加', '（增长'],
        ] as const)
      : w.chance.pick([
          ['减少', '，下降'],
          ['下降', '，下降'],
          ['减少', '，降低'],
          ['减少', '，降幅为'],
          ['减少', '，减少'],
          ['减少', '，同比下降'],
          ['减少', '，降幅达'],
          ['减少', '（下降'],
        ] as const);
  const direction = mark(`${id}/direction`, word);
  const second = mark(`${id}/direction2`, rate);
  const end = rate.startsWith('（') ? '%）' : '%';
  if (w.chance.likely(15)) {
    return pieces`${subject}比${String(before)}年度的${money(w, `${id}/prior`, last)}${direction}${amount}${second}${growth}${end}`;
  }
  if (w.chance.likely(8)) {
    return pieces`${subject.replace(/[各均]$/, '')}${String(before)}年度为${money(w, `${id}/prior`, last)}，本年${direction}${amount}${second}${growth}${end}`;
  }
  return pieces`${lead}${subject}${direction}${amount}${second}${growth}${end}`;
}

function shareWords(w: Writer, whole: string): readonly [string, string] {
  return w.chance.pick([
    ['，占', ''],
    ['，占比', ''],
    [`，占${whole}的`, ''],
    ['，所占比重为', ''],
    [`，占${whole}的比例为`, ''],
    ['（占', '）'],
    ['（占比', '）'],
    [`，约占${whole}的`, ''],
  ] as const);
}

/** 财政拨款收入1552.69万元，占100% … a list of parts with their shares. */
function parts(
  w: Writer,
  id: string,
  whole: Fen,
  wholeName: string,
  list: readonly (readonly [key: string, name: string, amount: Fen])[],
  separator: string,
): readonly (readonly Piece[])[] {
  const [before, after] = shareWords(w, wholeName);
  return list.map(([key, name, amount], index) => {
    const last = index === list.length - 1;
    const share: readonly Piece[] =
      whole === 0n ? [] : [before, mark(`${id}/${key}/share`, rateText(w, amount, whole)), `%${after}`];
    return pieces`${name}${money(w, `${id}/${key}`, amount)}${share}${last ? '。' : separator}`;
  });
}

function listParagraphs(
  w: Writer,
  id: string,
  opening: readonly Piece[],
  list: readonly (readonly Piece[])[],
): readonly PaperParagraph[] {
  if (w.chance.likely(30)) {
    return [
      paragraph(`${id}/text`, 'text', opening),
      ...list.map((one, index) => paragraph(`${id}/text/${index + 1}`, 'text', one)),
    ];
  }
  return [paragraph(`${id}/text`, 'text', opening, ...list)];
}

function overall(w: Writer): readonly PaperParagraph[] {
  const all = sums(w.year);
  const total = all.income + all.opening + all.otherOpening;
  const y = w.year.year;
  const id = 'n/overall';
  const up = total > w.year.priorTotal;
  const text = w.chance.pick([
    () =>
      pieces`${String(y)}年度收、支总计${money(w, `${id}/total`, total)}。${change(w, id, total, w.year.priorTotal, '收、支总计各')}，${because(w, up)}。`,
    () =>
      pieces`${String(y)}年度收入总计${money(w, `${id}/total`, total)}，支出总计${money(w, `${id}/total/expenditure`, total)}。${change(w, id, total, w.year.priorTotal, '收入总计和支出总计均')}，${because(w, up)}。`,
    () =>
      pieces`${w.style.self}${String(y)}年度收入总计、支出总计均为${money(w, `${id}/total`, total)}。${change(w, id, total, w.year.priorTotal)}。${because(w, up)}。`,
    () =>
      pieces`${String(y)}年度${w.style.self}收支总计均为${money(w, `${id}/total`, total)}，其中：本年收入合计${money(w, `${id}/income`, all.income)}，年初结转和结余${money(w, `${id}/opening`, all.opening + all.otherOpening)}；本年支出合计${money(w, `${id}/expenditure`, all.spent)}，年末结转和结余${money(w, `${id}/closing`, all.closing + all.otherClosing)}。${change(w, id, total, w.year.priorTotal, '收支总计')}，${because(w, up)}。`,
  ])();
  return [paragraph(`${id}/text`, 'text', text, hedged(w, `${id}/hedged`, total, '收支总规模'))];
}

/** A rounded figure with 约 or 余, in 万元 or 亿元, now and then. */
function hedged(w: Writer, id: string, fen: Fen, name: string): readonly Piece[] {
  if (!w.chance.likely(25) || fen < 1_000_000n) return [];
  const whole = fen / 1_000_000n;
  const nearest = (fen + 500_000n) / 1_000_000n;
  if (fen >= 10_000_000_000n && w.chance.likely(60)) {
    const hundredths = (fen + 50_000_000n) / 100_000_000n;
    return pieces`${name}约${mark(id, trimZeros(`${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`))}亿元。`;
  }
  return w.chance.likely(60)
    ? pieces`${name}约${mark(id, String(nearest))}万元。`
    : pieces`${name}${mark(id, String(whole))}余万元。`;
}

function incomeSection(w: Writer): readonly PaperParagraph[] {
  const all = sums(w.year);
  const id = 'n/income';
  const y = mark(`${id}/year`, String(w.year.year));
  const zeros = w.chance.likely(60);
  const list = (
    [
      ['fiscal', '财政拨款收入', all.fiscalIncome],
      ['superior', '上级补助收入', 0n],
      ['business', '事业收入', 0n],
      ['operating', '经营收入', 0n],
      ['subordinate', '附属单位上缴收入', 0n],
      ['other', '其他收入', all.otherIncome],
    ] as const
  ).filter(([key, , amount]) => zeros || amount > 0n || key === 'fiscal');
  const total = money(w, `${id}/total`, all.income);
  const opening = w.chance.pick([
    () => pieces`${y}年度收入合计${total}，其中：`,
    () => pieces`${y}年度本年收入合计${total}。其中：`,
    () => pieces`${w.style.self}${y}年度收入决算总额为${total}，其中：`,
    () => pieces`${y}年本年收入合计为${total}，包括：`,
  ])();
  return listParagraphs(
    w,
    id,
    opening,
    parts(
      w,
      id,
      all.income,
      w.chance.pick(['本年收入合计', '收入合计', '本年收入']),
      list,
      w.chance.pick(['；', '；', '，']),
    ),
  );
}

function expenditureSection(w: Writer): readonly PaperParagraph[] {
  const all = sums(w.year);
  const id = 'n/expenditure';
  const y = mark(`${id}/year`, String(w.year.year));
  const zeros = w.chance.likely(50);
  const list = (
    [
      ['basic', '基本支出', all.basic],
      ['project', '项目支出', all.project + all.other],
      ['upward', '上缴上级支出', 0n],
      ['operating', '经营支出', 0n],
      ['downward', '对附属单位补助支出', 0n],
    ] as const
  ).filter(([key, , amount]) => zeros || amount > 0n || key === 'basic' || key === 'project');
  const total = money(w, `${id}/total`, all.spent);
  const opening = w.chance.pick([
    () => pieces`${y}年度支出合计${total}，其中：`,
    () => pieces`${y}年度本年支出合计${total}。其中：`,
    () => pieces`${w.style.self}${y}年度支出决算总额为${total}，其中：`,
  ])();
  return listParagraphs(
    w,
    id,
    opening,
    parts(w, id, all.spent, w.chance.pick(['本年支出合计', '支出合计', '本年支出']), list, '；'),
  );
}

function fiscalSection(w: Writer): readonly PaperParagraph[] {
  const all = sums(w.year);
  const total = all.fiscalIncome + all.opening;
  const id = 'n/fiscal';
  const y = String(w.year.year);
  const up = total > w.year.priorFiscalTotal;
  const text = w.chance.pick([
    () =>
      pieces`${y}年度财政拨款收、支总计${money(w, `${id}/total`, total)}。${change(w, id, total, w.year.priorFiscalTotal, '财政拨款收、支总计各')}，${because(w, up)}。`,
    () =>
      pieces`${y}年度财政拨款收入总计、支出总计均为${money(w, `${id}/total`, total)}，${change(w, id, total, w.year.priorFiscalTotal, '财政拨款收入总计、支出总计')}。${because(w, up)}。`,
    () =>
      pieces`${y}年度财政拨款收入总计${money(w, `${id}/total`, total)}，支出总计${money(w, `${id}/total/expenditure`, total)}。${change(w, id, total, w.year.priorFiscalTotal, '财政拨款收支总计')}，${because(w, up)}。`,
  ])();
  return [paragraph(`${id}/text`, 'text', text)];
}

function ordinal(w: Writer, index: number): string {
  switch (w.style.numbering) {
    case '、':
      return `${index}、`;
    case '.':
      return `${index}.`;
    case '（）':
      return `（${index}）`;
  }
}

function itemName(w: Writer, code: string): string {
  const [klass, section, item] = fullName(code);
  const short = (name: string): string => (w.style.shortNames ? name.replace(/支出$/, '') : name);
  return `${short(klass)}（类）${short(section)}（款）${short(item)}（项）`;
}

/** 决算数大于预算数的主要原因是…, or that both agree. */
function compared(w: Writer, id: string, final: Fen, budget: Fen, budgetName: string): readonly Piece[] {
  const difference = wanCents(final) - wanCents(budget);
  if (difference === 0n)
    return [w.chance.pick([`，决算数与${budgetName}数持平`, `，决算数等于${budgetName}数`, `，与${budgetName}数一致`])];
  const word = mark(`${id}/compare`, difference > 0n ? '大于' : '小于');
  const lead = w.chance.pick(['的主要原因是：', '的主要原因是', '，主要是', '的原因为']);
  return pieces`，决算数${word}${budgetName}数${lead}${frugal(w, id, difference > 0n)}`;
}

/** Reasons fit for the three public expenses, where the sentence is about them. */
function frugal(w: Writer, id: string, up: boolean): string {
  if (!id.startsWith('n/three-public')) return reason(w, up);
  return up
    ? '业务检查任务增加'
    : w.chance.pick(['认真落实中央八项规定精神，厉行节约', '压缩开支，从严控制“三公”经费', '公务活动减少']);
}

function completion(w: Writer, id: string, final: Fen, budget: Fen, budgetName: string): readonly Piece[] {
  if (wanCents(budget) === 0n) {
    if (wanCents(final) === 0n) return [];
    return [
      w.chance.pick([
        `，${budgetName}为0，无法计算完成率`,
        '，由于预算数为0，无法计算百分比',
        '，因年初未安排预算，不计算完成比率',
      ]),
    ];
  }
  const rate = mark(`${id}/rate`, rateText(w, final, budget));
  return w.chance.pick([
    () => pieces`，完成${budgetName}的${rate}%`,
    () => pieces`，为${budgetName}的${rate}%`,
    () => pieces`，${budgetName}完成率为${rate}%`,
    () => pieces`，完成${budgetName}${rate}%`,
    () => pieces`，占${budgetName}的${rate}%`,
    () => pieces`，${budgetName}执行率${rate}%`,
    () => pieces`，预算完成率${rate}%`,
    () => pieces`，完成${budgetName}数的${rate}%`,
  ])();
}

function startAndFinal(w: Writer, id: string, budget: Fen, final: Fen): readonly Piece[] {
  const b = money(w, `${id}/budget`, budget);
  const f = money(w, `${id}/final`, final);
  const y = String(w.year.year);
  return w.chance.pick([
    () => pieces`${id.endsWith('/detail') ? '' : `${y}年`}年初预算${b}，决算数为${f}`,
    () => pieces`年初预算${b}，决算支出${f}`,
    () => pieces`年初预算为${b}，支出决算为${f}`,
    () => pieces`年初预算${b}，支出决算${f}`,
    () => pieces`年初预算数为${b}，决算数为${f}`,
    () => pieces`年初预算安排${b}，支出决算${f}`,
  ])();
}

function generalSection(
  w: Writer,
  heading: (index: number, title: string) => PaperParagraph,
): readonly PaperParagraph[] {
  const all = sums(w.year);
  const general = sums(w.year, '', 'general');
  const y = String(w.year.year);
  const id = 'n/general';
  const up = general.fiscalSpent > w.year.priorGeneral;
  const total = money(w, `${id}/total`, general.fiscalSpent);
  const share = mark(`${id}/share`, rateText(w, general.fiscalSpent, all.spent));
  const first = w.chance.pick([
    () =>
      pieces`${y}年度一般公共预算财政拨款支出${total}，占本年支出合计的${share}%。${change(w, id, general.fiscalSpent, w.year.priorGeneral, '一般公共预算财政拨款支出')}，${because(w, up)}。`,
    () =>
      pieces`${y}年度${w.style.self}一般公共预算财政拨款支出${total}，占本年支出合计的比重为${share}%。${change(w, id, general.fiscalSpent, w.year.priorGeneral)}，${because(w, up)}。`,
    () =>
      pieces`${y}年一般公共预算财政拨款支出决算${total}，占本年支出合计的${share}%，${change(w, id, general.fiscalSpent, w.year.priorGeneral, '财政拨款支出')}。${because(w, up)}。`,
  ])();
  const classCodes = codeTree(w.year, (item) => item.budget === 'general' && item.basic + item.project > 0n).filter(
    (code) => code.length === 3,
  );
  const classForm = w.chance.pick([
    (name: string) => `${name}（类）`,
    (name: string) => `${name.replace(/支出$/, '')}（类）支出`,
    (name: string) => name,
    (name: string) => `${name.replace(/支出$/, '')}支出`,
  ]);
  const structure = parts(
    w,
    `${id}/class`,
    general.fiscalSpent,
    w.chance.pick(['一般公共预算财政拨款支出', '财政拨款支出']),
    classCodes.map(
      (code) => [code, classForm(functionalName(code)), sums(w.year, code, 'general').fiscalSpent] as const,
    ),
    '；',
  );
  const structureTotal = money(w, `${id}/structure/total`, general.fiscalSpent);
  const structureOpening = w.chance.pick([
    () => pieces`${y}年度一般公共预算财政拨款支出${structureTotal}，主要用于以下方面：`,
    () => pieces`${y}年度一般公共预算财政拨款支出${structureTotal}，按功能分类科目划分，其中：`,
    () => pieces`一般公共预算财政拨款支出${structureTotal}，按用途分为：`,
  ])();
  const budget = general.startBudget;
  const detailOpening = pieces`${y}年度一般公共预算财政拨款支出${startAndFinal(w, `${id}/detail`, budget, general.fiscalSpent)}${completion(w, `${id}/detail`, general.fiscalSpent, budget, '年初预算')}。其中：`;
  const details: PaperParagraph[] = [];
  if (w.template.detail === 'item') {
    const codes = codeTree(w.year, (item) => item.budget === 'general' && item.basic + item.project > 0n).filter(
      (code) => code.length === 7,
    );
    const oneParagraph = w.chance.likely(50);
    codes.forEach((code, index) => {
      const item = sums(w.year, code, 'general');
      const one = `${id}/item/${code}`;
      const text = pieces`${startAndFinal(w, one, item.startBudget, item.fiscalSpent)}${completion(w, one, item.fiscalSpent, item.startBudget, '年初预算')}${compared(w, one, item.fiscalSpent, item.startBudget, '年初预算')}。`;
      const name = `${ordinal(w, index + 1)}${itemName(w, code)}`;
      if (oneParagraph) details.push(paragraph(`${one}/text`, 'text', `${name}。`, text));
      else {
        details.push(paragraph(`${one}/name`, 'text', name));
        details.push(paragraph(`${one}/text`, 'text', text));
      }
    });
  } else {
    for (const code of classCodes) {
      const item = sums(w.year, code, 'general');
      const one = `${id}/class-detail/${code}`;
      details.push(
        paragraph(
          `${one}/text`,
          'text',
          pieces`${functionalName(code)}${startAndFinal(w, one, item.startBudget, item.fiscalSpent)}${completion(w, one, item.fiscalSpent, item.startBudget, '年初预算')}，主要用于${code === '210' ? '医疗保障管理和医疗救助等方面' : code === '221' ? '缴纳职工住房公积金' : '机关事业单位养老保险缴费等'}。${change(w, one, item.fiscalSpent, w.year.priorClass.get(code) ?? 0n)}，${because(w, item.fiscalSpent > (w.year.priorClass.get(code) ?? 0n))}。`,
        ),
      );
    }
  }
  return [
    heading(1, '一般公共预算财政拨款支出决算总体情况'),
    paragraph(`${id}/text`, 'text', first),
    heading(2, '一般公共预算财政拨款支出决算结构情况'),
    ...listParagraphs(w, `${id}/structure`, structureOpening, structure),
    heading(3, '一般公共预算财政拨款支出决算具体情况'),
    paragraph(`${id}/detail/text`, 'text', detailOpening),
    ...details,
  ];
}

function basicSection(w: Writer): readonly PaperParagraph[] {
  const general = sums(w.year, '', 'general');
  const personnel = personnelMoney(w.year);
  const publicPart = publicMoney(w.year);
  const y = String(w.year.year);
  const id = 'n/basic';
  const withAmounts = w.chance.likely(30);
  const withShares = !withAmounts && w.chance.likely(65);
  const names = (side: 'personnel' | 'public'): readonly Piece[] => {
    const codes = economicNamesWithMoney(w.year, side);
    if (!withAmounts) return [mark(`${id}/${side}/names`, codes.map(economicName).join('、'))];
    return codes.flatMap((code, index): readonly Piece[] => [
      index === 0 ? '' : '、',
      economicName(code),
      ...money(w, `${id}/${code}`, w.year.economic.get(code) ?? 0n),
    ]);
  };
  const include = w.chance.pick(['，主要包括：', '，主要包括', '，主要用于', '，包括']);
  const share = (side: 'personnel' | 'public', amount: Fen): readonly Piece[] =>
    withShares ? pieces`，占基本支出的${mark(`${id}/${side}/share`, rateText(w, amount, general.basic))}%` : [];
  const total = money(w, `${id}/total`, general.basic);
  const opening = w.chance.pick([
    () => pieces`${y}年度一般公共预算财政拨款基本支出${total}，其中：`,
    () => pieces`${y}年度财政拨款基本支出${total}，其中：`,
    () => pieces`${y}年一般公共预算财政拨款基本支出${total}，包括人员经费和公用经费。其中：`,
  ])();
  const personnelText = pieces`人员经费${money(w, `${id}/personnel`, personnel)}${share('personnel', personnel)}${include}${names('personnel')}`;
  const publicText = pieces`公用经费${money(w, `${id}/public`, publicPart)}${share('public', publicPart)}${include}${names('public')}。`;
  if (w.chance.likely(50)) {
    return [
      paragraph(`${id}/text`, 'text', opening),
      paragraph(`${id}/text/1`, 'text', '（一）', personnelText, '。'),
      paragraph(`${id}/text/2`, 'text', '（二）', publicText),
    ];
  }
  return [paragraph(`${id}/text`, 'text', opening, personnelText, '；', publicText)];
}

interface ThreeItem {
  readonly key: 'abroad' | 'purchase' | 'running' | 'reception';
  readonly name: string;
}

const threeItems: readonly ThreeItem[] = [
  { key: 'abroad', name: '因公出国（境）费' },
  { key: 'reception', name: '公务接待费' },
  { key: 'purchase', name: '公务用车购置费' },
  { key: 'running', name: '公务用车运行维护费' },
];

function threeSentence(w: Writer, item: ThreeItem): readonly Piece[] {
  const id = `n/three-public/${item.key}`;
  const budget = w.year.threePublicBudget[item.key];
  const final = w.year.threePublicFinal[item.key];
  const prior = w.year.threePublicPrior[item.key];
  const opening = w.chance.pick([
    () =>
      pieces`${item.name}支出预算为${money(w, `${id}/budget`, budget)}，支出决算为${money(w, `${id}/final`, final)}`,
    () => pieces`${item.name}预算安排${money(w, `${id}/budget`, budget)}，决算支出${money(w, `${id}/final`, final)}`,
    () => pieces`${item.name}全年预算${money(w, `${id}/budget`, budget)}，支出决算${money(w, `${id}/final`, final)}`,
    () => pieces`${item.name}年度预算数${money(w, `${id}/budget`, budget)}，决算数${money(w, `${id}/final`, final)}`,
  ])();
  if (budget + final + prior === 0n && w.chance.likely(40)) {
    return [
      w.chance.pick([
        `本年度未发生${item.name}支出，与上年一致。`,
        `${item.name}无预算安排，也无支出。`,
        `本年度无${item.name}支出预算安排。`,
      ]),
    ];
  }
  const rate = budget === 0n ? [] : completion(w, id, final, budget, '预算');
  const compare = compared(w, id, final, budget, '预算');
  return pieces`${opening}${rate}${compare}；${change(w, id, final, prior)}。`;
}

function threePublicDetails(w: Writer): readonly PaperParagraph[] {
  const { year } = w;
  const id = 'n/three-public/detail';
  const final = year.threePublicFinal;
  const teams = final.abroad > 0n ? 1 : 0;
  const kept = vehicleTotal(year.vehicles);
  const y = year.year;
  const receptionText =
    final.reception === 0n
      ? w.chance.pick([
          () =>
            pieces`公务接待费支出决算为${money(w, `${id}/reception`, 0n)}，全年共接待来访团组${mark(`${id}/batches`, '0')}个、来宾${mark(`${id}/persons`, '0')}人次。`,
          () =>
            pieces`公务接待费支出${money(w, `${id}/reception`, 0n)}，国内公务接待${mark(`${id}/batches`, '0')}批次，${mark(`${id}/persons`, '0')}人次。`,
        ])()
      : w.chance.pick([
          () =>
            pieces`公务接待费支出决算为${money(w, `${id}/reception`, final.reception)}，全年共接待来访团组${mark(`${id}/batches`, String(year.reception.batches))}个、来宾${mark(`${id}/persons`, String(year.reception.persons))}人次，主要是业务交流和上级检查发生的接待支出。`,
          () =>
            pieces`公务接待费支出${money(w, `${id}/reception`, final.reception)}，其中国内公务接待${mark(`${id}/batches`, String(year.reception.batches))}批次，${mark(`${id}/persons`, String(year.reception.persons))}人次，主要用于接待上级部门调研指导。`,
        ])();
  const list: (readonly Piece[])[] = [
    pieces`因公出国（境）费支出决算为${money(w, `${id}/abroad`, final.abroad)}，全年安排因公出国（境）团组${mark(`${id}/teams`, String(teams))}个，累计${mark(`${id}/team-persons`, String(teams * 2))}人次。`,
    receptionText,
    pieces`公务用车购置及运行维护费支出决算为${money(w, `${id}/vehicles`, final.purchase + final.running)}，其中：公务用车购置费${money(w, `${id}/purchase`, final.purchase)}，购置公务用车${mark(`${id}/bought`, String(year.vehiclesBought))}辆；公务用车运行维护费${money(w, `${id}/running`, final.running)}。截至${String(y)}年12月31日，${w.style.self}开支财政拨款的公务用车保有量为${mark(`${id}/kept`, String(kept))}辆。`,
  ];
  return list.map((one, index) => paragraph(`${id}/text/${index + 1}`, 'text', ordinal(w, index + 1), one));
}

function threePublicSection(
  w: Writer,
  heading: (index: number, title: string) => PaperParagraph,
): readonly PaperParagraph[] {
  const { year } = w;
  const y = String(year.year);
  const id = 'n/three-public';
  const budget = threePublicTotal(year.threePublicBudget);
  const final = threePublicTotal(year.threePublicFinal);
  const prior = threePublicTotal(year.threePublicPrior);
  const b = money(w, `${id}/budget`, budget);
  const f = money(w, `${id}/final`, final);
  const rate = budget === 0n ? [] : completion(w, id, final, budget, '预算');
  const total = w.chance.pick([
    () =>
      pieces`${y}年度“三公”经费财政拨款支出预算为${b}，支出决算为${f}${rate}${compared(w, id, final, budget, '预算')}。${change(w, id, final, prior)}。`,
    () =>
      pieces`${y}年度财政拨款安排“三公”经费支出预算${b}，支出决算${f}${rate}${compared(w, id, final, budget, '预算')}；${change(w, id, final, prior)}。`,
    () => pieces`${y}年度“三公”经费财政拨款全年预算${b}，支出决算${f}${rate}，${change(w, id, final, prior)}。`,
  ])();
  const items = w.chance.pick([
    () => [paragraph(`${id}/items/text`, 'text', '其中：', ...threeItems.map((item) => threeSentence(w, item)))],
    () => threeItems.map((item) => paragraph(`${id}/${item.key}/text`, 'text', threeSentence(w, item))),
  ])();
  const whole = final;
  const composition: PaperParagraph[] =
    whole === 0n
      ? []
      : [
          paragraph(
            `${id}/composition/text`,
            'text',
            pieces`${y}年度“三公”经费财政拨款支出决算中，`,
            ...parts(
              w,
              `${id}/composition`,
              whole,
              '“三公”经费支出决算',
              [
                ['reception', '公务接待费支出决算', year.threePublicFinal.reception],
                ['abroad', '因公出国（境）费支出决算', year.threePublicFinal.abroad],
                [
                  'vehicles',
                  '公务用车购置及运行维护费支出决算',
                  year.threePublicFinal.purchase + year.threePublicFinal.running,
                ],
              ],
              '，',
            ),
          ),
        ];
  if (w.template.narrativeThreePublic === 'shaanxi') {
    const list: PaperParagraph[] = [heading(1, '“三公”经费支出决算情况说明'), paragraph(`${id}/text`, 'text', total)];
    threeItems.forEach((item, index) => {
      list.push(paragraph(`${id}/${item.key}/heading`, 'heading', `${index + 1}. ${item.name}支出情况说明`));
      list.push(paragraph(`${id}/${item.key}/text`, 'text', threeSentence(w, item)));
    });
    list.push(...threePublicDetails(w));
    if (w.template.meetingsIn === 'three-public') {
      list.push(heading(2, '培训费支出情况说明'));
      list.push(paragraph(`${id}/training/text`, 'text', meetingSentence(w, 'training')));
      list.push(heading(3, '会议费支出情况说明'));
      list.push(paragraph(`${id}/meeting/text`, 'text', meetingSentence(w, 'meeting')));
    }
    return list;
  }
  return [
    heading(1, '“三公”经费财政拨款支出决算总体情况说明'),
    paragraph(`${id}/text`, 'text', total),
    ...items,
    heading(2, '“三公”经费财政拨款支出决算具体情况说明'),
    ...composition,
    ...threePublicDetails(w),
  ];
}

function meetingSentence(w: Writer, kind: 'meeting' | 'training'): readonly Piece[] {
  const name = kind === 'meeting' ? '会议费' : '培训费';
  const { budget, final } = w.year[kind];
  const id = `n/three-public/${kind}`;
  const rate = budget === 0n ? [] : completion(w, id, final, budget, '预算');
  return pieces`${String(w.year.year)}年度财政拨款安排${name}预算${money(w, `${id}/budget`, budget)}，支出决算${money(w, `${id}/final`, final)}${rate}${compared(w, id, final, budget, '预算')}。`;
}

function fundSection(w: Writer): readonly PaperParagraph[] {
  const fund = sums(w.year, '', 'fund');
  const id = 'n/fund';
  const y = String(w.year.year);
  if (!w.year.items.some((item) => item.budget === 'fund')) {
    return [
      paragraph(
        `${id}/text`,
        'text',
        w.chance.pick([
          `${w.style.self}${y}年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出。`,
          `${w.style.self}${y}年度无政府性基金预算财政拨款收支，已公开空表。`,
          '本年度无此项收支。',
        ]),
      ),
    ];
  }
  return [
    paragraph(
      `${id}/text`,
      'text',
      w.chance.pick([
        () =>
          pieces`${y}年度政府性基金预算财政拨款年初结转和结余${money(w, `${id}/opening`, fund.opening)}，本年收入${money(w, `${id}/income`, fund.fiscalIncome)}，本年支出${money(w, `${id}/total`, fund.fiscalSpent)}，年末结转和结余${money(w, `${id}/closing`, fund.closing)}。支出主要用于城乡医疗救助。`,
        () =>
          pieces`${y}年度政府性基金预算财政拨款本年收入${money(w, `${id}/income`, fund.fiscalIncome)}，本年支出${money(w, `${id}/total`, fund.fiscalSpent)}，全部为项目支出，用于困难群众医疗救助。`,
      ])(),
    ),
  ];
}

function capitalSection(w: Writer): readonly PaperParagraph[] {
  const capital = sums(w.year, '', 'capital');
  const id = 'n/capital';
  const y = String(w.year.year);
  if (capital.fiscalSpent === 0n) {
    return [
      paragraph(
        `${id}/text`,
        'text',
        w.chance.pick([
          `${w.style.self}${y}年度没有使用国有资本经营预算财政拨款安排的支出。`,
          `${w.style.self}${y}年度无国有资本经营预算财政拨款收支，已公开空表。`,
          '本年度无此项支出。',
        ]),
      ),
    ];
  }
  return [
    paragraph(
      `${id}/text`,
      'text',
      pieces`${y}年度国有资本经营预算财政拨款支出${money(w, `${id}/total`, capital.fiscalSpent)}，全部为项目支出。`,
    ),
  ];
}

function runningSection(w: Writer): readonly PaperParagraph[] {
  const id = 'n/running';
  const y = String(w.year.year);
  if (w.year.standing === 'institution') {
    return [
      paragraph(
        `${id}/text`,
        'text',
        w.chance.pick([
          '本单位为事业单位，无机关运行经费。',
          `${w.style.self}不属于机关运行经费统计范围，${y}年度无机关运行经费支出。`,
        ]),
      ),
    ];
  }
  const amount = publicMoney(w.year);
  const up = amount > w.year.priorRunning;
  return [
    paragraph(
      `${id}/text`,
      'text',
      w.chance.pick([
        () =>
          pieces`${w.style.self}${y}年度机关运行经费支出${money(w, `${id}/total`, amount)}，${change(w, id, amount, w.year.priorRunning)}。${because(w, up)}。`,
        () =>
          pieces`${y}年度机关运行经费支出决算${money(w, `${id}/total`, amount)}，${change(w, id, amount, w.year.priorRunning)}，${because(w, up)}。`,
        () =>
          pieces`机关运行经费${y}年支出${money(w, `${id}/total`, amount)}。${change(w, id, amount, w.year.priorRunning)}。${because(w, up)}。`,
      ])(),
    ),
  ];
}

function generalCostsSection(w: Writer): readonly PaperParagraph[] {
  const id = 'n/costs';
  const one = (kind: 'meeting' | 'training', name: string, used: string): readonly Piece[] => {
    const { final, persons } = w.year[kind];
    if (final === 0n) return pieces`开支${name}${money(w, `${id}/${kind}`, 0n)}`;
    return pieces`开支${name}${money(w, `${id}/${kind}`, final)}，用于${used}，人数${mark(`${id}/${kind}/persons`, String(persons))}人`;
  };
  return [
    paragraph(
      `${id}/text`,
      'text',
      pieces`${String(w.year.year)}年${w.style.self}${one('meeting', '会议费', '召开医疗保障工作会议')}；${one('training', '培训费', '开展医保政策业务培训')}；未举办节庆、晚会、论坛、赛事等活动。`,
    ),
  ];
}

function procurementSection(w: Writer): readonly PaperParagraph[] {
  const { goods, works, services, smallMedium, smallMicro } = w.year.procurement;
  const total = goods + works + services;
  const id = 'n/procurement';
  const y = String(w.year.year);
  if (total === 0n) {
    return [
      paragraph(
        `${id}/text`,
        'text',
        w.chance.pick([
          () => pieces`${w.style.self}${y}年度政府采购支出总额${money(w, `${id}/total`, 0n)}。`,
          () => pieces`${y}年度${w.style.self}未发生政府采购支出。`,
          () => pieces`${w.style.self}${y}年度无政府采购支出。`,
        ])(),
      ),
    ];
  }
  const opening = w.chance.pick([
    () =>
      pieces`${w.style.self}${y}年度政府采购支出总额${money(w, `${id}/total`, total)}，其中：政府采购货物支出${money(w, `${id}/goods`, goods)}、政府采购工程支出${money(w, `${id}/works`, works)}、政府采购服务支出${money(w, `${id}/services`, services)}。`,
    () =>
      pieces`${y}年度政府采购支出合计${money(w, `${id}/total`, total)}，其中：货物支出${money(w, `${id}/goods`, goods)}，工程支出${money(w, `${id}/works`, works)}，服务支出${money(w, `${id}/services`, services)}。`,
  ])();
  const byMedium = w.template.year >= 2022;
  const micro = byMedium
    ? pieces`，占授予中小企业合同金额的${mark(`${id}/micro/share`, rateText(w, smallMicro, smallMedium))}%`
    : pieces`，占政府采购支出总额的${mark(`${id}/micro/share`, rateText(w, smallMicro, total))}%`;
  const rest = pieces`授予中小企业合同金额${money(w, `${id}/medium`, smallMedium)}，占政府采购支出总额的${mark(`${id}/medium/share`, rateText(w, smallMedium, total))}%，其中：授予小微企业合同金额${money(w, `${id}/micro`, smallMicro)}${micro}。`;
  return [paragraph(`${id}/text`, 'text', opening, rest)];
}

function assetsSection(w: Writer): readonly PaperParagraph[] {
  const { year } = w;
  const id = 'n/assets';
  const total = vehicleTotal(year.vehicles);
  const all = w.chance.likely(60);
  const listed = vehicleUses
    .map((use, index) => ({ use, index, count: year.vehicles[index] ?? 0 }))
    .filter((one) => all || one.count > 0);
  const uses = listed.flatMap((one, index): readonly Piece[] => [
    index === 0 ? '' : '、',
    one.use,
    mark(`${id}/vehicles/${one.index}`, String(one.count)),
    '辆',
  ]);
  const by = mark(
    `${id}/date`,
    w.chance.pick([`截至${year.year}年12月31日`, `截至${year.year}年末`, `截止${year.year}年12月31日`]),
  );
  const threshold =
    year.year >= 2022
      ? pieces`单价100万元（含）以上设备（不含车辆）${mark(`${id}/equipment`, String(year.equipment))}台（套）`
      : pieces`单价50万元（含）以上通用设备${mark(`${id}/equipment/general`, '0')}台（套），单价100万元（含）以上专用设备${mark(`${id}/equipment`, String(year.equipment))}台（套）`;
  const middle: readonly Piece[] = total === 0 && !all ? [] : pieces`，其中：${uses}`;
  return [
    paragraph(
      `${id}/text`,
      'text',
      pieces`${by}，${w.style.self}共有车辆${mark(`${id}/vehicles`, String(total))}辆${middle}；${threshold}。`,
    ),
  ];
}

/** Score of a self-evaluation in hundredths: its execution points and its indicators. */
export function projectScore(project: Project): { readonly execution: number; readonly total: number } {
  const execution = Number((project.executed * 100n * 10n * 2n + project.annualBudget) / (2n * project.annualBudget));
  const capped = Math.min(execution, 1000);
  return { execution: capped, total: capped + project.indicators.reduce((all, one) => all + one.score, 0) };
}

export function overallScore(year: DepartmentYear): { readonly execution: number; readonly total: number } {
  const spent = sums(year).spent;
  const budget = overallBudget(spent);
  const execution = Math.min(1000, Number((spent * 2000n + budget) / (2n * budget)));
  return { execution, total: execution + year.overallIndicators.reduce((all, one) => all + one.score, 0) };
}

/** 9650 → 96.5, 10000 → 100. */
export function scoreText(hundredths: number): string {
  return trimZeros(`${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`);
}

export function grade(hundredths: number): string {
  if (hundredths >= 9000) return '优';
  if (hundredths >= 8000) return '良';
  return hundredths >= 6000 ? '中' : '差';
}

function performanceSection(
  w: Writer,
  heading: (index: number, title: string) => PaperParagraph,
): readonly PaperParagraph[] {
  const { year } = w;
  const id = 'n/performance';
  const y = String(year.year);
  const projects = year.projects;
  const covered = sum(projects.map((project) => project.executed));
  const allProjects = sums(year, '', 'general').project;
  const overallMoney = sums(year).spent;
  const score = overallScore(year);
  const opening = pieces`根据预算绩效管理要求，${w.style.self}组织对${y}年度${mark(`${id}/count`, String(projects.length))}个项目开展了绩效自评，涉及一般公共预算财政拨款资金${money(w, `${id}/covered`, covered)}，占一般公共预算项目支出总额的${mark(`${id}/covered/share`, rateText(w, covered, allProjects))}%。`;
  const overallText = pieces`${w.style.self}整体支出绩效自评得分${mark(`${id}/overall/score`, scoreText(score.total))}分，自评等级为“${mark(`${id}/overall/grade`, grade(score.total))}”。全年预算数${money(w, `${id}/overall/budget`, overallBudget(overallMoney))}，执行数${money(w, `${id}/overall/executed`, overallMoney)}，完成预算的${mark(`${id}/overall/rate`, rateText(w, overallMoney, overallBudget(overallMoney)))}%。`;
  const withProjects = w.chance.likely(70);
  const list: PaperParagraph[] = [
    heading(1, '绩效管理工作开展情况'),
    paragraph(`${id}/text`, 'text', opening),
    heading(2, '整体支出绩效自评结果'),
    paragraph(`${id}/overall/text`, 'text', overallText),
  ];
  if (withProjects) {
    list.push(heading(3, '项目支出绩效自评结果'));
    projects.forEach((project, index) => {
      const one = `${id}/project/${project.code}`;
      list.push(
        paragraph(
          `${one}/text`,
          'text',
          pieces`${ordinal(w, index + 1)}${project.name}项目绩效自评综述：全年预算数${money(w, `${one}/budget`, project.annualBudget)}，执行数${money(w, `${one}/executed`, project.executed)}，完成预算的${mark(`${one}/rate`, rateText(w, project.executed, project.annualBudget))}%，自评得分${mark(`${one}/score`, scoreText(projectScore(project).total))}分。${project.actualOutcome}`,
        ),
      );
    });
  }
  list.push(heading(withProjects ? 4 : 3, '存在的问题及下一步措施'));
  list.push(
    paragraph(
      `${id}/problems`,
      'text',
      '绩效指标细化程度还需提高。下一步将进一步完善绩效指标体系，加强绩效运行监控，强化评价结果应用。',
    ),
  );
  return list;
}

export interface SectionPlan {
  readonly id: string;
  readonly title: string;
}

/** The sections of the narrative in the template's order. */
export function sectionPlan(w: Writer): readonly SectionPlan[] {
  const { template, year } = w;
  const three: SectionPlan = {
    id: 'three-public',
    title:
      template.threePublic === 'transposed'
        ? '财政拨款“三公”经费及会议费、培训费支出决算情况说明'
        : '财政拨款“三公”经费支出决算情况说明',
  };
  const fund: SectionPlan = {
    id: 'fund',
    title: w.chance.pick(['政府性基金预算财政拨款收入支出决算情况说明', '政府性基金预算收入支出决算情况']),
  };
  const capital: SectionPlan = { id: 'capital', title: '国有资本经营预算财政拨款支出决算情况说明' };
  const middle = template.name.startsWith('hunan') ? [three, fund, capital] : [fund, capital, three];
  return [
    { id: 'overall', title: '收入支出决算总体情况说明' },
    { id: 'income', title: '收入决算情况说明' },
    { id: 'expenditure', title: '支出决算情况说明' },
    { id: 'fiscal', title: '财政拨款收入支出决算总体情况说明' },
    { id: 'general', title: '一般公共预算财政拨款支出决算情况说明' },
    { id: 'basic', title: '一般公共预算财政拨款基本支出决算情况说明' },
    ...middle,
    { id: 'running', title: w.chance.pick(['机关运行经费支出情况说明', '关于机关运行经费支出说明']) },
    ...(template.meetingsIn === 'general-costs' ? [{ id: 'costs', title: '一般性支出情况说明' }] : []),
    { id: 'procurement', title: w.chance.pick(['政府采购支出情况说明', '关于政府采购支出说明']) },
    { id: 'assets', title: w.chance.pick(['国有资产占用情况说明', '关于国有资产占用情况说明']) },
    { id: 'performance', title: w.chance.pick([`${year.year}年度预算绩效情况说明`, '预算绩效情况说明']) },
  ];
}

/** The narrative part, headings and all. */
export function narrative(w: Writer, plan: readonly SectionPlan[]): readonly PaperParagraph[] {
  return plan.flatMap((section, index) => {
    const heading = (inside: number, title: string): PaperParagraph =>
      paragraph(`n/${section.id}/heading/${inside}`, 'heading', `（${chineseNumber(inside)}）${title}`);
    const body = (): readonly PaperParagraph[] => {
      switch (section.id) {
        case 'overall':
          return overall(w);
        case 'income':
          return incomeSection(w);
        case 'expenditure':
          return expenditureSection(w);
        case 'fiscal':
          return fiscalSection(w);
        case 'general':
          return generalSection(w, heading);
        case 'basic':
          return basicSection(w);
        case 'three-public':
          return threePublicSection(w, heading);
        case 'fund':
          return fundSection(w);
        case 'capital':
          return capitalSection(w);
        case 'running':
          return runningSection(w);
        case 'costs':
          return generalCostsSection(w);
        case 'procurement':
          return procurementSection(w);
        case 'assets':
          return assetsSection(w);
        default:
          return performanceSection(w, heading);
      }
    };
    return [
      paragraph(`n/${section.id}/heading`, 'heading', `${chineseNumber(index + 1)}、${section.title}`),
      ...body(),
    ];
  });
}
