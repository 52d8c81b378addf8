/** A person's filings as a column of a row, beside what the registry has of them; the person's own row is `p`. */
export const filingsColumn = `
  (select coalesce(json_agg(json_build_object(
     'id', f.id, 'kind', f.kind, 'area', f.area, 'from', f.from_date, 'to', f.to_date, 'reason', f.reason) order by f.from_date), '[]')
   from cross_region_filing f where f.person_id = p.id) as filings`;
