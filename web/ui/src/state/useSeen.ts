import { useMemo } from 'react';
import { liesWithin, within } from '../model/around';
import type { Looking } from '../model/address';
import { columnsOf } from '../model/columns';
import type { Day } from '../model/day';
import { count, shownOn, SHOWN, type Changes, type Counts, type Shown } from '../model/shown';
import type { History } from '../model/spell';

export interface Seen extends Shown {
  counts: Counts;
}

/** useSeen is what of a history is seen on a day. */
export function useSeen(history: History | null, on: Day, l: Looking, changes: Changes | null): Seen | null {
  const { possible, alleged, nominal, kinds, actors, hops } = l;
  const columns = useMemo(() => history && columnsOf(history.spells), [history]);
  return useMemo(() => {
    if (!columns) return null;
    const filter = { possible, alleged, nominal, kinds };
    let shown = shownOn(columns, on, filter, changes, null);
    if (actors.length > 0) {
      const { looks } = shown;
      const among = within(columns.spells, actors, hops, (i) => (looks[i]! & SHOWN) !== 0);
      shown = shownOn(columns, on, filter, changes, (i) => liesWithin(columns.spells[i]!, among));
    }
    return { ...shown, counts: count(columns, shown.looks) };
  }, [columns, on, possible, alleged, nominal, kinds, actors, hops, changes]);
}
