-- The final-accounts tables as the finance bureau approved them (财决), read from a file that one person handed in and another
-- confirmed: cell by cell, under the keys of our statements. The file that was confirmed last counts; nothing is changed.
create table approved_tables (
  unit_id text not null,
  import_id uuid not null,
  tables jsonb not null,
  primary key (unit_id, import_id),
  foreign key (unit_id, import_id) references budget_import_commit (unit_id, import_id)
);
