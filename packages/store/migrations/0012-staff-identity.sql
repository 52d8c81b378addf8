-- The identity number of a member of the staff, encrypted, and its blind index: within a unit one human being is on the list once.
-- In two units the same number may stand, since people move.
alter table staff_person
  add column identity_sealed bytea,
  add column identity_index bytea,
  add constraint staff_person_identity_whole check ((identity_sealed is null) = (identity_index is null)),
  add constraint staff_person_identity unique (unit_id, identity_index);

create index staff_person_identity_index on staff_person (identity_index);
