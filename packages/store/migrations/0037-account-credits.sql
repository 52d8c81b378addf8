-- 个人账户划入: a month's credits are listed by one person and approved by another. What was paid into the personal accounts' fund with
-- the contributions is on its books already; what retired persons are given comes from the pooled fund with a voucher of its own.
create table account_credit_list (
  department_id text not null references department (id),
  id uuid not null,
  kind text not null check (kind in ('in-service', 'retired')),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  -- 统一社会信用代码; empty for all.
  employer text not null,
  persons integer not null,
  amount bigint not null,
  made_by uuid not null,
  made_at timestamptz not null,
  decided text check (decided in ('approved', 'rejected')),
  decided_by uuid,
  decided_on date,
  decided_at timestamptz,
  decided_reason text,
  primary key (department_id, id),
  check (decided_by is null or decided_by <> made_by)
);

create table account_credit (
  department_id text not null,
  list_id uuid not null,
  person_id uuid not null references insured_person (id),
  month text not null,
  amount bigint not null check (amount > 0),
  primary key (department_id, list_id, person_id),
  foreign key (department_id, list_id) references account_credit_list (department_id, id)
);

create index account_credit_person on account_credit (person_id, month);

alter table contribution_voucher drop constraint contribution_voucher_of_check;
alter table contribution_voucher
  add check (of in ('file', 'resolution', 'subsidy', 'transfer', 'account-credit'));

-- A credit of what was booked with the contributions has no voucher of its own.
alter table personal_account_entry
  alter column set_id drop not null,
  alter column voucher_id drop not null,
  add check ((set_id is null) = (voucher_id is null)),
  add check (voucher_id is not null or kind = 'credited');
