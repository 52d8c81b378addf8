/**
 * The register of the assistance fund's money, as the desk would keep it: what each document gives as its budget, a line for each receipt
 * by its source, and what the year before left.
 */
import { type BulkMovement, checkSource, enterSource, type Source, type Subsidy } from '@mingzhang/bureau';
import { type DateText, type Fen, uuid7, yearOf } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { Chance } from './chance.ts';

type Line = Pick<Source, 'year' | 'kind' | 'level' | 'purpose' | 'amount' | 'document' | 'dated'>;

interface FundFacts {
  /** What the fund's books begin with. */
  readonly opening: Fen;
  readonly documents: readonly Subsidy[];
  readonly movements: readonly BulkMovement[];
  spentIn(year: number): Fen;
}

export function assistanceSources({ opening, documents, movements, spentIn }: FundFacts): readonly Line[] {
  const own = documents.filter(({ fund }) => fund === 'assistance');
  const given = new Map(own.map((document) => [document.id, document]));
  const budget = own.map(({ year, level, amount, number, issuedOn }): Line => {
    return { year, kind: 'budget', level, purpose: '', amount, document: number, dated: issuedOn };
  });
  const received = movements.flatMap((one): readonly Line[] => {
    const subsidy = given.get(one.subsidy ?? '');
    const level = one.fund === 'assistance' ? (subsidy?.level ?? sourceOf(one.kind)) : null;
    if (level === null) return [];
    const { amount, reference, date: dated } = one;
    const document = subsidy?.number ?? `银行回单${reference}`;
    return [{ year: yearOf(dated), kind: 'received', level, purpose: '', amount, document, dated }];
  });
  const carried: Line[] = [];
  let amount = opening;
  for (const year of [...new Set(received.map((one) => one.year))].sort()) {
    const document = `${year - 1}年度基金决算`;
    const common = { year, purpose: '', document, dated: `${year}-01-01` } as const;
    carried.push({ ...common, kind: 'carried-over', level: 'other', amount });
    amount += received.reduce((sum, one) => sum + (one.year === year ? one.amount : 0), 0) - spentIn(year);
  }
  return [...budget, ...received, ...carried].sort((a, b) => (a.dated < b.dated ? -1 : a.dated > b.dated ? 1 : 0));
}

/** Where money came from that no document gave; null for what is no income. */
function sourceOf(kind: string): Source['level'] | null {
  switch (kind) {
    case 'superior-subsidy':
      return 'city';
    case 'interest':
      return 'interest';
    case 'other-income':
      return 'other';
    default:
      return null;
  }
}

interface Hands {
  readonly department: string;
  readonly clerk: string;
  readonly checker: string;
  readonly today: DateText;
  readonly seed: number;
}

export async function writeSources(
  trx: Transaction<Database>,
  lines: readonly Line[],
  { department, clerk, checker, today, seed }: Hands,
): Promise<void> {
  const chance = new Chance(seed, 'sources');
  for (const line of lines) {
    const at = new Date(`${line.dated}T05:00:00Z`);
    const hand = { department, id: uuid7(at.getTime(), chance.bytes(10)), at, today };
    for (const outcome of [
      await enterSource(trx, { ...hand, ...line, by: clerk }),
      await checkSource(trx, { ...hand, by: checker }),
    ]) {
      if ('refusal' in outcome) throw new Error(outcome.refusal.message);
    }
  }
}
