import type { Looking } from '../model/address';
import { readable, type Day } from '../model/day';
import { SHOWN } from '../model/shown';
import type { History, Spell } from '../model/spell';
import { many, shortOf, tieName } from '../model/words';
import { useEscape } from '../state/useEscape';
import { useFocusInto } from '../state/useFocusInto';
import type { Change } from '../state/useLooking';

interface Props {
  id: string;
  looking: Looking;
  on: Day;
  history: History;
  looks: Uint8Array;
  /** There is no such actor. */
  unknown: boolean;
  change: Change;
}

/** ActorCard is an actor's ties among those seen on the day, and where to go from it. */
export function ActorCard(p: Props) {
  const { id, change } = p;
  const actor = p.history.actors.get(id);
  const part = useFocusInto<HTMLElement>();
  useEscape(() => change({ pick: null }));
  return (
    <section ref={part} tabIndex={-1} className="card" aria-label="Actor">
      <p className="back">
        <button type="button" onClick={() => change({ pick: null })}>
          ‹ back
        </button>
      </p>
      <h2 dir="auto">{actor?.name ?? id.replace(/^actor:/, '')}</h2>
      {p.unknown && <p role="alert">There is no such actor here.</p>}
      {actor && (
        <p className="soft">
          {actor.kind.toLowerCase().replaceAll('_', ' ')}
          {actor.unnamed && ' · unnamed: one source’s, matched with nobody'}
        </p>
      )}
      {!p.unknown && <Ways {...p} />}
      {!p.unknown && (actor ? <Ties {...p} /> : <p>No source in this view speaks of a tie of it, on any day.</p>)}
    </section>
  );
}

/** Ways are where to go from an actor. */
function Ways({ id, looking: l, change }: Props) {
  const chosen = l.actors.includes(id);
  return (
    <p className="card-tools">
      <button type="button" onClick={() => change({ page: [id], pick: null })}>
        Its page
      </button>
      {chosen ? (
        <button type="button" onClick={() => change({ actors: l.actors.filter((a) => a !== id) })}>
          Take off those looked at
        </button>
      ) : (
        <button type="button" onClick={() => change({ actors: [...l.actors, id] })}>
          {l.actors.length === 0 ? 'Look only around it' : 'Look around it too'}
        </button>
      )}
    </p>
  );
}

function Ties({ id, on, history, looks, change }: Props) {
  const ties = history.spells.filter((s, i) => (looks[i]! & SHOWN) !== 0 && s.parties.some((p) => p.actor === id));
  return (
    <>
      <h3>
        Ties seen on {readable(on)} <span className="soft">{ties.length}</span>
      </h3>
      {ties.length === 0 && <p>No tie of it is shown on this day. That is silence of the sources shown, not neutrality.</p>}
      <ul className="entries">
        {ties.slice(0, 200).map((s) => (
          <li key={s.id}>
            <button type="button" className={`entry kind-${s.kind.toLowerCase()}`} onClick={() => change({ ties: [s.id] })}>
              <span dir="auto">{tieName(s, history.actors)}</span>
            </button>
          </li>
        ))}
      </ul>
      {ties.length > 200 && <p className="soft">The first 200 of {many(ties.length, 'tie')}.</p>}
      <Others id={id} ties={ties} history={history} change={change} />
    </>
  );
}

function Others({ id, ties, history, change }: { id: string; ties: readonly Spell[]; history: History; change: Change }) {
  const others = [...new Set(ties.flatMap((s) => s.parties.map((p) => p.actor)))].filter((a) => a !== id);
  if (others.length === 0) return null;
  return (
    <>
      <h3>The history with each</h3>
      <ul className="chips">
        {others.slice(0, 60).map((a) => (
          <li key={a}>
            <button type="button" onClick={() => change({ page: [id, a], pick: null })}>
              <span dir="auto">{shortOf(history.actors, a)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
