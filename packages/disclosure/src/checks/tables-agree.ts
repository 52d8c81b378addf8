/**
 * The same figure in two tables is the same (accounts.md I07, I10, I11, I14, I15, I20–I23, I25). The accused is the table
 * that comes later; the judge finds the cell at fault where more than one relation speaks.
 */
import { type Check, type Report } from '../check.ts';
import { type Disclosure } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { figureAt, figureOf, isBlank, pairsOf, plus, stateEqual, stateSum, type TableView, tablesOf } from './cells.ts';

export const tablesAgree: Check = {
  meta: {
    id: 'tables-agree',
    family: 'xtab',
    severity: 'error',
    certainty: 'proven',
    name: '表间数据一致',
    help: '同一数据在不同决算表中应当一致：总表与收入、支出决算表，财政拨款总表与一般公共预算、政府性基金、国有资本经营预算各表，支出表与基本支出明细表。',
  },
  run(document, report) {
    if (document.tables.filter((table) => table.id !== 'other').length < 2)
      report.notApplicable('可核对的决算表不足两张');
    summaryAndIncome(document, report);
    summaryAndExpenditure(document, report);
    summaryAndFiscal(document, report);
    fiscalAndGeneral(document, report);
    fiscalAndFunds(document, report);
    generalAndDetail(document, report);
    expenditureAndGeneral(document, report);
  },
};

function summaryAndIncome(document: Disclosure, report: Report): void {
  for (const { left, right } of pairsOf(document, 'income-expenditure-summary', 'income')) {
    stateEqual(
      report,
      figureAt(left, 'income:year-total'),
      figureAt(right, 'total'),
      '收入决算表合计＝收入支出决算总表本年收入合计',
    );
    for (const key of ['superior', 'business', 'operating', 'affiliated', 'other']) {
      stateEqual(
        report,
        figureAt(left, `income:${key}`),
        figureAt(right, 'total', key),
        '收入决算表各栏合计＝收入支出决算总表相应收入',
      );
    }
    const appropriations = ['general', 'government-fund', 'state-capital'].map((key) =>
      figureAt(left, `income:${key}`),
    );
    if (appropriations.some((figure) => figure !== null)) {
      stateSum(
        report,
        figureAt(right, 'total', 'fiscal'),
        appropriations.map((figure) => (figure === null ? null : plus(figure))),
        '收入决算表财政拨款收入＝收入支出决算总表三类财政拨款收入之和',
      );
    }
  }
}

function summaryAndExpenditure(document: Disclosure, report: Report): void {
  for (const { left, right } of pairsOf(document, 'income-expenditure-summary', 'expenditure')) {
    stateEqual(
      report,
      figureAt(left, 'expenditure:year-total'),
      figureAt(right, 'total'),
      '支出决算表合计＝收入支出决算总表本年支出合计',
    );
    classesAgree(report, left, right, 'total', '支出决算表各类＝收入支出决算总表各类支出');
  }
}

/** Class rows of a two-sided table against the 类 rows of a coded one; a class that only one prints is a difference too. */
function classesAgree(report: Report, left: TableView, right: TableView, leftColumn: string, reason: string): void {
  const column = left.columns.get(leftColumn);
  const rightColumn = right.columns.get('total');
  if (column === undefined || rightColumn === undefined || right.table.empty) return;
  for (const row of left.table.rows) {
    if (row.side !== 'expenditure' || !row.key.startsWith('class:')) continue;
    const figure = figureOf(left.table, row, column);
    const other = figureAt(right, row.key.slice('class:'.length));
    if (figure === null || (other === null && isBlank(figure))) continue;
    if (other !== null) stateEqual(report, figure, other, reason);
  }
}

function summaryAndFiscal(document: Disclosure, report: Report): void {
  for (const { left, right } of pairsOf(document, 'income-expenditure-summary', 'fiscal-summary')) {
    for (const key of ['general', 'government-fund', 'state-capital']) {
      stateEqual(
        report,
        figureAt(left, `income:${key}`),
        figureAt(right, `income:${key}`),
        '财政拨款总表各项收入＝收入支出决算总表相应收入',
      );
    }
  }
  for (const { left, right } of pairsOf(document, 'income', 'fiscal-summary')) {
    stateEqual(
      report,
      figureAt(left, 'total', 'fiscal'),
      figureAt(right, 'income:year-total'),
      '财政拨款总表本年收入合计＝收入决算表财政拨款收入',
    );
  }
}

