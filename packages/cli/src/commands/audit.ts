/** `mingzhang audit`: checks disclosures, from the terminal. Needs no database. */
import process from 'node:process';
import { checks } from '@mingzhang/disclosure';
import { choiceOf, nearest, readArguments, textOption, UsageError } from '../arguments.ts';
import { auditMany } from '../audit-many.ts';
import { type AuditAnswer, type AuditRequest, auditTarget } from '../audit-target.ts';
import { type Command, type ExitCode, worse } from '../command.ts';
import { listTargets, type Target } from '../files.ts';
import { OutputClosed, say, showsColours, writeOut } from '../output.ts';
import { createProgress } from '../progress.ts';

const help = `用法：mingzhang audit 文件或目录… [--format text|json|jsonl] [--checks 检查项,…]

检查部门决算公开文本、部门绩效自评报告和部门预算，列出其中的错误。
读取网页（.html）、Word（.docx）、Excel（.xlsx、.xls）、带文字的 PDF，不超过 64 MB；纯文本（.txt）和 Markdown（.md），
UTF-8、GBK 或 UTF-16 编码，不超过 200 MB。是什么文件看内容，不看扩展名。
目录是指其下全部 .txt、.md、.html、.docx、.xlsx、.xls、.pdf 文件（含子目录和符号链接所指），按文件名的码位顺序。

选项
  --format text     便于阅读的报告（默认）
  --format json     一个 JSON 对象，只用于一个文件；各键的含义见 docs/reference/audit-object.md
  --format jsonl    每个文件一行 JSON，按顺序边查边写，用于许多文件
  --checks 检查项   只做这几项检查，以逗号分隔；各项检查见 docs/reference/checks/
  --help            显示本说明

退出码
  0  没有必须改正的错误
  1  有必须改正的错误：严重程度为“错误”，且把握为“确证”或“有力”
  2  用法有误，或有文件无法读取（其余文件照常检查）
几个文件时，有文件无法读取为 2，否则有必须改正的错误为 1，否则为 0。

例
  mingzhang audit 决算公开.txt
  mingzhang audit 全县各部门/ --format jsonl > 结果.jsonl
  mingzhang audit 决算公开.txt --checks tables-agree,code-tree-adds-up
`;

const formats = ['text', 'json', 'jsonl'] as const;
/** Up to so many small files are checked in this thread: starting another takes longer. */
const fewFiles = 3;
const smallBytes = 1024 * 1024;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { format: 'string', checks: 'string' });
  const format = choiceOf(args, 'format', formats) ?? 'text';
  const request: AuditRequest = {
    format,
    colours: showsColours(process.stdout),
    checks: checksIn(textOption(args, 'checks')),
  };
  if (args.positionals.length === 0) throw new UsageError('没有写要检查的文件。');
  const { targets, emptyFolders } = listTargets(args.positionals);
  for (const folder of emptyFolders)
    say(`${folder}：目录中没有可读取的文件（.txt、.md、.html、.docx、.xlsx、.xls、.pdf），没有可检查的内容。`);
  if (format === 'json' && targets.length > 1) {
    throw new UsageError(`--format json 只用于一个文件，这里有 ${targets.length} 个。几个文件请用 --format jsonl。`);
  }
  let code: ExitCode = emptyFolders.length > 0 ? 2 : 0;
  const total = { error: 0, rounding: 0, presentation: 0, unread: 0 };
  const progress = createProgress('正在检查', '份');
  let done = 0;
  const write = async (answer: AuditAnswer, target: Target): Promise<void> => {
    done += 1;
    code = worse(code, answer.code);
    if (answer.error !== null) {
      progress.clear();
      say(`${target.file}：${answer.error}`);
      total.unread += 1;
    }
    if (answer.chunks.length > 0 && process.stdout.isTTY === true) progress.clear();
    if (format === 'text' && done > 1 && answer.chunks.length > 0) await writeOut('\n');
    for (const chunk of answer.chunks) await writeOut(chunk);
    total.error += answer.findings.error;
    total.rounding += answer.findings.rounding;
    total.presentation += answer.findings.presentation;
    progress.update(done, targets.length);
  };
  try {
    if (targets.length <= fewFiles && targets.every(({ bytes }) => bytes <= smallBytes)) {
      for (const target of targets) await write(await auditTarget(target, request), target);
    } else await auditMany(targets, request, write);
    if (format === 'text' && targets.length > 1) {
      const unread = total.unread === 0 ? '' : `，${total.unread} 份无法读取`;
      await writeOut(
        `\n共 ${targets.length} 份文件${unread}：错误 ${total.error} 条，尾差 ${total.rounding} 条，表述 ${total.presentation} 条。\n`,
      );
    }
  } catch (error) {
    // Whoever read us has gone; what we know so far is the answer.
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    progress.clear();
  }
  return code;
}

/** The ids of `--checks`, each of them known. */
function checksIn(value: string | null): readonly string[] | null {
  if (value === null) return null;
  const ids = value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new UsageError('--checks 后面没有检查项。');
  const known = checks.map(({ meta }) => meta.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    throw new UsageError(
      `没有“${unknown}”这项检查。${near.length === 0 ? '' : `相近的有 ${near.join('、')}。`}全部检查见 docs/reference/checks/。`,
    );
  }
  return ids;
}

export const auditCommand: Command = { help, run };
