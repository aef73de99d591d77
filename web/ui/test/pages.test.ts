import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, ready, visit, type Visit } from './browser';

const address = inject('address');
let browser: Browser;
beforeAll(async () => {
  browser = await open();
});
afterAll(() => browser.close());

async function at(query: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const v = await visit(browser, address + query, options);
  await ready(v.page);
  return v;
}

/** ask puts a question to the API, so that the tests hold for other data. */
async function ask<T>(query: string): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(new URL('graphql', address), { method: 'POST', headers, body: JSON.stringify({ query }) });
  return ((await response.json()) as { data: T }).data;
}

interface Tie {
  id: string;
  status: string;
  outcome: string | null;
  period: { earliestStart: string; latestStart: string; earliestEnd: string; latestEnd: string };
  parties: { role: string; actor: { id: string; name: string; shortName: string | null } }[];
  claims: { totalCount: number; nodes: { stance: string }[] };
}

const ties = async (args: string): Promise<Tie[]> => {
  const fields = `id status outcome period { earliestStart latestStart earliestEnd latestEnd }
    parties { role actor { id name shortName } } claims { totalCount nodes { stance } }`;
  return (await ask<{ history: { relations: { nodes: Tie[] } } }>(`{ history { relations(${args}, first: 5000) { nodes { ${fields} } } } }`)).history.relations.nodes;
};

const dayNumber = (text: string): number => Date.parse(text) / 86_400_000;
const row = (page: Page, tie: string): Locator => page.locator(`.spells-row[data-tie="${tie}"]`);
const query = (page: Page) => new URL(page.url()).searchParams;
const pair = '?page=actor:sdf,actor:arab-tribes';
const alliance = 'relation:tribes-sdf/alliance';

/** Room beside the axis, as BarPicture leaves it. */
const PAD = 12;

