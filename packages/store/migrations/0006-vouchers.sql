-- Vouchers on their way into the books: drawn up by one person, checked by another, then booked: posted and numbered in one
-- transaction. What was booked is never changed; what was sent back can be drawn up again.
create table office_voucher (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  state text not null check (state in ('made', 'checked', 'booked', 'returned', 'withdrawn')),
  date date not null,
  text text not null,
  -- The voucher as the ledger will be asked to post it.
  content jsonb not null,
  -- Hash of what was asked for: the same request again is recognised by it.
  fingerprint text not null,
  total bigint not null,
  -- The event rule that it was drawn up by; null where the legs were written by hand.
  rule text,
  -- 国库集中支付凭证 or another document of payment.
  payment_order text,
  -- The register whose record it books, as kind and id; null where it stands for itself.
  source text,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  booked_by uuid,
  booked_at timestamptz,
  -- Why it was sent back or withdrawn.
  reason text,
  -- 记账凭证号, without gaps within the month.
  month text,
  number integer,
  primary key (unit_id, id),
  unique (unit_id, month, number),
  check (state <> 'booked' or (number is not null and month is not null and booked_at is not null)),
  check (checked_by is null or checked_by <> made_by)
);

create index office_voucher_date on office_voucher (unit_id, date, id);
create index office_voucher_state on office_voucher (unit_id, state) where state in ('made', 'checked', 'returned');
create index office_voucher_source on office_voucher (source) where source is not null;

-- The last number given in a month. It is counted in the transaction that books, so that none is lost.
create table office_voucher_number (
  unit_id text not null references accounting_unit (id),
  month text not null,
  last integer not null,
  primary key (unit_id, month)
);

-- Files by what they hold, whoever attaches them to what.
create table attachment (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  media_type text not null,
  bytes bytea not null,
  added_by uuid not null,
  added_at timestamptz not null
);

create table office_voucher_attachment (
  unit_id text not null,
  voucher_id uuid not null,
  sha256 text not null references attachment (sha256),
  position integer not null,
  primary key (unit_id, voucher_id, position),
  foreign key (unit_id, voucher_id) references office_voucher (unit_id, id)
);

create index office_voucher_attachment_file on office_voucher_attachment (sha256);
