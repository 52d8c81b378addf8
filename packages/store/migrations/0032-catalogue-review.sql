-- A file of the 医保目录 is kept row by row, compared with what is in force, and takes effect when another person confirms it. The
-- imports that are here took effect when they were made.
alter table catalogue_import
  -- Of items without a day of their own.
  add column from_date date,
  -- It names all items of its kinds: then whatever is missing has ended.
  add column whole boolean not null default false,
  add column document text not null default '',
  add column confirmed_by uuid,
  add column confirmed_at timestamptz,
  add column withdrawn_by uuid,
  add column withdrawn_at timestamptz,
  add check (confirmed_by is null or confirmed_by <> made_by),
  add check (confirmed_at is null or withdrawn_at is null);
update catalogue_import set confirmed_at = made_at;
alter table catalogue_import
  alter column whole drop default,
  alter column document drop default;

create unique index catalogue_import_file on catalogue_import (sha256) where withdrawn_at is null;

create table catalogue_import_row (
  import_id uuid not null references catalogue_import (id),
  line integer not null,
  code text not null,
  kind text not null,
  name text not null,
  specification text not null,
  class text not null,
  price_limit text not null,
  first_pay text not null,
  from_text text not null,
  to_text text not null,
  primary key (import_id, line)
);
