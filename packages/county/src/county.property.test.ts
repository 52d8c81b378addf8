/** Over small counties of several seeds: the same county for the same seed, numbers that are nobody else's, and no honest visit refused. */
import { BulkDesk, identityKey, identityProblem, shippedParameters, wholePersonProblem } from '@mingzhang/bureau';
import { describe, expect, test } from 'vitest';
import { digestOfBatch, digestOfPeople } from './digest.ts';
import { collectFor, filesOf } from './dues.ts';
import { faultPatterns } from './faults.ts';
import { type CountyPerson } from './model.ts';
import { confirmedSet } from './parameters.ts';
import { type CountyPlan, drawCounty, drawPart } from './parts.ts';

const area = '990102';
const years = { first: 2023, last: 2025 };
const planOf = (seed: number, people: number): CountyPlan => ({ seed, people, years, area });

function drawn(plan: CountyPlan) {
  const county = drawCounty(plan);
  const parts = county.parts.map((part) => drawPart(county, part));
  return { people: parts.flatMap(({ people }) => people), planted: parts.flatMap(({ planted }) => planted) };
}

const parameters = confirmedSet(shippedParameters(), 'hunan/yongzhou', years);
const sets = new Map(
  ['resident', 'employee-pooled', 'employee-personal', 'assistance', 'civil-servant', 'retired-cadre'].map((fund) => [
    fund,
    fund,
  ]),
);

test('the same people, seed and years give the same county; another seed gives another', () => {
  const first = drawn(planOf(7, 260));
  expect(digestOfPeople(drawn(planOf(7, 260)).people)).toEqual(digestOfPeople(first.people));
  expect(digestOfPeople(drawn(planOf(8, 260)).people)).not.toEqual(digestOfPeople(first.people));
});

test('a part is the same whether the others were drawn before it or not', () => {
  const county = drawCounty(planOf(7, 260));
  const last = county.parts.at(-1);
  if (last === undefined) throw new Error('a county has parts');
  const alone = digestOfPeople(drawPart(county, last).people);
  for (const part of county.parts.slice(0, 20)) drawPart(county, part);
  expect(digestOfPeople(drawPart(county, last).people)).toEqual(alone);
});

describe.each([1, 2])('a county of seed %i', (seed) => {
  const { people, planted } = drawn(planOf(seed, 1_300));
  const visits = people.flatMap((person) => person.visits.map((visit) => visit.id));

  test('has the people it should, each with a number of their own that can be and is nobody’s', () => {
    const double = planted.filter(({ pattern }) => pattern === 'double-registration').length;
    expect(people).toHaveLength(1_300 + double);
    expect(new Set(people.map(({ number }) => number)).size).toBe(people.length);
    expect(people.filter(({ number }) => identityProblem(number) !== null)).toEqual([]);
    expect(new Set(visits).size).toBe(visits.length);
  });

  test('is of the size and shape of a county', () => {
    const stays = people.map(
      (person) =>
        new Set(
          person.visits.filter(({ draft }) => draft.kind === 'inpatient').map(({ draft }) => draft.to.slice(0, 4)),
        ).size,
    );
    expect(visits.length / people.length / 3).toBeGreaterThan(4.5);
    expect(visits.length / people.length / 3).toBeLessThan(7.5);
    const inHospital = stays.reduce((sum, count) => sum + count, 0) / people.length / 3;
    expect(inHospital).toBeGreaterThan(0.07);
    expect(inHospital).toBeLessThan(0.13);
    const employees = people.filter(({ spells }) => spells.some(({ scheme }) => scheme === 'employee')).length;
    expect(employees / people.length).toBeGreaterThan(0.035);
    expect(employees / people.length).toBeLessThan(0.065);
  });

  test('is registered and settled without a refusal', { timeout: 60_000 }, () => {
    const refused: string[] = [];
    for (const person of people) {
      const problem = wholePersonProblem(person, '2026-12-31');
      if (problem !== null) refused.push(`${person.id}: ${problem.refusal.message}`);
      refused.push(...refusedVisits(person));
    }
    expect(refused).toEqual([]);
  });

  test('pays what it owes, holds the rest, and takes from accounts no more than came onto them', () => {
    const county = drawCounty(planOf(seed, 1_300));
    const collect = () =>
      collectFor(county, filesOf(county.plan), 0, people, {
        department: 'demo',
        division: area,
        parameters,
        sets: new Map([...sets.keys()].map((fund) => [fund, 'one'])),
        key: identityKey(Buffer.alloc(32, 3)),
        by: 'maker',
        checker: 'checker',
      });
    const { collection, accounts, credits } = collect();
    expect(digestOfBatch(people, collect().collection)).toEqual(digestOfBatch(people, collection));
    expect(collection.dues.length).toBeGreaterThan(3_000);
    for (const { draft, paidPerson, paidEmployer, settledOn } of collection.dues) {
      expect(paidPerson).toBeLessThanOrEqual(draft.person);
      expect(paidEmployer).toBeLessThanOrEqual(draft.employerShare);
      expect(settledOn !== null).toBe(paidPerson === draft.person && paidEmployer === draft.employerShare);
    }
    for (const { payment, decision } of collection.rows) {
      const { appliedPerson, appliedEmployer, held } = decision;
      expect(appliedPerson + appliedEmployer + held).toBe(payment.personAmount + payment.employerAmount);
    }
    for (const [person, own] of credits) {
      expect(accounts.totalOf(person)).toBe(own.reduce((sum, { amount }) => sum + amount, 0));
    }
    for (const { entries } of [...collection.vouchers('one'), ...accounts.vouchers()]) {
      const balance = entries[0]?.legs.reduce(
        (sum, { side, amount }) => sum + (side === 'debit' ? amount : -amount),
        0,
      );
      expect(balance).toBe(0);
    }
  });

  test('has written down what is wrong in it, and nothing that is not there', () => {
    const all = new Set(visits);
    const persons = new Set(people.map(({ id }) => id));
    for (const { pattern, persons: whose, visits: which } of planted) {
      expect(Object.hasOwn(faultPatterns, pattern)).toBe(true);
      expect(whose.every((id) => persons.has(id))).toBe(true);
      expect(
        which.every((id) => all.has(id)),
        pattern,
      ).toBe(true);
    }
    expect(new Set(planted.map(({ pattern }) => pattern)).size).toBeGreaterThan(5);
  });
});

function refusedVisits(person: CountyPerson): readonly string[] {
  const by = person.id;
  const desk = new BulkDesk({ department: 'demo', division: area, parameters, sets, by, gather: 'month' });
  return person.visits.flatMap(({ id, draft, bill, settledOn }) => {
    const diedOn = person.death !== null && person.death.knownOn <= settledOn ? person.death.on : null;
    const at = new Date(`${settledOn}T02:00:00Z`);
    const answer = desk.settle({ ...person, diedOn, balance: 0 }, { id, visit: draft, bill, settledOn, at });
    return 'refusal' in answer ? [`${id}: ${answer.refusal.message}`] : [];
  });
}
