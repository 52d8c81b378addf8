-- 零星（手工）报销: a claim with its bills of paper, from being taken to being settled. The account it is paid to is sealed.
create table manual_claim (
  id uuid primary key,
  department_id text not null references department (id),
  person_id uuid not null references insured_person (id),
  -- Institution, number, level, days: as the settlement desk takes a visit.
  visit jsonb not null,
  bill jsonb not null,
  cause text not null,
  submitted_on date not null,
  materials text[] not null,
  payee_name text not null check (payee_name <> ''),
  payee_bank text not null check (payee_bank <> ''),
  payee_account bytea not null,
  state text not null check (state in ('taken', 'decided', 'settled', 'rejected', 'withdrawn')),
  -- What was worked out, by whom: what the reviewer sees and what is settled.
  decided jsonb,
  decided_by uuid,
  settlement_id uuid,
  fingerprint text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  check ((state = 'settled') = (settlement_id is not null)),
  check ((state in ('taken', 'withdrawn', 'rejected')) or (decided is not null and decided_by is not null)),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);

create index manual_claim_state on manual_claim (department_id, state, submitted_on);
create index manual_claim_person on manual_claim (person_id);

create table manual_claim_invoice (
  claim_id uuid not null references manual_claim (id),
  line smallint not null,
  -- Electronic invoices of twenty digits have no code.
  code text not null,
  number text not null check (number <> ''),
  day date not null,
  amount bigint not null check (amount > 0),
  -- Of a claim rejected, withdrawn or taken back: the invoice may come again.
  released boolean not null,
  primary key (claim_id, line)
);

create unique index manual_claim_invoice_once on manual_claim_invoice (code, number) where not released;

create table manual_claim_step (
  claim_id uuid not null references manual_claim (id),
  ordinal smallint not null,
  step text not null check (step in ('taken', 'supplemented', 'decided', 'returned', 'settled', 'rejected', 'withdrawn')),
  made_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  reason text not null,
  primary key (claim_id, ordinal)
);

-- To whom the funds' part of a settlement is paid where it is not the institution.
create table settlement_payee (
  person_id uuid not null,
  settlement_id uuid not null,
  name text not null check (name <> ''),
  bank text not null check (bank <> ''),
  account_sealed bytea not null,
  primary key (person_id, settlement_id),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);
