-- Parts of settlements that no batch has: over years of a county what is owed was found by looking through all that was ever paid. It is
-- kept as settlements and batches are written, whoever writes them; who writes years at once says `mingzhang.waiting = later` and fills it.
create table settlement_waiting (
  person_id uuid not null,
  settlement_id uuid not null,
  payer text not null,
  set_id text not null,
  primary key (person_id, settlement_id, payer)
);

insert into settlement_waiting
select f.person_id, f.settlement_id, f.payer, f.set_id
from settlement_fund f
where not exists (select from fund_batch_item i
                  where i.live and i.person_id = f.person_id and i.settlement_id = f.settlement_id and i.payer = f.payer);

create function wait_for_payment() returns trigger language plpgsql as $$
begin
  if current_setting('mingzhang.waiting', true) is distinct from 'later' then
    insert into settlement_waiting select person_id, settlement_id, payer, set_id from made;
  end if;
  return null;
end
$$;

create trigger settlement_waiting after insert on settlement_fund
  referencing new table as made for each statement execute function wait_for_payment();

create function take_into_batch() returns trigger language plpgsql as $$
begin
  delete from settlement_waiting w using made m
  where m.live and w.person_id = m.person_id and w.settlement_id = m.settlement_id and w.payer = m.payer;
  return null;
end
$$;

create trigger settlement_waiting after insert on fund_batch_item
  referencing new table as made for each statement execute function take_into_batch();

create function give_back_from_batch() returns trigger language plpgsql as $$
begin
  insert into settlement_waiting
  select f.person_id, f.settlement_id, f.payer, f.set_id
  from made m
  join settlement_fund f on f.person_id = m.person_id and f.settlement_id = m.settlement_id and f.payer = m.payer
  where not m.live
    -- Returned once, it may be in a later batch by now.
    and not exists (select from fund_batch_item i
                    where i.live and i.person_id = m.person_id and i.settlement_id = m.settlement_id and i.payer = m.payer)
  on conflict do nothing;
  return null;
end
$$;

create trigger settlement_waiting_again after update on fund_batch_item
  referencing new table as made for each statement execute function give_back_from_batch();
