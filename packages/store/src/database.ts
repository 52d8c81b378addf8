// Written by scripts/generate-database-types.ts from the migrated database. Do not edit: add a migration and run it.
import { type ColumnType, type Generated } from 'kysely';

export interface Database {
  document: DocumentTable;
  document_reading: DocumentReadingTable;
  migration: MigrationTable;
  set_aside: SetAsideTable;
  shelving_request: ShelvingRequestTable;
}

/** Arrives parsed; is written as text, since pg would turn a JavaScript array into one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>;

/** Arrives as a Date; may be written as ISO text too. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;

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
