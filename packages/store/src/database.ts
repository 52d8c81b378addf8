import { type ColumnType, type Generated } from 'kysely';

export interface Database {
  document: DocumentTable;
  migration: MigrationTable;
  set_aside: SetAsideTable;
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
  uploaded_at: ColumnType<Date, Date | string, Date | string>;
  successor_of: string | null;
  audit: ColumnType<unknown, string, string>;
  checks_version: string;
}

interface MigrationTable {
  number: number;
  name: string;
  checksum: string;
  applied_at: Generated<ColumnType<Date, Date | string, Date | string>>;
}

interface SetAsideTable {
  document_id: string;
  finding_id: string;
  reason: string;
  set_aside_at: ColumnType<Date, Date | string, Date | string>;
}
