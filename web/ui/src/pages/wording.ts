// How the pages say what the bars show.
import { MAX_DAY, MIN_DAY, readable, type Day, type Span } from '../model/day';
import { ABSENT, presence, type Spell } from '../model/spell';
import { datesOf, sureOn } from '../model/words';

/** datesSaid are the dates as written; where there are none, the days spoken of. */
export function datesSaid(s: Spell): string {
  if (s.start || s.end) return datesOf(s);
  const of = s.named && spanSaid(s.named);
  return of ? `spoken of ${of}; no source says since when or until when` : 'no source says since when or until when';
}

/** spanSaid writes days from first to last, both inclusive; empty for all days. */
export function spanSaid([first, last]: Span): string {
  if (first <= MIN_DAY && last >= MAX_DAY) return '';
  if (first === last) return `on ${readable(first)}`;
  if (first <= MIN_DAY) return `up to ${readable(last)}`;
  if (last >= MAX_DAY) return `from ${readable(first)} on`;
  return `from ${readable(first)} to ${readable(last)}`;
}

/** heldOn says whether the spell held on a day. Before a beginning that nobody dates there is silence, not absence. */
export function heldOn(s: Spell, day: Day): string {
  if (presence(s, day) !== ABSENT) return sureOn(s, day);
  const on = readable(day);
  if (s.earliestStart > s.latestEnd) return 'its dates contradict each other';
  if (day < s.earliestStart) return s.start ? `not begun on ${on}` : `no source speaks of it on ${on}`;
  return s.end ? `over by ${on}` : `no source speaks of it on ${on}`;
}

/** remarksOn are what must be known of a spell lest it look surer than it is. */
export function remarksOn(s: Spell): string[] {
  const remarks: string[] = [];
  if (s.earliestStart > s.latestEnd) remarks.push('its dates contradict each other: no day is left');
  if (s.own === null) remarks.push('only alleged');
  if (s.contestedOn.length > 0) remarks.push('contested');
  if (s.nominal) remarks.push('in words only');
  if (s.kind === 'MEDIATION') remarks.push(outcomeSaid(s));
  return remarks;
}

export const outcomeSaid = (s: Spell): string => `outcome: ${s.outcome ? s.outcome.toLowerCase() : 'nobody says, or sources differ'}`;

/** inWords writes ARMED_GROUP as armed group. */
export const inWords = (value: string): string => value.toLowerCase().replaceAll('_', ' ');
