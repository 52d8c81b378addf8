-- 参保人员登记: insured persons, what they are to 医疗救助, and where, in which scheme and how they are insured. The person stands
-- first in every key, so that the big tables can be spread by it. What was once entered is ended, with the day and the person who
-- ended it, and never removed: what was known when something was paid can be told later.

create table insured_person (
  id uuid primary key,
  name text not null check (name <> ''),
  born_on date not null,
  -- Where the person lives: six digits of the county, nine of the township, twelve of the village.
  area text not null check (area ~ '^\d{6}(\d{3}){0,2}$'),
  identity_sealed bytea not null,
  died_on date check (died_on >= born_on),
  death_by uuid,
  death_at timestamptz,
  made_by uuid not null,
  made_at timestamptz not null
);

create index insured_person_name on insured_person (name text_pattern_ops, id);

-- One human being is registered once. A table of its own, so that the number's index can be spread by itself.
create table insured_identity (
  identity_index bytea primary key,
  person_id uuid not null references insured_person (id)
);

-- 特困、低保、监测对象 …: from when to when it holds, and since when we know of it and of its end. An end on the day before the
-- beginning says that it never held.
create table insured_category (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  category text not null,
  from_date date not null,
  known_since date not null,
  to_date date check (to_date >= from_date - 1),
  end_known_since date,
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (person_id, id),
  check ((to_date is null) = (end_known_since is null))
);

-- 参保: a resident by the year, an employee from a day on. An end on the day before the beginning says that it never held.
create table insured_spell (
  person_id uuid not null references insured_person (id),
  id uuid not null,
  scheme text not null check (scheme in ('resident', 'employee', 'retired-cadre')),
  -- 参保地: six digits.
  area text not null check (area ~ '^\d{6}$'),
  member text not null check (member in ('resident', 'in-service', 'retired', 'cadre')),
  civil_servant boolean not null,
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  -- 待遇等待期 through this day.
  waiting_until date check (waiting_until >= from_date),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text,
  primary key (person_id, id)
);

-- 暂停享受待遇.
create table insured_suspension (
  person_id uuid not null,
  id uuid not null,
  spell_id uuid not null,
  from_date date not null,
  to_date date check (to_date >= from_date - 1),
  reason text not null check (reason <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (person_id, id),
  foreign key (person_id, spell_id) references insured_spell (person_id, id)
);
