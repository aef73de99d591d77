import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Looking } from '../model/address';
import type { Day } from '../model/day';
import { againstOf } from '../model/days-asked';
import type { Change } from './useLooking';
import { useSlow } from './useSlow';

/** Days while they are moved; they reach the address when they rest. */
interface Moving {
  on?: Day;
  against?: Day;
}

export interface Days {
  /** The days that are seen. */
  on: Day;
  against: Day | null;
  /** The days as they last rested: what is asked of the server is asked of them. */
  settled: { on: Day; against: Day | null };
  /** Whether the two are the same. */
  still: boolean;
  /** change goes on from what is seen, wherever the days have been moved to. */
  change: Change;
  drag: (to: Moving) => void;
}

const atRest: Moving = {};

/** useDays are the days of the address, or where they are being moved to. `last` is the newest; until the data is there nothing rests. */
export function useDays(looking: Looking, go: Change, last: Day, there: boolean): Days {
  const [moving, setMoving] = useState(atRest);
  const on = moving.on ?? looking.on ?? last;
  const against = moving.against ?? againstOf(looking, on);
  const settled = useSlow(useMemo(() => (there ? { on, against } : null), [there, on, against]), 140) ?? { on, against };

  useEffect(() => setMoving(atRest), [looking]);
  const now = useRef(moving);
  now.current = moving;
  const change = useCallback<Change>(
    (next, how) => {
      setMoving(atRest);
      go({ ...now.current, ...next }, how);
    },
    [go],
  );
  const drag = useCallback((to: Moving) => setMoving((m) => ({ ...m, ...to })), []);
  return { on, against, settled, still: settled.on === on && settled.against === against, change, drag };
}
