/**
 * Checks that nobody imports what the house does not let them:
 *
 *     node tools/check-imports.ts          prints each violation as file:line: sentence; exit 1 if there is one
 *
 * A package may depend on the rows of the table below and on nothing else of ours; it may import only what its own
 * package.json lists, other packages only through their faces (`exports`), and no file of another package by its path. Pure
 * packages ask neither the clock, the disk, the network nor chance. Tests and scripts may also use the root's own tools.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The rows of the house, in order, each with what it may import. `null` stands for all rows above. */
const rows: Readonly<Record<string, { readonly imports: readonly string[] | null; readonly pure?: true }>> = {
  kernel: { imports: [], pure: true },
  policy: { imports: ['kernel'], pure: true },
  ledger: { imports: ['kernel'], pure: true },
  grouping: { imports: ['kernel'], pure: true },
  screening: { imports: ['kernel'], pure: true },
  disclosure: { imports: ['kernel'], pure: true },
  documents: { imports: ['kernel', 'disclosure'] },
  store: { imports: ['kernel'] },
  bureau: { imports: null },
  gateway: { imports: ['kernel', 'store', 'bureau'] },
  county: { imports: ['kernel', 'store', 'bureau'] },
  server: { imports: ['kernel', 'disclosure', 'documents', 'store', 'bureau', 'gateway'] },
  cli: { imports: ['kernel', 'disclosure', 'documents', 'store', 'bureau', 'county', 'server'] },
  web: { imports: [] },
};

const scope = '@mingzhang/';

/** What a pure package may use of Node: nothing that leaves the process. */
const pureBuiltins = new Set(['node:crypto', 'node:util', 'node:assert']);

const impureWords: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(\s*\)/, 'new Date()'],
  [/\bperformance\.now\b/, 'performance.now'],
  [/\bMath\.random\b/, 'Math.random'],
  [/\brandom(?:UUID|Bytes|Int)\b/, 'randomness from node:crypto'],
  [/\bprocess\.(?:env|argv|cwd)\b/, 'process'],
  [/\bfetch\(/, 'fetch'],
];

export interface Violation {
  /** Relative to the checked root. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>> | string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Package {
  readonly row: string;
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Every violation in the house at `root`, in the order of packages and files. */
export function checkImports(root: string): readonly Violation[] {
  const rootManifest = readManifest(join(root, 'package.json'));
  const packages = globSync('packages/*/package.json', { cwd: root })
    .sort()
    .map((file): Package => {
      const directory = join(root, dirname(file));
      return { row: basename(directory), directory, manifest: readManifest(join(root, file)) };
    });
  const found = packages.flatMap((one) => [
    ...checkManifest(one),
    ...sourceFiles(one).flatMap((file) => checkFile(file, one, packages, rootManifest)),
  ]);
  return found.map((violation) => ({ ...violation, file: relative(root, violation.file) }));
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function sourceFiles({ directory }: Package): readonly string[] {
  return globSync(['*.ts', '{src,test,scripts}/**/*.{ts,tsx}'], { cwd: directory })
    .sort()
    .map((file) => join(directory, file));
}

/** What package.json lists must be in the package's row. */
function checkManifest({ row, directory, manifest }: Package): readonly Violation[] {
  const file = join(directory, 'package.json');
  const place = rows[row];
  if (place === undefined) return [{ file, line: 1, message: `${row} has no row in the table of the house` }];
  const order = Object.keys(rows);
  const allowed = place.imports ?? order.slice(0, order.indexOf(row));
  const listed = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies];
  return listed
    .flatMap((list) => Object.keys(list ?? {}))
    .filter((name) => name.startsWith(scope) && !allowed.includes(name.slice(scope.length)))
    .map((name) => ({ file, line: 1, message: `${row} may not depend on ${name}` }));
}

function checkFile(
  file: string,
  self: Package,
  packages: readonly Package[],
  rootManifest: Manifest,
): readonly Violation[] {
  const inside = relative(self.directory, file);
  const shipped = inside.startsWith('src/') && !/\.test\.tsx?$/.test(inside) && !/(^|\/)testing?\b/.test(inside);
  const text = withoutComments(readFileSync(file, 'utf8'));
  const imports = findImports(text).flatMap(({ specifier, index }) => {
    const message = checkSpecifier(specifier, file, shipped, self, packages, rootManifest);
    return message === null ? [] : [{ file, line: lineAt(text, index), message }];
  });
  if (!shipped || rows[self.row]?.pure !== true) return imports;
  const impure = impureWords.flatMap(([pattern, what]) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => ({
      file,
      line: lineAt(text, index),
      message: `${self.row} is pure and may not use ${what}`,
    })),
  );
  return [...imports, ...impure];
}

