/**
 * The “三公” budget, and that of meetings and training: the whole-year budget under their economic items (30212, 31013, 30231,
 * 30217, 30215, 30216), from the documents in force. Where a budget names some of them it gives the others nothing; one that
 * names none says nothing of them, and they are left blank.
 */
import { type CostPart, costCodes, costParts } from '@mingzhang/disclosure';
import { type DateText, type Fen, formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Db } from '../../books/index.ts';
import { type Evidence } from '../../figures/index.ts';

/** Lines of approved documents that no approved correction has taken the place of. */
function inForce(department: string, year: number) {
  return sql`
    from budget_line l
    join budget_document d on d.unit_id = l.unit_id and d.id = l.document_id
    join budget_check c on c.unit_id = d.unit_id and c.document_id = d.id and c.approved
    join accounting_unit u on u.id = d.unit_id
    where u.department_id = ${department} and d.year = ${year} and l.economy_code is not null
      and not exists (
        select from budget_document r join budget_check rc on rc.unit_id = r.unit_id and rc.document_id = r.id
        where r.unit_id = d.unit_id and r.corrects = d.id and rc.approved
      )`;
}

export async function costBudgetOf(
  db: Db,
  department: string,
  year: number,
): Promise<Readonly<Partial<Record<CostPart, Fen>>>> {
  const { rows } = await sql<{ economy_code: string; amount: string }>`
    select l.economy_code, sum(l.amount)::bigint::text as amount
    ${inForce(department, year)}
    group by l.economy_code`.execute(db);
  const budgets = costParts.map((part) => {
    const own = rows.filter(({ economy_code }) => costCodes[part].includes(economy_code));
    return { part, named: own.length > 0, amount: own.reduce((sum, { amount }) => sum + Number(amount), 0) };
  });
  return budgets.some(({ named }) => named)
    ? Object.fromEntries(budgets.map(({ part, amount }) => [part, amount]))
    : {};
}

/** The lines of documents that a part's budget is the sum of; `sign` turns them around where the part is taken away. */
export async function costBudgetLines(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
  part: CostPart,
  sign: 1 | -1,
): Promise<readonly Evidence[]> {
  const { rows } = await sql<{
    unit_id: string;
    document_id: string;
    line: number;
    date: DateText;
    number: string;
    text: string;
    economy_code: string;
    amount: number;
  }>`
    select l.unit_id, l.document_id, l.line, d.date, d.number, d.text, l.economy_code, l.amount
    ${inForce(department, year)} and l.economy_code = any(${[...costCodes[part]]}::text[])
    order by d.date, l.unit_id, l.document_id, l.line`.execute(db);
  return rows.map((row) => ({
    id: `0 budget ${row.unit_id}/${row.document_id}/${row.line}`,
    register: '预算指标账',
    date: row.date,
    text: `${row.text}（经济分类${row.economy_code}）`,
    amount: formatYuan(sign * row.amount),
    reference: row.number,
  }));
}
