/**
 * The rules by which an invented county settles: those of the files, and where the files have only a draft, or know no value, what two of
 * the demonstration's people confirm from a document that says it is invented.
 */
import {
  confirmParameterValue,
  enterParameterValue,
  parametersOf,
  parameterValueOf,
  shippedParameters,
} from '@mingzhang/bureau';
import { type AreaId, areaChain, isSolid, type ParameterRow, type ParameterSet, uuid7 } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { Chance } from './chance.ts';
import file from './data/confirmations.json' with { type: 'json' };
import { type Years } from './people.ts';

export interface Confirming {
  readonly area: AreaId;
  readonly years: Years;
  /** Who enters the values, and who confirms them: two people. */
  readonly maker: string;
  readonly checker: string;
  readonly at: Date;
}

/** What is confirmed: area, key and first day of the row, and its value as a person would type it. */
interface Confirmed {
  readonly row: ParameterRow;
  readonly value: string;
}

function confirmedFor(rows: readonly ParameterRow[], area: AreaId, years: Years): readonly Confirmed[] {
  const chain = areaChain(area);
  return rows
    .filter(
      (row) => chain.includes(row.area) && !isSolid(row) && file.prefixes.some((prefix) => row.key.startsWith(prefix)),
    )
    .filter(({ from, to }) => from <= `${years.last}-12-31` && (to === null || to >= `${years.first}-01-01`))
    .flatMap((row) => {
      const invented = file.values.find(({ key, from }) => key === row.key && from === row.from)?.value;
      const value = row.value === null ? invented : typed(row);
      return value === undefined ? [] : [{ row, value }];
    });
}

/** Yuan and ratios as decimals, everything else as it is. */
function typed({ unit, value }: ParameterRow): string {
  if (typeof value !== 'number') return String(value);
  const places = unit === 'yuan' ? 2 : unit === 'ratio' ? 4 : 0;
  if (places === 0) return String(value);
  const digits = String(value).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The set in which all of it is confirmed, without a database. */
export function confirmedSet(set: ParameterSet, area: AreaId, years: Years): ParameterSet {
  return set.confirming(
    confirmedFor(set.rows, area, years).flatMap(({ row, value: text }) => {
      const value = parameterValueOf(text, row.unit);
      const { document } = file;
      return value === null ? [] : [{ area: row.area, key: row.key, from: row.from, value, document, by: '虚构' }];
    }),
  );
}

/** Confirms what is not confirmed yet, in one transaction. */
export async function confirmParameters(
  db: Kysely<Database>,
  { area, years, maker, checker, at }: Confirming,
): Promise<void> {
  const chance = new Chance(at.getTime() % 4_294_967_296, 'confirmations');
  const wanted = confirmedFor(shippedParameters().rows, area, years);
  const known = await parametersOf(db);
  await db.transaction().execute(async (trx) => {
    for (const { row, value } of wanted) {
      const { area: of, key, from } = row;
      if (known.find(of, key, from).kind === 'in-force') continue;
      const id = uuid7(at.getTime(), chance.bytes(10));
      const entered = await enterParameterValue(trx, {
        id,
        by: maker,
        at,
        area: of,
        key,
        from,
        value,
        document: file.document,
      });
      if ('refusal' in entered) throw new Error(`${key} ${from}: ${entered.refusal.message}`);
      const confirmed = await confirmParameterValue(trx, { id, by: checker, at });
      if ('refusal' in confirmed) throw new Error(`${key} ${from}: ${confirmed.refusal.message}`);
    }
  });
}
