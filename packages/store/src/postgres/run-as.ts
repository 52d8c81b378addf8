/**
 * As whom PostgreSQL runs. It refuses to run as root, so:
 *
 *     ordinary user                                → as that user
 *     root, data/ belongs to an unprivileged user  → as that user
 *     root, user namespaces available              → in a namespace where root's files belong to "nobody", who is itself
 *     root, no user namespaces (most containers)   → as uid 65534, to whom the cluster is handed over
 *
 * A user without a name (a number that /etc/passwd does not know, as containers like to use) also runs it as "nobody" in a
 * namespace: PostgreSQL's initdb insists on a name.
 *
 * Wherever `setpriv` exists, PostgreSQL asks the kernel for SIGINT (a fast shutdown) when the thread that started it ends.
 * That must be asked last: every change of credentials clears it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lchownSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreRefusal } from '../refusal.ts';

export type RunAsKind = 'this-user' | 'user-namespace' | 'unprivileged-owner';

export interface RunAs {
  readonly kind: RunAsKind;
  /** Words put before the program's own. */
  readonly prefix: readonly string[];
  /** The user to whom the files must belong. */
  readonly uid: number;
  readonly gid: number;
  /** Set where there is no `setpriv`: the change of user is left to the caller of `spawn`. */
  readonly spawnIds?: { readonly uid: number; readonly gid: number };
}

const nobody = 65534;

const namespaceWords = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];

function works(words: readonly string[], program: readonly string[]): boolean {
  const [command = '', ...rest] = [...words, ...program];
  return spawnSync(command, rest, { stdio: 'ignore', cwd: '/' }).status === 0;
}

function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path));
}

/**
 * Chooses for the cluster in `clusterDirectory`, which need not exist yet; `postgres` is the program, which the chosen user
 * must be able to reach. `userNamespaces: false` behaves as on a machine that has none.
 */
export function chooseRunAs(
  clusterDirectory: string,
  postgres: string,
  { userNamespaces = true }: { readonly userNamespaces?: boolean } = {},
): RunAs {
  const deathWords = works(['setpriv', '--pdeathsig', 'INT'], ['true']) ? ['setpriv', '--pdeathsig', 'INT'] : [];
  const ownUid = process.getuid?.() ?? 0;
  const ownGid = process.getgid?.() ?? 0;
  const nameless = (uid: number) =>
    userNamespaces && !works(['id', '-nu', String(uid)], []) && works(namespaceWords, ['true']);
  if (ownUid !== 0) {
    const disguise = nameless(ownUid) ? namespaceWords : [];
    return { kind: 'this-user', prefix: [...disguise, ...deathWords], uid: ownUid, gid: ownGid };
  }

  const owner = statSync(existing(clusterDirectory));
  // `test -x` would not do: it asks for the rights of the user alone, without the capability below.
  const reach = ['stat', '-t', postgres, join(existing(dirname(clusterDirectory)), '.')];
  if (owner.uid === 0 && userNamespaces && works(namespaceWords, reach)) {
    return { kind: 'user-namespace', prefix: [...namespaceWords, ...deathWords], uid: 0, gid: ownGid };
  }
  const uid = owner.uid === 0 ? nobody : owner.uid;
  const gid = owner.uid === 0 ? nobody : owner.gid;
  letPass(existing(dirname(clusterDirectory)), uid);
  if (deathWords.length === 0) return { kind: 'unprivileged-owner', prefix: [], uid, gid, spawnIds: { uid, gid } };

  // A checkout under /root cannot be entered by anybody else. There the server keeps the one capability that lets it pass.
  const changeUser = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const passDirectories = [...changeUser, '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const disguised = nameless(uid) ? [[...changeUser, ...namespaceWords]] : [];
  const words = [...disguised, changeUser, passDirectories].find((candidate) => works(candidate, reach));
  if (words === undefined) {
    throw new StoreRefusal(
      'postgres-not-reachable',
      `PostgreSQL 不能以 root 身份运行，而用户 ${uid} 无法进入 ${dirname(clusterDirectory)} 或程序所在目录。` +
        '请改用普通用户启动，或把程序和 MINGZHANG_DATA 放到所有用户可进入的目录。',
    );
  }
  return { kind: 'unprivileged-owner', prefix: [...words, ...deathWords], uid, gid };
}

/** Lets another user pass through our data directory, which is closed to everybody unless that is needed. */
function letPass(dataDirectory: string, uid: number): void {
  const status = statSync(dataDirectory);
  if (status.uid !== uid) chmodSync(dataDirectory, status.mode | 0o001);
}

/** Gives a directory and everything in it to the user PostgreSQL runs as; nothing to do where it is theirs already. */
export function handOver(directory: string, runAs: RunAs): void {
  if (process.getuid?.() !== 0 || statSync(directory).uid === runAs.uid) return;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), runAs.uid, runAs.gid);
  }
  // The directory itself last: its owner says that the work is complete.
  chownSync(directory, runAs.uid, runAs.gid);
}
