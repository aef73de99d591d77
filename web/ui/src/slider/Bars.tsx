import { memo } from 'react';
import type { Span } from '../model/day';
import type { Activity } from './activity';
import { shareOf } from './scale';

/**
 * Bars is what began, upwards, and ended, downwards: solid where it is certain,
 * outlined where it may have been then. Below them a tick for each day on which
 * a source came out. The height of a bar grows with the square root of its
 * number, so that single events still show beside a day of forty.
 */
export const Bars = memo(function Bars({ activity, range, possible }: { activity: readonly Activity[]; range: Span; possible: boolean }) {
  const top = Math.max(1, ...activity.map((a) => Math.max(a.formed + a.maybeFormed, a.ended + a.maybeEnded)));
  const height = (n: number) => (46 * Math.sqrt(n)) / Math.sqrt(top);
  const edges = activity.map((a) => [1000 * shareOf(range, a.from, 'start'), 1000 * shareOf(range, a.to, 'end')] as const);
  // An outline, since most ties may have begun on any day of a year: boxes would
  // hide the days on which something is known to have happened.
  const outline = (of: (a: Activity) => number) => activity.map((a, i) => `${i === 0 ? 'M' : 'L'}${edges[i]![0]} ${50 - of(a)}H${edges[i]![1]}`).join('');
  return (
    <svg className="bars" viewBox="0 0 1000 108" preserveAspectRatio="none" aria-hidden="true">
      <line className="bars-line" x1="0" x2="1000" y1="50" y2="50" />
      {possible && <path className="bar-maybe" d={outline((a) => height(a.formed + a.maybeFormed))} />}
      {possible && <path className="bar-maybe" d={outline((a) => -height(a.ended + a.maybeEnded))} />}
      {activity.map((a, i) => {
        if (a.formed + a.ended + a.published === 0) return null;
        const [x, end] = edges[i]!;
        const width = Math.max(end - x, 2);
        const up = Math.max(height(a.formed), 7);
        const down = Math.max(height(a.ended), 7);
        return (
          <g key={a.from}>
            {a.formed > 0 && <rect className="bar-formed" x={x} width={width} y={50 - up} height={up} />}
            {a.ended > 0 && <rect className="bar-ended" x={x} width={width} y={50} height={down} />}
            {a.published > 0 && <rect className="bar-published" x={x} width={Math.max(width, 4)} y={100} height={8} />}
          </g>
        );
      })}
    </svg>
  );
});
