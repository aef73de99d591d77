import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { open, ready, visit } from './browser';
import { serve } from './server';

let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

it('says that a server is gone, and goes on when it is asked again', async () => {
  const server = await serve([]);
  const { page, close } = await visit(browser, server.address);
  await ready(page);
  // The network fails under the page; the page itself is what is tested.
  await page.route('**/graphql', (r) => r.abort());
  await page.locator('.changes .entry').first().click();
  await page.getByText('The evidence could not be had: the server does not answer.').waitFor();
  await page.unroute('**/graphql');
  await page.locator('.evidence').getByRole('button', { name: 'Try again' }).click();
  await page.locator('.claim').first().waitFor();
  await close();
  await server.stop();
});

it('gives the server’s own reason and remedy', async () => {
  const server = await serve([]);
  const { page, close } = await visit(browser, `${server.address}?word=actor:nobody-of-that-name`);
  const trouble = page.locator('.middle .trouble');
  await trouble.waitFor();
  expect(await trouble.textContent()).toContain('nobody-of-that-name');
  expect(await trouble.textContent()).toContain('To do:');
  await close();
  await server.stop();
});

it('says that it waits', async () => {
  const server = await serve([]);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('**/download/**', async (r) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await r.continue();
  });
  await page.goto(server.address);
  await page.getByText('Loading all ties…').waitFor();
  expect(await page.locator('.sentence').textContent()).not.toContain('2026');
  await ready(page);
  await page.getByText('Loading all ties…').waitFor({ state: 'detached' });
  await context.close();
  await server.stop();
});

it('says of an empty store that nothing is known, not that there is peace', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'realign-empty-'));
  await writeFile(join(folder, 'datasets.yaml'), '[]\n');
  const server = await serve(['--datasets', join(folder, 'datasets.yaml')]);
  const { page, problems, close } = await visit(browser, server.address);
  await page.getByText('Nothing is known here').waitFor();
  expect(await page.locator('.middle').textContent()).toContain('silence, not peace');
  expect(problems).toEqual([]);
  await close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it('shows nothing of an older question under a newer one', async () => {
  const server = await serve([]);
  const { page, close } = await visit(browser, `${server.address}?on=2026-01-21&against=2025-12-31`);
  await ready(page);
  await expect.poll(() => page.locator('[data-moved]').getAttribute('data-moved')).toBe('actor:arab-tribes');
  await page.route('**/graphql', (r) => r.abort());
  await page.getByRole('slider', { name: 'Day', exact: true }).focus();
  for (let i = 0; i < 18; i++) await page.keyboard.press('ArrowLeft');
  await page.getByText('The changes could not be had').waitFor();
  expect(await page.locator('[data-moved]').getAttribute('data-moved')).toBe('');
  expect(await page.locator('.changes .entry').count()).toBe(0);
  expect(await page.locator('.legend-camps').count()).toBe(0);
  await close();
  await server.stop();
});

it('says of evidence only what is of this view', async () => {
  const server = await serve([]);
  const { page, close } = await visit(browser, `${server.address}?on=2026-01-21&ties=relation:usa-sdf/alliance`);
  await page.locator('.claim').first().waitFor();
  await page.route('**/download/**', (r) => r.abort());
  await page.locator('.sources summary').click();
  await page.locator('.sources').getByRole('checkbox', { name: /Drop Site/ }).click();
  await page.getByText('The ties could not be had').waitFor();
  expect(await page.locator('.claim').count()).toBe(0);
  expect(await page.locator('.sentence-counts').textContent()).toBe('…');
  expect(await page.locator('.graph').count()).toBe(0);
  await close();
  await server.stop();
});
