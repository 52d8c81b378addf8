import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureById } from '../claims/phrasebook.ts';
import report from '../data/narrative/report.json' with { type: 'json' };
import { glossaryProblems, glossaryTerms } from './glossary.ts';
import {
  narrativeTemplate,
  narrativeTemplateIds,
  narrativeTemplateProblems,
  registerMeasures,
  type Sentence,
  sentenceProblems,
  sentences,
} from './index.ts';
import { piecesOf } from './variables.ts';

test('every sentence can be said', () => {
  expect([...sentences.values()].flatMap(sentenceProblems)).toEqual([]);
});

test('a sentence that cannot be said is named', () => {
  const wrong = (sentence: Partial<Sentence>) => sentenceProblems({ id: 'x', about: '', ...sentence });
  expect(wrong({})).toEqual(['x 应有 text、clauses 或 variants，只有其一']);
  expect(wrong({ text: '{amount basic soon}万元' })).toEqual(['x：no basis: {amount basic soon}']);
  expect(wrong({ text: '{Amount}' })).toEqual(['x：no variable: {Amount}']);
  expect(wrong({ compare: 'prior', variants: { rose: '多' } }).slice(0, 2)).toEqual([
    'x 没有“no-base”时的说法',
    'x 没有“both-zero”时的说法',
  ]);
});

test('every figure that a sentence states is one that the audit knows or a register counts', () => {
  const measures = [...sentences.values()]
    .flatMap(({ text, variants }) => [text, ...Object.values(variants ?? {})])
    .flatMap((text) => piecesOf(text ?? ''))
    .flatMap((piece) => (piece.kind === 'figure' ? [piece.variable.measure, piece.variable.of?.measure ?? '@'] : []))
    .filter((measure) => measure !== '@');
  const registers: readonly string[] = registerMeasures;
  expect(measures.filter((measure) => measureById(measure) === null && !registers.includes(measure))).toEqual([]);
  expect(new Set(measures).size).toBeGreaterThan(40);
});

test('the four templates are whole, and between them say every sentence', () => {
  expect(narrativeTemplateIds).toEqual(['hunan-2021', 'hunan-2024', 'shaanxi-2023', 'shanxi-2024']);
  const templates = narrativeTemplateIds.map((id) => narrativeTemplate(id));
  expect(templates.flatMap((template) => (template === null ? ['none'] : narrativeTemplateProblems(template)))).toEqual(
    [],
  );
  const all = JSON.stringify([...templates, report.sections]);
  expect([...sentences.keys()].filter((id) => !all.includes(`"${id}"`))).toEqual([]);
});

test('a new province is a file: what it says of a section stands over the one it extends', () => {
  const file = {
    id: 'elsewhere-2025',
    extends: 'national',
    parts: [{ part: 'narrative' as const, title: '说明', sections: ['overview'] }],
    sections: { overview: { title: '收支总体', body: [{ sentences: ['totals-separate'] }] } },
  };
  const template = narrativeTemplate('elsewhere-2025', [file]);
  expect(template?.sections.overview?.title).toBe('收支总体');
  expect(template?.sections.income?.title).toBe('收入决算情况说明');
  const broken = { ...file, sections: { overview: { title: '收支', body: [{ sentences: ['no-such'] }] } } };
  expect(narrativeTemplateProblems({ ...broken, parts: file.parts })).toEqual(['overview/收支 没有“no-such”这一句']);
});

test('the page lists every sentence as it is said', () => {
  const page = readFileSync(new URL('../../../../docs/reference/narrative-sentences.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$/gm)].map(
    ([, id, about, when, text]) => [id, about, when?.replace(/.*`(.+)`.*/, '$1').trim(), text],
  );
  const said = [...sentences.values()].flatMap(({ id, about, text, clauses, each = '', variants = {} }) =>
    clauses !== undefined
      ? clauses.map((clause) => [id, about, '', clause])
      : text === undefined
        ? Object.entries(variants).map(([comparison, variant]) => [id, about, comparison, variant || '（不说）'])
        : [[id, about, each, text || '（不说）']],
  );
  expect(listed).toEqual(said);
});

test('the glossary explains codes that exist, in words of its own, each with what it rests on', () => {
  expect(glossaryProblems()).toEqual([]);
  expect(glossaryTerms.filter(({ meaning, source }) => !meaning.endsWith('。') || source === '')).toEqual([]);
  expect(new Set(glossaryTerms.map(({ term }) => term)).size).toBe(glossaryTerms.length);
});
