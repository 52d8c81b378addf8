-- What is owed to a person – a claim of paper bills, assistance on application – goes into a batch as a line of its own, to the sealed
-- account that its settlement names; everything else to an institution's checked account.
alter table fund_batch_line
  alter column payee_id drop not null,
  add column person_id uuid,
  add column settlement_id uuid,
  add foreign key (person_id, settlement_id) references settlement_payee (person_id, settlement_id),
  add check ((person_id is null) = (settlement_id is null)),
  add check ((payee_id is null) <> (person_id is null));
