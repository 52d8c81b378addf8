/** `mingzhang backup`: a backup of the database that Mingzhang brings along, also while it runs. */
import { resolve } from 'node:path';
import process from 'node:process';
import { backup } from '@mingzhang/store';
import { readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { writeOut } from '../output.ts';
import { createProgress } from '../progress.ts';
import { answering, dataDirectory, megabytes } from './database.ts';

const help = `用法：mingzhang backup --out 目录

备份明账自带的数据库到一个新的（或空的）目录。运行中也可以备份，不影响使用。
数据在 data/ 下，或在环境变量 MINGZHANG_DATA 所指的目录中。
设了 DATABASE_URL 时拒绝：请用那台服务器自己的工具。

选项
  --out 目录     备份放在哪里
  --help         显示本说明

退出码
  0  完成      1  被拒绝，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { out: 'string' });
  const out = textOption(args, 'out');
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  if (out === null) throw new UsageError('没有写 --out，不知道备份放在哪里。');
  const progress = createProgress('正在备份', 'MB');
  return await answering(async () => {
    const summary = await backup({
      dataDirectory: dataDirectory(),
      databaseUrl: process.env.DATABASE_URL,
      out: resolve(out),
      onProgress: (bytes) => progress.update(Math.round(bytes / 1_000_000), null),
    }).finally(() => progress.clear());
    await writeOut(
      `已备份到 ${out}：${summary.files} 个文件，${megabytes(summary.bytes)}，数据截至 ${summary.madeAt} 之后。\n`,
    );
  });
}

export const backupCommand: Command = { help, run };
