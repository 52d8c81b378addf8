/**
 * The `mingzhang` command: finds the command, runs it, and turns what comes of it into an exit code.
 *
 *     0 done      1 the answer is no: a blocking finding, a refused command      2 bad input or usage
 *
 * Each command's packages are loaded when it is called: `mingzhang audit` never loads a database.
 */
import process from 'node:process';
import { nearest, UsageError } from './arguments.ts';
import { type Command } from './command.ts';
import { OutputClosed, say, watchOutput, writeOut } from './output.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const entries: readonly Entry[] = [
  {
    name: 'audit',
    summary: '检查部门决算公开文本、绩效自评报告和预算，列出其中的错误',
    load: async () => (await import('./commands/audit.ts')).auditCommand,
  },
  {
    name: 'extract',
    summary: '取出文本中的决算表和绩效自评表（JSON、CSV 或 Excel）',
    load: async () => (await import('./commands/extract.ts')).extractCommand,
  },
  {
    name: 'compile',
    summary: '编制一个年度的部门决算公开，写成各种格式，列出还缺什么',
    load: async () => (await import('./commands/compile.ts')).compileCommand,
  },
  {
    name: 'correct',
    summary: '把有错的公开文本以修订和批注改好交回，并附更正说明',
    load: async () => (await import('./commands/correct.ts')).correctCommand,
  },
  {
    name: 'backup',
    summary: '备份明账自带的数据库（运行中也可以）',
    load: async () => (await import('./commands/backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: '从备份恢复数据库',
    load: async () => (await import('./commands/restore.ts')).restoreCommand,
  },
  {
    name: 'demo',
    summary: '装入示范单位：三个已结账的年度和当年（只装一次）',
    load: async () => (await import('./commands/demo.ts')).demoCommand,
  },
  {
    name: 'county',
    summary: '装入一个虚构的县：人、参保、就诊、结算、基金账',
    load: async () => (await import('./commands/county.ts')).countyCommand,
  },
  {
    name: 'rerun',
    summary: '把一年的结算按现在的、或假设的参数重算一遍，列出差异',
    load: async () => (await import('./commands/rerun.ts')).rerunCommand,
  },
  {
    name: 'people',
    summary: '添加第一位系统管理员，重置口令',
    load: async () => (await import('./commands/people.ts')).peopleCommand,
  },
  {
    name: 'verify',
    summary: '核对整个数据库：账簿和记录应当成立的，逐项查一遍',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'bench',
    summary: '测量本机上的速度，与本机的极限并列',
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
];

const help = `明账：读懂并检查县级医疗保障局公开的部门决算。

用法：mingzhang 命令 [选项]

命令：
${entries.map(({ name, summary }) => `  ${name.padEnd(9)}${summary}`).join('\n')}

  mingzhang 命令 --help    该命令的用法
  mingzhang --version      版本

结果写到标准输出，其他一切写到标准错误。
退出码：0 完成；1 结论为“否”（有必须改正的错误，或命令被拒绝）；2 输入或用法有误。
`;

async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === '--help' || name === '-h') {
    await writeOut(help);
    return 0;
  }
  if (name === '--version') {
    const { productVersion } = await import('@mingzhang/documents');
    await writeOut(`${productVersion}\n`);
    return 0;
  }
  if (name === undefined) {
    process.stderr.write(help);
    return 2;
  }
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    const near = nearest(
      name,
      entries.map((candidate) => candidate.name),
    );
    const instead = near.length === 0 ? '' : `是不是想用 ${near.join('、')}？`;
    say(`没有“${name}”这个命令。${instead}全部命令见 mingzhang --help。`);
    return 2;
  }
  const command = await entry.load();
  const optionsEnd = rest.indexOf('--');
  const options = optionsEnd === -1 ? rest : rest.slice(0, optionsEnd);
  if (options.includes('--help') || options.includes('-h')) {
    await writeOut(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message}用法见 mingzhang ${name} --help。`);
    return 2;
  }
}

watchOutput();
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof OutputClosed) {
      process.exitCode = 0;
      return;
    }
    say(`明账自身出错，没有完成：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 2;
  },
);
