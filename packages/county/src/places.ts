/**
 * Where the county's people live, work and are treated: 22 townships and 369 villages (figures.md J), some 480 employers, 42 hospitals with
 * inpatient care (figures.md A02, E01, F01), a clinic in every village, pharmacies, and the hospitals outside that people go to. All
 * names are put together by chance and belong to nobody.
 */
import { creditCheckCharacter } from '@mingzhang/bureau';
import { Chance } from './chance.ts';
import names from './data/names.json' with { type: 'json' };
import { type Employer, type Institution, type InstitutionKind, type Township, type Village } from './model.ts';

export interface Places {
  readonly townships: readonly Township[];
  readonly villages: readonly Village[];
  readonly employers: readonly Employer[];
  readonly institutions: readonly Institution[];
  /** The clinic of a village, the hospital of a township, by their place in the lists. */
  readonly clinics: readonly Institution[];
  readonly townshipHospitals: readonly Institution[];
  readonly byKind: ReadonlyMap<InstitutionKind, readonly Institution[]>;
}

/** A county that does not exist. */
export const countyName = '澄溪县';
export const villageCount = 369;
const pharmacyCount = 210;
const employersInFullSize = 480;
/** The people of both schemes (figures.md A15). */
export const fullSize = 649_337;

interface County {
  readonly seed: number;
  readonly people: number;
  /** Six digits. */
  readonly area: string;
}

export function drawPlaces({ seed, people, area }: County): Places {
  const chance = new Chance(seed, 'places');
  const townships = names.townships.map((name, index): Township => {
    const urban = index < 4;
    const order = String(urban ? index + 1 : 96 + index).padStart(3, '0');
    return { code: `${area}${order}`, name: `${name}${urban ? '街道' : index < 16 ? '镇' : '乡'}` };
  });
  const villages = drawVillages(townships, chance);
  const institutions = drawInstitutions(area, townships, villages, chance);
  return {
    townships,
    villages,
    employers: drawEmployers(people, area, chance),
    institutions,
    clinics: institutions.filter(({ kind }) => kind === 'clinic'),
    townshipHospitals: institutions.filter(({ kind }) => kind === 'township'),
    byKind: Map.groupBy(institutions, ({ kind }) => kind),
  };
}

function drawVillages(townships: readonly Township[], chance: Chance): readonly Village[] {
  const villages: Village[] = [];
  const used = new Set<string>();
  for (let index = 0; index < villageCount; index += 1) {
    const township = index % townships.length;
    const { code } = townships[township] as Township;
    const urban = township < 4;
    let name = '';
    do {
      name = `${chance.of([...names.villageFirst])}${chance.of([...names.villageSecond])}${urban ? '社区' : '村'}`;
    } while (used.has(`${township}${name}`));
    used.add(`${township}${name}`);
    const order = String(200 + Math.floor(index / townships.length)).padStart(3, '0');
    villages.push({
      code: `${code}${order}`,
      name,
      township,
      share: (urban ? 46 : 25) * chance.between(60, 140),
    });
  }
  return villages;
}

function drawEmployers(people: number, area: string, chance: Chance): readonly Employer[] {
  const count = Math.max(4, Math.round((employersInFullSize * people) / fullSize));
  const first = names.employerFirst.match(/.{2}/g) ?? [];
  return Array.from({ length: count }, (_, index): Employer => {
    const inPublic = index % 3 !== 2;
    const kind =
      inPublic && index % 2 === 0
        ? chance.of(['局', '镇人民政府', '中心小学', '中学', '卫生院'])
        : chance.of(names.employerKinds);
    const sort = employerSort(kind);
    const begins = `${creditClass[sort]}${area}MA${String(index + 1).padStart(7, '0')}`;
    return {
      code: `${begins}${creditCheckCharacter(begins)}`,
      name: `${chance.of(first)}${kind}（${index + 1}）`,
      kind: sort,
      public: inPublic,
      share: Math.max(1, Math.round(12_000 / (index + 12))) * chance.between(50, 150),
      wage: chance.between(inPublic ? 4_200 : 3_600, inPublic ? 8_600 : 6_800) * 100,
    };
  });
}

/** Who registered it, and as what: the first two characters of the code. */
const creditClass = { government: '11', institution: '12', enterprise: '91' } as const;

function employerSort(name: string): Employer['kind'] {
  if (/局$|人民政府$/.test(name)) return 'government';
  return /学$|卫生院$/.test(name) ? 'institution' : 'enterprise';
}

function drawInstitutions(
  area: string,
  townships: readonly Township[],
  villages: readonly Village[],
  chance: Chance,
): readonly Institution[] {
  const list: Institution[] = [];
  const add = (kind: InstitutionKind, level: string, name: string, where: string, beds: number): void => {
    const letter = kind === 'pharmacy' ? 'P' : 'H';
    const order = String(list.length + 1).padStart(5, '0');
    list.push({ code: `${letter}${area}${order}`, name, kind, level, area: where, beds });
  };
  const seat = townships[0]?.code ?? area;
  add('level-3', 'level-3', `${countyName}人民医院`, seat, 1_200);
  for (const name of [
    '中医医院',
    '妇幼保健院',
    '第二人民医院',
    '精神卫生中心',
    '骨伤医院',
    '康宁医院',
    '眼耳鼻喉医院',
    '仁爱医院',
  ]) {
    add(
      'level-2',
      'level-2',
      `${countyName}${name}`,
      townships[chance.below(4)]?.code ?? seat,
      chance.between(120, 500),
    );
  }
  for (let index = 0; index < 11; index += 1) {
    const first = chance.of(names.employerFirst.match(/.{2}/g) ?? []);
    add(
      'level-1',
      'level-1',
      `${first}医院（${index + 1}）`,
      townships[chance.below(10)]?.code ?? seat,
      chance.between(40, 99),
    );
  }
  for (const { code, name } of townships) add('township', 'primary', `${name}卫生院`, code, chance.between(30, 90));
  for (const { name, township } of villages) {
    const { code, name: of } = townships[township] as Township;
    add('clinic', 'primary', `${of}${name}卫生室`, code, 0);
  }
  for (let index = 0; index < pharmacyCount; index += 1) {
    const first = chance.of(names.employerFirst.match(/.{2}/g) ?? []);
    const { code } = townships[chance.below(townships.length)] as Township;
    add('pharmacy', 'primary', `${first}大药房${index + 1}店`, code, 0);
  }
  add('city', 'level-3', '市中心医院', '990101', 1_800);
  add('city', 'level-3', '市第一人民医院', '990101', 1_500);
  add('provincial', 'provincial', '省人民医院', '990201', 3_000);
  add('provincial', 'provincial', '省肿瘤医院', '990201', 2_400);
  for (const [index, city] of ['东江市', '南岭市', '珠湾市'].entries()) {
    add('elsewhere', 'level-3', `${city}第一医院`, `9801${index + 10}`, 2_000);
  }
  return list;
}

/** How many people each village has: the county's, by share, to the last one. */
export function villagePeople(villages: readonly Village[], people: number): readonly number[] {
  const total = villages.reduce((sum, { share }) => sum + share, 0);
  let before = 0;
  let given = 0;
  return villages.map(({ share }) => {
    before += share;
    const until = Math.round((people * before) / total);
    const own = until - given;
    given = until;
    return own;
  });
}
