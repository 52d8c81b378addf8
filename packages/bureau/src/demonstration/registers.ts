/** What stands behind the demonstration's “三公”, meetings and training: a record for every voucher that paid for one. */
import { type DateText, type Fen, sumFen } from '@mingzhang/kernel';
import { type Chance } from '../office/invented-year/index.ts';
import {
  economyCodeOf,
  type OfficeEvent,
  type Reception,
  type RegisterRecord,
  recordProblem,
  registers,
  tieProblem,
  type VehicleCost,
  type VehicleCostKind,
} from '../office/registers/decide.ts';
import { type DemonstrationBooks } from './books.ts';
import { daysBefore, idsFrom, type NewIdOn } from './ids.ts';
import { insertAll, type Persons, type Trx, writtenOn } from './write.ts';

interface Tied {
  readonly record: RegisterRecord;
  /** The booked voucher that paid for it; null while it waits on the desk. */
  readonly tie: { readonly id: string; readonly voucher: string } | null;
}

export interface DemonstrationRegisters {
  readonly unit: string;
  readonly records: readonly Tied[];
}

const guests = ['周边县医疗保障局', '市医疗保障局', '省医疗保障局检查组', '对口帮扶县医疗保障中心', '市审计局审计组'];
const reasons = ['交流基金监管工作', '检查医疗救助资金', '调研经办服务下沉', '学习异地就医结算经验', '开展专项审计'];
const hosts = ['办公室', '基金监管和规划财务股', '待遇保障和医药服务管理股'];
const meetings = [
  { name: '全县医疗保障工作会议', content: '部署全年工作', persons: 86 },
  { name: '定点医药机构负责人会议', content: '通报基金监管情况', persons: 112 },
];
const trainings = [
  { name: '乡镇经办人员业务培训', content: '参保登记和待遇经办', persons: 74 },
  { name: '支付方式改革培训', content: '按病种分值付费', persons: 58 },
  { name: '基金监管执法培训', content: '检查程序和文书', persons: 36 },
];
const vehicleCosts: readonly { readonly kind: VehicleCostKind; readonly note: string }[] = [
  { kind: 'fuel', note: '加油' },
  { kind: 'repair', note: '保养和维修' },
  { kind: 'fuel', note: '加油' },
  { kind: 'insurance', note: '交强险和商业险' },
  { kind: 'toll', note: '过路费' },
];

/** The registers of a unit, from its vouchers. */
export function drawUpRegisters(books: DemonstrationBooks, today: DateText, chance: Chance): DemonstrationRegisters {
  const newId = idsFrom(chance);
  const records = registers.flatMap((register): readonly Tied[] => {
    const code = economyCodeOf(register)?.code;
    if (code === undefined) return [];
    return books.vouchers.flatMap(({ voucher, lines, state }, index): readonly Tied[] => {
      const amount = sumFen(lines.filter((line) => line.dimensions.economyCode === code).map((line) => line.amount));
      if (amount === 0) return [];
      const record = recordOf(register, { books, date: voucher.date, cost: amount, turn: index }, newId, chance);
      if (record === null) return [];
      const problem =
        recordProblem(record, { today, closed: null, vehicle: vehicleOf(books, record) }) ??
        tieProblem(
          amount,
          { register, cost: amount, withdrawn: false, tied: 0 },
          { date: voucher.date, text: voucher.text, amount, tied: 0 },
        );
      if (problem !== null) throw new Error(problem.refusal.message);
      return [{ record, tie: state === 'booked' ? { id: newId(voucher.date), voucher: voucher.id } : null }];
    });
  });
  return { unit: books.unit.id, records };
}

interface Occasion {
  readonly books: DemonstrationBooks;
  readonly date: DateText;
  readonly cost: Fen;
  readonly turn: number;
}

/** Bills are paid a few days after what they are for, in the same year. */
function dayBefore(date: DateText, days: number): DateText {
  const day = daysBefore(date, days);
  return day.slice(0, 4) === date.slice(0, 4) ? day : date;
}

