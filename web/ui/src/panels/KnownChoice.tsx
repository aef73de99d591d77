import { useState } from 'react';
import type { Looking } from '../model/address';
import { dayOf, textOf } from '../model/day';
import type { Change } from '../state/useLooking';

/** KnownChoice sets the second clock: what was recorded here, or published anywhere, by when. */
export function KnownChoice({ looking: l, change, close }: { looking: Looking; change: Change; close: () => void }) {
  const [text, setText] = useState(l.known ?? textOf(Math.floor(Date.now() / 86_400_000)));
  const [wrong, setWrong] = useState(false);
  const set = (clock: Looking['clock']) => {
    const known = text.trim();
    const good = dayOf(known) !== null || (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(known) && !Number.isNaN(Date.parse(known)));
    setWrong(!good);
    if (!good) return;
    change({ known, clock });
    close();
  };
  return (
    <div className="known-choice">
      <button type="button" onClick={() => { change({ known: null, clock: 'RECORDED' }); close(); }}>
        All that is known today
      </button>
      <label>
        Until the end of <input type="text" value={text} aria-invalid={wrong} placeholder="YYYY-MM-DD" onChange={(e) => setText(e.target.value)} />
      </label>
      {wrong && <p role="alert">Write a day as 2026-01-21, or an instant as 2026-01-21T12:00:00Z.</p>}
      <button type="button" onClick={() => set('RECORDED')}>
        what was recorded here
      </button>
      <button type="button" onClick={() => set('PUBLISHED')}>
        what had been published
      </button>
    </div>
  );
}
