-- The office's registers: staff, payroll, assets, receptions, trips, vehicles, events, procurement. What is written is not changed:
-- a wrong record is withdrawn with a reason and written anew, a wrong payroll run is made good by a supplementary one. The
-- accounting unit stands first in every key; ids come from the client and are unique only within it.

-- 核定编制: the number of posts of a kind from a day on, as a document of the 编制 office sets it.
create table approved_post (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  -- 行政, 参公事业, 事业, 工勤.
  post text not null check (post in ('administrative', 'civil-service', 'institution', 'workman')),
  from_date date not null,
  count integer not null check (count >= 0),
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id)
);

create unique index approved_post_day on approved_post (unit_id, post, from_date) where withdrawn_by is null;

-- 内设机构.
create table internal_office (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  name text not null check (name <> ''),
  from_date date not null,
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  abolished_from date,
  abolished_by uuid,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id)
);

create table staff_person (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  name text not null check (name <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, id)
);

-- What happened to a person, in order; where somebody stands on a day follows from it.
create table staff_event (
  unit_id text not null,
  person_id uuid not null,
  id uuid not null,
  date date not null,
  -- 录用, 调入, 公益性岗位, 接收离休, 接收退休, 变动, 调出, 退休, 离开, 去世.
  kind text not null check (kind in (
    'joined', 'transferred-in', 'public-welfare', 'took-over-cadre', 'took-over-retired',
    'changed', 'transferred-out', 'retired', 'left', 'died')),
  post text check (post in ('administrative', 'civil-service', 'institution', 'workman')),
  rank text check (rank in ('section-chief', 'deputy-section-chief', 'other')),
  document text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, person_id, id),
  foreign key (unit_id, person_id) references staff_person (unit_id, id)
);

