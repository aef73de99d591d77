import { useContext } from 'react';
import { readable, type Day } from '../model/day';
import { shareOf } from '../slider/scale';
import { marksOf } from './days-shown';
import { OnGround, PAD } from './BarPicture';

interface Days {
  readonly on: Day;
  readonly against: Day | null;
}

/** Axis names the days, and the two that are looked at. Each bar says its dates in words as well. */
export function Axis({ on, against }: Days) {
  const { axis, width } = useContext(OnGround);
  return (
    <svg className="spells-scale" width={width + 2 * PAD} height="52" aria-hidden="true" focusable="false">
      <g transform={`translate(${PAD} 0)`}>
        <Flag day={on} text={readable(on)} className="spells-on" y={10} />
        {against !== null && against !== on && <Flag day={against} text={readable(against)} className="spells-against" y={24} />}
        <line className="spells-base" x1="0" x2={width} y1="34" y2="34" />
        {marksOf(axis, width).map((m) => (
          <g key={m.day} transform={`translate(${m.x} 0)`}>
            <line className="spells-base" y1="34" y2="38" />
            <text y="49" textAnchor={m.x < 16 ? 'start' : m.x > width - 16 ? 'end' : 'middle'}>
              {m.label}
            </text>
          </g>
        ))}
      </g>
    </svg>
  );
}

function Flag({ day, text, className, y }: { day: Day; text: string; className: string; y: number }) {
  const { axis, width } = useContext(OnGround);
  const share = shareOf(axis, day);
  const beyond = share < 0 ? '‹ ' : share > 1 ? ' ›' : '';
  const x = Math.min(Math.max(share, 0), 1) * width;
  const anchor = x < 45 ? 'start' : x > width - 45 ? 'end' : 'middle';
  return (
    <>
      <text className={className} x={x} y={y} textAnchor={anchor}>
        {beyond === '‹ ' ? beyond + text : text + beyond}
      </text>
      {beyond === '' && <line className={className} x1={x} x2={x} y1={y + 3} y2="52" />}
    </>
  );
}

/** DayLines run down through all bars, behind them. */
export function DayLines({ on, against }: Days) {
  const { axis, width } = useContext(OnGround);
  const line = (day: Day, className: string) => {
    const share = shareOf(axis, day);
    if (share < 0 || share > 1) return null;
    const x = PAD + share * width;
    return <line className={className} x1={x} x2={x} y1="0" y2="100%" />;
  };
  return (
    <div className="spells-lines" aria-hidden="true">
      <svg width={width + 2 * PAD} height="100%" focusable="false">
        {against !== null && against !== on && line(against, 'spells-against')}
        {line(on, 'spells-on')}
      </svg>
    </div>
  );
}
