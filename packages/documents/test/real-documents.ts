/**
 * The real documents that lie beside the checkout, for tests only: they are read, never copied, and no name of theirs stands
 * in the code. Where the folder is absent the tests that need it say so.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditObject, type Disclosure } from '@mingzhang/disclosure';
import { type Place } from '@mingzhang/kernel';
import { missingSharedDocuments, sharedDirectory } from '../../../tools/test-requirements.ts';
import { auditWithModel } from '../src/index.ts';

export interface RealDocument {
  /** '000' … '004'. */
  readonly number: string;
  readonly text: string;
  readonly audit: AuditObject<Place>;
  readonly document: Disclosure;
}

const seeds = join(sharedDirectory, 'seeds');
const labels = join(sharedDirectory, 'labels', 'findings-001-004.md');

/** Why the tests on real documents cannot run here, or null. */
export function missingRealDocuments(): string | null {
  return (
    missingSharedDocuments() ??
    (existsSync(seeds) && existsSync(labels) ? null : 'the folder "shared" has no seeds or no labels')
  );
}

let known: readonly RealDocument[] | null = null;

/** All of them, audited once; empty where they are absent. */
export function realDocuments(): readonly RealDocument[] {
  known ??= missingRealDocuments() === null ? read() : [];
  return known;
}

export function realDocument(number: string): RealDocument {
  const found = realDocuments().find((one) => one.number === number);
  if (found === undefined) throw new Error(`no real document ${number}`);
  return found;
}

function read(): RealDocument[] {
  return readdirSync(seeds)
    .filter((name) => /^\d{3}_.*\.txt$/.test(name))
    .sort()
    .map((name): RealDocument => {
      const bytes = readFileSync(join(seeds, name));
      const { audit, document } = auditWithModel(bytes, name);
      if (document === null) throw new Error(`${name}: ${audit.error}`);
      return { number: name.slice(0, 3), text: bytes.toString('utf8'), audit, document };
    });
}

/** One line of the auditor's list. */
export interface Label {
  readonly id: string;
  readonly document: string;
  readonly family: string;
  readonly severity: string;
  readonly certainty: string;
  readonly quotes: readonly LabelQuote[];
}

export interface LabelQuote {
  readonly line: number;
  /** White space removed. */
  readonly text: string;
}

/** What a careful auditor found, and what looks wrong and is right. */
export function readLabels(): { readonly found: readonly Label[]; readonly nearMisses: readonly Label[] } {
  const found: Label[] = [];
  const nearMisses: Label[] = [];
  for (const line of readFileSync(labels, 'utf8').split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, id = '', second = '', third = '', fourth = ''] = cells;
    if (/^S\d-/.test(id)) {
      found.push({
        id,
        document: `00${id.charAt(1)}`,
        family: second,
        severity: third,
        certainty: fourth,
        quotes: quotesIn(cells[6] ?? ''),
      });
    } else if (/^N-/.test(id)) {
      nearMisses.push({ id, document: second, family: '', severity: '', certainty: '', quotes: quotesIn(line) });
    }
  }
  return { found, nearMisses };
}

function quotesIn(text: string): LabelQuote[] {
  return [...text.matchAll(/L(\d+)「(.*?)」/g)].map(
    (match): LabelQuote => ({ line: Number(match[1]), text: (match[2] ?? '').replace(/\s/g, '') }),
  );
}

/** Names of places, projects and persons in the real documents: none of them may stand in the code. */
export function realNames(): readonly string[] {
  const names = new Set<string>();
  for (const { audit, document } of realDocuments()) {
    for (const name of [audit.document.area, audit.document.bureau, ...document.parts.map((part) => part.bureau)]) {
      if (name === null) continue;
      names.add(name);
      // 甲乙市丙丁区 names a city and a district, each by its short name too.
      for (const piece of name
        .replace(/(?:医疗|局|委员会|中心).*$/, '')
        .matchAll(/([\p{Script=Han}]{2,6}?)(?:自治县|自治州|市|县|区|州|盟|旗)/gu)) {
        names.add(piece[0]);
        if ((piece[1] ?? '').length > 1) names.add(piece[1] ?? '');
      }
    }
    for (const form of document.forms) {
      if (form.project !== null && form.project.length >= 4) names.add(form.project);
      for (const { key, cell } of form.fields)
        if (/^(?:filler|head|handler)$/.test(key) && cell.text !== null) names.add(cell.text);
    }
  }
  for (const label of readLabels().found)
    if (label.family === 'PII') for (const quote of label.quotes) names.add(quote.text);
  return [...names];
}
