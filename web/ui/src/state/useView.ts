import { useCallback, useMemo } from 'react';
import { usePositions, type Placed } from '../graph/usePositions';
import type { Looking } from '../model/address';
import { allKinds } from '../model/address';
import { coloured, ranks, ringOf, uncoloured, type CampSeen } from '../model/camps';
import type { Columns } from '../model/columns';
import type { Day, Span } from '../model/day';
import { againstOf, lastAttested, rangeOf } from '../model/days-asked';
import type { History, Spell } from '../model/spell';
import { turnsOf } from '../model/turns';
import { marks, movers } from '../panels/changes-told';
import { useActors } from './useActors';
import type { Asked } from './useAsked';
import { useDay, type DayTold } from './useDay';
import { useDays, type Days } from './useDays';
import { useHistories } from './useHistory';
import type { Change } from './useLooking';
import { useColumns, useSeen, type Seen } from './useSeen';

export const today: Day = Math.floor(Date.now() / 86_400_000);

const nobody: ReadonlySet<string> = new Set();
const noRings: ReadonlyMap<string, number> = new Map();

/** View is all that the page's parts show. */
export interface View {
  /** What is seen is worked out of this; null: not there yet. */
  history: History | null;
  opened: Asked<History>;
  /** Whether the history answers what is asked now. */
  current: boolean;
  columns: Columns | null;
  spells: ReadonlyMap<string, Spell>;
  /** The last day that a source speaks of. */
  last: Day;
  days: Days;
  range: Span;
  turns: readonly Day[];
  /** What the server says of the days; not current while they move. */
  told: Asked<DayTold>;
  seen: Seen | null;
  among: ReadonlySet<string> | null;
  moved: ReadonlySet<string>;
  camps: readonly CampSeen[];
  uncoloured: number;
  rings: ReadonlyMap<string, number>;
  placed: Placed;
  /** The instant of the newest that is known. */
  newest: string | null;
  /** Actors that the address names and that there are not. */
  unknown: readonly string[];
  selected: { ties: string[]; actors: string[] };
  openTies: (ties: string[]) => void;
}

/** useView works out what is seen of what the address asks for. */
export function useView(looking: Looking, go: Change): View {
  const { everyone, opened } = useHistories(looking);
  const history = opened.value;
  const placed = usePositions(everyone, history);
  const last = useMemo(() => (history ? lastAttested(history, today) : today), [history]);
  const days = useDays(looking, go, last, history !== null);
  const { on, against, settled, still } = days;

  const asked = useDay(looking, history ? settled.on : null, settled.against);
  // While the day moves, what is told is of another one.
  const told = useMemo(() => (still ? asked : { ...asked, current: false }), [asked, still]);
  const changes = told.current && against !== null && against < on ? told.value?.diff?.changes.nodes : undefined;
  const marked = useMemo(() => (changes ? marks(changes) : null), [changes]);
  const moved = useMemo(() => (changes ? movers(changes) : nobody), [changes]);

  const columns = useColumns(history);
  const seen = useSeen(columns, on, looking, marked);
  const among = useSettled(seen?.among ?? null, still);
  const spells = useMemo(() => new Map(history?.spells.map((s) => [s.id, s])), [history]);

  const rank = useMemo(() => ranks(everyone?.spells ?? []), [everyone]);
  // Of all kinds of ties, and of no other day than this.
  const grouped = told.current && looking.kinds.length === allKinds.length ? told.value?.graph.camps : null;
  const camps = useMemo(() => coloured(grouped ?? [], rank), [grouped, rank]);
  const rings = useMemo(() => (camps.length > 0 ? ringOf(camps) : noRings), [camps]);

  const { possible, alleged, nominal, kinds } = looking;
  const turns = useMemo(() => (history ? turnsOf(history.spells, { possible, alleged, nominal, kinds }) : []), [history, possible, alleged, nominal, kinds]);
  const atRest = looking.on ?? last;
  const [from, to] = rangeOf(looking, history, last, atRest, againstOf(looking, atRest));
  const range = useMemo<Span>(() => [from, to], [from, to]);
  const selected = useMemo(() => ({ ties: [...looking.ties], actors: looking.pick ? [looking.pick] : [...looking.actors] }), [looking.ties, looking.pick, looking.actors]);
  const { change } = days;
  const unknown = useActors(looking, history, change);
  const openTies = useCallback((ties: string[]) => change({ ties, pick: null }), [change]);
  return {
    history, opened, current: opened.current, columns, spells, last, days, range, turns, told, seen, among,
    moved, camps, uncoloured: uncoloured(grouped ?? []), rings, placed, newest: everyone?.knownAt ?? null, unknown, selected, openTies,
  };
}

/** useSettled is the value of when the days rested last, so that lists do not follow every step. */
function useSettled<T>(value: T, still: boolean): T {
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => value, [still ? value : null]);
}
