/**
 * The parts that the instrument in force asks of a final-accounts disclosure: tables, sections, and within sections the facts
 * that must be told (groups and persons abroad, vehicles, reception batches and persons). Each part is a row of
 * `data/required-parts.json` with its province, years and instrument; without an instrument a gap is at most `possible`.
 */
import { type Certainty, type Place, type Severity } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import rows from '../data/required-parts.json' with { type: 'json' };
import templates from '../data/templates.json' with { type: 'json' };
import { type Disclosure } from '../model.ts';
import { announcedTables } from './announced-parts-present.ts';
import { compareContents } from './contents-agree.ts';
import { bodyOf, firstText, placeOfText, proseOf, textsOf } from './document-support.ts';
import { isExplained } from './empty-table-explained.ts';

interface RequiredPart {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Table ids, or topics of sections. */
  readonly find: readonly string[];
  /** A title that shows the part is there even if it was not recognised; for `text`, the words that tell the fact. */
  readonly title: string;
  readonly province: string | null;
  readonly from: number;
  readonly to?: number;
  readonly instrument: string | null;
  readonly severity: string;
  readonly certainty: string;
  /** For `text`: only where the section speaks of this at all. */
  readonly needs?: string;
}

const parts: readonly RequiredPart[] = rows;

export const requiredPartsPresent: Check = {
  meta: {
    id: 'required-parts-present',
    family: 'disc',
    severity: 'presentation',
    certainty: 'strong',
    name: '应公开的内容齐全',
    help: '部门决算公开的表、说明和必须写明的事项齐全。',
  },
  run(document, report) {
    const accounts = document.tables.filter((table) => table.id !== 'other' && table.part === 0);
    const narrative = bodyOf(document).filter((text) => text.part === 0);
    if (document.kind !== 'final-accounts' || accounts.length < 4) {
      report.notApplicable('不是有决算表的部门决算公开');
      return;
    }
    const hasNarrative = narrative.some(
      (text) =>
        text.section?.topic === 'overview' || text.section?.topic === 'income' || text.section?.topic === 'expenditure',
    );
    const announced = announcedTables(document).missing.map((one) => one.title);
    const listed = compareContents(document).missing.map((one) => one.title);
    for (const part of applicable(document)) {
      const title = new RegExp(part.title);
      // A document without narrative, or that announces what is missing, is another check's finding.
      if (part.kind !== 'table' && (!hasNarrative || listed.some((one) => title.test(one)))) continue;
      if (part.kind === 'table' && announced.some((one) => title.test(one))) continue;
      if (
        part.kind === 'topic' &&
        document.tables.some((table) => table.empty && part.find.includes(table.id) && !isExplained(document, table))
      )
        continue;
      if (part.needs !== undefined && !narrative.some((text) => text.text.includes(part.needs ?? ''))) continue;
      report.judge(isThere(document, part), () => ({
        severity: part.severity as Severity,
        certainty: (part.instrument === null ? 'possible' : part.certainty) as Certainty,
        place: placeFor(document, part),
        stated: '无',
        expected: part.name,
        message: `没有${part.kind === 'table' ? `《${part.name}》` : `“${part.name}”`}${part.kind === 'text' ? '的内容' : ''}。${part.instrument === null ? '依据待核。' : `${part.instrument}要求公开（条款待核）。`}${part.kind === 'table' ? '没有数据也应公开空表并说明。' : ''}`,
        labels: [part.id],
      }));
    }
  },
};

/** The rows in force for the document's province and year. */
function applicable(document: Disclosure): readonly RequiredPart[] {
  const province = templates.find((template) => template.id === document.template)?.province ?? null;
  return parts.filter(
    (part) =>
      (part.province === null || part.province === province) &&
      (document.year === null || (document.year >= part.from && (part.to === undefined || document.year <= part.to))),
  );
}

/** Names of required tables that a disclosure with tables does not hold. */
export function missingRequiredTables(document: Disclosure): readonly string[] {
  return applicable(document)
    .filter((part) => part.kind === 'table' && !isThere(document, part))
    .map((part) => part.name);
}

function isThere(document: Disclosure, part: RequiredPart): boolean {
  const title = new RegExp(part.title);
  switch (part.kind) {
    case 'table':
      return (
        document.tables.some((table) => part.find.includes(table.id)) ||
        textsOf(document).some(
          (text) =>
            text.role !== 'contents' &&
            text.text.length <= 60 &&
            text.text.endsWith('表') &&
            title.test(squeeze(text.text).replace(/[“”"]/g, '')),
        )
      );
    case 'topic':
      return (
        document.sections.some(
          (section) => section.part === 0 && section.topic !== null && part.find.includes(section.topic),
        ) || proseOf(document).some((text) => text.part === 0 && text.text.length <= 60 && title.test(text.text))
      );
    default: {
      const own = proseOf(document).filter((text) => text.part === 0 && part.find.includes(text.section?.topic ?? ''));
      return own.length === 0 || own.some((text) => title.test(text.text));
    }
  }
}

/** The section that should hold the part, else the first line that is not blank. */
function placeFor(document: Disclosure, part: RequiredPart): Place {
  if (part.kind === 'text') {
    for (const topic of part.find) {
      const text =
        bodyOf(document).find((one) => one.section?.topic === topic) ??
        proseOf(document).find((one) => one.section?.topic === topic);
      if (text !== undefined) return placeOfText(text, 40);
    }
  }
  const chapter = part.kind === 'table' ? 'tables' : 'narrative';
  const heading = proseOf(document).find(
    (text) => text.role === 'heading' && text.section?.level === 1 && text.section.topic === chapter,
  );
  const text = heading ?? firstText(document);
  return text === null ? { line: 1, quote: '—' } : placeOfText(text, 40);
}
