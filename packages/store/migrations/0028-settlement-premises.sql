-- How a settlement is kept changes: the plan (which parameters gave which numbers) is kept once by its content and named by
-- thousands of settlements; case and bill are kept with each; the steps are made again from the three by the same pure engine, and
-- their digest says that they are the same.
create table settlement_plan (
  hash bytea primary key,
  -- JSON; the hash is the SHA-256 of this text.
  plan text not null
);

-- Either the plan and the digest of the steps, or the steps themselves: of what the engine alone did not make, and of what was settled
-- before this.
alter table settlement_derivation
  add column plan bytea,
  add column digest bytea,
  -- JSON as the duty writes it, never looked into here.
  alter column bill type text using bill::text,
  alter column steps drop not null,
  add check ((plan is null) = (digest is null)),
  add check ((plan is null) <> (steps is null));

-- Every settlement of a bureau would otherwise lock the same few rows, one lock record after the other; `verify` looks instead.
alter table settlement drop constraint settlement_department_id_fkey;
alter table settlement_fund drop constraint settlement_fund_set_id_fkey;

alter table settlement
  add column filing text not null default 'local',
  -- Where the institution is: six digits.
  add column care_area text not null default '',
  add column visit_item text not null default '',
  -- 联网直接结算, or 零星报销 afterwards.
  add column channel text not null default 'direct' check (channel in ('direct', 'manual'));
alter table settlement
  alter column filing drop default,
  alter column care_area drop default,
  alter column visit_item drop default;

create index settlement_year on settlement (department_id, year, scheme, visit_kind);

-- 职工个人账户: what stands on it, and every change with its voucher in the books of the personal accounts.
create table personal_account (
  person_id uuid primary key references insured_person (id),
  balance bigint not null check (balance >= 0)
);

create table personal_account_entry (
  person_id uuid not null references personal_account (person_id),
  id uuid not null,
  kind text not null check (kind in ('credited', 'interest', 'transferred-in', 'transferred-out', 'settled', 'returned')),
  date date not null,
  -- Above zero what came in, below what went out.
  amount bigint not null check (amount <> 0),
  settlement_id uuid,
  set_id text not null,
  voucher_id uuid not null,
  text text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (person_id, id),
  check ((settlement_id is not null) = (kind in ('settled', 'returned')))
);

create index personal_account_entry_voucher on personal_account_entry (set_id, voucher_id);

-- 医保目录: what an item was from when to when. A change ends one row and begins another; nothing is overwritten.
create table catalogue_import (
  id uuid primary key,
  file text not null,
  sha256 text not null,
  added integer not null,
  changed integer not null,
  ended integer not null,
  unchanged integer not null,
  made_by uuid not null,
  made_at timestamptz not null
);

create table catalogue_item (
  code text not null check (code <> ''),
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  kind text not null check (kind in ('drug', 'service', 'consumable')),
  name text not null check (name <> ''),
  specification text not null,
  class text not null check (class in ('a', 'b', 'c')),
  -- Millionths of a yuan.
  price_limit bigint check (price_limit >= 0),
  -- Ten-thousandths.
  first_pay integer not null check (first_pay between 0 and 10000),
  import_id uuid not null references catalogue_import (id),
  primary key (code, from_date)
);

create index catalogue_item_name on catalogue_item (name text_pattern_ops, code);

-- 异地就医备案: who may be treated where, from when to when. Ended, never removed.
create table cross_region_filing (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  department_id text not null,
  kind text not null check (kind in ('long-term', 'transferred')),
  -- 就医地: two digits of a province, four of a city, six of a county.
  area text not null check (area ~ '^\d{2}(\d{2}){0,2}$'),
  reach text not null check (reach in ('in-province', 'cross-province')),
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  reason text not null check (reason <> ''),
  made_by uuid not null,
  made_on date not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text,
  primary key (person_id, id)
);

create index cross_region_filing_made on cross_region_filing (department_id, made_on);

-- 门诊慢特病和两病待遇资格, with the doctor's opinion it was granted on.
create table benefit_entitlement (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  kind text not null check (kind in ('chronic', 'two-disease')),
  item text not null check (item <> ''),
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  doctor text not null check (doctor <> ''),
  institution text not null check (institution <> ''),
  opinion text not null check (opinion <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text,
  primary key (person_id, id)
);
