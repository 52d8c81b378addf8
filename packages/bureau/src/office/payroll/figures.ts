/** Who was paid in a year. */
import { firstDayOf } from '@mingzhang/kernel';
import { type ComputedFigure } from '../../figures/index.ts';
import { registerFigure } from '../register-figure.ts';
import { listRuns, paidPeople } from './records.ts';

export const payrollFigures: readonly ComputedFigure[] = [
  registerFigure({
    figure: 'salaried-staff',
    rows: async (db, units, { year }) => {
      const runs = await Promise.all(units.map((unit) => listRuns(db, unit, year)));
      if (runs.flat().every(({ state }) => state !== 'checked')) return null;
      return (await paidPeople(db, units, year)).map(({ unit, person, name, run, month }) => ({
        id: `${unit}/${person}`,
        register: '工资发放',
        date: firstDayOf(month),
        text: `${name}：${month}起发放`,
        amount: '1',
        reference: run,
      }));
    },
  }),
];
