// Which spells a page shows: those of its actors, as the view's controls leave
// them; and how many each control leaves out, lest a page look complete.
import { MAX_DAY, MIN_DAY } from '../model/day';
import type { Looking } from '../model/address';
import type { History, Spell } from '../model/spell';
import type { Actors } from '../model/words';

export interface Chosen {
  readonly shown: readonly Spell[];
  /** All of them, whatever the controls say. */
  readonly all: readonly Spell[];
  readonly left: { readonly kinds: number; readonly words: number; readonly alleged: number; readonly possible: number };
}

/** Nobody is known before the history is. */
export const nobody: Actors = new Map();

const order = { ALLEGIANCE: 0, MEDIATION: 1, HOSTILITY: 2 };

/** chosenOf takes the spells that all of the actors have a part in; none before the history is known. */
export function chosenOf(history: History | null, actors: readonly string[], looking: Looking): Chosen {
  const all = (history?.spells ?? [])
    .filter((s) => actors.every((id) => s.parties.some((p) => p.actor === id)))
    .sort((a, b) => order[a.kind] - order[b.kind] || begin(a) - begin(b) || (a.id < b.id ? -1 : 1));
  const left = { kinds: 0, words: 0, alleged: 0, possible: 0 };
  const shown = all.filter((s) => {
    const why = whyLeft(s, looking);
    if (why) left[why]++;
    return why === null;
  });
  return { shown, all, left };
}

function whyLeft(s: Spell, l: Looking): keyof Chosen['left'] | null {
  if (!l.kinds.includes(s.kind)) return 'kinds';
  if (s.own === null && !l.alleged) return 'alleged';
  if (s.nominal && !l.nominal) return 'words';
  if (!l.possible && !hasCertainDay(s)) return 'possible';
  return null;
}

function hasCertainDay(s: Spell): boolean {
  const own = s.own ?? [MAX_DAY, MIN_DAY];
  return Math.max(s.latestStart, own[0]) <= Math.min(s.earliestEnd, own[1]);
}

/** Where a beginning is unbounded, the first day spoken of stands in for the order. */
const begin = (s: Spell): number => Math.max(s.earliestStart, s.named?.[0] ?? s.earliestStart);

/** othersIn are the other parties of a spell. */
export const othersIn = (s: Spell, actor: string): string[] => [...new Set(s.parties.map((p) => p.actor))].filter((id) => id !== actor);
