import { useMemo, useState } from 'react';
import type { Looking } from '../model/address';
import { readable, type Day } from '../model/day';
import { ALLEGED, ASSUMED, CAME, CONTESTED, GONE, SHOWN, SURE } from '../model/shown';
import type { History } from '../model/spell';
import { formOf, listed, many, shortOf } from '../model/words';
import type { Change } from '../state/useLooking';

interface Props {
  looking: Looking;
  on: Day;
  history: History;
  looks: Uint8Array;
  change: Change;
}

const page = 300;

/** TieTable is the graph as a table: the same ties, in the order of the API, with the same selection. */
export function TieTable({ looking: l, on, history, looks, change }: Props) {
  const [shown, setShown] = useState(page);
  const rows = useMemo(() => {
    const out: number[] = [];
    for (let i = 0; i < looks.length; i++) if (looks[i]! & (SHOWN | GONE)) out.push(i);
    return out;
  }, [looks]);
  const names = (id: string, roles: string[]) =>
    listed(history.spells[Number(id)]!.parties.filter((p) => roles.includes(p.role)).map((p) => shortOf(history.actors, p.actor)));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Ties as a table">
      <table className="ties">
        <caption className="unseen">Ties on {readable(on)}</caption>
        <thead>
          <tr>
            <th scope="col">Tie</th>
            <th scope="col">From, or mediator</th>
            <th scope="col">To, or parties</th>
            <th scope="col">Began</th>
            <th scope="col">Ended</th>
            <th scope="col">How sure</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((i) => {
            const s = history.spells[i]!;
            const look = looks[i]!;
            return (
              <tr key={s.id} className={l.ties.includes(s.id) ? 'selected' : undefined} data-tie={s.id}>
                <th scope="row" className={`kind-${s.kind.toLowerCase()}`}>
                  <button type="button" className="linklike" aria-pressed={l.ties.includes(s.id)} onClick={() => change({ ties: [s.id], pick: null })}>
                    {formOf(s)}
                  </button>
                  <span className="soft"> {s.kind.toLowerCase()}</span>
                </th>
                <td dir="auto">{names(String(i), ['FROM', 'MEMBER', 'MEDIATOR'])}</td>
                <td dir="auto">{names(String(i), ['TO', 'PARTY'])}</td>
                <td>{s.start ?? '–'}</td>
                <td>{s.end === '..' ? 'still in force then' : (s.end ?? '–')}</td>
                <td>{lookWords(look)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p>No tie is shown on this day. That is silence of the sources shown, not neutrality.</p>}
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + page)}>
          {many(rows.length - shown, 'more tie')}
        </button>
      )}
    </div>
  );
}

function lookWords(look: number): string {
  if (look & GONE) return 'ended since the day compared with';
  const words = [look & SURE ? 'certain' : 'possible'];
  if (look & ASSUMED) words.push('assumed');
  if (look & CONTESTED) words.push('contested');
  if (look & ALLEGED) words.push('only alleged');
  if (look & CAME) words.push('began since');
  return words.join(', ');
}
