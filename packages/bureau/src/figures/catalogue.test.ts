/** The catalogue against itself, and against the rows of the five published documents, which lie beside the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  aggregations,
  duties,
  type Figure,
  figureNamed,
  figures,
  figuresOfDuty,
  figuresOfRow,
  isCoordinate,
  operandsOf,
  parts,
  units,
} from './index.ts';

const published = join(dirname(fileURLToPath(import.meta.url)), '../../../../../shared/facts/figures.md');
const present = existsSync(published);
if (!present)
  console.warn('figures: no shared/facts/figures.md beside the checkout; the 689 published rows are not compared here');

const operands = (figure: Figure) => (figure.formula === undefined ? [] : (operandsOf(figure.formula) ?? []));

test('ids are unique and spelt in one way', () => {
  const ids = figures.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([]);
  const terms = figures.map(({ term }) => term);
  expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([]);
});

test.each(figures.map((figure) => [figure.id, figure] as const))('%s is well formed', (_, figure) => {
  expect(figure.term).toMatch(/\p{Script=Han}/u);
  expect(figure.definition).toMatch(/。$/);
  expect(Object.keys(units)).toContain(figure.unit);
  expect(aggregations).toContain(figure.aggregation);
  expect(duties).toContain(figure.duty);
  expect(parts).toContain(figure.part);

  // Ratios and derived figures, and only those, are computed from operands that they name.
  const calculated = figure.aggregation === 'ratio' || figure.aggregation === 'derived';
  expect(figure.formula !== undefined).toBe(calculated);
  if (figure.formula !== undefined) expect(operandsOf(figure.formula)).not.toBeNull();
  expect(figure.evidence).toBe(calculated ? 'computed' : 'declared');
  if (figure.aggregation === 'ratio') {
    expect(figure.unit).toBe('%');
    expect(figure.formula).toContain(' / ');
  }
  for (const operand of operands(figure)) {
    const known = figureNamed(operand.figure);
    expect(known, operand.figure).not.toBeNull();
    for (const [dimension, values] of Object.entries(operand.at)) {
      expect(known?.dimensions).toContain(dimension);
      for (const value of [values].flat()) expect(isCoordinate(dimension, value)).toBe(true);
    }
  }
  if (figure.aggregation === 'derived') {
    expect(operands(figure).map((operand) => figureNamed(operand.figure)?.unit)).toEqual(
      operands(figure).map(() => figure.unit),
    );
  }

  // Rows stand at coordinates that the figure has.
  for (const [row, at] of Object.entries(figure.rows)) {
    expect(row).toMatch(/^[A-Q]\d{2,3}$/);
    for (const [dimension, values] of Object.entries(at)) {
      expect(figure.dimensions, row).toContain(dimension);
      for (const value of [values].flat())
        expect(isCoordinate(dimension, value), `${row} ${dimension} ${value}`).toBe(true);
    }
  }
});

test('no figure is computed from itself but of the year before', () => {
  const reaches = (figure: Figure, path: readonly string[]): readonly string[] => {
    if (path.includes(figure.id)) return [...path, figure.id];
    for (const operand of operands(figure)) {
      const next = figureNamed(operand.figure);
      const circle = next === null ? [] : reaches(next, [...path, figure.id]);
      if (circle.length > 0) return circle;
    }
    return [];
  };
  expect(figures.map((figure) => reaches(figure, [])).filter((circle) => circle.length > 0)).toEqual([]);
});

/** Stated by our own narrative; the five published documents state them within sentences of other rows. */
const ofOurNarrative = [
  'abroad-persons',
  'meetings-held',
  'trainings-held',
  'government-fund-expenditure',
  'state-capital-expenditure',
];

test('every figure is published somewhere or is an operand of one that is', () => {
  const used = new Set([
    ...ofOurNarrative,
    ...figures.flatMap((figure) => operands(figure).map(({ figure: id }) => id)),
  ]);
  expect(figures.filter(({ id, rows }) => Object.keys(rows).length === 0 && !used.has(id)).map(({ id }) => id)).toEqual(
    [],
  );
});

