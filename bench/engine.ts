/**
 * `mingzhang bench engine`: settlements of a stay of 30 fee lines, one core.
 *
 *   without derivation   ≥ 300,000/s   beside the same sums as bare integer arithmetic over typed arrays
 *   with derivation       ≥ 50,000/s   beside the same
 *   rule engines from npm: the same rules, equal results asserted before anything is timed
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { ParameterSet } from '@mingzhang/kernel';
import {
  type Bill,
  type FeeLine,
  noneUsed,
  type Plan,
  planFor,
  readParameterFiles,
  type Settlement,
  settle,
  type VisitCase,
} from '@mingzhang/policy';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { describeMachine, median } from './measure.ts';

type Say = (line: string) => void;

const root = join(import.meta.dirname, '..');
const folder = join(root, 'parameters');
const levels = ['primary', 'level-1', 'level-2', 'level-3', 'provincial'] as const;
const linesEach = 30;

export async function run(say: Say): Promise<BenchOutcome> {
  const plans = levels.map(planAt);
  const bills = Array.from({ length: 512 }, (_, seed) => billOf(seed));
  const bare = bareBills(plans, bills);
  for (const [index, bill] of bills.entries()) {
    const plan = plans[index % plans.length] as Plan;
    const ours = settled(plan, bill, false);
    assert.deepEqual(bareSettlement(bare, index), [ours.pool, ours.criticalIllness, ours.cash]);
    assert.deepEqual({ ...settled(plan, bill, true), derivation: null }, ours);
  }
  say(`${bills.length} 张单据，每张 ${linesEach} 行，先核对结果……`);

  const limit = perSecond(() => {
    let sum = 0;
    for (let index = 0; index < bills.length; index += 1) sum += bareSettlement(bare, index)[2] ?? 0;
    return sum;
  }, bills.length);
  const limitName = '同样的加减乘除，写成整数数组上的循环';
  const results: BenchResult[] = [];
  for (const [name, derive, target] of [
    ['核定一次30行的住院，不留推导', false, 300_000],
    ['核定一次30行的住院，留下推导', true, 50_000],
  ] as const) {
    const value = perSecond(() => {
      let sum = 0;
      for (let index = 0; index < bills.length; index += 1) {
        sum += settled(plans[index % plans.length] as Plan, bills[index] as Bill, derive).cash;
      }
      return sum;
    }, bills.length);
    results.push(result(name, value, limit, limitName, target));
    say(`  ${name}：${Math.round(value)} 次/秒`);
  }
  results.push(...(await others(plans, bills, results[0]?.value ?? 0, say)));
  return { bench: 'engine', machine: describeMachine(), results };
}

function result(name: string, value: number, limit: number, limitName: string, target: number): BenchResult {
  return {
    name,
    value,
    unit: '次/秒',
    limit,
    limitName,
    ratio: value / limit,
    target,
    atLeast: true,
    met: value >= target,
  };
}

/** How often a second: the median of five runs of half a second or more, after warming up. */
function perSecond(work: () => unknown, each: number): number {
  const until = performance.now() + 500;
  while (performance.now() < until) work();
  return median(
    Array.from({ length: 5 }, () => {
      const started = performance.now();
      let rounds = 0;
      while (performance.now() - started < 500) {
        work();
        rounds += 1;
      }
      return (rounds * each * 1000) / (performance.now() - started);
    }),
  );
}

function planAt(level: string): Plan {
  const files = globSync(join(folder, '**/*.yaml')).map((file) => {
    return { path: relative(folder, file).split(sep).join('/'), text: readFileSync(file, 'utf8') };
  });
  const visit: VisitCase = {
    area: 'hunan/yongzhou',
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    level,
    categories: [],
    filing: 'local',
    civilServant: false,
    item: '',
    day: '2024-06-15',
  };
  const plan = planFor(new ParameterSet(readParameterFiles(files)), visit);
  if ('refusal' in plan) throw new Error(plan.message);
  return plan;
}

