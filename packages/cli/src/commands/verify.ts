/** `mingzhang verify`: proves over the whole database what the books and the records promise. */
import process from 'node:process';
import { verifiers } from '@mingzhang/bureau';
import { openStore } from '@mingzhang/store';
import { readArguments, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { writeOut } from '../output.ts';
import { answering, dataDirectory } from './database.ts';

const help = `用法：mingzhang verify

核对整个数据库：账簿和各项记录应当成立的，逐项查一遍，列出查了多少、哪些不成立。运行中也可以核对，不影响使用。
数据在 data/ 下，或在环境变量 MINGZHANG_DATA、DATABASE_URL 所指之处。

选项
  --help         显示本说明

退出码
  0  全部成立      1  有不成立的，或不能核对，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, {});
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  let failed = 0;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      for (const { id, name, run: verify } of verifiers) {
        const { checked, failures, note } = await verify(store.db);
        const state = failures.length === 0 ? '成立' : `有 ${failures.length} 处不成立`;
        await writeOut(`${name}（${id}）：查了 ${checked} 条，${state}${note === undefined ? '' : `；${note}`}\n`);
        for (const failure of failures) await writeOut(`  ✗ ${failure}\n`);
        failed += failures.length;
      }
      await writeOut(failed === 0 ? '全部成立。\n' : `共有 ${failed} 处不成立。\n`);
    } finally {
      await store.close();
    }
  });
  return failed > 0 ? 1 : code;
}

export const verifyCommand: Command = { help, run };
