/**
 * What a row of a clearing statement says, and what is wrong with it. Plain functions.
 *
 * What cannot be read must be corrected. What can be read and is odd – an institution that is not registered, a row that came before –
 * may be taken on purpose, with a reason.
 */
import {
  type DateText,
  type Fen,
  formatYuan,
  isMonth,
  type Month,
  monthOf,
  readAmount,
  readDate,
} from '@mingzhang/kernel';
import { isElsewhere, type Reach, reaches, reachOf } from '../decide.ts';
import { type StatementCells } from './read.ts';

/** Codes of clr_type beside the words. */
const visitWords = {
  inpatient: ['住院', '普通住院', '21'],
  outpatient: ['门诊', '普通门诊', '门诊统筹', '11'],
  chronic: ['门诊慢特病', '慢特病门诊', '门诊慢性病', '门诊特殊病', '14'],
  pharmacy: ['药店购药', '药店', '41'],
} as const;
export type StatementVisit = keyof typeof visitWords;

export const statementVisits: Readonly<Record<StatementVisit, string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  pharmacy: '药店购药',
};

/** 未直接结算: the patient paid all and is reimbursed at home. */
const channelWords = {
  direct: ['直接结算', '联网结算', '是'],
  manual: ['非直接结算', '未直接结算', '现金结算', '自费结算', '零星报销', '手工报销', '否'],
} as const;

export const statementChannels: Readonly<Record<keyof typeof channelWords, string>> = {
  direct: '直接结算',
  manual: '未直接结算',
};

/** Codes of pay_loc beside the words. */
const reachWords = {
  'in-province': ['省内', '省内异地', '域内异地', '3'],
  'cross-province': ['跨省', '跨省异地', '省外', '域外异地', '4'],
} as const;

/** In the order in which they are said; those that may not be taken on purpose come first. */
export const statementProblems = {
  'institution-malformed': '机构编号不对',
  'month-malformed': '清算年月不对',
  'insured-area-malformed': '参保地不对',
  'visit-unknown': '清算类别不认得',
  'disease-missing': '门诊慢特病没有病种',
  'channel-unknown': '结算方式不认得',
  'visits-malformed': '人次不对',
  'amount-malformed': '金额不对',
  'insured-here': '参保地在本统筹区',
  'fund-beyond-total': '基金支付超过总费用',
  'institution-unregistered': '机构没有登记',
  'reach-differs': '异地范围与参保地不符',
  'fund-without-direct': '没有直接结算却有基金支付',
  repeated: '同一结算或同月汇总已经收过',
} as const;
export type StatementProblem = keyof typeof statementProblems;

const odd: ReadonlySet<StatementProblem> = new Set([
  'institution-unregistered',
  'reach-differs',
  'fund-without-direct',
  'repeated',
]);

/** True if it may be taken on purpose. */
export function mayBeTaken(problems: readonly StatementProblem[]): boolean {
  return problems.every((problem) => odd.has(problem));
}

export interface StatementEntry {
  readonly institution: string;
  readonly month: Month;
  readonly insuredArea: string;
  readonly reach: Reach;
  readonly visit: StatementVisit;
  /** Of 门诊慢特病; else ''. */
  readonly disease: string;
  readonly channel: 'direct' | 'manual';
  readonly visits: number;
  readonly total: Fen;
  readonly fund: Fen;
  /** By which the same settlement, or the same month's sum, is known again. */
  readonly knownBy: string;
}

export interface StatementDecision {
  /** Null where something cannot be read. */
  readonly entry: StatementEntry | null;
  readonly problems: readonly StatementProblem[];
  readonly message: string;
}

interface StatementFacts {
  /** Six digits of the bureau. */
  readonly division: string;
  readonly registered: boolean;
  readonly today: DateText;
  /** Whether a row known by this was taken before. */
  readonly isKnown: (knownBy: string) => boolean;
}

export interface StatementSum {
  readonly reach: Reach;
  readonly visit: StatementVisit;
  readonly channel: StatementEntry['channel'];
  readonly rows: number;
  readonly visits: number;
  readonly total: Fen;
  readonly fund: Fen;
}

/** What rows add up to by reach, kind of visit and way of settling, the largest first. */
export function sumsOf(entries: readonly StatementEntry[]): readonly StatementSum[] {
  const groups = Map.groupBy(entries, ({ reach, visit, channel }) => [reach, visit, channel].join('/'));
  const sums = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { reach, visit, channel } = first;
    const sum = (of: (entry: StatementEntry) => number): number => group.reduce((all, entry) => all + of(entry), 0);
    return {
      reach,
      visit,
      channel,
      rows: group.length,
      visits: sum(({ visits }) => visits),
      total: sum(({ total }) => total),
      fund: sum(({ fund }) => fund),
    };
  });
  return sums.sort((a, b) => b.total - a.total);
}

