/**
 * The generator proved against itself, without the reader: its years satisfy the identities in fen, its papers print what
 * the year says, and noise and encodings change lines but not figures.
 */
import { expect, test } from 'vitest';
import { chance, defects, generate, identities, labels, plant, render, sums, templates, wanCents } from './index.ts';
import { noiseApplies, noiseKinds } from './render.ts';
import { encodings } from './templates.ts';

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

test('every generated year satisfies the identities exactly', () => {
  for (const template of templates) {
    for (const seed of seeds) {
      const { year } = generate(seed, template);
      for (const { name, left, right } of identities(year)) {
        expect(left, `${template.name} seed ${seed}: ${name}`).toBe(right);
      }
      for (const item of year.items) {
        for (const amount of [item.basic, item.project, item.other, item.opening, item.closing])
          expect(amount >= 0n).toBe(true);
        expect(sums(year, item.code).income >= 0n, `${template.name} seed ${seed}: ${item.code}`).toBe(true);
      }
    }
  }
}, 30_000);

test('the same seed gives the same text, another seed another', () => {
  for (const template of templates) {
    const once = render(generate(3, template).paper, 'tabs').text;
    expect(render(generate(3, template).paper, 'tabs').text).toBe(once);
    expect(render(generate(4, template).paper, 'tabs').text).not.toBe(once);
  }
}, 30_000);

test('the total of each code table is the sum of its classes within rounding', () => {
  for (const template of templates) {
    for (const seed of seeds) {
      const map = labels(generate(seed, template).paper);
      const unit = template.tableUnit === '元' ? 0 : 1;
      for (const table of ['income', 'expenditure', 'general-public-expenditure']) {
        const figure = (text: string | undefined): number =>
          Math.round(Number(text === undefined || text === '' ? '0' : text) * 100);
        const parts = [...map].filter(([id]) => new RegExp(`^t/${table}/\\d{3}/total$`).test(id));
        const whole = figure(map.get(`t/${table}/total/total`));
        const added = parts.reduce((total, [, text]) => total + figure(text), 0);
        expect(Math.abs(whole - added), `${template.name} seed ${seed} ${table}`).toBeLessThanOrEqual(
          unit * parts.length,
        );
      }
    }
  }
}, 30_000);

test('labels stand once and on the line that quotes them', () => {
  for (const template of templates) {
    for (const encoding of encodings) {
      const { paper } = generate(5, template);
      const { text, places } = render(paper, encoding);
      const lines = text.split('\n');
      for (const [id, printed] of labels(paper)) {
        if (printed === '') continue;
        const place = places.get(id);
        expect(place, `${template.name} ${encoding}: ${id}`).toBeDefined();
        if (place === undefined) continue;
        expect(lines.slice(place.line - 1, place.endLine).join(''), id).toContain(printed);
      }
    }
  }
}, 30_000);

test('noise leaves every printed figure in the text', () => {
  const plainText = (text: string): string => text.normalize('NFKC').replace(/[\s|]/g, '').replaceAll('---', '');
  for (const template of templates) {
    for (const encoding of encodings) {
      for (const kind of noiseKinds.filter((one) => noiseApplies(one, encoding))) {
        const { paper } = generate(11, template);
        const { text } = render(paper, encoding, [kind], 5);
        const flat = plainText(text);
        for (const printed of new Set(labels(paper).values())) {
          expect(flat.includes(plainText(printed)), `${template.name} ${encoding} ${kind}: ${printed}`).toBe(true);
        }
      }
    }
  }
}, 30_000);

test('chance is spread and forks are independent', () => {
  const source = chance(1);
  const seen = new Set(Array.from({ length: 200 }, () => source.integer(0, 9)));
  expect(seen.size).toBe(10);
  expect(chance(1).fork('a').integer(0, 1_000_000)).not.toBe(chance(1).fork('b').integer(0, 1_000_000));
}, 30_000);

test('万元 are rounded half away from zero', () => {
  expect(wanCents(15_000n)).toBe(2n);
  expect(wanCents(14_999n)).toBe(1n);
  expect(wanCents(-15_000n)).toBe(-2n);
}, 30_000);

test('every kind of defect can be planted and changes the document', () => {
  expect(defects.length).toBeGreaterThanOrEqual(60);
  expect(new Set(defects.map((one) => one.name)).size).toBe(defects.length);
  const papers = seeds.slice(0, 12).flatMap((seed) => templates.map((template) => generate(seed, template)));
  for (const defect of defects) {
    const place = papers.find((generated) => plant(generated, defect) !== null);
    const found = place === undefined ? undefined : { generated: place, planted: plant(place, defect) };
    expect(found, defect.name).toBeDefined();
    if (found?.planted === undefined || found.planted === null) continue;
    const before = render(found.generated.paper, 'tabs').text;
    const { text, places } = render(found.planted.paper, 'tabs');
    expect(text, defect.name).not.toBe(before);
    expect(
      found.planted.at.some((id) => places.has(id)),
      `${defect.name}: ${found.planted.at.join(' ')}`,
    ).toBe(true);
  }
}, 30_000);
