// Written by scripts/generate-database-types.ts from the migrated database. Do not edit: add a migration and run it.
import { type ColumnType, type Generated } from 'kysely';

export interface Database {
  access_failure: AccessFailureTable;
  access_grant: AccessGrantTable;
  access_person: AccessPersonTable;
  access_session: AccessSessionTable;
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
  trail_action: TrailActionTable;
  trail_seal: TrailSealTable;
  trail_waiting: TrailWaitingTable;
}

/** Arrives parsed; is written as text, since pg would turn a JavaScript array into one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>;

/** Arrives as a Date; may be written as ISO text too. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;

interface AccessFailureTable {
  sign_in: string;
  failures: number;
  failed_at: Timestamp;
  locked_until: Timestamp | null;
}

interface AccessGrantTable {
  person_id: string;
  id: string;
  role: string;
  department_id: string | null;
  unit_id: string | null;
  from_date: string;
  to_date: string | null;
  granted_at: Timestamp;
  ended_at: Timestamp | null;
}

interface AccessPersonTable {
  id: string;
  name: string;
  sign_in: string;
  password: string;
  password_set_at: Timestamp;
  must_change_password: boolean;
  disabled_at: Timestamp | null;
  demonstration: Generated<boolean>;
  identity_sealed: Buffer | null;
  identity_index: Buffer | null;
  added_at: Timestamp;
}

interface AccessSessionTable {
  token_hash: Buffer;
  id: string;
  person_id: string;
  started_at: Timestamp;
  seen_at: Timestamp;
  address: string;
  agent: string;
}

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

interface TrailActionTable {
  person_id: string;
  id: string;
  at: Timestamp;
  action: string;
  subject: string;
  detail: string;
}

interface TrailSealTable {
  sequence: number;
  person_id: string;
  action_id: string;
  hash: Buffer;
}

interface TrailWaitingTable {
  person_id: string;
  action_id: string;
}
