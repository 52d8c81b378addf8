/**
 * Many insured persons at once, each with a whole life in the registry: decided in the order of time by the same functions that decide
 * one at a desk, then written by COPY. One that would be refused is an error of all, for whoever brings them has to know before.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Bulk, copyLine, type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { type IdentityKey, keepIdentities } from '../access/index.ts';
import {
  type CategorySpan,
  categoryProblem,
  endProblem,
  idProblem,
  type Known,
  pastProblem,
  personProblem,
  type Spell,
  type Suspension,
  spellProblem,
  suspensionProblem,
} from './decide.ts';
import { type RegistryRefused } from './refusals.ts';

export interface WholePerson {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly bornOn: DateText;
  readonly area: string;
  readonly registeredOn: DateText;
  readonly spells: readonly (Spell & { readonly enteredOn: DateText })[];
  readonly suspensions: readonly Suspension[];
  readonly categories: readonly CategorySpan[];
  readonly death: { readonly on: DateText; readonly knownOn: DateText } | null;
}

/** The first thing of a person that the registry would refuse, or null. */
export function wholePersonProblem(person: WholePerson, today: DateText): RegistryRefused | null {
  const { id, spells, suspensions, categories, death } = person;
  const problem = idProblem(id) ?? personProblem(person, today);
  if (problem !== null) return problem;
  // Whoever is written down as dead later was alive for the desk when the rest was entered.
  let known: Known = { diedOn: null, spells: [], suspensions: [], categories: [] };
  for (const spell of spells) {
    const refused = idProblem(spell.id) ?? spellProblem(spell, known);
    if (refused !== null) return refused;
    known = { ...known, spells: [...known.spells, spell] };
  }
  for (const suspension of suspensions) {
    const refused = idProblem(suspension.id) ?? suspensionProblem(suspension, known);
    if (refused !== null) return refused;
    known = { ...known, suspensions: [...known.suspensions, suspension] };
  }
  for (const category of categories) {
    const refused =
      idProblem(category.id) ??
      categoryProblem(category, known, today) ??
      (category.to === null ? null : endProblem(category.from, category.to));
    if (refused !== null) return refused;
    known = { ...known, categories: [...known.categories, category] };
  }
  return death === null ? null : pastProblem({ 死亡日期: death.on, 死亡登记日期: death.knownOn }, today);
}

interface Common {
  readonly key: IdentityKey;
  readonly by: string;
  readonly today: DateText;
}

const moment = (day: DateText): string => `${day}T02:00:00Z`;

/** Writes them in the transaction of `bulk`; throws where one is refused. */
export async function writeInsured(
  bulk: Bulk,
  trx: Transaction<Database>,
  persons: readonly WholePerson[],
  { key, by, today }: Common,
): Promise<void> {
  for (const person of persons) {
    const refused = wholePersonProblem(person, today);
    if (refused !== null) throw new Error(`${person.id}: ${refused.refusal.message}`);
  }
  const kept = await keepIdentities(
    trx,
    key,
    persons.map(({ number }) => number),
    new Date(moment(today)),
  );
  if ('refusal' in kept) throw new Error(kept.refusal.message);
  await bulk.copy(
    'insured_person',
    ['id', 'name', 'born_on', 'area', 'identity_sealed', 'died_on', 'death_by', 'death_at', 'made_by', 'made_at'],
    persons.map(({ id, name, bornOn, area, death, registeredOn }, index) => {
      const sealed = kept[index]?.sealed ?? null;
      const died = death === null ? [null, null, null] : [death.on, by, moment(death.knownOn)];
      return copyLine([id, name, bornOn, area, sealed, ...died, by, moment(registeredOn)]);
    }),
  );
  await bulk.copy(
    'insured_identity',
    ['identity_index', 'person_id'],
    persons.map(({ id }, index) => copyLine([kept[index]?.index ?? null, id])),
  );
  await bulk.copy(
    'insured_category',
    [
      'person_id',
      'id',
      'category',
      'from_date',
      'known_since',
      'to_date',
      'end_known_since',
      'document',
      'made_by',
      'made_at',
      'ended_by',
      'ended_at',
    ],
    persons.flatMap(({ id: person, categories }) =>
      categories.map(({ id, category, from, knownSince, to, endKnownSince, document }) => {
        const ended = endKnownSince === null ? [null, null] : [by, moment(endKnownSince)];
        return copyLine([
          person,
          id,
          category,
          from,
          knownSince,
          to,
          endKnownSince,
          document,
          by,
          moment(knownSince),
          ...ended,
        ]);
      }),
    ),
  );
  await bulk.copy(
    'insured_spell',
    [
      'person_id',
      'id',
      'scheme',
      'area',
      'member',
      'civil_servant',
      'from_date',
      'to_date',
      'waiting_until',
      'made_by',
      'made_at',
    ],
    persons.flatMap(({ id: person, spells }) =>
      spells.map(({ id, scheme, area, member, civilServant, from, to, waitingUntil, enteredOn }) =>
        copyLine([person, id, scheme, area, member, civilServant, from, to, waitingUntil, by, moment(enteredOn)]),
      ),
    ),
  );
  await bulk.copy(
    'insured_suspension',
    ['person_id', 'id', 'spell_id', 'from_date', 'to_date', 'reason', 'made_by', 'made_at'],
    persons.flatMap(({ id: person, suspensions }) =>
      suspensions.map(({ id, spell, from, to, reason }) =>
        copyLine([person, id, spell, from, to, reason, by, moment(from)]),
      ),
    ),
  );
}
