-- What pays a settlement, and what pays a due, is written by one statement or transaction with what it names, and none of that is ever
-- deleted: as with the parts of a settlement, `verify` looks whether each has its own.
alter table fund_batch_item drop constraint fund_batch_item_batch_id_line_fkey;
alter table fund_batch_item drop constraint fund_batch_item_person_id_settlement_id_payer_fkey;
alter table contribution_row drop constraint contribution_row_person_id_fkey;
alter table contribution_row drop constraint contribution_row_person_id_due_id_fkey;
