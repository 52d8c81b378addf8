-- The keys that numbers in this database are encrypted with, by their ids; noted when the first number is kept. A start with
-- another key says so instead of encrypting with two.
create table access_key (
  id text primary key,
  used_from timestamptz not null
);

-- The kinds of action that there are, without reading the whole trail.
create index trail_action_action on trail_action (action, at desc);
