/**
 * The “三公” budget, and that of meetings and training: the whole-year budget under their economic items (30212, 31013, 30231,
 * 30217, 30215, 30216), from the documents in force. A part that no document mentions has no budget and is left blank.
 */
import { type CostPart, costCodes, costParts } from '@mingzhang/disclosure';
import { type Fen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Db } from '../../books/index.ts';

export async function costBudgetOf(
  db: Db,
  department: string,
  year: number,
): Promise<Readonly<Partial<Record<CostPart, Fen>>>> {
  const { rows } = await sql<{ economy_code: string; amount: string }>`
    select l.economy_code, sum(l.amount)::bigint::text as amount
    from budget_line l
    join budget_document d on d.unit_id = l.unit_id and d.id = l.document_id
    join budget_check c on c.unit_id = d.unit_id and c.document_id = d.id and c.approved
    join accounting_unit u on u.id = d.unit_id
    where u.department_id = ${department} and d.year = ${year} and l.economy_code is not null
      and not exists (
        select from budget_document r join budget_check rc on rc.unit_id = r.unit_id and rc.document_id = r.id
        where r.unit_id = d.unit_id and r.corrects = d.id and rc.approved
      )
    group by l.economy_code`.execute(db);
  const budgets = costParts.flatMap((part) => {
    const own = rows.filter(({ economy_code }) => costCodes[part].includes(economy_code));
    return own.length === 0 ? [] : [[part, own.reduce((sum, { amount }) => sum + Number(amount), 0)] as const];
  });
  return Object.fromEntries(budgets);
}
