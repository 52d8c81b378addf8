-- What is told of all settlements of a month is added up as they are written, so that a year of millions is read in a few rows. A
-- writer adds to a row of its own (the slot is its connection's), so that none waits for another; a reader adds the slots.
create table settlement_summary (
  department_id text not null,
  -- First day of the month in which it was settled.
  month date not null,
  scheme text not null,
  visit_kind text not null,
  institution_level text not null,
  slot smallint not null,
  -- Settled less taken back.
  visits bigint not null,
  total bigint not null,
  own bigint not null,
  in_scope bigint not null,
  pool bigint not null,
  critical_illness bigint not null,
  large_amount bigint not null,
  civil_servant bigint not null,
  assistance bigint not null,
  cadre bigint not null,
  hospital_borne bigint not null,
  account bigint not null,
  cash bigint not null,
  primary key (department_id, month, scheme, visit_kind, institution_level, slot)
);

create function summarise_settlements() returns trigger language plpgsql as $$
begin
  insert into settlement_summary as kept
  select department_id, date_trunc('month', settled_on)::date, scheme, visit_kind, institution_level, pg_backend_pid() % 64,
         sum(case kind when 'settled' then 1 when 'cancelled' then -1 else 0 end), sum(total), sum(own), sum(in_scope), sum(pool),
         sum(critical_illness), sum(large_amount), sum(civil_servant), sum(assistance), sum(cadre), sum(hospital_borne), sum(account),
         sum(cash)
  from made
  group by 1, 2, 3, 4, 5
  order by 1, 2, 3, 4, 5
  on conflict (department_id, month, scheme, visit_kind, institution_level, slot) do update set
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

insert into settlement_summary
select department_id, date_trunc('month', settled_on)::date, scheme, visit_kind, institution_level, 0,
       sum(case kind when 'settled' then 1 when 'cancelled' then -1 else 0 end), sum(total), sum(own), sum(in_scope), sum(pool),
       sum(critical_illness), sum(large_amount), sum(civil_servant), sum(assistance), sum(cadre), sum(hospital_borne), sum(account),
       sum(cash)
from settlement
group by 1, 2, 3, 4, 5;

create trigger settlement_summary after insert on settlement
  referencing new table as made for each statement execute function summarise_settlements();

-- 政策范围内个人负担 of the year, so that those who carry much are counted without opening what everybody has used.
alter table settlement_accumulator
  add column burden bigint not null generated always as ((used ->> 'burden')::bigint) stored;
create index settlement_accumulator_burden on settlement_accumulator (year, burden);
