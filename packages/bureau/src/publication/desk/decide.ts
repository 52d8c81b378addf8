/**
 * A publication's way: compiled → self-checked → reviewed for secrets → approved → submitted to finance → replied → published →
 * archived. Before it is published it can be sent back to be compiled anew; nothing leads back from published: what was wrong is
 * put right by a new version that says what it changed.
 *
 * Pure: the day, the people and what was found are given. Of several reasons to refuse, the first of the list is the answer.
 */
import { type DateText, type Finding, isBlocking, isDate } from '@mingzhang/kernel';
import { type AccessRefusal, decideChecking } from '../../access/index.ts';
import { countdown } from './deadline.ts';
import { type PublicationRefusal, type Refused, refuse } from './refusals.ts';

export const publicationStates = {
  draft: '编制中',
  checked: '已自查',
  reviewed: '已保密审查',
  approved: '已审签',
  submitted: '已报送财政',
  replied: '已批复',
  published: '已公开',
  archived: '已归档',
  withdrawn: '已作废',
} as const;

export type PublicationState = keyof typeof publicationStates;

export const publicationSteps = {
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
} as const;

export type PublicationStep = keyof typeof publicationSteps;

interface Way {
  readonly from: readonly PublicationState[];
  readonly to: PublicationState;
}

export const ways: Readonly<Record<PublicationStep, Way>> = {
  compile: { from: ['draft'], to: 'draft' },
  check: { from: ['draft'], to: 'checked' },
  review: { from: ['checked'], to: 'reviewed' },
  approve: { from: ['reviewed'], to: 'approved' },
  submit: { from: ['approved'], to: 'submitted' },
  reply: { from: ['submitted'], to: 'replied' },
  publish: { from: ['replied'], to: 'published' },
  archive: { from: ['published'], to: 'archived' },
  return: { from: ['checked', 'reviewed', 'approved', 'submitted', 'replied'], to: 'draft' },
  withdraw: { from: ['draft', 'checked', 'reviewed', 'approved', 'submitted', 'replied'], to: 'withdrawn' },
};

/** The states that nothing more follows but archiving: what stands in them is no longer under way. */
export const settledStates: readonly PublicationState[] = ['published', 'archived', 'withdrawn'];

/** What a document must be before anybody puts a name to it. */
export interface Readiness {
  /** Of the audit of what was written and read back. */
  readonly findings: readonly Finding[];
  /** Ids of findings that pass with a reason. */
  readonly accepted: readonly string[];
  /** Sentences whose 增减原因 is asked for and not given. */
  readonly reasonsMissing: readonly string[];
  /** Reasons that are none: each with what is wrong. */
  readonly reasonsRefused: readonly string[];
  /** Parts, registers or texts that a publication of this template must have. */
  readonly partsMissing: readonly string[];
  /** Figures with nothing behind them, as printed with their place. */
  readonly unfounded: readonly string[];
  /** Of the self-check: files that do not give the document back. */
  readonly filesMisread: readonly string[];
  /** Figures that books and registers now give otherwise. */
  readonly changed: readonly string[];
}

/** Why a document is not fit to go on, or null. */
export function decideReadiness(ready: Readiness): Refused | null {
  const blocking = ready.findings.filter(isBlocking);
  if (blocking.length > 0) {
    return refuse(
      'blocking-finding',
      `检查发现${blocking.length}处必须改正：${first(blocking.map(({ message }) => message))}请改正账簿、台账或文字后重新编制；这类发现不能说明理由放行。`,
    );
  }
  const open = ready.findings.filter(({ id }) => !ready.accepted.includes(id));
  if (open.length > 0) {
    return refuse(
      'finding-reason-missing',
      `还有${open.length}处发现没有说明理由：${first(open.map(({ message }) => message))}请改正后重新编制，或逐条写明为什么可以这样公开。`,
    );
  }
  if (ready.reasonsMissing.length > 0) {
    return refuse(
      'asked-reason-missing',
      `还有${ready.reasonsMissing.length}处增减原因没有写明：${first(ready.reasonsMissing)}请写明原因后重新编制。`,
    );
  }
  if (ready.reasonsRefused.length > 0) {
    return refuse(
      'asked-reason-refused',
      `有${ready.reasonsRefused.length}处增减原因不能这样写：${first(ready.reasonsRefused)}请改写后重新编制。`,
    );
  }
  if (ready.partsMissing.length > 0) {
    return refuse(
      'part-missing',
      `还缺${ready.partsMissing.length}项应当公开的内容：${first(ready.partsMissing)}请补齐后重新编制。`,
    );
  }
  if (ready.unfounded.length > 0) {
    return refuse(
      'figure-without-evidence',
      `有${ready.unfounded.length}个数字没有依据：${first(ready.unfounded)}公开的数字都要有账簿、台账或两人填报的指标可查。`,
    );
  }
  if (ready.filesMisread.length > 0) {
    return refuse(
      'file-misread',
      `写出的公开文件有${ready.filesMisread.length}个读回来与文稿不一致：${first(ready.filesMisread)}这是写文件的问题，不是账簿和文字的问题；请把这句话报给系统管理员，在修好之前不要公开。`,
    );
  }
  if (ready.changed.length > 0) {
    return refuse(
      'figure-changed',
      `编制之后，有${ready.changed.length}个数字与账簿、台账不一致了：${first(ready.changed)}请退回重新编制。`,
    );
  }
  return null;
}

