import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { read, write, type Looking } from '../model/address';

export type Change = (next: Partial<Looking>, how?: 'push' | 'replace') => void;

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  return () => window.removeEventListener('popstate', listener);
}

const query = (): string => window.location.search;

/** useLooking is what the address says, and how to go on from it. */
export function useLooking(): [Looking, Change] {
  const now = useSyncExternalStore(subscribe, query);
  const looking = useMemo(() => read(now), [now]);
  const change = useCallback<Change>((next, how = 'push') => {
    const to = write({ ...read(query()), ...next });
    if (to === query()) return;
    const address = window.location.pathname + to;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    // The browser tells only of its own steps through the history.
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, []);
  return [looking, change];
}
