// A spell of one kind of tie between the same parties, as the download of a
// history tells it, and what holds of it on a day. Nothing here is folded anew:
// which bounds a tie has, on which days it is contested or only alleged, is the
// server's answer; a day is only held against it.
import { contains, dayOf, MAX_DAY, MIN_DAY, type Day, type Span } from './day';

export type Kind = 'ALLEGIANCE' | 'MEDIATION' | 'HOSTILITY';
export type Role = 'FROM' | 'TO' | 'MEMBER' | 'MEDIATOR' | 'PARTY';

export interface Party {
  readonly role: Role;
  readonly actor: string;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly shortName?: string;
  readonly kind: string;
  readonly unnamed: boolean;
  readonly start?: string;
  readonly end?: string;
}

export interface Spell {
  readonly id: string;
  readonly kind: Kind;
  readonly form?: string;
  /** Words without deeds: they count in no camp. */
  readonly nominal: boolean;
  readonly parties: readonly Party[];
  /** The dates as a source wrote them, in EDTF. */
  readonly start?: string;
  readonly end?: string;
  readonly earliestStart: Day;
  readonly latestStart: Day;
  readonly earliestEnd: Day;
  readonly latestEnd: Day;
  /** From the first to the last day that sources name; null: they name none. On others it is assumed. */
  readonly named: Span | null;
  /** The days of which some source speaks in its own voice; null: none. On others it is only alleged. */
  readonly own: Span | null;
  readonly contestedOn: readonly Span[];
  readonly outcome?: string;
  readonly regarding?: string;
}

export type Presence = 0 | 1 | 2;
export const ABSENT: Presence = 0;
export const POSSIBLE: Presence = 1;
export const CERTAIN: Presence = 2;

/** presence is the test of a day: the four bounds, inclusive, and whose voice. */
export function presence(s: Spell, day: Day): Presence {
  if (day < s.earliestStart || day > s.latestEnd) return ABSENT;
  if (s.latestStart <= day && day <= s.earliestEnd && !allegedOn(s, day)) return CERTAIN;
  return POSSIBLE;
}

/** allegedOn: no source says in its own voice that it held on the day. */
export const allegedOn = (s: Spell, day: Day): boolean => s.own === null || !contains(s.own, day);

/** assumedOn: the day lies outside the days that sources name. */
export const assumedOn = (s: Spell, day: Day): boolean => s.named === null || !contains(s.named, day);

/** contestedOn: sources contradict each other about the day. */
export const contestedOn = (s: Spell, day: Day): boolean => s.contestedOn.some((c) => contains(c, day));

/** isMediation: drawn as a point of its own, joined to mediators and parties. */
export const isMediation = (s: Spell): boolean => s.kind === 'MEDIATION';

/** What one file says: a header, who, and every spell. */
export interface History {
  readonly view: string;
  readonly knownAt: string;
  readonly revision: string;
  readonly citation: string;
  readonly notices: readonly string[];
  readonly actors: ReadonlyMap<string, Actor>;
  readonly spells: readonly Spell[];
}

/** A file that was broken off, or is of a version that this page cannot read. */
export class UnreadableHistory extends Error {}

type Line = Record<string, unknown>;

/** readHistory reads docs/formats/jsonl.md, version 2. */
export function readHistory(text: string): History {
  let header: Line | undefined;
  let ended = false;
  const actors = new Map<string, Actor>();
  const spells: Spell[] = [];
  let at = 0;
  while (at < text.length) {
    let next = text.indexOf('\n', at);
    if (next < 0) next = text.length;
    const line = JSON.parse(text.slice(at, next)) as Line;
    at = next + 1;
    switch (line.type) {
      case 'header':
        header = line;
        if (line.format !== 'realign' || line.version !== 2) {
          throw new UnreadableHistory(`the server writes version ${String(line.version)} of the file and this page reads 2: reload the page`);
        }
        break;
      case 'actor':
        actors.set(line.id as string, actorOf(line));
        break;
      case 'relation':
        spells.push(spellOf(line));
        break;
      case 'end':
        ended = line.relations === spells.length;
        break;
    }
  }
  if (!header || !ended) throw new UnreadableHistory('the download of all ties was broken off: try again');
  return {
    view: header.view as string,
    knownAt: header.knownAt as string,
    revision: header.revision as string,
    citation: header.citation as string,
    notices: (header.notices as string[] | undefined) ?? [],
    actors,
    spells,
  };
}

function actorOf(l: Line): Actor {
  return {
    id: l.id as string,
    name: l.name as string,
    shortName: l.shortName as string | undefined,
    kind: l.kind as string,
    unnamed: l.unnamed === true,
    start: l.start as string | undefined,
    end: l.end as string | undefined,
  };
}

function spellOf(l: Line): Spell {
  return {
    id: l.id as string,
    kind: l.kind as Kind,
    form: l.form as string | undefined,
    nominal: l.nominal === true,
    parties: l.parties as Party[],
    start: l.start as string | undefined,
    end: l.end as string | undefined,
    earliestStart: bound(l.earliestStart, MIN_DAY),
    latestStart: bound(l.latestStart, MAX_DAY),
    earliestEnd: bound(l.earliestEnd, MIN_DAY),
    latestEnd: bound(l.latestEnd, MAX_DAY),
    named: 'firstAttested' in l ? [bound(l.firstAttested, MIN_DAY), bound(l.lastAttested, MAX_DAY)] : null,
    own: spanOf(l.ownVoice),
    contestedOn: ((l.contestedOn as Line[] | undefined) ?? []).map((c) => spanOf(c)!),
    outcome: l.outcome as string | undefined,
    regarding: l.regarding as string | undefined,
  };
}

function bound(value: unknown, unbounded: Day): Day {
  if (value == null) return unbounded;
  const day = dayOf(value as string);
  if (day === null) throw new UnreadableHistory(`the download of all ties holds a day that is none: ${String(value)}`);
  return day;
}

function spanOf(value: unknown): Span | null {
  if (value == null) return null;
  const { from, to } = value as { from: string | null; to: string | null };
  return [bound(from, MIN_DAY), bound(to, MAX_DAY)];
}
