// The page counts by the bounds that the download has; the API folds the claims
// of each day. They must say the same, on every day.
import { describe, expect, inject, it } from 'vitest';
import { allKinds } from '../src/model/address';
import { dayOf, MAX_DAY, MIN_DAY, textOf, type Day } from '../src/model/day';
import { lastAttested } from '../src/model/days-asked';
import { columnsOf } from '../src/model/columns';
import { count, shownOn } from '../src/model/shown';
import { readHistory, type History } from '../src/model/spell';

const address = inject('address');

async function ask<T>(query: string): Promise<T> {
  const response = await fetch(new URL('graphql', address), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query }) });
  const answer = (await response.json()) as { data: T; errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

async function history(perspective: string): Promise<History> {
  const { history: h } = await ask<{ history: { download: string } }>(`{ history${perspective} { download } }`);
  return readHistory(await (await fetch(new URL(h.download, address))).text());
}

/** All days on which anything turns, the days around them, and every day of January 2026. */
function days(h: History): Day[] {
  const out = new Set<Day>();
  for (const s of h.spells) {
    for (const bound of [s.earliestStart, s.latestStart, s.earliestEnd, s.latestEnd, ...s.contestedOn.flat(), ...(s.own ?? []), ...(s.named ?? [])]) {
      if (bound > MIN_DAY && bound < MAX_DAY) for (const day of [bound - 1, bound, bound + 1]) out.add(day);
    }
  }
  for (let day = dayOf('2026-01-01')!; day <= dayOf('2026-01-31')!; day++) out.add(day);
  return [...out].sort((a, b) => a - b);
}

interface Stats {
  actors: number;
  relations: number;
  certain: number;
  contested: number;
  assumed: number;
}

describe.each([
  ['everyone’s word', ''],
  ['the SDF’s word', '(perspective: {claimants: ["sdf"], withMembers: true})'],
  ['all but one source', '(perspective: {excludeSources: ["source:dropsite-2026-01-21"]})'],
])('on %s', (_, perspective) => {
  it('counts as the API does, on every day on which anything turns', async () => {
    const h = await history(perspective);
    expect(h.spells.length).toBeGreaterThan(5);
    const all = days(h);
    const columns = columnsOf(h.spells);
    const inner = perspective.replace(/^\(/, ', ').replace(/\)$/, '');
    for (let at = 0; at < all.length; at += 40) {
      const some = all.slice(at, at + 40);
      const fields = some.map((day, i) => `d${i}: graph(asOf: "${textOf(day)}"${inner}) { stats { actors relations certain contested assumed } }`).join('\n');
      const told = await ask<Record<string, { stats: Stats }>>(`{ ${fields} }`);
      some.forEach((day, i) => {
        const { relations, ...stats } = told[`d${i}`]!.stats;
        const filter = { possible: true, alleged: true, nominal: true, kinds: allKinds };
        const mine = count(columns, shownOn(columns, day, filter, null, null).looks);
        expect({ day: textOf(day), ...mine }).toEqual({ day: textOf(day), ties: relations, ...stats });
      });
    }
  });

  it('opens on the last day that a source speaks of', async () => {
    const h = await history(perspective);
    const inner = perspective.replace(/^\(/, ', ').replace(/\)$/, '');
    const on = textOf(lastAttested(h, 0));
    const told = await ask<{ graph: { stats: { lastAttested: string } } }>(`{ graph(asOf: "${on}"${inner}) { stats { lastAttested } } }`);
    expect(told.graph.stats.lastAttested).toBe(on);
  });
});
