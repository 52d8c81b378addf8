-- Figures by disease and of care elsewhere are read from the sums of a month too: over a county each of them read every settlement of
-- the year. The sums are made again, by three more of what they are told apart by.
alter table settlement_summary
  drop constraint settlement_summary_pkey,
  add column visit_item text not null default '',
  add column care_area text not null default '',
  add column channel text not null default 'direct';
truncate settlement_summary;

insert into settlement_summary (department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel, slot, visits,
  total, own, in_scope, pool, critical_illness, large_amount, civil_servant, assistance, cadre, hospital_borne, account, cash)
select department_id, date_trunc('month', settled_on)::date, scheme, visit_kind, institution_level, visit_item, care_area, channel, 0,
       sum(case kind when 'settled' then 1 when 'cancelled' then -1 else 0 end), sum(total), sum(own), sum(in_scope), sum(pool),
       sum(critical_illness), sum(large_amount), sum(civil_servant), sum(assistance), sum(cadre), sum(hospital_borne), sum(account),
       sum(cash)
from settlement
group by 1, 2, 3, 4, 5, 6, 7, 8;

alter table settlement_summary
  alter column visit_item drop default,
  alter column care_area drop default,
  alter column channel drop default,
  add primary key (department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel, slot);

create or replace function summarise_settlements() returns trigger language plpgsql as $$
begin
  insert into settlement_summary as kept (department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel,
    slot, visits, total, own, in_scope, pool, critical_illness, large_amount, civil_servant, assistance, cadre, hospital_borne, account,
    cash)
  select department_id, date_trunc('month', settled_on)::date, scheme, visit_kind, institution_level, visit_item, care_area, channel,
         pg_backend_pid() % 64,
         sum(case kind when 'settled' then 1 when 'cancelled' then -1 else 0 end), sum(total), sum(own), sum(in_scope), sum(pool),
         sum(critical_illness), sum(large_amount), sum(civil_servant), sum(assistance), sum(cadre), sum(hospital_borne), sum(account),
         sum(cash)
  from made
  group by 1, 2, 3, 4, 5, 6, 7, 8
  order by 1, 2, 3, 4, 5, 6, 7, 8
  on conflict (department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel, slot) do update set
    visits = kept.visits + excluded.visits,
    total = kept.total + excluded.total,
    own = kept.own + excluded.own,
    in_scope = kept.in_scope + excluded.in_scope,
    pool = kept.pool + excluded.pool,
    critical_illness = kept.critical_illness + excluded.critical_illness,
    large_amount = kept.large_amount + excluded.large_amount,
    civil_servant = kept.civil_servant + excluded.civil_servant,
    assistance = kept.assistance + excluded.assistance,
    cadre = kept.cadre + excluded.cadre,
    hospital_borne = kept.hospital_borne + excluded.hospital_borne,
    account = kept.account + excluded.account,
    cash = kept.cash + excluded.cash;
  return null;
end
$$;

-- Few of a county's dues are subsidised, and few settlements are of retired cadres: neither is looked for among millions.
create index contribution_due_subsidised on contribution_due (department_id, period) where subsidy > 0 and withdrawn_at is null;
create index settlement_cadre on settlement (department_id, settled_on) where scheme = 'retired-cadre';
