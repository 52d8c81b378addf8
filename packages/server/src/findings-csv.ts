/**
 * Findings as a CSV that a spreadsheet opens right: UTF-8 with a byte order mark, CRLF line ends, every field quoted.
 *
 * A field that starts with = + - @ or a control character could be run as a formula, so it gets an apostrophe in front – save
 * a plain number, which a clerk wants to add up: `-29.25` stays, `-29.25+cmd` does not.
 */
import { type CitedFinding, type CitedPlace, whereInWords } from '@mingzhang/kernel';

const severities = { error: '错误', rounding: '尾差', presentation: '表述' } as const;
const certainties = { proven: '确证', strong: '有力', possible: '待核' } as const;

const header = [
  '序号',
  '严重程度',
  '把握',
  '检查项',
  '位置',
  '行号或段号',
  '原文',
  '文中数',
  '应为',
  '差额',
  '说明',
  '依据',
  '处理',
  '搁置理由',
  '编号',
];

/** One line per finding, in the audit's order; `checkNames` gives a check's Chinese name by id. */
export function findingsCsv(
  findings: readonly CitedFinding[],
  setAsides: readonly { readonly findingId: string; readonly reason: string }[],
  checkNames: ReadonlyMap<string, string>,
): string {
  const reasons = new Map(setAsides.map((row) => [row.findingId, row.reason]));
  const rows = findings.map((finding, index) => [
    String(index + 1),
    severities[finding.severity],
    certainties[finding.certainty],
    checkNames.get(finding.check) ?? finding.check,
    placeInWords(finding.place),
    lines(finding.place),
    finding.place.quote,
    finding.stated,
    finding.expected,
    finding.difference,
    finding.message,
    finding.article ?? '依据待核',
    reasons.has(finding.id) ? '已搁置' : '',
    reasons.get(finding.id) ?? '',
    finding.id,
  ]);
  return `\ufeff${[header, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

const tableNames: Readonly<Record<string, string>> = {
  'income-expenditure-summary': '收入支出决算总表',
  income: '收入决算表',
  expenditure: '支出决算表',
  'fiscal-summary': '财政拨款收入支出决算总表',
  'general-public-expenditure': '一般公共预算财政拨款支出决算表',
  'basic-expenditure-detail': '一般公共预算财政拨款基本支出决算明细表',
  'government-fund': '政府性基金预算财政拨款收入支出决算表',
  'state-capital': '国有资本经营预算财政拨款支出决算表',
  'three-public': '“三公”经费支出决算表',
  'disclosure-statistics': '部门决算公开相关信息统计表',
};

function placeInWords(place: CitedPlace): string {
  const table = place.table === undefined ? undefined : (tableNames[place.table] ?? place.table);
  return [place.section, table, place.row, place.column]
    .filter((part) => part !== undefined && part !== '')
    .join(' › ');
}

/** Bare numbers for lines, so that a spreadsheet sorts them; words for everything else. */
function lines(place: CitedPlace): string {
  if (place.line === undefined) return whereInWords(place);
  return place.endLine === undefined || place.endLine === place.line
    ? `${place.line}`
    : `${place.line} 至 ${place.endLine}`;
}

function field(text: string): string {
  const dangerous = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?[\d,]+(\.\d+)?%?$/.test(text);
  return `"${(dangerous ? `'${text}` : text).replaceAll('"', '""')}"`;
}
