-- 待遇结算: what was decided of a visit, with its derivation and its fund entries in one transaction. The person stands first in every
-- key. What is written is not changed; a settlement is taken back by another row that mirrors it.

-- What a person has used of a year in a scheme: one row, held while a settlement is decided, so that of eight at once each sees what
-- the one before it left.
create table settlement_accumulator (
  person_id uuid not null references insured_person (id),
  year integer not null,
  scheme text not null,
  used jsonb not null,
  version integer not null,
  primary key (person_id, year, scheme)
);

create table settlement (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  department_id text not null references department (id),
  kind text not null check (kind in ('settled', 'cancelled')),
  -- The settlement that this one takes back.
  cancels uuid,
  scheme text not null,
  year integer not null,
  institution text not null check (institution <> ''),
  visit_number text not null check (visit_number <> ''),
  visit_kind text not null,
  visit_from date not null,
  visit_to date not null check (visit_to >= visit_from),
  total bigint not null,
  own bigint not null,
  over_limit bigint not null,
  first_pay bigint not null,
  in_scope bigint not null,
  deductible bigint not null,
  pool_ratio integer,
  pool bigint not null,
  critical_illness bigint not null,
  large_amount bigint not null,
  civil_servant bigint not null,
  assistance bigint not null,
  cadre bigint not null,
  funds bigint not null,
  hospital_borne bigint not null,
  personal bigint not null,
  account bigint not null,
  cash bigint not null,
  -- What stood used of the year before and after.
  used_before jsonb not null,
  used_after jsonb not null,
  fingerprint text not null,
  settled_on date not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (person_id, id),
  check ((kind = 'cancelled') = (cancels is not null)),
  check (total = own + over_limit + first_pay + in_scope),
  check (total = funds + personal + hospital_borne),
  check (personal = account + cash),
  check (funds = pool + critical_illness + large_amount + civil_servant + assistance + cadre)
);

-- A settlement is taken back once.
create unique index settlement_cancels on settlement (person_id, cancels) where cancels is not null;
create index settlement_day on settlement (department_id, settled_on, id);

-- What it was decided on and how: case, bill and every step.
create table settlement_derivation (
  person_id uuid not null,
  settlement_id uuid not null,
  visit jsonb not null,
  bill jsonb not null,
  steps jsonb not null,
  primary key (person_id, settlement_id),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);

-- What each fund owes for it, and the voucher in the fund's own books; below zero where it is taken back.
create table settlement_fund (
  person_id uuid not null,
  settlement_id uuid not null,
  payer text not null,
  fund text not null,
  account text not null,
  amount bigint not null check (amount <> 0),
  set_id text not null references account_set (id),
  voucher_id uuid not null,
  primary key (person_id, settlement_id, payer),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);

create index settlement_fund_voucher on settlement_fund (set_id, voucher_id);
