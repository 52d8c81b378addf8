-- What the workbench shows of a document beside its audit: blocks, normalised tables and forms, as JSON text that is served as
-- it is. Made together with the audit, so that both are of the same version.
create table document_reading (
  document_id uuid primary key references document (id),
  reading text not null
);

-- A request that carried an idempotency key, and what it made: the same request sent again makes nothing new.
create table shelving_request (
  key text primary key,
  fingerprint text not null,
  document_id uuid not null references document (id) deferrable initially deferred,
  made_at timestamptz not null
);

-- The document from which a set-aside was carried over; null where it was set aside here.
alter table set_aside add column carried_from uuid references document (id);

create index document_uploaded_at on document (uploaded_at desc, id desc);
