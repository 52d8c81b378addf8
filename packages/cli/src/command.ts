/** What a command is to `main.ts`. */

/** The exit codes: done; the answer is no; bad input or usage. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** Printed by `mingzhang COMMAND --help`. */
  readonly help: string;
  /** Runs with the words after the command. Throws UsageError for bad usage. */
  run(words: readonly string[]): Promise<ExitCode>;
}

/** Of several answers the one that counts: a file that could not be read before a finding, a finding before none. */
export function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}
