// The days on which what is seen may differ from the day before.
import type { Day } from './day';
import { MAX_DAY, MIN_DAY } from './day';
import type { Filter } from './shown';
import type { Spell } from './spell';

/** turnsOf are those days, in order, each once: the bounds of ties, and of what sources say of their days. */
export function turnsOf(spells: readonly Spell[], filter: Filter): Day[] {
  const days = new Set<Day>();
  const add = (first: Day, last: Day) => {
    if (first > MIN_DAY && first < MAX_DAY) days.add(first);
    if (last > MIN_DAY && last < MAX_DAY) days.add(last + 1);
  };
  for (const s of spells) {
    if (!filter.kinds.includes(s.kind) || (s.nominal && !filter.nominal) || (s.own === null && !filter.alleged)) continue;
    add(s.earliestStart, s.latestEnd);
    if (s.latestStart <= s.earliestEnd) add(s.latestStart, s.earliestEnd);
    if (s.named) add(...s.named);
    if (s.own) add(...s.own);
    for (const c of s.contestedOn) add(...c);
  }
  return [...days].sort((a, b) => a - b);
}

/** nextTurn is the first of the days after one; null if there is none. */
export function nextTurn(turns: readonly Day[], day: Day): Day | null {
  return turns.find((t) => t > day) ?? null;
}

/** lastTurn is the last of the days before one; null if there is none. */
export function lastTurn(turns: readonly Day[], day: Day): Day | null {
  return turns.findLast((t) => t < day) ?? null;
}

/**
 * nextChange is the first of the days after one on which other things are seen
 * than on it. `seen` is what is seen on a day, one number a tie. Going back, it
 * is the last day before one on which other things are seen.
 */
export function nextChange(turns: readonly Day[], day: Day, forward: boolean, seen: (day: Day) => Uint8Array): Day | null {
  const now = seen(day);
  const differs = (t: Day) => seen(t).some((look, i) => look !== now[i]);
  if (forward) return turns.find((t) => t > day && differs(t)) ?? null;
  // A turn is the first day of what begins with it, so the day before it is the
  // last of what was.
  const turn = turns.findLast((t) => t <= day && differs(t - 1));
  return turn === undefined ? null : turn - 1;
}