test('look-ups', () => {
  expect(figureNamed('insured-persons')?.term).toBe('基本医疗保险参保人数');
  expect(figureNamed('no-such-figure')).toBeNull();
  expect(figuresOfRow('C14').map(({ id, rows }) => [id, rows.C14])).toEqual([['fund-income', { scheme: 'employee' }]]);
  expect(figuresOfRow('Z99')).toEqual([]);
  expect(figuresOfDuty('supervision').length).toBeGreaterThan(10);
  expect(duties.flatMap(figuresOfDuty)).toHaveLength(figures.length);
});

describe.skipIf(!present)('the published rows', () => {
  const rows = present
    ? [
        ...readFileSync(published, 'utf8').matchAll(
          /^\| ([A-Q]\d{2,3}) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| (\d{3}):/gm,
        ),
      ].map(([, key = '', term = '', value = '', unit = '', document = '']) => ({
        key,
        term: term.trim(),
        value: value.trim(),
        unit: unit.trim(),
        document,
      }))
    : [];

  test('each of the 689 is answered', () => {
    expect(rows).toHaveLength(689);
    expect(rows.filter(({ key }) => figuresOfRow(key).length === 0)).toEqual([]);
    const keys = new Set(rows.map(({ key }) => key));
    expect(figures.flatMap((figure) => Object.keys(figure.rows)).filter((key) => !keys.has(key))).toEqual([]);
  });

  test('in a unit that is the figure’s own times a power of ten', () => {
    // Units as printed, less what the catalogue remarks beside them: 元（应万元）, 万（原文缺“元”）, ㎡/万元.
    const plain = (unit: string): string =>
      unit.startsWith('万（')
        ? '万元'
        : unit === '台（套）'
          ? unit
          : unit.replace(/（.*）$/, '').replace(/\/万元$/, '');
    const odd = rows.flatMap(({ key, unit }) =>
      figuresOfRow(key)
        .filter((figure) => !(units[figure.unit] as readonly string[]).includes(plain(unit)))
        .map((figure) => `${key} ${unit}: ${figure.id} ${figure.unit}`),
    );
    expect(odd).toEqual([
      // Groups received are what the tables count as batches; one row stands for batches and persons.
      'O17 个: reception-batches 批次',
      'O46 个: reception-batches 批次',
      'O81 批次: reception-guests 人次',
    ]);
  });

  test('one document states a figure at one place once, or says something else by it', () => {
    const stated = new Map<string, Map<string, string[]>>();
    for (const { key, value, document } of rows) {
      for (const figure of figuresOfRow(key)) {
        const place = `${document} ${figure.id} ${JSON.stringify(figure.rows[key])}`;
        const values = stated.get(place) ?? new Map<string, string[]>();
        const number = String(Number(value.replaceAll(',', '')) || value);
        values.set(number, [...(values.get(number) ?? []), key]);
        stated.set(place, values);
      }
    }
    const several = [...stated.values()]
      .filter((values) => values.size > 1)
      .map((values) => [...values.values()].flat().join(' '));
    expect(several.sort()).toEqual(
      [
        // A bound, a stated result and a measured one.
        'A24 A29 A30',
        // Before and after a change of the limit.
        'J17 J18',
        // Of last year and of this one.
        'M01 M03',
        'N13 N67',
        'N15 N68',
        'N23 N28 N34 N66',
        'N88 N90',
        'N91 N92',
        'N93 N94',
        'N95 N96',
        'O22 O25 O23',
        'O30 O32',
        'O33 O34',
        // Two figures in one sentence that cannot both be the change, and two amounts of one project: slips of the documents.
        'N25 N26',
        'Q19 Q21',
      ].sort(),
    );
  });
});
