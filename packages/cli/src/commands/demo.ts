/** `mingzhang demo`: the demonstration bureau into the configured database, once. */
import process from 'node:process';
import {
  demonstrationDepartment,
  demonstrationPeopleExist,
  loadDemonstration,
  openIdentityKey,
} from '@mingzhang/bureau';
import { openStore } from '@mingzhang/store';
import { readArguments, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { say, writeOut } from '../output.ts';
import { answering, dataDirectory, today } from './database.ts';

const help = `用法：mingzhang demo

把示范单位“${demonstrationDepartment.name}”（编号 ${demonstrationDepartment.id}，虚构）装入数据库：三个已结账的年度和当年，凭证、预算、工资、资产、
各项登记和采购前后一致。整个装入，或一点不装；已在的不再装。npm start 第一次启动时也会装入。
已经有人员的数据库不装：示范人员的口令是公开的。
数据在 data/ 下，或在环境变量 MINGZHANG_DATA、DATABASE_URL 所指之处；示范人员的身份证号用 keys/identity.key 或 MINGZHANG_KEY 的密钥加密。

选项
  --help         显示本说明

退出码
  0  已装入，或早已在      1  没有装入，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, {});
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  let refused = false;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      const { name, id } = demonstrationDepartment;
      if (await demonstrationPeopleExist(store.db)) {
        await writeOut(`示范单位“${name}”（${id}）已在数据库里，没有再装。\n`);
        return;
      }
      const key = await openIdentityKey({ dataDirectory: dataDirectory(), value: process.env.MINGZHANG_KEY });
      if ('refusal' in key) {
        refused = true;
        say(key.refusal.message);
        return;
      }
      say(`正在装入示范单位“${name}”……`);
      const now = new Date();
      if (await loadDemonstration(store.db, today(now), now, key)) {
        await writeOut(`已装入示范单位“${name}”（${id}）。启动后，示范人员和口令见启动时的提示。\n`);
        return;
      }
      refused = true;
      say(
        '数据库里已经有人员，没有装入示范单位。示范人员的口令是公开的，请换一个空的数据库（MINGZHANG_DATA 或 DATABASE_URL）。',
      );
    } finally {
      await store.close();
    }
  });
  return refused ? 1 : code;
}

export const demoCommand: Command = { help, run };
