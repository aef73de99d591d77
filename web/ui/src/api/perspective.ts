import type { Looking } from '../model/address';

/** The arguments of a view that are the same for every day of it. */
export interface ViewArguments {
  knownAt: string | null;
  perspective: Record<string, unknown> | null;
}

/** viewArguments are what the API is asked with: whose word, of which data, as known when. */
export function viewArguments(l: Pick<Looking, 'known' | 'clock' | 'without' | 'word' | 'data'>): ViewArguments {
  const p: Record<string, unknown> = {};
  if (l.without.length > 0) p.excludeSources = l.without;
  if (l.word.length > 0) {
    p.claimants = l.word;
    p.withMembers = true;
  }
  if (l.data.length > 0) p.datasets = l.data;
  if (l.clock === 'PUBLISHED') p.clock = 'PUBLISHED';
  return { knownAt: l.known, perspective: Object.keys(p).length > 0 ? p : null };
}
