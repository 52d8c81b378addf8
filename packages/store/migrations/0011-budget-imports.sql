-- Files that are imported are kept with the attachments, where every file by its hash is. A file that was read again with other
-- columns named is another import of the same file.
alter table budget_import drop constraint budget_import_sha256_fkey;
alter table budget_import add constraint budget_import_attachment foreign key (sha256) references attachment (sha256);
drop table kept_file;
