/**
 * `npm test`: runs the three projects of vitest.config.ts one after another and prints, for each, what ran, what did not and
 * why, and how long it took. Words given on the command line are passed to vitest as file filters.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest, type TestCase, type Vitest } from 'vitest/node';
import { missingForBrowser, missingForDatabase, missingSharedDocuments } from './test-requirements.ts';

const root = join(import.meta.dirname, '..');

interface Outcome {
  readonly project: string;
  readonly passed: number;
  readonly failed: number;
  /** Reason → tests (or files, where the whole project cannot run). */
  readonly notRun: ReadonlyMap<string, readonly string[]>;
  readonly seconds: number;
}

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const requirements: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['pure', async () => null],
  ['db', async () => missingForDatabase()],
  ['e2e', missingForBrowser],
];

process.env.MINGZHANG_TEST_SEED = String(seed);
console.log(`order of the tests: seed ${seed} (repeat with npm test -- --seed ${seed})`);
const outcomes: Outcome[] = [];
for (const [project, missing] of requirements) outcomes.push(await runProject(project, await missing()));
report(outcomes);
process.exit(outcomes.some(({ failed }) => failed > 0) ? 1 : 0);

async function runProject(project: string, missing: string | null): Promise<Outcome> {
  const started = performance.now();
  console.log(`\n== ${project}`);
  if (missing !== null) {
    return { project, passed: 0, failed: 0, notRun: new Map([[missing, filesOf(project)]]), seconds: 0 };
  }
  if (positionals.length === 0 && filesOf(project).length === 0) {
    console.log('no tests of this kind yet');
    return { project, passed: 0, failed: 0, notRun: new Map(), seconds: 0 };
  }
  const vitest = await startVitest('test', positionals, {
    root,
    watch: false,
    project,
    passWithNoTests: true,
    sequence: { seed },
    reporters: [['default', { summary: false }]],
  });
  const outcome = collect(project, vitest, (performance.now() - started) / 1000);
  await vitest.close();
  return outcome;
}

/** The test files of a project; the pure ones are those without a kind in their name, and never none. */
function filesOf(project: string): readonly string[] {
  const kind = project === 'pure' ? '' : `.${project}`;
  return globSync(`{packages/*/{src,test},tools,scripts}/**/*${kind}.test.{ts,tsx,mjs}`, { cwd: root });
}

function collect(project: string, vitest: Vitest, seconds: number): Outcome {
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  // A file that cannot be loaded has no tests that could fail, and an error may come from outside any test.
  const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
  const strayErrors = vitest.state.getUnhandledErrors().length;
  const skipped = tests.filter((test) => test.result().state === 'skipped');
  const notRun = Map.groupBy(skipped, reasonOf);
  return {
    project,
    passed: count('passed'),
    failed: count('failed') + brokenFiles + strayErrors,
    notRun: new Map([...notRun].map(([reason, cases]) => [reason, cases.map(({ fullName }) => fullName)])),
    seconds,
  };
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? missingSharedDocuments() ?? `skipped in ${test.module.relativeModuleId}`;
}

function report(all: readonly Outcome[]): void {
  console.log('');
  for (const { project, passed, failed, notRun, seconds } of all) {
    const missing = [...notRun.values()].reduce((sum, names) => sum + names.length, 0);
    console.log(`${project.padEnd(5)} ${passed} passed, ${failed} failed, ${missing} not run, ${seconds.toFixed(1)} s`);
    for (const [reason, names] of notRun) {
      console.log(`      NOT RUN (${names.length}): ${reason}`);
      for (const name of names.slice(0, 20)) console.log(`        ${name}`);
      if (names.length > 20) console.log(`        … and ${names.length - 20} more`);
    }
  }
  const total = (pick: (outcome: Outcome) => number) => all.reduce((sum, outcome) => sum + pick(outcome), 0);
  const reasons = new Set(all.flatMap(({ notRun }) => [...notRun.keys()]));
  if (reasons.size > 0) console.log(`cannot be tested on this machine: ${[...reasons].join('; ')}`);
  console.log(`${total(({ passed }) => passed)} passed, ${total(({ failed }) => failed)} failed`);
}
