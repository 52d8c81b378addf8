/**
 * The voucher desk on the database. Every step locks its voucher, decides, writes and leaves its trace in one transaction, which
 * the caller gives (`trx`), so that a register's record and the voucher that books it are written together.
 */
import { createHash } from 'node:crypto';
import { type DateText, type Fen, lastDayOf, type Month, monthOf } from '@mingzhang/kernel';
import {
  type AccountSet,
  decidePosting,
  draftVoucher,
  type EventLine,
  type Refusal as LedgerRefusal,
  type Leg,
  type PeriodState,
  reversalOf,
  totalOf,
  type Voucher,
  voucherRules,
} from '@mingzhang/ledger';
import { type Database, newId } from '@mingzhang/store';
import { type Selectable, sql, type Transaction } from 'kysely';
import { type AccessRefusal, type ActionId, decideChecking, type Place, recordAction } from '../../access/index.ts';
import {
  accountSets,
  type Charts,
  type Db,
  postVoucherWithin,
  readEntries,
  readPeriods,
  recordedEntries,
} from '../../books/index.ts';
import { type Attachment, findAttachment } from '../attachments.ts';
import { releasePayments, type TiedPayments, tieVoucher } from '../budget/records/booking.ts';
import { decideContent, decideStep, type Refused, type VoucherState, type VoucherStep } from './decide.ts';
import { type VoucherRefusalId } from './refusals.ts';

export type Trx = Transaction<Database>;

/** Everything that can be answered with no: the desk's own refusals, the ledger's and those of access. */
export type DeskRefusal = Refused<VoucherRefusalId> | LedgerRefusal | AccessRefusal;

/** What a voucher says: an event with its lines, legs written by hand, or a booked voucher that it takes back. */
export type VoucherContent =
  | {
      readonly rule: string;
      readonly lines: readonly EventLine[];
      readonly choices?: Readonly<Record<string, string>>;
    }
  | { readonly entries: readonly { readonly set: string; readonly legs: readonly Leg[] }[] }
  | { readonly takesBack: string; readonly reason: string };

export interface VoucherSubmission {
  /** UUID of version 7, made by whoever submits: the same id with the same content is the same voucher. */
  readonly id: string;
  readonly unit: string;
  readonly date: DateText;
  /** 摘要; the rule's own where left out. */
  readonly text?: string | undefined;
  readonly content: VoucherContent;
  readonly paymentOrder?: string | null;
  /** SHA-256 of files uploaded before, in their order. */
  readonly attachments?: readonly string[];
  /** The register whose record it books, as kind and id: `payroll:018f…`. */
  readonly source?: string | null;
  readonly maker: string;
  readonly at: Date;
  readonly today: DateText;
}

export type Submitted = { readonly id: string; readonly again: boolean } | { readonly refusal: DeskRefusal };

/**
 * Draws up a voucher for checking. The ledger is asked at once whether it would post it, so that the maker hears what is wrong
 * and not the checker; it is asked again when the voucher is booked.
 */
export async function submitVoucher(trx: Trx, submission: VoucherSubmission): Promise<Submitted> {
  const { unit, id, maker, at } = submission;
  const before = await lockVoucher(trx, unit, id);
  if (before !== null) {
    if (before.fingerprint === fingerprintOf(submission)) return { id, again: true };
    const message = `编号${id}的凭证已经提交过，内容与这一次不同。要改动请用“修改”，另一张凭证请用新编号。`;
    return { refusal: { id: 'voucher-resubmitted-differently', message } };
  }
  await holdSets(trx, unit);
  const drawn = await drawUp(trx, submission);
  if ('refusal' in drawn) return { refusal: drawn.refusal };
  await trx
    .insertInto('office_voucher')
    .values({ unit_id: unit, id, state: 'made', ...drawn.row, made_by: maker, made_at: at })
    .execute();
  await writeAttachments(trx, submission);
  await trace(trx, 'voucher.make', submission.maker, at, unit, id, { date: drawn.row.date, total: drawn.row.total });
  return { id, again: false };
}

