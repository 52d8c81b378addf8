/**
 * JSON in pieces of about a megabyte: the findings of a very large text would be longer than the longest string there can be,
 * so the items of the outermost lists are printed one by one.
 */

const chunkLength = 1_000_000;

/** Prints as `JSON.stringify(value, null, indent)` does, `indent` 0 or 2, and a line feed after it. */
export function* jsonChunks(value: object, indent: 0 | 2): Generator<string> {
  const newline = indent === 0 ? '' : '\n';
  const colon = indent === 0 ? ':' : ': ';
  const margin = (depth: number): string => ' '.repeat(indent * depth);
  const print = (item: unknown, depth: number): string => {
    const text = JSON.stringify(item, null, indent);
    return indent === 0 ? text : text.replaceAll('\n', `\n${margin(depth)}`);
  };
  let buffer = '{';
  let first = true;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    buffer += `${first ? '' : ','}${newline}${margin(1)}${JSON.stringify(key)}${colon}`;
    first = false;
    if (!Array.isArray(item) || item.length === 0) {
      buffer += print(item, 1);
      continue;
    }
    buffer += '[';
    for (const [index, element] of item.entries()) {
      buffer += `${index === 0 ? '' : ','}${newline}${margin(2)}${print(element, 2)}`;
      if (buffer.length > chunkLength) {
        yield buffer;
        buffer = '';
      }
    }
    buffer += `${newline}${margin(1)}]`;
  }
  yield `${buffer}${first ? '' : newline}}\n`;
}
