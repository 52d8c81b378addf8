/** What each batch of settlements owes, kept with the batch: years of a county are not gone through again to be added up. */
import { type BulkOwed } from '@mingzhang/bureau';
import { type Fen } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';

/** Set, fund, institution, and the sum of each month. */
type Kept = readonly [string, BulkOwed['fund'], string, Readonly<Record<string, Fen>>];

/** As it is kept; each sum stands once among those given. */
export function owedText(owed: readonly BulkOwed[]): string {
  const groups = Map.groupBy(owed, ({ set, fund, name }) => [set, fund, name].join('\t'));
  const kept = [...groups.values()].flatMap((own): readonly Kept[] => {
    const [first] = own;
    if (first === undefined) return [];
    return [[first.set, first.fund, first.name, Object.fromEntries(own.map(({ month, amount }) => [month, amount]))]];
  });
  return JSON.stringify(kept);
}

/** Of all batches of a department together, in the order of set, month, name and fund. */
export async function owedOf(trx: Transaction<Database>, department: string): Promise<readonly BulkOwed[]> {
  const sums = new Map<string, { -readonly [Key in keyof BulkOwed]: BulkOwed[Key] }>();
  const rows = await trx.selectFrom('county_batch').select('owed').where('department_id', '=', department).execute();
  for (const [set, fund, name, months] of rows.flatMap(({ owed }) => owed as readonly Kept[])) {
    for (const [month, amount] of Object.entries(months)) {
      const key = [set, month, name, fund].join('\t');
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { set, month, name, fund, amount });
      else known.amount += amount;
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
