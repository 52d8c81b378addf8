/** An invented county bureau with its funds' books and insured persons, on a test database. */
import { addMonths } from '@mingzhang/kernel';
import { type Bill, type Category, type Member, type Scheme } from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { checkCharacter, identityKey } from '../access/index.ts';
import { addDepartment, Charts } from '../books/index.ts';
import { enterCategory, enterSpell, registerInsured } from '../registry/index.ts';
import { addFundBooks } from './fund-books.ts';
import { type SettleCommand } from './records.ts';

type Db = Kysely<Database>;

export const department = 'qinghe';
const key = identityKey(Buffer.alloc(32, 7));

/** The department, and books of its funds with months open from 2024-01 through the one given. */
export async function setUpFunds(db: Db, openedThrough: string): Promise<Charts> {
  await addDepartment(db, { id: department, name: '青禾县医疗保障局', area: '990101' });
  const charts = new Charts();
  const months: string[] = [];
  for (let month = '2024-01'; month <= openedThrough; month = addMonths(month, 1)) months.push(month);
  await addFundBooks(db, charts, {
    department,
    firstMonth: '2024-01',
    months,
    by: '李会计',
    on: '2024-01-02',
    source: '测试用编号',
  });
  return charts;
}

interface Wanted {
  readonly scheme?: Scheme;
  readonly member?: Member;
  readonly category?: Category;
  readonly civilServant?: boolean;
}

/** Registers somebody who is insured in 2024; `order` is three digits that nobody else has. */
export async function insured(db: Db, order: string, wanted: Wanted = {}): Promise<string> {
  const { scheme = 'resident', member = 'resident', category, civilServant = false } = wanted;
  const person = newId();
  const first = `99010119900101${order}`;
  const who = { by: newId(), at: new Date('2024-01-02T02:00:00Z'), today: '2024-01-02' };
  const draft = {
    name: `参保人${order}`,
    number: `${first}${checkCharacter(first)}`,
    bornOn: '1990-01-01',
    area: '990101',
  };
  await db.transaction().execute(async (trx) => {
    const spell = {
      scheme,
      member,
      area: '990101',
      civilServant,
      from: '2024-01-01',
      to: scheme === 'resident' ? '2024-12-31' : null,
      waitingUntil: null,
    };
    const outcomes = [
      await registerInsured(trx, key, { id: person, ...who, ...draft }),
      await enterSpell(trx, { person, id: newId(), ...who, ...spell }),
      ...(category === undefined
        ? []
        : [
            await enterCategory(trx, {
              person,
              id: newId(),
              ...who,
              category,
              from: '2024-01-01',
              knownSince: '2024-01-02',
              document: '名单',
            }),
          ]),
    ];
    for (const outcome of outcomes) if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  });
  return person;
}

/** A stay in a hospital of the second level: 12000.00, of which 10000.00 within the rules. */
export function stay(person: string, number: string, by: string): SettleCommand & { readonly bill: Bill } {
  return {
    department,
    person,
    id: newId(),
    by,
    at: new Date('2024-06-30T02:00:00Z'),
    today: '2024-06-30',
    visit: {
      kind: 'inpatient',
      level: 'level-2',
      filing: 'local',
      item: '',
      institution: '青禾县人民医院',
      number,
      from: '2024-06-01',
      to: '2024-06-10',
    },
    bill: {
      lines: [],
      sums: { own: 80_000, overLimit: 10_000, firstPay: 110_000, inScope: 1_000_000 },
      hospitalBorne: 0,
      account: 0,
    },
  };
}
