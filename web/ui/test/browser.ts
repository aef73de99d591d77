// A real Chromium, and what a page does in it that it should not.
import { appendFileSync, existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** open starts the browser that REALIGN_CHROMIUM names, or one where Debian puts it. */
export async function open(): Promise<Browser> {
  const path = process.env.REALIGN_CHROMIUM ?? places.find(existsSync);
  if (!path) throw new Error('no Chromium: apt-get install chromium, or set REALIGN_CHROMIUM to its path');
  const browser = await chromium.launch({
    executablePath: path,
    // Chromium refuses to sandbox what runs as root; the graph is drawn by the
    // processor, since test machines have no graphics card.
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const ran = process.env.REALIGN_BROWSER_RAN;
  if (ran) appendFileSync(ran, `explorer\tChromium ${browser.version()}\n`);
  return browser;
}

export interface Visit {
  page: Page;
  /** Errors, warnings and violations of the page's policy so far. */
  problems: string[];
  /** Addresses asked for on another origin. */
  strayed: string[];
  close: () => Promise<void>;
}

/** visit opens an address in a profile of its own and watches it. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  context.setDefaultNavigationTimeout(40_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const strayed: string[] = [];
  page.on('console', (m) => {
    // The browser's own remarks on drawing without a graphics card.
    if (/GL Driver Message|GPU stall|Automatic fallback to software WebGL/.test(m.text())) return;
    if (m.type() === 'error' || m.type() === 'warning') problems.push(`${m.type()}: ${m.text()}`);
  });
  page.on('pageerror', (e) => problems.push(`exception: ${e.message}`));
  const origin = new URL(address).origin;
  page.on('request', (r) => {
    const url = r.url();
    if (!url.startsWith('data:') && !url.startsWith('blob:') && new URL(url).origin !== origin) strayed.push(url);
  });
  await page.goto(address);
  return { page, problems, strayed, close: () => context.close() };
}

/** ready waits until all that the page asked for its address is there. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.sentence-counts[data-counts]').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
