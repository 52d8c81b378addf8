/**
 * The demonstration: an invented bureau with the id `demo`, and people to try it with. It is loaded whole or not at all, once,
 * into a database that has nobody in it.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type IdentityKey } from '../access/index.ts';
import { hashPassword } from '../access/password.ts';
import { peopleExist } from '../access/people.ts';
import { recordAction, systemPerson } from '../access/trail.ts';
import { addDepartment } from '../books/sets.ts';
import { computedFigures } from '../catalogue.ts';
import { type Chance, seededChance } from '../office/invented-year/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { writeAssets } from './assets.ts';
import { writeAssistance, writeSources } from './assistance.ts';
import { loadDemonstrationBooks } from './books.ts';
import { drawUpBudget, writeBudget } from './budget.ts';
import { writeClaims } from './claims.ts';
import { type DemonstrationRooms, drawUpDeclarations, writeDeclarations } from './declarations.ts';
import { writeIdentities } from './identities.ts';
import { idsFrom } from './ids.ts';
import { writeFundBooks, writeInsured } from './insured.ts';
import { writeItems } from './items.ts';
import { createDemonstrationPeople, demonstrationPassword } from './people.ts';
import { writePerformance } from './performance.ts';
import { writePlaces } from './places.ts';
import { writeConfirmations } from './policy.ts';
import { drawUpProcurement, writeProcurement } from './procurement.ts';
import { writePublications } from './publications.ts';
import { drawUpRegisters, writeRegisters } from './registers.ts';
import { writeRemoteCare } from './remote-care.ts';
import { writeStaff } from './staff.ts';
import { writeTreasury } from './treasury.ts';

export {
  type DemonstrationPerson,
  demonstrationPassword,
  demonstrationPeople,
  demonstrationPeopleExist,
} from './people.ts';

/** A county that does not exist. */
export const demonstrationDepartment = { id: 'demo', name: '禾丰县医疗保障局', area: '990102' } as const;

/** The same seed and day give the same books. */
const demonstrationSeed = 20_260_701;

/** Every room has chance of its own, so that none disturbs the others. */
function roomChance(room: string, unit: string): Chance {
  const letters = [...`${room} ${unit}`].map((letter) => letter.codePointAt(0) ?? 0);
  return seededChance(letters.reduce((sum, letter) => Math.imul(sum, 31) + letter, demonstrationSeed));
}

/** Any number that nobody else locks by: two first starts at once must not load it twice. */
const loadLock = 4_206_002;

/**
 * Loads the demonstration; false where there are people already. `today` is the last day that its books may know, `key` what the
 * identity numbers of its staff are encrypted with.
 */
export async function loadDemonstration(
  db: Kysely<Database>,
  today: DateText,
  at: Date,
  key: IdentityKey,
): Promise<boolean> {
  if (await peopleExist(db)) return false;
  const passwordHash = await hashPassword(demonstrationPassword);
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${loadLock})`.execute(trx);
    if (await peopleExist(trx)) return false;
    await addDepartment(trx, demonstrationDepartment);
    await createDemonstrationPeople(trx, { at, from: `${Number(today.slice(0, 4)) - 4}-01-01`, passwordHash });
    const personNamed = async (signIn: string): Promise<string> => {
      const row = await trx
        .selectFrom('access_person')
        .select('id')
        .where('sign_in', '=', signIn)
        .executeTakeFirstOrThrow();
      return row.id;
    };
    const persons = { maker: await personNamed('kuaiji'), checker: await personNamed('fuhe') };
    const rooms: DemonstrationRooms[] = [];
    for (const books of await loadDemonstrationBooks(trx, today, demonstrationSeed, persons)) {
      const chance = (room: string): Chance => roomChance(room, books.unit.id);
      await writeStaff(trx, books.staff, today, persons);
      await writeIdentities(trx, key, books.staff, { today, at }, chance('identities'));
      await writeAssets(trx, books.assets, books.opening.date, persons);
      const budget = drawUpBudget(books, today, chance('budget'));
      await writeBudget(trx, budget, persons, { at });
      const registers = drawUpRegisters(books, today, chance('registers'));
      await writeRegisters(trx, registers, persons);
      await writeProcurement(trx, drawUpProcurement(books, today, chance('procurement')), persons);
      rooms.push({ books, budget, registers });
    }
    const declared = { maker: await personNamed('jingban'), checker: await personNamed('yewufuhe') };
    const ids = idsFrom(roomChance('declarations', demonstrationDepartment.id));
    await writeDeclarations(trx, drawUpDeclarations(rooms), { declared, stored: persons }, ids);
    const director = await personNamed('juzhang');
    const years = rooms[0]?.books.years.slice(0, -1) ?? [];
    const performanceIds = idsFrom(roomChance('performance', demonstrationDepartment.id));
    await writePerformance(trx, years, today, { ...persons, director }, performanceIds);
    await writeConfirmations(trx, declared, { today, at }, idsFrom(roomChance('policy', demonstrationDepartment.id)));
    const insurance = {
      department: demonstrationDepartment.id,
      county: demonstrationDepartment.area,
      today,
      at,
      key,
      persons: declared,
      newId: idsFrom(roomChance('insurance', demonstrationDepartment.id)),
    };
    await writeFundBooks(trx, insurance);
    const parameters = await parametersOf(trx);
    const insured = await writeInsured(trx, insurance, parameters);
    await writePlaces(trx, insurance, insured);
    await writeRemoteCare(trx, insurance);
    await writeItems(trx, insurance);
    const claims = { ...insurance, newId: idsFrom(roomChance('claims', demonstrationDepartment.id)) };
    await writeClaims(trx, claims, parameters, insured);
    const assistance = { ...insurance, newId: idsFrom(roomChance('assistance', demonstrationDepartment.id)) };
    await writeAssistance(trx, assistance, parameters, insured);
    const money = await writeTreasury(trx, {
      department: demonstrationDepartment.id,
      today,
      at,
      key,
      persons: { maker: await personNamed('jijin'), checker: declared.checker },
      newId: idsFrom(roomChance('treasury', demonstrationDepartment.id)),
    });
    await writeSources(trx, assistance, parameters, money);
    await writePublications(trx, {
      department: demonstrationDepartment.id,
      years,
      people: {
        gongkai: await personNamed('gongkai'),
        fuhe: persons.checker,
        juzhang: director,
        kuaiji: persons.maker,
      },
      today,
      at,
      computed: computedFigures,
    });
    await recordAction(trx, {
      id: newId(),
      at,
      person: systemPerson,
      action: 'demonstration.load',
      subject: 'department:demo',
      detail: { today },
    });
    return true;
  });
}
