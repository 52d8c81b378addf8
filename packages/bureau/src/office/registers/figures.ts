/** What is counted of parts K and O: groups abroad, receptions and their guests, meetings, trainings and who took part, festivals. */
import { type Db } from '../../books/index.ts';
import { type ComputedFigure, type Evidence, readOnce } from '../../figures/index.ts';
import { ofUnits, registerFigure, yearEnd } from '../register-figure.ts';
import { type Register, registerNames, registers } from './decide.ts';
import { type ListedRecord, listRecords } from './records.ts';

/**
 * The year's records of a register as evidence. A unit that has entered anything in any of the registers keeps them all: no
 * reception entered is then none received.
 */
function counted(
  figure: string,
  register: Register,
  amountOf: (record: ListedRecord['record']) => number,
): ComputedFigure {
  return registerFigure({
    figure,
    rows: (db, units, { year }) => ofUnits(units, (unit) => recordsOf(db, unit, year, register, amountOf)),
  });
}

async function recordsOf(
  db: Db,
  unit: string,
  year: number,
  register: Register,
  amountOf: (record: ListedRecord['record']) => number,
): Promise<readonly Evidence[] | null> {
  const all = await readOnce(db, `registers ${unit} ${year}`, () =>
    listRecords(db, { unit, registers, from: `${year}-01-01`, to: yearEnd(year) }),
  );
  if (all.length === 0) return null;
  return all
    .filter(({ record }) => record.register === register)
    .map(({ record, text, ties }) => {
      const voucher = ties[0]?.voucher;
      return {
        id: `${unit}/${record.id}`,
        register: `${registerNames[register]}台账`,
        date: record.date,
        text,
        amount: String(amountOf(record)),
        ...(voucher === undefined ? {} : { voucher: { unit, id: voucher } }),
      };
    });
}

const one = (): number => 1;
const persons = (record: ListedRecord['record']): number => ('persons' in record ? record.persons : 0);

export const registerFigures: readonly ComputedFigure[] = [
  counted('abroad-groups', 'trip', one),
  counted('abroad-persons', 'trip', persons),
  counted('reception-batches', 'reception', one),
  counted('reception-guests', 'reception', persons),
  counted('meetings-held', 'meeting', one),
  counted('meeting-participants', 'meeting', persons),
  counted('trainings-held', 'training', one),
  counted('training-participants', 'training', persons),
  counted('festival-events', 'festival', one),
];
