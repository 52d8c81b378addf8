/** The publication desk as its pages ask for it. */
import { useQuery } from '@tanstack/react-query';
import { getJson, postFile, postJson } from '../../api.ts';
import { type ActionId } from '../../session.tsx';
import { type Schemas } from '../../words.ts';

export type ListedPublication = Schemas['ListedPublication'];
export type Publication = Schemas['Publication'];
export type State = ListedPublication['state'];
export type Step = Publication['steps'][number]['step'];

export const stateNames: Readonly<Record<State, string>> = {
  draft: '编制中',
  checked: '已自查',
  reviewed: '已保密审查',
  approved: '已审签',
  submitted: '已报送财政',
  replied: '已批复',
  published: '已公开',
  archived: '已归档',
  withdrawn: '已作废',
};

export const stepNames: Readonly<Record<Step, string>> = {
  compile: '编制',
  check: '自查',
  review: '保密审查',
  approve: '审签',
  submit: '报送财政',
  reply: '登记批复',
  publish: '公开',
  archive: '归档',
  return: '退回',
  withdraw: '作废',
};

/** The way, as it is shown at the top of a publication. */
export const way: readonly { readonly state: State; readonly name: string }[] = [
  { state: 'draft', name: '编制' },
  { state: 'checked', name: '自查' },
  { state: 'reviewed', name: '保密审查' },
  { state: 'approved', name: '审签' },
  { state: 'submitted', name: '报送财政' },
  { state: 'replied', name: '批复' },
  { state: 'published', name: '公开' },
  { state: 'archived', name: '归档' },
];

/** The step that follows a state, and what it needs. */
export const nextSteps: Readonly<Partial<Record<State, { readonly step: Step; readonly action: ActionId }>>> = {
  draft: { step: 'check', action: 'publication.make' },
  checked: { step: 'review', action: 'publication.check' },
  reviewed: { step: 'approve', action: 'publication.approve' },
  approved: { step: 'submit', action: 'publication.make' },
  submitted: { step: 'reply', action: 'publication.make' },
  replied: { step: 'publish', action: 'publication.publish' },
  published: { step: 'archive', action: 'publication.publish' },
};

/** What sending back needs: whoever would take the next step, and the makers once it is approved. */
export function returnAction(state: State): ActionId | null {
  if (state === 'checked') return 'publication.check';
  if (state === 'reviewed') return 'publication.approve';
  return state === 'approved' || state === 'submitted' || state === 'replied' ? 'publication.make' : null;
}

/** Everything about publications is asked again once one of them has changed. */
export const publicationsKey = 'publications';

export interface PublicationList {
  readonly department: string;
  readonly name: string;
  readonly today: string;
  readonly templates: readonly string[];
  readonly versions: readonly ListedPublication[];
}

export function usePublications(department: string) {
  return useQuery({
    queryKey: [publicationsKey, 'list', department],
    queryFn: () => getJson<PublicationList>(`/api/publications?${new URLSearchParams({ department })}`),
  });
}

/** The address of a publication, with what is asked of it. */
export function addressOf(department: string, id: string, rest = ''): string {
  return `/api/publications/${id}${rest}?${new URLSearchParams({ department })}`;
}

export function usePublication(department: string, id: string) {
  return useQuery({
    queryKey: [publicationsKey, 'one', department, id],
    queryFn: () => getJson<Publication>(addressOf(department, id)),
    retry: false,
  });
}

export function begin(body: {
  readonly id: string;
  readonly department: string;
  readonly year: number;
  readonly template: string;
  readonly correction: { readonly corrects: string; readonly reason: string } | null;
}): Promise<{ readonly id: string }> {
  return postJson('/api/publications', body);
}

export function takeStep(
  { department, id, contentHash }: Pick<Publication, 'department' | 'id' | 'contentHash'>,
  step: Step,
  more: {
    readonly reason?: string;
    readonly reply?: { readonly number: string; readonly date: string; readonly attachment: string };
  } = {},
): Promise<{ readonly state: State }> {
  return postJson(addressOf(department, id, '/steps'), { step, seen: contentHash, ...more });
}

export function keepLetter(file: File): Promise<{ readonly sha256: string; readonly name: string }> {
  return postFile('/api/publications/attachments', file);
}

export interface PublicationTexts {
  readonly parts: readonly { readonly key: string; readonly name: string }[];
  readonly texts: readonly {
    readonly kind: 'part' | 'reason';
    readonly key: string;
    readonly text: string;
    readonly year: number;
    readonly name: string;
    readonly at: string;
  }[];
}

export function usePublicationTexts(department: string, year: number) {
  return useQuery({
    queryKey: [publicationsKey, 'texts', department, year],
    queryFn: () =>
      getJson<PublicationTexts>(`/api/publications/texts?${new URLSearchParams({ department, year: String(year) })}`),
  });
}

export function writeText(body: {
  readonly department: string;
  readonly year: number;
  readonly kind: 'part' | 'reason';
  readonly key: string;
  readonly text: string;
}): Promise<{ readonly id: string }> {
  return postJson('/api/publications/texts', body);
}