function recordOf(
  register: RegisterRecord['register'],
  { books, date, cost, turn }: Occasion,
  newId: NewIdOn,
  chance: Chance,
): RegisterRecord | null {
  const common = { unit: books.unit.id, cost };
  const pick = <T>(list: readonly T[]): T => list[chance(list.length)] as T;
  const day = dayBefore(date, chance(6));
  switch (register) {
    case 'reception': {
      const which = chance(guests.length);
      // Within the standard: so many guests that nobody costs more than a county's meal.
      const persons = Math.max(2, Math.ceil(cost / 11_000)) + chance(3);
      return {
        ...common,
        id: newId(day),
        register,
        date: day,
        kind: 'domestic',
        guests: guests[which] ?? '',
        reason: reasons[which] ?? '',
        host: pick(hosts),
        letter: `来函〔${date.slice(0, 4)}〕${10 + chance(80)}号`,
        persons,
        escorts: Math.min(3, Math.max(1, Math.floor(persons / 4))),
      } satisfies Reception;
    }
    case 'vehicle': {
      const vehicles = books.assets.cards.filter(({ vehicleUse }) => vehicleUse !== null);
      const card = vehicles[turn % Math.max(1, vehicles.length)];
      if (card === undefined) return null;
      const { kind, note } = pick(vehicleCosts);
      return { ...common, id: newId(day), register, date: day, vehicle: card.id, kind, note } satisfies VehicleCost;
    }
    case 'meeting':
    case 'training': {
      const { name, content, persons } = pick(register === 'meeting' ? meetings : trainings);
      const until = register === 'training' && day < date ? daysBefore(day, -1) : day;
      return {
        ...common,
        id: newId(day),
        register,
        date: day,
        name,
        content,
        place: register === 'meeting' ? '县会议中心' : '县职工教育中心',
        until,
        persons: persons + chance(9),
      } satisfies OfficeEvent;
    }
    default:
      return null;
  }
}

function vehicleOf({ assets }: DemonstrationBooks, record: RegisterRecord) {
  if (record.register !== 'vehicle') return null;
  const card = assets.cards.find(({ id }) => id === record.vehicle);
  return card === undefined ? null : { plate: card.plate ?? '', from: card.acquiredOn, until: null };
}

/** Writes the records and what ties them to their vouchers. */
export async function writeRegisters(
  trx: Trx,
  { unit, records }: DemonstrationRegisters,
  { maker }: Persons,
): Promise<void> {
  await insertAll(
    trx,
    'register_record',
    records.map(({ record: { id, register, date, cost } }) => {
      return { unit_id: unit, id, register, date, cost, made_by: maker, made_at: writtenOn(date) };
    }),
  );
  const all = records.map(({ record }) => record);
  await insertAll(
    trx,
    'reception',
    all.flatMap((record) => {
      if (record.register !== 'reception') return [];
      const { id, kind, guests: who, reason, host, letter, persons, escorts } = record;
      return [{ unit_id: unit, id, kind, guests: who, reason, host, letter, persons, escorts }];
    }),
  );
  await insertAll(
    trx,
    'vehicle_cost',
    all.flatMap((record) => {
      if (record.register !== 'vehicle') return [];
      return [{ unit_id: unit, id: record.id, asset_id: record.vehicle, kind: record.kind, note: record.note }];
    }),
  );
  await insertAll(
    trx,
    'office_event',
    all.flatMap((record) => {
      if (record.register !== 'meeting' && record.register !== 'training') return [];
      const { id, name, content, place, until, persons } = record;
      return [{ unit_id: unit, id, name, content, place, until, persons }];
    }),
  );
  await insertAll(
    trx,
    'register_tie',
    records.flatMap(({ record, tie }) => {
      if (tie === null) return [];
      const { id, voucher } = tie;
      const made = { made_by: maker, made_at: writtenOn(record.date, 10) };
      return [{ unit_id: unit, record_id: record.id, id, voucher_id: voucher, amount: record.cost, ...made }];
    }),
  );
}
