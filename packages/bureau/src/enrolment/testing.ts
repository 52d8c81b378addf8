/** An invented county with persons to enrol, and files as the tax bureau sends them. */
import { type Sheet } from '@mingzhang/documents';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { checkCharacter, identityKey } from '../access/index.ts';
import { registerInsured } from '../registry/index.ts';
import { type Hand, type Trx } from './common.ts';

type Db = Kysely<Database>;

export const key = identityKey(Buffer.alloc(32, 7));

export function numberOf(order: string): string {
  const first = `99010119900101${order}`;
  return `${first}${checkCharacter(first)}`;
}

export function handOn(today: string, by = newId()): Hand {
  return { id: newId(), by, at: new Date(`${today}T02:00:00Z`), today };
}

/** Registers somebody without any cover; `order` is three digits that nobody else has. */
export async function registered(db: Db, order: string): Promise<string> {
  const draft = { name: `参保人${order}`, number: numberOf(order), bornOn: '1990-01-01', area: '990101' };
  const hand = handOn('2024-01-02');
  const outcome = await db.transaction().execute((trx) => registerInsured(trx, key, { ...hand, ...draft }));
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome.id;
}

/** Carries something out in a transaction; what is refused is rolled back, as the desk does. */
export async function done<Outcome extends object>(db: Db, work: (trx: Trx) => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome | null = null;
  try {
    await db.transaction().execute(async (trx) => {
      outcome = await work(trx);
      if ('refusal' in outcome) throw new Error('refused');
    });
  } catch (error) {
    if (outcome === null) throw error;
  }
  if (outcome === null) throw new Error('nothing came of it');
  return outcome;
}

/** The id of a refusal; null where there is none. */
export function refusalIn(outcome: object): string | null {
  return 'refusal' in outcome ? (outcome.refusal as { readonly id: string }).id : null;
}

type Line = readonly [order: string, period: string, amount: string, receipt?: string, name?: string];

/** A residents' file, with numbers by their order. */
export function residentFile(...lines: readonly Line[]): {
  readonly bytes: Uint8Array;
  readonly sheets: readonly Sheet[];
} {
  const rows = [
    ['姓名', '证件号码', '费款所属期', '实缴金额', '入库日期', '电子税票号码'],
    ...lines.map(([order, period, amount, receipt = '', name = `参保人${order}`]) => [
      name,
      /^\d{3}$/.test(order) ? numberOf(order) : order,
      period,
      amount,
      '2024-06-20',
      receipt,
    ]),
  ];
  return asFile(rows);
}

export function asFile(rows: readonly (readonly string[])[]): {
  readonly bytes: Uint8Array;
  readonly sheets: readonly Sheet[];
} {
  return {
    bytes: new TextEncoder().encode(rows.map((cells) => cells.join(',')).join('\n')),
    sheets: [{ name: '', rows: rows.map((cells, index) => ({ number: index + 1, cells })) }],
  };
}
