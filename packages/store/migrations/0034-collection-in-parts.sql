-- A file's or a list's money may be booked in parts, each with the rows that it is of, in one transaction: a county is loaded so.
alter table contribution_voucher drop constraint contribution_voucher_pkey;
alter table contribution_voucher add primary key (department_id, of, of_id, set_id, voucher_id);
