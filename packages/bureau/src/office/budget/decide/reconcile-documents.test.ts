import { describe, expect, test } from 'vitest';
import { budgetDocument, budgetLine, recordedDocument } from '../testing/invented.ts';
import { type ExportedLine, reconcileDocuments } from './reconcile-documents.ts';

const start = recordedDocument(
  budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500), budgetLine('T101', '2101505', 80)]),
);

function exported(
  number: number,
  project: string,
  functionCode: string,
  amount: number,
  more: Partial<ExportedLine> = {},
): ExportedLine {
  return {
    ...budgetLine(project, functionCode, amount),
    row: number + 1,
    kind: 'start',
    number: '云财预〔2024〕1号',
    ...more,
  };
}

const whole = [exported(1, 'R1', '2101501', 500), exported(2, 'T101', '2101505', 80)];

describe('an export against the document here', () => {
  test.each<[string, readonly ExportedLine[], readonly string[], readonly string[]]>([
    ['the same', whole, ['matched 580 580'], []],
    [
      'the same in more lines',
      [exported(1, 'R1', '2101501', 300), exported(2, 'R1', '2101501', 200), ...whole.slice(1)],
      ['matched 580 580'],
      [],
    ],
    [
      'another amount',
      [exported(1, 'R1', '2101501', 400), ...whole.slice(1)],
      ['amount-differs 480 580'],
      ['R1 2101501 400 500'],
    ],
    [
      'another project',
      [exported(1, 'G1', '2101501', 500), ...whole.slice(1)],
      ['lines-differ 580 580'],
      ['G1 2101501 500 0', 'R1 2101501 0 500'],
    ],
    [
      'another level',
      [exported(1, 'R1', '2101501', 500, { level: 'city' }), ...whole.slice(1)],
      ['lines-differ 580 580'],
      ['R1 2101501 500 0', 'R1 2101501 0 500'],
    ],
    ['no such number', [], ['not-in-export 0 580'], ['R1 2101501 0 500', 'T101 2101505 0 80']],
    [
      'one number more',
      [...whole, exported(3, 'R1', '2101501', 7, { number: '追加1号' })],
      ['not-recorded 7 0', 'matched 580 580'],
      ['R1 2101501 7 0'],
    ],
    [
      'the number as another kind',
      whole.map((line) => ({ ...line, kind: 'addition' as const })),
      ['not-in-export 0 580', 'not-recorded 580 0'],
      ['R1 2101501 0 500', 'T101 2101505 0 80', 'R1 2101501 500 0', 'T101 2101505 80 0'],
    ],
  ])('%s', (_, lines, matches, differing) => {
    const found = reconcileDocuments(lines, [start]);
    expect(found.map((one) => `${one.match} ${one.exported} ${one.recorded}`)).toEqual(matches);
    const told = found
      .flatMap((one) => one.lines)
      .map((line) => `${line.project} ${line.functionCode} ${line.exported} ${line.recorded}`);
    expect(told).toEqual(differing);
  });
});

test('what is drawn up and not approved is not in force, and says so; what was corrected or sent back counts for nothing', () => {
  const of = (state: 'drafted' | 'rejected' | 'corrected') => reconcileDocuments(whole, [{ ...start, state }])[0];
  expect(of('drafted')).toMatchObject({ match: 'not-recorded', waiting: true, rows: [2, 3] });
  expect(of('rejected')).toMatchObject({ match: 'not-recorded', waiting: false });
  expect(of('corrected')).toMatchObject({ match: 'not-recorded', waiting: false });
});
