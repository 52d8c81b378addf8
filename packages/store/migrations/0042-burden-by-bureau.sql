-- What somebody has used of a year is told of by the bureau that settled for them last: one person counts at one bureau, once.
alter table settlement_accumulator add column department_id text;
update settlement_accumulator a set department_id = (
  select s.department_id from settlement s
  where s.person_id = a.person_id and s.year = a.year and s.scheme = a.scheme
  order by s.made_at desc, s.id desc limit 1);
alter table settlement_accumulator alter column department_id set not null;
-- Counted in the index alone; year and burden first, so that nearly all of its order is of numbers.
drop index settlement_accumulator_burden;
create index settlement_accumulator_burden on settlement_accumulator (year, burden, department_id);
