/**
 * What the year before was published with, where its books are not here: stored figures of the catalogue that two people have put
 * down, by the measure that the narrative compares with. Whatever nobody has put down is not compared with.
 */
import { type KnownFigure, priorKey, type Scope } from '@mingzhang/disclosure';
import { type FigureReader } from '../../figures/index.ts';
import { knownFigure, type Place } from './known-figure.ts';

interface Stored extends Place {
  /** Each with its money: a total is that of both sides. */
  readonly measures: readonly (readonly [measure: string, scope: Scope])[];
}

const stored: readonly Stored[] = [
  {
    figure: 'accounts-total',
    measures: [
      ['income-total', 'all'],
      ['expenditure-total', 'all'],
    ],
  },
  {
    figure: 'fiscal-accounts-total',
    measures: [
      ['income-total', 'fiscal'],
      ['expenditure-total', 'fiscal'],
    ],
  },
  { figure: 'income-final', measures: [['income-year', 'all']] },
  { figure: 'expenditure-final', measures: [['expenditure-year', 'all']] },
  { figure: 'general-expenditure-final', measures: [['general-expenditure', 'general']] },
  { figure: 'basic-expenditure-final', at: 'group=personnel', measures: [['personnel', 'general']] },
  { figure: 'basic-expenditure-final', at: 'group=running', measures: [['running', 'general']] },
  { figure: 'three-public-final', measures: [['three-public', 'fiscal']] },
  ...['abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception'].map(
    (part): Stored => ({ figure: 'three-public-final', at: `part=${part}`, measures: [[part, 'fiscal']] }),
  ),
  { figure: 'meeting-cost-final', measures: [['meetings', 'fiscal']] },
  { figure: 'training-cost-final', measures: [['training', 'fiscal']] },
  { figure: 'running-cost-final', measures: [['running-cost', 'general']] },
];

export async function priorFigures(
  reader: FigureReader,
  department: string,
  year: number,
): Promise<Readonly<Record<string, KnownFigure>>> {
  const items = await reader.values('general-expenditure-final', { department, year });
  const ofItems = items.flatMap(({ at: { item } }): readonly Stored[] =>
    typeof item === 'string'
      ? [{ figure: 'general-expenditure-final', at: `item=${item}`, measures: [[`code:${item}`, 'general']] }]
      : [],
  );
  const found: Record<string, KnownFigure> = {};
  for (const { measures, ...place } of [...stored, ...ofItems]) {
    const figure = await knownFigure(reader, department, year, place);
    if (figure === null) continue;
    for (const [measure, scope] of measures) found[priorKey(measure, scope)] = figure;
  }
  return found;
}
