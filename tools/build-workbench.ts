import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the workbench from its sources; throws where it does not build. */
export function buildWorkbench(): void {
  const web = fileURLToPath(new URL('../packages/web/', import.meta.url));
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: web, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the workbench does not build: ${built.stderr}`);
}
