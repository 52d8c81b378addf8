-- What was paid too much and has been given back. The movement says who gave it, a person by the settlement that names their account or
-- an institution by its name; booked, it is spread over what was taken from them, which is then owed so much less.
alter table fund_movement
  add column from_institution text check (from_institution <> ''),
  add column from_person_id uuid,
  add column from_settlement_id uuid,
  add foreign key (from_person_id, from_settlement_id) references settlement_payee (person_id, settlement_id),
  add check ((from_person_id is null) = (from_settlement_id is null)),
  add check (from_institution is null or from_person_id is null),
  add check ((kind = 'given-back') = (from_institution is not null or from_person_id is not null));

create table fund_given_back (
  movement_id uuid not null references fund_movement (id),
  person_id uuid not null,
  settlement_id uuid not null,
  payer text not null,
  amount bigint not null check (amount > 0),
  primary key (movement_id, person_id, settlement_id, payer)
);

create index fund_given_back_settlement on fund_given_back (person_id, settlement_id, payer);
