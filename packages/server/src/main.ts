/**
 * What `npm start` runs. PORT, MINGZHANG_DATA and DATABASE_URL say where; the address and the demonstration sign-ins are printed
 * to standard output, everything else to standard error. MINGZHANG_DEMO=no starts without the demonstration;
 * MINGZHANG_HOST and MINGZHANG_ORIGIN open it to other machines, MINGZHANG_PROXY names proxies before it, MINGZHANG_KEY is the key
 * for identity numbers; MINGZHANG_COUNTY=no leaves the demonstration without its small county. SIGTERM and SIGINT stop it in order; a second one stops it at once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demonstrationPassword, demonstrationPeople, roles } from '@mingzhang/bureau';
import { StoreRefusal } from '@mingzhang/store';
import { StartRefusal, startServer } from './server.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    process.stderr.write(
      `PORT=${process.env.PORT} 不是端口号，无法启动。请设为 0 至 65535 之间的整数，或不设（默认 8080）。\n`,
    );
    process.exit(2);
  }
  const dataDirectory = resolve(process.env.MINGZHANG_DATA ?? resolve(root, 'data'));
  const server = await startServer({
    dataDirectory,
    databaseUrl: process.env.DATABASE_URL,
    port,
    host: process.env.MINGZHANG_HOST || undefined,
    origins: process.env.MINGZHANG_ORIGIN,
    proxies: process.env.MINGZHANG_PROXY,
    key: process.env.MINGZHANG_KEY,
    demonstration: process.env.MINGZHANG_DEMO !== 'no',
  });
  if (server.examples === null) process.stderr.write('示例文件没有检查成功，未放上架；其他功能不受影响。\n');
  else if (server.examples > 0) process.stderr.write(`首次启动：已放入 ${server.examples} 份虚构的示例文件。\n`);
  process.stdout.write(`明账已启动：${server.address}\n`);
  if (server.origins.length > 0) process.stdout.write(`对其他机器开放：${server.origins.join('、')}\n`);
  if (server.origins.some((origin) => origin.startsWith('http:'))) {
    process.stderr.write(
      '提醒：对外网址是 http，口令和数据在网络上不加密。请在前面放一个 https 代理，并把 MINGZHANG_ORIGIN 改为 https 网址。\n',
    );
  }
  if (!server.keyFits) {
    process.stderr.write(
      '提醒：库里的身份证号是用另一把密钥加密的，现在读不出来。请把原来的密钥文件放回数据目录的 keys/identity.key，或设 MINGZHANG_KEY，再重新启动。\n',
    );
  }
  if (server.demonstration) process.stdout.write(demonstrationText());
  else if (!server.people) {
    process.stdout.write(
      '还没有人员，谁也不能登录。请添加第一位系统管理员：\n  npx mingzhang people add --name 姓名 --sign-in 登录名 --role administrator\n',
    );
  }

  const county = server.demonstration && process.env.MINGZHANG_COUNTY !== 'no' ? loadCountyBehind() : null;

  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      process.stderr.write('正在停止：等待进行中的请求完成……\n');
      county?.kill('SIGTERM');
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`停止时出错：${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

/**
 * One per cent of a county for the demonstration, loaded by a process of its own while people sign in already; it says how far it is, does
 * nothing where the county is there, and what was stopped goes on with the next start.
 */
function loadCountyBehind(): ChildProcess {
  const command = resolve(root, 'packages/cli/src/main.ts');
  const words = ['--disable-warning=ExperimentalWarning', command, 'county', '--demonstration'];
  return spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Who can sign in to try it: a line each. */
function demonstrationText(): string {
  const lines = demonstrationPeople.map(
    ({ signIn, name, role }) => `  ${signIn.padEnd(10)}${name}（${roles[role]}）\n`,
  );
  return `示范人员（只能在本机登录，口令都是 ${demonstrationPassword}）：\n${lines.join('')}`;
}

main().catch((error: unknown) => {
  if (error instanceof StoreRefusal || error instanceof StartRefusal) process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write('端口已被占用，无法启动。请关闭占用它的程序，或设 PORT 为另一个端口再启动。\n');
  } else process.stderr.write(`启动失败：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
