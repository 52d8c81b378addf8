/** `mingzhang bench`: how fast this machine is at what we do, beside what it could do at best. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { choiceOf, nearest, readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { writeOut } from '../output.ts';

const help = `用法：mingzhang bench 名称 [--format text|json] [--seconds N]

测量速度。每个数旁边是同一次运行中测得的本机极限，以及两者之比；取不少于三次的中位数，结果的正确性一并验证。

名称
  audit          读取并检查：一份、经网页接口、冷启动、一千份、大文件
  books          账务：记账、结账后的余额表和决算表、五百万行的验证
  engine         待遇核定：一次30行的住院，留与不留推导，及别的规则引擎
  publication    决算公开：编制五种格式，公开页
  county         装入虚构县：每秒结算多少笔，内存峰值
  settle         待遇结算：经HTTP，30行的住院，连同基金分录和推导
  rerun          追溯重算：十万笔按同样的和改动的规定重算一遍

选项
  --format text  便于阅读（默认）
  --format json  一个对象
  --seconds N    settle 测多少秒，默认30，最多3600
  --help         显示本说明

退出码
  0  完成，各项都达到目标      1  有一项没有达到目标      2  用法有误
`;

/** One result, as the contract has it. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the machine itself needs, in the same unit, measured in the same run. */
  readonly limit: number;
  readonly limitName: string;
  readonly ratio: number;
  readonly target: number;
  /** The target is to be reached or passed; otherwise it is to be stayed within. */
  readonly atLeast?: true;
  readonly met: boolean;
}

export interface BenchOutcome {
  readonly bench: string;
  readonly machine: string;
  readonly results: readonly BenchResult[];
}

/** What a file in `bench/` exports. */
interface BenchModule {
  run(report: (line: string) => void, options?: { readonly seconds?: number }): Promise<BenchOutcome>;
}

const benches = ['audit', 'books', 'county', 'engine', 'publication', 'rerun', 'settle'] as const;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { format: 'string', seconds: 'string' });
  const format = choiceOf(args, 'format', ['text', 'json'] as const) ?? 'text';
  const [name, ...more] = args.positionals;
  if (name === undefined) throw new UsageError(`没有写名称，可以是 ${benches.join('、')}。`);
  if (more.length > 0) throw new UsageError('一次只测一项。');
  const seconds = secondsOf(textOption(args, 'seconds'));
  if (seconds !== null && name !== 'settle') throw new UsageError('--seconds 只用于 settle。');
  const bench = benches.find((candidate) => candidate === name);
  if (bench === undefined) {
    const near = nearest(name, benches);
    throw new UsageError(`没有“${name}”这项测量，可以是 ${(near.length === 0 ? benches : near).join('、')}。`);
  }
  const file = new URL(`../../../../bench/${bench}.ts`, import.meta.url);
  if (!existsSync(file)) throw new UsageError('这份安装里没有 bench/ 目录，无法测量。');
  // The benchmarks stand beside the packages and use everybody's test data, so nothing here may depend on them.
  const module = (await import(file.href)) as BenchModule;
  const outcome = await module.run((line) => process.stderr.write(`${line}\n`), seconds === null ? {} : { seconds });
  await writeOut(format === 'json' ? `${JSON.stringify(outcome, null, 2)}\n` : benchText(outcome));
  return outcome.results.every(({ met }) => met) ? 0 : 1;
}

function secondsOf(text: string | null): number | null {
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new UsageError(`--seconds 不能是“${text}”，应是1至3600的整数。`);
}

/** A line a result: the figure, the machine's own, how many times that, and the target. */
export function benchText({ bench, machine, results }: BenchOutcome): string {
  const lines = results.map(({ name, value, unit, limit, limitName, ratio, target, atLeast, met }) =>
    [
      `${met ? '达到' : '未达'}  ${name}`,
      `      ${rounded(value)} ${unit}（目标 ${atLeast === true ? '≥' : '≤'} ${rounded(target)} ${unit}）`,
      `      本机极限 ${rounded(limit)} ${unit}：${limitName}；为其 ${rounded(ratio)} 倍`,
    ].join('\n'),
  );
  return `${bench} · ${machine}\n${lines.join('\n')}\n`;
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(2);
}

export const benchCommand: Command = { help, run };
