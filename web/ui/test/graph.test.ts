// The graph as a person uses it. Where things are on the screen is read off the
// drawing that the page saves, which has the same places.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { open, ready, visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

interface Point {
  x: number;
  y: number;
}

/** places are those of the actors and points a quarter along the ties on the screen, by what they are called. */
async function places(page: Page): Promise<{ actors: Map<string, Point>; ties: Map<string, Point>; svg: string }> {
  await page.locator('[data-drawn]').waitFor();
  await page.waitForTimeout(300);
  await page.getByRole('button', { name: /^Save and share/ }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Drawing (SVG)' }).click()]);
  await page.keyboard.press('Escape');
  const svg = await readFile(await download.path(), 'utf8');
  const box = (await page.locator('.graph-drawing').boundingBox())!;
  const drawn = svg.slice(0, svg.indexOf('</svg>')); // the legend comes after
  const actors = new Map<string, Point>();
  for (const m of drawn.matchAll(/<g transform="translate\(([\d.-]+) ([\d.-]+)\)"[^>]*><title>([^<]*)<\/title><circle/g)) {
    actors.set(m[3]!, { x: box.x + Number(m[1]), y: box.y + Number(m[2]) });
  }
  const ties = new Map<string, Point>();
  for (const m of svg.matchAll(/<g transform="translate\(([\d.-]+) ([\d.-]+)\) rotate\(([\d.-]+)\)"[^>]*><title>([^<]*): [^<]*<\/title>.*?M0 0H([\d.]+)/g)) {
    const [angle, quarter] = [(Number(m[3]) * Math.PI) / 180, Number(m[5]) / 4];
    ties.set(m[4]!, { x: box.x + Number(m[1]) + quarter * Math.cos(angle), y: box.y + Number(m[2]) + quarter * Math.sin(angle) });
  }
  return { actors, ties, svg };
}

it('opens an actor’s card by a click, and looks around it', async () => {
  const { page, problems, close } = await visit(browser, address);
  await ready(page);
  const { actors } = await places(page);
  const turkey = actors.get('Turkey')!;
  await page.mouse.move(turkey.x, turkey.y);
  await page.getByText('Turkey').first().waitFor();
  await page.mouse.click(turkey.x, turkey.y);
  await page.locator('.card h2', { hasText: 'Turkey' }).waitFor();
  const all = Number(await page.locator('[data-drawn]').getAttribute('data-drawn'));
  await page.getByRole('button', { name: 'Look only around it' }).click();
  await expect.poll(async () => Number(await page.locator('[data-drawn]').getAttribute('data-drawn'))).toBeLessThan(all);
  await page.getByRole('combobox', { name: /those within/ }).selectOption('2');
  const two = Number(await page.locator('[data-drawn]').getAttribute('data-drawn'));
  expect(two).toBeLessThanOrEqual(all);
  await page.getByRole('button', { name: 'Everyone', exact: true }).click();
  await expect.poll(async () => Number(await page.locator('[data-drawn]').getAttribute('data-drawn'))).toBe(all);
  expect(problems).toEqual([]);
  await close();
});

it('opens the evidence of a tie by a click on its line', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  const { ties } = await places(page);
  const line = ties.get('Alliance of Arab tribes and Damascus')!;
  await page.mouse.click(line.x, line.y);
  await page.locator('.evidence h2', { hasText: 'Alliance of Arab tribes and Damascus' }).waitFor();
  expect(new URL(page.url()).searchParams.get('ties')).toContain('relation:');
  await close();
});

it('leaves everyone where they are when the day moves, or a source is left out', async () => {
  const { page, close } = await visit(browser, address);
  await ready(page);
  const before = await places(page);
  const day = page.getByRole('slider', { name: 'Day', exact: true });
  await day.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
  await ready(page);
  const after = await places(page);
  const both = [...before.actors].filter(([name]) => after.actors.has(name));
  expect(both.length).toBeGreaterThan(8);
  for (const [name, at] of both) expect(after.actors.get(name), name).toEqual(at);
  expect([...after.ties.keys()]).not.toEqual([...before.ties.keys()]);
  await close();

  const own = await visit(browser, `${address}?without=source:talos-2026-01-08`);
  await ready(own.page);
  const less = await places(own.page);
  expect(less.ties.size).toBeLessThan(before.ties.size);
  // The camera may stand otherwise, but who is left of whom stays.
  const names = [...before.actors.keys()].filter((n) => less.actors.has(n));
  const order = (of: Map<string, Point>) => names.toSorted((a, b) => of.get(a)!.x - of.get(b)!.x);
  expect(order(less.actors)).toEqual(order(before.actors));
  await own.close();
});

it('draws what is certain, possible, assumed, alleged, come and gone each in its own way', async () => {
  const { page, close } = await visit(browser, `${address}?alleged=shown&words=shown`);
  await ready(page);
  const { svg } = await places(page);
  const line = (name: string) => new RegExp(`<title>${name}: [^<]*</title>(.*)`).exec(svg)?.[1];
  const dashes = (name: string) => /M0 0H[\d.]+"[^>]*?stroke-dasharray="([^"]*)"/.exec(line(name)!)?.[1];
  expect(dashes('Alliance of Arab tribes and Damascus')).toBeUndefined();
  expect(dashes('Alliance of SDF and Coalition')).toBe('7 5');
  expect(line('Alliance of DAANES and SDF')).toContain('opacity="0.4"');
  for (const words of ['allegiance', 'hostility', 'mediation', 'possible', 'assumed', 'only alleged', 'began since', 'ended since']) {
    expect(svg, words).toContain(`>${words}<`);
  }
  // Blue is allegiance, vermilion hostility, and only they.
  const colour = (name: string) => new RegExp(`stroke="(#[0-9a-f]{6})"[^>]*><title>${name}:`).exec(svg)?.[1];
  expect(colour('Alliance of Arab tribes and Damascus')).toBe('#0072b2');
  expect(colour('Enmity by SDF against ISIS')).toBe('#d55e00');
  await close();
});
