import { expect, test } from 'vitest';
import { type Dimensions } from './account.ts';
import { dimensionText, parseDimensions, pickDimensions } from './entry.ts';

const all: Dimensions = {
  functionCode: '2101506',
  economyCode: '30227',
  fund: 'resident',
  spending: 'project',
  source: 'general-public-budget',
  project: 'CX-2024-01',
  counterpart: 'qinghe-centre',
};

test.each([
  [{}, ''],
  [{ spending: 'basic', functionCode: '2101501' }, 'functionCode=2101501 spending=basic'],
  [
    all,
    'functionCode=2101506 economyCode=30227 fund=resident spending=project source=general-public-budget project=CX-2024-01 counterpart=qinghe-centre',
  ],
] as const)('dimensions %j as text and back', (dimensions, text) => {
  expect(dimensionText(dimensions)).toBe(text);
  expect(parseDimensions(text)).toEqual(dimensions);
});

test('a text with another name was not written by us', () => {
  expect(() => parseDimensions('colour=red')).toThrow('colour=red');
});

test('only what is named and known is picked', () => {
  expect(pickDimensions({ functionCode: '2101501', spending: 'basic' }, ['spending', 'project'])).toEqual({
    spending: 'basic',
  });
});
