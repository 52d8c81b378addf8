import { type Finding } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { refusedPlainly } from '../../../test/refused-plainly.ts';
import {
  decideAcceptance,
  decideBeginning,
  decideStep,
  type PublicationState,
  type PublicationStep,
  publicationStates,
  publicationSteps,
  type Readiness,
  type StepFacts,
  ways,
} from './decide.ts';
import { publicationRefusals } from './refusals.ts';

const [maker, reviewer] = ['maker', 'reviewer'];

function finding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    id,
    check: 'summary-balances',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    place: { line: 1, quote: '合计' },
    also: [],
    stated: '1',
    expected: '2',
    difference: '-1',
    message: '合计写为1，应为2。',
    ...more,
  };
}

const ready: Readiness = {
  findings: [],
  accepted: [],
  reasonsMissing: [],
  reasonsRefused: [],
  partsMissing: [],
  unfounded: [],
  filesMisread: [],
  changed: [],
};

const reply = { number: '财社〔2025〕18号', date: '2025-09-10', attachment: 'a'.repeat(64) };

/** Everything in order on 2025-09-12, for the step that is asked. */
function facts(more: Partial<StepFacts> = {}): StepFacts {
  return {
    state: 'draft',
    name: '2024年度部门决算（编制稿）',
    makers: [maker],
    person: reviewer,
    today: '2025-09-12',
    seen: 'h1',
    stands: 'h1',
    reason: '',
    replyHolds: false,
    ready,
    periodClosed: true,
    submittedOn: '2025-09-01',
    reply,
    attachmentKnown: true,
    approved: [],
    ...more,
  };
}

const answer = (step: PublicationStep, more: Partial<StepFacts>): string =>
  refusedPlainly(decideStep(step, facts(more))) ?? 'done';

describe('the way, step by step', () => {
  const way: readonly (readonly [PublicationStep, PublicationState])[] = [
    ['compile', 'draft'],
    ['check', 'checked'],
    ['review', 'reviewed'],
    ['approve', 'approved'],
    ['submit', 'submitted'],
    ['reply', 'replied'],
    ['publish', 'published'],
    ['archive', 'archived'],
  ];

  test('from the draft to the archive', () => {
    let state: PublicationState = 'draft';
    for (const [step, next] of way) {
      expect(answer(step, { state }), step).toBe('done');
      state = ways[step].to;
      expect(state).toBe(next);
    }
  });

  test('no step is taken from a state that it does not follow', () => {
    for (const step of Object.keys(publicationSteps) as PublicationStep[]) {
      for (const state of Object.keys(publicationStates) as PublicationState[]) {
        const follows = ways[step].from.includes(state);
        const told = answer(step, { state, reason: '有误' });
        if (follows) expect(told, `${step} ${state}`).toBe('done');
        else expect(['state-unfit', 'reply-missing'], `${step} ${state}`).toContain(told);
      }
    }
  });

  test('nothing but archiving follows publication', () => {
    const after = (Object.keys(ways) as PublicationStep[]).filter((step) => ways[step].from.includes('published'));
    expect(after).toEqual(['archive']);
    expect((Object.keys(ways) as PublicationStep[]).filter((step) => ways[step].from.includes('archived'))).toEqual([]);
  });
});

