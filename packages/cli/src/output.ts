/** Standard output and standard error. Data goes to the first, everything else to the second. */
import process from 'node:process';

/** Whoever was reading our output has gone (`| head`): nothing is wrong, there is only nothing more to do. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

let closed = false;

/** Listens for readers that go away; once, before anything is written. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') throw error;
    closed = true;
  });
  // Nobody reads what we have to tell: that is no reason to stop.
  process.stderr.on('error', () => {});
}

/** Writes data, waiting where the reader is slower than we are. Throws OutputClosed when there is no reader any more. */
export async function writeOut(text: string | Uint8Array): Promise<void> {
  if (closed) throw new OutputClosed();
  const taken = process.stdout.write(text);
  if (!taken) {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        process.stdout.off('drain', done);
        process.stdout.off('error', done);
        process.stdout.off('close', done);
        resolve();
      };
      process.stdout.on('drain', done);
      process.stdout.on('error', done);
      process.stdout.on('close', done);
    });
  }
  if (closed) throw new OutputClosed();
}

/** Says something to the person in front of the terminal. */
export function say(sentence: string): void {
  process.stderr.write(`${printable(sentence)}\n`);
}

/** True if the stream shows colours: a terminal, and NO_COLOR is not set. */
export function showsColours(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}

/** Without the control characters that a document could hold to command a terminal; line feeds and tabs stay. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
}
