-- A person's word for the value of a parameter that the files have as a draft only, with the document it was read in. It names the
-- row by area, key and first day. Nothing here is ever changed.
create table parameter_entry (
  id uuid primary key,
  area text not null,
  key text not null,
  from_date date not null,
  -- As the files write it: yuan and ratios as decimals.
  value text not null check (value <> ''),
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  unique (id, area, key, from_date, made_by)
);
create index parameter_entry_row on parameter_entry (area, key, from_date);

-- Another person's word that it is so; from then on the value counts. A row is confirmed once.
create table parameter_confirmation (
  entry_id uuid primary key,
  area text not null,
  key text not null,
  from_date date not null,
  made_by uuid not null,
  confirmed_by uuid not null check (confirmed_by <> made_by),
  confirmed_at timestamptz not null,
  unique (area, key, from_date),
  foreign key (entry_id, area, key, from_date, made_by)
    references parameter_entry (id, area, key, from_date, made_by)
);
