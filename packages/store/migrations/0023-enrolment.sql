-- 参保登记、征缴、资助参保、转移接续. The person stands first in the keys of what is kept of a person; rows of the tax bureau's files
-- stand under their file, since many of them are of nobody we know.

-- 用工关系 (and 灵活就业, without an employer): whose month's contribution is whose, and on what wage.
create table insured_employment (
  person_id uuid not null,
  id uuid not null,
  spell_id uuid not null,
  department_id text not null references department (id),
  -- 统一社会信用代码; empty where there is none.
  employer text not null check (employer = '' or employer ~ '^[0-9A-Z]{18}$'),
  kind text not null,
  wage bigint not null check (wage >= 0),
  from_month text not null check (from_month ~ '^\d{4}-\d{2}$'),
  to_month text check (to_month ~ '^\d{4}-\d{2}$'),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (person_id, id),
  foreign key (person_id, spell_id) references insured_spell (person_id, id)
);

create index insured_employment_employer on insured_employment (department_id, employer, person_id);

-- 应缴: what a person owes for a year (居民) or a month (职工), as the parameters had it, and what of it has come.
create table contribution_due (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  department_id text not null references department (id),
  scheme text not null check (scheme in ('resident', 'employee')),
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  kind text not null,
  employer text not null,
  base bigint not null,
  -- 个人缴费标准 before the subsidy.
  standard bigint not null,
  subsidy bigint not null check (subsidy >= 0),
  subsidy_category text,
  person bigint not null check (person >= 0),
  -- By the employer, 生育保险 included.
  employer_share bigint not null check (employer_share >= 0),
  -- 划入个人账户, of the person's share.
  account bigint not null check (account >= 0),
  covered_from date not null,
  enrolled_on date not null,
  -- 财政补助 that follows the person; nothing for employees.
  fiscal bigint not null,
  paid_person bigint not null default 0 check (paid_person between 0 and person),
  paid_employer bigint not null default 0 check (paid_employer between 0 and employer_share),
  -- The day on which the last of it was paid; for who owes nothing, that of enrolment.
  settled_on date,
  withdrawn_reason text,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (person_id, id),
  check (standard + fiscal >= person),
  check ((subsidy = 0) = (subsidy_category is null)),
  check (settled_on is null or (paid_person = person and paid_employer = employer_share))
);

-- One due for a person, a scheme and a period.
create unique index contribution_due_once on contribution_due (person_id, scheme, period) where withdrawn_at is null;
create index contribution_due_period on contribution_due (department_id, scheme, period, person_id);

-- 税务征收回传: a file of what was collected, handed in by one person and confirmed by another. The file itself is not kept, since it
-- holds whole identity numbers; its rows are, with the number's blind index and its masked form.
create table contribution_file (
  department_id text not null references department (id),
  id uuid not null,
  kind text not null check (kind in ('resident', 'employee')),
  name text not null,
  sha256 text not null,
  -- Key of the account that the money came to: 收入户存款, 财政专户存款, 国库存款.
  deposit text not null,
  rows integer not null,
  total bigint not null,
  made_by uuid not null,
  made_at timestamptz not null,
  confirmed_by uuid,
  confirmed_on date,
  confirmed_at timestamptz,
  dropped_by uuid,
  dropped_at timestamptz,
  dropped_reason text,
  primary key (department_id, id),
  check (confirmed_at is null or dropped_at is null)
);

-- The same file counts once; one that was dropped may come again.
create unique index contribution_file_once on contribution_file (department_id, sha256) where dropped_at is null;

