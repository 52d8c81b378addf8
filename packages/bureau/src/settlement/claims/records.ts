/**
 * Claims on the database. Each step is one transaction: the claim is held, what may follow is decided, and claim, step, and – at the
 * review – settlement, entries and payee are written together or not at all.
 */
import { createHash } from 'node:crypto';
import { type DateText, isUuid7, type ParameterSet } from '@mingzhang/kernel';
import { type Cause, causes, decideManualClaim, type Settlement } from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, decideChecking, type IdentityKey, recordAction, sealText } from '../../access/index.ts';
import { type Charts } from '../../books/index.ts';
import { findInsured, policyAreaOf } from '../../registry/index.ts';
import { decideCase, type VisitDraft } from '../decide.ts';
import { type ClaimedBill } from '../lines.ts';
import { departmentOf, personUnknown, preSettle, settleVisit, standingVisit } from '../records.ts';
import { passOn } from '../refusals.ts';
import { findClaimant } from '../standing.ts';
import {
  type ClaimDraft,
  type ClaimState,
  type ClaimStep,
  claimMaterials,
  claimProblem,
  missingMaterials,
  stepProblem,
} from './decide.ts';
import { type ClaimRefused, refuse } from './refusals.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

interface Hand {
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export interface TakeClaimCommand extends Hand, ClaimDraft {
  readonly id: string;
  readonly department: string;
  readonly person: string;
  readonly cause: Cause;
}

export interface ClaimCommand extends Hand {
  readonly id: string;
  readonly department: string;
}

export type ClaimDone = { readonly id: string; readonly again: boolean };

/** Takes a claim in. The same id with the same content is the same claim. */
export async function takeClaim(
  db: Db,
  key: IdentityKey,
  command: TakeClaimCommand,
): Promise<ClaimDone | ClaimRefused> {
  const { id, department, person, cause, visit, bill, submittedOn, invoices, materials, payee, by, at, today } =
    command;
  if (!isUuid7(id)) {
    return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
  }
  return within(db, async (trx): Promise<ClaimDone | ClaimRefused> => {
    if ((await departmentOf(trx, department)) === null) {
      return refuse('department-unknown', `没有“${department}”这个经办机构，请核对。`);
    }
    const fingerprint = fingerprintOf([
      department,
      person,
      cause,
      visit,
      bill,
      submittedOn,
      invoices,
      materials,
      payee,
    ]);
    const before = await trx.selectFrom('manual_claim').select('fingerprint').where('id', '=', id).executeTakeFirst();
    if (before !== undefined) {
      if (before.fingerprint === fingerprint) return { id, again: true };
      return refuse('id-used', `编号${id}已用于另一件内容不同的申请，这次没有保存。请为新的申请换一个编号。`);
    }
    const problem = claimProblem(command, today);
    if (problem !== null) return problem;
    if ((await findInsured(trx, person)) === null) return personUnknown();
    await releaseTakenBack(trx, invoices);
    const claimed = await claimedAlready(trx, invoices);
    if (claimed !== null) return claimed;
    await trx
      .insertInto('manual_claim')
      .values({
        id,
        department_id: department,
        person_id: person,
        visit: JSON.stringify(visit),
        bill: JSON.stringify(bill),
        cause,
        submitted_on: submittedOn,
        materials: [...new Set(materials)],
        payee_name: payee.name,
        payee_bank: payee.bank,
        payee_account: sealText(key, payee.account),
        state: 'taken',
        fingerprint,
        made_by: by,
        made_at: at,
      })
      .execute();
    const written = await trx
      .insertInto('manual_claim_invoice')
      .values(
        invoices.map((one, index) => {
          return { ...one, claim_id: id, line: index + 1, released: false };
        }),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('line')
      .execute();
    // Whoever claimed one of them at the same moment was first.
    if (written.length < invoices.length)
      return (await claimedAlready(trx, invoices)) ?? invoiceClaimed('', '', '', null);
    await step(trx, command, 'taken', '');
    await trace(trx, command, 'claim.make', { step: 'taken', person });
    return { id, again: false };
  });
}

/** Adds materials that were handed in later. */
export async function supplementClaim(
  db: Db,
  command: ClaimCommand & { readonly materials: readonly string[] },
): Promise<ClaimDone | ClaimRefused> {
  return act(db, command, 'supplemented', async (trx, claim) => {
    const unknown = command.materials.find((one) => !Object.hasOwn(claimMaterials, one));
    if (unknown !== undefined || command.materials.length === 0) {
      return refuse(
        'material-unknown',
        `没有“${unknown ?? ''}”这种材料，可用的是${Object.values(claimMaterials).join('、')}。`,
      );
    }
    const materials = [...new Set([...claim.materials, ...command.materials])];
    await trx.updateTable('manual_claim').set({ materials }).where('id', '=', command.id).execute();
    await step(trx, command, 'supplemented', command.materials.map((one) => nameOf(one)).join('、'));
    await trace(trx, command, 'claim.make', { step: 'supplemented' });
    return null;
  });
}

function nameOf(material: string): string {
  return claimMaterials[material as keyof typeof claimMaterials];
}

/** Works a claim out by the rules; what comes out is what the reviewer sees. */
export async function decideClaim(
  db: Db,
  parameters: ParameterSet,
  command: ClaimCommand,
): Promise<ClaimDone | ClaimRefused> {
  return act(db, command, 'decided', async (trx, claim) => {
    const missing = missingMaterials(claim.visit.kind, claim.materials);
    if (missing.length > 0) {
      return refuse('materials-missing', `材料不齐，还缺${missing.join('、')}；请一次性告知申请人，补齐后再核算。`);
    }
    const payable = await notPayable(trx, parameters, command, claim);
    if (payable !== null) return payable;
    const outcome = await preSettle(trx, parameters, { ...claim, ...command });
    if ('refusal' in outcome) return outcome;
    await trx
      .updateTable('manual_claim')
      .set({ state: 'decided', decided: JSON.stringify(amountsOf(outcome.settlement)), decided_by: command.by })
      .where('id', '=', command.id)
      .execute();
    await step(trx, command, 'decided', '');
    await trace(trx, command, 'claim.make', { step: 'decided', funds: outcome.settlement.funds });
    return null;
  });
}

/** Whether the fund pays for it at all, and the claim came in time. */
async function notPayable(
  trx: Trx,
  parameters: ParameterSet,
  { department, today }: ClaimCommand,
  claim: Claim,
): Promise<ClaimRefused | null> {
  const person = await findInsured(trx, claim.person);
  const place = await departmentOf(trx, department);
  if (person === null || place === null) return personUnknown();
  const { visit, cause, submittedOn } = claim;
  const standing = await standingVisit(trx, { person: claim.person, visit });
  const answer = decideManualClaim(parameters, {
    area: policyAreaOf(place.area) ?? place.area,
    treatedFrom: visit.from,
    treatedTo: visit.to,
    submittedOn,
    cause,
    coverage: person.spells.map(({ from, to }) => ({ from, to })),
    settled: standing !== null,
  });
  if (answer !== null) return { refusal: { list: 'manual-claim', id: answer.refusal, message: answer.message } };
  const claimant = await findClaimant(trx, claim.person);
  if (claimant === null) return personUnknown();
  const visitCase = decideCase(claimant, place, visit, today);
  return 'refusal' in visitCase ? visitCase : null;
}

export interface ReviewCommand extends ClaimCommand {
  readonly decision: 'approve' | 'return' | 'reject';
  /** Why it is returned or rejected; empty for what is approved. */
  readonly reason: string;
  /** Id of the settlement that an approval makes. */
  readonly settlement: string;
}

/** The second pair of eyes: settles what was worked out, sends it back, or rejects it. */
export async function reviewClaim(
  db: Db,
  charts: Charts,
  parameters: ParameterSet,
  command: ReviewCommand,
): Promise<ClaimDone | ClaimRefused> {
  const { decision, reason } = command;
  const what: Exclude<ClaimStep, 'taken'> =
    decision === 'approve' ? 'settled' : decision === 'return' ? 'returned' : 'rejected';
  return act(db, command, what, async (trx, claim) => {
    const same = [claim.madeBy, claim.decidedBy]
      .map((maker) => (maker === null ? null : decideChecking({ maker, checker: command.by, what: '这件申请' })))
      .find((one) => one !== null);
    if (same !== undefined && same !== null) return passOn('access', same.refusal);
    if (decision !== 'approve') {
      const problem = reasonProblem(reason);
      if (problem !== null) return problem;
      await close(trx, command, decision === 'return' ? 'taken' : 'rejected', reason);
      await trace(trx, command, 'claim.review', { step: what, reason });
      return null;
    }
    const { settlement: id, department, by, at, today } = command;
    const { visit, bill, person } = claim;
    const now = await preSettle(trx, parameters, { department, person, visit, bill, today });
    if ('refusal' in now) return now;
    if (fingerprintOf(amountsOf(now.settlement)) !== fingerprintOf(claim.decided)) {
      return refuse(
        'amounts-changed',
        '核算以后，此人的年度累计或适用的参数有变，金额与核算的不同，没有结算；请退回重新核算。',
      );
    }
    const settled = await settleVisit(trx, charts, parameters, {
      ...{ department, person, bill, id, by, at, today },
      visit: { ...visit, channel: 'manual' },
    });
    if ('refusal' in settled) return settled;
    await trx
      .insertInto('settlement_payee')
      .columns(['person_id', 'settlement_id', 'name', 'bank', 'account_sealed'])
      .expression((from) =>
        from
          .selectFrom('manual_claim')
          .select((select) => [
            'person_id',
            select.val(id).$castTo<string>().as('settlement_id'),
            'payee_name',
            'payee_bank',
            'payee_account',
          ])
          .where('id', '=', command.id),
      )
      .execute();
    await trx
      .updateTable('manual_claim')
      .set({ state: 'settled', settlement_id: id })
      .where('id', '=', command.id)
      .execute();
    await step(trx, command, 'settled', '');
    await trace(trx, command, 'claim.review', { step: 'settled', settlement: id });
    return null;
  });
}

/** The applicant takes the claim back; its invoices may come again. */
export async function withdrawClaim(
  db: Db,
  command: ClaimCommand & { readonly reason: string },
): Promise<ClaimDone | ClaimRefused> {
  return act(db, command, 'withdrawn', async (trx) => {
    const problem = reasonProblem(command.reason);
    if (problem !== null) return problem;
    await close(trx, command, 'withdrawn', command.reason);
    await trace(trx, command, 'claim.make', { step: 'withdrawn', reason: command.reason });
    return null;
  });
}

async function close(
  trx: Trx,
  command: ClaimCommand,
  state: 'taken' | 'rejected' | 'withdrawn',
  reason: string,
): Promise<void> {
  await trx
    .updateTable('manual_claim')
    .set({ state, decided: null, decided_by: null })
    .where('id', '=', command.id)
    .execute();
  if (state !== 'taken') {
    await trx.updateTable('manual_claim_invoice').set({ released: true }).where('claim_id', '=', command.id).execute();
  }
  await step(trx, command, state === 'taken' ? 'returned' : state, reason);
}

function reasonProblem(reason: string): ClaimRefused | null {
  if (reason !== '' && reason.length <= 200 && reason === reason.trim() && !/\p{Cc}/u.test(reason)) return null;
  return refuse('text-malformed', '“原因”要填写，不超过200字，首尾不留空白，不含换行，请改正后再提交。');
}

export interface Claim {
  readonly id: string;
  readonly person: string;
  readonly state: ClaimState;
  readonly visit: VisitDraft;
  readonly bill: ClaimedBill;
  readonly cause: Cause;
  readonly submittedOn: DateText;
  readonly materials: readonly string[];
  readonly decided: unknown;
  readonly madeBy: string;
  readonly decidedBy: string | null;
}

/** Holds the claim, asks whether the step may be taken, and takes it. */
async function act(
  db: Db,
  command: ClaimCommand,
  what: Exclude<ClaimStep, 'taken'>,
  run: (trx: Trx, claim: Claim) => Promise<ClaimRefused | null>,
): Promise<ClaimDone | ClaimRefused> {
  return within(db, async (trx): Promise<ClaimDone | ClaimRefused> => {
    const row = isUuid7(command.id)
      ? await trx
          .selectFrom('manual_claim')
          .selectAll()
          .where('id', '=', command.id)
          .where('department_id', '=', command.department)
          .forUpdate()
          .executeTakeFirst()
      : undefined;
    if (row === undefined) return refuse('claim-unknown', '没有这件申请，请从零星报销列表中选取。');
    const claim: Claim = {
      id: row.id,
      person: row.person_id,
      state: row.state as ClaimState,
      visit: row.visit as VisitDraft,
      bill: row.bill as ClaimedBill,
      cause: row.cause as Cause,
      submittedOn: row.submitted_on,
      materials: row.materials,
      decided: row.decided,
      madeBy: row.made_by,
      decidedBy: row.decided_by,
    };
    const refused = stepProblem(claim.state, what) ?? (await run(trx, claim));
    return refused ?? { id: command.id, again: false };
  });
}

type AmountsDecided = Omit<Settlement, 'after' | 'derivation'>;

function amountsOf({ after: _, derivation: __, ...amounts }: Settlement): AmountsDecided {
  return amounts;
}

/** An invoice whose claim was settled and then taken back may be claimed again. */
async function releaseTakenBack(trx: Trx, invoices: ClaimDraft['invoices']): Promise<void> {
  for (const { code, number } of invoices) {
    await trx
      .updateTable('manual_claim_invoice as i')
      .set({ released: true })
      .where('i.code', '=', code)
      .where('i.number', '=', number)
      .where('i.released', '=', false)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('manual_claim as m')
            .innerJoin('settlement as c', (join) =>
              join.onRef('c.person_id', '=', 'm.person_id').onRef('c.cancels', '=', 'm.settlement_id'),
            )
            .select('m.id')
            .whereRef('m.id', '=', 'i.claim_id'),
        ),
      )
      .execute();
  }
}

