import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

it('leads from the front page to who says that Turkey stopped the meeting of 4 January in under five clicks', async () => {
  const { page, problems, close } = await visit(browser, address);
  await ready(page);
  let clicks = 0;
  const click = async (name: RegExp) => {
    clicks++;
    await page.getByRole('button', { name }).first().click();
  };
  await click(/^Direct talks of Damascus and SDF began between 2026-01-01 and 2026-01-10; outcome: failed/);
  await page.locator('.claim').first().waitFor();
  await click(/^Obstruction by Turkey against SDF.*2026-01-04.*only alleged/);
  await page.locator('.evidence h2', { hasText: 'Obstruction by Turkey against SDF' }).waitFor();
  const claim = page.locator('.claim', { hasText: 'Ismet Akkurt' }).first();
  await claim.waitFor();
  const text = (await claim.textContent())!;
  expect(text).toContain('paused talks between the two sides on January 4');
  expect(text).toContain('Whose word: Ismet Akkurt');
  expect(text).toContain('Total War For Survival');
  expect(text).toContain('reported as another’s word');
  expect(text).toMatch(/Recorded\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  expect(await page.locator('.evidence').textContent()).toContain('hostility · alleged');
  expect(clicks).toBeLessThan(5);
  expect(problems).toEqual([]);
  await close();
});

it('shows both sides beside each other', async () => {
  // A tie that one source denies; found through the API, so that the test holds for other data.
  const response = await fetch(new URL('graphql', address), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ history { claims(stance: DENIES, first: 50) { nodes { relation { id claims(stance: ASSERTS) { totalCount } } } } } }' }),
  });
  const told = (await response.json()) as { data: { history: { claims: { nodes: { relation: { id: string; claims: { totalCount: number } } | null }[] } } } };
  const tie = told.data.history.claims.nodes.find((n) => n.relation && n.relation.claims.totalCount > 0)!.relation!.id;
  const { page, close } = await visit(browser, `${address}?ties=${encodeURIComponent(tie)}`);
  const side = (name: string) => page.locator(`.side-${name}`);
  await side('for').locator('.claim').first().waitFor();
  expect(await side('against').locator('.claim').count()).toBeGreaterThan(0);
  const [pro, contra] = [await side('for').boundingBox(), await side('against').boundingBox()];
  expect(contra!.x).toBeGreaterThanOrEqual(pro!.x + pro!.width);
  expect(Math.abs(contra!.y - pro!.y)).toBeLessThan(5);
  await close();
});

it('does not take silence for agreement', async () => {
  const { page, close } = await visit(browser, `${address}?ties=relation:tribes-sdf/alliance`);
  await page.locator('.claim').first().waitFor();
  expect(await page.locator('.side-against').textContent()).toContain('No source denies it. That is no confirmation.');
  await close();
});

it('opens from the graph’s table, with the same selection', async () => {
  const { page, close } = await visit(browser, `${address}?show=table`);
  await ready(page);
  const row = page.locator('tr[data-tie="relation:tribes-sdf/alliance"]');
  await row.getByRole('button').click();
  await page.locator('.evidence h2', { hasText: 'Alliance of Arab tribes and SDF' }).waitFor();
  expect(await row.getAttribute('class')).toContain('selected');
  await page.getByRole('button', { name: 'Graph', exact: true }).click();
  expect(new URL(page.url()).searchParams.get('ties')).toBe('relation:tribes-sdf/alliance');
  await close();
});

it('shows a tie that is only denied, as that', async () => {
  const response = await fetch(new URL('graphql', address), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ history { relations(status: [DENIED], first: 5) { nodes { id } } } }' }),
  });
  const told = (await response.json()) as { data: { history: { relations: { nodes: { id: string }[] } } } };
  const tie = told.data.history.relations.nodes[0]!.id;
  const { page, close } = await visit(browser, `${address}?ties=${encodeURIComponent(tie)}`);
  await page.locator('.side-against .claim').first().waitFor();
  expect(await page.locator('.evidence').textContent()).toContain('Only denied');
  await close();
});
