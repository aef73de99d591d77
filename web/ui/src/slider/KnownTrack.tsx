import { useState } from 'react';
import { ask } from '../api/client';
import type { Looking } from '../model/address';
import { dayOf, readable, textOf, type Day, type Span } from '../model/day';
import { useAsked } from '../state/useAsked';
import type { Change } from '../state/useLooking';
import { Trouble } from '../panels/State';
import { useActivity } from './activity';
import { Handle } from './Handle';
import { shareOf } from './scale';

interface LoadTold {
  id: string;
  finishedAt: string | null;
  revision: string | null;
  dataset: { title: string };
}

const question = /* GraphQL */ `
  query Loads { loads(first: 200) { nodes { id finishedAt revision dataset { title } } } }
`;

/**
 * KnownTrack is the second clock: until when what was known counts. By what had
 * been published it lies under the days; by what was recorded here it is a
 * choice among the loads, of which there are few.
 */
export function KnownTrack({ looking: l, range, today, change }: { looking: Looking; range: Span; today: Day; change: Change }) {
  // All that came out, not only what had by the day that is set.
  const activity = useActivity({ ...l, known: null, clock: 'RECORDED' }, range);
  const [moving, setMoving] = useState<Day | null>(null);
  const published = l.clock === 'PUBLISHED';
  const known = moving ?? (l.known === null ? today : (dayOf(l.known.slice(0, 10)) ?? today));
  const set = (day: Day) => {
    setMoving(null);
    change({ known: day >= today ? null : textOf(day), clock: 'PUBLISHED' }, 'replace');
  };
  return (
    <section className="known" aria-label="What was known when">
      <fieldset>
        <legend className="unseen">Clock</legend>
        <label>
          <input type="radio" name="clock" checked={published} onChange={() => change({ clock: 'PUBLISHED', known: null })} /> as published
        </label>
        <label>
          <input type="radio" name="clock" checked={!published} onChange={() => change({ clock: 'RECORDED', known: null })} /> as recorded here
        </label>
        <button type="button" disabled={l.known === null} onClick={() => change({ known: null })}>
          Now
        </button>
      </fieldset>
      {published ? (
        <div className="track track-known">
          {(activity.value ?? []).filter((a) => a.published > 0).map((a) => (
            <span key={a.from} className="published" style={{ left: `${100 * shareOf(range, a.from)}%` }} title={`A source came out: ${readable(a.from)}`} />
          ))}
          <Handle day={known} range={range} label="Known by" className="handle-known" moves={{ drag: setMoving, settle: set }} describe={l.known === null ? 'now' : `until ${readable(known)}`} />
        </div>
      ) : (
        <Loads looking={l} change={change} />
      )}
    </section>
  );
}

function Loads({ looking: l, change }: { looking: Looking; change: Change }) {
  const asked = useAsked('loads', async (signal) => (await ask<{ loads: { nodes: LoadTold[] } }>(question, {}, signal)).loads.nodes);
  const loads = (asked.value ?? []).filter((x): x is LoadTold & { finishedAt: string; revision: string } => x.revision !== null && x.finishedAt !== null);
  return (
    <>
      <Trouble asked={asked} what="The loads" />
      <ul className="chips">
        {loads.map((x) => (
          <li key={x.id}>
            <button type="button" aria-pressed={l.known === x.finishedAt} onClick={() => change({ known: x.finishedAt, clock: 'RECORDED' })}>
              {x.revision}: {x.finishedAt.slice(0, 16).replace('T', ' ')} UTC, {x.dataset.title}
            </button>
          </li>
        ))}
      </ul>
      {asked.current && loads.length === 0 && <p>No load has recorded anything yet.</p>}
    </>
  );
}
