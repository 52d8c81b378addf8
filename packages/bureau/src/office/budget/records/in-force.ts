/** Lines of budget documents that are in force, and of payments, for those who count and add them up: each with what it belongs to. */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { type BudgetItem, type DocumentKind, type MoneyLevel, type ProjectKind } from '../item.ts';
import { type Db } from './database.ts';

interface OfProject {
  readonly unit: string;
  readonly projectName: string;
  readonly projectKind: ProjectKind;
  readonly topic: string | null;
}

export interface LineInForce extends BudgetItem, OfProject {
  readonly documentId: string;
  readonly line: number;
  readonly number: string;
  readonly date: DateText;
  readonly kind: DocumentKind;
  readonly centrallyHeld: boolean;
  readonly economyCode: string | null;
  readonly level: MoneyLevel;
  readonly amount: Fen;
}

/** The lines of the documents that are in force in a year, of several units. */
export async function selectLinesInForce(
  db: Db,
  units: readonly string[],
  year: number,
): Promise<readonly LineInForce[]> {
  const { rows } = await sql<{
    unit_id: string;
    document_id: string;
    line: number;
    number: string;
    date: string;
    kind: DocumentKind;
    centrally_held: boolean;
    project: string;
    name: string;
    project_kind: ProjectKind;
    topic: string | null;
    function_code: string;
    economy_code: string | null;
    source: MoneySource;
    level: MoneyLevel;
    amount: number;
  }>`
    select line.unit_id, line.document_id, line.line, doc.number, doc.date, doc.kind, doc.centrally_held, line.project,
           project.name, project.kind as project_kind, project.topic, line.function_code, line.economy_code,
           line.source, line.level, line.amount
      from budget_document doc
      join budget_check checked
        on checked.unit_id = doc.unit_id and checked.document_id = doc.id and checked.approved
      join budget_line line on line.unit_id = doc.unit_id and line.document_id = doc.id
      join budget_project project on project.unit_id = line.unit_id and project.code = line.project
     where doc.unit_id = any(${units}) and doc.year = ${year} and not exists (
             select from budget_document later
               join budget_check approved
                 on approved.unit_id = later.unit_id and approved.document_id = later.id and approved.approved
              where later.unit_id = doc.unit_id and later.corrects = doc.id)
     order by line.unit_id, doc.date, doc.id, line.line`.execute(db);
  return rows.map((row) => ({
    unit: row.unit_id,
    documentId: row.document_id,
    line: row.line,
    number: row.number,
    date: row.date,
    kind: row.kind,
    centrallyHeld: row.centrally_held,
    project: row.project,
    projectName: row.name,
    projectKind: row.project_kind,
    topic: row.topic,
    functionCode: row.function_code,
    economyCode: row.economy_code,
    source: row.source,
    level: row.level,
    amount: row.amount,
  }));
}

export interface PaidLine extends BudgetItem, OfProject {
  readonly paymentId: string;
  readonly line: number;
  readonly number: string;
  readonly date: DateText;
  readonly payee: string;
  readonly text: string;
  readonly level: MoneyLevel | null;
  readonly voucherId: string | null;
  readonly amount: Fen;
}

/** The lines of the payments of a year on the projects of a topic, of several units. */
export async function selectPaidLines(
  db: Db,
  units: readonly string[],
  year: number,
  topic: string,
): Promise<readonly PaidLine[]> {
  const { rows } = await sql<{
    unit_id: string;
    payment_id: string;
    line: number;
    number: string;
    date: string;
    payee: string;
    text: string;
    project: string;
    name: string;
    project_kind: ProjectKind;
    topic: string | null;
    function_code: string;
    source: MoneySource;
    level: MoneyLevel | null;
    voucher_id: string | null;
    amount: number;
  }>`
    select line.unit_id, line.payment_id, line.line, payment.number, payment.date, payment.payee, payment.text,
           line.project, project.name, project.kind as project_kind, project.topic, line.function_code, line.source,
           line.level, booking.voucher_id, line.amount
      from treasury_payment payment
      join treasury_payment_line line on line.unit_id = payment.unit_id and line.payment_id = payment.id
      join budget_project project on project.unit_id = line.unit_id and project.code = line.project
      left join payment_booking booking on booking.unit_id = payment.unit_id and booking.payment_id = payment.id
     where payment.unit_id = any(${units}) and payment.year = ${year} and project.topic = ${topic} and not exists (
             select from treasury_payment later
              where later.unit_id = payment.unit_id and later.corrects = payment.id)
     order by line.unit_id, payment.date, payment.id, line.line`.execute(db);
  return rows.map((row) => ({
    unit: row.unit_id,
    paymentId: row.payment_id,
    line: row.line,
    number: row.number,
    date: row.date,
    payee: row.payee,
    text: row.text,
    project: row.project,
    projectName: row.name,
    projectKind: row.project_kind,
    topic: row.topic,
    functionCode: row.function_code,
    source: row.source,
    level: row.level,
    voucherId: row.voucher_id,
    amount: row.amount,
  }));
}

/** What the documents in force give projects in a year, by the government that gives it. */
export async function budgetByLevel(
  db: Db,
  unitId: string,
  year: number,
  projects: readonly string[],
): Promise<readonly Pick<LineInForce, 'level' | 'source' | 'amount'>[]> {
  return (await selectLinesInForce(db, [unitId], year)).filter(({ project }) => projects.includes(project));
}
