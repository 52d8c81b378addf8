/** What a county comes to, as a number: over everything that is drawn, nothing that a load adds (who loaded it, nonces, times). */
import { createHash, hash } from 'node:crypto';
import { type BulkCollection } from '@mingzhang/bureau';
import { type CountyPerson } from './model.ts';

export function digestOfPeople(people: readonly CountyPerson[]): Buffer {
  const digest = createHash('sha256');
  for (const { visits, ...person } of people) {
    let text = JSON.stringify(person);
    for (const { id, draft, bill, settledOn, institution, record } of visits) {
      const { kind, filing, item, number, from, to } = draft;
      text += `\n${id} ${kind} ${filing} ${item} ${institution.code} ${number} ${from} ${to} ${settledOn} ${record.diagnoses.join()} ${record.procedures.join()} ${record.discharge} ${record.doctor}`;
      for (const { code, quantity, price, amount, day } of bill.lines)
        text += `|${code} ${quantity} ${price} ${amount} ${day}`;
    }
    digest.update(text);
  }
  return digest.digest();
}

/** Of people with what they owe and paid. */
export function digestOfBatch(
  people: readonly CountyPerson[],
  { dues, rows }: Pick<BulkCollection, 'dues' | 'rows'>,
): Buffer {
  const digest = createHash('sha256').update(digestOfPeople(people));
  for (const { person, id, draft, employer, paidPerson, paidEmployer, settledOn } of dues) {
    digest.update(
      `${person} ${id} ${draft.period} ${employer} ${draft.person} ${draft.employerShare} ${draft.subsidy}`,
    );
    digest.update(` ${paidPerson} ${paidEmployer} ${settledOn}\n`);
  }
  for (const { file, payment, decision } of rows) {
    const { number, period, personAmount, employerAmount, paidOn } = payment;
    digest.update(`${file.name} ${number} ${period} ${personAmount} ${employerAmount} ${paidOn} ${decision.match}\n`);
  }
  return digest.digest();
}

/** Of the batches in their order. */
export function digestOfCounty(batches: readonly Uint8Array[]): string {
  return hash('sha256', Buffer.concat(batches));
}
