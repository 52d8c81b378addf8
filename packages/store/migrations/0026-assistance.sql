-- 医疗救助、高额费用预警: applications with their approvals, the funds by source, and who passed the line.

create table assistance_application (
  id uuid primary key,
  department_id text not null references department (id),
  person_id uuid not null references insured_person (id),
  year integer not null,
  category text not null,
  household_size smallint not null check (household_size > 0),
  -- Of the twelve months before the application.
  household_income bigint not null check (household_income >= 0),
  household_expense bigint not null check (household_expense >= 0),
  facts text not null check (facts <> ''),
  payee_name text not null check (payee_name <> ''),
  payee_bank text not null check (payee_bank <> ''),
  payee_account bytea not null,
  submitted_on date not null,
  state text not null check (state in ('submitted', 'checked', 'recognised', 'approved', 'rejected', 'withdrawn')),
  -- What was assisted of which burden.
  burden bigint,
  paid bigint,
  settlement_id uuid,
  fingerprint text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  check ((state = 'approved') = (settlement_id is not null)),
  check ((settlement_id is null) = (paid is null)),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);

create index assistance_application_state on assistance_application (department_id, state, submitted_on);
-- One application of a person and year is under way at a time.
create unique index assistance_application_open on assistance_application (person_id, year)
  where state in ('submitted', 'checked', 'recognised');

create table assistance_attachment (
  application_id uuid not null references assistance_application (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  primary key (application_id, sha256)
);

create table assistance_step (
  application_id uuid not null references assistance_application (id),
  ordinal smallint not null,
  step text not null check (step in ('submitted', 'checked', 'recognised', 'returned', 'approved', 'rejected', 'withdrawn')),
  made_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  -- Of the township or the civil affairs bureau; the reason of a rejection.
  document text not null,
  reason text not null,
  primary key (application_id, ordinal)
);

-- What was budgeted, what arrived, what was carried over: by level and document, entered by one and checked by another.
create table assistance_source (
  id uuid primary key,
  department_id text not null references department (id),
  year integer not null,
  kind text not null check (kind in ('budget', 'received', 'carried-over')),
  level text not null,
  purpose text not null,
  amount bigint not null,
  document text not null check (document <> ''),
  dated date not null,
  state text not null check (state in ('made', 'checked', 'withdrawn')),
  reason text not null,
  fingerprint text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  check ((state = 'checked') <= (checked_by is not null and checked_at is not null)),
  check (checked_by is null or checked_by <> made_by)
);

create index assistance_source_year on assistance_source (department_id, year);

-- A person's burden of a year passing a line, or falling below it again.
create table burden_event (
  id uuid primary key,
  department_id text not null references department (id),
  person_id uuid not null references insured_person (id),
  year integer not null,
  line_kind text not null check (line_kind in ('vulnerable', 'ordinary')),
  direction text not null check (direction in ('above', 'below')),
  ordinal smallint not null,
  line bigint not null,
  burden bigint not null,
  -- The settlement, difference or cancellation after which it stood so.
  settlement_id uuid not null,
  seen_on date not null,
  seen_at timestamptz not null,
  unique (person_id, year, line_kind, ordinal),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);

create index burden_event_year on burden_event (department_id, year, seen_on);

-- How far the settlements of a year have been looked through.
create table burden_scan (
  department_id text not null references department (id),
  year integer not null,
  through timestamptz not null,
  primary key (department_id, year)
);

create table burden_push (
  id uuid primary key,
  department_id text not null references department (id),
  recipient text not null check (recipient <> ''),
  pushed_on date not null,
  -- The file as it was handed over; identity numbers are masked in it.
  content text not null,
  sha256 text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  acknowledged_on date,
  acknowledged_by text,
  check ((acknowledged_on is null) = (acknowledged_by is null))
);

create table burden_push_event (
  event_id uuid primary key references burden_event (id),
  push_id uuid not null references burden_push (id)
);

create index burden_push_event_push on burden_push_event (push_id);
-- Whose year has changed since it was last looked through.
create index settlement_year_made on settlement (department_id, year, made_at);