function meaning<Name extends string>(words: Readonly<Record<Name, readonly string[]>>, cell: string): Name | null {
  const plain = cell.normalize('NFKC').replaceAll(/\s/g, '');
  for (const name of Object.keys(words) as Name[]) if (words[name].includes(plain)) return name;
  return null;
}

/** '202305', '2023年5月', '2023-05', or the month of a day; null for what is none or is yet to come. */
function monthIn(cell: string, today: DateText): Month | null {
  const [, year = '', month = ''] =
    /^(\d{4})[-/.年]?(\d{1,2})月?$/.exec(cell.normalize('NFKC').replaceAll(/\s/g, '')) ?? [];
  const day = readDate(cell);
  const read = year === '' ? (day === null ? '' : monthOf(day)) : `${year}-${month.padStart(2, '0')}`;
  return isMonth(read) && read <= monthOf(today) ? read : null;
}

function fenIn(cell: string): Fen | null {
  const read = readAmount(cell, '元');
  return 'fen' in read && read.fen >= 0 ? read.fen : null;
}

export function decideStatementRow(cells: StatementCells, facts: StatementFacts): StatementDecision {
  const { institution, insuredArea, settlement } = cells;
  const { division, registered, today, isKnown } = facts;
  const month = monthIn(cells.month, today);
  const area = /^\d{6}$/.test(insuredArea) ? insuredArea : null;
  const visit = meaning(visitWords, cells.visit);
  const channel = meaning(channelWords, cells.channel);
  const visits = /^[1-9]\d{0,6}$/.test(cells.visits) ? Number(cells.visits) : null;
  const total = fenIn(cells.total);
  const fund = fenIn(cells.fund);
  const disease = visit === 'chronic' ? cells.disease : '';
  const reach = area === null ? null : reachOf(division, area);
  const said = meaning(reachWords, cells.reach);
  const found: [StatementProblem, string][] = [];
  if (!/^[HP]\d{11}$/.test(institution)) {
    found.push(['institution-malformed', `医药机构编号“${institution}”应是H或P加11位数字`]);
  }
  if (month === null) found.push(['month-malformed', `清算年月“${cells.month}”应是${monthOf(today)}或以前的一个月`]);
  if (area === null) found.push(['insured-area-malformed', `参保地“${insuredArea}”应是6位区划代码`]);
  if (visit === null) {
    const known = Object.values(statementVisits).join('、');
    found.push(['visit-unknown', `清算类别“${cells.visit}”不认得，可用的是${known}`]);
  }
  if (visit === 'chronic' && disease === '') found.push(['disease-missing', '门诊慢特病要写病种名称']);
  if (channel === null) found.push(['channel-unknown', `结算方式“${cells.channel}”不认得，应是直接结算或非直接结算`]);
  if (visits === null) found.push(['visits-malformed', `人次“${cells.visits}”应是正整数`]);
  if (total === null || fund === null) {
    found.push(['amount-malformed', `金额“${total === null ? cells.total : cells.fund}”不是不小于零的金额`]);
  }
  if (area !== null && !isElsewhere(division, area)) {
    found.push(['insured-here', `参保地${area}和本地（${division}）同属一个统筹区，不是异地就医`]);
  }
  if (total !== null && fund !== null && fund > total) {
    found.push(['fund-beyond-total', `基金支付${formatYuan(fund)}元多于总费用${formatYuan(total)}元`]);
  }
  if (!registered && found.every(([problem]) => problem !== 'institution-malformed')) {
    found.push(['institution-unregistered', `没有登记编号为${institution}的医药机构，不知道它的级别`]);
  }
  if (reach !== null && cells.reach !== '' && said !== reach) {
    found.push(['reach-differs', `写的是“${cells.reach}”，按参保地${insuredArea}是${reaches[reach]}`]);
  }
  if (channel === 'manual' && fund !== null && fund > 0) {
    found.push(['fund-without-direct', `没有直接结算，却有基金支付${formatYuan(fund)}元`]);
  }
  const readable =
    month !== null &&
    area !== null &&
    reach !== null &&
    visit !== null &&
    channel !== null &&
    visits !== null &&
    total !== null &&
    fund !== null;
  const knownBy =
    settlement === ''
      ? [institution, month, area, visit, disease, channel].join('/')
      : [institution, settlement].join('/');
  if (readable && isKnown(knownBy)) {
    const what = settlement === '' ? `在${month}的同类汇总` : `的结算${settlement}`;
    found.push(['repeated', `${institution}${what}已经收过一次`]);
  }
  const problems = found.map(([problem]) => problem);
  return {
    entry:
      readable && mayBeTaken(problems)
        ? { institution, month, insuredArea: area, reach, visit, disease, channel, visits, total, fund, knownBy }
        : null,
    problems,
    message: found.length === 0 ? '' : `${found.map(([, sentence]) => sentence).join('；')}。`,
  };
}
