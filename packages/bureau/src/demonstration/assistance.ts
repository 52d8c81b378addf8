/**
 * The demonstration's 医疗救助 and 高额费用预警: applications in four of their states, those who bear much found and pushed once, one more found
 * since; and the register of what came into the assistance fund. Days are counted back from the last one that the books may know.
 */
import { createHash } from 'node:crypto';
import { type DateText, type Fen, fen, type ParameterSet, yearOf } from '@mingzhang/kernel';
import {
  applyForAssistance,
  checkApplication,
  findApplication,
  recogniseApplication,
  reviewApplication,
} from '../assistance/applications.ts';
import { type SourceKind, type SourceLevel } from '../assistance/decide.ts';
import { assistanceBalance, checkSource, enterSource } from '../assistance/funds.ts';
import { acknowledgePush, pushBurdens, scanBurdens } from '../assistance/warnings.ts';
import { Charts } from '../books/index.ts';
import { daysBefore } from './ids.ts';
import { type Room, writeLateSettlements } from './insured.ts';
import { done, handOn, type Trx } from './write.ts';

interface InventedApplication {
  readonly name: string;
  readonly category: 'illness-poverty' | 'low-income-margin';
  /** Days before today: when the stay ended that it is about, and each step. */
  readonly stayed: number;
  readonly submitted: number;
  readonly checked?: number;
  readonly recognised?: number;
  readonly approved?: number;
  readonly rejected?: { readonly ago: number; readonly reason: string };
  readonly household: { readonly size: number; readonly income: Fen; readonly expense: Fen };
  readonly facts: string;
}

const applications: readonly InventedApplication[] = [
  {
    name: '曹立冬',
    stayed: 88,
    category: 'illness-poverty',
    submitted: 70,
    checked: 58,
    recognised: 44,
    approved: 33,
    household: { size: 3, income: fen(3_120_000), expense: fen(6_480_000) },
    facts: '本人重病住院，妻子务农照料，一子外出务工，住院费用向亲友借款',
  },
  {
    name: '石梅英',
    stayed: 130,
    category: 'low-income-margin',
    submitted: 62,
    checked: 51,
    rejected: { ago: 40, reason: '民政部门核对家庭人均收入高于低保边缘标准，不予认定' },
    household: { size: 4, income: fen(9_860_000), expense: fen(5_240_000) },
    facts: '与儿子一家同住，儿子在县城经营门店，本人领取城乡居民养老金',
  },
  {
    name: '邓小满',
    stayed: 52,
    category: 'illness-poverty',
    submitted: 24,
    checked: 15,
    recognised: 11,
    household: { size: 2, income: fen(2_640_000), expense: fen(4_310_000) },
    facts: '本人住院后失去务工收入，母亲年老无劳动能力',
  },
  {
    name: '文秋实',
    stayed: 38,
    category: 'low-income-margin',
    submitted: 3,
    household: { size: 3, income: fen(2_880_000), expense: fen(2_700_000) },
    facts: '本人住院一次，父亲残疾在家，家庭靠母亲零工收入',
  },
];

const bank = '禾丰农村商业银行';

/** Writes applications, and warnings before and after the last settlements; `people` has the insured persons' ids by name. */
export async function writeAssistance(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
  people: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [index, one] of applications.entries()) {
    await writeApplication(trx, room, parameters, people.get(one.name) ?? '', one, index);
  }
  const { department, key, today, persons, newId } = room;
  /** Looks the years through that stays of the last months belong to; those in which somebody passed the line. */
  const look = async (ago: number): Promise<readonly number[]> => {
    const hand = handOn(room, daysBefore(today, ago), persons.maker, 240);
    const passed: number[] = [];
    for (const year of new Set([88, ago].map((before) => yearOf(daysBefore(today, before))))) {
      const scanned = await scanBurdens(trx, parameters, { department, year, all: false, ...hand });
      done(scanned);
      if ('above' in scanned && scanned.above > 0) passed.push(year);
    }
    return passed;
  };
  for (const year of await look(10)) {
    const day = daysBefore(today, 9);
    const push = { department, id: newId(day) };
    const recipient = '禾丰县农业农村局（防返贫监测）';
    done(await pushBurdens(trx, key, { ...push, year, recipient, ...handOn(room, day, persons.maker) }));
    const on = daysBefore(today, 8);
    const signed = { ...push, recipientPerson: '向明', on, ...handOn(room, on, persons.maker) };
    done(await acknowledgePush(trx, signed));
  }
  await writeLateSettlements(trx, room, parameters, people);
  await look(2);
}

