import type { Day, Span } from '../model/day';
import { readable } from '../model/day';
import { zoomed } from '../model/days-asked';
import { around, moved } from './days-shown';
import type { Change } from '../state/useLooking';

interface Props {
  readonly axis: Span;
  /** Whether the axis is the spells' own. */
  readonly whole: boolean;
  readonly on: Day;
  readonly against: Day | null;
  readonly change: Change;
}

/** ZoomButtons change the days that the bars lie on, which the address keeps. */
export function ZoomButtons({ axis, whole, on, against, change }: Props) {
  const about = axis[0] <= on && on <= axis[1] ? on : Math.round((axis[0] + axis[1]) / 2);
  const button = (text: string, range: Span | null, name: string, disabled = false) => (
    <button type="button" aria-label={name} disabled={disabled} onClick={() => change({ range })}>
      {text}
    </button>
  );
  return (
    <div className="spells-zoom" role="group" aria-label="Days shown">
      <span className="spells-days">
        {readable(axis[0])} to {readable(axis[1])}
      </span>
      {button('‹', moved(axis, -1), 'Earlier')}
      {button('›', moved(axis, 1), 'Later')}
      {button('+', zoomed(axis, about, 0.5), 'Fewer days', axis[1] - axis[0] <= 14)}
      {button('−', zoomed(axis, about, 2), 'More days')}
      {against !== null && against !== on && button('Both days', around(on, against), 'Both days: the one looked at and the one compared')}
      {button('All', null, 'All days that sources name', whole)}
    </div>
  );
}