function first(sentences: readonly string[]): string {
  const [one = ''] = sentences;
  const ended = /[。！？]$/.test(one) ? one : `${one}。`;
  return sentences.length > 1 ? `${ended.slice(0, -1)}等。` : ended;
}

/** Finance's reply. */
export interface Reply {
  readonly number: string;
  readonly date: DateText;
  /** SHA-256 of the letter as it was uploaded. */
  readonly attachment: string;
}

/** What the approved 财决 tables have otherwise than ours, a sentence a cell; null where no approved tables are there. */
export type ApprovedDifferences = readonly string[] | null;

export interface StepFacts {
  readonly state: PublicationState;
  /** '2024年度部门决算（第1版）', for the sentences. */
  readonly name: string;
  /** Everybody who compiled it. */
  readonly makers: readonly string[];
  /** Who takes the step. */
  readonly person: string;
  readonly today: DateText;
  /** Hash of the content that the person has before them, and of what stands. */
  readonly seen: string;
  readonly stands: string;
  /** Why: needed to send back, to withdraw, and to publish late. */
  readonly reason: string;
  /** It corrects a published version without changing its tables, so that the reply to that one goes on holding. */
  readonly replyHolds: boolean;
  readonly ready: Readiness;
  /** Every unit has closed December of the year. */
  readonly periodClosed: boolean;
  /** When it was submitted to finance; null before. */
  readonly submittedOn: DateText | null;
  /** Asked to be recorded, or on record. */
  readonly reply: Reply | null;
  readonly attachmentKnown: boolean;
  readonly approved: ApprovedDifferences;
}

export type StepRefused = { readonly refusal: PublicationRefusal | AccessRefusal };

/** Why the step cannot be taken, or null. */
export function decideStep(step: PublicationStep, facts: StepFacts): StepRefused | null {
  const { state, name, makers, person, seen, stands, reason } = facts;
  const shortcut = facts.replyHolds && state === 'approved' && step === 'publish';
  if (step === 'publish' && !shortcut && ['draft', 'checked', 'reviewed', 'approved', 'submitted'].includes(state)) {
    return refuse(
      'reply-missing',
      `${name}${publicationStates[state]}，财政部门还没有批复，不能公开。请在批复后登记批复文号、日期和附件，再公开。`,
    );
  }
  if (!shortcut && !ways[step].from.includes(state)) return stateUnfit(step, state, name);
  if (seen !== stands) {
    return refuse('content-changed', `您看到的${name}之后又重新编制过，这次没有办理。请刷新页面，看过现在的内容再办。`);
  }
  if ((step === 'return' || step === 'withdraw') && reason.trim().length < 2) {
    return refuse('reason-missing', `${publicationSteps[step]}要写明理由，它会留在记录里。`);
  }
  if (step === 'review' || step === 'approve') {
    for (const maker of makers) {
      const refused = decideChecking({ maker, checker: person, what: name });
      if (refused !== null) return refused;
    }
  }
  const goesOn = step === 'check' || step === 'review' || step === 'approve' || step === 'submit' || step === 'publish';
  if (goesOn) {
    const refused = decideReadiness(facts.ready);
    if (refused !== null) return refused;
    if (!facts.periodClosed && step !== 'check' && step !== 'review') {
      return refuse('period-open', `${name}的账还没有结完：各单位12月都结账后，数字才不再变动。请先结账。`);
    }
  }
  if (step === 'reply') return decideReply(facts);
  if (step === 'publish' && !shortcut) return decidePublishing(facts);
  return null;
}

