-- 基金财务: bank accounts of the funds, fiscal subsidies by document, money that comes and goes, payments in batches, statements of
-- others and what they match, the yearly budget. Entries stand in the ledger; here stand what they were made from and who made them.

create table fund_account (
  id uuid primary key,
  department_id text not null references department (id),
  set_id text not null references account_set (id),
  -- 收入户, 支出户, 财政专户, 国库.
  role text not null check (role in ('income', 'payment', 'fiscal', 'treasury')),
  name text not null check (name <> ''),
  bank text not null check (bank <> ''),
  number text not null check (number <> ''),
  opened_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  -- The ledger keeps one account of each role in a set.
  unique (set_id, role)
);

-- Whom money is paid to, and where. A new account of a payee takes the old one's place when a second person has checked it.
create table fund_payee (
  id uuid primary key,
  department_id text not null references department (id),
  kind text not null check (kind in ('institution', 'person', 'insurer')),
  name text not null check (name <> ''),
  bank text not null check (bank <> ''),
  number text not null check (number <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid check (checked_by <> made_by),
  checked_at timestamptz,
  ended_at timestamptz,
  check ((checked_by is null) = (checked_at is null))
);

create unique index fund_payee_standing on fund_payee (department_id, kind, name)
  where checked_at is not null and ended_at is null;

-- A document that gives a fund money.
create table fund_subsidy (
  id uuid primary key,
  department_id text not null references department (id),
  number text not null check (number <> ''),
  level text not null check (level in ('central', 'province', 'city', 'county')),
  fund text not null,
  year integer not null,
  function_code text not null check (function_code ~ '^2\d{6}$'),
  purpose text not null check (purpose in ('general', 'vaccine')),
  -- Through the department's own accounts, or from the finance bureau directly.
  path text not null check (path in ('department', 'finance')),
  amount bigint not null check (amount > 0),
  issued_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  unique (department_id, number, fund, purpose)
);

-- What was spent on a document: a voucher of the department's, or a payment of the finance bureau's.
create table fund_subsidy_spending (
  id uuid primary key,
  subsidy_id uuid not null references fund_subsidy (id),
  spent_on date not null,
  amount bigint not null check (amount > 0),
  unit_id text,
  voucher_id uuid,
  reference text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  foreign key (unit_id, voucher_id) references ledger_voucher (unit_id, id),
  check ((unit_id is null) = (voucher_id is null)),
  check (unit_id is not null or reference <> '')
);

create index fund_subsidy_spending_document on fund_subsidy_spending (subsidy_id);
create index fund_subsidy_spending_voucher on fund_subsidy_spending (unit_id, voucher_id);

-- Money that comes to a fund, goes from it, or from one of its accounts to another; booked when a second person has checked it.
create table fund_movement (
  id uuid primary key,
  department_id text not null references department (id),
  set_id text not null references account_set (id),
  fund text not null,
  kind text not null,
  account_id uuid not null references fund_account (id),
  -- Where it goes, if from one account to another.
  to_account_id uuid references fund_account (id),
  subsidy_id uuid references fund_subsidy (id),
  date date not null,
  amount bigint not null check (amount > 0),
  -- The bank's number of it.
  reference text not null,
  text text not null check (text <> ''),
  state text not null check (state in ('made', 'booked', 'sent-back')),
  reason text not null default '',
  voucher_id uuid,
  fingerprint text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid check (checked_by <> made_by),
  checked_at timestamptz,
  check (to_account_id is null or to_account_id <> account_id),
  check ((kind = 'subsidy') = (subsidy_id is not null)),
  check ((state = 'booked') = (voucher_id is not null))
);

create index fund_movement_set on fund_movement (set_id, date, id);
create index fund_movement_subsidy on fund_movement (subsidy_id) where subsidy_id is not null;

-- A payment batch: what settlements owe, by payee.
create table fund_batch (
  id uuid primary key,
  department_id text not null references department (id),
  set_id text not null references account_set (id),
  account_id uuid not null references fund_account (id),
  number text not null,
  date date not null,
  state text not null check (state in ('made', 'checked', 'sent', 'finished', 'withdrawn')),
  reason text not null default '',
  fingerprint text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid check (checked_by <> made_by),
  checked_at timestamptz,
  sent_by uuid,
  sent_at timestamptz,
  unique (department_id, number)
);

create table fund_batch_line (
  batch_id uuid not null references fund_batch (id),
  line integer not null check (line > 0),
  payee_id uuid not null references fund_payee (id),
  amount bigint not null check (amount > 0),
  state text not null check (state in ('waiting', 'paid', 'returned')),
  reason text not null default '',
  done_on date,
  bank_reference text not null default '',
  -- What booked the payment, and what took it back where the bank returned it afterwards.
  voucher_id uuid,
  return_voucher_id uuid,
  primary key (batch_id, line),
  check (state = 'returned' or (state = 'paid') = (voucher_id is not null)),
  check (state <> 'returned' or reason <> '')
);

-- What of the settlements is in a line. An item is live until its line is returned or its batch withdrawn: live once only.
create table fund_batch_item (
  batch_id uuid not null,
  line integer not null,
  person_id uuid not null,
  settlement_id uuid not null,
  payer text not null,
  fund text not null,
  amount bigint not null check (amount <> 0),
  live boolean not null,
  primary key (batch_id, line, person_id, settlement_id, payer),
  foreign key (batch_id, line) references fund_batch_line (batch_id, line),
  foreign key (person_id, settlement_id, payer) references settlement_fund (person_id, settlement_id, payer)
);

create unique index fund_batch_item_live on fund_batch_item (person_id, settlement_id, payer) where live;

-- A file of others that was taken in: the bank's answer to a batch, a statement of an account. The same file is taken once.
create table fund_file (
  id uuid primary key,
  department_id text not null references department (id),
  kind text not null check (kind in ('result', 'statement')),
  -- Of a statement.
  account_id uuid references fund_account (id),
  source text check (source in ('bank', 'fiscal', 'treasury')),
  name text not null,
  sha256 text not null,
  rows integer not null,
  taken integer not null,
  problems jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  check ((kind = 'statement') = (account_id is not null and source is not null))
);

create unique index fund_file_once on fund_file (department_id, kind, sha256, coalesce(account_id::text, ''), coalesce(source, ''));

create table fund_statement_line (
  id uuid primary key,
  account_id uuid not null references fund_account (id),
  -- Whose word it is: the bank's, the finance bureau's, the treasury's and tax bureau's.
  source text not null check (source in ('bank', 'fiscal', 'treasury')),
  file_id uuid not null references fund_file (id),
  row integer not null,
  date date not null,
  -- Above zero what came in.
  amount bigint not null check (amount <> 0),
  balance bigint,
  reference text not null,
  counterparty text not null,
  text text not null,
  unique (account_id, source, date, reference, amount)
);

-- Statement lines and entries that are the same money.
create table fund_match (
  id uuid primary key,
  account_id uuid not null references fund_account (id),
  source text not null check (source in ('bank', 'fiscal', 'treasury')),
  kind text not null check (kind in ('automatic', 'hand')),
  state text not null check (state in ('proposed', 'standing', 'undone')),
  reason text not null default '',
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  check (kind = 'automatic' or checked_by is null or checked_by <> made_by),
  check (kind = 'hand' or state <> 'proposed')
);

create table fund_match_side (
  match_id uuid not null references fund_match (id),
  position integer not null,
  account_id uuid not null references fund_account (id),
  source text not null,
  statement_line_id uuid references fund_statement_line (id),
  entry_id uuid,
  live boolean not null,
  primary key (match_id, position),
  check ((statement_line_id is null) <> (entry_id is null))
);

create unique index fund_match_side_line on fund_match_side (statement_line_id) where live and statement_line_id is not null;
create unique index fund_match_side_entry on fund_match_side (account_id, source, entry_id) where live and entry_id is not null;

-- The fund's yearly budget as it was approved.
create table fund_budget (
  id uuid primary key,
  department_id text not null references department (id),
  year integer not null,
  scheme text not null check (scheme in ('employee', 'resident', 'assistance')),
  number text not null check (number <> ''),
  approved_on date not null,
  state text not null check (state in ('made', 'standing', 'replaced')),
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid check (checked_by <> made_by),
  checked_at timestamptz
);

create unique index fund_budget_standing on fund_budget (department_id, year, scheme) where state = 'standing';

create table fund_budget_line (
  budget_id uuid not null references fund_budget (id),
  side text not null check (side in ('income', 'expenditure')),
  item text not null,
  amount bigint not null check (amount >= 0),
  primary key (budget_id, side, item)
);
