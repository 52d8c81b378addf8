-- The shelf: documents that other bureaus (or we) have published, with the audit made when each was read.
-- A document is never changed. A corrected text is a new document that names the one it replaces.
create table document (
  id uuid primary key,
  name text not null,
  kind text not null,
  bureau text,
  area text,
  year integer,
  sha256 text not null,
  bytes bytea not null,
  uploaded_at timestamptz not null,
  successor_of uuid references document (id),
  audit jsonb not null,
  checks_version text not null
);

create index document_bureau_year on document (bureau, year);
create index document_successor_of on document (successor_of);
create index document_sha256 on document (sha256);

-- A finding that somebody looked at and put aside, with the reason. The id of a finding survives shifted text, so the
-- decision can be carried over to a successor.
create table set_aside (
  document_id uuid not null references document (id),
  finding_id text not null,
  reason text not null check (reason <> ''),
  set_aside_at timestamptz not null,
  primary key (document_id, finding_id)
);
