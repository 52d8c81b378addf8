/** `mingzhang correct`: a faulty disclosure back with tracked changes and comments, and a notice of what was changed. Needs no database. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { correctDocument } from '@mingzhang/documents/correct';
import { readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { listTargets, readTarget, sentenceOf } from '../files.ts';
import { say, writeOut } from '../output.ts';

const help = `用法：mingzhang correct 文件 --out 目录 [--date 日期] [--author 姓名]

把有错的公开文本改好交回：能由文中其他数算得的，以修订标出（原文划去，应为的数写在后面）；算不出的，
以批注提问。改后重新检查过，不会因此多出必须改正的错误。在目录中写两个文件：

  文件名-更正稿.docx      带修订和批注的全文，可以用 Word 或 WPS 逐处接受或拒绝
  文件名-更正说明.docx    改了哪些、为什么、依据哪项检查，还有须由单位核实的问题

决算表须与财政批复一致，接受对表的修订以前请先核对批复。

选项
  --out 目录       写到这个目录（没有就新建；同名文件会被替换）
  --date 日期      修订和批注的日期，如 2025-09-18；不写为今天
  --author 姓名    修订和批注的作者；不写为“明账”
  --help           显示本说明

退出码
  0  已改好，没有留下必须改正的错误      1  还有必须由单位改正的错误      2  用法有误，或文件无法读取
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { out: 'string', date: 'string', author: 'string' });
  const [file, ...more] = args.positionals;
  const out = textOption(args, 'out');
  if (file === undefined) throw new UsageError('没有写要改正的文件。');
  if (more.length > 0) throw new UsageError('一次只改一个文件。');
  if (out === null) throw new UsageError('没有写 --out，不知道写到哪个目录。');
  const date = textOption(args, 'date') ?? today();
  if (!isDate(date)) throw new UsageError(`--date 不能是“${date}”，要写成 2025-09-18 的样子。`);
  const [target] = listTargets([file]).targets;
  if (target === undefined || target.file !== file) throw new UsageError(`${file} 是目录；请写一个文件。`);
  const content = await readTarget(target);
  if (!content.ok) {
    say(`${file}：${content.error}`);
    return 2;
  }
  const author = textOption(args, 'author');
  const name = basename(file);
  const corrected = await correctDocument(content.bytes, name, { date, ...(author === null ? {} : { author }) });
  if (!corrected.ok) {
    say(`${file}：${corrected.error}`);
    return 2;
  }
  const stem = basename(name, extname(name));
  const files = [
    [join(out, `${stem}-更正稿.docx`), corrected.marked],
    [join(out, `${stem}-更正说明.docx`), corrected.notice],
  ] as const;
  try {
    mkdirSync(out, { recursive: true });
    for (const [path, bytes] of files) writeFileSync(path, bytes);
  } catch (error) {
    say(`${out}：没有写成。${sentenceOf(error)}`);
    return 2;
  }
  const { corrections, questions, blockingLeft } = corrected.plan;
  const left = blockingLeft.length === 0 ? '没有留下必须改正的错误' : `还有${blockingLeft.length}处必须由单位改正`;
  await writeOut(
    `${files.map(([path]) => `${path}\n`).join('')}改了${corrections.length}处问题，批注${questions.length}处，${left}。\n`,
  );
  return blockingLeft.length === 0 ? 0 : 1;
}

function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export const correctCommand: Command = { help, run };
