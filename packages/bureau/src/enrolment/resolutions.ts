/**
 * What becomes of money that is held as 暂收款: it is claimed for a due (认领) or given back through the tax bureau (退费). One person
 * proposes, another decides; the money moves with the decision.
 *
 *     认领 380.00 → 借 暂收款 贷 社会保险费收入      退费 380.00 → 借 暂收款 贷 收入户存款
 */
import { type DateText, type Fen, formatYuan } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { decideChecking } from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { lockInsured } from '../registry/index.ts';
import { book, type Db, departmentOf, type Hand, type Movement, type Trx, trace } from './common.ts';
import { idProblem, textProblem } from './decide.ts';
import { accountPart, type RowMatch } from './decide-row.ts';
import { coverPaid, type Done, idUsed } from './enrol.ts';
import { claimed, fundOf, refunded } from './movements.ts';
import { type EnrolmentRefused, ofAccess, ofRegistry, refuse } from './refusals.ts';

export const resolutionKinds = { claim: '认领', refund: '退费' } as const;

export type ResolutionKind = keyof typeof resolutionKinds;

interface ProposeCommand extends Hand {
  readonly department: string;
  readonly file: string;
  readonly row: number;
  readonly kind: ResolutionKind;
  /** Claims: whose due. */
  readonly person: string | null;
  readonly due: string | null;
  readonly reason: string;
}

/** Proposes what becomes of what a row of a confirmed file still holds: all of it. */
export async function proposeResolution(trx: Trx, command: ProposeCommand): Promise<Done | EnrolmentRefused> {
  const { department, file, row, kind, person, due, reason, id, by, at } = command;
  const problem = idProblem(id) ?? textProblem({ 处理理由: reason });
  if (problem !== null) return problem;
  const before = await resolutionAt(trx, department, id);
  if (before !== null)
    return before.file === file && before.row === row && before.kind === kind ? { id, again: true } : idUsed(id);
  const held = await lockRow(trx, department, file, row);
  if (held === null) return refuse('row-unknown', `没有已入账文件的第${row}行，请从文件的列表中选取。`);
  if (held.waiting) return refuse('proposal-waiting', `第${row}行已经有待复核的处理，请等复核或请其退回后再办。`);
  if (held.open === 0) return refuse('nothing-held', `第${row}行没有挂着的金额，不用处理。`);
  if (kind === 'claim') {
    const unfit = await claimProblem(trx, { department, kind: held.kind, person, due, amount: held.open });
    if (unfit !== null) return unfit;
  }
  await trx
    .insertInto('contribution_resolution')
    .values({
      department_id: department,
      id,
      file_id: file,
      row,
      kind,
      person_id: kind === 'claim' ? person : held.person,
      due_id: kind === 'claim' ? due : null,
      amount: held.open,
      reason,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, command, 'contribution.make', `contribution-resolution:${id}`, {
    department,
    row,
    kind,
    amount: held.open,
  });
  return { id, again: false };
}

/** Proposes refunds for every row of a file that came twice, or for somebody employed or dead; answers how many. */
export async function proposeRefunds(
  trx: Trx,
  command: Omit<Hand, 'id'> & { readonly department: string; readonly file: string; readonly newId: () => string },
): Promise<{ readonly proposed: number; readonly amount: Fen } | EnrolmentRefused> {
  const { department, file, newId } = command;
  const { rows } = await sql<{ row: number; match: RowMatch; message: string }>`
    select r.row, r.match, r.message from contribution_row r
    where r.department_id = ${department} and r.file_id = ${file} and r.held > 0
      and r.match in ('paid-twice', 'over', 'employed', 'person-dead')
      and not exists (select from contribution_resolution o
                      where o.department_id = r.department_id and o.file_id = r.file_id and o.row = r.row
                        and o.decided is distinct from 'rejected')
    order by r.row`.execute(trx);
  let amount = 0;
  for (const { row, message } of rows) {
    const reason = message.replace(/[。，]$/, '').slice(0, 200);
    const outcome = await proposeResolution(trx, {
      ...command,
      id: newId(),
      row,
      kind: 'refund',
      person: null,
      due: null,
      reason,
    });
    if ('refusal' in outcome) return outcome;
  }
  for (const { row } of rows) amount += (await lockRow(trx, department, file, row))?.open ?? 0;
  return { proposed: rows.length, amount };
}

/** Why money cannot be claimed for a due: it must be of the same scheme, standing, and owe as much. */
async function claimProblem(
  trx: Trx,
  {
    department,
    kind,
    person,
    due,
    amount,
  }: {
    readonly department: string;
    readonly kind: string;
    readonly person: string | null;
    readonly due: string | null;
    readonly amount: Fen;
  },
): Promise<EnrolmentRefused | null> {
  if (person === null || due === null || idProblem(person) !== null || idProblem(due) !== null) {
    return refuse('claim-unfit', '认领要指明是谁的哪一笔应缴，请先查找此人再选。');
  }
  const found = await trx
    .selectFrom('contribution_due')
    .select(['person', 'paid_person', 'period'])
    .where('person_id', '=', person)
    .where('id', '=', due)
    .where('department_id', '=', department)
    .where('scheme', '=', kind)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) return refuse('claim-unfit', '此人没有这笔应缴，或已经撤回，或险种不同，不能认领。');
  const owed = found.person - found.paid_person;
  if (owed >= amount) return null;
  return refuse(
    'claim-unfit',
    `${found.period}本人还欠${formatYuan(owed)}元，不足认领的${formatYuan(amount)}元；多出的只能退费。`,
  );
}

