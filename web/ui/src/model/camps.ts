// The colour of a camp's ring. It follows from the camp itself, never from the
// day looked at before: the same address shows the same colours.
import type { Spell } from './spell';

const campColours = 6;

export interface CampSeen {
  label: string;
  colour: number;
  members: readonly string[];
}

/** ranks orders actors by how many ties they have over all days; the first has most. */
export function ranks(spells: readonly Spell[]): Map<string, number> {
  const ties = new Map<string, number>();
  for (const s of spells) for (const p of s.parties) ties.set(p.actor, (ties.get(p.actor) ?? 0) + 1);
  const order = [...ties].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(order.map(([id], i) => [id, i]));
}

/**
 * coloured gives the camps of two or more a colour each: that of the member with
 * the most ties over all days, so that a camp that goes on keeps it; where two
 * want the same, the smaller takes the next. Beyond the colours that there are,
 * camps stay without.
 */
export function coloured(camps: readonly { label: string; members: readonly { id: string }[] }[], rank: ReadonlyMap<string, number>): CampSeen[] {
  const taken = new Set<number>();
  const out: CampSeen[] = [];
  for (const c of camps) {
    if (c.members.length < 2 || taken.size === campColours) continue;
    const best = Math.min(...c.members.map((m) => rank.get(m.id) ?? 0));
    let colour = best % campColours;
    while (taken.has(colour)) colour = (colour + 1) % campColours;
    taken.add(colour);
    out.push({ label: c.label, colour, members: c.members.map((m) => m.id) });
  }
  return out;
}

/** uncoloured counts the camps of two or more that no colour was left for. */
export const uncoloured = (camps: readonly { members: readonly unknown[] }[]): number => Math.max(0, camps.filter((c) => c.members.length > 1).length - campColours);

/** ringOf is the colour of each member's ring. */
export function ringOf(camps: readonly CampSeen[]): Map<string, number> {
  return new Map(camps.flatMap((c) => c.members.map((id) => [id, c.colour] as const)));
}
