/**
 * 关系转移接续: somebody's insurance comes from another place or goes there. The desk enters it with the 参保凭证; another person approves
 * it. Going out ends the cover here with the day before; coming in carries the months paid there, and the cover begins by enrolment.
 * What moves of a personal account is booked, and is on the person's account: 转入 借 收入户存款 贷 转移收入，转出 借 转移支出 贷 支出户存款.
 */
import { type DateText, type Fen, formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { decideChecking, type IdentityKey, maskedIdentity } from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { areaNames, divisionsTyped, endSpell, lockInsured } from '../registry/index.ts';
import { personalBalance, transferAccount } from '../settlement/index.ts';
import { book, bookedAs, type Db, departmentOf, type Hand, type Trx, trace } from './common.ts';
import { idProblem, monthBefore, otherPlaceOf, type TransferDraft, textProblem } from './decide.ts';
import { type Done, employmentsOf, entryUnknown, idUsed } from './enrol.ts';
import { type EnrolmentRefused, ofAccess, ofRegistry, refuse } from './refusals.ts';

interface TransferCommand extends Hand, TransferDraft {
  readonly department: string;
  readonly person: string;
}

/** Enters a transfer for another to approve; nothing changes yet. */
export async function proposeTransfer(trx: Trx, command: TransferCommand): Promise<Done | EnrolmentRefused> {
  const {
    department: departmentId,
    person: personId,
    id,
    direction,
    scheme,
    otherArea,
    onDate,
    by,
    at,
    today,
  } = command;
  const { certificate, months, account } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const others = await divisionsTyped(trx, otherArea);
  const other = otherPlaceOf(command, { division: department.area, others }, today);
  if ('refusal' in other) return other;
  const person = await lockInsured(trx, personId);
  if ('refusal' in person) return ofRegistry(person);
  const known = await listTransfers(trx, personId);
  const before = known.find((one) => one.id === id);
  if (before !== undefined) {
    return before.certificate === certificate && before.direction === direction ? { id, again: true } : idUsed(id);
  }
  const used = await trx
    .selectFrom('insured_transfer')
    .select('on_date')
    .where('department_id', '=', departmentId)
    .where('direction', '=', direction)
    .where('certificate', '=', certificate)
    .where((where) => where.or([where('decided', 'is', null), where('decided', '=', 'approved')]))
    .executeTakeFirst();
  if (used !== undefined) {
    return refuse(
      'certificate-used',
      `参保凭证${certificate}已于${used.on_date}办过，没有再办一次，请核对是否重复受理。`,
    );
  }
  const open = known.find((one) => one.decided === null && one.direction === direction && one.scheme === scheme);
  if (open !== undefined) {
    return refuse(
      'proposal-waiting',
      `${person.name}的关系${direction === 'in' ? '转入' : '转出'}（参保凭证${open.certificate}）已由${open.maker}受理，还没有复核，没有再办一次；请等复核，要改的请其退回后再办。`,
    );
  }
  if (person.diedOn !== null && person.diedOn < onDate) {
    return {
      refusal: {
        list: 'registry',
        id: 'person-dead',
        message: `${person.name}${person.diedOn}死亡，${onDate}没有可以转移的关系，没有受理。登记有误的请先更正死亡日期。`,
      },
    };
  }
  const spell = person.spells.find(
    (one) =>
      one.scheme === scheme &&
      one.area === department.area &&
      one.from < onDate &&
      (one.to === null || one.to >= onDate),
  );
  if (direction === 'out' && spell === undefined) {
    return refuse('entry-unknown', `${person.name}${onDate}在本地没有这种参保，没有可以转出的关系，请核对险种和日期。`);
  }
  if (direction === 'out') {
    const short = await accountShort(trx, person, account);
    if (short !== null) return short;
  }
  await trx
    .insertInto('insured_transfer')
    .values({
      person_id: personId,
      id,
      department_id: departmentId,
      direction,
      scheme,
      other_area: other.code,
      on_date: onDate,
      certificate,
      months,
      account,
      spell_id: direction === 'out' ? (spell?.id ?? null) : null,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, command, 'enrolment.make', `insured:${personId}`, {
    transfer: direction,
    otherArea: other.code,
    onDate,
    account,
  });
  return { id, again: false };
}

/** What goes with somebody is at most what stands on their account. */
async function accountShort(
  db: Db,
  person: { readonly id: string; readonly name: string },
  amount: Fen,
): Promise<EnrolmentRefused | null> {
  const balance = amount === 0 ? 0 : await personalBalance(db, person.id);
  if (amount <= balance) return null;
  return refuse(
    'account-short',
    `${person.name}的个人账户只有${formatYuan(balance)}元，不够转出${formatYuan(amount)}元，没有办理；请对照个人账户明细填写余额。`,
  );
}

interface DecideCommand extends Omit<Hand, 'id'> {
  readonly department: string;
  readonly person: string;
  readonly id: string;
  readonly approve: boolean;
  readonly reason: string;
}

/** Approves a transfer, ends the cover of who goes, and books the account that moves; or turns it down. */
export async function decideTransfer(
  trx: Trx,
  charts: Charts,
  command: DecideCommand,
): Promise<Done | EnrolmentRefused> {
  const { department, person: personId, id, approve, reason, by, at, today } = command;
  const problem = approve ? null : textProblem({ 退回理由: reason });
  if (problem !== null) return problem;
  const person = await lockInsured(trx, personId);
  if ('refusal' in person) return ofRegistry(person);
  const transfer = await trx
    .selectFrom('insured_transfer')
    .selectAll()
    .where('person_id', '=', personId)
    .where('id', '=', idProblem(id) === null ? id : personId)
    .where('department_id', '=', department)
    .executeTakeFirst();
  if (transfer === undefined) return entryUnknown();
  if (transfer.decided !== null) {
    const same = transfer.decided === (approve ? 'approved' : 'rejected');
    return same ? { id, again: true } : refuse('proposal-decided', '这次转移已经复核，没有改动。');
  }
  const samePerson = decideChecking({ maker: transfer.made_by, checker: by, what: `${person.name}的关系转移` });
  if (samePerson !== null) return ofAccess(samePerson.refusal);
  if (approve) {
    const { direction, spell_id: spell, on_date: onDate, account, scheme } = transfer;
    if (direction === 'out' && spell !== null) {
      const ended = await endOutgoing(trx, command, { spell, onDate });
      if (ended !== null) return ended;
    }
    const placeOf = await areaNames(trx, [transfer.other_area]);
    const text = `关系${direction === 'in' ? '转入' : '转出'} ${placeOf(transfer.other_area)}`;
    const fund = scheme === 'employee' ? 'employee-personal' : 'resident';
    const refused = await book(trx, charts, {
      department,
      of: 'transfer',
      ofId: id,
      text,
      movements: [
        direction === 'in'
          ? { fund, debit: 'income-account-deposit', credit: 'transfer-in-income', amount: account }
          : { fund, debit: 'transfer-out-expense', credit: 'payment-account-deposit', amount: account },
      ],
      by,
      at,
      today,
    });
    if (refused !== null) return refused;
    const voucher = await bookedAs(trx, { department, of: 'transfer', ofId: id });
    // Nothing is booked where nothing moves.
    if (voucher !== undefined) {
      const way = direction === 'out' ? 'out' : 'in';
      const moved = { person: personId, amount: account, date: today, text, voucher, by, at };
      if (!(await transferAccount(trx, { ...moved, direction: way }))) {
        return (await accountShort(trx, person, account)) ?? entryUnknown();
      }
    }
  }
  await trx
    .updateTable('insured_transfer')
    .set({
      decided: approve ? 'approved' : 'rejected',
      decided_by: by,
      decided_on: today,
      decided_at: at,
      decided_reason: approve ? null : reason,
    })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'enrolment.check', `insured:${personId}`, { transfer: transfer.direction, approve });
  return { id, again: false };
}

/** Ends the cover with the day before, and what was reckoned by with the month before. */
async function endOutgoing(
  trx: Trx,
  command: DecideCommand,
  { spell, onDate }: { readonly spell: string; readonly onDate: DateText },
): Promise<EnrolmentRefused | null> {
  const { person, by, at } = command;
  const { rows } = await sql<{ to: DateText }>`select (${onDate}::date - 1)::text as to`.execute(trx);
  const ended = await endSpell(trx, { ...command, id: spell, to: rows[0]?.to ?? onDate, reason: '关系转出' });
  if ('refusal' in ended) return ofRegistry(ended);
  for (const employment of await employmentsOf(trx, person)) {
    if (employment.spell !== spell || employment.toMonth !== null) continue;
    const last = monthBefore(onDate);
    await trx
      .updateTable('insured_employment')
      .set({ to_month: last < employment.fromMonth ? employment.fromMonth : last, ended_by: by, ended_at: at })
      .where('person_id', '=', person)
      .where('id', '=', employment.id)
      .execute();
  }
  return null;
}

export interface ListedTransfer {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly scheme: 'resident' | 'employee';
  readonly otherArea: string;
  readonly onDate: DateText;
  readonly certificate: string;
  readonly months: number;
  readonly account: Fen;
  readonly maker: string;
  readonly decided: 'approved' | 'rejected' | null;
  readonly decidedOn: DateText | null;
  readonly decidedReason: string | null;
}

/** Somebody's transfers, the latest first. */
export async function listTransfers(db: Db, person: string): Promise<readonly ListedTransfer[]> {
  const { rows } = await sql<ListedTransfer>`
    select t.id, t.direction, t.scheme, t.other_area as "otherArea", t.on_date as "onDate", t.certificate, t.months, t.account,
           coalesce(m.name, '') as maker, t.decided, t.decided_on as "decidedOn", t.decided_reason as "decidedReason"
    from insured_transfer t left join access_person m on m.id = t.made_by
    where t.person_id = ${person} order by t.on_date desc, t.id`.execute(db);
  return rows;
}

export interface WaitingTransfer
  extends Pick<ListedTransfer, 'id' | 'direction' | 'scheme' | 'otherArea' | 'onDate' | 'account' | 'maker'> {
  readonly person: string;
  readonly name: string;
  /** Masked. */
  readonly identity: string;
}

/** What a bureau has taken in and nobody has approved or turned down, the oldest first. */
export async function waitingTransfers(
  db: Db,
  key: IdentityKey,
  department: string,
): Promise<readonly WaitingTransfer[]> {
  const { rows } = await sql<Omit<WaitingTransfer, 'identity'> & { readonly sealed: Buffer }>`
    select t.id, t.direction, t.scheme, t.other_area as "otherArea", t.on_date as "onDate", t.account,
           coalesce(m.name, '') as maker, p.id as person, p.name, p.identity_sealed as sealed
    from insured_transfer t join insured_person p on p.id = t.person_id left join access_person m on m.id = t.made_by
    where t.department_id = ${department} and t.decided is null order by t.made_at, t.id limit 500`.execute(db);
  return rows.map(({ sealed, ...row }) => ({ ...row, identity: maskedIdentity(key, sealed) }));
}
