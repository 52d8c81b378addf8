-- Values of figures that people answer for: declared while no duty computes them, or stored for a year whose books are not here
-- (last year's figures). Drawn up by one person and checked by another; replaced only by another that names it.
create table figure_declaration (
  department_id text not null references department (id),
  id uuid not null,
  kind text not null check (kind in ('declared', 'stored')),
  figure text not null,
  -- Where in the figure's dimensions, as text in a fixed order: 'scheme=resident'; '' for the whole.
  coordinates text not null,
  period_from date not null,
  period_to date not null,
  cut_off_kind text not null,
  cut_off_date date not null,
  -- Exact decimal in the figure's unit.
  value numeric not null,
  denominator_figure text,
  denominator_value numeric,
  denominator_register text,
  source_register text not null,
  -- SHA-256 of the attachment that shows it.
  attachment text not null,
  survey_sample integer,
  survey_date date,
  survey_form text,
  replaces uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  returned_reason text,
  primary key (department_id, id),
  check (checked_by is null or checked_by <> made_by),
  check (checked_by is null or returned_reason is null)
);

-- A declaration is replaced once.
create unique index figure_declaration_replaces on figure_declaration (department_id, replaces)
  where replaces is not null and returned_reason is null;
create index figure_declaration_figure on figure_declaration (department_id, figure, period_to);
