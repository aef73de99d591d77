import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
let browser: Browser;
let axe: string;
beforeAll(async () => {
  browser = await open();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(() => browser.close());

/** violations are axe's, with the places. */
async function violations(page: Page): Promise<string[]> {
  // As a debugger would, past the page's policy.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Result = { violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] };
    const run = (window as unknown as { axe: { run(): Promise<Result> } }).axe.run;
    return (await run()).violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}\n${n.html}\n${n.failureSummary}`));
  });
}

const views: [string, string, (page: Page) => Promise<void>][] = [
  ['the front page', '', async () => {}],
  ['the table', '?show=table&alleged=shown&words=shown', async () => {}],
  ['evidence', '?ties=relation:tribes-sdf/alliance', (page) => page.locator('.claim').first().waitFor()],
  ['an actor’s card', '?pick=actor:sdf', async () => {}],
  ['an actor’s page', '?page=actor:sdf', async () => {}],
  ['a pair’s page', '?page=actor:sdf,actor:arab-tribes', async () => {}],
  ['both clocks', '?known=2026-01-10&clock=published&track=open', async () => {}],
  ['an open choice', '', (page) => page.getByRole('button', { name: /^On whose word/ }).click()],
  ['a search', '', async (page) => {
    await page.getByRole('combobox', { name: 'Find an actor' }).fill('sy');
    await page.getByRole('option').first().waitFor();
  }],
  ['sources', '', (page) => page.locator('.sources summary').click()],
];

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(views)('axe finds nothing wrong with %s', async (_, query, act) => {
    const { page, close } = await visit(browser, address + query, { colorScheme });
    await ready(page);
    await act(page);
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

it('axe finds nothing wrong on a phone', async () => {
  const { page, close } = await visit(browser, address, { viewport: { width: 390, height: 844 } });
  await ready(page);
  expect(await violations(page)).toEqual([]);
  await close();
});

it('has the list first on a phone, and nothing wider than it', async () => {
  const { page, close } = await visit(browser, address, { viewport: { width: 390, height: 844 } });
  await ready(page);
  const [list, graph] = [await page.locator('.changes').boundingBox(), await page.locator('.middle').boundingBox()];
  expect(list!.y).toBeLessThan(graph!.y);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await close();
});

it('is used by keys alone: to a change, its evidence, and back', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let i = 0; i < 60 && !(await focused()).startsWith('Arab tribes left'); i++) await page.keyboard.press('Tab');
  expect(await focused()).toContain('Arab tribes left SDF');
  await page.keyboard.press('Enter');
  await page.locator('.claim').first().waitFor();
  // The focus goes where the answer is, not to the top of the page.
  expect(await page.evaluate(() => document.activeElement?.closest('.evidence') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await page.locator('.evidence').waitFor({ state: 'detached' });
  expect(await focused()).toContain('Arab tribes left SDF');
  await close();
});

it('closes a choice with Escape, and is back at its words', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  const choice = page.getByRole('button', { name: /^Certainty/ });
  await choice.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio').first().waitFor();
  await page.keyboard.press('Escape');
  expect(await choice.evaluate((e) => e === document.activeElement)).toBe(true);
  expect(await choice.getAttribute('aria-expanded')).toBe('false');
  await close();
});

it('says in a live region what is seen', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  const live = page.locator('main > [aria-live="polite"]');
  await expect.poll(() => live.textContent()).toMatch(/^On 21 Jan 2026, against 31 Dec 2025, as known today/);
  await page.getByRole('slider', { name: 'Day', exact: true }).focus();
  await page.keyboard.press('PageDown');
  await expect.poll(() => live.textContent()).toMatch(/^On 21 Dec 2025, against 30 Nov 2025/);
  await close();
});