function fiscalAndGeneral(document: Disclosure, report: Report): void {
  for (const { left, right } of pairsOf(document, 'fiscal-summary', 'general-public-expenditure')) {
    const printed = figureAt(left, 'expenditure:year-total', 'general');
    if (printed !== null && !isBlank(printed))
      stateEqual(report, printed, figureAt(right, 'total'), '一般公共预算支出表合计＝财政拨款总表一般公共预算支出合计');
    classesAgree(report, left, right, 'general', '一般公共预算支出表各类＝财政拨款总表一般公共预算各类支出');
  }
}

function fiscalAndFunds(document: Disclosure, report: Report): void {
  for (const [id, key, name] of [
    ['government-fund', 'government-fund', '政府性基金'],
    ['state-capital', 'state-capital', '国有资本经营预算'],
  ] as const) {
    for (const { left, right } of pairsOf(document, 'fiscal-summary', id)) {
      stateEqual(
        report,
        figureAt(left, 'expenditure:year-total', key),
        figureAt(right, 'total', 'total'),
        `${name}决算表支出合计＝财政拨款总表${name}支出`,
      );
      stateEqual(
        report,
        figureAt(left, `income:${key}`),
        figureAt(right, 'total', 'income'),
        `${name}决算表本年收入＝财政拨款总表${name}收入`,
      );
      stateEqual(
        report,
        figureAt(left, `income:opening:${key}`),
        figureAt(right, 'total', 'opening'),
        `${name}决算表年初结转和结余＝财政拨款总表相应数`,
      );
      stateEqual(
        report,
        figureAt(left, 'expenditure:closing', key),
        figureAt(right, 'total', 'closing'),
        `${name}决算表年末结转和结余＝财政拨款总表相应数`,
      );
    }
  }
}

function generalAndDetail(document: Disclosure, report: Report): void {
  for (const { left, right } of pairsOf(document, 'general-public-expenditure', 'basic-expenditure-detail')) {
    const basic = figureAt(left, 'total', 'basic');
    const personnel = figureAt(right, 'personnel');
    const running = figureAt(right, 'running');
    const total = figureAt(right, 'total');
    if (basic === null) continue;
    if (personnel !== null && running !== null) {
      stateSum(
        report,
        basic,
        [plus(personnel), plus(running)],
        '一般公共预算支出表基本支出合计＝基本支出明细表人员经费＋公用经费',
      );
    } else {
      stateEqual(report, basic, total, '基本支出明细表合计＝一般公共预算支出表基本支出合计');
    }
  }
}

/** 支出决算表 holds all money, 一般公共预算支出表 a part of it: where their totals are equal, every row is. */
function expenditureAndGeneral(document: Disclosure, report: Report): void {
  for (const { left, right } of pairsOf(document, 'expenditure', 'general-public-expenditure')) {
    const onlyGeneral = hasOnlyGeneralMoney(document, left.table.part);
    for (const row of right.table.rows) {
      const key = row.key;
      for (const column of ['total', 'basic', 'project']) {
        const whole = figureAt(left, key, column);
        const part = figureAt(right, key, column);
        if (whole === null || part === null || (isBlank(whole) && isBlank(part))) continue;
        if (onlyGeneral)
          stateEqual(report, whole, part, '单位只有一般公共预算财政拨款时，一般公共预算支出表各行＝支出决算表相应行');
        else stateAtLeast(report, whole, part);
      }
    }
  }
}

function stateAtLeast(report: Report, whole: Quantity, part: Quantity): void {
  report.relation({
    kind: 'at-least',
    left: whole,
    right: part,
    accuse: part,
    reason: '支出决算表各行不小于一般公共预算支出表相应行',
  });
}

/** True when summary and fiscal summary show no money but general public appropriation of this year. */
function hasOnlyGeneralMoney(document: Disclosure, part: number): boolean {
  const summary = tablesOf(document, 'income-expenditure-summary').find((view) => view.table.part === part);
  if (summary === undefined) return false;
  const lines = [
    'government-fund',
    'state-capital',
    'superior',
    'business',
    'operating',
    'affiliated',
    'other',
    'use-of-balance',
    'opening',
  ];
  if (!lines.every((key) => (figureAt(summary, `income:${key}`)?.value ?? 0n) === 0n)) return false;
  const closing = figureAt(summary, 'expenditure:closing')?.value ?? 0n;
  return closing === 0n;
}
