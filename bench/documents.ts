/** The invented documents that the benchmarks measure with: the same on every machine. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defectNamed,
  encodings,
  generate,
  plant,
  render,
  templateNamed,
  templates,
} from '../packages/disclosure/test/generate/index.ts';

/** A usual disclosure: somewhat under 20,000 characters, nine tables, six forms; consistent. */
export function usualDocument(): string {
  return render(generate(1, templateNamed('hunan-2024')).paper, 'lines').text;
}

/** The same with one wrong total. */
export function faultyDocument(): string {
  const planted = plant(generate(1, templateNamed('hunan-2024')), defectNamed('table-05-total-changed'));
  if (planted === null) throw new Error('nothing to plant the defect in');
  return render(planted.paper, 'lines').text;
}

/** Writes `count` disclosures of all templates and encodings; gives their bytes. */
export function writeDocuments(directory: string, count: number): number {
  mkdirSync(directory, { recursive: true });
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const data = Buffer.from(disclosure(index));
    writeFileSync(join(directory, `${String(index).padStart(4, '0')}.txt`), data);
    bytes += data.length;
  }
  return bytes;
}

/** One text of many disclosures, one below the other, as a county prints those of all its departments; gives its bytes. */
export function writeLargeText(file: string, megabytes: number): number {
  const different = Array.from({ length: 40 }, (_, index) => Buffer.from(`${disclosure(index)}\n\n`));
  const pieces: Buffer[] = [];
  let bytes = 0;
  for (let index = 0; bytes < megabytes * 1_000_000; index += 1) {
    const piece = different[index % different.length];
    if (piece === undefined) throw new Error('no disclosure');
    pieces.push(piece);
    bytes += piece.length;
  }
  writeFileSync(file, Buffer.concat(pieces));
  return bytes;
}

function disclosure(index: number): string {
  const template = templates[index % templates.length];
  const encoding = encodings[index % encodings.length];
  if (template === undefined || encoding === undefined) throw new Error('no templates');
  return render(generate(1 + (Math.floor(index / templates.length) % 40), template).paper, encoding).text;
}
