-- The level of the institution stands in the settlement itself: what is told by level is asked of every settlement of a year, and
-- must not open every derivation.
alter table settlement add column institution_level text;
update settlement s set institution_level = d.visit ->> 'level'
  from settlement_derivation d
  where d.person_id = s.person_id and d.settlement_id = coalesce(s.cancels, s.id);
alter table settlement alter column institution_level set not null;
