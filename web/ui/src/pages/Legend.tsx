import { useId, useState } from 'react';
import type { Kind } from '../model/spell';
import { BarPicture, OnGround } from './BarPicture';
import type { Bar, Fill } from './geometry';

const one = (fill: Fill, more: Partial<Bar> = {}, assumed = false): Bar => ({
  pieces: [{ fill, assumed, first: 0, last: 9 }],
  left: 'closed',
  right: 'closed',
  ...more,
});

const rows: readonly { bar: Bar; kind: Kind; text: string; contested?: boolean }[] = [
  { bar: one('core'), kind: 'ALLEGIANCE', text: 'allegiance; filled: certain' },
  { bar: one('core'), kind: 'MEDIATION', text: 'mediation, with a diamond where it is certain' },
  { bar: one('core'), kind: 'HOSTILITY', text: 'hostility, with cross-bars' },
  { bar: one('hatched'), kind: 'ALLEGIANCE', text: 'hatched: possible by its dates, and nobody says how likely' },
  { bar: one('hatched', {}, true), kind: 'ALLEGIANCE', text: 'faint: assumed, on days that no source names' },
  { bar: one('alleged'), kind: 'ALLEGIANCE', text: 'dotted: only alleged' },
  { bar: one('hatched', { right: 'arrow' }), kind: 'ALLEGIANCE', text: 'arrow: still in force when the source spoke' },
  { bar: one('hatched', { left: 'open', right: 'open' }), kind: 'ALLEGIANCE', text: 'torn: no source says since when, or until when' },
  { bar: one('core'), kind: 'ALLEGIANCE', text: 'underlined: sources contradict each other', contested: true },
];

/** Legend says how the bars are read; it is closed at first. */
export function Legend({ prefix }: { prefix: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="spells-legend">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        How to read the bars
      </button>
      <ul id={id} hidden={!open}>
        <OnGround value={{ axis: [0, 9], width: 48, prefix }}>
          {rows.map((r) => (
            <li key={r.text}>
              <BarPicture bar={r.bar} kind={r.kind} contested={r.contested ? [[0, 9]] : []} />
              {r.text}
            </li>
          ))}
        </OnGround>
        <li>‹ at an end: it goes on beyond the days shown. ‹‹ or ›› alone: all of it lies before or after them.</li>
        <li>What is blank is silence: no source speaks of those days.</li>
      </ul>
    </div>
  );
}
