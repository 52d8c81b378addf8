import { expect, test } from 'vitest';
import { coordinateText, figureNamed, parseCoordinates, strangeCoordinate } from './index.ts';

test.each([
  [{}, ''],
  [{ scheme: 'resident' }, 'scheme=resident'],
  [{ visit: 'inpatient', scheme: ['resident', 'employee'] }, 'scheme=employee,resident visit=inpatient'],
])('%j as text', (at, text) => {
  expect(coordinateText(at)).toBe(text);
  expect(coordinateText(parseCoordinates(text) ?? { not: 'read' })).toBe(text);
});

test.each(['scheme', 'scheme=', 'scheme=a scheme=b', '=a'])('%s is no text of coordinates', (text) => {
  expect(parseCoordinates(text)).toBeNull();
});

test.each`
  at                        | strange
  ${{}}                     | ${null}
  ${{ scheme: 'resident' }} | ${null}
  ${{ scheme: 'student' }}  | ${'scheme=student'}
  ${{ colour: 'red' }}      | ${'colour'}
`('in $at the figure does not have $strange', ({ at, strange }) => {
  const figure = figureNamed('insured-persons');
  expect(figure === null ? '' : strangeCoordinate(figure, at)).toBe(strange);
});
