/** A figure of the catalogue as the narrative takes it: a whole number of fen, persons, vehicles …, and what stands behind it. */
import { type KnownFigure } from '@mingzhang/disclosure';
import { parseExact } from '@mingzhang/kernel';
import { type FigureReader, figureNamed } from '../../figures/index.ts';

/** A figure, and where in it: 'part=reception'. */
export interface Place {
  readonly figure: string;
  readonly at?: string;
}

/** The value of a figure; null where there is none. */
export async function knownFigure(
  reader: FigureReader,
  department: string,
  year: number,
  { figure, at }: Place,
): Promise<KnownFigure | null> {
  const pairs = (at ?? '').split(' ').filter((pair) => pair !== '');
  const coordinates = Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  const { value } = await reader.value(figure, { department, year, at: coordinates });
  if (value === null) return null;
  return {
    value: numberOf(figure, value),
    origin: { kind: 'figure', id: figure, year, ...(at === undefined ? {} : { item: at }) },
  };
}

/** Fen, or a number of something. */
export function numberOf(figure: string, value: string): number {
  const exact = parseExact(value);
  if (exact === null) throw new Error(`not a number: ${value}`);
  const scale = figureNamed(figure)?.unit === '元' ? 1_000_000n : 100_000_000n;
  if (exact % scale !== 0n) throw new Error(`${figure} is finer than its unit: ${value}`);
  return Number(exact / scale);
}