interface DecideCommand extends Omit<Hand, 'id'> {
  readonly department: string;
  readonly id: string;
  readonly approve: boolean;
  /** Why not, where it is turned down. */
  readonly reason: string;
}

/** Approves a proposal, and moves the money, or turns it down. */
export async function decideResolution(
  trx: Trx,
  charts: Charts,
  command: DecideCommand,
): Promise<Done | EnrolmentRefused> {
  const { department: departmentId, id, approve, reason, by, at, today } = command;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const problem = approve ? null : textProblem({ 退回理由: reason });
  if (problem !== null) return problem;
  const proposal = await resolutionAt(trx, departmentId, id);
  if (proposal === null) return refuse('proposal-unknown', '没有这项处理，请刷新列表后再试。');
  const held = await lockRow(trx, departmentId, proposal.file, proposal.row);
  const decided = await decidedAs(trx, departmentId, id);
  if (decided !== null) {
    const same = decided === (approve ? 'approved' : 'rejected');
    return same ? { id, again: true } : refuse('proposal-decided', '这项处理已经复核，没有改动。');
  }
  const samePerson = decideChecking({
    maker: proposal.by,
    checker: by,
    what: `第${proposal.row}行的${resolutionKinds[proposal.kind]}`,
  });
  if (samePerson !== null) return ofAccess(samePerson.refusal);
  if (approve) {
    const fund = fundOf(held?.kind === 'employee' ? 'employee' : 'resident');
    const moved =
      proposal.kind === 'refund'
        ? refunded(fund, held?.deposit ?? '', proposal.amount)
        : await claim(trx, {
            proposal,
            area: department.area,
            fund,
            deposit: held?.deposit ?? '',
            paidOn: held?.paidOn ?? today,
            by,
            at,
          });
    if ('refusal' in moved) return moved;
    const text = `${resolutionKinds[proposal.kind]} ${proposal.reason}`.slice(0, 100);
    const refused = await book(trx, charts, {
      department: departmentId,
      of: 'resolution',
      ofId: id,
      text,
      movements: moved,
      by,
      at,
      today,
    });
    if (refused !== null) return refused;
  }
  await trx
    .updateTable('contribution_resolution')
    .set({
      decided: approve ? 'approved' : 'rejected',
      decided_by: by,
      decided_on: today,
      decided_at: at,
      decided_reason: approve ? null : reason,
    })
    .where('department_id', '=', departmentId)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'contribution.check', `contribution-resolution:${id}`, {
    department: departmentId,
    kind: proposal.kind,
    approve,
    amount: proposal.amount,
  });
  return { id, again: false };
}

async function claim(
  trx: Trx,
  {
    proposal,
    area,
    fund,
    deposit,
    paidOn,
    by,
    at,
  }: {
    readonly proposal: Proposal;
    readonly area: string;
    readonly fund: FundPart;
    readonly deposit: string;
    readonly paidOn: DateText;
  } & Pick<Hand, 'by' | 'at'>,
): Promise<readonly Movement[] | EnrolmentRefused> {
  const { person, due, amount } = proposal;
  if (person === null || due === null) throw new Error(`the claim ${proposal.id} names no due`);
  const locked = await lockInsured(trx, person);
  if ('refusal' in locked) return ofRegistry(locked);
  const found = await trx
    .selectFrom('contribution_due')
    .select(['person', 'paid_person', 'account', 'withdrawn_at', 'period'])
    .where('person_id', '=', person)
    .where('id', '=', due)
    .executeTakeFirstOrThrow();
  if (found.withdrawn_at !== null || found.person - found.paid_person < amount) {
    return refuse('claim-unfit', `${found.period}的应缴在提出认领以后已经缴清或撤回，不能认领；请退回后改办退费。`);
  }
  await trx
    .updateTable('contribution_due')
    .set({ paid_person: found.paid_person + amount })
    .where('person_id', '=', person)
    .where('id', '=', due)
    .execute();
  const refused = await coverPaid(trx, [{ person, due, on: paidOn }], { area, by, at });
  if (refused !== null) return refused;
  const account = accountPart({ account: found.account, paidPerson: found.paid_person }, amount);
  return claimed(fund, deposit, amount, account);
}

