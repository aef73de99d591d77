// What a screen can hold, and what is left out beyond it. Whatever is left out is said.
import type { Spell } from '../model/spell';
import { number } from '../model/words';

const MOST_TIES = 60_000;
/** More names than this never find room at once. */
const MANY_ACTORS = 300;

export interface Thinned {
  readonly looks: Uint8Array;
  /** How many of how many are drawn; null: all. */
  readonly only: { readonly actors: number; readonly ties: number; readonly of: number } | null;
}

/**
 * thin keeps, of more ties than can be drawn, those between the best-connected
 * actors. `ties` counts the ties of each actor over the whole period, so that who is left does not change with the day.
 */
export function thin(spells: readonly Spell[], looks: Uint8Array, ties: ReadonlyMap<string, number>, most = MOST_TIES): Thinned {
  let shown = 0;
  for (const look of looks) if (look !== 0) shown++;
  if (shown <= most) return { looks, only: null };

  const rank = new Map([...ties].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id], i) => [id, i]));
  // A tie is drawn if the least connected of its parties is among the best.
  const least = new Int32Array(spells.length);
  const atRank = new Int32Array(rank.size + 1);
  for (let i = 0; i < spells.length; i++) {
    if (looks[i] === 0) continue;
    for (const p of spells[i]!.parties) least[i] = Math.max(least[i]!, rank.get(p.actor) ?? rank.size);
    atRank[least[i]!]!++;
  }
  let [actors, kept] = [0, 0];
  while (actors < rank.size && kept + atRank[actors]! <= most) kept += atRank[actors++]!;
  const thinned = looks.map((look, i) => (least[i]! < actors ? look : 0));
  return { looks: thinned, only: { actors, ties: kept, of: shown } };
}

/** limitsSaid says what is shown and why, where not everything can be; null where it can. */
export function limitsSaid({ looks, only }: Thinned, actors: number): string | null {
  if (only) {
    return `Only ties among the ${number(only.actors)} best-connected actors are drawn, ${number(only.ties)} of ${number(only.of)}: more at once cannot be told apart. Fewer kinds, or some actors with their neighbours, are drawn whole; the table has them all.`;
  }
  if (actors <= MANY_ACTORS) return null;
  let shown = 0;
  for (const look of looks) if (look !== 0) shown++;
  return `All ${number(shown)} ties are drawn; names are written where there is room, of the best-connected first: zoom in for more.`;
}
