/**
 * Rows for a statement out of one array a column, each array one parameter:
 *
 *     insert into t (id, name) select id, name from ${arrayRows({ id: 'uuid', name: 'text' }, 1, 'r')}
 *     →  … from (select id, ($2::text[])[row] as name from unnest($1::uuid[]) with ordinality as first (id, row)) as r
 *
 * `unnest` of several arrays says the same, but PostgreSQL then makes a store of rows for each array, which was a quarter of what a
 * settlement's statements took. For some hundred rows: finding the last of n texts in an array goes past all before it.
 */
export function arrayRows(
  /** The columns with their types; the first gives how many rows there are. */
  columns: Readonly<Record<string, string>>,
  /** The number of the first column's parameter; the others follow it. */
  firstParameter: number,
  alias: string,
): string {
  const [[first, type] = ['', ''], ...others] = Object.entries(columns);
  const taken = others.map(([name, of], index) => `, ($${firstParameter + 1 + index}::${of}[])[row] as ${name}`);
  return `(select ${first}${taken.join('')} from unnest($${firstParameter}::${type}[]) with ordinality as one (${first}, row)) as ${alias}`;
}
