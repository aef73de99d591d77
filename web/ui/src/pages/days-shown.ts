// The days that the bars lie on.
import { MAX_DAY, MIN_DAY, type Day, type Span } from '../model/day';
import type { Spell } from '../model/spell';
import { shareOf, ticksOf, type Tick } from '../slider/scale';

/**
 * axisOf is from the first to the last day that sources name for the spells. Their
 * outermost bounds may lie decades off, at a founding or a death, and would
 * leave no room for what is known. A day that is looked at belongs to it unless
 * it is far away.
 */
export function axisOf(spells: readonly Spell[], days: readonly Day[]): Span {
  let first = MAX_DAY;
  let last = MIN_DAY;
  const take = (day: Day) => {
    if (day <= MIN_DAY || day >= MAX_DAY) return;
    first = Math.min(first, day);
    last = Math.max(last, day);
  };
  for (const s of spells) s.named?.forEach(take);
  if (first > last) for (const s of spells) [s.latestStart, s.earliestEnd].forEach(take);
  if (first > last) days.forEach(take);
  const near = Math.max(60, last - first);
  for (const d of days.filter((d) => first - near <= d && d <= last + near)) take(d);
  const room = Math.max(4, Math.round((last - first) * 0.04));
  return [first - room, last + room];
}

/** around is the axis on which two days are seen side by side. */
export function around(one: Day, other: Day): Span {
  const room = Math.max(7, Math.round(Math.abs(one - other) * 0.3));
  return [Math.min(one, other) - room, Math.max(one, other) + room];
}

/** moved is the axis half of its length earlier (-1) or later (1). */
export function moved([from, to]: Span, way: 1 | -1): Span {
  const by = Math.round((to - from) / 2) * way;
  return [from + by, to + by];
}

export interface Mark extends Tick {
  readonly x: number;
}

/** marksOf are ticks far enough apart for their labels, and the first tells the year. */
export function marksOf(axis: Span, width: number, apart = 52): Mark[] {
  const all = ticksOf(axis).map((t) => ({ ...t, x: shareOf(axis, t.day, 'start') * width }));
  const spacing = all.length > 1 ? (all.at(-1)!.x - all[0]!.x) / (all.length - 1) : width;
  const step = Math.max(1, Math.ceil(apart / Math.max(spacing, 1)));
  // Where some have to go, that which names a year stays.
  const year = Math.max(0, all.findIndex((t) => /^\d{4}$/.test(t.label)));
  return all.filter((_, i) => (i - year) % step === 0);
}
