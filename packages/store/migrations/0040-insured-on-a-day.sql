-- Who is insured on a day is counted of a county's millions of spells without opening their rows.
create index insured_spell_day on insured_spell (area, to_date, from_date, scheme);
