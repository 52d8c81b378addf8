/** `mingzhang restore`: a database from a backup, where there is none yet. */
import { resolve } from 'node:path';
import process from 'node:process';
import { restore } from '@mingzhang/store';
import { readArguments, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { writeOut } from '../output.ts';
import { createProgress } from '../progress.ts';
import { answering, dataDirectory, megabytes } from './database.ts';

const help = `用法：mingzhang restore 目录

从 mingzhang backup 所作的备份恢复数据库。恢复到 data/，或环境变量 MINGZHANG_DATA 所指的目录；
那里已有数据库时拒绝，不覆盖任何数据。备份不完整或被改动过时拒绝，什么也不恢复。

选项
  --help         显示本说明

退出码
  0  完成      1  被拒绝，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const [from, ...more] = readArguments(words, {}).positionals;
  if (from === undefined) throw new UsageError('没有写备份所在的目录。');
  if (more.length > 0) throw new UsageError('一次只恢复一份备份。');
  const progress = createProgress('正在恢复', 'MB');
  return await answering(async () => {
    const target = dataDirectory();
    const summary = await restore({
      from: resolve(from),
      dataDirectory: target,
      databaseUrl: process.env.DATABASE_URL,
      onProgress: (bytes) => progress.update(Math.round(bytes / 1_000_000), null),
    }).finally(() => progress.clear());
    await writeOut(
      `已恢复到 ${target}：${summary.files} 个文件，${megabytes(summary.bytes)}，备份作于 ${summary.madeAt}。\n`,
    );
  });
}

export const restoreCommand: Command = { help, run };