/** Thirty lines with classes, prices above their limit and shares paid first, the same for the same seed. */
function billOf(seed: number): Bill {
  let state = seed * 2_654_435_761 + 12_345;
  const next = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % below;
  };
  const lines = Array.from({ length: linesEach }, (_, index): FeeLine => {
    const pieces = 1 + next(20);
    const cents = 50 + next(60_000);
    const kind = next(10);
    return {
      code: `X${index}`,
      class: kind === 0 ? 'c' : kind < 5 ? 'b' : 'a',
      quantity: pieces * 10_000,
      price: cents * 10_000,
      amount: pieces * cents,
      firstPay: kind > 0 && kind < 5 ? 1_000 : 0,
      priceLimit: kind === 9 ? Math.max(1, cents - 40) * 10_000 : null,
      day: '2024-06-10',
      inForceFrom: '2020-01-01',
      inForceTo: null,
    };
  });
  return { lines, hospitalBorne: 0, account: 0 };
}

const before = noneUsed(2024);

function settled(plan: Plan, bill: Bill, derive: boolean): Settlement {
  const answer = settle(plan, bill, before, { derive });
  if ('refusal' in answer) throw new Error(answer.message);
  return answer;
}

interface BareBills {
  readonly amounts: Float64Array;
  readonly over: Float64Array;
  readonly shares: Float64Array;
  readonly ratios: Float64Array;
  readonly deductibles: Float64Array;
}

/** Nothing but the numbers: what the sums need at the least. */
function bareBills(plans: readonly Plan[], bills: readonly Bill[]): BareBills {
  const of = (value: (line: FeeLine) => number): Float64Array =>
    Float64Array.from(bills.flatMap(({ lines }) => lines.map(value)));
  const rule = (index: number): Extract<Plan['pool'], { kind: 'stay' }> => {
    const { pool } = plans[index % plans.length] as Plan;
    if (pool.kind !== 'stay') throw new Error('not a stay');
    return pool;
  };
  return {
    amounts: of(({ amount }) => amount),
    over: of(({ priceLimit, price, quantity }) =>
      priceLimit === null ? 0 : ((price - priceLimit) / 10_000) * (quantity / 10_000),
    ),
    shares: of((line) => (line.class === 'c' ? 10_000 : line.firstPay)),
    ratios: Float64Array.from(bills.keys(), (index) => rule(index).ratio),
    deductibles: Float64Array.from(bills.keys(), (index) => rule(index).deductible),
  };
}

function bareSettlement({ amounts, over, shares, ratios, deductibles }: BareBills, bill: number): readonly number[] {
  let total = 0;
  let inScope = 0;
  const last = (bill + 1) * linesEach;
  for (let index = bill * linesEach; index < last; index += 1) {
    const within = (amounts[index] as number) - (over[index] as number);
    total += amounts[index] as number;
    inScope += within - bareRatio(within, shares[index] as number);
  }
  const base = inScope - Math.min(deductibles[bill] as number, inScope);
  const pool = Math.min(bareRatio(base, ratios[bill] as number), 15_000_000);
  const above = Math.max(0, inScope - pool - 1_600_000);
  const illness = Math.min(
    40_000_000,
    bareRatio(
      1,
      Math.min(above, 3_000_000) * 6_000 +
        Math.max(0, Math.min(above, 8_000_000) - 3_000_000) * 6_500 +
        Math.max(0, Math.min(above, 15_000_000) - 8_000_000) * 7_500 +
        Math.max(0, above - 15_000_000) * 8_500,
    ),
  );
  return [pool, illness, total - pool - illness];
}

function bareRatio(amount: number, ratio: number): number {
  const product = amount * ratio;
  const quotient = Math.floor(product / 10_000);
  return product - quotient * 10_000 >= 5_000 ? quotient + 1 : quotient;
}

