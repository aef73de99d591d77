import type { Day } from '../model/day';
import { readable } from '../model/day';
import type { Standing } from './pair';

interface Props {
  readonly standing: Standing;
  readonly day: Day;
  /** What the day is to the reader, such as "looked at". */
  readonly as: string;
  readonly openTies: (ids: string[]) => void;
}

/** PairLine is how two stood to each other on a day; it opens the evidence that it rests on. */
export function PairLine({ standing, day, as, openTies }: Props) {
  return (
    <div className={`pair-state ${standing.kinds.map((k) => `pair-${k.toLowerCase()}`).join(' ')}`}>
      <p className="page-soft">
        {readable(day)}, {as}
      </p>
      <p className="pair-words">
        {standing.ties.length === 0 ? (
          `${standing.words}.`
        ) : (
          <button type="button" onClick={() => openTies([...standing.ties])}>
            {standing.words}.
          </button>
        )}
      </p>
      {standing.notes.map((n) => (
        <p key={n} className="page-soft">
          {n}
        </p>
      ))}
    </div>
  );
}
