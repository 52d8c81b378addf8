/** `mingzhang compile`: a year's publication out of the configured database, in every format, and what is still missing. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { type Compiled, compilePublication, computedFigures, filesOf } from '@mingzhang/bureau';
import { statementTemplateIds } from '@mingzhang/disclosure';
import { isBlocking } from '@mingzhang/kernel';
import { openStore } from '@mingzhang/store';
import { choiceOf, readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { say, writeOut } from '../output.ts';
import { answering, dataDirectory } from './database.ts';

const help = `用法：mingzhang compile --bureau 编号 --year 年度 --template 版式 --out 文件夹

由账簿、预算、台账、指标和填写的文字编制一个年度的部门决算公开，写成网页、Word、PDF、Excel 和开放数据，再自行检查一遍。
数据库里什么也不改；要公开，请在工作台的“决算公开”里一步步办理。
数据在 data/ 下，或在环境变量 MINGZHANG_DATA、DATABASE_URL 所指之处。

选项
  --bureau 编号     部门的编号，如 demo
  --year 年度       如 2024
  --template 版式   ${statementTemplateIds.join('、')}
  --out 文件夹      写到这里；没有就新建，同名文件会被换掉
  --help            显示本说明

退出码
  0  已写出      1  有必须改正的发现，或不能编制，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { bureau: 'string', year: 'string', template: 'string', out: 'string' });
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  const department = needed(textOption(args, 'bureau'), '--bureau');
  const yearText = needed(textOption(args, 'year'), '--year');
  if (!/^20\d\d$/.test(yearText)) throw new UsageError(`--year 不能是“${yearText}”，应写四位年度，如 2024。`);
  const template = needed(choiceOf(args, 'template', statementTemplateIds), '--template');
  const out = needed(textOption(args, 'out'), '--out');
  let refused = false;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      const request = { department, year: Number(yearText), template };
      const compiled = await compilePublication(store.db, request, computedFigures());
      if ('refusal' in compiled) {
        say(compiled.refusal.message);
        refused = true;
        return;
      }
      await mkdir(out, { recursive: true });
      for (const { name, bytes } of await filesOf(compiled.document)) {
        const path = join(out, name);
        await writeFile(path, bytes);
        await writeOut(`${path}\n`);
      }
      tell(compiled);
      refused = compiled.findings.some(isBlocking);
    } finally {
      await store.close();
    }
  });
  return refused ? 1 : code;
}

function needed(value: string | null, option: string): string {
  if (value === null) throw new UsageError(`缺少 ${option}。`);
  return value;
}

/** What is found and what is missing, to standard error. */
function tell({ findings, partsMissing, reasonsAsked, unfounded, closed }: Compiled): void {
  for (const finding of findings) say(`${isBlocking(finding) ? '必须改正' : '须说明理由'}：${finding.message}`);
  for (const part of partsMissing) say(`缺少：${part}`);
  for (const { what, before, after, given, refused } of reasonsAsked) {
    if (given === null) say(`缺少原因：${what}，${before}万元到${after}万元`);
    if (refused !== null) say(`原因不能用：${what}。${refused}`);
  }
  for (const one of unfounded) say(`没有依据：${one}`);
  if (!closed) say('账还没有结完：各单位12月都结账后才能审签和公开。');
}

export const compileCommand: Command = { help, run };