create table contribution_row (
  department_id text not null,
  file_id uuid not null,
  row integer not null,
  name text not null,
  number_masked text not null,
  -- Null where the number is none.
  number_index bytea,
  employer text not null,
  period text not null,
  person_amount bigint not null,
  employer_amount bigint not null,
  paid_on date,
  receipt text not null,
  -- How it compares: see enrolment/decide-row.ts.
  match text not null,
  message text not null,
  person_id uuid references insured_person (id),
  due_id uuid,
  -- What went to contribution income, and what is held as 暂收款 until somebody decides.
  applied_person bigint not null default 0 check (applied_person >= 0),
  applied_employer bigint not null default 0 check (applied_employer >= 0),
  held bigint not null default 0 check (held >= 0),
  primary key (department_id, file_id, row),
  foreign key (department_id, file_id) references contribution_file (department_id, id),
  foreign key (person_id, due_id) references contribution_due (person_id, id)
);

create index contribution_row_due on contribution_row (person_id, due_id);
create index contribution_row_receipt on contribution_row (department_id, receipt) where receipt <> '';
create index contribution_row_open on contribution_row (department_id, match) where held > 0;

-- What becomes of money held: 认领 to a due, or 退费. Proposed by one, decided by another.
create table contribution_resolution (
  department_id text not null,
  id uuid not null,
  file_id uuid not null,
  row integer not null,
  kind text not null check (kind in ('claim', 'refund')),
  person_id uuid,
  due_id uuid,
  amount bigint not null check (amount > 0),
  reason text not null check (reason <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  decided text check (decided in ('approved', 'rejected')),
  decided_by uuid,
  decided_on date,
  decided_at timestamptz,
  decided_reason text,
  primary key (department_id, id),
  foreign key (department_id, file_id, row) references contribution_row (department_id, file_id, row),
  foreign key (person_id, due_id) references contribution_due (person_id, id)
);

create index contribution_resolution_row on contribution_resolution (department_id, file_id, row);

-- Vouchers in the funds' books, by what they book.
create table contribution_voucher (
  department_id text not null references department (id),
  -- 'file', 'resolution', 'subsidy', 'transfer'.
  of text not null check (of in ('file', 'resolution', 'subsidy', 'transfer')),
  of_id uuid not null,
  set_id text not null references account_set (id),
  voucher_id uuid not null,
  primary key (department_id, of, of_id, set_id)
);

-- 资助参保: who is subsidised in a list that is made by one and approved by another; the money goes from the assistance fund to the
-- residents' fund.
create table enrolment_subsidy_list (
  department_id text not null references department (id),
  id uuid not null,
  year integer not null,
  persons integer not null,
  amount bigint not null,
  made_by uuid not null,
  made_at timestamptz not null,
  decided text check (decided in ('approved', 'rejected')),
  decided_by uuid,
  decided_on date,
  decided_at timestamptz,
  decided_reason text,
  primary key (department_id, id)
);

create table enrolment_subsidy (
  person_id uuid not null,
  due_id uuid not null,
  department_id text not null,
  list_id uuid not null,
  year integer not null,
  category text not null,
  amount bigint not null check (amount > 0),
  primary key (person_id, due_id, list_id),
  foreign key (person_id, due_id) references contribution_due (person_id, id),
  foreign key (department_id, list_id) references enrolment_subsidy_list (department_id, id)
);

create index enrolment_subsidy_list_persons on enrolment_subsidy (department_id, list_id, person_id);

-- 关系转移接续.
create table insured_transfer (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  department_id text not null references department (id),
  direction text not null check (direction in ('in', 'out')),
  scheme text not null check (scheme in ('resident', 'employee')),
  -- The other 参保地, six digits.
  other_area text not null check (other_area ~ '^\d{6}$'),
  on_date date not null,
  -- 参保凭证号.
  certificate text not null check (certificate <> ''),
  -- 累计缴费月数.
  months integer not null check (months >= 0),
  -- 个人账户余额 that moves.
  account bigint not null check (account >= 0),
  spell_id uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  decided text check (decided in ('approved', 'rejected')),
  decided_by uuid,
  decided_on date,
  decided_at timestamptz,
  decided_reason text,
  primary key (person_id, id),
  foreign key (person_id, spell_id) references insured_spell (person_id, id)
);

create unique index insured_transfer_certificate on insured_transfer (department_id, direction, certificate) where decided is distinct from 'rejected';
