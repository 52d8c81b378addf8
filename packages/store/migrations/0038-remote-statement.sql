-- 本地定点医药机构收治异地参保人员: the province's clearing statements as they were handed in. A row counts once it is taken; what is
-- wrong with the others is listed, and they stay out until somebody corrects them or takes them on purpose.
create table remote_statement (
  department_id text not null references department (id),
  id uuid not null,
  name text not null,
  sha256 text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (department_id, id),
  check ((withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null) = (withdrawn_by is null))
);

create unique index remote_statement_content on remote_statement (department_id, sha256) where withdrawn_at is null;

create table remote_statement_row (
  department_id text not null,
  statement_id uuid not null,
  row integer not null,
  -- As the file, or whoever corrected it, says: a text for each column.
  cells jsonb not null,
  institution text,
  month text check (month ~ '^\d{4}-\d{2}$'),
  insured_area text check (insured_area ~ '^\d{6}$'),
  reach text check (reach in ('in-province', 'cross-province')),
  visit text check (visit in ('inpatient', 'outpatient', 'chronic', 'pharmacy')),
  -- Of 门诊慢特病; else empty.
  disease text,
  channel text check (channel in ('direct', 'manual')),
  visits integer check (visits > 0),
  total bigint check (total >= 0),
  fund bigint check (fund >= 0),
  -- By which the same settlement, or the same month's sum, is known again.
  known_by text,
  -- Identifiers of what is wrong, and the sentences.
  problems text[] not null,
  message text not null,
  taken boolean not null,
  settled_by uuid,
  settled_at timestamptz,
  settled_reason text,
  primary key (department_id, statement_id, row),
  foreign key (department_id, statement_id) references remote_statement (department_id, id),
  check (not taken or (institution is not null and month is not null and insured_area is not null and reach is not null
    and visit is not null and disease is not null and channel is not null and visits is not null and total is not null
    and fund is not null and known_by is not null))
);

create index remote_statement_row_known on remote_statement_row (department_id, known_by) where taken;
create index remote_statement_row_month on remote_statement_row (department_id, month) where taken;