async function claimedAlready(trx: Trx, invoices: ClaimDraft['invoices']): Promise<ClaimRefused | null> {
  for (const { code, number } of invoices) {
    const row = await trx
      .selectFrom('manual_claim_invoice as i')
      .innerJoin('manual_claim as m', 'm.id', 'i.claim_id')
      .innerJoin('insured_person as p', 'p.id', 'm.person_id')
      .select(['p.name', 'm.submitted_on as on', 'm.state'])
      .where('i.code', '=', code)
      .where('i.number', '=', number)
      .where('i.released', '=', false)
      .executeTakeFirst();
    if (row !== undefined) return invoiceClaimed(code, number, row.name, row.on);
  }
  return null;
}

function invoiceClaimed(code: string, number: string, name: string, on: string | null): ClaimRefused {
  const whose = on === null ? '刚刚' : `在“${name}”${on}的申请中`;
  return refuse(
    'invoice-claimed-already',
    `票据${`${code} ${number}`.trim()}已经${whose}登记，同一张票据只报一次，没有受理；请核对票据，疑有重复报销的移交稽核。`,
  );
}

async function step(trx: Trx, { id, by, at, today }: ClaimCommand, what: ClaimStep, reason: string): Promise<void> {
  const last = await trx
    .selectFrom('manual_claim_step')
    .select(({ fn }) => fn.max('ordinal').as('ordinal'))
    .where('claim_id', '=', id)
    .executeTakeFirst();
  await trx
    .insertInto('manual_claim_step')
    .values({
      claim_id: id,
      ordinal: Number(last?.ordinal ?? 0) + 1,
      step: what,
      made_on: today,
      made_by: by,
      made_at: at,
      reason,
    })
    .execute();
}

class RolledBack extends Error {
  readonly refused: ClaimRefused;

  constructor(refused: ClaimRefused) {
    super(refused.refusal.message);
    this.name = 'RolledBack';
    this.refused = refused;
  }
}

async function within(db: Db, run: (trx: Trx) => Promise<ClaimDone | ClaimRefused>): Promise<ClaimDone | ClaimRefused> {
  if (db.isTransaction) return run(db as Trx);
  try {
    return await db.transaction().execute(async (trx) => {
      const outcome = await run(trx);
      if ('refusal' in outcome) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refused;
    throw error;
  }
}

async function trace(
  trx: Trx,
  { id, by, at }: ClaimCommand,
  action: ActionId,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject: `claim:${id}`, detail });
}

/** Sorted by key, so that what comes back from the database in another order is the same. */
function fingerprintOf(content: unknown): string {
  const sorted = (_: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(content, sorted)).digest('hex');
}

export { causes as claimCauses };
