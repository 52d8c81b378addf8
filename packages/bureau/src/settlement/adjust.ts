/**
 * 补差: what is paid more or less beside what was settled, as a row of its own with its entries and its use of the year. What was
 * settled stays as it was; the row names it. A year settled again is booked so, and assistance on application, which corrects nothing.
 *
 *     低保身份后来获知：统筹 0.00，医疗救助 +1848.00，个人 −1848.00
 */
import { type DateText, yearOf } from '@mingzhang/kernel';
import { type Voucher } from '@mingzhang/ledger';
import { type Accumulators, type Derivation, useAdded, type VisitCase, type VisitKind } from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { recordAction } from '../access/index.ts';
import { type Charts, findDepartment, postVoucherWithin } from '../books/index.ts';
import { lockInsured } from '../registry/index.ts';
import { type Amounts, caseColumns, columnsOf } from './amounts.ts';
import { fundLegs, fundLines, idProblem, linesBySet, textProblem } from './decide.ts';
import { fundSetsOf } from './memory.ts';
import {
  accumulatorOf,
  departmentUnknown,
  fingerprintAt,
  fingerprintOf,
  type Hand,
  idUsed,
  personUnknown,
  type Settled,
} from './records.ts';
import { type DeskRefused, passOn } from './refusals.ts';
import { usedText } from './used.ts';
import { writeSettlements } from './write.ts';

export interface AdjustCommand extends Hand {
  readonly department: string;
  readonly person: string;
  /** The settlement that is corrected; null for what corrects none. */
  readonly corrects: string | null;
  readonly visit: VisitCase;
  readonly visitKind: VisitKind;
  readonly institution: string;
  readonly number: string;
  readonly from: DateText;
  readonly to: DateText;
  /** What each pays more (or, below zero, less). */
  readonly amounts: Amounts;
  /** The use of the year that this adds: from what to what. */
  readonly use: { readonly before: Accumulators; readonly after: Accumulators };
  readonly derivation: Derivation;
  readonly reason: string;
  readonly today: DateText;
}

/** Books a difference in the caller's transaction; a refusal is theirs to roll back. The same id with the same content is the same. */
export async function adjustSettlement(
  trx: Transaction<Database>,
  charts: Charts,
  command: AdjustCommand,
): Promise<Settled | DeskRefused> {
  const { department, person, id, corrects, visit, amounts, use, derivation, reason, by, at, today } = command;
  const form = idProblem(id) ?? textProblem({ 补差原因: reason });
  if (form !== null) return form;
  const held = await lockInsured(trx, person);
  if ('refusal' in held) return personUnknown();
  const fingerprint = fingerprintOf([department, corrects, visit, amounts, use, reason]);
  const earlier = await fingerprintAt(trx, person, id);
  if (earlier !== null) return earlier === fingerprint ? { id, again: true } : idUsed(id);
  const bureau = await findDepartment(trx, department);
  if (bureau === null) return departmentUnknown(department);
  const { used, version } = await accumulatorOf(trx, person, visit.scheme, yearOf(visit.day));
  const after = useAdded(used, use);
  const sets = linesBySet(fundLines(visit.scheme, amounts), await fundSetsOf(trx, department));
  if ('refusal' in sets) return sets;
  const vouchers = sets.map((one) => ({ ...one, voucher: newId() }));
  const ofAccount = vouchers.find(({ lines }) => lines.some(({ payer }) => payer === 'account'));
  await writeSettlements(trx, [
    {
      settlement: {
        person_id: person,
        id,
        department_id: department,
        settled_on: today,
        made_by: by,
        made_at: at,
        kind: 'adjusted',
        cancels: null,
        corrects,
        scheme: visit.scheme,
        year: yearOf(visit.day),
        institution: command.institution,
        institution_level: visit.level,
        visit_number: command.number,
        visit_kind: command.visitKind,
        visit_item: visit.item,
        visit_from: command.from,
        visit_to: command.to,
        filing: visit.filing,
        care_area: bureau.area,
        channel: 'manual',
        ...caseColumns(visit, { account: 0 }),
        ...columnsOf(amounts),
        used_before: usedText(used),
        used_after: usedText(after),
        fingerprint,
        reason,
      },
      premises: {
        visit: JSON.stringify(visit),
        bill: JSON.stringify({ lines: [], hospitalBorne: amounts.hospitalBorne, account: 0 }),
        how: { steps: JSON.stringify(derivation) },
      },
      funds: vouchers.flatMap(({ lines, set, voucher }) => lines.map((line) => ({ ...line, set, voucher }))),
      accumulator: { used: after, version },
      account:
        ofAccount === undefined
          ? null
          : { id: newId(), amount: amounts.account, set: ofAccount.set, voucher: ofAccount.voucher },
    },
  ]);
  for (const { set, lines, voucher: voucherId } of vouchers) {
    const voucher: Voucher = {
      id: voucherId,
      kind: 'ordinary',
      date: today,
      text: `待遇补差 ${command.institution}`,
      entries: [{ id: newId(), set, reverses: null, legs: fundLegs(lines) }],
    };
    const posted = await postVoucherWithin(trx, charts, { voucher, today, by, at });
    if (posted.outcome === 'refused') return passOn('ledger', posted.refusal);
  }
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action: 'settlement.adjust',
    subject: `settlement:${person}/${id}`,
    detail: { department, corrects, reason, funds: amounts.funds },
  });
  return { id, again: false };
}
