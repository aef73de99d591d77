import { useState } from 'react';
import { ask } from '../api/client';
import { viewArguments } from '../api/perspective';
import type { Looking } from '../model/address';
import { textOf, type Day } from '../model/day';
import { many } from '../model/words';
import { useAsked, type Asked } from '../state/useAsked';
import type { Change } from '../state/useLooking';
import { Trouble } from './State';

interface SourceTold {
  id: string;
  title: string;
  publisher: string | null;
  publishedOn: string | null;
  claims: { totalCount: number };
}

const question = /* GraphQL */ `
  query Sources($on: Date!, $knownAt: DateTime, $perspective: Perspective) {
    graph(asOf: $on, knownAt: $knownAt, perspective: $perspective) {
      sources(first: 1000) { totalCount nodes { id title publisher publishedOn claims(first: 1) { totalCount } } }
    }
  }
`;

/**
 * Sources are those behind the ties of the day, each of which can be left out.
 * They are asked for with none left out, or one that is could not come back.
 */
export function Sources({ looking: l, on, change }: { looking: Looking; on: Day; change: Change }) {
  const args = viewArguments({ ...l, without: [] });
  const [open, setOpen] = useState(l.without.length > 0);
  // Counting what each says costs a look at all its claims: not before somebody wants to know.
  const asked = useAsked(open ? JSON.stringify([textOf(on), args]) : null, async (signal) => {
    type Told = { graph: { sources: { totalCount: number; nodes: SourceTold[] } } };
    return (await ask<Told>(question, { on: textOf(on), ...args }, signal)).graph.sources;
  });
  const nodes = asked.error ? [] : (asked.value?.nodes ?? []);
  // Left out on another day, and behind no tie of this one.
  const elsewhere = l.without.filter((id) => !nodes.some((s) => s.id === id));
  const leave = (id: string, out: boolean) => change({ without: out ? [...l.without, id] : l.without.filter((w) => w !== id) });
  return (
    <details className="sources" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        Sources <span className="soft">{summary(l, asked)}</span>
      </summary>
      <Trouble asked={asked} what="The sources" />
      {asked.current && nodes.length === 0 && <p>No source in this view speaks of any tie on this day.</p>}
      <ul aria-busy={open && !asked.current} className={asked.current ? undefined : 'stale'}>
        {nodes.map((s) => (
          <li key={s.id}>
            <label>
              <input type="checkbox" checked={!l.without.includes(s.id)} onChange={(e) => leave(s.id, !e.target.checked)} />{' '}
              <span dir="auto">{s.title}</span>
              <span className="soft">
                {' '}
                {[s.publisher, s.publishedOn].filter(Boolean).join(', ')} · {many(s.claims.totalCount, 'claim')}
              </span>
            </label>
          </li>
        ))}
        {elsewhere.map((id) => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={false} onChange={() => leave(id, false)} /> {id.replace(/^source:/, '')}
              <span className="soft"> left out{asked.current && '; behind no tie of this day'}</span>
            </label>
          </li>
        ))}
      </ul>
      {l.without.length > 0 && (
        <button type="button" onClick={() => change({ without: [] })}>
          All sources
        </button>
      )}
    </details>
  );
}

/** summary tells how many of them count, once that is known. */
function summary(l: Looking, asked: Asked<{ totalCount: number; nodes: SourceTold[] }>): string {
  if (!asked.current || !asked.value) return l.without.length > 0 ? `${l.without.length} left out` : '';
  const { totalCount, nodes } = asked.value;
  return `${totalCount - nodes.filter((s) => l.without.includes(s.id)).length} of ${totalCount}`;
}
