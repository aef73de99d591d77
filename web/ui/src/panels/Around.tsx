import type { Looking } from '../model/address';
import { shortOf, type Actors } from '../model/words';
import type { Change } from '../state/useLooking';

/** Around are the actors looked at, if not all are, and how far about them. */
export function Around({ looking: l, actors, unknown, change }: { looking: Looking; actors: Actors; unknown: readonly string[]; change: Change }) {
  if (l.actors.length === 0) return null;
  return (
    <p className="around">
      {'Only '}
      {l.actors.map((id) => (
        <button key={id} type="button" className="chip" aria-label={`Take off ${shortOf(actors, id)}`} onClick={() => change({ actors: l.actors.filter((a) => a !== id) })}>
          <span dir="auto">{shortOf(actors, id)}</span> ×
        </button>
      ))}
      <label>
        {' and those within '}
        <select value={l.hops} onChange={(e) => change({ hops: Number(e.target.value) })}>
          {[0, 1, 2, 3, 4, 5, 6].map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
        {' ties of them '}
      </label>
      <button type="button" onClick={() => change({ actors: [], hops: 1 })}>
        Everyone
      </button>
      {l.actors.filter((id) => unknown.includes(id)).map((id) => (
        <strong key={id} role="alert">
          {' '}
          There is no actor {shortOf(actors, id)} here: nothing is said of it.
        </strong>
      ))}
    </p>
  );
}
