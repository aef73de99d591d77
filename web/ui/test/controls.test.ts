import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

interface Counts {
  actors: number;
  ties: number;
  certain: number;
}

const counts = async (page: Page) => JSON.parse((await page.locator('.sentence-counts').getAttribute('data-counts'))!) as Counts;
/** Rows of ties that are shown, without those that have ended. */
const rows = (page: Page) => page.locator('tr[data-tie]').filter({ hasNotText: 'ended since' }).count();
const changes = (page: Page) => page.locator('.changes .entry').count();

describe('every control acts on graph, lists and counts alike', () => {
  const controls: [string, string, (page: Page) => Promise<void>][] = [
    ['certainty', '', async (page) => {
      await page.getByRole('button', { name: /^Certainty/ }).click();
      await page.getByRole('radio', { name: /only those that held in every reading/ }).click();
    }],
    ['kinds', '', (page) => page.getByRole('checkbox', { name: 'hostility' }).click()],
    ['what is only alleged', '', (page) => page.getByRole('checkbox', { name: 'only alleged' }).click()],
    ['words without deeds', '', (page) => page.getByRole('checkbox', { name: 'words without deeds' }).click()],
    ['a source left out', '', async (page) => {
      await page.locator('.sources summary').click();
      await page.locator('.sources').getByRole('checkbox', { name: /Drop Site/ }).click();
    }],
    ['whose word', '', async (page) => {
      await page.getByRole('button', { name: /^On whose word/ }).click();
      await page.getByRole('combobox', { name: 'Add whose word' }).fill('SDF');
      await page.getByRole('option', { name: /Syrian Democratic Forces/ }).click();
    }],
    ['some actors', '', async (page) => {
      await page.getByRole('combobox', { name: 'Find an actor' }).fill('Turkey');
      await page.getByRole('option').first().click();
      await page.getByRole('button', { name: 'Look only around it' }).click();
      await page.getByRole('button', { name: '‹ back' }).click();
    }],
  ];
  it.each(controls)('%s', async (_, query, act) => {
    const { page, problems, close } = await visit(browser, `${address}?show=table${query}`);
    await ready(page);
    const before = { counts: await counts(page), changes: await changes(page) };
    expect(await rows(page)).toBe(before.counts.ties);
    await act(page);
    await expect.poll(() => counts(page)).not.toEqual(before.counts);
    await expect.poll(() => changes(page)).not.toBe(before.changes);
    await ready(page);
    await expect.poll(() => rows(page)).toBe((await counts(page)).ties);
    // The graph is told the same numbers that it draws.
    await page.getByRole('button', { name: 'Graph', exact: true }).click();
    await expect.poll(() => page.locator('[data-drawn]').getAttribute('data-drawn')).toBe(String((await counts(page)).ties));
    expect(problems).toEqual([]);
    await close();
  });
});

it('brings back a source that was left out, whatever day is looked at', async () => {
  const { page, close } = await visit(browser, `${address}?without=source:dropsite-2026-01-21&on=2025-06-01`);
  await ready(page);
  const before = await counts(page);
  await page.locator('.sources').getByRole('button', { name: 'All sources' }).click();
  await expect.poll(() => counts(page)).not.toEqual(before);
  await close();
});

it('finds an actor by a name in another script', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  await page.getByRole('combobox', { name: 'Find an actor' }).fill('سوريا');
  const option = page.getByRole('option').first();
  await option.waitFor();
  const matched = option.locator('[lang="ar"]');
  expect(await matched.getAttribute('dir')).toBe('auto');
  expect(await matched.evaluate((e) => getComputedStyle(e).direction)).toBe('rtl');
  await close();
});

it('refuses a day that is none, and says how to write one', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  await page.getByRole('button', { name: /^Day:/ }).click();
  await page.getByRole('textbox', { name: 'Day' }).fill('2026-02-30');
  await page.keyboard.press('Enter');
  await page.getByText('Write a day as 2026-01-21.').waitFor();
  await page.getByRole('textbox', { name: 'Day' }).fill('2025-03-10');
  await page.keyboard.press('Enter');
  expect(await page.locator('.sentence').textContent()).toContain('On 10 Mar 2025, against 28 Feb 2025');
  await close();
});

it('tells of what is kept back of those looked at', async () => {
  const { page, close } = await visit(browser, `${address}?on=2026-01-10&actors=turkey`);
  await ready(page);
  expect(await page.locator('.sentence').textContent()).toMatch(/\d+ more ties only alleged or in words only, not shown/);
  await close();
});
