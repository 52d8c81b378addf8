/** The files under `parameters/` at the root, for tests of this package: the shells read them in their own way. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ParameterSet } from '@mingzhang/kernel';
import { type ParameterFile, readParameterFiles } from '../src/parameters/read-parameters.ts';

const folder = fileURLToPath(new URL('../../../parameters', import.meta.url));

export function shippedFiles(): readonly ParameterFile[] {
  return globSync(join(folder, '**/*.yaml'))
    .sort()
    .map((file) => ({
      path: relative(folder, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

export function shippedParameters(): ParameterSet {
  return new ParameterSet(readParameterFiles(shippedFiles()));
}
