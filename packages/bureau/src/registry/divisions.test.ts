import { expect, test } from 'vitest';
import file from './data/divisions.json' with { type: 'json' };
import {
  divisionAround,
  divisionBeginning,
  divisionName,
  divisionSaid,
  searchDivisions,
  typedDivisions,
} from './divisions.ts';

const own = [{ code: '990101', name: '青禾县' }];

test.each<[string, string | null]>([
  ['43', '湖南省'],
  ['430000', '湖南省'],
  ['4301', '湖南省长沙市'],
  ['430100', '湖南省长沙市'],
  ['430104', '湖南省长沙市岳麓区'],
  ['110101', '北京市东城区'],
  ['419001', '河南省济源市'],
  ['441900', '广东省东莞市'],
  ['330104', '浙江省杭州市江干区'],
  ['330113', '浙江省杭州市临平区'],
  ['820001', '澳门特别行政区花地玛堂区'],
  ['431199', null],
  ['990101', null],
  ['4301040', null],
  ['', null],
])('%s is %s', (code, name) => expect(divisionName(code)).toBe(name));

test('what is around a code that nobody has given out', () => {
  expect(['430199', '439901', '999901', ''].map(divisionAround)).toEqual(['湖南省长沙市', '湖南省', '', '']);
});

test('a division as its beginning, and as it is said', () => {
  expect(['430000', '430100', '430104', '9801', '12'].map(divisionBeginning)).toEqual([
    '43',
    '4301',
    '430104',
    '9801',
    '12',
  ]);
  expect(['430100', '4301', '9801'].map(divisionSaid)).toEqual([
    '湖南省长沙市（430100）',
    '湖南省长沙市（4301）',
    '9801',
  ]);
});

test.each<[string, string, readonly string[]]>([
  ['the start of a code', '4301', ['430100 湖南省长沙市', '430101 湖南省长沙市市辖区', '430102 湖南省长沙市芙蓉区']],
  [
    'words, the whole before its parts',
    '长沙',
    ['430100 湖南省长沙市', '430101 湖南省长沙市市辖区', '430102 湖南省长沙市芙蓉区'],
  ],
  ['several words', '长沙 岳麓', ['430104 湖南省长沙市岳麓区']],
  ['an area of the bureau', '青禾', ['990101 青禾县']],
  ['nothing of that name', '青禾省', []],
])('searched by %s', (_, text, expected) => {
  expect(searchDivisions(text, own, 3).map(({ code, name }) => `${code} ${name}`)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['a code', '430104', ['430104']],
  ['a code with blanks around it', ' 430104 ', ['430104']],
  ['the code of a city', '430100', ['430100']],
  ['half a code', '4301', []],
  ['a code of nobody', '431199', []],
  ['a name in full', '湖南省长沙市岳麓区', ['430104']],
  ['a name of its own', '岳麓区', ['430104']],
  ['a name that two have', '朝阳区', ['110105', '220104']],
  ['an area of the bureau', '青禾县', ['990101']],
  ['half a name', '岳麓', []],
  ['nothing', '', []],
])('typed: %s', (_, text, expected) => {
  expect(typedDivisions(text, own).map(({ code }) => code)).toEqual(expected);
});

test('what the bureau calls an area goes before what the country does', () => {
  expect(typedDivisions('430104', [{ code: '430104', name: '岳麓' }])).toEqual([{ code: '430104', name: '岳麓' }]);
});

test('every county lies in a known province, and every name is one', () => {
  const entries = Object.entries(file.divisions);
  expect(
    entries.filter(([key]) => !/^\d{2}(?:\d{2}){0,2}$/.test(key) || !Object.hasOwn(file.divisions, key.slice(0, 2))),
  ).toEqual([]);
  expect(entries.filter(([, name]) => !/^\p{Script=Han}+$/u.test(name))).toEqual([]);
  expect(entries.length).toBeGreaterThan(3_000);
});
