/** vitest's global setup of the browser tests: the workbench built once from its sources, and one Chromium for all of them, reached
 *  with `chromium.connect(inject('testBrowser'))`. */
import { chromium } from 'playwright-core';
import { type TestProject } from 'vitest/node';
import { buildWorkbench } from './build-workbench.ts';
import { findChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where playwright's `chromium.connect` finds the browser of this run. */
    testBrowser: string;
  }
}

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found = await findChromium();
  if (found === null) return undefined;
  buildWorkbench();
  const browser = await chromium.launchServer({ executablePath: found.path, args: [...found.args], headless: true });
  project.provide('testBrowser', browser.wsEndpoint());
  return () => browser.close();
}