describe('a pair’s bars', () => {
  const range = ['2024-06-01', '2026-03-01'] as const;
  /** drawn is where each piece of a tie's bar lies, in days from 1970: first and the day after the last. */
  const drawn = (page: Page, tie: string) =>
    row(page, tie)
      .locator('.spells-one svg.spell')
      .evaluate(
        (svg, [from, days, pad]) => {
          const width = Number(svg.getAttribute('width')) - 2 * pad!;
          const dayAt = (x: number) => from! + (x / width) * days!;
          const of = (rects: Element[]) =>
            rects.map((r) => [dayAt(Number(r.getAttribute('x'))), dayAt(Number(r.getAttribute('x')) + Number(r.getAttribute('width')))] as [number, number]);
          const all = [...svg.querySelectorAll('rect')];
          return { core: of(all.filter((r) => r.classList.contains('spell-core'))), hatched: of(all.filter((r) => r.getAttribute('fill')?.startsWith('url('))) };
        },
        [dayNumber(range[0]), dayNumber(range[1]) - dayNumber(range[0]) + 1, PAD],
      );

  it('are solid from latest start to earliest end, and hatched to the outer bounds', async () => {
    const { period } = (await ties('actors: ["actor:arab-tribes"]')).find((t) => t.id === alliance)!;
    const { page, problems, close } = await at(`${pair}&range=${range.join('/')}`);
    await row(page, alliance).waitFor();
    const { core, hatched } = await drawn(page, alliance);
    expect(core).toHaveLength(1);
    expect(core[0]![0]).toBeCloseTo(dayNumber(period.latestStart), 3);
    expect(core[0]![1]).toBeCloseTo(dayNumber(period.earliestEnd) + 1, 3);
    // Its outermost start lies before the days shown: the hatching is cut there.
    expect(dayNumber(period.earliestStart)).toBeLessThan(dayNumber(range[0]));
    expect(hatched[0]![0]).toBeCloseTo(dayNumber(range[0]), 3);
    expect(hatched.some((h) => Math.abs(h[1] - dayNumber(period.latestStart)) < 0.01)).toBe(true);
    expect(hatched.at(-1)![0]).toBeCloseTo(dayNumber(period.earliestEnd) + 1, 3);
    expect(hatched.at(-1)![1]).toBeCloseTo(dayNumber(period.latestEnd) + 1, 3);
    expect(await row(page, alliance).locator('.spell-cut').count()).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });

  it('leave blank what no source speaks of, and say so', async () => {
    const told = await ask<{ history: { evidenceGaps: { earliestStart: string; latestEnd: string }[] } }>(
      '{ history { evidenceGaps(actors: ["actor:sdf", "actor:arab-tribes"]) { earliestStart latestEnd } } }',
    );
    const { page, close } = await at(`${pair}&range=${range.join('/')}`);
    const gaps = page.locator('.spells-gaps');
    await gaps.getByText('No source in this view speaks', { exact: true }).waitFor();
    expect(told.history.evidenceGaps.length).toBeGreaterThan(0);
    expect(await gaps.locator('.spells-gap').count()).toBe(told.history.evidenceGaps.filter((g) => g.earliestStart <= range[1] && g.latestEnd >= range[0]).length);
    expect(await gaps.locator('.spells-silence').first().textContent()).toContain('no source speaks');
    expect(await page.locator('.page').textContent()).toContain('Silence says nothing about what there was');
    expect(await page.locator('.page').textContent()).not.toMatch(/neutral|peace/i);
    await close();
  });

  it('open the evidence at a click and at Enter', async () => {
    const { page, close } = await at(pair);
    await row(page, alliance).getByRole('button').click();
    await page.locator('.evidence h2', { hasText: 'Alliance of Arab tribes and SDF' }).waitFor();
    expect(query(page).get('ties')).toBe(alliance);
    const attack = 'relation:tribes-sdf/attacks-2026-01';
    await row(page, attack).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.locator('.evidence h2', { hasText: 'Attack by Arab tribes against SDF' }).waitFor();
    expect(query(page).get('ties')).toBe(attack);
    expect(await row(page, attack).getByRole('button').getAttribute('aria-current')).toBe('true');
    await close();
  });

  it('stand one a source where sources contradict each other', async () => {
    const contested = (await ties('status: [CONTESTED]')).find((t) => t.claims.nodes.some((c) => c.stance === 'DENIES') && t.claims.nodes.some((c) => c.stance === 'ASSERTS'))!;
    const two = contested.parties.slice(0, 2).map((p) => p.actor.id);
    const { page, close } = await at(`?page=${two.join(',')}&alleged=shown&words=shown`);
    const words = row(page, contested.id).locator('.spells-word');
    await words.first().waitFor();
    expect(await words.count()).toBe(contested.claims.totalCount);
    for (const stance of ['ASSERTS', 'DENIES']) {
      const of = words.filter({ hasText: stance === 'DENIES' ? 'denies it' : 'asserts it' });
      expect(await of.count()).toBe(contested.claims.nodes.filter((c) => c.stance === stance).length);
    }
    const bars = words.locator('svg.spell');
    expect(await bars.count()).toBe(contested.claims.totalCount);
    expect(await words.filter({ hasText: 'denies it' }).first().locator('.spell-denied').count()).toBe(1);
    expect(await row(page, contested.id).locator('.spell-disputed').count()).toBeGreaterThan(0);
    await close();
  });
});

