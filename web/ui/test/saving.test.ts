import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

async function saved(page: Page, act: () => Promise<void>): Promise<{ download: Download; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { download, bytes: await readFile(await download.path()) };
}

const menu = (page: Page) => page.getByRole('button', { name: /^Save and share/ });

it('saves what is seen as a picture with its citation', async () => {
  const { page, problems, close } = await visit(browser, address);
  await ready(page);
  await page.locator('[data-drawn]').waitFor();
  await menu(page).click();
  const { download, bytes } = await saved(page, () => page.getByRole('button', { name: 'Picture (PNG)' }).click());
  expect(download.suggestedFilename()).toBe('realign.png');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect(width).toBeGreaterThan(600);
  expect(height).toBeGreaterThan(400);
  // Drawn, not blank: the browser reads it back and counts colours.
  const colours = await page.evaluate(async (data) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Map<number, number>();
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = (pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!;
      seen.set(colour, (seen.get(colour) ?? 0) + 1);
    }
    return [...seen.values()].filter((n) => n > 50).length;
  }, bytes.toString('base64'));
  expect(colours).toBeGreaterThan(5);
  expect(problems).toEqual([]);
  await close();
});

it('saves it as a drawing of shapes and words', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  await page.locator('[data-drawn]').waitFor();
  await menu(page).click();
  const { bytes } = await saved(page, () => page.getByRole('button', { name: 'Drawing (SVG)' }).click());
  const svg = bytes.toString();
  expect(svg).toMatch(/^<svg|^<\?xml/);
  for (const word of ['SDF', 'Damascus', 'On 21 Jan 2026, against 31 Dec 2025', 'CC-BY-4.0', '/view/']) expect(svg).toContain(word);
  // It is well-formed.
  const wrong = await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? null, svg);
  expect(wrong).toBeNull();
  await close();
});

it('draws as many ties as are seen', async () => {
  const { page, close } = await visit(browser, `${address}?kinds=ALLEGIANCE,HOSTILITY&against=none`);
  await ready(page);
  const drawn = Number(await page.locator('[data-drawn]').getAttribute('data-drawn'));
  await menu(page).click();
  const { bytes } = await saved(page, () => page.getByRole('button', { name: 'Drawing (SVG)' }).click());
  const svg = bytes.toString();
  // Of ties of two each is one line, which alone of all shapes is turned.
  expect(svg.slice(0, svg.indexOf('</svg>')).match(/ rotate\(/g)).toHaveLength(drawn);
  expect(svg).toContain('only allegiance and hostility');
  await close();
});

it('hands out the ties of the day as a file', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  await menu(page).click();
  const { bytes } = await saved(page, () => page.getByRole('link', { name: /JSON Lines/ }).click());
  const lines = bytes.toString().trim().split('\n').map((l) => JSON.parse(l) as { type: string; asOf?: string });
  expect(lines[0]).toMatchObject({ type: 'header', asOf: '2026-01-21' });
  expect(lines.at(-1)!.type).toBe('end');
  await close();
});

it('opens the question behind it in the playground, where it can be run', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  await menu(page).click();
  const href = (await page.getByRole('link', { name: /playground/ }).getAttribute('href'))!;
  await page.goto(href);
  await page.locator('.graphiql-query-editor').waitFor();
  await expect.poll(() => page.locator('.graphiql-query-editor').textContent()).toContain('Seen');
  await page.locator('.graphiql-execute-button').click();
  await expect.poll(() => page.locator('.result-window').textContent(), { timeout: 20_000 }).toContain('"lastAttested": "2026-01-21"');
  await close();
});
