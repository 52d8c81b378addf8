/**
 * Coordinates as one text in a fixed order, by which values of the same place are found again:
 *
 *     { visit: 'inpatient', scheme: ['resident', 'employee'] } → 'scheme=employee,resident visit=inpatient'
 */
import { isCoordinate } from './dimensions.ts';
import { type Coordinates, type Figure } from './figure.ts';

export function coordinateText(at: Coordinates): string {
  return Object.keys(at)
    .sort()
    .map((dimension) => `${dimension}=${[at[dimension] ?? []].flat().toSorted().join(',')}`)
    .join(' ');
}

/** The coordinates that a text stands for; null where it is none. */
export function parseCoordinates(text: string): Coordinates | null {
  if (text.trim() === '') return {};
  const at: Record<string, string | readonly string[]> = {};
  for (const pair of text.trim().split(/\s+/)) {
    const [dimension = '', list = ''] = pair.split('=');
    const values = list.split(',').filter((value) => value !== '');
    const [first] = values;
    if (dimension === '' || first === undefined || dimension in at) return null;
    at[dimension] = values.length === 1 ? first : values;
  }
  return at;
}

/** The first dimension or value that the figure does not have, or null. */
export function strangeCoordinate({ dimensions = [] }: Figure, at: Coordinates): string | null {
  for (const [dimension, values] of Object.entries(at)) {
    if (!dimensions.includes(dimension)) return dimension;
    const strange = [values].flat().find((value) => !isCoordinate(dimension, value));
    if (strange !== undefined) return `${dimension}=${strange}`;
  }
  return null;
}
