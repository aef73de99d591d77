import { useEffect, useRef, useState } from 'react';
import type { History } from '../model/spell';
import { layout, type Positions } from './layout';

/**
 * usePositions is where everyone stands: laid out once, over all days and on
 * everyone's word, and then pinned. Who is in another history only is put beside
 * those he has ties with.
 */
export function usePositions(everyone: History | null, seen: History | null): Positions | null {
  const [positions, setPositions] = useState<Positions | null>(null);
  const pinned = useRef<Positions | null>(null);
  useEffect(() => {
    if (!everyone || !seen) return;
    const stop = new AbortController();
    const place = async () => {
      pinned.current ??= await layout(everyone.actors, everyone.spells, stop.signal);
      pinned.current = await layout(seen.actors, seen.spells, stop.signal, pinned.current);
      if (!stop.signal.aborted) setPositions(pinned.current);
    };
    place().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    return () => stop.abort();
  }, [everyone, seen]);
  return positions;
}