describe('a pair', () => {
  it('stands as the ties of each of the two days say, and no surer', async () => {
    const { page, close } = await at(`${pair}&on=2026-01-21&against=2025-12-31`);
    const states = page.locator('.pair-state');
    expect(await states.count()).toBe(2);
    expect(await states.nth(0).textContent()).toMatch(/^31 Dec 2025, compared with\s*Allied\./);
    expect(await states.nth(1).textContent()).toMatch(/^21 Jan 2026, looked at\s*Possibly hostile\./);
    expect(await states.nth(1).textContent()).toContain('not certain');
    await states.nth(0).getByRole('button').click();
    expect(query(page).get('ties')).toBe(alliance);
    await close();
  });

  it('counts no allegations and no mere words unless they are shown, and says how many', async () => {
    const { page, close } = await at('?page=actor:sy-gov-2024,actor:sdf');
    const now = page.locator('.pair-state').last();
    expect(await now.textContent()).toMatch(/Not counted, as the view is set: \d+ ties? (only alleged|in words only)/);
    await page.getByRole('button', { name: 'Show ties only alleged' }).click();
    await page.getByRole('button', { name: 'Show ties in words only' }).click();
    await expect.poll(() => now.textContent()).not.toContain('Not counted');
    expect(query(page).get('alleged')).toBe('shown');
    await close();
  });

  it('has its mediations with who mediated and what came of them', async () => {
    const all = await ties('actors: ["actor:sdf"], kinds: [MEDIATION], status: [UNCONTESTED]');
    const among = (t: Tie, id: string) => t.parties.some((p) => p.role === 'PARTY' && p.actor.id === id);
    const one = all.find((t) => t.outcome && t.parties[0]!.role === 'MEDIATOR' && among(t, 'actor:sy-gov-2024') && among(t, 'actor:sdf'))!;
    const mediator = one.parties[0]!.actor;
    const { page, close } = await at('?page=actor:sy-gov-2024,actor:sdf&words=shown');
    const told = page.locator('.page-mediations > li', { hasText: `Mediated by ${mediator.shortName ?? mediator.name}; between Damascus, SDF.` });
    expect((await told.allTextContents()).join('\n')).toContain(`Outcome: ${one.outcome!.toLowerCase()}`);
    await told.first().getByRole('button', { name: /: evidence$/ }).click();
    await page.locator('.evidence .claim').first().waitFor();
    await close();
  });

  it('says that dealings are left out, not that there are none', async () => {
    const { page, close } = await at('?page=actor:sy-gov-2024,actor:sdf&kinds=ALLEGIANCE,HOSTILITY');
    await page.getByText(/^None is shown, as the view is set: \d+ left out\.$/).waitFor();
    await page.getByText(/^\d+ changes of ties that are not shown left out\.$/).waitFor();
    await close();
  });

  it('is swapped and closed', async () => {
    const { page, close } = await at(pair);
    await page.getByRole('button', { name: 'Swap' }).click();
    await expect.poll(() => page.locator('#page-heading').textContent()).toBe('Several Arab tribal groups and Syrian Democratic Forces');
    expect(query(page).get('page')).toBe('actor:arab-tribes,actor:sdf');
    await page.locator('.page').getByRole('button', { name: 'Close' }).click();
    await page.locator('.page').waitFor({ state: 'detached' });
    expect(query(page).has('page')).toBe(false);
    await page.goBack();
    await page.locator('.page').waitFor();
    await close();
  });
});

