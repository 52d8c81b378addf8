/**
 * Where a whole county's people live and who they stand with, at once: areas, employers, institutions with their agreements, households.
 * Each is looked at by the function that looks at one at a desk; one that would be refused is an error of all.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Bulk, copyLine } from '@mingzhang/store';
import { idProblem } from './decide.ts';
import {
  type Agreement,
  type Area,
  type CareInstitution,
  type Employer,
  employerProblem,
  institutionProblem,
  keepAreas,
  type Relation,
} from './places.ts';
import { type Trx } from './records.ts';
import { type RegistryRefused } from './refusals.ts';

export interface WholePlaces {
  readonly areas: readonly Area[];
  readonly employers: readonly Omit<Employer, 'to'>[];
  readonly institutions: readonly (Omit<CareInstitution, 'agreements'> & {
    readonly agreements: readonly Omit<Agreement, 'endedOn'>[];
  })[];
}

interface Common {
  readonly by: string;
  readonly today: DateText;
}

/** Writes them in the transaction of `bulk`; throws where one is refused. */
export async function writePlaces(
  bulk: Bulk,
  trx: Trx,
  { areas, employers, institutions }: WholePlaces,
  { by, today }: Common,
): Promise<void> {
  for (const one of employers) must(one.code, employerProblem(one, today));
  for (const one of institutions) must(one.code, institutionProblem(one) ?? idProblem(...one.agreements.map(idOf)));
  const at = `${today}T02:00:00Z`;
  await keepAreas(trx, areas);
  await bulk.copy(
    'employer',
    ['code', 'name', 'area', 'kind', 'from_date', 'made_by', 'made_at'],
    employers.map(({ code, name, area, kind, from }) => copyLine([code, name, area, kind, from, by, at])),
  );
  await bulk.copy(
    'care_institution',
    ['code', 'name', 'area', 'kind', 'level', 'dip', 'made_by', 'made_at'],
    institutions.map(({ code, name, area, kind, level, dip }) =>
      copyLine([code, name, area, kind, level, dip, by, at]),
    ),
  );
  await bulk.copy(
    'care_agreement',
    ['institution', 'id', 'from_date', 'to_date', 'made_by', 'made_at'],
    institutions.flatMap(({ code, agreements }) =>
      agreements.map(({ id, from, to }) => copyLine([code, id, from, to, by, at])),
    ),
  );
}

export interface WholeHousehold {
  readonly id: string;
  /** 户号. */
  readonly number: string;
  readonly area: string;
  readonly members: readonly {
    readonly id: string;
    readonly person: string;
    readonly relation: Relation;
    readonly from: DateText;
  }[];
}

/** Writes households whose people are registered, in the transaction of `bulk`; each person is in one of them. */
export async function writeHouseholds(
  bulk: Bulk,
  households: readonly WholeHousehold[],
  { by }: Pick<Common, 'by'>,
): Promise<void> {
  const people = new Set<string>();
  for (const { id, number, members } of households) {
    must(number, idProblem(id, ...members.map(idOf)));
    for (const { person } of members) {
      if (people.has(person)) throw new Error(`${person} is in two households`);
      people.add(person);
    }
  }
  const moment = (day: DateText): string => `${day}T02:00:00Z`;
  await bulk.copy(
    'household',
    ['id', 'number', 'area', 'made_by', 'made_at'],
    households.map(({ id, number, area, members }) => {
      const first = members.map(({ from }) => from).sort()[0] ?? '';
      return copyLine([id, number, area, by, moment(first)]);
    }),
  );
  await bulk.copy(
    'household_member',
    ['person_id', 'id', 'household_id', 'relation', 'from_date', 'made_by', 'made_at'],
    households.flatMap(({ id: household, members }) =>
      members.map(({ id, person, relation, from }) =>
        copyLine([person, id, household, relation, from, by, moment(from)]),
      ),
    ),
  );
}

const idOf = ({ id }: { readonly id: string }): string => id;

function must(what: string, refused: RegistryRefused | null): void {
  if (refused !== null) throw new Error(`${what}: ${refused.refusal.message}`);
}
