import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

/** What a person sees, in words. */
async function seen(page: Page): Promise<Record<string, unknown>> {
  await ready(page);
  const text = async (of: string) => (await page.locator(of).allTextContents()).join('\n');
  return {
    sentence: await text('.sentence'),
    right: await text('.right section'),
    around: await text('.around'),
    legend: await page.locator('.legend input').evaluateAll((all) => all.map((e) => (e as HTMLInputElement).checked)),
    handles: await page.locator('.handle').evaluateAll((all) => all.map((e) => e.getAttribute('aria-valuetext'))),
    ticks: await text('.tick'),
    table: await text('.ties'),
  };
}

const addresses = [
  '?on=2026-01-08&against=2025-12-01',
  '?on=2026-01-08&against=none&certain=only&kinds=HOSTILITY',
  '?on=2026-01-08&known=2026-01-10&clock=published&track=open',
  '?without=source:dropsite-2026-01-21&alleged=shown&words=shown&show=table',
  '?word=actor:sdf&data=dataset:syria',
  '?actors=actor:sdf,actor:turkey&hops=0&show=table',
  '?ties=relation:tribes-sdf/alliance',
  '?pick=actor:turkey&range=2025-12-01/2026-02-01',
  '?page=actor:sdf',
  '?page=actor:sdf,actor:arab-tribes',
];

it.each(addresses)('%s shows the same to somebody else', async (query) => {
  const one = await visit(browser, address + query);
  const first = await seen(one.page);
  expect(new URL(one.page.url()).search).toBe(query);
  expect(one.problems).toEqual([]);
  await one.close();
  const two = await visit(browser, address + query);
  expect(await seen(two.page)).toEqual(first);
  await two.close();
});

it('holds all that was set by hand', async () => {
  const one = await visit(browser, address);
  const { page } = one;
  await ready(page);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('checkbox', { name: 'only alleged' }).click();
  await page.getByRole('checkbox', { name: 'mediation' }).click();
  await page.locator('.sources summary').click();
  await page.locator('.sources').getByRole('checkbox', { name: /Talos/ }).click();
  await ready(page);
  await page.getByRole('slider', { name: 'Day', exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Show fewer days' }).click();
  await ready(page);
  await page.locator('.changes .entry').first().click();
  await page.locator('.claim').first().waitFor();
  const first = await seen(page);
  const link = page.url();
  await one.close();
  const two = await visit(browser, link);
  await two.page.locator('.claim').first().waitFor();
  expect(await seen(two.page)).toEqual(first);
  await two.close();
});

it('keeps where the camera was put, in a link that is handed out', async () => {
  const one = await visit(browser, address, { permissions: ['clipboard-read', 'clipboard-write'] });
  await ready(one.page);
  await one.page.locator('[data-drawn]').waitFor();
  await one.page.getByRole('button', { name: 'Zoom in' }).click();
  await one.page.getByRole('button', { name: 'Zoom in' }).click();
  await one.page.getByRole('button', { name: /^Save and share/ }).click();
  await one.page.getByRole('button', { name: 'Copy a link that stays' }).click();
  await one.page.getByText('The address copied.').waitFor();
  const link = await one.page.evaluate(() => navigator.clipboard.readText());
  await one.close();
  const camera = new URL(link).searchParams.get('camera')!;
  expect(camera).toMatch(/^[\d.-]+,[\d.-]+,[\d.]+$/);
  const two = await visit(browser, link, { permissions: ['clipboard-read', 'clipboard-write'] });
  await ready(two.page);
  await two.page.locator('[data-drawn]').waitFor();
  await two.page.getByRole('button', { name: /^Save and share/ }).click();
  await two.page.getByRole('button', { name: 'Copy a link that stays' }).click();
  await two.page.getByText('The address copied.').waitFor();
  expect(new URL(await two.page.evaluate(() => navigator.clipboard.readText())).searchParams.get('camera')).toBe(camera);
  await two.close();
});

it('puts an id in the place of a slug or an alias, and says of nobody that there is none', async () => {
  const one = await visit(browser, `${address}?actors=actor:damascus&pick=sdf`);
  await ready(one.page);
  await expect.poll(() => new URL(one.page.url()).searchParams.get('actors')).toBe('actor:sy-gov-2024');
  await one.page.locator('.card h2', { hasText: 'Syrian Democratic Forces' }).waitFor();
  await one.close();
  const two = await visit(browser, `${address}?actors=nobody&pick=nobody`);
  await two.page.getByText('There is no such actor here.').waitFor();
  await two.page.getByText('There is no actor nobody here').waitFor();
  await two.close();
});

it('follows the browser back and forth', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  await page.locator('.changes .entry').first().click();
  await page.locator('.evidence').waitFor();
  await page.getByRole('checkbox', { name: 'hostility' }).click();
  await page.goBack();
  expect(await page.getByRole('checkbox', { name: 'hostility' }).isChecked()).toBe(true);
  await page.goBack();
  await page.locator('.evidence').waitFor({ state: 'detached' });
  await page.goForward();
  await page.locator('.evidence').waitFor();
  await close();
});

it('hands out a link that fixes days and knowledge', async () => {
  const { page, close } = await visit(browser, address, { permissions: ['clipboard-read', 'clipboard-write'] });
  await ready(page);
  await page.getByRole('button', { name: /^Save and share/ }).click();
  await page.getByRole('button', { name: 'Copy a link that stays' }).click();
  await page.getByText('The address copied.').waitFor();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.searchParams.get('on')).toBe('2026-01-21');
  expect(link.searchParams.get('against')).toBe('2025-12-31');
  expect(Number.isNaN(Date.parse(link.searchParams.get('known')!))).toBe(false);
  const before = await page.locator('.sentence-counts').textContent();
  await close();
  const again = await visit(browser, link.href);
  await ready(again.page);
  expect(await again.page.locator('.sentence-counts').textContent()).toBe(before);
  await again.close();
});

it('stands in a frame of another page, by itself', async () => {
  const host = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<title>Elsewhere</title><iframe src="${address}?on=2026-01-21&embed=1" width="900" height="600" title="Realign"></iframe><iframe src="${address}?on=2026-01-21" title="whole"></iframe>`);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { page, close } = await visit(browser, `http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  const frame = page.frameLocator('iframe[title="Realign"]');
  await frame.locator('.sentence-counts[data-counts]').waitFor();
  expect(await frame.locator('.sources').count()).toBe(0);
  expect(await frame.getByRole('slider', { name: 'Day', exact: true }).count()).toBe(1);
  expect(await frame.getByRole('link', { name: 'Realign' }).getAttribute('href')).toContain('on=2026-01-21');
  // What is not made for it is not framed by others.
  expect(await page.frameLocator('iframe[title="whole"]').locator('.sentence').count()).toBe(0);
  await close();
  await new Promise((resolve) => host.close(resolve));
});
