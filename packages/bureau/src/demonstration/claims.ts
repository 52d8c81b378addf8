/** The demonstration's 零星报销: paper bills of stays and visits that were not settled where they were made, a claim in each state. */
import { fen, type ParameterSet, yearOf } from '@mingzhang/kernel';
import { type Cause, type VisitKind } from '@mingzhang/policy';
import { Charts } from '../books/index.ts';
import { type Material } from '../settlement/claims/decide.ts';
import { decideClaim, reviewClaim, takeClaim, withdrawClaim } from '../settlement/claims/index.ts';
import { daysBefore } from './ids.ts';
import { type Room } from './insured.ts';
import { done, handOn, type Trx } from './write.ts';

interface InventedClaim {
  readonly name: string;
  readonly kind: VisitKind;
  readonly level: string;
  readonly institution: string;
  readonly cause: Cause;
  /** Days before today that it ended, and how long it was. */
  readonly ago: number;
  readonly days: number;
  /** In fen. */
  readonly inScope: number;
  readonly own: number;
  readonly firstPay: number;
  readonly materials: readonly Material[];
  /** Days before today of each step. */
  readonly taken: number;
  readonly decided?: number;
  readonly settled?: number;
  readonly rejected?: { readonly ago: number; readonly reason: string };
  readonly withdrawn?: { readonly ago: number; readonly reason: string };
}

const [cityHospital, chineseMedicine] = ['永平市中心医院', '禾丰县中医医院'] as const;

const ofStay: readonly Material[] = ['receipt', 'fee-list', 'discharge-record', 'identity', 'bank-account'];
const ofVisit: readonly Material[] = ['receipt', 'fee-list', 'diagnosis', 'identity', 'bank-account'];
const stay = { kind: 'inpatient', level: 'level-3', institution: cityHospital, cause: 'illness' } as const;

const claims: readonly InventedClaim[] = [
  {
    ...{ name: '石梅英', ...stay, ago: 66, days: 8, inScope: 1_184_000, own: 62_000, firstPay: 95_500 },
    ...{ materials: ofStay, taken: 54, decided: 47, settled: 36 },
  },
  {
    ...{ name: '顾念', ...stay, ago: 29, days: 5, inScope: 512_600, own: 18_400, firstPay: 21_000 },
    ...{ materials: ofStay, taken: 12, decided: 7 },
  },
  {
    ...{ name: '罗小禾', ...stay, level: 'level-2', institution: chineseMedicine, ago: 16, days: 4 },
    ...{ inScope: 286_350, own: 9_000, firstPay: 14_200, materials: ['receipt', 'identity'], taken: 2 },
  },
  {
    ...{
      name: '曹立冬',
      ...stay,
      cause: 'third-party',
      ago: 126,
      days: 6,
      inScope: 734_000,
      own: 20_500,
      firstPay: 31_800,
    },
    ...{ materials: ofStay, taken: 112 },
    rejected: { ago: 104, reason: '交通事故受伤，费用应由第三人负担，已告知向责任方主张' },
  },
  {
    ...{
      name: '邹桂兰',
      ...stay,
      kind: 'outpatient',
      level: 'level-2',
      institution: chineseMedicine,
      ago: 58,
      days: 0,
    },
    ...{ inScope: 41_300, own: 0, firstPay: 2_600, materials: ofVisit, taken: 50 },
    withdrawn: { ago: 48, reason: '医院已补办直接结算，票据退回申请人' },
  },
];

/** Takes them in and brings each as far as it has come; `people` has the insured persons' ids by name. */
export async function writeClaims(
  trx: Trx,
  room: Room,
  parameters: ParameterSet,
  people: ReadonlyMap<string, string>,
): Promise<void> {
  const { department, key, today, persons, newId } = room;
  for (const [index, one] of claims.entries()) {
    const { name, kind, level, institution, cause, ago, days, materials, taken, decided, settled } = one;
    const { rejected, withdrawn } = one;
    const to = daysBefore(today, ago);
    const began = daysBefore(to, days);
    // A stay does not cross the year.
    const from = yearOf(began) === yearOf(to) ? began : (`${yearOf(to)}-01-01` as const);
    const sums = { own: fen(one.own), overLimit: fen(0), firstPay: fen(one.firstPay), inScope: fen(one.inScope) };
    const invoice = { code: '43060125', number: String(8_801_200 + index).padStart(10, '0'), day: to };
    const on = (before: number, by = persons.maker) => handOn(room, daysBefore(today, before), by, 150 + index);
    const claim = { id: newId(daysBefore(today, taken)), department };
    done(
      await takeClaim(trx, key, {
        ...claim,
        person: people.get(name) ?? '',
        cause,
        visit: {
          kind,
          level,
          filing: 'local',
          item: '',
          institution,
          number: `LX${to.replaceAll('-', '')}${index + 1}`,
          from,
          to,
        },
        bill: { lines: [], sums, hospitalBorne: fen(0), account: fen(0) },
        submittedOn: daysBefore(today, taken),
        invoices: [{ ...invoice, amount: fen(one.own + one.firstPay + one.inScope) }],
        materials,
        payee: { name, bank: '禾丰农村商业银行', account: `62217000${index + 1}00004442` },
        ...on(taken),
      }),
    );
    if (decided !== undefined) done(await decideClaim(trx, parameters, { ...claim, ...on(decided) }));
    const review = { ...claim, settlement: newId(today) };
    if (settled !== undefined) {
      const command = { ...review, decision: 'approve', reason: '', ...on(settled, persons.checker) } as const;
      done(await reviewClaim(trx, new Charts(), parameters, command));
    }
    if (rejected !== undefined) {
      const command = { ...review, decision: 'reject', ...rejected, ...on(rejected.ago, persons.checker) } as const;
      done(await reviewClaim(trx, new Charts(), parameters, command));
    }
    if (withdrawn !== undefined) {
      done(await withdrawClaim(trx, { ...claim, reason: withdrawn.reason, ...on(withdrawn.ago) }));
    }
  }
}
