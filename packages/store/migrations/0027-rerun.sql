-- 追溯重算: what a year settled again would change, person by person, and what of it was booked.
create table rerun_run (
  id uuid primary key,
  department_id text not null references department (id),
  year integer not null,
  scope text not null check (scope in ('person', 'institution', 'year')),
  -- The person's id or the institution's name; empty for a year.
  scope_value text not null,
  basis text not null check (basis <> ''),
  -- Categories count as far as they were known on this day.
  as_of date not null,
  state text not null check (state in ('computing', 'computed', 'booking', 'booked', 'dropped')),
  persons integer not null,
  settlements integer not null,
  made_by uuid not null,
  made_at timestamptz not null,
  booked_by uuid,
  booked_at timestamptz,
  check (booked_by is null or booked_by <> made_by)
);

create index rerun_run_year on rerun_run (department_id, year);

create table rerun_difference (
  run_id uuid not null references rerun_run (id),
  person_id uuid not null,
  settlement_id uuid not null,
  -- Id of the difference once it is booked; made beforehand, so that booking again books nothing twice.
  adjustment_id uuid not null,
  visit jsonb not null,
  amounts jsonb not null,
  use_before jsonb not null,
  use_after jsonb not null,
  steps jsonb not null,
  why text[] not null,
  booked boolean not null,
  primary key (run_id, person_id, settlement_id),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);

-- Whose year cannot be settled again, and why.
create table rerun_stop (
  run_id uuid not null references rerun_run (id),
  person_id uuid not null references insured_person (id),
  message text not null,
  primary key (run_id, person_id)
);
