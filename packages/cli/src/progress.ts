/** A progress bar on standard error: only on a terminal, and only once the work has lasted a while. */
import process from 'node:process';

export interface Progress {
  /** Says how much is done; `total` null where it is not known. */
  update(done: number, total: number | null): void;
  /** Takes the bar away, so that something else can be written. The next update shows it again. */
  clear(): void;
}

const patienceMilliseconds = 1_000;
const betweenMilliseconds = 100;
const width = 30;

/** A bar with a label, counting in `unit`: `正在检查 [######------] 40/100 份`. */
export function createProgress(label: string, unit: string): Progress {
  if (process.stderr.isTTY !== true) return { update() {}, clear() {} };
  const started = performance.now();
  let shownAt = 0;
  let shown = false;
  return {
    update(done, total) {
      const now = performance.now();
      if (now - started < patienceMilliseconds || now - shownAt < betweenMilliseconds) return;
      shownAt = now;
      shown = true;
      process.stderr.write(`\r\u001b[2K${barText(label, unit, done, total, (now - started) / 1000)}`);
    },
    clear() {
      if (shown) process.stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}

/** One line; the time left is told from the pace so far. */
export function barText(label: string, unit: string, done: number, total: number | null, seconds: number): string {
  if (total === null || total === 0) return `${label} ${done} ${unit}，已 ${Math.round(seconds)} 秒`;
  const filled = Math.min(width, Math.floor((done / total) * width));
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`;
  const left = done === 0 ? '' : `，约剩 ${Math.ceil((seconds / done) * (total - done))} 秒`;
  return `${label} ${bar} ${done}/${total} ${unit}${left}`;
}
