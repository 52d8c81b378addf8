-- 户, 参保单位, 区划, 定点医药机构, and the lists of 救助身份 that other offices hand over. Plain rows without triggers, so that a
-- county can be copied into them; what was entered is ended and never removed.

-- 区划: the county, its townships and villages.
create table area (
  code text primary key check (code ~ '^\d{6}(\d{3}){0,2}$'),
  name text not null check (name <> '')
);

-- 户: the code that the bureau gives, and where it is.
create table household (
  id uuid primary key,
  -- 户号.
  number text not null unique check (number <> ''),
  area text not null check (area ~ '^\d{6}(\d{3}){0,2}$'),
  made_by uuid not null,
  made_at timestamptz not null
);

-- Who belongs to a household, as what, from when to when. An end on the day before the beginning says that it never held.
create table household_member (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  household_id uuid not null references household (id),
  relation text not null check (relation in ('head', 'spouse', 'child', 'parent', 'other')),
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (person_id, id)
);

create index household_member_household on household_member (household_id);

-- 参保单位, by 统一社会信用代码.
create table employer (
  code text primary key check (code ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$'),
  name text not null check (name <> ''),
  area text not null check (area ~ '^\d{6}$'),
  kind text not null check (kind in ('government', 'institution', 'enterprise', 'other')),
  -- 参保登记 from, and until when it was struck off.
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz
);

create index employer_area on employer (area, name);

-- 定点医药机构, by fixmedins_code.
create table care_institution (
  code text primary key check (code ~ '^[HP]\d{11}$'),
  name text not null check (name <> ''),
  area text not null check (area ~ '^\d{6}(\d{3}){0,2}$'),
  kind text not null check (kind in ('hospital', 'township-hospital', 'village-clinic', 'clinic', 'pharmacy')),
  -- As the area's rules name it: primary, level-2 …; empty for a pharmacy.
  level text not null,
  -- Paid by DIP.
  dip boolean not null,
  made_by uuid not null,
  made_at timestamptz not null
);

create index care_institution_area on care_institution (area text_pattern_ops, code);

-- 服务协议: from when to when it may settle.
create table care_agreement (
  institution text not null references care_institution (code),
  id uuid not null,
  from_date date not null,
  to_date date not null check (to_date >= from_date),
  ended_on date check (ended_on between from_date - 1 and to_date),
  end_reason text,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution, id)
);

-- A list of 救助身份 as it was handed over. The file itself is not kept: it is full of identity numbers; its hash tells whether it
-- comes again. What is not yet confirmed has changed nothing.
create table category_list (
  id uuid primary key,
  department_id text not null references department (id),
  -- 民政, 乡村振兴, 残联.
  source text not null check (source in ('civil-affairs', 'rural-revitalisation', 'disabled-federation')),
  -- Of which categories it is a list, and whether it names all who are in them: then whoever is missing has ended.
  categories text[] not null check (cardinality(categories) > 0),
  whole boolean not null,
  -- The day that the list speaks of, and the day that we got it.
  as_of date not null,
  known_since date not null,
  document text not null check (document <> ''),
  file text not null,
  sha256 text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  started integer,
  ended integer,
  unchanged integer,
  problems integer,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by is null or withdrawn_by is null)
);

-- The same file is handed in once, unless it was withdrawn.
create unique index category_list_file on category_list (department_id, sha256) where withdrawn_by is null;

-- Its rows: of the number only what finds the person again, and what a reader may see.
create table category_list_row (
  list_id uuid not null references category_list (id),
  line integer not null,
  name text not null,
  identity_shown text not null,
  -- Null where the number is wrong; then says why.
  identity_index bytea,
  number_problem text,
  category text not null,
  from_text text not null,
  primary key (list_id, line)
);
