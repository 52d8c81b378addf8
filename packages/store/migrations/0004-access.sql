-- Who may do what, and who did what.

-- The people who sign in. A person is never deleted: the trail and the vouchers name them.
create table access_person (
  id uuid primary key,
  name text not null check (name <> ''),
  -- In lower case: nobody shall be somebody else by a capital letter.
  sign_in text not null unique check (sign_in = lower(sign_in)),
  -- scrypt with its parameters and salt, so that both can be changed later.
  password text not null,
  password_set_at timestamptz not null,
  must_change_password boolean not null,
  -- Set where an administrator has shut the person out.
  disabled_at timestamptz,
  -- People of the demonstration, whose passwords are printed at the start; they come in from this machine only.
  demonstration boolean not null default false,
  -- The personal identity number, encrypted, and its blind index: one human being has one account.
  identity_sealed bytea,
  identity_index bytea unique,
  added_at timestamptz not null
);

-- A role, where it holds, and from when to when. A null department is the whole bureau, a null unit the whole department.
create table access_grant (
  person_id uuid not null references access_person (id),
  id uuid not null,
  role text not null,
  department_id text references department (id),
  unit_id text references accounting_unit (id),
  from_date date not null,
  to_date date check (to_date >= from_date),
  granted_at timestamptz not null,
  -- Set where it was taken away before its time.
  ended_at timestamptz,
  primary key (person_id, id),
  check (unit_id is null or department_id is not null)
);

-- Only the hash of a session's token is kept, so that a copy of this table lets nobody in.
create table access_session (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references access_person (id),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  address text not null,
  agent text not null
);

create index access_session_person on access_session (person_id);

-- Failed sign-ins by the name that was given, whether there is such a person or not: the answer must not tell.
create table access_failure (
  sign_in text primary key,
  failures integer not null,
  failed_at timestamptz not null,
  locked_until timestamptz
);

-- The trail: inserted inside the transaction of what it tells of, never changed. `detail` is JSON text; it is hashed as it stands.
create table trail_action (
  person_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  action text not null,
  subject text not null,
  detail text not null,
  primary key (person_id, id)
);

create index trail_action_at on trail_action (at desc, id desc);
create index trail_action_subject on trail_action (subject);

-- What is not sealed yet. Appenders add here without waiting for each other; the sealer takes away what it has sealed.
create table trail_waiting (
  person_id uuid not null,
  action_id uuid not null,
  primary key (person_id, action_id)
);

-- The chain: each hash is over the one before and the whole row of the action. One sealer at a time writes it, without gaps.
create table trail_seal (
  sequence bigint primary key,
  person_id uuid not null,
  action_id uuid not null,
  hash bytea not null,
  unique (person_id, action_id)
);
