// The pictures of the documentation, taken from the real page; and that what
// they are to show is seen. Written only where REALIGN_PICTURES names a folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
const folder = process.env.REALIGN_PICTURES;
let browser: Browser;
beforeAll(async () => {
  browser = await open();
  if (folder) await mkdir(folder, { recursive: true });
});
afterAll(() => browser.close());

/** picture writes WebP, by the browser itself: a quarter of a PNG, since they are kept with the source. */
async function picture(page: Page, name: string) {
  if (!folder) return;
  const png = (await page.screenshot()).toString('base64');
  const webp = await page.evaluate(async (data) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).arrayBuffer());
    return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''));
  }, png);
  await writeFile(join(folder, `${name}.webp`), Buffer.from(webp, 'base64'));
}

const drawn = (page: Page) => page.locator('[data-drawn]').getAttribute('data-drawn');

it.each(['light', 'dark'] as const)('the tribes’ move, in %s', async (colorScheme) => {
  const { page, problems, close } = await visit(browser, `${address}?on=2026-01-21&against=2025-12-31`, { colorScheme });
  await ready(page);
  await expect.poll(async () => Number(await drawn(page))).toBeGreaterThan(0);
  // Marked in the graph, named in the list, and who says so one click away.
  await expect.poll(() => page.locator('[data-moved]').getAttribute('data-moved')).toBe('actor:arab-tribes');
  expect(await page.locator('.entry-realigned').textContent()).toContain('Arab tribes left SDF for its rival Damascus');
  await page.waitForTimeout(500);
  await picture(page, colorScheme === 'light' ? 'front' : 'front-dark');
  await page.locator('.entry-realigned').click();
  await page.locator('.claim').first().waitFor();
  expect(await page.locator('.evidence').textContent()).toContain('several tribal groups that had allied with the SDF during the war switched sides');
  await page.waitForTimeout(300);
  if (colorScheme === 'light') await picture(page, 'evidence');
  expect(problems).toEqual([]);
  await close();
});

it.each([
  ['pair', '?page=actor:sdf,actor:sy-gov-2024&range=2025-01-01/2026-02-15', 1280, 800, '.spells'],
  ['actor', '?page=actor:arab-tribes', 1280, 800, '.spells'],
  ['known-then', '?on=2026-01-08&against=2025-12-31&known=2026-01-10&clock=published&track=open', 1280, 800, '.known-banner'],
  ['table', '?show=table', 1280, 800, '.ties'],
  ['phone', '', 390, 844, '.changes .entry'],
] as const)('%s', async (name, query, width, height, waits) => {
  const { page, problems, close } = await visit(browser, address + query, { viewport: { width, height } });
  await ready(page);
  await page.locator(waits).first().waitFor();
  await page.waitForTimeout(500);
  await picture(page, name);
  expect(problems).toEqual([]);
  await close();
});
