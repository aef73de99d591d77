// The API's changes, sorted as the list at the right shows them.
import { liesWithin } from '../model/around';
import type { Looking } from '../model/address';
import { dayOf, MAX_DAY, MIN_DAY } from '../model/day';
import type { Changes } from '../model/shown';
import type { Spell } from '../model/spell';
import type { ChangeTold } from '../state/useDay';

/** One entry of the list: a change, and the end of the tie whose beginning it is. */
export interface Entry {
  change: ChangeTold;
  also: ChangeTold | null;
  ties: string[];
}

export interface Sorted {
  sides: Entry[];
  certain: Entry[];
  possible: Entry[];
  /** Only alleged, or words without deeds, and not asked for. */
  hidden: number;
}

const tiesOf = (c: ChangeTold): string[] => [...new Set([...c.after, ...c.before].map((r) => r.id))];

/** sorted leaves out what the graph leaves out, and puts the beginning and end of one act into one entry. */
export function sorted(
  changes: readonly ChangeTold[],
  spells: ReadonlyMap<string, Spell>,
  l: Pick<Looking, 'alleged' | 'nominal' | 'actors'>,
  among: ReadonlySet<string> | null,
): Sorted {
  const out: Sorted = { sides: [], certain: [], possible: [], hidden: 0 };
  const formed = new Map<string, Entry>();
  for (const change of changes) {
    const ties = tiesOf(change);
    if (among && !ties.some((id) => isAmong(spells.get(id), l.actors, among))) continue;
    if (ties.some((id) => isHidden(change, spells.get(id), l))) {
      out.hidden++;
      continue;
    }
    const entry: Entry = { change, also: null, ties };
    if (change.kind === 'ENDED') {
      const begun = formed.get(ties.join());
      // A certain end of a tie that may have begun before is news of its own.
      if (begun && begun.also === null && begun.change.certainty === change.certainty) {
        begun.also = change;
        continue;
      }
    }
    if (change.kind === 'FORMED') formed.set(ties.join(), entry);
    if (change.kind === 'FLIPPED' || change.kind === 'REALIGNED') out.sides.push(entry);
    else if (change.certainty === 'CERTAIN') out.certain.push(entry);
    else out.possible.push(entry);
  }
  out.sides.sort((a, b) => Number(b.change.certainty === 'CERTAIN') - Number(a.change.certainty === 'CERTAIN'));
  return out;
}

/** isAmong: a tie of those looked at, or among them and their neighbours. */
function isAmong(s: Spell | undefined, actors: readonly string[], among: ReadonlySet<string>): boolean {
  return s !== undefined && (liesWithin(s, among) || s.parties.some((p) => actors.includes(p.actor)));
}

function isHidden(c: ChangeTold, s: Spell | undefined, l: Pick<Looking, 'alleged' | 'nominal'>): boolean {
  if (!s) return false;
  return (s.nominal && !l.nominal) || (allegedIn(c, s) && !l.alleged);
}

/** allegedIn: on no day of the change does a source speak of the tie in its own voice. */
function allegedIn(c: ChangeTold, s: Spell): boolean {
  const from = dayOf(c.earliest ?? '') ?? MIN_DAY;
  const to = dayOf(c.latest ?? '') ?? MAX_DAY;
  return s.own === null || s.own[0] > to || s.own[1] < from;
}

/** marks are the ties to mark in the graph: those that certainly came and went. */
export function marks(changes: readonly ChangeTold[]): Changes {
  const came = new Set<string>();
  const gone = new Set<string>();
  for (const c of changes) {
    if (c.certainty !== 'CERTAIN') continue;
    if (c.kind === 'FORMED') for (const r of c.after) came.add(r.id);
    if (c.kind === 'ENDED') for (const r of c.before) gone.add(r.id);
    if (c.kind === 'REALIGNED' || c.kind === 'FLIPPED') {
      for (const r of c.after) came.add(r.id);
      for (const r of c.before) gone.add(r.id);
    }
  }
  return { came, gone };
}

/** movers are those who certainly changed sides. */
export function movers(changes: readonly ChangeTold[]): Set<string> {
  const ids = new Set<string>();
  for (const c of changes) {
    if (c.kind === 'REALIGNED' && c.certainty === 'CERTAIN' && c.actors[0]) ids.add(c.actors[0].id);
  }
  return ids;
}