async function writeApplication(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
  person: string,
  one: InventedApplication,
  index: number,
): Promise<void> {
  const { department, key, today, persons, newId } = room;
  const { name, category, stayed, submitted, checked, recognised, approved, rejected, household, facts } = one;
  const on = (ago: number, by = persons.maker) => handOn(room, daysBefore(today, ago), by, 60);
  const submittedOn = daysBefore(today, submitted);
  const id = newId(submittedOn);
  const attachment = (what: string) => {
    return {
      name: `${name}${what}.pdf`,
      sha256: createHash('sha256').update(`demonstration ${name} ${what}`).digest('hex'),
    };
  };
  done(
    await applyForAssistance(trx, key, {
      ...{ id, department, person, category, facts, submittedOn },
      year: yearOf(daysBefore(today, stayed)),
      householdSize: household.size,
      householdIncome: household.income,
      householdExpense: household.expense,
      attachments: ['救助申请书', '家庭收入核对授权书', '出院小结'].map(attachment),
      payee: { name, bank, account: `62217000${index + 1}00003331` },
      ...on(submitted),
    }),
  );
  const step = { id, department };
  if (checked !== undefined) {
    const text = `乡镇入户核查意见（第${index + 21}号）`;
    done(await checkApplication(trx, { ...step, text, ...on(checked) }));
  }
  if (recognised !== undefined) {
    const text = `禾民救认〔${daysBefore(today, recognised).slice(0, 4)}〕${index + 7}号`;
    done(await recogniseApplication(trx, { ...step, text, ...on(recognised) }));
  }
  const review = { ...step, settlement: newId(today) };
  if (rejected !== undefined) {
    const { ago, reason } = rejected;
    const command = { ...review, decision: 'reject', text: reason, ...on(ago, persons.checker) } as const;
    done(await reviewApplication(trx, new Charts(), parameters, command));
  }
  if (approved !== undefined) {
    const command = { ...review, decision: 'approve', text: '', ...on(approved, persons.checker) } as const;
    // Where nobody has entered last year's income per head yet it waits.
    const found = await findApplication(trx, key, parameters, { id, today: command.today });
    if (found?.obstacle === null) done(await reviewApplication(trx, new Charts(), parameters, command));
  }
}

/** What came into the assistance fund: from whom, by which document, when. */
export interface AssistanceReceipt {
  readonly kind: Exclude<SourceKind, 'carried-over'>;
  readonly level: SourceLevel;
  readonly document: string;
  readonly dated: DateText;
  readonly amount: Fen;
}

/** Enters and checks it, year by year, each with what the year before left. */
export async function writeSources(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
  { opening, receipts }: { readonly opening: Fen; readonly receipts: readonly AssistanceReceipt[] },
): Promise<void> {
  const { department, persons, newId } = room;
  let left = opening;
  for (const [year, own] of [...Map.groupBy(receipts, ({ dated }) => yearOf(dated))].sort(([a], [b]) => a - b)) {
    const document = `${year - 1}年度基金决算`;
    const carried = { kind: 'carried-over', level: 'other', document, dated: `${year}-01-01`, amount: left } as const;
    for (const one of [carried, ...own]) {
      const source = { department, id: newId(one.dated) };
      const entered = { ...source, ...one, year, purpose: '', ...handOn(room, one.dated, persons.maker, 300) };
      done(await enterSource(trx, entered));
      done(await checkSource(trx, { ...source, ...handOn(room, one.dated, persons.checker, 360) }));
    }
    left = (await assistanceBalance(trx, parameters, { department, year }))?.balance ?? 0;
  }
}
