import { describe, expect, test } from 'vitest';
import { choiceOf, nearest, readArguments, textOption } from './arguments.ts';

const kinds = { format: 'string', out: 'string', quick: 'boolean' } as const;

describe('arguments', () => {
  test.each([
    [['a.txt'], {}, ['a.txt']],
    [['--format', 'json', 'a.txt'], { format: 'json' }, ['a.txt']],
    [['a.txt', '--format=json', 'b.txt'], { format: 'json' }, ['a.txt', 'b.txt']],
    [['--', '--format'], {}, ['--format']],
    [['--quick'], { quick: true }, []],
    [['../a b.txt'], {}, ['../a b.txt']],
    [['--out=--x'], { out: '--x' }, []],
  ])('%j', (words, options, positionals) => {
    expect(readArguments(words, kinds)).toEqual({ options, positionals });
  });

  test.each([
    [['--fromat', 'json'], '没有 --fromat 这个选项。是不是想写 --format？'],
    [['-x'], '没有 -x 这个选项。'],
    [['--constructor', 'x'], '没有 --constructor 这个选项。'],
    [['--format'], '选项 --format 后面缺少值。'],
    [['--format='], '选项 --format 后面缺少值。'],
    [['--out', '--format', 'json'], '选项 --out 后面缺少值。'],
    [['--format', 'json', '--format', 'csv'], '选项 --format 写了两次，请只写一次。'],
    [['--quick=1'], '选项 --quick 不带值。'],
  ])('%j is refused', (words, sentence) => {
    expect(() => readArguments(words, kinds)).toThrow(sentence);
  });

  test('a value is one of the choices', () => {
    expect(choiceOf(readArguments(['--format', 'csv'], kinds), 'format', ['json', 'csv'])).toBe('csv');
    expect(choiceOf(readArguments([], kinds), 'format', ['json', 'csv'])).toBeNull();
    expect(() => choiceOf(readArguments(['--format', 'xlsx'], kinds), 'format', ['json', 'csv'])).toThrow(
      '--format 不能是“xlsx”，只能是 json、csv。',
    );
    expect(textOption(readArguments(['--out', 'x'], kinds), 'out')).toBe('x');
  });

  test.each([
    ['tables-agre', ['tables-agree']],
    ['adds-up', ['code-tree-adds-up', 'columns-add-up']],
    ['nothing-like-it', []],
  ])('near %s stands %j', (word, near) => {
    const words = ['code-tree-adds-up', 'columns-add-up', 'tables-agree'];
    expect(nearest(word, words).filter((found) => near.includes(found as never)).length > 0).toBe(near.length > 0);
  });
});
