// Written by scripts/generate-database-types.ts from the migrated database. Do not edit: add a migration and run it.
import { type ColumnType, type Generated } from 'kysely';

export interface Database {
  account_confirmation: AccountConfirmationTable;
  account_detail: AccountDetailTable;
  account_set: AccountSetTable;
  accounting_unit: AccountingUnitTable;
  department: DepartmentTable;
  document: DocumentTable;
  document_reading: DocumentReadingTable;
  ledger_entry: LedgerEntryTable;
  ledger_leg: LedgerLegTable;
  ledger_snapshot: LedgerSnapshotTable;
  ledger_voucher: LedgerVoucherTable;
  migration: MigrationTable;
  set_aside: SetAsideTable;
  shelving_request: ShelvingRequestTable;
}

/** Arrives parsed; is written as text, since pg would turn a JavaScript array into one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>;

/** Arrives as a Date; may be written as ISO text too. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;

interface AccountConfirmationTable {
  set_id: string;
  key: string;
  code: string;
  confirmed_by: string;
  confirmed_on: string;
  source: string;
}

interface AccountDetailTable {
  set_id: string;
  key: string;
  code: string;
  name: string;
  parent: string;
  in_force_from: string;
  in_force_to: string | null;
  requires: string[];
}

interface AccountSetTable {
  id: string;
  unit_id: string;
  book: string;
  funds: string[];
  first_month: string;
  chart_version: Generated<number>;
  opened_through: string | null;
  closed_through: string | null;
}

interface AccountingUnitTable {
  id: string;
  department_id: string;
  name: string;
  nature: string;
  position: number;
}

interface DepartmentTable {
  id: string;
  name: string;
  area: string;
}

interface DocumentTable {
  id: string;
  name: string;
  kind: string;
  bureau: string | null;
  area: string | null;
  year: number | null;
  sha256: string;
  bytes: Buffer;
  uploaded_at: Timestamp;
  successor_of: string | null;
  audit: Json;
  checks_version: string;
}

interface DocumentReadingTable {
  document_id: string;
  reading: string;
}

interface LedgerEntryTable {
  set_id: string;
  id: string;
  voucher_id: string;
  date: string;
  kind: string;
  reverses: string | null;
}

interface LedgerLegTable {
  set_id: string;
  entry_id: string;
  line: number;
  date: string;
  kind: string;
  account: string;
  amount: number;
  dimensions: string;
}

interface LedgerSnapshotTable {
  set_id: string;
  month: string;
  stage: string;
  account: string;
  dimensions: string;
  opening: number;
  debit: number;
  credit: number;
}

interface LedgerVoucherTable {
  unit_id: string;
  id: string;
  kind: string;
  date: string;
  text: string;
  posted_by: string;
  posted_at: Timestamp;
}

interface MigrationTable {
  number: number;
  name: string;
  checksum: string;
  applied_at: Generated<Timestamp>;
}

interface SetAsideTable {
  document_id: string;
  finding_id: string;
  reason: string;
  set_aside_at: Timestamp;
  carried_from: string | null;
}

interface ShelvingRequestTable {
  key: string;
  fingerprint: string;
  document_id: string;
  made_at: Timestamp;
}
