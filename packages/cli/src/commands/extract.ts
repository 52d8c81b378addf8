/** `mingzhang extract`: the normalised tables and forms of a document. Needs no database. */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { auditFile, type Extract, extractCsv, extractOf } from '@mingzhang/documents';
import { choiceOf, readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { listTargets, readTarget, sentenceOf } from '../files.ts';
import { jsonChunks } from '../json-chunks.ts';
import { say, writeOut } from '../output.ts';

const help = `用法：mingzhang extract 文件 --format json|csv|xlsx [--out 路径]

取出文件中的决算表和绩效自评表，供继续计算。所取的是文中印的数，不作任何改动。

选项
  --format json     一个对象：document（文件）、tables（表）、forms（绩效表）。
                    单元格是文中印的字符串；空白为 null，不适用为 "—"
  --format csv      一个可以用 Excel 或 WPS 打开的 CSV（UTF-8，带 BOM）：各表上下排列，
                    每张表先是标题和单位，再是表头和各行，表与表之间空一行；绩效表随后，分块排列
  --format xlsx     一个 Excel 工作簿：每张表、每份绩效表一页，金额是数，显示的位数照文中所印
  --out 路径        写到这个文件（已有的会被替换），不写到标准输出
  --help            显示本说明

退出码
  0  完成      2  用法有误，或文件无法读取
`;

const formats = ['json', 'csv', 'xlsx'] as const;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { format: 'string', out: 'string' });
  const format = choiceOf(args, 'format', formats);
  const [file, ...more] = args.positionals;
  if (file === undefined) throw new UsageError('没有写要读取的文件。');
  if (more.length > 0) throw new UsageError('一次只取一个文件。');
  if (format === null) throw new UsageError('没有写 --format json、--format csv 或 --format xlsx。');
  const out = textOption(args, 'out');
  if (format === 'xlsx' && out === null && process.stdout.isTTY)
    throw new UsageError('工作簿不能显示在终端上，请用 --out 写明存到哪里。');
  const [target] = listTargets([file]).targets;
  if (target === undefined || target.file !== file) throw new UsageError(`${file} 是目录；请写一个文件。`);
  const content = await readTarget(target);
  if (!content.ok) {
    say(`${file}：${content.error}`);
    return 2;
  }
  // Nothing is checked here: only the reading is wanted.
  const { document, audit } = await auditFile(content.bytes, file, { checks: [] });
  if (document === null) {
    say(`${file}：${audit.error ?? '无法读取。'}`);
    return 2;
  }
  const extract = extractOf(document);
  if (extract.tables.length === 0 && extract.forms.length === 0) say(`${file}：没有认出决算表或绩效表。`);
  const chunks = await chunksOf(extract, format);
  if (out === null) {
    for (const chunk of chunks) await writeOut(chunk);
    return 0;
  }
  try {
    writeFileSync(out, Buffer.concat([...chunks].map((chunk) => Buffer.from(chunk))));
  } catch (error) {
    say(`${out}：没有写成。${sentenceOf(error)}`);
    return 2;
  }
  return 0;
}

async function chunksOf(extract: Extract, format: (typeof formats)[number]): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'csv':
      return [extractCsv(extract)];
    case 'json':
      return jsonChunks(extract, 2);
    case 'xlsx':
      // Loaded only here: what writes workbooks is larger than all that reads text.
      return [await (await import('@mingzhang/documents/write')).extractWorkbook(extract)];
  }
}

export const extractCommand: Command = { help, run };
