// How things are said. The API writes the sentences of changes; a tie is named
// here by the same pattern.
import type { Day } from './day';
import { readable } from './day';
import { allegedOn, assumedOn, CERTAIN, contestedOn, presence, ABSENT, type Actor, type Kind, type Spell } from './spell';

export type Actors = ReadonlyMap<string, Actor>;

interface Called {
  readonly name: string;
  readonly shortName?: string | null;
}

/** calledOf is what somebody is called where there is little room; by the id who is not known. */
export const calledOf = (who: Called | undefined, id: string): string => who?.shortName ?? who?.name ?? id.replace(/^actor:/, '');

/** shortOf is the same of one among some actors. */
export const shortOf = (actors: Actors, id: string): string => calledOf(actors.get(id), id);

export const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

/** formOf says the sort of tie; where sources differ, only its kind. */
export function formOf(s: Spell): string {
  return capital((s.form ?? kindWords[s.kind].one).replaceAll('-', ' '));
}

export const kindWords: Record<Kind, { one: string; many: string }> = {
  ALLEGIANCE: { one: 'allegiance', many: 'allegiances' },
  MEDIATION: { one: 'mediation', many: 'mediations' },
  HOSTILITY: { one: 'hostility', many: 'hostilities' },
};

export function listed(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return words.slice(0, -1).join(', ') + ' and ' + words[words.length - 1]!;
}

const having = (s: Spell, ...roles: string[]) => s.parties.filter((p) => roles.includes(p.role)).map((p) => p.actor);

/** tieName is such as "Obstruction by Turkey against SDF". */
export function tieName(s: Spell, actors: Actors): string {
  const called = (ids: string[]) => listed(ids.map((id) => shortOf(actors, id)));
  if (s.kind === 'MEDIATION') {
    const mediators = having(s, 'MEDIATOR');
    return `${formOf(s)} of ${called(having(s, 'PARTY'))}${mediators.length > 0 ? ` by ${called(mediators)}` : ''}`;
  }
  const members = having(s, 'MEMBER');
  if (members.length > 0) return `${formOf(s)} ${s.kind === 'HOSTILITY' ? 'between' : 'of'} ${called(members)}`;
  return `${formOf(s)} by ${called(having(s, 'FROM'))} ${s.kind === 'HOSTILITY' ? 'against' : 'for'} ${called(having(s, 'TO'))}`;
}

/** Dated is a tie, a claim, a membership, a name or a life, with dates as its source wrote them. */
export interface Dated {
  readonly start?: string | null;
  readonly end?: string | null;
  /** Of a claim that says only that it held, not since when. */
  readonly held?: string | null;
}

/** datesOf writes the dates of anything, as its source wrote them. */
export function datesOf({ start, end, held }: Dated): string {
  const on = held ? `held on some day of ${held}` : '';
  if (!start && !end) return on ? `${on}; of beginning and end it says nothing` : 'no dates given';
  return on ? `${fromTo(start, end)}; ${on}` : fromTo(start, end);
}

function fromTo(start: Dated['start'], end: Dated['end']): string {
  if (start && start === end) return start;
  const until = end === '..' ? 'still so when the source spoke' : end ? `to ${end}` : 'no end given';
  return `${start ? `from ${start}` : 'no start given'}, ${until}`;
}

/** sureOn says how sure the tie is on a day, in a few words. */
export function sureOn(s: Spell, day: Day): string {
  const p = presence(s, day);
  const on = ` on ${readable(day)}`;
  if (p === ABSENT) return `no source has it in force${on}`;
  const words = [p === CERTAIN ? `certain${on}` : `possible${on}, not certain`];
  if (allegedOn(s, day)) words.push('only alleged');
  if (assumedOn(s, day)) words.push('assumed: no source speaks of so early or so late a day');
  if (contestedOn(s, day)) words.push('contested');
  return words.join('; ');
}

/** The Admiralty code, NATO AJP-2.1: the reliability of a source. */
export const reliabilityWords: Record<string, string> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged',
};

/** Likewise the credibility of what it says. */
export const credibilityWords: Record<number, string> = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
};

const grouped = new Intl.NumberFormat('en');

/** number writes 20,000. */
export const number = (n: number): string => grouped.format(n);

export const many = (n: number, one: string, others = `${one}s`): string => `${number(n)} ${n === 1 ? one : others}`;
