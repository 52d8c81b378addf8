-- What a batch of a county's settlements owes, by set, fund, institution and month: the payment batches are drawn up from these sums.
-- None of what was loaded before: that county has its payment batches already.
alter table county_batch add column owed json not null default '[]';
alter table county_batch alter column owed drop default;
