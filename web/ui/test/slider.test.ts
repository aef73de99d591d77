import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dayOf, textOf } from '../src/model/day';
import { open, ready, visit, type Visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

const day = (page: Page) => page.getByRole('slider', { name: 'Day', exact: true });
const shown = (page: Page) => day(page).getAttribute('aria-valuetext');
const counts = async (page: Page) => JSON.parse((await page.locator('.sentence-counts').getAttribute('data-counts'))!) as { ties: number; certain: number; actors: number };

async function at(query: string): Promise<Visit> {
  const v = await visit(browser, address + query);
  await ready(v.page);
  return v;
}

describe('the day', () => {
  it('moves by arrows, Page keys, Home and End, and the address and the counts with it', async () => {
    const { page, close } = await at('?against=none');
    await day(page).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await shown(page)).toBe('20 Jan 2026');
    expect(new URL(page.url()).searchParams.get('on')).toBe('2026-01-20');
    await page.keyboard.press('PageDown');
    expect(await shown(page)).toBe('20 Dec 2025');
    const before = await counts(page);
    await page.keyboard.press('PageUp');
    expect(await shown(page)).toBe('20 Jan 2026');
    expect(await counts(page)).not.toEqual(before);
    await page.keyboard.press('Home');
    const first = await shown(page);
    await page.keyboard.press('End');
    expect(await shown(page)).not.toBe(first);
    await close();
  });

  it('is dragged, and rests where it is let go', async () => {
    const { page, close } = await at('');
    const track = (await page.locator('.slider .track').boundingBox())!;
    const handle = (await day(page).boundingBox())!;
    const before = await counts(page);
    await page.mouse.move(handle.x + handle.width / 2, handle.y + 40);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width * 0.5, track.y + 40, { steps: 8 });
    const address = page.url();
    const under = await shown(page);
    expect(under).not.toBe('21 Jan 2026');
    expect(await counts(page)).not.toEqual(before);
    await page.mouse.up();
    expect(page.url()).not.toBe(address);
    expect(await shown(page)).toBe(under);
    await close();
  });

  it('goes to the next and the previous change, and nothing changes between', async () => {
    const { page, close } = await at('?on=2025-10-01&against=none');
    const on = () => new URL(page.url()).searchParams.get('on')!;
    const before = await counts(page);
    await page.getByRole('button', { name: 'next change' }).click();
    const next = on();
    expect(next > '2025-10-05').toBe(true);
    expect(await counts(page)).not.toEqual(before);
    // On the days before it nothing differs.
    await day(page).focus();
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('ArrowLeft');
      expect(await counts(page)).toEqual(before);
    }
    await page.getByRole('button', { name: 'next change' }).click();
    expect(on()).toBe(next);
    // The last day on which something else was seen is the one before.
    await page.getByRole('button', { name: 'previous change' }).click();
    expect(await counts(page)).toEqual(before);
    expect(textOf(dayOf(on())! + 1)).toBe(next);
    await close();
  });

  it('plays, and stops at the end', async () => {
    const { page, close } = await at('?on=2026-01-12&against=none&range=2026-01-01/2026-01-21');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => shown(page), { timeout: 15_000 }).toBe('21 Jan 2026');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(new URL(page.url()).searchParams.get('on')).toBe('2026-01-21');
    await close();
  });

  it('keeps where it has come to when something else is set', async () => {
    const { page, close } = await at('?on=2025-12-01&against=none&range=2025-12-01/2026-01-21');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => shown(page)).not.toBe('1 Dec 2025');
    await page.getByRole('checkbox', { name: 'hostility' }).click();
    await page.getByRole('button', { name: 'Pause' }).click({ timeout: 2_000 }).catch(() => undefined);
    expect(new URL(page.url()).searchParams.get('on')! > '2025-12-01').toBe(true);
    await close();
  });

  it('stays within the days that an address can name', async () => {
    const { page, close } = await at('?on=9999-12-31&against=none');
    await day(page).focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown(page)).toBe('31 Dec 9999');
    expect(await page.locator('.notices').textContent()).toContain('No source speaks of a day after 2026-01-21');
    await close();
  });

  it('plays from change to change where motion is not wanted', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${address}?on=2025-10-01&against=none`);
    await ready(page);
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => shown(page), { timeout: 10_000 }).not.toBe('1 Oct 2025');
    // A month passes in one step, since nothing turns in it.
    expect((await shown(page))!.includes('Oct')).toBe(false);
    await context.close();
  });
});

describe('the day compared with', () => {
  it('is a second handle', async () => {
    const { page, close } = await at('');
    const other = page.getByRole('slider', { name: 'Day compared with' });
    await other.focus();
    await page.keyboard.press('PageDown');
    expect(await other.getAttribute('aria-valuetext')).toBe('30 Nov 2025');
    expect(new URL(page.url()).searchParams.get('against')).toBe('2025-11-30');
    await expect.poll(() => page.locator('.changes h2').textContent()).toContain('30 Nov 2025');
    await close();
  });

  it('can be none', async () => {
    const { page, close } = await at('');
    await page.getByRole('button', { name: /^Compared with/ }).click();
    await page.getByRole('button', { name: 'No other day' }).click();
    expect(await page.locator('.sentence').textContent()).toContain('compared with no other day');
    expect(await page.getByRole('slider', { name: 'Day compared with' }).count()).toBe(0);
    await close();
  });
});

describe('the known clock', () => {
  it('is a second track on demand, and frames what is not known now', async () => {
    const { page, close } = await at('');
    expect(await page.locator('.known').count()).toBe(0);
    await page.getByRole('button', { name: 'What was known when' }).click();
    await page.getByRole('radio', { name: 'as published' }).click();
    const known = page.getByRole('slider', { name: 'Known by' });
    await known.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await page.keyboard.press('PageDown');
    await page.locator('.explorer-past').waitFor();
    expect(await page.locator('.known-banner').textContent()).toContain('Not what is known now');
    expect(await page.locator('.sentence').textContent()).toContain('published by');
    await page.getByRole('button', { name: 'Back to now' }).click();
    expect(await page.locator('.explorer-past').count()).toBe(0);
    await close();
  });

  it('shows nothing that came out later', async () => {
    const { page, close } = await at('?on=2026-01-21&against=2025-12-31&known=2026-01-10&clock=published');
    // The move of the tribes was published on 21 January.
    expect(await page.locator('.changes').textContent()).not.toContain('Arab tribes left');
    await close();
  });
});
