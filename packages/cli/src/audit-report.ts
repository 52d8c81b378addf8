/**
 * An audit for a person in front of a terminal:
 *
 *     云泽县.txt
 *     文件    部门决算 · 云泽县医疗保障局 · 2024年度 · 金额单位万元
 *     表格    10 张：收入支出决算总表、收入决算表……
 *
 *     错误 1 条
 *       第 431 行  功能分类逐级汇总一致（确证）  code-tree-adds-up
 *         文中 521.00    应为 520.00    相差 1.00
 *         原文 “521.00”
 *         公开05表“2101501 行政运行”基本支出写为521.00，应为520.00……
 *
 *     共检查 1234 项关系，1233 项成立；叙述中的 180 个数据全部读懂。
 */
import { type AuditObject, checks } from '@mingzhang/disclosure';
import { type CitedFinding, type CitedPlace, type RelatedPlace, type Severity, whereInWords } from '@mingzhang/kernel';
import { printable } from './output.ts';

const kindNames: Readonly<Record<AuditObject['document']['kind'], string>> = {
  'final-accounts': '部门决算',
  'performance-report': '绩效自评报告',
  budget: '部门预算',
  'goal-form': '绩效目标表',
  unknown: '未能识别的文件',
};

export const severityNames: Readonly<Record<Severity, string>> = {
  error: '错误',
  rounding: '尾差',
  presentation: '表述',
};

const encodingNames: Readonly<Record<NonNullable<AuditObject['encoding']>, string>> = {
  GB18030: 'GBK',
  'UTF-16LE': 'UTF-16',
  'UTF-16BE': 'UTF-16',
};

const severities: readonly Severity[] = ['error', 'rounding', 'presentation'];
const certaintyNames = { proven: '确证', strong: '有力', possible: '待核' } as const;
const roleNames: Readonly<Record<RelatedPlace['role'], string>> = {
  operand: '计算所用',
  counterpart: '另一处',
  repeat: '同样见于',
  consequence: '连带不成立',
};

/** So many places beside a finding's own, and so many things not understood, are listed; the rest is counted. */
const listed = 6;
const quoteLength = 60;

export interface ReportOptions {
  readonly colours: boolean;
}

/** The report on a file that could be read; ends with a line feed. */
export function auditReport(audit: AuditObject, options: ReportOptions): string {
  const paint = painter(options.colours);
  const lines = [paint.strong(audit.file), `文件    ${describe(audit)}`];
  for (const part of audit.parts.slice(1)) {
    const what = [kindNames[part.kind], part.bureau, part.year === null ? null : `${part.year}年度`];
    lines.push(`另含    ${what.filter((word) => word !== null).join(' · ')}（${whereInWords(part)}）`);
  }
  if (audit.tables.length > 0) {
    const empty = audit.tables.filter((table) => table.empty).length;
    const titles = audit.tables.map((table) => table.title || '（无表名）').join('、');
    lines.push(`表格    ${audit.tables.length} 张${empty === 0 ? '' : `（其中空表 ${empty} 张）`}：${titles}`);
  }
  if (audit.forms.length > 0) {
    const projects = audit.forms.flatMap((form) => (form.project === undefined ? [] : [form.project]));
    lines.push(
      `绩效表  ${audit.forms.length} 张${projects.length === 0 ? '' : `，其中项目 ${projects.length} 个：${projects.join('、')}`}`,
    );
  }
  for (const severity of severities) {
    const own = audit.findings.filter((finding) => finding.severity === severity);
    if (own.length === 0) continue;
    lines.push('', paint[severity](`${severityNames[severity]} ${own.length} 条`));
    for (const finding of own) lines.push(...linesOf(finding, paint));
  }
  lines.push('', closing(audit));
  return `${printable(lines.join('\n'))}\n`.replaceAll(painterMark, '\u001b');
}

