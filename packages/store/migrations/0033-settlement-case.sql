-- The case of a settlement stands in its row: a year settled again reads a few million of them in the order of persons, and must not
-- open what each was decided on.
alter table settlement
  -- Whose rules: hunan/yongzhou.
  add column policy_area text,
  add column member text,
  add column is_civil_servant boolean,
  -- What of the personal account could have been used, and children beyond the first.
  add column account_offered bigint,
  add column extra_infants integer;

update settlement s set
  policy_area = d.visit ->> 'area',
  member = d.visit ->> 'member',
  is_civil_servant = (d.visit ->> 'civilServant')::boolean,
  account_offered = coalesce((d.bill::jsonb ->> 'account')::bigint, 0),
  extra_infants = coalesce((d.bill::jsonb ->> 'extraInfants')::integer, 0)
from settlement_derivation d
where d.person_id = s.person_id and d.settlement_id = coalesce(s.cancels, s.id);

alter table settlement
  alter column policy_area set not null,
  alter column member set not null,
  alter column is_civil_servant set not null,
  alter column account_offered set not null,
  alter column extra_infants set not null;

-- As with settlements: the plan is kept once and the steps are made again from it, the case, the bill and what had been used. Those of
-- earlier runs are kept as they are. JSON as the duty writes it, never looked into here.
alter table rerun_difference
  alter column visit type json,
  alter column use_before type json,
  alter column use_after type json,
  alter column steps drop not null,
  add column plan bytea,
  add column bill text,
  add column used text,
  add check ((plan is null) <> (steps is null)),
  add check ((plan is null) = (bill is null) and (plan is null) = (used is null));
-- `verify` looks instead: a run of a year would lock and look up each settlement a second time.
alter table rerun_difference drop constraint rerun_difference_person_id_settlement_id_fkey;

alter table rerun_run
  -- Values supposed instead of those in force, [] for none: such a run is looked at and never booked.
  add column supposed json not null default '[]',
  -- The lines classified again by the catalogue in force on their day, instead of as they were.
  add column catalogue boolean not null default false,
  add column differing_persons integer not null default 0,
  add column differing_settlements integer not null default 0,
  -- Over all, by payer: only what changes.
  add column change json not null default '{}';

alter table rerun_run
  alter column supposed drop default,
  alter column catalogue drop default,
  alter column differing_persons drop default,
  alter column differing_settlements drop default,
  alter column change drop default;

update rerun_run r set
  differing_persons = d.persons,
  differing_settlements = d.settlements,
  change = d.change
from (
  select run_id, count(distinct person_id) as persons, count(*) as settlements, json_build_object(
    'pool', sum((amounts ->> 'pool')::bigint), 'criticalIllness', sum((amounts ->> 'criticalIllness')::bigint),
    'largeAmount', sum((amounts ->> 'largeAmount')::bigint), 'civilServant', sum((amounts ->> 'civilServant')::bigint),
    'assistance', sum((amounts ->> 'assistance')::bigint), 'cadre', sum((amounts ->> 'cadre')::bigint),
    'hospitalBorne', sum((amounts ->> 'hospitalBorne')::bigint), 'account', sum((amounts ->> 'account')::bigint),
    'cash', sum((amounts ->> 'cash')::bigint)) as change
  from rerun_difference group by run_id
) d
where d.run_id = r.id;
