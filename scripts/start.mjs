/** `npm start`: installs what is missing, builds the workbench if its sources changed, and runs the server. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chooseNode, giveUp, handOver, prepare, programEnvironment, root, say, withLock } from './prologue.mjs';

const web = join(root, 'packages', 'web');
const stampFile = join(web, 'dist', '.source-hash');

prepare();
if (existsSync(join(web, 'index.html'))) buildWebIfStale();
await handOver('packages/server/src/main.ts', process.argv.slice(2));

function buildWebIfStale() {
  const wanted = hashSources();
  const isCurrent = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
  if (isCurrent()) return;
  withLock('正在等待另一个进程构建工作台……', () => {
    if (isCurrent()) return;
    say('正在构建工作台……');
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const result = spawnSync(chooseNode(), [vite, 'build', '--logLevel', 'warn'], {
      cwd: web,
      stdio: ['ignore', 2, 2],
      env: programEnvironment(),
    });
    if (result.status !== 0) giveUp('工作台构建失败，见上文。');
    writeFileSync(stampFile, wanted);
  });
}

/** Over the path and content of every file of the workbench, and the versions of what it is built with. */
function hashSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const file of listFiles(web)) hash.update(`\0${file}\0`).update(readFileSync(join(web, file)));
  return hash.digest('hex');
}

function listFiles(directory, prefix = '') {
  const names = readdirSync(directory).sort();
  return names
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .flatMap((name) =>
      statSync(join(directory, name)).isDirectory()
        ? listFiles(join(directory, name), `${prefix}${name}/`)
        : [`${prefix}${name}`],
    );
}
