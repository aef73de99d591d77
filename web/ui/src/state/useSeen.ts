import { useMemo } from 'react';
import { liesWithin, within } from '../model/around';
import type { Looking } from '../model/address';
import { columnsOf, type Columns } from '../model/columns';
import type { Day } from '../model/day';
import { count, GONE, shownOn, SHOWN, type Changes, type Counts, type Shown } from '../model/shown';
import type { History } from '../model/spell';

export interface Seen extends Shown {
  readonly counts: Counts;
  /** Those looked at, with their neighbours of the day; null: everyone. */
  readonly among: ReadonlySet<string> | null;
}

export type Wanted = Pick<Looking, 'possible' | 'alleged' | 'nominal' | 'kinds' | 'actors' | 'hops'>;

/** useColumns lays a history out for looking at days. */
export const useColumns = (history: History | null): Columns | null => useMemo(() => history && columnsOf(history.spells), [history]);

/** useSeen is what of a history is seen on a day. */
export function useSeen(columns: Columns | null, on: Day, l: Wanted, changes: Changes | null): Seen | null {
  const { possible, alleged, nominal, kinds, actors, hops } = l;
  return useMemo(
    () => columns && seenOn(columns, on, { possible, alleged, nominal, kinds, actors, hops }, changes),
    [columns, on, possible, alleged, nominal, kinds, actors, hops, changes],
  );
}

/** seenOn works it out for one day. */
export function seenOn(columns: Columns, on: Day, l: Wanted, changes: Changes | null): Seen {
  const whole = shownOn(columns, on, l, changes, null);
  if (l.actors.length === 0) return { ...whole, counts: count(columns, whole.looks), among: null };
  const { spells } = columns;
  const among = within(spells, l.actors, l.hops, (i) => (whole.looks[i]! & SHOWN) !== 0);
  const seen = (i: number) => liesWithin(spells[i]!, among);
  const theirs = (i: number) => spells[i]!.parties.some((p) => l.actors.includes(p.actor));
  const narrow = shownOn(columns, on, l, changes, { seen, told: (i) => seen(i) || theirs(i) });
  // What has ended joins nobody to those looked at any more, but was theirs.
  whole.looks.forEach((look, i) => {
    if (look === GONE && theirs(i)) narrow.looks[i] = GONE;
  });
  return { ...narrow, counts: count(columns, narrow.looks), among };
}
