-- What the maker filled in – the event with its lines, or the legs – so that a voucher that was sent back opens as it was. Null for
-- vouchers that the rules drew up themselves, and for those from before.
alter table office_voucher add column asked jsonb;
