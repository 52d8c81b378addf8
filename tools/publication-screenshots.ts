/**
 * The pictures of docs/guide/publish-the-accounts.md, from a running server with the demonstration in it:
 *
 *     node scripts/node.mjs tools/publication-screenshots.ts http://127.0.0.1:8080
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { demonstrationPassword } from '../packages/bureau/src/index.ts';
import { findChromium } from './chromium.ts';

const [address = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const found = await findChromium();
if (found === null) throw new Error('there is no Chromium on this machine');
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
const year = new Date().getFullYear() - 2;

const browser = await chromium.launch({ executablePath: found.path, args: [...found.args] });
const page = await browser.newPage({ viewport: { width: 1000, height: 620 } });
await page.goto(`${address}/open/demo/${year}/1`);
await page.screenshot({ path: `${images}open-portal.png` });
await page.locator('main td.amount a').nth(30).click();
await page.getByText('未舍入的数').waitFor();
await page.screenshot({ path: `${images}open-figure.png` });
await page.goto(`${address}/`);
await page.getByLabel('登录名').fill('gongkai');
await page.getByLabel('口令', { exact: true }).fill(demonstrationPassword);
await page.getByRole('button', { name: '登录' }).click();
await page.locator('.person').waitFor();
await page.goto(`${address}/office/publications`);
await page.getByRole('link', { name: `${year + 1}年度部门决算（编制稿）` }).click();
await page.getByRole('heading', { name: /^增减原因/ }).waitFor();
await page.screenshot({ path: `${images}publication-draft.png` });
await browser.close();
