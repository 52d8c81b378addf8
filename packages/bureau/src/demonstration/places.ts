/**
 * Where the demonstration's insured persons live and who they stand with: the county's areas by name, households, employers, and
 * institutions with their agreements. All invented; the codes check as real ones do.
 */
import { type DateText, yearOf } from '@mingzhang/kernel';
import {
  creditCheckCharacter,
  type EmployerKind,
  enterAgreement,
  type InstitutionKind,
  joinHousehold,
  keepAreas,
  type Relation,
  registerEmployer,
  registerInstitution,
} from '../registry/index.ts';
import { type Room } from './insured.ts';
import { done, handOn, type Trx } from './write.ts';

/** After the county's six digits: townships of three, villages and neighbourhoods of six. */
const areas: readonly (readonly [code: string, name: string])[] = [
  ['', '禾丰县'],
  ['001', '城关街道'],
  ['001002', '南门社区'],
  ['001003', '文庙社区'],
  ['001004', '东风社区'],
  ['001005', '新桥社区'],
  ['100', '清溪镇'],
  ['100201', '石塘村'],
  ['100204', '枫树村'],
  ['101', '白马镇'],
  ['101203', '上湾村'],
  ['101205', '桥头村'],
  ['101207', '大坪村'],
  ['102', '双河镇'],
  ['102204', '柳塘村'],
  ['103', '云岭乡'],
  ['103201', '茶山村'],
  ['103205', '云脚村'],
  ['104', '龙潭乡'],
  ['104202', '龙口村'],
  ['104206', '竹园村'],
  ['105', '高桥镇'],
  ['105203', '田心村'],
];

/** The head first, then what everybody else is to the head. */
const households: readonly (readonly [village: string, members: readonly (readonly [string, Relation])[]])[] = [
  [
    '100201',
    [
      ['罗春山', 'head'],
      ['邹桂兰', 'spouse'],
      ['罗一帆', 'child'],
      ['罗小禾', 'other'],
    ],
  ],
  [
    '101203',
    [
      ['段守田', 'head'],
      ['何满秀', 'spouse'],
    ],
  ],
  [
    '103205',
    [
      ['蒋石生', 'head'],
      ['唐银花', 'spouse'],
      ['蒋雨桐', 'child'],
    ],
  ],
  [
    '105203',
    [
      ['尹青松', 'head'],
      ['毛丽君', 'spouse'],
    ],
  ],
  [
    '001002',
    [
      ['顾文博', 'head'],
      ['卫晴', 'spouse'],
      ['顾念', 'child'],
    ],
  ],
  [
    '001003',
    [
      ['陶继忠', 'head'],
      ['冯淑珍', 'spouse'],
    ],
  ],
];

/** Who registered them and as what: the code's first two digits. */
const employers: readonly (readonly [registrar: string, organisation: string, name: string, kind: EmployerKind])[] = [
  ['11', 'MB0000101', '禾丰县水利局', 'government'],
  ['12', 'MB0000202', '禾丰县第一中学', 'institution'],
  ['91', 'MA0000303', '禾丰县众和劳务服务有限公司', 'enterprise'],
];

interface InventedInstitution {
  readonly code: string;
  readonly name: string;
  readonly kind: InstitutionKind;
  readonly level: string;
  readonly dip: boolean;
  readonly at: string;
}

/** `code` and `at` without the county's six digits. */
const institutions: readonly InventedInstitution[] = [
  { code: '00001', name: '禾丰县人民医院', kind: 'hospital', level: 'level-2', dip: true, at: '001' },
  { code: '00002', name: '禾丰县中医医院', kind: 'hospital', level: 'level-2', dip: true, at: '001' },
  { code: '00003', name: '清溪镇中心卫生院', kind: 'township-hospital', level: 'primary', dip: true, at: '100' },
  { code: '00004', name: '禾丰县康宁大药房', kind: 'pharmacy', level: '', dip: false, at: '001002' },
];

/** Enters them from the year before last on; `people` has the insured persons' ids by name. */
export async function writePlaces(trx: Trx, room: Room, people: ReadonlyMap<string, string>): Promise<void> {
  const { county, today, persons, newId } = room;
  const year = yearOf(today);
  const from: DateText = `${year - 1}-01-04`;
  const on = handOn(room, from, persons.maker);
  await keepAreas(
    trx,
    areas.map(([code, name]) => ({ code: `${county}${code}`, name })),
  );
  for (const [order, [village, members]] of households.entries()) {
    const household = { number: `${county}${String(order + 1).padStart(4, '0')}`, area: `${county}${village}`, from };
    for (const [name, relation] of members) {
      const person = people.get(name);
      if (person === undefined) throw new Error(`${name} is nobody of the demonstration`);
      done(await joinHousehold(trx, { ...on, person, id: newId(from), ...household, relation }));
    }
  }
  for (const [registrar, organisation, name, kind] of employers) {
    const first = `${registrar}${county}${organisation}`;
    const code = `${first}${creditCheckCharacter(first)}`;
    done(await registerEmployer(trx, { ...on, code, name, kind, area: county, from }));
  }
  for (const { code: order, at, ...one } of institutions) {
    const code = `${one.kind === 'pharmacy' ? 'P' : 'H'}${county}${order}`;
    done(await registerInstitution(trx, { ...on, ...one, code, area: `${county}${at}` }));
    for (const agreed of [year - 1, year]) {
      const span = { from: `${agreed}-01-01`, to: `${agreed}-12-31` };
      done(await enterAgreement(trx, { ...on, institution: code, id: newId(from), ...span }));
    }
  }
}
