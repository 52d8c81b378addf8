/** Headings: their numbering, level and topic. */
import { squeeze } from '../compact.ts';
import topics from '../data/topics.json' with { type: 'json' };
import { type Scope } from '../model.ts';

export interface Heading {
  readonly title: string;
  readonly level: number;
  /** The number as printed: 一, 3, 第二部分. */
  readonly number: string;
}

const levels: readonly (readonly [RegExp, number])[] = [
  [/^第([一二三四五六七八九十]+)部分/, 1],
  [/^([一二三四五六七八九十]+)[、．.]/, 2],
  [/^（([一二三四五六七八九十]+)）/, 3],
  [/^(\d{1,2})[、．.](?!\d)/, 4],
  [/^（(\d{1,2})）/, 5],
];

/** Reads a paragraph as a heading; null for running text. */
export function headingOf(text: string): Heading | null {
  const plain = squeeze(text).replace(/^(?:[-#]+|·)/, '');
  if (plain.length > 60) return null;
  if (/^(?:专业)?名词解释$/.test(plain)) return { title: plain, level: 1, number: '' };
  for (const [pattern, level] of levels) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    const title = plain.slice(match[0].length).replace(/^[、：]/, '');
    if (/：./.test(title) || (title.endsWith('。') && !title.includes('（项'))) return null;
    if (/[。；]./.test(title) || /[；，]$/.test(title) || /\d(?:万元|元|%)/.test(title)) return null;
    return { title, level, number: match[1] ?? '' };
  }
  return null;
}

export interface Topic {
  readonly topic: string;
  readonly scope: Scope;
}

/** What a heading's section is about, or null where its title does not say. */
export function topicOf(title: string, level: number): Topic | null {
  const plain = title.replace(/[“”"‘’]/g, '');
  for (const entry of topics) {
    if ('levels' in entry && !(entry.levels ?? []).includes(level)) continue;
    const excluded: readonly string[] = 'notTitle' in entry ? (entry.notTitle ?? []) : [];
    if (excluded.some((word) => plain.includes(word))) continue;
    if (entry.title.some((words) => plain.includes(words))) return { topic: entry.topic, scope: entry.scope as Scope };
  }
  return null;
}
