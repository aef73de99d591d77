import { useEffect } from 'react';
import { ask } from '../api/client';
import type { Looking } from '../model/address';
import type { History } from '../model/spell';
import { useAsked } from './useAsked';
import type { Change } from './useLooking';

/**
 * useActors makes sure of the actors that the address names. One that goes by
 * another id there (an alias, a former id, wikidata:Q43) is put in its place; it
 * returns those that there are not, of whom no silence can be told.
 */
export function useActors(l: Looking, history: History | null, change: Change): readonly string[] {
  const named = [...new Set([...l.actors, ...l.word, ...(l.pick ? [l.pick] : [])])];
  const strange = history ? named.filter((id) => !history.actors.has(id)) : [];
  const asked = useAsked(strange.length > 0 ? JSON.stringify(strange) : null, async (signal) => {
    const { nodes } = await ask<{ nodes: ({ id: string } | null)[] }>('query Actors($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: strange }, signal);
    return new Map(strange.map((id, i) => [id, nodes[i]?.id ?? null]));
  });
  const known = asked.current ? asked.value : null;
  useEffect(() => {
    if (!known || [...known].every(([id, is]) => is === null || is === id)) return;
    const named = (id: string) => known.get(id) ?? id;
    change({ actors: [...new Set(l.actors.map(named))], word: [...new Set(l.word.map(named))], pick: l.pick && named(l.pick) }, 'replace');
  }, [known, l, change]);
  return strange.filter((id) => known?.get(id) === null);
}
