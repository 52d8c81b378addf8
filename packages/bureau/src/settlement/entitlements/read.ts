/** A person's entitlements that were reviewed, as a column of a row, beside what the registry has of them; the person's own row is `p`. */
export const entitlementsColumn = `
  (select coalesce(json_agg(json_build_object(
     'id', e.id, 'kind', e.kind, 'item', e.item, 'from', e.from_date, 'to', e.to_date, 'doctor', e.doctor,
     'institution', e.institution, 'opinion', e.opinion) order by e.from_date), '[]')
   from benefit_entitlement e where e.person_id = p.id and e.state = 'checked') as entitlements`;
