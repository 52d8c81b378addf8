-- 门诊慢特病和两病待遇资格 are entered by one and reviewed by another: only a reviewed one counts. Those that are here counted already.
alter table benefit_entitlement
  add column department_id text,
  add column state text not null default 'checked' check (state in ('made', 'checked', 'rejected')),
  add column checked_by uuid,
  add column checked_at timestamptz,
  -- Of a rejection.
  add column check_reason text,
  add check (checked_by is null or checked_by <> made_by),
  add check ((state = 'made') <= (checked_by is null));
alter table benefit_entitlement alter column state drop default;

create index benefit_entitlement_state on benefit_entitlement (department_id, state, made_at);
