import { useCallback, useSyncExternalStore } from 'react';
import { read, write, type Looking } from '../model/address';

export type Change = (next: Partial<Looking>, how?: 'push' | 'replace') => void;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

let last: { query: string; looking: Looking } | undefined;

/** current reads the address; the same object while the address stays the same. */
function current(): Looking {
  const query = window.location.search;
  if (last?.query !== query) last = { query, looking: read(query) };
  return last.looking;
}

/** useLooking is what the address says, and how to go on from it. */
export function useLooking(): [Looking, Change] {
  const looking = useSyncExternalStore(subscribe, current);
  const change = useCallback<Change>((next, how = 'push') => {
    const query = write({ ...current(), ...next });
    if (query === window.location.search) return;
    const address = window.location.pathname + query;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    for (const listener of listeners) listener();
  }, []);
  return [looking, change];
}
