/** `mingzhang rerun`: a year of an institution or of everybody settled again, by all cores, with progress; nothing is booked. */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import {
  enterRerun,
  findDepartment,
  findPersonBySignIn,
  findRerun,
  parametersOf,
  payers,
  policyAreaOf,
  rerunYear,
  supposedInYear,
} from '@mingzhang/bureau';
import { formatYuan, type SupposedValue } from '@mingzhang/kernel';
import { newId, openStore, type Store } from '@mingzhang/store';
import { readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { say, writeOut } from '../output.ts';
import { createProgress } from '../progress.ts';
import { answering, dataDirectory, today } from './database.ts';

const help = `用法：mingzhang rerun --department 单位 --year 年度 --basis 依据 --by 登录名 [选项]

把一年的结算按现在的参数和救助身份重新算一遍，用上全部处理器。只列差异，不改结算；差异到网页“追溯重算”里看，由另一人入账。
参数可以假设：--suppose 的只供比较，不能入账。

选项
  --department ID     经办机构的标识
  --year N            年度
  --basis 文字        依据的文件或名单
  --by 登录名         算作谁试算的；入账的须是另一人
  --institution 名称  只算在这家医疗机构看过病的人（算他们的全年）
  --suppose 键=值     假设的参数，几个之间用逗号，如 resident/inpatient/deductible/level-2=700
  --catalogue         费用明细按费用当天的现行目录重新归类；不写的，归类照原来
  --workers N         用几个线程，不写为处理器个数
  --help              显示本说明

退出码
  0  已试算      1  没有试算，原因见提示      2  用法有误
`;

interface Asked {
  readonly department: string;
  readonly year: number;
  readonly basis: string;
  readonly by: string;
  readonly institution: string | null;
  readonly suppose: readonly { readonly key: string; readonly value: string }[];
  readonly catalogue: boolean;
  readonly workers: number;
}

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, {
    department: 'string',
    year: 'string',
    basis: 'string',
    by: 'string',
    institution: 'string',
    suppose: 'string',
    catalogue: 'boolean',
    workers: 'string',
  });
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  const needed = (name: string): string => {
    const value = textOption(args, name);
    if (value === null) throw new UsageError(`缺少 --${name}。`);
    return value;
  };
  const asked: Asked = {
    department: needed('department'),
    year: wholeNumber('year', needed('year'), 2_000, 2_999),
    basis: needed('basis'),
    by: needed('by'),
    institution: textOption(args, 'institution'),
    suppose: suppositionsIn(textOption(args, 'suppose')),
    catalogue: args.options.catalogue === true,
    workers: wholeNumber('workers', textOption(args, 'workers') ?? String(availableParallelism()), 1, 64),
  };
  let done = false;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      done = await rerun(store, asked);
    } finally {
      await store.close();
    }
  });
  return done ? code : 1;
}

async function rerun(store: Store, asked: Asked): Promise<boolean> {
  const { department, year, basis, institution, catalogue, workers } = asked;
  const by = await findPersonBySignIn(store.db, asked.by);
  if (by === null) {
    say(`没有登录名“${asked.by}”，没有试算；请核对，或先添加人员。`);
    return false;
  }
  const supposed = await supposedFor(store, asked);
  if (supposed === null) return false;
  const now = new Date();
  const entered = await enterRerun(store.db, {
    id: newId(),
    department,
    year,
    scope: institution === null ? 'year' : 'institution',
    scopeValue: institution ?? '',
    basis,
    supposed,
    catalogue,
    by,
    at: now,
    today: today(now),
  });
  if ('refusal' in entered) {
    say(entered.refusal.message);
    return false;
  }
  const started = performance.now();
  const progress = createProgress('正在重算', '笔');
  const counted = await rerunYear(store, entered.id, {
    workers,
    progress: ({ settlements }) => progress.update(settlements, null),
  });
  progress.clear();
  const seconds = (performance.now() - started) / 1000;
  const found = await findRerun(store.db, entered.id);
  const changes = Object.entries(found?.total ?? {}).map(
    ([payer, amount]) => `${payers[payer as keyof typeof payers]} ${amount > 0 ? '+' : ''}${formatYuan(amount)}`,
  );
  await writeOut(
    [
      `已重算${year}年 ${counted.persons} 人 ${counted.settlements} 笔，用时 ${seconds.toFixed(1)} 秒（每秒 ${Math.round(counted.settlements / seconds)} 笔）。`,
      counted.differing === 0
        ? '每一笔都与原来相同。'
        : `${counted.differingPersons} 人 ${counted.differing} 笔与原来不同，合计（元）：${changes.join('，')}。`,
      ...(counted.stopped === 0 ? [] : [`${counted.stopped} 人没有重算，原因见网页。`]),
      supposed.length > 0 ? '参数是假设的，只供比较，不能入账。' : '差异在网页“追溯重算”里逐笔列明，由另一人核对入账。',
      `编号 ${entered.id}`,
      '',
    ].join('\n'),
  );
  return true;
}

async function supposedFor(
  store: Store,
  { department, year, suppose }: Asked,
): Promise<readonly SupposedValue[] | null> {
  if (suppose.length === 0) return [];
  const area = policyAreaOf((await findDepartment(store.db, department))?.area ?? '');
  if (area === null) {
    say(`没有“${department}”这个经办机构，或没有它那里的参数，没有试算；请核对。`);
    return null;
  }
  const supposed = supposedInYear(await parametersOf(store.db), area, year, suppose);
  if (!('refusal' in supposed)) return supposed;
  say(supposed.refusal.message);
  return null;
}

function suppositionsIn(text: string | null): Asked['suppose'] {
  if (text === null) return [];
  return text.split(/[,，]/).map((one) => {
    const { key, value } = /^\s*(?<key>[^=\s]+)\s*=\s*(?<value>\S.*?)\s*$/.exec(one)?.groups ?? {};
    if (key !== undefined && value !== undefined) return { key, value };
    throw new UsageError(`--suppose 里的“${one}”不成“键=值”，如 resident/inpatient/deductible/level-2=700。`);
  });
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} 写作“${text}”，应是 ${least} 到 ${most} 的整数。`);
}

export const rerunCommand: Command = { help, run };