-- Values that differ by place, or that we know only from memory: entered by one, confirmed by another, in force from a day.
create table office_parameter (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  key text not null,
  from_date date not null,
  value text not null,
  source text not null check (source <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  confirmed_by uuid check (confirmed_by <> made_by),
  confirmed_at timestamptz,
  primary key (unit_id, id)
);

create unique index office_parameter_confirmed on office_parameter (unit_id, key, from_date) where confirmed_by is not null;

-- What somebody is paid, or the base that contributions are reckoned on, from a month on; `once` for that month alone.
create table payroll_item (
  unit_id text not null,
  person_id uuid not null,
  id uuid not null,
  item text not null,
  from_month text not null,
  once boolean not null,
  amount bigint not null check (amount >= 0),
  source text not null check (source <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  position bigint generated always as identity,
  primary key (unit_id, person_id, id),
  foreign key (unit_id, person_id) references staff_person (unit_id, id)
);

-- 工资发放: one regular run a month; what was wrong in it is made good by supplementary ones.
create table payroll_run (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  month text not null,
  kind text not null check (kind in ('regular', 'supplementary')),
  reason text not null,
  -- Function codes of wages, medical insurance and retired people.
  functions jsonb not null,
  project text,
  state text not null check (state in ('made', 'checked', 'returned')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid check (decided_by <> made_by),
  decided_at timestamptz,
  decision_reason text,
  primary key (unit_id, id)
);

-- One run at a time waits for its checker, and a month has one regular run.
create unique index payroll_run_regular on payroll_run (unit_id, month) where kind = 'regular' and state <> 'returned';
create unique index payroll_run_waiting on payroll_run (unit_id, month) where state = 'made';

create table payroll_line (
  unit_id text not null,
  run_id uuid not null,
  person_id uuid not null,
  item text not null,
  amount bigint not null,
  -- Contributions: what they were reckoned on, and at how many millionths.
  base bigint,
  rate integer,
  primary key (unit_id, run_id, person_id, item),
  foreign key (unit_id, run_id) references payroll_run (unit_id, id)
);

create table asset_card (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  number text not null check (number <> ''),
  name text not null check (name <> ''),
  category text not null,
  quantity integer not null check (quantity > 0),
  cost bigint not null check (cost > 0),
  acquired_on date not null,
  -- 购置, 无偿调入, 盘盈, 期初.
  acquisition text not null check (acquisition in ('bought', 'received', 'surplus', 'opening')),
  voucher_id uuid,
  life_months integer check (life_months > 0),
  -- Cards taken over when the books began: what had been written off by then.
  accumulated_at_opening bigint not null check (accumulated_at_opening >= 0 and accumulated_at_opening <= cost),
  -- Vehicles: plate, use, and whether the treasury bears its running.
  plate text,
  vehicle_use text check (vehicle_use in ('leader', 'confidential', 'emergency', 'enforcement', 'special', 'retired', 'other')),
  fiscal_vehicle boolean,
  custodian text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id)
);

create unique index asset_card_number on asset_card (unit_id, number) where withdrawn_by is null;

-- What changed about a card since it was made; the latest before a day holds on it.
create table asset_change (
  unit_id text not null,
  asset_id uuid not null,
  id uuid not null,
  from_date date not null,
  vehicle_use text check (vehicle_use in ('leader', 'confidential', 'emergency', 'enforcement', 'special', 'retired', 'other')),
  fiscal_vehicle boolean,
  custodian text not null,
  reason text not null check (reason <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, asset_id, id),
  foreign key (unit_id, asset_id) references asset_card (unit_id, id)
);

create table asset_depreciation_run (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  month text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, month)
);

create table asset_depreciation (
  unit_id text not null,
  run_id uuid not null,
  asset_id uuid not null,
  month text not null,
  amount bigint not null check (amount > 0),
  primary key (unit_id, asset_id, month),
  foreign key (unit_id, run_id) references asset_depreciation_run (unit_id, id),
  foreign key (unit_id, asset_id) references asset_card (unit_id, id)
);

create table asset_disposal (
  unit_id text not null,
  asset_id uuid not null,
  id uuid not null,
  date date not null,
  -- 报废, 出售, 无偿调出, 盘亏.
  manner text not null check (manner in ('scrapped', 'sold', 'given', 'missing')),
  cost bigint not null,
  accumulated bigint not null,
  proceeds bigint not null check (proceeds >= 0),
  document text not null check (document <> ''),
  state text not null check (state in ('made', 'checked', 'returned')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid check (decided_by <> made_by),
  decided_at timestamptz,
  decision_reason text,
  primary key (unit_id, id),
  foreign key (unit_id, asset_id) references asset_card (unit_id, id)
);

create unique index asset_disposal_once on asset_disposal (unit_id, asset_id) where state <> 'returned';

create table stock_taking (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  date date not null,
  state text not null check (state in ('open', 'finished')),
  made_by uuid not null,
  made_at timestamptz not null,
  finished_by uuid check (finished_by <> made_by),
  finished_at timestamptz,
  primary key (unit_id, id)
);

create unique index stock_taking_open on stock_taking (unit_id) where state = 'open';

create table stock_taking_line (
  unit_id text not null,
  stock_taking_id uuid not null,
  id uuid not null,
  -- Null for what was found without a card.
  asset_id uuid,
  result text not null check (result in ('found', 'missing', 'surplus')),
  note text not null,
  surplus_number text,
  surplus_name text,
  surplus_category text,
  surplus_cost bigint check (surplus_cost > 0),
  surplus_life_months integer check (surplus_life_months > 0),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (unit_id, stock_taking_id, id),
  foreign key (unit_id, stock_taking_id) references stock_taking (unit_id, id),
  unique (unit_id, stock_taking_id, asset_id)
);

-- What all registers behind the narrative have in common; their own columns follow below.
create table register_record (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  register text not null check (register in ('reception', 'trip', 'vehicle', 'meeting', 'training', 'festival')),
  date date not null,
  cost bigint not null check (cost >= 0),
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id)
);

create index register_record_date on register_record (unit_id, register, date, id);

create table reception (
  unit_id text not null,
  id uuid not null,
  -- 国内, 国内中的外事, 国（境）外.
  kind text not null check (kind in ('domestic', 'foreign-affairs', 'abroad')),
  guests text not null check (guests <> ''),
  reason text not null check (reason <> ''),
  host text not null check (host <> ''),
  letter text not null,
  persons integer not null check (persons > 0),
  escorts integer not null check (escorts >= 0),
  primary key (unit_id, id),
  foreign key (unit_id, id) references register_record (unit_id, id)
);

create table trip_abroad (
  unit_id text not null,
  id uuid not null,
  destination text not null check (destination <> ''),
  purpose text not null check (purpose <> ''),
  approval text not null check (approval <> ''),
  -- 组团, 参团.
  own_group boolean not null,
  persons integer not null check (persons > 0),
  returned_on date not null,
  primary key (unit_id, id),
  foreign key (unit_id, id) references register_record (unit_id, id)
);

create table vehicle_cost (
  unit_id text not null,
  id uuid not null,
  asset_id uuid not null,
  kind text not null check (kind in ('fuel', 'repair', 'insurance', 'toll', 'inspection', 'other')),
  note text not null,
  primary key (unit_id, id),
  foreign key (unit_id, id) references register_record (unit_id, id),
  foreign key (unit_id, asset_id) references asset_card (unit_id, id)
);

create table office_event (
  unit_id text not null,
  id uuid not null,
  name text not null check (name <> ''),
  content text not null check (content <> ''),
  place text not null,
  until date not null,
  persons integer not null check (persons > 0),
  primary key (unit_id, id),
  foreign key (unit_id, id) references register_record (unit_id, id)
);

-- Which part of a record's cost which booked voucher paid.
create table register_tie (
  unit_id text not null,
  record_id uuid not null,
  id uuid not null,
  voucher_id uuid not null,
  amount bigint not null check (amount > 0),
  made_by uuid not null,
  made_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  primary key (unit_id, record_id, id),
  foreign key (unit_id, record_id) references register_record (unit_id, id)
);

create index register_tie_voucher on register_tie (unit_id, voucher_id);

create table procurement_plan (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  year integer not null,
  name text not null check (name <> ''),
  purchase text not null check (purchase in ('goods', 'works', 'services')),
  amount bigint not null check (amount > 0),
  -- 不预留, 部分预留, 整体预留.
  reserved text not null check (reserved in ('none', 'part', 'whole')),
  document text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id)
);