describe('a refusal each', () => {
  const blocking = { ...ready, findings: [finding('f')] };
  const open = { ...ready, findings: [finding('f', { severity: 'rounding' })] };
  test.each<readonly [string, string, PublicationStep, Partial<StepFacts>]>([
    ['before the reply', 'reply-missing', 'publish', { state: 'submitted' }],
    ['before approval', 'reply-missing', 'publish', { state: 'draft' }],
    ['published again', 'state-unfit', 'publish', { state: 'published' }],
    ['approved by the maker', 'checker-is-maker', 'approve', { state: 'reviewed', person: maker }],
    ['reviewed by the maker', 'checker-is-maker', 'review', { state: 'checked', person: maker }],
    ['seen before it was compiled anew', 'content-changed', 'approve', { state: 'reviewed', seen: 'h0' }],
    ['sent back without a word', 'reason-missing', 'return', { state: 'reviewed', reason: ' ' }],
    ['a blocking finding', 'blocking-finding', 'check', { ready: blocking }],
    ['a blocking finding with a reason', 'blocking-finding', 'check', { ready: { ...blocking, accepted: ['f'] } }],
    ['another finding without a reason', 'finding-reason-missing', 'check', { ready: open }],
    ['another finding with a reason', 'done', 'check', { ready: { ...open, accepted: ['f'] } }],
    ['a reason asked for', 'asked-reason-missing', 'check', { ready: { ...ready, reasonsMissing: ['收入增加'] } }],
    [
      'a reason that is none',
      'asked-reason-refused',
      'check',
      { ready: { ...ready, reasonsRefused: ['收入增加。只说了增减。'] } },
    ],
    ['a part missing', 'part-missing', 'check', { ready: { ...ready, partsMissing: ['主要职责'] } }],
    [
      'a file that says something else',
      'file-misread',
      'check',
      { ready: { ...ready, filesMisread: ['PDF文件读回来，决算表与文稿不一样'] } },
    ],
    ['a figure of nobody', 'figure-without-evidence', 'check', { ready: { ...ready, unfounded: ['24'] } }],
    [
      'a figure that has moved',
      'figure-changed',
      'approve',
      { state: 'reviewed', ready: { ...ready, changed: ['24'] } },
    ],
    ['the period open', 'period-open', 'approve', { state: 'reviewed', periodClosed: false }],
    ['the period opened again', 'period-open', 'publish', { state: 'replied', periodClosed: false }],
    ['no number', 'reply-number-missing', 'reply', { state: 'submitted', reply: { ...reply, number: ' ' } }],
    ['nothing said', 'reply-number-missing', 'reply', { state: 'submitted', reply: null }],
    ['replied before submission', 'reply-date-unfit', 'reply', { state: 'submitted', submittedOn: '2025-09-11' }],
    ['replied tomorrow', 'reply-date-unfit', 'reply', { state: 'submitted', today: '2025-09-09' }],
    ['on no day', 'reply-date-unfit', 'reply', { state: 'submitted', reply: { ...reply, date: '2025-09-31' } }],
    ['no letter', 'reply-attachment-missing', 'reply', { state: 'submitted', attachmentKnown: false }],
    ['no approved tables', 'approved-tables-missing', 'reply', { state: 'submitted', approved: null }],
    ['other tables approved', 'approved-tables-differ', 'reply', { state: 'submitted', approved: ['公开01表'] }],
    ['published before the reply', 'publication-date-unfit', 'publish', { state: 'replied', today: '2025-09-09' }],
    ['on the twentieth day', 'done', 'publish', { state: 'replied', today: '2025-09-30' }],
    ['a day late', 'late-reason-missing', 'publish', { state: 'replied', today: '2025-10-01' }],
    ['a day late, and why', 'done', 'publish', { state: 'replied', today: '2025-10-01', reason: '系统故障' }],
  ])('%s: %s', (_, expected, step, more) => {
    expect(answer(step, more)).toBe(expected);
  });

  test('of several that hold, the first of the list is the answer', () => {
    const order = Object.keys(publicationRefusals);
    const all: Partial<StepFacts> = {
      state: 'replied',
      today: '2025-10-01',
      seen: 'h0',
      periodClosed: false,
      ready: {
        ...blocking,
        reasonsMissing: ['收入增加'],
        reasonsRefused: ['又说一遍'],
        partsMissing: ['职责'],
        unfounded: ['1'],
        filesMisread: ['3'],
        changed: ['2'],
      },
    };
    const repairs: readonly Partial<StepFacts>[] = [
      { seen: 'h1' },
      { ready: { ...(all.ready ?? ready), findings: open.findings } },
      { ready: { ...(all.ready ?? ready), findings: [] } },
      { ready: { ...ready, reasonsRefused: ['又说一遍'], partsMissing: ['职责'], unfounded: ['1'], changed: ['2'] } },
      { ready: { ...ready, partsMissing: ['职责'], unfounded: ['1'], changed: ['2'] } },
      { ready: { ...ready, unfounded: ['1'], filesMisread: ['3'], changed: ['2'] } },
      { ready: { ...ready, filesMisread: ['3'], changed: ['2'] } },
      { ready: { ...ready, changed: ['2'] } },
      { ready },
      { periodClosed: true },
    ];
    let now = all;
    const told = [answer('publish', now)];
    for (const repair of repairs) {
      now = { ...now, ...repair };
      told.push(answer('publish', now));
    }
    expect(told).toEqual(told.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(told).size).toBe(told.length);
    expect(told.at(-1)).toBe('late-reason-missing');
  });

  test('what changes no table needs no new reply', () => {
    expect(answer('publish', { state: 'approved', replyHolds: true, reply: null })).toBe('done');
    expect(answer('publish', { state: 'reviewed', replyHolds: true, reply: null })).toBe('reply-missing');
  });
});

describe('beginning', () => {
  const version = (id: string, state: PublicationState) => ({ id, state, name: id });
  test.each<readonly [string, string, Parameters<typeof decideBeginning>[0], Parameters<typeof decideBeginning>[1]]>([
    ['the first', 'done', [], null],
    ['after one was dropped', 'done', [version('a', 'withdrawn')], null],
    ['beside another', 'publication-under-way', [version('a', 'replied')], null],
    ['again', 'publication-exists', [version('a', 'archived')], null],
    ['a correction', 'done', [version('a', 'published')], { corrects: 'a', reason: '漏报一项' }],
    ['a correction of nothing', 'correction-target-unfit', [], { corrects: 'a', reason: '漏报一项' }],
    [
      'a correction of the one before',
      'correction-target-unfit',
      [version('a', 'archived'), version('b', 'published')],
      { corrects: 'a', reason: '漏报一项' },
    ],
    ['a correction for nothing', 'reason-missing', [version('a', 'published')], { corrects: 'a', reason: ' ' }],
  ])('%s: %s', (_, expected, versions, correction) => {
    expect(refusedPlainly(decideBeginning(versions, correction)) ?? 'done').toBe(expected);
  });
});

test.each`
  id        | reason      | expected
  ${'tail'} | ${'尾差'}   | ${'done'}
  ${'tail'} | ${' '}      | ${'reason-missing'}
  ${'hard'} | ${'没关系'} | ${'blocking-finding'}
  ${'gone'} | ${'尾差'}   | ${'finding-unknown'}
`('a finding passes: $id with “$reason” → $expected', ({ id, reason, expected }: Readonly<Record<string, string>>) => {
  const findings = [finding('hard'), finding('tail', { severity: 'rounding' })];
  const outcome = decideAcceptance(findings, id ?? '', reason ?? '');
  expect('refusal' in outcome ? refusedPlainly(outcome) : 'done').toBe(expected);
});
