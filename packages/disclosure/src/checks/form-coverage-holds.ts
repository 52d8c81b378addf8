/**
 * 'N个项目…绩效自评，涉及资金X万元，占项目支出总额的P%': there are as many forms as projects, X is the sum of the projects' budgets or of
 * what they spent, and P is X over the project expenditure of the table that the sentence names.
 */
import { parseFigure } from '../amount.ts';
import { lineAt, type Paragraph } from '../blocks.ts';
import { type Check, type Report } from '../check.ts';
import { compact } from '../compact.ts';
import { sumOf } from '../forms/cell.ts';
import { type Disclosure } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { statementsOf } from './form-narrative.ts';
import { amountText, formsOf, meets, quantityOf, related, totalFunds } from './form-support.ts';

const coverage =
  /(\d+)个(?:一级|二级)?项目[^。；]{0,24}?涉及([^。；，\d]{0,16}?)资金([\d,.]+(?:万元|元))(?:，占([^。；，]{0,14}项目支出)[^。；，]{0,6}?的?([\d.]+%))?/d;

interface Covered {
  readonly count: number;
  readonly amount: Quantity;
  /** Which project expenditure the share is of; null where none is given. */
  readonly of: string | null;
  readonly share: Quantity | null;
  /** The sentence speaks of budgets, not of what was spent. */
  readonly budgeted: boolean;
  readonly part: number;
}

export const formCoverageHolds: Check = {
  meta: {
    id: 'form-coverage-holds',
    family: 'perf-cov',
    severity: 'error',
    certainty: 'strong',
    name: '自评覆盖面属实',
    help: '正文所述自评项目个数、涉及资金、占比与自评表和项目支出一致。',
  },
  run(document, report) {
    const found = document.blocks.flatMap((block) =>
      block.kind === 'paragraph' ? (coveredIn(block, document) ?? []) : [],
    );
    if (found.length === 0) report.notApplicable('正文没有说明自评项目涉及的资金');
    for (const covered of found) {
      projectSums(document, covered, report);
      shareOfTable(document, covered, report);
      notAboveOverall(document, covered, report);
    }
  },
};

function coveredIn(paragraph: Paragraph, document: Disclosure): Covered | null {
  const { text, at } = compact(paragraph.text);
  const match = coverage.exec(text);
  if (match === null) return null;
  const quantity = (group: number, unit: string, label: string): Quantity | null => {
    const printed = match[group];
    const range = match.indices?.[group];
    const figure = printed === undefined ? null : parseFigure(printed, unit);
    if (printed === undefined || range === undefined || figure === null) return null;
    const from = at[range[0]] ?? 0;
    const quote = paragraph.text.slice(from, (at[range[1] - 1] ?? from) + 1);
    return { ...figure, printed, label, place: { line: lineAt(paragraph, from), quote }, source: 'claim', sure: true };
  };
  const amount = quantity(3, '万元', '正文自评项目涉及资金');
  if (amount === null) return null;
  const of = match[4] ?? null;
  return {
    count: Number(match[1]),
    amount,
    of,
    share: quantity(5, '%', '正文自评项目资金占项目支出的比重'),
    budgeted: /预算/.test((match[2] ?? '').replace('一般公共预算', '')) || /部门预算/.test(of ?? ''),
    part:
      document.parts.find((part) => part.line <= amount.place.line && amount.place.line <= part.endLine)?.index ?? 0,
  };
}

/** The projects' own figures: from their forms, else from what the text says of each. */
function projectSums(document: Disclosure, covered: Covered, report: Report): void {
  const { amount, count } = covered;
  const forms = formsOf(document, 'project-self-evaluation').filter(
    (form) => form.part === covered.part || document.parts.length === 1,
  );
  const said = statementsOf(document).filter(
    (statement) => !statement.whole && statement.part === covered.part && statement.executed !== null,
  );
  if (forms.length > 0) {
    report.judge(count <= forms.length, () => ({
      severity: 'presentation',
      place: amount.place,
      stated: `${count}个项目`,
      expected: `${forms.length}个项目`,
      message: `正文称${count}个项目开展了绩效自评，所附项目自评表只有${forms.length}张。`,
      also: forms.map((form) => related('counterpart', form.place)),
      labels: ['自评个数', String(count)],
    }));
  }
  const columns: readonly (readonly Quantity[])[] =
    forms.length === count
      ? (['executed', 'annualBudget', 'startBudget'] as const).map((column) =>
          forms.flatMap((form) => quantityOf(totalFunds(form)?.[column]) ?? []),
        )
      : said.length === count
        ? [said.flatMap((statement) => statement.executed ?? []), said.flatMap((statement) => statement.budget ?? [])]
        : [];
  const sums = columns.filter((parts) => parts.length === count && count > 0);
  const [first] = sums;
  if (first === undefined) return;
  const fitting = sums.find((parts) =>
    meets(amount, {
      ...amount,
      value: sumOf(parts.map((part) => part.value)),
      half: sumOf(parts.map((part) => part.half)),
    }),
  );
  report.relation({
    kind: 'sum',
    whole: amount,
    parts: (fitting ?? first).map((quantity) => ({ quantity, sign: 1 })),
    accuse: amount,
    reason: `${count}个项目${fitting === undefined ? '执行数' : ''}之和`,
  });
}

/** P over the table's project expenditure; only for money spent, because the tables are final accounts. */
function shareOfTable(document: Disclosure, covered: Covered, report: Report): void {
  if (covered.share === null || covered.of === null || covered.budgeted) return;
  const id = /一般公共预算/.test(covered.of) ? 'general-public-expenditure' : 'expenditure';
  const table = document.tables.find((candidate) => candidate.id === id && candidate.part === covered.part);
  const column = table?.columnKeys.indexOf('project') ?? -1;
  const total = table?.rows.find((row) => row.key === 'total')?.cells[column]?.quantity;
  if (total === undefined || total.value === 0n) return;
  report.relation({
    kind: 'ratio',
    ratio: covered.share,
    numerator: [{ quantity: covered.amount, sign: 1 }],
    denominator: [{ quantity: total, sign: 1 }],
    accuse: covered.share,
    reason: '自评项目涉及资金÷项目支出合计',
  });
}

/** More money evaluated than the overall form has for projects: the two figures have different bases. */
function notAboveOverall(document: Disclosure, covered: Covered, report: Report): void {
  const { amount, share } = covered;
  const spent = formsOf(document, 'overall-self-evaluation')
    .flatMap((form) => form.funds)
    .filter((row) => row.key === 'task' && /项目支出$/.test(row.label))
    .flatMap((row) => quantityOf(row.annualBudget) ?? [])[0];
  if (spent === undefined || share === null || !covered.budgeted) return;
  report.judge(amount.value - spent.value <= amount.half + spent.half, () => ({
    severity: 'presentation',
    certainty: 'possible',
    place: amount.place,
    stated: amount.printed,
    expected: `≤${spent.printed}`,
    difference: amountText(amount.value - spent.value, amount),
    message: `正文称自评涉及资金${amount.printed}、占项目支出总额的${share.printed}；整体支出自评表中项目支出全年预算数为${spent.printed}，涉及资金反而更大，分子分母口径不一致。`,
    also: [related('counterpart', spent.place, spent.printed)],
    labels: ['占比', amount.printed],
  }));
}
