// Asks the worker for the places of all actors. They hold for every day, and for
// every later download of the same view on somebody else's word.
import type { Actor, Kind, Spell } from '../model/spell';
import { calledOf } from '../model/words';
import type { Arrangement, Bond, Someone } from './arrange';
import { actorRadius } from './encoding';
import { pairKey } from './lanes';
import type { Arranged } from './layout.worker';

export interface Position {
  readonly x: number;
  readonly y: number;
}

export type Positions = ReadonlyMap<string, Position>;

/** How strongly a tie pulls: allies lie together, enemies in sight of each other. */
const pull: Record<Kind, number> = { ALLEGIANCE: 1, MEDIATION: 0.25, HOSTILITY: 0.05 };

/** layout places everyone who has a tie; who is in `earlier` keeps the place. It fails with an AbortError when given up. */
export function layout(
  actors: ReadonlyMap<string, Actor>,
  spells: readonly Spell[],
  signal: AbortSignal,
  earlier: Positions = new Map(),
): Promise<Positions> {
  const asked = arrangement(actors, spells, earlier);
  if (asked.actors.every((a) => earlier.has(a.id))) return Promise.resolve(earlier);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    const end = () => {
      worker.terminate();
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort);
    worker.onmessage = ({ data }: MessageEvent<Arranged>) => {
      end();
      // Who has left the view keeps the place for when it comes back.
      const positions = new Map(earlier);
      data.ids.forEach((id, i) => positions.set(id, { x: data.places[2 * i]!, y: data.places[2 * i + 1]! }));
      resolve(positions);
    };
    worker.onerror = (e) => {
      end();
      reject(new Error(e.message || 'the layout could not be worked out'));
    };
    worker.postMessage(asked);
  });
}

/** arrangement is what the worker needs to know, and no more. */
export function arrangement(actors: ReadonlyMap<string, Actor>, spells: readonly Spell[], earlier: Positions): Arrangement {
  const ties = tiesOf(spells);
  const someone = (id: string, n: number): Someone => ({
    id,
    letters: calledOf(actors.get(id), id).length,
    radius: actorRadius(n, ties.size),
  });
  return {
    actors: [...ties].map(([id, n]) => someone(id, n)),
    bonds: bondsOf(spells),
    kept: [...earlier].map(([id, p]) => [id, p.x, p.y] as const),
  };
}

/** tiesOf counts the ties of everyone over the whole period. */
export function tiesOf(spells: readonly Spell[]): Map<string, number> {
  const ties = new Map<string, number>();
  for (const s of spells) for (const { actor } of s.parties) ties.set(actor, (ties.get(actor) ?? 0) + 1);
  return ties;
}

/** bondsOf holds every two together by the ties that they have in common, each kind by itself; those of a mediation more loosely the more they are. */
function bondsOf(spells: readonly Spell[]): Bond[] {
  const shared = new Map<string, { a: string; b: string; kind: Kind; times: number }>();
  for (const s of spells) {
    s.parties.forEach(({ actor: a }, i) => {
      for (const { actor: b } of s.parties.slice(i + 1)) {
        const key = `${s.kind}\n${pairKey(a, b)}`;
        const times = 1 / Math.max(1, s.parties.length - 1);
        const so = shared.get(key);
        if (so) so.times += times;
        else shared.set(key, { a, b, kind: s.kind, times });
      }
    });
  }
  // A hundred clashes hold two no closer than an alliance does.
  return [...shared.values()].map(({ a, b, kind, times }) => [a, b, pull[kind] * Math.log2(1 + times)]);
}
