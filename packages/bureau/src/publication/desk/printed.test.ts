import { exact } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { isPrintedAs } from './evidence.ts';

test.each<[string, string, boolean]>([
  ['2640.53', '26405312.34', true],
  ['2640.53', '26405412.34', false],
  ['0', '0', true],
  ['——', '0', true],
  ['——', '1', false],
  ['37.5%', '37.5', true],
  ['二百', '200', false],
])('%s printed for %s: %s', (text, value, answer) => expect(isPrintedAs(text, exact(value))).toBe(answer));
