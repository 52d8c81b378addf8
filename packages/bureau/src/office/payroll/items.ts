/** The items of a payroll as data: what is paid, contributed and withheld, under which codes, for whom. */
import { type Post, type Standing } from '../staff/decide.ts';
import file from './data/items.json' with { type: 'json' };

export interface PayItem {
  readonly item: string;
  readonly name: string;
  readonly economy: string;
  readonly standings: readonly Standing[];
  /** Only these posts; all where it is left out. */
  readonly posts?: readonly Post[];
  /** Booked under the unit's function code of its retired people; otherwise under that of its wages. */
  readonly function?: 'retired';
}

export interface NamedItem {
  readonly item: string;
  readonly name: string;
}

export interface Contribution extends NamedItem {
  readonly payer: 'employer' | 'person';
  readonly economy?: string;
  /** A code, or `wages` or `medical` for that of the unit. */
  readonly function?: string;
  /** One of the bases, or `wages` for what was paid as wages in the month. */
  readonly base: string;
  readonly parameter: string;
  readonly posts?: readonly Post[];
}

export const payItems = file.pay as readonly PayItem[];
export const deductionItems: readonly NamedItem[] = file.deductions;
export const baseItems: readonly NamedItem[] = file.bases;
export const contributions = file.contributions as readonly Contribution[];

/** The function codes that follow from the nature of a unit. */
export interface UnitFunctions {
  readonly wages: string;
  readonly medical: string;
  readonly retired: string;
}

export const unitFunctions = file.functions as Readonly<Record<string, UnitFunctions | undefined>>;

const names = new Map<string, string>(
  [...payItems, ...deductionItems, ...baseItems, ...contributions].map(({ item, name }) => [item, name]),
);

export function itemName(item: string): string {
  return names.get(item) ?? item;
}

/** What may be entered for a person: amounts paid, amounts withheld, and bases. */
export function isEntered(item: string): boolean {
  return [...payItems, ...deductionItems, ...baseItems].some((one) => one.item === item);
}

/** Pay that counts as wages (工资福利支出): what union dues are reckoned on. */
export function isWage(item: string): boolean {
  return payItems.some((one) => one.item === item && one.economy.startsWith('301'));
}
