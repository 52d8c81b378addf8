-- 虚构县: which invented county is in the database and how far it has come. A batch of its people is one transaction, so that a load that was
-- stopped goes on where it was, and nothing is half-written.
create table county_load (
  department_id text primary key references department (id),
  people integer not null check (people > 0),
  seed integer not null,
  first_year integer not null,
  last_year integer not null check (last_year >= first_year),
  batches integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Over every batch in order: the same people, seed and years give the same.
  digest text,
  check ((finished_at is null) = (digest is null))
);

create table county_batch (
  department_id text not null references county_load (department_id),
  batch integer not null,
  people integer not null,
  settlements integer not null,
  refused integer not null,
  digest bytea not null,
  primary key (department_id, batch)
);

-- 医保结算清单中费用以外的部分: diagnoses, procedures and how somebody left, beside the settlement.
create table visit_record (
  person_id uuid not null,
  settlement_id uuid not null,
  -- The main one first.
  diagnoses text[] not null check (cardinality(diagnoses) > 0),
  procedures text[] not null,
  -- 离院方式 (dscg_way).
  discharge text not null check (discharge in ('1', '2', '3', '4', '5', '9')),
  doctor text not null,
  primary key (person_id, settlement_id),
  foreign key (person_id, settlement_id) references settlement (person_id, id)
);