describe('an actor', () => {
  it('has names in their own language and direction', async () => {
    const { page, close } = await at('?page=actor:sdf');
    const name = page.locator('.page-facts bdi[lang="ar"]').first();
    await name.waitFor();
    expect(await name.getAttribute('dir')).toBe('auto');
    expect(await name.textContent()).toMatch(/[\u0600-\u06ff]/);
    expect(await name.evaluate((e) => e.matches(':dir(rtl)'))).toBe(true);
    await close();
  });

  it('has its triads out of balance, each shown in the graph at a click', async () => {
    const told = await ask<{ graph: { triads: { totalCount: number; nodes: { actors: { id: string }[]; relations: { id: string }[] }[] } } }>(
      '{ graph(asOf: "2026-01-21") { triads(balanced: false, first: 5) { totalCount nodes { actors { id } relations { id } } } } }',
    );
    const triad = told.graph.triads.nodes[0]!;
    const ids = triad.actors.map((a) => a.id);
    const { page, close } = await at(`?on=2026-01-21&page=${ids[0]}`);
    await page.getByRole('button', { name: /^Triads out of balance \(\d+\)$/ }).click();
    const first = page.locator('.page-triads > li').first();
    expect(await first.locator('li').count()).toBe(triad.relations.length);
    await first.getByRole('button', { name: /^In the graph: / }).click();
    await page.locator('.page').waitFor({ state: 'detached' });
    expect(query(page).get('actors')?.split(',')).toEqual(ids);
    expect(query(page).get('hops')).toBe('0');
    await expect.poll(async () => JSON.parse((await page.locator('.sentence-counts').getAttribute('data-counts'))!)).toMatchObject({ actors: 3 });
    await close();
  });

  it('says that a list of triads is not all of them', async () => {
    const { page, close } = await visit(browser, `${address}?on=2026-01-21&page=actor:sdf&against=none`);
    await page.route('**/graphql', async (r) => {
      const response = await r.fetch();
      const text = await response.text();
      const many = r.request().postData()?.includes('query Triads') ? text.replace(/"totalCount":\d+/, '"totalCount":1234') : text;
      await r.fulfill({ response, body: many });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Triads out of balance (1,234)' }).click();
    await page.getByText(/^These are the first \d+ of 1,234\.$/).waitFor();
    await close();
  });

  it('never shows triads of a day before for those of a day that is asked for', async () => {
    const { page, close } = await at('?on=2026-01-21&page=actor:sdf&against=none');
    await page.getByRole('button', { name: /^Triads out of balance/ }).waitFor();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/graphql', async (r) => {
      if (r.request().postData()?.includes('query Triads')) await held;
      await r.continue();
    });
    await page.getByRole('slider', { name: 'Day', exact: true }).focus();
    await page.keyboard.press('PageDown');
    await page.getByText('Asking for triads out of balance …').waitFor();
    expect(await page.getByRole('button', { name: /^Triads out of balance/ }).count()).toBe(0);
    answer();
    await page.getByText(/^No triad out of balance on 21 Dec 2025/).waitFor();
    await close();
  });

  it('shows who moved between camps, as the API finds them', async () => {
    const told = await ask<{ diff: { camps: { moved: { actor: { id: string; name: string }; before: { label: string } | null; after: { label: string } | null }[] } } }>(
      '{ diff(from: "2025-12-31", to: "2026-01-21") { camps { moved { actor { id name } before { label } after { label } } } } }',
    );
    const { moved } = told.diff.camps;
    const tribes = moved.find((m) => m.actor.id === 'actor:arab-tribes')!;
    const { page, close } = await at('?on=2026-01-21&against=2025-12-31&page=actor:arab-tribes');
    const rows = page.locator('.page-moves > li');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(moved.length);
    expect(await rows.first().getAttribute('aria-current')).toBe('true');
    expect(await rows.first().textContent()).toBe(`${tribes.actor.name}: from the camp of ${tribes.before!.label} to that of ${tribes.after!.label}`);
    await close();
  });

  it.each(['actor:nobody-of-that-name', 'actor:sdf,actor:nobody-of-that-name'])('that does not exist is said not to: %s', async (who) => {
    const { page, close } = await visit(browser, `${address}?page=${who}`);
    const trouble = page.locator('.page [role="alert"]');
    await trouble.first().waitFor();
    expect(await trouble.count()).toBe(1);
    expect(await trouble.textContent()).toContain('no actor "actor:nobody-of-that-name" is known');
    expect(await trouble.textContent()).toContain('To do:');
    expect(await page.locator('.page').textContent()).not.toContain('No source in this view speaks');
    await close();
  });
});

it.each([pair, '?page=actor:sy-gov-2024,actor:sdf&alleged=shown&words=shown', '?page=actor:sdf'])('is no wider than a phone: %s', async (q) => {
  const { page, close } = await at(q, { viewport: { width: 390, height: 844 } });
  await page.locator('.page-changes').waitFor();
  await page.locator('.spells-row').first().waitFor();
  const beyond = await page.evaluate(() => {
    const wide = [...document.querySelectorAll('.page, .page *:not(svg *)')].filter((e) => e.getBoundingClientRect().right > 391);
    return { document: document.documentElement.scrollWidth, wide: wide.map((e) => e.outerHTML.slice(0, 120)) };
  });
  expect(beyond).toEqual({ document: 390, wide: [] });
  await close();
});

it('shows what is only denied, which is no silence', async () => {
  const [tie] = await ties('status: [DENIED]');
  const [one, other] = tie!.parties.map((p) => p.actor.id);
  const { page, close } = await at(`?page=${one},${other}`);
  const denied = page.locator('.page .entry', { hasText: 'A source denies it' });
  await denied.click();
  await page.locator('.side-against .claim').first().waitFor();
  await close();
});
