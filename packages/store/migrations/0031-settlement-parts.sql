-- A settlement and its parts are written by one statement, of a person whose row is held, and neither persons nor settlements are
-- ever deleted. Looking each part's settlement up again costs as much as writing it; `verify` looks whether every part has its own.
alter table settlement drop constraint settlement_person_id_fkey;
alter table settlement_accumulator drop constraint settlement_accumulator_person_id_fkey;
alter table settlement_derivation drop constraint settlement_derivation_person_id_settlement_id_fkey;
alter table settlement_fund drop constraint settlement_fund_person_id_settlement_id_fkey;
alter table visit_record drop constraint visit_record_person_id_settlement_id_fkey;
