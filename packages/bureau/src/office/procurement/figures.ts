/** Part P, procurement: what was paid in the year, and what of the year's contracts went to small and medium firms. */
import { formatYuan } from '@mingzhang/kernel';
import { type Db } from '../../books/index.ts';
import { asked, type ComputedFigure, type Coordinates, type Evidence, readOnce } from '../../figures/index.ts';
import { ofUnits, registerFigure, yearEnd } from '../register-figure.ts';
import { isMediumOrSmall, isSmallOrMicro, purchases, type SupplierSize, supplierSizeNames } from './decide.ts';
import { type ListedContract, listBuildings, listContracts } from './records.ts';

const byPurchase = purchases.map((purchase) => ({ purchase }));

async function contractsOf(
  db: Db,
  unit: string,
  year: number,
  at: Coordinates,
): Promise<readonly ListedContract[] | null> {
  const contracts = await readOnce(db, `contracts ${unit}`, () => listContracts(db, unit));
  const all = contracts.filter(({ contract }) => contract.signedOn <= yearEnd(year));
  if (all.length === 0) return null;
  const wanted = asked(at, 'purchase');
  return all.filter(({ purchase }) => wanted === null || wanted.includes(purchase));
}

async function paidRows(db: Db, unit: string, year: number, at: Coordinates): Promise<readonly Evidence[] | null> {
  const contracts = await contractsOf(db, unit, year, at);
  if (contracts === null) return null;
  return contracts.flatMap(({ contract, payments }) =>
    payments
      .filter(({ date }) => date.startsWith(`${year}-`))
      .map(({ id, date, amount, voucher }) => ({
        id: `${unit}/${id}`,
        register: '政府采购支付',
        date,
        text: `${contract.name}（${contract.supplier}）`,
        amount: formatYuan(amount),
        reference: contract.number,
        voucher: { unit, id: voucher },
      })),
  );
}

function awarded(figure: string, to: (size: SupplierSize) => boolean): ComputedFigure {
  return registerFigure({
    figure,
    decimals: 2,
    places: byPurchase,
    rows: (db, units, { year, at }) =>
      ofUnits(units, async (unit) => {
        const contracts = await contractsOf(db, unit, year, at);
        if (contracts === null) return null;
        return contracts.flatMap(({ contract }) => {
          const { id, name, supplier, supplierSize, signedOn, amount, number } = contract;
          if (supplierSize === null || !to(supplierSize) || !signedOn.startsWith(`${year}-`)) return [];
          const text = `${name}（${supplier}，${supplierSizeNames[supplierSize]}）`;
          const register = '政府采购合同';
          return [
            { id: `${unit}/${id}`, register, date: signedOn, text, amount: formatYuan(amount), reference: number },
          ];
        });
      }),
  });
}

export const procurementFigures: readonly ComputedFigure[] = [
  registerFigure({
    figure: 'government-procurement',
    decimals: 2,
    places: byPurchase,
    rows: (db, units, { year, at }) => ofUnits(units, (unit) => paidRows(db, unit, year, at)),
  }),
  awarded('sme-contracts', isMediumOrSmall),
  awarded('small-micro-contracts', isSmallOrMicro),
  registerFigure({
    figure: 'building-control',
    rows: (db, units, { year }) =>
      ofUnits(units, async (unit) => {
        const buildings = await listBuildings(db, unit, year);
        if (buildings.length === 0) return null;
        return buildings.map(({ id, name, areaActual, document }) => ({
          id: `${unit}/${id}`,
          register: '楼堂馆所控制',
          date: null,
          text: name,
          // Areas are kept in hundredths, as amounts are.
          amount: formatYuan(areaActual),
          reference: document,
        }));
      }),
  }),
];