/** The engines are installed beside the benchmark when it runs; where they cannot be, that is said and nothing is claimed of them. */
async function others(
  plans: readonly Plan[],
  bills: readonly Bill[],
  ours: number,
  say: Say,
): Promise<readonly BenchResult[]> {
  const engines = join(root, 'bench/engines');
  if (!existsSync(join(engines, 'node_modules'))) {
    const outcome = spawnSync('npm', ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: engines,
    });
    if (outcome.status !== 0) {
      say('没有测量：规则引擎的程序包装不上，没有可比的对象。');
      return [];
    }
  }
  const require = createRequire(join(engines, 'package.json'));
  const results: BenchResult[] = [];
  for (const [name, evaluate] of [
    ['zen-engine', zen(require, plans)],
    ['json-rules-engine', jsonRules(require, plans)],
  ] as const) {
    for (const [index, bill] of bills.slice(0, 64).entries()) {
      const { pool, criticalIllness, cash } = settled(plans[index % plans.length] as Plan, bill, false);
      assert.deepEqual(await evaluate(index % plans.length, bill), [pool, criticalIllness, cash], name);
    }
    const rates: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const started = performance.now();
      for (const [index, bill] of bills.entries()) await evaluate(index % plans.length, bill);
      rates.push((bills.length * 1000) / (performance.now() - started));
    }
    const value = median(rates);
    say(`  ${name}：${Math.round(value)} 次/秒`);
    // Its rate is both what ours is measured beside and what ours must not fall below.
    results.push(result(`核定一次30行的住院，与${name}比`, ours, value, `${name} 按同样的规则，结果相同`, value));
  }
  return results;
}

type Evaluate = (level: number, bill: Bill) => Promise<readonly number[]>;

interface ZenModule {
  readonly ZenEngine: new () => {
    createDecision(content: Buffer): {
      evaluate(context: unknown): Promise<{ readonly result: Readonly<Record<string, number>> }>;
    };
  };
}

/** GoRules: the sums as expressions, the levels as a decision table. */
function zen(require: NodeJS.Require, plans: readonly Plan[]): Evaluate {
  const { ZenEngine } = require('@gorules/zen-engine') as ZenModule;
  const own = "(#.class == 'c' or #.firstPay == 10000)";
  const over =
    '(#.priceLimit != null and #.price > #.priceLimit ? #.amount - floor(#.priceLimit * #.quantity / 100000000 + 0.5) : 0)';
  const steps: readonly (readonly [string, string])[] = [
    ['total', 'sum(map(lines, #.amount))'],
    ['own', `sum(map(lines, ${own} ? #.amount : 0))`],
    ['over', `sum(map(lines, ${own} ? 0 : ${over}))`],
    ['first', `sum(map(lines, ${own} ? 0 : floor((#.amount - ${over}) * #.firstPay / 10000 + 0.5)))`],
    ['inScope', '$.total - $.own - $.over - $.first'],
    ['base', '$.inScope - min([standard, $.inScope])'],
    ['pool', 'min([floor($.base * ratio / 10000 + 0.5), 15000000])'],
    ['above', 'max([0, $.inScope - $.pool - 1600000])'],
    [
      'illness',
      'min([40000000, floor((min([$.above, 3000000]) * 6000 + max([0, min([$.above, 8000000]) - 3000000]) * 6500 + max([0, min([$.above, 15000000]) - 8000000]) * 7500 + max([0, $.above - 15000000]) * 8500) / 10000 + 0.5)])',
    ],
    ['cash', '$.total - $.pool - $.illness'],
  ];
  const position = { x: 0, y: 0 };
  const table = {
    hitPolicy: 'first',
    passThrough: true,
    inputs: [{ id: 'level', name: 'level', field: 'level' }],
    outputs: [
      { id: 'standard', name: 'standard', field: 'standard' },
      { id: 'ratio', name: 'ratio', field: 'ratio' },
    ],
    rules: plans.map(({ pool, case: { level } }, index) => {
      if (pool.kind !== 'stay') throw new Error('not a stay');
      return { _id: String(index), level: `"${level}"`, standard: String(pool.deductible), ratio: String(pool.ratio) };
    }),
  };
  const content = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'levels', type: 'decisionTableNode', name: 'levels', position, content: table },
      {
        id: 'sums',
        type: 'expressionNode',
        name: 'sums',
        position,
        content: { expressions: steps.map(([key, value]) => ({ id: key, key, value })) },
      },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: '1', sourceId: 'in', targetId: 'levels', type: 'edge' },
      { id: '2', sourceId: 'levels', targetId: 'sums', type: 'edge' },
      { id: '3', sourceId: 'sums', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
  return async (level, { lines }) => {
    const { result } = await decision.evaluate({ level: levels[level], lines });
    return [result.pool ?? 0, result.illness ?? 0, result.cash ?? 0];
  };
}

