/** Which figure of the registers each of the statements' statistics is: by it a cell is followed to the records. */
import { type StatisticKey } from '@mingzhang/disclosure';
import { type Coordinates } from '../../figures/index.ts';

interface Place {
  readonly figure: string;
  readonly at: Coordinates;
}

export const statisticFigures: Readonly<Record<StatisticKey, Place>> = {
  'procurement-goods': { figure: 'government-procurement', at: { purchase: 'goods' } },
  'procurement-works': { figure: 'government-procurement', at: { purchase: 'works' } },
  'procurement-services': { figure: 'government-procurement', at: { purchase: 'services' } },
  'procurement-small-medium': { figure: 'sme-contracts', at: {} },
  'procurement-small-micro': { figure: 'small-micro-contracts', at: {} },
  // No card is of such a use: a county department has none of these vehicles, and the table prints none.
  'vehicles-minister': { figure: 'vehicles', at: { use: 'minister' } },
  'vehicles-leader': { figure: 'vehicles', at: { use: 'leader' } },
  'vehicles-confidential': { figure: 'vehicles', at: { use: 'confidential' } },
  'vehicles-emergency': { figure: 'vehicles', at: { use: 'emergency' } },
  'vehicles-enforcement': { figure: 'vehicles', at: { use: 'enforcement' } },
  'vehicles-special': { figure: 'vehicles', at: { use: 'special' } },
  'vehicles-retired': { figure: 'vehicles', at: { use: 'retired' } },
  'vehicles-other': { figure: 'vehicles', at: { use: 'other' } },
  equipment: { figure: 'large-equipment', at: {} },
};
