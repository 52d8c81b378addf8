import { expect, test } from 'vitest';
import { areaName, parameterAreas, parameterTopics, shippedParameters, topicName } from './load.ts';

test('every place and topic of the files has a Chinese name', () => {
  const areas = parameterAreas();
  expect(areas.length).toBeGreaterThan(5);
  expect(areas.filter(({ id }) => areaName(id) === id)).toEqual([]);
  expect(areas.reduce((sum, { rows }) => sum + rows, 0)).toBe(shippedParameters().rows.length);
  expect(parameterTopics().filter(({ id }) => topicName(id) === id)).toEqual([]);
});

test('the files are read once', () => {
  expect(shippedParameters()).toBe(shippedParameters());
});