function stateUnfit(step: PublicationStep, state: PublicationState, name: string): Refused {
  const from = ways[step].from.map((one) => `“${publicationStates[one]}”`).join('、');
  const settled = state === 'published' || state === 'archived' ? '已公开的版本不能再改，请做更正版。' : '';
  return refuse(
    'state-unfit',
    `${name}${publicationStates[state]}，不能${publicationSteps[step]}；${from}的才能${publicationSteps[step]}。${settled}`,
  );
}

function decideReply({ name, reply, today, submittedOn, attachmentKnown, approved }: StepFacts): Refused | null {
  if (reply === null || reply.number.trim() === '') {
    return refuse('reply-number-missing', '请写明批复文号，如“财社〔2025〕18号”。');
  }
  if (!isDate(reply.date) || reply.date > today || (submittedOn !== null && reply.date < submittedOn)) {
    return refuse(
      'reply-date-unfit',
      `批复日期“${reply.date}”不对：应写作“2025-09-10”，不早于报送日${submittedOn ?? ''}，不晚于今天${today}。请核对批复文件。`,
    );
  }
  if (!attachmentKnown) {
    return refuse('reply-attachment-missing', '请先上传批复文件，再登记批复；批复文件与公开稿一起归档。');
  }
  if (approved === null) {
    return refuse(
      'approved-tables-missing',
      '还没有导入财政批复的决算表。公开的表要与批复的表逐格一致，请先导入批复的财决表。',
    );
  }
  if (approved.length > 0) {
    return refuse(
      'approved-tables-differ',
      `${name}有${approved.length}格与财政批复的决算表不一致：${first(approved)}请查明后退回重新编制，或核对导入的批复表。`,
    );
  }
  return null;
}

function decidePublishing({ name, reply, today, reason }: StepFacts): Refused | null {
  if (reply === null) throw new Error(`${name} has no reply on record`);
  if (today < reply.date) {
    return refuse('publication-date-unfit', `公开日期${today}早于批复日期${reply.date}。请核对日期。`);
  }
  const { lastDay, daysLeft } = countdown(reply.date, today);
  if (daysLeft < 0 && reason.trim().length < 2) {
    return refuse(
      'late-reason-missing',
      `批复后二十日的期限是${lastDay}，今天已逾期${-daysLeft}天。请写明逾期的原因再公开，原因留在记录里。`,
    );
  }
  return null;
}

/** Whether a version may be begun beside those that are there. */
export function decideBeginning(
  versions: readonly { readonly id: string; readonly state: PublicationState; readonly name: string }[],
  correction: { readonly corrects: string; readonly reason: string } | null,
): Refused | null {
  const underWay = versions.find(({ state }) => !settledStates.includes(state));
  if (underWay !== undefined) {
    return refuse(
      'publication-under-way',
      `${underWay.name}${publicationStates[underWay.state]}，还没有办完。请接着办，或先把它作废。`,
    );
  }
  const latest = versions.findLast(({ state }) => state === 'published' || state === 'archived');
  if (correction === null) {
    if (latest === undefined) return null;
    return refuse(
      'publication-exists',
      `${latest.name}已经公开，公开的版本不能重做。要改动请做更正版，写明更正什么、为什么。`,
    );
  }
  if (latest === undefined || latest.id !== correction.corrects) {
    return refuse(
      'correction-target-unfit',
      latest === undefined
        ? '该年度还没有公开过，没有可更正的版本。请直接编制。'
        : `要更正的是最近公开的${latest.name}。请从它的页面做更正版。`,
    );
  }
  if (correction.reason.trim().length < 2) {
    return refuse('reason-missing', '更正版要写明为什么更正，它会与新版一起公开。');
  }
  return null;
}

/** A finding that is let pass: which it is, and the reason as it is kept. */
export function decideAcceptance(
  findings: readonly Finding[],
  id: string,
  reason: string,
): { readonly finding: Finding; readonly reason: string } | Refused {
  const finding = findings.find((one) => one.id === id);
  if (finding === undefined) {
    return refuse('finding-unknown', '这份公开稿没有这条发现，可能已经重新编制。请刷新页面。');
  }
  if (isBlocking(finding)) {
    return refuse(
      'blocking-finding',
      `“${finding.message}”是必须改正的发现，不能说明理由放行。请改正账簿、台账或文字后重新编制。`,
    );
  }
  const kept = reason.trim();
  if (kept.length < 2) return refuse('reason-missing', '请写明为什么可以这样公开，理由会留在记录里。');
  return { finding, reason: kept };
}