interface RulesEvent {
  readonly type: string;
  readonly params?: Readonly<Record<string, number>>;
}

interface JsonRulesModule {
  readonly Engine: new () => {
    addRule(rule: unknown): void;
    run(facts: Readonly<Record<string, unknown>>): Promise<{ readonly events: readonly RulesEvent[] }>;
  };
}

/** json-rules-engine: a run a line for its class, one for the level and one for the bands; the sums stand outside, as it has none. */
function jsonRules(require: NodeJS.Require, plans: readonly Plan[]): Evaluate {
  const { Engine } = require('json-rules-engine') as JsonRulesModule;
  const when = (fact: string, operator: string, value: unknown): unknown => ({ fact, operator, value });
  const lineEngine = new Engine();
  lineEngine.addRule({
    conditions: { any: [when('class', 'equal', 'c'), when('firstPay', 'equal', 10_000)] },
    event: { type: 'own' },
  });
  lineEngine.addRule({ conditions: { all: [when('aboveLimit', 'greaterThan', 0)] }, event: { type: 'over' } });
  const levelEngine = new Engine();
  for (const { pool, case: visit } of plans) {
    if (pool.kind !== 'stay') throw new Error('not a stay');
    levelEngine.addRule({
      conditions: { all: [when('level', 'equal', visit.level)] },
      event: { type: 'level', params: { standard: pool.deductible, ratio: pool.ratio } },
    });
  }
  const bandEngine = new Engine();
  const bands = [
    [0, 3_000_000, 6_000],
    [3_000_000, 8_000_000, 6_500],
    [8_000_000, 15_000_000, 7_500],
    [15_000_000, Number.MAX_SAFE_INTEGER, 8_500],
  ] as const;
  for (const [from, upTo, ratio] of bands) {
    bandEngine.addRule({
      conditions: { all: [when('above', 'greaterThan', from)] },
      event: { type: 'band', params: { from, upTo, ratio } },
    });
  }
  return async (level, { lines }) => {
    let total = 0;
    let inScope = 0;
    for (const line of lines) {
      const aboveLimit = line.priceLimit === null ? 0 : Math.max(0, line.price - line.priceLimit);
      const { events } = await lineEngine.run({ class: line.class, firstPay: line.firstPay, aboveLimit });
      const types = events.map(({ type }) => type);
      total += line.amount;
      if (types.includes('own')) continue;
      const over = types.includes('over') ? line.amount - bareRatio(line.priceLimit ?? 0, line.quantity) / 10_000 : 0;
      inScope += line.amount - over - bareRatio(line.amount - over, line.firstPay);
    }
    const found = (await levelEngine.run({ level: levels[level] })).events[0]?.params;
    const base = inScope - Math.min(found?.standard ?? 0, inScope);
    const pool = Math.min(bareRatio(base, found?.ratio ?? 0), 15_000_000);
    const above = Math.max(0, inScope - pool - 1_600_000);
    const reached = (await bandEngine.run({ above })).events;
    const sum = reached.reduce(
      (so, { params }) => so + (Math.min(above, params?.upTo ?? 0) - (params?.from ?? 0)) * (params?.ratio ?? 0),
      0,
    );
    const illness = Math.min(40_000_000, bareRatio(1, sum));
    return [pool, illness, total - pool - illness];
  };
}
