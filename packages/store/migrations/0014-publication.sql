-- The bureau's own final accounts on their way to the public: compiled, self-checked, reviewed for secrets, approved, submitted to
-- finance, replied to, published, archived. A version is never changed once it is published; what was wrong is put right by the
-- next version, which names the one it corrects.
create table publication_version (
  department_id text not null references department (id),
  id uuid not null,
  year integer not null,
  -- 1 is the first publication of the year; null while it is not published.
  number integer check (number > 0),
  template text not null,
  state text not null check (state in (
    'draft', 'checked', 'reviewed', 'approved', 'submitted', 'replied', 'published', 'archived', 'withdrawn')),
  corrects uuid,
  correction_reason text,
  -- The written document as JSON text, and SHA-256 of what in it is decided on: all but the day and the names on its cover.
  document text not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the tables alone: while they are the same, finance's reply to the version before holds.
  tables_hash text not null check (tables_hash ~ '^[0-9a-f]{64}$'),
  -- What compiling it found: findings, what is missing, which reasons are asked for.
  compiled jsonb not null,
  -- SHA-256 of the document's text as it was published.
  document_hash text,
  published_on date,
  -- Cell by cell, against the version that it corrects.
  changes jsonb,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, id),
  unique (department_id, year, number),
  foreign key (department_id, corrects) references publication_version (department_id, id),
  check ((corrects is null) = (correction_reason is null)),
  check (state not in ('published', 'archived')
    or (number is not null and document_hash is not null and published_on is not null))
);

-- One version of a year at a time is under way.
create unique index publication_under_way on publication_version (department_id, year)
  where state not in ('published', 'archived', 'withdrawn');

-- Who did what to it when, chained: each seal is the hash of the row and of the seal before it.
create table publication_step (
  department_id text not null,
  version_id uuid not null,
  position integer not null check (position > 0),
  step text not null check (step in (
    'compile', 'check', 'review', 'approve', 'submit', 'reply', 'publish', 'archive', 'return', 'withdraw')),
  person_id uuid not null,
  at timestamptz not null,
  -- The day at the bureau.
  day date not null,
  -- Hash of what the person had before them.
  content_hash text not null,
  -- JSON text, as it was sealed: reason, number of the reply, hashes of the files.
  detail text not null,
  seal text not null check (seal ~ '^[0-9a-f]{64}$'),
  primary key (department_id, version_id, position),
  foreign key (department_id, version_id) references publication_version (department_id, id)
);

-- Findings that do not block and pass with a reason. The last one of a finding counts.
create table publication_acceptance (
  department_id text not null,
  version_id uuid not null,
  position bigint generated always as identity,
  finding_id text not null,
  reason text not null check (reason <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, version_id, position),
  foreign key (department_id, version_id) references publication_version (department_id, id)
);

-- 批复.
create table publication_reply (
  department_id text not null,
  version_id uuid not null,
  number text not null check (number <> ''),
  date date not null,
  attachment text not null references attachment (sha256),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, version_id),
  foreign key (department_id, version_id) references publication_version (department_id, id)
);

-- What people write for a year's publication: duties, offices, contact, and the reasons that the narrative asks for. The last row of
-- a key counts, and what it says passes review and approval with the document that it is printed in.
create table publication_text (
  department_id text not null references department (id),
  id uuid not null,
  position bigint generated always as identity,
  year integer not null,
  kind text not null check (kind in ('part', 'reason')),
  key text not null,
  text text not null check (text <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, id)
);

create index publication_text_key on publication_text (department_id, year, kind, key, position);

-- The published files, byte for byte.
create table publication_file (
  department_id text not null,
  version_id uuid not null,
  format text not null check (format in ('html', 'docx', 'pdf', 'xlsx', 'json')),
  name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  primary key (department_id, version_id, format),
  foreign key (department_id, version_id) references publication_version (department_id, id)
);

-- Every published figure with what the public may see of what stands behind it: sums by account, never a name.
create table publication_figure (
  department_id text not null,
  version_id uuid not null,
  address text not null,
  position integer not null,
  -- As printed, and where: 公开05表 · 行政运行 · 基本支出.
  text text not null,
  place text not null,
  evidence jsonb not null,
  primary key (department_id, version_id, address),
  foreign key (department_id, version_id) references publication_version (department_id, id)
);

-- Words of the published text, block by block, for the search of the open portal.
create table publication_block (
  department_id text not null,
  version_id uuid not null,
  position integer not null,
  heading text not null,
  text text not null,
  primary key (department_id, version_id, position),
  foreign key (department_id, version_id) references publication_version (department_id, id)
);

create function publication_keeps() returns trigger language plpgsql as $$
begin
  raise exception 'what is published is not changed: %', tg_table_name;
end $$;

create function publication_version_keeps() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'state') is distinct from (to_jsonb(old) - 'state') or new.state <> 'archived' then
    raise exception 'a published version is not changed';
  end if;
  return new;
end $$;

create trigger publication_version_published before update on publication_version
  for each row when (old.state in ('published', 'archived')) execute function publication_version_keeps();
create trigger publication_version_kept before delete on publication_version
  for each row when (old.state in ('published', 'archived')) execute function publication_keeps();
create trigger publication_step_kept before update or delete on publication_step
  for each row execute function publication_keeps();
create trigger publication_file_kept before update or delete on publication_file
  for each row execute function publication_keeps();
create trigger publication_figure_kept before update or delete on publication_figure
  for each row execute function publication_keeps();
create trigger publication_block_kept before update or delete on publication_block
  for each row execute function publication_keeps();