create table procurement_contract (
  unit_id text not null,
  plan_id uuid not null,
  id uuid not null,
  number text not null check (number <> ''),
  name text not null check (name <> ''),
  supplier text not null check (supplier <> ''),
  supplier_size text not null check (supplier_size in ('large', 'medium', 'small', 'micro')),
  signed_on date not null,
  amount bigint not null check (amount > 0),
  -- 质量保证金: kept back until the warranty ends.
  deposit bigint not null check (deposit >= 0 and deposit < amount),
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id),
  foreign key (unit_id, plan_id) references procurement_plan (unit_id, id)
);

create unique index procurement_contract_number on procurement_contract (unit_id, number) where withdrawn_by is null;

create table procurement_acceptance (
  unit_id text not null,
  contract_id uuid not null,
  id uuid not null,
  date date not null,
  amount bigint not null check (amount > 0),
  report text not null check (report <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id),
  foreign key (unit_id, contract_id) references procurement_contract (unit_id, id)
);

create table procurement_payment (
  unit_id text not null,
  contract_id uuid not null,
  id uuid not null,
  voucher_id uuid not null,
  amount bigint not null check (amount > 0),
  made_by uuid not null,
  made_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  primary key (unit_id, id),
  foreign key (unit_id, contract_id) references procurement_contract (unit_id, id)
);

create index procurement_payment_voucher on procurement_payment (unit_id, voucher_id);

-- 上报的政府采购统计数, which the published total is taken from.
create table procurement_statistic (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  year integer not null,
  purchase text not null check (purchase in ('goods', 'works', 'services')),
  amount bigint not null check (amount >= 0),
  explanation text not null,
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  position bigint generated always as identity,
  primary key (unit_id, id)
);

-- 楼堂馆所控制; areas in hundredths of a square metre.
create table building_project (
  unit_id text not null references accounting_unit (id),
  id uuid not null,
  name text not null check (name <> ''),
  year integer not null,
  area_approved bigint not null check (area_approved >= 0),
  area_actual bigint not null check (area_actual >= 0),
  investment_approved bigint not null check (investment_approved >= 0),
  investment_actual bigint not null check (investment_actual >= 0),
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (unit_id, id)
);
