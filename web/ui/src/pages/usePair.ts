import { useMemo } from 'react';
import type { Looking } from '../model/address';
import type { History } from '../model/spell';
import { calledOf } from '../model/words';
import type { Asked } from '../state/useAsked';
import { usePast, type Past } from './asked';
import { chosenOf, nobody, type Chosen } from './chosen';

export interface Pair {
  readonly ids: readonly [string, string];
  readonly names: readonly [string, string];
  /** Both by the names that need little room. */
  readonly short: string;
  /** Whether the ids are surely those that the ties go by. */
  readonly sure: boolean;
  readonly past: Asked<Past>;
  /** The past, if it is that of this view. */
  readonly told: Past | null;
  readonly chosen: Chosen;
}

/** usePair is who two are that an address names, and what there is between them. */
export function usePair(looking: Looking, history: History | null): Pair {
  const asked = looking.page;
  const past = usePast(looking, asked);
  const told = past.current ? past.value : null;
  // An address may name an actor by a former id, which only the API resolves.
  const [one, other] = (told?.actors.map((a) => a.id) ?? asked) as [string, string];
  const chosen = useMemo(() => chosenOf(history, [one, other], looking), [history, one, other, looking]);
  const actors = history?.actors ?? nobody;
  const who = (id: string, n: number) => actors.get(id) ?? told?.actors[n];
  const nameOf = (id: string, n: number) => who(id, n)?.name ?? calledOf(undefined, id);
  return {
    ids: [one, other],
    names: [nameOf(one, 0), nameOf(other, 1)],
    short: [one, other].map((id, n) => calledOf(who(id, n), id)).join(' and '),
    sure: told !== null || asked.every((id) => actors.has(id)),
    past,
    told,
    chosen,
  };
}
