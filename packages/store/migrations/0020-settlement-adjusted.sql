-- 补差: a row beside what was settled that pays more or less than it – a year settled again, or assistance on application. It names the
-- settlement it corrects where there is one, and is a row like any other: amounts, entries and use of the year add up over all.
alter table settlement drop constraint settlement_kind_check;
alter table settlement add constraint settlement_kind_check check (kind in ('settled', 'cancelled', 'adjusted'));
alter table settlement add column corrects uuid;
alter table settlement add constraint settlement_corrects_check check (corrects is null or kind = 'adjusted');
create index settlement_corrects on settlement (person_id, corrects) where corrects is not null;
