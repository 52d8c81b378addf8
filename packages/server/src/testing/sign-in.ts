/**
 * Signing in with a password, for tests in the browser on a server that was started with the demonstration:
 *
 *     await signInAs(page, 'kuaiji');
 *
 * Tests that have the database at hand use `signedIn` of `@mingzhang/bureau/testing` instead, which takes no time.
 */
import { demonstrationPassword } from '@mingzhang/bureau';
import { type Page } from 'playwright-core';

/** Signs in on the page that is open, whichever it is. */
export async function signInAs(page: Page, signIn: string, password = demonstrationPassword): Promise<void> {
  await page.getByLabel('登录名').fill(signIn);
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('.person').waitFor();
}
