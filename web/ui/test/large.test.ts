// What a step of the slider costs with 5,000 actors and 20,000 ties: what it
// touches is tested; the time is printed, beside that of drawing all anew in the
// same run, since machines differ.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { open, ready, visit } from './browser';
import { writeLarge } from './large';
import { serve, type Server } from './server';

let browser: Browser;
let server: Server;
let folder: string;
beforeAll(async () => {
  browser = await open();
  folder = await writeLarge();
  server = await serve(['--datasets', join(folder, 'datasets.yaml')]);
});
afterAll(async () => {
  await server.stop();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

interface Step {
  edges: number;
  nodes: number;
  milliseconds: number;
}

const step = async (page: Page) => JSON.parse((await page.locator('[data-step]').getAttribute('data-step'))!) as Step;
/** script is the processor's time that the page's scripts have taken, in milliseconds. */
const script = async (cdp: CDPSession) => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1_000 * metrics.find((m) => m.name === 'ScriptDuration')!.value;
};
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const ninetyFifth = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)]!;

it('touches only what changes when the day is dragged, and says what it cannot show', { timeout: 180_000 }, async () => {
  // A small window, since filling pixels without a graphics card holds up all else.
  const { page, problems, close } = await visit(browser, `${server.address}?on=2020-06-01&against=none&range=2020-01-01/2020-12-31`, { viewport: { width: 1000, height: 480 } });
  page.setDefaultTimeout(60_000);
  await ready(page);
  await page.locator('[data-step]').waitFor();
  await expect.poll(async () => (await step(page)).edges, { timeout: 60_000 }).toBeGreaterThan(2_000);
  const all = await step(page);
  const counts = JSON.parse((await page.locator('.sentence-counts').getAttribute('data-counts'))!) as { ties: number };
  expect(counts.ties).toBeGreaterThan(2_000);

  // All that the page's scripts do for a step: React, the test of every tie on the
  // day, and what the graph is told. Frames are not measured, since test machines
  // draw by the processor.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await script(cdp);
  const steps = await page.evaluate(async () => {
    const handle = document.querySelector<HTMLElement>('.handle-on')!;
    const graph = document.querySelector<HTMLElement>('[data-step]')!;
    const track = document.querySelector('.slider .track')!.getBoundingClientRect();
    const at = (day: number) => ({ bubbles: true, pointerId: 1, button: 0, clientX: track.left + (track.width * (day + 0.5)) / 366, clientY: track.top + 30 });
    // No pointer is down for the browser, which would refuse to capture it.
    handle.setPointerCapture = () => undefined;
    handle.dispatchEvent(new PointerEvent('pointerdown', at(152)));
    const out: Step[] = [];
    for (let i = 1; i <= 40; i++) {
      const drawn = new Promise<void>((resolve) => {
        const watch = new MutationObserver(() => {
          watch.disconnect();
          resolve();
        });
        watch.observe(graph, { attributeFilter: ['data-step'] });
      });
      handle.dispatchEvent(new PointerEvent('pointermove', at(152 + i)));
      await drawn;
      out.push(JSON.parse(graph.dataset.step!) as Step);
    }
    handle.dispatchEvent(new PointerEvent('pointerup', at(192)));
    return out;
  });
  const after = await script(cdp);
  const perStep = (after - before) / steps.length;
  const touched = median(steps.map((s) => s.edges));
  expect(touched).toBeGreaterThan(0);
  expect(touched).toBeLessThan(200);
  const graph = steps.map((s) => s.milliseconds);
  // Of one run, on one machine: a step is no drawing of all.
  expect(median(graph)).toBeLessThan(all.milliseconds / 10);
  console.log(`a step, of ${counts.ties} ties shown: ${touched} edges touched; graph ${median(graph).toFixed(1)} ms (p95 ${ninetyFifth(graph).toFixed(1)}); all script ${perStep.toFixed(1)} ms; all drawn anew ${all.milliseconds.toFixed(1)} ms for ${all.edges} edges`);
  expect(await page.locator('.graph').textContent()).toContain('names are written where there is room');
  expect(problems).toEqual([]);
  await close();
});
