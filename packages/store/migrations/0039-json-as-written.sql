-- JSON that a settlement keeps is written once and read whole: taken apart into jsonb it costs half as much again to write, and takes
-- more room. What is looked into in queries stays jsonb (`settlement_accumulator.used`).
alter table settlement
  alter column used_before type json,
  alter column used_after type json;
alter table settlement_derivation alter column visit type json;

-- Indexes that a load leaves to its end, as `create index` statements.
alter table county_load add column indexes json not null default '[]';
alter table county_load alter column indexes drop default;
