-- The budget as the finance system (预算管理一体化) gives it, and what has been paid from it. Projects, documents and payments are
-- inserted, never changed: what is in force, adjusted and available follows from them by query. The unit stands first in
-- every key, so that the tables can be spread by it.

create table budget_project (
  unit_id text not null references accounting_unit (id),
  code text not null,
  name text not null check (name <> ''),
  -- 人员类, 运转类（公用经费）, 运转类（其他运转）, 特定目标类. The first two are basic expenditure, the others project expenditure.
  kind text not null check (kind in ('personnel', 'public-running', 'other-running', 'specific')),
  -- The 一级项目 above a 二级项目.
  parent text,
  function_code text,
  first_year integer not null,
  last_year integer check (last_year >= first_year),
  -- Under which of the catalogue's projects it is published; null where it is not published by itself.
  topic text,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (unit_id, code),
  foreign key (unit_id, parent) references budget_project (unit_id, code)
);

-- One row to lock while the amounts of a unit's year are looked at and added to, so that two people cannot spend the same money.
create table budget_year (
  unit_id text not null references accounting_unit (id),
  year integer not null,
  primary key (unit_id, year)
);

create table budget_document (
  unit_id text not null,
  id uuid not null,
  year integer not null,
  kind text not null
    check (kind in ('start', 'carry-over', 'allocation', 'addition', 'reduction', 'transfer', 'recall')),
  -- 文号.
  number text not null check (number <> ''),
  date date not null,
  text text not null,
  -- Put at the start of the year into the budget that the finance office holds for all departments (财政代编预算).
  centrally_held boolean not null,
  -- The document that this one replaces; without lines it only takes it back.
  corrects uuid,
  import_id uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, id),
  foreign key (unit_id, corrects) references budget_document (unit_id, id)
);

create index budget_document_year on budget_document (unit_id, year, date, id);
create index budget_document_corrects on budget_document (unit_id, corrects) where corrects is not null;

create table budget_line (
  unit_id text not null,
  document_id uuid not null,
  line integer not null,
  project text not null,
  function_code text not null,
  economy_code text,
  source text not null,
  level text not null check (level in ('central', 'province', 'city', 'county')),
  -- 直达资金.
  direct boolean not null,
  -- Below zero where it takes budget away.
  amount bigint not null check (amount <> 0),
  primary key (unit_id, document_id, line),
  foreign key (unit_id, document_id) references budget_document (unit_id, id),
  foreign key (unit_id, project) references budget_project (unit_id, code)
);

create index budget_line_item on budget_line (unit_id, project, function_code, source);

-- What the second person said of a document. A document counts from its approval on.
create table budget_check (
  unit_id text not null,
  document_id uuid not null,
  approved boolean not null,
  reason text not null,
  checked_by uuid not null,
  checked_at timestamptz not null,
  primary key (unit_id, document_id),
  foreign key (unit_id, document_id) references budget_document (unit_id, id)
);

-- Money set aside for a payment order that is under way. It is free again when the order is released or paid.
create table payment_reservation (
  unit_id text not null,
  id uuid not null,
  year integer not null,
  order_number text not null check (order_number <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, id)
);

create index payment_reservation_year on payment_reservation (unit_id, year, order_number);

create table payment_reservation_line (
  unit_id text not null,
  reservation_id uuid not null,
  line integer not null,
  project text not null,
  function_code text not null,
  source text not null,
  amount bigint not null check (amount > 0),
  primary key (unit_id, reservation_id, line),
  foreign key (unit_id, reservation_id) references payment_reservation (unit_id, id),
  foreign key (unit_id, project) references budget_project (unit_id, code)
);

-- A reservation ends once: paid (by the payment that names it) or released.
create table payment_reservation_end (
  unit_id text not null,
  reservation_id uuid not null,
  payment_id uuid,
  ended_by uuid not null,
  ended_at timestamptz not null,
  primary key (unit_id, reservation_id),
  foreign key (unit_id, reservation_id) references payment_reservation (unit_id, id)
);

-- 国库集中支付凭证.
create table treasury_payment (
  unit_id text not null,
  id uuid not null,
  year integer not null,
  number text not null check (number <> ''),
  date date not null,
  -- 直接支付, 授权支付.
  kind text not null check (kind in ('direct', 'authorised')),
  payee text not null check (payee <> ''),
  text text not null,
  -- Number of the payment order (支付申请) that it carries out; null where the export does not say.
  order_number text,
  -- The payment that came back (退回); the amounts are then below zero.
  refunds uuid,
  -- The recorded payment that this one replaces, because the finance system has changed it since.
  corrects uuid,
  import_id uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, id),
  foreign key (unit_id, refunds) references treasury_payment (unit_id, id),
  foreign key (unit_id, corrects) references treasury_payment (unit_id, id)
);

create index treasury_payment_date on treasury_payment (unit_id, year, date, id);
create index treasury_payment_number on treasury_payment (unit_id, year, number);
-- A payment is replaced once; a replacement can be replaced in turn.
create unique index treasury_payment_corrects on treasury_payment (unit_id, corrects) where corrects is not null;
create index treasury_payment_refunds on treasury_payment (unit_id, refunds) where refunds is not null;

create table treasury_payment_line (
  unit_id text not null,
  payment_id uuid not null,
  line integer not null,
  project text not null,
  function_code text not null,
  economy_code text not null,
  source text not null,
  -- Of which level of government the money is; null where the export does not say.
  level text check (level in ('central', 'province', 'city', 'county')),
  amount bigint not null check (amount <> 0),
  primary key (unit_id, payment_id, line),
  foreign key (unit_id, payment_id) references treasury_payment (unit_id, id),
  foreign key (unit_id, project) references budget_project (unit_id, code)
);

create index treasury_payment_line_item on treasury_payment_line (unit_id, project, function_code, source);

-- The voucher that books a payment. A payment is booked by one voucher; one voucher can book several payments.
create table payment_booking (
  unit_id text not null,
  payment_id uuid not null,
  voucher_id uuid not null,
  booked_by uuid not null,
  booked_at timestamptz not null,
  primary key (unit_id, payment_id),
  foreign key (unit_id, payment_id) references treasury_payment (unit_id, id)
);

create index payment_booking_voucher on payment_booking (unit_id, voucher_id);

-- Files as they were handed in, once each, by the hash of their bytes.
create table kept_file (
  sha256 text primary key,
  size integer not null,
  bytes bytea not null,
  kept_at timestamptz not null
);

-- A file of the finance system, as it was read. What came of it stands in `import_commit`.
create table budget_import (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  year integer not null,
  kind text not null check (kind in ('documents', 'payments', 'final-accounts')),
  file text not null,
  sha256 text not null references kept_file (sha256),
  -- Which column holds what, as the person corrected it; empty where the headers spoke for themselves.
  mapping jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, id)
);

create index budget_import_made on budget_import (unit_id, year, made_at desc);
create index budget_import_file on budget_import (unit_id, sha256);

create table budget_import_commit (
  unit_id text not null,
  import_id uuid not null,
  -- How many documents or payments it made new, and how many in place of recorded ones.
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  committed_by uuid not null,
  committed_at timestamptz not null,
  primary key (unit_id, import_id),
  foreign key (unit_id, import_id) references budget_import (unit_id, id)
);

-- A request that carried an idempotency key, and what was answered: the same request sent again is answered the same.
create table answered_request (
  key text primary key,
  fingerprint text not null,
  answer text not null,
  answered_at timestamptz not null
);
