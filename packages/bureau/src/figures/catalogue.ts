/** Every figure that a bureau of this kind publishes, in the order of the parts. */
import enrolment from './data/a-enrolment.json' with { type: 'json' };
import assistance from './data/b-assistance.json' with { type: 'json' };
import fundFinance from './data/c-fund-finance.json' with { type: 'json' };
import settlement from './data/d-settlement.json' with { type: 'json' };
import travel from './data/e-travel.json' with { type: 'json' };
import payment from './data/f-payment.json' with { type: 'json' };
import procurement from './data/g-procurement.json' with { type: 'json' };
import supervision from './data/h-supervision.json' with { type: 'json' };
import institutions from './data/i-institutions.json' with { type: 'json' };
import desk from './data/j-desk.json' with { type: 'json' };
import publicity from './data/k-publicity.json' with { type: 'json' };
import staff from './data/m-staff.json' with { type: 'json' };
import departmentAccounts from './data/n-department-accounts.json' with { type: 'json' };
import threePublic from './data/o-three-public.json' with { type: 'json' };
import runningAndAssets from './data/p-running-and-assets.json' with { type: 'json' };
import performance from './data/q-performance.json' with { type: 'json' };
import { type Duty, type Figure } from './figure.ts';

/** The tests hold the data to the types. */
export const figures: readonly Figure[] = [
  enrolment,
  assistance,
  fundFinance,
  settlement,
  travel,
  payment,
  procurement,
  supervision,
  institutions,
  desk,
  publicity,
  staff,
  departmentAccounts,
  threePublic,
  runningAndAssets,
  performance,
].flat() as unknown as readonly Figure[];

const byId = new Map(figures.map((figure) => [figure.id, figure]));

/** The figure of this id, or null. */
export function figureNamed(id: string): Figure | null {
  return byId.get(id) ?? null;
}

/** The figures that a duty must answer. */
export function figuresOfDuty(duty: Duty): readonly Figure[] {
  return figures.filter((figure) => figure.duty === duty);
}

/** The figures that answer a row of the catalogue of published figures. */
export function figuresOfRow(row: string): readonly Figure[] {
  return figures.filter((figure) => Object.hasOwn(figure.rows, row));
}
