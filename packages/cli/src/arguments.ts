/** What stands on the command line, read strictly: an option we do not know is never passed over in silence. */
import { parseArgs } from 'node:util';

/** Bad usage: the sentence for standard error; the command answers 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options of a command: whether each takes a value. */
export type OptionKinds = Readonly<Record<string, 'string' | 'boolean'>>;

export interface Arguments {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Reads the words after a command. Throws UsageError with a sentence that names what is wrong and what is there instead. */
export function readArguments(words: readonly string[], kinds: OptionKinds): Arguments {
  const options = Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }]));
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const read: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    if (kind === undefined) {
      const near = nearest(
        token.name,
        Object.keys(kinds).map((name) => name),
      );
      const instead = near.length === 0 ? '' : `是不是想写 ${near.map((name) => `--${name}`).join('、')}？`;
      throw new UsageError(`没有 ${token.rawName} 这个选项。${instead}`);
    }
    if (kind === 'boolean') {
      if (token.value !== undefined) throw new UsageError(`选项 ${token.rawName} 不带值。`);
      read[token.name] = true;
      continue;
    }
    if (token.value === undefined || token.value === '') throw new UsageError(`选项 ${token.rawName} 后面缺少值。`);
    // `--out --format` is a value left out rather than a file of that name; write --out=--format to mean it.
    if (!token.inlineValue && token.value.startsWith('--')) throw new UsageError(`选项 ${token.rawName} 后面缺少值。`);
    if (Object.hasOwn(read, token.name)) throw new UsageError(`选项 ${token.rawName} 写了两次，请只写一次。`);
    read[token.name] = token.value;
  }
  return { options: read, positionals };
}

/** The value of a string option, or null where it is not given. */
export function textOption({ options }: Arguments, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

/** The value if it is one of those allowed. */
export function choiceOf<Choice extends string>(
  args: Arguments,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const value = textOption(args, name);
  if (value === null) return null;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new UsageError(`--${name} 不能是“${value}”，只能是 ${choices.join('、')}。`);
  return choice;
}

/** Up to three of the words that one could have meant, nearest first. */
export function nearest(word: string, words: readonly string[]): readonly string[] {
  return words
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= Math.max(2, Math.floor(candidate.length / 3)) ||
        (word.length >= 3 && candidate.includes(word.toLowerCase())),
    )
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** How many letters have to be put in, left out or changed. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return 99;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
