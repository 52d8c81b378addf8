-- The identity number of a member of the staff, encrypted, and its blind index: within a unit one human being is on the list once.
-- In two units the same number may stand, since people move.
alter table staff_person
  add column identity_sealed bytea,
  add column identity_index bytea,
  add constraint staff_person_identity_whole check ((identity_sealed is null) = (identity_index is null)),
  add constraint staff_person_identity unique (unit_id, identity_index);

create index staff_person_identity_index on staff_person (identity_index);

-- A run whose vouchers came to nothing is taken back with a reason and made anew; what it said stays to be read.
alter table payroll_run
  drop constraint payroll_run_state_check,
  add constraint payroll_run_state_check check (state in ('made', 'checked', 'returned', 'withdrawn')),
  add column withdrawn_by uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_reason text,
  add constraint payroll_run_withdrawn check ((state = 'withdrawn') = (withdrawn_by is not null));

drop index payroll_run_regular;
create unique index payroll_run_regular on payroll_run (unit_id, month)
  where kind = 'regular' and state not in ('returned', 'withdrawn');

alter table asset_depreciation_run
  add column withdrawn_by uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_reason text,
  drop constraint asset_depreciation_run_unit_id_month_key;
create unique index asset_depreciation_run_month on asset_depreciation_run (unit_id, month) where withdrawn_by is null;

-- The months of a card are told apart by the run now, since a month may have been run before.
alter table asset_depreciation
  drop constraint asset_depreciation_pkey,
  add primary key (unit_id, asset_id, run_id);
