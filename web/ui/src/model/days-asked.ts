// The days that an address leaves open.
import { NO_DAY, type Looking } from './address';
import { dayOf, firstOfMonth, MAX_DAY, MIN_DAY, writable, type Day, type Span } from './day';
import type { History } from './spell';

/** lastAttested is the last day that a source speaks of, and not after the day of knowledge; today if none speaks. */
export function lastAttested(h: History, today: Day): Day {
  const known = dayOf(h.knownAt.slice(0, 10)) ?? 0;
  let last = MIN_DAY;
  for (const s of h.spells) {
    const named = s.named?.[1];
    if (named !== undefined && named > last && named < MAX_DAY) last = named;
  }
  return last === MIN_DAY ? today : Math.min(last, known);
}

/** extent is from the first to the last day that sources name. */
function extent(h: History, last: Day): Span {
  let first = MAX_DAY;
  for (const s of h.spells) {
    if (s.named && s.named[0] < first && s.named[0] > MIN_DAY) first = s.named[0];
  }
  return first === MAX_DAY || first >= last ? [last - 30, last] : [first, last];
}

/** againstOf is the day compared with: unless it is asked for, the last day of the month before. */
export function againstOf(l: Looking, on: Day): Day | null {
  if (l.against === NO_DAY) return null;
  return l.against ?? writable(firstOfMonth(on) - 1);
}

/**
 * rangeOf is what the slider spans. Unless asked for it is the half year up to the
 * last attested day, or all days if they are few; a day outside of that has the
 * year around it. It does not depend on where in the range the day is, so that
 * nothing moves under the hand that drags it.
 */
export function rangeOf(l: Looking, h: History | null, last: Day, on: Day, against: Day | null): Span {
  if (l.range) return l.range;
  const all = h ? extent(h, last) : ([on, on] as const);
  const few = all[1] - all[0] <= 730 && h !== null;
  const usual: Span = few ? [firstOfMonth(all[0]), firstOfMonth(all[1], 1) + 6] : [firstOfMonth(all[1], -6), firstOfMonth(all[1], 1) + 6];
  const days = against === null ? [on] : [on, against];
  if (days.every((d) => usual[0] <= d && d <= usual[1])) return usual;
  return [writable(firstOfMonth(Math.min(...days), -6)), writable(firstOfMonth(Math.max(...days), 7) - 1)];
}

/** zoomed is the range made shorter or longer about a day, within a few days and ten centuries. */
export function zoomed(range: Span, about: Day, factor: number): Span {
  const length = Math.min(Math.max((range[1] - range[0]) * factor, 14), 365_000);
  const share = Math.min(Math.max((about - range[0]) / (range[1] - range[0]), 0), 1);
  const from = writable(Math.round(about - length * share));
  return [from, writable(from + Math.round(length))];
}
