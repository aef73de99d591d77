import { useContext } from 'react';
import { MAX_DAY, type Span } from '../model/day';
import { OnGround, PAD } from './BarPicture';
import { xsOf } from './geometry';
import { spanSaid } from './wording';

/** GapRow leaves blank the days that no source speaks of, and says that it is silence. */
export function GapRow({ gaps }: { gaps: readonly Span[] }) {
  const { axis, width } = useContext(OnGround);
  const seen = gaps.filter((g) => g[0] <= axis[1] && g[1] >= axis[0]);
  if (gaps.length === 0) return null;
  return (
    <div className="spells-row spells-gaps">
      <span className="spells-label">
        <span className="spells-name">No source in this view speaks</span>
        <span className="spells-dates">{gaps.length > 3 ? `${gaps.length} times, listed below` : gaps.map(gapSaid).join('; ')}</span>
      </span>
      <span className="spells-track">
        <svg width={width + 2 * PAD} height="26" aria-hidden="true" focusable="false">
          <g transform={`translate(${PAD} 0)`}>
            {seen.map((g) => (
              <Gap key={g[0]} days={g} />
            ))}
          </g>
        </svg>
      </span>
    </div>
  );
}

function Gap({ days }: { days: Span }) {
  const { axis, width } = useContext(OnGround);
  const [from, to] = xsOf(days, axis, width);
  return (
    <>
      <rect className="spells-gap" x={from} y="4" width={Math.max(to - from, 2)} height="18" />
      {to - from > 104 && (
        <text className="spells-silence" x={(from + to) / 2} y="17" textAnchor="middle">
          no source speaks
        </text>
      )}
    </>
  );
}

/** gapSaid names the days of a gap. */
export const gapSaid = (g: Span): string => spanSaid([g[0], Math.min(g[1], MAX_DAY)]) || 'on any day';
