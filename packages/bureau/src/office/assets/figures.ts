/** Parts O and P, what stands on the cards: vehicles by use, large equipment, what of them was bought in the year. */
import { type Db } from '../../books/index.ts';
import { asked, type ComputedFigure, type Coordinates, type Evidence, readOnce } from '../../figures/index.ts';
import { ofUnits, registerFigure, yearEnd } from '../register-figure.ts';
import { type AssetCard, largeEquipmentKind, largeEquipmentThreshold, vehicleUseNames, vehicleUses } from './decide.ts';
import { isInUse, listAssets } from './records.ts';

interface Wanted {
  readonly figure: string;
  /** Bought in the year, rather than in use at its end. */
  readonly bought?: boolean;
  /** How many pieces of the card count. */
  readonly pieces: (card: AssetCard, at: Coordinates, year: number) => number;
  readonly places?: readonly Coordinates[];
  /** Years that the figure is defined for; all where it is left out. */
  readonly covers?: (year: number) => boolean;
}

function onCards({ figure, bought = false, pieces, places = [], covers = () => true }: Wanted): ComputedFigure {
  return registerFigure({
    figure,
    places,
    rows: async (db, units, { year, at }) =>
      covers(year)
        ? ofUnits(units, (unit) => cardRows(db, unit, year, bought, (card) => pieces(card, at, year)))
        : null,
  });
}

async function cardRows(
  db: Db,
  unit: string,
  year: number,
  bought: boolean,
  pieces: (card: AssetCard) => number,
): Promise<readonly Evidence[] | null> {
  const all = await readOnce(db, `assets ${unit} ${year}`, () => listAssets(db, unit, yearEnd(year)));
  if (all.length === 0) return null;
  return all
    .filter((one) =>
      bought ? one.card.acquisition === 'bought' && one.card.acquiredOn.startsWith(`${year}-`) : isInUse(one),
    )
    .map(({ card }) => ({ card, count: pieces(card) }))
    .filter(({ count }) => count > 0)
    .map(({ card, count }) => ({
      id: `${unit}/${card.id}`,
      register: '固定资产卡片',
      date: card.acquiredOn,
      text: `${card.name}${card.vehicleUse === null ? '' : `（${card.plate}，${vehicleUseNames[card.vehicleUse]}）`}`,
      amount: String(count),
      reference: card.number,
      ...(card.voucher === null ? {} : { voucher: { unit, id: card.voucher } }),
    }));
}

/** 单价50万元以上通用设备 and 100万元以上专用设备 are told apart only where the year's text does. */
function largePieces(card: AssetCard, at: Coordinates, year: number): number {
  const kind = largeEquipmentKind(card, year);
  return kind !== null && (asked(at, 'equipment') ?? [kind]).includes(kind) ? card.quantity : 0;
}

const covered = (year: number): boolean => largeEquipmentThreshold(year) !== null;

export const assetFigures: readonly ComputedFigure[] = [
  onCards({
    figure: 'official-vehicles-kept',
    pieces: ({ fiscalVehicle, quantity }) => (fiscalVehicle === true ? quantity : 0),
  }),
  onCards({
    figure: 'official-vehicles-bought',
    bought: true,
    pieces: ({ vehicleUse, quantity }) => (vehicleUse === null ? 0 : quantity),
  }),
  onCards({
    figure: 'vehicles',
    places: vehicleUses.map((use) => ({ use })),
    pieces: ({ vehicleUse, quantity }, at) =>
      vehicleUse !== null && (asked(at, 'use') ?? [vehicleUse]).includes(vehicleUse) ? quantity : 0,
  }),
  onCards({
    figure: 'large-equipment',
    covers: covered,
    places: [{ equipment: 'general' }, { equipment: 'special' }],
    pieces: largePieces,
  }),
  onCards({ figure: 'large-equipment-bought', bought: true, covers: covered, pieces: largePieces }),
];
