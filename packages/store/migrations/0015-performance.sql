-- Performance: the rules a department scores by, goals of projects and of the whole department, monitoring, self-evaluations,
-- evaluations by the department, and what was made of the results. What is written is not changed: a goal or evaluation that was
-- sent back is drawn up anew, one that was checked is replaced by another that names it.

-- Scoring rules adopted for the years from one on, with the document that says so.
create table performance_rules (
  department_id text not null references department (id),
  id uuid not null,
  from_year integer not null,
  rules jsonb not null,
  document text not null check (document <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  returned_reason text,
  primary key (department_id, id),
  check (checked_by is null or checked_by <> made_by),
  check (checked_by is null or returned_reason is null)
);

-- Goals with their indicators; of a project of a unit, or of the whole department where both are null.
create table performance_goal (
  department_id text not null references department (id),
  id uuid not null,
  year integer not null,
  unit_id text references accounting_unit (id),
  project text,
  content jsonb not null,
  replaces uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  returned_reason text,
  primary key (department_id, id),
  foreign key (unit_id, project) references budget_project (unit_id, code),
  foreign key (department_id, replaces) references performance_goal (department_id, id),
  check ((unit_id is null) = (project is null)),
  check (checked_by is null or checked_by <> made_by),
  check (checked_by is null or returned_reason is null)
);

create index performance_goal_year on performance_goal (department_id, year);
-- A goal is replaced once, and of a subject and year only one stands that replaces nothing.
create unique index performance_goal_replaces on performance_goal (department_id, replaces)
  where replaces is not null and returned_reason is null;
create unique index performance_goal_first on performance_goal
  (department_id, year, coalesce(unit_id, ''), coalesce(project, ''))
  where replaces is null and returned_reason is null;

-- How far a goal has come, twice a year.
create table performance_monitoring (
  department_id text not null,
  id uuid not null,
  goal_id uuid not null,
  round smallint not null check (round in (1, 2)),
  as_of date not null,
  -- Of the budget, at the end of the month of that day.
  annual bigint not null,
  executed bigint not null,
  content jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, id),
  foreign key (department_id, goal_id) references performance_goal (department_id, id),
  unique (department_id, goal_id, round)
);

-- A self-evaluation: actual values with what they rest on, and the score that follows from them.
create table performance_evaluation (
  department_id text not null,
  id uuid not null,
  goal_id uuid not null,
  content jsonb not null,
  -- As the books had them when it was drawn up; whoever checks it compares.
  start_budget bigint not null,
  annual bigint not null,
  executed bigint not null,
  score numeric not null check (score between 0 and 100),
  grade text not null,
  replaces uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  returned_reason text,
  primary key (department_id, id),
  foreign key (department_id, goal_id) references performance_goal (department_id, id),
  foreign key (department_id, replaces) references performance_evaluation (department_id, id),
  check (checked_by is null or checked_by <> made_by),
  check (checked_by is null or returned_reason is null)
);

create unique index performance_evaluation_replaces on performance_evaluation (department_id, replaces)
  where replaces is not null and returned_reason is null;
create unique index performance_evaluation_first on performance_evaluation (department_id, goal_id)
  where replaces is null and returned_reason is null;

-- 部门评价 of a self-evaluation: once, by somebody who did not draw it up.
create table performance_review (
  department_id text not null,
  id uuid not null,
  evaluation_id uuid not null,
  score numeric not null check (score between 0 and 100),
  grade text not null,
  opinion text not null check (opinion <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, id),
  foreign key (department_id, evaluation_id) references performance_evaluation (department_id, id),
  unique (department_id, evaluation_id)
);

-- 结果应用: what the result is used for in the next budget.
create table performance_use (
  department_id text not null,
  id uuid not null,
  evaluation_id uuid not null,
  kind text not null check (kind in ('continued', 'increased', 'reduced', 'adjusted', 'ended')),
  -- Fen by which the next budget is changed; null where it is not.
  amount bigint check (amount > 0),
  note text not null check (note <> ''),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (department_id, id),
  foreign key (department_id, evaluation_id) references performance_evaluation (department_id, id),
  unique (department_id, evaluation_id),
  check ((amount is not null) = (kind in ('increased', 'reduced')))
);
