-- The books. A department has accounting units, a unit has account sets (账套), one for each book. The unit or the set stands
-- first in every key, so that the big tables can be spread by it; ids come from the client and are unique only within it.
-- Vouchers, entries and legs are inserted and read, never changed; what is wrong is taken back by another entry.

create table department (
  id text primary key,
  name text not null check (name <> ''),
  area text not null
);

create table accounting_unit (
  id text primary key,
  department_id text not null references department (id),
  name text not null check (name <> ''),
  -- 行政单位, 参照公务员法管理的事业单位, 事业单位, 基金.
  nature text not null check (nature in ('administrative', 'civil-service', 'institution', 'fund')),
  position integer not null
);

create table account_set (
  id text primary key,
  unit_id text not null references accounting_unit (id),
  book text not null check (book in ('financial', 'budgetary', 'fund')),
  funds text[] not null,
  first_month text not null,
  -- Grows with every detail account and confirmed code: whoever holds an older copy of the chart reads it anew.
  chart_version integer not null default 1,
  opened_through text,
  closed_through text
);

create index account_set_unit on account_set (unit_id);

create table account_detail (
  set_id text not null references account_set (id),
  key text not null,
  code text not null,
  name text not null,
  parent text not null,
  in_force_from date not null,
  in_force_to date,
  requires text[] not null,
  primary key (set_id, key)
);

create table account_confirmation (
  set_id text not null references account_set (id),
  key text not null,
  code text not null,
  confirmed_by text not null,
  confirmed_on date not null,
  source text not null,
  primary key (set_id, key)
);

create table ledger_voucher (
  unit_id text not null,
  id uuid not null,
  kind text not null,
  date date not null,
  text text not null,
  posted_by text not null,
  posted_at timestamptz not null,
  primary key (unit_id, id)
);

create index ledger_voucher_date on ledger_voucher (unit_id, date, id);

create table ledger_entry (
  set_id text not null,
  id uuid not null,
  voucher_id uuid not null,
  date date not null,
  kind text not null,
  reverses uuid,
  primary key (set_id, id),
  unique (set_id, voucher_id)
);

-- An entry is taken back once.
create unique index ledger_entry_reverses on ledger_entry (set_id, reverses) where reverses is not null;

create table ledger_leg (
  set_id text not null,
  entry_id uuid not null,
  line smallint not null,
  date date not null,
  kind text not null,
  account text not null,
  -- Debit above zero, credit below.
  amount bigint not null check (amount <> 0),
  -- Dimensions as one text in their fixed order, 'functionCode=2101501 spending=basic'; '' for none.
  dimensions text not null,
  primary key (set_id, entry_id, line)
);

create index ledger_leg_account on ledger_leg (set_id, account, date);

-- What every account stands at, by dimensions, at the end of a closed month. December has two stages: before the year-end
-- vouchers, which the statements are computed from, and after them.
create table ledger_snapshot (
  set_id text not null,
  month text not null,
  stage text not null check (stage in ('before-closing', 'closed')),
  account text not null,
  dimensions text not null,
  opening bigint not null,
  debit bigint not null,
  credit bigint not null,
  primary key (set_id, month, stage, account, dimensions)
);