function describe({ document, encoding }: AuditObject): string {
  const words = [
    kindNames[document.kind],
    document.bureau,
    document.year === null ? null : `${document.year}年度`,
    document.unit === null ? null : `金额单位${document.unit}`,
    document.template === null ? null : `模板 ${document.template}`,
    encoding === undefined ? null : `按${encodingNames[encoding]}编码读取，文字如有不对请另存为UTF-8`,
  ];
  return words.filter((word) => word !== null).join(' · ');
}

function linesOf(finding: CitedFinding, paint: Painter): string[] {
  const name = checkNames().get(finding.check) ?? finding.check;
  const lines = [
    `  ${paint.strong(whereInWords(finding.place))}  ${name}（${certaintyNames[finding.certainty]}）  ${paint.faint(finding.check)}`,
  ];
  const figures = [
    finding.stated === '' ? null : `文中 ${short(finding.stated)}`,
    finding.expected === '' ? null : `应为 ${short(finding.expected)}`,
    finding.difference === '' ? null : `相差 ${finding.difference}`,
  ].filter((figure) => figure !== null);
  if (figures.length > 0) lines.push(`    ${figures.join('    ')}`);
  lines.push(`    原文 “${short(finding.place.quote)}”`, `    ${finding.message.replace(/\s*\n\s*/g, ' ')}`);
  for (const role of ['counterpart', 'operand', 'repeat', 'consequence'] as const) {
    // A blank cell takes part in a sum as nothing; naming it helps nobody.
    const places = finding.also.filter(
      (related) => related.role === role && !(role === 'operand' && related.stated === '空白'),
    );
    if (places.length === 0) continue;
    const named = places.slice(0, listed).map((related) => placeWords(related));
    const more = places.length > listed ? `……等 ${places.length} 处` : '';
    lines.push(paint.faint(`    ${roleNames[role]}：${named.join('；')}${more}`));
  }
  if (finding.article !== undefined) lines.push(paint.faint(`    依据：${finding.article}`));
  return lines;
}

function placeWords({ place, stated }: RelatedPlace<CitedPlace>): string {
  return `${whereInWords(place)}${stated === undefined || stated === '' ? '' : ` ${short(stated)}`}`;
}

function short(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > quoteLength ? `${flat.slice(0, quoteLength)}……` : flat;
}

function closing({ findings, stats, notRead }: AuditObject): string {
  const counted = `共检查 ${stats.relations} 项关系，${stats.held} 项成立`;
  const missed = stats.amounts - stats.amountsUnderstood;
  const understood =
    stats.amounts === 0
      ? ''
      : missed === 0
        ? `；文字中的 ${stats.amounts} 个数据全部读懂`
        : `；文字中的 ${stats.amounts} 个数据读懂 ${stats.amountsUnderstood} 个`;
  const places = notRead.slice(0, listed).map(({ place }) => whereInWords(place));
  const left =
    notRead.length === 0
      ? ''
      : `\n未能读懂 ${notRead.length} 处（${places.join('、')}${notRead.length > listed ? '……' : ''}），这些地方没有检查`;
  return `${counted}${understood}。${findings.length === 0 ? '没有发现问题。' : ''}${left === '' ? '' : `${left}。`}`;
}

let names: ReadonlyMap<string, string> | null = null;

function checkNames(): ReadonlyMap<string, string> {
  names ??= new Map(checks.map(({ meta }) => [meta.id, meta.name]));
  return names;
}

/** Stands for the escape character until everything else in the text has been made harmless. */
const painterMark = '\ue0ff';

interface Painter extends Readonly<Record<Severity, (text: string) => string>> {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

function painter(colours: boolean): Painter {
  const code =
    (number: number) =>
    (text: string): string =>
      colours ? `${painterMark}[${number}m${text}${painterMark}[0m` : text;
  return { strong: code(1), faint: code(2), error: code(31), rounding: code(33), presentation: code(36) };
}
