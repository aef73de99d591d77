// The neighbourhood of some actors on a day, as the API's subgraph has it: those
// within so many ties, and the ties all of whose parties are among them.
import type { Spell } from './spell';

/** within are the actors reached, over the ties that `walked` says are seen. */
export function within(spells: readonly Spell[], actors: readonly string[], hops: number, walked: (i: number) => boolean): Set<string> {
  const reached = new Set(actors);
  let frontier = reached;
  for (let hop = 0; hop < hops && frontier.size > 0; hop++) {
    const next = new Set<string>();
    spells.forEach((s, i) => {
      if (!walked(i)) return;
      for (const from of s.parties) {
        if (!frontier.has(from.actor)) continue;
        for (const id of neighboursIn(s, from.actor, from.role)) if (!reached.has(id)) next.add(id);
      }
    });
    for (const id of next) reached.add(id);
    frontier = next;
  }
  return reached;
}

/** The other side; of a mediation the parties of a mediator, and the mediators of a party, if there are any. */
function neighboursIn(s: Spell, actor: string, role: string): string[] {
  const mediated = s.parties.some((p) => p.role === 'MEDIATOR');
  return s.parties.filter((p) => p.actor !== actor && !(mediated && p.role === role)).map((p) => p.actor);
}

/** liesWithin tells whether all parties of a tie are among some actors. */
export const liesWithin = (s: Spell, actors: ReadonlySet<string>): boolean => s.parties.every((p) => actors.has(p.actor));
