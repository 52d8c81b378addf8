/**
 * A clearing statement whose lines are at hand, for whoever invents one: written out as the file that a desk would be handed, looked at
 * and taken in by the use cases of the desk. A refusal is an error.
 */
import { readSheets } from '@mingzhang/documents';
import { type Fen, formatYuan, type Month, multiplyFen } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { type StatementVisit, statementVisits } from './decide.ts';
import { importStatement, previewStatement, type StatementHand } from './records.ts';

/** What an institution did in a month for people insured in one place. */
export interface StatementLineDraft {
  /** 定点医药机构编号. */
  readonly institution: string;
  readonly name: string;
  readonly insuredArea: string;
  readonly visit: StatementVisit;
  /** Of 门诊慢特病. */
  readonly disease?: string;
  /** 未直接结算. */
  readonly manual?: true;
  readonly visits: number;
  readonly total: Fen;
  /** What the fund pays of it, in per cent. */
  readonly paid: number;
}

const header = [
  '医药机构编号',
  '医药机构名称',
  '清算年月',
  '参保地医保区划',
  '清算类别',
  '病种名称',
  '结算方式',
  '清算人次',
  '医疗费总额（元）',
  '基金支付总额（元）',
];

/** Takes the statement of a month in; nothing where it has no lines. */
export async function enterStatement(
  trx: Transaction<Database>,
  { month, lines, ...hand }: StatementHand & { readonly month: Month; readonly lines: readonly StatementLineDraft[] },
): Promise<void> {
  if (lines.length === 0) return;
  const rows = [header, ...lines.map((line) => cellsOf(line, month))];
  const bytes = Buffer.from(rows.map((cells) => `${cells.join(',')}\n`).join(''));
  const file = await readSheets(bytes);
  const looked = await previewStatement(trx, { ...hand, bytes, file, limit: 0 });
  if ('refusal' in looked) throw new Error(looked.refusal.message);
  const name = `异地就医清算单${month}.csv`;
  const done = await importStatement(trx, { ...hand, name, bytes, file, seen: looked.seen });
  if ('refusal' in done) throw new Error(done.refusal.message);
}

function cellsOf(line: StatementLineDraft, month: Month): readonly string[] {
  const { institution, name, insuredArea, visit, disease = '', manual, visits, total, paid } = line;
  const fund = multiplyFen(total, { numerator: paid, denominator: 100 });
  return [
    institution,
    name,
    month.replace('-', ''),
    insuredArea,
    statementVisits[visit],
    disease,
    manual === true ? '非直接结算' : '直接结算',
    String(visits),
    formatYuan(total),
    formatYuan(fund),
  ];
}
