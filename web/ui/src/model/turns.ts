// The days on which what is seen may differ from the day before.
import type { Day } from './day';
import { MAX_DAY, MIN_DAY } from './day';
import type { Filter } from './shown';
import type { Spell } from './spell';

/** turnsOf are those days, in order, each once. */
export function turnsOf(spells: readonly Spell[], filter: Filter): Day[] {
  const days = new Set<Day>();
  const add = (d: Day) => {
    if (d > MIN_DAY && d < MAX_DAY) days.add(d);
  };
  for (const s of spells) {
    if (!filter.kinds.includes(s.kind) || (s.nominal && !filter.nominal) || (s.own === null && !filter.alleged)) continue;
    if (filter.possible) {
      add(s.earliestStart);
      add(s.latestEnd + 1);
    }
    if (s.latestStart <= s.earliestEnd) {
      add(s.latestStart);
      add(s.earliestEnd + 1);
    }
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