export interface VoucherPreview {
  /** The voucher as it would be asked to be posted; null where it cannot even be drawn up. */
  readonly voucher: Voucher | null;
  /** Why it would be refused, or null. */
  readonly refusal: DeskRefusal | null;
}

/** What `submitVoucher` would do with it; nothing is written. */
export async function previewVoucher(db: Db, submission: VoucherSubmission): Promise<VoucherPreview> {
  const drawn = await drawUp(db, submission);
  return 'refusal' in drawn
    ? { voucher: drawn.voucher, refusal: drawn.refusal }
    : { voucher: drawn.voucher, refusal: null };
}

/** Draws a voucher up anew that was sent back, or that nobody has checked yet. */
export async function reviseVoucher(trx: Trx, submission: VoucherSubmission): Promise<Submitted> {
  const { unit, id, maker, at } = submission;
  const before = await lockVoucher(trx, unit, id);
  if (before === null) return unknownVoucher(id);
  const refusal = decideStep('revise', { state: stateOf(before), maker: before.made_by, person: maker });
  if (refusal !== null) return { refusal };
  await holdSets(trx, unit);
  const drawn = await drawUp(trx, submission);
  if ('refusal' in drawn) return { refusal: drawn.refusal };
  await updateVoucher(trx, unit, id, { state: 'made', ...drawn.row, made_at: at, reason: null });
  await trx.deleteFrom('office_voucher_attachment').where('unit_id', '=', unit).where('voucher_id', '=', id).execute();
  await writeAttachments(trx, submission);
  await trace(trx, 'voucher.make', maker, at, unit, id, { revised: true, total: drawn.row.total });
  return { id, again: false };
}

export interface StepCommand {
  readonly unit: string;
  readonly id: string;
  readonly person: string;
  readonly at: Date;
  readonly today: DateText;
  readonly reason?: string | undefined;
}

export type StepOutcome =
  | {
      readonly state: VoucherState;
      readonly month: Month | null;
      readonly number: number | null;
      /** Of a voucher that was booked with the number of a payment: the payments that it was tied to, and those that stay open. */
      readonly payments?: TiedPayments;
    }
  | { readonly refusal: DeskRefusal };

/** The second pair of eyes has looked at it. */
export async function checkVoucher(trx: Trx, command: StepCommand): Promise<StepOutcome> {
  return takeStep(trx, 'check', command, async (row) => {
    const refused = decideChecking({
      maker: row.made_by,
      checker: command.person,
      what: `凭证“${row.text}”`,
    });
    if (refused !== null) return refused;
    return { state: 'checked', checked_by: command.person, checked_at: command.at };
  });
}

/** Sends it back to its maker, with the reason. */
export async function returnVoucher(trx: Trx, command: StepCommand): Promise<StepOutcome> {
  return takeStep(trx, 'return', command, async () => {
    return { state: 'returned', reason: command.reason ?? null, checked_by: null, checked_at: null };
  });
}

/** The maker takes it back before it is booked. */
export async function withdrawVoucher(trx: Trx, command: StepCommand): Promise<StepOutcome> {
  return takeStep(trx, 'withdraw', command, async () => ({ state: 'withdrawn', reason: command.reason ?? null }));
}

/**
 * Posts a checked voucher and gives it its number, in this transaction; ties the payment that it books where order number, items and
 * amounts agree. A voucher that takes another back lets that one's payments go, for they are to be booked anew.
 */
export async function bookVoucher(trx: Trx, charts: Charts, command: StepCommand): Promise<StepOutcome> {
  const { person, at, today, unit } = command;
  let booked: VoucherRow | null = null;
  const outcome = await takeStep(trx, 'book', command, async (row) => {
    booked = row;
    const voucher = row.content as Voucher;
    const decision = await postVoucherWithin(trx, charts, { voucher, today, by: person, at });
    if (decision.outcome === 'refused') return { refusal: decision.refusal };
    const month = monthOf(voucher.date);
    const number = await numberVoucher(trx, unit, month);
    return { state: 'booked', booked_by: person, booked_at: at, month, number };
  });
  if ('refusal' in outcome || booked === null) return outcome;
  const { content, payment_order: order } = booked as VoucherRow;
  const voucher = content as Voucher;
  const actor = { unitId: unit, by: person, at };
  await releasePayments(trx, actor, voucher);
  return order === null ? outcome : { ...outcome, payments: await tieVoucher(trx, actor, voucher, order) };
}

