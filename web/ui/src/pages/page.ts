// What every page is given.
import type { Looking } from '../model/address';
import type { Day } from '../model/day';
import type { History } from '../model/spell';
import type { Change } from '../state/useLooking';

export interface PageProps {
  readonly looking: Looking;
  readonly on: Day;
  readonly against: Day | null;
  /** Null while it is downloaded. */
  readonly history: History | null;
  readonly change: Change;
  readonly openTies: (ids: string[]) => void;
}
