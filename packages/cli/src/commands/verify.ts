/** `mingzhang verify`: proves over the whole database what the books and the records promise. */
import process from 'node:process';
import { hadHead, SharedReads, verifiers } from '@mingzhang/bureau';
import { openStore } from '@mingzhang/store';
import { readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { writeOut } from '../output.ts';
import { answering, dataDirectory } from './database.ts';

const help = `用法：mingzhang verify [--head 序号:散列值]

核对整个数据库：账簿和各项记录应当成立的，逐项查一遍，列出查了多少、哪些不成立。运行中也可以核对，不影响使用。
数据在 data/ 下，或在环境变量 MINGZHANG_DATA、DATABASE_URL 所指之处。

选项
  --head 序号:散列值   另外证明：以前抄下的留痕链尾还在链上，其前各条没有被截去或重写
  --help               显示本说明

退出码
  0  全部成立      1  有不成立的，或不能核对，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { head: 'string' });
  const head = headIn(textOption(args, 'head'));
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  let failed = 0;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      const shared = new SharedReads();
      for (const { id, name, run: verify } of verifiers) {
        const { checked, failures, notes = [] } = await verify(store.db, shared);
        const state = failures.length === 0 ? '成立' : `有 ${failures.length} 处不成立`;
        await writeOut(`${name}（${id}）：查了 ${checked} 条，${state}\n`);
        for (const note of notes) await writeOut(`  · ${note}\n`);
        for (const failure of failures) await writeOut(`  ✗ ${failure}\n`);
        failed += failures.length;
      }
      if (head !== null) {
        const found = await hadHead(store.db, head.sequence, head.hash);
        const state = found ? '成立' : '不成立：链上没有它，其前有留痕被截去或重写';
        await writeOut(`抄下的链尾 ${head.sequence} 还在链上（trail-head）：${state}\n`);
        if (!found) failed += 1;
      }
      await writeOut(failed === 0 ? '全部成立。\n' : `共有 ${failed} 处不成立。\n`);
    } finally {
      await store.close();
    }
  });
  return failed > 0 ? 1 : code;
}

/** The head of the trail as it was noted: its number and its hash. */
function headIn(value: string | null): { readonly sequence: number; readonly hash: string } | null {
  if (value === null) return null;
  const { sequence, hash } = /^(?<sequence>[1-9]\d{0,14}):(?<hash>[0-9a-f]{64})$/.exec(value)?.groups ?? {};
  if (sequence === undefined || hash === undefined) {
    throw new UsageError('--head 要写序号、冒号和 64 位散列值，如 1024:9f3c…，就是以前核对时打印的链尾。');
  }
  return { sequence: Number(sequence), hash };
}

export const verifyCommand: Command = { help, run };
