/**
 * The server as `npm start` runs it, for tests through the door and the browser:
 *
 *     const server = await startProgram(dataDirectory);
 *     await endProgram(server, 'SIGTERM');
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface RunningProgram {
  readonly address: string;
  /** Standard output and error so far. */
  readonly said: () => string;
  readonly process: ChildProcess;
}

/** Starts on any free port; rejects with what was said where the program ends instead. */
export function startProgram(dataDirectory: string, environment: NodeJS.ProcessEnv = {}): Promise<RunningProgram> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: '0',
      MINGZHANG_DATA: dataDirectory,
      MINGZHANG_COUNTY: 'no',
      DATABASE_URL: '',
      NODE_OPTIONS: '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /明账已启动：(http:\/\/\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve({ address, said: () => said, process: child });
    };
    child.stderr.on('data', hear);
    child.stdout.on('data', hear);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

export function endProgram({ process: child }: RunningProgram, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code));
    child.kill(signal);
  });
}
