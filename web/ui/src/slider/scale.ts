import { firstOfMonth, firstOfYear, readable, type Day, type Span } from '../model/day';

/** shareOf is where in the range a day begins, has its middle or ends: 0 to 1 within it. */
export function shareOf([from, to]: Span, day: Day, at: 'start' | 'middle' | 'end' = 'middle'): number {
  const part = at === 'start' ? 0 : at === 'end' ? 1 : 0.5;
  return (day - from + part) / (to - from + 1);
}

/** dayAt is the day at a share of the range, within it. */
export function dayAt([from, to]: Span, share: number): Day {
  return Math.min(to, Math.max(from, from + Math.floor(share * (to - from + 1))));
}

export interface Tick {
  day: Day;
  label: string;
}

/** ticksOf are the days that the axis names, twelve or so: of months, of years. */
export function ticksOf([from, to]: Span): Tick[] {
  const days = to - from;
  if (days <= 75) return every(from, to, (d) => d + 7 - ((((d + 3) % 7) + 7) % 7), (d) => readable(d).replace(/ \d+$/, ''));
  const months = days <= 500 ? 1 : days <= 1_000 ? 3 : days <= 1_900 ? 6 : 0;
  if (months > 0) {
    return every(from, to, (d) => next(firstOfMonth, d, months), (d) => (isJanuary(d) ? readable(d).slice(-4) : readable(d).slice(2, 5)));
  }
  const years = [1, 2, 5, 10, 20, 50, 100].find((n) => days / 365 / n <= 12) ?? 200;
  return every(from, to, (d) => next(firstOfYear, d, years), (d) => readable(d).split(' ')[2]!);
}

const isJanuary = (d: Day): boolean => firstOfYear(d) === d;

function next(first: (d: Day, later?: number) => Day, day: Day, step: number): Day {
  let n = first(day, 1);
  // Steps begin with January, or with a year that the step divides.
  const number = (d: Day) => (first === firstOfYear ? yearOf(d) : new Date(d * 86_400_000).getUTCMonth());
  while (number(n) % step !== 0) n = first(n, 1);
  return n;
}

const yearOf = (d: Day): number => new Date(d * 86_400_000).getUTCFullYear();

function every(from: Day, to: Day, after: (d: Day) => Day, label: (d: Day) => string): Tick[] {
  const ticks: Tick[] = [];
  for (let d = after(from - 1); d <= to; d = after(d)) ticks.push({ day: d, label: label(d) });
  return ticks;
}

/** bucketOf keeps the bars to some hundreds. */
export function bucketOf([from, to]: Span): 'DAY' | 'WEEK' | 'MONTH' | 'YEAR' {
  const days = to - from;
  if (days <= 450) return 'DAY';
  if (days <= 3_000) return 'WEEK';
  if (days <= 15_000) return 'MONTH';
  return 'YEAR';
}
