/**
 * Signing in with a password, for tests that come through the door of a server that was started with the demonstration:
 *
 *     const cookie = await demonstrationCookie(address, 'kuaiji');
 *     await signInAs(page, 'kuaiji');
 *
 * Tests that have the database at hand use `signedIn` of `@mingzhang/bureau/testing` instead, which takes no time.
 */
import { demonstrationPassword } from '@mingzhang/bureau';
import { type Page } from 'playwright-core';

/** The value of a cookie header for somebody of the demonstration. */
export async function demonstrationCookie(address: string, signIn: string): Promise<string> {
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signIn, password: demonstrationPassword }),
  });
  if (!response.ok) throw new Error(`${signIn} cannot sign in: ${await response.text()}`);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Signs in on the page that is open, whichever it is. */
export async function signInAs(page: Page, signIn: string, password = demonstrationPassword): Promise<void> {
  await page.getByLabel('登录名').fill(signIn);
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('.person').waitFor();
}
