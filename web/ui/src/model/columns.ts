// A history's spells as columns of numbers, since a step of the slider looks at
// each of them: in objects this takes some ten times as long.
import type { Day } from './day';
import { MAX_DAY, MIN_DAY } from './day';
import type { Filter, Look } from './shown';
import { ALLEGED, ASSUMED, CONTESTED, SHOWN, SURE } from './shown';
import { contestedOn, type Spell } from './spell';

export interface Columns {
  readonly spells: readonly Spell[];
  readonly earliestStart: Int32Array;
  readonly latestStart: Int32Array;
  readonly earliestEnd: Int32Array;
  readonly latestEnd: Int32Array;
  readonly namedFrom: Int32Array;
  readonly namedTo: Int32Array;
  readonly ownFrom: Int32Array;
  readonly ownTo: Int32Array;
  readonly nominal: Uint8Array;
  /** Whether sources contradict each other about any day. */
  readonly contested: Uint8Array;
  /** The parties of spell i are party[firstParty[i]] up to, not including, party[firstParty[i + 1]]: numbers of actors. */
  readonly firstParty: Int32Array;
  readonly party: Int32Array;
  readonly actors: number;
}

export function columnsOf(spells: readonly Spell[]): Columns {
  const numbers = (of: (s: Spell) => number) => Int32Array.from(spells, of);
  const actors = new Map<string, number>();
  const firstParty = new Int32Array(spells.length + 1);
  const party: number[] = [];
  spells.forEach((s, i) => {
    for (const p of s.parties) {
      if (!actors.has(p.actor)) actors.set(p.actor, actors.size);
      party.push(actors.get(p.actor)!);
    }
    firstParty[i + 1] = party.length;
  });
  return {
    spells,
    earliestStart: numbers((s) => s.earliestStart),
    latestStart: numbers((s) => s.latestStart),
    earliestEnd: numbers((s) => s.earliestEnd),
    latestEnd: numbers((s) => s.latestEnd),
    // Of no days at all: from after every day to before it.
    namedFrom: numbers((s) => s.named?.[0] ?? MAX_DAY),
    namedTo: numbers((s) => s.named?.[1] ?? MIN_DAY),
    ownFrom: numbers((s) => s.own?.[0] ?? MAX_DAY),
    ownTo: numbers((s) => s.own?.[1] ?? MIN_DAY),
    nominal: Uint8Array.from(spells, (s) => Number(s.nominal)),
    contested: Uint8Array.from(spells, (s) => Number(s.contestedOn.length > 0)),
    firstParty,
    party: Int32Array.from(party),
    actors: actors.size,
  };
}

/** lookAt is how spell i stands on a day, whatever is asked to be seen; 0 if it is absent. */
export function lookAt(c: Columns, i: number, day: Day): Look {
  if (day < c.earliestStart[i]! || day > c.latestEnd[i]!) return 0;
  const alleged = day < c.ownFrom[i]! || day > c.ownTo[i]!;
  let look = SHOWN;
  if (alleged) look |= ALLEGED;
  else if (c.latestStart[i]! <= day && day <= c.earliestEnd[i]!) look |= SURE;
  if (day < c.namedFrom[i]! || day > c.namedTo[i]!) look |= ASSUMED;
  if (c.contested[i]! && contestedOn(c.spells[i]!, day)) look |= CONTESTED;
  return look;
}

/** isAsked tells whether a tie that looks so is asked to be seen at all. */
export function isAsked(c: Columns, i: number, look: Look, filter: Filter): boolean {
  if (!(look & SURE) && !filter.possible) return false;
  return filter.kinds.length === 3 || filter.kinds.includes(c.spells[i]!.kind);
}

/** isKeptBack tells whether it is not shown for being only alleged, or words without deeds. */
export const isKeptBack = (c: Columns, i: number, look: Look, filter: Filter): boolean =>
  ((look & ALLEGED) !== 0 && !filter.alleged) || (c.nominal[i] === 1 && !filter.nominal);
