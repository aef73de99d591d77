import { useEffect, useRef, useState } from 'react';
import { isAbort } from '../api/client';
import type { History } from '../model/spell';
import { layout, type Positions } from './layout';

export interface Placed {
  positions: Positions | null;
  /** Why there are none, if they could not be worked out. */
  failed: string | null;
}

/**
 * usePositions is where everyone stands: laid out once, over all days and on
 * everyone's word, and then pinned. Who is in another history only is put beside
 * those he has ties with.
 */
export function usePositions(everyone: History | null, seen: History | null): Placed {
  const [placed, setPlaced] = useState<Placed>({ positions: null, failed: null });
  const pinned = useRef<Positions | null>(null);
  useEffect(() => {
    if (!everyone || !seen) return;
    const stop = new AbortController();
    const place = async () => {
      pinned.current ??= await layout(everyone.actors, everyone.spells, stop.signal);
      pinned.current = await layout(seen.actors, seen.spells, stop.signal, pinned.current);
      if (!stop.signal.aborted) setPlaced({ positions: pinned.current, failed: null });
    };
    place().catch((error: unknown) => {
      if (stop.signal.aborted || isAbort(error)) return;
      setPlaced({ positions: null, failed: error instanceof Error ? error.message : String(error) });
    });
    return () => stop.abort();
  }, [everyone, seen]);
  return placed;
}
