/** `mingzhang county`: an invented county into the configured database. */
import process from 'node:process';
import {
  demonstrationDepartment,
  demonstrationPeopleExist,
  findPersonBySignIn,
  type IdentityKey,
  loadDemonstration,
  openIdentityKey,
  policyAreaOf,
} from '@mingzhang/bureau';
import {
  type CountyPlan,
  confirmParameters,
  countyDepartment,
  findCountyLoad,
  type Loaded,
  type LoadProgress,
  type LoadRefused,
  loadCounty,
  openSealedList,
  sealList,
  setUpCountyBureau,
} from '@mingzhang/county';
import { openStore, type Store } from '@mingzhang/store';
import { readArguments, textOption, UsageError } from '../arguments.ts';
import { type Command, type ExitCode } from '../command.ts';
import { say, writeOut } from '../output.ts';
import { createProgress } from '../progress.ts';
import { answering, dataDirectory, today } from './database.ts';

const help = `用法：mingzhang county --people 人数 --seed 种子 [--years 起-止] [--sealed-list 文件]
      mingzhang county --demonstration
      mingzhang county --open-list 文件

把一个虚构的县装入数据库，归入它自己的经办机构“${countyDepartment.name}”（没有示范单位的先装示范单位，由示范人员办理）：区划、户、人、参保、
救助身份、用人单位、医药机构、就诊和结算、基金分录，形状和比例取自一个真实的县，人名、号码、单位都是虚构的。人数、种子、年份相同，装出来的就相同，散列值可以对照。
装到一半停下的，用同样的参数再执行一次即接着装；一个库只装一个县。

选项
  --people N           人数，1 到 2000000；65 万是一个县
  --seed S             种子，0 到 4294967295 的整数
  --years A-B          年份，不写为 2023-2025
  --sealed-list FILE   把埋入的差错和骗保名单加密写到文件，密钥只打印这一次
  --demonstration      示范用的小县：一个县的百分之一（6500 人，三年），示范单位已在时才装；npm start 第一次启动后在后台执行
  --open-list FILE     打开名单：密钥取自环境变量 MINGZHANG_LIST_KEY，内容写到标准输出（JSON）
  --help               显示本说明

退出码
  0  已装入，或早已在      1  没有装入，原因见提示      2  用法有误
`;

async function run(words: readonly string[]): Promise<ExitCode> {
  const args = readArguments(words, {
    people: 'string',
    seed: 'string',
    years: 'string',
    'sealed-list': 'string',
    'open-list': 'string',
    demonstration: 'boolean',
  });
  if (args.positionals.length > 0) throw new UsageError(`多写了“${args.positionals.join(' ')}”。`);
  const list = textOption(args, 'open-list');
  if (list !== null) return openList(list);
  if (args.options.demonstration === true) return loadSmall();
  const people = wholeNumber('people', textOption(args, 'people'), 1, 2_000_000);
  const seed = wholeNumber('seed', textOption(args, 'seed'), 0, 4_294_967_295);
  const plan: CountyPlan = {
    people,
    seed,
    years: yearsIn(textOption(args, 'years')),
    area: countyDepartment.area,
  };
  let refused = false;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      refused = !(await load(store, plan, textOption(args, 'sealed-list')));
    } finally {
      await store.close();
    }
  });
  return refused ? 1 : code;
}

async function load(store: Store, plan: CountyPlan, sealedList: string | null): Promise<boolean> {
  const key = await openIdentityKey({ dataDirectory: dataDirectory(), value: process.env.MINGZHANG_KEY });
  if ('refusal' in key) {
    say(key.refusal.message);
    return false;
  }
  const { name } = demonstrationDepartment;
  if (!(await demonstrationPeopleExist(store.db))) {
    say(`正在装入示范单位“${name}”……`);
    const now = new Date();
    if (!(await loadDemonstration(store.db, today(now), now, key))) {
      say('数据库里有真实的人员，没有装入虚构的县：两者混在一起，账和名册就都不能用了。请换一个空的数据库。');
      return false;
    }
  }
  const started = performance.now();
  const progress = createProgress('正在装入', '笔结算');
  const loaded = await loadFor(store, plan, key, ({ batches, batchesDone, settlements }) => {
    progress.update(settlements, batchesDone === 0 ? null : Math.round((settlements * batches) / batchesDone));
  });
  progress.clear();
  if ('refusal' in loaded) {
    say(loaded.refusal);
    return false;
  }
  await writeOut(textOf(plan, loaded, (performance.now() - started) / 1000));
  if (sealedList !== null && !loaded.before) {
    const { people, seed, years } = plan;
    const secret = sealList(sealedList, {
      people,
      seed,
      years: `${years.first}-${years.last}`,
      planted: loaded.planted,
    });
    await writeOut(
      `差错和骗保名单（${loaded.planted.length} 条）已加密写入 ${sealedList}\n名单的密钥（只显示这一次）：${secret}\n`,
    );
  } else if (sealedList !== null) say('这个县早已装入，名单只在装入时写出，没有写。');
  return true;
}