/** The sentence that says what is wrong with an import, or null. */
function checkSpecifier(
  specifier: string,
  file: string,
  shipped: boolean,
  self: Package,
  packages: readonly Package[],
  rootManifest: Manifest,
): string | null {
  if (specifier.startsWith('.')) {
    const target = resolve(dirname(file), specifier);
    const outside = relative(self.directory, target).startsWith('..');
    const tool = !shipped && relative(join(self.directory, '..', '..', 'tools'), target).startsWith('..') === false;
    return outside && !tool ? `${specifier} is outside the package` : null;
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    if (!specifier.startsWith('node:')) return `write node:${specifier}`;
    const pure = shipped && rows[self.row]?.pure === true;
    return pure && !pureBuiltins.has(specifier) ? `${self.row} is pure and may not import ${specifier}` : null;
  }
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  const subpath = `.${specifier.slice(name.length)}`;
  if (name === self.manifest.name) return `${specifier} is this package itself: import the file`;
  if (!isListed(name, shipped, self.manifest, rootManifest)) return `${name} is not in ${self.row}'s package.json`;
  if (!name.startsWith(scope)) return null;
  const other = packages.find(({ manifest }) => manifest.name === name);
  if (other === undefined) return `${name} does not exist`;
  return isExported(other.manifest, subpath) ? null : `${specifier} is not in the face of ${name}`;
}

/** What is shipped needs a dependency of its own; in a bundled workbench and in tests the dev dependencies count too. */
function isListed(name: string, shipped: boolean, own: Manifest, rootManifest: Manifest): boolean {
  const lists = [own.dependencies, own.optionalDependencies];
  // Type packages are dev dependencies, and the workbench is bundled from them.
  if (!shipped || own.dependencies === undefined) lists.push(own.devDependencies);
  if (!shipped) lists.push(rootManifest.devDependencies);
  return lists.some((list) => list !== undefined && name in list);
}

function isExported({ exports }: Manifest, subpath: string): boolean {
  if (exports === undefined) return false;
  return typeof exports === 'string' ? subpath === '.' : subpath in exports;
}

const importPatterns = [
  /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*(['"])([^'"\n]+)\1/g,
  /\bimport\s*\(\s*(['"])([^'"\n]+)\1/g,
  /^\s*import\s*(['"])([^'"\n]+)\1/gm,
];

/** Every import, re-export and dynamic import with a fixed name; `index` is where the statement begins. */
export function findImports(text: string): readonly { readonly specifier: string; readonly index: number }[] {
  return importPatterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({ specifier: match[2] ?? '', index: match.index }))
    .sort((a, b) => a.index - b.index);
}

/** Blanks out comments, keeping every line where it is. Strings are stepped over, so that `'//'` is not a comment. */
export function withoutComments(text: string): string {
  const tokens = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replace(tokens, (token) => (token.startsWith('/') ? token.replace(/[^\n]/g, ' ') : token));
}

function lineAt(text: string, index: number): number {
  const start = text.slice(index).search(/\S/);
  return text.slice(0, index + Math.max(start, 0)).split('\n').length;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  if (!existsSync(join(root, 'packages'))) throw new Error(`no packages in ${root}`);
  const violations = checkImports(root);
  for (const { file, line, message } of violations) console.log(`${file}:${line}: ${message}`);
  console.log(violations.length === 0 ? 'imports: as the house says' : `imports: ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
