// Days are integers, counted from 1970-01-01, as the server counts them. What is
// unbounded is a sentinel, so that a comparison needs no special case.
export type Day = number;

/** Before and after every day that can be written. */
export const MIN_DAY: Day = -10_000_000;
export const MAX_DAY: Day = 10_000_000;

/** The first and the last day that has an address: those that four digits of a year can write. */
export const FIRST_DAY: Day = -719_528;
export const LAST_DAY: Day = 2_932_896;

const MS = 86_400_000;

/** dayOf reads YYYY-MM-DD, of the years 0000 to 9999; null where it is no day of the calendar. */
export function dayOf(text: string): Day | null {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!m) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(m[1]), Number(m[2]) - 1, Number(m[3]));
  const day = date.getTime() / MS;
  return textOf(day) === text ? day : null;
}

/** textOf writes YYYY-MM-DD. */
export function textOf(day: Day): string {
  const date = new Date(day * MS);
  return String(date.getUTCFullYear()).padStart(4, '0') + date.toISOString().slice(-20, -14);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** writable keeps a day among those that have an address. */
export const writable = (day: Day): Day => Math.min(Math.max(day, FIRST_DAY), LAST_DAY);

/** readable writes 21 Jan 2026. */
export function readable(day: Day): string {
  const date = new Date(day * MS);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** firstOfMonth is the first day of the month that the day is in, `months` later. */
export function firstOfMonth(day: Day, later = 0): Day {
  const date = new Date(day * MS);
  return utc(date.getUTCFullYear(), date.getUTCMonth() + later);
}

/** firstOfYear is 1 January of the day's year, `years` later. */
export function firstOfYear(day: Day, later = 0): Day {
  return utc(new Date(day * MS).getUTCFullYear() + later, 0);
}

function utc(year: number, month: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime() / MS;
}

/** A span of days, both inclusive; MIN_DAY and MAX_DAY are unbounded. */
export type Span = readonly [first: Day, last: Day];

export const contains = (span: Span, day: Day): boolean => span[0] <= day && day <= span[1];