/** Loads the county for its own bureau, by the demonstration's people. */
async function loadFor(
  { db, url }: Store,
  plan: CountyPlan,
  key: IdentityKey,
  onProgress: (progress: LoadProgress) => void,
): Promise<Loaded | LoadRefused> {
  const { id: department, area } = countyDepartment;
  const named = (signIn: string): Promise<string | null> => findPersonBySignIn(db, signIn);
  const [by, checker, accountant] = [await named('jingban'), await named('yewufuhe'), await named('jijin')];
  const place = policyAreaOf(area);
  if (by === null || checker === null || accountant === null || place === null)
    throw new Error('the demonstration is not as it was loaded');
  const at = new Date();
  await confirmParameters(db, { area: place, years: plan.years, maker: by, checker, at });
  await setUpCountyBureau(db, { years: plan.years, today: today(at), by: '邵庭芳' });
  return loadCounty({ db, url, plan, department, by, checker, accountant, key, now: () => new Date(), onProgress });
}

/** What `npm start` loads behind the running server: one per cent of a county, said in a few lines. */
async function loadSmall(): Promise<ExitCode> {
  const plan: CountyPlan = { people: 6_500, seed: 1, years: yearsIn(null), area: countyDepartment.area };
  let refused = false;
  const code = await answering(async () => {
    const store = await openStore({ dataDirectory: dataDirectory(), databaseUrl: process.env.DATABASE_URL });
    try {
      if (!(await demonstrationPeopleExist(store.db))) {
        refused = true;
        say('没有示范单位，没有装示范县。先用 mingzhang demo 装示范单位。');
        return;
      }
      const before = await findCountyLoad(store.db, countyDepartment.id);
      if (before !== null && before.finishedAt !== null) return;
      const key = await openIdentityKey({ dataDirectory: dataDirectory(), value: process.env.MINGZHANG_KEY });
      if ('refusal' in key) {
        refused = true;
        say(key.refusal.message);
        return;
      }
      say(
        `正在后台装入示范县（${plan.people} 人，${plan.years.first}至${plan.years.last}年的参保和结算），可以先使用……`,
      );
      const loaded = await loadFor(store, plan, key, ({ batches, batchesDone, settlements }) => {
        say(`示范县：${Math.floor((batchesDone * 100) / batches)}%，已结算 ${settlements} 笔`);
      });
      if ('refusal' in loaded) {
        refused = true;
        say(loaded.refusal);
        return;
      }
      say(`示范县已装入：${loaded.people} 人，${loaded.settlements} 笔结算。`);
    } finally {
      await store.close();
    }
  });
  return refused ? 1 : code;
}

function textOf({ people, seed, years }: CountyPlan, loaded: Loaded, seconds: number): string {
  const county = `虚构县（${people} 人，种子 ${seed}，${years.first}至${years.last}年）`;
  if (loaded.before) return `${county}早已在数据库里，没有再装。\n散列值 ${loaded.digest}\n`;
  const refused = Object.entries(loaded.refused).map(([id, count]) => `${id} ${count}`);
  const rate = Math.round(loaded.settlements / seconds);
  return [
    `已装入${county}：登记 ${loaded.people} 人，结算 ${loaded.settlements} 笔，用时 ${seconds.toFixed(1)} 秒（每秒 ${rate} 笔）。`,
    ...(refused.length === 0 ? [] : [`结算台未受理的就诊：${refused.join('，')}。`]),
    `散列值 ${loaded.digest}`,
    '',
  ].join('\n');
}

async function openList(file: string): Promise<ExitCode> {
  const key = process.env.MINGZHANG_LIST_KEY ?? '';
  if (key === '') throw new UsageError('打开名单要有密钥：请设环境变量 MINGZHANG_LIST_KEY。');
  const content = openSealedList(file, key);
  if (content === null) {
    say(`打不开“${file}”：不是加密的名单，或密钥不对。请核对文件和装入时打印的密钥。`);
    return 1;
  }
  await writeOut(`${JSON.stringify(content)}\n`);
  return 0;
}

function wholeNumber(name: string, text: string | null, least: number, most: number): number {
  if (text === null) throw new UsageError(`缺少 --${name}。`);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} 写作“${text}”，应是 ${least} 到 ${most} 的整数。`);
}

function yearsIn(text: string | null): CountyPlan['years'] {
  if (text === null) return { first: 2023, last: 2025 };
  const [, from, to] = /^(20\d\d)-(20\d\d)$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (first >= 2023 && first <= last) return { first, last };
  throw new UsageError(
    `--years 写作“${text}”，应是两个年份，如 2023-2025；2023 年以前没有全省统一的待遇规定，装不了。`,
  );
}

export const countyCommand: Command = { help, run };
