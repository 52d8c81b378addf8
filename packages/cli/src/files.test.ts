import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { listTargets } from './files.ts';

const root = mkdtempSync(join(tmpdir(), 'mingzhang-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function place(path: string, content = 'x'): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

for (const path of ['tree/b.txt', 'tree/a/z.md', 'tree/a/y.TXT', 'tree/a/no.png', 'tree/a-b/x.txt', 'far/q.txt'])
  place(path);
place('tree/龙.txt');
place('tree/\u{20000}.txt');
place('tree/\uff01.txt');
mkdirSync(join(root, 'empty/inner'), { recursive: true });
symlinkSync(join(root, 'far'), join(root, 'tree/link'));
symlinkSync(join(root, 'tree'), join(root, 'tree/a/circle'));
symlinkSync(join(root, 'nowhere'), join(root, 'tree/gone.txt'));
symlinkSync(join(root, 'nowhere'), join(root, 'tree/gone.png'));

const shown = (path: string): readonly string[] =>
  listTargets([join(root, path)]).targets.map(
    ({ file, error }) => file.slice(root.length + 1) + (error === undefined ? '' : ' !'),
  );

describe('a folder', () => {
  test('is every file we read under it in code-point order, links followed, circles not', () => {
    expect(shown('tree')).toEqual([
      'tree/a-b/x.txt',
      'tree/a/y.TXT',
      'tree/a/z.md',
      'tree/b.txt',
      'tree/gone.txt !',
      'tree/link/q.txt',
      'tree/龙.txt',
      'tree/\uff01.txt',
      'tree/\u{20000}.txt',
    ]);
  });

  test('without any text is said so', () => {
    const path = join(root, 'empty');
    expect(listTargets([path])).toEqual({ targets: [], emptyFolders: [path] });
  });
});

test('files keep the order and the names they are given with', () => {
  const paths = [join(root, 'tree/b.txt'), join(root, 'tree/a/../a/no.pdf'), join(root, 'no.txt')];
  expect(listTargets(paths).targets.map(({ file }) => file)).toEqual(paths);
  expect(listTargets(paths).targets[2]?.error).toContain('没有这个文件');
});
