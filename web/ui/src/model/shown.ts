// Which spells are seen on a day, and how: one small number a spell, so that a
// step of the slider compares two arrays and touches what differs.
import type { Looking } from './address';
import { isAsked, isKeptBack, lookAt, type Columns } from './columns';
import type { Day } from './day';

/** 0 is not shown. */
export type Look = number;

/** Bits of a look. */
export const SHOWN = 1;
export const SURE = 2; // certain on the day; else only possible
export const ASSUMED = 4;
export const CONTESTED = 8;
export const ALLEGED = 16;
/** It was there on the day compared with, a source says it ended, and it is not there now. */
export const GONE = 32;
/** A source says that it began after the day compared with. */
export const CAME = 64;

export type Filter = Pick<Looking, 'possible' | 'alleged' | 'nominal' | 'kinds'>;

/** Changes are the ties that sources say began or ended between the two days, by id. */
export interface Changes {
  readonly came: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

export interface Shown {
  /** One look a spell. */
  readonly looks: Uint8Array;
  /** Ties of the day that are kept back for being only alleged, or words without deeds. */
  readonly keptBack: number;
}

/** Only tells which spells may be seen at all, and which of those kept back are to be told of. */
export interface Only {
  seen: (i: number) => boolean;
  told: (i: number) => boolean;
}

/** shownOn is what is seen on a day. */
export function shownOn(c: Columns, on: Day, filter: Filter, changes: Changes | null, only: Only | null): Shown {
  const looks = new Uint8Array(c.spells.length);
  let keptBack = 0;
  for (let i = 0; i < looks.length; i++) {
    const look = lookAt(c, i, on);
    if (look !== 0 && isAsked(c, i, look, filter)) {
      if (isKeptBack(c, i, look, filter)) keptBack += only === null || only.told(i) ? 1 : 0;
      else if (only === null || only.seen(i)) looks[i] = changes?.came.has(c.spells[i]!.id) ? look | CAME : look;
    } else if (look === 0 && (only === null || only.seen(i)) && changes?.gone.has(c.spells[i]!.id) && filter.kinds.includes(c.spells[i]!.kind) && (filter.nominal || !c.nominal[i])) {
      looks[i] = GONE;
    }
  }
  return { looks, keptBack };
}

export interface Counts {
  actors: number;
  ties: number;
  certain: number;
  contested: number;
  assumed: number;
}

/** count counts what is shown; what is gone is not. */
export function count(c: Columns, looks: Uint8Array): Counts {
  const met = new Uint8Array(c.actors);
  const n = { actors: 0, ties: 0, certain: 0, contested: 0, assumed: 0 };
  for (let i = 0; i < looks.length; i++) {
    const look = looks[i]!;
    if ((look & SHOWN) === 0) continue;
    n.ties++;
    if (look & SURE) n.certain++;
    if (look & CONTESTED) n.contested++;
    if (look & ASSUMED) n.assumed++;
    for (let p = c.firstParty[i]!; p < c.firstParty[i + 1]!; p++) {
      const actor = c.party[p]!;
      n.actors += 1 - met[actor]!;
      met[actor] = 1;
    }
  }
  return n;
}
