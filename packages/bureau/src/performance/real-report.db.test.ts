/**
 * The evaluation report of a real document made anew from declared figures and an evaluation in records: the funds' budgets and their
 * execution, the sections of government fund and state capital, the work done, the score. Each figure that the original states is stated; what it reckoned wrongly is right.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, checks, readBack, textOf } from '@mingzhang/disclosure';
import { formatExact, parseExact } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedDirectory } from '../../../../tools/test-requirements.ts';
import {
  enterPerformance,
  type PlannedEvaluation,
  plainEvaluation,
  planned,
} from '../../test/published-performance.ts';
import { beforeReport, declaredOfReport, operandsOfReport, storedOfReport } from '../../test/published-report.ts';
import { declare, giveAndPay } from '../../test/published-year.ts';
import { addDepartment, addUnit } from '../books/index.ts';
import { computedFigures } from '../catalogue.ts';
import { type Project } from '../office/index.ts';
import { performanceBlocks } from './index.ts';

const catalogue = join(sharedDirectory, 'facts', 'figures.md');
const missing = existsSync(catalogue) ? null : 'no folder "shared" with the published figures beside the checkout';

/** Rates that the original rounded wrongly; and all the insured, whom it rounds to hundreds. */
const wrong: Readonly<Record<string, string>> = { A15: '649337', A07: '1.02', A13: '4.60', C16: '13.19', C23: '23.08' };

/** A time limit and a threshold. */
const elsewhere: ReadonlySet<string> = new Set(['J01', 'F03']);

interface Row {
  readonly key: string;
  readonly term: string;
  readonly value: string;
}

/** The figures of the report, in the units that ours prints: 万人 are persons. */
function published(): readonly Row[] {
  const row = /^\| ([A-Q]\d{2,3}) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| 000:L(\d+)/gm;
  return [...readFileSync(catalogue, 'utf8').matchAll(row)].flatMap(
    ([, key = '', term = '', value = '', unit = '', line]) => {
      const number = parseExact(value.trim().replace('六', '6'));
      if (Number(line) < 1720 || number === null || elsewhere.has(key)) return [];
      return [{ key, term: term.trim(), value: formatExact(/^万人/.test(unit.trim()) ? number * 10_000n : number) }];
    },
  );
}

/** The report has the score and no form: one target missed by what the score lacks of a hundred. */
const evaluation: PlannedEvaluation = {
  ...plainEvaluation(null, ''),
  indicators: [
    planned(['output', 'quantity', '部门任务办结率', 'up', '100', '%', '20', { kind: 'declared', value: '90' }]),
    ...plainEvaluation(null, '').indicators.slice(1),
  ],
};

let store: Store;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

test('every figure of the original report is in ours', async (context) => {
  if (missing !== null) context.skip(missing);
  const [department, year] = ['real-report', 2023];
  const { db } = store;
  await addDepartment(db, { id: department, name: '某县医疗保障局', area: '990103' });
  await addUnit(db, {
    id: 'real-report-unit',
    department,
    name: '某县医疗保障局',
    nature: 'administrative',
    position: 1,
  });
  const at = new Date('2024-02-18T08:00:00Z');
  const place = { db, department, unit: 'real-report-unit', year, today: '2024-02-18', at };
  await declare(place, 'stored', year, storedOfReport);
  await declare(place, 'declared', year, { ...declaredOfReport, ...operandsOfReport });
  await declare(place, 'declared', year - 1, beforeReport);
  const common = { parent: null, firstYear: year, lastYear: null };
  const pay: Project = {
    ...common,
    code: 'RY-01',
    name: '人员经费',
    kind: 'personnel',
    functionCode: null,
    topic: null,
  };
  const work: Project = {
    ...common,
    code: 'XM-01',
    name: '专项',
    kind: 'specific',
    functionCode: '2101599',
    topic: null,
  };
  await giveAndPay(place, [
    { project: pay, functionCode: '2101501', economyCode: '30101', amount: 10_831_200_00 },
    { project: work, functionCode: '2101599', economyCode: '30299', amount: 53_594_500_00 },
  ]);
  await enterPerformance(place, [evaluation]);
  const { report, findings } = await performanceBlocks(db, department, year, 'hunan-2024', computedFigures());
  const runs = report.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []));
  const stated = new Set(
    runs.flatMap(({ text, origin }) => {
      const number = origin === undefined ? null : parseExact(text.replace(/分$/, ''));
      return number === null ? [] : [formatExact(number)];
    }),
  );
  const rows = published();
  expect(rows.length).toBeGreaterThan(120);
  const unsigned = (text: string): string => text.replace(/^-/, '');
  const absent = rows.filter(({ key, value }) => {
    const wanted = formatExact(parseExact(wrong[key] ?? unsigned(value)) ?? 0n);
    return !stated.has(wanted) && !stated.has(`-${wanted}`);
  });
  expect(absent).toEqual([]);
  expect(
    findings.filter(({ severity }) => severity !== 'rounding').map(({ check, message }) => `${check}: ${message}`),
  ).toEqual([]);
  const cover = { title: '2023年度部门决算', bureau: '某县医疗保障局', publishedOn: null, released: [] };
  const { disclosure } = readBack({ cover, year, template: 'hunan-2024', blocks: report }, new Map());
  const blocking = audit(disclosure, checks).findings.filter(({ severity }) => severity === 'error');
  expect(blocking.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  const headings = report.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
  expect(headings).toEqual(
    expect.arrayContaining([expect.stringContaining('政府性基金'), expect.stringContaining('国有资本')]),
  );
  const texts = report.flatMap((block) => (block.kind === 'paragraph' ? [textOf(block)] : []));
  console.log(`report: ${rows.length} figures, ${texts.length} paragraphs`);
});