/** The next number of the month; it is lost to nobody, because it is counted in the transaction that uses it. */
export async function numberVoucher(trx: Trx, unit: string, month: Month): Promise<number> {
  const { last } = await trx
    .insertInto('office_voucher_number')
    .values({ unit_id: unit, month, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['unit_id', 'month'])
        .doUpdateSet(({ eb }) => ({ last: eb('office_voucher_number.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

type VoucherRow = Selectable<Database['office_voucher']>;

type Change = Partial<Omit<VoucherRow, 'unit_id' | 'id' | 'state' | 'content' | 'asked'>> & {
  readonly state: VoucherState;
};

const actions: Readonly<Record<Exclude<VoucherStep, 'revise'>, ActionId>> = {
  check: 'voucher.check',
  return: 'voucher.check',
  book: 'voucher.book',
  withdraw: 'voucher.make',
};

async function takeStep(
  trx: Trx,
  step: Exclude<VoucherStep, 'revise'>,
  { unit, id, person, at, reason }: StepCommand,
  change: (row: VoucherRow) => Promise<Change | { readonly refusal: DeskRefusal }>,
): Promise<StepOutcome> {
  const row = await lockVoucher(trx, unit, id);
  if (row === null) return unknownVoucher(id);
  const refusal = decideStep(step, { state: stateOf(row), maker: row.made_by, person, reason });
  if (refusal !== null) return { refusal };
  const changed = await change(row);
  if ('refusal' in changed) return changed;
  await updateVoucher(trx, unit, id, changed);
  const { state, month = null, number = null } = changed;
  const detail = {
    step,
    ...(number === null ? {} : { number: `${month}记-${number}` }),
    ...(reason ? { reason } : {}),
  };
  await trace(trx, actions[step], person, at, unit, id, detail);
  return { state, month, number };
}

function stateOf({ state }: VoucherRow): VoucherState {
  return state as VoucherState;
}

function unknownVoucher(id: string): { readonly refusal: DeskRefusal } {
  return { refusal: { id: 'voucher-unknown', message: `没有编号为${id}的凭证。请从凭证列表中打开。` } };
}

async function lockVoucher(trx: Trx, unit: string, id: string): Promise<VoucherRow | null> {
  const row = await trx
    .selectFrom('office_voucher')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

async function updateVoucher(
  trx: Trx,
  unit: string,
  id: string,
  change: Change & { readonly content?: string; readonly asked?: string },
): Promise<void> {
  await trx.updateTable('office_voucher').set(change).where('unit_id', '=', unit).where('id', '=', id).execute();
}

async function trace(
  trx: Trx,
  action: ActionId,
  person: string,
  at: Date,
  unit: string,
  id: string,
  detail: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person, action, subject: `voucher:${unit}/${id}`, detail });
}

function fingerprintOf({ date, text, content, paymentOrder, attachments, source }: VoucherSubmission): string {
  const asked = [date, text ?? null, content, paymentOrder ?? null, attachments ?? [], source ?? null];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

interface DrawnRow {
  readonly date: DateText;
  readonly text: string;
  readonly content: string;
  readonly asked: string;
  readonly fingerprint: string;
  readonly total: Fen;
  readonly rule: string | null;
  readonly payment_order: string | null;
  readonly source: string | null;
}

/** A month of these sets cannot close while the voucher is being drawn up, so that none is left behind in it unseen. */
async function holdSets(trx: Trx, unit: string): Promise<void> {
  await trx.selectFrom('account_set').select('id').where('unit_id', '=', unit).orderBy('id').forShare().execute();
}

async function drawUp(
  trx: Db,
  submission: VoucherSubmission,
): Promise<
  | { readonly row: DrawnRow; readonly voucher: Voucher }
  | { readonly refusal: DeskRefusal; readonly voucher: Voucher | null }
> {
  const { unit, content, paymentOrder = null, attachments = [], source = null, today, date } = submission;
  const sets = await accountSets(trx, unit);
  const drafted = await voucherOf(trx, sets, submission);
  if ('refusal' in drafted) return { refusal: drafted.refusal, voucher: null };
  const { voucher } = drafted;
  const rule = 'rule' in content ? (voucherRules.find((one) => one.id === content.rule) ?? null) : null;
  const periods = (await Promise.all(sets.map(({ id }) => readPeriods(trx, id)))).filter(
    (state): state is PeriodState => state !== null,
  );
  const recorded = await recordedEntries(trx, voucher);
  const decision = decidePosting({ today, sets, periods, recorded }, voucher);
  if (decision.outcome === 'refused') return { refusal: decision.refusal, voucher };
  const refusal = 'takesBack' in content ? null : decideContent(voucher, rule, paymentOrder);
  if (refusal !== null) return { refusal, voucher };
  const known = await trx
    .selectFrom('attachment')
    .select('sha256')
    .where('sha256', 'in', [...attachments, ''])
    .execute();
  const missing = attachments.find((sha256) => known.every((row) => row.sha256 !== sha256));
  if (missing !== undefined) {
    const message = `附件${missing.slice(0, 12)}…还没有上传成功，请重新上传后再提交凭证。`;
    return { refusal: { id: 'attachment-unknown', message }, voucher };
  }
  const totals = voucher.entries.map(({ legs }) => totalOf(legs, 'debit'));
  return {
    voucher,
    row: {
      date,
      text: voucher.text,
      content: JSON.stringify(voucher),
      asked: JSON.stringify(content),
      fingerprint: fingerprintOf(submission),
      total: Math.max(0, ...totals),
      rule: rule?.id ?? null,
      payment_order: paymentOrder,
      source,
    },
  };
}

async function voucherOf(
  trx: Db,
  sets: readonly AccountSet[],
  { id, unit, date, text, content }: VoucherSubmission,
): Promise<{ readonly voucher: Voucher } | { readonly refusal: DeskRefusal }> {
  if ('rule' in content) {
    const { rule, lines, choices } = content;
    const event = {
      rule,
      date,
      lines,
      ...(text === undefined ? {} : { text }),
      ...(choices === undefined ? {} : { choices }),
    };
    return draftVoucher(event, sets, { voucher: id, entries: sets.map(() => newId()) });
  }
  if ('entries' in content) {
    const entries = content.entries.map(({ set, legs }) => ({ id: newId(), set, reverses: null, legs }));
    return { voucher: { id, kind: 'ordinary', date, text: text ?? '', entries } };
  }
  const { takesBack, reason } = content;
  const original = await findVoucher(trx, unit, takesBack);
  if (original === null) return unknownVoucher(takesBack);
  if (original.state !== 'booked') {
    const message = '凭证还没有记账，不用冲销，撤销或退回即可。';
    return { refusal: { id: 'voucher-state-unfit', message } };
  }
  if (reason.trim().length < 2) {
    return { refusal: { id: 'reason-missing', message: '冲销要写明理由，它会留在摘要里。' } };
  }
  const recorded = (await entriesOf(trx, sets, takesBack)).filter(({ voucher }) => voucher === takesBack);
  const sentence = `冲销${original.month}记-${original.number}：${reason.trim()}`;
  const reversal = { id, date, text: [...sentence].slice(0, 200).join(''), entryIds: recorded.map(() => newId()) };
  return { voucher: reversalOf(recorded, reversal) };
}

async function entriesOf(trx: Db, sets: readonly AccountSet[], voucher: string) {
  const first = sets[0];
  return first === undefined ? [] : readEntries(trx, [{ set_id: first.id, voucher_id: voucher }]);
}

async function writeAttachments(trx: Trx, { unit, id, attachments = [] }: VoucherSubmission): Promise<void> {
  if (attachments.length === 0) return;
  await trx
    .insertInto('office_voucher_attachment')
    .values(attachments.map((sha256, position) => ({ unit_id: unit, voucher_id: id, sha256, position })))
    .execute();
}

export interface ListedVoucher {
  readonly id: string;
  readonly unit: string;
  readonly state: VoucherState;
  readonly date: DateText;
  readonly text: string;
  readonly total: Fen;
  readonly rule: string | null;
  readonly paymentOrder: string | null;
  readonly source: string | null;
  readonly month: Month | null;
  readonly number: number | null;
  readonly madeBy: string;
  readonly checkedBy: string | null;
  readonly bookedBy: string | null;
  /** The names of these people. */
  readonly maker: string;
  readonly checker: string | null;
  readonly booker: string | null;
  readonly reason: string | null;
  readonly attachments: number;
}

export interface DeskVoucher extends ListedVoucher {
  readonly voucher: Voucher;
  /** As its maker filled it in; null where nobody did. */
  readonly asked: VoucherContent | null;
  /** The booked voucher that it takes back, and the one that has taken it back. */
  readonly takesBack: string | null;
  readonly takenBackBy: string | null;
  readonly files: readonly {
    readonly sha256: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
  }[];
  readonly madeAt: Date;
  readonly checkedAt: Date | null;
  readonly bookedAt: Date | null;
}

export interface VoucherFilter {
  readonly unit: string;
  readonly year?: number | undefined;
  readonly month?: Month | undefined;
  readonly state?: VoucherState | undefined;
  /** Part of the 摘要 or of the payment order. */
  readonly words?: string | undefined;
  readonly source?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/**
 * Vouchers, those without a number first, then the latest number first; with how many there are in all, and how many in each state
 * whatever state is asked for.
 */
export async function listVouchers(
  db: Db,
  filter: VoucherFilter,
): Promise<{
  readonly rows: readonly ListedVoucher[];
  readonly total: number;
  readonly states: Readonly<Record<VoucherState, number>>;
}> {
  const { unit, year, month, state, words, source, limit, offset } = filter;
  let query = listing(db).where('v.unit_id', '=', unit);
  if (year !== undefined) query = query.where('v.date', '>=', `${year}-01-01`).where('v.date', '<=', `${year}-12-31`);
  if (month !== undefined) query = query.where('v.date', '>=', `${month}-01`).where('v.date', '<=', lastDayOf(month));
  if (source !== undefined) query = query.where('v.source', '=', source);
  if (words !== undefined && words !== '') {
    query = query.where((eb) =>
      eb.or([
        eb(eb.fn('strpos', ['v.text', eb.val(words)]), '>', 0),
        eb(eb.fn('strpos', [eb.fn.coalesce('v.payment_order', eb.val('')), eb.val(words)]), '>', 0),
      ]),
    );
  }
  const counted = await query
    .clearSelect()
    .select('v.state')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .groupBy('v.state')
    .execute();
  const countOf = (one: VoucherState): number => counted.find((row) => row.state === one)?.n ?? 0;
  const states = {
    made: countOf('made'),
    checked: countOf('checked'),
    booked: countOf('booked'),
    returned: countOf('returned'),
    withdrawn: countOf('withdrawn'),
  };
  const total = state === undefined ? Object.values(states).reduce((sum, n) => sum + n, 0) : states[state];
  if (state !== undefined) query = query.where('v.state', '=', state);
  const rows = await query
    .orderBy(sql`v.month desc nulls first`)
    .orderBy(sql`v.number desc nulls first`)
    .orderBy('v.date', 'desc')
    .orderBy('v.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(listed), total, states };
}

/** A voucher with its legs and files; null if there is none. */
export async function findVoucher(db: Db, unit: string, id: string): Promise<DeskVoucher | null> {
  const row = await listing(db)
    .select(['v.content', 'v.asked', 'v.made_at', 'v.checked_at', 'v.booked_at'])
    .where('v.unit_id', '=', unit)
    .where('v.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const files = await db
    .selectFrom('office_voucher_attachment as o')
    .innerJoin('attachment as a', 'a.sha256', 'o.sha256')
    .select(['a.sha256', 'a.name', 'a.media_type as mediaType'])
    .select(sql<number>`octet_length(a.bytes)`.as('size'))
    .where('o.unit_id', '=', unit)
    .where('o.voucher_id', '=', id)
    .orderBy('o.position')
    .execute();
  const { made_at: madeAt, checked_at: checkedAt, booked_at: bookedAt } = row;
  const voucher = row.content as Voucher;
  const asked = row.asked as VoucherContent | null;
  const related = await reversalsOf(db, unit, voucher);
  return { ...listed(row), voucher, asked, ...related, files, madeAt, checkedAt, bookedAt };
}

/** Which voucher it takes back and which has taken it back, as the books have them. */
async function reversalsOf(
  db: Db,
  unit: string,
  { entries }: Voucher,
): Promise<Pick<DeskVoucher, 'takesBack' | 'takenBackBy'>> {
  const ids = entries.map(({ id }) => id);
  const reversed = entries.flatMap(({ reverses }) => reverses ?? []);
  const { rows } = await sql<{ voucher: string; reverses: string | null }>`
    select e.voucher_id as voucher, e.reverses from ledger_entry e
    where e.set_id in (select id from account_set where unit_id = ${unit})
      and (e.id = any(${reversed}::uuid[]) or e.reverses = any(${ids}::uuid[]))`.execute(db);
  const takenBack = rows.find(({ reverses }) => reverses !== null && ids.includes(reverses));
  const original = rows.find(({ reverses }) => reverses === null || !ids.includes(reverses));
  return { takesBack: original?.voucher ?? null, takenBackBy: takenBack?.voucher ?? null };
}

function listing(db: Db) {
  return db
    .selectFrom('office_voucher as v')
    .leftJoin('access_person as maker', 'maker.id', 'v.made_by')
    .leftJoin('access_person as checker', 'checker.id', 'v.checked_by')
    .leftJoin('access_person as booker', 'booker.id', 'v.booked_by')
    .select(['maker.name as maker', 'checker.name as checker', 'booker.name as booker'])
    .select([
      'v.id',
      'v.unit_id',
      'v.state',
      'v.date',
      'v.text',
      'v.total',
      'v.rule',
      'v.payment_order',
      'v.source',
      'v.month',
      'v.number',
      'v.made_by',
      'v.checked_by',
      'v.booked_by',
      'v.reason',
    ])
    .select(({ selectFrom }) =>
      selectFrom('office_voucher_attachment as o')
        .whereRef('o.unit_id', '=', 'v.unit_id')
        .whereRef('o.voucher_id', '=', 'v.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('attachments'),
    );
}

type ListingRow = Awaited<ReturnType<ReturnType<typeof listing>['executeTakeFirstOrThrow']>>;

function listed(row: ListingRow): ListedVoucher {
  const { id, unit_id: unit, state, date, text, total, rule, source, month, number, reason, attachments } = row;
  return {
    id,
    unit,
    state: state as VoucherState,
    date,
    text,
    total,
    rule,
    paymentOrder: row.payment_order,
    source,
    month,
    number,
    madeBy: row.made_by,
    checkedBy: row.checked_by,
    bookedBy: row.booked_by,
    maker: row.maker ?? '',
    checker: row.checker,
    booker: row.booker,
    reason,
    attachments: attachments ?? 0,
  };
}

/**
 * The file for a person who added it, or who may read vouchers in a unit that has it with one. To anybody else it is as if it were
 * not there.
 */
export async function openAttachment(
  db: Db,
  sha256: string,
  reader: { readonly person: string; readonly mayRead: (place: Place) => boolean },
): Promise<{ readonly attachment: Attachment } | { readonly refusal: DeskRefusal }> {
  const attachment = await findAttachment(db, sha256);
  const places = await db
    .selectFrom('office_voucher_attachment as o')
    .innerJoin('accounting_unit as u', 'u.id', 'o.unit_id')
    .select(['u.department_id as department', 'u.id as unit'])
    .distinct()
    .where('o.sha256', '=', sha256)
    .execute();
  if (attachment !== null && (attachment.addedBy === reader.person || places.some(reader.mayRead))) {
    return { attachment };
  }
  const message = '没有这份附件，或它所属的凭证不在您可以查看的单位。请从凭证页面打开附件。';
  return { refusal: { id: 'attachment-not-found', message } };
}
