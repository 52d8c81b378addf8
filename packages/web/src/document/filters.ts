/** Which findings are shown, kept in the address so that a view can be sent to a colleague. */
import { type Certainty, certainties, type Finding, type Severity, severities } from '../words.ts';

export type Grouping = 'severity' | 'check' | 'place';

export interface Filters {
  /** Empty sets mean all. */
  readonly severities: ReadonlySet<Severity>;
  readonly certainties: ReadonlySet<Certainty>;
  readonly families: ReadonlySet<string>;
  readonly check: string | null;
  readonly search: string;
  readonly grouping: Grouping;
  /** Set-aside findings are shown too. */
  readonly setAside: boolean;
}

export function filtersFrom(query: URLSearchParams): Filters {
  const words = (name: string): readonly string[] =>
    query
      .get(name)
      ?.split(',')
      .filter((word) => word !== '') ?? [];
  const grouping = query.get('group');
  return {
    severities: new Set(severities.filter((severity) => words('severity').includes(severity))),
    certainties: new Set(certainties.filter((certainty) => words('certainty').includes(certainty))),
    families: new Set(words('family')),
    check: query.get('check'),
    search: query.get('q') ?? '',
    grouping: grouping === 'check' || grouping === 'place' ? grouping : 'severity',
    setAside: query.get('aside') === '1',
  };
}

/** The address's query with a change of filters in it; what is at its default is left out. */
export function withFilters(query: URLSearchParams, change: Partial<Filters>): URLSearchParams {
  const next = { ...filtersFrom(query), ...change };
  const changed = new URLSearchParams(query);
  const write = (name: string, value: string): void => {
    if (value === '') changed.delete(name);
    else changed.set(name, value);
  };
  write('severity', [...next.severities].join(','));
  write('certainty', [...next.certainties].join(','));
  write('family', [...next.families].join(','));
  write('check', next.check ?? '');
  write('q', next.search);
  write('group', next.grouping === 'severity' ? '' : next.grouping);
  write('aside', next.setAside ? '1' : '');
  return changed;
}

/** True if a finding passes; the search looks at message, figures, quote, labels and the check's name. */
export function passes(finding: Finding, filters: Filters, isSetAside: boolean, checkName: string): boolean {
  if (isSetAside && !filters.setAside) return false;
  if (filters.severities.size > 0 && !filters.severities.has(finding.severity)) return false;
  if (filters.certainties.size > 0 && !filters.certainties.has(finding.certainty)) return false;
  if (filters.families.size > 0 && !filters.families.has(finding.family)) return false;
  if (filters.check !== null && finding.check !== filters.check) return false;
  const { place } = finding;
  const haystack = [
    finding.message,
    finding.stated,
    finding.expected,
    place.quote,
    place.row,
    place.column,
    place.section,
    checkName,
  ];
  return filters.search
    .split(/\s+/)
    .every((word) => word === '' || haystack.some((text) => text?.toLowerCase().includes(word.toLowerCase()) === true));
}

export interface Group {
  readonly key: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Findings under headings; inside a group in the order of the document. */
export function groupFindings(
  findings: readonly Finding[],
  keyAndName: (finding: Finding) => readonly [string, string],
): readonly Group[] {
  const groups = new Map<string, { name: string; findings: Finding[] }>();
  for (const finding of [...findings].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0))) {
    const [key, name] = keyAndName(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, findings: [finding] });
    else group.findings.push(finding);
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}
