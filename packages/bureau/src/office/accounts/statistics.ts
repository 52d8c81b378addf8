/**
 * What the statements print of the registers: vehicles by use and large equipment in use at the year's end, what was paid for
 * procurement in the year, and what of the year's contracts went to medium, small and micro firms. What a department keeps no
 * record of is left blank, which is not the same as none.
 */
import { type StatementFacts } from '@mingzhang/disclosure';
import { addFen, type Fen } from '@mingzhang/kernel';
import { type Db } from '../../books/index.ts';
import { largeEquipmentKind, largeEquipmentThreshold, vehicleUses } from '../assets/decide.ts';
import { isInUse, listAssets } from '../assets/records.ts';
import { isMediumOrSmall, isSmallOrMicro, purchases, type SupplierSize } from '../procurement/decide.ts';
import { type ListedContract, listContracts, listStatistics } from '../procurement/records.ts';
import { officeUnits, yearEnd } from '../register-figure.ts';

export type Statistics = StatementFacts['statistics'];

type StatisticKey = keyof Statistics;

/** The counts of a department's registers for a year. */
export async function readStatistics(db: Db, department: string, year: number): Promise<Statistics> {
  const units = await officeUnits(db, department);
  const sums = new Map<StatisticKey, number>();
  const add = (key: StatisticKey, amount: number): void => void sums.set(key, addFen(sums.get(key) ?? 0, amount));
  for (const unit of units) {
    const assets = await listAssets(db, unit, yearEnd(year));
    if (assets.length > 0) {
      for (const use of vehicleUses) add(`vehicles-${use}`, 0);
      add('vehicles-minister', 0);
      if (largeEquipmentThreshold(year) !== null) add('equipment', 0);
    }
    for (const { card } of assets.filter(isInUse)) {
      if (card.vehicleUse !== null) add(`vehicles-${card.vehicleUse}`, card.quantity);
      if (largeEquipmentKind(card, year) !== null) add('equipment', card.quantity);
    }
    const contracts = (await listContracts(db, unit)).filter(({ contract }) => contract.signedOn <= yearEnd(year));
    // One who has handed in the year's statistics keeps the register, even where nothing was bought.
    if (contracts.length === 0 && (await listStatistics(db, unit, year)).length === 0) continue;
    for (const purchase of purchases) {
      const own = contracts.filter((one) => one.purchase === purchase);
      add(
        `procurement-${purchase}`,
        own.reduce((sum, one) => addFen(sum, paidIn(one, year)), 0),
      );
    }
    add('procurement-small-medium', awardedTo(contracts, year, isMediumOrSmall));
    add('procurement-small-micro', awardedTo(contracts, year, isSmallOrMicro));
  }
  return Object.fromEntries(sums);
}

function paidIn({ payments }: ListedContract, year: number): Fen {
  return payments.filter(({ date }) => date.startsWith(`${year}-`)).reduce((sum, { amount }) => addFen(sum, amount), 0);
}

function awardedTo(contracts: readonly ListedContract[], year: number, to: (size: SupplierSize) => boolean): Fen {
  return contracts
    .filter(({ contract: { signedOn, supplierSize } }) => {
      return signedOn.startsWith(`${year}-`) && supplierSize !== null && to(supplierSize);
    })
    .reduce((sum, { contract }) => addFen(sum, contract.amount), 0);
}
