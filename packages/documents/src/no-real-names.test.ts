/** No place, project or person of a real document is named anywhere in the packages: examples and fixtures are invented. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { missingRealDocuments, realNames } from '../test/real-documents.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const missing = missingRealDocuments();

/** The rules of a place are law and name it; whose figures they govern is not said there. */
const lawOfPlaces =
  /^packages\/(?:policy|bureau\/src\/(?:parameters|registry\/data)|web\/src\/policy)\/|\/policy\.[a-z.0-9]+$/;

/** Projects whose names are plain words of the field (职工体检费) may stand in a list of words; places and persons never. */
const plainWords: readonly RegExp[] = [/^职工体检费$/, /^离休干部医疗费$/];

test('nothing in the packages and pages names a real place, project or person', { timeout: 60_000 }, (context) => {
  if (missing !== null) context.skip(missing);
  const names = realNames().filter((name) => !plainWords.some((word) => word.test(name)));
  expect(names.length).toBeGreaterThan(10);
  const files = globSync(['packages/**/*', 'docs/**/*'], {
    cwd: root,
    exclude: (name) => /^(?:node_modules|dist)$/.test(name),
  })
    .map((name) => join(root, name))
    .filter(
      (file) =>
        statSync(file).isFile() &&
        !/\.(?:png|jpg|ico|woff2?|gz)$/.test(file) &&
        !/[\\/](?:node_modules|dist)[\\/]/.test(file),
    );
  const found: string[] = [];
  for (const file of files) {
    if (lawOfPlaces.test(relative(root, file))) continue;
    const lines = readFileSync(file, 'utf8').split('\n');
    lines.forEach((line, index) => {
      for (const name of names) if (line.includes(name)) found.push(`${relative(root, file)}:${index + 1}: ${name}`);
    });
  }
  expect(found).toEqual([]);
});
