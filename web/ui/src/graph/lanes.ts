// Ties of the same pair are drawn side by side. Which spell has which lane is
// settled once for the whole period, so that no line moves aside when the day
// does; spells that are never there together share a lane.
import type { Spell } from '../model/spell';

export interface Lanes {
  /** The lane of each spell, centred on 0: 0, or -0.5 and 0.5, or -1, 0 and 1, … seen from the lesser id of the pair. */
  readonly at: Float32Array;
  /** How many lanes its pair has. */
  readonly of: Int32Array;
}

/** lanes takes which pair a spell belongs to; null: it has no lane. */
export function lanes(spells: readonly Spell[], pairOf: (s: Spell) => string | null): Lanes {
  const into: Lanes = { at: new Float32Array(spells.length), of: new Int32Array(spells.length).fill(1) };
  const pairs = new Map<string, number[]>();
  spells.forEach((s, i) => {
    const pair = pairOf(s);
    if (pair === null) return;
    const of = pairs.get(pair);
    if (of) of.push(i);
    else pairs.set(pair, [i]);
  });
  for (const of of pairs.values()) {
    if (of.length > 1) colour(spells, of, into);
  }
  return into;
}

/** colour takes the spells by their beginning, each in the first lane that is free by then: the fewest lanes there can be. */
function colour(spells: readonly Spell[], of: number[], into: Lanes): void {
  of.sort((a, b) => {
    const [x, y] = [spells[a]!, spells[b]!];
    return x.earliestStart - y.earliestStart || (x.id < y.id ? -1 : 1);
  });
  const lastDay: number[] = [];
  for (const i of of) {
    const s = spells[i]!;
    let lane = lastDay.findIndex((day) => day < s.earliestStart);
    if (lane < 0) lane = lastDay.length;
    lastDay[lane] = s.latestEnd;
    into.at[i] = lane;
  }
  const middle = (lastDay.length - 1) / 2;
  for (const i of of) {
    into.at[i] = into.at[i]! - middle;
    into.of[i] = lastDay.length;
  }
}

/** pairKey is the same whichever way round. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
