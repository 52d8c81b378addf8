/** `mingzhang people`: the first administrator, and a way back in for one who has locked themselves out. */
import process from 'node:process';
import { type AccessRefused, addPerson, findPersonBySignIn, resetPassword, systemPerson } from '@mingzhang/bureau';
import { newId, openStore, type Store } from '@mingzhang/store';
import { readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { say, writeOut } from '../output.ts';
import { answering, dataDirectory, today } from './database.ts';

const help = `用法：mingzhang people add --name 姓名 --sign-in 登录名 --role 角色[,角色…]
      mingzhang people reset --sign-in 登录名

在运行明账的机器上添加人员，或重置一个人的口令。添加第一位系统管理员（administrator）用它；其余人员由系统管理员在网页上添加。
初始口令打印一次，本人第一次登录时须修改。都记入操作留痕。
数据在 data/ 下，或在环境变量 MINGZHANG_DATA、DATABASE_URL 所指之处。运行中也可以用。

选项
  --name 姓名        真实姓名
  --sign-in 登录名   2 至 32 个字母、数字、点、横线或下划线
  --role 角色        从今天起长期有效；各角色见 docs/reference/permissions.md
  --help             显示本说明

退出码
  0  完成      1  被拒绝，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, { name: 'string', 'sign-in': 'string', role: 'string' });
  const [verb, ...more] = args.positionals;
  if (more.length > 0) throw new UsageError(`多写了“${more.join(' ')}”。`);
  const signIn = textOption(args, 'sign-in');
  const at = new Date();
  switch (verb) {
    case 'add': {
      const name = textOption(args, 'name');
      const role = textOption(args, 'role');
      if (name === null) throw new UsageError('没有写 --name。');
      if (signIn === null) throw new UsageError('没有写 --sign-in。');
      if (role === null) throw new UsageError('没有写 --role。');
      const roles = role
        .split(',')
        .map((word) => ({ role: word.trim(), department: null, unit: null, from: today(at), to: null }));
      const command = { actor: systemPerson, at, id: newId(), name, signIn, roles, from: 'terminal' };
      return tell(signIn, (store) => addPerson(store.db, command));
    }
    case 'reset': {
      if (signIn === null) throw new UsageError('没有写 --sign-in。');
      return tell(signIn, async (store) => {
        const person = await findPersonBySignIn(store.db, signIn);
        if (person === null) {
          return { refusal: { id: 'person-not-found', message: `没有登录名为“${signIn}”的人员，没有重置。` } };
        }
        return resetPassword(store.db, { actor: systemPerson, at, person, from: 'terminal' });
      });
    }
    case undefined:
      throw new UsageError('没有写要做什么，可以是 add、reset。');
    default:
      throw new UsageError(`没有“${verb}”，可以是 add、reset。`);
  }
}

/** Does the work, and prints the initial password: the one thing that whoever called needs. */
async function tell(
  signIn: string,
  work: (store: Store) => Promise<{ readonly password: string } | AccessRefused>,
): Promise<ExitCode> {
  let refused = false;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      const outcome = await work(store);
      if ('refusal' in outcome) {
        refused = true;
        say(outcome.refusal.message);
      } else
        await writeOut(`登录名 ${signIn.trim().toLowerCase()}，初始口令 ${outcome.password}（第一次登录时须修改）\n`);
    } finally {
      await store.close();
    }
  });
  return refused ? 1 : code;
}

export const peopleCommand: Command = { help, run };