interface HeldRow {
  readonly kind: string;
  readonly deposit: string;
  readonly person: string | null;
  readonly paidOn: DateText | null;
  readonly open: Fen;
  readonly waiting: boolean;
}

/** A row of a confirmed file, held; null where there is none. */
async function lockRow(trx: Trx, department: string, file: string, row: number): Promise<HeldRow | null> {
  if (idProblem(file) !== null) return null;
  const { rows } = await sql<{
    kind: string;
    deposit: string;
    person: string | null;
    paidOn: DateText | null;
    held: Fen;
  }>`
    select f.kind, f.deposit, r.person_id as person, r.paid_on as "paidOn", r.held
    from contribution_row r
    join contribution_file f on f.department_id = r.department_id and f.id = r.file_id and f.confirmed_at is not null
    where r.department_id = ${department} and r.file_id = ${file} and r.row = ${row}
    for update of r`.execute(trx);
  const [found] = rows;
  if (found === undefined) return null;
  const { rows: spent } = await sql<{ sum: Fen; waiting: boolean }>`
    select coalesce(sum(amount) filter (where decided = 'approved'), 0)::bigint as sum,
           coalesce(bool_or(decided is null), false) as waiting
    from contribution_resolution
    where department_id = ${department} and file_id = ${file} and row = ${row}`.execute(trx);
  const { held, ...rest } = found;
  return { ...rest, open: held - (spent[0]?.sum ?? 0), waiting: spent[0]?.waiting === true };
}

interface Proposal {
  readonly id: string;
  readonly file: string;
  readonly row: number;
  readonly kind: ResolutionKind;
  readonly person: string | null;
  readonly due: string | null;
  readonly amount: Fen;
  readonly reason: string;
  readonly by: string;
}

async function resolutionAt(trx: Trx, department: string, id: string): Promise<Proposal | null> {
  if (idProblem(id) !== null) return null;
  const row = await trx
    .selectFrom('contribution_resolution')
    .selectAll()
    .where('department_id', '=', department)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    file: row.file_id,
    row: row.row,
    kind: row.kind === 'claim' ? 'claim' : 'refund',
    person: row.person_id,
    due: row.due_id,
    amount: row.amount,
    reason: row.reason,
    by: row.made_by,
  };
}

/** Read once the row is held: whoever decided at the same time has been waited for. */
async function decidedAs(trx: Trx, department: string, id: string): Promise<string | null> {
  const row = await trx
    .selectFrom('contribution_resolution')
    .select('decided')
    .where('department_id', '=', department)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.decided ?? null;
}

export interface ListedResolution {
  readonly id: string;
  readonly file: string;
  readonly fileName: string;
  readonly row: number;
  readonly name: string;
  readonly number: string;
  readonly match: RowMatch;
  readonly kind: ResolutionKind;
  readonly amount: Fen;
  readonly reason: string;
  readonly period: string | null;
  readonly maker: string;
  readonly decided: 'approved' | 'rejected' | null;
  readonly decidedOn: DateText | null;
  readonly decidedReason: string | null;
}

/** What is proposed and was decided, what waits first; at most 500. */
export async function listResolutions(db: Db, department: string): Promise<readonly ListedResolution[]> {
  const { rows } = await sql<ListedResolution>`
    select o.id, o.file_id as file, f.name as "fileName", o.row, r.name, r.number_masked as number, r.match, o.kind, o.amount,
           o.reason, d.period, coalesce(m.name, '') as maker, o.decided, o.decided_on as "decidedOn", o.decided_reason as "decidedReason"
    from contribution_resolution o
    join contribution_row r on r.department_id = o.department_id and r.file_id = o.file_id and r.row = o.row
    join contribution_file f on f.department_id = o.department_id and f.id = o.file_id
    left join contribution_due d on d.person_id = o.person_id and d.id = o.due_id
    left join access_person m on m.id = o.made_by
    where o.department_id = ${department}
    order by o.decided is not null, o.made_at desc, o.id limit 500`.execute(db);
  return rows;
}
